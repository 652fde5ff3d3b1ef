"""What one sits or lies on outdoors and at home."""

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import Colour

_WOOD: Colour = (150, 100, 60)
_IRON: Colour = (70, 76, 86)


def bench(pen: Pen, colour: Colour) -> None:
    for x in (0.08, 0.86):
        pen.box(x, 0.3, x + 0.05, 1.0, _IRON)
        pen.line([(x - 0.06, 0.98), (x + 0.1, 0.98)], 0.035, _IRON)
        pen.line([(x + 0.02, 0.56), (x - 0.04, 0.66)], 0.03, _IRON)
    for y in (0.32, 0.42, 0.52):
        pen.box(0.02, y, 0.98, y + 0.07, colour)
    for y in (0.66, 0.72):
        pen.box(-0.02, y, 1.02, y + 0.05, lighter(colour, 0.18))


def rocking_chair(pen: Pen, colour: Colour) -> None:
    for k in range(5):
        pen.box(0.24 + 0.12 * k, 0.1, 0.29 + 0.12 * k, 0.6, colour)
    pen.box(0.2, 0.06, 0.82, 0.15, darker(colour, 0.12))
    pen.polygon([(0.2, 0.58), (0.82, 0.58), (0.9, 0.68), (0.12, 0.68)], lighter(colour, 0.15))
    for x in (0.12, 0.84):
        pen.line([(x + 0.02, 0.46), (x + 0.02, 0.92)], 0.05, darker(colour, 0.2))
        pen.box(x - 0.04, 0.43, x + 0.1, 0.48, colour)
    for y in (0.9, 0.94):
        points = [(-0.1 + 0.12 * k, y + 0.06 - 0.02 * abs(k - 5) ** 1.4 / 2) for k in range(11)]
        pen.line(points, 0.045, darker(colour, 0.3))


def armchair(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.2, 0.9), (0.2, 0.3), (0.3, 0.16), (0.7, 0.16), (0.8, 0.3), (0.8, 0.9)],
             darker(colour, 0.15))  # fmt: skip
    pen.blob([(0.24, 0.62), (0.76, 0.62), (0.78, 0.8), (0.22, 0.8)], lighter(colour, 0.15))
    for x in (0.06, 0.74):
        pen.blob([(x, 0.52), (x + 0.1, 0.46), (x + 0.2, 0.52), (x + 0.2, 0.94), (x, 0.94)], colour)
    pen.box(0.2, 0.78, 0.8, 0.94, colour)
    for x in (0.12, 0.82):
        pen.box(x, 0.93, x + 0.06, 1.0, _WOOD)


def swing(pen: Pen, colour: Colour) -> None:
    """A swing that hangs from its frame."""
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.34, -0.2), (0.5 + side * 0.5, 1.0)], 0.045, (196, 60, 56))
        pen.line([(0.5 + side * 0.16, -0.18), (0.5 + side * 0.2, 0.7)], 0.018, _IRON)
    pen.line([(0.1, -0.2), (0.9, -0.2)], 0.05, (196, 60, 56))
    pen.box(0.26, 0.68, 0.74, 0.74, colour)


def hammock(pen: Pen, colour: Colour) -> None:
    """A hammock between two trunks."""
    for x in (-0.1, 1.02):
        pen.box(x, 0.0, x + 0.09, 1.0, (104, 70, 46))
    pen.line([(-0.02, 0.36), (0.12, 0.52)], 0.02, (226, 214, 190))
    pen.line([(1.04, 0.36), (0.88, 0.52)], 0.02, (226, 214, 190))
    pen.blob([(0.1, 0.5), (0.3, 0.72), (0.5, 0.78), (0.7, 0.72), (0.9, 0.5), (0.84, 0.74),
              (0.5, 0.92), (0.16, 0.74)], colour)  # fmt: skip
    for k in range(5):
        x = 0.22 + 0.14 * k
        pen.line([(x, 0.7 + 0.06 * (1 - abs(k - 2) / 2)), (x, 0.8 + 0.08 * (1 - abs(k - 2) / 2))],
                 0.03, lighter(colour, 0.5))  # fmt: skip


def throne(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.2, 0.9), (0.2, 0.12), (0.34, 0.02), (0.5, -0.1), (0.66, 0.02), (0.8, 0.12),
                 (0.8, 0.9)], colour)  # fmt: skip
    pen.blob([(0.28, 0.6), (0.28, 0.16), (0.5, 0.06), (0.72, 0.16), (0.72, 0.6)], (170, 36, 50))
    pen.box(0.16, 0.56, 0.84, 0.7, (196, 50, 60))
    for x in (0.06, 0.8):
        pen.box(x, 0.42, x + 0.14, 1.0, darker(colour, 0.12))
        pen.ellipse(x + 0.07, 0.4, 0.09, 0.06, lighter(colour, 0.3))
    for x, y in ((0.5, -0.08), (0.2, 0.1), (0.8, 0.1)):
        pen.ellipse(x, y, 0.05, 0.05, (70, 130, 220))


def rock(pen: Pen, colour: Colour) -> None:
    pen.polygon([(-0.04, 1.0), (0.04, 0.62), (0.24, 0.36), (0.52, 0.28), (0.78, 0.4), (0.96, 0.66),
                 (1.04, 1.0)], colour)  # fmt: skip
    pen.polygon([(0.24, 0.36), (0.52, 0.28), (0.78, 0.4), (0.6, 0.52), (0.36, 0.5)],
                lighter(colour, 0.25))  # fmt: skip
    pen.polygon([(0.78, 0.4), (0.96, 0.66), (1.04, 1.0), (0.7, 1.0), (0.6, 0.52)],
                darker(colour, 0.25))  # fmt: skip
    pen.line([(0.3, 0.66), (0.42, 0.78), (0.38, 0.9)], 0.012, darker(colour, 0.35))


SEAT_KINDS: dict[str, Kind] = {
    "bench": Kind(bench, "bench", (_WOOD,), "", 0.54, 0.6, "park"),
    "rocking chair": Kind(rocking_chair, "", (_WOOD,), "", 0.52, 0.58, "room"),
    "armchair": Kind(
        armchair, "armchair recliner", ((160, 70, 60), (70, 110, 100)), "", 0.52, 0.6, "room"
    ),
    "swing": Kind(swing, "swing swings", ((120, 80, 50),), "", 0.56, 0.7, "park"),
    "throne": Kind(throne, "throne", ((236, 190, 70),), "", 0.58, 0.56, "room"),
    "rock": Kind(rock, "rock boulder stone", ((136, 138, 146),), "", 0.46, 0.34),
    "hammock": Kind(hammock, "hammock", ((226, 110, 80), (70, 150, 190)), "", 0.6, 0.66, "beach"),
}
# Where one sits on these, from the top of their box.
SEATS: dict[str, float] = {"chair": 0.6, "sofa": 0.62, "bench": 0.7, "rocking chair": 0.62,
                           "armchair": 0.72, "swing": 0.7, "bed": 0.66, "heap": 0.3,
                           "hammock": 0.8, "throne": 0.62, "rock": 0.34}  # fmt: skip
STOOD_ON = {"rock", "bed", "heap"}  # one stands on these, unless the prompt says "sitting"
