"""Nested RGB lists are read piece by piece, as `json` and Pillow would read them as a whole."""

import io
import json
import os
from random import Random
from typing import Any

import pyjpegli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from easel.pictures.answer import decode_answer
from easel.pictures.jpeg import JPEG_QUALITY, BadAnswer

# A value up to this much of 255 counts as black (lambda/easel/pictures/jpeg.py).
ALMOST_BLACK = 2
EXAMPLES = int(os.environ.get("EASEL_FUZZ_EXAMPLES", "60"))
SEPARATORS = {
    "compact": (",", ":"),
    "spaces": (", ", ": "),
    "tabs": ("\t,\r\n", " :\n"),
}


class InPieces(io.BytesIO):
    """A stream that gives `most` bytes at a time, whatever is asked for."""

    def __init__(self, body: bytes, most: int) -> None:
        super().__init__(body)
        self._most = most

    def read(self, amount: int | None = -1, /) -> bytes:
        return super().read(self._most)


def rows_of(raw: bytes, width: int) -> list[list[list[int]]]:
    rows = [raw[at : at + 3 * width] for at in range(0, len(raw), 3 * width)]
    return [[list(row[at : at + 3]) for at in range(0, len(row), 3)] for row in rows]


def jpeg_in(body: bytes, most: int = 10**6) -> bytes:
    [jpeg] = decode_answer(InPieces(body, most), 1).jpegs
    return jpeg.data


def is_refused(body: bytes, most: int = 10**6) -> bool:
    try:
        jpeg_in(body, most)
    except BadAnswer:
        return True
    return False


@pytest.mark.parametrize("separators", SEPARATORS.values(), ids=SEPARATORS)
@pytest.mark.parametrize("most", [1, 2, 7, 64, 4096])
def test_every_pixel_is_read_however_the_bytes_arrive(
    separators: tuple[str, str], most: int
) -> None:
    raw = Random(1).randbytes(17 * 11 * 3)
    answer = {"generated_images": [rows_of(raw, 17)], "prompt": "a [[[1, 2, 3]]] fox"}
    body = json.dumps(answer, separators=separators).encode()
    assert jpeg_in(body, most) == pyjpegli.encode(raw, 17, 11, quality=JPEG_QUALITY)


def test_pictures_of_several_sizes_and_kinds_may_stand_in_one_answer() -> None:
    first, second = Random(1).randbytes(300), Random(2).randbytes(60)
    rows = json.dumps({"generated_images": [rows_of(first, 10), rows_of(second, 20)]})
    found = decode_answer(InPieces(rows.encode(), 50), 2).jpegs
    assert [(jpeg.width, jpeg.height) for jpeg in found] == [(10, 10), (20, 1)]


def test_white_space_anywhere_between_is_no_matter() -> None:
    text = json.dumps({"generated_image": rows_of(bytes(range(12)), 2)}, indent=3)
    body = text.replace("]", " \t] ").replace("[", "\n[\r")
    assert jpeg_in(body.encode(), 5) == pyjpegli.encode(bytes(range(12)), 2, 2, JPEG_QUALITY)


BROKEN = {
    "a digit before a bracket": "[[[1,2,3],[4,5,6]],1[[7,8,9],[1,2,3]]]",
    "a digit behind a bracket": "[[[1,2,3],[4,5,6]1],[[7,8,9],[1,2,3]]]",
    "a digit between the last brackets": "[[[1,2,3],[4,5,6]],[[7,8,9],[1,2,3]]1]",
    "two numbers without a comma": "[[[1 2,3,4]]]",
    "no number": "[[[1,,3]]]",
    "a number too few in each of three rows": "[[[1,2,3]],[[4,,]],[[5,,]],[[6,,]]]",
    "a comma too many": "[[[1,2,3,]]]",
    "a pixel too many behind a comma": "[[[1,2,3],]]",
    "a row too many behind a comma": "[[[1,2,3]],]",
    "a zero in front": "[[[01,2,3]]]",
    "minus nothing": "[[[-0,2,3]]]",
    "an exponent": "[[[1e1,2,3]]]",
    "256": "[[[256,2,3]]]",
    "a number of 5000 digits": f"[[[{'9' * 5000},2,3]]]",
    "ends within a row": "[[[1,2,3],[4,5,6]],[[7,8,9]]]",
    "a longer row": "[[[1,2,3]],[[7,8,9],[1,2,3]]]",
    "a row of fewer channels": "[[[1,2,3],[1,2,3]],[[7,8],[1,2,3]]]",
    "a deeper pixel": "[[[1,2,3]],[[[1],2,3]]]",
    "no end": "[[[1,2,3]],[[1,2,3]]",
    "another bracket": "[[[1,2,3]],[[1,2,3}]]",
    "a vertical tab": "[[[1,\x0b2,3]]]",
    "true": "[[[true,2,3]]]",
    "a text": '[[["1",2,3]]]',
    "an empty row later": "[[[1,2,3]],[]]",
    "nothing after a row": "[[[1,2,3]],",
}


