"""More musical instruments."""

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_GOLD: Colour = (236, 186, 64)
_STEEL: Colour = (180, 186, 196)


def violin(pen: Pen, colour: Colour) -> None:
    body = [(0.5, 0.4), (0.62, 0.44), (0.64, 0.54), (0.58, 0.62), (0.6, 0.7), (0.7, 0.78),
            (0.68, 0.94), (0.5, 0.99), (0.32, 0.94), (0.3, 0.78), (0.4, 0.7), (0.42, 0.62),
            (0.36, 0.54), (0.38, 0.44)]  # fmt: skip
    pen.blob(body, darker(colour, 0.35))
    pen.blob([(0.5 + 0.9 * (x - 0.5), 0.7 + 0.93 * (y - 0.7)) for x, y in body], colour)
    pen.line([(0.5, 0.12), (0.5, 0.7)], 0.055, (46, 32, 28))
    pen.line(arc(0.5, 0.06, 0.04, 0.05, 0.25, 1.0, 10), 0.035, (90, 56, 38))
    for side in (-1, 1):
        pen.line(curve([(0.5 + side * 0.1, 0.66), (0.5 + side * 0.07, 0.72), (0.5 + side * 0.1,
            0.8)], closed=False), 0.018, BLACK)  # fmt: skip
        pen.line([(0.5, 0.14), (0.5 + side * 0.07, 0.13)], 0.02, (46, 32, 28))
    pen.box(0.43, 0.74, 0.57, 0.765, (236, 206, 150))
    pen.polygon([(0.46, 0.84), (0.54, 0.84), (0.52, 0.96), (0.48, 0.96)], (46, 32, 28))
    for k in (-0.018, -0.006, 0.006, 0.018):
        pen.line([(0.5 + 0.6 * k, 0.14), (0.5 + k, 0.86)], 0.004, WHITE)
    pen.line([(0.86, 0.04), (0.8, 0.98)], 0.022, (130, 74, 44))
    pen.line([(0.83, 0.06), (0.77, 0.96)], 0.01, (240, 236, 226))


def electric_guitar(pen: Pen, colour: Colour) -> None:
    pen.line([(0.46, 0.58), (0.88, 0.1)], 0.055, (206, 160, 104))
    pen.polygon([(0.84, 0.1), (0.9, -0.02), (1.02, 0.06), (0.93, 0.16)], (60, 44, 38))
    pen.blob([(0.5, 0.42), (0.56, 0.5), (0.48, 0.6), (0.62, 0.58), (0.66, 0.66), (0.5, 0.8),
              (0.36, 0.98), (0.12, 0.94), (0.06, 0.7), (0.22, 0.6), (0.38, 0.5)],
        colour)  # fmt: skip
    pen.blob([(0.4, 0.6), (0.5, 0.66), (0.4, 0.8), (0.26, 0.8), (0.3, 0.68)], WHITE)
    for x, y in ((0.4, 0.66), (0.33, 0.73)):
        pen.line([(x - 0.035, y - 0.04), (x + 0.04, y + 0.04)], 0.034, BLACK)
    for x, y in ((0.4, 0.86), (0.32, 0.9)):
        pen.ellipse(x, y, 0.025, 0.025, _STEEL)
    for k in (-0.012, 0.0, 0.012):
        pen.line([(0.24 + k, 0.82 + k), (0.92 + k, 0.06 + k)], 0.005, (240, 240, 240))


def saxophone(pen: Pen, colour: Colour) -> None:
    pen.line(curve([(0.22, 0.14), (0.34, 0.04), (0.44, 0.1)], closed=False), 0.045, colour)
    pen.line([(0.14, 0.2), (0.23, 0.13)], 0.05, BLACK)
    tube = curve([(0.44, 0.1), (0.5, 0.4), (0.5, 0.74), (0.58, 0.9), (0.72, 0.88), (0.78, 0.7)],
                 closed=False)  # fmt: skip
    for k, (x, y) in enumerate(tube):
        size = 0.035 + 0.0036 * k
        pen.ellipse(x, y, size, size, colour)
    pen.polygon([(0.68, 0.72), (0.88, 0.72), (1.02, 0.42), (0.66, 0.44)], colour)
    pen.tilted(0.84, 0.43, 0.19, 0.05, -0.01, darker(colour, 0.35))
    for k in range(5):
        pen.ellipse(0.475 + 0.008 * k, 0.24 + 0.11 * k, 0.035, 0.035, darker(colour, 0.25))
        pen.ellipse(0.475 + 0.008 * k, 0.24 + 0.11 * k, 0.02, 0.02, (252, 240, 210))


