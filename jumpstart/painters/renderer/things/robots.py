"""Robots."""

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import Colour


def robot(pen: Pen, colour: Colour) -> None:
    shade = darker(colour, 0.25)
    pen.line([(0.5, 0.14), (0.5, 0.03)], 0.025, shade)
    pen.glowing().ellipse(0.5, 0.03, 0.035, 0.035, (236, 70, 60))
    for x in (0.42, 0.58):
        pen.box(x - 0.05, 0.74, x + 0.05, 0.94, shade)
        pen.box(x - 0.08, 0.92, x + 0.09, 1.0, darker(colour, 0.4))
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.2, 0.48), (0.5 + side * 0.3, 0.56), (0.5 + side * 0.29, 0.68)],
            0.07,
                 shade)  # fmt: skip
        pen.ellipse(0.5 + side * 0.29, 0.7, 0.055, 0.055, darker(colour, 0.4))
        pen.box(0.5 + side * 0.23 - 0.03, 0.22, 0.5 + side * 0.23 + 0.03, 0.32, shade)
    pen.box(0.44, 0.38, 0.56, 0.46, shade)
    pen.box(0.29, 0.43, 0.71, 0.76, colour)
    pen.box(0.29, 0.7, 0.71, 0.76, shade)
    pen.box(0.37, 0.5, 0.63, 0.64, (44, 54, 78))
    for k, hue in enumerate(((236, 80, 70), (250, 206, 70), (90, 206, 120))):
        pen.glowing().ellipse(0.43 + 0.07 * k, 0.57, 0.025, 0.025, hue)
    pen.box(0.28, 0.13, 0.72, 0.4, lighter(colour, 0.15))
    pen.box(0.33, 0.18, 0.67, 0.36, (44, 54, 78))
    for x in (0.42, 0.58):
        pen.glowing().ellipse(x, 0.255, 0.045, 0.045, (110, 230, 250))
    pen.line([(0.44, 0.33), (0.56, 0.33)], 0.014, (110, 230, 250))


def insect_robot(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        for k in range(3):
            root, knee = (0.5, 0.54 + 0.09 * k), (0.5 + side * 0.36, 0.42 + 0.13 * k)
            pen.line([root, knee, (0.5 + side * 0.44, 0.66 + 0.15 * k)], 0.04, darker(colour, 0.35))
            pen.ellipse(*knee, 0.035, 0.035, lighter(colour, 0.3))
        pen.line([(0.5 + side * 0.08, 0.14), (0.5 + side * 0.2, -0.02), (0.5 + side * 0.3, 0.0)],
            0.022,
                 darker(colour, 0.35))  # fmt: skip
    robot(pen, colour)
    for side in (-1, 1):
        pen.glowing().ellipse(0.5 + side * 0.13, 0.25, 0.09, 0.1, (236, 70, 60))
        pen.glowing().ellipse(0.5 + side * 0.11, 0.22, 0.03, 0.03, (255, 190, 180))


ROBOTS: dict[str, Kind] = {
    "robot": Kind(robot, "robot android cyborg mecha droid mech", ((160, 172, 188), (108, 152,
        186)),
                  "automaton", 0.5, head=(0.5, 0.13, 0.2), hand=(0.79, 0.7)),
    "insect robot": Kind(insect_robot, "", ((140, 160, 130),), height=0.5, head=(0.5, 0.13, 0.2),
                         hand=(0.84, 0.62)),
}  # fmt: skip
