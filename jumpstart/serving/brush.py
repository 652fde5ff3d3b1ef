"""What the placeholder paints with: washes of colour, shapes with soft shadows, hills and grain."""

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from jumpstart.serving.scene import BLACK, WHITE, Colour, mix

Point = tuple[float, float]
Size = tuple[int, int]

# How far the paper's grain moves a channel; at ±5 a 768×768 JPEG takes about 57 KB.
GRAIN = 5


def wash(size: Size, rows: Sequence[Sequence[Colour]]) -> Image.Image:
    """A smooth gradient through a grid of colours."""
    grid = Image.new("RGB", (len(rows[0]), len(rows)))
    grid.putdata([colour for row in rows for colour in row])
    return grid.resize(size, Image.Resampling.BICUBIC)


def lit(size: Size, colour: Colour) -> Image.Image:
    """`colour` with light from the upper left."""
    light, dark = mix(colour, WHITE, 0.22), mix(colour, BLACK, 0.24)
    return wash(size, [[light, colour], [colour, dark]])


def stamp(canvas: Image.Image, mask: Image.Image, fill: Image.Image, at: Point) -> None:
    """Paste `fill` through `mask` around the point `at`, above a soft shadow."""
    left, top = round(at[0] - mask.width / 2), round(at[1] - mask.height / 2)
    # The shadow is blurred at an eighth of the size: nobody sees it, and it costs next to nothing.
    room = mask.width // 4 + 8
    shadow = Image.new("L", (mask.width + 2 * room, mask.height + 2 * room))
    shadow.paste(mask.point(_faded(0.38)), (room, room))
    small = shadow.resize((shadow.width // 8, shadow.height // 8), Image.Resampling.BOX)
    soft = small.filter(ImageFilter.GaussianBlur(mask.width / 8 / 14))
    soft = soft.resize(shadow.size, Image.Resampling.BICUBIC)
    canvas.paste(BLACK, (left - room, top - room + mask.height // 14), soft)
    canvas.paste(fill, (left, top), mask)


def haze(canvas: Image.Image, at: Point, radius: float, colour: Colour, share: float) -> None:
    """A disc of `colour` that lets `1 - share` of what lies below through."""
    mask = shape_mask("circle", max(2, round(2 * radius))).point(_faded(share))
    canvas.paste(colour, (round(at[0] - radius), round(at[1] - radius)), mask)


def hill(
    canvas: Image.Image, height: float, swell: float, colour: Colour, dice: random.Random
) -> None:
    """A ridge across the canvas whose crest lies about `height` from the top (both 0…1)."""
    width, full = canvas.size
    waves = [(swell / n, n * dice.uniform(0.7, 1.3), dice.uniform(0, math.tau)) for n in (1, 2, 4)]
    steps = [step / 96 for step in range(97)]
    crest = [full * (height + sum(_wave(x, wave) for wave in waves)) for x in steps]
    # Only what lies below the highest point is painted; at twice the size for smooth edges.
    top = min(max(0, math.floor(min(crest))), full - 1)
    mask = Image.new("L", (2 * width, 2 * (full - top)))
    edge = [(2 * width * x, 2 * (y - top)) for x, y in zip(steps, crest, strict=True)]
    ImageDraw.Draw(mask).polygon([(0, mask.height), *edge, mask.size], fill=255)
    # A ridge is clear at its crest and loses itself in the mist further down.
    fill = wash((width, full - top), [[colour], [mix(colour, WHITE, 0.3)]])
    canvas.paste(fill, (0, top), mask.reduce(2))


def _wave(x: float, wave: tuple[float, float, float]) -> float:
    amplitude, frequency, phase = wave
    return amplitude * math.sin(math.tau * frequency * x + phase)


def grain(canvas: Image.Image, dice: random.Random) -> Image.Image:
    """`canvas` with a paper's grain, which also hides the steps of a gradient."""
    table = bytes(value * (2 * GRAIN + 1) // 256 for value in range(256))
    noise = dice.randbytes(canvas.width * canvas.height).translate(table)
    channel = Image.frombytes("L", canvas.size, noise)
    return ImageChops.add(canvas, Image.merge("RGB", [channel] * 3), offset=-GRAIN)


def shape_mask(shape: str, side: int) -> Image.Image:
    """`shape` filling a square of `side` pixels; drawn at twice the size for smooth edges."""
    mask = Image.new("L", (2 * side, 2 * side))
    draw = ImageDraw.Draw(mask)
    edge = 2 * side - 1
    if shape in ("circle", "ring"):
        draw.ellipse((0, 0, edge, edge), fill=255)
    if shape == "ring":
        draw.ellipse((0.24 * edge, 0.24 * edge, 0.76 * edge, 0.76 * edge), fill=0)
    if shape == "square":
        inset = 0.06 * edge
        draw.rounded_rectangle((inset, inset, edge - inset, edge - inset), 0.08 * edge, fill=255)
    if shape in OUTLINES:
        draw.polygon([(x * edge, y * edge) for x, y in OUTLINES[shape]], fill=255)
    return mask.reduce(2)


def _faded(share: float) -> Callable[[int], float]:
    return lambda value: value * share


def _star() -> list[Point]:
    radii = (0.5, 0.21) * 5
    turns = [math.tau * (corner / 10 - 0.25) for corner in range(10)]
    return [
        (0.5 + radius * math.cos(turn), 0.52 + radius * math.sin(turn))
        for radius, turn in zip(radii, turns, strict=True)
    ]


def _heart() -> list[Point]:
    turns = [math.tau * step / 72 for step in range(72)]
    return [
        (
            0.5 + 0.5 * math.sin(t) ** 3,
            0.46 - (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t)) / 32,
        )
        for t in turns
    ]


OUTLINES: dict[str, list[Point]] = {
    "triangle": [(0.5, 0.06), (1.0, 0.93), (0.0, 0.93)],
    "diamond": [(0.5, 0.0), (0.92, 0.5), (0.5, 1.0), (0.08, 0.5)],
    "star": _star(),
    "heart": _heart(),
}
