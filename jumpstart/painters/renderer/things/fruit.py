"""Fruit and vegetables."""

from ..brush import Pen, darker, lighter
from ..kind import Drawing, Kind
from ..world import BLACK, Colour

_LEAF: Colour = (84, 160, 70)
_RED: Colour = (206, 40, 44)


def apple(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.3), (0.54, 0.1)], 0.04, (104, 70, 46))
    pen.blob([(0.54, 0.18), (0.68, 0.06), (0.82, 0.1), (0.7, 0.22)], _LEAF)
    pen.blob([(0.5, 0.28), (0.68, 0.2), (0.88, 0.36), (0.86, 0.66), (0.66, 0.96), (0.5, 0.93),
              (0.34, 0.96), (0.14, 0.66), (0.12, 0.36), (0.32, 0.2)], colour)  # fmt: skip
    pen.ellipse(0.3, 0.44, 0.07, 0.11, lighter(colour, 0.5))


def round_fruit(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.58, 0.4, 0.4, colour)
    pen.ellipse(0.36, 0.44, 0.1, 0.08, lighter(colour, 0.5))
    pen.blob([(0.5, 0.2), (0.64, 0.08), (0.78, 0.14), (0.64, 0.24)], _LEAF)
    pen.ellipse(0.5, 0.2, 0.035, 0.025, (104, 80, 46))


def pear(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.2), (0.54, 0.04)], 0.035, (104, 70, 46))
    pen.blob([(0.5, 0.14), (0.6, 0.22), (0.66, 0.44), (0.82, 0.68), (0.7, 0.95), (0.3, 0.95),
              (0.18, 0.68), (0.34, 0.44), (0.4, 0.22)], colour)  # fmt: skip
    pen.ellipse(0.36, 0.62, 0.06, 0.12, lighter(colour, 0.5))


def banana(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.14, 0.2), (0.2, 0.16), (0.34, 0.5), (0.62, 0.66), (0.92, 0.58), (0.94, 0.66),
              (0.72, 0.88), (0.38, 0.84), (0.16, 0.56)], colour)  # fmt: skip
    pen.line([(0.22, 0.4), (0.4, 0.66), (0.66, 0.76), (0.88, 0.66)], 0.02, darker(colour, 0.2))
    pen.box(0.12, 0.12, 0.2, 0.22, (120, 90, 40))


def berry(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.16, 0.3), (0.5, 0.22), (0.84, 0.3), (0.8, 0.6), (0.5, 0.98), (0.2, 0.6)], colour)
    for k in range(12):
        x, y = 0.3 + 0.13 * (k % 4) + 0.05 * (k // 4 % 2), 0.4 + 0.15 * (k // 4)
        if abs(x - 0.5) < 0.9 - y:
            pen.ellipse(x, y, 0.016, 0.024, (252, 222, 130))
    for k in range(5):
        pen.polygon([(0.44, 0.2), (0.56, 0.2), (0.14 + 0.18 * k, 0.34 - 0.03 * (k % 2))], _LEAF)
    pen.line([(0.5, 0.2), (0.54, 0.06)], 0.03, _LEAF)


def grapes(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.26), (0.52, 0.04)], 0.03, (104, 80, 46))
    pen.blob([(0.52, 0.14), (0.7, 0.02), (0.86, 0.12), (0.68, 0.24)], _LEAF)
    for row in range(5):
        for k in range(5 - row):
            x, y = 0.5 + 0.16 * (k - (4 - row) / 2), 0.3 + 0.15 * row
            pen.ellipse(x, y, 0.095, 0.095, darker(colour, 0.07 * ((k + row) % 3)))
            pen.ellipse(x - 0.03, y - 0.03, 0.025, 0.025, lighter(colour, 0.5))


def melon(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.02, 0.36), (0.98, 0.36), (0.86, 0.72), (0.5, 0.94), (0.14, 0.72)], (52, 140, 70))
    pen.blob([(0.08, 0.36), (0.92, 0.36), (0.8, 0.68), (0.5, 0.85), (0.2, 0.68)], colour)
    for x, y in ((0.3, 0.5), (0.5, 0.48), (0.7, 0.5), (0.4, 0.66), (0.6, 0.66)):
        pen.ellipse(x, y, 0.022, 0.032, BLACK)


def carrot(pen: Pen, colour: Colour) -> None:
    for dx in (-0.14, 0.0, 0.14):
        pen.line([(0.5, 0.3), (0.5 + dx, 0.04)], 0.05, _LEAF)
    pen.blob([(0.32, 0.28), (0.68, 0.28), (0.62, 0.56), (0.5, 1.0), (0.38, 0.56)], colour)
    for y, x in ((0.4, 0.42), (0.54, 0.56), (0.66, 0.46)):
        pen.line([(x, y), (x + 0.09, y)], 0.014, darker(colour, 0.3))


def pumpkin(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.36), (0.55, 0.16)], 0.08, (92, 130, 60))
    for x, rx in ((0.24, 0.2), (0.76, 0.2), (0.38, 0.2), (0.62, 0.2), (0.5, 0.17)):
        pen.ellipse(x, 0.66, rx, 0.33, darker(colour, 0.3 * abs(x - 0.5)))
    for k in (0.4, 0.6):
        pen.line([(k, 0.38), (0.5 + 1.5 * (k - 0.5), 0.66), (k, 0.95)], 0.012, darker(colour, 0.35))


def _kind(draw: Drawing, words: str, colour: Colour, like: str = "") -> Kind:
    return Kind(draw, words, (colour,), like, 0.34, home="table")


FRUIT: dict[str, Kind] = {
    "apple": _kind(apple, "apple", _RED, "pomegranate"),
    "orange fruit": _kind(round_fruit, "oranges mandarin tangerine", (244, 146, 40),
                          "grapefruit persimmon"),
    "pear": _kind(pear, "pear", (170, 196, 70), ""),
    "banana": _kind(banana, "banana", (250, 212, 70)),
    "strawberry": _kind(berry, "strawberry strawberries", (220, 40, 56), "berry berries"),
    "grapes": _kind(grapes, "grape", (122, 66, 150), ""),
    "watermelon": _kind(melon, "watermelon melon", (232, 70, 76)),
    "carrot": _kind(carrot, "carrot", (240, 126, 44), "parsnip radish"),
    "pumpkin": _kind(pumpkin, "pumpkin", (238, 130, 40), "squash gourd"),
}  # fmt: skip
