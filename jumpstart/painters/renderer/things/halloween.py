"""Beings of Halloween, and what frightens birds."""

from ..brush import Pen, arc, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .fruit import pumpkin


def monster(pen: Pen, colour: Colour) -> None:
    """A furry monster with one horn on each side and a row of teeth."""
    for side in (-1, 1):
        pen.polygon([(0.5 + side * 0.16, 0.2), (0.5 + side * 0.34, -0.06),
            (0.5 + side * 0.3, 0.26)],
                    (250, 226, 150))  # fmt: skip
        pen.line([(0.5 + side * 0.3, 0.5), (0.5 + side * 0.46, 0.66)], 0.12, darker(colour, 0.15))
        pen.ellipse(0.5 + side * 0.16, 0.94, 0.14, 0.07, darker(colour, 0.25))
    for k in range(13):
        x, y = arc(0.5, 0.54, 0.36, 0.4, 0, 1, 13)[k]
        pen.ellipse(x, y, 0.1, 0.1, colour)
    pen.ellipse(0.5, 0.54, 0.38, 0.42, colour)
    for x, size in ((0.36, 0.12), (0.64, 0.12)):
        pen.ellipse(x, 0.38, size, size, WHITE)
        pen.ellipse(x + 0.02, 0.4, 0.05, 0.055, BLACK)
        pen.ellipse(x + 0.035, 0.38, 0.016, 0.018, WHITE)
    pen.blob([(0.26, 0.58), (0.5, 0.62), (0.74, 0.58), (0.66, 0.76), (0.5, 0.8), (0.34, 0.76)],
             (120, 30, 50))  # fmt: skip
    for k in range(5):
        x = 0.31 + 0.085 * k
        pen.polygon([(x, 0.6), (x + 0.06, 0.61), (x + 0.03, 0.68)], WHITE)
    for x, y in ((0.26, 0.7), (0.74, 0.72), (0.5, 0.9), (0.3, 0.86), (0.5, 0.2)):
        pen.ellipse(x, y, 0.04, 0.036, lighter(colour, 0.35))


def mummy(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.12, 0.42), (0.5 + side * 0.38, 0.4)], 0.1, darker(colour, 0.08))
        pen.line([(0.5 + side * 0.08, 0.68), (0.5 + side * 0.1, 0.95)], 0.13, darker(colour, 0.08))
    pen.line([(0.5, 0.42), (0.5, 0.66)], 0.28, colour)
    pen.ellipse(0.5, 0.2, 0.15, 0.17, colour)
    for k in range(12):
        y = 0.08 + 0.077 * k
        half = 0.13 if k < 4 else 0.15
        pen.line([(0.5 - half, y + 0.02 * (-1) ** k), (0.5 + half, y)], 0.012, darker(colour, 0.28))
    pen.polygon([(0.37, 0.15), (0.63, 0.17), (0.63, 0.23), (0.37, 0.22)], (60, 50, 46))
    for x in (0.45, 0.56):
        pen.ellipse(x, 0.19, 0.024, 0.026, WHITE)
        pen.ellipse(x, 0.19, 0.011, 0.013, BLACK)
    pen.line([(0.88, 0.42), (0.92, 0.54), (0.88, 0.62)], 0.03, colour)
    pen.line([(0.12, 0.42), (0.1, 0.56)], 0.03, colour)


