"""The tails, ears and marks of the animals that sit."""

from collections.abc import Callable
from dataclasses import dataclass

from ..brush import Pen, arc, curve, darker, lighter
from ..world import BLACK, WHITE, Colour

PINK: Colour = (236, 160, 164)


@dataclass(frozen=True, slots=True)
class Sitter:
    """How an animal differs from the others that sit."""

    ears: str = "round"  # round, pointed, long, wide, flop, none
    ear: float = 0.09
    pale: Colour | None = None  # of its belly and its muzzle; None: lighter than its fur
    muzzle: tuple[float, float] = (0.11, 0.085)
    cheeks: Colour | None = None  # two patches beside the muzzle
    tail: str = ""  # bushy, thin, tuft, zigzag, plume, ringed, flat, curl
    marks: str = ""  # stripes, mask, patches, mane, panda, spots, band, badger, hair, wrinkles
    tips: Colour | None = None  # of its ears
    nose: Colour = BLACK
    nose_size: tuple[float, float] = (0.036, 0.025)
    teeth: bool = False
    eyes: Colour = BLACK  # around the pupils


def _bushy(pen: Pen, colour: Colour, animal: Sitter) -> None:
    pen.blob([(0.3, 0.96), (0.1, 0.92), (0.0, 0.7), (0.08, 0.5), (0.2, 0.72), (0.34, 0.84)],
             darker(colour, 0.12))  # fmt: skip
    pen.blob([(0.0, 0.7), (0.03, 0.56), (0.09, 0.47), (0.13, 0.6), (0.09, 0.66)],
        animal.pale or lighter(colour, 0.45))  # fmt: skip


def _thin(pen: Pen, colour: Colour, animal: Sitter) -> None:
    bend = curve([(0.3, 0.94), (0.14, 0.94), (0.08, 0.8), (0.12, 0.66)], closed=False)
    pen.line(bend, 0.05, darker(colour, 0.15))
    if animal.tail == "tuft":
        pen.ellipse(0.12, 0.64, 0.06, 0.07, darker(colour, 0.45))


def _plume(pen: Pen, colour: Colour, _animal: Sitter) -> None:
    pen.blob([(0.3, 0.98), (0.1, 0.92), (0.02, 0.66), (0.06, 0.36), (-0.06, 0.2), (0.12, 0.12),
              (0.24, 0.3), (0.22, 0.56), (0.28, 0.8), (0.4, 0.9)], darker(colour, 0.1))  # fmt: skip
    pen.blob([(0.18, 0.86), (0.1, 0.64), (0.13, 0.36), (0.1, 0.22), (0.18, 0.34), (0.17, 0.6)],
             lighter(colour, 0.25))  # fmt: skip


def _ringed(pen: Pen, colour: Colour, _animal: Sitter) -> None:
    for k in range(7):
        pen.ellipse(0.26 - 0.045 * k, 0.94 - 0.008 * k * k, 0.075, 0.07,
                    BLACK if k % 2 else lighter(colour, 0.15))  # fmt: skip


def _flat(pen: Pen, _colour: Colour, _animal: Sitter) -> None:
    pen.tilted(0.13, 0.88, 0.2, 0.09, 0.06, (72, 54, 44))
    for k in range(4):
        pen.line([(0.02 + 0.07 * k, 0.8 + 0.02 * k), (0.0 + 0.07 * k, 0.92 + 0.02 * k)], 0.01,
                 (46, 34, 28))  # fmt: skip


def _curl(pen: Pen, colour: Colour, _animal: Sitter) -> None:
    pen.line(arc(0.2, 0.64, 0.09, 0.09, 0.2, 1.0), 0.075, darker(colour, 0.1))


def _zigzag(pen: Pen, colour: Colour, _animal: Sitter) -> None:
    points = [(0.3, 0.9), (0.16, 0.84), (0.22, 0.72), (0.06, 0.66), (0.14, 0.52), (0.0, 0.4)]
    pen.line(points, 0.08, darker(colour, 0.1))


def _stripes(pen: Pen, _colour: Colour, _animal: Sitter) -> None:
    for x, tall in ((0.42, 0.06), (0.5, 0.09), (0.58, 0.06)):
        pen.polygon([(x - 0.02, 0.12), (x + 0.02, 0.12), (x, 0.13 + tall)], BLACK)
    for side in (-1, 1):
        for y in (0.3, 0.37, 0.62, 0.7, 0.78):
            edge = 0.245 if y < 0.5 else 0.2 + 0.1 * (y - 0.55)
            x = 0.5 + side * edge
            pen.polygon([(x, y - 0.02), (x, y + 0.02), (x - side * 0.1, y + 0.01)], BLACK)


def _mask(pen: Pen, colour: Colour, _animal: Sitter) -> None:
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.12, 0.3, 0.11, 0.06, darker(colour, 0.65))


def _panda(pen: Pen, _colour: Colour, _animal: Sitter) -> None:
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.105, 0.3, 0.065, 0.075, BLACK)


