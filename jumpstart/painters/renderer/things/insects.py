"""Insects and other small animals of the air and of the ground."""

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour


def dragonfly(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        for y, turn in ((0.32, -0.03), (0.44, 0.04)):
            pen.tilted(0.5 + side * 0.25, y + 0.02, 0.23, 0.055, side * turn, (190, 226, 240), 0.85)
            pen.tilted(0.5 + side * 0.25, y + 0.02, 0.16, 0.02, side * turn, (230, 246, 252))
    pen.line([(0.5, 0.34), (0.5, 0.96)], 0.055, colour)
    for k in range(7):
        pen.line([(0.475, 0.5 + 0.065 * k), (0.525, 0.5 + 0.065 * k)], 0.014, darker(colour, 0.4))
    pen.ellipse(0.5, 0.36, 0.065, 0.12, darker(colour, 0.15))
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.05, 0.2, 0.055, 0.06, (90, 40, 40))
        pen.ellipse(0.5 + side * 0.04, 0.18, 0.016, 0.018, WHITE)


def caterpillar(pen: Pen, colour: Colour) -> None:
    for k in range(5):
        x, y = 0.12 + 0.15 * k, 0.78 - 0.09 * (k % 2)
        for foot in (-0.04, 0.04):
            pen.line([(x + foot, y + 0.08), (x + foot, 0.96)], 0.03, darker(colour, 0.5))
        pen.ellipse(x, y, 0.12, 0.13, darker(colour, 0.14 * (k % 2)))
        pen.ellipse(x, y - 0.03, 0.03, 0.03, (250, 220, 90))
    pen.ellipse(0.82, 0.58, 0.16, 0.16, lighter(colour, 0.12))
    for dx in (-0.05, 0.07):
        pen.line([(0.82 + dx, 0.46), (0.82 + 1.8 * dx, 0.28)], 0.02, BLACK)
        pen.ellipse(0.82 + 1.8 * dx, 0.28, 0.03, 0.03, (214, 60, 50))
        pen.ellipse(0.84 + dx, 0.54, 0.038, 0.044, WHITE)
        pen.ellipse(0.85 + dx, 0.545, 0.02, 0.024, BLACK)
    pen.line(arc(0.84, 0.62, 0.06, 0.04, 0.02, 0.48), 0.014, darker(colour, 0.6))


def grasshopper(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.25)
    pen.blob([(0.1, 0.66), (0.4, 0.54), (0.7, 0.52), (0.74, 0.66), (0.4, 0.74), (0.14, 0.72)],
             colour)  # fmt: skip
    pen.blob([(0.04, 0.62), (0.3, 0.5), (0.62, 0.52), (0.4, 0.62)], lighter(colour, 0.3))
    pen.line([(0.5, 0.66), (0.28, 0.3), (0.12, 0.96), (0.2, 0.97)], 0.045, dark)
    pen.line([(0.5, 0.66), (0.3, 0.34)], 0.08, dark)
    for x in (0.58, 0.7):
        pen.line([(x, 0.68), (x + 0.05, 0.82), (x + 0.02, 0.96)], 0.024, dark)
    pen.ellipse(0.78, 0.56, 0.1, 0.12, colour)
    pen.ellipse(0.81, 0.51, 0.035, 0.04, BLACK)
    for tip in ((0.98, 0.2), (1.06, 0.3)):
        pen.line([(0.83, 0.46), tip], 0.012, dark)


def fly(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        for k in range(3):
            pen.line([(0.5, 0.5 + 0.06 * k), (0.5 + side * 0.26, 0.44 + 0.14 * k),
                      (0.5 + side * 0.36, 0.52 + 0.16 * k)], 0.018, BLACK)  # fmt: skip
        pen.tilted(0.5 + side * 0.16, 0.66, 0.24, 0.09, side * 0.17, (206, 224, 236), 0.85)
    pen.ellipse(0.5, 0.64, 0.12, 0.2, colour)
    pen.ellipse(0.5, 0.42, 0.13, 0.12, darker(colour, 0.3))
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.09, 0.28, 0.085, 0.09, (186, 50, 44))
        pen.ellipse(0.5 + side * 0.08, 0.25, 0.02, 0.022, (250, 190, 180))


