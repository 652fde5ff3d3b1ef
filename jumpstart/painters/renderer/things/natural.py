"""What the woods, the weather and the table have besides."""

import math

from ..brush import Pen, arc, darker, lighter
from ..kind import Kind
from ..world import WHITE, Colour
from .fruit import apple, banana, grapes, pear, round_fruit
from .objects import bowl

_TWIG: Colour = (140, 98, 58)


def nest(pen: Pen, colour: Colour) -> None:
    for x in (0.34, 0.5, 0.66):
        pen.tilted(x, 0.5, 0.13, 0.1, 0.25, (150, 206, 220))
        for dx, dy in ((-0.03, -0.04), (0.03, 0.0), (0.0, 0.05)):
            pen.ellipse(x + dx, 0.48 + dy, 0.012, 0.012, (90, 110, 130))
    pen.blob([(0.04, 0.54), (0.5, 0.62), (0.96, 0.54), (0.86, 0.84), (0.5, 0.96), (0.14, 0.84)],
             colour)  # fmt: skip
    for k in range(18):
        x = 0.08 + 0.048 * k
        y = 0.6 + 0.055 * (k * 5 % 6)
        pen.line([(x - 0.1, y + 0.03 * (-1) ** k), (x + 0.12, y)], 0.016,
                 darker(colour, 0.12 * (k % 4)))  # fmt: skip
    for x, way in ((0.06, -1), (0.94, 1)):
        pen.line([(x, 0.58), (x + way * 0.08, 0.5)], 0.016, darker(colour, 0.2))


def snowflake(pen: Pen, colour: Colour) -> None:
    for k in range(6):
        turn = math.tau * k / 6
        dx, dy = math.cos(turn), math.sin(turn)
        pen.line([(0.5, 0.5), (0.5 + 0.46 * dx, 0.5 + 0.46 * dy)], 0.035, colour)
        for reach, long in ((0.2, 0.12), (0.32, 0.1)):
            x, y = 0.5 + reach * dx, 0.5 + reach * dy
            for side in (-1, 1):
                bent = turn + side * math.tau / 8
                tip = (x + long * math.cos(bent), y + long * math.sin(bent))
                pen.line([(x, y), tip], 0.026, colour)
    pen.ellipse(0.5, 0.5, 0.06, 0.06, lighter(colour, 0.6))


def tornado(pen: Pen, colour: Colour) -> None:
    for k in range(11):
        wide = 0.46 - 0.039 * k
        x = 0.5 + 0.05 * math.sin(1.1 * k)
        pen.ellipse(x, 0.06 + 0.088 * k, wide, 0.062, darker(colour, 0.12 * (k % 2)))
        pen.line(arc(x, 0.06 + 0.088 * k, 0.8 * wide, 0.04, 0.05, 0.45, 10), 0.012, lighter(colour))
    for x, y in ((0.3, 0.9), (0.72, 0.86), (0.2, 0.8), (0.8, 0.72), (0.64, 0.96)):
        pen.polygon([(x - 0.03, y), (x, y - 0.03), (x + 0.03, y + 0.02)], _TWIG)


def bucket(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.5, 0.34, 0.34, 0.32, 0.5, 1.0), 0.03, (120, 126, 138))
    pen.polygon([(0.14, 0.34), (0.86, 0.34), (0.74, 0.98), (0.26, 0.98)], colour)
    pen.polygon([(0.7, 0.34), (0.86, 0.34), (0.74, 0.98), (0.64, 0.98)], darker(colour, 0.18))
    pen.ellipse(0.5, 0.34, 0.36, 0.08, darker(colour, 0.3))
    pen.ellipse(0.5, 0.355, 0.32, 0.055, (130, 190, 230))
    pen.line([(0.19, 0.56), (0.81, 0.56)], 0.025, darker(colour, 0.2))


def fruit_bowl(pen: Pen, colour: Colour) -> None:
    """A bowl with an apple, an orange, a pear, grapes and a banana."""
    for draw, hue, left, top, side in (
        (pear, (170, 196, 70), 0.36, -0.02, 0.42), (banana, (250, 212, 70), 0.5, 0.1, 0.46),
        (apple, (206, 40, 44), 0.06, 0.14, 0.42), (round_fruit, (244, 146, 40), 0.34, 0.22, 0.38),
        (grapes, (122, 66, 150), 0.6, 0.28, 0.36)):  # fmt: skip
        draw(pen.inside(left, top, side), hue)
    bowl(pen, colour)


def crystal(pen: Pen, colour: Colour) -> None:
    for x, top, wide, lean in ((0.22, 0.4, 0.1, -0.1), (0.8, 0.36, 0.1, 0.12), (0.36, 0.2, 0.12,
            -0.05), (0.64, 0.14, 0.12, 0.06), (0.5, 0.02, 0.14, 0.0)):  # fmt: skip
        tip = (x + lean, top)
        left, right = (x - wide + 0.6 * lean, top + 0.2), (x + wide + 0.6 * lean, top + 0.2)
        low = (0.5 + 0.7 * (x - 0.5), 0.98)
        pen.polygon([tip, right, (low[0] + wide, 0.98), (low[0] - wide, 0.98), left], colour)
        pen.polygon([tip, right, (low[0] + wide, 0.98), low, (x + 0.6 * lean, top + 0.26)],
                    darker(colour, 0.22))  # fmt: skip
        pen.polygon([tip, left, (x + 0.6 * lean, top + 0.26)], lighter(colour, 0.5))
    pen.ellipse(0.5, 0.97, 0.46, 0.05, (110, 106, 116))
    for x, y in ((0.14, 0.2), (0.86, 0.1), (0.3, 0.06)):
        pen.line([(x - 0.04, y), (x + 0.04, y)], 0.012, WHITE)
        pen.line([(x, y - 0.05), (x, y + 0.05)], 0.012, WHITE)


NATURAL: dict[str, Kind] = {
    "nest": Kind(nest, "nest", (_TWIG,), "", 0.42, 0.5),
    "snowflake": Kind(snowflake, "snowflake", ((206, 232, 250),), "", 0.42, flies=True),
    "tornado": Kind(tornado, "tornado hurricane whirlwind", ((150, 156, 168),), "cyclone", 0.62),
    "bucket": Kind(bucket, "bucket pail", ((90, 150, 200), (206, 70, 60)), "", 0.38, 0.36),
    "fruit bowl": Kind(fruit_bowl, "fruit fruits", ((226, 222, 212),), "", 0.48, home="table"),
    "crystals": Kind(crystal, "crystal crystals amethyst quartz", ((160, 110, 220),), "", 0.44),
}  # fmt: skip