def harp(pen: Pen, colour: Colour) -> None:
    for k in range(9):
        x = 0.28 + 0.065 * k
        pen.line([(x, 0.2 + 0.02 * abs(k - 5)), (x, 0.9 - 0.062 * k)], 0.008, WHITE)
    pen.line(curve([(0.2, 0.12), (0.34, 0.2), (0.56, 0.3), (0.74, 0.18), (0.9, 0.2)], closed=False),
             0.065, colour)  # fmt: skip
    pen.line([(0.2, 0.1), (0.2, 0.94)], 0.075, colour)
    pen.line(curve([(0.9, 0.2), (0.7, 0.6), (0.24, 0.94)], closed=False), 0.09, darker(colour,
        0.15))  # fmt: skip
    pen.box(0.1, 0.92, 0.46, 1.0, darker(colour, 0.25))
    pen.ellipse(0.2, 0.08, 0.06, 0.06, darker(colour, 0.15))


def flute(pen: Pen, colour: Colour) -> None:
    pen.line([(0.06, 0.82), (0.94, 0.26)], 0.075, colour)
    for k in range(7):
        x, y = 0.3 + 0.085 * k, 0.667 - 0.054 * k
        pen.ellipse(x, y, 0.03, 0.03, darker(colour, 0.4))
    pen.line([(0.14, 0.72), (0.22, 0.67)], 0.05, darker(colour, 0.35))
    for x, y in ((0.22, 0.82), (0.86, 0.32)):
        pen.line([(x - 0.02, y - 0.1), (x + 0.03, y - 0.02)], 0.022, darker(colour, 0.25))


def accordion(pen: Pen, colour: Colour) -> None:
    for k in range(8):
        x = 0.3 + 0.055 * k
        pen.polygon([(x, 0.24), (x + 0.03, 0.3), (x + 0.03, 0.86), (x, 0.92)], (240, 236, 226))
        pen.polygon([(x + 0.03, 0.3), (x + 0.058, 0.24), (x + 0.058, 0.92), (x + 0.03, 0.86)],
                    (60, 56, 60))  # fmt: skip
    pen.box(0.04, 0.18, 0.3, 0.96, colour)
    pen.box(0.74, 0.18, 0.98, 0.96, colour)
    pen.box(0.86, 0.22, 0.98, 0.92, WHITE)
    for k in range(8):
        pen.box(0.86, 0.25 + 0.083 * k, 0.93, 0.29 + 0.083 * k, BLACK)
    for row in range(6):
        for k in range(2):
            pen.ellipse(0.12 + 0.1 * k, 0.28 + 0.12 * row, 0.03, 0.03, WHITE)


def bell(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.5, 0.1, 0.07, 0.08, 0, 1), 0.035, darker(colour, 0.3))
    pen.ellipse(0.5, 0.9, 0.1, 0.1, darker(colour, 0.4))
    pen.blob([(0.5, 0.14), (0.66, 0.22), (0.72, 0.5), (0.78, 0.7), (0.92, 0.82), (0.5, 0.88),
              (0.08, 0.82), (0.22, 0.7), (0.28, 0.5), (0.34, 0.22)], colour)  # fmt: skip
    pen.line([(0.12, 0.8), (0.88, 0.8)], 0.05, darker(colour, 0.18))
    pen.tilted(0.38, 0.42, 0.03, 0.14, 0.03, lighter(colour, 0.6))


def xylophone(pen: Pen, colour: Colour) -> None:
    hues = (colour, (246, 140, 50), (250, 210, 66), (90, 180, 90), (70, 150, 220), (120, 90, 190))
    pen.polygon([(0.04, 0.46), (0.96, 0.56), (0.96, 0.66), (0.04, 0.8)], (160, 108, 62))
    for k, hue in enumerate(hues):
        x, half = 0.1 + 0.16 * k, 0.36 - 0.035 * k
        pen.box(x - 0.06, 0.62 - half, x + 0.06, 0.62 + half, hue)
        for way in (-1, 1):
            pen.ellipse(x, 0.62 + way * (half - 0.07), 0.018, 0.018, WHITE)
    for x, y in ((0.5, 0.3), (0.8, 0.34)):
        pen.line([(x, y), (x + 0.24, y - 0.26)], 0.022, (160, 108, 62))
        pen.ellipse(x, y, 0.055, 0.055, (214, 50, 60))


ORCHESTRA: dict[str, Kind] = {
    "violin": Kind(violin, "violin fiddle viola", ((190, 100, 48),), "cello", 0.52, home="room"),
    "electric guitar": Kind(electric_guitar, "", ((206, 40, 44),), "", 0.5, home="room"),
    "saxophone": Kind(saxophone, "saxophone sax", (_GOLD,), "", 0.48, home="room"),
    "harp": Kind(harp, "harp lyre", (_GOLD,), "", 0.54, home="room"),
    "flute": Kind(flute, "flute clarinet recorder", (_STEEL,), "oboe harmonica", 0.44, home="room"),
    "accordion": Kind(accordion, "accordion", ((206, 40, 50),), "", 0.44, home="room"),
    "bell": Kind(bell, "bell bells", (_GOLD,), "", 0.4),
    "xylophone": Kind(xylophone, "xylophone marimba", ((220, 50, 54),), "", 0.44, home="room"),
}  # fmt: skip
