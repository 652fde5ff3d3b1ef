"""Furniture, lamps and other things of a room."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_WOOD: Colour = (150, 100, 60)
_STEEL: Colour = (176, 182, 192)
_GOLD: Colour = (246, 200, 70)
_T = "table"


def lamp(pen: Pen, colour: Colour) -> None:
    pen.glowing().ellipse(0.5, 0.34, 0.5, 0.34, (255, 230, 150), 0.28)
    pen.line([(0.5, 0.44), (0.5, 0.94)], 0.05, (110, 92, 76))
    pen.ellipse(0.5, 0.95, 0.22, 0.05, (110, 92, 76))
    pen.polygon([(0.34, 0.08), (0.66, 0.08), (0.84, 0.5), (0.16, 0.5)], colour)
    pen.polygon([(0.42, 0.08), (0.52, 0.08), (0.54, 0.5), (0.36, 0.5)], lighter(colour, 0.4))


def street_lamp(pen: Pen, colour: Colour) -> None:
    pen.glowing().ellipse(0.5, 0.16, 0.3, 0.26, (255, 230, 150), 0.3)
    pen.line([(0.5, 0.24), (0.5, 1.0)], 0.045, colour)
    pen.glowing().polygon([(0.42, 0.08), (0.58, 0.08), (0.55, 0.24), (0.45, 0.24)], (255, 226, 140))
    pen.polygon([(0.38, 0.08), (0.5, 0.0), (0.62, 0.08)], colour)
    pen.box(0.42, 0.94, 0.58, 1.0, colour)


def candle(pen: Pen, colour: Colour) -> None:
    pen.glowing().ellipse(0.5, 0.22, 0.28, 0.28, (255, 220, 130), 0.3)
    pen.box(0.38, 0.4, 0.62, 0.94, colour)
    pen.ellipse(0.5, 0.4, 0.12, 0.035, lighter(colour, 0.5))
    pen.line([(0.5, 0.4), (0.5, 0.32)], 0.016, BLACK)
    pen.glowing().blob([(0.5, 0.08), (0.57, 0.24), (0.5, 0.34), (0.43, 0.24)], (255, 180, 60))
    pen.ellipse(0.5, 0.95, 0.3, 0.05, _GOLD)


def chair(pen: Pen, colour: Colour) -> None:
    for x in (0.24, 0.72):
        pen.box(x, 0.56, x + 0.06, 1.0, darker(colour, 0.25))
    pen.box(0.2, 0.06, 0.3, 0.6, colour)
    for y in (0.14, 0.28):
        pen.box(0.24, y, 0.76, y + 0.08, colour)
    pen.box(0.7, 0.06, 0.78, 0.6, colour)
    pen.polygon([(0.2, 0.52), (0.78, 0.52), (0.86, 0.64), (0.14, 0.64)], lighter(colour, 0.15))
    for x in (0.14, 0.8):
        pen.box(x, 0.62, x + 0.06, 1.0, colour)


def table(pen: Pen, colour: Colour) -> None:
    for x in (0.1, 0.82):
        pen.box(x, 0.5, x + 0.08, 1.0, darker(colour, 0.2))
    pen.polygon([(0.1, 0.36), (0.9, 0.36), (1.0, 0.5), (0.0, 0.5)], lighter(colour, 0.12))
    pen.box(0.0, 0.5, 1.0, 0.57, colour)


def sofa(pen: Pen, colour: Colour) -> None:
    for x in (0.1, 0.84):
        pen.box(x, 0.9, x + 0.06, 1.0, (92, 64, 46))
    pen.blob([(0.12, 0.4), (0.2, 0.24), (0.5, 0.22), (0.8, 0.24), (0.88, 0.4), (0.88, 0.8), (0.12,
        0.8)],
             darker(colour, 0.12))  # fmt: skip
    for x in (0.31, 0.69):
        pen.blob(
            [(x - 0.18, 0.64), (x, 0.58), (x + 0.18, 0.64), (x + 0.18, 0.76), (x - 0.18, 0.76)],
            colour,
        )
    pen.box(0.1, 0.74, 0.9, 0.92, colour)
    for x in (0.07, 0.93):
        pen.blob([(x - 0.08, 0.52), (x, 0.46), (x + 0.08, 0.52), (x + 0.07, 0.93), (x - 0.07,
            0.93)],
                 lighter(colour, 0.12))  # fmt: skip


def bed(pen: Pen, colour: Colour) -> None:
    pen.box(0.0, 0.36, 0.08, 1.0, _WOOD)
    pen.box(0.92, 0.56, 1.0, 1.0, _WOOD)
    pen.box(0.06, 0.66, 0.94, 0.9, (240, 238, 232))
    pen.blob([(0.1, 0.66), (0.14, 0.54), (0.32, 0.54), (0.36, 0.68)], WHITE)
    pen.blob([(0.34, 0.9), (0.34, 0.64), (0.6, 0.58), (0.92, 0.62), (0.93, 0.9)], colour)


def clock(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.52, 0.46, 0.46, colour)
    pen.ellipse(0.5, 0.52, 0.38, 0.38, (252, 250, 242))
    for k in range(12):
        turn = math.tau * k / 12
        dx, dy = math.cos(turn), math.sin(turn)
        pen.line(
            [(0.5 + 0.31 * dx, 0.52 + 0.31 * dy), (0.5 + 0.35 * dx, 0.52 + 0.35 * dy)], 0.022, BLACK
        )
    pen.line([(0.5, 0.52), (0.37, 0.4)], 0.035, BLACK)
    pen.line([(0.5, 0.52), (0.64, 0.28)], 0.022, BLACK)
    pen.ellipse(0.5, 0.52, 0.03, 0.03, (206, 44, 48))


def camera(pen: Pen, colour: Colour) -> None:
    pen.box(0.36, 0.2, 0.64, 0.36, darker(colour, 0.1))
    pen.box(0.04, 0.32, 0.96, 0.88, colour)
    pen.box(0.04, 0.46, 0.96, 0.76, darker(colour, 0.4))
    pen.ellipse(0.5, 0.6, 0.23, 0.23, _STEEL)
    pen.ellipse(0.5, 0.6, 0.17, 0.17, (34, 44, 84))
    pen.ellipse(0.45, 0.55, 0.05, 0.05, (150, 180, 230))
    pen.box(0.76, 0.36, 0.88, 0.43, WHITE)


def computer(pen: Pen, colour: Colour) -> None:
    pen.box(0.14, 0.16, 0.86, 0.72, colour)
    pen.glowing().box(0.18, 0.2, 0.82, 0.67, (90, 170, 220))
    for k in range(4):
        pen.line([(0.24, 0.28 + 0.09 * k), (0.5 + 0.08 * (k % 3), 0.28 + 0.09 * k)], 0.02, WHITE)
    pen.polygon([(0.1, 0.76), (0.9, 0.76), (1.0, 0.92), (0.0, 0.92)], lighter(colour, 0.3))


def phone(pen: Pen, colour: Colour) -> None:
    pen.box(0.28, 0.02, 0.72, 0.98, colour)
    pen.glowing().box(0.31, 0.08, 0.69, 0.9, (110, 180, 236))
    pen.ellipse(0.5, 0.94, 0.02, 0.02, WHITE)


def fire(pen: Pen, colour: Colour) -> None:
    pen.line([(0.14, 0.96), (0.82, 0.86)], 0.1, (110, 72, 46))
    pen.line([(0.18, 0.86), (0.86, 0.96)], 0.1, (92, 60, 38))
    flame = pen.glowing()
    flame.ellipse(0.5, 0.6, 0.5, 0.42, (255, 180, 80), 0.25)
    flame.blob([(0.5, 0.04), (0.62, 0.3), (0.78, 0.46), (0.74, 0.76), (0.5, 0.88), (0.26, 0.76),
        (0.22, 0.5),
                (0.38, 0.4)], colour)  # fmt: skip
    flame.blob([(0.5, 0.36), (0.62, 0.58), (0.58, 0.8), (0.42, 0.8), (0.38, 0.6)], (255, 222, 110))


FURNITURE: dict[str, Kind] = {
    "lamp": Kind(lamp, "lamp", ((240, 190, 90),), "chandelier", 0.5, home="room"),
    "street lamp": Kind(street_lamp, "streetlight lamppost", ((58, 60, 70),), "", 0.64,
        home="street"),
    "candle": Kind(candle, "candle candles", ((244, 232, 206),), "", 0.36, home=_T),
    "chair": Kind(chair, "chair", (_WOOD,), "stool", 0.48, 0.56, "room"),
    "table": Kind(table, "table desk", (_WOOD,), "counter", 0.46, 0.42, "room"),
    "sofa": Kind(sofa, "sofa couch", ((86, 132, 150), (190, 92, 80)), "", 0.52, 0.72, "room"),
    "bed": Kind(bed, "bed", ((92, 130, 190),), "crib", 0.56, 0.62, "room"),
    "clock": Kind(clock, "clock", ((176, 60, 54), (60, 110, 150)), "", 0.4,
        home="room"),
    "camera": Kind(camera, "camera", ((64, 66, 76),), "", 0.38, home=_T),
    "computer": Kind(computer, "computer laptop", ((90, 96, 110),), "keyboard",
        0.42, 0.2, _T),
    "phone": Kind(phone, "phone smartphone cellphone telephone", ((40, 42, 50),), "tablet",
        0.38, home=_T),
    "fire": Kind(fire, "fire campfire bonfire", ((244, 110, 40),), "explosion", 0.4),
}  # fmt: skip
