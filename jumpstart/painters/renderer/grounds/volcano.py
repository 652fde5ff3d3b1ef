"""Paint a volcano that throws out lava."""

import math

from PIL import ImageDraw

from ..brush import glow, ridge, swell
from ..world import mix
from .skies import View


def volcano(view: View) -> None:
    width, height = view.canvas.size
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    foot, top = height * (view.horizon + 0.06), height * (view.horizon - 0.42)
    x, half = width * 0.5, width * 0.44
    _eruption(view, x, top)
    rock = view.light((92, 76, 74))
    slope = [(x - 0.08 * width, top), (x + 0.08 * width, top), (x + half, foot), (x - half, foot)]
    ink.polygon(slope, fill=rock)
    ink.polygon([slope[1], slope[2], (x + 0.1 * width, foot)], fill=mix(rock, (20, 16, 24), 0.3))
    for a, b, c, reach in (
        (-0.07, -0.2, -0.24, 0.8),
        (0.0, 0.02, 0.06, 1.0),
        (0.06, 0.16, 0.2, 0.7),
    ):
        mid, end = top + 0.4 * (foot - top), top + reach * (foot - top)
        flow = [
            (x + a * width, top),
            (x + (a + 0.04) * width, top),
            (x + (b + 0.03) * width, mid),
            (x + (c + 0.02) * width, end),
            (x + c * width, end),
            (x + (b - 0.02) * width, mid),
        ]
        ink.polygon(flow, fill=(250, 104, 34))
    ink.ellipse((x - 0.08 * width, top - 0.02 * height, x + 0.08 * width, top + 0.02 * height),
                fill=(255, 206, 80))  # fmt: skip
    ground = view.light((84, 92, 70))
    ridge(
        view.canvas,
        swell(view.horizon + 0.03, 0.02, view.dice),
        ground,
        mix(ground, (30, 26, 30), 0.5),
    )


def _eruption(view: View, x: float, top: float) -> None:
    """Smoke, and stones that fly from the crater at (x, top)."""
    width, height = view.canvas.size
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    for k in range(12):  # smoke
        r, y = width * (0.05 + 0.008 * k), top - (0.02 + 0.028 * k) * height
        across = view.dice.uniform(-0.04, 0.06) * width
        grey = (96 - 3 * k, 88 - 2 * k, 94 - 2 * k, 235)
        ink.ellipse((x - r + across, y - r, x + r + across, y + r), fill=grey)
    glow(view.canvas, (x, top), 0.3 * width, (255, 130, 50), 0.7)
    for k in range(15):  # what is thrown out
        turn, far = math.pi * (1.2 + 0.6 * k / 14), height * view.dice.uniform(0.08, 0.24)
        dx, dy, r = 0.7 * far * math.cos(turn), far * math.sin(turn), 0.007 * width
        ink.line(
            (x + 0.4 * dx, top + 0.4 * dy, x + dx, top + dy), fill=(255, 176, 60), width=round(r)
        )
        ink.ellipse((x + dx - r, top + dy - r, x + dx + r, top + dy + r), fill=(255, 214, 90))
