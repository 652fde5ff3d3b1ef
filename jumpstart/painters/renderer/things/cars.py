"""Vehicles of the road, told apart by their shape, colour and load."""

from ..brush import Pen, arc, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .machines import rim, wheel
from .things import car

_GLASS: Colour = (150, 196, 222)
_LAMP: Colour = (255, 214, 110)
_STEEL: Colour = (176, 182, 192)
_RED: Colour = (214, 44, 44)


def _siren(pen: Pen, x: float, y: float) -> None:
    for dx, hue in ((-0.045, _RED), (0.045, (60, 120, 230))):
        pen.glowing().box(x + dx - 0.045, y - 0.06, x + dx + 0.045, y, hue)


def police_car(pen: Pen, colour: Colour) -> None:
    car(pen, colour)
    pen.polygon([(0.3, 0.63), (0.66, 0.63), (0.66, 0.8), (0.3, 0.8)], WHITE)
    pen.polygon([(0.44, 0.66), (0.52, 0.66), (0.54, 0.72), (0.48, 0.79), (0.42, 0.72)],
                (246, 200, 70))  # fmt: skip
    _siren(pen, 0.48, 0.38)


def taxi(pen: Pen, colour: Colour) -> None:
    car(pen, colour)
    for k in range(12):
        for row in range(2):
            if (k + row) % 2:
                pen.box(0.1 + 0.065 * k, 0.66 + 0.05 * row, 0.165 + 0.065 * k, 0.71 + 0.05 * row,
                        BLACK)  # fmt: skip
    pen.box(0.4, 0.3, 0.58, 0.38, WHITE)
    for x in (0.44, 0.49, 0.54):
        pen.line([(x, 0.325), (x, 0.355)], 0.018, BLACK)


def sports_car(pen: Pen, colour: Colour) -> None:
    pen.box(0.0, 0.46, 0.16, 0.5, darker(colour, 0.3))
    pen.box(0.06, 0.48, 0.1, 0.64, darker(colour, 0.3))
    pen.blob([(0.24, 0.64), (0.38, 0.48), (0.54, 0.46), (0.68, 0.6), (0.6, 0.66)],
             darker(colour, 0.1))  # fmt: skip
    pen.polygon([(0.33, 0.62), (0.41, 0.51), (0.51, 0.5), (0.6, 0.62)], _GLASS)
    pen.blob([(0.0, 0.66), (0.14, 0.6), (0.6, 0.61), (0.86, 0.66), (1.04, 0.78), (1.0, 0.88),
              (0.5, 0.89), (0.0, 0.87)], colour)  # fmt: skip
    pen.polygon([(0.24, 0.66), (0.44, 0.66), (0.36, 0.76), (0.2, 0.76)], darker(colour, 0.2))
    pen.box(0.02, 0.84, 1.0, 0.89, (50, 52, 60))
    pen.glowing().tilted(0.94, 0.74, 0.06, 0.025, 0.08, _LAMP)
    for x in (0.22, 0.8):
        wheel(pen, x, 0.86, 0.135)


def race_car(pen: Pen, colour: Colour) -> None:
    pen.box(0.0, 0.5, 0.08, 0.76, darker(colour, 0.3))
    pen.box(-0.04, 0.46, 0.14, 0.54, darker(colour, 0.2))
    pen.box(0.86, 0.86, 1.1, 0.9, darker(colour, 0.2))
    pen.blob([(0.04, 0.66), (0.3, 0.6), (0.44, 0.68), (0.7, 0.72), (1.06, 0.84), (1.04, 0.9),
              (0.5, 0.9), (0.06, 0.88)], colour)  # fmt: skip
    pen.blob([(0.12, 0.66), (0.28, 0.5), (0.36, 0.64), (0.3, 0.72)], darker(colour, 0.2))
    pen.ellipse(0.45, 0.6, 0.085, 0.085, WHITE)
    pen.box(0.44, 0.57, 0.54, 0.63, (40, 50, 80))
    pen.ellipse(0.6, 0.8, 0.06, 0.055, WHITE)
    pen.line([(0.6, 0.775), (0.6, 0.825)], 0.018, BLACK)
    for x, size in ((0.16, 0.17), (0.86, 0.14)):
        pen.ellipse(x, 1.0 - size, size, size, BLACK)
        pen.ellipse(x, 1.0 - size, 0.5 * size, 0.5 * size, (250, 206, 60))


