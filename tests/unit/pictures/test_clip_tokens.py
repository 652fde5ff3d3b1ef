"""How much of a prompt the model reads. The lengths are those of CLIPTokenizer in transformers
5.24, with its first 75 tokens."""

from dataclasses import replace

import pytest

from easel.pictures.clip_tokens import cut_notes, read_part
from tests.fakes import a_picture

_RIDER = "a photograph of an astronaut riding a horse on mars, highly detailed, "


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        pytest.param("fox " * 75, 300, id="75-tokens"),
        pytest.param("fox " * 76, 299, id="76-tokens"),
        pytest.param("fox, " * 38, 188, id="a-comma-is-a-token"),
        pytest.param(_RIDER * 6, 378, id="english"),
        pytest.param(_RIDER.upper() * 6, 378, id="capitals"),
        pytest.param("  \n" + _RIDER.replace(" ", "   ") * 6, 509, id="much-space"),
        pytest.param("it's the artist's and they'll say we've 'tis don't I'm " * 6, 246, id="'s"),
        pytest.param("1234567 ½² " * 12, 91, id="each-digit-is-a-token"),
        pytest.param("(((masterpiece))), [best quality:1.3], --ar 16:9 " * 6, 212, id="marks"),
        pytest.param("🦊❤️🌅 " * 20, 93, id="emoji"),
        pytest.param("Donaudampfschifffahrtsgesellschaftskapitän " * 9, 180, id="german"),
        # Token 75 is the first part of the next character, which is not read as a whole.
        pytest.param("눈 속의 빨간 여우 수채화 " * 12, 52, id="korean"),
        pytest.param("x" * 700, 300, id="one-long-word"),
        pytest.param("x" * 32_000, 300, id="one-very-long-word"),
        pytest.param(" " * 31_000 + "fox", 31_003, id="space"),
    ],
)
def test_the_model_reads_75_tokens(text: str, characters: int) -> None:
    assert len(read_part(text)) == characters
    assert text.startswith(read_part(text))


@pytest.mark.parametrize("text", ["", "a red fox", "7" * 75, "눈" * 25])
def test_a_text_of_75_bytes_is_read_to_its_end(text: str) -> None:
    assert read_part(text) == text


def test_half_of_a_surrogate_pair_is_read_like_any_character() -> None:
    assert read_part("\ud83d " * 40)


def test_a_note_says_how_much_of_each_text_is_read() -> None:
    picture = replace(a_picture(), prompt=_RIDER * 6, negative_prompt="fox " * 76)
    assert [(note.code, note.detail) for note in cut_notes(picture)] == [
        (
            "prompt_cut",
            "The model reads only the first 378 of 420 characters (75 tokens) of the prompt.",
        ),
        (
            "negative_prompt_cut",
            "The model reads only the first 299 of 304 characters (75 tokens) of the negative "
            "prompt.",
        ),
    ]


@pytest.mark.parametrize("model", ["My-Endpoint", "easel-renderer"])
def test_nothing_is_said_about_a_model_that_may_read_more(model: str) -> None:
    assert cut_notes(replace(a_picture(), model=model, prompt="fox " * 76)) == ()


def test_nothing_is_said_about_a_short_prompt() -> None:
    assert cut_notes(a_picture()) == ()
