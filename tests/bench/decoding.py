"""How much time and memory it takes to make a JPEG of the endpoint's answer."""

import base64
import io
import json
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from typing import Any

from PIL import Image

from easel.pictures.answer import decode_answer
from tests.fakes import an_answer

from .delivery import a_photograph
from .line import Line, write

_SIDE = 768
# A base64 answer is decoded in milliseconds; nested lists take most of a second.
_ROUNDS = {"base64": 31, "lists": 5}


def main() -> None:
    write(
        [
            *_compared("base64", an_answer(a_photograph(91_000)), _usual_base64),
            *_compared("lists", _nested_lists(), _usual_lists),
        ]
    )


def _compared(name: str, answer: bytes, usual: Callable[[bytes], bytes]) -> list[Line]:
    ours, theirs = lambda: decode_answer(io.BytesIO(answer), 1), partial(usual, answer)
    ours_ms, usual_ms = _medians_ms(_ROUNDS[name], ours, theirs)
    what = f"decode {len(answer) / 1e6:.1f} MB of {name}; beside json and Pillow"
    return [
        Line(what, ours_ms, "ms", usual_ms),
        Line("  peak memory of that", _peak_mib(ours), "MiB", _peak_mib(theirs)),
    ]


def _usual_base64(answer: bytes) -> bytes:
    """The usual way; it encodes again, to be sure that it stores a JPEG."""
    image = base64.b64decode(json.loads(answer)["generated_images"][0])
    encoded = io.BytesIO()
    Image.open(io.BytesIO(image)).save(encoded, "JPEG", quality=80)
    return encoded.getvalue()


def _usual_lists(answer: bytes) -> bytes:
    rows: list[list[list[int]]] = json.loads(answer)["generated_images"][0]
    pixels = bytes(channel for row in rows for pixel in row for channel in pixel)
    encoded = io.BytesIO()
    Image.frombytes("RGB", (len(rows[0]), len(rows)), pixels).save(encoded, "JPEG", quality=80)
    return encoded.getvalue()


def _nested_lists() -> bytes:
    noise = Image.frombytes("RGB", (96, 96), Random(7).randbytes(96 * 96 * 3))
    raw = noise.resize((_SIDE, _SIDE), Image.Resampling.BICUBIC).tobytes()
    rows = [
        [list(raw[at : at + 3]) for at in range(start, start + _SIDE * 3, 3)]
        for start in range(0, len(raw), _SIDE * 3)
    ]
    return json.dumps({"generated_images": [rows], "prompt": "noise"}).encode()


def _medians_ms(rounds: int, *ways: Callable[[], Any]) -> list[float]:
    took: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, times in zip(ways, took, strict=True):
            began = time.perf_counter()
            way()
            times.append((time.perf_counter() - began) * 1000)
    return [median(times) for times in took]


def _peak_mib(way: Callable[[], Any]) -> float:
    tracemalloc.start()
    way()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 2**20


if __name__ == "__main__":
    main()
