"""Flowers with a shape of their own, and other plants that people name."""

import math

from ..brush import Pen, curve, darker, lighter
from ..kind import Kind
from ..world import WHITE, Colour

_STEM: Colour = (64, 138, 66)
_LEAF: Colour = (78, 156, 74)
_WOOD: Colour = (112, 78, 52)


def _stalk(pen: Pen, top: float = 0.4, leaves: bool = True) -> None:
    pen.line([(0.5, top), (0.49, 0.7), (0.5, 1.0)], 0.036, _STEM)
    if leaves:
        pen.tilted(0.36, 0.78, 0.17, 0.05, 0.1, _LEAF)
        pen.tilted(0.64, 0.84, 0.17, 0.05, -0.1, _LEAF)


def _petals(
    pen: Pen,
    at: tuple[float, float],
    count: int,
    reach: float,
    size: tuple[float, float],
    colour: Colour,
) -> None:
    for k in range(count):
        turn = k / count - 0.25
        x = at[0] + reach * math.cos(math.tau * turn)
        y = at[1] + reach * math.sin(math.tau * turn)
        pen.tilted(x, y, *size, turn, colour if k % 2 else darker(colour, 0.07))


def daisy(pen: Pen, colour: Colour) -> None:
    _stalk(pen)
    _petals(pen, (0.5, 0.3), 14, 0.18, (0.13, 0.045), colour)
    pen.ellipse(0.5, 0.3, 0.1, 0.1, (248, 196, 50))


def lily(pen: Pen, colour: Colour) -> None:
    _stalk(pen, 0.5)
    for k, dx in enumerate((-0.4, 0.4, -0.2, 0.2, 0.0)):
        pen.blob([(0.46, 0.56), (0.5 + 0.5 * dx - 0.08, 0.3), (0.5 + dx, 0.06 + 0.3 * abs(dx)),
                  (0.5 + 0.5 * dx + 0.08, 0.34), (0.54, 0.56)], darker(colour,
            0.06 * (4 - k)))  # fmt: skip
        pen.line([(0.5, 0.52), (0.5 + 0.7 * dx, 0.24)], 0.012, (246, 150, 180))
    for dx in (-0.09, 0.0, 0.09):
        pen.line([(0.5, 0.5), (0.5 + dx, 0.22)], 0.012, (190, 210, 110))
        pen.ellipse(0.5 + dx, 0.21, 0.026, 0.018, (190, 100, 40))


def orchid(pen: Pen, colour: Colour) -> None:
    pen.line(curve([(0.44, 1.0), (0.38, 0.6), (0.5, 0.2), (0.84, 0.14)], closed=False), 0.026,
        _STEM)  # fmt: skip
    for x, y, size in ((0.4, 0.54, 0.8), (0.5, 0.26, 0.9), (0.8, 0.22, 0.7), (0.66, 0.52, 0.6)):
        _petals(pen, (x, y), 5, 0.1 * size, (0.11 * size, 0.075 * size), colour)
        pen.ellipse(x, y + 0.02, 0.055 * size, 0.06 * size, darker(colour, 0.5))
        pen.ellipse(x, y, 0.03 * size, 0.03 * size, (250, 220, 90))
    for turn in (0.06, -0.06, 0.44):
        pen.tilted(0.44, 0.94, 0.26, 0.06, turn, _LEAF)


def lotus(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.84, 0.52, 0.13, (70, 150, 84))
    for k, dx in enumerate((-0.44, 0.44, -0.3, 0.3, -0.15, 0.15, 0.0)):
        tall = 0.2 + 0.62 * abs(dx)
        pen.blob([(0.46, 0.8), (0.5 + 0.62 * dx - 0.08, 0.54), (0.5 + dx, tall),
                  (0.5 + 0.62 * dx + 0.08, 0.54), (0.54, 0.8)],
                 lighter(colour, 0.08 * k) if k < 6 else lighter(colour, 0.5))  # fmt: skip
    pen.ellipse(0.5, 0.78, 0.1, 0.035, (250, 214, 90))


def poppy(pen: Pen, colour: Colour) -> None:
    _stalk(pen, 0.4, leaves=False)
    pen.line(curve([(0.5, 0.9), (0.66, 0.74), (0.72, 0.54)], closed=False), 0.024, _STEM)
    pen.tilted(0.73, 0.48, 0.08, 0.05, 0.25, _LEAF)
    for x, y, rx in ((0.32, 0.28, 0.2), (0.68, 0.28, 0.2), (0.5, 0.18, 0.22), (0.5, 0.38, 0.24)):
        pen.ellipse(x, y, rx, 0.17, darker(colour, 0.1) if y < 0.3 else colour)
    pen.ellipse(0.5, 0.29, 0.1, 0.09, (40, 32, 40))
    pen.ellipse(0.5, 0.29, 0.05, 0.045, (120, 160, 80))


