"""Boats and ships, told apart by their hull."""

from ..brush import Pen, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_GLASS: Colour = (150, 196, 222)
_STEEL: Colour = (176, 182, 192)
_WOOD: Colour = (140, 92, 54)
_IRON: Colour = (66, 68, 76)


def canoe(pen: Pen, colour: Colour) -> None:
    pen.blob([(-0.12, 0.54), (0.02, 0.7), (0.3, 0.78), (0.7, 0.78), (0.98, 0.7), (1.12, 0.54),
              (0.98, 0.92), (0.7, 0.98), (0.3, 0.98), (0.02, 0.92)], colour)  # fmt: skip
    pen.line(curve([(-0.1, 0.58), (0.14, 0.74), (0.5, 0.79), (0.86, 0.74), (1.1, 0.58)],
                   closed=False), 0.035, lighter(colour, 0.35))  # fmt: skip
    pen.line([(0.3, 0.3), (0.64, 0.92)], 0.03, (226, 180, 110))
    pen.tilted(0.69, 0.98, 0.1, 0.045, 0.17, (226, 180, 110))
    pen.tilted(0.26, 0.23, 0.1, 0.045, 0.17, (226, 180, 110))


def gondola(pen: Pen, colour: Colour) -> None:
    pen.blob([(-0.1, 0.4), (-0.04, 0.62), (0.2, 0.8), (0.7, 0.82), (1.0, 0.66), (1.06, 0.3),
              (1.12, 0.36), (1.04, 0.76), (0.8, 0.96), (0.2, 0.96), (-0.08, 0.74)],
        colour)  # fmt: skip
    for k in range(4):
        pen.box(1.06, 0.32 + 0.06 * k, 1.16, 0.35 + 0.06 * k, _STEEL)
    pen.blob([(0.34, 0.8), (0.4, 0.62), (0.6, 0.62), (0.64, 0.8)], (186, 40, 56))
    pen.line([(0.06, 0.2), (0.22, 0.98)], 0.026, (190, 140, 80))


def liner(pen: Pen, colour: Colour) -> None:
    for k, x in enumerate((0.26, 0.44, 0.62)):
        pen.polygon([(x, 0.14), (x + 0.1, 0.14), (x + 0.12, 0.44), (x + 0.02, 0.44)],
                    (226, 110, 50))  # fmt: skip
        pen.polygon([(x, 0.14), (x + 0.1, 0.14), (x + 0.105, 0.2), (x + 0.004, 0.2)], BLACK)
        pen.ellipse(x + 0.0 - 0.03 * k, 0.08, 0.07, 0.045, (236, 236, 240), 0.8)
    pen.box(0.16, 0.4, 0.82, 0.56, WHITE)
    pen.box(0.08, 0.52, 0.9, 0.66, WHITE)
    for y in (0.46, 0.58):
        for k in range(9):
            pen.ellipse(0.2 + 0.075 * k, y, 0.018, 0.022, (60, 100, 150))
    pen.polygon([(-0.06, 0.64), (1.08, 0.62), (0.96, 0.96), (0.06, 0.96)], colour)
    pen.polygon([(0.0, 0.86), (1.0, 0.86), (0.96, 0.96), (0.06, 0.96)], (186, 50, 46))
    for k in range(9):
        pen.ellipse(0.1 + 0.095 * k, 0.74, 0.02, 0.02, (240, 220, 150))


def longship(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.04), (0.5, 0.76)], 0.03, _WOOD)
    for k in range(6):
        x = 0.2 + 0.1 * k
        pen.polygon([(x, 0.12), (x + 0.1, 0.12), (x + 0.12 - 0.02, 0.56), (x, 0.56)],
                    (206, 44, 44) if k % 2 else (250, 244, 230))  # fmt: skip
    pen.blob([(-0.08, 0.36), (0.0, 0.64), (0.3, 0.76), (0.7, 0.76), (1.0, 0.62), (1.04, 0.24),
              (1.12, 0.3), (1.08, 0.7), (0.8, 0.96), (0.2, 0.96), (-0.1, 0.7)], colour)  # fmt: skip
    pen.blob([(1.02, 0.3), (1.04, 0.14), (1.18, 0.16), (1.26, 0.24), (1.12, 0.3)], colour)
    pen.ellipse(1.12, 0.2, 0.016, 0.016, WHITE)
    for k in range(5):
        pen.ellipse(0.18 + 0.16 * k, 0.78, 0.075, 0.075, ((206, 44, 44), (250, 200, 70))[k % 2])
        pen.ellipse(0.18 + 0.16 * k, 0.78, 0.025, 0.025, _STEEL)
    for k in range(4):
        pen.line([(0.22 + 0.17 * k, 0.86), (0.12 + 0.17 * k, 1.02)], 0.016, _WOOD)


def raft(pen: Pen, colour: Colour) -> None:
    pen.line([(0.44, 0.08), (0.44, 0.8)], 0.035, darker(colour, 0.3))
    pen.polygon([(0.48, 0.12), (0.48, 0.62), (0.86, 0.56)], (250, 244, 230))
    for k in range(6):
        x = 0.06 + 0.176 * k
        pen.line([(x - 0.03, 0.78), (x, 0.94)], 0.15, darker(colour, 0.14 * (k % 2)))
        pen.ellipse(x, 0.94, 0.07, 0.06, lighter(colour, 0.3))
    pen.line([(0.0, 0.82), (0.98, 0.82)], 0.024, (240, 220, 170))


def speedboat(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.44, 0.64), (0.54, 0.48), (0.6, 0.48), (0.66, 0.64)], _GLASS)
    pen.blob([(0.0, 0.64), (0.6, 0.64), (1.12, 0.58), (0.9, 0.86), (0.1, 0.92)], WHITE)
    pen.blob([(0.02, 0.74), (0.6, 0.74), (1.0, 0.68), (0.88, 0.8), (0.06, 0.82)], colour)
    pen.box(-0.08, 0.66, 0.04, 0.88, _IRON)
    for x, y, size in ((-0.1, 0.92, 0.1), (-0.24, 0.88, 0.07), (0.04, 0.96, 0.08)):
        pen.ellipse(x, y, size, 0.6 * size, (240, 248, 252), 0.9)


BOATS: dict[str, Kind] = {
    "canoe": Kind(canoe, "canoe kayak rowboat", ((206, 80, 50), (150, 96, 54)), "dinghy", 0.44,
                  0.8, "lake"),
    "gondola": Kind(gondola, "gondola", ((44, 44, 54),), "", 0.5, 0.8, "sea"),
    "liner": Kind(liner, "liner titanic ferry steamship", ((44, 50, 76),), "cruise", 0.56, 0.5,
                  "sea"),
    "viking ship": Kind(longship, "longship", ((140, 92, 54),), "", 0.56, 0.76, "sea"),
    "raft": Kind(raft, "raft", ((164, 112, 66),), "", 0.44, 0.78, "sea"),
    "speedboat": Kind(speedboat, "speedboat motorboat", ((206, 50, 60),), "", 0.44, 0.62, "sea"),
}  # fmt: skip