def jeep(pen: Pen, colour: Colour) -> None:
    pen.box(0.0, 0.52, 0.08, 0.76, BLACK)
    pen.box(0.12, 0.28, 0.66, 0.34, darker(colour, 0.3))
    for x in (0.12, 0.4, 0.62):
        pen.box(x, 0.32, x + 0.045, 0.56, darker(colour, 0.3))
    pen.box(0.19, 0.36, 0.38, 0.54, _GLASS)
    pen.box(0.46, 0.36, 0.61, 0.54, _GLASS)
    pen.box(0.06, 0.54, 0.98, 0.82, colour)
    pen.box(0.94, 0.66, 1.04, 0.84, (60, 62, 70))
    pen.glowing().ellipse(0.93, 0.62, 0.04, 0.045, _LAMP)
    for x in (0.26, 0.78):
        wheel(pen, x, 0.83, 0.17)


def pickup(pen: Pen, colour: Colour) -> None:
    pen.box(0.0, 0.56, 0.44, 0.8, darker(colour, 0.12))
    pen.box(0.0, 0.54, 0.44, 0.59, darker(colour, 0.3))
    pen.blob([(0.42, 0.82), (0.42, 0.56), (0.5, 0.34), (0.68, 0.34), (0.8, 0.56), (0.98, 0.62),
              (1.0, 0.82)], colour)  # fmt: skip
    pen.polygon([(0.51, 0.55), (0.55, 0.4), (0.66, 0.4), (0.73, 0.55)], _GLASS)
    pen.box(0.0, 0.78, 1.0, 0.84, (66, 68, 76))
    pen.glowing().ellipse(0.96, 0.67, 0.03, 0.04, _LAMP)
    for x in (0.2, 0.8):
        wheel(pen, x, 0.85, 0.145)


def van(pen: Pen, colour: Colour) -> None:
    """A camper van of the sixties."""
    pen.line([(0.2, 0.2), (0.76, 0.2)], 0.05, (150, 100, 60))
    for x, hue in ((0.3, (250, 180, 60)), (0.5, (90, 190, 200))):
        pen.tilted(x + 0.06, 0.17, 0.2, 0.035, 0.0, hue)
    pen.blob([(0.02, 0.84), (0.02, 0.42), (0.1, 0.28), (0.5, 0.24), (0.86, 0.28), (0.96, 0.5),
              (0.98, 0.84), (0.5, 0.88)], WHITE)  # fmt: skip
    pen.polygon([(0.03, 0.56), (0.7, 0.56), (0.97, 0.62), (0.98, 0.84), (0.5, 0.87), (0.02, 0.84)],
                colour)  # fmt: skip
    for x in (0.08, 0.28, 0.48):
        pen.box(x, 0.34, x + 0.16, 0.51, _GLASS)
    pen.polygon([(0.7, 0.35), (0.86, 0.35), (0.94, 0.52), (0.7, 0.52)], _GLASS)
    pen.glowing().ellipse(0.93, 0.68, 0.04, 0.05, _LAMP)
    pen.line([(0.67, 0.34), (0.67, 0.84)], 0.012, darker(colour, 0.35))
    for x in (0.22, 0.76):
        wheel(pen, x, 0.86, 0.125)


def _lorry(pen: Pen, colour: Colour, body: Colour) -> None:
    pen.box(0.0, 0.34, 0.64, 0.84, body)
    pen.blob([(0.62, 0.84), (0.62, 0.4), (0.82, 0.38), (0.93, 0.58), (1.0, 0.64), (1.0, 0.84)],
             colour)  # fmt: skip
    pen.polygon([(0.71, 0.46), (0.81, 0.46), (0.89, 0.6), (0.71, 0.6)], _GLASS)
    pen.box(0.0, 0.8, 1.0, 0.86, (66, 68, 76))
    for x in (0.2, 0.8):
        wheel(pen, x, 0.87, 0.125)


