"""Money, jewels and a flying carpet."""

from ..brush import Pen, arc, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_STEEL: Colour = (180, 186, 196)
_GOLD: Colour = (240, 196, 74)
_LEATHER: Colour = (140, 90, 54)
_T = "table"


def necklace(pen: Pen, colour: Colour) -> None:
    for x, y in arc(0.5, 0.16, 0.38, 0.5, -0.04, 0.54, 22):
        pen.ellipse(x, y, 0.038, 0.038, colour)
        pen.ellipse(x - 0.01, y - 0.012, 0.012, 0.012, lighter(colour, 0.7))
    pen.polygon([(0.5, 0.98), (0.38, 0.8), (0.44, 0.7), (0.56, 0.7), (0.62, 0.8)], (60, 140, 220))
    pen.polygon([(0.44, 0.7), (0.56, 0.7), (0.5, 0.8)], (150, 206, 246))


def diamond_ring(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.5, 0.66, 0.28, 0.29, 0, 1, 36), 0.06, colour)
    pen.polygon([(0.3, 0.16), (0.4, 0.04), (0.6, 0.04), (0.7, 0.16), (0.5, 0.4)], (170, 220, 246))
    pen.polygon([(0.4, 0.16), (0.6, 0.16), (0.5, 0.4)], (220, 242, 252))
    pen.polygon([(0.4, 0.04), (0.6, 0.04), (0.5, 0.16)], WHITE)
    for x, y in ((0.2, 0.1), (0.82, 0.06), (0.86, 0.26)):
        pen.line([(x - 0.04, y), (x + 0.04, y)], 0.014, WHITE)
        pen.line([(x, y - 0.05), (x, y + 0.05)], 0.014, WHITE)


def wristwatch(pen: Pen, colour: Colour) -> None:
    pen.box(0.36, 0.0, 0.64, 0.28, _LEATHER)
    pen.box(0.36, 0.72, 0.64, 1.0, _LEATHER)
    for y in (0.84, 0.92):
        pen.ellipse(0.5, y, 0.018, 0.018, darker(_LEATHER, 0.6))
    pen.box(0.76, 0.47, 0.84, 0.53, colour)
    pen.ellipse(0.5, 0.5, 0.3, 0.3, colour)
    pen.ellipse(0.5, 0.5, 0.24, 0.24, (252, 250, 242))
    for x, y in arc(0.5, 0.5, 0.2, 0.2, 0, 1, 12):
        pen.ellipse(x, y, 0.012, 0.012, BLACK)
    pen.line([(0.5, 0.5), (0.41, 0.42)], 0.028, BLACK)
    pen.line([(0.5, 0.5), (0.6, 0.36)], 0.02, BLACK)


def coins(pen: Pen, colour: Colour) -> None:
    for x, count in ((0.22, 3), (0.5, 6), (0.78, 4)):
        for k in range(count):
            y = 0.92 - 0.1 * k
            pen.ellipse(x, y, 0.17, 0.065, darker(colour, 0.35))
            pen.ellipse(x, y - 0.03, 0.17, 0.065, colour)
        pen.ellipse(x, 0.92 - 0.1 * (count - 1) - 0.03, 0.11, 0.038, darker(colour, 0.15))


def banknotes(pen: Pen, colour: Colour) -> None:
    for k in range(3):
        y = 0.3 + 0.13 * k
        pen.box(0.02 + 0.03 * k, y, 0.92 + 0.03 * k, y + 0.36, darker(colour, 0.3))
        pen.box(0.04 + 0.03 * k, y + 0.02, 0.9 + 0.03 * k, y + 0.34, colour)
    pen.ellipse(0.53, 0.74, 0.13, 0.13, lighter(colour, 0.4))
    pen.line([*arc(0.53, 0.7, 0.05, 0.04, 0.95, 0.3, 10)[:8], (0.53, 0.74)], 0.02, darker(colour,
        0.5))  # fmt: skip
    pen.line(arc(0.53, 0.78, 0.05, 0.04, -0.25, 0.42, 10), 0.02, darker(colour, 0.5))
    pen.line([(0.53, 0.64), (0.53, 0.84)], 0.016, darker(colour, 0.5))


def piggy_bank(pen: Pen, colour: Colour) -> None:
    for x in (0.26, 0.62):
        pen.box(x, 0.8, x + 0.13, 1.0, darker(colour, 0.2))
    pen.line(arc(0.04, 0.52, 0.06, 0.06, 0.2, 1.1, 10), 0.03, darker(colour, 0.2))
    pen.ellipse(0.48, 0.62, 0.4, 0.31, colour)
    pen.polygon([(0.6, 0.38), (0.68, 0.18), (0.8, 0.4)], darker(colour, 0.15))
    pen.ellipse(0.9, 0.62, 0.1, 0.12, darker(colour, 0.12))
    for y in (0.58, 0.66):
        pen.ellipse(0.93, y, 0.018, 0.022, darker(colour, 0.5))
    pen.ellipse(0.74, 0.52, 0.026, 0.03, BLACK)
    pen.line([(0.34, 0.36), (0.54, 0.35)], 0.035, darker(colour, 0.55))
    pen.ellipse(0.44, 0.22, 0.12, 0.12, (240, 196, 74))
    pen.ellipse(0.44, 0.22, 0.08, 0.08, (214, 160, 50))


def carpet(pen: Pen, colour: Colour) -> None:
    """A flying carpet."""
    pen.blob([(-0.06, 0.62), (0.26, 0.5), (0.6, 0.6), (1.06, 0.48), (0.96, 0.76), (0.6, 0.86),
              (0.26, 0.76), (-0.12, 0.88)], colour)  # fmt: skip
    pen.blob([(0.08, 0.66), (0.28, 0.58), (0.6, 0.67), (0.92, 0.58), (0.86, 0.71), (0.6, 0.79),
              (0.28, 0.7), (0.04, 0.78)], (240, 196, 74))  # fmt: skip
    pen.blob([(0.18, 0.67), (0.3, 0.62), (0.6, 0.7), (0.82, 0.64), (0.78, 0.7), (0.6, 0.76),
              (0.3, 0.68), (0.16, 0.72)], darker(colour, 0.3))  # fmt: skip
    for k in range(5):
        pen.line([(-0.08 - 0.01 * k, 0.64 + 0.055 * k), (-0.16 - 0.01 * k, 0.66 + 0.055 * k)],
            0.016,
                 (240, 196, 74))  # fmt: skip
        pen.line([(1.04 - 0.02 * k, 0.5 + 0.055 * k), (1.12 - 0.02 * k, 0.5 + 0.055 * k)], 0.016,
                 (240, 196, 74))  # fmt: skip


VALUABLES: dict[str, Kind] = {
    "necklace": Kind(necklace, "necklace pendant", (_GOLD, (240, 240, 236)), "bracelet jewelry",
                     0.4, home=_T),
    "diamond ring": Kind(diamond_ring, "", (_GOLD,), "", 0.36, home=_T),
    "wristwatch": Kind(wristwatch, "wristwatch watch", (_GOLD, _STEEL), "", 0.4, home=_T),
    "coins": Kind(coins, "coins coin", (_GOLD,), "", 0.38, home=_T),
    "money": Kind(banknotes, "money dollar dollars cash banknote", ((120, 180, 120),), "euro", 0.38,
                  home=_T),
    "piggy bank": Kind(piggy_bank, "piggybank", ((246, 160, 176),), "", 0.38, home=_T),
    "flying carpet": Kind(carpet, "carpet rug", ((176, 40, 60),), "", 0.5, 0.62),
}  # fmt: skip
