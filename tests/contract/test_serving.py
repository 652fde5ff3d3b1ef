"""The local endpoint answers as the JumpStart container does; tests/events/contracts is the law."""

import asyncio
import base64
import io
import json
import logging
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from jumpstart.serving.app import create_app
from jumpstart.serving.contract import KEYS, MAX_BODY_BYTES
from jumpstart.serving.device import Device
from jumpstart.serving.model import DrawRequest, Model
from jumpstart.serving.renderer import Renderer

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "tests" / "events" / "contracts"
ANSWERS: dict[str, Any] = json.loads((CONTRACTS / "endpoint-answers.json").read_text())
ERRORS: dict[str, Any] = json.loads((CONTRACTS / "endpoint-errors.json").read_text())
REQUEST: dict[str, Any] = json.loads((CONTRACTS / "endpoint-request.json").read_text())
SMALL = REQUEST | {"width": 16, "height": 8}

JSON, JPEG, TEXT = "application/json", "application/json;jpeg", "application/x-text"
VALID_KEYS = f"Valid keys are {KEYS}."
OTHER_ACCEPT = "Content type {} is not supported by this framework."


class Endpoint:
    """The app in this process, called as the SageMaker runtime calls a container."""

    def __init__(self, model: Model) -> None:
        self.device = Device(model)
        self.app = create_app(self.device)

    def client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://endpoint")

    def invoke(
        self,
        body: bytes | dict[str, Any],
        content_type: str | None = JSON,
        accept: str | None = JPEG,
    ) -> httpx.Response:
        async def post() -> httpx.Response:
            async with self.client() as client:
                del client.headers["accept"]
                headers = {"content-type": content_type, "accept": accept}
                sent = {name: value for name, value in headers.items() if value is not None}
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                return await client.post("/invocations", content=content, headers=sent)

        return asyncio.run(post())

    def ping(self) -> int:
        async def get() -> int:
            async with self.client() as client:
                return (await client.get("/ping")).status_code

        return asyncio.run(get())


