"""Paint what is in the sky besides the sun: a full moon, the Milky Way, fireworks, sunbeams."""

import math
from collections.abc import Callable

from ..world import Colour, mix
from .ink import Ink
from .skies import View, disc

# These are in a night's sky.
NIGHTLY = {"aurora", "full moon", "milky way", "fireworks", "meteors"}
_MOON: Colour = (248, 244, 222)


def full_moon(view: View) -> None:
    """A large moon with its dark plains."""
    ink = Ink(view)
    x, y, r = ink.width * 0.5, ink.height * min(0.3, 0.48 * view.horizon), ink.unit * 0.15
    disc(view, (x, y), r, _MOON, (200, 210, 246), 0.55)
    for dx, dy, size in ((-0.35, -0.3, 0.26), (0.2, -0.42, 0.18), (0.36, 0.1, 0.28),
                         (-0.2, 0.3, 0.22), (-0.55, 0.12, 0.14), (0.1, 0.58, 0.16)):  # fmt: skip
        ink.lamp((x + dx * r) / ink.width, (y + dy * r) / ink.height, size * 0.15, size * 0.13,
                 (222, 216, 194))  # fmt: skip


def glitter(view: View, x: float, colour: Colour) -> None:
    """The light of the sun or the moon on the water below it; `x` in widths."""
    ink, top = Ink(view), view.horizon
    for k in range(22):
        near = (k + 0.5) / 22
        y, half = top + 0.01 + (0.97 - top) * near, 0.03 + 0.09 * near * view.dice.uniform(0.5, 1)
        at = x + view.dice.uniform(-0.03, 0.03)
        ink.line([(at - half, y), (at + half, y)], 0.006 + 0.006 * near, colour, 0.75)


def milky_way(view: View) -> None:
    ink, dice = Ink(view), view.dice
    for k in range(26):
        t = k / 25
        x, y = 0.08 + 0.9 * t, 0.02 + (view.horizon - 0.02) * (1 - t)
        hue = mix((120, 110, 200), (236, 190, 210), math.sin(math.pi * t))
        ink.shine(x, y, 0.17, hue, 0.22)
        ink.shine(x + 0.02, y + 0.02, 0.07, (250, 226, 214), 0.2)
    for _ in range(260):
        t, off = dice.random(), dice.gauss(0, 0.07)
        x, y = 0.08 + 0.9 * t + off, 0.02 + (view.horizon - 0.02) * (1 - t) + off
        r = dice.choice((0.0015, 0.002, 0.003))
        ink.lamp(x, y, r, r, (255, 250, 236))
    for _ in range(90):
        r = dice.choice((0.0015, 0.002, 0.0035))
        ink.lamp(dice.random(), view.horizon * dice.random(), r, r, (255, 252, 230))


def fireworks(view: View) -> None:
    ink, dice = Ink(view), view.dice
    hues = ((255, 90, 90), (255, 210, 80), (110, 220, 255), (200, 120, 255), (120, 255, 150))
    for k, (x, y, r) in enumerate(((0.26, 0.2, 0.19), (0.72, 0.16, 0.21), (0.5, 0.36, 0.15),
                                   (0.12, 0.42, 0.11), (0.88, 0.42, 0.12))):  # fmt: skip
        hue = hues[(k + dice.randrange(5)) % 5]
        ink.shine(x, y, r, hue, 0.45)
        for n in range(18):
            turn = math.tau * n / 18 + 0.1 * k
            dx, dy = math.cos(turn) * r, math.sin(turn) * r
            ends = ink.at([(x + 0.25 * dx, y + 0.25 * dy), (x + 0.94 * dx, y + 0.94 * dy + 0.012)])
            ink.draw.line(ends, fill=hue, width=max(1, ink.unit // 220))
            ink.lamp(x + dx, y + dy + 0.014, 0.006, 0.006, mix(hue, (255, 255, 255), 0.5))


def meteors(view: View) -> None:
    ink, dice = Ink(view), view.dice
    for k in range(7):
        x, y = (k + dice.random()) / 7, dice.uniform(0.04, 0.75 * view.horizon)
        long = dice.uniform(0.1, 0.2)
        for n in range(6):
            a, b = long * n / 6, long * (n + 1) / 6
            ends = ink.at([(x + a, y - 0.6 * a), (x + b, y - 0.6 * b)])
            ink.draw.line(ends, fill=(255, 250, 226, 250 - 40 * n), width=max(1, ink.unit // 190))
        ink.lamp(x, y, 0.006, 0.006, (255, 255, 246))


def sunbeams(view: View) -> None:
    """Broad rays from the upper left, before everything."""
    ink = Ink(view)
    ink.shine(0.12, -0.02, 0.5, (255, 250, 214), 0.7)
    for k, (far, wide) in enumerate(((0.28, 0.1), (0.52, 0.14), (0.8, 0.16), (1.12, 0.2))):
        ray = [(0.08 + 0.02 * k, -0.02), (0.12 + 0.02 * k, -0.02), (far + wide, 1.02), (far, 1.02)]
        ink.draw.polygon(ink.at(ray), fill=(255, 248, 206, 62))


def wind(view: View) -> None:
    """Lines that curl, and leaves that fly."""
    ink, dice = Ink(view), view.dice
    for k in range(6):
        x, y, long = dice.uniform(0, 0.6), 0.1 + 0.13 * k, dice.uniform(0.2, 0.34)
        points = [(x + long * n / 8, y + 0.012 * math.sin(0.8 * n)) for n in range(9)]
        end = points[-1]
        for n in range(12):
            turn, r = math.pi / 2 - 0.5 * n, 0.04 * (1 - n / 14)
            points.append((end[0] + r * math.cos(turn), end[1] - 0.04 + r * math.sin(turn)))
        ink.draw.line(ink.at(points), fill=(250, 252, 255, 190), width=max(2, ink.unit // 130))
    for _ in range(16):
        x, y = dice.random(), dice.random()
        ink.oval(x, y, 0.014, 0.007, dice.choice(((120, 160, 60), (206, 140, 50), (176, 90, 50))))


BEHIND: dict[str, Callable[[View], None]] = {
    "full moon": full_moon, "milky way": milky_way, "fireworks": fireworks, "meteors": meteors,
}  # fmt: skip
BEFORE: dict[str, Callable[[View], None]] = {"sunbeams": sunbeams, "wind": wind}
