"""The words that were not drawn, or drawn as something else, as the answer names them."""

from ...not_drawn import MAX_NOT_DRAWN, joins, words_not_drawn
from ..words.dictionary import DRAWN_AS, KIND_WORDS, OWN_WORDS, RELATIONS
from ..words.tokens import emoji_in, known, spelled, tokens
from .read import left_out, meaning, names, scene_of

# Faults that the renderer's pictures never have, as people list them in negative prompts.
_FAULTS = """
blurry blur low quality worst bad ugly deformed disfigured mutated watermark text signature logo
extra missing fingers hands limbs anatomy cropped duplicate jpeg artifacts grainy noise poorly drawn
lowres username error normal out frame morbid mutilation proportions malformed photo realistic
photorealistic nsfw
"""
FAULTS = frozenset(_FAULTS.split())


def drawn_words(prompt: str, negative: str = "") -> set[str]:
    """The words of `prompt` that its scene follows from. Without such a word and those of the same
    meaning, the scene would be another one. So a seventh thing is not among them."""
    pairs = spelled(prompt)
    words = [word for word, _ in pairs]
    meanings = [meaning(word) for word in words]
    without = frozenset(left_out(negative))
    scene = scene_of(words, without)

    def matters(dropped: object) -> bool:
        rest = ["" if said == dropped else word for word, said in zip(words, meanings, strict=True)]
        return scene_of(rest, without) != scene

    drawn = {said for said in set(meanings) if matters(said)}
    found = {part for (_, text), said in zip(pairs, meanings, strict=True) if said in drawn
             for part in text.split()}  # fmt: skip
    return found | {sign for sign, text in emoji_in(prompt).items() if found & set(text.split())}


def told(prompt: str, negative: str = "") -> list[str]:
    """At most MAX_NOT_DRAWN notes: each word that was not drawn, then each word that was drawn as
    something else, then each word of the negative prompt that was not left out."""
    drawn = drawn_words(prompt, negative)
    missing = [*words_not_drawn(prompt, drawn), *_idle_relations(prompt, drawn)]
    notes = [*missing, *_drawn_as(prompt, drawn), *_not_left_out(negative)]
    if not notes and not drawn and prompt.strip():
        notes = [prompt.strip()[:30]]
    return notes[:MAX_NOT_DRAWN]


def _idle_relations(prompt: str, drawn: set[str]) -> list[str]:
    """The relations that were not drawn, although the words around them were."""
    words = [word for word, _ in spelled(prompt)]
    return [text for k, (word, text) in enumerate(spelled(prompt))
            if word in RELATIONS and word not in ("in", "on") and not set(text.split()) <= drawn
            and _thing(words[max(0, k - 3) : k], drawn) and _thing(words[k + 1 : k + 4],
                drawn)]  # fmt: skip


def _thing(words: list[str], drawn: set[str]) -> bool:
    """True if one of `words` names a thing that was drawn."""
    return any(word in drawn and known(word, KIND_WORDS) for word in words)


def _drawn_as(prompt: str, drawn: set[str]) -> list[str]:
    found: dict[str, None] = {}
    for word, text in spelled(prompt):
        shown = known(word, DRAWN_AS)
        if shown and word not in OWN_WORDS and set(text.split()) <= drawn:
            found[f"{text} (drawn as {shown})"] = None
    return list(found)


def _not_left_out(negative: str) -> list[str]:
    found: dict[str, None] = {}
    for word in tokens(negative):
        if not (names(word) or word in FAULTS or joins(word)):
            found[f"{word} (negative prompt)"] = None
    return list(found)
