"""ministack's app, but each answer waits until what it promises is on disk."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any

from ..hosts import headers_of, is_by_cloudfront, name_in
from .journal import Journal

logger = logging.getLogger("easel.journal")

# Changes that no request made: an event that became a message, a row that expired.
_EVERY_S = 0.25
# How the operations begin that change nothing: on a full disk they go on.
_READS = ("Get", "BatchGet", "TransactGet", "Query", "Scan", "Describe", "List", "Receive")
# POST here saves the whole state.
SAVE_PATH = "/_easel/save"
_NOT_KEPT = b'{"__type":"ServiceUnavailable","message":"the state cannot be written to disk"}'


def kept(app: Any, journal: Journal, save: Callable[[], bool]) -> Any:
    """The ASGI app `app`, whose changes `journal` writes. `save` saves everything."""

    async def checked(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            writing = asyncio.create_task(_write(journal, save))
            await app(scope, receive, send)
            writing.cancel()
        elif scope["type"] == "http" and scope["path"] == SAVE_PATH:
            await _answer(send, 200 if save() else 500, b"{}")
        else:
            changes = scope["type"] == "http" and _may_change(scope)
            await app(scope, receive, _after_flush(journal, send) if changes else send)

    return checked


def _may_change(scope: Any) -> bool:
    """Whether the request can change rows or messages by itself. What a caller of Easel asks for is
    done by a function, whose own requests come here."""
    headers = headers_of(scope)
    if name_in(headers.get("host", "")).endswith(".cloudfront.net") or is_by_cloudfront(headers):
        return False
    operation = headers.get("x-amz-target", "").partition(".")[2]
    reads = scope["method"] in ("GET", "HEAD") or operation.startswith(_READS)
    return not reads


def _after_flush(journal: Journal, send: Any) -> Any:
    """`send`, but the answer begins only when the journal is written. If it cannot be written, 503
    is answered instead."""
    failed = False

    async def checked(message: Any) -> None:
        nonlocal failed
        if message["type"] == "http.response.start":
            try:
                journal.flush()
            except OSError as error:
                failed = True
                logger.error("a change could not be written: %s", error)
                await _answer(send, 503, _NOT_KEPT)
        if not failed:
            await send(message)

    return checked


async def _write(journal: Journal, save: Callable[[], bool]) -> None:
    while True:
        await asyncio.sleep(_EVERY_S)
        with contextlib.suppress(OSError):  # tried again
            journal.flush()
            if journal.is_long:
                save()


async def _answer(send: Any, status: int, body: bytes) -> None:
    head = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})
