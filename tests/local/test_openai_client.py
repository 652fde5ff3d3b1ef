"""OpenAI's own client, and curl in its place: they need a base URL and a key, nothing else."""

import asyncio
import base64
import io
import json
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import openai
import pytest
from openai import AsyncOpenAI, DefaultHttpxClient, OpenAI
from PIL import Image
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cdk.deployment import Mode
from local.process import listen, port_of, served

from .conftest import SLOW, UNLIMITED, Api, running_api
from .moody_model import released
from .proxy import Hooks, proxy

MODEL = "model-txt2img-stabilityai-stable-diffusion-v2"
PROMPT = "a red circle on a blue background"


def client_of(url: str, key: str = "none") -> OpenAI:
    return OpenAI(base_url=f"{url}/v1", api_key=key)


@pytest.fixture
def client(async_api: Api) -> Iterator[OpenAI]:
    with client_of(async_api.easel.url) as client:
        yield client


@pytest.fixture(scope="module")
def hasty_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Easel that waits for a second at a time, so that redirects come soon."""
    state = tmp_path_factory.mktemp("hasty")
    limits = {**UNLIMITED, "renditions": ["thumbnail"]}
    with running_api(Mode.ASYNC, state, {"MAX_WAIT_S": "1"}, limits=limits) as api:
        yield api


def size_of(jpeg: bytes) -> tuple[int, int]:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image.size


def test_a_prompt_becomes_a_link(client: OpenAI) -> None:
    answer = client.images.generate(model="dall-e-3", prompt=PROMPT, size="512x512")
    assert (answer.size, answer.output_format) == ("512x512", "jpeg")
    assert answer.data
    [image] = answer.data
    assert (image.b64_json, image.revised_prompt) == (None, PROMPT)
    assert image.url
    assert size_of(httpx.get(image.url, timeout=60).content) == (512, 512)


def test_a_prompt_becomes_the_picture_itself(client: OpenAI) -> None:
    answer = client.images.generate(
        prompt=PROMPT, n=2, size="256x320", quality="hd", response_format="b64_json"
    )
    assert answer.data
    assert [image.url for image in answer.data] == [None, None]
    jpegs = [base64.b64decode(image.b64_json or "") for image in answer.data]
    assert [size_of(jpeg) for jpeg in jpegs] == [(256, 320)] * 2


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param({"output_format": "webp", "output_compression": 50}, id="webp"),
        pytest.param({"output_format": "png"}, id="png"),
        pytest.param({"output_format": "jpeg", "output_compression": 20}, id="jpeg"),
    ],
)
def test_a_format_is_made_while_the_client_waits(hasty_api: Api, wanted: Any) -> None:
    with OpenAI(base_url=f"{hasty_api.easel.url}/v1", api_key="none") as client:
        answer = client.images.generate(
            model="gpt-image-1", prompt=PROMPT, size="256x256", extra_body={"seed": 5}, **wanted
        )
        events = client.images.generate(
            model="gpt-image-1", prompt=PROMPT, size="256x256", extra_body={"seed": 5},
            stream=True, **wanted,
        )  # fmt: skip
        [completed] = list(events)
    assert answer.output_format == completed.output_format == wanted["output_format"]
    assert answer.data
    [image] = answer.data
    file = base64.b64decode(image.b64_json or "")
    assert Image.open(io.BytesIO(file)).format == wanted["output_format"].upper()
    linked = httpx.get(image.url or "", timeout=60)
    assert linked.content == file == base64.b64decode(completed.b64_json)
    assert linked.headers["content-type"] == f"image/{wanted['output_format']}"


def test_the_same_seed_is_the_same_link_and_one_model_call(async_api: Api, client: OpenAI) -> None:
    calls = async_api.model_calls
    links = []
    for _ in range(2):
        answer = client.images.generate(prompt=PROMPT, extra_body={"seed": 77, "steps": 10})
        assert answer.data
        links.append(answer.data[0].url)
    assert links[0] == links[1]
    assert async_api.model_calls == calls + 1


def test_without_a_seed_the_same_prompt_gives_another_picture(client: OpenAI) -> None:
    first, second = (client.images.generate(prompt=PROMPT, size="256x256") for _ in range(2))
    assert first.data
    assert second.data
    assert first.data[0].url != second.data[0].url


def test_the_models_are_listed_and_found(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == [MODEL]
    for name in (MODEL, "gpt-image-1", "some/other"):
        assert client.models.retrieve(name).owned_by == "easel"


def test_a_bad_size_is_a_bad_request_with_its_code(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.images.generate(prompt=PROMPT, size="enormous")
    assert (refused.value.code, refused.value.param) == ("invalid_size", "size")
    assert refused.value.request_id


def test_the_asynchronous_client_draws_as_well(async_api: Api) -> None:
    async def draw() -> str | None:
        async with AsyncOpenAI(base_url=f"{async_api.easel.url}/v1", api_key="none") as client:
            answer = await client.images.generate(prompt=f"slow: {PROMPT}", size="256x256")
            assert answer.data
            return answer.data[0].url

    assert httpx.get(asyncio.run(draw()) or "", timeout=60).status_code == 200


@pytest.mark.repeated
def test_a_model_that_needs_longer_than_a_request_may_take_is_called_once(
    async_api: Api, client: OpenAI
) -> None:
    takes_s, redirects = (70, 2) if SLOW else (30, 1)  # API Gateway gives up after 29 s
    calls = async_api.model_calls
    answer = client.images.with_raw_response.generate(
        prompt=f"takes {takes_s}: {PROMPT}", size="256x256"
    )
    assert answer.retries_taken == 0
    assert len(answer.http_response.history) == redirects
    assert answer.parse().size == "256x256"
    assert async_api.model_calls == calls + 1


def test_after_the_redirects_a_failed_job_answers_with_its_own_status(hasty_api: Api) -> None:
    with client_of(hasty_api.easel.url) as client, pytest.raises(openai.APIStatusError) as failed:
        client.with_options(max_retries=0).images.generate(prompt="oom: a cat")
    assert (failed.value.status_code, failed.value.code) == (502, "model_error")


def test_a_client_that_was_redirected_too_often_asks_again_and_joins(hasty_api: Api) -> None:
    told: list[str] = []

    def hurry(response: Any) -> None:  # of the HTTP library that the client is made with
        if response.status_code == 503:
            told.append(response.headers["retry-after"])
            response.headers["retry-after"] = "1"
            released.set()

    http_client = DefaultHttpxClient(event_hooks={"response": [hurry]})
    calls = hasty_api.model_calls
    url = f"{hasty_api.easel.url}/v1"
    released.clear()
    with OpenAI(base_url=url, api_key="none", http_client=http_client, max_retries=9) as client:
        answer = client.images.with_raw_response.generate(prompt=f"held: {PROMPT}")
    assert hasty_api.model_calls == calls + 1
    assert told
    assert all(30 <= int(seconds) <= 60 for seconds in told)
    assert answer.retries_taken == len(told)
    assert answer.parse().data


def test_curl_follows_to_the_picture(hasty_api: Api) -> None:
    calls = hasty_api.model_calls
    answer = curl("-L", url=hasty_api.easel.url, prompt=f"takes 3: {PROMPT}")
    assert answer["data"][0]["url"].endswith(".jpg")
    assert hasty_api.model_calls == calls + 1


def test_redirects_at_api_gateways_own_address_include_the_stage(hasty_api: Api) -> None:
    api_id = hasty_api.easel.deployed.named("AWS::ApiGateway::RestApi", "FrontApi")
    host = {"host": f"{api_id}.execute-api.localhost"}
    body = {"prompt": f"takes 2: {PROMPT}", "size": "256x256"}
    with httpx.Client(base_url=hasty_api.easel.aws.url, headers=host, timeout=60) as http:
        answer = http.post("/prod/v1/images/generations", json=body)
        assert answer.status_code == 303
        while answer.status_code == 303:
            assert answer.headers["location"].startswith("/prod/v1/wait/img_")
            answer = http.get(answer.headers["location"])
    assert (answer.status_code, answer.json()["size"]) == (200, "256x256")


def test_a_gateway_that_gave_up_costs_no_second_picture(async_api: Api) -> None:
    calls = async_api.model_calls
    with losing_the_first_answer(async_api) as url, client_of(url) as client:
        answer = client.images.with_raw_response.generate(prompt=f"takes 5: {PROMPT}")
    assert answer.retries_taken == 1
    assert answer.parse().data
    assert async_api.model_calls == calls + 1


def test_curl_that_tries_again_with_its_key_costs_no_second_picture(async_api: Api) -> None:
    calls = async_api.model_calls
    key = f"idempotency-key: {uuid.uuid4()}"
    with losing_the_first_answer(async_api) as url:
        answer = curl("-L", "--retry", "2", "-H", key, url=url, prompt=f"takes 3: {PROMPT}")
    assert answer["data"][0]["url"].endswith(".jpg")
    assert async_api.model_calls == calls + 1


def curl(*options: str, url: str, prompt: str) -> Any:
    """The JSON that curl ends up with after a POST for a small picture."""
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed")
    target = f"{url}/v1/images/generations"
    body = json.dumps({"prompt": prompt, "size": "256x256"})
    header = "content-type: application/json"
    command = [program, "-fsS", *options, "-H", header, "-d", body, target]
    return json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)


@contextmanager
def losing_the_first_answer(api: Api) -> Iterator[str]:
    """The URL of a gateway that gives up on the first POST, although Easel received it."""
    lost: list[Response] = []

    async def lose(request: Request, body: bytes) -> Response | None:
        if lost or request.method != "POST":
            return None
        lost.append(JSONResponse({"message": "Endpoint request timed out"}, status_code=504))
        headers = [(k, v) for k, v in request.headers.items() if k != "host"]
        async with httpx.AsyncClient(timeout=60) as client:
            url = f"{api.easel.url}{request.url.path}"
            await client.post(url, content=body, headers=headers)
        return lost[0]

    listener = listen(0)
    with served(proxy(lambda: api.easel.url, Hooks(before=lose)), listener):
        yield f"http://127.0.0.1:{port_of(listener)}"
