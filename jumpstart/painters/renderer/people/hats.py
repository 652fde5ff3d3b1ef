"""The hats that people wear by trade."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Drawing
from ..world import BLACK, WHITE, Colour

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


def _santa(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.37, 0.1), (0.46, -0.06), (0.66, -0.1), (0.74, 0.08), (0.62, 0.1)], colour)
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


def _hard(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.36, 0.13), (0.39, 0.0), (0.5, -0.04), (0.61, 0.0), (0.64, 0.13)], colour)
    pen.line([(0.33, 0.13), (0.67, 0.13)], 0.035, darker(colour, 0.15))
    pen.line([(0.5, -0.03), (0.5, 0.1)], 0.03, lighter(colour, 0.3))


def _fire(pen: Pen, _: Colour) -> None:
    _hard(pen, (206, 44, 40))
    pen.polygon([(0.45, 0.0), (0.55, 0.0), (0.54, 0.09), (0.5, 0.12), (0.46, 0.09)], _GOLD)


def _straw(pen: Pen, _: Colour) -> None:
    straw = (232, 196, 110)
    pen.blob([(0.38, 0.1), (0.41, -0.04), (0.5, -0.06), (0.59, -0.04), (0.62, 0.1)], straw)
    pen.ellipse(0.5, 0.1, 0.27, 0.05, darker(straw, 0.1))
    pen.line([(0.39, 0.07), (0.61, 0.07)], 0.035, (196, 60, 50))


def _beret(pen: Pen, _: Colour) -> None:
    pen.blob([(0.34, 0.11), (0.36, 0.0), (0.52, -0.05), (0.7, 0.02), (0.66, 0.11)], (60, 66, 110))
    pen.line([(0.53, -0.04), (0.55, -0.08)], 0.02, (60, 66, 110))


def _fedora(pen: Pen, colour: Colour) -> None:
    hat = darker(colour, 0.2)
    pen.blob([(0.38, 0.1), (0.41, -0.05), (0.5, -0.02), (0.59, -0.05), (0.62, 0.1)], hat)
    pen.ellipse(0.5, 0.105, 0.22, 0.035, darker(hat, 0.2))
    pen.line([(0.39, 0.075), (0.61, 0.075)], 0.03, BLACK)


def _nurse(pen: Pen, _: Colour) -> None:
    pen.polygon([(0.4, 0.1), (0.38, 0.0), (0.62, 0.0), (0.6, 0.1)], WHITE)
    pen.box(0.485, 0.01, 0.515, 0.09, (206, 44, 48))
    pen.box(0.46, 0.035, 0.54, 0.065, (206, 44, 48))


def _sailor(pen: Pen, _: Colour) -> None:
    pen.ellipse(0.5, 0.02, 0.16, 0.06, WHITE)
    pen.box(0.38, 0.05, 0.62, 0.1, (36, 60, 130))


def _captain(pen: Pen, _: Colour) -> None:
    pen.blob([(0.33, 0.04), (0.4, -0.05), (0.6, -0.05), (0.67, 0.04), (0.62, 0.09), (0.38, 0.09)],
             WHITE)  # fmt: skip
    pen.box(0.38, 0.06, 0.62, 0.11, (30, 36, 60))
    pen.line([(0.4, 0.125), (0.6, 0.125)], 0.03, BLACK)
    pen.ellipse(0.5, 0.05, 0.03, 0.03, _GOLD)


def _soldier(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.35, 0.14), (0.37, 0.0), (0.5, -0.04), (0.63, 0.0), (0.65, 0.14)],
             darker(colour, 0.12))  # fmt: skip
    pen.line([(0.34, 0.14), (0.66, 0.14)], 0.03, darker(colour, 0.35))


def _turban(pen: Pen, _: Colour) -> None:
    pen.blob([(0.36, 0.13), (0.35, 0.0), (0.5, -0.06), (0.65, 0.0), (0.64, 0.13)], _GOLD)
    for k in range(3):
        pen.line([(0.37, 0.1 - 0.04 * k), (0.62, 0.04 - 0.04 * k)], 0.012, darker(_GOLD, 0.25))


def _nemes(pen: Pen, _: Colour) -> None:
    """A pharaoh's striped cloth."""
    for k in range(5):
        hue = (36, 80, 160) if k % 2 else _GOLD
        for side in (-1, 1):
            pen.polygon([(0.5, 0.02), (0.5 + side * (0.25 - 0.02 * k), 0.2 + 0.05 * k),
                         (0.5 + side * 0.11, 0.36 - 0.03 * k)], hue)  # fmt: skip
    pen.blob([(0.36, 0.14), (0.38, 0.02), (0.5, -0.02), (0.62, 0.02), (0.64, 0.14)], _GOLD)


def _goggles(pen: Pen, _: Colour) -> None:
    """A diver's mask and snorkel."""
    pen.box(0.38, 0.15, 0.62, 0.255, (30, 60, 110))
    pen.box(0.4, 0.165, 0.6, 0.24, (150, 214, 236))
    pen.line([(0.62, 0.26), (0.67, 0.2), (0.67, -0.02)], 0.035, (240, 140, 40))
    for x in (0.455, 0.545):
        pen.ellipse(x, 0.205, 0.016, 0.02, BLACK)


def _horned(pen: Pen, _: Colour) -> None:
    for side in (-1, 1):
        pen.blob([(0.5 + side * 0.06, 0.08), (0.5 + side * 0.14, 0.06), (0.5 + side * 0.15, -0.08),
                  (0.5 + side * 0.1, 0.0)], (190, 30, 36))  # fmt: skip


def _nun(pen: Pen, _: Colour) -> None:
    turns = [math.pi * (0.8 + 1.4 * k / 12) for k in range(13)]
    pen.line([(0.5 + 0.14 * math.cos(t), 0.22 + 0.16 * math.sin(t)) for t in turns], 0.075, BLACK)
    turns = [math.pi * (0.9 + 1.2 * k / 12) for k in range(13)]
    pen.line([(0.5 + 0.11 * math.cos(t), 0.22 + 0.13 * math.sin(t)) for t in turns], 0.03, WHITE)


def _none(pen: Pen, colour: Colour) -> None:
    """Draw nothing."""


HATS: dict[str, Drawing] = {"": _none, "cone": _cone, "crown": _crown, "chef": _chef,
    "tricorn": _tricorn,
        "cowboy": _cowboy, "helmet": _helmet, "viking": _viking, "santa": _santa, "cap": _cap,
        "hood": _hood, "hard": _hard, "fire": _fire, "straw": _straw, "beret": _beret,
        "fedora": _fedora, "nurse": _nurse, "sailor": _sailor, "captain": _captain,
        "soldier": _soldier, "turban": _turban, "nemes": _nemes, "goggles": _goggles,
        "horned": _horned, "nun": _nun}  # fmt: skip
