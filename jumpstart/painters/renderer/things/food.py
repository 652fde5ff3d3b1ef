"""Food and drink, mostly on a plate."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Drawing, Kind
from ..world import WHITE, Colour

_LEAF: Colour = (84, 160, 70)


def plate(pen: Pen, colour: Colour = (250, 250, 250)) -> None:
    pen.ellipse(0.5, 0.86, 0.48, 0.12, darker(colour, 0.12))
    pen.ellipse(0.5, 0.84, 0.46, 0.11, colour)
    pen.ellipse(0.5, 0.84, 0.33, 0.075, darker(colour, 0.06))


def pizza(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.52, 0.47, 0.45, (206, 142, 70))
    pen.ellipse(0.5, 0.52, 0.4, 0.38, (206, 66, 40))
    pen.ellipse(0.5, 0.52, 0.38, 0.36, colour)
    for k in range(7):
        turn = math.tau * k / 7 + 0.3
        x, y = 0.5 + 0.25 * math.cos(turn), 0.52 + 0.23 * math.sin(turn)
        pen.ellipse(x, y, 0.065, 0.062, (190, 50, 42))
        pen.ellipse(x - 0.015, y - 0.015, 0.025, 0.022, (224, 100, 80))
        pen.ellipse(x + 0.09 * math.sin(turn), y - 0.08, 0.03, 0.018, _LEAF)
    pen.ellipse(0.5, 0.5, 0.065, 0.062, (190, 50, 42))
    for x, y in ((0.38, 0.4), (0.62, 0.42), (0.56, 0.66), (0.36, 0.62), (0.78, 0.56)):
        _mushroom(pen, x, y)
    for k in range(4):
        turn = math.pi * k / 4 + 0.15
        dx, dy = 0.44 * math.cos(turn), 0.42 * math.sin(turn)
        pen.line([(0.5 - dx, 0.52 - dy), (0.5 + dx, 0.52 + dy)], 0.008, (170, 96, 44))


def pizza_slice(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.1, 0.26), (0.9, 0.26), (0.52, 1.0)], colour)
    pen.line([(0.12, 0.22), (0.5, 0.15), (0.88, 0.22)], 0.13, (206, 142, 70))
    for x, y in ((0.34, 0.4), (0.62, 0.42), (0.49, 0.64), (0.52, 0.32)):
        pen.ellipse(x, y, 0.08, 0.076, (190, 50, 42))
        pen.ellipse(x - 0.02, y - 0.02, 0.03, 0.026, (224, 100, 80))
    for x, y in ((0.45, 0.5), (0.72, 0.32), (0.24, 0.3)):
        pen.ellipse(x, y, 0.04, 0.022, _LEAF)
    for x, y in ((0.47, 0.42), (0.58, 0.54), (0.76, 0.42)):
        _mushroom(pen, x, y)


def _mushroom(pen: Pen, x: float, y: float) -> None:
    """Draw a slice of a mushroom, as on a pizza."""
    for grow, colour in ((1.0, (150, 112, 78)), (0.72, (246, 236, 214))):
        pen.box(x - 0.022 * grow, y, x + 0.022 * grow, y + 0.062 * grow, colour)
        pen.ellipse(x, y, 0.056 * grow, 0.038 * grow, colour)


def cake(pen: Pen, colour: Colour) -> None:
    plate(pen)
    pen.box(0.18, 0.46, 0.82, 0.82, (238, 206, 150))
    pen.ellipse(0.5, 0.82, 0.32, 0.07, (238, 206, 150))
    pen.box(0.18, 0.6, 0.82, 0.66, lighter(colour, 0.3))
    pen.box(0.18, 0.38, 0.82, 0.5, colour)
    for k in range(6):
        pen.ellipse(0.23 + 0.108 * k, 0.5, 0.052, 0.05 + 0.03 * (k % 2), colour)
    pen.ellipse(0.5, 0.38, 0.32, 0.075, lighter(colour, 0.25))
    for k, hue in enumerate(((80, 150, 220), (250, 200, 60), (110, 190, 110))):
        x = 0.34 + 0.16 * k
        pen.line([(x, 0.37), (x, 0.2)], 0.03, hue)
        pen.glowing().ellipse(x, 0.14, 0.024, 0.045, (255, 190, 70))


def cupcake(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.22, 0.56), (0.78, 0.56), (0.68, 1.0), (0.32, 1.0)], (206, 150, 90))
    for k in range(4):
        pen.line([(0.3 + 0.13 * k, 0.58), (0.35 + 0.1 * k, 0.98)], 0.012, (160, 104, 56))
    for y, rx in ((0.52, 0.33), (0.38, 0.26), (0.25, 0.17)):
        pen.ellipse(0.5, y, rx, 0.11, colour if rx != 0.26 else lighter(colour, 0.25))
    pen.ellipse(0.5, 0.13, 0.07, 0.07, (206, 36, 50))


def coffee(pen: Pen, colour: Colour) -> None:
    for x in (0.36, 0.5, 0.64):
        pen.line([(x, 0.34), (x - 0.04, 0.24), (x + 0.03, 0.14), (x, 0.04)], 0.025, (236, 236, 240))
    pen.ellipse(0.46, 0.94, 0.42, 0.06, darker(colour, 0.2))
    turns = [math.pi * (-0.45 + 0.9 * k / 10) for k in range(11)]
    pen.line([(0.76 + 0.13 * math.cos(t), 0.62 + 0.14 * math.sin(t)) for t in turns], 0.06, colour)
    pen.blob(
        [(0.14, 0.44), (0.78, 0.44), (0.75, 0.74), (0.6, 0.92), (0.32, 0.92), (0.17, 0.74)], colour
    )
    pen.ellipse(0.46, 0.45, 0.32, 0.075, lighter(colour, 0.3))
    pen.ellipse(0.46, 0.455, 0.28, 0.058, (104, 64, 38))


def burger(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.08, 0.8), (0.92, 0.8), (0.88, 0.96), (0.12, 0.96)], colour)
    pen.box(0.08, 0.66, 0.92, 0.8, (112, 66, 42))
    pen.polygon(
        [(0.08, 0.64), (0.92, 0.64), (0.76, 0.68), (0.66, 0.78), (0.54, 0.68)], (250, 204, 70)
    )
    pen.line([(0.06, 0.62), (0.94, 0.62)], 0.06, (206, 58, 46))
    for k in range(7):
        pen.ellipse(0.1 + 0.133 * k, 0.56, 0.085, 0.045, (108, 184, 80))
    pen.blob([(0.06, 0.54), (0.1, 0.3), (0.3, 0.14), (0.7, 0.14), (0.9, 0.3), (0.94, 0.54)], colour)
    for x, y in ((0.3, 0.28), (0.46, 0.22), (0.62, 0.27), (0.74, 0.36), (0.4, 0.36), (0.56, 0.38)):
        pen.ellipse(x, y, 0.026, 0.016, (252, 236, 196))


def fries(pen: Pen, colour: Colour) -> None:
    for k in range(7):
        x = 0.24 + 0.085 * k
        pen.line([(x, 0.7), (x + 0.02 * (k - 3), 0.12 + 0.07 * (k % 3))], 0.065, colour)
        pen.line([(x + 0.02, 0.7), (x + 0.02 + 0.02 * (k - 3), 0.16 + 0.07 * (k % 3))], 0.015,
                 darker(colour, 0.2))  # fmt: skip
    pen.polygon([(0.16, 0.46), (0.3, 0.54), (0.7, 0.54), (0.84, 0.46), (0.76, 1.0), (0.24, 1.0)],
                (206, 44, 48))  # fmt: skip


def sushi(pen: Pen, colour: Colour) -> None:
    plate(pen)
    for x in (0.3, 0.62):
        pen.blob([(x - 0.16, 0.74), (x - 0.12, 0.58), (x + 0.14, 0.58), (x + 0.18, 0.74),
                  (x + 0.1, 0.82), (x - 0.1, 0.82)], WHITE)  # fmt: skip
        pen.blob(
            [(x - 0.19, 0.64), (x - 0.1, 0.5), (x + 0.14, 0.5), (x + 0.22, 0.64), (x, 0.6)], colour
        )
        for k in range(3):
            pen.line([(x - 0.08 + 0.08 * k, 0.61), (x - 0.04 + 0.08 * k, 0.52)], 0.014,
                     lighter(colour, 0.6))  # fmt: skip
    pen.box(0.36, 0.7, 0.58, 0.9, (40, 52, 48))
    pen.ellipse(0.47, 0.71, 0.11, 0.055, WHITE)
    pen.ellipse(0.47, 0.71, 0.05, 0.026, colour)
    pen.line([(0.02, 0.44), (0.98, 0.3)], 0.02, (150, 92, 52))
    pen.line([(0.02, 0.38), (0.98, 0.27)], 0.02, (150, 92, 52))


def ice_cream(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.28, 0.5), (0.72, 0.5), (0.5, 1.0)], (222, 164, 92))
    for k in range(3):
        pen.line([(0.34 + 0.1 * k, 0.52), (0.44 + 0.05 * k, 0.8 - 0.02 * k)], 0.012, (176, 116, 56))
    pen.ellipse(0.36, 0.42, 0.17, 0.16, (250, 232, 190))
    pen.ellipse(0.64, 0.42, 0.17, 0.16, (150, 96, 60))
    pen.ellipse(0.5, 0.26, 0.18, 0.17, colour)
    pen.ellipse(0.52, 0.08, 0.055, 0.055, (206, 36, 50))


def meal(pen: Pen, colour: Colour) -> None:
    plate(pen)
    pen.blob([(0.2, 0.8), (0.3, 0.62), (0.5, 0.54), (0.68, 0.64), (0.74, 0.8), (0.5, 0.86)], colour)
    pen.ellipse(0.34, 0.78, 0.09, 0.06, (108, 184, 80))
    pen.ellipse(0.64, 0.78, 0.07, 0.055, (226, 66, 50))
    pen.ellipse(0.54, 0.66, 0.06, 0.03, (108, 184, 80))
    for x in (0.4, 0.54):
        pen.line([(x, 0.5), (x - 0.03, 0.4), (x + 0.03, 0.3)], 0.02, (236, 236, 240))


def bowl(pen: Pen, colour: Colour) -> None:
    """Noodles in a bowl."""
    for k in range(6):
        x = 0.22 + 0.11 * k
        pen.line(
            [(x, 0.56), (x + 0.04, 0.4), (x + 0.1, 0.42), (x + 0.06, 0.56)], 0.035, (248, 216, 120)
        )
    pen.ellipse(0.36, 0.44, 0.075, 0.06, (206, 66, 50))
    pen.ellipse(0.6, 0.42, 0.06, 0.045, _LEAF)
    pen.line([(0.66, 0.5), (0.96, 0.14)], 0.024, (150, 92, 52))
    pen.blob([(0.06, 0.52), (0.5, 0.56), (0.94, 0.52), (0.84, 0.82), (0.64, 0.97), (0.36, 0.97),
              (0.16, 0.82)], colour)  # fmt: skip
    pen.line([(0.12, 0.66), (0.5, 0.7), (0.88, 0.66)], 0.04, lighter(colour, 0.5))


def bread(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.04, 0.72), (0.14, 0.48), (0.5, 0.38), (0.86, 0.48), (0.96, 0.72), (0.84, 0.94),
              (0.16, 0.94)], colour)  # fmt: skip
    for x in (0.28, 0.48, 0.68):
        pen.line([(x, 0.7), (x + 0.08, 0.5)], 0.05, lighter(colour, 0.45))


def egg(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.5, 0.1), (0.74, 0.3), (0.84, 0.64), (0.7, 0.94), (0.3, 0.94), (0.16, 0.64),
              (0.26, 0.3)], colour)  # fmt: skip
    pen.ellipse(0.38, 0.42, 0.07, 0.12, lighter(colour, 0.6))


def cheese(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.04, 0.6), (0.7, 0.3), (0.96, 0.54)], lighter(colour, 0.35))
    pen.box(0.04, 0.58, 0.96, 0.94, colour)
    for x, y, size in (
        (0.24, 0.72, 0.07),
        (0.5, 0.82, 0.055),
        (0.7, 0.7, 0.08),
        (0.88, 0.84, 0.04),
    ):
        pen.ellipse(x, y, size, size, darker(colour, 0.2))


def glass(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.56), (0.5, 0.94)], 0.03, (226, 234, 240))
    pen.ellipse(0.5, 0.95, 0.2, 0.035, (226, 234, 240))
    pen.blob([(0.24, 0.08), (0.76, 0.08), (0.78, 0.3), (0.62, 0.56), (0.38, 0.56), (0.22, 0.3)],
             (226, 234, 240), 0.7)  # fmt: skip
    pen.blob(
        [(0.25, 0.26), (0.75, 0.26), (0.72, 0.4), (0.6, 0.54), (0.4, 0.54), (0.28, 0.4)], colour
    )


_BUN, _RED = (226, 158, 82), (206, 40, 44)


def _kind(draw: Drawing, words: str, colour: Colour, like: str = "", height: float = 0.34) -> Kind:
    return Kind(draw, words, (colour,), like, height, home="table")


FOOD: dict[str, Kind] = {
    "pizza": _kind(pizza, "pizza", (250, 206, 96), height=0.46),
    "slice of pizza": _kind(pizza_slice, "", (250, 206, 96), height=0.44),
    "cake": _kind(cake, "cake", (246, 150, 180), "pudding dessert", 0.46),
    "cupcake": _kind(cupcake, "cupcake muffin", (246, 160, 190)),
    "coffee": _kind(coffee, "coffee cup mug tea teacup cappuccino espresso latte", (240, 238, 232),
                    "cocoa", 0.36),
    "burger": _kind(burger, "burger hamburger cheeseburger", _BUN, "", 0.38),
    "fries": _kind(fries, "fries", (250, 210, 90), "chips"),
    "sushi": _kind(sushi, "sushi nigiri", (246, 132, 90), "sashimi", 0.44),
    "ice cream": _kind(ice_cream, "icecream gelato", (246, 150, 180), "sundae", 0.42),
    "meal": _kind(meal, "meal dish dinner lunch breakfast food dining feast", (190, 120, 66),
                  "cuisine casserole", 0.42),
    "noodles": _kind(bowl, "noodles noodle", (60, 110, 170), "", 0.4),
    "bread": _kind(bread, "bread loaf baguette", (206, 142, 76), "bun roll"),
    "plate": Kind(plate, "plate tray", (WHITE,), height=0.5, seat=0.86, home="table"),
    "egg": _kind(egg, "egg", (244, 230, 206)),
    "cheese": _kind(cheese, "cheese", (250, 204, 76), "butter"),
    "glass of wine": _kind(glass, "wine", (150, 30, 60),
                           "drink glass", 0.4),
}  # fmt: skip
