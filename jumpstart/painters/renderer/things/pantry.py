"""More food and drink."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import WHITE, Colour
from .food import plate

_LEAF: Colour = (84, 160, 70)
_T = "table"


def milk(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.26, 0.06), (0.74, 0.06), (0.68, 1.0), (0.32, 1.0)], (206, 226, 240), 0.7)
    pen.polygon([(0.28, 0.22), (0.72, 0.22), (0.67, 0.97), (0.33, 0.97)], colour)
    pen.ellipse(0.5, 0.22, 0.22, 0.04, darker(colour, 0.08))
    pen.polygon([(0.34, 0.3), (0.39, 0.3), (0.42, 0.88), (0.38, 0.88)], WHITE, 0.6)


def cherries(pen: Pen, colour: Colour) -> None:
    for x, y in ((0.28, 0.72), (0.7, 0.78)):
        pen.line([(x, y - 0.16), (0.52, 0.06)], 0.03, _LEAF)
        pen.ellipse(x, y, 0.21, 0.21, colour)
        pen.ellipse(x - 0.07, y - 0.08, 0.05, 0.04, lighter(colour, 0.6))
    pen.blob([(0.52, 0.08), (0.7, 0.0), (0.9, 0.1), (0.72, 0.2)], _LEAF)


def pineapple(pen: Pen, colour: Colour) -> None:
    for k in range(7):
        turn = math.pi * (1.15 + 0.117 * k)
        tip = (0.5 + 0.34 * math.cos(turn), 0.36 + 0.4 * math.sin(turn))
        pen.polygon([(0.42, 0.38), tip, (0.58, 0.38)], darker(_LEAF, 0.12 * (k % 2)))
    pen.ellipse(0.5, 0.67, 0.25, 0.33, colour)
    for k in range(-3, 4):
        for way in (-1, 1):
            x = 0.5 + 0.1 * k
            ends = [(x - 0.1 * way, 0.42), (x + 0.1 * way, 0.92)]
            inside = [(min(0.72, max(0.28, px)), py) for px, py in ends]
            pen.line(inside, 0.012, darker(colour, 0.35))


def corn(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.5, 0.02), (0.66, 0.3), (0.64, 0.9), (0.36, 0.9), (0.34, 0.3)], colour)
    for row in range(9):
        for k in range(4):
            pen.ellipse(0.41 + 0.06 * k, 0.18 + 0.075 * row, 0.025, 0.03, lighter(colour, 0.35))
    for way in (-1, 1):
        pen.blob([(0.5, 1.0), (0.5 + way * 0.1, 0.7), (0.5 + way * 0.34, 0.36),
                  (0.5 + way * 0.3, 0.8)], _LEAF)  # fmt: skip


def cookie(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.56, 0.42, 0.42, darker(colour, 0.2))
    pen.ellipse(0.5, 0.54, 0.4, 0.4, colour)
    for x, y in ((0.36, 0.34), (0.62, 0.36), (0.5, 0.54), (0.28, 0.58), (0.72, 0.6), (0.42, 0.76),
                 (0.62, 0.8)):  # fmt: skip
        pen.ellipse(x, y, 0.055, 0.05, (84, 50, 34))


def hot_dog(pen: Pen, colour: Colour) -> None:
    plate(pen)
    pen.line([(0.16, 0.7), (0.84, 0.7)], 0.26, (222, 162, 90))
    pen.line([(0.08, 0.6), (0.92, 0.6)], 0.17, colour)
    wave = [(0.12 + 0.095 * k, 0.57 + 0.045 * (-1) ** k) for k in range(9)]
    pen.line(wave, 0.035, (250, 206, 60))
    pen.line([(0.18, 0.78), (0.82, 0.78)], 0.13, (232, 178, 106))


def popcorn(pen: Pen, colour: Colour) -> None:
    for x, y in ((0.26, 0.36), (0.42, 0.28), (0.58, 0.28), (0.74, 0.36), (0.34, 0.18), (0.5, 0.12),
                 (0.66, 0.18), (0.5, 0.36)):  # fmt: skip
        for dx, dy in ((-0.05, 0.0), (0.05, 0.01), (0.0, -0.05)):
            pen.ellipse(x + dx, y + dy, 0.065, 0.06, (252, 240, 200))
        pen.ellipse(x, y + 0.02, 0.03, 0.025, (240, 200, 110))
    pen.polygon([(0.16, 0.42), (0.84, 0.42), (0.74, 1.0), (0.26, 1.0)], WHITE)
    for k in range(4):
        x = 0.18 + 0.18 * k
        pen.polygon([(x, 0.42), (x + 0.09, 0.42), (0.5 + 0.7 * (x - 0.41), 1.0), (0.5 + 0.7 *
            (x - 0.5), 1.0)], colour)  # fmt: skip


def broccoli(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.42, 0.5), (0.58, 0.5), (0.62, 1.0), (0.38, 1.0)], lighter(colour, 0.45))
    for x, y, size in ((0.26, 0.46, 0.18), (0.74, 0.46, 0.18), (0.5, 0.5, 0.18), (0.38, 0.26, 0.19),
                       (0.62, 0.26, 0.19)):  # fmt: skip
        pen.ellipse(x, y, size, 0.9 * size, darker(colour, 0.25 * abs(x - 0.5)))
        pen.ellipse(x - 0.04, y - 0.05, 0.4 * size, 0.35 * size, lighter(colour, 0.18))


PANTRY: dict[str, Kind] = {
    "milk": Kind(milk, "milk", ((250, 250, 248),), "yogurt", 0.4, home=_T),
    "cherries": Kind(cherries, "cherry cherries", ((190, 26, 50),), "cranberry", 0.36, home=_T),
    "pineapple": Kind(pineapple, "pineapple", ((240, 184, 60),), "", 0.44, home=_T),
    "corn": Kind(corn, "corn", ((250, 210, 70),), "maize", 0.42, home=_T),
    "cookie": Kind(cookie, "cookie biscuit", ((210, 152, 90),), "brownie", 0.36, home=_T),
    "hot dog": Kind(hot_dog, "hotdog", ((196, 84, 56),), "", 0.42, home=_T),
    "popcorn": Kind(popcorn, "popcorn", ((214, 48, 52),), "", 0.42, home=_T),
    "broccoli": Kind(broccoli, "broccoli", ((70, 146, 66),), "cauliflower", 0.4, home=_T),
}  # fmt: skip
