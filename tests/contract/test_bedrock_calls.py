"""What the Bedrock runtime is sent, that it is sent once, and how each of its answers reads."""

import base64
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.loaders import Loader

from easel.adapters import Adapters
from easel.errors import (
    Capacity,
    Closed,
    DeadlineExceeded,
    EaselError,
    InvalidRequest,
    ModelFailed,
    ModelWarming,
)
from easel.pictures.answer import decode_answer
from easel.pictures.bedrock import BedrockModel
from easel.settings import EndpointMode, Settings
from tests.contract.sagemaker_runtime import CUT_OFF, HANGS, Reply, SageMakerRuntime
from tests.fakes import FakeClock, a_job, a_jpeg, a_picture

DRAWN: dict[str, list[Any]] = {
    "seeds": [1],
    "finish_reasons": [None],
    "images": [base64.b64encode(a_jpeg()).decode()],
}
INVOKE_MODEL = Loader().load_service_model("bedrock-runtime", "service-2")


def says(answer: Any) -> Reply:
    return Reply(200, {"Content-Type": "application/json"}, json.dumps(answer).encode())


def refuses(code: str, message: str = "no") -> Reply:
    """The error `code` with the status that the service's API model gives it."""
    status = INVOKE_MODEL["shapes"][code]["error"]["httpStatusCode"]
    return Reply(status, {"x-amzn-ErrorType": code}, json.dumps({"message": message}).encode())


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[SageMakerRuntime]:
    with SageMakerRuntime() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", running.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        running.reply = says(DRAWN)
        yield running


@pytest.fixture
def model(settings: Settings, clock: FakeClock, runtime: SageMakerRuntime) -> BedrockModel:
    """With the client, and so the timeouts and attempts, that is deployed."""
    of_bedrock = replace(settings, endpoint_mode=EndpointMode.BEDROCK, bedrock_region="us-west-2")
    found = Adapters(of_bedrock, clock).endpoint
    assert isinstance(found, BedrockModel)
    return found


def test_the_model_is_sent_its_request_as_json(
    model: BedrockModel, runtime: SageMakerRuntime
) -> None:
    assert decode_answer(io.BytesIO(model.invoke(a_job())), 1).jpegs[0].data == a_jpeg()
    [sent] = runtime.received
    assert sent.path == "/model/stability.stable-image-core-v1%3A1/invoke"
    assert sent.headers["content-type"] == sent.headers["accept"] == "application/json"
    assert "/us-west-2/bedrock/" in sent.headers["authorization"]
    assert json.loads(sent.body) == {
        "prompt": "astronaut on a horse",
        "negative_prompt": "blurry",
        "aspect_ratio": "1:1",
        "mode": "text-to-image",
        "output_format": "jpeg",
        "seed": 1,
    }


@pytest.mark.parametrize("prompt", ["馬に乗った宇宙飛行士", "👩‍🚀\n\t\\\"'", "\x00"])
def test_any_prompt_arrives_as_it_was_typed(
    model: BedrockModel, runtime: SageMakerRuntime, prompt: str
) -> None:
    model.invoke(a_job(a_picture(prompt=prompt)))
    assert json.loads(runtime.received[0].body)["prompt"] == prompt


ERRORS: dict[str, tuple[type[EaselError], str]] = {
    "AccessDeniedException": (ModelFailed, "The operator has to get access"),
    "ResourceNotFoundException": (ModelFailed, "choose another bedrock_model"),
    "ThrottlingException": (Capacity, "busy"),
    "ModelTimeoutException": (DeadlineExceeded, "too long"),
    "InternalServerException": (ModelFailed, "failed"),
    "ServiceUnavailableException": (Capacity, "busy"),
    "ValidationException": (ModelFailed, "operator's log"),
    "ServiceQuotaExceededException": (Capacity, "busy"),
    "ModelNotReadyException": (ModelWarming, "starting"),
    "ModelErrorException": (ModelFailed, "failed"),
}


def test_every_error_of_the_service_s_model_is_tested() -> None:
    errors = INVOKE_MODEL["operations"]["InvokeModel"]["errors"]
    assert {error["shape"] for error in errors} == ERRORS.keys()


@pytest.mark.parametrize(("code", "means"), ERRORS.items(), ids=ERRORS)
def test_an_error_reads_so_and_the_call_is_not_made_again(
    model: BedrockModel, runtime: SageMakerRuntime, code: str, means: tuple[type[EaselError], str]
) -> None:
    runtime.reply = refuses(code, "astronaut on a horse is what you asked for")
    with pytest.raises(means[0], match=means[1]) as raised:
        model.invoke(a_job())
    assert "astronaut" not in raised.value.detail
    assert len(runtime.received) == 1


