"""Paint a scene. The dice decide what the scene leaves open."""

import random
from dataclasses import replace

from PIL import Image, ImageDraw

from .brush import Point, Size, glow, grain, lit, stamp, wash
from .places import paint_place
from .shapes import shape_mask
from .skies import View
from .things import DRAWINGS, HEIGHTS, natural_colour
from .world import (
    BASIC_COLOURS,
    BLACK,
    COLOURS,
    SHAPES,
    WHITE,
    Colour,
    Scene,
    Thing,
    basic_colour,
    mix,
)

# By a thing's size: its share of the shorter side when it is alone on a plain background, its
# share of its room when it is not alone there, and its scale in a landscape.
SHARES = {"small": 0.36, None: 0.6, "large": 0.82}
CROWDED_SHARES = {"small": 0.66, None: 0.94, "large": 1.06}
SCALES = {"small": 0.62, None: 1.0, "large": 1.3}
TOWARDS = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
# How far below the top of a thing another thing sits on it.
SEATS = {"horse": 0.44, "house": 0.14, "car": 0.46, "boat": 0.76}
HOURS = ("day", "day", "day", "day", "sunset", "night")  # chosen from if the prompt names none
# Smaller pictures get no grain: it would cover most of what they show.
GRAINY_PX = 256


def paint(scene: Scene, size: Size, dice: random.Random) -> Image.Image:
    """The picture of `scene`. It is drawn larger and then reduced, so that its edges are smooth."""
    factor = 2 if min(size) >= GRAINY_PX else 3
    canvas = Image.new("RGB", (factor * size[0], factor * size[1]))
    if _is_plain(scene):
        _plain(canvas, scene, dice)
    else:
        _landscape(canvas, scene, dice)
    picture = canvas.reduce(factor)
    return grain(picture, dice) if min(size) >= GRAINY_PX else picture


def _is_plain(scene: Scene) -> bool:
    """True if `scene` gets a plain background: it names shapes or colours, but no place."""
    if scene.ground or scene.background:
        return not scene.ground
    shapes = [thing for thing in scene.things if thing.kind in SHAPES]
    return not scene.time and len(shapes) == len(scene.things) and bool(shapes or scene.colours)


# On a plain background


def _plain(canvas: Image.Image, scene: Scene, dice: random.Random) -> None:
    behind = scene.background or _contrast(scene, dice)
    light, dark = mix(behind, WHITE, 0.1), mix(behind, BLACK, 0.14)
    canvas.paste(wash(canvas.size, [[light, behind], [behind, dark]]))
    things = scene.things or tuple(Thing("circle", colour) for colour in scene.colours)
    unit = min(canvas.size)
    for thing, (x, y, side) in zip(things, _spots(canvas.size, scene, things), strict=True):
        side *= dice.uniform(0.92, 1.06)
        x, y = x + unit * dice.uniform(-0.03, 0.03), y + unit * dice.uniform(-0.03, 0.03)
        colour = thing.colour
        if thing.kind in DRAWINGS:
            view = View(canvas, "day", 0.0, dice)
            pen = view.pen(x - side / 2, y - side / 2, side)
            DRAWINGS[thing.kind](pen, colour or natural_colour(thing.kind, dice))
            continue
        pixels = max(2, round(side))
        colour = colour or _contrast(replace(scene, background=behind), dice)
        stamp(canvas, shape_mask(thing.kind, pixels), lit((pixels, pixels), colour), (x, y))


def _spots(size: Size, scene: Scene, things: tuple[Thing, ...]) -> list[tuple[float, float, float]]:
    """The middle and the side of each thing, in pixels."""
    width, height = size
    unit, count = min(size), len(things)
    if count == 1:
        side = unit * SHARES[things[0].size]
        dx, dy = TOWARDS.get(things[0].place or "", (0, 0))
        room_x, room_y = (width - side) / 2 * 0.9, (height - side) / 2 * 0.9
        return [(width / 2 + dx * room_x, height / 2 + dy * room_y, side)]
    upright = scene.relation in ("above", "below", "on") or (not scene.relation and height > width)
    along = height if upright else width
    order = range(count - 1, -1, -1) if scene.relation in ("right", "below") else range(count)
    spots = []
    for place, thing in zip(order, things, strict=True):
        side = CROWDED_SHARES[thing.size] * min(0.5 * unit, 0.88 * along / count)
        middle = along * (0.04 + 0.92 * (place + 0.5) / count)
        spots.append((width / 2, middle, side) if upright else (middle, height / 2, side))
    return spots


def _contrast(scene: Scene, dice: random.Random) -> Colour:
    """A basic colour that the scene does not name."""
    named = [scene.background, *(thing.colour for thing in scene.things), *scene.colours]
    taken = {basic_colour(colour) for colour in named if colour}
    free = [name for name in BASIC_COLOURS if name not in taken]
    return COLOURS[dice.choice(free or BASIC_COLOURS)]


# In a landscape


