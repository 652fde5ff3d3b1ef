"""How each failure of the SageMaker runtime reads to a caller; shapes from endpoint-errors.json."""

import json
import socket
from typing import Any

import pytest

from easel.errors import Capacity, Closed, DeadlineExceeded, EaselError, ModelFailed, ModelWarming
from easel.pictures.endpoint import MaybeSubmitted, model_failure
from easel.service import Service
from tests.contract.sagemaker_runtime import Reply, SageMakerRuntime, refused
from tests.fakes import a_job, a_picture, recorded

ERRORS: dict[str, Any] = recorded("contracts/endpoint-errors.json")


def model_error(name: str) -> Reply:
    """The recorded ModelError as HTTP: its members, and the code in the header."""
    shape = dict(ERRORS[name])
    message = shape.pop("Error", {"Message": "Received client error (400) from primary"})["Message"]
    return refused(424, "ModelError", message, **shape)


def container_says(status: int, kind: str) -> Reply:
    body = json.dumps({"code": status, "type": kind, "message": "8 requests are waiting already"})
    return refused(424, "ModelError", body, OriginalStatusCode=status, OriginalMessage=body)


REPLIES: dict[str, tuple[Reply, type[EaselError], str]] = {
    "bad size": (model_error("ModelError, HTTP 424, bad size"), ModelFailed, "refused"),
    "out of memory": (model_error("ModelError, out of memory"), ModelFailed, "out of memory"),
    "container timed out": (model_error("ModelError, timeout"), DeadlineExceeded, "too long"),
    "container is busy": (container_says(503, "ServiceUnavailableException"), Capacity, "busy"),
    "container is broken": (container_says(503, "SomethingElse"), ModelFailed, "operator's log"),
    "still starting": (refused(429, "ModelNotReadyException"), ModelWarming, "starting"),
    "throttled": (refused(400, "ThrottlingException"), Capacity, "busy"),
    "unavailable": (refused(503, "ServiceUnavailable"), Capacity, "busy"),
    "validation": (refused(400, "ValidationError"), ModelFailed, "operator's log"),
    "no such endpoint": (
        refused(400, "ValidationError", "Endpoint easel of account 111122223333 not found."),
        ModelWarming,
        "starting",
    ),
    "scaled to zero": (
        refused(400, "ValidationError", "Inference Component has no capacity to process this"),
        ModelWarming,
        "starting",
    ),
    "internal": (refused(500, "InternalFailure"), ModelFailed, "operator's log"),
    "dependency": (refused(530, "InternalDependencyException"), ModelFailed, "operator's log"),
    "no permission": (refused(403, "AccessDeniedException"), ModelFailed, "operator's log"),
    "closed by a budget": (
        refused(
            403,
            "AccessDeniedException",
            "User: arn:aws:sts::111122223333:assumed-role/generate/generate is not authorized to "
            "perform: sagemaker:InvokeEndpoint on resource: easel with an explicit deny in an "
            "identity-based policy",
        ),
        Closed,
        "the operator has closed the model",
    ),
    "no JSON": (Reply(502, {}, b"<html>Bad Gateway</html>"), ModelFailed, "operator's log"),
}


@pytest.mark.parametrize(("reply", "kind", "words"), REPLIES.values(), ids=REPLIES)
def test_a_realtime_failure_reads_as(
    service: Service, runtime: SageMakerRuntime, reply: Reply, kind: type[EaselError], words: str
) -> None:
    runtime.reply = reply
    with pytest.raises(kind, match=words) as raised:
        service.endpoint.invoke(a_job())
    assert raised.value.__cause__ is not None


@pytest.mark.parametrize(
    "name",
    [
        "unavailable",
        "validation",
        "internal",
        "throttled",
        "no such endpoint",
        "closed by a budget",
    ],
)
def test_an_async_failure_reads_the_same(
    service: Service, runtime: SageMakerRuntime, name: str
) -> None:
    reply, kind, words = REPLIES[name]
    runtime.reply = reply
    with pytest.raises(kind, match=words):
        service.submitter.submit(a_job())


@pytest.mark.parametrize("reply", [refused(500, "InternalFailure"), Reply(502, {}, b"<html>")])
def test_if_nobody_can_tell_whether_an_async_call_was_taken_its_answer_is_awaited(
    service: Service, runtime: SageMakerRuntime, reply: Reply
) -> None:
    runtime.reply = reply
    with pytest.raises(MaybeSubmitted):
        service.submitter.submit(a_job())


def test_what_may_be_tried_again_says_when(service: Service, runtime: SageMakerRuntime) -> None:
    waits_s = []
    for code in ("ModelNotReadyException", "ThrottlingException"):
        runtime.reply = refused(429, code)
        with pytest.raises(EaselError) as raised:
            service.endpoint.invoke(a_job())
        waits_s.append(raised.value.retry_after_s)
    assert waits_s == [59, 30]


def test_what_the_model_said_is_never_shown(service: Service, runtime: SageMakerRuntime) -> None:
    said = json.dumps({"code": 400, "message": "prompt 'a red fox' is refused"})
    runtime.reply = refused(424, "ModelError", said, OriginalStatusCode=400, OriginalMessage=said)
    with pytest.raises(ModelFailed) as raised:
        service.endpoint.invoke(a_job(a_picture(prompt="a red fox")))
    assert "fox" not in raised.value.detail


def test_a_call_that_never_reached_the_endpoint_may_be_made_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unheard.getsockname()[1]}"
        monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", url)
        with pytest.raises(Capacity):
            service.endpoint.invoke(a_job())
        with pytest.raises(Capacity):
            service.submitter.submit(a_job())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CUDA out of memory. Tried to allocate 2.00 GiB", ModelFailed),
        ("Your invocation timed out while waiting for a response", DeadlineExceeded),
        ("Request expired before it was processed", DeadlineExceeded),
        ("width must be divisible by 8, got 500.", ModelFailed),
        ("", ModelFailed),
    ],
    ids=["memory", "timeout", "expired", "refused", "silent"],
)
def test_a_failure_object_reads_as(text: str, kind: type[EaselError]) -> None:
    assert type(model_failure(text)) is kind


def test_the_words_of_a_prompt_do_not_decide_what_a_failure_is() -> None:
    said = json.dumps({"code": 400, "message": "prompt 'an expired passport' is refused"})
    assert type(model_failure(said)) is ModelFailed
