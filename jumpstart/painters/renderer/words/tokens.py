"""The words of a prompt as the renderer reads them: emoji are words, and phrases are one word."""

import re

from .emoji import EMOJI
from .phrases import PHRASES

# About as much as Stable Diffusion reads: 77 tokens.
MAX_WORDS = 77
IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child",
    "mice": "mouse",
             "wolves": "wolf", "leaves": "leaf", "geese": "goose", "butterflies": "butterfly",
             "puppies": "puppy", "ponies": "pony", "bunnies": "bunny", "fairies": "fairy",
             "daisies": "daisy", "knives": "knife", "cherries": "cherry",
                 "wives": "wife"}  # fmt: skip
_LONGEST = max(len(phrase.split()) for phrase in PHRASES)
_EMOJI = re.compile("|".join(map(re.escape, EMOJI)))


def read_words(prompt: str) -> list[str]:
    return re.findall(r"\d*[a-z]+|\d+", prompt[: 20 * MAX_WORDS].lower())[:MAX_WORDS]


def tokens(prompt: str) -> list[str]:
    """The words of `prompt`. Words that mean one thing together are one, with the phrase's name."""
    return [name for name, _ in spelled(prompt)]


def spelled(prompt: str) -> list[tuple[str, str]]:
    """Each token, and how the prompt spells it."""
    words = read_words(_EMOJI.sub(lambda found: f" {EMOJI[found.group()]} ", prompt))
    found: list[tuple[str, str]] = []
    k = 0
    while k < len(words):
        for length in range(min(_LONGEST, len(words) - k), 1, -1):
            text = " ".join(words[k : k + length])
            if text in PHRASES:
                found.append((PHRASES[text], text))
                k += length
                break
        else:
            found.append((words[k], words[k]))
            k += 1
    return found


def emoji_in(prompt: str) -> dict[str, str]:
    """The emoji of `prompt` that the renderer knows, each with its words."""
    return {found: EMOJI[found] for found in _EMOJI.findall(prompt)}


def known(word: str, table: dict[str, str]) -> str | None:
    """The kind of `word`, or of its singular; None if both are unknown."""
    singular = IRREGULAR.get(word, word)
    short = singular[:-3] + "y" if singular.endswith("ies") else singular
    for form in (word, singular, singular.removesuffix("s"), singular.removesuffix("es"), short):
        if form in table:
            return table[form]
    return None
