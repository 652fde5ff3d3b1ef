"""Captions for training. read_scene() reads each of them correctly."""

import hashlib
import random
import re
from collections.abc import Callable

from ..renderer.world import BASIC_COLOURS, Scene, Thing
from .everyday import (
    ALL_THINGS,
    AT_TIME,
    COLOURABLE,
    IN_GROUND,
    MORE_COLOURABLE,
    everyday_caption,
    thing,
)
from .words import GROUNDS, SHAPES, THINGS, TIMES

# One scene in ten is never used for training, whatever its words.
HELD_OUT_SHARE = 10

GROUND_ALONE = {
    "sea": "the sea",
    "mountains": "mountains",
    "desert": "a desert",
    "city": "a city",
    "meadow": "a meadow",
    "forest": "a forest",
    "snow": "snow",
    "mars": "mars",
    "space": "space",
}
AT_PLACE = {
    "left": "on the left",
    "right": "on the right",
    "top": "at the top",
    "bottom": "at the bottom",
}
RELATED = {"left": "left of", "right": "right of", "above": "above", "below": "below"}


def shape_caption(dice: random.Random) -> str:
    """A caption of one shape on a plain background."""
    colour, behind = dice.sample(BASIC_COLOURS, 2)
    size = dice.choices(("", "small", "large"), (8, 1, 1))[0]
    place = dice.choices(("", *AT_PLACE.values()), (10, 1, 1, 1, 1))[0] if size != "large" else ""
    shape = dice.choice(list(SHAPES))
    ending = dice.choices((f"on a {behind} background", f"on {behind}", ""), (8, 2, 1))[0]
    return _words("a", size, colour, shape, place, ending)


def pair_caption(dice: random.Random) -> str:
    """A caption of two shapes on a plain background."""
    first, second, behind = dice.sample(BASIC_COLOURS, 3)
    one, two = dice.choice(list(SHAPES)), dice.choice(list(SHAPES))
    link = dice.choices((*RELATED.values(), "and"), (1, 1, 1, 1, 2))[0]
    return _words("a", first, one, link, "a", second, two, f"on a {behind} background")


def scene_caption(dice: random.Random) -> str:
    """A caption of a landscape at a time of day, with or without a thing in it."""
    ground = dice.choice(list(GROUNDS))
    time = AT_TIME[dice.choice(list(TIMES))] if ground != "space" and dice.random() < 0.9 else ""
    if dice.random() < 0.35:
        return _words(GROUND_ALONE[ground], time)
    return _words("a", thing(dice, tuple(THINGS), COLOURABLE), IN_GROUND[ground], time)


def portrait_caption(dice: random.Random) -> str:
    """A caption of a thing on a plain background."""
    what = thing(dice, ALL_THINGS, MORE_COLOURABLE)
    return _words("a", what, f"on a {dice.choice(BASIC_COLOURS)} background")


def riding_caption(dice: random.Random) -> str:
    rider, ground = dice.choice(("astronaut", "person", "cat")), dice.choice(list(GROUNDS))
    time = AT_TIME[dice.choice(list(TIMES))] if ground != "space" else ""
    return _words("a", rider, "riding a horse", IN_GROUND[ground], time)


def _words(*parts: str) -> str:
    words = " ".join(part for part in parts if part)
    return re.sub(r"\ba (?=[aeiou])", "an ", words)


Captions = Callable[[random.Random], str]
KINDS: dict[str, Captions] = {
    "shape": shape_caption,
    "scene": scene_caption,
    "pair": pair_caption,
    "portrait": portrait_caption,
    "riding": riding_caption,
    "everyday": lambda dice: _words(*everyday_caption(dice).split()),
}


def caption(dice: random.Random, shares: dict[str, float]) -> str:
    """One caption. `shares` says how often each kind is chosen."""
    return KINDS[dice.choices(list(shares), list(shares.values()))[0]](dice)


def held_out(scene: Scene) -> bool:
    """True if `scene` is kept for measuring. That depends on the scene, not on its words."""
    digest = hashlib.sha256(_key(scene).encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD_OUT_SHARE == 0


def _key(scene: Scene) -> str:
    """The text that decides. It must stay as it is, or trained weights have seen what is kept."""
    things = tuple(map(_thing_key, scene.things))
    inside = f"({things[0]},)" if len(things) == 1 else f"({', '.join(things)})"
    return (
        f"Scene(things={inside}, background={scene.background}, ground={scene.ground!r}, "
        f"time={scene.time!r}, relation={scene.relation!r}, colours={scene.colours})"
    )


def _thing_key(thing: Thing) -> str:
    return (
        f"Thing(kind={thing.kind!r}, colour={thing.colour}, size={thing.size!r}, "
        f"place={thing.place!r})"
    )
