"""Draw each thing: in a square, on its lower edge, looking to the right."""

import math

from ..brush import Pen, Point, darker, lighter
from ..world import BLACK, WHITE, Colour

_WOOD: Colour = (104, 70, 46)
_GLASS: Colour = (150, 196, 222)
_LAMP: Colour = (255, 214, 110)
_STEEL: Colour = (176, 182, 192)


def house(pen: Pen, colour: Colour) -> None:
    roof = darker(colour, 0.5) if sum(colour) < 600 else (164, 66, 52)
    pen.box(0.66, 0.1, 0.76, 0.4, darker(roof, 0.2))
    pen.box(0.12, 0.44, 0.88, 1.0, colour)
    pen.box(0.74, 0.44, 0.88, 1.0, darker(colour, 0.16))
    pen.polygon([(0.02, 0.47), (0.5, 0.06), (0.98, 0.47)], roof)
    pen.polygon([(0.5, 0.06), (0.98, 0.47), (0.8, 0.47)], darker(roof, 0.2))
    pen.box(0.43, 0.68, 0.58, 1.0, _WOOD)
    panes = pen.glowing() if pen.dark else pen
    for left in (0.2, 0.65):
        pen.box(left - 0.02, 0.58, left + 0.17, 0.79, WHITE)
        panes.box(left, 0.6, left + 0.15, 0.77, _LAMP if pen.dark else _GLASS)


def tree(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.45, 0.5), (0.55, 0.5), (0.59, 1.0), (0.41, 1.0)], _WOOD)
    for x, y, radius in ((0.3, 0.46, 0.2), (0.7, 0.46, 0.2), (0.5, 0.52, 0.21)):
        pen.ellipse(x, y, radius, radius, darker(colour, 0.22))
    for x, y, radius in ((0.37, 0.34, 0.2), (0.63, 0.34, 0.2), (0.5, 0.22, 0.21)):
        pen.ellipse(x, y, radius, radius, colour)
    for x, y, radius in ((0.43, 0.17, 0.09), (0.3, 0.3, 0.07), (0.57, 0.3, 0.06)):
        pen.ellipse(x, y, radius, radius, lighter(colour, 0.2))


def boat(pen: Pen, colour: Colour) -> None:
    pen.line([(0.48, 0.04), (0.48, 0.76)], 0.03, _WOOD)
    pen.blob([(0.52, 0.06), (0.8, 0.36), (0.9, 0.66), (0.52, 0.66)], (250, 246, 236))
    pen.polygon([(0.44, 0.14), (0.44, 0.66), (0.14, 0.66)], (230, 224, 212))
    hull = [(0.02, 0.73), (0.98, 0.73), (0.84, 0.98), (0.16, 0.98)]
    pen.polygon(hull, colour)
    pen.polygon([(0.09, 0.86), (0.91, 0.86), (0.84, 0.98), (0.16, 0.98)], darker(colour))
    pen.box(0.03, 0.73, 0.97, 0.77, lighter(colour, 0.5))


def car(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.2, 0.62), (0.3, 0.42), (0.44, 0.38), (0.62, 0.4), (0.76, 0.62)], colour)
    panes = pen.glowing() if pen.dark else pen
    pane = _LAMP if pen.dark else _GLASS
    panes.polygon([(0.27, 0.61), (0.34, 0.46), (0.46, 0.44), (0.46, 0.61)], pane)
    panes.polygon([(0.5, 0.61), (0.5, 0.44), (0.6, 0.46), (0.68, 0.61)], pane)
    pen.blob(
        [
            (0.02, 0.64),
            (0.14, 0.6),
            (0.76, 0.6),
            (0.95, 0.66),
            (0.99, 0.86),
            (0.5, 0.88),
            (0.02, 0.86),
        ],
        colour,
    )
    pen.box(0.03, 0.8, 0.97, 0.86, darker(colour))
    pen.glowing().ellipse(0.94, 0.7, 0.03, 0.03, _LAMP)
    for x in (0.24, 0.76):
        pen.ellipse(x, 0.87, 0.125, 0.125, BLACK)
        pen.ellipse(x, 0.87, 0.06, 0.06, _STEEL)


