"""Reads the JPEGs out of the endpoint's answer. The answer is checked, not trusted."""

import binascii
import json
from dataclasses import dataclass
from itertools import chain
from typing import Any

import pyjpegli

from ..errors import ModelFailed
from .note import Note

# Four 1024×1024 pictures as nested lists are 67 MB, and take 600 MB of memory while they are read.
# More of them do not fit. Ten JPEGs in base64 are far smaller.
MAX_ANSWER_BYTES = 72 * 1024 * 1024
MAX_JPEG_BYTES = 5 * 1024 * 1024
# For JPEGs made here from raw pixels: at this quality a picture of 768×768 is 60 to 90 KB.
JPEG_QUALITY = 80
# What the model may say about a prompt. More is ignored.
MAX_NOT_DRAWN = 20
MAX_WORD_CHARACTERS = 40


class BadAnswer(ModelFailed):
    """The endpoint answered, but the answer holds no usable pictures."""


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A complete JPEG; width and height are in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The JPEGs in order, and what the model says that it did not draw."""

    jpegs: list[Jpeg]
    notes: tuple[Note, ...] = ()


def decode_answer(body: bytes, n: int) -> Answer:
    """What is in `body`: `n` JPEGs, and perhaps the words that the model did not draw.

    The answer can have four shapes. It holds `generated_images`, a list, or `generated_image`, a
    single picture. A picture is a base64 JPEG, or nested RGB lists if the endpoint cannot encode.

    Raises:
        BadAnswer: the answer has another shape, a picture is missing, or a JPEG is cut off.
    """
    if len(body) > MAX_ANSWER_BYTES:
        raise BadAnswer("the model's answer is too large")
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadAnswer("the model's answer is not JSON") from error
    pictures = _pictures(answer)
    if len(pictures) != n:
        raise BadAnswer(f"the model drew {len(pictures)} pictures instead of {n}")
    jpegs = [_from_base64(p) if isinstance(p, str) else _from_pixels(p) for p in pictures]
    return Answer(jpegs, _notes(answer.get("not_drawn")))


def _notes(not_drawn: Any) -> tuple[Note, ...]:
    """A note about the words in `not_drawn`. Only our own painters send them, in a list of texts.
    Anything else is ignored."""
    said = not_drawn[:MAX_NOT_DRAWN] if isinstance(not_drawn, list) else []
    words = [word for word in said if isinstance(word, str) and word.isprintable()]
    words = [word[:MAX_WORD_CHARACTERS] for word in words if word.strip()]
    if not words:
        return ()
    return (Note("words_not_drawn", f"The model did not draw these words: {', '.join(words)}."),)


def read_jpeg(data: bytes) -> Jpeg:
    """`data` as a JPEG with its size. Its start, its frame header and its end are checked (ITU-T
    T.81, annex B).

    Raises:
        BadAnswer: `data` is not a JPEG, is cut off, or is too large.
    """
    if len(data) > MAX_JPEG_BYTES:
        raise BadAnswer("the model's JPEG is too large")
    if not data.startswith(b"\xff\xd8\xff") or not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        raise BadAnswer("the model's picture is not a whole JPEG")
    at, width, height = 2, 0, 0
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        # C0…CF are frame headers, but C4, C8 and CC are not.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
        if marker == 0xDA and width and height:  # the scan begins: pixels follow
            return Jpeg(data, width, height)
        at += 2 + length
    raise BadAnswer("the model's JPEG states no size, or holds no pixels")


def _pictures(answer: Any) -> list[Any]:
    if isinstance(answer, dict):
        if isinstance(answer.get("generated_images"), list):
            return list(answer["generated_images"])
        if isinstance(answer.get("generated_image"), str | list):
            return [answer["generated_image"]]
    raise BadAnswer("the model's answer holds no pictures")


def _from_base64(text: str) -> Jpeg:
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except ValueError as error:  # binascii.Error, or letters outside ASCII
        raise BadAnswer("the model's picture is not base64") from error
    return read_jpeg(data)


def _from_pixels(rows: Any) -> Jpeg:
    """A JPEG made from nested lists [height][width][3] of 0…255."""
    try:
        height, width = len(rows), len(rows[0])
        if any(len(row) != width for row in rows):
            raise BadAnswer("the model's picture has rows of different lengths")
        if any(set(map(len, row)) != {3} for row in rows):
            raise BadAnswer("the model's picture is not RGB")
        pixels = bytes(chain.from_iterable(chain.from_iterable(rows)))
        data = pyjpegli.encode(pixels, width, height, quality=JPEG_QUALITY)
    except (TypeError, ValueError, IndexError, KeyError, RuntimeError) as error:
        raise BadAnswer("the model's picture is neither base64 nor RGB lists") from error
    return read_jpeg(data)
