"""Sweets, cakes and pastries."""

import math

from ..brush import Pen, arc, darker, lighter
from ..kind import Drawing, Kind
from ..world import BLACK, WHITE, Colour
from .food import plate

_DOUGH: Colour = (226, 170, 96)


def donut(pen: Pen, colour: Colour) -> None:
    rim = arc(0.5, 0.54, 0.33, 0.31, 0, 1, 40)
    pen.line(rim, 0.27, _DOUGH)
    wavy = [
        (x + 0.012 * (-1) ** k, y - 0.02)
        for k, (x, y) in enumerate(arc(0.5, 0.54, 0.32, 0.3, 0, 1, 28))
    ]
    pen.line(wavy, 0.205, colour)
    hues = ((250, 220, 70), (80, 170, 230), WHITE, (110, 200, 110), (250, 120, 60))
    for k in range(22):
        turn, reach = math.tau * k / 22, 0.26 + 0.05 * (k * 7 % 3)
        pen.tilted(0.5 + reach * math.cos(turn), 0.52 + 0.94 * reach * math.sin(turn), 0.028, 0.011,
                   0.17 * k, hues[k % 5])  # fmt: skip


def pie(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.08, 0.56), (0.92, 0.56), (0.78, 0.9), (0.22, 0.9)], (190, 196, 206))
    pen.ellipse(0.5, 0.55, 0.46, 0.16, darker(colour, 0.15))
    for k in range(16):
        x, y = arc(0.5, 0.54, 0.44, 0.15, 0, 1, 16)[k]
        pen.ellipse(x, y, 0.07, 0.05, colour)
    pen.ellipse(0.5, 0.52, 0.38, 0.12, (186, 50, 56))
    for k in range(5):
        x = 0.22 + 0.14 * k
        half = 0.12 * math.sqrt(max(0.0, 1 - ((x - 0.5) / 0.4) ** 2))
        pen.line([(x - 0.03, 0.52 - half), (x + 0.03, 0.52 + half)], 0.042, lighter(colour, 0.15))
    for k in range(3):
        y = 0.45 + 0.07 * k
        half = 0.4 * math.sqrt(max(0.0, 1 - ((y - 0.52) / 0.13) ** 2))
        pen.line([(0.5 - half, y), (0.5 + half, y)], 0.035, lighter(colour, 0.15))


def cake_slice(pen: Pen, colour: Colour) -> None:
    plate(pen)
    pen.polygon([(0.16, 0.5), (0.86, 0.36), (0.86, 0.74), (0.16, 0.84)], (246, 220, 170))
    pen.polygon([(0.16, 0.62), (0.86, 0.5), (0.86, 0.57), (0.16, 0.69)], colour)
    pen.polygon([(0.16, 0.46), (0.86, 0.32), (0.86, 0.42), (0.16, 0.56)], colour)
    pen.polygon([(0.16, 0.46), (0.6, 0.24), (0.86, 0.32)], lighter(colour, 0.35))
    pen.blob([(0.56, 0.24), (0.64, 0.12), (0.76, 0.14), (0.78, 0.26), (0.66, 0.34)], (214, 40, 50))
    pen.polygon([(0.6, 0.15), (0.7, 0.06), (0.8, 0.16)], (84, 160, 70))


def chocolate(pen: Pen, colour: Colour) -> None:
    pen.box(0.16, 0.06, 0.84, 0.7, colour)
    for row in range(4):
        for k in range(3):
            x, y = 0.19 + 0.22 * k, 0.09 + 0.16 * row
            pen.box(x, y, x + 0.19, y + 0.13, lighter(colour, 0.16))
            pen.box(x + 0.025, y + 0.025, x + 0.19, y + 0.13, darker(colour, 0.08))
    pen.polygon([(0.1, 0.52), (0.26, 0.6), (0.44, 0.52), (0.62, 0.6), (0.78, 0.52), (0.9, 0.58),
                 (0.9, 1.0), (0.1, 1.0)], (206, 50, 60))  # fmt: skip
    pen.polygon([(0.1, 0.52), (0.26, 0.6), (0.44, 0.52), (0.62, 0.6), (0.78, 0.52), (0.9, 0.58),
                 (0.9, 0.66), (0.1, 0.66)], (226, 230, 236))  # fmt: skip


