"""Refusals and faults of generate have one shape and never repeat what was typed."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from easel.api.body import MAX_BODY_BYTES
from easel.errors import Capacity, DeadlineExceeded, EaselError, ModelFailed, ModelWarming
from easel.generate import handler
from easel.pictures.job import Status, StoredImage
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeContext, http_event

PROMPT = "a heron no log may hold"
BODY: dict[str, Any] = {"prompt": PROMPT, "negative_prompt": "herring", "seed": 7}


def ask(event: dict[str, Any], context: FakeContext) -> tuple[int, dict[str, Any], dict[str, str]]:
    response = handler(event, context)
    headers = {k.lower(): v for k, [v] in response["multiValueHeaders"].items()}
    return response["statusCode"], json.loads(response["body"]), headers


REFUSALS: dict[str, tuple[dict[str, Any], int, str]] = {
    "no body": (http_event("POST", "/v1/images"), 400, "invalid_json"),
    "empty body": (http_event("POST", "/v1/images", ""), 400, "invalid_json"),
    "blank body": (http_event("POST", "/v1/images", " \n"), 400, "invalid_json"),
    "no JSON": (http_event("POST", "/v1/images", PROMPT), 400, "invalid_json"),
    "no text": (http_event("POST", "/v1/images", b"\xff\xfe\x00"), 400, "invalid_json"),
    "lone surrogate": (http_event("POST", "/v1/images", "\ud800"), 400, "invalid_json"),
    "no prompt": (http_event("POST", "/v1/images", {"seed": 1}), 400, "missing_prompt"),
    "bad width": (http_event("POST", "/v1/images", BODY | {"width": 500}), 400, "invalid_size"),
    "too large": (
        http_event("POST", "/v1/images", BODY | {"prompt": "x" * MAX_BODY_BYTES}),
        413,
        "payload_too_large",
    ),
    "too large as base64": (
        http_event("POST", "/v1/images", b" " * (MAX_BODY_BYTES + 1)),
        413,
        "payload_too_large",
    ),
    "a form": (
        http_event(
            "POST",
            "/v1/images",
            "prompt=fox",
            {"Content-Type": "application/x-www-form-urlencoded"},
        ),
        415,
        "unsupported_media_type",
    ),
    "gzip": (
        http_event("POST", "/v1/images", b"\x1f\x8b\x08\0", {"Content-Encoding": "gzip"}),
        415,
        "unsupported_media_type",
    ),
    "gzip that the gateway took for text": (
        http_event("POST", "/v1/images", "\x1f\ufffd\x08", {"Content-Encoding": "GZip"}),
        415,
        "unsupported_media_type",
    ),
    "two codings": (
        http_event("POST", "/v1/images", BODY, {"content-encoding": "identity, br"}),
        415,
        "unsupported_media_type",
    ),
    "zstd, in OpenAI's dialect": (
        http_event("POST", "/v1/images/generations", BODY, {"content-encoding": "zstd"}),
        415,
        "unsupported_media_type",
    ),
    "deflate, to an older route": (
        http_event("POST", "/text2image", {"text": "x"}, {"content-encoding": "deflate"}),
        415,
        "unsupported_media_type",
    ),
    "gzip, before a recording": (
        http_event("POST", "/v1/audio", BODY, {"content-encoding": "gzip"}),
        415,
        "unsupported_media_type",
    ),
    "a byte order mark alone": (http_event("POST", "/v1/images", "\ufeff"), 400, "invalid_json"),
    "plain text": (
        http_event("POST", "/v1/images", PROMPT, {"CONTENT-TYPE": "text/plain"}),
        415,
        "unsupported_media_type",
    ),
    "unknown route": (http_event("GET", "/v1/pictures"), 404, "not_found"),
    "root": (http_event("PUT", "/"), 405, "method_not_allowed"),
    "unknown image": (
        http_event("GET", "/v1/images/img_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
        404,
        "not_found",
    ),
    "a key that is no image": (
        http_event("GET", "/v1/images/answer%23answers%2F1.out"),
        404,
        "not_found",
    ),
    "PATCH on the list": (http_event("PATCH", "/v1/images"), 405, "method_not_allowed"),
    "PUT on an image": (http_event("PUT", "/v1/images/img_a"), 405, "method_not_allowed"),
    "POST on the status": (http_event("POST", "/v1/status"), 405, "method_not_allowed"),
}


@pytest.mark.parametrize(("event", "status", "code"), REFUSALS.values(), ids=REFUSALS)
def test_a_request_is_refused(
    service: Service,
    context: FakeContext,
    submitter: FakeSubmitter,
    event: dict[str, Any],
    status: int,
    code: str,
) -> None:
    answered, body, headers = ask(event, context)
    assert (answered, body["status"], body["error"]["code"]) == (status, status, code)
    assert body["instance"] == event["path"]
    assert headers["content-type"] == "application/problem+json"
    assert headers["cache-control"] == "no-store"
    assert headers["x-request-id"] == event["requestContext"]["requestId"]
    assert submitter.submitted == []


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"content-type": "application/json; charset=utf-8"}, id="charset"),
        pytest.param({"Content-Type": "Application/JSON"}, id="capitals"),
        pytest.param({"content-type": ""}, id="none"),
    ],
)
def test_json_is_accepted_under_any_content_type_spelling(
    service: Service, context: FakeContext, headers: dict[str, str]
) -> None:
    event = http_event("POST", "/v1/images", BODY, headers | {"prefer": "respond-async"})
    assert ask(event, context)[0] == 202


def test_an_event_without_headers_is_taken(service: Service, context: FakeContext) -> None:
    event = http_event("POST", "/v1/images", BODY) | {"headers": None, "multiValueHeaders": None}
    assert ask(event, context)[0] == 202


def test_a_base64_body_is_the_same_as_a_plain_one(service: Service, context: FakeContext) -> None:
    prefer = {"prefer": "respond-async"}
    plain = http_event("POST", "/v1/images", BODY, prefer)
    encoded = http_event("POST", "/v1/images", json.dumps(BODY).encode(), prefer)
    assert ask(plain, context)[1]["id"] == ask(encoded, context)[1]["id"]


MODEL_REFUSALS = [
    (ModelFailed("the endpoint refused the call"), 502),
    (ModelWarming("the model is starting"), 503),
    (Capacity("the model is busy"), 503),
    (DeadlineExceeded("the model took too long"), 504),
]


@pytest.mark.parametrize(
    ("error", "status"), MODEL_REFUSALS, ids=[error.code for error, _ in MODEL_REFUSALS]
)
def test_a_job_that_the_model_does_not_take_has_failed_and_says_why(
    service: Service,
    context: FakeContext,
    submitter: FakeSubmitter,
    error: EaselError,
    status: int,
) -> None:
    submitter.refuses = error
    answered, body, headers = ask(http_event("POST", "/v1/images", BODY), context)
    assert (answered, body["error"]["code"]) == (status, error.code)
    assert body["detail"] == error.detail
    job = service.jobs.get(submitter.submitted[0].id)
    assert job
    assert (job.status, job.error and job.error.code) == (Status.FAILED, error.code)
    assert headers["location"] == f"https://easel.example/v1/images/{job.id}"


def test_a_busy_model_says_when_to_ask_again(
    service: Service, context: FakeContext, submitter: FakeSubmitter
) -> None:
    submitter.refuses = ModelWarming("the model is starting")
    assert ask(http_event("POST", "/v1/images", BODY), context)[2]["retry-after"] == "59"


def test_a_405_names_what_is_allowed(service: Service, context: FakeContext) -> None:
    assert ask(http_event("PUT", "/v1/images/img_a"), context)[2]["allow"] == "DELETE, GET, HEAD"


def test_an_unexpected_error_is_a_500_without_details(
    service: Service, context: FakeContext, submitter: FakeSubmitter, log: io.StringIO
) -> None:
    submitter.refuses = RuntimeError(f"could not draw {PROMPT}")
    answered, body, headers = ask(http_event("POST", "/v1/images", BODY), context)
    assert (answered, body["error"]["code"]) == (500, "internal")
    assert PROMPT not in json.dumps(body)
    assert headers["content-type"] == "application/problem+json"
    [line] = [json.loads(line) for line in log.getvalue().splitlines() if "ERROR" in line]
    assert (line["message"], line["error"]) == ("generate broke", "RuntimeError")
    assert line["trace"][-1].startswith("fake_adapters.submit:")


def test_a_service_that_fails_is_logged_by_its_code(
    configure: Callable[..., None], context: FakeContext, log: io.StringIO
) -> None:
    configure(jobs_table="no-such-table")
    assert ask(http_event("POST", "/v1/images", BODY), context)[0] == 500
    [line] = [json.loads(line) for line in log.getvalue().splitlines() if "ERROR" in line]
    assert (line["aws"], line["operation"]) == ("ResourceNotFoundException", "GetItem")


OUTCOMES: dict[str, tuple[Exception | None, dict[str, Any]]] = {
    "accepted": (None, BODY),
    "refused": (None, BODY | {"width": 500}),
    "unknown field": (None, BODY | {"prompts": [PROMPT]}),
    "not taken": (ModelFailed("the endpoint refused the call"), BODY),
    "broken": (ValueError(f"{PROMPT}, herring"), BODY),
}


@pytest.mark.parametrize(("refuses", "body"), OUTCOMES.values(), ids=OUTCOMES)
def test_no_log_holds_what_was_typed(
    service: Service,
    context: FakeContext,
    submitter: FakeSubmitter,
    log: io.StringIO,
    capsys: pytest.CaptureFixture[str],
    refuses: Exception | None,
    body: dict[str, Any],
) -> None:
    submitter.refuses = refuses
    ask(http_event("POST", "/v1/images", body), context)
    written = log.getvalue() + "".join(capsys.readouterr())
    assert written
    assert all(json.loads(line) for line in written.splitlines())
    for typed in (PROMPT, "herring", "heron", '"prompt"'):
        assert typed not in written


def test_one_line_tells_the_outcome(
    service: Service, context: FakeContext, log: io.StringIO
) -> None:
    ask(http_event("POST", "/v1/images", BODY, {"prefer": "respond-async"}), context)
    [line] = [json.loads(line) for line in log.getvalue().splitlines()]
    assert line["message"] == "picture asked for"
    assert (line["status"], line["opened"], line["cached"]) == ("running", True, False)


def test_metrics_count_what_was_opened_joined_and_cached(
    service: Service,
    context: FakeContext,
    submitter: FakeSubmitter,
    capsys: pytest.CaptureFixture[str],
) -> None:
    event = http_event("POST", "/v1/images", BODY, {"prefer": "respond-async"})
    ask(event, context)
    ask(event, context)
    service.endings.succeed(submitter.submitted[0], [StoredImage("images/img_a.jpg", 64, 48, 700)])
    ask(event, context)
    counted = [set(json.loads(line)) for line in capsys.readouterr().out.splitlines()]
    names = ("JobsOpened", "JobsJoined", "CacheHits")
    assert [[name for name in names if name in line] for line in counted] == [[n] for n in names]
