"""A page of another origin draws with Easel, in a real browser."""

from typing import Any

import pytest

from tests.local.conftest import Api, one_request_at_once

from .chromium import Page, ScriptFailed

CIRCLE = "a red circle on a blue background"


def assert_red_circle(seen: dict[str, Any], side: int) -> None:
    red, green, blue = seen.pop("colour")
    assert seen == {"width": side, "height": side}
    assert red > 150 > 100 > max(green, blue)


def test_a_page_draws_with_fetch_and_asks_until_the_picture_is_there(
    page: Page, easel: Api
) -> None:
    seen = page.run(
        """
        const posted = await fetch(easel + "/v1/images", {
          method: "POST",
          headers: {"content-type": "application/json", "prefer": "respond-async",
                    "idempotency-key": crypto.randomUUID(), "x-any-other-header": "yes"},
          body: JSON.stringify({prompt, seed: 1, width: 512, height: 512}),
        })
        const read = (name) => posted.headers.get(name)
        let job = await posted.json()
        while (job.status === "queued" || job.status === "running") {
          await new Promise((ask) => setTimeout(ask, 200))
          job = await (await fetch(read("location"), {headers: {prefer: "wait=1"}})).json()
        }
        const names = ["location", "retry-after", "x-request-id", "preference-applied",
                       "x-ratelimit-remaining-requests"]
        return {
          status: posted.status, headers: Object.fromEntries(names.map((n) => [n, read(n)])), job,
          seen: await look(job.url),
        }
        """,
        easel=easel.easel.url,
        prompt=f"takes 1: {CIRCLE}",
    )
    assert (seen["status"], seen["job"]["status"]) == (202, "succeeded")
    headers = seen["headers"]
    assert headers["location"].endswith(seen["job"]["links"]["self"])
    assert headers["preference-applied"] == "respond-async"
    assert int(headers["retry-after"]) > 0
    assert headers["x-request-id"]
    assert int(headers["x-ratelimit-remaining-requests"]) > 0
    assert_red_circle(seen["seen"], 512)


def test_a_page_draws_in_openais_dialect_through_redirects(page: Page, easel: Api) -> None:
    seen = page.run(
        """
        const answer = await fetch(easel + "/v1/images/generations", {
          method: "POST",
          headers: {"content-type": "application/json", "authorization": "Bearer any"},
          body: JSON.stringify({prompt, size: "512x512", model: "dall-e-2"}),
        })
        const {data} = await answer.json()
        return {status: answer.status, url: answer.url, seen: await look(data[0].url)}
        """,
        easel=easel.easel.url,
        prompt=f"takes 1: {CIRCLE}",
    )
    assert seen["status"] == 200
    assert seen["url"].startswith(f"{easel.easel.url}/v1/wait/")
    assert_red_circle(seen["seen"], 512)


OPENAI = """
const {OpenAI} = await import("openai")
const client = new OpenAI({baseURL: easel + base, apiKey: "any", dangerouslyAllowBrowser: true})
"""


@pytest.mark.parametrize(("base", "answer_format"), [("/v1", "url"), ("", "b64_json")])
def test_a_page_draws_with_openais_own_client(
    page: Page, easel: Api, base: str, answer_format: str
) -> None:
    seen = page.run(
        f"""{OPENAI}
        const {{data}} = await client.images.generate(
          {{prompt, n: 2, size: "512x512", model: "dall-e-2", response_format: format}})
        const url = data[1].url ?? "data:image/jpeg;base64," + data[1].b64_json
        return {{pictures: data.length, seen: await look(url)}}
        """,
        easel=easel.easel.url,
        base=base,
        prompt=f"takes 1: {CIRCLE}, {answer_format}",
        format=answer_format,
    )
    assert seen["pictures"] == 2
    assert_red_circle(seen["seen"], 512)


def test_a_page_can_read_what_was_wrong(page: Page, easel: Api) -> None:
    seen = page.run(
        f"""{OPENAI}
        try {{
          await client.images.generate({{prompt: "a door", size: "big", model: "dall-e-2"}})
        }} catch (error) {{
          const {{status, code, param, message, requestID}} = error
          return {{name: error.constructor.name, status, code, param, message, requestID}}
        }}
        """,
        easel=easel.easel.url,
        base="/v1",
    )
    assert (seen["name"], seen["status"]) == ("BadRequestError", 400)
    assert (seen["code"], seen["param"]) == ("invalid_size", "size")
    assert "size" in seen["message"]
    assert seen["requestID"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code", "header"),
    [
        pytest.param("GET", "/v1/nothing", 404, "not_found", "x-request-id", id="no-route"),
        pytest.param("PUT", "/v1/images", 405, "method_not_allowed", "allow", id="no-method"),
        pytest.param(
            "DELETE", "/v1/images/img_a", 401, "invalid_api_key", "x-request-id", id="no-key"
        ),
    ],
)
def test_a_page_can_read_every_refusal(
    page: Page, easel: Api, method: str, path: str, status: int, code: str, header: str
) -> None:
    found = refusal(page, easel, method, path, header)
    assert found[:2] == [status, code]
    assert found[2]


def test_a_page_can_read_when_to_try_again_after_too_many_requests(page: Page, easel: Api) -> None:
    with one_request_at_once(easel):
        easel.http.get("/v1/status")
        found = refusal(page, easel, "GET", "/v1/status", "retry-after")
    assert found == [429, "rate_limited", "1"]


def refusal(page: Page, easel: Api, method: str, path: str, header: str) -> list[Any]:
    """[status, code, the value of `header`] as a page reads them."""
    found: list[Any] = page.run(
        """
        const answer = await fetch(easel + path, {method})
        return [answer.status, (await answer.json()).error?.code, answer.headers.get(header)]
        """,
        easel=easel.easel.url,
        method=method,
        path=path,
        header=header,
    )
    return found


def test_a_page_cannot_send_the_cookies_that_the_browser_keeps(page: Page, easel: Api) -> None:
    with pytest.raises(ScriptFailed, match="Failed to fetch"):
        page.run(
            'await fetch(easel + "/v1/status", {credentials: "include"})', easel=easel.easel.url
        )
