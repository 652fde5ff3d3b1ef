"""Draw each living thing: in a square, on its lower edge, looking to the right."""

from itertools import pairwise

from ..brush import Pen, Point, darker, lighter
from ..world import BLACK, Colour

_STEEL: Colour = (176, 182, 192)


def astronaut(pen: Pen, colour: Colour) -> None:
    shade = darker(colour, 0.2)
    pen.box(0.22, 0.36, 0.42, 0.7, _STEEL)
    pen.line([(0.42, 0.66), (0.38, 0.92)], 0.16, shade)
    pen.line([(0.6, 0.66), (0.64, 0.92)], 0.16, colour)
    pen.box(0.27, 0.92, 0.46, 1.0, (96, 100, 112))
    pen.box(0.57, 0.92, 0.76, 1.0, (96, 100, 112))
    pen.line([(0.38, 0.45), (0.2, 0.62)], 0.13, shade)
    pen.blob(
        [(0.34, 0.38), (0.66, 0.38), (0.7, 0.55), (0.66, 0.74), (0.36, 0.74), (0.31, 0.55)], colour
    )
    pen.line([(0.65, 0.45), (0.82, 0.34)], 0.13, colour)
    pen.ellipse(0.84, 0.32, 0.07, 0.07, (236, 132, 52))
    pen.box(0.42, 0.52, 0.6, 0.62, (70, 96, 160))
    pen.ellipse(0.5, 0.22, 0.22, 0.22, colour)
    pen.ellipse(0.55, 0.22, 0.16, 0.14, (34, 44, 84))
    pen.ellipse(0.6, 0.17, 0.06, 0.04, (236, 178, 84))


def horse(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.45)
    for x in (0.3, 0.62):
        pen.polygon([(x, 0.55), (x + 0.09, 0.55), (x + 0.06, 0.98), (x, 0.98)], darker(colour))
    pen.blob([(0.18, 0.4), (0.06, 0.52), (0.07, 0.76), (0.13, 0.6), (0.21, 0.5)], dark)
    back = [(0.16, 0.42), (0.34, 0.36), (0.56, 0.38), (0.68, 0.3), (0.76, 0.1), (0.86, 0.1)]
    front = [(0.98, 0.25), (0.94, 0.31), (0.84, 0.27), (0.8, 0.48), (0.72, 0.62)]
    pen.blob([*back, *front, (0.5, 0.64), (0.24, 0.64), (0.15, 0.54)], colour)
    for x, lean in ((0.19, -0.03), (0.68, 0.02)):
        pen.polygon(
            [(x, 0.55), (x + 0.11, 0.55), (x + 0.08 + lean, 0.98), (x + 0.01 + lean, 0.98)], colour
        )
        pen.box(x + lean, 0.95, x + 0.09 + lean, 1.0, dark)
    pen.blob(
        [(0.78, 0.06), (0.72, 0.14), (0.64, 0.34), (0.6, 0.4), (0.69, 0.38), (0.77, 0.2)], dark
    )
    pen.polygon([(0.77, 0.12), (0.79, 0.02), (0.84, 0.11)], colour)
    pen.ellipse(0.87, 0.18, 0.015, 0.018, BLACK)


