"""What is a JPEG, how large it is, and whether anything can be seen on it."""

import io
from random import Random
from typing import Any

import pytest
from PIL import Image

from easel.pictures.answer import decode_answer
from easel.pictures.jpeg import BadAnswer, Jpeg, read_jpeg
from tests.fakes import a_jpeg as a_plain_jpeg
from tests.fakes import an_answer


def a_jpeg(width: int = 64, height: int = 48, **save: Any) -> bytes:
    return a_plain_jpeg(width, height, **save)


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
        decode_answer(io.BytesIO(an_answer(data)), 1)


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


KINDS: dict[str, dict[str, Any]] = {
    "baseline": {},
    "of-low-quality": {"quality": 10},
    "of-high-quality": {"quality": 100},
    "progressive": {"progressive": True},
    "optimised": {"optimize": True},
    "without-subsampling": {"subsampling": 0},
    "with-restart-markers": {"restart_marker_blocks": 4},
}


def assert_seen(data: bytes) -> None:
    assert decode_answer(io.BytesIO(an_answer(data)), 1).jpegs[0].data == data


@pytest.mark.parametrize("save", KINDS.values(), ids=KINDS)
def test_a_black_jpeg_is_bad_and_a_white_one_is_not(save: dict[str, Any]) -> None:
    with pytest.raises(BadAnswer, match="black"):
        assert_seen(a_plain_jpeg(256, 192, "black", **save))
    assert_seen(a_plain_jpeg(256, 192, "white", **save))


def test_a_black_grey_jpeg_is_bad() -> None:
    encoded = io.BytesIO()
    Image.new("L", (256, 192)).save(encoded, "JPEG")
    with pytest.raises(BadAnswer, match="black"):
        assert_seen(encoded.getvalue())


@pytest.mark.parametrize("save", KINDS.values(), ids=KINDS)
def test_a_night_with_a_single_star_is_not_black(save: dict[str, Any]) -> None:
    night, encoded = Image.new("RGB", (256, 192)), io.BytesIO()
    night.paste((40, 40, 60), (200, 20, 208, 28))
    night.save(encoded, "JPEG", **save)
    assert_seen(encoded.getvalue())


def test_a_jpeg_of_a_kind_that_easel_does_not_decode_is_not_bad() -> None:
    encoded = io.BytesIO()
    Image.new("CMYK", (256, 192)).save(encoded, "JPEG")
    assert_seen(encoded.getvalue())


def a_photograph() -> bytes:
    encoded = io.BytesIO()
    Image.frombytes("RGB", (64, 64), Random(7).randbytes(64 * 64 * 3)).save(encoded, "JPEG")
    return encoded.getvalue()


def test_a_jpeg_whose_pixels_are_cut_off_in_the_middle_is_bad_if_there_is_time_to_look() -> None:
    whole = a_photograph()
    broken = whole[: len(whole) * 3 // 4] + b"\xff\xd9"
    with pytest.raises(BadAnswer, match="broken"):
        decode_answer(io.BytesIO(an_answer(broken)), 1, thorough=True)
    assert decode_answer(io.BytesIO(an_answer(whole)), 1, thorough=True).jpegs[0].data == whole


def test_a_jpeg_without_pixels_is_bad() -> None:
    whole = a_photograph()
    start = whole.index(b"\xff\xda")
    with pytest.raises(BadAnswer, match="broken"):
        assert_seen(whole[: start + 14] + b"\xff\xd9")


def test_a_small_jpeg_that_claims_to_be_huge_is_bad() -> None:
    huge = a_jpeg().replace(b"\x00\x30\x00\x40\x03", b"\xff\xff\xff\xff\x03")
    with pytest.raises(BadAnswer, match="too many pixels"):
        assert_seen(huge)
