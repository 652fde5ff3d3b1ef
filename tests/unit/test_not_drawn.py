"""The local painters say which words of a prompt they did not draw."""

import random

import pytest

from jumpstart.painters.model import DrawRequest
from jumpstart.painters.not_drawn import NOT_DRAWN, words_not_drawn
from jumpstart.painters.renderer.captions import KINDS
from jumpstart.painters.renderer.painter import Renderer
from jumpstart.painters.renderer.read import drawn_words
from jumpstart.painters.small import tokenizer


@pytest.mark.parametrize(
    ("prompt", "missing"),
    [
        pytest.param("a red fox in the snow", [], id="all-drawn"),
        pytest.param("An image of TWO Red Cars", [], id="capitals"),
        pytest.param("a big large house at dusk and sunset", [], id="words-of-one-meaning"),
        pytest.param("a light blue circle on a pale pink background", [], id="shades"),
        pytest.param("a dark forest", ["dark"], id="a-shade-of-nothing"),
        pytest.param(
            "a beautiful watercolor of a dragon, dragon", ["beautiful", "watercolor", "dragon"],
            id="style",
        ),
        pytest.param("a house, no people, without a cat", ["no", "without"], id="negation"),
        pytest.param("the cat's 3 kittens don't sleep", ["3", "sleep"], id="numbers"),
        pytest.param("눈 속의 red fox", ["눈", "속의"], id="another-script"),
        pytest.param("cat, dog, horse, car, bird", ["bird"], id="a-fifth-thing"),
        pytest.param("the sea, a forest", ["forest"], id="a-second-ground"),
        pytest.param("fox " * 77 + "lighthouse", ["lighthouse"], id="behind-the-last-word-read"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_the_renderer_names_the_words_that_changed_nothing(prompt: str, missing: list[str]) -> None:
    assert words_not_drawn(prompt, drawn_words(prompt)) == missing
    pictures = Renderer().draw(DrawRequest((prompt,), ("",), 64, 64, num_images_per_prompt=2))
    assert [picture.info[NOT_DRAWN] for picture in pictures] == [missing] * 2


def test_the_small_model_names_the_words_that_it_has_no_number_for() -> None:
    prompt = "a photo of a sks corgi on the red moon"
    drawn = tokenizer.drawn_words(prompt, {"sks": 99})
    assert words_not_drawn(prompt, drawn) == ["photo"]
    assert words_not_drawn(prompt, tokenizer.drawn_words(prompt)) == ["photo", "sks"]


def test_at_most_20_words_are_named() -> None:
    assert len(words_not_drawn(" ".join(f"word{number}" for number in range(500)), ())) == 20


def test_every_word_of_a_caption_is_drawn() -> None:
    dice = random.Random(1)
    captions = [KINDS[kind](dice) for kind in KINDS for _ in range(60)]
    assert [text for text in captions if words_not_drawn(text, drawn_words(text))] == []