def cat(pen: Pen, colour: Colour) -> None:
    shade, eyes = darker(colour, 0.22), (126, 200, 90)
    tail: list[Point] = [(0.3, 0.92), (0.12, 0.9), (0.08, 0.7), (0.16, 0.56)]
    for start, end in pairwise(tail):
        pen.line([start, end], 0.085, shade)
    pen.blob(
        [(0.4, 0.42), (0.66, 0.42), (0.76, 0.74), (0.74, 1.0), (0.3, 1.0), (0.27, 0.74)], colour
    )
    pen.blob([(0.48, 0.56), (0.62, 0.56), (0.64, 0.8), (0.55, 0.9), (0.46, 0.8)], lighter(colour))
    for x in (0.42, 0.62):
        pen.ellipse(x, 0.97, 0.075, 0.04, lighter(colour, 0.16))
    pen.polygon([(0.3, 0.3), (0.31, 0.0), (0.5, 0.14)], colour)
    pen.polygon([(0.78, 0.3), (0.77, 0.0), (0.58, 0.14)], colour)
    pen.polygon([(0.35, 0.2), (0.35, 0.08), (0.44, 0.15)], (226, 150, 150))
    pen.polygon([(0.73, 0.2), (0.73, 0.08), (0.64, 0.15)], (226, 150, 150))
    pen.ellipse(0.54, 0.3, 0.26, 0.2, colour)
    for x in (0.44, 0.64):
        pen.ellipse(x, 0.28, 0.052, 0.055, eyes)
        pen.ellipse(x, 0.28, 0.018, 0.05, BLACK)
    pen.polygon([(0.515, 0.35), (0.565, 0.35), (0.54, 0.385)], (214, 110, 120))
    for side in (-1, 1):
        for rise in (-0.02, 0.03):
            pen.line([(0.54 + side * 0.1, 0.37), (0.54 + side * 0.32, 0.37 + rise)], 0.008, _STEEL)


def dog(pen: Pen, colour: Colour) -> None:
    shade = darker(colour)
    pen.line([(0.14, 0.52), (0.06, 0.36), (0.08, 0.26)], 0.06, shade)
    for x in (0.24, 0.56):
        pen.box(x, 0.7, x + 0.09, 0.98, shade)
    pen.blob(
        [
            (0.12, 0.5),
            (0.3, 0.45),
            (0.56, 0.44),
            (0.68, 0.5),
            (0.66, 0.74),
            (0.4, 0.76),
            (0.16, 0.74),
        ],
        colour,
    )
    for x in (0.14, 0.59):
        pen.box(x, 0.66, x + 0.1, 1.0, colour)
        pen.ellipse(x + 0.065, 0.98, 0.075, 0.03, colour)
    pen.blob(
        [
            (0.54, 0.5),
            (0.58, 0.22),
            (0.7, 0.14),
            (0.82, 0.2),
            (0.97, 0.32),
            (0.94, 0.42),
            (0.78, 0.44),
            (0.68, 0.58),
        ],
        colour,
    )
    pen.line([(0.57, 0.46), (0.68, 0.51)], 0.05, (204, 52, 52))
    pen.blob(
        [(0.6, 0.16), (0.68, 0.18), (0.66, 0.34), (0.58, 0.42), (0.54, 0.3)], darker(colour, 0.45)
    )
    pen.ellipse(0.95, 0.33, 0.04, 0.035, BLACK)
    pen.ellipse(0.77, 0.26, 0.022, 0.026, BLACK)
    pen.line([(0.84, 0.41), (0.92, 0.4)], 0.012, darker(colour, 0.6))


def bird(pen: Pen, colour: Colour) -> None:
    shade = darker(colour)
    pen.polygon([(0.24, 0.56), (0.0, 0.48), (0.03, 0.66)], shade)
    pen.blob([(0.44, 0.5), (0.5, 0.3), (0.4, 0.06), (0.62, 0.2), (0.68, 0.5)], shade)
    pen.blob(
        [
            (0.14, 0.56),
            (0.4, 0.48),
            (0.66, 0.44),
            (0.82, 0.46),
            (0.84, 0.58),
            (0.6, 0.72),
            (0.34, 0.68),
        ],
        colour,
    )
    pen.polygon([(0.88, 0.46), (1.0, 0.53), (0.86, 0.57)], (240, 160, 50))
    pen.ellipse(0.82, 0.49, 0.095, 0.09, colour)
    pen.blob(
        [(0.36, 0.54), (0.3, 0.3), (0.1, 0.12), (0.4, 0.16), (0.6, 0.36), (0.64, 0.56)],
        lighter(colour, 0.22),
    )
    pen.ellipse(0.85, 0.47, 0.018, 0.018, BLACK)
