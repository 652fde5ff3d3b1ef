"""decode_answer returns whole JPEGs or raises BadAnswer, whatever the model sends."""

import base64
import io
import json
import os
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from easel.pictures.answer import decode_answer
from easel.pictures.jpeg import BadAnswer, read_jpeg
from easel.pictures.provenance import with_provenance
from easel.settings import Metadata
from tests.fakes import a_jpeg, a_picture, an_answer
from tests.xmp import properties

# `make fuzz` sets it.
EXAMPLES = int(os.environ.get("EASEL_FUZZ_EXAMPLES", "150"))
JPEG = a_jpeg(32, 24)
VALID = an_answer(JPEG)
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)
answers_of_garbage = st.builds(
    lambda key, value: json.dumps({key: value}).encode(),
    st.sampled_from(["generated_images", "generated_image", "images"]),
    json_values,
)
channels = st.integers(0, 255) | st.integers(-2, 300) | st.floats(0, 255) | st.booleans()
pixels = st.lists(channels, min_size=2, max_size=4) | st.just([1, 2, 3])
rgb_lists = st.lists(st.lists(pixels, max_size=3), max_size=3)


def assert_only_whole_jpegs(body: bytes, n: int = 1) -> None:
    try:
        jpegs = decode_answer(io.BytesIO(body), n).jpegs
    except BadAnswer:
        return
    assert len(jpegs) == n
    for jpeg in jpegs:
        assert jpeg.data.startswith(b"\xff\xd8\xff")
        assert jpeg.data.rstrip(b"\x00").endswith(b"\xff\xd9")
        assert jpeg.width > 0
        assert jpeg.height > 0


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.binary() | answers_of_garbage, st.integers(1, 4))
def test_any_bytes_are_a_whole_jpeg_or_a_bad_answer(body: bytes, n: int) -> None:
    assert_only_whole_jpegs(body, n)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(VALID)))
def test_an_answer_cut_off_anywhere_is_a_whole_jpeg_or_a_bad_answer(length: int) -> None:
    assert_only_whole_jpegs(VALID[:length])


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=4))
def test_an_answer_with_changed_bytes_is_a_whole_jpeg_or_a_bad_answer(
    changes: list[tuple[int, int]],
) -> None:
    body = bytearray(VALID)
    for at, byte in changes:
        body[at] = byte
    assert_only_whole_jpegs(bytes(body))


@settings(deadline=None, max_examples=EXAMPLES)
@given(
    st.lists(st.tuples(st.integers(0, len(JPEG) - 1), st.integers(0, 255)), max_size=4),
    st.integers(0, len(JPEG)),
)
def test_a_changed_picture_cut_off_anywhere_is_a_whole_jpeg_or_a_bad_answer(
    changes: list[tuple[int, int]], length: int
) -> None:
    jpeg = bytearray(JPEG)
    for at, byte in changes:
        jpeg[at] = byte
    assert_only_whole_jpegs(an_answer(bytes(jpeg[:length])))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(JPEG) - 1))
def test_no_picture_that_was_cut_off_gets_through(length: int) -> None:
    cut = base64.b64encode(JPEG[:length]).decode()
    try:
        decode_answer(io.BytesIO(json.dumps({"generated_image": cut}).encode()), 1)
    except BadAnswer:
        return
    raise AssertionError(f"{length} of {len(JPEG)} bytes passed for a picture")


@settings(deadline=None, max_examples=EXAMPLES)
@given(rgb_lists)
def test_any_rgb_lists_are_a_whole_jpeg_or_a_bad_answer(rows: list[Any]) -> None:
    body = json.dumps({"generated_image": rows}).encode()
    assert_only_whole_jpegs(body)
    try:
        [jpeg] = decode_answer(io.BytesIO(body), 1).jpegs
    except BadAnswer:
        return
    with Image.open(io.BytesIO(jpeg.data)) as picture:
        picture.load()
        assert picture.size == (len(rows[0]), len(rows))


NAMES = [b"Exif\x00\x00", b"http://ns.adobe.com/xap/1.0/\x00", b"JFIF\x00", b"\xff\xd9", b""]
segments = st.builds(
    lambda marker, name, rest, wrong: (
        bytes([0xFF, marker])
        + max(0, 2 + len(name) + len(rest) + wrong).to_bytes(2, "big")
        + name
        + rest
    ),
    st.sampled_from([0xE0, 0xE1, 0xE1, 0xE1, 0xE2, 0xFE, 0xC0, 0xC4, 0xDB, 0xD8, 0x00, 0xFF]),
    st.sampled_from(NAMES),
    st.binary(max_size=30),
    st.sampled_from([0, 0, 0, 0, 1, -3, 60_000]),
)


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.lists(segments, max_size=6), st.sampled_from(list(Metadata)), st.booleans())
def test_a_soup_of_segments_is_refused_or_gets_its_provenance(
    soup: list[bytes], metadata: Metadata, thorough: bool
) -> None:
    data = JPEG[:2] + b"".join(soup) + JPEG[2:]
    try:
        [jpeg] = decode_answer(io.BytesIO(an_answer(data)), 1, thorough=thorough).jpegs
    except BadAnswer:
        return
    assert jpeg.data == data
    marked = with_provenance(jpeg, "img_a", a_picture(prompt="a fox"), metadata)
    assert read_jpeg(marked.data) == marked
    assert marked.data.endswith(JPEG[-100:])
    if metadata is not Metadata.NONE:
        assert properties(marked.data)["dc:identifier"] == "img_a"
