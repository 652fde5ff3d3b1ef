"""The serving container answers in the shapes of JumpStart's container."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumpstart.painters.model import DrawRequest
from jumpstart.painters.renderer.painter import Renderer
from tests.contract.serving_endpoint import (
    ANSWERS,
    JPEG,
    JSON,
    REQUEST,
    SMALL,
    TEXT,
    Endpoint,
    FakeModel,
    assert_same_shape,
    pictures,
)


@pytest.mark.parametrize("pair", ANSWERS)
def test_every_request_and_accept_pair_gets_its_recorded_shape(
    endpoint: Endpoint, pair: str
) -> None:
    content_type, accept = pair.split(" -> ")
    prompt = ANSWERS[pair]["prompt"]
    body = prompt.encode() if content_type == TEXT else SMALL | {"prompt": prompt}
    answer = endpoint.invoke(body, content_type, accept)
    assert answer.status_code == 200
    assert_same_shape(answer.json(), ANSWERS[pair])


def test_the_recorded_request_gets_one_jpeg_of_its_size(endpoint: Endpoint) -> None:
    [picture] = pictures(endpoint.invoke(REQUEST))
    picture.load()
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (768, 768))


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        pytest.param(JPEG, JPEG, id="jpeg"),
        pytest.param(JSON, JSON, id="json"),
        pytest.param("*/*", JSON, id="anything"),
        pytest.param(None, JSON, id="none"),
    ],
)
def test_the_content_type_of_an_answer_is_the_accept_that_was_sent(
    endpoint: Endpoint, accept: str | None, content_type: str
) -> None:
    assert endpoint.invoke(SMALL, JSON, accept).headers["content-type"] == content_type


def test_rgb_lists_are_rows_of_pixels_exactly_as_drawn(model: FakeModel) -> None:
    answer = Endpoint(model).invoke(SMALL, JSON, JSON).json()
    assert answer["generated_images"] == [[[[221, 145, 0]] * 16] * 8]


def test_rgb_lists_have_the_spaces_of_the_containers_json(model: FakeModel) -> None:
    answer = Endpoint(model).invoke(SMALL, JSON, JSON)
    assert answer.text == json.dumps(answer.json())


def test_words_that_were_not_drawn_come_after_what_jumpstart_answers() -> None:
    answer = Endpoint(Renderer()).invoke(SMALL | {"prompt": "a bluxor", "num_images_per_prompt": 2})
    assert list(answer.json()) == ["generated_images", "prompt", "not_drawn"]
    assert answer.json()["not_drawn"] == ["bluxor"]


def test_if_every_word_was_drawn_the_answer_is_jumpstarts() -> None:
    answer = Endpoint(Renderer()).invoke(SMALL | {"prompt": "a red fox"})
    assert list(answer.json()) == ["generated_images", "prompt"]


def test_raw_text_is_drawn_with_the_defaults_of_the_model(model: FakeModel) -> None:
    Endpoint(model).invoke(b"a fox", TEXT)
    assert model.requests == [DrawRequest(("a fox",), ("",))]


def test_every_parameter_reaches_the_model(model: FakeModel) -> None:
    sent = SMALL | {"num_images_per_prompt": 2, "eta": 0.5, "batch_size": 2, "seed": 2**32 - 1}
    Endpoint(model).invoke(sent)
    assert model.requests == [
        DrawRequest(
            ("astronaut on a horse",),
            ("blurry",),
            width=16,
            height=8,
            num_images_per_prompt=2,
            num_inference_steps=50,
            guidance_scale=7.5,
            eta=0.5,
            batch_size=2,
            seed=2**32 - 1,
        )
    ]


def test_a_list_of_prompts_is_drawn_prompt_by_prompt_and_echoed_as_a_list(
    model: FakeModel,
) -> None:
    sent = SMALL | {
        "prompt": ["a fox", "a hen"],
        "negative_prompt": ["red", ""],
        "num_images_per_prompt": 2,
    }
    answer = Endpoint(model).invoke(sent)
    assert answer.json()["prompt"] == ["a fox", "a hen"]
    assert len(pictures(answer)) == 4
    [request] = model.requests
    pairs = [("a fox", "red"), ("a fox", "red"), ("a hen", ""), ("a hen", "")]
    assert list(request.each_picture()) == pairs


@pytest.mark.parametrize("negative", ["", None, []], ids=["empty", "null", "empty list"])
def test_an_empty_negative_prompt_is_like_none(model: FakeModel, negative: object) -> None:
    assert Endpoint(model).invoke(SMALL | {"negative_prompt": negative}).status_code == 200
    assert model.requests[0].negative_prompts == ("",)


PROMPTS = {
    "empty": "",
    "umlauts": "ein Kürbis im Frühling",
    "japanese": "富士山と桜",
    "emoji": "a 🦊 and a 👩‍🚀",
    "newlines": "a fox\r\nin\nsnow\t",
    "quotes": 'a "fox" \\ {fox} </script>',
    "nul": "a\x00fox",
}


@pytest.mark.parametrize("content_type", [JSON, TEXT])
@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_a_prompt_comes_back_unchanged(model: FakeModel, prompt: str, content_type: str) -> None:
    body = prompt.encode() if content_type == TEXT else SMALL | {"prompt": prompt}
    assert Endpoint(model).invoke(body, content_type).json()["prompt"] == prompt


def test_half_a_surrogate_pair_is_drawn_like_any_other_prompt(endpoint: Endpoint) -> None:
    answer = endpoint.invoke(rb'{"prompt": "\ud83e", "width": 8, "height": 8}')
    assert answer.status_code == 200
    assert json.loads(answer.text)["prompt"] == "\ud83e"


def test_a_prompt_of_5_mb_is_drawn(endpoint: Endpoint) -> None:
    prompt = "a red fox " * 500_000
    answer = endpoint.invoke(SMALL | {"prompt": prompt})
    assert answer.status_code == 200
    assert answer.json()["prompt"] == prompt


@given(prompt=st.text())
@settings(max_examples=40, deadline=None)
def test_any_text_at_all_is_drawn_and_echoed(endpoint: Endpoint, prompt: str) -> None:
    answer = endpoint.invoke(SMALL | {"prompt": prompt})
    assert answer.status_code == 200
    assert answer.json()["prompt"] == prompt
