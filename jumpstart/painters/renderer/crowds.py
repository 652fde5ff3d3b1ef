"""Fill the ground with one kind of thing, in rows: a field of tulips, a sky full of balloons."""

from dataclasses import replace

from .grounds.skies import View
from .kinds import KINDS
from .put import natural_colour, put
from .world import Thing

ROWS = 5
_SKY_ROWS = 4


def crowd(view: View, thing: Thing) -> None:
    """Draw `thing` many times. The nearest are the largest."""
    width, height = view.canvas.size
    unit = min(width, height)
    flies = KINDS[thing.kind].flies
    for row in range(_SKY_ROWS if flies else ROWS):
        near = row / (ROWS - 1)
        side = unit * (0.1 + 0.13 * near)
        foot = height * (view.horizon + 0.05 + (0.97 - view.horizon) * near)
        if flies:
            foot = height * (0.16 + 0.17 * row)
        across = max(3, round(width / (1.15 * side)))
        for k in range(across):
            x = width * (k + 0.5 * (row % 2) + view.dice.uniform(0.3, 0.6)) / across
            _one(view, thing, x - side / 2, foot - side * view.dice.uniform(0.92, 1.04), side)


def _one(view: View, thing: Thing, left: float, top: float, side: float) -> None:
    colour = thing.colour or natural_colour(thing.kind, view.dice)
    pen = view.pen(left, top, side, view.dice.random() < 0.5)
    put(pen, replace(thing, colour=colour), view.dice)
