"""A model server that does what the prompt says: it draws, waits, or fails in one of many ways."""

import asyncio
import base64
import io
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PIL import Image
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from jumpstart.painters.model import DrawRequest, check_pixels
from jumpstart.painters.renderer.painter import Renderer
from jumpstart.serving.app import create_app
from jumpstart.serving.device import Device

HANG_S = 60

# Set it, and a prompt that starts with "held" is drawn.
released = threading.Event()


@contextmanager
def held() -> Iterator[None]:
    """While the block runs, no prompt that starts with "held" is drawn."""
    released.clear()
    try:
        yield
    finally:
        released.set()


class Sketcher(Renderer):
    """The renderer's pictures, drawn a quarter as wide and as high and then enlarged. That takes a
    fifth of the time: what the renderer draws is tested without the stack."""

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        check_pixels(request)
        small = replace(request, width=request.width // 4, height=request.height // 4)
        return [_enlarged(sketch, request) for sketch in super().draw(small)]


def _enlarged(sketch: Image.Image, request: DrawRequest) -> Image.Image:
    picture = sketch.resize((request.width, request.height), Image.Resampling.NEAREST)
    picture.info |= sketch.info
    return picture


def moody_model() -> ASGIApp:
    """The serving container's app, but for prompts that start with the name of a mood."""
    healthy = create_app(Device(Sketcher(0.0)))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/invocations":
            await healthy(scope, receive, send)
            return
        body = await Request(scope, receive).body()

        async def replay() -> dict[str, object]:
            return {"type": "http.request", "body": body, "more_body": False}

        mood = json.loads(body)["prompt"].partition(":")[0]
        answer = await _answer_in(mood)
        await (answer or healthy)(scope, replay, send)

    return app


async def _answer_in(mood: str) -> Response | None:
    if mood == "slow":
        await asyncio.sleep(2)
    elif takes := re.fullmatch(r"takes (\d+)", mood):
        await asyncio.sleep(int(takes[1]))
    elif mood == "held":
        await asyncio.to_thread(released.wait, HANG_S)
    elif mood == "hang":
        await asyncio.sleep(HANG_S)
    elif mood == "oom":
        return _mms_error("CUDA out of memory. Tried to allocate 20.00 MiB")
    elif mood == "html":
        return Response("<html><body>502 Bad Gateway</body></html>", media_type="text/html")
    elif mood == "nothing":
        return Response(b"", media_type="application/json;jpeg")
    elif mood == "half":
        jpeg = _jpeg()
        return _pictures([base64.b64encode(jpeg[: len(jpeg) // 2]).decode()])
    elif mood == "pixels":
        # 768×768 as nested lists: 9 MB, what a container says that cannot encode.
        row = [[x % 256, (x * 7) % 256, 128] for x in range(768)]
        return _pictures([[row] * 768])
    return None


def _pictures(pictures: list[object]) -> Response:
    return JSONResponse({"generated_images": pictures, "prompt": "…"})


def _mms_error(message: str) -> Response:
    body = {"code": 400, "type": "InternalServerException", "message": message}
    return JSONResponse(body, status_code=400)


def _jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((768, 768), 60).convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()
