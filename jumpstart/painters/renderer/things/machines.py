"""Vehicles."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .things import boat, car, rocket

_GLASS: Colour = (150, 196, 222)
_LAMP: Colour = (255, 214, 110)
_STEEL: Colour = (176, 182, 192)


def wheel(pen: Pen, x: float, y: float, size: float) -> None:
    pen.ellipse(x, y, size, size, BLACK)
    pen.ellipse(x, y, 0.5 * size, 0.5 * size, _STEEL)


def rim(pen: Pen, x: float, y: float, size: float, width: float, colour: Colour) -> None:
    turns = [math.tau * k / 24 for k in range(25)]
    pen.line([(x + size * math.cos(t), y + size * math.sin(t)) for t in turns], width, colour)


def bicycle(pen: Pen, colour: Colour) -> None:
    for x in (0.22, 0.78):
        rim(pen, x, 0.76, 0.2, 0.03, (44, 46, 54))
        for k in range(6):
            turn = math.pi * k / 6
            dx, dy = 0.19 * math.cos(turn), 0.19 * math.sin(turn)
            pen.line([(x - dx, 0.76 - dy), (x + dx, 0.76 + dy)], 0.006, _STEEL)
    pen.line([(0.22, 0.76), (0.38, 0.46), (0.68, 0.44), (0.46, 0.76), (0.22, 0.76)], 0.035, colour)
    pen.line([(0.36, 0.38), (0.46, 0.76)], 0.035, colour)
    pen.line([(0.66, 0.32), (0.78, 0.76)], 0.035, darker(colour, 0.15))
    pen.line([(0.27, 0.37), (0.45, 0.37)], 0.045, (60, 44, 40))
    pen.line([(0.76, 0.28), (0.64, 0.31), (0.62, 0.38)], 0.03, (60, 44, 40))


def motorcycle(pen: Pen, colour: Colour) -> None:
    for x in (0.2, 0.8):
        wheel(pen, x, 0.8, 0.19)
    pen.line([(0.66, 0.36), (0.8, 0.8)], 0.045, _STEEL)
    pen.box(0.34, 0.62, 0.58, 0.8, (90, 94, 104))
    pen.blob(
        [(0.14, 0.56), (0.34, 0.5), (0.46, 0.42), (0.64, 0.42), (0.66, 0.58), (0.4, 0.66)], colour
    )
    pen.blob([(0.1, 0.52), (0.3, 0.46), (0.42, 0.52), (0.24, 0.58)], (50, 44, 44))
    pen.line([(0.56, 0.32), (0.7, 0.34)], 0.035, BLACK)
    pen.glowing().ellipse(0.72, 0.44, 0.05, 0.05, _LAMP)


def bus(pen: Pen, colour: Colour) -> None:
    pen.box(0.02, 0.3, 0.98, 0.86, colour)
    pen.box(0.02, 0.26, 0.96, 0.34, darker(colour, 0.15))
    panes = pen.glowing() if pen.dark else pen
    for k in range(5):
        panes.box(0.06 + 0.17 * k, 0.4, 0.2 + 0.17 * k, 0.58, _LAMP if pen.dark else _GLASS)
    pen.box(0.02, 0.68, 0.98, 0.72, lighter(colour, 0.5))
    for x in (0.22, 0.76):
        wheel(pen, x, 0.87, 0.12)


def truck(pen: Pen, colour: Colour) -> None:
    pen.box(0.0, 0.28, 0.62, 0.84, lighter(colour, 0.55))
    pen.blob(
        [(0.64, 0.44), (0.84, 0.42), (0.94, 0.6), (1.0, 0.64), (0.99, 0.85), (0.64, 0.85)], colour
    )
    pen.polygon([(0.72, 0.48), (0.83, 0.48), (0.9, 0.61), (0.72, 0.61)], _GLASS)
    pen.box(0.0, 0.8, 0.98, 0.86, (70, 72, 82))
    for x in (0.14, 0.4, 0.8):
        wheel(pen, x, 0.88, 0.11)


def tractor(pen: Pen, colour: Colour) -> None:
    pen.box(0.2, 0.2, 0.24, 0.6, darker(colour, 0.3))
    pen.box(0.14, 0.16, 0.56, 0.22, darker(colour, 0.3))
    pen.box(0.46, 0.5, 0.94, 0.76, colour)
    pen.box(0.16, 0.52, 0.5, 0.76, colour)
    pen.box(0.78, 0.28, 0.83, 0.52, (60, 62, 70))
    pen.line([(0.5, 0.22), (0.52, 0.5)], 0.03, darker(colour, 0.3))
    for x, y, size in ((0.26, 0.76, 0.24), (0.82, 0.86, 0.14)):
        pen.ellipse(x, y, size, size, BLACK)
        pen.ellipse(x, y, 0.5 * size, 0.5 * size, (250, 206, 60))


def train(pen: Pen, colour: Colour) -> None:
    for x, y, size in ((0.72, 0.12, 0.07), (0.6, 0.05, 0.09), (0.44, 0.02, 0.11)):
        pen.ellipse(x, y, size, 0.8 * size, (232, 234, 238), 0.9)
    pen.box(0.74, 0.2, 0.84, 0.46, BLACK)
    pen.box(0.71, 0.17, 0.87, 0.23, (70, 70, 78))
    pen.box(0.36, 0.44, 0.95, 0.76, colour)
    pen.ellipse(0.94, 0.6, 0.05, 0.16, darker(colour, 0.3))
    pen.box(0.04, 0.24, 0.4, 0.78, darker(colour, 0.15))
    pen.box(0.0, 0.19, 0.44, 0.26, (60, 60, 68))
    panes = pen.glowing() if pen.dark else pen
    panes.box(0.1, 0.33, 0.34, 0.52, _LAMP if pen.dark else _GLASS)
    for x in (0.52, 0.64):
        pen.box(x, 0.43, x + 0.03, 0.77, (246, 200, 70))
    pen.box(0.0, 0.76, 1.0, 0.82, (66, 66, 76))
    pen.polygon([(0.94, 0.82), (1.0, 0.82), (1.08, 0.97), (0.92, 0.97)], (206, 52, 48))
    for x, size in ((0.2, 0.13), (0.5, 0.1), (0.7, 0.1), (0.87, 0.08)):
        wheel(pen, x, 0.98 - size, size)


def plane(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.02, 0.2), (0.12, 0.2), (0.24, 0.46), (0.08, 0.46)], darker(colour, 0.4))
    pen.polygon([(0.42, 0.42), (0.36, 0.18), (0.44, 0.18), (0.6, 0.42)], darker(colour, 0.25))
    pen.blob([(0.04, 0.46), (0.3, 0.4), (0.76, 0.39), (0.98, 0.5), (0.84, 0.6), (0.4, 0.61),
              (0.12, 0.54)], colour)  # fmt: skip
    pen.polygon([(0.46, 0.54), (0.66, 0.54), (0.36, 0.86), (0.26, 0.86)], darker(colour, 0.3))
    for k in range(6):
        pen.ellipse(0.34 + 0.08 * k, 0.475, 0.022, 0.026, (60, 110, 176))
    pen.polygon([(0.84, 0.44), (0.9, 0.45), (0.93, 0.49), (0.84, 0.49)], (60, 110, 176))
    pen.line([(0.12, 0.535), (0.9, 0.545)], 0.02, (206, 52, 48))


def helicopter(pen: Pen, colour: Colour) -> None:
    pen.line([(0.1, 0.16), (0.96, 0.16)], 0.024, (70, 72, 82))
    pen.line([(0.54, 0.16), (0.54, 0.32)], 0.035, (70, 72, 82))
    pen.line([(0.02, 0.4), (0.42, 0.5)], 0.06, colour)
    pen.line([(0.02, 0.28), (0.06, 0.52)], 0.03, (70, 72, 82))
    pen.blob([(0.3, 0.5), (0.42, 0.32), (0.7, 0.3), (0.9, 0.48), (0.88, 0.68), (0.6, 0.76),
              (0.38, 0.68)], colour)  # fmt: skip
    pen.blob([(0.64, 0.36), (0.76, 0.38), (0.87, 0.52), (0.66, 0.54)], _GLASS)
    pen.line([(0.36, 0.88), (0.86, 0.88)], 0.03, (70, 72, 82))
    for x in (0.5, 0.7):
        pen.line([(x, 0.74), (x, 0.88)], 0.024, (70, 72, 82))


def balloon(pen: Pen, colour: Colour) -> None:
    for x in (0.42, 0.58):
        pen.line([(x + (x - 0.5) * 1.2, 0.64), (x, 0.84)], 0.012, (90, 70, 50))
    pen.blob([(0.5, 0.0), (0.76, 0.09), (0.86, 0.32), (0.74, 0.54), (0.58, 0.7), (0.42, 0.7),
              (0.26, 0.54), (0.14, 0.32), (0.24, 0.09)], colour)  # fmt: skip
    for hue, wide in ((lighter(colour, 0.6), 0.2), (colour, 0.09)):
        pen.blob([(0.5, 0.0), (0.5 + wide, 0.12), (0.5 + 1.25 * wide, 0.32), (0.5 + wide, 0.54),
                  (0.53, 0.7), (0.47, 0.7), (0.5 - wide, 0.54), (0.5 - 1.25 * wide, 0.32),
                  (0.5 - wide, 0.12)], hue)  # fmt: skip
    pen.box(0.4, 0.83, 0.6, 0.98, (160, 110, 62))
    pen.box(0.385, 0.82, 0.615, 0.86, (120, 80, 46))


def ship(pen: Pen, colour: Colour) -> None:
    for x, top, tall in ((0.3, 0.16, 0.46), (0.56, 0.04, 0.58)):
        pen.line([(x, top), (x, 0.72)], 0.026, (104, 70, 46))
        for k in range(2):
            y = top + 0.05 + 0.5 * tall * k
            pen.blob([(x - 0.13, y), (x + 0.13, y), (x + 0.19, y + 0.22 * tall),
                      (x + 0.13, y + 0.44 * tall), (x - 0.13, y + 0.44 * tall),
                      (x - 0.08, y + 0.22 * tall)], (248, 242, 228))  # fmt: skip
    pen.polygon([(0.56, 0.04), (0.7, 0.06), (0.56, 0.1)], (206, 44, 48))
    pen.blob([(0.02, 0.62), (0.16, 0.7), (0.76, 0.7), (0.98, 0.58), (0.86, 0.92), (0.5, 0.97),
              (0.16, 0.94)], colour)  # fmt: skip
    pen.line([(0.06, 0.72), (0.9, 0.72)], 0.03, lighter(colour, 0.4))
    for k in range(5):
        pen.ellipse(0.22 + 0.14 * k, 0.82, 0.03, 0.03, darker(colour, 0.5))


def submarine(pen: Pen, colour: Colour) -> None:
    pen.line([(0.56, 0.4), (0.56, 0.2), (0.66, 0.2)], 0.035, darker(colour, 0.3))
    pen.box(0.42, 0.34, 0.64, 0.52, darker(colour, 0.15))
    pen.polygon([(0.14, 0.66), (0.0, 0.5), (0.0, 0.82)], darker(colour, 0.3))
    pen.blob(
        [(0.1, 0.66), (0.3, 0.48), (0.74, 0.46), (0.97, 0.66), (0.74, 0.87), (0.3, 0.86)], colour
    )
    for x in (0.4, 0.58, 0.76):
        pen.ellipse(x, 0.64, 0.068, 0.068, darker(colour, 0.4))
        pen.ellipse(x, 0.64, 0.048, 0.048, (190, 226, 240))


def ufo(pen: Pen, colour: Colour) -> None:
    pen.glowing().polygon(
        [(0.36, 0.62), (0.64, 0.62), (0.84, 1.0), (0.16, 1.0)], (200, 255, 190), 0.4
    )
    pen.ellipse(0.5, 0.36, 0.2, 0.2, (170, 220, 240))
    pen.ellipse(0.5, 0.5, 0.46, 0.15, colour)
    pen.ellipse(0.5, 0.46, 0.42, 0.09, lighter(colour, 0.3))
    for x in (0.2, 0.4, 0.6, 0.8):
        pen.glowing().ellipse(x, 0.54, 0.035, 0.035, (250, 226, 90))


MACHINES: dict[str, Kind] = {
    "car": Kind(car, "car automobile sedan", ((206, 50, 46), (48, 104, 186)),
                "limousine", 0.4, 0.46),
    "bicycle": Kind(bicycle, "bicycle bike cycle", ((206, 60, 50), (40, 130, 150)), "tricycle",
        0.42,
                    0.36, "street"),
    "motorcycle": Kind(motorcycle, "motorcycle motorbike", ((190, 40, 44),), "", 0.4,
                       0.46, "street"),
    "bus": Kind(bus, "bus", ((240, 180, 50),), "minibus", 0.48, 0.26, "street"),
    "truck": Kind(truck, "truck lorry", ((46, 104, 186),), "trailer", 0.48, 0.3, "street"),
    "tractor": Kind(tractor, "tractor", ((190, 50, 42),), "", home="meadow"),
    "train": Kind(train, "train locomotive", ((46, 84, 130), (150, 44, 44)), "", 0.5,
        0.2),
    "plane": Kind(plane, "plane airplane aeroplane aircraft airliner", (WHITE,), "glider",
                  0.5, 0.4, "sky", flies=True),
    "helicopter": Kind(helicopter, "helicopter chopper", ((206, 70, 50),), "", 0.44, home="sky",
                       flies=True),
    "hot air balloon": Kind(balloon, "", ((226, 66, 60), (240, 150, 40)), "",
        0.5,
                            home="sky", flies=True),
    "boat": Kind(boat, "boat sailboat yacht sailing", ((176, 58, 52), (46, 84, 140)),
                 "", 0.42, 0.76, "sea"),
    "ship": Kind(ship, "ship galleon vessel", ((126, 82, 50),), "frigate", 0.54, 0.4,
                 "sea"),
    "submarine": Kind(submarine, "submarine", ((246, 196, 60),), "", 0.44, home="underwater",
                      flies=True),
    "rocket": Kind(rocket, "rocket spaceship spacecraft shuttle starship", ((238, 238, 242),),
                   "missile", 0.56, home="space", flies=True),
    "ufo": Kind(ufo, "ufo saucer", ((150, 160, 180),), "", 0.4, flies=True),
}  # fmt: skip
