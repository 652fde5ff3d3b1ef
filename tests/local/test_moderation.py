"""The operator's filters on the whole stack: what they refuse, or cannot look at, nobody sees.

The stand-ins of Guardrails and Rekognition know a few words and one colour.
"""

import json
from collections import deque
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.faults import Fault
from tests.recordings import recording

from .conftest import Api
from .test_audio import say
from .test_faults import until

REFUSED_PICTURE = "a white {what} on a magenta background"
# The function asks twice.
BUSY = [Fault("ThrottlingException")] * 2
BROKEN = {
    "prompt": [Fault("InternalServerException")] * 2,
    "picture": [Fault("InternalServerError")] * 2,
}
NO_RIGHT = [Fault("AccessDeniedException")]
SHAPELESS = [Fault(body=b'{"action":"MAYBE","ModerationLabels":null}')]
VIOLENCE = {"Name": "Violence", "ParentName": "", "Confidence": 99.0, "TaxonomyLevel": 1}


@pytest.fixture(autouse=True)
def _no_faults_left(api: Api) -> Iterator[None]:
    yield
    assert not faults_of("prompt", api), "the stand-in was not asked as often as the test expects"
    assert not faults_of("picture", api)


def faults_of(what: str, api: Api) -> deque[Fault]:
    easel = api.easel
    return easel.guardrail.faults if what == "prompt" else easel.picture_check.faults


def job_of(answer: httpx.Response) -> str:
    return answer.headers["location"].rpartition("/")[2]


def assert_failed(api: Api, answer: httpx.Response, code: str) -> None:
    """The answer and the job say `code`, and there is no picture and no page."""
    assert answer.json()["error"]["code"] == code
    job = api.until_ended(job_of(answer))
    assert (job["status"], job["url"], job["share_url"], job["images"]) == (
        "failed",
        None,
        None,
        [],
    )
    assert job["error"]["code"] == code  # type: ignore[index]
    assert_unseen(api, job_of(answer))


def assert_unseen(api: Api, job_id: str) -> None:
    for path in (f"images/{job_id}.jpg", f"images/{job_id}-2.jpg", f"i/{job_id}"):
        assert httpx.get(f"{api.easel.url}/{path}", timeout=60).status_code == 404


def logged(api: Api, job_id: str, message: str) -> list[dict[str, Any]]:
    """The log's lines with `message` about the job. They come to the file a moment later."""
    log = api.easel.aws.log.parent / "functions.log"

    def found() -> list[dict[str, Any]]:
        lines = log.read_text().splitlines() if log.exists() else []
        about = (json.loads(line) for line in lines if job_id in line and message in line)
        return [line for line in about if line.get("message") == message]

    until(lambda: bool(found()))
    return found()


def test_a_refused_prompt_spends_no_model_call_and_the_decision_is_recorded(api: Api) -> None:
    calls, asked = api.model_calls, api.easel.guardrail.asked
    answer = api.post("a field of Gore, and an IDIOT", seed=1)
    assert answer.status_code == 400
    assert "field" not in answer.text
    assert_failed(api, answer, "content_policy_violation")
    (line,) = logged(api, job_of(answer), "prompt refused")
    assert line["categories"] == ["INSULTS", "VIOLENCE"]
    assert "field" not in json.dumps(line)
    assert api.easel.guardrail.asked == asked + 1
    assert api.post("a field of Gore, and an IDIOT", seed=1).status_code == 400
    assert api.model_calls == calls


def test_a_refused_picture_is_not_published_and_the_decision_is_recorded(api: Api) -> None:
    calls = api.model_calls
    answer = api.post(REFUSED_PICTURE.format(what="cat"), seed=1)
    assert answer.status_code == 400
    assert_failed(api, answer, "content_policy_violation")
    (line,) = logged(api, job_of(answer), "picture refused")
    assert line["categories"] == ["Mostly Magenta"]
    assert api.model_calls == calls + 1


