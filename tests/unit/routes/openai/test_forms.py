"""The forms of an answer in OpenAI's dialect (links, base64, both, events), and its addresses."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from easel.generate import handler
from easel.pictures.jpeg import read_jpeg
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock, FakeContext, http_event

from .conftest import FOX, ROUTE, Ask


@pytest.fixture(autouse=True)
def drawn_at_once(drawn_after: Callable[[float], None]) -> None:
    drawn_after(0.1)


@pytest.mark.parametrize("model", ["gpt-image-1", "gpt-image-2-mini", "chatgpt-image-latest"])
def test_a_newer_model_answers_with_the_jpeg_and_its_link(ask: Ask, model: str) -> None:
    [shown] = ask("POST", ROUTE, FOX | {"model": model}).body["data"]
    assert set(shown) == {"b64_json", "url", "revised_prompt"}
    assert read_jpeg(base64.b64decode(shown["b64_json"])).width == 768


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        pytest.param({"response_format": "url"}, "url", id="link"),
        pytest.param({"response_format": "b64_json"}, "b64_json", id="base64"),
    ],
)
def test_a_newer_model_answers_in_the_format_that_was_asked_for(
    ask: Ask, asked: dict[str, Any], shown: str
) -> None:
    [image] = ask("POST", ROUTE, FOX | {"model": "gpt-image-1"} | asked).body["data"]
    assert set(image) == {shown, "revised_prompt"}


def test_a_redirected_client_gets_both_as_well(
    ask: Ask, drawn_after: Callable[[float], None]
) -> None:
    drawn_after(30)
    waits = ask("POST", ROUTE, FOX | {"model": "gpt-image-1"})
    [shown] = ask("GET", waits.link).body["data"]
    assert set(shown) == {"b64_json", "url", "revised_prompt"}


def stream_of(clock: FakeClock, asked: dict[str, Any]) -> str:
    response = handler(http_event("POST", ROUTE, asked, {}), FakeContext(clock))
    assert response["multiValueHeaders"]["Content-Type"] == ["text/event-stream"]
    return str(response["body"])


def events_of(clock: FakeClock, asked: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    blocks = [block.split("\n") for block in stream_of(clock, asked).strip().split("\n\n")]
    return [
        (kind.removeprefix("event: "), json.loads(data.removeprefix("data: ")))
        for kind, data in blocks
    ]


@pytest.mark.parametrize("n", [1, 3])
def test_a_stream_has_one_completed_event_a_picture(clock: FakeClock, n: int) -> None:
    events = events_of(clock, FOX | {"stream": True, "n": n, "partial_images": 2})
    assert [kind for kind, _ in events] == ["image_generation.completed"] * n
    for kind, event in events:
        assert event["type"] == kind
        assert (event["size"], event["output_format"]) == ("768x768", "jpeg")
        assert read_jpeg(base64.b64decode(event["b64_json"])).width == 768


def test_the_event_of_a_stream_says_how_to_delete_the_picture(ask: Ask, clock: FakeClock) -> None:
    [(_, event)] = events_of(clock, FOX | {"stream": True})
    authorization = {"authorization": f"Bearer {event['delete_token']}"}
    assert ask("DELETE", f"/v1/images/{event['id']}", None, authorization).status == 204


@pytest.mark.parametrize("end", ["\u2028", "\u0085", "\u000b"], ids=ascii)
def test_no_prompt_ends_a_line_of_the_stream(clock: FakeClock, end: str) -> None:
    prompt = f"a red fox{end}in the snow"
    kind, data, after = stream_of(clock, {"prompt": prompt, "stream": True}).splitlines()
    assert (kind, after) == ("event: image_generation.completed", "")
    assert json.loads(data.removeprefix("data: "))["revised_prompt"] == prompt


def test_ten_pictures_come_at_once_and_eleven_do_not(ask: Ask, submitter: FakeSubmitter) -> None:
    assert len(ask("POST", ROUTE, FOX | {"n": 10}).body["data"]) == 10
    assert ask("POST", ROUTE, FOX | {"n": 11}).code == "out_of_range"
    assert len(submitter.submitted) == 1


def test_pictures_that_do_not_fit_into_an_answer_are_links(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask("POST", ROUTE, FOX | {"n": 3, "response_format": "b64_json"})
    each = len(first.body["data"][0]["b64_json"])
    monkeypatch.setattr("easel.api.base64_jpegs.MOST_BYTES", 2 * each + 100)
    again = ask("POST", ROUTE, FOX | {"n": 3, "response_format": "b64_json"})
    shown = [set(image) - {"revised_prompt"} for image in again.body["data"]]
    assert shown == [{"b64_json"}, {"b64_json"}, {"url"}]


def test_a_prompt_may_be_as_long_as_openais(ask: Ask) -> None:
    assert ask("POST", ROUTE, {"prompt": "fox " * 8000}).status == 200
    assert ask("POST", ROUTE, {"prompt": "fox " * 8000 + "x"}).code == "prompt_too_long"


def test_a_long_prompt_is_measured_in_bytes_too(ask: Ask) -> None:
    assert ask("POST", ROUTE, {"prompt": "\U0001f98a" * 10_000}).status == 200
    answer = ask("POST", ROUTE, {"prompt": "\U0001f98a" * 13_000})
    assert (answer.code, answer.body["error"]["param"]) == ("prompt_too_long", "prompt")


# Where it is asked


@pytest.mark.parametrize("route", ["/images/generations", "/openai/v1/images/generations"])
def test_another_base_url_draws_as_well(ask: Ask, route: str) -> None:
    assert ask("POST", route, FOX).body["data"] == ask("POST", ROUTE, FOX).body["data"]


@pytest.mark.parametrize(
    ("deployment", "shown"), [("dall-e-3", {"url"}), ("gpt-image-1", {"url", "b64_json"})]
)
def test_azures_deployment_counts_as_the_model(ask: Ask, deployment: str, shown: set[str]) -> None:
    answer = ask("POST", f"/openai/deployments/{deployment}/images/generations", FOX)
    assert set(answer.body["data"][0]) == shown | {"revised_prompt"}


@pytest.mark.parametrize(
    "route",
    [
        *("/v1/images/edits", "/v1/images/variations", "/v1/audio/transcriptions"),
        *("/images/edits", "/images/variations", "/audio/transcriptions"),
    ],
)
def test_what_is_not_offered_says_what_is(ask: Ask, route: str) -> None:
    answer = ask("POST", route, "--boundary", {"content-type": "multipart/form-data"})
    assert (answer.status, answer.code) == (400, "not_supported")
    assert "POST /v1/" in answer.body["detail"]


# What is not as it was asked for


def test_a_size_that_is_not_possible_is_told(ask: Ask) -> None:
    answer = ask("POST", ROUTE, FOX | {"size": "500x500"}).body
    [warning] = answer["warnings"]
    assert (answer["size"], warning["code"]) == ("512x512", "size_changed")
    assert "500x500" in warning["message"]


def test_a_prompt_that_is_cut_is_revised(ask: Ask) -> None:
    answer = ask("POST", ROUTE, {"prompt": "fox " * 100}).body
    assert answer["data"][0]["revised_prompt"] == ("fox " * 75).rstrip()
    assert [warning["code"] for warning in answer["warnings"]] == ["prompt_cut"]


def test_a_body_that_is_json_needs_no_content_type(clock: FakeClock) -> None:
    event = http_event("POST", ROUTE, FOX, {})
    for headers in (event["headers"], event["multiValueHeaders"]):
        for name in [name for name in headers if name.lower() == "content-type"]:
            del headers[name]
    assert handler(event, FakeContext(clock))["statusCode"] == 200


def test_a_base_url_with_v1_twice_is_told_so(ask: Ask) -> None:
    answer = ask("POST", "/v1/v1/images/generations", FOX)
    assert (answer.status, answer.body["detail"]) == (404, "leave /v1 out of the base URL")
