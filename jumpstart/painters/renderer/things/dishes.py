"""Dishes: what one eats with a fork, chopsticks or one's hands."""

import math

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Drawing, Kind
from ..world import WHITE, Colour
from .food import plate

_LEAF: Colour = (96, 176, 74)
_RED: Colour = (214, 52, 44)
_MEAT: Colour = (124, 70, 44)


def taco(pen: Pen, colour: Colour) -> None:
    plate(pen)
    pen.polygon(arc(0.5, 0.76, 0.42, 0.46, 0.5, 1.0), darker(colour, 0.2))
    for k in range(9):
        x, y = arc(0.5, 0.74, 0.38, 0.46, 0.52, 0.98, 8)[k]
        pen.ellipse(x, y, 0.085, 0.07, _LEAF if k % 2 else lighter(_LEAF, 0.25))
    for k in range(6):
        x, y = arc(0.5, 0.76, 0.34, 0.4, 0.56, 0.94, 5)[k]
        pen.ellipse(x, y, 0.075, 0.06, _MEAT)
        pen.ellipse(x + 0.05, y - 0.04, 0.04, 0.035, _RED)
        pen.line([(x - 0.05, y - 0.06), (x + 0.0, y - 0.03)], 0.025, (252, 210, 80))
    pen.polygon(arc(0.5, 0.82, 0.44, 0.42, 0.5, 1.0), colour)
    for x, y in ((0.3, 0.7), (0.5, 0.6), (0.7, 0.7), (0.42, 0.74), (0.6, 0.76)):
        pen.ellipse(x, y, 0.03, 0.024, darker(colour, 0.14))


def sandwich(pen: Pen, colour: Colour) -> None:
    plate(pen)
    crust = darker(colour, 0.4)
    layers = ((0.8, colour), (0.69, _RED), (0.64, (252, 214, 90)), (0.58, (240, 160, 160)))
    for y, hue in layers:
        pen.line([(0.16, y), (0.84, y)], 0.1, crust if hue is colour else hue)
        if hue is colour:
            pen.line([(0.17, y - 0.015), (0.83, y - 0.015)], 0.07, colour)
    for k in range(8):
        pen.ellipse(0.14 + 0.103 * k, 0.54, 0.07, 0.04, _LEAF if k % 2 else lighter(_LEAF, 0.2))
    pen.line([(0.16, 0.46), (0.84, 0.46)], 0.12, crust)
    pen.line([(0.17, 0.445), (0.83, 0.445)], 0.085, colour)
    pen.line([(0.5, 0.48), (0.5, 0.2)], 0.016, (206, 170, 110))
    pen.ellipse(0.5, 0.26, 0.055, 0.065, (122, 150, 60))
    pen.ellipse(0.5, 0.3, 0.02, 0.018, _RED)


def salad(pen: Pen, colour: Colour) -> None:
    for k in range(12):
        x, y = 0.16 + 0.062 * k, 0.48 - 0.1 * math.sin(math.pi * k / 11) - 0.05 * (k % 2)
        hue = (colour, lighter(colour, 0.3), darker(colour, 0.2))[k % 3]
        pen.blob([(x - 0.11, y + 0.06), (x - 0.06, y - 0.1), (x, y - 0.14), (x + 0.08, y - 0.08),
                  (x + 0.1, y + 0.06)], hue)  # fmt: skip
    for x, y in ((0.32, 0.42), (0.66, 0.4), (0.5, 0.48)):
        pen.ellipse(x, y, 0.075, 0.07, _RED)
        pen.ellipse(x - 0.02, y - 0.025, 0.02, 0.018, lighter(_RED, 0.5))
    for x, y in ((0.46, 0.34), (0.76, 0.48), (0.22, 0.5)):
        pen.ellipse(x, y, 0.07, 0.06, (190, 226, 150))
        pen.ellipse(x, y, 0.05, 0.042, (226, 244, 200))
    pen.blob([(0.04, 0.52), (0.5, 0.58), (0.96, 0.52), (0.86, 0.82), (0.66, 0.97), (0.34, 0.97),
              (0.14, 0.82)], (236, 226, 206))  # fmt: skip
    pen.line([(0.06, 0.55), (0.5, 0.6), (0.94, 0.55)], 0.03, WHITE)


