"""boto3 gets the recorded shapes through the local SageMaker runtime."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import boto3
import httpx
import pytest
from PIL import Image

from jumpstart.painters.model import DrawRequest, Model
from jumpstart.painters.renderer.painter import Renderer
from jumpstart.serving.app import create_app
from jumpstart.serving.device import Device
from local.process import listen, port_of, served
from local.sagemaker import api as sagemaker
from local.sagemaker.endpoint import Endpoint
from tests.contract.serving_endpoint import (
    ANSWERS,
    ERRORS,
    JPEG,
    JSON,
    REQUEST,
    SMALL,
    TEXT,
    FakeModel,
    assert_same_shape,
)

if TYPE_CHECKING:
    from types_boto3_sagemaker_runtime import SageMakerRuntimeClient

NAME = "easel"


class Miniature(Renderer):
    """Raw text asks for 768×768, whose RGB lists are 9 MB: more than the runtime passes on."""

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        return super().draw(replace(request, width=64, height=48))


@contextmanager
def running(model: Model) -> Iterator[tuple[str, "SageMakerRuntimeClient"]]:
    """(a serving container in which no request may wait, a client of the runtime before it)."""
    with ExitStack() as stack:
        container, runtime = stack.enter_context(listen(0)), stack.enter_context(listen(0))
        url = f"http://127.0.0.1:{port_of(container)}"
        stand_in = sagemaker.create_app(
            Endpoint(NAME, url, None, "answers"), answers="answers/", failures="failures/"
        )
        stack.enter_context(served(create_app(Device(model, max_waiting=0)), container))
        stack.enter_context(served(stand_in, runtime))
        endpoint_url = f"http://127.0.0.1:{port_of(runtime)}"
        yield url, boto3.client("sagemaker-runtime", endpoint_url=endpoint_url)


@pytest.fixture
def client() -> Iterator["SageMakerRuntimeClient"]:
    with running(Miniature()) as (_, client):
        yield client


@pytest.mark.parametrize("pair", ANSWERS)
def test_every_request_and_accept_pair_gets_exactly_its_recorded_shape(
    client: "SageMakerRuntimeClient", pair: str
) -> None:
    content_type, accept = pair.split(" -> ")
    prompt = ANSWERS[pair]["prompt"]
    two = SMALL | {"prompt": prompt, "num_images_per_prompt": 2}
    body = prompt.encode() if content_type == TEXT else json.dumps(two).encode()
    answer = client.invoke_endpoint(
        EndpointName=NAME, ContentType=content_type, Accept=accept, Body=body
    )
    assert answer["ContentType"] == accept
    assert_same_shape(json.loads(answer["Body"].read()), ANSWERS[pair])


def test_a_bad_size_is_the_recorded_model_error(client: "SageMakerRuntimeClient") -> None:
    recorded = ERRORS["ModelError, HTTP 424, bad size"]
    with pytest.raises(client.exceptions.ModelError) as refused:
        client.invoke_endpoint(
            EndpointName=NAME,
            ContentType=JSON,
            Accept=JPEG,
            Body=json.dumps(REQUEST | {"width": 500}).encode(),
        )
    error: dict[str, Any] = dict(refused.value.response)
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 424
    assert error["OriginalStatusCode"] == recorded["OriginalStatusCode"]
    assert error["OriginalMessage"] == recorded["OriginalMessage"]
    said = recorded["Error"]["Message"].partition(" See https")[0]
    assert error["Error"]["Message"].startswith(said)


def test_a_busy_container_is_a_model_error_with_its_503_inside() -> None:
    model = FakeModel()
    model.gate.clear()
    with running(model) as (container, client), ThreadPoolExecutor(1) as other:
        headers = {"content-type": JSON, "accept": JPEG}
        first = other.submit(httpx.post, f"{container}/invocations", json=SMALL, headers=headers)
        assert model.drawing.wait(60)
        with pytest.raises(client.exceptions.ModelError) as refused:
            client.invoke_endpoint(
                EndpointName=NAME, ContentType=JSON, Body=json.dumps(SMALL).encode()
            )
        model.gate.set()
        assert first.result(60).status_code == 200
    error: dict[str, Any] = dict(refused.value.response)
    assert error["OriginalStatusCode"] == 503
    assert json.loads(error["OriginalMessage"])["type"] == "ServiceUnavailableException"
