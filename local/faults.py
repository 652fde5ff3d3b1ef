"""The ways in which a test lets the next calls of a stand-in fail."""

import asyncio
from collections import deque
from dataclasses import dataclass

from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Fault:
    """A call that goes wrong: it waits `silent_s`, and then ends with the service's error `code`,
    or with `body` as if it had succeeded."""

    code: str = ""
    silent_s: float = 0
    body: bytes = b"{}"


async def next_fault(faults: deque[Fault]) -> Fault | None:
    """The first of `faults`, after its silence. It is taken out: each comes true once."""
    fault = faults.popleft() if faults else None
    if fault:
        await asyncio.sleep(fault.silent_s)
    return fault


def answer_of(fault: Fault, media_type: str) -> Response:
    return Response(fault.body, media_type=media_type)
