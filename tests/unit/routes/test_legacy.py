"""The routes of older servers answer with a page or a link and never draw a picture twice."""

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

import pytest

from easel.generate import handler
from easel.pictures.job import Job, JobError
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock, FakeContext, http_event

from ..conftest import Handled
from ..test_pages import PROMPTS, Read

MakeKey = Callable[..., str]
URL = "https://easel.example"


def get(prompt: str, api: Handled, method: str = "GET") -> Any:
    # API Gateway hands over the path as it was sent.
    return api(method, f"/api/inference/{quote(prompt, safe='/')}")


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_a_link_that_holds_a_prompt_is_a_page_with_its_picture(
    api: Handled, draws_at_once: FakeSubmitter, prompt: str
) -> None:
    answer = get(prompt, api)
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
    [job] = draws_at_once.submitted
    assert job.picture.prompt == prompt
    read = Read(answer.text)
    assert read.text["h1"] == prompt
    assert [a["src"] for a in read.attributes["img"]] == [f"{URL}/images/{job.id}.jpg"]
    assert prompt not in str(answer.headers)


def test_a_page_s_policy_allows_the_pictures_of_this_service(
    api: Handled, draws_at_once: FakeSubmitter
) -> None:
    headers = get("a red fox", api).headers
    assert f"default-src 'none'; img-src {URL} data:;" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-request-id"]
    assert headers["x-ratelimit-limit-requests"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        pytest.param("/api/inference/a%20red%20fox", None, id="path"),
        pytest.param("/text2image", {"prompt": "a red fox"}, id="query"),
        pytest.param("/api/inference/default", None, id="default"),
    ],
)
def test_a_second_look_at_a_page_costs_nothing(
    api: Handled, draws_at_once: FakeSubmitter, path: str, query: dict[str, str] | None
) -> None:
    first = api("GET", path, query=query)
    again = api("GET", path, query=query, address="203.0.113.8")
    assert (first.status, again.status, first.text) == (200, 200, again.text)
    assert len(draws_at_once.submitted) == 1


def test_all_older_routes_give_the_same_picture(api: Handled, draws_at_once: FakeSubmitter) -> None:
    get("a red fox", api)
    api("GET", "/text2image", query={"prompt": "a red fox"})
    linked = api("POST", "/text2image", {"text": "a red fox"}).body["body"]
    [job] = draws_at_once.submitted
    assert linked == f"{URL}/images/{job.id}.jpg"


def test_a_page_waits_and_then_looks_again_by_itself(
    api: Handled, clock: FakeClock, submitter: FakeSubmitter, draw: Callable[[Job], None]
) -> None:
    waiting = get("a <b>red</b> fox", api)
    assert (waiting.status, waiting.headers["refresh"]) == (202, "5")
    assert waiting.headers["cache-control"] == "no-store"
    assert "a <b>red</b> fox" in Read(waiting.text).text["p"]
    draw(submitter.submitted[0])
    shown = get("a <b>red</b> fox", api)
    assert (shown.status, len(submitter.submitted)) == (200, 1)
    assert "refresh" not in shown.headers


def test_a_picture_that_fails_is_a_page_with_its_status(
    api: Handled, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    error = JobError("model_error", "the model <broke>")
    submitter.takes = lambda job: clock.after(3, lambda: service.endings.fail(job, error))
    answer = get("a red fox", api)
    assert (answer.status, answer.headers["cache-control"]) == (502, "no-store")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    read = Read(answer.text)
    assert "the model <broke>" in read.text["p"]
    assert read.attributes["a"] == [{"href": f"{URL}/errors/model-error"}]
    assert "refresh" not in answer.headers  # a refresh would draw, and cost, again and again


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        pytest.param("", "missing_prompt", id="none"),
        pytest.param(" \n", "missing_prompt", id="blank"),
        pytest.param("x" * 2001, "prompt_too_long", id="too-long"),
    ],
)
def test_a_prompt_that_cannot_be_drawn_is_a_problem(
    api: Handled, submitter: FakeSubmitter, prompt: str, code: str
) -> None:
    asked = api("GET", "/text2image", query={"prompt": prompt})
    assert (asked.status, asked.code) == (400, code)
    assert asked.body["errors"][0]["pointer"] == "#/prompt"
    posted = api("POST", "/text2image", {"text": prompt})
    assert (posted.status, posted.code) == (400, code)
    assert posted.body["errors"][0] == {"pointer": "#/text", "detail": posted.body["detail"]}
    assert posted.body["detail"].startswith("text: ")
    assert submitter.submitted == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param("{", "invalid_json", id="not-json"),
        pytest.param("[]", "invalid_json", id="no-object"),
        pytest.param("{}", "missing_prompt", id="no-text"),
        pytest.param('{"text": 7}', "missing_prompt", id="text-is-a-number"),
    ],
)
def test_a_body_without_a_text_is_a_problem(
    service: Service, clock: FakeClock, body: str, code: str
) -> None:
    response = handler(http_event("POST", "/text2image", body), FakeContext(clock))
    assert response["statusCode"] == 400
    assert f'"code": "{code}"' in response["body"]


