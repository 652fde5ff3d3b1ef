"""Tools, and the small hardware of a workshop, a garden and a den of magic."""

import math

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .machines import rim, wheel

_STEEL: Colour = (180, 186, 196)
_WOOD: Colour = (160, 108, 62)
_IRON: Colour = (70, 74, 84)
_GOLD: Colour = (240, 196, 74)


def axe(pen: Pen, colour: Colour) -> None:
    pen.line([(0.24, 0.98), (0.66, 0.1)], 0.075, _WOOD)
    pen.blob([(0.54, 0.16), (0.74, 0.3), (0.96, 0.26), (0.92, 0.54), (0.76, 0.66), (0.66, 0.5),
              (0.5, 0.38)], colour)  # fmt: skip
    pen.line(curve([(0.97, 0.27), (0.93, 0.53), (0.77, 0.66)], closed=False), 0.03, WHITE)


def saw(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.36, 0.42), (1.0, 0.56), (1.0, 0.66), (0.34, 0.72)], colour)
    for k in range(13):
        x = 0.36 + 0.05 * k
        y = 0.715 - 0.004 * k
        pen.polygon([(x, y), (x + 0.05, y - 0.005), (x + 0.025, y + 0.05)], colour)
    pen.blob([(0.06, 0.36), (0.3, 0.34), (0.42, 0.44), (0.38, 0.74), (0.24, 0.8), (0.06, 0.7)],
             _WOOD)  # fmt: skip
    pen.blob([(0.15, 0.46), (0.26, 0.45), (0.28, 0.62), (0.17, 0.63)], darker(_WOOD, 0.6))


def wrench(pen: Pen, colour: Colour) -> None:
    pen.line([(0.24, 0.8), (0.66, 0.34)], 0.13, colour)
    for x, y, turn in ((0.74, 0.26, -0.13), (0.18, 0.86, 0.37)):
        pen.line(arc(x, y, 0.13, 0.13, turn + 0.12, turn + 0.88, 20), 0.1, colour)


def screwdriver(pen: Pen, colour: Colour) -> None:
    pen.line([(0.48, 0.54), (0.9, 0.1)], 0.05, _STEEL)
    pen.line([(0.86, 0.14), (0.93, 0.06)], 0.07, _STEEL)
    pen.line([(0.14, 0.9), (0.44, 0.58)], 0.18, colour)
    pen.line([(0.2, 0.82), (0.42, 0.58)], 0.03, darker(colour, 0.35))


def shovel(pen: Pen, colour: Colour) -> None:
    pen.line([(0.8, 0.1), (0.4, 0.62)], 0.06, _WOOD)
    pen.line([(0.72, 0.02), (0.9, 0.16)], 0.06, darker(_WOOD, 0.3))
    pen.blob([(0.3, 0.52), (0.52, 0.68), (0.42, 0.86), (0.14, 0.98), (0.12, 0.74)], colour)
    pen.line([(0.4, 0.64), (0.2, 0.88)], 0.016, darker(colour, 0.3))


def pickaxe(pen: Pen, colour: Colour) -> None:
    pen.line([(0.22, 0.98), (0.64, 0.24)], 0.075, _WOOD)
    pen.blob([(0.22, 0.24), (0.46, 0.1), (0.66, 0.16), (0.84, 0.36), (0.96, 0.66), (0.76, 0.44),
              (0.58, 0.3), (0.42, 0.24)], colour)  # fmt: skip


def rake(pen: Pen, colour: Colour) -> None:
    pen.line([(0.86, 0.04), (0.42, 0.68)], 0.05, _WOOD)
    pen.line([(0.2, 0.6), (0.58, 0.82)], 0.05, colour)
    for k in range(6):
        x, y = 0.21 + 0.073 * k, 0.61 + 0.042 * k
        pen.line([(x, y), (x - 0.06, y + 0.13)], 0.025, colour)


def ladder(pen: Pen, colour: Colour) -> None:
    for x in (0.3, 0.7):
        pen.line([(x, 0.0), (x, 1.0)], 0.055, colour)
    for k in range(7):
        pen.line([(0.3, 0.08 + 0.14 * k), (0.7, 0.08 + 0.14 * k)], 0.045, darker(colour, 0.18))


