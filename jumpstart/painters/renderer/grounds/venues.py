"""Paint halls and works: stage, throne room, dungeon, greenhouse, hospital, shop, factory."""

import math

from ..things.furniture import bed
from ..things.plants import houseplant, palm
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .rooms import walls, window
from .skies import View

_STONE: Colour = (124, 122, 130)
_HUES: tuple[Colour, ...] = ((226, 70, 66), (70, 130, 210), (250, 200, 70), (90, 170, 90),
                             (170, 90, 190))  # fmt: skip


def stage(view: View) -> None:
    """Red curtains, a wooden floor, spotlights and the heads of those who watch."""
    ink, top = Ink(view), view.horizon
    ink.land([0.0] * 2, (52, 30, 46))
    ink.land([top] * 2, (186, 130, 82))
    for k in range(9):
        ink.line([(0.1 + 0.1 * k, top), (-0.3 + 0.2 * k, 0.92)], 0.003, (140, 92, 56))
    for x, end in ((0.3, 0.36), (0.7, 0.64)):
        ink.poly(
            [(x - 0.02, 0), (x + 0.02, 0), (end + 0.2, 0.86), (end - 0.2, 0.86)],
            (255, 246, 200),
            0.2,
        )
    ink.oval(0.5, 0.82, 0.36, 0.07, (255, 240, 190), 0.4)
    for side in (0, 1):
        for k in range(6):
            red = mix((190, 26, 40), (110, 10, 26), (k % 2) * 0.8)
            a, b = 0.046 * k, 0.046 * (k + 1)
            points = [(a, 0), (b, 0), (b * (1 - 0.3 * k / 6), 0.5), (b, 0.92), (a, 0.92),
                      (a * (1 - 0.3 * k / 6), 0.5)]  # fmt: skip
            ink.poly([(1 - x if side else x, y) for x, y in points], red)
        gold = [(0, 0.52), (0.2, 0.5), (0.2, 0.53), (0, 0.55)]
        ink.poly([(1 - x if side else x, y) for x, y in gold], (236, 186, 70))
    for k in range(12):
        x = (k + 0.5) / 12
        ink.oval(x, 0.05, 0.06, 0.1, mix((200, 30, 44), (120, 12, 28), 0.7 * (k % 2)))
        ink.oval(x, 0.145, 0.05, 0.012, (236, 186, 70))
    ink.box(0, 0.9, 1, 1, (60, 36, 40))
    for k in range(9):
        ink.oval((k + 0.5) / 9, 1.0, 0.04, 0.055, (30, 22, 32))


def greenhouse(view: View) -> None:
    """A roof of glass over beds of plants."""
    ink, top = Ink(view), view.horizon
    ink.land([0.0] * 2, (196, 226, 240))
    ink.land([0.5] * 2, (160, 204, 150))
    frame = (240, 248, 246)
    for k in range(11):
        ink.line([(k / 10, 0.2), (k / 10, top)], 0.01, frame)
        ink.line([(0.5, -0.06), (k / 10, 0.2)], 0.01, frame)
    for y in (0.2, 0.36, 0.5):
        ink.line([(0, y), (1, y)], 0.012, frame)
    ink.line([(0, 0.1), (0.5, -0.1), (1, 0.1)], 0.012, frame)
    ink.land([top] * 2, (170, 140, 108))
    ink.poly([(0.45, top), (0.55, top), (0.74, 1), (0.26, 1)], (222, 206, 180))
    for side in (0, 1):
        ink.put(palm, 0.1 if side == 0 else 0.9, top + 0.12, 0.62, (58, 150, 76), side == 1)
        for row in range(4):
            y, size = top + 0.06 + 0.11 * row, 0.17 + 0.06 * row
            for k in range(3):
                x = 0.02 + (0.15 - 0.035 * row) * k
                _pot_plant(ink, 1 - x if side else x, y, size, flowers=(k + row) % 2 == 0)


