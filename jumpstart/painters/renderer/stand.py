"""Put the things of a scene on its ground: side by side, or as their relation says."""

import math
from dataclasses import replace

from PIL import ImageDraw

from .brush import Point, glow, lit, stamp
from .footing import cast, islet
from .grounds.skies import View
from .kinds import ALIVE, FOLK, KINDS
from .pairs import TOGETHER, Box, spot
from .people.gear import WATERLINE
from .people.seats import SEATS, STOOD_ON
from .people.stances import STANDING, stance_of
from .people.stations import FRONTS
from .put import natural_colour, put
from .shapes import shape_mask
from .world import AIRY, COLOURS, NO_HEAVEN, SHAPES, WHITE, Scene, Thing, mix

# The mountain under a thing on a peak, from the middle of its top, in widths and heights.
ROCK = ((-0.1, 0), (0.1, 0), (0.52, 1), (-0.52, 1))
SHADE = ((0.04, 0), (0.1, 0), (0.52, 1), (0.2, 1))
CAP = ((-0.1, 0), (0.1, 0), (0.25, 0.36), (0.17, 0.3), (0.1, 0.46), (0.02, 0.32), (-0.08, 0.48),
       (-0.15, 0.3), (-0.25, 0.38))  # fmt: skip
SCALES = {"small": 0.62, None: 1.0, "large": 1.3}
AFLOAT = {"boat", "ship", "swan", "duck", "bridge", "lighthouse", "surfboard", "canoe", "gondola",
          "liner", "viking ship", "raft", "speedboat", "orca", "narwhal", "pelican"}  # fmt: skip
CLOSE = {"hugging", "kissing", "holding hands"}  # two who do this stand close together
SHORE = 0.34  # how far below the horizon a lake's near shore is, in heights of the picture


def stand(view: View, scene: Scene, ground: str) -> None:
    things = [_in_season(thing, scene.season) for thing in scene.things]
    if ground in ("underwater", "reef"):
        things = [replace(one, pose=None if one.pose == "swimming" else one.pose) for one in things]
    if any(one.kind in ALIVE for one in things):  # a ball is small beside whoever plays with it
        things = [replace(one, size=one.size or "small") if one.kind in SHAPES else one
                  for one in things]  # fmt: skip
    if scene.peak and things:
        _on_peak(view, things.pop(0))
        if not things:
            return
    units, relation = _units(things, scene.relation or "", scene.related)
    weights = [_weight(unit) for unit in units]
    reached = 0.0
    for unit, weight in zip(units, weights, strict=True):
        x = (reached + weight / 2) / sum(weights)
        reached += weight
        room = 1.0 if len(units) == 1 else _room(view, sum(weights))
        if len(unit) > 1:
            _together(view, unit[:-1], unit[-1], relation, ground, x, room)
        else:
            _stand(view, unit[0], ground, x, (len(units), room), _turn(unit[0], x, relation))


def _units(things: list[Thing], relation: str, k: int) -> tuple[list[tuple[Thing, ...]], str]:
    """What stands side by side, from left to right: single things, and those that a relation joins.
    "behind" is turned into "before"."""
    second = k + 1 < len(things)
    if relation == "behind" and second:
        things[k : k + 2] = things[k + 1], things[k]
        relation = "before"
    if relation == "between" and k + 2 < len(things):
        things[k : k + 2] = things[k + 1], things[k]
    units: list[tuple[Thing, ...]] = [(thing,) for thing in things]
    if relation in TOGETHER and second:
        start = k
        while relation in ("on", "inside") and start > 0 and _alike(things[start - 1], things[k]):
            start -= 1  # all of "two cats on a sofa"
        units[start : k + 2] = [tuple(things[start : k + 2])]
    return (units[::-1] if relation == "right" else units), relation


def _alike(one: Thing, other: Thing) -> bool:
    return one == other or (one.kind in FOLK and other.kind in FOLK)


