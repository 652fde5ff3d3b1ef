"""Which words of a prompt are not in the picture, because the painter does not know them."""

import re
from collections.abc import Collection

# The key of `Image.info` under which a painter leaves these words, and their key in the answer.
NOT_DRAWN = "not_drawn"
MAX_NOT_DRAWN = 20
MAX_CHARACTERS = 32_000  # of a prompt; a request to the container may hold 5 MB

# A word, or a picture sign such as an emoji.
_WORD = re.compile(
    r"[^\W_]+(?:['’][^\W_]+)*|[\u2190-\u2bff\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
)
# Words that only join others, and words for a picture and its background as such. Words that negate
# are not among them, because the painters draw the cat of "no cat". Nor are words for a style.
_JOINING = """
a an the this that these those some any each every all both other another one of in on at by with
from to into onto upon off up down out over under above below beneath underneath near beside besides
between among amid behind before after against along across around through toward towards inside
outside within next front via per for about like as than and or but so yet nor if while when where
which who whose whom what there here then very is are was were be been being am has have had having
do does did can could will would shall should may might must i me my you your he him his she her
hers it its itself we us our they them their s t re ve m ll d
picture image background backdrop style showing shows show depicting
"""
_JOINS = frozenset(_JOINING.split())


def joins(word: str) -> bool:
    """True if `word` only joins others."""
    return word in _JOINS


def words_not_drawn(prompt: str, drawn: Collection[str]) -> list[str]:
    """The words of `prompt` that are not among the `drawn` ones, in order, each once, at most
    MAX_NOT_DRAWN. Words that only join others are left out."""
    found: dict[str, None] = {}
    for match in _WORD.finditer(prompt[:MAX_CHARACTERS].lower()):
        word = match.group()
        parts = [word, *re.findall(r"[a-z]+", word)]
        if not any(part in drawn or part in _JOINS for part in parts):
            found[word] = None
            if len(found) == MAX_NOT_DRAWN:
                break
    return list(found)
