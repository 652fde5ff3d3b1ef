"""The local Bedrock, asked by boto3: the service's shapes, refusals and faults."""

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from PIL import Image

from jumpstart.painters.renderer.painter import Renderer
from jumpstart.serving.app import create_app as create_model
from jumpstart.serving.device import Device
from local.bedrock.api import create_app
from local.bedrock.envelope import SIZES
from local.bedrock.runtime import Fault, Runtime
from local.process import listen, port_of, served

MODEL = "stability.stable-image-core-v1:1"
ULTRA = "stability.stable-image-ultra-v1:1"
FOX = {"prompt": "a red fox", "seed": 7, "output_format": "jpeg", "mode": "text-to-image"}


@pytest.fixture(scope="module")
def runtime() -> Iterator[Runtime]:
    listener = listen(0)
    with served(create_model(Device(Renderer(0.0))), listener):
        yield Runtime(f"http://127.0.0.1:{port_of(listener)}")


class Bedrock:
    """The model `model_id` at `url`."""

    def __init__(self, url: str, model_id: str) -> None:
        self.model_id = model_id
        self.client: Any = boto3.client(
            "bedrock-runtime",
            endpoint_url=url,
            config=Config(retries={"total_max_attempts": 1}, read_timeout=30),
        )

    def invoke(self, **request: Any) -> dict[str, Any]:
        answer = self.client.invoke_model(
            modelId=self.model_id,
            contentType="application/json",
            accept="application/json",
            body=json.dumps(request),
        )
        found: dict[str, Any] = json.loads(answer["body"].read())
        return found

    def refusal(self, **request: Any) -> tuple[str, int, str]:
        """The error's code, status and message."""
        with pytest.raises(ClientError) as raised:
            self.invoke(**request)
        error, meta = raised.value.response["Error"], raised.value.response["ResponseMetadata"]
        return error["Code"], meta["HTTPStatusCode"], error["Message"]


@pytest.fixture(scope="module")
def url(runtime: Runtime) -> Iterator[str]:
    listener = listen(0)
    with served(create_app(runtime, MODEL), listener):
        yield f"http://127.0.0.1:{port_of(listener)}"


@pytest.fixture
def bedrock(url: str, runtime: Runtime) -> Iterator[Bedrock]:
    yield Bedrock(url, MODEL)
    runtime.faults.clear()


@pytest.mark.parametrize(("ratio", "size"), SIZES.items())
def test_a_picture_has_the_size_of_its_ratio(
    bedrock: Bedrock, ratio: str, size: tuple[int, int]
) -> None:
    answer = bedrock.invoke(**FOX, aspect_ratio=ratio)
    assert (answer["seeds"], answer["finish_reasons"]) == ([7], [None])
    [image] = answer["images"]
    assert Image.open(io.BytesIO(base64.b64decode(image))).size == size


def test_the_same_seed_draws_the_same_and_seed_0_another_each_time(bedrock: Bedrock) -> None:
    assert bedrock.invoke(**FOX) == bedrock.invoke(**FOX)
    first, second = (bedrock.invoke(**FOX | {"seed": 0}) for _ in range(2))
    assert first["seeds"] != second["seeds"]
    assert 0 not in first["seeds"]


@pytest.mark.parametrize(
    ("word", "reason", "drawn"),
    [
        ("filtered-prompt", "Filter reason: prompt", 0),
        ("filtered-image", "Filter reason: output image", 1),
        ("inference-error", "Inference error", 1),
    ],
)
def test_a_word_makes_an_answer_without_a_picture(
    bedrock: Bedrock, runtime: Runtime, word: str, reason: str, drawn: int
) -> None:
    before = runtime.drawn
    assert bedrock.invoke(**FOX | {"prompt": f"a {word} fox"}) == {"finish_reasons": [reason]}
    assert runtime.drawn == before + drawn


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"prompt": ""}, "minLength"),
        ({"prompt": "a" * 10_001}, "maxLength"),
        ({"negative_prompt": "a" * 10_001}, "maxLength"),
        ({"aspect_ratio": "4:3"}, "aspect_ratio"),
        ({"mode": "image-to-image"}, "mode"),
        ({"output_format": "webp"}, "output_format"),
        ({"seed": 4_294_967_295}, "seed"),
        ({"seed": -1}, "seed"),
        ({"seed": "7"}, "seed"),
        ({"seed": True}, "seed"),
        ({"steps": 30}, "Available fields"),
    ],
)
def test_a_request_that_does_not_fit_is_refused(
    bedrock: Bedrock, runtime: Runtime, changes: dict[str, Any], told: str
) -> None:
    before = runtime.drawn
    code, status, message = bedrock.refusal(**FOX | changes)
    assert (code, status) == ("ValidationException", 400)
    assert told in message
    assert runtime.drawn == before


def test_a_request_without_a_prompt_is_refused(bedrock: Bedrock) -> None:
    assert "[prompt] not found" in bedrock.refusal(seed=1)[2]


def test_another_model_is_unknown(url: str) -> None:
    code, _, message = Bedrock(url, ULTRA).refusal(**FOX)
    assert (code, message) == (
        "ValidationException",
        "The provided model identifier is invalid.",
    )


def test_only_some_models_take_a_negative_prompt(runtime: Runtime, bedrock: Bedrock) -> None:
    assert bedrock.invoke(**FOX, negative_prompt="blurry")["images"]
    listener = listen(0)
    with served(create_app(runtime, ULTRA), listener):
        ultra = Bedrock(f"http://127.0.0.1:{port_of(listener)}", ULTRA)
        assert ultra.invoke(**FOX)["images"]
        assert "Available fields" in ultra.refusal(**FOX, negative_prompt="blurry")[2]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("AccessDeniedException", 403),
        ("ResourceNotFoundException", 404),
        ("ThrottlingException", 429),
        ("ModelTimeoutException", 408),
        ("InternalServerException", 500),
        ("ServiceUnavailableException", 503),
        ("ServiceQuotaExceededException", 400),
        ("ModelNotReadyException", 429),
        ("ModelErrorException", 424),
    ],
)
@pytest.mark.parametrize("drawn", [False, True], ids=["before", "after-the-picture"])
def test_a_fault_comes_true_once_with_the_service_s_own_status(
    bedrock: Bedrock, runtime: Runtime, code: str, status: int, drawn: bool
) -> None:
    before = runtime.drawn
    runtime.faults.append(Fault(code, drawn=drawn))
    assert bedrock.refusal(**FOX)[:2] == (code, status)
    assert runtime.drawn == before + drawn
    assert bedrock.invoke(**FOX)["images"]
