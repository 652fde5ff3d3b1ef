"""One way of `make bench-pictures`, in a process of its own: prints bytes, CPU and peak memory."""

import contextlib
import gc
import io
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from botocore.awsrequest import AWSPreparedRequest

from easel.clock import SystemClock
from easel.pictures.answer import decode_answer
from easel.pictures.encoder import encode, read
from easel.pictures.finishing import finish
from easel.pictures.job import Job, Status
from easel.pictures.recompress import Recompressor
from easel.settings import Metadata, RenditionKind
from tests.fakes import FakeContext, a_job, a_picture, s3_message, sqs_event

from . import naive, wire

# Makes a picture of an answer, or of a JPEG. A delivery returns nothing: its picture goes to S3.
Way = Callable[[bytes], bytes]
_RECOMPRESSOR = Recompressor()


def main() -> None:
    way, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    bodies = [(folder / f"{number}.{_ending(way)}").read_bytes() for number in range(count + 1)]
    with contextlib.redirect_stdout(io.StringIO()):
        run = _ways(way)
        run(bodies[0])  # the tiny one: now everything is loaded
        peak_mib = _peak_mib(lambda: run(bodies[1]))
        made, times_ms = [], []
        for body in bodies[1:]:
            began = time.process_time()
            made.append(run(body))
            times_ms.append((time.process_time() - began) * 1000)
        _RECOMPRESSOR.close()
        cpu_ms = median(times_ms) + _of_children_ms() / (count + 2)
    for number, picture in enumerate(made, 1):
        if picture:
            (folder / f"{way}.{number}").write_bytes(picture)
    size = sum(map(len, made)) / count
    json.dump({"bytes": size, "cpu_ms": cpu_ms, "peak_mib": peak_mib}, sys.stdout)


def _ending(way: str) -> str:
    if "rgb" in way:
        return "rgb.json"
    return "jpeg.json" if "jpeg" in way else "jpg"


def _ways(way: str) -> Way:
    if way in _CLIENTS:
        return _classic_delivery(_CLIENTS[way]())
    if way.startswith("delivery"):
        return _delivery(smaller=way.endswith("smaller"))
    return {
        "rgb-classic": naive.picture_in,
        "jpeg-classic": naive.picture_in,
        "rgb-ours": _ours,
        "jpeg-ours": _ours,
        "rgb-ours-smaller": _ours_smaller,
        "jpeg-ours-smaller": _ours_smaller,
        "thumbnail": lambda jpeg: _as(jpeg, RenditionKind.THUMBNAIL),
        "webp": lambda jpeg: _as(jpeg, RenditionKind.WEBP),
        "avif": lambda jpeg: _as(jpeg, RenditionKind.AVIF),
    }[way]


def _ours(body: bytes) -> bytes:
    [jpeg] = decode_answer(io.BytesIO(body), 1).jpegs
    return finish(jpeg, _JOB, Metadata.PROVENANCE).data


def _ours_smaller(body: bytes) -> bytes:
    [jpeg] = decode_answer(io.BytesIO(body), 1, thorough=True).jpegs
    return finish(jpeg, _JOB, Metadata.PROVENANCE, recompressor=_RECOMPRESSOR).data


def _as(jpeg: bytes, kind: RenditionKind) -> bytes:
    [made] = encode(read(jpeg), [kind])
    return made.data


def _running(side: int) -> Job:
    job = a_job(a_picture(width=side, height=side))
    return replace(job, status=Status.RUNNING, started_at=SystemClock().now())


_JOB = _running(768)


class _Network:
    """Has one answer at a time."""

    respond: wire.Respond

    def __call__(self, request: AWSPreparedRequest) -> wire.Answer:
        return self.respond(request)


def _delivery(*, smaller: bool) -> Way:
    from easel import deliver
    from easel.service import current_service

    network = _Network()
    wire.answer_every_client(network)
    # Within 5 s there is no time to recompress.
    timeout_s = 600 if smaller else 5
    current_service().adapters.recompressor = _RECOMPRESSOR

    def run(body: bytes) -> bytes:
        job = _JOB if len(body) > 20_000 else _running(64)
        key = f"answers/{job.inference_id}/1.out"
        network.respond = wire.deliveries(body, wire.items(job, key))
        context = FakeContext(SystemClock(), timeout_s)
        if deliver.handler(sqs_event(s3_message(key)), context) != {"batchItemFailures": []}:
            raise SystemExit("deliver did not deliver what it was given to measure")
        return b""

    return run


def _classic_delivery(client: Callable[[], Any]) -> Way:
    network = _Network()
    wire.answer_every_client(network)

    def run(body: bytes) -> bytes:
        network.respond = wire.deliveries(body, {})
        naive.handler(sqs_event(s3_message("answers/1.out")), None, client)
        return b""

    return run


def _ready_client() -> Callable[[], Any]:
    ready = naive.of_the_process()
    return lambda: ready


# How each classic delivery gets its client.
_CLIENTS: dict[str, Callable[[], Callable[[], Any]]] = {
    "delivery-rgb-classic": lambda: naive.of_a_new_session,
    "delivery-jpeg-classic": lambda: naive.of_a_new_session,
    "delivery-jpeg-classic-client": lambda: naive.of_the_process,
    "delivery-jpeg-classic-ready": _ready_client,
}


def _of_children_ms() -> float:
    """Processor time of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def _peak_mib(run: Callable[[], object]) -> float:
    """How far the resident memory rises while `run` runs (Linux)."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # forget the highest so far
    before = _status_kib("VmRSS")
    run()
    return (_status_kib("VmHWM") - before) / 1024


def _status_kib(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise SystemExit(f"/proc/self/status has no {name}")


if __name__ == "__main__":
    main()
