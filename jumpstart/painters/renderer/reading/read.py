"""Read a prompt as a Scene. Words that change nothing in it are named in the answer."""

from dataclasses import replace

from ..kinds import ALIVE, HOLLOW, PARTS
from ..people.acts import ACT_WORDS, ACTS
from ..people.dressed import OUTFIT_WORDS
from ..things.fruit import FRUIT
from ..things.plants import PLANTS
from ..words.dictionary import (
    CLOSE_WORDS,
    COUNTS,
    GROUND_WORDS,
    GROUPS,
    HOLD_WORDS,
    KIND_WORDS,
    MATERIALS,
    RELATIONS,
    SEASON_WORDS,
    SIZE_WORDS,
    STYLE_WORDS,
    TIME_WORDS,
    WEATHER_WORDS,
)
from ..words.tokens import known, tokens
from ..world import COLOURS, PLACES, SHADES, Scene, mix
from .acting import act, adorns, at_night
from .reader import Reader

BACKGROUNDS = {"background", "backdrop", "wall", "canvas", "surface", "paper"}
# After these grounds, "of" says what grows there.
FIELDS = {"field", "fields", "meadow", "garden", "orchard", "forest", "hill", "valley", "sky"}
BEHIND = {"on", "against", "upon", "onto"}
PICTURE = {"picture", "image", "frame", "photo", "painting", "drawing"}
# After one of these words, a colour that waits describes nothing any more.
JOINERS = {
    "and",
    "with",
    "in",
    "on",
    "at",
    "by",
    "near",
    "beside",
    "under",
    "behind",
    "before",
    "inside",
    "over",
}
GROWN = {*PLANTS, *FRUIT} - {"pot", "vase"}
_TABLES = (GROUND_WORDS, KIND_WORDS, TIME_WORDS, WEATHER_WORDS, SEASON_WORDS, STYLE_WORDS)


def read_scene(prompt: str, negative: str = "") -> Scene:
    """The scene of `prompt`, with its things in the order of the words, without what `negative`
    names."""
    return scene_of(tokens(prompt), frozenset(left_out(negative)))


def left_out(negative: str) -> set[str]:
    """What `negative` names, by the renderer's names."""
    found = {meaning(word) for word in tokens(negative)}
    return {str(name) for name in found if not isinstance(name, tuple)}


def meaning(word: str) -> object:
    """The same for two words that the reader takes for the same."""
    if word in COLOURS:
        return COLOURS[word]
    for table in _TABLES:
        if kind := known(word, table):
            return kind
    return SIZE_WORDS.get(word) or COUNTS.get(word, word)


def scene_of(words: list[str], without: frozenset[str] = frozenset()) -> Scene:
    reader = Reader(without)
    for k, word in enumerate(words):
        if reader.negated and names(word):
            reader.without |= {str(meaning(word))}
            reader.negated = False
        elif word and str(meaning(word)) not in reader.without:
            _read(reader, word, words[max(0, k - 3) : k], words[k + 1 : k + 5])
            reader.adjacent = known(word, KIND_WORDS) is not None
        if word in JOINERS or word == "of" or names(word):
            reader.of = _full(words[: k + 1])
    return reader.scene()


def _full(words: list[str]) -> str:
    """What the words so far say to be full of the next word: "ground", "thing" or ""."""
    if words[-2:] == ["surrounded", "by"]:
        return "ground"
    if words[-1] not in ("of", "with"):
        return ""
    before = words[-2:-1] if words[-1] == "of" else []
    if words[-2:-1] in (["full"], ["filled"], ["covered"]):
        before = words[-3:-2]
    if before and before[0] in FIELDS:
        return "ground"
    return "thing" if before and known(before[0], KIND_WORDS) else ""


def names(word: str) -> bool:
    """True if `word` names something that can be left out."""
    return any(known(word, table) for table in _TABLES)


def _read(reader: Reader, word: str, before: list[str], after: list[str]) -> None:
    bare = not any(known(follower, KIND_WORDS) for follower in after[:2])
    if word in COLOURS and reader.of == "ground" and bare:
        reader.colour = COLOURS[word]  # "a field of lavender"
        reader.add("flower")
    elif word in COLOURS and reader.of and reader.things and reader.things[-1].kind == "heap":
        reader.things[-1] = replace(reader.things[-1], colour=COLOURS[word])  # "a pile of gold"
    elif word in MATERIALS and reader.things and {"made", "built"} & {*before}:
        reader.things[-1] = replace(reader.things[-1], colour=MATERIALS[word])
    elif word in COLOURS:
        shade = SHADES.get(before[-1]) if before else None
        reader.set_colour(mix(COLOURS[word], *shade) if shade else COLOURS[word])
    elif word in BACKGROUNDS:
        reader.set_background()
    elif word == "sky":
        reader.set_sky(before)
    elif _is_part(reader, word) or _part_ahead(word, after):
        reader.add_part(word)
    elif not (adorns(reader, word, before, after) or _set_mood(reader, word)):
        _name(reader, word, before, after)


