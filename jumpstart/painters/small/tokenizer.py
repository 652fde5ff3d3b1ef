"""Turn the words of the small world into numbers. Other words are left out."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from ..renderer.words.tokens import known, read_words
from ..renderer.world import BASIC_COLOURS, COLOURS, basic_colour, words_of
from .words import (
    GROUNDS,
    MORE_GROUNDS,
    MORE_THINGS,
    NUMBERS,
    SHAPES,
    SIZES,
    STYLES,
    THINGS,
    TIMES,
    WEATHERS,
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
    # New words come after those that trained weights know already.
    *MORE_THINGS,
    *MORE_GROUNDS,
    *WEATHERS,
    *STYLES,
    *NUMBERS,
)
_TABLES = (
    GROUNDS | MORE_GROUNDS,
    SHAPES | THINGS | MORE_THINGS,
    TIMES,
    SIZES,
    WEATHERS,
    STYLES,
    NUMBERS,
)
_MEANINGS = [words_of(table) for table in _TABLES]
_NUMBERS = {word: number for number, word in enumerate(VOCABULARY)}
_LINKED = {"under": "below", "beneath": "below", "over": "above", "against": "on", "by": "at"}


_NONE: Mapping[str, int] = MappingProxyType({})


def tokenize(prompt: str, learned: Mapping[str, int] = _NONE) -> list[int]:
    """MAX_TOKENS numbers, padded. Words with the same meaning share a number. Words `learned` by
    fine-tuning have their own numbers. Unknown words are left out."""
    numbers = [number for _, number in _numbered(prompt, learned)]
    return numbers + [PAD] * (MAX_TOKENS - len(numbers))


def drawn_words(prompt: str, learned: Mapping[str, int] = _NONE) -> set[str]:
    """The words of `prompt` that the model reads."""
    return {word for word, _ in _numbered(prompt, learned)}


def _numbered(prompt: str, learned: Mapping[str, int]) -> list[tuple[str, int]]:
    """The words that the model reads, each with its number."""
    # A model that was fine-tuned before the vocabulary grew does not know the newest words.
    newest = min(learned.values(), default=len(VOCABULARY))
    found = []
    for word in read_words(prompt):
        number = learned.get(word) or _NUMBERS.get(_common(word) or "", PAD)
        if word in learned or PAD < number < newest:
            found.append((word, number))
    return found[:MAX_TOKENS]


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
    for table in _MEANINGS:
        if kind := known(word, table):
            return kind
    word = _LINKED.get(word, word)
    return word if word in _NUMBERS else None
