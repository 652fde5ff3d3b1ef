"""Words become numbers: the small world's words, and no others."""

import re

from jumpstart.scenes.read import GROUND_WORDS, KINDS, MAX_WORDS, SIZE_WORDS, TIME_WORDS, known
from jumpstart.scenes.world import (
    BASIC_COLOURS,
    COLOURS,
    GROUNDS,
    SHAPES,
    SIZES,
    THINGS,
    TIMES,
    basic_colour,
)

MAX_TOKENS = 16
PAD = 0
_LINKS = ("on", "in", "at", "of", "and", "left", "right", "top", "bottom", "above", "below")
_MORE_LINKS = ("riding", "background")
VOCABULARY = (
    "",  # PAD
    *BASIC_COLOURS,
    *SHAPES,
    *THINGS,
    *GROUNDS,
    *TIMES,
    *SIZES,
    *_LINKS,
    *_MORE_LINKS,
)
_NUMBERS = {word: number for number, word in enumerate(VOCABULARY)}
_LINKED = {"under": "below", "beneath": "below", "over": "above", "against": "on", "by": "at"}


def tokenize(prompt: str) -> list[int]:
    """MAX_TOKENS numbers, padded. Words that mean the same share one; the unknown are left out."""
    words = re.findall(r"[a-z]+", prompt[: 20 * MAX_WORDS].lower())[:MAX_WORDS]
    numbers = [_NUMBERS[word] for word in map(_common, words) if word]
    return (numbers + [PAD] * MAX_TOKENS)[:MAX_TOKENS]


def _common(word: str) -> str | None:
    """The word of the vocabulary that stands for `word`."""
    if word in COLOURS:
        return basic_colour(COLOURS[word])
    for table in (GROUND_WORDS, KINDS, TIME_WORDS, SIZE_WORDS):
        if kind := known(word, table):
            return kind
    word = _LINKED.get(word, word)
    return word if word in _NUMBERS else None
