"""The local painters say which words of a prompt they did not draw."""

import random

import pytest

from jumpstart.painters.model import DrawRequest
from jumpstart.painters.not_drawn import NOT_DRAWN, words_not_drawn
from jumpstart.painters.renderer.painter import Renderer
from jumpstart.painters.renderer.reading.told import drawn_words, told
from jumpstart.painters.small import tokenizer
from jumpstart.painters.small.captions import KINDS


@pytest.mark.parametrize(
    ("prompt", "missing"),
    [
        pytest.param("a red fox in the snow", [], id="all-drawn"),
        pytest.param("An image of TWO Red Cars", [], id="capitals"),
        pytest.param("a big large house at dusk and sunset", [], id="words-of-one-meaning"),
        pytest.param("a light blue circle on a pale pink background", [], id="shades"),
        pytest.param("a dark forest", ["dark"], id="a-shade-of-nothing"),
        pytest.param(
            "a beautiful watercolor of a bluxor, bluxor", ["beautiful", "bluxor"],
            id="style",
        ),
        pytest.param("a house, no people, without a cat", [], id="negation"),
        pytest.param("the cat's 3 kittens don't sleep", ["sleep"], id="numbers"),
        pytest.param("눈 속의 red fox", ["눈", "속의"], id="another-script"),
        pytest.param("cat, dog, horse, car, bird, cow, pig", ["pig"], id="a-seventh-thing"),
        pytest.param("the sea, a forest, the jungle", ["jungle"], id="a-third-ground"),
        pytest.param("fox " * 77 + "lighthouse", ["lighthouse"], id="behind-the-last-word-read"),
        pytest.param("a tiger in berlin", ["berlin (drawn as city)"], id="drawn-as"),
        pytest.param("two beagles", ["beagles (drawn as dog)"], id="drawn-as-in-the-plural"),
        pytest.param("a red bluxor and a cat", ["red", "bluxor"], id="a-colour-of-nothing-known"),
        pytest.param("a wizard with a red hat", ["red"], id="a-colour-of-a-part"),
        pytest.param("🐱 🪿", ["🪿"], id="emoji"),
        pytest.param("🪿", ["🪿"], id="an-unknown-emoji-alone"),
        pytest.param("?!…", ["?!…"], id="no-words-at-all"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_the_renderer_names_the_words_that_changed_nothing(prompt: str, missing: list[str]) -> None:
    assert told(prompt) == missing
    pictures = Renderer().draw(DrawRequest((prompt,), ("",), 64, 64, num_images_per_prompt=2))
    assert [picture.info[NOT_DRAWN] for picture in pictures] == [missing] * 2


def test_the_small_model_names_the_words_that_it_has_no_number_for() -> None:
    prompt = "a photo of a sks puppy on the red moon"
    drawn = tokenizer.drawn_words(prompt, {"sks": 99})
    assert words_not_drawn(prompt, drawn) == ["photo"]
    assert words_not_drawn(prompt, tokenizer.drawn_words(prompt)) == ["photo", "sks"]


def test_at_most_20_words_are_named() -> None:
    assert len(words_not_drawn(" ".join(f"word{number}" for number in range(500)), ())) == 20


def test_every_word_of_a_caption_is_drawn() -> None:
    dice = random.Random(1)
    captions = [KINDS[kind](dice) for kind in KINDS for _ in range(60)]
    # Without a number, a plural is three, so the renderer says nothing of this word.
    plural = {"three"}
    missing = [text for text in captions if words_not_drawn(text, drawn_words(text) | plural)]
    assert missing == []


@pytest.mark.parametrize(
    ("negative", "said"),
    [  # each beside "a cat and a dog"
        pytest.param("dog", ["dog"], id="a-thing-of-the-prompt"),
        pytest.param("trees, clouds, night", [], id="what-the-dice-might-choose"),
        pytest.param("blurry, low quality, extra fingers", [], id="faults-that-it-never-has"),
        pytest.param("long shadows", ["long (negative prompt)", "shadows (negative prompt)"],
            id="unknown",),
        pytest.param("red", ["red (negative prompt)"], id="a-colour"),
    ],
)  # fmt: skip
def test_the_words_of_a_negative_prompt_are_left_out_or_named(
    negative: str, said: list[str]
) -> None:
    request = DrawRequest(("a cat and a dog",), (negative,), 64, 64)
    [picture] = Renderer().draw(request)
    assert picture.info[NOT_DRAWN] == said


def test_what_a_negative_prompt_names_is_never_chosen() -> None:
    for seed in range(12):
        request = DrawRequest(("a cat",), ("night, sunset",), 64, 64, seed=seed)
        [picture] = Renderer().draw(request)
        assert sum(picture.getpixel((2, 2))) > 300  # type: ignore[arg-type]