def mosquito(pen: Pen, colour: Colour) -> None:
    for x in (0.44, 0.52, 0.58):
        for way in (-1, 1):
            pen.line([(x, 0.5), (x + way * 0.18, 0.4), (x + way * 0.26, 0.9)], 0.014, BLACK)
    pen.tilted(0.38, 0.34, 0.26, 0.06, 0.1, (206, 224, 236), 0.85)
    pen.tilted(0.5, 0.3, 0.24, 0.055, 0.17, (206, 224, 236), 0.85)
    pen.tilted(0.32, 0.62, 0.22, 0.055, -0.08, (176, 60, 56))
    pen.ellipse(0.54, 0.5, 0.1, 0.09, colour)
    pen.ellipse(0.68, 0.52, 0.065, 0.065, darker(colour, 0.2))
    pen.line([(0.72, 0.55), (0.92, 0.74)], 0.016, BLACK)
    pen.ellipse(0.7, 0.5, 0.022, 0.024, WHITE)


def scorpion(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.25)
    for k in range(4):
        x = 0.4 + 0.08 * k
        pen.line([(x, 0.78), (x - 0.02, 0.86), (x + 0.04 * (k - 1.5), 0.97)], 0.03, dark)
    tail = curve([(0.34, 0.76), (0.14, 0.7), (0.08, 0.44), (0.22, 0.2), (0.42, 0.2)], closed=False)
    pen.line(tail, 0.08, dark)
    for k, (x, y) in enumerate(tail[::3]):
        pen.ellipse(x, y, 0.075 - 0.003 * k, 0.07 - 0.003 * k, dark if k % 2 else colour)
    pen.polygon([(0.42, 0.13), (0.6, 0.34), (0.4, 0.28)], darker(colour, 0.5))
    pen.ellipse(0.5, 0.74, 0.2, 0.1, colour)
    for y, lift in ((0.7, 0.0), (0.78, 0.12)):
        pen.line([(0.66, y), (0.8, 0.6 + lift), (0.86, 0.5 + lift)], 0.04, dark)
        pen.blob([(0.82, 0.52 + lift), (0.8, 0.36 + lift), (0.9, 0.42 + lift), (0.98, 0.3 + lift),
                  (1.0, 0.48 + lift), (0.9, 0.54 + lift)], colour)  # fmt: skip
    for x in (0.62, 0.67):
        pen.ellipse(x, 0.7, 0.016, 0.018, WHITE)


def firefly(pen: Pen, colour: Colour) -> None:
    pen.glowing().ellipse(0.3, 0.66, 0.36, 0.34, (236, 250, 120), 0.35)
    for turn, y in ((-0.12, 0.3), (-0.2, 0.26)):
        pen.tilted(0.44, y + 0.04, 0.24, 0.08, -turn, (214, 230, 240), 0.85)
    for x in (0.46, 0.56, 0.66):
        pen.line([(x, 0.6), (x + 0.02, 0.8)], 0.02, BLACK)
    pen.glowing().ellipse(0.3, 0.62, 0.2, 0.15, (240, 250, 110))
    pen.ellipse(0.52, 0.56, 0.2, 0.14, colour)
    pen.ellipse(0.74, 0.52, 0.12, 0.115, (206, 80, 50))
    for tip in ((0.84, 0.26), (0.94, 0.32)):
        pen.line([(0.78, 0.42), tip], 0.014, BLACK)
    pen.ellipse(0.78, 0.49, 0.035, 0.04, WHITE)
    pen.ellipse(0.785, 0.495, 0.018, 0.022, BLACK)


def worm(pen: Pen, colour: Colour) -> None:
    body = curve([(0.06, 0.92), (0.24, 0.9), (0.36, 0.6), (0.5, 0.58), (0.6, 0.86), (0.74, 0.86),
                  (0.82, 0.6), (0.84, 0.5)], closed=False)  # fmt: skip
    pen.line(body, 0.15, colour)
    for x, y in body[2::3]:
        pen.ellipse(x, y, 0.012, 0.075, darker(colour, 0.15))
    pen.ellipse(0.84, 0.46, 0.1, 0.1, colour)
    for x in (0.82, 0.9):
        pen.ellipse(x, 0.43, 0.03, 0.034, WHITE)
        pen.ellipse(x + 0.006, 0.435, 0.016, 0.02, BLACK)
    pen.line(arc(0.86, 0.49, 0.04, 0.03, 0.02, 0.48, 8), 0.012, darker(colour, 0.5))


