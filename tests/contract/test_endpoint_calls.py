"""What the SageMaker runtime is sent, header by header, and that it is sent once."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.config import Config

from easel.adapters import Adapters
from easel.api.openai_request import parse_generation_request
from easel.errors import DeadlineExceeded, EaselError, InvalidRequest
from easel.pictures.endpoint import AsyncEndpoint, MaybeSubmitted, RealtimeEndpoint
from easel.pictures.picture import Picture
from easel.service import Service
from easel.settings import Settings
from tests.contract.sagemaker_runtime import (
    CUT_OFF,
    HANGS,
    SageMakerRuntime,
    drawn,
    queued,
    refused,
)
from tests.fakes import NOON, FakeClock, a_job, a_jpeg, a_picture, an_answer, recorded

REQUEST: dict[str, Any] = recorded("contracts/endpoint-request.json")
QUEUED = queued("s3://answers-1/answers/7f.out", "s3://answers-1/failures/7f-error.out")


def test_async_sends_the_flat_request_and_asks_for_jpegs(
    service: Service, runtime: SageMakerRuntime
) -> None:
    runtime.reply = QUEUED
    service.submitter.submit(a_job())
    [sent] = runtime.received
    assert sent.path == "/endpoints/easel-endpoint/async-invocations"
    assert sent.headers["x-amzn-sagemaker-content-type"] == "application/json"
    assert sent.headers["x-amzn-sagemaker-accept"] == "application/json;jpeg"
    assert "x-amzn-sagemaker-inputlocation" not in sent.headers
    assert json.loads(sent.body) == REQUEST


def test_realtime_sends_the_flat_request_and_asks_for_jpegs(
    service: Service, runtime: SageMakerRuntime
) -> None:
    runtime.reply = drawn(an_answer(a_jpeg()))
    assert service.endpoint.invoke(a_job()) == an_answer(a_jpeg())
    [sent] = runtime.received
    assert sent.path == "/endpoints/easel-endpoint/invocations"
    assert sent.headers["content-type"] == "application/json"
    assert sent.headers["accept"] == "application/json;jpeg"
    assert "x-amzn-sagemaker-inference-component" not in sent.headers
    assert json.loads(sent.body) == REQUEST


def test_aws_is_told_that_easel_calls(service: Service, runtime: SageMakerRuntime) -> None:
    runtime.reply = QUEUED
    service.submitter.submit(a_job())
    runtime.reply = drawn(an_answer(a_jpeg()))
    service.endpoint.invoke(a_job())
    assert [sent.headers["user-agent"].split()[0] for sent in runtime.received] == ["Easel"] * 2
    assert str(vars(service.adapters.dynamodb.meta.config)["user_agent"]).startswith("Easel ")


@pytest.mark.parametrize("prompt", ["馬に乗った宇宙飛行士", "👩‍🚀\n\t\\\"'", "\x00"])
def test_any_prompt_arrives_as_it_was_typed(
    service: Service, runtime: SageMakerRuntime, prompt: str
) -> None:
    runtime.reply = drawn(b"")
    service.endpoint.invoke(a_job(a_picture(prompt=prompt)))
    assert json.loads(runtime.received[0].body)["prompt"] == prompt


@pytest.mark.parametrize("character", ["a", '"', "\x01", "ж", "馬", "🐎"], ids=ascii)
def test_the_longest_request_fits_into_an_inline_body(
    service: Service, runtime: SageMakerRuntime, character: str
) -> None:
    runtime.reply = QUEUED
    longest = _longest(character, service.settings)
    assert longest.prompt.count(character) > 2000
    service.submitter.submit(a_job(longest))
    assert len(runtime.received[0].body) <= 128_000


def _longest(character: str, settings: Settings) -> Picture:
    """The picture with the longest texts of this character, to 500 characters, that is accepted."""
    accepted = []
    for length in range(500, 32_001, 500):
        text = "a" + character * (length - 1)
        body = json.dumps({"prompt": text, "negative_prompt": text})
        with suppress(InvalidRequest):
            accepted.append(parse_generation_request(body.encode(), settings).picture)
    return accepted[-1]


@pytest.mark.parametrize("attempt", [1, 99_999])
def test_the_inference_id_names_the_attempt_within_64_characters(
    service: Service, runtime: SageMakerRuntime, attempt: int
) -> None:
    job = a_job(attempt=attempt)
    runtime.reply = QUEUED
    service.submitter.submit(job)
    runtime.reply = drawn(b"")
    service.endpoint.invoke(job)
    names = [sent.headers["x-amzn-sagemaker-inference-id"] for sent in runtime.received]
    assert names == [f"{job.id}.{attempt}"] * 2
    assert len(names[0]) <= 64
    # The answer's key holds it too, should the response be lost.
    assert runtime.received[0].headers["x-amzn-sagemaker-s3outputpathextension"] == names[0]


@pytest.mark.parametrize(
    ("left_s", "ttl_s", "timeout_s"),
    [
        pytest.param(-5, 60, 1, id="past the deadline"),
        pytest.param(0.4, 60, 1, id="no second left"),
        pytest.param(59, 60, 59, id="less than SageMaker's minimum"),
        pytest.param(1200, 1200, 1200, id="between"),
        pytest.param(86_400, 21_600, 3600, id="more than SageMaker's maximum"),
    ],
)
def test_the_call_may_live_until_the_job_s_deadline_within_sagemaker_s_bounds(
    service: Service, runtime: SageMakerRuntime, left_s: float, ttl_s: int, timeout_s: int
) -> None:
    runtime.reply = QUEUED
    service.submitter.submit(a_job(deadline=NOON + timedelta(seconds=left_s)))
    headers = runtime.received[0].headers
    assert headers["x-amzn-sagemaker-requestttlseconds"] == str(ttl_s)
    assert headers["x-amzn-sagemaker-invocationtimeoutseconds"] == str(timeout_s)


@pytest.mark.parametrize(
    ("output", "failure", "keys"),
    [
        pytest.param(
            "s3://bucket/answers/7f.out",
            "s3://bucket/failures/7f-error.out",
            ("answers/7f.out", "failures/7f-error.out"),
            id="both",
        ),
        pytest.param("s3://bucket/a/b/7f.out", None, ("a/b/7f.out",), id="no failure location"),
    ],
)
def test_async_gives_the_keys_at_which_the_answer_will_be(
    service: Service,
    runtime: SageMakerRuntime,
    output: str,
    failure: str | None,
    keys: tuple[str, ...],
) -> None:
    runtime.reply = queued(output, failure)
    assert service.submitter.submit(a_job()) == keys


def test_an_inference_component_is_named_when_there_is_one(
    service: Service, runtime: SageMakerRuntime
) -> None:
    runtime.reply = drawn(b"")
    of_studio = replace(service.settings, inference_component="sd2-copy")
    Adapters(of_studio, service.clock).endpoint.invoke(a_job())
    assert runtime.received[0].headers["x-amzn-sagemaker-inference-component"] == "sd2-copy"


CALLS: dict[str, Callable[[Service], object]] = {
    "async": lambda service: service.submitter.submit(a_job()),
    "realtime": lambda service: service.endpoint.invoke(a_job()),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize(
    ("status", "code"),
    [
        (424, "ModelError"),
        (429, "ModelNotReadyException"),
        (400, "ThrottlingException"),
        (429, "TooManyRequestsException"),
        (500, "InternalFailure"),
        (502, "BadGateway"),
        (503, "ServiceUnavailable"),
        (504, "GatewayTimeout"),
        (530, "InternalDependencyException"),
    ],
)
def test_a_failed_call_is_not_made_again(
    service: Service,
    runtime: SageMakerRuntime,
    status: int,
    code: str,
    call: Callable[[Service], object],
) -> None:
    runtime.reply = refused(status, code)
    with pytest.raises(EaselError):
        call(service)
    assert len(runtime.received) == 1


def test_a_body_that_breaks_off_is_not_asked_for_again(
    service: Service, runtime: SageMakerRuntime
) -> None:
    runtime.reply = CUT_OFF
    with pytest.raises(EaselError):
        service.endpoint.invoke(a_job())
    assert len(runtime.received) == 1


def test_a_call_that_takes_too_long_is_not_made_again(
    clock: FakeClock, runtime: SageMakerRuntime
) -> None:
    runtime.reply = HANGS
    impatient = Config(read_timeout=0.1, retries={"total_max_attempts": 1})
    client = boto3.client("sagemaker-runtime", config=impatient)
    with pytest.raises(DeadlineExceeded):
        RealtimeEndpoint(client, "easel-endpoint").invoke(a_job())
    with pytest.raises(MaybeSubmitted):
        AsyncEndpoint(client, "easel-endpoint", clock).submit(a_job())
    # The client may have given up before the runtime read what it was sent.
    assert len(runtime.until_received(2)) == 2
