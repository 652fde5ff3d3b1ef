"""Trees that people name, and plants of fields and waters."""

import math

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import Colour

_WOOD: Colour = (112, 78, 52)
_PLANT: Colour = (70, 150, 76)


def wheat(pen: Pen, colour: Colour) -> None:
    for x, lean in ((0.5, 0.0), (0.3, -0.12), (0.7, 0.12)):
        top = (x + lean, 0.1 + abs(lean))
        pen.line(curve([(0.5 + 0.3 * (x - 0.5), 1.0), (x, 0.6), top], closed=False), 0.02,
                 darker(colour, 0.2))  # fmt: skip
        for k in range(6):
            share = k / 8
            cx, cy = top[0] + (x - top[0]) * share, top[1] + (0.6 - top[1]) * share
            for side in (-1, 1):
                pen.tilted(cx + side * 0.04, cy, 0.055, 0.024, -side * 0.13, colour)
                pen.line([(cx + side * 0.06, cy - 0.04), (cx + side * 0.1, cy - 0.16)], 0.006,
                         darker(colour, 0.1))  # fmt: skip


def clover(pen: Pen, colour: Colour) -> None:
    pen.line(curve([(0.5, 0.46), (0.54, 0.76), (0.46, 1.0)], closed=False), 0.04,
             darker(colour, 0.2))  # fmt: skip
    pen.ellipse(0.5, 0.42, 0.12, 0.12, colour)
    for k in range(4):
        turn = k / 4 + 0.125
        x, y = 0.5 + 0.21 * math.cos(math.tau * turn), 0.42 + 0.21 * math.sin(math.tau * turn)
        for side in (-1, 1):
            pen.tilted(x - side * 0.085 * math.sin(math.tau * turn),
                       y + side * 0.085 * math.cos(math.tau * turn), 0.16, 0.12, turn,
                colour)  # fmt: skip
        pen.line([(0.5, 0.42), (x, y)], 0.016, lighter(colour, 0.4))


def lily_pad(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.88, 0.52, 0.15, darker(colour, 0.25))
    pen.ellipse(0.5, 0.86, 0.52, 0.15, colour)
    notch = arc(0.5, 0.86, 0.53, 0.16, 0.05, 0.11, 4)
    pen.polygon([(0.5, 0.86), *notch], (70, 140, 176))
    for x, y in arc(0.5, 0.86, 0.46, 0.13, 0.2, 0.98, 9):
        pen.line([(0.5, 0.86), (x, y)], 0.01, lighter(colour, 0.25))


def seaweed(pen: Pen, colour: Colour) -> None:
    for x, tall in ((0.24, 0.3), (0.42, 0.06), (0.6, 0.2), (0.78, 0.4)):
        steps = [(x + 0.05 * (-1) ** k, 1.0 - (1.0 - tall) * k / 6) for k in range(7)]
        pen.line(curve(steps, closed=False), 0.05, colour)
        for k, (px, py) in enumerate(steps[1:]):
            pen.tilted(px + 0.06 * (-1) ** k, py, 0.08, 0.03, 0.08 * (-1) ** k, lighter(colour,
                0.12))  # fmt: skip


def coral(pen: Pen, colour: Colour) -> None:
    def grow(x: float, y: float, turn: float, long: float, wide: float) -> None:
        tip = (x + long * math.cos(math.tau * turn), y + long * math.sin(math.tau * turn))
        pen.line([(x, y), tip], wide, colour)
        pen.ellipse(*tip, 0.6 * wide, 0.6 * wide, lighter(colour, 0.25))
        if long > 0.12:
            for bend in (-0.09, 0.08):
                grow(*tip, turn + bend, 0.72 * long, 0.78 * wide)

    for x, turn in ((0.5, -0.25), (0.4, -0.32), (0.6, -0.18)):
        grow(x, 0.98, turn, 0.26, 0.075)


def willow(pen: Pen, colour: Colour) -> None:
    pen.line(curve([(0.5, 1.0), (0.47, 0.7), (0.52, 0.36)], closed=False), 0.11, _WOOD)
    for x, y, rx in ((0.3, 0.28, 0.24), (0.7, 0.28, 0.24), (0.5, 0.18, 0.3)):
        pen.ellipse(x, y, rx, 0.17, darker(colour, 0.15))
    for k in range(15):
        x = 0.06 + 0.063 * k
        long = 0.36 + 0.14 * (k * 5 % 4) / 3 + 0.16 * abs(k - 7) / 7
        if abs(k - 7) < 2:
            long = 0.2
        pen.line([(0.5 + 0.9 * (x - 0.5), 0.24), (x, 0.3 + long)], 0.05,
                 darker(colour, 0.1 * (k % 3)))  # fmt: skip


def birch(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 1.0), (0.5, 0.24)], 0.075, (244, 242, 236))
    for k in range(7):
        x, y = 0.47 + 0.035 * (k % 2), 0.5 + 0.07 * k
        pen.line([(x, y), (x + 0.03, y)], 0.014, (50, 48, 50))
    for x, y, rx, ry in ((0.36, 0.36, 0.17, 0.15), (0.64, 0.34, 0.17, 0.15), (0.5, 0.16, 0.2, 0.16),
                         (0.5, 0.32, 0.2, 0.18)):  # fmt: skip
        pen.ellipse(x, y, rx, ry, darker(colour, 0.12) if y > 0.33 else colour)
    for x, y in ((0.42, 0.12), (0.58, 0.2), (0.36, 0.3), (0.62, 0.34), (0.5, 0.26)):
        pen.ellipse(x, y, 0.035, 0.028, lighter(colour, 0.3))


def acacia(pen: Pen, colour: Colour) -> None:
    for tip in ((0.2, 0.36), (0.42, 0.3), (0.62, 0.28), (0.82, 0.36)):
        pen.line(curve([(0.5, 1.0), (0.49, 0.68), tip], closed=False), 0.05, _WOOD)
    pen.ellipse(0.5, 0.3, 0.54, 0.1, darker(colour, 0.2))
    for x, y, rx in ((0.24, 0.26, 0.24), (0.76, 0.26, 0.24), (0.5, 0.2, 0.32)):
        pen.ellipse(x, y, rx, 0.085, colour)


WILD_PLANTS: dict[str, Kind] = {
    "ears of wheat": Kind(wheat, "", ((232, 186, 80),), "grain", 0.5, home="meadow"),
    "clover": Kind(clover, "clover shamrock", ((70, 160, 70),), "", 0.36),
    "lily pad": Kind(lily_pad, "lilypad", (_PLANT,), "", 0.42, 0.84, "lake"),
    "seaweed": Kind(seaweed, "seaweed kelp algae", ((50, 130, 90),), "", 0.46, home="underwater"),
    "piece of coral": Kind(coral, "", ((240, 100, 110),), "", 0.44, home="underwater"),
    "willow": Kind(willow, "willow", ((120, 168, 80),), "", 0.58, 0.1),
    "birch": Kind(birch, "birch aspen", ((130, 186, 84),), "poplar", 0.58, 0.1),
    "acacia": Kind(acacia, "acacia baobab", ((96, 140, 66),), "", 0.58, 0.14, "savanna"),
}  # fmt: skip
