"""What flies by an engine, a gas or a wide cloth."""

from ..brush import Pen, arc, darker, lighter
from ..kind import Kind
from ..world import WHITE, Colour
from .machines import wheel

_GLASS: Colour = (150, 196, 222)
_STEEL: Colour = (176, 182, 192)
_WOOD: Colour = (140, 92, 54)
_IRON: Colour = (66, 68, 76)


def airship(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.02, 0.42), (-0.1, 0.2), (0.14, 0.28)], darker(colour, 0.3))
    pen.polygon([(0.02, 0.46), (-0.1, 0.68), (0.14, 0.6)], darker(colour, 0.3))
    pen.blob([(-0.04, 0.44), (0.2, 0.26), (0.56, 0.2), (0.9, 0.28), (1.1, 0.44), (0.9, 0.6),
              (0.56, 0.68), (0.2, 0.62)], colour)  # fmt: skip
    pen.blob([(0.0, 0.44), (0.5, 0.36), (1.08, 0.44), (0.5, 0.52)], lighter(colour, 0.35))
    pen.blob([(0.38, 0.7), (0.7, 0.7), (0.66, 0.84), (0.44, 0.84)], (120, 80, 50))
    for x in (0.46, 0.54, 0.62):
        pen.box(x - 0.025, 0.72, x + 0.025, 0.77, _GLASS)


def biplane(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.02, 0.3), (0.14, 0.3), (0.2, 0.52), (0.06, 0.52)], darker(colour, 0.25))
    pen.blob([(0.04, 0.5), (0.4, 0.42), (0.8, 0.42), (0.88, 0.54), (0.76, 0.66), (0.4, 0.64),
              (0.1, 0.56)], colour)  # fmt: skip
    pen.line([(0.34, 0.28), (0.82, 0.28)], 0.06, darker(colour, 0.2))
    pen.line([(0.34, 0.68), (0.82, 0.68)], 0.06, darker(colour, 0.2))
    for x in (0.42, 0.74):
        pen.line([(x, 0.3), (x, 0.66)], 0.02, _WOOD)
    pen.blob([(0.36, 0.44), (0.42, 0.34), (0.5, 0.44)], _GLASS)
    pen.line([(0.94, 0.3), (0.94, 0.78)], 0.035, _WOOD)
    pen.ellipse(0.92, 0.54, 0.045, 0.06, (250, 206, 60))
    for x in (0.6, 0.72):
        wheel(pen, x, 0.86, 0.07)
        pen.line([(x, 0.84), (x - 0.02, 0.7)], 0.02, _IRON)


def jet(pen: Pen, colour: Colour) -> None:
    pen.glowing().polygon([(0.04, 0.46), (-0.2, 0.52), (0.04, 0.58)], (255, 170, 60))
    pen.polygon([(0.06, 0.16), (0.18, 0.16), (0.36, 0.46), (0.12, 0.46)], darker(colour, 0.25))
    pen.blob([(0.02, 0.46), (0.4, 0.42), (0.7, 0.42), (1.12, 0.54), (0.7, 0.62), (0.02, 0.6)],
             colour)  # fmt: skip
    pen.polygon([(0.3, 0.54), (0.66, 0.54), (0.22, 0.84), (0.1, 0.84)], darker(colour, 0.3))
    pen.blob([(0.58, 0.43), (0.7, 0.34), (0.86, 0.46)], (60, 110, 160))
    pen.polygon([(0.04, 0.56), (0.16, 0.56), (0.04, 0.68), (-0.02, 0.68)], darker(colour, 0.35))


def drone(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.line([(0.5, 0.52), (0.5 + side * 0.36, 0.4)], 0.045, darker(colour, 0.2))
        pen.line([(0.5 + side * 0.36, 0.4), (0.5 + side * 0.36, 0.28)], 0.035, _IRON)
        pen.ellipse(0.5 + side * 0.36, 0.26, 0.2, 0.028, (206, 214, 222), 0.85)
        pen.line([(0.5 + side * 0.12, 0.6), (0.5 + side * 0.2, 0.84), (0.5 + side * 0.28, 0.84)],
                 0.03, _IRON)  # fmt: skip
    pen.blob([(0.28, 0.52), (0.38, 0.42), (0.62, 0.42), (0.72, 0.52), (0.62, 0.62), (0.38, 0.62)],
             colour)  # fmt: skip
    pen.ellipse(0.5, 0.66, 0.085, 0.085, _IRON)
    pen.ellipse(0.5, 0.66, 0.045, 0.045, (90, 170, 226))


def satellite(pen: Pen, colour: Colour) -> None:
    for way in (-1, 1):
        pen.line([(0.5, 0.5), (0.5 + way * 0.2, 0.5)], 0.03, _STEEL)
        left = 0.5 + way * 0.36 - 0.18
        pen.box(left, 0.36, left + 0.36, 0.64, (40, 70, 150))
        for k in range(4):
            pen.line([(left + 0.09 * k, 0.36), (left + 0.09 * k, 0.64)], 0.012, (160, 190, 236))
        pen.line([(left, 0.5), (left + 0.36, 0.5)], 0.012, (160, 190, 236))
    pen.box(0.4, 0.34, 0.6, 0.68, colour)
    pen.polygon(arc(0.5, 0.8, 0.17, 0.12, 0.5, 1.0, 12), WHITE)
    pen.line([(0.5, 0.8), (0.5, 0.92)], 0.02, _STEEL)
    pen.line([(0.5, 0.34), (0.5, 0.18)], 0.02, _STEEL)
    pen.glowing().ellipse(0.5, 0.17, 0.025, 0.025, (240, 70, 60))


def parachute(pen: Pen, colour: Colour) -> None:
    for x in (0.06, 0.3, 0.5, 0.7, 0.94):
        pen.line([(x, 0.42), (0.5, 0.84)], 0.01, (90, 90, 96))
    pen.polygon(arc(0.5, 0.42, 0.46, 0.4, 0.5, 1.0), colour)
    pen.polygon(arc(0.5, 0.42, 0.22, 0.4, 0.5, 1.0), WHITE)
    for x in (0.16, 0.5, 0.84):
        pen.ellipse(x, 0.43, 0.115, 0.05, (230, 240, 246), 0.5)
    pen.line([(0.5, 0.86), (0.5, 0.94)], 0.09, (60, 90, 160))
    pen.ellipse(0.5, 0.82, 0.045, 0.045, (230, 178, 140))


AIRCRAFT: dict[str, Kind] = {
    "airship": Kind(airship, "airship zeppelin blimp", ((196, 140, 90), (150, 160, 180)), "", 0.54,
                    home="sky", flies=True),
    "biplane": Kind(biplane, "biplane", ((206, 50, 46),), "", 0.5, home="sky", flies=True),
    "fighter jet": Kind(jet, "jet", ((130, 142, 156),), "", 0.5, home="sky", flies=True),
    "drone": Kind(drone, "drone quadcopter", ((80, 86, 100),), "", 0.36, home="sky", flies=True),
    "satellite": Kind(satellite, "satellite", ((226, 196, 110),), "", 0.46, home="space",
                      flies=True),
    "parachute": Kind(parachute, "parachute", ((226, 70, 60),), "", 0.5, home="sky", flies=True),
}  # fmt: skip
