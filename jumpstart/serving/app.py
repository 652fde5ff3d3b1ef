"""GET /ping and POST /invocations: a request comes in, pictures go out. Read it top to bottom."""

import asyncio
import json
import logging
import time
import traceback

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from jumpstart.serving.contract import (
    JSON,
    MAX_BODY_BYTES,
    Invocation,
    InvocationError,
    parse,
    render_answer,
    render_error,
)
from jumpstart.serving.device import Device

logger = logging.getLogger(__name__)


def create_app(device: Device) -> Starlette:
    async def ping(_: Request) -> Response:
        return Response(status_code=200 if device.is_ready else 503)

    async def invocations(request: Request) -> Response:
        started_s = time.perf_counter()
        outcome: dict[str, object] = {}
        try:
            body = await _read(request)
            invocation = parse(
                body, request.headers.get("content-type"), request.headers.get("accept")
            )
            outcome |= _described(invocation)
            pictures = await device.draw(invocation.draw)
            answer = await asyncio.to_thread(render_answer, invocation, pictures)
            status, content_type = 200, invocation.accept
        # The container answers any fault, its own included, with a 400 and the fault's text; a
        # stop that will wait no longer for this picture arrives as a cancellation.
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001
            answer, status, content_type = render_error(str(error)), 400, JSON
            outcome |= _fault(error)
        outcome |= {"status": status, "bytes": len(answer)}
        outcome["duration_ms"] = round(1000 * (time.perf_counter() - started_s))
        logger.info("%s", json.dumps({"event": "invocation"} | outcome))
        return Response(answer, status, headers={"content-type": content_type})

    return Starlette(
        routes=[Route("/ping", ping), Route("/invocations", invocations, methods=["POST"])]
    )


async def _read(request: Request) -> bytes:
    """The body; one over the limit is read to its end and forgotten, so that the client listens."""
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BODY_BYTES:
            body += chunk
    if size > MAX_BODY_BYTES:
        raise InvocationError(f"request body must be at most {MAX_BODY_BYTES} bytes, got {size}.")
    return bytes(body)


def _described(invocation: Invocation) -> dict[str, object]:
    draw = invocation.draw
    return {"width": draw.width, "height": draw.height, "pictures": draw.pictures}


def _fault(error: BaseException) -> dict[str, object]:
    """What a log may say of `error`: its kind and place. Its text may quote a prompt."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "at": f"{where.filename}:{where.lineno}"}
