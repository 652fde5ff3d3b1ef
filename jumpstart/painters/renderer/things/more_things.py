"""More things that people ask for: on the table, by the house, in the woods."""

import math
from functools import partial

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .food import plate
from .fur import Sitter
from .sitters import HEAD, sitter

_WOOD: Colour = (150, 100, 60)
_LEAF: Colour = (84, 160, 70)


def pancakes(pen: Pen, colour: Colour) -> None:
    plate(pen)
    for k in range(5):
        y = 0.78 - 0.1 * k
        pen.ellipse(0.5, y + 0.03, 0.34, 0.075, darker(colour, 0.4))
        pen.ellipse(0.5, y, 0.34, 0.075, colour)
    syrup = (150, 78, 24)
    pen.ellipse(0.5, 0.37, 0.25, 0.055, syrup)
    for x, long in ((0.3, 0.2), (0.46, 0.32), (0.66, 0.24)):
        pen.line([(x, 0.38), (x, 0.38 + long)], 0.05, syrup)
    pen.box(0.43, 0.28, 0.57, 0.36, (252, 226, 120))


def juice(pen: Pen, colour: Colour) -> None:
    pen.line([(0.56, 0.6), (0.72, -0.02)], 0.035, (226, 70, 80))
    pen.polygon([(0.24, 0.12), (0.76, 0.12), (0.68, 1.0), (0.32, 1.0)], (232, 242, 248), 0.6)
    pen.polygon([(0.26, 0.26), (0.74, 0.26), (0.67, 0.97), (0.33, 0.97)], colour)
    pen.ellipse(0.5, 0.26, 0.24, 0.045, lighter(colour, 0.3))
    pen.polygon([(0.32, 0.36), (0.37, 0.36), (0.4, 0.86), (0.37, 0.86)], WHITE, 0.5)
    pen.ellipse(0.78, 0.16, 0.15, 0.15, darker(colour, 0.08))
    pen.ellipse(0.78, 0.16, 0.12, 0.12, lighter(colour, 0.45))
    for k in range(6):
        turn = math.tau * k / 6
        end = (0.78 + 0.12 * math.cos(turn), 0.16 + 0.12 * math.sin(turn))
        pen.line([(0.78, 0.16), end], 0.012, darker(colour, 0.08))


def croissant(pen: Pen, colour: Colour) -> None:
    plate(pen)
    for k in range(7):
        turn = math.pi * (1.08 + 0.14 * k)
        size = 0.07 + 0.075 * math.sin(math.pi * (k + 0.5) / 7)
        x, y = 0.5 + 0.34 * math.cos(turn), 0.82 + 0.34 * math.sin(turn)
        pen.ellipse(x, y, size, 1.15 * size, darker(colour, 0.4))
        pen.ellipse(x + 0.008, y - 0.012, 0.9 * size, size, darker(colour, 0.1 * (k % 2)))


def door(pen: Pen, colour: Colour) -> None:
    pen.box(0.16, 0.0, 0.84, 1.0, darker(colour, 0.45))
    pen.box(0.22, 0.05, 0.78, 1.0, colour)
    for left in (0.27, 0.53):
        for top, bottom in ((0.11, 0.46), (0.54, 0.92)):
            pen.box(left, top, left + 0.2, bottom, darker(colour, 0.2))
            pen.box(left + 0.02, top + 0.02, left + 0.2, bottom, lighter(colour, 0.08))
    pen.ellipse(0.72, 0.52, 0.03, 0.03, (246, 200, 70))
    pen.box(0.1, 0.97, 0.9, 1.02, (150, 146, 140))


def hedgehog(pen: Pen, colour: Colour) -> None:
    for row, reach in ((0, 0.47), (1, 0.38), (2, 0.28)):
        for k in range(15):
            turn = math.pi * (0.86 + 1.0 * k / 14)
            tip = (0.44 + reach * math.cos(turn), 0.9 + 1.25 * reach * math.sin(turn))
            root = (0.44 + 0.72 * reach * math.cos(turn), 0.9 + 0.9 * reach * math.sin(turn))
            side = (root[0] + 0.06 * math.sin(turn), root[1] + 0.06 * math.cos(turn))
            pen.polygon([root, tip, side], darker(colour, 0.15 * (row + k % 2)))
    pen.blob([(0.08, 0.96), (0.12, 0.7), (0.4, 0.52), (0.66, 0.66), (0.74, 0.96)],
             darker(colour, 0.3))  # fmt: skip
    pale = (236, 206, 166)
    pen.blob([(0.6, 0.66), (0.78, 0.66), (0.98, 0.84), (0.94, 0.92), (0.62, 0.97)], pale)
    pen.ellipse(0.97, 0.85, 0.03, 0.03, BLACK)
    pen.ellipse(0.78, 0.77, 0.025, 0.03, BLACK)
    pen.ellipse(0.64, 0.68, 0.05, 0.06, darker(pale, 0.2))
    for x in (0.26, 0.6):
        pen.ellipse(x, 0.98, 0.07, 0.03, darker(pale, 0.25))


def acorn(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.2), (0.55, 0.04)], 0.05, darker(colour, 0.5))
    pen.blob([(0.22, 0.4), (0.78, 0.4), (0.74, 0.7), (0.5, 0.98), (0.26, 0.7)], colour)
    pen.blob([(0.14, 0.42), (0.3, 0.2), (0.7, 0.2), (0.86, 0.42), (0.5, 0.5)], darker(colour, 0.42))
    pen.ellipse(0.36, 0.6, 0.04, 0.1, lighter(colour, 0.4))


def bamboo(pen: Pen, colour: Colour) -> None:
    for x, top in ((0.34, 0.1), (0.52, 0.0), (0.68, 0.16)):
        pen.line([(x, 1.0), (x + 0.02, top)], 0.07, colour)
        for k in range(4):
            y = 0.85 - 0.22 * k
            if y > top:
                pen.line([(x - 0.035, y), (x + 0.055, y)], 0.018, darker(colour, 0.35))
        for way in (-1, 1):
            y = top + 0.12 + 0.06 * way
            pen.blob([(x, y), (x + way * 0.14, y - 0.09), (x + way * 0.28, y - 0.02),
                      (x + way * 0.12, y + 0.02)], _LEAF)  # fmt: skip


_OTTER = Sitter("round", 0.05, (226, 200, 168), (0.13, 0.1), tail="thin")
_T = "table"
MORE_THINGS: dict[str, Kind] = {
    "pancakes": Kind(pancakes, "pancakes pancake", ((226, 168, 92),), "crepe", 0.42,
                     home=_T),
    "juice": Kind(juice, "juice smoothie", ((250, 160, 40),), "", 0.42, home=_T),
    "croissant": Kind(croissant, "croissant", ((222, 158, 82),), "pastry", 0.4, home=_T),
    "door": Kind(door, "door doorway", (_WOOD, (70, 110, 160)), "portal", 0.6, 0.04, "street"),
    "hedgehog": Kind(hedgehog, "hedgehog", ((122, 92, 66),), "porcupine", 0.36, home="forest"),
    "acorn": Kind(acorn, "acorn", ((196, 136, 70),), "hazelnut nut", 0.3),
    "bamboo": Kind(bamboo, "bamboo", ((126, 176, 80),), "", 0.56, home="jungle"),
    "otter": Kind(partial(sitter, animal=_OTTER), "otter", ((116, 84, 62),), "weasel ferret", 0.42,
                  head=HEAD, hand=(0.64, 0.7)),
}  # fmt: skip
