"""Machines and vessels of a household."""

import math

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_STEEL: Colour = (186, 192, 202)
_DARK: Colour = (52, 56, 66)
_WOOD: Colour = (150, 100, 60)


def television(pen: Pen, colour: Colour) -> None:
    for x in (0.34, 0.66):
        pen.line([(0.5, 0.2), (x, 0.0)], 0.02, _DARK)
    for x in (0.2, 0.8):
        pen.line([(x, 0.86), (x - 0.03 if x < 0.5 else x + 0.03, 1.0)], 0.045, darker(colour, 0.3))
    pen.box(0.04, 0.18, 0.96, 0.88, colour)
    pen.box(0.1, 0.25, 0.74, 0.81, _DARK)
    pen.glowing().blob([(0.13, 0.3), (0.42, 0.27), (0.71, 0.3), (0.72, 0.54), (0.71, 0.76),
                        (0.42, 0.79), (0.13, 0.76), (0.12, 0.54)], (130, 190, 220))  # fmt: skip
    pen.polygon([(0.2, 0.68), (0.4, 0.32), (0.48, 0.32), (0.28, 0.68)], WHITE, 0.35)
    for y in (0.34, 0.5):
        pen.ellipse(0.85, y, 0.05, 0.05, (240, 226, 190))
        pen.line([(0.85, y), (0.85, y - 0.035)], 0.014, BLACK)
    for k in range(4):
        pen.line([(0.8, 0.64 + 0.04 * k), (0.9, 0.64 + 0.04 * k)], 0.014, darker(colour, 0.45))


def radio(pen: Pen, colour: Colour) -> None:
    pen.line([(0.78, 0.32), (0.98, 0.02)], 0.02, _STEEL)
    pen.line(arc(0.5, 0.34, 0.3, 0.16, 0.5, 1.0, 12), 0.04, darker(colour, 0.3))
    pen.box(0.02, 0.34, 0.98, 0.92, colour)
    pen.ellipse(0.28, 0.63, 0.21, 0.21, _DARK)
    for k in range(3):
        pen.line(arc(0.28, 0.63, 0.06 + 0.05 * k, 0.06 + 0.05 * k, 0, 1), 0.012, _STEEL)
    pen.box(0.54, 0.42, 0.92, 0.58, (250, 236, 200))
    for k in range(7):
        pen.line([(0.58 + 0.05 * k, 0.45), (0.58 + 0.05 * k, 0.51)], 0.01, BLACK)
    pen.line([(0.7, 0.44), (0.7, 0.57)], 0.014, (214, 40, 44))
    for x in (0.62, 0.82):
        pen.ellipse(x, 0.76, 0.075, 0.075, (240, 232, 216))
        pen.line([(x, 0.76), (x + 0.03, 0.71)], 0.016, BLACK)


def record_player(pen: Pen, colour: Colour) -> None:
    pen.box(0.02, 0.6, 0.98, 0.9, colour)
    pen.polygon([(0.02, 0.6), (0.14, 0.3), (0.86, 0.3), (0.98, 0.6)], lighter(colour, 0.2))
    pen.ellipse(0.44, 0.45, 0.31, 0.135, BLACK)
    for k in range(3):
        pen.line(arc(0.44, 0.45, 0.13 + 0.06 * k, 0.056 + 0.026 * k, 0, 1), 0.006, (90, 90, 96))
    pen.ellipse(0.44, 0.45, 0.09, 0.04, (214, 50, 60))
    pen.line([(0.84, 0.34), (0.82, 0.48), (0.66, 0.5)], 0.024, _STEEL)
    pen.ellipse(0.84, 0.34, 0.035, 0.025, _STEEL)
    for x in (0.76, 0.88):
        pen.ellipse(x, 0.74, 0.04, 0.045, (240, 226, 190))
    for x in (0.1, 0.84):
        pen.box(x, 0.9, x + 0.07, 0.97, _DARK)


