"""Reads the JPEGs out of the endpoint's answer. The answer is checked, not trusted.

Only what stands around the pictures is parsed as JSON. The pictures are cut out, one after the
other, as the answer arrives.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pybase64

from .jpeg import MAX_JPEG_BYTES, BadAnswer, Jpeg, from_pixels, read_jpeg, refuse_unseen
from .note import Note
from .pieces import Pieces, Stream
from .pixels import read_pixels

# Ten pictures of 1024×1024 as nested lists are at most 178 MB. Only one of them is in memory, and
# as bytes.
MAX_ANSWER_BYTES = 180 * 1000 * 1000
# A prompt of 32,000 characters, with each of ten pictures, and more.
_MAX_REST_BYTES = 4 * 1024 * 1024
# base64 writes 3 bytes as 4 characters; JSON may put a backslash before one of 32.
_MAX_TEXT_BYTES = MAX_JPEG_BYTES * 3 // 2
_PICTURES = re.compile(rb'"(generated_images?)"[ \t\r\n]*:[ \t\r\n]*(?=[\["])')
# Takes the place of the pictures while the rest is parsed.
_CUT_OUT = "<pictures>"
# What the model may say about a prompt. More is ignored.
MAX_NOT_DRAWN = 20
MAX_WORD_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """The JPEGs in order, and what the model says that it did not draw."""

    jpegs: list[Jpeg]
    notes: tuple[Note, ...] = ()


def decode_answer(
    stream: Stream, n: int, size: tuple[int, int] | None = None, *, thorough: bool = False
) -> Answer:
    """What is in `stream`: `n` JPEGs, and perhaps the words that the model did not draw.

    The answer can have four shapes. It holds `generated_images`, a list, or `generated_image`, a
    single picture. A picture is a base64 JPEG, or nested RGB lists if the endpoint cannot encode.
    If `size` is given, each picture has to have this width and height. If `thorough`, the pixels
    of each JPEG are decoded, to find out whether they are broken.

    Raises:
        BadAnswer: the answer has another shape, or a picture is missing, cut off, broken, black or
            of another size.
    """
    pieces = Pieces(stream, MAX_ANSWER_BYTES)
    before, name = _up_to_pictures(pieces)
    jpegs: list[Jpeg] = []
    for jpeg in _pictures(pieces, name, thorough=thorough):
        if len(jpegs) == n:
            raise BadAnswer(f"the model drew more than {n} pictures")
        _check_size(jpeg, size)
        jpegs.append(jpeg)
    rest = _rest(before, name, pieces)
    if len(jpegs) != n:
        raise BadAnswer(f"the model drew {len(jpegs)} pictures instead of {n}")
    return Answer(jpegs, _notes(rest.get("not_drawn")))


def _up_to_pictures(pieces: Pieces) -> tuple[bytes, str]:
    """What stands before the pictures, and the name that they have in the answer."""
    while not (found := _PICTURES.search(pieces.ahead)):
        if len(pieces.ahead) > _MAX_REST_BYTES or not pieces.read():
            raise BadAnswer("the model's answer holds no pictures")
    return pieces.use(found.end()), found[1].decode()


def _pictures(pieces: Pieces, name: str, *, thorough: bool) -> Iterator[Jpeg]:
    if name == "generated_image":
        yield _picture(pieces, thorough=thorough)
        return
    if pieces.next_sign() != b"[":
        raise BadAnswer("the model's answer holds no list of pictures")
    pieces.use(1)
    if pieces.next_sign() != b"]":
        yield _picture(pieces, thorough=thorough)
        while pieces.next_sign() == b",":
            pieces.use(1)
            yield _picture(pieces, thorough=thorough)
    if pieces.next_sign() != b"]":
        raise BadAnswer("the model's answer is not JSON")
    pieces.use(1)


def _picture(pieces: Pieces, *, thorough: bool) -> Jpeg:
    sign = pieces.next_sign()
    if sign == b'"':
        jpeg = _from_base64(_text(pieces))
        refuse_unseen(jpeg, look=thorough)
        return jpeg
    if sign == b"[":
        return from_pixels(*read_pixels(pieces))
    raise BadAnswer("the model's picture is neither base64 nor RGB lists")


def _text(pieces: Pieces) -> bytes:
    """The JSON string that begins here, without its quotation marks. base64 holds none inside."""
    while (end := pieces.ahead.find(b'"', 1)) < 0:
        pieces.read_on(_MAX_TEXT_BYTES)
    text = pieces.use(end + 1)
    if b"\\" not in text:
        return text[1:-1]
    try:  # some encoders write "/" as "\/"
        return str(json.loads(text)).encode("ascii")
    except ValueError as error:
        raise BadAnswer("the model's picture is not base64") from error


def _from_base64(text: bytes) -> Jpeg:
    try:
        data = pybase64.b64decode(text, validate=True)
    except ValueError as error:
        raise BadAnswer("the model's picture is not base64") from error
    return read_jpeg(data)


def _check_size(jpeg: Jpeg, size: tuple[int, int] | None) -> None:
    found = (jpeg.width, jpeg.height)
    if size and found != size:
        raise BadAnswer(
            f"the model drew a picture of {found[0]}x{found[1]} instead of {size[0]}x{size[1]}"
        )


def _rest(before: bytes, name: str, pieces: Pieces) -> dict[str, Any]:
    """The answer without its pictures.

    Raises:
        BadAnswer: it is not a JSON object, or the pictures are not at its top.
    """
    while pieces.read():
        if len(pieces.ahead) > _MAX_REST_BYTES:
            raise BadAnswer("the model's answer holds too much besides its pictures")
    try:
        rest = json.loads(b'%b"%b"%b' % (before, _CUT_OUT.encode(), pieces.ahead))
    except (ValueError, RecursionError) as error:
        raise BadAnswer("the model's answer is not JSON") from error
    if not isinstance(rest, dict) or rest.get(name) != _CUT_OUT:
        raise BadAnswer("the model's answer holds no pictures, or holds them twice")
    return rest


def _notes(not_drawn: Any) -> tuple[Note, ...]:
    """A note about the words in `not_drawn`. Only our own painters send them, in a list of texts.
    Anything else is ignored."""
    said = not_drawn[:MAX_NOT_DRAWN] if isinstance(not_drawn, list) else []
    words = [word for word in said if isinstance(word, str) and word.isprintable()]
    words = [word[:MAX_WORD_CHARACTERS] for word in words if word.strip()]
    if not words:
        return ()
    return (Note("words_not_drawn", f"The model did not draw these words: {', '.join(words)}."),)
