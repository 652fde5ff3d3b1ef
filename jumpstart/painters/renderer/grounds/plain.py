"""Paint a scene on a plain background: shapes, colours, or things before one colour."""

import random
from dataclasses import replace

from PIL import Image

from ..brush import Size, lit, stamp, wash
from ..kinds import KINDS
from ..put import natural_colour, put
from ..shapes import shape_mask
from ..world import (
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
from .skies import View

# By a thing's size: its share of the shorter side when it is alone, and its share of its room when
# it is not alone.
SHARES = {"small": 0.36, None: 0.6, "large": 0.82}
CROWDED_SHARES = {"small": 0.66, None: 0.94, "large": 1.06}
# A drawing in lines of nothing but things is on white paper, where it is easy to recognise.
ON_PAPER = {
    "lines", "pencil", "coloured lines", "coloured pencil", "charcoal",
    "ink wash", "blueprint", "chalk", "minimal",
}  # fmt: skip
TOWARDS = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}


def is_plain(scene: Scene) -> bool:
    """True if `scene` gets a plain background: it names shapes or colours, but no place."""
    if scene.ground or scene.background:
        return not scene.ground
    if scene.time or scene.weather or scene.season or scene.sky or scene.crowd:
        return False
    if scene.style in ON_PAPER and scene.things:
        return True
    shapes = [thing for thing in scene.things if thing.kind in SHAPES]
    return len(shapes) == len(scene.things) and bool(shapes or scene.colours)


def paint_plain(canvas: Image.Image, scene: Scene, dice: random.Random) -> None:
    paper = WHITE if scene.style in ON_PAPER else None
    behind = scene.background or paper or _contrast(scene, dice)
    light, dark = mix(behind, WHITE, 0.1), mix(behind, BLACK, 0.14)
    canvas.paste(wash(canvas.size, [[light, behind], [behind, dark]]))
    things = scene.things or tuple(Thing("circle", colour) for colour in scene.colours)
    unit = min(canvas.size)
    for thing, (x, y, side) in zip(things, _spots(canvas.size, scene, things), strict=True):
        side *= dice.uniform(0.92, 1.06)
        x, y = x + unit * dice.uniform(-0.03, 0.03), y + unit * dice.uniform(-0.03, 0.03)
        if thing.kind in KINDS:
            view = View(canvas, "day", 0.0, dice)
            colour = thing.colour or natural_colour(thing.kind, dice, scene.background)
            put(view.pen(x - side / 2, y - side / 2, side), replace(thing, colour=colour), dice)
            continue
        pixels = max(2, round(side))
        colour = thing.colour or _contrast(replace(scene, background=behind), dice)
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