def lollipop(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.6), (0.5, 1.0)], 0.04, (246, 246, 246))
    pen.ellipse(0.5, 0.34, 0.34, 0.34, colour)
    spiral = [(0.5 + 0.0145 * k * math.cos(0.62 * k), 0.34 + 0.0145 * k * math.sin(0.62 * k))
              for k in range(23)]  # fmt: skip
    pen.line(spiral, 0.055, WHITE)


def candy(pen: Pen, colour: Colour) -> None:
    for way in (-1, 1):
        pen.polygon([(0.5 + way * 0.22, 0.54), (0.5 + way * 0.5, 0.32), (0.5 + way * 0.44, 0.54),
                     (0.5 + way * 0.5, 0.76)], darker(colour, 0.15))  # fmt: skip
    pen.ellipse(0.5, 0.54, 0.28, 0.24, colour)
    for dx in (-0.15, 0.0, 0.15):
        half = 0.22 * math.sqrt(1 - (dx / 0.28) ** 2)
        pen.line(arc(0.5 + dx - 0.04, 0.54, 0.06, half, -0.2, 0.2, 8), 0.045, WHITE)


def candy_cane(pen: Pen, colour: Colour) -> None:
    cane = [(0.62, 0.98), (0.62, 0.3), *arc(0.44, 0.3, 0.18, 0.2, 0, -0.5, 14)]
    pen.line(cane, 0.15, WHITE)
    for y in (0.9, 0.76, 0.62, 0.48, 0.34):
        pen.polygon([(0.545, y), (0.695, y - 0.09), (0.695, y - 0.02), (0.545, y + 0.07)], colour)
    for k in (2, 6, 10, 13):
        x, y = arc(0.44, 0.3, 0.18, 0.2, 0, -0.5, 14)[k]
        pen.tilted(x, y, 0.08, 0.03, -0.036 * k, colour)


def cotton_candy(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.42, 0.6), (0.58, 0.6), (0.51, 1.0), (0.49, 1.0)], (244, 236, 220))
    for x, y, size in ((0.3, 0.42, 0.17), (0.7, 0.42, 0.17), (0.5, 0.5, 0.2), (0.36, 0.24, 0.17),
                       (0.64, 0.24, 0.17), (0.5, 0.14, 0.15), (0.5, 0.32, 0.2)):  # fmt: skip
        pen.ellipse(x, y, size, size, darker(colour, 0.1))
        pen.ellipse(x - 0.02, y - 0.03, 0.85 * size, 0.8 * size, colour)
    for x, y in ((0.4, 0.2), (0.6, 0.34), (0.36, 0.42)):
        pen.line(arc(x, y, 0.07, 0.05, 0.5, 1.0, 8), 0.016, lighter(colour, 0.5))


def macarons(pen: Pen, colour: Colour) -> None:
    for k, hue in enumerate(((160, 210, 150), (250, 214, 110), colour)):
        x, y = 0.5 + 0.03 * (-1) ** k, 0.84 - 0.29 * k
        pen.blob([(x - 0.33, y + 0.1), (x + 0.33, y + 0.1), (x + 0.3, y + 0.15),
                  (x - 0.3, y + 0.15)], darker(hue, 0.1))  # fmt: skip
        pen.line([(x - 0.29, y + 0.04), (x + 0.29, y + 0.04)], 0.06, WHITE)
        pen.blob([(x - 0.34, y + 0.01), (x - 0.28, y - 0.11), (x, y - 0.15), (x + 0.28, y - 0.11),
                  (x + 0.34, y + 0.01), (x, y + 0.03)], hue)  # fmt: skip
        pen.ellipse(x - 0.16, y - 0.08, 0.06, 0.024, lighter(hue, 0.5))


def pretzel(pen: Pen, colour: Colour) -> None:
    left = [*arc(0.31, 0.42, 0.23, 0.24, 0.12, 0.95, 18), (0.6, 0.62), (0.7, 0.82)]
    right = [(1 - x, y) for x, y in left]
    for path in (left, right):
        pen.line(path, 0.12, darker(colour, 0.35))
        pen.line(path, 0.085, colour)
    pen.line(arc(0.5, 0.56, 0.42, 0.34, 0.08, 0.42, 14), 0.12, darker(colour, 0.35))
    pen.line(arc(0.5, 0.56, 0.42, 0.34, 0.08, 0.42, 14), 0.085, colour)
    for x, y in ((0.16, 0.3), (0.32, 0.2), (0.84, 0.3), (0.68, 0.2), (0.5, 0.9), (0.36, 0.85)):
        pen.ellipse(x, y, 0.016, 0.014, WHITE)


