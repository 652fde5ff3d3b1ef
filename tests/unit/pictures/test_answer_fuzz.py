"""decode_answer returns whole JPEGs or raises BadAnswer, whatever the model sends."""

import base64
import io
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from easel.pictures.answer import decode_answer
from easel.pictures.jpeg import BadAnswer
from tests.fakes import a_jpeg, an_answer

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


@settings(deadline=None, max_examples=150)
@given(st.binary() | answers_of_garbage, st.integers(1, 4))
def test_any_bytes_are_a_whole_jpeg_or_a_bad_answer(body: bytes, n: int) -> None:
    assert_only_whole_jpegs(body, n)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(VALID)))
def test_an_answer_cut_off_anywhere_is_a_whole_jpeg_or_a_bad_answer(length: int) -> None:
    assert_only_whole_jpegs(VALID[:length])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=4))
def test_an_answer_with_changed_bytes_is_a_whole_jpeg_or_a_bad_answer(
    changes: list[tuple[int, int]],
) -> None:
    body = bytearray(VALID)
    for at, byte in changes:
        body[at] = byte
    assert_only_whole_jpegs(bytes(body))


@settings(deadline=None, max_examples=150)
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


@settings(deadline=None, max_examples=150)
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