def soup(pen: Pen, colour: Colour) -> None:
    for x in (0.36, 0.5, 0.64):
        bend = [(x, 0.4), (x - 0.04, 0.28), (x + 0.04, 0.16), (x, 0.04)]
        pen.line(curve(bend, closed=False), 0.024, (240, 240, 244))
    pen.line([(0.7, 0.52), (0.98, 0.16)], 0.04, (190, 196, 206))
    pen.blob([(0.06, 0.54), (0.94, 0.54), (0.84, 0.82), (0.64, 0.97), (0.36, 0.97), (0.16, 0.82)],
             (226, 226, 232))  # fmt: skip
    pen.ellipse(0.5, 0.54, 0.45, 0.12, WHITE)
    pen.ellipse(0.5, 0.55, 0.39, 0.092, colour)
    for x, y in ((0.34, 0.55), (0.5, 0.52), (0.62, 0.58), (0.44, 0.6)):
        pen.ellipse(x, y, 0.035, 0.02, _LEAF if x < 0.5 else (250, 170, 60))


def steak(pen: Pen, colour: Colour) -> None:
    plate(pen)
    pen.blob([(0.14, 0.72), (0.2, 0.52), (0.46, 0.46), (0.72, 0.5), (0.84, 0.66), (0.7, 0.82),
              (0.4, 0.86)], (240, 206, 180))  # fmt: skip
    pen.blob([(0.18, 0.71), (0.24, 0.55), (0.46, 0.5), (0.7, 0.54), (0.79, 0.66), (0.68, 0.78),
              (0.4, 0.81)], colour)  # fmt: skip
    for k in range(4):
        pen.line([(0.3 + 0.12 * k, 0.56), (0.24 + 0.12 * k, 0.76)], 0.022, darker(colour, 0.45))
    pen.ellipse(0.62, 0.65, 0.06, 0.04, (246, 238, 220))
    for x in (0.72, 0.79):
        pen.tilted(x, 0.52, 0.08, 0.02, -0.18, _LEAF)


def rice(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.5, 0.38, 0.3, colour)
    for k in range(26):
        x, y = 0.22 + 0.1 * (k % 6) + 0.04 * (k // 6 % 2), 0.28 + 0.06 * (k // 6)
        if (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.1:
            pen.tilted(x, y, 0.03, 0.014, 0.13 * k, darker(colour, 0.1))
    for y in (0.12, 0.2):
        pen.line([(0.58, 0.4), (1.0, y - 0.04)], 0.02, (150, 92, 52))
    pen.blob([(0.06, 0.54), (0.94, 0.54), (0.84, 0.82), (0.64, 0.97), (0.36, 0.97), (0.16, 0.82)],
             (60, 100, 160))  # fmt: skip
    for k in range(5):
        pen.ellipse(0.2 + 0.15 * k, 0.68, 0.04, 0.04, (230, 238, 248))


def dumplings(pen: Pen, colour: Colour) -> None:
    plate(pen)
    for x, y in ((0.32, 0.62), (0.66, 0.62), (0.2, 0.76), (0.5, 0.76), (0.8, 0.76)):
        pen.blob([(x - 0.16, y + 0.06), (x - 0.13, y - 0.06), (x, y - 0.13), (x + 0.13, y - 0.06),
                  (x + 0.16, y + 0.06), (x, y + 0.1)], darker(colour, 0.12))  # fmt: skip
        pen.blob([(x - 0.14, y + 0.05), (x - 0.12, y - 0.05), (x, y - 0.11), (x + 0.12, y - 0.05),
                  (x + 0.14, y + 0.05), (x, y + 0.08)], colour)  # fmt: skip
        for k in range(-2, 3):
            pen.line([(x + 0.045 * k, y - 0.11 + 0.012 * k * k), (x + 0.03 * k, y - 0.02)], 0.012,
                     darker(colour, 0.25))  # fmt: skip


def spaghetti(pen: Pen, colour: Colour) -> None:
    plate(pen)
    for k in range(9):
        x, size = 0.5 + 0.05 * ((k * 5) % 9 - 4), 0.13 + 0.02 * (k % 3)
        y = 0.74 - 0.025 * k
        pen.line(arc(x, y, size, 0.5 * size, 0, 1, 24), 0.026, darker(colour, 0.1 * (k % 3)))
    pen.blob([(0.26, 0.6), (0.36, 0.46), (0.5, 0.4), (0.66, 0.46), (0.74, 0.6), (0.62, 0.66),
              (0.5, 0.7), (0.36, 0.64)], _RED)  # fmt: skip
    for x, y in ((0.42, 0.48), (0.58, 0.5), (0.5, 0.4)):
        pen.ellipse(x, y, 0.075, 0.07, _MEAT)
        pen.ellipse(x - 0.02, y - 0.02, 0.02, 0.016, lighter(_MEAT, 0.3))
    for x, turn in ((0.46, -0.1), (0.54, 0.1)):
        pen.tilted(x, 0.32, 0.06, 0.028, turn - 0.05, _LEAF)


def fried_egg(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.12, 0.56), (0.2, 0.3), (0.42, 0.32), (0.58, 0.18), (0.82, 0.3), (0.9, 0.54),
              (0.8, 0.8), (0.56, 0.78), (0.4, 0.9), (0.2, 0.8)], WHITE)  # fmt: skip
    pen.ellipse(0.5, 0.54, 0.19, 0.185, darker(colour, 0.1))
    pen.ellipse(0.5, 0.53, 0.17, 0.165, colour)
    pen.ellipse(0.44, 0.47, 0.05, 0.04, lighter(colour, 0.7))