def ambulance(pen: Pen, colour: Colour) -> None:
    _lorry(pen, colour, colour)
    pen.box(0.0, 0.7, 1.0, 0.76, _RED)
    pen.box(0.26, 0.44, 0.36, 0.66, _RED)
    pen.box(0.2, 0.5, 0.42, 0.6, _RED)
    _siren(pen, 0.5, 0.34)


def fire_truck(pen: Pen, colour: Colour) -> None:
    _lorry(pen, colour, darker(colour, 0.12))
    pen.box(0.0, 0.66, 1.0, 0.72, WHITE)
    for k in range(3):
        pen.box(0.06 + 0.19 * k, 0.42, 0.2 + 0.19 * k, 0.6, _STEEL)
    for y in (0.2, 0.29):
        pen.line([(-0.04, y + 0.06), (0.74, y - 0.06)], 0.025, _STEEL)
    for k in range(8):
        x = 0.0 + 0.1 * k
        pen.line([(x, 0.25 - 0.016 * k), (x, 0.345 - 0.016 * k)], 0.02, _STEEL)
    _siren(pen, 0.78, 0.38)


def garbage_truck(pen: Pen, colour: Colour) -> None:
    _lorry(pen, WHITE, colour)
    pen.polygon([(-0.08, 0.4), (0.06, 0.26), (0.06, 0.84), (-0.08, 0.8)], darker(colour, 0.25))
    for x in (0.2, 0.38, 0.54):
        pen.line([(x, 0.38), (x, 0.78)], 0.024, darker(colour, 0.2))
    pen.polygon(arc(0.36, 0.5, 0.09, 0.09, 0, 1, 3), WHITE)
    pen.polygon(arc(0.36, 0.5, 0.045, 0.045, 0, 1, 3), colour)


def school_bus(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.78, 0.84), (0.78, 0.54), (0.96, 0.56), (1.02, 0.66), (1.02, 0.84)], colour)
    pen.blob([(0.0, 0.86), (0.0, 0.34), (0.06, 0.26), (0.76, 0.26), (0.84, 0.36), (0.84, 0.86)],
             colour)  # fmt: skip
    for k in range(5):
        pen.box(0.04 + 0.145 * k, 0.36, 0.15 + 0.145 * k, 0.52, _GLASS)
    pen.polygon([(0.76, 0.37), (0.81, 0.38), (0.83, 0.53), (0.76, 0.53)], _GLASS)
    for y in (0.6, 0.7):
        pen.box(0.0, y, 1.0, y + 0.03, BLACK)
    pen.polygon(arc(0.14, 0.75, 0.06, 0.06, 0.0625, 1.0625, 8), _RED)
    pen.glowing().ellipse(0.99, 0.66, 0.03, 0.04, WHITE)
    pen.box(0.0, 0.82, 1.02, 0.87, (50, 50, 56))
    for x in (0.22, 0.78):
        wheel(pen, x, 0.87, 0.12)


def double_decker(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.06, 0.88), (0.06, 0.14), (0.12, 0.06), (0.88, 0.06), (0.94, 0.14), (0.94, 0.88)],
             colour)  # fmt: skip
    for y in (0.16, 0.48):
        for k in range(4):
            pen.box(0.12 + 0.2 * k, y, 0.28 + 0.2 * k, y + 0.17, _GLASS)
    pen.box(0.06, 0.38, 0.94, 0.44, (250, 236, 206))
    pen.box(0.06, 0.72, 0.94, 0.75, darker(colour, 0.3))
    pen.glowing().ellipse(0.9, 0.78, 0.03, 0.03, _LAMP)
    for x in (0.28, 0.74):
        wheel(pen, x, 0.88, 0.11)