def test_if_one_of_three_pictures_is_refused_none_is_published(api: Api) -> None:
    looked = api.easel.picture_check.looked
    body = json.dumps({"ModerationLabels": [VIOLENCE]}).encode()
    faults_of("picture", api).append(Fault(body=body))
    answer = api.post("three little ships", seed=1, n=3)
    assert_failed(api, answer, "content_policy_violation")
    assert api.easel.picture_check.looked == looked + 2


def test_what_passes_is_asked_about_once_and_repeats_are_not(api: Api) -> None:
    easel = api.easel
    before = (easel.guardrail.asked, easel.picture_check.looked)
    answers = [api.post("two quiet ponds", seed=1, n=2).status_code for _ in range(2)]
    assert answers == [201, 200]
    assert (easel.guardrail.asked, easel.picture_check.looked) == (before[0] + 1, before[1] + 2)


@pytest.mark.parametrize(
    ("faults", "status", "code"),
    [
        pytest.param(BUSY, 503, "capacity", id="throttled"),
        pytest.param(BROKEN["prompt"], 503, "capacity", id="broken"),
        pytest.param(NO_RIGHT, 502, "model_error", id="no-right"),
        pytest.param(SHAPELESS, 502, "model_error", id="shapeless"),
    ],
)
def test_a_prompt_that_nobody_could_check_is_not_drawn_until_the_service_is_back(
    api: Api, faults: list[Fault], status: int, code: str, request: pytest.FixtureRequest
) -> None:
    prompt = f"a boat, {request.node.callspec.id}"
    calls = api.model_calls
    faults_of("prompt", api).extend(faults)
    answer = api.post(prompt, seed=1)
    assert answer.status_code == status
    assert_failed(api, answer, code)
    assert api.model_calls == calls
    again = api.post(prompt, seed=1)
    assert (again.status_code, job_of(again)) == (201, job_of(answer))
    assert api.model_calls == calls + 1


@pytest.mark.parametrize(
    "faults", [pytest.param(BUSY, id="throttled"), pytest.param(BROKEN["picture"], id="broken")]
)
def test_a_picture_that_nobody_could_look_at_waits_and_is_shown_once_it_was_looked_at(
    api: Api, faults: list[Fault], request: pytest.FixtureRequest
) -> None:
    calls, looked = api.model_calls, api.easel.picture_check.looked
    faults_of("picture", api).extend(faults)
    answer = api.post(f"a tower, {request.node.callspec.id}", seed=1)
    assert answer.status_code == 201
    assert httpx.get(answer.json()["url"], timeout=60).status_code == 200
    assert (api.model_calls, api.easel.picture_check.looked) == (calls + 1, looked + 1)


@pytest.mark.parametrize(
    "faults", [pytest.param(NO_RIGHT, id="no-right"), pytest.param(SHAPELESS, id="shapeless")]
)
def test_a_picture_that_easel_may_not_have_looked_at_is_dropped(
    api: Api, faults: list[Fault], request: pytest.FixtureRequest
) -> None:
    prompt = f"a bridge, {request.node.callspec.id}"
    faults_of("picture", api).extend(faults)
    answer = api.post(prompt, seed=1)
    assert answer.status_code == 502
    assert_failed(api, answer, "model_error")
    assert api.post(prompt, seed=1).status_code == 201


def test_a_client_of_openai_gets_the_refusal_in_its_own_shape(api: Api) -> None:
    body = {"prompt": "a nude", "response_format": "url"}
    answer = api.http.post("/v1/images/generations", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "content_policy_violation"
    assert "filter refused the prompt" in answer.json()["error"]["message"]


@pytest.mark.parametrize("api", ["async"], indirect=True)
def test_a_recording_of_a_refused_word_fails_and_draws_nothing(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = api.model_calls
    monkeypatch.setitem(api.easel.guardrail.words, "background", "HATE")
    spoken = say(api, recording("circle.mp3"), "audio/mpeg", seed=77)
    assert (spoken["status"], spoken["error"]["code"]) == ("failed", "content_policy_violation")
    assert "background" in spoken["transcript"]
    assert_unseen(api, str(spoken["links"]["image"]).rpartition("/")[2])
    assert api.model_calls == calls
