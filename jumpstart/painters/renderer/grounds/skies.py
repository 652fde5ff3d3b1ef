"""Paint the sky at each time of day, and give its light to the scene."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from ..brush import Pen, Point, glow
from ..world import WHITE, Colour, Scene, mix

SKIES: dict[str, tuple[Colour, ...]] = {
    "day": ((74, 150, 226), (138, 196, 240), (206, 232, 248)),
    "sunset": ((92, 62, 128), (226, 106, 96), (252, 186, 96)),
    "night": ((8, 12, 40), (16, 26, 68), (34, 52, 104)),
    "twilight": ((22, 34, 92), (66, 84, 156), (226, 154, 150)),
}
FOGGY: tuple[Colour, ...] = ((190, 202, 212), (210, 218, 224), (226, 230, 234))
GLOOM = {"rain", "storm", "fog", "clouds", "snowfall"}  # weathers without a sun
MOONLESS = {"full moon", "milky way", "fireworks", "meteors"}  # skies without a crescent
# The sky of Mars has other colours.
MARS_SKIES: dict[str, tuple[Colour, ...]] = {
    "day": ((206, 152, 112), (226, 180, 140), (240, 206, 172)),
    "sunset": ((112, 66, 76), (206, 108, 84), (246, 176, 108)),
    "night": ((16, 8, 22), (38, 18, 34), (66, 34, 44)),
    "twilight": ((40, 22, 46), (110, 66, 76), (206, 130, 110)),
}
# The colour that the light mixes into every other colour, and its share.
LIGHTS: dict[str, tuple[Colour, float]] = {
    "day": (WHITE, 0.0),
    "sunset": ((150, 60, 60), 0.26),
    "night": ((10, 16, 52), 0.44),
    "twilight": ((28, 38, 92), 0.36),
}
NIGHT: Colour = (14, 11, 20)
MOON: Colour = (244, 240, 214)


def _crescent() -> list[Point]:
    """The outline of a crescent moon: half a circle on the left, and a flatter arc back."""
    turns = [math.pi * (0.36 + 1.28 * step / 24) for step in range(25)]
    outer = [(math.cos(turn), math.sin(turn)) for turn in turns]
    # The inner circle passes through both tips of the crescent.
    middle, tip = 0.42, outer[0]
    reach = math.hypot(tip[0] - middle, tip[1])
    half = math.pi - math.atan2(tip[1], middle - tip[0])
    inner = [
        (middle + reach * math.cos(turn), reach * math.sin(turn))
        for turn in (2 * math.pi - half - (2 * math.pi - 2 * half) * k / 24 for k in range(25))
    ]
    return [*outer, *inner]


_CRESCENT = _crescent()


@dataclass(frozen=True, slots=True)
class View:
    """A canvas with a horizon, in the light of a time of day."""

    canvas: Image.Image
    time: str
    horizon: float
    dice: random.Random
    without: frozenset[str] = frozenset()  # what must not be there
    tints: tuple[tuple[Colour, float], ...] = ()  # colours of the ground, each with its share
    indoors: bool = False  # under lamps at night
    black: bool = False  # things are silhouettes
    floor: float | None = None  # where things stand, as a share of the height
    scene: Scene = Scene()  # noqa: RUF009 - it is frozen

    def shows(self, kind: str) -> bool:
        """False if the ground must not show one: it is left out, or the scene has its own."""
        return kind not in self.without and all(thing.kind != kind for thing in self.scene.things)

    def light(self, colour: Colour, share: float = 1.0) -> Colour:
        """`colour` in the light of the time and with the tints. `share` reduces the light."""
        for tint, strength in self.tints:
            bright = min(1.2, 0.8 + (sum(colour) - 330) / 900)
            bright = max(bright, 0.93) if sum(tint) > 690 else bright  # snow
            red, green, blue = (min(255, round(part * bright)) for part in tint)
            colour = mix(colour, (red, green, blue), strength)
        light, strength = LIGHTS[self.time]
        return mix(colour, light, strength * share * (0.45 if self.indoors else 1))

    def built(self) -> "View":
        """The view for walls, which keep their colours in snow."""
        return replace(self, tints=self.tints[-1:] if self.scene.tint else ())

    def half_light(self, colour: Colour) -> Colour:
        return self.light(colour, 0.5)

    def pen(self, left: float, top: float, side: float, mirrored: bool = False) -> Pen:
        """A pen for a box in pixels. Its colours are tinted less than the ground, to stand out."""
        return Pen(
            self.canvas,
            left,
            top,
            side,
            (lambda _: NIGHT) if self.black else replace(self, tints=()).half_light,
            mirrored,
            self.time == "night",
        )


def paint_heaven(view: View) -> float:
    """Paint clouds and a sun by day, a large low sun at sunset, a moon and stars at night.
    Returns where the sun or the moon is, in widths."""
    canvas, dice = view.canvas, view.dice
    width, height = canvas.size
    unit = min(width, height)
    x = width * (dice.uniform(0.14, 0.3) if dice.random() < 0.5 else dice.uniform(0.7, 0.86))
    if view.time == "day":
        y = height * dice.uniform(0.12, 0.2)
        if "sun" not in view.without and view.scene.weather not in GLOOM:
            disc(view, (x, y), unit * 0.085, (255, 240, 170), (255, 250, 220), 0.6)
        for _ in range(0 if "clouds" in view.without or view.scene.weather == "fog" else 2):
            across = (x / width + dice.uniform(0.3, 0.7)) % 1  # not in front of the sun
            _cloud(view, across * width, height * dice.uniform(0.08, 0.3))
    elif view.time == "sunset":
        y = height * (view.horizon - dice.uniform(0.07, 0.13))
        disc(view, (x, y), unit * 0.115, (255, 224, 130), (255, 236, 170), 0.75)
        ink = ImageDraw.Draw(canvas, "RGBA")
        for _ in range(3):
            top = height * dice.uniform(0.1, 0.36)
            left = width * dice.uniform(-0.2, 0.7)
            box = (left, top, left + width * dice.uniform(0.3, 0.6), top + unit * 0.02)
            ink.rounded_rectangle(box, unit * 0.01, fill=(255, 196, 150, 90))
    else:
        if "stars" not in view.without:
            stars(view)
        if "moon" not in view.without and view.scene.weather not in MOONLESS:
            y = height * dice.uniform(0.13, 0.2)
            glow(canvas, (x, y), unit * 0.24, (170, 184, 226), 0.35)
            ink = ImageDraw.Draw(canvas)
            outline = [(x + unit * 0.078 * a, y + unit * 0.078 * b) for a, b in _CRESCENT]
            ink.polygon(outline, MOON)
    return x / width


def disc(
    view: View,
    at: tuple[float, float],
    radius: float,
    colour: Colour,
    halo: Colour,
    share: float,
) -> None:
    glow(view.canvas, at, 3.2 * radius, halo, share)
    box = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
    ImageDraw.Draw(view.canvas).ellipse(box, fill=colour)


def _cloud(view: View, x: float, y: float) -> None:
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    unit = min(view.canvas.size) * view.dice.uniform(0.8, 1.2)
    for dx, dy, rx, ry in (
        (-0.1, 0.01, 0.08, 0.025),
        (0.1, 0.012, 0.09, 0.023),
        (-0.03, -0.02, 0.07, 0.045),
        (0.05, -0.008, 0.06, 0.035),
    ):
        left, top = x + unit * (dx - rx), y + unit * (dy - ry)
        ink.ellipse(
            (left, top, left + 2 * unit * rx, top + 2 * unit * ry), fill=(252, 253, 255, 255)
        )


def stars(view: View) -> None:
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    width, height = view.canvas.size
    for _ in range(36):
        x = width * view.dice.random()
        y = height * view.horizon * view.dice.random()
        radius = min(width, height) * view.dice.choice((0.003, 0.004, 0.007))
        box = (x - radius, y - radius, x + radius, y + radius)
        ink.ellipse(box, fill=(255, 252, 226, 235))


def lot(view: View, count: int, nearest: float) -> Iterator[tuple[float, float, float]]:
    """Places on the ground: x, y, and a size in pixels that grows towards us."""
    width, height = view.canvas.size
    for _ in range(count):
        depth = view.dice.uniform(nearest, 1)
        y = height * (view.horizon + (1 - view.horizon) * depth)
        yield width * view.dice.random(), y, min(width, height) * (0.5 + 0.6 * depth)