def gramophone(pen: Pen, colour: Colour) -> None:
    pen.box(0.06, 0.7, 0.72, 0.98, _WOOD)
    pen.ellipse(0.38, 0.69, 0.28, 0.06, BLACK)
    pen.ellipse(0.38, 0.69, 0.08, 0.02, (214, 50, 60))
    pen.line(curve([(0.3, 0.66), (0.2, 0.5), (0.34, 0.42), (0.5, 0.44)], closed=False), 0.05,
        colour)  # fmt: skip
    pen.polygon([(0.42, 0.4), (0.8, 0.04), (1.0, 0.36), (0.5, 0.5)], colour)
    pen.tilted(0.9, 0.2, 0.1, 0.22, -0.09, darker(colour, 0.35))
    pen.line([(0.72, 0.82), (0.84, 0.82), (0.84, 0.9)], 0.024, _STEEL)


def fridge(pen: Pen, colour: Colour) -> None:
    pen.box(0.22, 0.02, 0.8, 0.96, colour)
    pen.box(0.72, 0.02, 0.8, 0.96, darker(colour, 0.12))
    pen.line([(0.22, 0.36), (0.8, 0.36)], 0.016, darker(colour, 0.35))
    for top, bottom in ((0.14, 0.28), (0.44, 0.66)):
        pen.line([(0.3, top), (0.3, bottom)], 0.035, _DARK)
    for x in (0.26, 0.7):
        pen.box(x, 0.96, x + 0.07, 1.0, _DARK)
    for x, y, hue in ((0.5, 0.5, (250, 206, 66)), (0.6, 0.56, (90, 170, 220)),
                      (0.54, 0.66, (226, 70, 80))):  # fmt: skip
        pen.box(x - 0.04, y - 0.04, x + 0.04, y + 0.04, hue)


def stove(pen: Pen, colour: Colour) -> None:
    pen.box(0.08, 0.3, 0.92, 0.98, colour)
    pen.box(0.08, 0.24, 0.92, 0.32, _DARK)
    for k in range(5):
        pen.ellipse(0.2 + 0.15 * k, 0.4, 0.04, 0.04, _DARK)
    pen.box(0.16, 0.52, 0.84, 0.88, darker(colour, 0.25))
    pen.box(0.22, 0.58, 0.78, 0.82, (60, 50, 50))
    pen.glowing().box(0.25, 0.74, 0.75, 0.8, (240, 140, 60))
    pen.line([(0.2, 0.5), (0.8, 0.5)], 0.03, _DARK)
    pen.box(0.2, 0.08, 0.54, 0.24, (206, 60, 56))
    pen.line([(0.16, 0.08), (0.58, 0.08)], 0.035, (150, 40, 40))
    pen.ellipse(0.37, 0.05, 0.035, 0.025, BLACK)


def washing_machine(pen: Pen, colour: Colour) -> None:
    pen.box(0.1, 0.06, 0.9, 0.98, colour)
    pen.box(0.1, 0.06, 0.9, 0.24, darker(colour, 0.1))
    pen.box(0.16, 0.11, 0.42, 0.19, (90, 170, 220))
    for x in (0.6, 0.76):
        pen.ellipse(x, 0.15, 0.05, 0.05, _DARK)
    pen.ellipse(0.5, 0.6, 0.3, 0.3, _STEEL)
    pen.ellipse(0.5, 0.6, 0.24, 0.24, (110, 170, 210))
    pen.polygon(arc(0.5, 0.6, 0.24, 0.24, 0.02, 0.48), (70, 130, 200))
    for x, y, size in (
        (0.4, 0.58, 0.05),
        (0.54, 0.54, 0.06),
        (0.62, 0.62, 0.04),
        (0.46, 0.68, 0.04),
    ):
        pen.ellipse(x, y, size, size, WHITE, 0.85)


def toaster(pen: Pen, colour: Colour) -> None:
    for x in (0.3, 0.56):
        pen.blob([(x - 0.1, 0.44), (x - 0.11, 0.16), (x, 0.1), (x + 0.11, 0.16), (x + 0.1, 0.44)],
                 (226, 168, 100))  # fmt: skip
        pen.blob([(x - 0.07, 0.44), (x - 0.08, 0.2), (x, 0.15), (x + 0.08, 0.2), (x + 0.07, 0.44)],
                 (246, 206, 146))  # fmt: skip
    pen.blob([(0.06, 0.94), (0.06, 0.46), (0.14, 0.38), (0.74, 0.38), (0.84, 0.46), (0.84, 0.94)],
             colour)  # fmt: skip
    pen.box(0.04, 0.88, 0.86, 0.96, _DARK)
    pen.line([(0.84, 0.54), (0.96, 0.54)], 0.055, _DARK)
    pen.ellipse(0.72, 0.74, 0.045, 0.045, _DARK)
    pen.line([(0.18, 0.5), (0.18, 0.8)], 0.03, lighter(colour, 0.5))


