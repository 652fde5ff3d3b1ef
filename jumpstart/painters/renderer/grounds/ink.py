"""Draws on the whole canvas, for grounds: x in widths, y in heights, radii in shorter sides."""

from collections.abc import Sequence
from dataclasses import replace

from PIL import ImageDraw

from ..brush import Point, glow
from ..kind import Drawing
from ..world import Colour, mix
from .skies import View


class Ink:
    """Its colours are in the light and the tints of the view."""

    def __init__(self, view: View) -> None:
        self.view, self.dice = view, view.dice
        self.width, self.height = view.canvas.size
        self.unit = min(view.canvas.size)
        self.draw = ImageDraw.Draw(view.canvas, "RGBA")
        self.solid = ImageDraw.Draw(view.canvas)  # faster, for what covers all behind it

    def fill(self, colour: Colour, share: float = 1.0) -> tuple[int, int, int, int]:
        return (*self.view.light(colour), round(255 * share))

    def at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.width, y * self.height) for x, y in points]

    def poly(self, points: Sequence[Point], colour: Colour, share: float = 1.0) -> None:
        ink = self.solid if share == 1 else self.draw
        ink.polygon(self.at(points), fill=self.fill(colour, share))

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour,
            share: float = 1.0) -> None:  # fmt: skip
        ends = self.at([(left, top), (right, bottom)])
        self.draw.rectangle((*ends[0], *ends[1]), fill=self.fill(colour, share))

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour,
             share: float = 1.0) -> None:  # fmt: skip
        (px, py), dx, dy = self.at([(x, y)])[0], rx * self.unit, ry * self.unit
        self.draw.ellipse((px - dx, py - dy, px + dx, py + dy), fill=self.fill(colour, share))

    def line(self, points: Sequence[Point], width: float, colour: Colour,
             share: float = 1.0) -> None:  # fmt: skip
        thick = max(1, round(width * self.unit))
        self.draw.line(self.at(points), fill=self.fill(colour, share), width=thick, joint="curve")

    def land(self, crest: Sequence[float], colour: Colour, share: float = 1.0) -> None:
        """Fill everything below `crest`, which holds heights at even steps."""
        steps = len(crest) - 1
        edge = [(k / steps, y) for k, y in enumerate(crest)]
        self.poly([*edge, (1, 1.01), (0, 1.01)], colour, share)

    def shine(self, x: float, y: float, radius: float, colour: Colour, share: float = 0.6) -> None:
        """Light that the time of day does not dim."""
        glow(self.view.canvas, (x * self.width, y * self.height), radius * self.unit, colour, share)

    def lamp(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """An oval that the time of day does not dim."""
        (px, py), dx, dy = self.at([(x, y)])[0], rx * self.unit, ry * self.unit
        self.draw.ellipse((px - dx, py - dy, px + dx, py + dy), fill=colour)

    def put(self, draw: Drawing, x: float, foot: float, size: float, colour: Colour,
            mirrored: bool = False) -> None:  # fmt: skip
        """The drawing of a thing of `size` shorter sides, with its foot at (x, foot)."""
        side = size * self.unit
        left, top = x * self.width - side / 2, foot * self.height - side
        draw(self.view.pen(left, top, side, mirrored), colour)

    def crown(self, x: float, y: float, r: float, hue: Colour) -> None:
        """The leaves of a round tree, with the light from the upper left."""
        up = self.unit / self.height
        for dx, dy, size, tone in ((0.5, 0.3, 0.7, 0.22), (-0.55, 0.25, 0.72, 0.12),
                                   (0, -0.15, 0.95, 0.0)):  # fmt: skip
            self.oval(x + dx * r * self.unit / self.width, y + dy * r * up, size * r, size * r,
                      mix(hue, (20, 30, 24), tone))  # fmt: skip
        self.oval(x - 0.3 * r * self.unit / self.width, y - 0.45 * r * up, 0.42 * r, 0.36 * r,
                  mix(hue, (255, 250, 220), 0.18))  # fmt: skip

    def tree(self, x: float, foot: float, tall: float, hue: Colour,
             bark: Colour = (104, 74, 50)) -> None:  # fmt: skip
        """A tree of `tall` shorter sides, with its foot at (x, foot)."""
        up = self.unit / self.height
        self.line([(x, foot), (x, foot - 0.55 * tall * up)], 0.1 * tall, bark)
        plain = Ink(replace(self.view, tints=()))  # its hue is the season's already
        plain.crown(x, foot - 0.66 * tall * up, 0.36 * tall, hue)