def bagel(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.5, 0.54, 0.31, 0.29, 0, 1, 40), 0.3, colour)
    pen.line(arc(0.5, 0.5, 0.31, 0.28, 0.45, 0.95, 20), 0.1, lighter(colour, 0.2))
    for k in range(20):
        turn, reach = math.tau * k / 20, 0.26 + 0.05 * (k * 7 % 3)
        pen.tilted(0.5 + reach * math.cos(turn), 0.52 + reach * math.sin(turn), 0.018, 0.01,
                   0.2 * k, (252, 240, 206))  # fmt: skip


def toast(pen: Pen, colour: Colour) -> None:
    outline = [(0.14, 0.3), (0.22, 0.14), (0.5, 0.1), (0.78, 0.14), (0.86, 0.3), (0.8, 0.44),
               (0.82, 0.92), (0.5, 0.95), (0.18, 0.92), (0.2, 0.44)]  # fmt: skip
    pen.blob(outline, darker(colour, 0.4))
    pen.blob([(0.5 + 0.88 * (x - 0.5), 0.53 + 0.88 * (y - 0.53)) for x, y in outline], colour)
    pen.box(0.36, 0.42, 0.6, 0.6, (252, 226, 120))
    pen.polygon([(0.36, 0.42), (0.44, 0.36), (0.68, 0.36), (0.6, 0.42)], (254, 240, 170))


def waffle(pen: Pen, colour: Colour) -> None:
    plate(pen)
    pen.ellipse(0.5, 0.6, 0.4, 0.28, darker(colour, 0.35))
    pen.ellipse(0.5, 0.57, 0.4, 0.28, colour)
    for row in range(5):
        for k in range(6):
            x, y = 0.2 + 0.12 * k, 0.38 + 0.095 * row
            if ((x - 0.5) / 0.36) ** 2 + ((y - 0.57) / 0.24) ** 2 < 1:
                pen.box(x - 0.042, y - 0.033, x + 0.042, y + 0.033, darker(colour, 0.25))
    pen.box(0.42, 0.44, 0.58, 0.54, (252, 226, 120))
    for x, y in ((0.34, 0.54), (0.68, 0.5)):
        pen.ellipse(x, y, 0.05, 0.05, (214, 40, 60))


def gingerbread(pen: Pen, colour: Colour) -> None:
    icing = (252, 250, 244)
    for side in (-1, 1):
        pen.line([(0.5, 0.5), (0.5 + side * 0.32, 0.44)], 0.19, colour)
        pen.line([(0.5, 0.66), (0.5 + side * 0.2, 0.9)], 0.2, colour)
        pen.line([(0.5 + side * 0.27, 0.36), (0.5 + side * 0.3, 0.52)], 0.02, icing)
        pen.line([(0.5 + side * 0.11, 0.88), (0.5 + side * 0.26, 0.8)], 0.02, icing)
        pen.ellipse(0.5 + side * 0.075, 0.19, 0.025, 0.03, BLACK)
    pen.line([(0.5, 0.44), (0.5, 0.7)], 0.26, colour)
    pen.ellipse(0.5, 0.22, 0.2, 0.19, colour)
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.075, 0.19, 0.025, 0.03, BLACK)
    pen.line(arc(0.5, 0.23, 0.1, 0.08, 0.04, 0.46, 10), 0.02, icing)
    for y, hue in ((0.5, (214, 44, 50)), (0.6, (80, 170, 90)), (0.7, (214, 44, 50))):
        pen.ellipse(0.5, y, 0.032, 0.032, hue)


def popsicle(pen: Pen, colour: Colour) -> None:
    pen.box(0.45, 0.7, 0.55, 1.0, (226, 190, 140))
    pen.blob([(0.28, 0.74), (0.28, 0.2), (0.36, 0.06), (0.5, 0.02), (0.64, 0.06), (0.72, 0.2),
              (0.72, 0.74), (0.5, 0.76)], colour)  # fmt: skip
    pen.polygon([(0.28, 0.42), (0.72, 0.42), (0.72, 0.6), (0.28, 0.6)], lighter(colour, 0.4))
    pen.line([(0.38, 0.18), (0.38, 0.62)], 0.03, lighter(colour, 0.6))