def wheelbarrow(pen: Pen, colour: Colour) -> None:
    pen.line([(0.0, 0.44), (0.24, 0.54), (0.84, 0.84)], 0.04, _WOOD)
    pen.line([(0.36, 0.76), (0.3, 0.98)], 0.045, _IRON)
    pen.polygon([(0.18, 0.36), (0.98, 0.36), (0.78, 0.74), (0.34, 0.74)], colour)
    pen.line([(0.16, 0.36), (1.0, 0.36)], 0.045, darker(colour, 0.25))
    for k in range(5):
        pen.ellipse(0.34 + 0.12 * k, 0.33 - 0.05 * (k % 2), 0.09, 0.075, (110, 76, 50))
    wheel(pen, 0.86, 0.86, 0.13)


def lock(pen: Pen, colour: Colour) -> None:
    pen.line([(0.28, 0.5), (0.28, 0.3), *arc(0.5, 0.3, 0.22, 0.22, 0.5, 1.0, 12), (0.72, 0.5)],
        0.09,
             _STEEL)  # fmt: skip
    pen.blob([(0.16, 0.5), (0.2, 0.45), (0.8, 0.45), (0.84, 0.5), (0.84, 0.92), (0.8, 0.97),
              (0.2, 0.97), (0.16, 0.92)], colour)  # fmt: skip
    pen.ellipse(0.5, 0.66, 0.075, 0.075, BLACK)
    pen.polygon([(0.47, 0.68), (0.53, 0.68), (0.56, 0.84), (0.44, 0.84)], BLACK)


def gear(pen: Pen, colour: Colour) -> None:
    for x, y in arc(0.5, 0.52, 0.39, 0.39, 0, 1, 10):
        pen.ellipse(x, y, 0.085, 0.085, colour)
    pen.ellipse(0.5, 0.52, 0.37, 0.37, colour)
    pen.ellipse(0.5, 0.52, 0.2, 0.2, darker(colour, 0.25))
    pen.ellipse(0.5, 0.52, 0.12, 0.12, (40, 44, 54))


def magnet(pen: Pen, colour: Colour) -> None:
    pen.line([(0.24, 0.84), (0.24, 0.46), *arc(0.5, 0.46, 0.26, 0.28, 0.5, 1.0, 16), (0.76, 0.84)],
             0.2, colour)  # fmt: skip
    for x in (0.24, 0.76):
        pen.box(x - 0.1, 0.74, x + 0.1, 0.96, _STEEL)