def scooter(pen: Pen, colour: Colour) -> None:
    for x in (0.22, 0.8):
        wheel(pen, x, 0.86, 0.13)
    pen.line([(0.7, 0.3), (0.8, 0.84)], 0.055, colour)
    pen.blob([(0.08, 0.84), (0.1, 0.62), (0.26, 0.54), (0.44, 0.58), (0.46, 0.82), (0.3, 0.9)],
             colour)  # fmt: skip
    pen.blob([(0.42, 0.84), (0.6, 0.84), (0.66, 0.5), (0.74, 0.44), (0.78, 0.56), (0.7, 0.9),
              (0.42, 0.92)], colour)  # fmt: skip
    pen.blob([(0.12, 0.54), (0.3, 0.48), (0.48, 0.52), (0.46, 0.58), (0.14, 0.6)], (70, 50, 44))
    pen.line([(0.6, 0.26), (0.74, 0.3)], 0.04, (50, 50, 56))
    pen.line([(0.62, 0.26), (0.56, 0.14)], 0.014, _STEEL)
    pen.ellipse(0.55, 0.11, 0.045, 0.04, _GLASS)
    pen.glowing().ellipse(0.76, 0.37, 0.045, 0.05, _LAMP)
    pen.tilted(0.8, 0.74, 0.13, 0.06, 0.0, lighter(colour, 0.15))


def unicycle(pen: Pen, colour: Colour) -> None:
    rim(pen, 0.5, 0.72, 0.25, 0.045, (44, 46, 54))
    for x, y in arc(0.5, 0.72, 0.23, 0.23, 0, 1, 10):
        pen.line([(0.5, 0.72), (x, y)], 0.008, _STEEL)
    pen.line([(0.5, 0.72), (0.5, 0.16)], 0.05, colour)
    pen.blob([(0.34, 0.14), (0.44, 0.08), (0.66, 0.08), (0.66, 0.16), (0.36, 0.2)], (60, 44, 40))
    for way in (-1, 1):
        pen.line([(0.5, 0.72), (0.5 + way * 0.1, 0.72 + way * 0.08)], 0.03, _STEEL)
        pen.box(0.5 + way * 0.1 - 0.06, 0.7 + way * 0.1, 0.5 + way * 0.1 + 0.06, 0.73 + way * 0.1,
                BLACK)  # fmt: skip


CARS: dict[str, Kind] = {
    "police car": Kind(police_car, "", ((40, 52, 96),), "", 0.42, 0.46, "street"),
    "taxi": Kind(taxi, "taxi cab", ((250, 200, 50),), "", 0.42, 0.4, "street"),
    "sports car": Kind(sports_car, "ferrari porsche lamborghini roadster", ((214, 40, 44),),
                       "tesla bugatti mustang", 0.46, 0.5, "street"),
    "race car": Kind(race_car, "racecar", ((214, 40, 44), (40, 90, 200)), "", 0.48, 0.5, "street"),
    "jeep": Kind(jeep, "jeep", ((96, 120, 70),), "hummer", 0.44, 0.3),
    "pickup": Kind(pickup, "pickup", ((60, 120, 190), (190, 60, 50)), "", 0.46, 0.56, "street"),
    "van": Kind(van, "van camper campervan minivan", ((60, 160, 176), (226, 110, 60)),
                "caravan motorhome", 0.48, 0.26),
    "ambulance": Kind(ambulance, "ambulance", ((248, 248, 248),), "", 0.46, 0.36, "street"),
    "fire truck": Kind(fire_truck, "firetruck", ((206, 36, 40),), "", 0.5, 0.36, "street"),
    "garbage truck": Kind(garbage_truck, "", ((70, 150, 80),), "", 0.48, 0.36, "street"),
    "school bus": Kind(school_bus, "", ((250, 190, 40),), "", 0.5, 0.26, "street"),
    "double decker": Kind(double_decker, "", ((206, 36, 44),), "", 0.52, 0.06, "street"),
    "scooter": Kind(scooter, "scooter vespa moped", ((80, 190, 180), (226, 80, 70)), "", 0.42,
                    0.5, "street"),
    "unicycle": Kind(unicycle, "unicycle", ((206, 50, 60),), "", 0.46, 0.1),
}  # fmt: skip