def rocket(pen: Pen, colour: Colour) -> None:
    flame = pen.glowing()
    flame.blob([(0.42, 0.78), (0.58, 0.78), (0.56, 0.9), (0.5, 1.0), (0.44, 0.9)], (250, 140, 40))
    flame.blob([(0.46, 0.78), (0.54, 0.78), (0.5, 0.92)], (255, 230, 130))
    fins = (206, 52, 52) if sum(colour) > 600 else darker(colour, 0.35)
    pen.polygon([(0.38, 0.5), (0.2, 0.82), (0.4, 0.76)], fins)
    pen.polygon([(0.62, 0.5), (0.8, 0.82), (0.6, 0.76)], fins)
    pen.blob(
        [
            (0.5, 0.0),
            (0.62, 0.16),
            (0.67, 0.42),
            (0.6, 0.78),
            (0.4, 0.78),
            (0.33, 0.42),
            (0.38, 0.16),
        ],
        colour,
    )
    pen.blob(
        [(0.58, 0.1), (0.67, 0.42), (0.6, 0.78), (0.54, 0.78), (0.6, 0.42)], darker(colour, 0.14)
    )
    pen.blob([(0.5, 0.0), (0.58, 0.1), (0.61, 0.17), (0.39, 0.17), (0.42, 0.1)], fins)
    pen.ellipse(0.5, 0.36, 0.1, 0.1, _STEEL)
    pen.ellipse(0.5, 0.36, 0.07, 0.07, (60, 110, 176))


def flower(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.4), (0.49, 0.7), (0.5, 1.0)], 0.05, (54, 128, 60))
    pen.blob([(0.5, 0.86), (0.36, 0.66), (0.2, 0.66), (0.32, 0.82)], (64, 146, 70))
    pen.blob([(0.5, 0.92), (0.64, 0.74), (0.8, 0.74), (0.68, 0.88)], (64, 146, 70))
    for petal in range(8):
        turn = math.tau * petal / 8
        x, y = 0.5 + 0.21 * math.cos(turn), 0.31 + 0.21 * math.sin(turn)
        pen.ellipse(x, y, 0.1, 0.1, colour if petal % 2 else lighter(colour, 0.16))
    heart = (248, 204, 70) if colour[2] > 110 or colour[1] < 120 else (120, 76, 40)
    pen.ellipse(0.5, 0.31, 0.13, 0.13, heart)


def lighthouse(pen: Pen, colour: Colour) -> None:
    if pen.dark:
        beam = pen.glowing()
        beam.polygon([(0.5, 0.16), (1.7, -0.02), (1.7, 0.3)], (255, 240, 180), 0.35)
    left, right = (0.36, 0.28), (0.64, 0.72)
    for band in range(5):
        top, bottom = band / 5, (band + 1) / 5
        edge = [
            _between(left, top),
            _between(right, top),
            _between(right, bottom),
            _between(left, bottom),
        ]
        pen.polygon(edge, WHITE if band % 2 else colour)
    pen.polygon([(0.58, 0.26), (0.64, 0.26), (0.72, 1.0), (0.62, 1.0)], BLACK, 0.16)
    pen.box(0.3, 0.22, 0.7, 0.26, (60, 62, 74))
    lamp = pen.glowing() if pen.dark else pen
    lamp.box(0.4, 0.1, 0.6, 0.22, _LAMP)
    pen.polygon([(0.34, 0.11), (0.5, 0.0), (0.66, 0.11)], darker(colour, 0.35))


def _between(edge: tuple[float, float], share: float) -> Point:
    """A point on the tower's side. Its x goes from edge[0] at the top to edge[1] at the bottom."""
    return edge[0] + (edge[1] - edge[0]) * share, 0.26 + 0.74 * share