def bathtub(pen: Pen, colour: Colour) -> None:
    for x in (0.18, 0.78):
        pen.ellipse(x, 0.95, 0.06, 0.05, (226, 180, 80))
    pen.line([(0.92, 0.56), (0.92, 0.3), (0.8, 0.3), (0.8, 0.38)], 0.04, (226, 180, 80))
    for k in (0, 1, 2, 6, 7, 8):  # the middle is free for who bathes
        pen.ellipse(0.12 + 0.085 * k, 0.5 - 0.045 * (k * 2 % 3), 0.075, 0.075, WHITE)
        pen.ellipse(0.12 + 0.085 * k, 0.49 - 0.045 * (k * 2 % 3), 0.045, 0.045, (226, 240, 250))
    pen.blob([(0.02, 0.54), (0.5, 0.54), (0.98, 0.54), (0.92, 0.82), (0.74, 0.93), (0.26, 0.93),
              (0.08, 0.82)], colour)  # fmt: skip
    pen.line([(0.0, 0.54), (1.0, 0.54)], 0.06, darker(colour, 0.08))


def toilet(pen: Pen, colour: Colour) -> None:
    pen.box(0.14, 0.1, 0.44, 0.56, colour)
    pen.box(0.11, 0.06, 0.47, 0.14, darker(colour, 0.1))
    pen.line([(0.2, 0.22), (0.28, 0.22)], 0.03, _STEEL)
    pen.blob([(0.24, 0.56), (0.86, 0.56), (0.84, 0.7), (0.66, 0.82), (0.66, 0.98), (0.3, 0.98),
              (0.28, 0.8)], colour)  # fmt: skip
    pen.ellipse(0.58, 0.56, 0.32, 0.07, darker(colour, 0.14))
    pen.ellipse(0.58, 0.555, 0.22, 0.042, (130, 190, 226))


def sink(pen: Pen, colour: Colour) -> None:
    pen.box(0.42, 0.62, 0.58, 1.0, darker(colour, 0.08))
    pen.line([(0.5, 0.44), (0.5, 0.2), *arc(0.6, 0.2, 0.1, 0.12, 0.5, 1.0, 10), (0.7, 0.28)], 0.055,
             _STEEL)  # fmt: skip
    pen.line([(0.7, 0.3), (0.7, 0.46)], 0.03, (130, 200, 240))
    for x in (0.34, 0.86):
        pen.ellipse(x, 0.4, 0.05, 0.04, _STEEL)
    pen.blob([(0.06, 0.46), (0.94, 0.46), (0.86, 0.64), (0.66, 0.74), (0.34, 0.74), (0.14, 0.64)],
             colour)  # fmt: skip
    pen.line([(0.04, 0.46), (0.96, 0.46)], 0.05, darker(colour, 0.1))


def vacuum(pen: Pen, colour: Colour) -> None:
    pen.line(curve([(0.28, 0.66), (0.16, 0.3), (0.5, 0.1), (0.74, 0.3)], closed=False), 0.05, _DARK)
    pen.line([(0.74, 0.28), (0.92, 0.88)], 0.04, _STEEL)
    pen.polygon([(0.8, 0.88), (1.04, 0.88), (1.06, 0.96), (0.76, 0.96)], _DARK)
    pen.blob([(0.02, 0.86), (0.08, 0.66), (0.28, 0.6), (0.52, 0.66), (0.6, 0.86), (0.3, 0.92)],
             colour)  # fmt: skip
    for x in (0.14, 0.48):
        pen.ellipse(x, 0.9, 0.1, 0.1, _DARK)
        pen.ellipse(x, 0.9, 0.045, 0.045, _STEEL)


