"""The word error count of `make bench-speech`."""

import pytest

from tests.bench.speech import PROMPTS, word_errors


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ("a red circle", 0),
        ("the red circle", 1),
        ("red circle", 1),
        ("a red red circle", 1),
        ("the read cycle of", 4),
        ("", 3),
    ],
)
def test_the_words_that_differ_from_a_red_circle_are_counted(said: str, errors: int) -> None:
    assert word_errors(["a", "red", "circle"], said.split()) == errors


def test_there_are_thirty_prompts_of_plain_words() -> None:
    assert len(set(PROMPTS)) == 30
    assert all(word.isascii() and word.isalpha() for prompt in PROMPTS for word in prompt.split())