def lavender(pen: Pen, colour: Colour) -> None:
    for x, lean in ((0.5, 0.0), (0.34, -0.1), (0.66, 0.1), (0.42, -0.05), (0.58, 0.05)):
        pen.line([(0.5 + 0.3 * (x - 0.5), 1.0), (x, 0.56)], 0.02, _STEM)
        for k in range(8):
            share = k / 7
            px, py = x + lean * (1 - share), 0.12 + abs(lean) + 0.44 * share
            pen.ellipse(px, py, 0.025 + 0.03 * share, 0.035, darker(colour, 0.14 * (k % 2)))


def dandelion(pen: Pen, colour: Colour) -> None:
    _stalk(pen, 0.34, leaves=False)
    for k in range(26):
        turn = math.tau * k / 26
        x, y = 0.5 + 0.26 * math.cos(turn), 0.3 + 0.26 * math.sin(turn)
        pen.line([(0.5, 0.3), (x, y)], 0.006, (226, 230, 226))
        pen.ellipse(x, y, 0.03, 0.03, colour, 0.85)
        x, y = 0.5 + 0.16 * math.cos(turn + 0.1), 0.3 + 0.16 * math.sin(turn + 0.1)
        pen.ellipse(x, y, 0.026, 0.026, colour, 0.8)
    pen.ellipse(0.5, 0.3, 0.05, 0.05, (150, 130, 90))
    for x, y in ((0.86, 0.16), (0.98, 0.3), (0.92, 0.02)):
        pen.line([(x, y), (x - 0.05, y + 0.1)], 0.01, (200, 200, 190))
        pen.ellipse(x, y, 0.045, 0.03, colour, 0.9)
    for turn in (0.08, 0.42):
        pen.tilted(0.5 + 0.3 * (0.25 - turn), 0.96, 0.2, 0.045, turn, _LEAF)


def daffodil(pen: Pen, colour: Colour) -> None:
    _stalk(pen, 0.4, leaves=False)
    for x in (0.36, 0.62):
        pen.blob([(0.48, 1.0), (x - 0.02, 0.5), (x + 0.03, 0.5), (0.54, 1.0)], _LEAF)
    _petals(pen, (0.5, 0.3), 6, 0.16, (0.15, 0.085), colour)
    pen.ellipse(0.5, 0.3, 0.13, 0.13, (246, 150, 40))
    pen.ellipse(0.5, 0.3, 0.08, 0.08, (206, 100, 30))


def iris(pen: Pen, colour: Colour) -> None:
    _stalk(pen, 0.5, leaves=False)
    for x in (0.3, 0.68):
        pen.blob([(0.47, 1.0), (x - 0.03, 0.44), (x + 0.03, 0.46), (0.55, 1.0)], _LEAF)
    for dx in (-0.14, 0.14, 0.0):
        pen.blob([(0.5, 0.44), (0.42 + dx, 0.26), (0.5 + 1.3 * dx, 0.04), (0.58 + dx, 0.26)],
                 lighter(colour, 0.25 if dx else 0.1))  # fmt: skip
    for side in (-1, 1):
        pen.blob([(0.5, 0.4), (0.5 + side * 0.26, 0.32), (0.5 + side * 0.38, 0.56),
                  (0.5 + side * 0.24, 0.64), (0.5 + side * 0.08, 0.5)], colour)  # fmt: skip
        pen.tilted(0.5 + side * 0.22, 0.46, 0.1, 0.02, side * 0.13, (250, 210, 80))
    pen.blob([(0.44, 0.42), (0.56, 0.42), (0.6, 0.6), (0.5, 0.7), (0.4, 0.6)], darker(colour, 0.12))
    pen.tilted(0.5, 0.54, 0.09, 0.02, 0.25, (250, 210, 80))


