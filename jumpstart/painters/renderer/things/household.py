"""Parts of a house, clothes and tools."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_WOOD: Colour = (150, 100, 60)
_STEEL: Colour = (176, 182, 192)
_GOLD: Colour = (246, 200, 70)
_STONE: Colour = (150, 148, 150)
_WATER: Colour = (130, 200, 240)


def window(pen: Pen, colour: Colour) -> None:
    pen.box(0.08, 0.0, 0.92, 0.84, colour)
    for left in (0.14, 0.53):
        for top in (0.06, 0.44):
            pen.box(left, top, left + 0.33, top + 0.34, (150, 208, 244))
            pen.polygon([(left, top + 0.2), (left + 0.14, top), (left + 0.22, top), (left,
                top + 0.3)], WHITE, 0.5)  # fmt: skip
    pen.box(0.0, 0.82, 1.0, 0.94, darker(colour, 0.12))


def fireplace(pen: Pen, colour: Colour) -> None:
    pen.box(0.06, 0.14, 0.94, 1.0, colour)
    for row in range(8):
        for k in range(5):
            x = 0.06 + 0.18 * k - 0.09 * (row % 2)
            top = 0.17 + 0.105 * row
            pen.box(max(0.06, x), top, min(0.94, x + 0.165), top + 0.085, darker(colour, 0.14))
    pen.box(0.0, 0.06, 1.0, 0.16, _WOOD)
    pen.box(0.24, 0.42, 0.76, 1.0, (40, 32, 32))
    for x, tall, hue in ((0.4, 0.3, (240, 110, 40)), (0.6, 0.32, (240, 110, 40)),
                         (0.5, 0.44, (246, 150, 50)), (0.5, 0.24, (255, 220, 100))):  # fmt: skip
        pen.glowing().blob([(x, 0.95 - tall), (x + 0.1, 0.82), (x + 0.07, 0.95), (x - 0.07, 0.95),
                            (x - 0.1, 0.82)], hue)  # fmt: skip
    pen.line([(0.32, 0.96), (0.68, 0.93)], 0.07, darker(_WOOD, 0.3))


def fountain(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        for reach in (0.14, 0.26, 0.38):
            arc = [(0.5 + side * reach * t / 6, 0.16 - 0.16 * math.sin(math.pi * t / 6) +
                    0.016 * t * t) for t in range(7)]  # fmt: skip
            pen.line(arc, 0.022, _WATER)
    pen.polygon([(0.44, 0.3), (0.56, 0.3), (0.6, 0.84), (0.4, 0.84)], darker(colour, 0.15))
    pen.ellipse(0.5, 0.5, 0.27, 0.06, colour)
    pen.ellipse(0.5, 0.485, 0.23, 0.04, _WATER)
    pen.blob([(0.0, 0.8), (0.5, 0.72), (1.0, 0.8), (0.94, 1.0), (0.06, 1.0)], colour)
    pen.ellipse(0.5, 0.8, 0.45, 0.07, _WATER)


def well(pen: Pen, colour: Colour) -> None:
    for x in (0.22, 0.74):
        pen.box(x, 0.24, x + 0.05, 0.7, _WOOD)
    pen.polygon([(0.06, 0.3), (0.5, 0.0), (0.94, 0.3)], (170, 70, 56))
    pen.line([(0.5, 0.26), (0.5, 0.52)], 0.015, BLACK)
    pen.polygon([(0.42, 0.5), (0.58, 0.5), (0.56, 0.64), (0.44, 0.64)], darker(_WOOD, 0.3))
    pen.box(0.14, 0.66, 0.86, 1.0, colour)
    for row in range(3):
        for k in range(4):
            x = 0.16 + 0.18 * k + 0.06 * (row % 2)
            pen.box(x, 0.69 + 0.105 * row, x + 0.13, 0.77 + 0.105 * row, darker(colour, 0.2))
    pen.ellipse(0.5, 0.66, 0.38, 0.06, lighter(colour, 0.25))


def fence(pen: Pen, colour: Colour) -> None:
    for y in (0.62, 0.84):
        pen.box(-0.1, y, 1.1, y + 0.06, darker(colour, 0.15))
    for k in range(6):
        x = 0.0 + 0.18 * k
        pen.polygon([(x, 0.5), (x + 0.055, 0.42), (x + 0.11, 0.5), (x + 0.11, 1.0), (x, 1.0)],
            colour)  # fmt: skip


def mirror(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.44, 0.36, 0.44, colour)
    pen.ellipse(0.5, 0.44, 0.29, 0.37, (206, 228, 240))
    pen.polygon([(0.34, 0.56), (0.56, 0.16), (0.66, 0.2), (0.42, 0.66)], WHITE, 0.6)
    pen.polygon([(0.44, 0.86), (0.56, 0.86), (0.7, 1.0), (0.3, 1.0)], darker(colour, 0.2))


def shield(pen: Pen, colour: Colour) -> None:
    edge = [(0.12, 0.08), (0.5, 0.02), (0.88, 0.08), (0.86, 0.54), (0.5, 1.0), (0.14, 0.54)]
    pen.polygon(edge, _STEEL)
    inner = [(0.5 + 0.86 * (x - 0.5), 0.48 + 0.87 * (y - 0.48)) for x, y in edge]
    pen.polygon(inner, colour)
    pen.box(0.44, 0.08, 0.56, 0.86, _GOLD)
    pen.box(0.18, 0.36, 0.82, 0.48, _GOLD)


def hammer(pen: Pen, colour: Colour) -> None:
    pen.line([(0.3, 0.95), (0.62, 0.26)], 0.09, _WOOD)
    pen.polygon([(0.34, 0.14), (0.46, 0.0), (0.96, 0.24), (0.84, 0.4)], colour)
    pen.polygon([(0.78, 0.14), (0.98, 0.22), (0.86, 0.44), (0.7, 0.36)], darker(colour, 0.3))


def anchor(pen: Pen, colour: Colour) -> None:
    turns = [math.pi * k / 12 for k in range(13)]
    pen.line([(0.5 + 0.4 * math.cos(t), 0.6 + 0.34 * math.sin(t)) for t in turns], 0.08, colour)
    pen.line([(0.5, 0.2), (0.5, 0.94)], 0.08, colour)
    pen.line([(0.3, 0.32), (0.7, 0.32)], 0.07, colour)
    pen.ellipse(0.5, 0.12, 0.11, 0.11, colour)
    pen.ellipse(0.5, 0.12, 0.05, 0.05, lighter(colour, 0.7))
    for x, way in ((0.1, 1), (0.9, -1)):
        pen.polygon([(x - 0.1, 0.64), (x + 0.1, 0.64), (x - 0.02 * way, 0.46)], colour)


def shoes(pen: Pen, colour: Colour) -> None:
    for left, top in ((0.1, 0.34), (0.3, 0.5)):
        pen.blob([(left, top), (left + 0.2, top - 0.02), (left + 0.36, top + 0.2), (left + 0.62,
            top + 0.28), (left + 0.66, top + 0.42), (left, top + 0.42)], colour)  # fmt: skip
        pen.box(left - 0.01, top + 0.37, left + 0.66, top + 0.44, WHITE)
        for k in range(3):
            x = left + 0.22 + 0.07 * k
            pen.line([(x, top + 0.08 + 0.05 * k), (x + 0.06, top + 0.02 + 0.06 * k)], 0.02, WHITE)


def trophy(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        turns = [math.pi * (k / 8 - 0.5) for k in range(9)]
        pen.line([(0.5 + side * (0.26 + 0.16 * math.cos(t)), 0.26 + 0.14 * math.sin(t))
                  for t in turns], 0.045, darker(colour, 0.15))  # fmt: skip
    pen.blob([(0.22, 0.06), (0.78, 0.06), (0.74, 0.36), (0.5, 0.6), (0.26, 0.36)], colour)
    pen.ellipse(0.5, 0.08, 0.28, 0.05, lighter(colour, 0.4))
    pen.box(0.46, 0.54, 0.54, 0.8, darker(colour, 0.15))
    pen.box(0.28, 0.8, 0.72, 1.0, (90, 60, 44))
    pen.box(0.38, 0.85, 0.62, 0.95, colour)


def feather(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.24, 0.78), (0.22, 0.5), (0.5, 0.14), (0.86, 0.02), (0.82, 0.36), (0.56, 0.68)],
             colour)  # fmt: skip
    pen.line([(0.08, 0.98), (0.4, 0.58), (0.82, 0.07)], 0.025, lighter(colour, 0.6))
    for k in range(4):
        x, y = 0.36 + 0.11 * k, 0.62 - 0.12 * k
        pen.line([(x, y), (x - 0.12, y - 0.02)], 0.012, darker(colour, 0.3))


def skateboard(pen: Pen, colour: Colour) -> None:
    pen.line([(0.02, 0.66), (0.16, 0.76), (0.84, 0.76), (0.98, 0.66)], 0.08, colour)
    for x in (0.26, 0.74):
        pen.ellipse(x, 0.9, 0.09, 0.09, (50, 50, 56))
        pen.ellipse(x, 0.9, 0.035, 0.035, WHITE)


def surfboard(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.5, -0.02), (0.66, 0.3), (0.66, 0.74), (0.56, 1.0), (0.44, 1.0), (0.34, 0.74),
              (0.34, 0.3)], colour)  # fmt: skip
    pen.line([(0.5, 0.06), (0.5, 0.96)], 0.03, WHITE)
    pen.box(0.345, 0.56, 0.655, 0.64, WHITE)


HOUSEHOLD: dict[str, Kind] = {
    "window": Kind(window, "window sill windowsill", (WHITE, _WOOD), "", 0.6, 0.82, "room"),
    "fireplace": Kind(fireplace, "fireplace hearth", ((176, 92, 76),), "", 0.56, 0.08, "room"),
    "fountain": Kind(fountain, "fountain", (_STONE,), "", 0.54, home="garden"),
    "well": Kind(well, "well", (_STONE,), "", 0.5, home="meadow"),
    "fence": Kind(fence, "fence", (WHITE, _WOOD), "railing", 0.5, 0.46, "meadow"),
    "mirror": Kind(mirror, "mirror", (_GOLD,), "", 0.48, home="room"),
    "shield": Kind(shield, "shield", ((186, 40, 48), (40, 84, 170)), "", 0.42),
    "hammer": Kind(hammer, "hammer", (_STEEL,), "mallet", 0.38, home="table"),
    "anchor": Kind(anchor, "anchor", ((70, 80, 100),), "", 0.44, home="beach"),
    "shoes": Kind(shoes, "shoes shoe sneakers sneaker", ((206, 60, 60), (60, 110, 190)),
                  "sandals slippers", 0.4, home="room"),
    "trophy": Kind(trophy, "trophy", (_GOLD,), "", 0.42, home="table"),
    "feather": Kind(feather, "feather", ((90, 140, 200), (226, 226, 230)), "quill", 0.4),
    "skateboard": Kind(skateboard, "skateboard", ((206, 70, 90),), "", 0.36, 0.7, "street"),
    "surfboard": Kind(surfboard, "surfboard", ((250, 180, 60), (70, 180, 200)), "", 0.54,
                      home="beach"),
}  # fmt: skip
