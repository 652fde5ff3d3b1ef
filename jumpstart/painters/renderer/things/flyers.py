"""Birds and insects, and the dragon."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .creatures import bird

_BEAK: Colour = (244, 168, 52)


def owl(pen: Pen, colour: Colour) -> None:
    shade, pale = darker(colour, 0.25), lighter(colour, 0.45)
    for side in (-1, 1):
        pen.polygon([(0.5 + side * 0.08, 0.14), (0.5 + side * 0.3, 0.0), (0.5 + side * 0.28, 0.26)],
                    shade)  # fmt: skip
    pen.blob([(0.5, 0.06), (0.74, 0.2), (0.78, 0.6), (0.66, 0.94), (0.34, 0.94), (0.22, 0.6),
              (0.26, 0.2)], colour)  # fmt: skip
    pen.ellipse(0.5, 0.7, 0.17, 0.21, pale)
    for row in range(3):
        for k in range(4 - row):
            x = 0.5 + 0.08 * (k - (3 - row) / 2)
            pen.polygon([(x - 0.025, 0.6 + 0.1 * row), (x + 0.025, 0.6 + 0.1 * row),
                         (x, 0.65 + 0.1 * row)], shade)  # fmt: skip
    for side in (-1, 1):
        pen.blob([(0.5 + side * 0.22, 0.4), (0.5 + side * 0.3, 0.6), (0.5 + side * 0.24, 0.86),
                  (0.5 + side * 0.17, 0.66)], shade)  # fmt: skip
        pen.ellipse(0.5 + side * 0.12, 0.29, 0.135, 0.135, pale)
        pen.ellipse(0.5 + side * 0.12, 0.29, 0.09, 0.09, (250, 206, 60))
        pen.ellipse(0.5 + side * 0.12, 0.29, 0.048, 0.048, BLACK)
        for toe in (-0.03, 0.03):
            pen.ellipse(0.5 + side * 0.1 + toe, 0.96, 0.028, 0.04, _BEAK)
    pen.polygon([(0.46, 0.34), (0.54, 0.34), (0.5, 0.44)], _BEAK)


def penguin(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.blob([(0.5 + side * 0.2, 0.4), (0.5 + side * 0.36, 0.66), (0.5 + side * 0.34, 0.72),
                  (0.5 + side * 0.2, 0.62)], darker(colour, 0.2))  # fmt: skip
        pen.ellipse(0.5 + side * 0.11, 0.97, 0.1, 0.035, _BEAK)
    pen.blob([(0.5, 0.02), (0.68, 0.14), (0.7, 0.34), (0.77, 0.66), (0.66, 0.96), (0.34, 0.96),
              (0.23, 0.66), (0.3, 0.34), (0.32, 0.14)], colour)  # fmt: skip
    pen.blob([(0.5, 0.34), (0.64, 0.5), (0.66, 0.76), (0.56, 0.92), (0.44, 0.92), (0.34, 0.76),
              (0.36, 0.5)], WHITE)  # fmt: skip
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.085, 0.23, 0.095, 0.105, WHITE)
        pen.ellipse(0.5 + side * 0.075, 0.22, 0.026, 0.032, BLACK)
    pen.polygon([(0.43, 0.27), (0.57, 0.27), (0.5, 0.36)], _BEAK)


def standing_bird(pen: Pen, colour: Colour) -> None:
    """A duck or a hen: body, wing, tail and beak from the side."""
    for x in (0.42, 0.54):
        pen.line([(x, 0.8), (x, 0.98), (x + 0.07, 0.98)], 0.03, _BEAK)
    pen.blob([(0.02, 0.5), (0.2, 0.56), (0.5, 0.52), (0.66, 0.4), (0.8, 0.56), (0.74, 0.78),
              (0.5, 0.9), (0.22, 0.84)], colour)  # fmt: skip
    pen.line([(0.68, 0.62), (0.72, 0.34)], 0.17, colour)
    pen.ellipse(0.74, 0.28, 0.14, 0.13, colour)
    pen.polygon([(0.85, 0.24), (1.0, 0.31), (0.85, 0.36)], _BEAK)
    pen.ellipse(0.79, 0.25, 0.022, 0.024, BLACK)
    pen.blob(
        [(0.24, 0.62), (0.5, 0.6), (0.58, 0.7), (0.42, 0.8), (0.2, 0.74)], darker(colour, 0.18)
    )


def hen(pen: Pen, colour: Colour) -> None:
    for x, y in ((0.68, 0.16), (0.75, 0.13), (0.81, 0.17)):
        pen.ellipse(x, y, 0.045, 0.06, (214, 44, 44))
    for k in range(3):
        pen.line([(0.2, 0.62), (0.04 + 0.04 * k, 0.34 + 0.07 * k)], 0.1, darker(colour, 0.3))
    standing_bird(pen, colour)
    pen.ellipse(0.86, 0.4, 0.03, 0.06, (214, 44, 44))


def parrot(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.34, 0.66), (0.5, 0.7), (0.3, 1.0), (0.18, 1.0)], (52, 110, 200))
    pen.blob([(0.5, 0.1), (0.68, 0.24), (0.7, 0.5), (0.56, 0.82), (0.36, 0.8), (0.32, 0.5),
              (0.36, 0.24)], colour)  # fmt: skip
    pen.blob([(0.34, 0.36), (0.5, 0.4), (0.48, 0.7), (0.3, 0.86), (0.27, 0.6)], (46, 150, 90))
    pen.blob([(0.31, 0.55), (0.44, 0.62), (0.3, 0.92), (0.24, 0.76)], (250, 206, 60))
    pen.ellipse(0.6, 0.24, 0.075, 0.085, WHITE)
    pen.ellipse(0.6, 0.22, 0.024, 0.026, BLACK)
    pen.blob([(0.66, 0.18), (0.8, 0.22), (0.8, 0.4), (0.74, 0.34), (0.66, 0.33)], (60, 58, 62))
    for x in (0.48, 0.56):
        pen.line([(x, 0.8), (x, 0.93)], 0.035, (96, 92, 96))


def long_necked(pen: Pen, colour: Colour, legs: float) -> None:
    """A swan if `legs` is 0, a flamingo with longer ones."""
    lift = legs
    for x in (0.4, 0.5):
        if legs:
            pen.line([(x, 0.86 - lift), (x + 0.02, 0.98)], 0.025, darker(colour, 0.3))
    pen.blob([(0.04, 0.66 - lift), (0.2, 0.62 - lift), (0.5, 0.6 - lift), (0.68, 0.72 - lift),
              (0.6, 0.92 - lift), (0.3, 0.96 - lift), (0.12, 0.84 - lift)], colour)  # fmt: skip
    neck = [(0.6, 0.8 - lift), (0.74, 0.66 - lift), (0.7, 0.46 - lift), (0.64, 0.34 - lift),
            (0.7, 0.24 - lift)]  # fmt: skip
    pen.line(neck, 0.075, colour)
    pen.ellipse(0.73, 0.23 - lift, 0.075, 0.06, colour)
    pen.polygon([(0.79, 0.2 - lift), (0.93, 0.28 - lift), (0.78, 0.28 - lift)], (236, 120, 40))
    pen.ellipse(0.75, 0.21 - lift, 0.015, 0.016, BLACK)
    pen.blob([(0.1, 0.66 - lift), (0.4, 0.66 - lift), (0.5, 0.78 - lift), (0.26, 0.84 - lift)],
             darker(colour, 0.12))  # fmt: skip


def swan(pen: Pen, colour: Colour) -> None:
    long_necked(pen, colour, 0.0)


def flamingo(pen: Pen, colour: Colour) -> None:
    long_necked(pen, colour, 0.2)


def eagle(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.blob([(0.5, 0.42), (0.5 + side * 0.22, 0.22), (0.5 + side * 0.5, 0.16),
                  (0.5 + side * 0.44, 0.36), (0.5 + side * 0.24, 0.54), (0.5, 0.62)],
                 darker(colour, 0.15))  # fmt: skip
    pen.polygon([(0.44, 0.7), (0.56, 0.7), (0.62, 0.94), (0.38, 0.94)], WHITE)
    pen.blob([(0.5, 0.3), (0.6, 0.46), (0.56, 0.8), (0.44, 0.8), (0.4, 0.46)], colour)
    pen.ellipse(0.5, 0.3, 0.085, 0.095, WHITE)
    pen.polygon([(0.55, 0.27), (0.66, 0.34), (0.55, 0.36)], _BEAK)
    pen.ellipse(0.53, 0.28, 0.014, 0.016, BLACK)


def butterfly(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.blob([(0.5, 0.46), (0.5 + side * 0.2, 0.12), (0.5 + side * 0.46, 0.1),
                  (0.5 + side * 0.46, 0.38), (0.5 + side * 0.24, 0.54)],
                 darker(colour, 0.45))  # fmt: skip
        pen.blob([(0.5, 0.48), (0.5 + side * 0.2, 0.18), (0.5 + side * 0.41, 0.16),
                  (0.5 + side * 0.41, 0.35), (0.5 + side * 0.22, 0.5)], colour)  # fmt: skip
        pen.blob([(0.5, 0.5), (0.5 + side * 0.3, 0.56), (0.5 + side * 0.36, 0.76),
                  (0.5 + side * 0.22, 0.88), (0.5 + side * 0.06, 0.7)],
                 darker(colour, 0.2))  # fmt: skip
        pen.ellipse(0.5 + side * 0.3, 0.28, 0.055, 0.055, lighter(colour, 0.6))
        pen.ellipse(0.5 + side * 0.22, 0.7, 0.045, 0.05, lighter(colour, 0.6))
        pen.line([(0.5, 0.3), (0.5 + side * 0.1, 0.12)], 0.014, BLACK)
    pen.ellipse(0.5, 0.5, 0.032, 0.24, BLACK)


def bee(pen: Pen, colour: Colour) -> None:
    for x, lean in ((0.42, -0.08), (0.56, 0.06)):
        pen.ellipse(x + lean, 0.3, 0.12, 0.18, (226, 240, 250), 0.85)
    pen.ellipse(0.48, 0.58, 0.32, 0.22, colour)
    for x in (0.32, 0.47, 0.62):
        tall = 0.22 * math.sqrt(max(0.0, 1 - ((x - 0.48) / 0.32) ** 2))
        pen.line([(x, 0.61 - tall), (x, 0.55 + tall)], 0.07, BLACK)
    pen.ellipse(0.8, 0.56, 0.12, 0.12, BLACK)
    pen.ellipse(0.84, 0.53, 0.03, 0.035, WHITE)
    pen.polygon([(0.17, 0.54), (0.06, 0.58), (0.17, 0.62)], BLACK)


def insect(pen: Pen, colour: Colour) -> None:
    for x in (0.3, 0.46, 0.62):
        for way in (-1, 1):
            foot = x + way * 0.14
            pen.line([(x, 0.66), (foot, 0.56), (foot + way * 0.06, 0.96)], 0.028, BLACK)
    pen.ellipse(0.3, 0.6, 0.24, 0.18, colour)
    pen.ellipse(0.57, 0.6, 0.13, 0.12, darker(colour, 0.2))
    pen.ellipse(0.76, 0.54, 0.13, 0.12, colour)
    for tip in (0.86, 0.97):
        pen.line([(0.8, 0.44), (tip, 0.24)], 0.018, BLACK)
    pen.ellipse(0.81, 0.51, 0.035, 0.04, WHITE)
    pen.ellipse(0.82, 0.51, 0.018, 0.02, BLACK)
    pen.line([(0.3, 0.43), (0.3, 0.77)], 0.012, BLACK)


def ladybird(pen: Pen, colour: Colour) -> None:
    for x in (0.3, 0.5, 0.7):
        pen.line([(x, 0.8), (x - 0.04, 0.98)], 0.04, BLACK)
    pen.ellipse(0.8, 0.66, 0.15, 0.16, BLACK)
    pen.blob([(0.08, 0.84), (0.14, 0.5), (0.44, 0.3), (0.72, 0.46), (0.82, 0.84)], colour)
    for x, y in ((0.3, 0.56), (0.5, 0.46), (0.46, 0.72), (0.66, 0.62), (0.24, 0.76)):
        pen.ellipse(x, y, 0.055, 0.055, BLACK)
    pen.ellipse(0.86, 0.62, 0.03, 0.03, WHITE)


def spider(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        for k in range(4):
            knee = (0.5 + side * (0.26 + 0.03 * k), 0.3 + 0.13 * k)
            pen.line([(0.5, 0.56), knee, (0.5 + side * 0.46, 0.5 + 0.15 * k)], 0.026, BLACK)
    pen.ellipse(0.5, 0.5, 0.2, 0.2, colour)
    pen.ellipse(0.5, 0.74, 0.12, 0.11, darker(colour, 0.2))
    for x in (0.46, 0.54):
        pen.ellipse(x, 0.76, 0.024, 0.026, WHITE)


def dragon(pen: Pen, colour: Colour) -> None:
    shade, gold = darker(colour, 0.3), (250, 204, 90)
    pen.line([(0.32, 0.72), (0.16, 0.84), (0.06, 0.72), (0.12, 0.58)], 0.07, colour)
    pen.polygon([(0.04, 0.6), (0.14, 0.42), (0.2, 0.6)], shade)
    pen.blob([(0.42, 0.52), (0.3, 0.2), (0.08, 0.1), (0.16, 0.28), (0.1, 0.4), (0.24, 0.44),
              (0.26, 0.56)], shade)  # fmt: skip
    for x in (0.36, 0.6):
        pen.line([(x, 0.74), (x + 0.02, 0.96)], 0.1, shade)
    pen.blob(
        [(0.28, 0.68), (0.44, 0.5), (0.62, 0.48), (0.7, 0.66), (0.6, 0.84), (0.4, 0.86)], colour
    )
    pen.blob([(0.46, 0.7), (0.64, 0.58), (0.68, 0.68), (0.58, 0.82), (0.46, 0.84)], gold)
    pen.line([(0.62, 0.6), (0.68, 0.42), (0.74, 0.28)], 0.13, colour)
    pen.blob([(0.66, 0.2), (0.78, 0.14), (0.98, 0.26), (0.97, 0.34), (0.8, 0.37), (0.68, 0.34)],
             colour)  # fmt: skip
    for x in (0.68, 0.75):
        pen.polygon([(x, 0.18), (x - 0.06, 0.02), (x + 0.05, 0.15)], gold)
    pen.blob([(0.5, 0.54), (0.5, 0.16), (0.3, 0.0), (0.44, 0.02), (0.62, 0.14), (0.7, 0.32),
              (0.6, 0.52)], darker(colour, 0.15))  # fmt: skip
    for x, y in ((0.44, 0.5), (0.53, 0.44), (0.6, 0.36)):
        pen.polygon([(x - 0.04, y + 0.03), (x, y - 0.06), (x + 0.05, y)], gold)
    pen.ellipse(0.8, 0.22, 0.026, 0.024, (252, 232, 120))
    pen.ellipse(0.805, 0.22, 0.01, 0.02, BLACK)
    for x in (0.42, 0.64):
        pen.ellipse(x, 0.96, 0.08, 0.035, colour)


FLYERS: dict[str, Kind] = {
    "bird": Kind(bird, "bird sparrow dove",
                 ((70, 120, 190), (240, 240, 240)), "swallow canary lark woodpecker", 0.36,
                 flies=True, head=(0.82, 0.4, 0.09)),
    "owl": Kind(owl, "owl", ((150, 108, 72),), head=(0.5, 0.06, 0.2), hand=(0.72, 0.74)),
    "penguin": Kind(penguin, "penguin", ((38, 44, 58),), home="snow", head=(0.5, 0.03, 0.17),
                    hand=(0.84, 0.7)),
    "duck": Kind(standing_bird, "duck duckling goose chick", ((250, 208, 72),), height=0.36,
                 head=(0.74, 0.15, 0.13)),
    "chicken": Kind(hen, "chicken hen", ((240, 236, 226), (178, 92, 48)), "",
        0.38,
                    head=(0.74, 0.12, 0.13)),
    "parrot": Kind(parrot, "parrot macaw", ((216, 48, 44),), "cockatoo", 0.38,
                   head=(0.52, 0.11, 0.15)),
    "swan": Kind(swan, "swan", (WHITE,), home="sea", head=(0.73, 0.17, 0.08)),
    "flamingo": Kind(flamingo, "flamingo", ((246, 130, 150),), "", 0.5,
                     head=(0.73, 0.0, 0.08)),
    "eagle": Kind(eagle, "eagle hawk falcon", ((110, 76, 50),), "vulture", flies=True,
                  head=(0.5, 0.21, 0.09)),
    "butterfly": Kind(butterfly, "butterfly moth", ((240, 132, 40), (70, 120, 220)), "", 0.3,
                      home="meadow", flies=True),
    "bee": Kind(bee, "bee bumblebee wasp honeybee", ((250, 200, 50),), "hornet", 0.28,
                home="meadow", flies=True),
    "insect": Kind(insect, "insect ant beetle bug", ((130, 70, 50),),
        "cockroach",
                   0.32),
    "ladybird": Kind(ladybird, "ladybird ladybug", ((216, 44, 40),), "", 0.28, home="meadow"),
    "spider": Kind(spider, "spider tarantula", ((64, 56, 70),), "", 0.32),
    "dragon": Kind(dragon, "dragon wyvern", ((58, 150, 84), (196, 52, 48)), "", 0.56,
                   0.5, head=(0.76, 0.16, 0.09)),
}  # fmt: skip