def beehive(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.16), (0.5, 0.0)], 0.03, (104, 70, 46))
    for k, wide in enumerate((0.18, 0.3, 0.37, 0.39, 0.34, 0.24)):
        pen.ellipse(0.5, 0.22 + 0.135 * k, wide, 0.11, darker(colour, 0.1 * (k % 2)))
    pen.ellipse(0.5, 0.66, 0.1, 0.11, (90, 54, 26))
    for x, y in ((0.1, 0.3), (0.9, 0.44), (0.84, 0.14)):
        pen.ellipse(x, y, 0.045, 0.032, (250, 214, 70))
        pen.line([(x, y - 0.025), (x, y + 0.025)], 0.016, BLACK)
        pen.ellipse(x, y - 0.04, 0.03, 0.024, (226, 240, 250))


def web(pen: Pen, colour: Colour) -> None:
    rays = arc(0.5, 0.5, 0.5, 0.5, 0, 1, 10)
    for x, y in rays[:-1]:
        pen.line([(0.5, 0.5), (x, y)], 0.012, colour)
    for ring in range(1, 6):
        share = ring / 5.4
        pen.line([(0.5 + share * (x - 0.5), 0.5 + share * (y - 0.5)) for x, y in rays], 0.01,
                 colour)  # fmt: skip
    pen.ellipse(0.62, 0.38, 0.05, 0.06, (50, 46, 56))


def bat(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.polygon([(0.5, 0.42), (0.5 + side * 0.14, 0.34), (0.5 + side * 0.26, 0.18),
                     (0.5 + side * 0.54, 0.3), (0.5 + side * 0.46, 0.62),
                     (0.5 + side * 0.34, 0.52), (0.5 + side * 0.26, 0.68),
                     (0.5 + side * 0.16, 0.58), (0.5, 0.72)], darker(colour, 0.2))  # fmt: skip
        pen.polygon([(0.5 + side * 0.02, 0.3), (0.5 + side * 0.11, 0.1), (0.5 + side * 0.13, 0.34)],
                    colour)  # fmt: skip
    pen.ellipse(0.5, 0.56, 0.1, 0.16, colour)
    pen.ellipse(0.5, 0.38, 0.13, 0.12, colour)
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.05, 0.36, 0.032, 0.034, (252, 232, 120))
        pen.ellipse(0.5 + side * 0.05, 0.365, 0.014, 0.018, BLACK)
        pen.polygon([(0.5 + side * 0.05, 0.44), (0.5 + side * 0.02, 0.44), (0.5 + side * 0.035,
            0.49)], WHITE)  # fmt: skip


INSECTS: dict[str, Kind] = {
    "dragonfly": Kind(dragonfly, "dragonfly damselfly", ((40, 140, 150), (60, 110, 200)), "", 0.36,
                      home="lake", flies=True),
    "caterpillar": Kind(caterpillar, "caterpillar", ((120, 186, 70),), "centipede", 0.34),
    "grasshopper": Kind(grasshopper, "grasshopper cricket mantis", ((108, 172, 64),), "locust",
                        0.34, home="meadow"),
    "fly": Kind(fly, "housefly", ((70, 76, 96),), "", 0.28, flies=True),
    "mosquito": Kind(mosquito, "mosquito", ((96, 84, 80),), "", 0.3, flies=True),
    "scorpion": Kind(scorpion, "scorpion", ((150, 92, 52),), "", 0.36, home="desert"),
    "firefly": Kind(firefly, "firefly fireflies", ((54, 50, 58),), "", 0.28, flies=True),
    "worm": Kind(worm, "worm earthworm", ((230, 150, 146),), "", 0.32),
    "beehive": Kind(beehive, "beehive hive honeycomb", ((236, 176, 60),), "", 0.4, home="meadow"),
    "spider web": Kind(web, "spiderweb cobweb web", ((240, 240, 246),), "", 0.46, flies=True),
    "bat": Kind(bat, "bat", ((70, 60, 84),), "", 0.36, flies=True, head=(0.5, 0.27, 0.13)),
}  # fmt: skip