def hibiscus(pen: Pen, colour: Colour) -> None:
    for turn in (0.08, 0.42, 0.7):
        pen.tilted(0.5 + 0.4 * math.cos(math.tau * turn), 0.54 + 0.4 * math.sin(math.tau * turn),
                   0.2, 0.1, turn, _LEAF)  # fmt: skip
    _petals(pen, (0.5, 0.52), 5, 0.22, (0.23, 0.2), colour)
    pen.ellipse(0.5, 0.52, 0.1, 0.1, darker(colour, 0.4))
    pen.line(curve([(0.5, 0.52), (0.62, 0.34), (0.78, 0.26)], closed=False), 0.045, (252, 226, 130))
    for x, y in ((0.72, 0.24), (0.8, 0.22), (0.82, 0.3), (0.74, 0.32)):
        pen.ellipse(x, y, 0.024, 0.024, (246, 180, 50))


def hydrangea(pen: Pen, colour: Colour) -> None:
    _stalk(pen, 0.6, leaves=False)
    for turn, x in ((0.06, 0.2), (0.44, 0.8)):
        pen.tilted(x, 0.68, 0.24, 0.1, turn, _LEAF)
    for row, count in enumerate((3, 5, 6, 5, 3)):
        for k in range(count):
            x, y = 0.5 + 0.14 * (k - (count - 1) / 2), 0.14 + 0.11 * row
            hue = (colour, lighter(colour, 0.25), darker(colour, 0.1))[(k + row) % 3]
            _petals(pen, (x, y), 4, 0.045, (0.05, 0.045), hue)
            pen.ellipse(x, y, 0.016, 0.016, (250, 240, 200))


def bouquet(pen: Pen, colour: Colour) -> None:
    for k in range(7):
        pen.line([(0.5, 0.7), (0.2 + 0.1 * k, 0.36)], 0.024, _STEM)
    for x, y in ((0.14, 0.42), (0.86, 0.42), (0.5, 0.08)):
        pen.ellipse(x, y, 0.12, 0.1, _LEAF)
    hues = (colour, (250, 206, 80), (246, 150, 190), WHITE, (150, 110, 210))
    spots = ((0.28, 0.28), (0.5, 0.2), (0.72, 0.28), (0.2, 0.44), (0.42, 0.4), (0.62, 0.42),
             (0.82, 0.46), (0.5, 0.54), (0.34, 0.54), (0.68, 0.56))  # fmt: skip
    for k, (x, y) in enumerate(spots):
        _petals(pen, (x, y), 6, 0.06, (0.06, 0.045), hues[k % 5])
        pen.ellipse(x, y, 0.034, 0.034, (246, 180, 60) if k % 5 != 1 else (150, 90, 40))
    pen.polygon([(0.22, 0.6), (0.5, 0.66), (0.78, 0.6), (0.6, 0.98), (0.4, 0.98)], (240, 222, 196))
    pen.polygon([(0.5, 0.66), (0.78, 0.6), (0.6, 0.98)], (226, 204, 172))
    for side in (-1, 1):
        pen.blob([(0.5, 0.8), (0.5 + side * 0.14, 0.72), (0.5 + side * 0.16, 0.86)], (214, 50, 70))


_PLANT: Colour = (70, 150, 76)
BLOSSOMS: dict[str, Kind] = {
    "daisy": Kind(daisy, "daisy chamomile", (WHITE,), "aster", 0.42, home="meadow"),
    "lily": Kind(lily, "lily", (WHITE, (250, 170, 190)), "snowdrop", 0.46),
    "orchid": Kind(orchid, "orchid", ((206, 90, 180),), "", 0.48),
    "lotus": Kind(lotus, "lotus waterlily", ((240, 120, 170),), "", 0.42, 0.5, "lake"),
    "poppy": Kind(poppy, "poppy", ((222, 40, 36),), "anemone", 0.42, home="meadow"),
    "lavender flower": Kind(lavender, "", ((130, 90, 200),), "", 0.46, home="meadow"),
    "dandelion": Kind(dandelion, "dandelion", ((246, 248, 246),), "", 0.46, home="meadow"),
    "daffodil": Kind(daffodil, "daffodil narcissus", ((252, 218, 70),), "", 0.44, home="meadow"),
    "iris": Kind(iris, "iris", ((96, 76, 196),), "", 0.46),
    "hibiscus": Kind(hibiscus, "hibiscus", ((230, 50, 90),), "", 0.42),
    "hydrangea": Kind(hydrangea, "hydrangea", ((120, 140, 226), (226, 130, 190)),
                      "lilac hyacinth peony", 0.46),
    "bouquet": Kind(bouquet, "bouquet", ((222, 60, 80),), "", 0.48),
}  # fmt: skip