def bacon(pen: Pen, colour: Colour) -> None:
    for y in (0.4, 0.64):
        wave = [(0.06 + 0.11 * k, y + 0.045 * math.sin(1.3 * k)) for k in range(9)]
        for dy, wide, hue in ((0.0, 0.19, colour), (-0.045, 0.04, (250, 220, 200)),
                              (0.05, 0.03, (250, 220, 200))):  # fmt: skip
            pen.line(curve([(a, b + dy) for a, b in wave], closed=False), wide, hue)


def sausage(pen: Pen, colour: Colour) -> None:
    for dy in (0.0, 0.24):
        bend = [(0.12, 0.42 + dy), (0.34, 0.54 + dy), (0.66, 0.54 + dy), (0.88, 0.42 + dy)]
        pen.line(curve(bend, closed=False), 0.17, colour)
        for k in range(3):
            x = 0.34 + 0.15 * k
            pen.line([(x, 0.5 + dy), (x + 0.04, 0.58 + dy)], 0.02, darker(colour, 0.4))
        pen.line(curve([(0.2, 0.42 + dy), (0.36, 0.49 + dy), (0.6, 0.5 + dy)], closed=False), 0.024,
                 lighter(colour, 0.35))  # fmt: skip


def roast(pen: Pen, colour: Colour) -> None:
    """A roast chicken."""
    plate(pen)
    pen.blob([(0.16, 0.72), (0.2, 0.48), (0.42, 0.34), (0.66, 0.4), (0.8, 0.62), (0.72, 0.82),
              (0.4, 0.86)], colour)  # fmt: skip
    pen.ellipse(0.38, 0.5, 0.1, 0.07, lighter(colour, 0.3))
    for x, y, tip in ((0.66, 0.62, (0.92, 0.42)), (0.5, 0.72, (0.8, 0.7))):
        pen.line([(x, y), tip], 0.04, (246, 238, 220))
        pen.ellipse(tip[0], tip[1] - 0.02, 0.035, 0.03, WHITE)
        pen.ellipse(tip[0] + 0.02, tip[1] + 0.02, 0.035, 0.03, WHITE)
        pen.tilted(x, y, 0.16, 0.1, -0.06, darker(colour, 0.15))
    for k in range(5):
        pen.ellipse(0.2 + 0.15 * k, 0.86, 0.06, 0.04, _LEAF)


def drumstick(pen: Pen, colour: Colour) -> None:
    pen.line([(0.44, 0.58), (0.14, 0.88)], 0.09, (246, 238, 220))
    for x, y in ((0.08, 0.86), (0.16, 0.94)):
        pen.ellipse(x, y, 0.07, 0.07, (246, 238, 220))
    pen.blob([(0.32, 0.66), (0.4, 0.3), (0.66, 0.1), (0.9, 0.2), (0.92, 0.46), (0.68, 0.66)],
             colour)  # fmt: skip
    pen.blob([(0.56, 0.28), (0.7, 0.18), (0.8, 0.24), (0.64, 0.34)], lighter(colour, 0.35))