def _set_mood(reader: Reader, word: str) -> bool:
    """Use a word for the whole picture: a style, a season, the weather. False if it is none."""
    if word in CLOSE_WORDS:
        reader.close = True
    elif word in STYLE_WORDS:
        reader.style = reader.style or STYLE_WORDS[word]
    elif word in SEASON_WORDS:
        reader.season = reader.season or SEASON_WORDS[word]
    elif word in WEATHER_WORDS:
        reader.weather = reader.weather or WEATHER_WORDS[word]
        reader.linked = None
    else:
        return False
    return True


def _name(reader: Reader, word: str, before: list[str], after: list[str]) -> None:
    if kind := known(word, GROUND_WORDS):
        grown = reader.things[-1].kind if reader.adjacent and reader.things else None
        if word in FIELDS and grown in GROWN:
            reader.sow()
        reader.set_ground(kind)
    elif at_night(reader, word):
        reader.time = reader.time or "night"
    elif kind := known(word, KIND_WORDS):
        costume = reader.verb == "wears" and bool(after) and known(after[0], OUTFIT_WORDS)
        reader.dressed = reader.dressed or bool(costume)  # "in a pirate costume"
        reader.add(kind, plural=word not in KIND_WORDS, strewn=word.endswith("s"))
    elif word in GROUPS and after[:1] != ["of"]:  # not "a couple of cats"
        reader.count, old = 1, reader.old  # "a group of friends", "an old couple"
        for kind in GROUPS[word]:
            reader.old = old
            reader.add(kind)
    elif kind := known(word, TIME_WORDS):
        reader.time = reader.time or kind
        reader.linked = None
    elif word in ACT_WORDS and _ahead(before, after):
        reader.pose = ACT_WORDS[word]  # "a sleeping cat"
    elif word in ACT_WORDS and after[:1] not in (["of"], ["style"]):
        act(reader, ACT_WORDS[word])
    else:
        _qualify(reader, word, after)


def _is_part(reader: Reader, word: str) -> bool:
    """True for "candles" after a cake, which has some anyway."""
    if reader.linked == "inside" and known(word, KIND_WORDS) in (*HOLLOW, "hat"):
        return False  # "a magician pulls a rabbit out of a hat"
    acts = [ACTS[thing.pose] for thing in reader.things if thing.pose in ACTS]
    return any(word in act.parts.split() for act in acts) or any(
        word in PARTS.get(thing.kind, "").split() for thing in reader.things
    )


def _part_ahead(word: str, after: list[str]) -> bool:
    """True for "birthday" in "birthday cake"."""
    kind = known(after[0], KIND_WORDS) if after else None
    return kind is not None and word in PARTS.get(kind, "").split() and not known(word, KIND_WORDS)


def _qualify(reader: Reader, word: str, after: list[str]) -> None:
    """Use a word that says a size, a number, a place or a relation."""
    if word in ("no", "without"):
        reader.negated = True
    elif word in SIZE_WORDS:
        reader.size = SIZE_WORDS[word]
    elif word in COUNTS:
        reader.count = COUNTS[word]
    elif word in HOLD_WORDS:  # "a flying elephant", or a verb
        reader.verb = "holds" if reader.things else None
        reader.playing = word in ("playing", "plays") and _plays_alone(after)
        reader.flying = reader.flying or word == "flying"
        reader.cooking = reader.cooking or HOLD_WORDS[word] == "cooks"
    elif word in ("wearing", "wears", "dressed"):
        reader.verb = "wears"
        reader.dressed = word == "dressed"
    elif word in ("floating", "flies", "hovering"):
        reader.aloft = bool(reader.things)
    elif word in PLACES and _relates(after):
        reader.linked = {"top": "on", "bottom": "below"}.get(word, word)
    elif word in PLACES:
        reader.set_place(word)
    else:
        _join(reader, word)


def _plays_alone(after: list[str]) -> bool:
    """True for "playing in the snow", False for "playing cards"."""
    return not after or after[0] in {*JOINERS, "together", "outside", "happily"}


def _ahead(before: list[str], after: list[str]) -> bool:
    """True for "sleeping" in "a sleeping black cat": it says what the next thing does."""
    free = not before or before[-1] in {"a", "an", "the", *COUNTS, *SIZE_WORDS, *JOINERS}
    return free and any(known(word, KIND_WORDS) for word in after[:2])


def _join(reader: Reader, word: str) -> None:
    if word == "with":
        reader.verb = "with"
    elif word == "and":
        reader.verb = reader.spoken
    elif word == "in" and reader.things and reader.things[-1].kind in ALIVE:
        reader.verb = "wears"
    elif reader.linked and (word == "at" or (word in BEHIND and reader.linked == "lean")):
        return  # "looking at", "leaning on"
    reader.linked = RELATIONS.get(word, reader.linked)
    if word in ("from", "out"):  # a boat, a hat
        reader.linked = "inside"
    if word in BEHIND and (reader.things or reader.colour):
        reader.behind = True
    if word in JOINERS or word in BEHIND:
        reader.leave_colour()
        reader.size, reader.count = None, 1


def _relates(after: list[str]) -> bool:
    """True for "left" in "left of the tree"; False in "on the left" and "left of the picture"."""
    return after[:1] == ["of"] and not (PICTURE | BACKGROUNDS).intersection(after)
