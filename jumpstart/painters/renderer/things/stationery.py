"""What is written or printed on paper."""

from ..brush import Pen, darker
from ..kind import Kind
from ..world import WHITE, Colour

_T = "table"


def letter(pen: Pen, colour: Colour) -> None:
    pen.box(0.04, 0.26, 0.96, 0.88, colour)
    pen.polygon([(0.04, 0.88), (0.42, 0.52), (0.58, 0.52), (0.96, 0.88)], darker(colour, 0.1))
    pen.polygon([(0.04, 0.26), (0.96, 0.26), (0.5, 0.66)], darker(colour, 0.04))
    pen.line([(0.04, 0.26), (0.5, 0.66), (0.96, 0.26)], 0.016, darker(colour, 0.3))
    pen.blob([(0.5, 0.74), (0.38, 0.62), (0.4, 0.54), (0.46, 0.54), (0.5, 0.59), (0.54, 0.54),
              (0.6, 0.54), (0.62, 0.62)], (214, 44, 60))  # fmt: skip


def scroll(pen: Pen, colour: Colour) -> None:
    pen.box(0.2, 0.14, 0.8, 0.86, colour)
    for k in range(5):
        pen.line([(0.28, 0.28 + 0.09 * k), (0.72 - 0.06 * (k % 2), 0.28 + 0.09 * k)], 0.014,
                 (120, 90, 60))  # fmt: skip
    pen.ellipse(0.62, 0.76, 0.06, 0.06, (190, 40, 44))
    for y in (0.12, 0.88):
        pen.line([(0.12, y), (0.88, y)], 0.12, darker(colour, 0.16))
        for x in (0.1, 0.9):
            pen.ellipse(x, y, 0.05, 0.075, darker(colour, 0.4))


def calendar(pen: Pen, colour: Colour) -> None:
    pen.box(0.08, 0.14, 0.92, 0.96, WHITE)
    pen.box(0.08, 0.14, 0.92, 0.36, colour)
    for x in (0.3, 0.7):
        pen.line([(x, 0.06), (x, 0.22)], 0.05, (90, 96, 106))
    for row in range(4):
        for k in range(6):
            hue = colour if (row, k) == (2, 3) else (190, 196, 206)
            pen.box(0.14 + 0.125 * k, 0.43 + 0.13 * row, 0.23 + 0.125 * k, 0.52 + 0.13 * row, hue)


STATIONERY: dict[str, Kind] = {
    "letter": Kind(letter, "letter envelope postcard", ((250, 240, 220),), "mail", 0.38, home=_T),
    "scroll": Kind(scroll, "scroll parchment", ((240, 220, 176),), "manuscript", 0.42, home=_T),
    "calendar": Kind(calendar, "calendar", ((214, 50, 54),), "", 0.4, home=_T),
}  # fmt: skip