def test_an_older_program_may_send_other_fields_and_another_content_type(
    service: Service, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    body = '{"text": "a red fox", "samples": 4}'
    label = {"content-type": "application/x-www-form-urlencoded"}  # what curl -d says
    response = handler(http_event("POST", "/text2image", body, label), FakeContext(clock))
    assert response["statusCode"] == 200


def test_a_link_is_told_before_its_picture_is_drawn(api: Handled, submitter: FakeSubmitter) -> None:
    answer = api("POST", "/text2image", {"text": "a red fox"})
    [job] = submitter.submitted
    assert answer.status == 202
    assert answer.body == {"statusCode": 202, "body": f"{URL}/images/{job.id}.jpg"}
    assert answer.headers["location"] == f"{URL}/v1/images/{job.id}"
    assert answer.headers["retry-after"] == "5"


def test_a_text_whose_picture_fails_is_a_problem(
    api: Handled, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    error = JobError("model_error", "the model broke")
    submitter.takes = lambda job: clock.after(3, lambda: service.endings.fail(job, error))
    answer = api("POST", "/text2image", {"text": "a red fox"})
    assert (answer.status, answer.code) == (502, "model_error")


def test_a_picture_that_somebody_cancels_meanwhile_is_a_problem(
    api: Handled, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    submitter.takes = lambda job: clock.after(3, lambda: service.endings.cancel(job))
    answer = api("POST", "/text2image", {"text": "a red fox"})
    assert (answer.status, answer.code) == (503, "capacity")


def test_a_random_prompt_leads_to_a_page_of_its_own(api: Handled, submitter: FakeSubmitter) -> None:
    first, second = (api("GET", "/api/inference/random") for _ in range(2))
    assert (first.status, first.headers["cache-control"]) == (303, "no-store")
    path = first.headers["location"]
    assert path.startswith("/api/inference/")
    assert unquote(path) != path
    assert second.headers["location"] != path
    assert submitter.submitted == []


def test_at_api_gateway_s_own_address_it_leads_to_the_same_stage(
    service: Service, clock: FakeClock
) -> None:
    event = http_event("GET", "/api/inference/random")
    event["requestContext"] |= {"stage": "prod", "path": "/prod/api/inference/random"}
    [location] = handler(event, FakeContext(clock))["multiValueHeaders"]["Location"]
    assert location.startswith("/prod/api/inference/")


def test_a_head_draws_nothing(api: Handled, draws_at_once: FakeSubmitter) -> None:
    before = get("a red fox", api, "HEAD")
    assert (before.status, before.text, draws_at_once.submitted) == (202, "", [])
    get("a red fox", api)
    after = get("a red fox", api, "HEAD")
    assert (after.status, after.text) == (200, "")
    assert after.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_in_key_mode_a_browser_is_told_to_ask_for_the_key(
    api: Handled, key_mode: MakeKey, draws_at_once: FakeSubmitter, method: str
) -> None:
    answer = get("a red fox", api, method)
    assert answer.status == 401
    assert "Basic" in answer.headers["www-authenticate"]
    basic = base64.b64encode(f"ann:{key_mode('ann')}".encode()).decode()
    shown = api(method, "/api/inference/a%20red%20fox", Authorization=f"Basic {basic}")
    assert shown.status == (200 if method == "GET" else 202)


def test_a_get_counts_as_a_request_that_draws(
    api: Handled, configure: Callable[..., None], draws_at_once: FakeSubmitter
) -> None:
    configure(posts_per_minute=2)
    assert [get("a red fox", api).status for _ in range(3)] == [200, 200, 429]


def test_robots_are_asked_not_to_draw(api: Handled) -> None:
    answer = api("GET", "/robots.txt")
    assert answer.headers["content-type"] == "text/plain"
    lines = answer.text.splitlines()
    for path in ("/api/", "/text2image", "/v1/"):
        assert f"Disallow: {path}" in lines
    for path in ("/i/", "/images/"):
        assert f"Allow: {path}" in lines