def _spots(pen: Pen, colour: Colour, _animal: Sitter) -> None:
    spots = ((0.36, 0.2), (0.44, 0.15), (0.56, 0.15), (0.64, 0.2), (0.5, 0.19), (0.3, 0.28),
             (0.7, 0.28), (0.31, 0.6), (0.3, 0.72), (0.69, 0.6), (0.7, 0.72), (0.29, 0.84),
             (0.71, 0.84), (0.4, 0.52), (0.6, 0.52), (0.5, 0.55))  # fmt: skip
    for x, y in spots:
        pen.ellipse(x, y, 0.026, 0.022, darker(colour, 0.72))
        pen.ellipse(x, y, 0.01, 0.008, darker(colour, 0.25))


def _badger(pen: Pen, _colour: Colour, _animal: Sitter) -> None:
    pen.polygon([(0.43, 0.12), (0.57, 0.12), (0.55, 0.4), (0.45, 0.4)], WHITE)
    for side in (-1, 1):
        pen.blob([(0.5 + side * 0.22, 0.24), (0.5 + side * 0.24, 0.36),
                  (0.5 + side * 0.14, 0.46), (0.5 + side * 0.18, 0.34)], WHITE)  # fmt: skip


def _band(pen: Pen, colour: Colour, _animal: Sitter) -> None:
    for side in (-1, 1):
        pen.tilted(0.5 + side * 0.14, 0.33, 0.1, 0.04, side * 0.09, darker(colour, 0.62))


def _hair(pen: Pen, colour: Colour, animal: Sitter) -> None:
    pen.blob([(0.2, 0.34), (0.26, 0.12), (0.5, 0.02), (0.74, 0.12), (0.8, 0.34), (0.66, 0.2),
              (0.5, 0.17), (0.34, 0.2)], darker(colour, 0.12))  # fmt: skip
    pen.ellipse(0.5, 0.33, 0.19, 0.15, animal.pale or colour)


def _wrinkles(pen: Pen, colour: Colour, _animal: Sitter) -> None:
    for y in (0.17, 0.21):
        pen.line([(0.42, y + 0.02), (0.5, y), (0.58, y + 0.02)], 0.012, darker(colour, 0.4))


def ears(pen: Pen, colour: Colour, animal: Sitter) -> None:
    size, inner = animal.ear, lighter(PINK, 0.1)
    outer = BLACK if animal.marks == "panda" else colour
    for side in (-1, 1):
        x = 0.5 + side * 0.165
        if animal.ears == "pointed":
            tip = 0.5 + side * 0.22
            pen.polygon([(x - side * 0.1, 0.16), (tip, 0.2 - 1.9 * size), (x + side * 0.08, 0.3)],
                        outer)  # fmt: skip
            pen.polygon([(x - side * 0.04, 0.18), (tip - side * 0.02, 0.23 - 1.4 * size),
                         (x + side * 0.05, 0.27)], animal.tips or darker(colour, 0.4))  # fmt: skip
        elif animal.ears == "long":
            middle = 0.5 + side * 0.12
            pen.blob([(middle - 0.06, 0.2), (middle + side * 0.02 - 0.05, 0.0),
                      (middle + side * 0.05, -0.08), (middle + side * 0.02 + 0.06, 0.0),
                      (middle + 0.06, 0.2)], outer)  # fmt: skip
            pen.ellipse(middle + side * 0.02, 0.08, 0.025, 0.11, animal.tips or inner)
        elif animal.ears == "wide":
            pen.blob([(0.5 + side * 0.15, 0.14), (0.5 + side * 0.34, -0.04),
                      (0.5 + side * 0.4, -0.06), (0.5 + side * 0.24, 0.24)], outer)  # fmt: skip
            if animal.tips:
                pen.polygon([(0.5 + side * 0.31, -0.02), (0.5 + side * 0.41, -0.07),
                             (0.5 + side * 0.33, 0.06)], animal.tips)  # fmt: skip
        elif animal.ears == "flop":
            pen.blob([(0.5 + side * 0.14, 0.16), (0.5 + side * 0.26, 0.18), (0.5 + side * 0.3, 0.4),
                      (0.5 + side * 0.2, 0.42)], darker(colour, 0.3))  # fmt: skip
        elif animal.ears == "round":
            pen.ellipse(x + side * 0.02, 0.17, size, size, outer)
            inner = animal.tips or darker(outer, 0.25)
            pen.ellipse(x + side * 0.02, 0.17, 0.6 * size, 0.6 * size, inner)
        elif animal.ears == "side":
            pen.ellipse(x + side * 0.09, 0.3, size, size, outer)
            pen.ellipse(x + side * 0.09, 0.3, 0.6 * size, 0.6 * size, animal.pale or inner)


Drawn = Callable[[Pen, Colour, Sitter], None]
TAILS: dict[str, Drawn] = {"bushy": _bushy, "thin": _thin, "tuft": _thin, "plume": _plume,
    "ringed": _ringed, "flat": _flat, "curl": _curl, "zigzag": _zigzag}  # fmt: skip
MARKS: dict[str, Drawn] = {"stripes": _stripes, "mask": _mask, "panda": _panda, "spots": _spots,
    "badger": _badger, "band": _band, "hair": _hair, "wrinkles": _wrinkles}  # fmt: skip