def _pot_plant(ink: Ink, x: float, y: float, size: float, *, flowers: bool) -> None:
    dice = ink.dice
    ink.put(houseplant, x, y + 0.02, size, mix((60, 150, 76), (130, 180, 70), dice.random()))
    for _ in range(3 if flowers else 0):
        across, up = dice.uniform(-0.3, 0.3) * size, dice.uniform(0.3, 0.9) * size
        hue = dice.choice(((240, 90, 130), (250, 180, 60), (190, 110, 220)))
        ink.oval(x + across, y - up, 0.09 * size, 0.09 * size, hue)


def hospital(view: View) -> None:
    """A bed, a drip, a screen with a pulse and a red cross."""
    walls(view, (222, 238, 240), (196, 210, 214))
    ink, top = Ink(view), view.horizon
    window(view, (0.06 * ink.width, 0.12 * ink.height, 0.28 * ink.width, 0.4 * ink.height))
    ink.box(0.43, 0.12, 0.57, 0.26, (250, 250, 250))
    ink.box(0.485, 0.135, 0.515, 0.245, (220, 40, 50))
    ink.box(0.445, 0.175, 0.555, 0.205, (220, 40, 50))
    ink.box(0, top - 0.12, 1, top - 0.1, (150, 200, 206))
    if view.shows("bed"):
        ink.put(bed, 0.78, top + 0.14, 0.46, (150, 206, 214))
    ink.line([(0.56, top + 0.12), (0.56, 0.34)], 0.01, (170, 178, 186))
    ink.line([(0.53, 0.35), (0.59, 0.35)], 0.01, (170, 178, 186))
    ink.box(0.51, 0.36, 0.55, 0.45, (190, 226, 246))
    ink.box(0.7, 0.24, 0.92, 0.4, (60, 68, 80))
    ink.box(0.715, 0.255, 0.905, 0.385, (20, 40, 44))
    pulse = [(0.72, 0.33), (0.77, 0.33), (0.785, 0.28), (0.8, 0.37), (0.815, 0.33), (0.9, 0.33)]
    ink.draw.line(ink.at(pulse), fill=(90, 250, 150), width=ink.unit // 120)


def shop(view: View) -> None:
    """Shelves full of goods and a counter with a till."""
    walls(view, (240, 226, 196), (206, 186, 160))
    ink, dice, top = Ink(view), view.dice, view.horizon
    for row in range(4):
        y = 0.16 + 0.125 * row
        ink.box(0.03, y, 0.97, y + 0.016, (150, 110, 76))
        x = 0.05
        while x < 0.93:
            wide, tall, hue = (
                dice.uniform(0.025, 0.055),
                dice.uniform(0.05, 0.09),
                dice.choice(_HUES),
            )
            if dice.random() < 0.4:
                ink.oval(x + wide / 2, y - 0.5 * wide, wide / 2, wide / 2, hue)
            else:
                ink.box(x, y - tall, x + wide, y, hue)
                ink.box(x, y - 0.7 * tall, x + wide, y - 0.4 * tall, (250, 246, 236))
            x += wide + 0.006
    ink.box(0.54, top - 0.02, 1, top + 0.2, (170, 120, 80))
    ink.box(0.52, top - 0.04, 1, top, (226, 200, 160))
    ink.box(0.78, top - 0.12, 0.92, top - 0.04, (80, 86, 96))
    ink.box(0.8, top - 0.18, 0.9, top - 0.12, (150, 210, 190))


def studio(view: View) -> None:
    """A painter's studio: an easel with a picture, paints, canvases on the wall."""
    walls(view, (236, 228, 214), (176, 140, 106))
    ink, dice, top = Ink(view), view.dice, view.horizon
    window(view, (0.05 * ink.width, 0.08 * ink.height, 0.3 * ink.width, 0.46 * ink.height))
    for x, y, size in ((0.42, 0.14, 0.1), (0.55, 0.1, 0.13), (0.9, 0.12, 0.1), (0.44, 0.34, 0.12)):
        ink.box(x - size / 2, y, x + size / 2, y + 1.1 * size, (250, 248, 240))
        for _ in range(5):
            ink.oval(
                x + dice.uniform(-0.3, 0.3) * size,
                y + dice.uniform(0.2, 0.9) * size,
                0.16 * size,
                0.12 * size,
                dice.choice(_HUES),
            )
    for ends in (
        [(0.76, 0.16), (0.66, top + 0.2)],
        [(0.76, 0.16), (0.88, top + 0.2)],
        [(0.76, 0.16), (0.77, top + 0.12)],
    ):
        ink.line(ends, 0.018, (150, 104, 66))
    ink.box(0.62, 0.24, 0.92, 0.58, (252, 250, 244))
    ink.box(0.635, 0.255, 0.905, 0.44, (150, 200, 236))
    ink.box(0.635, 0.44, 0.905, 0.565, (110, 170, 90))
    ink.oval(0.84, 0.32, 0.03, 0.03, (250, 210, 80))
    ink.poly([(0.66, 0.44), (0.74, 0.33), (0.82, 0.44)], (120, 110, 150))
    ink.box(0.6, 0.58, 0.94, 0.6, (130, 88, 56))
    ink.box(0.06, top - 0.02, 0.34, top + 0.01, (160, 112, 72))
    for x in (0.08, 0.3):
        ink.box(x, top, x + 0.02, top + 0.16, (130, 90, 60))
    for k in range(5):
        x = 0.1 + 0.05 * k
        ink.box(x - 0.015, top - 0.08, x + 0.015, top - 0.02, _HUES[k])
        ink.line([(x, top - 0.08), (x + 0.01, top - 0.15)], 0.005, (120, 80, 50))
    for _ in range(26):
        ink.oval(
            dice.uniform(0.3, 1), dice.uniform(top + 0.1, 0.98), 0.008, 0.005, dice.choice(_HUES)
        )


def factory(view: View) -> None:
    """An old hall with broken windows, pipes, gears and a conveyor belt."""
    walls(view, (150, 128, 112), (120, 114, 110))
    ink, dice, top = Ink(view), view.dice, view.horizon
    for k in range(48):
        x, y = 0.06 + 0.32 * (k // 16) + 0.06 * (k % 4), 0.1 + 0.09 * (k % 16 // 4)
        ink.box(x - 0.006, y - 0.008, x + 0.06, y + 0.09, (84, 76, 74))
        ink.box(x, y, x + 0.054, y + 0.082, (176, 206, 216))
        if dice.random() < 0.4:
            hole = ((0.01, 0.02), (0.03, 0.005), (0.05, 0.04), (0.035, 0.07), (0.015, 0.06))
            ink.poly([(x + a, y + b) for a, b in hole], (40, 44, 52))
    for y, hue in ((0.04, (170, 96, 60)), (0.52, (120, 130, 140))):
        ink.line([(0, y), (1, y)], 0.026, hue)
        for k in range(5):
            ink.box(0.1 + 0.2 * k, y - 0.02, 0.12 + 0.2 * k, y + 0.02, mix(hue, (40, 40, 46), 0.4))
    for x, size in ((0.84, 0.12), (0.97, 0.08)):
        for k in range(8):
            turn = math.tau * k / 8
            across, up = 0.9 * size * math.cos(turn), 0.9 * size * math.sin(turn)
            ink.oval(x + across, top + up, 0.2 * size, 0.2 * size, (96, 90, 92))
        ink.oval(x, top, 0.86 * size, 0.86 * size, (96, 90, 92))
        ink.oval(x, top, 0.3 * size, 0.3 * size, (150, 144, 140))
    ink.box(0, top + 0.02, 0.62, top + 0.07, (60, 60, 66))
    for k in range(7):
        ink.oval(0.05 + 0.09 * k, top + 0.08, 0.024, 0.024, (140, 144, 150))
    for k in range(4):
        ink.box(0.06 + 0.14 * k, top - 0.06, 0.13 + 0.14 * k, top + 0.02, (196, 150, 96))


VENUES: dict[str, Ground] = {
    "stage": Ground(stage, "stage theatre theater", 0.66, like="concert opera"),
    "greenhouse": Ground(greenhouse, "greenhouse", 0.6),
    "hospital": Ground(hospital, "hospital clinic", 0.62),
    "shop": Ground(shop, "shop store supermarket", 0.64, like="pharmacy"),
    "studio": Ground(studio, "studio atelier", 0.62),
    "factory": Ground(factory, "factory warehouse", 0.62),
}
