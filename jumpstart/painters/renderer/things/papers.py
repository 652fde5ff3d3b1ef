"""What is printed and held in both hands."""

from ..brush import Pen, darker
from ..kind import Kind
from ..world import WHITE, Colour

_RED: Colour = (206, 44, 48)


def treasure_map(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.0, 0.22), (0.34, 0.14), (0.66, 0.22), (1.0, 0.14), (1.0, 0.84), (0.66, 0.92),
                 (0.34, 0.84), (0.0, 0.92)], colour)  # fmt: skip
    for x, y in ((0.34, 0.14), (0.66, 0.22)):
        pen.line([(x, y), (x, y + 0.7)], 0.012, darker(colour, 0.3))
    pen.blob([(0.1, 0.36), (0.3, 0.28), (0.4, 0.44), (0.26, 0.6), (0.12, 0.54)], (120, 170, 90))
    pen.blob([(0.7, 0.36), (0.9, 0.4), (0.88, 0.66), (0.72, 0.62)], (120, 170, 90))
    pen.line([(0.2, 0.5), (0.34, 0.66), (0.5, 0.6), (0.62, 0.72), (0.74, 0.52)], 0.02, _RED)
    for way in (-1, 1):
        pen.line([(0.74, 0.46 - 0.07 * way), (0.86, 0.46 + 0.07 * way)], 0.03, _RED)


def newspaper(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.0, 0.14), (0.48, 0.1), (0.48, 0.9), (0.0, 0.94)], colour)
    pen.polygon([(0.52, 0.1), (1.0, 0.14), (1.0, 0.94), (0.52, 0.9)], darker(colour, 0.06))
    pen.box(0.06, 0.2, 0.42, 0.28, (40, 42, 50))
    pen.box(0.58, 0.2, 0.94, 0.44, (150, 156, 166))
    for k in range(6):
        y = 0.36 + 0.09 * k
        pen.line([(0.07, y), (0.41, y)], 0.02, (150, 152, 160))
        if k > 1:
            pen.line([(0.59, y), (0.93, y)], 0.02, (150, 152, 160))


PAPERS: dict[str, Kind] = {
    "treasure map": Kind(treasure_map, "map", ((232, 210, 160),), "", 0.4, home="table"),
    "newspaper": Kind(newspaper, "newspaper", (WHITE,), "magazine", 0.4, home="table"),
}