def _turn(thing: Thing, x: float, relation: str) -> bool | None:
    """True if it looks to the left. None: the dice decide."""
    if relation == "chasing":
        return False
    if relation == "towards" or thing.pose in CLOSE or (thing.holds and x != 0.5):
        return x > 0.5  # towards the others
    return None


def _in_season(thing: Thing, season: str | None) -> Thing:
    if thing.kind != "tree" or thing.colour:
        return thing
    if season == "autumn":
        return replace(thing, colour=(222, 112, 40))
    return replace(
        thing, kind={"winter": "bare tree", "spring": "cherry tree"}.get(season or "", "tree")
    )


def _weight(unit: tuple[Thing, ...]) -> float:
    """How much of the width it gets. People are narrower than their squares."""
    if len(unit) > 1:
        return 1.5
    return 0.7 if unit[0].kind in FOLK else 1.0


def _room(view: View, weights: float) -> float:
    width, height = view.canvas.size
    return min(1.0, 2.1 / weights * math.sqrt(max(1.0, width / height)))


def _side(view: View, thing: Thing) -> float:
    kind = KINDS.get(thing.kind)
    return min(view.canvas.size) * (kind.height if kind else 0.42) * SCALES[thing.size]


def _flies(thing: Thing) -> bool:
    kind = KINDS.get(thing.kind)
    return thing.aloft or thing.place == "top" or kind is None or kind.flies


def _stand(
    view: View, thing: Thing, ground: str, x: float, among: tuple[int, float], turned: bool | None
) -> None:
    width, height = view.canvas.size
    dice, (count, room) = view.dice, among
    alone = 1.25 if ground == "table" else 1.14
    side = min(_side(view, thing) * room * (alone if count == 1 else 1.0), 0.86 * height)
    if count == 1:
        side = max(side, (0.36 if thing.size == "small" else 0.46) * min(width, height))
    if thing.pose == "sitting":
        thing = replace(thing, pose="on the ground")
    if thing.pose in CLOSE and count == 2:
        x = 0.5 + math.copysign(0.26 * side / width, x - 0.5)
    else:
        stray = dice.uniform(-0.08, 0.08) / count
        x += {"left": -0.22, "right": 0.22}.get(thing.place or "", stray)
    left = min(max(width * x - side / 2, 0.02 * width), 0.98 * width - side)
    if _flies(thing):
        top = height * (0.42 - 0.06 * thing.aloft + dice.uniform(-0.06, 0.06)) - side / 2
    elif ground == "sea" and thing.kind not in AFLOAT and thing.pose != "swimming":
        top = islet(view, left, side)
    elif thing.pose == "swimming":
        top = (view.horizon + 0.24) * height - WATERLINE * side
    else:
        foot = _foot(view)
        if ground == "lake":
            foot = view.canvas.height * (view.horizon + (0.2 if thing.kind in AFLOAT else SHORE))
        top = foot - side
        if ground not in AIRY:
            cast(view, (left + side / 2, foot), side, afloat=thing.kind in AFLOAT)
    mirrored = _mirrored(view, thing) if turned is None else turned
    _draw(view, thing, (left, top), side, mirrored, ground)


def _foot(view: View) -> float:
    if view.floor:
        return view.canvas.height * view.floor
    depth = view.dice.uniform(0.5, 0.72)
    return view.canvas.height * (view.horizon + (0.98 - view.horizon) * depth)


def _mirrored(view: View, thing: Thing) -> bool:
    if thing.kind in FRONTS:
        return False
    return view.dice.random() < 0.5 and thing.kind not in ("clock", "lighthouse")