def jam(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.2, 0.3), (0.8, 0.3), (0.84, 0.5), (0.82, 0.92), (0.5, 0.96), (0.18, 0.92),
              (0.16, 0.5)], colour)  # fmt: skip
    pen.box(0.24, 0.12, 0.76, 0.28, (226, 180, 80))
    pen.box(0.24, 0.18, 0.76, 0.2, (190, 140, 50))
    pen.box(0.28, 0.48, 0.72, 0.8, (252, 246, 230))
    pen.ellipse(0.5, 0.64, 0.12, 0.11, colour)
    pen.polygon([(0.22, 0.4), (0.27, 0.4), (0.27, 0.86), (0.23, 0.84)], lighter(colour, 0.4))


def honey(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.12, 0.5), (0.22, 0.34), (0.7, 0.34), (0.8, 0.5), (0.76, 0.88), (0.46, 0.97),
              (0.16, 0.88)], colour)  # fmt: skip
    pen.line([(0.2, 0.34), (0.72, 0.34)], 0.08, lighter(colour, 0.35))
    for x, long in ((0.28, 0.2), (0.44, 0.3), (0.6, 0.16)):
        pen.line([(x, 0.36), (x, 0.36 + long)], 0.065, darker(colour, 0.28))
    pen.line([(0.54, 0.3), (0.84, 0.02)], 0.04, (150, 100, 56))
    pen.line([(0.5, 0.34), (0.6, 0.24)], 0.13, (176, 120, 66))
    for row, count in enumerate((2, 3, 2)):
        for k in range(count):
            x, y = 0.46 + 0.13 * (k - (count - 1) / 2), 0.68 + 0.1 * row
            pen.polygon(arc(x, y, 0.06, 0.062, 0.25, 1.25, 6), (252, 226, 120))


def _kind(draw: Drawing, words: str, colour: Colour, like: str = "", height: float = 0.4) -> Kind:
    return Kind(draw, words, (colour,), like, height, home="table")


def chocolate_cake(pen: Pen, colour: Colour) -> None:
    plate(pen)
    for low, high in ((0.64, 0.84), (0.42, 0.62)):
        pen.box(0.16, low, 0.84, high, colour)
        pen.box(0.16, low, 0.84, low + 0.035, lighter(colour, 0.75))
    pen.box(0.16, 0.38, 0.84, 0.5, darker(colour, 0.3))
    for k in range(6):
        pen.ellipse(0.22 + 0.112 * k, 0.5, 0.055, 0.05 + 0.04 * (k % 2), darker(colour, 0.3))
    pen.ellipse(0.5, 0.38, 0.34, 0.07, darker(colour, 0.2))
    for x in (0.28, 0.5, 0.72):  # strawberries
        pen.polygon([(x - 0.08, 0.22), (x + 0.08, 0.22), (x, 0.38)], (214, 36, 50))
        pen.ellipse(x, 0.23, 0.08, 0.05, (214, 36, 50))
        pen.ellipse(x, 0.18, 0.05, 0.025, (70, 150, 70))


_PINK: Colour = (246, 140, 180)
SWEETS: dict[str, Kind] = {
    "chocolate cake": _kind(chocolate_cake, "", (112, 68, 42), height=0.46),
    "donut": _kind(donut, "donut doughnut", _PINK),
    "pie": _kind(pie, "pie tart", (232, 178, 100), "quiche cobbler"),
    "slice of cake": _kind(cake_slice, "cheesecake", (250, 244, 232), "tiramisu"),
    "chocolate bar": _kind(chocolate, "chocolate chocolates", (104, 62, 38), "fudge"),
    "lollipop": _kind(lollipop, "lollipop", (230, 60, 90)),
    "candy": _kind(candy, "candy candies sweets", (230, 70, 110), "caramel gum toffee", 0.34),
    "candy cane": _kind(candy_cane, "candycane", (214, 40, 44)),
    "cotton candy": _kind(cotton_candy, "", (250, 170, 206), height=0.46),
    "macarons": _kind(macarons, "macaron macaroon", (244, 150, 180)),
    "pretzel": _kind(pretzel, "pretzel", (196, 120, 56)),
    "bagel": _kind(bagel, "bagel", (214, 152, 82)),
    "toast": _kind(toast, "toast", (240, 196, 128)),
    "waffle": _kind(waffle, "waffle", (232, 172, 84)),
    "gingerbread man": _kind(gingerbread, "gingerbread", (176, 106, 56), height=0.44),
    "popsicle": _kind(popsicle, "popsicle", (240, 80, 100)),
    "honey": _kind(honey, "honey", (236, 166, 44), height=0.4),
    "jam": _kind(jam, "jam marmalade jelly", (196, 36, 60), height=0.36),
}  # fmt: skip
