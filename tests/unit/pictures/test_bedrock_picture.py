"""What a model on Amazon Bedrock ignores makes no second picture, and the caller is told."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easel.api.fitted import fitted
from easel.api.request import (
    MAX_SIDE,
    MIN_SIDE,
    SIDE_STEP,
    Wish,
    any_seed,
    parse_draw_request,
)
from easel.errors import InvalidRequest
from easel.pictures.bedrock_picture import MAX_SEED, SIZES, as_drawn, nearest_ratio, requests
from easel.settings import EndpointMode, Settings
from tests.fakes import SIGNER, a_picture

SIDES = st.integers(MIN_SIDE // SIDE_STEP, MAX_SIDE // SIDE_STEP).map(lambda k: k * SIDE_STEP)


@pytest.fixture
def bedrock(settings: Settings) -> Settings:
    return replace(settings, endpoint_mode=EndpointMode.BEDROCK)


def asked(settings: Settings, **fields: Any) -> Any:
    return parse_draw_request(json.dumps({"prompt": "a fox", "seed": 1, **fields}), settings)


@pytest.mark.parametrize(
    ("width", "height", "ratio"),
    [
        (512, 512, "1:1"), (1024, 576, "16:9"), (576, 1024, "9:16"), (1024, 448, "21:9"),
        (448, 1024, "9:21"), (768, 512, "3:2"), (512, 768, "2:3"), (640, 512, "5:4"),
        (512, 640, "4:5"), (1024, 768, "5:4"), (1792, 1024, "16:9"), (1024, 256, "21:9"),
        (256, 1024, "9:21"),
    ],
)  # fmt: skip
def test_a_size_becomes_the_nearest_ratio(width: int, height: int, ratio: str) -> None:
    assert nearest_ratio(width, height) == ratio


@given(SIDES, SIDES)
def test_a_picture_turned_on_its_side_has_the_turned_ratio(width: int, height: int) -> None:
    across, down = nearest_ratio(width, height).split(":")
    assert nearest_ratio(height, width) == f"{down}:{across}"


@pytest.mark.parametrize(("ratio", "size"), SIZES.items())
def test_the_size_that_stands_for_a_ratio_can_be_asked_for(
    bedrock: Settings, ratio: str, size: tuple[int, int]
) -> None:
    assert nearest_ratio(*size) == ratio
    again = asked(bedrock, width=size[0], height=size[1]).picture
    assert (again.width, again.height) == size


@given(SIDES, SIDES, st.integers(1, 100), st.floats(0, 20))
def test_what_bedrock_would_draw_alike_has_one_id(
    width: int, height: int, steps: int, guidance_scale: float
) -> None:
    one = a_picture(width=width, height=height, steps=steps, guidance_scale=guidance_scale)
    width, height = SIZES[nearest_ratio(width, height)]
    other = a_picture(width=width, height=height, steps=9, guidance_scale=1.0)
    assert requests(one) == requests(other)
    assert as_drawn(one).id(SIGNER) == as_drawn(other).id(SIGNER)


def test_whatever_else_differs_has_an_id_of_its_own() -> None:
    pictures = [
        a_picture(**changes)
        for changes in (
            {}, {"prompt": "b"}, {"negative_prompt": None}, {"seed": 2}, {"n": 2}, {"width": 512},
            {"model_version": "v1:2"},
        )
    ]  # fmt: skip
    assert len({as_drawn(picture).id(SIGNER) for picture in pictures}) == len(pictures)


def test_a_request_that_names_nothing_bedrock_ignores_gets_no_warning(bedrock: Settings) -> None:
    order = asked(bedrock)
    assert order.notes == ()
    assert (order.picture.width, order.picture.height) == (1024, 1024)


def test_the_operator_s_defaults_are_no_part_of_the_id(bedrock: Settings) -> None:
    changed = replace(bedrock, default_side=512, default_steps=20)
    assert asked(bedrock).picture == asked(changed).picture


def test_each_thing_that_bedrock_does_not_take_is_named(bedrock: Settings) -> None:
    notes = asked(bedrock, width=1024, height=576, steps=30, guidance_scale=9).notes
    assert [(note.code, note.detail) for note in notes] == [
        (
            "size_changed",
            "size: the model takes an aspect ratio, not 1024x576, so it draws 16:9",
        ),
        ("steps_not_used", "steps: the model has no such setting, so 30 is not used"),
        (
            "guidance_not_used",
            "guidance_scale: the model has no such setting, so 9 is not used",
        ),
    ]


def test_a_client_of_another_service_is_told_the_same(bedrock: Settings) -> None:
    wish = Wish(prompt="a fox", width=1792, height=1024, steps=500, guidance_scale=99.0, seed=1)
    order = fitted(wish, bedrock)
    assert (order.picture.width, order.picture.height) == (1024, 576)
    assert [note.code for note in order.notes] == [
        "size_changed", "steps_not_used", "guidance_not_used",
    ]  # fmt: skip
    assert "1792x1024" in order.notes[0].detail


def test_each_of_n_pictures_has_the_next_seed() -> None:
    found = requests(a_picture(seed=7, n=3))
    assert [request.pop("seed") for request in found] == [7, 8, 9]
    assert found[0] == found[1] == found[2]


def test_no_seed_means_any_seed_to_bedrock() -> None:
    # To Bedrock, seed 0 means that it chooses one.
    assert [request["seed"] for request in requests(a_picture(seed=0, n=2))] == [4_294_967_294, 1]
    wrapped = requests(a_picture(seed=MAX_SEED, n=3))
    assert [request["seed"] for request in wrapped] == [4_294_967_293, 4_294_967_294, 1]


def test_a_seed_that_bedrock_does_not_have_is_refused_by_name(bedrock: Settings) -> None:
    assert asked(bedrock, seed=MAX_SEED).picture.seed == MAX_SEED
    with pytest.raises(InvalidRequest, match="seed: at most 4294967293 here") as refused:
        asked(bedrock, seed=MAX_SEED + 1)
    assert refused.value.code == "invalid_seed"


def test_a_seed_that_easel_chooses_is_one_that_bedrock_has() -> None:
    assert max(any_seed() for _ in range(100)) <= MAX_SEED


def test_the_request_names_the_ratio_and_asks_for_a_jpeg() -> None:
    assert requests(a_picture(width=1024, height=576)) == [
        {
            "prompt": "astronaut on a horse",
            "negative_prompt": "blurry",
            "aspect_ratio": "16:9",
            "mode": "text-to-image",
            "output_format": "jpeg",
            "seed": 1,
        }
    ]
    assert "negative_prompt" not in requests(a_picture(negative_prompt=None))[0]