def fan(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.4), (0.5, 0.9)], 0.05, _DARK)
    pen.ellipse(0.5, 0.93, 0.24, 0.06, _DARK)
    for k in range(4):
        turn = k / 4 + 0.08
        pen.tilted(0.5 + 0.18 * math.cos(math.tau * turn), 0.38 + 0.18 * math.sin(math.tau * turn),
                   0.17, 0.1, turn + 0.03, colour)  # fmt: skip
    for reach in (0.38, 0.28):
        pen.line(arc(0.5, 0.38, reach, reach, 0, 1, 30), 0.014, _STEEL)
    for x, y in arc(0.5, 0.38, 0.38, 0.38, 0, 1, 12):
        pen.line([(0.5, 0.38), (x, y)], 0.006, _STEEL)
    pen.ellipse(0.5, 0.38, 0.065, 0.065, _DARK)


def pan(pen: Pen, colour: Colour) -> None:
    pen.line([(0.66, 0.5), (1.06, 0.22)], 0.075, (70, 52, 44))
    pen.ellipse(0.42, 0.66, 0.42, 0.26, colour)
    pen.ellipse(0.42, 0.62, 0.38, 0.21, lighter(colour, 0.18))
    pen.blob([(0.2, 0.62), (0.34, 0.5), (0.54, 0.52), (0.64, 0.62), (0.5, 0.74), (0.3, 0.74)],
        WHITE)  # fmt: skip
    pen.ellipse(0.42, 0.61, 0.09, 0.065, (250, 184, 44))


def cutlery(pen: Pen, colour: Colour) -> None:
    pen.line([(0.2, 0.4), (0.2, 0.98)], 0.06, colour)
    for x in (0.11, 0.17, 0.23, 0.29):
        pen.line([(x, 0.06), (x, 0.28)], 0.032, colour)
    pen.blob([(0.09, 0.26), (0.31, 0.26), (0.26, 0.42), (0.14, 0.42)], colour)
    pen.blob([(0.5, 0.04), (0.58, 0.2), (0.58, 0.52), (0.47, 0.54), (0.46, 0.12)], colour)
    pen.line([(0.5, 0.52), (0.5, 0.98)], 0.065, darker(colour, 0.4))
    pen.ellipse(0.8, 0.2, 0.12, 0.17, colour)
    pen.ellipse(0.8, 0.19, 0.08, 0.12, darker(colour, 0.12))
    pen.line([(0.8, 0.36), (0.8, 0.98)], 0.055, colour)


_T = "table"
_R = "room"
APPLIANCES: dict[str, Kind] = {
    "television": Kind(television, "tv television", ((150, 92, 56),), "monitor screen", 0.5,
        0.2, _R),
    "radio": Kind(radio, "radio boombox", ((190, 70, 60),), "speaker", 0.42, 0.34, _T),
    "record player": Kind(record_player, "turntable vinyl", ((160, 104, 62),), "record", 0.44,
        home=_T),
    "gramophone": Kind(gramophone, "gramophone phonograph", ((232, 184, 70),), "", 0.48, home=_T),
    "fridge": Kind(fridge, "fridge refrigerator freezer", ((150, 200, 206),), "", 0.6, 0.02,
        "kitchen"),
    "stove": Kind(stove, "stove oven cooker", ((226, 228, 232),), "microwave", 0.5, 0.28,
        "kitchen"),
    "washing machine": Kind(washing_machine, "washer", ((240, 242, 246),), "dishwasher dryer",
        0.5, 0.06, _R),
    "toaster": Kind(toaster, "toaster", ((206, 70, 64),), "", 0.38, home=_T),
    "bathtub": Kind(bathtub, "bathtub bath tub", (WHITE,), "jacuzzi", 0.52, 0.46, _R),
    "toilet": Kind(toilet, "toilet", (WHITE,), "", 0.46, 0.5, _R),
    "sink": Kind(sink, "sink washbasin faucet", (WHITE,), "", 0.46, 0.46, _R),
    "vacuum cleaner": Kind(vacuum, "vacuum hoover", ((214, 60, 60),), "", 0.44, home=_R),
    "electric fan": Kind(fan, "fan", ((110, 180, 220),), "propeller", 0.46, home=_R),
    "pan": Kind(pan, "pan wok", ((62, 64, 72),), "", 0.42, home=_T),
    "cutlery": Kind(cutlery, "fork spoon knife cutlery silverware", (_STEEL,), "chopsticks",
        0.42, home=_T),
}  # fmt: skip
