"""Draw one thing with what it wears and holds."""

import random
from dataclasses import replace

from .brush import Pen
from .kind import Kind
from .kinds import ALIVE, CARRIED, KINDS, PERCHED
from .people.dressed import draw_animal_as_person, draw_head_in_helmet, dressed, figure_of
from .people.figure import figure
from .people.gear import gear_before, gear_behind, under_water
from .people.looks import LOOKS
from .people.poses import posed
from .people.stances import Stance, stance_of
from .people.trades import TRADE_POSES, TRADE_TOOLS
from .people.wear import put_on
from .world import Colour, Thing

HELD_SIDE = 0.42
# Larger than in a hand: these are held before the body, or over the head.
BEFORE_BODY = {"book": 0.42, "guitar": 0.62, "violin": 0.56, "umbrella": 0.8, "sword": 0.56,
    "flag": 0.7, "kite": 0.62,
               "fishing rod": 0.8, "watering can": 0.5,
               "trumpet": 0.5, "basket": 0.46, "balloon": 0.56, "knitting": 0.4,
               "treasure map": 0.5, "newspaper": 0.5}  # fmt: skip
STEMMED = {"flower", "rose", "tulip", "sunflower"}
OVERHEAD = {"umbrella", "flag", "kite", "balloon"}
IN_BOTH_HANDS = {"book", "guitar", "violin", "knitting", "treasure map", "newspaper"}
_HEAP = [(0.14, 0.0), (0.32, 0.0), (0.5, 0.0), (0.68, 0.0), (0.86, 0.0), (0.23, 0.17), (0.41, 0.17),
         (0.59, 0.17), (0.77, 0.17), (0.32, 0.33), (0.5, 0.33), (0.68, 0.33), (0.41, 0.48),
         (0.59, 0.48), (0.5, 0.62)]  # fmt: skip


def put(pen: Pen, thing: Thing, dice: random.Random) -> None:
    kind = KINDS[thing.kind]
    thing = _at_work(thing)
    held = thing.holds
    colour = thing.colour or natural_colour(thing.kind, dice)
    look = dressed(thing, colour)
    if look is None and _needs_hands(kind, thing):
        look = dressed(replace(thing, dress="sweater"), colour)
    stance = stance_of(thing.pose)
    hand = stance.hands[1] if look and thing.pose else kind.hand or ((0.76, 0.56) if look else None)
    if held and held.kind in OVERHEAD and hand:
        _hold(pen, held, hand, dice)
    if thing.filled:
        _fill(pen, thing, kind.seat, dice)
        if thing.kind == "heap":
            return
    gear_behind(pen, thing)
    with_water = under_water(pen) if thing.pose == "swimming" else None
    posed_pen = posed(pen, thing, colour)
    if posed_pen is None:
        return
    pen = posed_pen
    _draw(pen, kind, thing, colour, look, stance)
    _wear(pen, kind, thing, stance if look else None)
    if with_water:
        pen.canvas.paste(*with_water)
    gear_before(pen, thing)
    if held and held.kind not in OVERHEAD and hand and thing.pose != "juggling":
        _hold(pen, held, hand, dice)


_HANDS = {"juggling", "yoga", "meditating", "ballet", "lifting", "boxing", "kicking", "casting",
          "conducting", "praying"}  # fmt: skip


def _needs_hands(kind: Kind, thing: Thing) -> bool:
    """True for a dog that plays the guitar: it gets a person's body."""
    able = kind.head and thing.kind in ALIVE and not kind.hand
    return bool(able and (thing.holds or thing.pose in _HANDS))


def _at_work(thing: Thing) -> Thing:
    """`thing` with what it has in its hand by trade, and what it does by trade."""
    trade = thing.dress if thing.dress in KINDS else thing.kind
    tool, pose = TRADE_TOOLS.get(trade or ""), thing.pose or TRADE_POSES.get(trade or "")
    if tool and not thing.holds and thing.pose is None:
        thing = replace(thing, holds=Thing(tool))
    if pose is None and thing.holds and figure_of(KINDS[thing.kind]):
        if thing.holds.kind in ("guitar", "violin"):
            pose = "strumming"
        elif thing.holds.kind in IN_BOTH_HANDS | CARRIED:
            pose = "reading"
        elif thing.holds.kind in OVERHEAD:
            pose = "waving"
    return replace(thing, pose=pose)


def _draw(pen: Pen, kind: Kind, thing: Thing, colour: Colour, look: object, stance: Stance) -> None:
    if not isinstance(look, tuple):
        kind.draw(pen, colour)
        return
    who, clothes = look
    if figure_of(kind) and thing.dress not in ("astronaut", "spacesuit"):
        figure(pen, clothes, who, stance)
    elif thing.dress in ("astronaut", "spacesuit"):
        KINDS["astronaut"].draw(pen, KINDS["astronaut"].colours[0])
        if kind.head and not figure_of(kind):
            draw_head_in_helmet(pen, kind, colour)
    else:
        draw_animal_as_person(pen, kind, colour, look, stance)


def _wear(pen: Pen, kind: Kind, thing: Thing, stance: Stance | None) -> None:
    """Draw what it wears, on the head of its own or of the person whose body it has."""
    if not kind.head:
        return
    body = pen.inside(stance.tilt, stance.drop, 1.0) if stance else pen
    head = kind.head if stance is None or figure_of(kind) else (0.5, 0.0, 0.2)
    for name, worn in thing.wears:
        if not (stance and name in LOOKS):
            put_on(body, head, name, worn)


def _fill(pen: Pen, thing: Thing, rim: float, dice: random.Random) -> None:
    """Draw a heap of what `thing` is full of, above its rim."""
    inner = thing.filled or thing
    colour = inner.colour
    if thing.kind == "heap":
        for x, up in _HEAP:
            box = pen.inside(x - 0.17, 1 - 0.34 - up, 0.34)
            KINDS[inner.kind].draw(box, colour or natural_colour(inner.kind, dice))
        return
    side = 0.46 if KINDS[inner.kind].height > 0.38 or thing.kind == "basket" else 0.36
    upright = inner.kind in STEMMED
    for x, rise in ((0.3, 0.34), (0.7, 0.34), (0.5, 0.44), (0.24, 0.14), (0.76, 0.14), (0.5, 0.18)):
        up = rise + 0.16 if upright else rise
        x = 0.5 + (x - 0.5) * (0.7 if upright else 0.85)
        box = pen.inside(x - side / 2, rim - side * 0.5 - 0.62 * up, side)
        KINDS[inner.kind].draw(box, colour or natural_colour(inner.kind, dice))


def _hold(pen: Pen, held: Thing, hand: tuple[float, float], dice: random.Random) -> None:
    side = BEFORE_BODY.get(held.kind, HELD_SIDE)
    x, y = hand
    if held.kind in CARRIED:
        side = 0.46
        box = pen.inside(0.5 - 0.5 * side, 0.68 - 0.5 * side, side)
    elif held.kind in PERCHED:
        side = 0.36
        box = pen.inside(0.54, 0.36 - side, side)
    elif held.kind in OVERHEAD:
        box = pen.inside(x - 0.5 * side, y - 0.9 * side, side)
    elif held.kind in IN_BOTH_HANDS:
        box = pen.inside(0.5 - 0.5 * side, max(0.6, y) - 0.5 * side, side)
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
