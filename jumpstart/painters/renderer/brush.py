"""The tools that paint: washes of colour, outlines, soft shadows, grain."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .world import BLACK, WHITE, Colour, mix

Point = tuple[float, float]
Size = tuple[int, int]

# How much the grain changes a channel. At ±5, a JPEG of 768×768 takes about 57 KB.
GRAIN = 5


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in a square of the canvas from (0, 0) to (1, 1), in the scene's light."""

    canvas: Image.Image
    left: float
    top: float
    side: float
    light: Callable[[Colour], Colour] = lambda colour: colour
    mirrored: bool = False
    dark: bool = False  # if True, windows are lit
    lying: bool = False  # on its back, with its head to the left
    lean: float = 0.0  # how far its top is before its feet

    def at(self, point: Point) -> Point:
        x, y = point
        if self.lying:
            x, y = y, 1.34 - x
        x += self.lean * (1 - y)
        return self.left + self.side * (1 - x if self.mirrored else x), self.top + self.side * y

    def polygon(self, points: Sequence[Point], colour: Colour, share: float = 1.0) -> None:
        ink = ImageDraw.Draw(self.canvas, "RGBA")
        fill = (*self.light(colour), round(255 * share))
        ink.polygon([self.at(point) for point in points], fill=fill)

    def blob(self, points: Sequence[Point], colour: Colour, share: float = 1.0) -> None:
        """Fill the closed curve through `points`."""
        self.polygon(curve(points), colour, share)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, share: float = 1.0
    ) -> None:
        (left, top), (right, bottom) = self.at((x - rx, y - ry)), self.at((x + rx, y + ry))
        box = (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        ink = ImageDraw.Draw(self.canvas, "RGBA")
        ink.ellipse(box, fill=(*self.light(colour), round(255 * share)))

    def tilted(
        self, x: float, y: float, rx: float, ry: float, turn: float, colour: Colour,
        share: float = 1.0,
    ) -> None:  # fmt: skip
        """Fill an ellipse that is turned clockwise by `turn` of a full circle."""
        along, across = math.cos(math.tau * turn), math.sin(math.tau * turn)
        points = [
            (x + a * along - b * across, y + a * across + b * along)
            for a, b in arc(0, 0, rx, ry, 0, 1)
        ]
        self.polygon(points, colour, share)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        ink = ImageDraw.Draw(self.canvas, "RGBA")
        ends = [self.at(point) for point in points]
        thick = max(1, round(width * self.side))
        ink.line(ends, fill=self.light(colour), width=thick, joint="curve")
        for x, y in (ends[0], ends[-1]):
            half = thick / 2
            ink.ellipse((x - half, y - half, x + half, y + half), fill=self.light(colour))

    def inside(self, left: float, top: float, side: float) -> "Pen":
        """A pen for a square inside this one's."""
        x = 1 - left - side if self.mirrored else left
        return replace(
            self,
            left=self.left + self.side * x,
            top=self.top + self.side * top,
            side=self.side * side,
        )

    def glowing(self) -> "Pen":
        """A pen for the same box that ignores the scene's light, for things that shine."""
        return replace(self, light=lambda colour: colour)


def arc(
    x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 20
) -> list[Point]:
    """Points on an ellipse, clockwise. `start` and `end` are shares of a full circle; 0 is right,
    0.25 is below."""
    turns = [math.tau * (start + (end - start) * k / steps) for k in range(steps + 1)]
    return [(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns]


def curve(points: Sequence[Point], closed: bool = True) -> list[Point]:
    """A Catmull-Rom spline through `points`, with five steps between neighbours."""
    smooth: list[Point] = []
    count = len(points)
    for k in range(count if closed else count - 1):
        if closed:
            four = [points[(k + step) % count] for step in (-1, 0, 1, 2)]
        else:
            four = [points[min(max(k + step, 0), count - 1)] for step in (-1, 0, 1, 2)]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = four
        for step in range(5):
            t = step / 5
            wa, wb = t * (-0.5 + t * (1 - 0.5 * t)), 1 + t * t * (-2.5 + 1.5 * t)
            wc, wd = t * (0.5 + t * (2 - 1.5 * t)), t * t * (-0.5 + 0.5 * t)
            smooth.append(
                (wa * ax + wb * bx + wc * cx + wd * dx, wa * ay + wb * by + wc * cy + wd * dy)
            )
    return smooth if closed else [*smooth, points[-1]]


def darker(colour: Colour, share: float = 0.28) -> Colour:
    return mix(colour, BLACK, share)


def lighter(colour: Colour, share: float = 0.3) -> Colour:
    return mix(colour, WHITE, share)


def wash(size: Size, rows: Sequence[Sequence[Colour]]) -> Image.Image:
    """A smooth gradient through a grid of colours."""
    grid = Image.new("RGB", (len(rows[0]), len(rows)))
    grid.putdata([colour for row in rows for colour in row])
    if grid.width == 1:  # one colour in each row: stretching a single column is much faster
        column = grid.resize((1, size[1]), Image.Resampling.BICUBIC)
        return column.resize(size, Image.Resampling.NEAREST)
    # At 48 pixels the gradient is smooth enough to be stretched with the faster filter.
    return grid.resize((48, 48), Image.Resampling.BICUBIC).resize(size, Image.Resampling.BILINEAR)


def lit(size: Size, colour: Colour) -> Image.Image:
    """A surface of `colour`, lit from the upper left."""
    light, dark = mix(colour, WHITE, 0.18), mix(colour, BLACK, 0.2)
    return wash(size, [[light, colour], [colour, dark]])


def glow(canvas: Image.Image, at: Point, radius: float, colour: Colour, share: float) -> None:
    """Paint light around the point `at`. It fades to nothing at `radius`."""
    side = max(2, round(2 * radius))
    mask = _halo(share).resize((side, side), Image.Resampling.BILINEAR)
    canvas.paste(colour, (round(at[0] - radius), round(at[1] - radius)), mask)


@cache
def _halo(share: float) -> Image.Image:
    # At the middle of an edge, where the disc ends, the gradient is 181.
    fall = [round(255 * share * max(0.0, 1 - value / 181) ** 2) for value in range(256)]
    return Image.radial_gradient("L").point(fall)


def stamp(canvas: Image.Image, mask: Image.Image, fill: Image.Image, at: Point) -> None:
    """Paste `fill` through `mask` around the point `at`, above a soft shadow."""
    left, top = round(at[0] - mask.width / 2), round(at[1] - mask.height / 2)
    # The shadow is blurred at an eighth of its size. That looks the same, and is fast.
    room = mask.width // 4 + 8
    shadow = Image.new("L", (mask.width + 2 * room, mask.height + 2 * room))
    shadow.paste(mask.point(lambda value: value * 0.3), (room, room))
    small = shadow.resize((shadow.width // 8, shadow.height // 8), Image.Resampling.BOX)
    soft = small.filter(ImageFilter.GaussianBlur(mask.width / 8 / 14))
    soft = soft.resize(shadow.size, Image.Resampling.BICUBIC)
    canvas.paste(BLACK, (left - room, top - room + mask.height // 14), soft)
    canvas.paste(fill, (left, top), mask)


def ridge(
    canvas: Image.Image, crest: Sequence[float], colour: Colour, below: Colour | None = None
) -> None:
    """Paint everything below `crest` with `colour`, which turns into `below` at the lower edge.
    `crest` holds heights, 0…1 from the top, at even steps across the canvas."""
    width, height = canvas.size
    top = min(max(0, math.floor(height * min(crest))), height - 1)
    steps = len(crest) - 1
    edge = [(width * k / steps, height * y - top) for k, y in enumerate(crest)]
    mask = Image.new("L", (width, height - top))
    ImageDraw.Draw(mask).polygon([(0, mask.height), *edge, mask.size], fill=255)
    fill = wash(mask.size, [[colour], [below or colour]])
    canvas.paste(fill, (0, top), mask)


def swell(height: float, reach: float, dice: random.Random, steps: int = 48) -> list[float]:
    """A soft crest around `height`, for ridge()."""
    waves = [(reach / n, n * dice.uniform(0.7, 1.3), dice.uniform(0, math.tau)) for n in (1, 2, 4)]
    places = [step / steps for step in range(steps + 1)]
    return [
        height + sum(size * math.sin(math.tau * often * x + phase) for size, often, phase in waves)
        for x in places
    ]


def grain(canvas: Image.Image, dice: random.Random) -> Image.Image:
    """`canvas` with a grain like paper. It also hides the steps of gradients."""
    table = bytes(value * (2 * GRAIN + 1) // 256 for value in range(256))
    noise = dice.randbytes(canvas.width * canvas.height).translate(table)
    channel = Image.frombytes("L", canvas.size, noise)
    return ImageChops.add(canvas, Image.merge("RGB", [channel] * 3), offset=-GRAIN)
