"""Draw a portrait, or a thing from very near."""

from dataclasses import replace

from PIL import Image

from ..brush import wash
from ..grounds.skies import View
from ..kinds import KINDS
from ..put import natural_colour, put
from ..world import BLACK, WHITE, Colour, Scene, mix

WALLS: tuple[Colour, ...] = ((176, 196, 206), (214, 196, 176), (170, 190, 160), (190, 176, 200))
HALF_HEAD = 0.2  # of the picture's shorter side
TOP_OF_HEAD = 0.24  # from the top


def blank_wall(canvas: Image.Image, view: View) -> None:
    """Paint a soft wall, for a portrait whose place is not named."""
    wall = view.light(view.dice.choice(WALLS))
    canvas.paste(wash(canvas.size, [[mix(wall, WHITE, 0.3), wall], [wall, mix(wall, BLACK, 0.25)]]))


def out_of_focus(canvas: Image.Image) -> None:
    """Blur the ground."""
    small = canvas.reduce(max(1, min(canvas.size) // 40))
    canvas.paste(small.resize(canvas.size, Image.Resampling.BICUBIC))


def close_up(view: View, scene: Scene) -> None:
    """Draw one or two things so near that a head and its shoulders fill the picture."""
    width, height = view.canvas.size
    unit, things = min(width, height), [one for one in scene.things if one.kind in KINDS][:2]
    for k, thing in enumerate(things):
        kind = KINDS[thing.kind]
        colour = thing.colour or natural_colour(thing.kind, view.dice)
        middle = width * (k + 1) / (len(things) + 1)
        share = unit * (1.0 if len(things) == 1 else 0.7)
        if kind.head:
            x, y, half = kind.head
            side = min(HALF_HEAD * share / half, 2.2 * share)
            left, top = middle - x * side, TOP_OF_HEAD * height - y * side
        else:
            side = 0.94 * share
            left, top = middle - side / 2, (height - side) / 2
        put(view.pen(left, top, side), replace(thing, colour=colour), view.dice)
