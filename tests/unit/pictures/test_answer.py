"""The model's answer is checked, not trusted: it becomes JPEGs, or BadAnswer is raised."""

import base64
import io
import json
import tracemalloc
from typing import Any

import pytest
from PIL import Image, ImageChops

from easel.pictures.answer import Answer, decode_answer
from easel.pictures.jpeg import BadAnswer, Jpeg
from tests.fakes import a_jpeg as a_plain_jpeg
from tests.fakes import an_answer, recorded


def decode(body: bytes, n: int, **checks: Any) -> Answer:
    return decode_answer(io.BytesIO(body), n, **checks)


def a_jpeg(width: int = 64, height: int = 48) -> bytes:
    return a_plain_jpeg(width, height)


SHAPES: dict[str, Any] = recorded("contracts/endpoint-answers.json")
BASE64_SHAPES = [name for name in SHAPES if name.endswith("jpeg")]
RGB_SHAPES = [name for name in SHAPES if name not in BASE64_SHAPES]
WHOLE = base64.b64encode(a_jpeg()).decode()
PIXEL = [1, 2, 3]


def answer_of(*pictures: Any) -> bytes:
    return json.dumps({"generated_images": pictures}).encode()


def pixels_of(picture: Image.Image) -> list[list[list[int]]]:
    raw, width = picture.tobytes(), picture.width
    rows = [raw[at : at + 3 * width] for at in range(0, len(raw), 3 * width)]
    return [[list(row[at : at + 3]) for at in range(0, len(row), 3)] for row in rows]


@pytest.mark.parametrize("shape", BASE64_SHAPES)
def test_base64_comes_out_byte_for_byte(shape: str) -> None:
    jpeg = a_jpeg()
    text = json.dumps(SHAPES[shape]).replace("<base64 JPEG>", base64.b64encode(jpeg).decode())
    n = 1 if "generated_image" in SHAPES[shape] else 2
    assert decode(text.encode(), n).jpegs == [Jpeg(jpeg, 64, 48)] * n


