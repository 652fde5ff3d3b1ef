"""Nested RGB lists, read as they arrive: three lists deep in JSON, numbers of 0…255 inside.

Parsed as a whole, a picture of 768×768 would take 70 MB and most of a second. So its brackets are
compared with those that it must have, and what is between them is parsed as one flat list.
"""

import re

from .jpeg import MAX_PIXELS, BadAnswer
from .pieces import PIECE_BYTES, SPACE, Pieces

_NOT_STRUCTURE = b"0123456789" + SPACE
# `1[2` must not become 12.
_BRACKETS_TO_SPACES = bytes.maketrans(b"[]", b"  ")
_END = re.compile(rb"\][ \t\r\n]*\][ \t\r\n]*\]")
_PIXEL = b"[,,]"
# A row of 4096 pixels, each number on a line of its own, far indented.
_MAX_ROW_BYTES = 1024 * 1024


def read_pixels(pieces: Pieces) -> tuple[bytearray, int]:
    """The RGB bytes of the picture that begins here, and its width.

    Raises:
        BadAnswer: these are not [height][width][3] whole numbers of 0…255, or too many.
    """
    row, width = _first_row(pieces)
    pieces.use(1)  # the picture's own bracket
    period = row + b","
    expected = period + period * (PIECE_BYTES // len(period) + 2)
    pixels, length, ended = bytearray(), 0, False
    while not ended:
        part, structure, ended = _next_part(pieces)
        at = length % len(period)
        # A part may be longer than a piece, if little of it was used the last time.
        while len(expected) < at + len(structure):
            expected += expected
        if structure != expected[at : at + len(structure)]:
            raise BadAnswer("the model's picture is not RGB, or its rows differ in length")
        length += len(structure)
        pixels += _values(part)
        if len(pixels) > 3 * MAX_PIXELS:
            raise BadAnswer("the model's picture has too many pixels")
    rows, rest = divmod(length + 1, len(period))  # there is no comma behind the last row
    if rest:
        raise BadAnswer("the model's picture ends within a row")
    if len(pixels) != 3 * width * rows:  # a part may end between two commas
        raise BadAnswer("the model's picture lacks numbers")
    return pixels, width


def _first_row(pieces: Pieces) -> tuple[bytes, int]:
    """The brackets and commas of a row, and the number of its pixels. Nothing is used up."""
    while (end := pieces.ahead.translate(None, _NOT_STRUCTURE).find(b"]]")) < 0:
        pieces.read_on(_MAX_ROW_BYTES)
    row = pieces.ahead.translate(None, _NOT_STRUCTURE)[1 : end + 2]
    width = (len(row) - 1) // (len(_PIXEL) + 1)
    if width < 1 or row != b"[" + b",".join([_PIXEL] * width) + b"]":
        raise BadAnswer("the model's picture is neither base64 nor RGB lists")
    return row, width


def _next_part(pieces: Pieces) -> tuple[bytes, bytes, bool]:
    """The next bytes of the picture up to a comma or to its end, their brackets and commas, and
    whether the picture ends there. Its own last bracket is left out."""
    while True:
        # Between the three brackets at the end is no comma, so no part divides them.
        part = pieces.ahead[: pieces.ahead.rfind(b",") + 1]
        structure = part.translate(None, _NOT_STRUCTURE)
        if b"]]]" in structure:
            break
        if part:
            return pieces.use(len(part)), structure, False
        if b"]]]" in pieces.ahead.translate(None, _NOT_STRUCTURE):
            break
        pieces.read_on(_MAX_ROW_BYTES)
    if not (end := _END.search(pieces.ahead)):
        raise BadAnswer("the model's picture is neither base64 nor RGB lists")
    part = pieces.use(end.end() - 1)
    pieces.use(1)
    return part, part.translate(None, _NOT_STRUCTURE), True


def _values(part: bytes) -> bytes:
    # It takes a quarter of the time of `json`. It is only loaded if it is needed.
    import orjson

    flat = part.translate(_BRACKETS_TO_SPACES).rstrip(b",")
    try:
        return bytes(orjson.loads(b"[" + flat + b"]"))
    except (ValueError, TypeError, OverflowError) as error:
        raise BadAnswer("the model's picture holds a number that is not 0…255") from error