def _draw(view: View, thing: Thing, at: Point, side: float, mirrored: bool, ground: str) -> None:
    dice, (left, top) = view.dice, at
    if thing.kind in SHAPES:
        pixels = max(2, round(side))
        colour = thing.colour or dice.choice([COLOURS["red"], COLOURS["yellow"], COLOURS["white"]])
        middle = (left + side / 2, top + side / 2)
        if view.time == "night":
            glow(view.canvas, middle, 0.9 * side, mix(colour, WHITE, 0.3), 0.3)
        stamp(view.canvas, shape_mask(thing.kind, pixels), lit((pixels, pixels), colour), middle)
        return
    if view.time == "night" and ground not in NO_HEAVEN:
        # A little light behind the thing, so that a black cat can be seen at night.
        glow(view.canvas, (left + side / 2, top + 0.6 * side), 0.85 * side, (120, 140, 200), 0.5)
    pen = view.pen(left, top, side, mirrored)
    put(pen, replace(thing, colour=thing.colour or natural_colour(thing.kind, dice)), dice)


def _together(
    view: View,
    firsts: tuple[Thing, ...],
    second: Thing,
    relation: str,
    ground: str,
    x: float,
    room: float,
) -> None:
    """Draw one thing, or several of a kind, and a second one, as their relation says."""
    if relation in ("on", "inside") and second.kind in SEATS and second.kind not in STOOD_ON:
        firsts = tuple(_seated(first) for first in firsts)
    width, first = view.canvas.width, firsts[0]
    side = _side(view, second) * room * (1.15 if relation in ("on", "inside") else 1.25)
    small = min(_side(view, first) * room, 0.9 * side) * 0.9 * len(firsts) ** -0.45
    if relation == "hug":
        small = _side(view, first) * room * (1.0 if second.kind in ALIVE else 0.8)
        if second.kind in ALIVE:
            side, x = _side(view, second) * room, x + 0.1
    foot = _foot(view)
    if ground == "sea" and second.kind not in AFLOAT:
        foot = islet(view, width * x - side / 2, side) + side
    elif ground not in AIRY and not _flies(second):
        cast(view, (width * x, foot), side, afloat=second.kind in AFLOAT)
    box = Box(width * (x + view.dice.uniform(-0.04, 0.04)) - side / 2, foot - side, side)
    mirrored = _mirrored(view, second)
    where = spot(relation, first, second, box, small, mirrored)
    turned = mirrored if relation == "on" else relation != "hug" and _mirrored(view, first)
    if relation == "inside" and second.kind == "boat":  # away from the sail
        turned = not mirrored
    apart = min(0.8 * where.box.side, 0.9 * side / len(firsts))
    lefts = [where.box.left + apart * (k - (len(firsts) - 1) / 2) for k in range(len(firsts))]
    drawn = [
        (thing, Box(left, where.box.top, where.box.side), turned)
        for thing, left in zip(firsts, lefts, strict=True)
    ]
    behind = (second, box, mirrored)
    for thing, at, way in [behind, *drawn] if where.covers else [*drawn, behind]:
        _draw(view, thing, (at.left, at.top), at.side, way, ground)


def _seated(thing: Thing) -> Thing:
    """A person who is on a seat sits, and goes on with what the hands do."""
    busy = thing.pose in ("sleeping", "standing") or stance_of(thing.pose).feet != STANDING.feet
    return thing if busy or thing.kind not in FOLK else replace(thing, pose="sitting")


def _on_peak(view: View, thing: Thing) -> None:
    """Draw a thing on the top of a mountain of its own."""
    width, height = view.canvas.size
    ink = ImageDraw.Draw(view.canvas)
    x, top, foot = 0.5 * width, 0.46 * height, 0.98 * height
    rock, snow = view.light((104, 116, 142)), view.light((244, 247, 252), 0.75)
    for outline, colour in ((ROCK, rock), (SHADE, mix(rock, (20, 24, 50), 0.3)), (CAP, snow)):
        ink.polygon([(x + a * width, top + b * (foot - top)) for a, b in outline], fill=colour)
    side = min(0.34 * min(width, height), _side(view, thing))
    _draw(view, thing, (x - side / 2, top - 0.96 * side), side, False, "mountains")
