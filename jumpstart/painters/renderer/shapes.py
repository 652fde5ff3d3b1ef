"""The outlines of the shapes. Each fills a square."""

import math

from PIL import Image, ImageDraw

from .brush import Point


def shape_mask(shape: str, side: int) -> Image.Image:
    """A mask of `shape`, which fills a square of `side` pixels."""
    mask = Image.new("L", (side, side))
    draw = ImageDraw.Draw(mask)
    edge = side - 1
    if shape in ("circle", "ring"):
        draw.ellipse((0, 0, edge, edge), fill=255)
    if shape == "ring":
        draw.ellipse((0.27 * edge, 0.27 * edge, 0.73 * edge, 0.73 * edge), fill=0)
    if shape == "square":
        inset = 0.07 * edge
        draw.rounded_rectangle((inset, inset, edge - inset, edge - inset), 0.05 * edge, fill=255)
    if shape == "cross":
        low, high = 0.33 * edge, 0.67 * edge
        draw.rounded_rectangle((low, 0.02 * edge, high, 0.98 * edge), 0.04 * edge, fill=255)
        draw.rounded_rectangle((0.02 * edge, low, 0.98 * edge, high), 0.04 * edge, fill=255)
    if shape in OUTLINES:
        draw.polygon([(x * edge, y * edge) for x, y in OUTLINES[shape]], fill=255)
    return mask


def _star() -> list[Point]:
    radii = (0.54, 0.215) * 5
    turns = [math.tau * (corner / 10 - 0.25) for corner in range(10)]
    return [
        (0.5 + radius * math.cos(turn), 0.54 + radius * math.sin(turn))
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
    "diamond": [(0.5, 0.0), (0.86, 0.5), (0.5, 1.0), (0.14, 0.5)],
    "star": _star(),
    "heart": _heart(),
}