@pytest.mark.parametrize("shape", RGB_SHAPES)
def test_rgb_lists_become_a_jpeg(shape: str) -> None:
    [jpeg] = decode(json.dumps(SHAPES[shape]).encode(), 1).jpegs
    with Image.open(io.BytesIO(jpeg.data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (jpeg.width, jpeg.height))
    rows = SHAPES[shape].get("generated_image") or SHAPES[shape]["generated_images"][0]
    assert (jpeg.width, jpeg.height) == (len(rows[0]), len(rows))


def test_a_jpeg_made_from_rgb_lists_looks_like_its_source() -> None:
    source = Image.radial_gradient("L").resize((96, 64)).convert("RGB")
    source.paste((200, 60, 40), (0, 0, 48, 64))
    [jpeg] = decode(answer_of(pixels_of(source)), 1).jpegs
    with Image.open(io.BytesIO(jpeg.data)) as picture:
        far = ImageChops.difference(source, picture.convert("RGB"))
    assert picture.size == source.size
    assert sum(far.tobytes()) / len(far.tobytes()) < 3  # of 255, on average


def test_pictures_keep_their_order() -> None:
    jpegs = [a_jpeg(8 * k, 8) for k in (1, 2, 3, 4)]
    assert [jpeg.data for jpeg in decode(an_answer(*jpegs), 4).jpegs] == jpegs


NOT_PICTURES: dict[str, bytes] = {
    "nothing": b"",
    "HTML": b"<html><body>502 Bad Gateway</body></html>",
    "half a JSON": an_answer(a_jpeg())[:200],
    "not UTF-8": b'{"generated_images": ["\xff"]}',
    "nesting without an end": b"[" * 100_000,
    "nesting inside": b'{"generated_images": ' + b"[" * 100_000,
    "a number of 5000 digits": b'{"generated_images": ' + b"9" * 5000 + b"}",
    "null": b"null",
    "a list": b"[]",
    "an error object": b'{"code": 400, "message": "width must be divisible by 8"}',
    "no picture": answer_of(),
    "two pictures": an_answer(a_jpeg(), a_jpeg()),
    "pictures as one string": b'{"generated_images": "abcd"}',
    "null for pictures": b'{"generated_images": null}',
    "a number for one picture": b'{"generated_image": 7}',
}
NOT_A_PICTURE: dict[str, Any] = {
    "null": None,
    "true": True,
    "a number": 7,
    "an object": {"b64_json": WHOLE},
    "empty": "",
    "spaces around": f" {WHOLE} ",
    "newlines": "\n".join(WHOLE[at : at + 76] for at in range(0, len(WHOLE), 76)),
    "padding cut off": base64.b64encode(a_jpeg() + b"\x00" * (1 + -len(a_jpeg()) % 3))
    .decode()
    .rstrip("="),
    "padding too long": WHOLE + "====",
    "letters of another script": "é" + WHOLE,
    "padding where none is due": base64.b64encode(
        a_jpeg() + b"\x00" * (-len(a_jpeg()) % 3)
    ).decode()
    + "=",
    "a data URL": "data:image/jpeg;base64," + WHOLE,
    "text": base64.b64encode(b"no picture here").decode(),
    "no rows": [],
    "an empty row": [[]],
    "rows of different lengths": [[PIXEL, PIXEL], [PIXEL]],
    "two channels": [[[1, 2]]],
    "four channels": [[[1, 2, 3, 4]]],
    "grey": [[1, 2, 3]],
    "one more level": [[[[1, 2, 3]]]],
    "a channel of 256": [[[0, 0, 256]]],
    "a channel below 0": [[[0, 0, -1]]],
    "a channel of 30 digits": [[[0, 0, 10**30]]],
    "a channel between": [[[0.5, 0.5, 0.5]]],
    "a channel of text": [[["0", "0", "0"]]],
    "a channel of null": [[[None, 0, 0]]],
    "rows of text": ["abc", "abc"],
    "rows of objects": [{"r": 1, "g": 2, "b": 3}],
    "pixels of objects": [[{"r": 1, "g": 2, "b": 3}]],
    "wider than a JPEG can be": [[PIXEL] * 70_000],
}


@pytest.mark.parametrize("body", NOT_PICTURES.values(), ids=NOT_PICTURES)
def test_an_answer_without_the_one_picture_asked_for_is_bad(body: bytes) -> None:
    with pytest.raises(BadAnswer):
        decode(body, 1)


@pytest.mark.parametrize("picture", NOT_A_PICTURE.values(), ids=NOT_A_PICTURE)
def test_an_answer_that_holds_no_picture_is_bad(picture: Any) -> None:
    with pytest.raises(BadAnswer):
        decode(answer_of(picture), 1)


def test_one_bad_picture_among_good_ones_spoils_the_answer() -> None:
    with pytest.raises(BadAnswer):
        decode(an_answer(a_jpeg(), a_jpeg()[:-2]), 2)


def test_an_error_does_not_repeat_what_the_model_said() -> None:
    with pytest.raises(BadAnswer) as raised:
        decode(json.dumps({"prompt": "a red fox"}).encode(), 1)
    assert "a red fox" not in raised.value.detail


class Endless:
    """An answer that begins with `start` and never ends. It counts what is read."""

    def __init__(self, start: bytes, more: bytes) -> None:
        self._start = start
        self._more = more
        self.bytes = 0

    def read(self, amount: int, /) -> bytes:
        start, self._start = self._start[:amount], self._start[amount:]
        piece = (start + self._more * (amount // len(self._more) + 1))[:amount]
        self.bytes += len(piece)
        return piece


@pytest.mark.parametrize(
    ("start", "more", "most_mib"),
    [
        pytest.param(b"", b" ", 5, id="spaces"),
        pytest.param(b'{"prompt": "', b"a fox ", 5, id="a-prompt"),
        pytest.param(b'{"generated_image": "', b"/9j/", 9, id="base64"),
        pytest.param(b'{"generated_image": ', b" ", 5, id="spaces-before-a-picture"),
        pytest.param(b'{"generated_image": [[', b"[1,2,3],", 2, id="a-row"),
        pytest.param(b'{"generated_image": [', b"[[1,2,3]],", 172, id="rows"),
        pytest.param(b'{"generated_image": [[[1,2,3]],[[', b"1", 2, id="a-number"),
        pytest.param(b'{"generated_image": ', b"[", 2, id="lists"),
        pytest.param(b'{"generated_images": []', b" ", 5, id="spaces-behind"),
        pytest.param(b'{"generated_images": [], "a": ', b"[", 5, id="lists-behind"),
    ],
)
def test_an_answer_without_an_end_is_refused_while_it_is_read(
    start: bytes, more: bytes, most_mib: int
) -> None:
    stream = Endless(start, more)
    tracemalloc.start()
    try:
        with pytest.raises(BadAnswer):
            decode_answer(stream, 1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert stream.bytes < most_mib * 2**20
    assert peak < 64 * 2**20


@pytest.mark.parametrize("picture", [a_jpeg(), pixels_of(Image.new("RGB", (64, 48), "teal"))])
def test_a_picture_of_another_size_than_asked_for_is_bad(picture: Any) -> None:
    body = an_answer(picture) if isinstance(picture, bytes) else answer_of(picture)
    assert decode(body, 1, size=(64, 48)).jpegs
    with pytest.raises(BadAnswer, match="64x48 instead of 48x64"):
        decode(body, 1, size=(48, 64))


def test_a_backslash_beside_or_inside_a_picture_changes_nothing() -> None:
    text = json.dumps({"prompt": 'a "fox"\\\n', "generated_images": [WHOLE]})
    escaped = text.replace(WHOLE, WHOLE.replace("/", "\\/"))
    assert "\\/" in escaped
    for body in (text, escaped):
        assert decode(body.encode(), 1).jpegs[0].data == a_jpeg()


NAMED_TWICE = {
    "in a prompt": {"prompt": '"generated_images": ["x"]', "generated_images": [WHOLE]},
    "as a prompt": {"prompt": "generated_images", "generated_images": [WHOLE]},
    "null before": {"generated_images": None, "generated_image": WHOLE},
}
IN_THE_WRONG_PLACE = {
    "deeper": {"outputs": {"generated_images": [WHOLE]}},
    "in a list": [{"generated_images": [WHOLE]}],
    "part of a longer name": {'x"generated_images': [WHOLE]},
}


@pytest.mark.parametrize("answer", NAMED_TWICE.values(), ids=NAMED_TWICE)
def test_the_name_of_the_pictures_may_stand_elsewhere_too(answer: Any) -> None:
    assert decode(json.dumps(answer).encode(), 1).jpegs[0].data == a_jpeg()


@pytest.mark.parametrize("answer", IN_THE_WRONG_PLACE.values(), ids=IN_THE_WRONG_PLACE)
def test_pictures_in_another_place_are_bad(answer: Any) -> None:
    with pytest.raises(BadAnswer):
        decode(json.dumps(answer).encode(), 1)


def test_what_stands_behind_the_pictures_has_to_be_json() -> None:
    for end in (b"", b"]", b"}}", b', "prompt": }', b', "prompt": "\xff"}'):
        with pytest.raises(BadAnswer):
            decode(an_answer(a_jpeg()).partition(b', "prompt"')[0] + end, 1)


def _saying(not_drawn: object) -> bytes:
    return json.dumps({"generated_images": [WHOLE], "not_drawn": not_drawn}).encode()


def test_the_words_that_the_model_did_not_draw_are_noted() -> None:
    [note] = decode(_saying(["dragon", "수채화"]), 1).notes
    assert note.code == "words_not_drawn"
    assert note.detail == "The model did not draw these words: dragon, 수채화."


@pytest.mark.parametrize(
    "not_drawn",
    [None, [], "dragon", 7, {"dragon": 1}, [7, None, ["dragon"], "", " ", "a\x00b", "a\nb"]],
    ids=["null", "empty", "text", "number", "object", "no-words"],
)
def test_anything_else_about_words_is_ignored(not_drawn: object) -> None:
    assert decode(_saying(not_drawn), 1).notes == ()


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_of_jumpstart_says_nothing_about_words(shape: str) -> None:
    text = json.dumps(SHAPES[shape]).replace("<base64 JPEG>", WHOLE)
    n = 2 if shape in BASE64_SHAPES and "generated_images" in SHAPES[shape] else 1
    assert decode(text.encode(), n).notes == ()


def test_a_model_that_says_too_much_about_words_is_cut_short() -> None:
    [note] = decode(_saying(["x" * 1000] * 1000), 1).notes
    assert note.detail.count("x" * 40) == 20
    assert len(note.detail) < 900