def burrito(pen: Pen, colour: Colour) -> None:
    plate(pen)
    pen.line([(0.2, 0.78), (0.66, 0.5)], 0.3, colour)
    pen.tilted(0.72, 0.46, 0.09, 0.16, -0.09, darker(colour, 0.12))
    pen.tilted(0.73, 0.45, 0.075, 0.14, -0.09, _LEAF)
    for x, y, hue in ((0.7, 0.4, _RED), (0.76, 0.46, _MEAT), (0.72, 0.52, (252, 214, 90)),
                      (0.78, 0.38, WHITE)):  # fmt: skip
        pen.ellipse(x, y, 0.035, 0.035, hue)
    pen.polygon([(0.02, 0.72), (0.32, 0.52), (0.48, 0.78), (0.2, 0.97)], (206, 210, 218))


def ramen(pen: Pen, colour: Colour) -> None:
    for y in (0.1, 0.2):
        pen.line([(0.6, 0.5), (1.0, y)], 0.022, (150, 92, 52))
    pen.blob([(0.04, 0.52), (0.96, 0.52), (0.86, 0.8), (0.66, 0.97), (0.34, 0.97), (0.14, 0.8)],
             colour)  # fmt: skip
    pen.ellipse(0.5, 0.52, 0.47, 0.17, darker(colour, 0.2))
    pen.ellipse(0.5, 0.53, 0.42, 0.14, (226, 160, 84))
    for k in range(6):
        pen.line(arc(0.44 + 0.03 * k, 0.54, 0.2, 0.07, 0.05 * k, 0.6 + 0.05 * k), 0.022,
                 (252, 226, 140))  # fmt: skip
    for x in (0.66, 0.8):
        pen.ellipse(x, 0.47, 0.085, 0.068, WHITE)
        pen.ellipse(x, 0.47, 0.045, 0.036, (250, 170, 50))
    pen.polygon([(0.12, 0.2), (0.3, 0.16), (0.34, 0.5), (0.18, 0.5)], (36, 60, 46))
    pen.ellipse(0.48, 0.45, 0.09, 0.055, (236, 170, 140))
    pen.ellipse(0.48, 0.45, 0.06, 0.034, (206, 120, 96))
    for x, y in ((0.36, 0.6), (0.46, 0.63), (0.6, 0.62), (0.4, 0.5)):
        pen.ellipse(x, y, 0.022, 0.016, _LEAF)
    pen.line([(0.1, 0.66), (0.5, 0.74), (0.9, 0.66)], 0.03, WHITE)


def _kind(draw: Drawing, words: str, colour: Colour, like: str = "", height: float = 0.44) -> Kind:
    return Kind(draw, words, (colour,), like, height, home="table")


_BUN: Colour = (246, 214, 160)
DISHES: dict[str, Kind] = {
    "taco": _kind(taco, "taco", (246, 196, 92), "nachos quesadilla tortilla"),
    "sandwich": _kind(sandwich, "sandwich", _BUN, "panini"),
    "salad": _kind(salad, "salad", (104, 180, 74)),
    "soup": _kind(soup, "soup stew broth", (230, 130, 50), "curry porridge"),
    "steak": _kind(steak, "steak", (140, 66, 46), "meat beef ham pork"),
    "rice": _kind(rice, "rice", (250, 248, 240), "risotto"),
    "dumplings": _kind(dumplings, "dumpling gyoza ravioli", (246, 232, 206), "momo"),
    "spaghetti": _kind(spaghetti, "spaghetti pasta macaroni", (250, 216, 120), "lasagna"),
    "ramen": _kind(ramen, "ramen pho", (190, 50, 46), height=0.46),
    "fried egg": _kind(fried_egg, "omelette", (250, 184, 44), "omelet"),
    "bacon": _kind(bacon, "bacon", (196, 70, 56)),
    "sausage": _kind(sausage, "sausage bratwurst", (176, 84, 52)),
    "roast chicken": _kind(roast, "roast", (206, 124, 52)),
    "drumstick": _kind(drumstick, "drumstick", (190, 110, 46)),
    "burrito": _kind(burrito, "burrito", (244, 222, 176), "wrap kebab shawarma"),
}  # fmt: skip