def test_a_budget_that_closes_the_model_is_told_as_such(
    model: BedrockModel, runtime: SageMakerRuntime
) -> None:
    denied = "not authorized to perform: bedrock:InvokeModel with an explicit deny in a policy"
    runtime.reply = refuses("AccessDeniedException", denied)
    with pytest.raises(Closed, match="the operator has closed the model"):
        model.invoke(a_job())


ANSWERS: dict[str, tuple[Any, str]] = {
    "filtered prompt": (
        {"finish_reasons": ["Filter reason: prompt"]},
        "refused the prompt; change the prompt$",
    ),
    "filtered picture": (
        {"seeds": [1], "finish_reasons": ["Filter reason: output image"], "images": []},
        "refused the output image; change the prompt, or take another seed$",
    ),
    "filtered for a new reason": (
        {"finish_reasons": ["Filter reason: astronaut on a horse"]},
        "refused the request",
    ),
    "inference error": ({"finish_reasons": ["Inference error"]}, "the model failed"),
    "no picture": ({"seeds": [1], "finish_reasons": [None], "images": []}, "no picture"),
    "two pictures": ({**DRAWN, "images": DRAWN["images"] * 2}, "no picture"),
    "nothing": ({}, "no picture"),
    "a list": ([], "not a JSON object"),
    "another kind of reasons": ({**DRAWN, "finish_reasons": 7}, "not a JSON object"),
    "no base64": ({**DRAWN, "images": ["?"]}, "not base64"),
    "half a JPEG": (
        {**DRAWN, "images": [base64.b64encode(a_jpeg()[:200]).decode()]},
        "not a whole JPEG",
    ),
    "a number for a picture": ({**DRAWN, "images": [7]}, "no picture"),
}


@pytest.mark.parametrize(("answer", "why"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_without_a_picture_is_refused_with_the_reason(
    model: BedrockModel, runtime: SageMakerRuntime, answer: Any, why: str
) -> None:
    runtime.reply = says(answer)
    with pytest.raises(EaselError, match=why) as raised:
        model.invoke(a_job())
    filtered = "refused" in why
    assert raised.value.code == ("content_policy_violation" if filtered else "model_error")


@pytest.mark.parametrize(
    ("message", "code"),
    [
        pytest.param(
            "Malformed input request: #: extraneous key [negative_prompt] is not permitted",
            "not_supported",
            id="named",
        ),
        pytest.param(
            json.dumps(
                {
                    "detail": "Invalid field in request. Available fields: "
                    "['prompt', 'mode', 'seed', 'output_format', 'aspect_ratio']"
                }
            ),
            "not_supported",
            id="missing-in-the-list",
        ),
        pytest.param(
            json.dumps(
                {
                    "detail": "Invalid field in request. Available fields: "
                    "['prompt', 'negative_prompt', 'mode']"
                }
            ),
            "model_error",
            id="another-field",
        ),
        pytest.param("Malformed input request: #/seed: 7", "model_error", id="seed"),
    ],
)
def test_a_negative_prompt_that_the_model_does_not_take_is_refused_by_name(
    model: BedrockModel, runtime: SageMakerRuntime, message: str, code: str
) -> None:
    runtime.reply = refuses("ValidationException", message)
    with pytest.raises(EaselError) as raised:
        model.invoke(a_job())
    assert raised.value.code == code
    assert ("negative_prompt" in raised.value.detail) == isinstance(raised.value, InvalidRequest)


def test_a_body_that_breaks_off_is_not_asked_for_again(
    model: BedrockModel, runtime: SageMakerRuntime
) -> None:
    runtime.reply = CUT_OFF
    with pytest.raises(ModelFailed):
        model.invoke(a_job())
    assert len(runtime.received) == 1


def test_a_call_that_takes_too_long_is_not_made_again(
    model: BedrockModel, runtime: SageMakerRuntime
) -> None:
    runtime.reply = HANGS
    impatient = Config(read_timeout=0.1, retries={"total_max_attempts": 1})
    client = boto3.client("bedrock-runtime", config=impatient)
    with pytest.raises(DeadlineExceeded):
        replace(model, client=client).invoke(a_job())
    assert len(runtime.until_received(1)) == 1


def test_a_bedrock_out_of_reach_is_asked_later(
    settings: Settings, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:1")
    of_bedrock = replace(settings, endpoint_mode=EndpointMode.BEDROCK)
    with pytest.raises(Capacity):
        Adapters(of_bedrock, clock).endpoint.invoke(a_job())
