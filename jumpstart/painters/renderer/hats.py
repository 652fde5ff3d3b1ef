"""The hats that people wear by trade."""

import math

from .brush import Pen, darker, lighter
from .kind import Drawing
from .world import BLACK, WHITE, Colour

_GOLD: Colour = (246, 200, 70)
_STEEL: Colour = (176, 184, 196)


def _cone(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.36, 0.12), (0.56, -0.22), (0.64, 0.12)], colour)
    pen.ellipse(0.5, 0.12, 0.24, 0.04, darker(colour, 0.2))
    for x, y in ((0.48, 0.02), (0.55, -0.08), (0.56, 0.05)):
        pen.ellipse(x, y, 0.018, 0.018, _GOLD)


def _crown(pen: Pen, _: Colour) -> None:
    pen.polygon([(0.38, 0.12), (0.36, -0.04), (0.44, 0.04), (0.5, -0.06), (0.56, 0.04),
                 (0.64, -0.04), (0.62, 0.12)], _GOLD)  # fmt: skip
    for x in (0.43, 0.5, 0.57):
        pen.ellipse(x, 0.085, 0.016, 0.016, (206, 44, 60))


def _chef(pen: Pen, _: Colour) -> None:
    for x, y in ((0.4, -0.04), (0.5, -0.08), (0.6, -0.04)):
        pen.ellipse(x, y, 0.095, 0.085, WHITE)
    pen.box(0.385, -0.02, 0.615, 0.12, (236, 236, 232))


def _tricorn(pen: Pen, _: Colour) -> None:
    pen.blob([(0.24, 0.12), (0.36, -0.02), (0.5, -0.08), (0.64, -0.02), (0.76, 0.12), (0.5, 0.1)],
             (36, 32, 36))  # fmt: skip
    pen.ellipse(0.5, 0.03, 0.035, 0.035, WHITE)
    pen.line([(0.45, 0.07), (0.55, 0.07)], 0.014, WHITE)


def _cowboy(pen: Pen, _: Colour) -> None:
    hat = (150, 100, 58)
    pen.blob([(0.38, 0.1), (0.4, -0.04), (0.5, 0.0), (0.6, -0.04), (0.62, 0.1)], hat)
    pen.blob([(0.24, 0.06), (0.38, 0.1), (0.62, 0.1), (0.76, 0.06), (0.62, 0.15), (0.38, 0.15)],
             darker(hat, 0.15))  # fmt: skip


def _helmet(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.36, 0.2), (0.38, 0.05), (0.5, 0.0), (0.62, 0.05), (0.64, 0.2), (0.6, 0.34),
              (0.4, 0.34)], lighter(colour, 0.1))  # fmt: skip
    pen.box(0.39, 0.17, 0.61, 0.215, BLACK)
    for x in (0.46, 0.5, 0.54):
        pen.ellipse(x, 0.28, 0.01, 0.01, BLACK)
    pen.blob([(0.5, 0.02), (0.42, -0.1), (0.3, -0.06), (0.26, 0.06), (0.4, 0.02)], (206, 44, 48))


def _viking(pen: Pen, _: Colour) -> None:
    for side in (-1, 1):
        pen.blob([(0.5 + side * 0.1, 0.08), (0.5 + side * 0.22, 0.04), (0.5 + side * 0.24, -0.1),
                  (0.5 + side * 0.28, 0.08), (0.5 + side * 0.14, 0.14)], (240, 230,
                      206))  # fmt: skip
    pen.blob([(0.36, 0.14), (0.4, 0.02), (0.5, -0.02), (0.6, 0.02), (0.64, 0.14)], _STEEL)


def _santa(pen: Pen, _: Colour) -> None:
    pen.blob([(0.37, 0.1), (0.46, -0.06), (0.66, -0.1), (0.74, 0.08), (0.62, 0.1)], (206, 36, 42))
    pen.ellipse(0.73, 0.08, 0.045, 0.045, WHITE)
    pen.line([(0.38, 0.11), (0.62, 0.11)], 0.06, WHITE)


def _cap(pen: Pen, colour: Colour) -> None:
    pen.blob(
        [(0.37, 0.12), (0.4, 0.02), (0.5, -0.01), (0.6, 0.02), (0.63, 0.12)], darker(colour, 0.2)
    )
    pen.line([(0.5, 0.12), (0.7, 0.13)], 0.035, darker(colour, 0.35))


def _hood(pen: Pen, colour: Colour) -> None:
    turns = [math.pi * (0.95 + 1.1 * k / 12) for k in range(13)]
    pen.line([(0.5 + 0.13 * math.cos(t), 0.21 + 0.15 * math.sin(t)) for t in turns], 0.07, colour)


def _none(pen: Pen, colour: Colour) -> None:
    """Draw nothing."""


HATS: dict[str, Drawing] = {"": _none, "cone": _cone, "crown": _crown, "chef": _chef,
    "tricorn": _tricorn,
        "cowboy": _cowboy, "helmet": _helmet, "viking": _viking, "santa": _santa, "cap": _cap,
        "hood": _hood}  # fmt: skip
