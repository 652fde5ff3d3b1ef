"""Weather and seasons, painted over a finished scene or behind it."""

import math

from PIL import Image, ImageDraw

from ..brush import glow, wash
from ..world import Colour, mix
from .heavens import BEFORE, BEHIND
from .skies import View

SEASON_TINTS: dict[str, tuple[Colour, float]] = {
    "autumn": ((214, 130, 44), 0.6), "winter": ((238, 244, 250), 0.88), "spring": ((150, 206, 96),
    0.3),
    "summer": ((240, 214, 80), 0.14),
}  # fmt: skip


def behind(view: View, weather: str | None) -> None:
    """Paint what is in the sky, before the ground and the things."""
    width, height = view.canvas.size
    unit, ink = min(width, height), ImageDraw.Draw(view.canvas, "RGBA")
    if weather in BEHIND:
        BEHIND[weather](view)
    elif weather == "rainbow":
        hues = (
            (220, 60, 60),
            (240, 150, 50),
            (250, 214, 70),
            (90, 180, 90),
            (70, 130, 220),
            (130, 80, 190),
        )
        for k, hue in enumerate(hues):
            r = width * (0.46 - 0.022 * k)
            box = (
                width / 2 - r,
                height * view.horizon - r,
                width / 2 + r,
                height * view.horizon + r,
            )
            ink.arc(box, 180, 360, fill=(*hue, 210), width=round(0.024 * width))
    elif weather == "aurora":
        for k, hue in enumerate(((80, 230, 150), (110, 210, 220), (170, 110, 220))):
            for n in range(56):
                x = n / 55
                y = 0.16 + 0.09 * k + 0.05 * math.sin(0.22 * n + 2 * k)
                high = 0.12 + 0.04 * math.sin(0.9 * n + k)
                ray = [(x - 0.012, y - high), (x + 0.012, y - high), (x + 0.012, y), (x - 0.012, y)]
                ink.polygon([(a * width, b * height) for a, b in ray], fill=(*hue, 44))
                glow(view.canvas, (x * width, y * height), 0.07 * unit, hue, 0.3)
    elif weather in ("rain", "storm", "clouds"):
        grey: Colour = (84, 90, 106) if weather == "storm" else (150, 158, 172)
        veil = Image.new(
            "RGB", (width, round(height * (view.horizon + 0.06))), view.light(grey, 0.6)
        )
        mask = wash(veil.size, [[(200,) * 3], [(150,) * 3]]).convert("L")
        view.canvas.paste(veil, (0, 0), mask)
        _heap(view, grey, 3 if weather == "clouds" else 1)


def _heap(view: View, grey: Colour, rows: int) -> None:
    """Heavy clouds: the lower rows are brighter."""
    width, height = view.canvas.size
    unit, ink = min(width, height), ImageDraw.Draw(view.canvas, "RGBA")
    for k in range(12 * rows):
        row = k % rows
        x = width * (k // rows + view.dice.random()) / 12
        y = height * (0.15 * row + view.dice.uniform(0.0, 0.16))
        r = unit * view.dice.uniform(0.07, 0.12)
        cloud = mix(view.light(grey, 0.6), (30, 34, 50), 0.15 * (k % 3))
        cloud = mix(cloud, view.light((240, 242, 246)), 0.3 * row)
        ink.ellipse((x - 1.6 * r, y - 0.7 * r, x + 1.6 * r, y + 0.7 * r), fill=(*cloud, 235))


def puddles(view: View) -> None:
    """Water on the ground, with rings where drops fall."""
    width, height = view.canvas.size
    unit, ink = min(width, height), ImageDraw.Draw(view.canvas, "RGBA")
    for k in range(6):
        x = width * (k + view.dice.random()) / 6
        y = height * (view.horizon + (1 - view.horizon) * view.dice.uniform(0.35, 0.95))
        rx = unit * view.dice.uniform(0.06, 0.13)
        box = (x - rx, y - 0.24 * rx, x + rx, y + 0.24 * rx)
        ink.ellipse(box, fill=(*view.light((150, 176, 206)), 235))
        for size in (0.6, 0.3):
            ring = (x - size * rx, y - 0.24 * size * rx, x + size * rx, y + 0.24 * size * rx)
            ink.ellipse(ring, outline=(*view.light((226, 236, 246)), 230), width=unit // 250 + 1)


def before(view: View, weather: str | None, season: str | None) -> None:
    """Paint what falls or drifts before the things."""
    if weather in BEFORE:
        BEFORE[weather](view)
    if weather == "storm":
        _lightning(view)
    if weather in ("rain", "storm"):
        _streaks(view, 130 if weather == "storm" else 90)
    elif weather == "fog":
        _fog(view)
    if weather == "snowfall" or season == "winter":
        _flakes(view, ((248, 250, 255),), 90)
    elif season == "autumn":
        _flakes(view, ((206, 92, 40), (226, 150, 50), (176, 60, 40)), 34, 2.0)
    elif season == "spring":
        _flakes(view, ((250, 190, 210), (252, 226, 234)), 34, 1.3)


def _lightning(view: View) -> None:
    width, height = view.canvas.size
    x = width * view.dice.choice((0.2, 0.8))
    glow(view.canvas, (x, 0.25 * height), 0.3 * min(width, height), (220, 226, 255), 0.6)
    points = [
        (0.0, 0.0),
        (0.05, 0.16),
        (0.0, 0.17),
        (0.06, 0.38),
        (-0.04, 0.2),
        (0.0, 0.19),
        (-0.04, 0.02),
    ]
    ImageDraw.Draw(view.canvas).polygon([(x + a * width, (0.06 + b) * height) for a, b in points],
                                        fill=(255, 246, 190))  # fmt: skip


def _streaks(view: View, count: int) -> None:
    width, height = view.canvas.size
    ink, unit = ImageDraw.Draw(view.canvas, "RGBA"), min(width, height)
    for _ in range(count):
        x, y = width * view.dice.uniform(0, 1.1), height * view.dice.uniform(-0.05, 1)
        long = unit * view.dice.uniform(0.04, 0.08)
        ink.line(
            (x, y, x - 0.3 * long, y + long),
            fill=(214, 228, 246, 170),
            width=max(1, round(0.005 * unit)),
        )


def _fog(view: View) -> None:
    width, height = view.canvas.size
    veil = Image.new("RGB", view.canvas.size, view.light((222, 226, 232), 0.7))
    rows = [(120,) * 3, (150,) * 3, (205,) * 3, (130,) * 3, (110,) * 3]
    mask = wash((width, height), [[row] for row in rows]).convert("L")
    view.canvas.paste(veil, (0, 0), mask)


def _flakes(view: View, hues: tuple[Colour, ...], count: int, grow: float = 1.0) -> None:
    width, height = view.canvas.size
    ink, unit = ImageDraw.Draw(view.canvas, "RGBA"), min(width, height)
    for k in range(count):
        x, y = width * view.dice.random(), height * view.dice.random()
        r = unit * view.dice.uniform(0.004, 0.009) * grow
        flat = 1.0 if grow == 1 else 0.6
        ink.ellipse((x - r, y - flat * r, x + r, y + flat * r), fill=(*hues[k % len(hues)], 235))
