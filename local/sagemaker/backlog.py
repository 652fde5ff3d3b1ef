"""The endpoint's queue, in files: what was accepted is answered, though Easel was killed meanwhile.

An invocation stays in the queue until its answer is in S3. If a draw was cut off, it is made again:
so would any queue that delivers at least once. The log of the model then says so.
"""

import asyncio
import base64
import contextlib
import json
import logging
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .invocation import Invocation

logger = logging.getLogger(__name__)

# A picture that is too large for this machine's memory ends the model each time.
_MOST_DRAWS = 3
_CUT_OFF = f"The container ended {_MOST_DRAWS} times while it drew this. Is its memory full?"


@dataclass(frozen=True, slots=True)
class Queued:
    """An asynchronous invocation. It may wait until `expires_at` (monotonic seconds). Its answer is
    stored under `output_key`, an error under `failure_key`."""

    invocation: Invocation
    expires_at: float
    output_key: str
    failure_key: str
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be stored, and under which key."""

    key: str
    body: bytes


class Backlog:
    """The queue in `folder`, or in memory if there is none. If a draw begins a second time, a line
    in the file `log` says so."""

    def __init__(self, folder: Path | None = None, log: Path | None = None) -> None:
        self._folder = folder
        self._log = log
        self._queue: asyncio.Queue[Queued] = asyncio.Queue()
        self._last = 0
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            self._load(folder)

    def put(self, queued: Queued) -> None:
        """Accept `queued`: from now on it is kept.

        Raises:
            OSError: it could not be written, and is not accepted.
        """
        if self._folder:
            self._last += 1
            file = self._folder / f"{self._last:09}.json"
            _write(file, _packed(queued))
            queued = replace(queued, file=file)
        self._queue.put_nowait(queued)

    async def get(self) -> Queued:
        return await self._queue.get()

    def begin(self, queued: Queued) -> Answer | None:
        """The answer, if it was made before and could not be stored, or a failure if the draw was
        cut off too often. Otherwise note that the answer is being made."""
        if queued.file is None:
            return None
        made, begun = queued.file.with_suffix(".answer"), queued.file.with_suffix(".begun")
        if made.exists():
            key, _, body = made.read_bytes().partition(b"\n")
            return Answer(key.decode(), body)
        with _tolerated():
            cut_off = int(begun.read_bytes() or b"1") if begun.exists() else 0
            if cut_off >= _MOST_DRAWS:
                return Answer(queued.failure_key, _CUT_OFF.encode())
            if cut_off and self._log:
                line = {"event": "drawn again", "because": "the draw was cut off"}
                with self._log.open("a") as log:
                    log.write(f"{json.dumps(line)}\n")
            begun.write_bytes(b"%d" % (cut_off + 1))
        return None

    def made(self, queued: Queued, answer: Answer) -> None:
        """Keep `answer`, so that nothing is drawn twice if it cannot be stored now."""
        if queued.file:
            content = f"{answer.key}\n".encode() + answer.body
            with _tolerated():
                _write(queued.file.with_suffix(".answer"), content)

    def done(self, queued: Queued) -> None:
        if queued.file:  # the invocation last: the others mean nothing without it
            for suffix in (".begun", ".json", ".answer"):
                with _tolerated():
                    queued.file.with_suffix(suffix).unlink(missing_ok=True)

    def _load(self, folder: Path) -> None:
        for file in sorted(folder.glob("*.json")):
            self._last = max(self._last, int(file.stem))
            try:
                queued = _unpacked(file)
            except (ValueError, KeyError, TypeError):
                logger.error("%s is damaged; its job will expire", file)
                file.rename(file.with_suffix(".damaged"))
                continue
            self._queue.put_nowait(queued)


@contextlib.contextmanager
def _tolerated() -> Iterator[None]:
    """On a full disk the endpoint goes on. A crash could then cost a second draw."""
    try:
        yield
    except OSError as error:
        logger.error("the endpoint's queue could not be written: %s", error)


def _packed(queued: Queued) -> bytes:
    invocation = asdict(queued.invocation)
    invocation["body"] = base64.b64encode(queued.invocation.body).decode()
    found = {
        "invocation": invocation,
        "expires_at": time.time() + queued.expires_at - time.monotonic(),
        "output_key": queued.output_key,
        "failure_key": queued.failure_key,
    }
    return json.dumps(found).encode()


def _unpacked(file: Path) -> Queued:
    found = json.loads(file.read_bytes())
    invocation = found["invocation"]
    return Queued(
        Invocation(**invocation | {"body": base64.b64decode(invocation["body"])}),
        found["expires_at"] - time.time() + time.monotonic(),
        found["output_key"],
        found["failure_key"],
        file,
    )


def _write(file: Path, content: bytes) -> None:
    """Write the whole file or nothing."""
    half = file.with_suffix(".half")
    half.write_bytes(content)
    half.replace(file)
