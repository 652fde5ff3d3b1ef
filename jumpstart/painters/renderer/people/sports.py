"""What people play and pass their time with, held as the tools are."""

from ..brush import Pen, lighter
from ..world import BLACK, WHITE, Colour

_STEEL: Colour = (176, 184, 196)
_GOLD: Colour = (246, 200, 70)


def golf_club(pen: Pen, _: Colour) -> None:
    pen.line([(0.34, 0.6), (0.76, 1.3)], 0.04, _STEEL)
    pen.blob([(0.7, 1.24), (0.98, 1.22), (0.98, 1.36), (0.76, 1.38)], (60, 64, 74))
    pen.ellipse(1.16, 1.34, 0.06, 0.06, WHITE)


def racket(pen: Pen, colour: Colour) -> None:
    pen.line([(0.32, 0.8), (0.5, 0.42)], 0.08, (60, 54, 60))
    pen.ellipse(0.62, 0.1, 0.26, 0.34, colour)
    pen.ellipse(0.62, 0.1, 0.21, 0.29, (240, 244, 246))
    for k in range(4):
        pen.line([(0.48 + 0.09 * k, -0.14), (0.48 + 0.09 * k, 0.34)], 0.012, (150, 156, 166))
        pen.line([(0.43, -0.06 + 0.1 * k), (0.81, -0.06 + 0.1 * k)], 0.012, (150, 156, 166))
    pen.ellipse(1.06, -0.2, 0.11, 0.11, (206, 236, 70))


def basketball(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.42, 0.5, 0.34, 0.34, colour)
    for points in ([(0.42, 0.16), (0.42, 0.84)], [(0.08, 0.5), (0.76, 0.5)],
                   [(0.2, 0.26), (0.3, 0.5), (0.2, 0.74)], [(0.64, 0.26), (0.54, 0.5),
                                                            (0.64, 0.74)]):  # fmt: skip
        pen.line(points, 0.025, BLACK)


def toothbrush(pen: Pen, colour: Colour) -> None:
    pen.line([(0.36, 0.8), (0.1, -0.2)], 0.07, colour)
    pen.line([(0.12, -0.12), (0.06, -0.34)], 0.1, colour)
    pen.line([(0.0, -0.1), (-0.06, -0.32)], 0.09, WHITE)
    for x, y in ((-0.14, -0.2), (-0.08, -0.4), (-0.2, -0.36)):
        pen.ellipse(x, y, 0.07, 0.07, (226, 240, 252))


def knitting(pen: Pen, colour: Colour) -> None:
    """Two needles, a piece of knitting, and a ball of wool."""
    pen.blob([(0.2, 0.5), (0.8, 0.5), (0.82, 1.0), (0.5, 1.06), (0.18, 1.0)], colour)
    for k in range(4):
        pen.line([(0.22, 0.6 + 0.11 * k), (0.78, 0.6 + 0.11 * k)], 0.02, lighter(colour, 0.4))
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.14, 0.56), (0.5 - side * 0.3, 0.18)], 0.04, _STEEL)
        pen.ellipse(0.5 - side * 0.3, 0.18, 0.05, 0.05, _GOLD)
    pen.ellipse(1.06, 1.12, 0.2, 0.2, colour)
    for k in range(3):
        pen.line([(0.92, 1.02 + 0.08 * k), (1.2, 1.1 + 0.06 * k)], 0.02, lighter(colour, 0.4))
