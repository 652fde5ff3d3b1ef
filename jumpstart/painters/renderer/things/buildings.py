"""Buildings."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .things import house, lighthouse

_GLASS: Colour = (150, 196, 222)
_LAMP: Colour = (255, 214, 110)
_WOOD: Colour = (104, 70, 46)


def _pane(pen: Pen, left: float, top: float, right: float, bottom: float) -> None:
    (pen.glowing() if pen.dark else pen).box(
        left, top, right, bottom, _LAMP if pen.dark else _GLASS
    )


def castle(pen: Pen, colour: Colour) -> None:
    roof = (176, 60, 66) if abs(colour[0] - colour[2]) < 60 else darker(colour, 0.45)
    for x, top, wide in ((0.5, 0.2, 0.26), (0.12, 0.36, 0.2), (0.88, 0.36, 0.2)):
        left, right = x - wide / 2, x + wide / 2
        pen.polygon([(left - 0.03, top + 0.01), (x, top - 0.24), (right + 0.03, top + 0.01)], roof)
        pen.line([(x, top - 0.24), (x, top - 0.32)], 0.012, _WOOD)
        pen.polygon([(x, top - 0.32), (x + 0.1, top - 0.285), (x, top - 0.25)], (246, 200, 70))
        pen.box(left, top, right, 1.0, darker(colour, 0.08))
        pen.box(right - 0.3 * wide, top, right, 1.0, darker(colour, 0.2))
        _pane(pen, x - 0.025, top + 0.1, x + 0.025, top + 0.2)
    pen.box(0.14, 0.62, 0.86, 1.0, colour)
    for k in range(7):
        pen.box(0.14 + 0.106 * k, 0.56, 0.2 + 0.106 * k, 0.63, colour)
    pen.ellipse(0.5, 0.8, 0.1, 0.1, _WOOD)
    pen.box(0.4, 0.8, 0.6, 1.0, _WOOD)
    for x in (0.27, 0.73):
        _pane(pen, x - 0.025, 0.72, x + 0.025, 0.82)


def church(pen: Pen, colour: Colour) -> None:
    roof = (140, 70, 60)
    pen.polygon([(0.36, 0.5), (0.98, 0.5), (0.9, 0.36), (0.42, 0.36)], roof)
    pen.box(0.38, 0.5, 0.96, 1.0, colour)
    pen.box(0.08, 0.36, 0.42, 1.0, darker(colour, 0.08))
    pen.polygon([(0.05, 0.37), (0.25, 0.06), (0.45, 0.37)], roof)
    pen.line([(0.25, 0.07), (0.25, -0.08)], 0.02, BLACK)
    pen.line([(0.2, -0.03), (0.3, -0.03)], 0.02, BLACK)
    pen.ellipse(0.25, 0.5, 0.065, 0.065, (120, 160, 210))
    pen.ellipse(0.25, 0.82, 0.07, 0.07, _WOOD)
    pen.box(0.18, 0.82, 0.32, 1.0, _WOOD)
    for x in (0.54, 0.7, 0.86):
        pen.ellipse(x, 0.66, 0.045, 0.06, _LAMP if pen.dark else _GLASS)
        _pane(pen, x - 0.045, 0.66, x + 0.045, 0.84)


def skyscraper(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.12), (0.5, -0.06)], 0.02, (90, 96, 110))
    pen.box(0.36, 0.1, 0.64, 0.3, darker(colour, 0.08))
    pen.box(0.28, 0.26, 0.72, 1.0, colour)
    pen.box(0.6, 0.26, 0.72, 1.0, darker(colour, 0.16))
    for row in range(10):
        for k in range(4):
            _pane(pen, 0.32 + 0.1 * k, 0.3 + 0.065 * row, 0.38 + 0.1 * k, 0.34 + 0.065 * row)
    for k in range(2):
        _pane(pen, 0.41 + 0.11 * k, 0.15, 0.47 + 0.11 * k, 0.22)


def bridge(pen: Pen, colour: Colour) -> None:
    for x in (0.16, 0.84):
        pen.box(x - 0.05, 0.2, x + 0.05, 1.0, colour)
        pen.box(x - 0.07, 0.16, x + 0.07, 0.22, darker(colour, 0.2))
    pen.box(-0.3, 0.66, 1.3, 0.75, darker(colour, 0.25))
    for left, right, sag in ((0.16, 0.84, 0.62), (-0.5, 0.16, 0.62), (0.84, 1.5, 0.62)):
        points = []
        for k in range(13):
            t = k / 12
            x = left + (right - left) * t
            y = 0.2 + (sag - 0.2) * (1 - (2 * t - 1) ** 2)
            if -0.3 <= x <= 1.3:
                points.append((x, y))
                pen.line([(x, y), (x, 0.68)], 0.008, darker(colour, 0.1))
        pen.line(points, 0.024, colour)


def windmill(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.38, 0.34), (0.62, 0.34), (0.72, 1.0), (0.28, 1.0)], colour)
    pen.polygon([(0.56, 0.34), (0.62, 0.34), (0.72, 1.0), (0.6, 1.0)], darker(colour, 0.16))
    pen.blob([(0.34, 0.36), (0.42, 0.22), (0.58, 0.22), (0.66, 0.36)], (150, 70, 56))
    pen.ellipse(0.5, 0.86, 0.06, 0.06, _WOOD)
    pen.box(0.44, 0.86, 0.56, 1.0, _WOOD)
    _pane(pen, 0.46, 0.52, 0.54, 0.62)
    for k in range(4):
        turn = math.tau * k / 4 + 0.5
        dx, dy = math.cos(turn), math.sin(turn)
        pen.polygon([(0.5 + 0.08 * dx, 0.32 + 0.08 * dy), (0.5 + 0.44 * dx, 0.32 + 0.44 * dy),
                     (0.5 + 0.44 * dx - 0.11 * dy, 0.32 + 0.44 * dy + 0.11 * dx),
                     (0.5 + 0.08 * dx - 0.11 * dy, 0.32 + 0.08 * dy + 0.11 * dx)],
                    (250, 244, 230))  # fmt: skip
        pen.line([(0.5, 0.32), (0.5 + 0.45 * dx, 0.32 + 0.45 * dy)], 0.022, _WOOD)
    pen.ellipse(0.5, 0.32, 0.04, 0.04, _WOOD)


def temple(pen: Pen, colour: Colour) -> None:
    """A pagoda."""
    for k in range(3):
        y, wide = 0.24 + 0.26 * k, 0.18 + 0.07 * k
        pen.box(0.5 - wide, y, 0.5 + wide, y + 0.24, colour)
        for x in (-0.55, 0.0, 0.55):
            _pane(pen, 0.5 + x * wide - 0.03, y + 0.09, 0.5 + x * wide + 0.03, y + 0.2)
        pen.polygon([(0.5 - wide - 0.14, y + 0.02), (0.5 - wide - 0.05, y - 0.02),
                     (0.5 - 0.55 * wide, y - 0.12), (0.5 + 0.55 * wide, y - 0.12),
                     (0.5 + wide + 0.05, y - 0.02), (0.5 + wide + 0.14, y + 0.02),
                     (0.5 + wide, y + 0.05), (0.5 - wide, y + 0.05)], (62, 70, 84))  # fmt: skip
    pen.line([(0.5, 0.14), (0.5, -0.04)], 0.024, (246, 200, 70))
    pen.box(0.12, 0.97, 0.88, 1.0, (170, 164, 156))


def columns(pen: Pen, colour: Colour) -> None:
    """A temple of the Greeks."""
    pen.polygon([(0.0, 0.34), (0.5, 0.06), (1.0, 0.34)], colour)
    pen.polygon([(0.14, 0.32), (0.5, 0.12), (0.86, 0.32)], darker(colour, 0.15))
    pen.box(0.02, 0.34, 0.98, 0.42, lighter(colour, 0.2))
    pen.box(0.08, 0.42, 0.92, 0.9, darker(colour, 0.4))
    for k in range(5):
        pen.box(0.07 + 0.194 * k, 0.42, 0.155 + 0.194 * k, 0.9, colour)
        pen.box(0.125 + 0.194 * k, 0.42, 0.155 + 0.194 * k, 0.9, darker(colour, 0.14))
    pen.box(0.0, 0.89, 1.0, 0.95, lighter(colour, 0.2))
    pen.box(-0.04, 0.94, 1.04, 1.0, colour)


def eiffel_tower(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.1), (0.5, -0.04)], 0.016, colour)
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.015, 0.08), (0.5 + side * 0.05, 0.4), (0.5 + side * 0.11, 0.64),
                  (0.5 + side * 0.26, 1.0)], 0.055, colour)  # fmt: skip
    for y, wide in ((0.4, 0.1), (0.64, 0.17), (0.2, 0.05)):
        pen.box(0.5 - wide, y, 0.5 + wide, y + 0.04, darker(colour, 0.2))
    for k in range(7):
        y, half = 0.16 + 0.08 * k, 0.02 + 0.0028 * (k + 1) ** 2
        pen.line([(0.5 - half, y), (0.5 + half, y + 0.06)], 0.012, colour)
        pen.line([(0.5 + half, y), (0.5 - half, y + 0.06)], 0.012, colour)
    turns = [math.pi * (1 + k / 10) for k in range(11)]
    pen.line([(0.5 + 0.17 * math.cos(t), 0.92 + 0.16 * math.sin(t)) for t in turns], 0.03, colour)


def pyramid(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.5, 0.2), (1.0, 1.0), (0.0, 1.0)], colour)
    pen.polygon([(0.5, 0.2), (1.0, 1.0), (0.66, 1.0)], darker(colour, 0.25))
    for y in (0.4, 0.55, 0.7, 0.85):
        half = (y - 0.2) / 1.6
        pen.line([(0.5 - half, y), (0.5 + 0.33 * half, y)], 0.008, darker(colour, 0.18))


def tower(pen: Pen, colour: Colour) -> None:
    pen.box(0.34, 0.2, 0.66, 1.0, colour)
    pen.box(0.56, 0.2, 0.66, 1.0, darker(colour, 0.18))
    pen.box(0.29, 0.12, 0.71, 0.22, darker(colour, 0.08))
    for k in range(4):
        pen.box(0.29 + 0.117 * k, 0.05, 0.36 + 0.117 * k, 0.13, darker(colour, 0.08))
    for y in (0.32, 0.54):
        _pane(pen, 0.46, y, 0.54, y + 0.12)
    pen.box(0.43, 0.82, 0.57, 1.0, _WOOD)


def barn(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.04, 0.5), (0.18, 0.24), (0.5, 0.08), (0.82, 0.24), (0.96, 0.5)], (92, 84, 88))
    pen.polygon([(0.1, 0.5), (0.22, 0.28), (0.5, 0.14), (0.78, 0.28), (0.9, 0.5)], colour)
    pen.box(0.1, 0.48, 0.9, 1.0, colour)
    pen.box(0.34, 0.62, 0.66, 1.0, darker(colour, 0.25))
    for points in ([(0.34, 0.62), (0.66, 1.0)], [(0.66, 0.62), (0.34, 1.0)],
                   [(0.34, 0.62), (0.66, 0.62), (0.66, 1.0), (0.34, 1.0), (0.34,
                       0.62)]):  # fmt: skip
        pen.line(points, 0.022, WHITE)
    pen.box(0.43, 0.3, 0.57, 0.44, WHITE)


def cabin(pen: Pen, colour: Colour) -> None:
    pen.box(0.68, 0.12, 0.77, 0.42, (120, 112, 110))
    pen.box(0.12, 0.46, 0.88, 1.0, colour)
    for k in range(6):
        pen.line([(0.1, 0.53 + 0.085 * k), (0.9, 0.53 + 0.085 * k)], 0.012, darker(colour, 0.3))
    pen.polygon([(0.0, 0.5), (0.5, 0.08), (1.0, 0.5)], darker(colour, 0.45))
    pen.polygon([(0.13, 0.47), (0.5, 0.16), (0.87, 0.47)], colour)
    pen.box(0.42, 0.68, 0.58, 1.0, darker(colour, 0.55))
    for x in (0.2, 0.64):
        pen.box(x - 0.02, 0.6, x + 0.18, 0.8, lighter(colour, 0.4))
        _pane(pen, x, 0.62, x + 0.16, 0.78)


def tent(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.5, 0.24), (1.0, 1.0), (0.0, 1.0)], colour)
    pen.polygon([(0.5, 0.24), (1.0, 1.0), (0.72, 1.0)], darker(colour, 0.2))
    pen.polygon([(0.46, 0.46), (0.6, 1.0), (0.3, 1.0)], darker(colour, 0.6))
    pen.line([(0.5, 0.26), (0.53, 0.16)], 0.02, _WOOD)


def future_city(pen: Pen, colour: Colour) -> None:
    """Round towers with gardens, under a dome."""
    leaf = (84, 176, 96)
    for x, top, wide in (
        (0.14, 0.44, 0.14),
        (0.36, 0.14, 0.17),
        (0.62, 0.02, 0.18),
        (0.86, 0.36, 0.15),
    ):
        pen.blob([(x - wide / 2, 1.0), (x - 0.4 * wide, top + 0.12), (x, top), (x + 0.4 * wide,
            top + 0.12),
                  (x + wide / 2, 1.0)], colour)  # fmt: skip
        for k in range(3):
            y = top + 0.2 + 0.2 * k
            if y < 0.92:
                pen.ellipse(x, y, 0.66 * wide, 0.035, leaf)
                _pane(pen, x - 0.3 * wide, y + 0.06, x + 0.3 * wide, y + 0.1)
        pen.ellipse(x, top + 0.06, 0.4 * wide, 0.05, leaf)
    pen.ellipse(0.5, 0.98, 0.34, 0.2, (190, 230, 236), 0.8)
    for x in (0.3, 0.44, 0.58, 0.7):
        pen.ellipse(x, 0.95, 0.07, 0.08, leaf)


_STONE, _CREAM = (186, 184, 188), (236, 222, 196)
BUILDINGS: dict[str, Kind] = {
    "house": Kind(house, "house home villa", (_CREAM, (212, 116, 92), (240, 236, 226)),
                  "mansion roof rooftop",
                  0.46, 0.14),
    "cabin": Kind(cabin, "cabin cottage hut lodge", ((156, 104, 62),), "shed", 0.44,
        0.16),
    "barn": Kind(barn, "barn farmhouse", ((186, 52, 46),), "stable", 0.46, 0.14, "meadow"),
    "castle": Kind(castle, "castle fortress citadel", (_STONE,), "", 0.6, 0.4),
    "church": Kind(church, "church chapel cathedral", (_CREAM,), "synagogue monastery", 0.54,
                   0.36),
    "skyscraper": Kind(skyscraper, "skyscraper highrise", ((120, 144, 176),),
        "building hotel",
                       0.7, 0.1, "city"),
    "bridge": Kind(bridge, "bridge", ((196, 74, 52),), "aqueduct", 0.56, 0.67, "sea"),
    "windmill": Kind(windmill, "windmill mill", ((226, 214, 190),), "", 0.6, 0.2, "meadow"),
    "pagoda": Kind(temple, "pagoda shrine", ((196, 62, 50),), "dojo", 0.58, 0.1),
    "greek temple": Kind(columns, "temple parthenon acropolis", ((232, 224, 206),),
                         "bank monument", 0.5, 0.2),
    "eiffel tower": Kind(eiffel_tower, "eiffel", ((120, 92, 74),), "", 0.72),
    "pyramid": Kind(pyramid, "pyramids", ((226, 184, 112),), "", 0.46, 0.1, "desert"),
    "tower": Kind(tower, "tower", (_STONE,), "statue obelisk", 0.6, 0.1),
    "lighthouse": Kind(lighthouse, "lighthouse", ((204, 52, 48),), "", 0.6, 0.1, "sea"),
    "tent": Kind(tent, "tent", ((232, 140, 50),), "teepee camp", 0.4),
    "future city": Kind(future_city, "utopia solarpunk", ((226, 234, 236),), "", 0.66),
}  # fmt: skip
