"""The serving container's app in this process, with a fake model. tests/events/contracts holds the
shapes that its answers must have."""

import asyncio
import base64
import io
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from PIL import Image

from jumpstart.painters.model import DrawRequest, Model, Profile
from jumpstart.serving.app import create_app
from jumpstart.serving.device import MAX_WAITING, Device

ROOT = Path(__file__).parents[2]
CONTRACTS = ROOT / "tests" / "events" / "contracts"
ANSWERS: dict[str, Any] = json.loads((CONTRACTS / "endpoint-answers.json").read_text())
ERRORS: dict[str, Any] = json.loads((CONTRACTS / "endpoint-errors.json").read_text())
REQUEST: dict[str, Any] = json.loads((CONTRACTS / "endpoint-request.json").read_text())
SMALL = REQUEST | {"width": 16, "height": 8}

JSON, JPEG, TEXT = "application/json", "application/json;jpeg", "application/x-text"


class Endpoint:
    """The app in this process, called as SageMaker's runtime calls a container."""

    def __init__(
        self,
        model: Model,
        max_waiting: int = MAX_WAITING,
        store: Callable[[bytes], str] | None = None,
    ) -> None:
        self.device = Device(model, max_waiting)
        self.app = create_app(self.device, store)

    def client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(transport=transport, base_url="http://endpoint")

    def invoke(
        self,
        body: bytes | dict[str, Any],
        content_type: str | None = JSON,
        accept: str | None = JPEG,
        origin: str | None = None,
    ) -> httpx.Response:
        async def post() -> httpx.Response:
            async with self.client() as client:
                del client.headers["accept"]
                headers = {"content-type": content_type, "accept": accept, "origin": origin}
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
    """Draws plain pictures and keeps the requests. `gate` delays a draw, `fault` breaks it."""

    def __init__(
        self,
        fault: Exception | None = None,
        profile: Profile = Profile(),  # noqa: B008 - frozen
    ) -> None:
        self.profile = profile
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
        assert self.gate.wait(60)
        self.at_once -= 1
        if self.fault:
            raise self.fault
        size = (request.width, request.height)
        return [Image.new("RGB", size, (221, 145, number)) for number in range(request.pictures)]


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