@pytest.mark.parametrize("most", [1, 10**6], ids=["byte-by-byte", "at-once"])
@pytest.mark.parametrize("rows", BROKEN.values(), ids=BROKEN)
def test_what_is_not_rgb_lists_is_refused(rows: str, most: int) -> None:
    assert is_refused(f'{{"generated_image": {rows}}}'.encode(), most)
    assert is_refused(f'{{"generated_images": [{rows}]}}'.encode(), most)


numbers = st.integers(0, 255)
odd_numbers: st.SearchStrategy[Any] = st.integers(-2, 300) | st.sampled_from(
    [None, True, 0.5, 1e3, 10**30, "1", [1], {}]
)


@st.composite
def pictures(draw: st.DrawFn) -> list[list[list[Any]]]:
    """RGB lists, some of them with something odd in them."""
    width, height = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rows: Any = [[[draw(numbers) for _ in "rgb"] for _ in range(width)] for _ in range(height)]
    row = draw(st.integers(0, height - 1))
    column, channel = draw(st.integers(0, width - 1)), draw(st.integers(0, 2))
    odd = draw(st.sampled_from(["", "", "number", "pixel", "row", "short", "long", "deep"]))
    if odd == "number":
        rows[row][column][channel] = draw(odd_numbers)
    elif odd == "pixel":
        rows[row][column] = draw(st.lists(numbers, max_size=5) | odd_numbers)
    elif odd == "row":
        rows[row] = draw(st.lists(st.just([1, 2, 3]), max_size=6) | odd_numbers)
    elif odd == "short":
        del rows[row][column]
    elif odd == "long":
        rows[row].insert(column, [1, 2, 3])
    elif odd == "deep":
        rows[row][column] = [rows[row][column]] * 3
    return list(rows)


def pixels_of(rows: Any) -> tuple[bytes, int] | None:
    """The RGB bytes and the width, found without haste. None if these are not RGB lists."""
    if not isinstance(rows, list) or not rows or not isinstance(rows[0], list) or not rows[0]:
        return None
    for row in rows:
        if not isinstance(row, list) or len(row) != len(rows[0]):
            return None
        for pixel in row:
            if not isinstance(pixel, list) or len(pixel) != 3:
                return None
            if any(type(value) is not int or not 0 <= value <= 255 for value in pixel):
                return None
    return bytes(value for row in rows for pixel in row for value in pixel), len(rows[0])


@settings(deadline=None, max_examples=EXAMPLES)
@given(pictures(), st.sampled_from(sorted(SEPARATORS)), st.integers(1, 40))
def test_any_lists_are_refused_or_right(rows: Any, separators: str, most: int) -> None:
    answer = {"prompt": "a fox", "generated_image": rows}
    body = json.dumps(answer, separators=SEPARATORS[separators]).encode()
    expected = pixels_of(rows)
    if expected is None or max(expected[0]) <= ALMOST_BLACK:
        assert is_refused(body, most)
        return
    pixels, width = expected
    assert jpeg_in(body, most) == pyjpegli.encode(
        pixels, width, len(pixels) // (3 * width), quality=JPEG_QUALITY
    )


VALID = json.dumps({"generated_images": [rows_of(bytes(range(60)), 4)], "prompt": "a fox"}).encode()


@settings(deadline=None, max_examples=EXAMPLES)
@given(
    st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.sampled_from(b'[],0 "-.e\\{}\x00\xff'))),
    st.integers(0, len(VALID)),
    st.integers(1, 70),
)
def test_changed_lists_are_what_json_reads_or_are_refused(
    changes: list[tuple[int, int]], length: int, most: int
) -> None:
    body = bytearray(VALID)
    for at, byte in changes[:3]:
        body[at] = byte
    changed = bytes(body[:length] if length % 3 == 0 else body)
    try:
        found = jpeg_in(changed, most)
    except BadAnswer:
        return
    pixels = pixels_of(json.loads(changed)["generated_images"][0])
    assert pixels
    assert found == pyjpegli.encode(pixels[0], pixels[1], len(pixels[0]) // (3 * pixels[1]), 80)
