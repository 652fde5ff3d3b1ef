"""Draw one thing with what it wears and holds."""

import random

from .brush import Pen
from .kinds import KINDS, PERCHED
from .poses import posed
from .wear import put_on
from .world import Colour, Thing

HELD_SIDE = 0.42
# Larger than in a hand: these are held before the body, or over the head.
BEFORE_BODY = {"book": 0.42, "guitar": 0.62, "violin": 0.56, "umbrella": 0.8, "sword": 0.56,
    "flag": 0.7, "kite": 0.62,
               "fishing rod": 0.8, "watering can": 0.5,
               "drum": 0.46, "trumpet": 0.5, "basket": 0.46, "balloon": 0.56}  # fmt: skip
STEMMED = {"flower", "rose", "tulip", "sunflower"}
OVERHEAD = {"umbrella", "flag", "kite", "balloon"}


def put(pen: Pen, thing: Thing, dice: random.Random) -> None:
    kind = KINDS[thing.kind]
    held = thing.holds
    if held and held.kind in OVERHEAD and kind.hand:
        _hold(pen, held, kind.hand, dice)
    colour = thing.colour or natural_colour(thing.kind, dice)
    if thing.filled:
        _fill(pen, thing.filled, kind.seat, dice)
    posed_pen = posed(pen, thing, colour)
    if posed_pen is None:
        return
    pen = posed_pen
    kind.draw(pen, colour)
    if kind.head:
        for name, worn in thing.wears:
            put_on(pen, kind.head, name, worn)
    if held and held.kind not in OVERHEAD and kind.hand:
        _hold(pen, held, kind.hand, dice)


def _fill(pen: Pen, thing: Thing, rim: float, dice: random.Random) -> None:
    """Draw a heap of `thing` above the rim of what holds it."""
    side = 0.46 if KINDS[thing.kind].height > 0.38 else 0.36
    upright = thing.kind in STEMMED
    for x, rise in ((0.3, 0.34), (0.7, 0.34), (0.5, 0.44), (0.24, 0.14), (0.76, 0.14), (0.5, 0.18)):
        up = rise + 0.16 if upright else rise
        x = 0.5 + (x - 0.5) * (0.7 if upright else 0.85)
        box = pen.inside(x - side / 2, rim - side * 0.5 - 0.62 * up, side)
        KINDS[thing.kind].draw(box, thing.colour or natural_colour(thing.kind, dice))


def _hold(pen: Pen, held: Thing, hand: tuple[float, float], dice: random.Random) -> None:
    side = BEFORE_BODY.get(held.kind, HELD_SIDE)
    x, y = hand
    if held.kind in PERCHED:
        side = 0.36
        box = pen.inside(0.54, 0.36 - side, side)
    elif held.kind in OVERHEAD:
        box = pen.inside(x - 0.5 * side, y - 0.9 * side, side)
    elif held.kind in ("book", "guitar", "violin", "drum"):
        box = pen.inside(0.5 - 0.5 * side, 0.6 - 0.5 * side, side)
    else:
        box = pen.inside(x - 0.35 * side, y - 0.72 * side, side)
    KINDS[held.kind].draw(box, held.colour or natural_colour(held.kind, dice))


def natural_colour(kind: str, dice: random.Random, behind: Colour | None = None) -> Colour:
    """A colour that the kind has by nature, and that is seen before the colour `behind`."""
    colours = KINDS[kind].colours
    if behind:
        seen = [
            one for one in colours if sum(abs(a - b) for a, b in zip(one, behind, strict=True)) > 90
        ]
        colours = tuple(seen) or colours
    return dice.choice(colours)