def scissors(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.polygon([(0.5 - side * 0.03, 0.56), (0.5 + side * 0.16, 0.0), (0.5 + side * 0.22, 0.1),
                     (0.5 + side * 0.04, 0.62)], _STEEL if side < 0 else darker(_STEEL,
            0.12))  # fmt: skip
        pen.line([(0.5, 0.56), (0.5 - side * 0.14, 0.74)], 0.05, colour)
        pen.line(arc(0.5 - side * 0.2, 0.84, 0.11, 0.13, 0, 1, 20), 0.055, colour)
    pen.ellipse(0.5, 0.57, 0.035, 0.035, (90, 96, 106))


def bomb(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.44, 0.62, 0.36, 0.36, colour)
    pen.line([(0.62, 0.34), (0.68, 0.26)], 0.16, darker(colour, 0.3))
    pen.line(curve([(0.68, 0.24), (0.78, 0.12), (0.9, 0.2)], closed=False), 0.03, (190, 160, 110))
    for x, y in arc(0.92, 0.2, 0.11, 0.11, 0, 1, 8):
        pen.glowing().line([(0.92, 0.2), (x, y)], 0.022, (255, 190, 60))
    pen.glowing().ellipse(0.92, 0.2, 0.04, 0.04, (255, 240, 170))
    pen.tilted(0.3, 0.5, 0.05, 0.1, 0.1, lighter(colour, 0.5))


def cannon(pen: Pen, colour: Colour) -> None:
    pen.line([(0.3, 0.62), (0.9, 0.36)], 0.22, colour)
    pen.line([(0.84, 0.38), (0.94, 0.34)], 0.28, darker(colour, 0.2))
    pen.ellipse(0.24, 0.64, 0.15, 0.14, colour)
    pen.ellipse(0.09, 0.7, 0.05, 0.05, colour)
    pen.line([(0.14, 0.94), (0.5, 0.7)], 0.08, _WOOD)
    rim(pen, 0.46, 0.78, 0.18, 0.045, _WOOD)
    for x, y in arc(0.46, 0.78, 0.18, 0.18, 0, 1, 8):
        pen.line([(0.46, 0.78), (x, y)], 0.022, _WOOD)
    for x, y in ((0.78, 0.94), (0.92, 0.94), (0.85, 0.83)):
        pen.ellipse(x, y, 0.065, 0.065, BLACK)


def crystal_ball(pen: Pen, colour: Colour) -> None:
    pen.glowing().ellipse(0.5, 0.42, 0.48, 0.46, lighter(colour, 0.3), 0.3)
    pen.polygon([(0.26, 0.78), (0.74, 0.78), (0.84, 1.0), (0.16, 1.0)], _GOLD)
    pen.ellipse(0.5, 0.42, 0.38, 0.38, colour)
    pen.ellipse(0.5, 0.44, 0.3, 0.28, lighter(colour, 0.25))
    spiral = [(0.48 + 0.012 * k * math.cos(0.5 * k), 0.44 + 0.012 * k * math.sin(0.5 * k))
              for k in range(18)]  # fmt: skip
    pen.line(spiral, 0.022, lighter(colour, 0.65))
    for x, y in ((0.32, 0.26), (0.66, 0.36), (0.56, 0.6)):
        pen.line([(x - 0.04, y), (x + 0.04, y)], 0.014, WHITE)
        pen.line([(x, y - 0.05), (x, y + 0.05)], 0.014, WHITE)


def cauldron(pen: Pen, colour: Colour) -> None:
    for x in (0.26, 0.7):
        pen.line([(x, 0.86), (x - 0.02, 1.0)], 0.07, colour)
    pen.blob([(0.1, 0.44), (0.9, 0.44), (0.94, 0.66), (0.76, 0.9), (0.5, 0.95), (0.24, 0.9),
              (0.06, 0.66)], colour)  # fmt: skip
    pen.ellipse(0.5, 0.42, 0.42, 0.1, darker(colour, 0.3))
    pen.ellipse(0.5, 0.42, 0.36, 0.075, (110, 220, 90))
    for x, y, size in ((0.34, 0.36, 0.07), (0.54, 0.34, 0.09), (0.68, 0.38, 0.055),
        (0.44, 0.2, 0.05),
                       (0.62, 0.14, 0.04), (0.36, 0.08, 0.03)):  # fmt: skip
        pen.ellipse(x, y, size, size, (140, 236, 110))
        pen.ellipse(x - 0.3 * size, y - 0.3 * size, 0.25 * size, 0.25 * size, WHITE)
    pen.tilted(0.24, 0.6, 0.03, 0.11, 0.04, lighter(colour, 0.3))


def broom(pen: Pen, colour: Colour) -> None:
    pen.line([(0.96, 0.04), (0.36, 0.62)], 0.05, _WOOD)
    pen.blob([(0.42, 0.5), (0.48, 0.6), (0.38, 0.84), (0.16, 1.0), (0.0, 0.94), (0.02, 0.74),
              (0.28, 0.56)], colour)  # fmt: skip
    for k in range(5):
        pen.line([(0.36, 0.64), (0.06 + 0.05 * k, 0.8 + 0.045 * k)], 0.012, darker(colour, 0.35))
    pen.line([(0.33, 0.53), (0.45, 0.65)], 0.04, (190, 50, 50))


def wand(pen: Pen, colour: Colour) -> None:
    pen.line([(0.12, 0.94), (0.62, 0.4)], 0.055, colour)
    pen.line([(0.12, 0.94), (0.3, 0.75)], 0.07, darker(colour, 0.4))
    star = [(0.7 + r * math.cos(math.tau * (k / 10 - 0.25)),
             0.3 + r * math.sin(math.tau * (k / 10 - 0.25))) for k, r in enumerate((0.24,
        0.1) * 5)]  # fmt: skip
    pen.glowing().polygon(star, (255, 216, 80))
    for x, y in ((0.4, 0.2), (0.94, 0.56), (0.5, 0.06), (0.98, 0.1), (0.84, 0.7)):
        pen.glowing().line([(x - 0.03, y), (x + 0.03, y)], 0.014, (255, 236, 150))
        pen.glowing().line([(x, y - 0.04), (x, y + 0.04)], 0.014, (255, 236, 150))


def lantern(pen: Pen, colour: Colour) -> None:
    pen.glowing().ellipse(0.5, 0.6, 0.5, 0.42, (255, 220, 130), 0.28)
    pen.line(arc(0.5, 0.22, 0.2, 0.2, 0.5, 1.0, 12), 0.03, colour)
    pen.polygon([(0.26, 0.34), (0.4, 0.2), (0.6, 0.2), (0.74, 0.34)], colour)
    pen.glowing().box(0.3, 0.34, 0.7, 0.86, (255, 232, 160))
    pen.glowing().blob([(0.5, 0.42), (0.59, 0.62), (0.5, 0.78), (0.41, 0.62)], (255, 160, 50))
    for x in (0.3, 0.5, 0.7):
        pen.line([(x, 0.34), (x, 0.86)], 0.026, colour)
    pen.polygon([(0.24, 0.86), (0.76, 0.86), (0.8, 0.98), (0.2, 0.98)], colour)


def torch(pen: Pen, colour: Colour) -> None:
    pen.glowing().ellipse(0.5, 0.28, 0.4, 0.36, (255, 200, 90), 0.28)
    pen.polygon([(0.38, 0.5), (0.62, 0.5), (0.54, 1.0), (0.46, 1.0)], colour)
    pen.polygon([(0.34, 0.44), (0.66, 0.44), (0.62, 0.56), (0.38, 0.56)], darker(colour, 0.35))
    pen.glowing().blob([(0.5, -0.04), (0.6, 0.14), (0.7, 0.3), (0.62, 0.48), (0.38, 0.48),
                        (0.3, 0.3), (0.4, 0.2)], (246, 120, 40))  # fmt: skip
    pen.glowing().blob([(0.5, 0.16), (0.58, 0.32), (0.5, 0.46), (0.42, 0.32)], (255, 220, 100))


_T = "table"
WORKSHOP: dict[str, Kind] = {
    "axe": Kind(axe, "axe hatchet tomahawk", (_STEEL,), "", 0.42),
    "saw": Kind(saw, "saw chainsaw handsaw", (_STEEL,), "", 0.4, home=_T),
    "wrench": Kind(wrench, "wrench spanner", (_STEEL,), "pliers", 0.4, home=_T),
    "screwdriver": Kind(screwdriver, "screwdriver", ((214, 60, 50),), "drill screw nail", 0.38,
                        home=_T),
    "shovel": Kind(shovel, "shovel spade trowel", (_STEEL,), "", 0.44),
    "pickaxe": Kind(pickaxe, "pickaxe", ((120, 126, 138),), "scythe", 0.44),
    "rake": Kind(rake, "rake", ((200, 60, 50),), "", 0.46, home="garden"),
    "ladder": Kind(ladder, "ladder stepladder", ((206, 156, 96),), "", 0.58),
    "wheelbarrow": Kind(wheelbarrow, "wheelbarrow", ((70, 150, 90),), "", 0.46, 0.36, "garden"),
    "lock": Kind(lock, "lock padlock", (_GOLD,), "", 0.36, home=_T),
    "gear": Kind(gear, "gear gears cog cogwheel", ((150, 156, 168),), "", 0.4),
    "magnet": Kind(magnet, "magnet", ((214, 44, 48),), "horseshoe", 0.36, home=_T),
    "scissors": Kind(scissors, "scissors", ((214, 50, 60),), "", 0.4, home=_T),
    "bomb": Kind(bomb, "bomb dynamite grenade", ((44, 46, 56),), "", 0.36),
    "cannon": Kind(cannon, "cannon", ((66, 70, 80),), "", 0.44),
    "crystal ball": Kind(crystal_ball, "", ((130, 90, 210),), "", 0.4, home=_T),
    "cauldron": Kind(cauldron, "cauldron", ((56, 58, 66),), "", 0.44, 0.42),
    "straw broom": Kind(broom, "broom broomstick", ((226, 176, 90),), "mop", 0.46),
    "wand": Kind(wand, "wand", ((70, 50, 90),), "", 0.4),
    "lantern": Kind(lantern, "lantern", ((70, 64, 66),), "", 0.4),
    "torch": Kind(torch, "torch", ((140, 90, 54),), "", 0.46),
}  # fmt: skip
