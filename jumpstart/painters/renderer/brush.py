"""What pictures are painted with: washes of colour, outlines, soft shadows, grain."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .world import BLACK, WHITE, Colour, mix

Point = tuple[float, float]
Size = tuple[int, int]

# How far the paper's grain moves a channel; at ±5 a 768×768 JPEG takes about 57 KB.
GRAIN = 5


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws in a box of the canvas whose corners are (0, 0) and (1, 1), in the scene's light."""

    canvas: Image.Image
    left: float
    top: float
    side: float
    light: Callable[[Colour], Colour] = lambda colour: colour
    mirrored: bool = False
    dark: bool = False  # windows are lit

    def at(self, point: Point) -> Point:
        x, y = point
        return self.left + self.side * (1 - x if self.mirrored else x), self.top + self.side * y

    def polygon(self, points: Sequence[Point], colour: Colour, share: float = 1.0) -> None:
        ink = ImageDraw.Draw(self.canvas, "RGBA")
        fill = (*self.light(colour), round(255 * share))
        ink.polygon([self.at(point) for point in points], fill=fill)

    def blob(self, points: Sequence[Point], colour: Colour, share: float = 1.0) -> None:
        """The closed curve through `points`."""
        self.polygon(curve(points), colour, share)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, share: float = 1.0
    ) -> None:
        (left, top), (right, bottom) = self.at((x - rx, y - ry)), self.at((x + rx, y + ry))
        box = (min(left, right), top, max(left, right), bottom)
        ink = ImageDraw.Draw(self.canvas, "RGBA")
        ink.ellipse(box, fill=(*self.light(colour), round(255 * share)))

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

    def glowing(self) -> "Pen":
        """The same box for what gives light of its own."""
        return replace(self, light=lambda colour: colour)


def curve(points: Sequence[Point], closed: bool = True) -> list[Point]:
    """A Catmull-Rom spline through `points`, five steps from one to the next."""
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
    if grid.width == 1:  # the same all across: a column, stretched, is much faster
        column = grid.resize((1, size[1]), Image.Resampling.BICUBIC)
        return column.resize(size, Image.Resampling.NEAREST)
    # Smooth at 48 pixels stays smooth when it is stretched by the faster way.
    return grid.resize((48, 48), Image.Resampling.BICUBIC).resize(size, Image.Resampling.BILINEAR)


def lit(size: Size, colour: Colour) -> Image.Image:
    """`colour` with light from the upper left."""
    light, dark = mix(colour, WHITE, 0.18), mix(colour, BLACK, 0.2)
    return wash(size, [[light, colour], [colour, dark]])


def glow(canvas: Image.Image, at: Point, radius: float, colour: Colour, share: float) -> None:
    """Light around the point `at` that fades to nothing at `radius`."""
    side = max(2, round(2 * radius))
    mask = _halo(share).resize((side, side), Image.Resampling.BILINEAR)
    canvas.paste(colour, (round(at[0] - radius), round(at[1] - radius)), mask)


@cache
def _halo(share: float) -> Image.Image:
    # The gradient reaches 181 at the middle of an edge, where a disc ends.
    fall = [round(255 * share * max(0.0, 1 - value / 181) ** 2) for value in range(256)]
    return Image.radial_gradient("L").point(fall)


def stamp(canvas: Image.Image, mask: Image.Image, fill: Image.Image, at: Point) -> None:
    """Paste `fill` through `mask` around the point `at`, above a soft shadow."""
    left, top = round(at[0] - mask.width / 2), round(at[1] - mask.height / 2)
    # The shadow is blurred at an eighth of the size: nobody sees it, and it costs next to nothing.
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
    """Everything below `crest`, heights at even steps across, 0…1 from the top: `colour`, which
    turns into `below` towards the lower edge."""
    width, height = canvas.size
    top = min(max(0, math.floor(height * min(crest))), height - 1)
    steps = len(crest) - 1
    edge = [(width * k / steps, height * y - top) for k, y in enumerate(crest)]
    mask = Image.new("L", (width, height - top))
    ImageDraw.Draw(mask).polygon([(0, mask.height), *edge, mask.size], fill=255)
    fill = wash(mask.size, [[colour], [below or colour]])
    canvas.paste(fill, (0, top), mask)


def swell(height: float, reach: float, dice: random.Random, steps: int = 48) -> list[float]:
    """A soft crest around `height`, for `ridge`."""
    waves = [(reach / n, n * dice.uniform(0.7, 1.3), dice.uniform(0, math.tau)) for n in (1, 2, 4)]
    places = [step / steps for step in range(steps + 1)]
    return [
        height + sum(size * math.sin(math.tau * often * x + phase) for size, often, phase in waves)
        for x in places
    ]


def grain(canvas: Image.Image, dice: random.Random) -> Image.Image:
    """`canvas` with a paper's grain, which also hides the steps of a gradient."""
    table = bytes(value * (2 * GRAIN + 1) // 256 for value in range(256))
    noise = dice.randbytes(canvas.width * canvas.height).translate(table)
    channel = Image.frombytes("L", canvas.size, noise)
    return ImageChops.add(canvas, Image.merge("RGB", [channel] * 3), offset=-GRAIN)
