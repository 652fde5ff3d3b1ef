"""A JPEG: its segments, its size, whether it is whole, and whether anything can be seen on it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyjpegli

from ..errors import ModelFailed

MAX_JPEG_BYTES = 5 * 1024 * 1024
# A JPEG of a few kilobytes can stand for gigabytes of pixels. Decoded, so many take 50 to 64 MB.
MAX_PIXELS = 4096 * 4096
# For JPEGs made here from raw pixels: at this quality a picture of 768×768 is 60 to 90 KB.
JPEG_QUALITY = 80
# The marker before the pixels (ITU-T T.81, table B.1).
SCAN = 0xDA
# C0…CF are frame headers, but C4, C8 and CC are not.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# A plain JPEG has 0.05 to 0.25 bits a pixel, a photograph about 1.
_PLAIN_BITS_PER_PIXEL = 0.35
# JPEG rounds, so black may come out as 1 or 2 of 255.
_BLACK = b"\x00\x01\x02"


class BadAnswer(ModelFailed):
    """The endpoint answered, but the answer holds no usable pictures."""


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A complete JPEG; width and height are in pixels."""

    data: bytes
    width: int
    height: int


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """The segments of a JPEG up to its first scan, in order: the marker, and where the segment
    starts and ends. The segment starts with its marker (ITU-T T.81, B.1.1)."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        yield marker, at, at + 2 + length
        if marker == SCAN:  # the scan begins: pixels follow
            return
        at += 2 + length


def read_jpeg(data: bytes, max_bytes: int = MAX_JPEG_BYTES) -> Jpeg:
    """`data` as a JPEG with its size. Its start, its frame header and its end are checked (ITU-T
    T.81, annex B).

    Raises:
        BadAnswer: `data` is not a JPEG, is cut off, or is too large.
    """
    if len(data) > max_bytes:
        raise BadAnswer("the model's JPEG is too large")
    if not data.startswith(b"\xff\xd8\xff") or not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        raise BadAnswer("the model's picture is not a whole JPEG")
    width = height = 0
    for marker, at, _ in segments(data):
        if marker in _FRAMES:
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
        if marker == SCAN and width and height and at + 9 <= len(data):
            return Jpeg(data, width, height)
    raise BadAnswer("the model's JPEG states no size, or holds no pixels")


def from_pixels(pixels: bytes | bytearray, width: int) -> Jpeg:
    """A JPEG made from RGB bytes, row by row from the top.

    Raises:
        BadAnswer: everything is black, or a side is longer than a JPEG can have.
    """
    _refuse_black(pixels)
    try:
        data = pyjpegli.encode(pixels, width, len(pixels) // (3 * width), quality=JPEG_QUALITY)
    except (ValueError, RuntimeError) as error:
        raise BadAnswer("the model's picture cannot be a JPEG") from error
    return read_jpeg(data)


def refuse_unseen(jpeg: Jpeg, *, look: bool) -> None:
    """Look at the pixels of a JPEG that has next to no content. Any other JPEG is only decoded if
    `look` is true, since that takes milliseconds.

    Raises:
        BadAnswer: everything is black, the pixels are broken, or there are too many.
    """
    scan = next(at for marker, at, _ in segments(jpeg.data) if marker == SCAN)
    count = jpeg.width * jpeg.height
    if count > MAX_PIXELS:
        raise BadAnswer("the model's picture has too many pixels")
    is_plain = 8 * (len(jpeg.data) - scan) < _PLAIN_BITS_PER_PIXEL * count
    if (look or is_plain) and (pixels := decoded(jpeg)):
        _refuse_black(pixels)


def decoded(jpeg: Jpeg) -> bytes | None:
    """The RGB bytes of `jpeg`. None if it is of a rare kind, which only other programs decode, such
    as CMYK.

    Raises:
        BadAnswer: the pixels are broken.
    """
    for marker, at, _ in segments(jpeg.data):
        if marker in _FRAMES:
            precision, components = jpeg.data[at + 4], jpeg.data[at + 9]
            if marker > 0xC2 or precision != 8 or components not in (1, 3):
                return None
    try:
        pixels: bytes = pyjpegli.decode(jpeg.data, max_pixels=MAX_PIXELS)[0]
    except (ValueError, RuntimeError, MemoryError) as error:
        raise BadAnswer("the model's JPEG is broken") from error
    return pixels


def _refuse_black(pixels: bytes | bytearray) -> None:
    if not pixels.strip(_BLACK):
        raise BadAnswer("the model's picture is all black; its own filter may have refused it")