def _landscape(canvas: Image.Image, scene: Scene, dice: random.Random) -> None:
    boats = any(thing.kind == "boat" for thing in scene.things)
    ground = scene.ground or ("sea" if boats else dice.choice(("meadow", "mountains", "desert")))
    time = "night" if ground == "space" else scene.time or dice.choice(HOURS)
    view = paint_place(canvas, ground, time, dice)
    things = scene.things
    if scene.relation == "on":
        things = things[2:]
        _mounted(view, scene.things[0], scene.things[1], ground, 0.32 if things else 0.5)
    if scene.relation == "right":
        things = things[::-1]
    taken = 0.6 if scene.relation == "on" else 0.0  # of the width, by the two on top of each other
    for place, thing in enumerate(things):
        x = taken + (1 - taken) * (place + 0.5) / len(things)
        _stand(view, thing, ground, x, len(scene.things))


def _stand(view: View, thing: Thing, ground: str, x: float, count: int) -> None:
    """Draw `thing` on the ground, on the water or in the air. `x` is 0 (left) … 1 (right)."""
    width, height = view.canvas.size
    unit, dice = min(width, height), view.dice
    crowd = 1.0 if count == 1 else min(1.0, 1.7 / count * max(1.0, width / height) ** 0.5)
    side = unit * HEIGHTS.get(thing.kind, 0.42) * SCALES[thing.size] * crowd
    x += {"left": -0.22, "right": 0.22}.get(thing.place or "", dice.uniform(-0.08, 0.08) / count)
    left = min(max(width * x - side / 2, 0.02 * width), 0.98 * width - side)
    flies = thing.kind in ("bird", "rocket") or thing.kind in SHAPES or thing.place == "top"
    if flies:
        top = height * (0.42 + dice.uniform(-0.06, 0.06)) - side / 2
    elif ground == "sea" and thing.kind != "boat":
        top = _islet(view, left, side)
    else:
        foot = view.horizon + (0.98 - view.horizon) * dice.uniform(0.5, 0.72)
        top = height * foot - side
        if ground != "space":
            _cast(view, (left + side / 2, height * foot), side, afloat=thing.kind == "boat")
    _draw_thing(view, thing, left, top, side, view.dice.random() < 0.5)


def _draw_thing(
    view: View, thing: Thing, left: float, top: float, side: float, mirrored: bool
) -> None:
    dice = view.dice
    if thing.kind in SHAPES:
        pixels = max(2, round(side))
        colour = thing.colour or dice.choice([COLOURS["red"], COLOURS["yellow"], COLOURS["white"]])
        at = (left + side / 2, top + side / 2)
        if view.time == "night":
            glow(view.canvas, at, 0.9 * side, mix(colour, WHITE, 0.3), 0.3)
        stamp(view.canvas, shape_mask(thing.kind, pixels), lit((pixels, pixels), colour), at)
        return
    if view.time == "night":
        # A little light behind the thing, so that a black cat can be seen at night.
        glow(view.canvas, (left + side / 2, top + 0.6 * side), 0.85 * side, (120, 140, 200), 0.5)
    pen = view.pen(left, top, side, mirrored)
    DRAWINGS[thing.kind](pen, thing.colour or natural_colour(thing.kind, dice))


def _islet(view: View, left: float, side: float) -> float:
    """Draw an islet for a thing that cannot swim. Returns the top of the thing's box."""
    height = view.canvas.height
    foot = height * (view.horizon + 0.24)
    x = left + side / 2
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    for grow, colour in ((1.08, (226, 240, 244)), (1.0, (226, 202, 150))):
        rx, ry = 0.72 * side * grow, 0.15 * side * grow
        ink.ellipse((x - rx, foot - ry, x + rx, foot + ry), fill=view.light(colour, 0.7))
    return foot - side + 0.02 * height


def _cast(view: View, foot: Point, side: float, *, afloat: bool) -> None:
    """Draw a shadow on the ground, or a boat's reflection on the water."""
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    x, y = foot
    rx, ry = (0.44 * side, 0.07 * side) if afloat else (0.42 * side, 0.045 * side)
    ink.ellipse((x - rx, y - ry, x + rx, y + ry), fill=(14, 22, 40, 90))


def _mounted(view: View, rider: Thing, mount: Thing, ground: str, x: float) -> None:
    """Draw one thing on top of another: a rider on a horse, a cat on a house."""
    width, height = view.canvas.size
    unit = min(width, height)
    side = unit * 0.5 * SCALES[mount.size]
    foot = height * (view.horizon + (0.98 - view.horizon) * 0.62)
    left = width * (x + view.dice.uniform(-0.06, 0.06)) - side / 2
    if ground != "space":
        _cast(view, (left + side / 2, foot), side, afloat=mount.kind == "boat")
    small = 0.7 * side
    mirrored = view.dice.random() < 0.5
    middle = left + side * (0.58 if mirrored else 0.42)
    # The rider is drawn first, so that its legs are behind the mount.
    seat = foot - side * (1 - SEATS.get(mount.kind, 0.3))
    _draw_thing(view, rider, middle - small / 2, seat - 0.72 * small, small, mirrored)
    _draw_thing(view, mount, left, foot - side, side, mirrored)