class FakeModel:
    """Draws plain pictures, remembers the requests; `gate` holds a draw, `fault` breaks it."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.requests: list[DrawRequest] = []
        self.fault = fault
        self.gate = threading.Event()
        self.gate.set()
        self.drawing = threading.Event()
        self.at_once = 0
        self.most_at_once = 0

    def setup(self) -> None:
        pass

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        self.requests.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.drawing.set()
        assert self.gate.wait(10)
        self.at_once -= 1
        if self.fault:
            raise self.fault
        size = (request.width, request.height)
        return [Image.new("RGB", size, (221, 145, number)) for number in range(request.pictures)]


@pytest.fixture(scope="module")
def endpoint() -> Endpoint:
    return Endpoint(Renderer())


@pytest.fixture
def model() -> FakeModel:
    return FakeModel()


def pictures(answer: httpx.Response) -> list[Image.Image]:
    encoded = answer.json()["generated_images"]
    return [Image.open(io.BytesIO(base64.b64decode(jpeg, validate=True))) for jpeg in encoded]


def assert_same_shape(answer: Any, recorded: Any) -> None:
    if isinstance(recorded, dict):
        assert list(answer) == list(recorded)
        for key in recorded:
            assert_same_shape(answer[key], recorded[key])
    elif isinstance(recorded, list):
        assert isinstance(answer, list)
        assert_same_shape(answer[0], recorded[0])
        assert_same_shape(answer[-1], recorded[-1])
    elif recorded == "<base64 JPEG>":
        assert base64.b64decode(answer, validate=True).startswith(b"\xff\xd8\xff")
    elif isinstance(recorded, int):
        assert type(answer) is int
        assert 0 <= answer <= 255
    else:
        assert answer == recorded


def assert_refused(answer: httpx.Response, message: str) -> None:
    assert answer.status_code == 400
    assert answer.headers["content-type"] == JSON
    assert answer.json() == {"code": 400, "type": "InternalServerException", "message": message}


# Answers


@pytest.mark.parametrize("pair", ANSWERS)
def test_every_request_and_accept_pair_gets_its_recorded_shape(
    endpoint: Endpoint, pair: str
) -> None:
    content_type, accept = pair.split(" -> ")
    prompt = ANSWERS[pair]["prompt"]
    body = prompt.encode() if content_type == TEXT else SMALL | {"prompt": prompt}
    answer = endpoint.invoke(body, content_type, accept)
    assert answer.status_code == 200
    assert_same_shape(answer.json(), ANSWERS[pair])


def test_the_recorded_request_gets_one_jpeg_of_its_size(endpoint: Endpoint) -> None:
    [picture] = pictures(endpoint.invoke(REQUEST))
    picture.load()
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (768, 768))


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        pytest.param(JPEG, JPEG, id="jpeg"),
        pytest.param(JSON, JSON, id="json"),
        pytest.param("*/*", JSON, id="anything"),
        pytest.param(None, JSON, id="none"),
    ],
)
def test_the_content_type_of_an_answer_is_the_accept_that_was_sent(
    endpoint: Endpoint, accept: str | None, content_type: str
) -> None:
    assert endpoint.invoke(SMALL, JSON, accept).headers["content-type"] == content_type


def test_rgb_lists_are_rows_of_pixels_exactly_as_drawn(model: FakeModel) -> None:
    answer = Endpoint(model).invoke(SMALL, JSON, JSON).json()
    assert answer["generated_images"] == [[[[221, 145, 0]] * 16] * 8]


def test_rgb_lists_are_spaced_as_the_container_spaces_them(model: FakeModel) -> None:
    answer = Endpoint(model).invoke(SMALL, JSON, JSON)
    assert answer.text == json.dumps(answer.json())


def test_raw_text_is_drawn_with_the_defaults_of_the_model(model: FakeModel) -> None:
    Endpoint(model).invoke(b"a fox", TEXT)
    assert model.requests == [DrawRequest(("a fox",), ("",))]


def test_every_parameter_reaches_the_model(model: FakeModel) -> None:
    sent = SMALL | {"num_images_per_prompt": 2, "eta": 0.5, "batch_size": 2, "seed": 2**32 - 1}
    Endpoint(model).invoke(sent)
    assert model.requests == [
        DrawRequest(
            ("astronaut on a horse",),
            ("blurry",),
            width=16,
            height=8,
            num_images_per_prompt=2,
            num_inference_steps=50,
            guidance_scale=7.5,
            eta=0.5,
            batch_size=2,
            seed=2**32 - 1,
        )
    ]


def test_a_list_of_prompts_is_drawn_prompt_by_prompt_and_echoed_as_a_list(
    model: FakeModel,
) -> None:
    sent = SMALL | {
        "prompt": ["a fox", "a hen"],
        "negative_prompt": ["red", ""],
        "num_images_per_prompt": 2,
    }
    answer = Endpoint(model).invoke(sent)
    assert answer.json()["prompt"] == ["a fox", "a hen"]
    assert len(pictures(answer)) == 4
    [request] = model.requests
    pairs = [("a fox", "red"), ("a fox", "red"), ("a hen", ""), ("a hen", "")]
    assert list(request.each_picture()) == pairs


@pytest.mark.parametrize("negative", ["", None, []], ids=["empty", "null", "empty list"])
def test_an_empty_negative_prompt_counts_as_none(model: FakeModel, negative: object) -> None:
    assert Endpoint(model).invoke(SMALL | {"negative_prompt": negative}).status_code == 200
    assert model.requests[0].negative_prompts == ("",)


PROMPTS = {
    "empty": "",
    "umlauts": "ein Kürbis im Frühling",
    "japanese": "富士山と桜",
    "emoji": "a 🦊 and a 👩‍🚀",
    "newlines": "a fox\r\nin\nsnow\t",
    "quotes": 'a "fox" \\ {fox} </script>',
    "nul": "a\x00fox",
}


@pytest.mark.parametrize("content_type", [JSON, TEXT])
@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_a_prompt_comes_back_unchanged(model: FakeModel, prompt: str, content_type: str) -> None:
    body = prompt.encode() if content_type == TEXT else SMALL | {"prompt": prompt}
    assert Endpoint(model).invoke(body, content_type).json()["prompt"] == prompt


def test_half_a_surrogate_pair_is_a_prompt_like_any_other(endpoint: Endpoint) -> None:
    answer = endpoint.invoke(rb'{"prompt": "\ud83e", "width": 8, "height": 8}')
    assert answer.status_code == 200
    assert json.loads(answer.text)["prompt"] == "\ud83e"


def test_a_prompt_of_5_mb_is_drawn(endpoint: Endpoint) -> None:
    prompt = "a red fox " * 500_000
    answer = endpoint.invoke(SMALL | {"prompt": prompt})
    assert answer.status_code == 200
    assert answer.json()["prompt"] == prompt


@given(prompt=st.text())
@settings(max_examples=40, deadline=None)
def test_any_text_at_all_is_drawn_and_echoed(endpoint: Endpoint, prompt: str) -> None:
    answer = endpoint.invoke(SMALL | {"prompt": prompt})
    assert answer.status_code == 200
    assert answer.json()["prompt"] == prompt


# Refusals


def test_a_bad_size_is_refused_in_the_recorded_words(endpoint: Endpoint) -> None:
    recorded = ERRORS["ModelError, HTTP 424, bad size"]
    answer = endpoint.invoke(REQUEST | {"width": 500})
    assert answer.status_code == recorded["OriginalStatusCode"]
    assert answer.json() == json.loads(recorded["OriginalMessage"])
    assert f'with message "{answer.text}"' in recorded["Error"]["Message"]


REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "width": ({"width": 500}, "width must be divisible by 8, got 500."),
    "height": ({"height": 12}, "height must be divisible by 8, got 12."),
    "no width": ({"width": 0}, "width must be at least 1, got 0."),
    "negative height": ({"height": -8}, "height must be at least 1, got -8."),
    "float height": ({"height": 512.0}, "height must be an integer, got 512.0."),
    "text width": ({"width": "512"}, "width must be an integer, got 512."),
    "bool width": ({"width": True}, "width must be an integer, got True."),
    "null width": ({"width": None}, "width must be an integer, got None."),
    "no steps": ({"num_inference_steps": 0}, "num_inference_steps must be at least 1, got 0."),
    "float steps": (
        {"num_inference_steps": 20.5},
        "num_inference_steps must be an integer, got 20.5.",
    ),
    "no pictures": (
        {"num_images_per_prompt": 0},
        "num_images_per_prompt must be at least 1, got 0.",
    ),
    "bool pictures": (
        {"num_images_per_prompt": True},
        "num_images_per_prompt must be an integer, got True.",
    ),
    "no batch": ({"batch_size": 0}, "batch_size must be at least 1, got 0."),
    "float batch": ({"batch_size": 1.0}, "batch_size must be an integer, got 1.0."),
    "text guidance": (
        {"guidance_scale": "high"},
        "guidance_scale must be an int or float, got high.",
    ),
    "bool eta": ({"eta": False}, "eta must be an int or float, got False."),
    "float seed": ({"seed": 1.0}, "seed must be an integer, got 1.0."),
    "bool seed": ({"seed": True}, "seed must be an integer, got True."),
    "negative seed": ({"seed": -1}, "Seed must be between 0 and 2**32 - 1"),
    "large seed": ({"seed": 2**32}, "Seed must be between 0 and 2**32 - 1"),
    "wrapped": (
        {"predictions": {}},
        f'"Input payload contains an invalid key predictions. {VALID_KEYS}"',
    ),
    "misspelt": ({"Prompt": ""}, f'"Input payload contains an invalid key Prompt. {VALID_KEYS}"'),
    "number prompt": ({"prompt": 5}, "prompt must be a string or a list of string. Got 5."),
    "null prompt": ({"prompt": None}, "prompt must be a string or a list of string. Got None."),
    "mixed prompts": (
        {"prompt": ["a", 1]},
        "prompt must be a string or a list of string. Got ['a', 1].",
    ),
    "negative of another type": (
        {"negative_prompt": ["a"]},
        "`negative_prompt` should be the same type to `prompt`,"
        " but got <class 'list'> != <class 'str'>.",
    ),
    "negatives of another number": (
        {"prompt": ["a", "b"], "negative_prompt": ["c"]},
        "`negative_prompt` has batch size 1, but `prompt` has batch size 2.",
    ),
}


@pytest.mark.parametrize(("change", "message"), REFUSALS.values(), ids=REFUSALS)
def test_a_request_against_the_contract_is_refused_in_the_containers_words(
    endpoint: Endpoint, change: dict[str, Any], message: str
) -> None:
    assert_refused(endpoint.invoke(SMALL | change), message)


BODIES: dict[str, tuple[bytes, str]] = {
    "no prompt": (b'{"width": 512}', "\"Input payload must contain 'prompt' key.\""),
    "empty": (b"", "Expecting value: line 1 column 1 (char 0)"),
    "not json": (b"a fox", "Expecting value: line 1 column 1 (char 0)"),
    "cut off": (b'{"prompt": "a', "Unterminated string starting at: line 1 column 12 (char 11)"),
    "a list": (
        b'["a fox"]',
        f"Input payload must be a json encoded dictionary with keys {KEYS}.",
    ),
    "not utf-8": (
        b"\xff",
        "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
}


@pytest.mark.parametrize(("body", "message"), BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_flat_object_is_refused(
    endpoint: Endpoint, body: bytes, message: str
) -> None:
    assert_refused(endpoint.invoke(body), message)


def test_a_body_nested_too_deep_to_parse_is_refused(endpoint: Endpoint) -> None:
    answer = endpoint.invoke(b"[" * 1_000_000)
    assert answer.status_code == 400
    assert "recursion" in answer.json()["message"]


def test_a_body_over_the_model_servers_limit_is_refused(endpoint: Endpoint) -> None:
    size = MAX_BODY_BYTES + 1
    message = f"request body must be at most {MAX_BODY_BYTES} bytes, got {size}."
    assert_refused(endpoint.invoke(b"a" * size, TEXT), message)


@pytest.mark.parametrize(
    ("content_type", "named"),
    [
        ("text/plain", "text/plain"),
        ("application/json; charset=utf-8", "application/json; charset=utf-8"),
        (None, "unknown"),
    ],
)
def test_another_content_type_is_refused(
    endpoint: Endpoint, content_type: str | None, named: str
) -> None:
    message = f'{{"error": "unsupported content type {named}"}}'
    assert_refused(endpoint.invoke(SMALL, content_type), message)


@pytest.mark.parametrize("accept", ["image/jpeg", "text/csv", "application/json;png"])
def test_another_accept_is_refused(endpoint: Endpoint, accept: str) -> None:
    assert_refused(endpoint.invoke(SMALL, JSON, accept), OTHER_ACCEPT.format(accept))


@given(
    payload=st.dictionaries(
        st.sampled_from([*KEYS, "other"]),
        st.none()
        | st.booleans()
        | st.integers(-9, 24)
        | st.floats()
        | st.text(max_size=3)
        | st.lists(st.text(max_size=3), max_size=2)
        | st.just(8),
    )
)
@settings(max_examples=150, deadline=None)
def test_any_object_is_either_drawn_or_refused_in_the_model_servers_shape(
    endpoint: Endpoint, payload: dict[str, Any]
) -> None:
    answer = endpoint.invoke(payload)
    if answer.status_code == 200:
        assert answer.json()["prompt"] == payload["prompt"]
    else:
        assert_refused(answer, answer.json()["message"])


def test_a_fault_of_the_model_reaches_the_client_as_its_text() -> None:
    recorded = json.loads(ERRORS["ModelError, out of memory"]["OriginalMessage"])
    model = FakeModel(MemoryError(recorded["message"]))
    assert_refused(Endpoint(model).invoke(SMALL), recorded["message"])


def test_a_picture_too_large_to_draw_is_out_of_memory(endpoint: Endpoint) -> None:
    answer = endpoint.invoke(SMALL | {"width": 80_000, "height": 80_000})
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("CUDA out of memory. Tried to allocate ")


def test_a_fault_does_not_keep_the_next_picture_from_being_drawn(model: FakeModel) -> None:
    endpoint = Endpoint(model)
    model.fault = RuntimeError("once")
    assert endpoint.invoke(SMALL).status_code == 400
    model.fault = None
    assert endpoint.invoke(SMALL).status_code == 200


# The device, and what is logged


def test_ping_says_no_until_the_model_is_set_up() -> None:
    class SlowSetup(FakeModel):
        def setup(self) -> None:
            assert self.gate.wait(10)

    model = SlowSetup()
    model.gate.clear()
    endpoint = Endpoint(model)
    assert endpoint.ping() == 503
    model.gate.set()
    endpoint.device.ready.result(10)
    assert endpoint.ping() == 200


def test_ping_stays_503_when_the_setup_fails_and_invocations_say_why() -> None:
    class NoSetup(FakeModel):
        def setup(self) -> None:
            raise FileNotFoundError("no weights here")

    endpoint = Endpoint(NoSetup())
    assert_refused(endpoint.invoke(SMALL), "no weights here")
    assert endpoint.ping() == 503


def test_ping_answers_during_a_slow_draw(model: FakeModel) -> None:
    endpoint = Endpoint(model)
    model.gate.clear()

    async def ping_while_drawing() -> tuple[int, bool, int]:
        async with endpoint.client() as client:
            headers = {"content-type": JSON, "accept": JPEG}
            draw = asyncio.create_task(client.post("/invocations", json=SMALL, headers=headers))
            assert await asyncio.to_thread(model.drawing.wait, 10)
            ping = await client.get("/ping")
            drawing = not draw.done()
            model.gate.set()
            return ping.status_code, drawing, (await draw).status_code

    assert asyncio.run(ping_while_drawing()) == (200, True, 200)


def test_a_picture_cut_short_by_a_stop_is_a_fault_and_one_line(
    model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = Endpoint(model)
    model.gate.clear()

    async def cut_short() -> httpx.Response:
        async with endpoint.client() as client:
            headers = {"content-type": JSON, "accept": JPEG}
            draw = asyncio.create_task(client.post("/invocations", json=SMALL, headers=headers))
            assert await asyncio.to_thread(model.drawing.wait, 10)
            draw.cancel("stopping")
            return await draw

    with caplog.at_level(logging.INFO):
        assert_refused(asyncio.run(cut_short()), "stopping")
    model.gate.set()
    assert logged(caplog)["error"] == "CancelledError"


def test_one_request_is_drawn_at_a_time(model: FakeModel) -> None:
    endpoint = Endpoint(model)

    async def four_at_once() -> list[int]:
        async with endpoint.client() as client:
            headers = {"content-type": JSON, "accept": JPEG}
            posts = [client.post("/invocations", json=SMALL, headers=headers) for _ in range(4)]
            return [answer.status_code for answer in await asyncio.gather(*posts)]

    assert asyncio.run(four_at_once()) == [200] * 4
    assert model.most_at_once == 1


def logged(caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    [line] = [
        record.getMessage() for record in caplog.records if record.name.startswith("jumpstart")
    ]
    outcome: dict[str, Any] = json.loads(line)
    return outcome


def test_a_drawn_invocation_is_one_line_with_its_figures(
    model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        answer = Endpoint(model).invoke(SMALL | {"num_images_per_prompt": 2})
    outcome = logged(caplog)
    assert outcome.pop("duration_ms") >= 0
    assert outcome == {
        "event": "invocation",
        "status": 200,
        "width": 16,
        "height": 8,
        "pictures": 2,
        "bytes": len(answer.content),
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param({}, None, id="drawn"),
        pytest.param({"prompt": ["secret fox", 1]}, None, id="refused prompt"),
        pytest.param({"secret fox": 1}, None, id="refused key"),
        pytest.param({"width": "secret fox"}, None, id="refused number"),
        pytest.param({}, RuntimeError("cannot draw 'secret fox'"), id="fault of the model"),
    ],
)
def test_no_log_line_ever_holds_a_prompt(
    change: dict[str, Any], fault: Exception | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        Endpoint(FakeModel(fault)).invoke(SMALL | {"prompt": "secret fox"} | change)
    assert logged(caplog)["event"] == "invocation"
    assert "secret fox" not in caplog.text


# The real process


@pytest.fixture
def process(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    model = getattr(request, "param", "renderer")
    command = [sys.executable, "-m", "jumpstart.serving", "--port", "0", "--model", model]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("process", ["renderer", "small"], indirect=True)
def test_the_process_says_where_it_serves_draws_a_picture_and_stops_on_sigterm(
    process: subprocess.Popen[str],
) -> None:
    assert process.stdout
    ready = re.fullmatch(
        r"serving (?:renderer|small) on (http://127\.0\.0\.1:\d+)\n", process.stdout.readline()
    )
    assert ready
    with httpx.Client(base_url=ready[1], trust_env=False) as client:
        assert client.get("/ping").status_code == 200
        headers = {"content-type": JSON, "accept": JPEG}
        answer = client.post("/invocations", json=REQUEST, headers=headers)
    assert [picture.size for picture in pictures(answer)] == [(768, 768)]
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    [line] = process.stdout.read().splitlines()
    assert json.loads(line)["status"] == 200


def test_a_port_in_use_is_named_and_ends_the_process(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    port = process.stdout.readline().strip().rpartition(":")[2]
    command = [sys.executable, "-m", "jumpstart.serving", "--port", port]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert second.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}: " in second.stderr
