"""Captions such as people write them: one or two things, somewhere, in weather or in a style."""

import random

from ..renderer.world import BASIC_COLOURS
from .words import GROUNDS, MORE_GROUNDS, MORE_THINGS, STYLES, THINGS, TIMES, WEATHERS

ALL_THINGS = (*THINGS, *MORE_THINGS)
# How captions name each ground when something is there.
IN_GROUND = {
    "sea": "on the sea",
    "mountains": "in the mountains",
    "desert": "in the desert",
    "city": "in the city",
    "meadow": "in a meadow",
    "forest": "in the forest",
    "snow": "in the snow",
    "mars": "on mars",
    "space": "in space",
    "beach": "on the beach",
    "lake": "on a lake",
    "river": "by a river",
    "underwater": "underwater",
    "street": "in a street",
    "garden": "in a garden",
    "jungle": "in the jungle",
    "savanna": "in the savanna",
    "room": "in a room",
    "library": "in a library",
}
AT_TIME = {"day": "by day", "sunset": "at sunset", "night": "at night"}
TIMELESS = ("space", "underwater", "room", "library")
IN_WEATHER = {
    "rain": "in the rain",
    "storm": "in a storm",
    "fog": "in the fog",
    "autumn": "in autumn",
}
IN_STYLE = {
    "watercolor": "a watercolor of",
    "pixel": "a pixel art of",
    "lines": "a line drawing of",
    "sepia": "a sepia picture of",
}
# The things that a caption gives a colour now and then.
COLOURABLE = ("house", "boat", "horse", "cat", "dog", "bird", "car", "flower")
MORE_COLOURABLE = (*COLOURABLE, "rabbit", "bear", "butterfly", "dragon", "bus", "rose", "tulip",
                   "book", "umbrella", "sofa", "chair", "robot", "fish")  # fmt: skip
# Those of which there can be two or three, each with its plural.
PLURALS = {
    kind: f"{kind}s"
    for kind in ("cat", "dog", "horse", "bird", "rabbit", "penguin", "owl", "frog", "cow", "boat",
                 "flower", "apple", "mushroom", "elephant", "car")
} | {"sheep": "sheep", "person": "people"}  # fmt: skip
# What a thing can stand on.
SUPPORTS = ("sofa", "horse", "house", "boat", "elephant")


def everyday_caption(dice: random.Random) -> str:
    form = dice.choices((_alone, _somewhere, _in_weather, _two, _in_style), (36, 34, 8, 14, 8))[0]
    return form(dice)


def thing(dice: random.Random, things: tuple[str, ...], colourable: tuple[str, ...]) -> str:
    """One of the things, now and then with a colour."""
    kind = dice.choice(things)
    if kind in colourable and dice.random() < 0.4:
        return f"{dice.choice(BASIC_COLOURS)} {kind}"
    return kind


def _any(dice: random.Random) -> str:
    return f"a {thing(dice, ALL_THINGS, MORE_COLOURABLE)}"


def _some(dice: random.Random) -> str:
    """One thing or, now and then, two or three."""
    if dice.random() < 0.15:
        return f"{dice.choice(('two', 'three'))} {dice.choice(list(PLURALS.values()))}"
    return _any(dice)


def _alone(dice: random.Random) -> str:
    return f"{_some(dice)} {_at_time(dice, 0.15)}"


def _somewhere(dice: random.Random) -> str:
    ground = dice.choice([*GROUNDS, *MORE_GROUNDS])
    what = _some(dice)
    time = "" if ground in TIMELESS else _at_time(dice, 0.4)
    return f"{what} {IN_GROUND[ground]} {time}"


def _in_weather(dice: random.Random) -> str:
    ground = dice.choice(("city", "meadow", "forest", "street", "mountains", "lake", ""))
    where = IN_GROUND[ground] if ground else ""
    return f"{_any(dice)} {where} {IN_WEATHER[dice.choice(list(WEATHERS))]}"


def _two(dice: random.Random) -> str:
    if dice.random() < 0.5:
        return f"{_any(dice)} and {_any(dice)}"
    return f"{_any(dice)} on a {dice.choice(SUPPORTS)}"


def _in_style(dice: random.Random) -> str:
    style = dice.choice(list(STYLES))
    what = f"a {dice.choice(ALL_THINGS)}" if style == "sepia" else _any(dice)
    return f"{IN_STYLE[style]} {what}"


def _at_time(dice: random.Random, share: float) -> str:
    return AT_TIME[dice.choice(list(TIMES))] if dice.random() < share else ""
