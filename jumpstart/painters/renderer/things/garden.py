"""What people work with outdoors."""

import math

from ..brush import Pen, darker, lighter
from ..world import Colour

_WATER: Colour = (120, 190, 236)


def fishing_rod(pen: Pen, colour: Colour) -> None:
    """Draw a rod from the lower left, with its line down to a float and a fish."""
    pen.line([(0.0, 0.72), (0.4, 0.3), (0.86, 0.02)], 0.03, colour)
    pen.ellipse(0.1, 0.62, 0.05, 0.05, darker(colour, 0.5))
    pen.line([(0.86, 0.02), (0.92, 0.4), (0.9, 0.8)], 0.01, (236, 240, 246))
    pen.ellipse(0.9, 0.66, 0.03, 0.04, (220, 50, 50))
    fish = (236, 150, 60)
    pen.ellipse(0.9, 0.9, 0.055, 0.1, fish)
    pen.polygon([(0.9, 0.95), (0.82, 1.06), (0.98, 1.06)], darker(fish, 0.15))
    pen.ellipse(0.92, 0.85, 0.014, 0.014, (20, 24, 30))


def watering_can(pen: Pen, colour: Colour) -> None:
    turns = [math.pi * (0.6 + k / 9) for k in range(8)]
    pen.line([(0.2 + 0.16 * math.cos(t), 0.42 + 0.18 * math.sin(t)) for t in turns], 0.04,
             darker(colour, 0.25))  # fmt: skip
    pen.line([(0.5, 0.56), (0.76, 0.36)], 0.07, darker(colour, 0.15))
    pen.polygon([(0.7, 0.28), (0.84, 0.3), (0.78, 0.44)], darker(colour, 0.3))
    pen.polygon([(0.16, 0.26), (0.54, 0.26), (0.58, 0.68), (0.12, 0.68)], colour)
    pen.ellipse(0.35, 0.27, 0.19, 0.045, lighter(colour, 0.25))
    for k in range(4):
        for step in range(4):
            x, y = 0.86 + 0.045 * k + 0.02 * step, 0.34 + 0.06 * k + 0.16 * step
            pen.line([(x, y), (x + 0.015, y + 0.07)], 0.022, _WATER)
