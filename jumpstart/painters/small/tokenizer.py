"""Turn the words of the small world into numbers. Other words are left out."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ..renderer.read import GROUND_WORDS, KINDS, MAX_WORDS, SIZE_WORDS, TIME_WORDS, known
from ..renderer.world import (
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


_NONE: Mapping[str, int] = MappingProxyType({})


def tokenize(prompt: str, learned: Mapping[str, int] = _NONE) -> list[int]:
    """MAX_TOKENS numbers, padded. Words with the same meaning share a number. Words `learned` by
    fine-tuning have their own numbers. Unknown words are left out."""
    words = re.findall(r"[a-z]+", prompt[: 20 * MAX_WORDS].lower())[:MAX_WORDS]
    known = [learned.get(word) or _NUMBERS.get(_common(word) or "") for word in words]
    numbers = [number for number in known if number]
    return (numbers + [PAD] * MAX_TOKENS)[:MAX_TOKENS]


# Words in a prompt for fine-tuning that say nothing about the thing.
_FILLING = frozenset(
    ("a", "an", "the", "of", "my", "this", "photo", "picture", "image", "painting", "drawing")
)


def new_words(prompt: str, class_prompt: str) -> dict[str, int]:
    """The new words of `prompt`, each with its own number: words that the model does not know and
    that `class_prompt` does not hold."""
    old = _FILLING.union(re.findall(r"[a-z]+", class_prompt.lower()))
    found = dict.fromkeys(re.findall(r"[a-z]+", prompt.lower()))
    fresh = [word for word in found if word not in old and not _common(word)]
    return {word: len(VOCABULARY) + number for number, word in enumerate(fresh)}


def _common(word: str) -> str | None:
    """The word of the vocabulary with the meaning of `word`, or None."""
    if word in COLOURS:
        return basic_colour(COLOURS[word])
    for table in (GROUND_WORDS, KINDS, TIME_WORDS, SIZE_WORDS):
        if kind := known(word, table):
            return kind
    word = _LINKED.get(word, word)
    return word if word in _NUMBERS else None
