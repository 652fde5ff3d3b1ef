"""The processor time of a picture of 80 KB, from the model's answer to the ended job."""

import contextlib
import io
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from statistics import median
from typing import Any

from PIL import Image

from easel.clock import SystemClock
from easel.pictures.job import Job, Status, StoredImage
from easel.pictures.jpeg import Jpeg
from easel.pictures.note import Note
from easel.service import Service, current_service
from tests.fakes import FakeContext, a_job, an_answer, s3_message, sqs_event

from . import naive, wire
from .line import Line, write

BUDGET_MS = 3.0
_KEY = "answers/1.out"
_ROUNDS, _DELIVERIES = 15, 10


def main() -> None:
    answer = an_answer(a_photograph(80_000))
    now = SystemClock().now()
    job = replace(a_job(), status=Status.RUNNING, started_at=now)
    with contextlib.redirect_stdout(io.StringIO()):
        from easel import deliver  # its logger takes hold of stdout

        service = current_service()
        memory = _Memory(job, answer)
        in_memory = _InMemory(service.settings, service.clock, service.adapters, memory)
        wire.answer_every_client(wire.deliveries(answer, wire.items(job, _KEY)))
        message = s3_message(_KEY)
        event, context = sqs_event(message), FakeContext(SystemClock(), timeout_s=5)
        if deliver.handler(event, context) != {"batchItemFailures": []}:
            raise SystemExit("deliver did not deliver what it was given to measure")
        ours_ms, whole_ms, naive_ms = _cpu_ms(
            # Recompressing has a figure of its own in `make bench-pictures`.
            lambda: deliver.see_to(message, in_memory, lambda: False),
            lambda: deliver.handler(event, context),
            lambda: naive.handler(event, context),
        )
    write(
        [
            Line("CPU per 80 KB picture, besides the AWS calls", ours_ms, "ms", None, BUDGET_MS),
            Line(
                "CPU per 80 KB picture, botocore included; beside naive", whole_ms, "ms", naive_ms
            ),
        ]
    )


def _cpu_ms(*ways: Callable[[], object]) -> list[float]:
    """The median processor time of one call of each, over all threads of this process."""
    for way in ways:
        way()
        way()
    rounds = [[_once_ms(way) for way in ways] for _ in range(_ROUNDS)]
    return [median(took) for took in zip(*rounds, strict=True)]


def _once_ms(way: Callable[[], object]) -> float:
    began = time.process_time()
    for _ in range(_DELIVERIES):
        way()
    return (time.process_time() - began) * 1000 / _DELIVERIES


def a_photograph(size_bytes: int) -> bytes:
    """A JPEG of 768×768 that is about `size_bytes` long: blurred noise, the same each time."""
    noise = Image.frombytes("RGB", (96, 96), Random(7).randbytes(96 * 96 * 3))
    picture = noise.resize((768, 768), Image.Resampling.BICUBIC)
    encoded = [io.BytesIO() for _ in range(90)]
    for quality, file in enumerate(encoded, start=5):
        picture.save(file, "JPEG", quality=quality)
    return min((f.getvalue() for f in encoded), key=lambda jpeg: abs(len(jpeg) - size_bytes))


@dataclass
class _InMemory(Service):
    """The service, whose jobs, endings, pictures and answers are a `_Memory`'s."""

    memory: "_Memory"

    @property
    def jobs(self) -> Any:
        return self.memory

    images = answers = answer_links = endings = jobs


class _Memory:
    """JobTable, AnswerLinks, ImageStore and AnswerStore without AWS: one running job, whose answer
    is here."""

    def __init__(self, job: Job, answer: bytes) -> None:
        self._job = job
        self._answer = answer

    def find(self, key: str) -> tuple[str, int]:
        return self._job.id, self._job.attempt

    def get(self, job_id: str) -> Job:
        return self._job

    def stream(self, key: str) -> io.BytesIO:
        return io.BytesIO(self._answer)

    def put(self, key: str, jpeg: Jpeg) -> StoredImage:
        return StoredImage(key, jpeg.width, jpeg.height, len(jpeg.data))

    def succeed(self, job: Job, images: list[StoredImage], notes: tuple[Note, ...]) -> Job:
        completed: datetime = SystemClock().now()
        changes: dict[str, Any] = {"images": tuple(images), "completed_at": completed}
        return replace(job, status=Status.SUCCEEDED, **changes)


if __name__ == "__main__":
    main()
