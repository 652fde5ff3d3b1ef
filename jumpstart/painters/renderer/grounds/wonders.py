"""Paint places of travels and tales: an oasis, a Japanese garden, a haunted house, Atlantis."""

import math

from ..brush import swell
from ..things.plants import bare_tree, palm
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .places import desert
from .skies import View
from .waters import grass, underwater

_STONE: Colour = (150, 148, 146)


def oasis(view: View) -> None:
    """Palms around a pool between dunes."""
    desert(view)
    ink, top = Ink(view), view.horizon
    ink.oval(0.5, top + 0.17, 0.46, 0.1, (126, 170, 84))
    ink.oval(0.5, top + 0.18, 0.38, 0.075, (70, 166, 206))
    for k in range(5):
        x = 0.3 + 0.08 * k
        ink.line(
            [(x, top + 0.15 + 0.015 * k), (x + 0.08, top + 0.15 + 0.015 * k)],
            0.004,
            (200, 234, 246),
        )
    for x, foot, tall, flip in ((0.12, 0.18, 0.48, False), (0.26, 0.12, 0.34, True),
                                (0.74, 0.12, 0.36, False), (0.88, 0.19, 0.52, True)):  # fmt: skip
        ink.put(palm, x, top + foot, tall, (58, 150, 76), flip)


def japanese_garden(view: View) -> None:
    """A pond with a red bridge, a stone lantern, maples and a gate."""
    grass(view)
    ink, top = Ink(view), view.horizon
    for x, tall, hue in (
        (0.06, 0.46, (214, 70, 56)),
        (0.24, 0.34, (70, 140, 72)),
        (0.62, 0.32, (250, 186, 206)),
        (0.8, 0.36, (70, 140, 72)),
        (0.96, 0.5, (222, 112, 50)),
    ):
        ink.tree(x, top + 0.04, tall, hue)
    red = (206, 50, 44)
    for x in (0.36, 0.5):
        ink.box(x, top - 0.2, x + 0.022, top + 0.03, red)
    ink.box(0.33, top - 0.17, 0.55, top - 0.15, red)
    ink.poly(
        [(0.3, top - 0.24), (0.58, top - 0.24), (0.56, top - 0.205), (0.32, top - 0.205)],
        (60, 40, 44),
    )
    ink.oval(0.5, top + 0.19, 0.5, 0.13, (170, 164, 150))
    ink.oval(0.5, top + 0.19, 0.47, 0.115, (78, 156, 176))
    for x, y in ((0.2, 0.2), (0.3, 0.26), (0.66, 0.27), (0.8, 0.2)):
        ink.oval(x, top + y, 0.05, 0.016, (96, 160, 84))
        ink.oval(x, top + y - 0.01, 0.014, 0.012, (250, 190, 210))
    for x, y in ((0.44, 0.27), (0.56, 0.23)):
        ink.oval(x, top + y, 0.03, 0.01, (250, 130, 60))
    rail = [(0.24 + 0.065 * k, top + 0.18 - 0.12 * math.sin(math.pi * k / 8)) for k in range(9)]
    ink.line(rail, 0.035, (176, 40, 38))
    ink.line([(x, y - 0.07) for x, y in rail], 0.016, red)
    for x, y in rail:
        ink.line([(x, y), (x, y - 0.08)], 0.012, red)
    _lantern(ink, 0.88, top + 0.26)


def _lantern(ink: Ink, x: float, foot: float) -> None:
    ink.box(x - 0.05, foot - 0.02, x + 0.05, foot, _STONE)
    ink.box(x - 0.02, foot - 0.12, x + 0.02, foot, mix(_STONE, (80, 80, 84), 0.2))
    ink.box(x - 0.045, foot - 0.19, x + 0.045, foot - 0.12, _STONE)
    ink.lamp(x, foot - 0.155, 0.02, 0.022, (255, 226, 140))
    ink.poly(
        [
            (x - 0.08, foot - 0.18),
            (x + 0.08, foot - 0.18),
            (x + 0.02, foot - 0.24),
            (x - 0.02, foot - 0.24),
        ],
        mix(_STONE, (80, 80, 84), 0.3),
    )


