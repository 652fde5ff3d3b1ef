"""The model's answer is checked, not trusted: it becomes JPEGs, or BadAnswer is raised."""

import base64
import io
import json
from typing import Any

import pytest
from PIL import Image, ImageChops

from easel.pictures.answer import BadAnswer, Jpeg, decode_answer, read_jpeg
from tests.fakes import a_jpeg, an_answer, recorded

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
    assert decode_answer(text.encode(), n).jpegs == [Jpeg(jpeg, 64, 48)] * n


@pytest.mark.parametrize("shape", RGB_SHAPES)
def test_rgb_lists_become_a_jpeg(shape: str) -> None:
    [jpeg] = decode_answer(json.dumps(SHAPES[shape]).encode(), 1).jpegs
    with Image.open(io.BytesIO(jpeg.data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (jpeg.width, jpeg.height))
    rows = SHAPES[shape].get("generated_image") or SHAPES[shape]["generated_images"][0]
    assert (jpeg.width, jpeg.height) == (len(rows[0]), len(rows))


def test_a_jpeg_made_from_rgb_lists_looks_like_its_source() -> None:
    source = Image.radial_gradient("L").resize((96, 64)).convert("RGB")
    source.paste((200, 60, 40), (0, 0, 48, 64))
    [jpeg] = decode_answer(answer_of(pixels_of(source)), 1).jpegs
    with Image.open(io.BytesIO(jpeg.data)) as picture:
        far = ImageChops.difference(source, picture.convert("RGB"))
    assert picture.size == source.size
    assert sum(far.tobytes()) / len(far.tobytes()) < 3  # of 255, on average


def test_pictures_keep_their_order() -> None:
    jpegs = [a_jpeg(8 * k, 8) for k in (1, 2, 3, 4)]
    assert [jpeg.data for jpeg in decode_answer(an_answer(*jpegs), 4).jpegs] == jpegs


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
        decode_answer(body, 1)


@pytest.mark.parametrize("picture", NOT_A_PICTURE.values(), ids=NOT_A_PICTURE)
def test_an_answer_that_holds_no_picture_is_bad(picture: Any) -> None:
    with pytest.raises(BadAnswer):
        decode_answer(answer_of(picture), 1)


def test_one_bad_picture_among_good_ones_spoils_the_answer() -> None:
    with pytest.raises(BadAnswer):
        decode_answer(an_answer(a_jpeg(), a_jpeg()[:-2]), 2)


def test_an_error_does_not_repeat_what_the_model_said() -> None:
    with pytest.raises(BadAnswer) as raised:
        decode_answer(json.dumps({"prompt": "a red fox"}).encode(), 1)
    assert "a red fox" not in raised.value.detail


def test_an_answer_larger_than_four_pictures_of_raw_pixels_is_bad() -> None:
    with pytest.raises(BadAnswer, match="too large"):
        decode_answer(b" " * (72 * 1024 * 1024 + 1), 1)


JPEGS = {
    "baseline": a_jpeg(320, 200, quality=90),
    "progressive": a_jpeg(320, 200, progressive=True),
    "without subsampling": a_jpeg(320, 200, subsampling=0),
    "with EXIF": a_jpeg(320, 200, exif=b"Exif\x00\x00II*\x00" + b"\xff\xc0\xff\xd9" * 500),
    "with a comment": a_jpeg(320, 200, comment=b"\xff\xc0\x00\x11\x08\x00\x01\x00\x01" * 20),
    "with restart markers": a_jpeg(320, 200, restart_marker_blocks=1),
    "with zeros behind it": a_jpeg(320, 200) + b"\x00" * 16,
}
PNG = io.BytesIO()
Image.new("RGB", (8, 8)).save(PNG, "PNG")
NOT_JPEGS = {
    "nothing": b"",
    "PNG": PNG.getvalue(),
    "first half": a_jpeg()[: len(a_jpeg()) // 2],
    "second half": a_jpeg()[len(a_jpeg()) // 2 :],
    "all but the last byte": a_jpeg()[:-1],
    "start and end alone": b"\xff\xd8\xff\xd9",
    "start, a marker and end": b"\xff\xd8\xff\xe0\xff\xd9",
    "no frame header": b"\xff\xd8\xff\xe0\x00\x10" + b"\x00" * 14 + b"\xff\xd9",
    "cut off inside EXIF": b"\xff\xd8\xff\xe1\xff\xff" + a_jpeg() + b"\xff\xd9",
    "a segment of length 0": b"\xff\xd8\xff\xe0\x00\x00" * 100 + b"\xff\xd9",
    "no width": a_jpeg().replace(b"\x00\x30\x00\x40\x03", b"\x00\x30\x00\x00\x03"),
    "no height": a_jpeg().replace(b"\x00\x30\x00\x40\x03", b"\x00\x00\x00\x40\x03"),
}


@pytest.mark.parametrize("data", JPEGS.values(), ids=JPEGS)
def test_a_jpeg_states_its_size(data: bytes) -> None:
    assert read_jpeg(data) == Jpeg(data, 320, 200)


@pytest.mark.parametrize("data", NOT_JPEGS.values(), ids=NOT_JPEGS)
def test_a_jpeg_that_is_not_whole_is_bad(data: bytes) -> None:
    with pytest.raises(BadAnswer):
        read_jpeg(data)
    with pytest.raises(BadAnswer):
        decode_answer(an_answer(data), 1)


def test_a_jpeg_of_more_than_5_mib_is_bad() -> None:
    start, rest = a_jpeg()[:2], a_jpeg()[2:]
    comment = b"\xff\xfe\xff\xff" + b"\x00" * 65_533
    assert read_jpeg(start + comment * 79 + rest).width == 64
    with pytest.raises(BadAnswer, match="too large"):
        read_jpeg(start + comment * 80 + rest)


def test_a_jpeg_with_fill_bytes_states_its_size() -> None:
    # ITU-T T.81, B.1.1.2: any marker may be preceded by any number of fill bytes.
    data = a_jpeg(320, 200).replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1)
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (320, 200)
    assert read_jpeg(data).width == 320


def _saying(not_drawn: object) -> bytes:
    return json.dumps({"generated_images": [WHOLE], "not_drawn": not_drawn}).encode()


def test_the_words_that_the_model_did_not_draw_are_noted() -> None:
    [note] = decode_answer(_saying(["dragon", "수채화"]), 1).notes
    assert note.code == "words_not_drawn"
    assert note.detail == "The model did not draw these words: dragon, 수채화."


@pytest.mark.parametrize(
    "not_drawn",
    [None, [], "dragon", 7, {"dragon": 1}, [7, None, ["dragon"], "", " ", "a\x00b", "a\nb"]],
    ids=["null", "empty", "text", "number", "object", "no-words"],
)
def test_anything_else_about_words_is_ignored(not_drawn: object) -> None:
    assert decode_answer(_saying(not_drawn), 1).notes == ()


@pytest.mark.parametrize("shape", SHAPES)
def test_an_answer_of_jumpstart_says_nothing_about_words(shape: str) -> None:
    text = json.dumps(SHAPES[shape]).replace("<base64 JPEG>", WHOLE)
    n = 2 if shape in BASE64_SHAPES and "generated_images" in SHAPES[shape] else 1
    assert decode_answer(text.encode(), n).notes == ()


def test_a_model_that_says_too_much_about_words_is_cut_short() -> None:
    [note] = decode_answer(_saying(["x" * 1000] * 1000), 1).notes
    assert note.detail.count("x" * 40) == 20
    assert len(note.detail) < 900
