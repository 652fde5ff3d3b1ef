"""GET /ping and POST /invocations: a request comes in, pictures go out. Read it top to bottom."""

import asyncio
import json
import logging
import time
import traceback
from collections.abc import Callable, Coroutine

from PIL import Image
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from .contract import (
    JSON,
    MAX_BODY_BYTES,
    Invocation,
    parse,
    render_answer,
    render_error,
)
from .device import Device, Unavailable
from .input_images import InvocationError

logger = logging.getLogger(__name__)

# nginx's status for a client that has gone. It appears only in the log.
CLIENT_GONE = 499


def create_app(device: Device, store: Callable[[bytes], str] | None = None) -> Starlette:
    """The HTTP app in front of `device`. If given, `store` keeps a JPEG and returns its place."""

    async def ping(_: Request) -> Response:
        return Response(status_code=200 if device.is_ready else 503)

    async def invocations(request: Request) -> Response:
        started_s = time.perf_counter()
        outcome: dict[str, object] = {}
        try:
            _refuse_pages(request)
            body = await _read(request)
            content_type, accept = (request.headers.get(n) for n in ("content-type", "accept"))
            # In a thread, because /ping must answer while a picture is decoded.
            read = asyncio.to_thread(parse, body, content_type, accept, device.profile)
            invocation = await read
            outcome |= _described(invocation)
            pictures = await _unless_gone(request, device.draw(invocation.draw))
            answer = await asyncio.to_thread(render_answer, invocation, pictures, store)
            status, media_type = 200, invocation.accept
        except ClientDisconnect as error:
            answer, status, media_type = b"", CLIENT_GONE, JSON
            outcome |= _fault(error)
        # When the grace of a stop ends, the drawing is cancelled.
        except (Unavailable, asyncio.CancelledError) as error:
            reason = str(error) if isinstance(error, Unavailable) else "the server is stopping"
            answer, status, media_type = render_error(reason, 503), 503, JSON
            outcome |= _fault(error)
        # JumpStart's container answers every fault, even its own, with 400 and the fault's text.
        except Exception as error:  # noqa: BLE001
            answer, status, media_type = render_error(str(error)), 400, JSON
            outcome |= _fault(error)
        outcome |= {"status": status, "bytes": len(answer)}
        outcome["duration_ms"] = round(1000 * (time.perf_counter() - started_s))
        logger.info("%s", json.dumps({"event": "invocation"} | outcome))
        headers = {"content-type": media_type} | ({"retry-after": "5"} if status == 503 else {})
        return Response(answer, status, headers=headers)

    return Starlette(
        routes=[Route("/ping", ping), Route("/invocations", invocations, methods=["POST"])]
    )


def _refuse_pages(request: Request) -> None:
    """Accept what programs send. A browser sends Origin with every POST of a page, and any page may
    POST to a server on this machine."""
    if "origin" in request.headers:
        raise InvocationError("a page in a browser cannot ask for a picture here.")


async def _read(request: Request) -> bytes:
    """The body. One that is too long is read to its end too: only then a client listens."""
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BODY_BYTES:
            body += chunk
    if size > MAX_BODY_BYTES:
        raise InvocationError(f"request body must be at most {MAX_BODY_BYTES} bytes, got {size}.")
    return bytes(body)


async def _unless_gone(
    request: Request, drawing: Coroutine[None, None, list[Image.Image]]
) -> list[Image.Image]:
    """The result of `drawing`, which is cancelled if the client disconnects first.

    Raises:
        ClientDisconnect: the client has disconnected.
    """
    draw, gone = asyncio.create_task(drawing), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait((draw, gone), return_when=asyncio.FIRST_COMPLETED)
        if not draw.done():
            raise ClientDisconnect
        return draw.result()
    finally:
        draw.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    """Return once the client has disconnected. Its body was read, so nothing else can arrive."""
    message = await request.receive()
    if message["type"] != "http.disconnect":
        await asyncio.Event().wait()


def _described(invocation: Invocation) -> dict[str, object]:
    draw = invocation.draw
    described: dict[str, object] = {"width": draw.width, "height": draw.height}
    described["pictures"] = draw.pictures
    if draw.image:
        described["from"] = "image and mask" if draw.mask_image else "image"
    return described


def _fault(error: BaseException) -> dict[str, object]:
    """What a log may say about `error`: its class and place. Its text may quote a prompt."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "at": f"{where.filename}:{where.lineno}"}
