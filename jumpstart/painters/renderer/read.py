"""Read a prompt as a Scene of the small world. Unknown words are ignored."""

import re
from dataclasses import dataclass, field, replace

from .world import (
    COLOURS,
    COUNTS,
    GROUNDS,
    IRREGULAR,
    PLACES,
    SHADES,
    SHAPES,
    SIZES,
    THINGS,
    TIMES,
    Colour,
    Scene,
    Thing,
    mix,
    words_of,
)

KINDS = words_of(SHAPES) | words_of(THINGS)
GROUND_WORDS, TIME_WORDS, SIZE_WORDS = words_of(GROUNDS), words_of(TIMES), words_of(SIZES)
BACKGROUNDS = {"background", "backdrop", "wall", "canvas", "sky", "surface", "paper"}
BEHIND = {"on", "against", "before", "over", "upon", "onto"}
RELATIONS = {
    "above": "above",
    "over": "above",
    "below": "below",
    "under": "below",
    "beneath": "below",
    "underneath": "below",
    "riding": "on",
    "rides": "on",
    "atop": "on",
    "on": "on",
}
PICTURE = {"picture", "image", "frame", "photo", "painting", "drawing"}

# About as much as the real model reads: 77 tokens.
MAX_WORDS = 77
MAX_THINGS = 4


@dataclass(slots=True)
class _Reader:
    """What the prompt has said so far, and the words that wait for the thing they describe."""

    things: list[Thing] = field(default_factory=list)
    colours: list[Colour] = field(default_factory=list)
    background: Colour | None = None
    ground: str | None = None
    time: str | None = None
    relation: str | None = None
    colour: Colour | None = None
    size: str | None = None
    place: str | None = None
    count: int = 1
    linked: str | None = None  # a relation whose second thing has not come yet
    behind: bool = False  # True after "on", until a thing follows

    def add(self, kind: str) -> None:
        if self.linked and self.things and not self.relation:
            self.relation = self.linked
        self.things += [Thing(kind, self.colour, self.size, self.place)] * self.count
        self.count = 1
        self.colour = self.size = self.place = self.linked = None
        self.behind = False

    def set_colour(self, colour: Colour) -> None:
        self.leave_colour()
        self.colour = colour

    def leave_colour(self) -> None:
        """The colour that waits describes no known thing."""
        if self.colour:
            self.colours.append(self.colour)
        self.colour = None

    def set_ground(self, ground: str) -> None:
        self.ground = self.ground or ground
        self.leave_colour()
        self.linked = None

    def set_background(self) -> None:
        self.background, self.colour = self.colour or self.background, None
        self.linked, self.behind = None, False

    def set_place(self, place: str) -> None:
        """Set the place of the thing before it, or else of the next thing."""
        if self.things:
            self.things[-1] = replace(self.things[-1], place=place)
        else:
            self.place = place
        self.linked = None

    def scene(self) -> Scene:
        if self.colour and self.behind:
            self.background = self.background or self.colour
        else:
            self.leave_colour()
        things = tuple(self.things[:MAX_THINGS])
        relation = self.relation if len(things) > 1 else None
        # A named ground replaces a plain background.
        background = None if self.ground else self.background
        time = None if background else self.time
        colours = tuple(self.colours[:MAX_THINGS])
        return Scene(things, background, self.ground, time, relation, colours)


def read_scene(prompt: str) -> Scene:
    """The scene of `prompt`, with its things in the order of the words."""
    return _scene(read_words(prompt))


def drawn_words(prompt: str) -> set[str]:
    """The words of `prompt` that its scene follows from. Without such a word and those of the same
    meaning, the scene would be another one. So a fifth thing is not among them."""
    words = read_words(prompt)
    meanings = [_meaning(word) for word in words]
    scene = _scene(words)
    drawn = {
        meaning
        for meaning in set(meanings)
        if scene
        != _scene(["" if m == meaning else w for w, m in zip(words, meanings, strict=True)])
    }
    return {word for word, meaning in zip(words, meanings, strict=True) if meaning in drawn}


def read_words(prompt: str) -> list[str]:
    return re.findall(r"[a-z]+", prompt[: 20 * MAX_WORDS].lower())[:MAX_WORDS]


def _meaning(word: str) -> object:
    """The same for two words that the reader takes for the same."""
    if word in COLOURS:
        return COLOURS[word]
    for table in (GROUND_WORDS, KINDS, TIME_WORDS, SIZE_WORDS):
        if kind := known(word, table):
            return kind
    return COUNTS.get(word, word)


def _scene(words: list[str]) -> Scene:
    reader = _Reader()
    for k, word in enumerate(words):
        if word in COLOURS:
            shade = SHADES.get(words[k - 1]) if k else None
            reader.set_colour(mix(COLOURS[word], *shade) if shade else COLOURS[word])
        elif word in BACKGROUNDS:
            reader.set_background()
        elif kind := known(word, GROUND_WORDS):
            reader.set_ground(kind)
        elif kind := known(word, KINDS):
            reader.add(kind)
        elif kind := known(word, TIME_WORDS):
            reader.time = reader.time or kind
        else:
            _qualify(reader, word, words[k + 1 : k + 5])
    return reader.scene()


def _qualify(reader: _Reader, word: str, after: list[str]) -> None:
    """Use a word that says a size, a number, a place or a relation."""
    if word in SIZE_WORDS:
        reader.size = SIZE_WORDS[word]
    elif word in COUNTS:
        reader.count = COUNTS[word]
    elif word in PLACES and _relates(after):
        reader.linked = {"top": "on", "bottom": "below"}.get(word, word)
    elif word in PLACES:
        reader.set_place(word)
    else:
        reader.linked = RELATIONS.get(word, reader.linked)
        if word in BEHIND and (reader.things or reader.colour):
            reader.behind = True
            reader.leave_colour()


def _relates(after: list[str]) -> bool:
    """True for "left" in "left of the tree"; False in "on the left" and "left of the picture"."""
    return after[:1] == ["of"] and not (PICTURE | BACKGROUNDS).intersection(after)


def known(word: str, table: dict[str, str]) -> str | None:
    """The kind of `word`, or of its singular; None if both are unknown."""
    singular = IRREGULAR.get(word, word)
    for form in (singular, singular.removesuffix("s"), singular.removesuffix("es")):
        if form in table:
            return table[form]
    return None