def scarecrow(pen: Pen, colour: Colour) -> None:
    straw: Colour = (236, 200, 96)
    pen.line([(0.5, 0.4), (0.5, 1.0)], 0.045, (120, 82, 50))
    pen.line([(0.04, 0.46), (0.96, 0.46)], 0.04, (120, 82, 50))
    for side in (-1, 1):
        for k in range(4):
            pen.line([(0.5 + side * 0.36, 0.46), (0.5 + side * 0.48, 0.39 + 0.05 * k)], 0.016,
                straw)  # fmt: skip
        pen.line([(0.5 + side * 0.1, 0.46), (0.5 + side * 0.36, 0.46)], 0.12, darker(colour, 0.1))
    pen.blob([(0.36, 0.4), (0.64, 0.4), (0.68, 0.74), (0.5, 0.78), (0.32, 0.74)], colour)
    for x, y in ((0.43, 0.52), (0.57, 0.64)):
        pen.box(x - 0.05, y - 0.05, x + 0.05, y + 0.05, (90, 140, 200))
    for k in range(7):
        pen.line([(0.36 + 0.047 * k, 0.74), (0.33 + 0.057 * k, 0.86)], 0.018, straw)
        pen.line([(0.38 + 0.04 * k, 0.34), (0.36 + 0.047 * k, 0.42)], 0.018, straw)
    pen.ellipse(0.5, 0.24, 0.15, 0.14, (236, 206, 150))
    for x in (0.44, 0.56):
        pen.line([(x - 0.02, 0.2), (x + 0.02, 0.24)], 0.014, BLACK)
        pen.line([(x + 0.02, 0.2), (x - 0.02, 0.24)], 0.014, BLACK)
    pen.polygon([(0.48, 0.25), (0.52, 0.25), (0.5, 0.29)], (226, 120, 50))
    pen.line([(0.42, 0.31), (0.5, 0.335), (0.58, 0.31)], 0.012, BLACK)
    pen.polygon([(0.36, 0.14), (0.46, -0.06), (0.58, -0.02), (0.64, 0.14)], (150, 104, 60))
    pen.ellipse(0.5, 0.14, 0.24, 0.045, (150, 104, 60))


def jack_o_lantern(pen: Pen, colour: Colour) -> None:
    pumpkin(pen, colour)
    glow = pen.glowing()
    for side in (-1, 1):
        glow.polygon([(0.5 + side * 0.1, 0.62), (0.5 + side * 0.32, 0.62),
            (0.5 + side * 0.2, 0.46)],
                     (255, 226, 110))  # fmt: skip
    glow.polygon([(0.46, 0.72), (0.54, 0.72), (0.5, 0.64)], (255, 226, 110))
    mouth = [(0.2, 0.74), (0.3, 0.79), (0.34, 0.74), (0.4, 0.81), (0.5, 0.76), (0.6, 0.81),
             (0.66, 0.74), (0.7, 0.79), (0.8, 0.74), (0.7, 0.88), (0.6, 0.86), (0.56, 0.91),
             (0.44, 0.91), (0.4, 0.86), (0.3, 0.88)]  # fmt: skip
    glow.polygon(mouth, (255, 226, 110))


def skull(pen: Pen, colour: Colour) -> None:
    pen.box(0.32, 0.66, 0.68, 0.92, darker(colour, 0.06))
    pen.blob([(0.5, 0.06), (0.8, 0.16), (0.9, 0.44), (0.76, 0.68), (0.66, 0.76), (0.34, 0.76),
              (0.24, 0.68), (0.1, 0.44), (0.2, 0.16)], colour)  # fmt: skip
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.19, 0.46, 0.13, 0.14, (40, 36, 44))
    pen.polygon([(0.5, 0.56), (0.56, 0.7), (0.5, 0.67), (0.44, 0.7)], (40, 36, 44))
    for k in range(5):
        pen.line([(0.36 + 0.07 * k, 0.78), (0.36 + 0.07 * k, 0.9)], 0.016, (90, 84, 84))
    pen.line([(0.32, 0.84), (0.68, 0.84)], 0.012, (90, 84, 84))


HALLOWEEN: dict[str, Kind] = {
    "monster": Kind(monster, "monster monsters beast", ((130, 90, 200), (60, 170, 150)),
                    "creature cyclops", 0.48, head=(0.5, 0.12, 0.26), hand=(0.94, 0.68)),
    "mummy": Kind(mummy, "mummy", ((232, 222, 196),), "", 0.5, head=(0.5, 0.05, 0.14)),
    "scarecrow": Kind(scarecrow, "scarecrow", ((190, 70, 60),), "", 0.56, home="meadow"),
    "jack o lantern": Kind(jack_o_lantern, "", ((238, 130, 40),), "", 0.38),
    "skull": Kind(skull, "skull", ((240, 236, 224),), "bone bones", 0.38),
}  # fmt: skip