def hot_spring(view: View) -> None:
    """A steaming pool between rocks."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    ink.land(swell(top - 0.16, 0.04, dice), (140, 156, 160))
    ink.land(swell(top - 0.04, 0.02, dice), (110, 146, 96))
    ink.land([top + 0.04] * 2, (130, 150, 96))
    ink.oval(0.5, top + 0.2, 0.52, 0.15, (206, 190, 160))
    ink.oval(0.5, top + 0.2, 0.48, 0.13, (110, 206, 216))
    ink.oval(0.5, top + 0.2, 0.34, 0.08, (60, 170, 206))
    for k in range(22):
        turn = math.tau * k / 22
        x, y, r = (
            0.5 + 0.5 * math.cos(turn),
            top + 0.2 + 0.145 * math.sin(turn),
            dice.uniform(0.03, 0.05),
        )
        ink.oval(x, y, r, 0.7 * r, mix(_STONE, (96, 90, 90), dice.random()))
    for _ in range(16):
        x, y = dice.uniform(0.2, 0.8), top + 0.2 - dice.uniform(0, 0.42)
        ink.shine(x, y, 0.12, (250, 252, 252), 0.4)


def atlantis(view: View) -> None:
    """Towers and domes on the bottom of the sea."""
    underwater(view)
    ink, dice, top = Ink(view), view.dice, 0.88
    for row in range(2):
        for k in range(6):
            x, tall = (k + dice.uniform(0.2, 0.8)) / 6, dice.uniform(0.2, 0.46) - 0.1 * row
            half, hue = dice.uniform(0.035, 0.06), mix((110, 150, 190), (170, 200, 206), 0.6 * row)
            foot = top + 0.05 * row
            ink.box(x - half, foot - tall, x + half, foot, hue)
            ink.box(x + 0.4 * half, foot - tall, x + half, foot, mix(hue, (30, 70, 120), 0.3))
            if k % 2:
                ink.oval(x, foot - tall, half, half, mix(hue, (250, 220, 140), 0.5))
            else:
                roof = [(x - 1.2 * half, foot - tall), (x, foot - tall - 2.4 * half)]
                ink.poly([*roof, (x + 1.2 * half, foot - tall)], mix(hue, (60, 120, 170), 0.5))
            for n in range(4):
                ink.lamp(x, foot - tall * (0.2 + 0.2 * n), 0.012, 0.016, (255, 232, 150))
    ink.land(swell(0.93, 0.01, dice), (110, 150, 160))


def haunted_house(view: View) -> None:
    """A crooked dark house with lit windows, bare trees and bats."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    ink.land(swell(top - 0.02, 0.03, dice), (96, 106, 104))
    ink.land(swell(top + 0.1, 0.02, dice), (76, 88, 80))
    wall, roof = (136, 122, 150), (88, 74, 108)
    ink.shine(0.5, top - 0.1, 0.5, (150, 140, 190), 0.45)
    ink.poly([(0.34, top + 0.1), (0.36, top - 0.2), (0.64, top - 0.2), (0.68, top + 0.1)], wall)
    ink.poly(
        [(0.58, top - 0.1), (0.59, top - 0.36), (0.7, top - 0.36), (0.7, top + 0.08)],
        mix(wall, (30, 26, 40), 0.2),
    )
    ink.poly([(0.31, top - 0.19), (0.4, top - 0.36), (0.58, top - 0.34), (0.66, top - 0.19)], roof)
    ink.poly([(0.56, top - 0.35), (0.64, top - 0.56), (0.73, top - 0.35)], roof)
    for x, y in ((0.42, 0.13), (0.53, 0.13), (0.645, 0.27), (0.645, 0.12), (0.41, -0.02)):
        ink.lamp(x, top - y, 0.024, 0.034, (255, 206, 90))
        ink.line([(x, top - y - 0.03), (x, top - y + 0.03)], 0.006, (40, 32, 48))
    ink.box(0.49, top - 0.02, 0.56, top + 0.1, (34, 28, 40))
    for x, tall, flip in ((0.12, 0.56, False), (0.9, 0.6, True)):
        ink.put(bare_tree, x, top + 0.14, tall, (58, 48, 60), flip)
    for x, y, size in (
        (0.2, 0.16, 0.05),
        (0.36, 0.1, 0.035),
        (0.84, 0.2, 0.04),
        (0.74, 0.08, 0.03),
    ):
        wing = (
            (-1, -0.3),
            (-0.5, 0.1),
            (-0.2, -0.1),
            (0, 0.25),
            (0.2, -0.1),
            (0.5, 0.1),
            (1, -0.3),
            (0.5, -0.35),
            (0.15, -0.2),
            (-0.15, -0.2),
            (-0.5, -0.35),
        )
        ink.poly([(x + a * size, y + b * size) for a, b in wing], (24, 20, 30))


def floating_island(view: View) -> None:
    """An island of rock in the air, with grass, trees and a fall of water."""
    ink, dice = Ink(view), view.dice
    for _ in range(16):
        x, y, r = dice.random(), dice.uniform(0.82, 1), dice.uniform(0.07, 0.13)
        ink.oval(x, y, 1.5 * r, r, (246, 250, 255))
    top, rock = view.horizon, (136, 110, 92)
    ink.poly(
        [
            (0.06, top),
            (0.94, top),
            (0.78, top + 0.14),
            (0.66, top + 0.2),
            (0.56, top + 0.36),
            (0.5, top + 0.28),
            (0.4, top + 0.32),
            (0.3, top + 0.18),
            (0.18, top + 0.12),
        ],
        rock,
    )
    ink.poly(
        [(0.6, top), (0.94, top), (0.78, top + 0.14), (0.66, top + 0.2), (0.58, top + 0.3)],
        mix(rock, (50, 40, 50), 0.35),
    )
    ink.box(0.72, top, 0.79, top + 0.36, (170, 218, 244))
    ink.oval(0.5, top, 0.46, 0.07, (104, 176, 84))
    ink.oval(0.5, top - 0.01, 0.44, 0.055, (130, 196, 98))
    for x, tall in ((0.18, 0.3), (0.3, 0.22), (0.84, 0.26)):
        ink.tree(x, top, tall, (70, 150, 70))


WONDERS: dict[str, Ground] = {
    "oasis": Ground(oasis, "oasis", 0.58),
    "japanese garden": Ground(japanese_garden, "", 0.56),
    "hot spring": Ground(hot_spring, "geyser onsen", 0.58),
    "atlantis": Ground(atlantis, "atlantis", 0.72),
    "haunted house": Ground(haunted_house, "", 0.62),
    "floating island": Ground(floating_island, "", 0.56, floor=0.02),
}
