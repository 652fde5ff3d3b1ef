"""What was said, and how much of it is a prompt."""

import json

import pytest

from easel.transcript import cut_at_a_word, read_transcript
from tests.fakes import a_transcript, recorded


def test_the_recorded_transcript_is_read() -> None:
    transcript = read_transcript(json.dumps(recorded("contracts/transcript.json")).encode())
    assert transcript.text == "A red circle on a blue background."
    assert transcript.language == "en-US"


def test_there_is_one_space_between_words_and_the_full_stop_stays() -> None:
    assert read_transcript(a_transcript("  A  red\ncircle. ")).text == "A red circle."


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        pytest.param("a red circle", 12, "a red circle", id="fits"),
        pytest.param("a red circle", 11, "a red", id="in the middle of a word"),
        pytest.param("a red circle", 5, "a red", id="at its end"),
        pytest.param("a red circle", 6, "a red", id="after the space"),
        pytest.param("circle", 3, "cir", id="a word that is too long"),
        pytest.param("빨간 원 하나", 4, "빨간 원", id="unicode"),
        pytest.param("", 5, "", id="nothing"),
    ],
)
def test_what_is_too_long_is_cut_at_a_word(text: str, most: int, expected: str) -> None:
    assert cut_at_a_word(text, most) == expected
