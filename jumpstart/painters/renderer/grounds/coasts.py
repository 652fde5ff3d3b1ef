"""Paint shores and seas: reefs, icebergs, islands, cliffs, high waves, harbours, piers."""

import math

from ..brush import ridge
from ..things.plants import palm
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .places import peaks, sea
from .skies import View
from .waters import underwater

_SAND: Colour = (240, 214, 160)
_ICE: Colour = (232, 244, 252)


def reef(view: View) -> None:
    """Corals of many colours and a shoal of fish."""
    underwater(view)
    ink, dice = Ink(view), view.dice
    hues = ((240, 96, 110), (250, 160, 70), (226, 110, 190), (250, 206, 90), (150, 110, 220),
            (80, 200, 180))  # fmt: skip
    for row in range(2):
        for k in range(7):
            x, foot = (k + dice.uniform(0.1, 0.9)) / 7, 0.86 + 0.12 * row
            size, hue = dice.uniform(0.09, 0.14) + 0.03 * row, hues[(k + 3 * row) % 6]
            (_branches, _fan, _brain)[dice.randrange(3)](ink, x, foot, size, hue)
    for _ in range(9):
        x, y = dice.uniform(0.05, 0.95), dice.uniform(0.12, 0.55)
        hue = dice.choice(((250, 180, 60), (250, 120, 80), (240, 230, 110)))
        ink.oval(x, y, 0.022, 0.013, hue)
        ink.poly([(x - 0.018, y), (x - 0.038, y - 0.013), (x - 0.038, y + 0.013)], hue)
        ink.oval(x + 0.011, y - 0.003, 0.003, 0.003, (20, 20, 30))


def _branches(ink: Ink, x: float, foot: float, size: float, hue: Colour) -> None:
    for k in range(-2, 3):
        tip = (x + 0.4 * k * size, foot - size * (1.3 - 0.2 * abs(k)))
        mid = (x + 0.14 * k * size, foot - 0.5 * size)
        ink.line([(x, foot), mid, tip], 0.16 * size, mix(hue, (40, 30, 60), 0.08 * abs(k)))
        ink.oval(*tip, 0.1 * size, 0.1 * size, mix(hue, (255, 255, 255), 0.3))


def _fan(ink: Ink, x: float, foot: float, size: float, hue: Colour) -> None:
    ink.oval(x, foot - 0.6 * size, 0.75 * size, 0.65 * size, hue)
    for k in range(-3, 4):
        ends = [(x, foot), (x + 0.2 * k * size, foot - 1.1 * size + 0.05 * k * k * size)]
        ink.line(ends, 0.04 * size, mix(hue, (60, 20, 60), 0.35))


def _brain(ink: Ink, x: float, foot: float, size: float, hue: Colour) -> None:
    ink.oval(x, foot - 0.3 * size, 0.7 * size, 0.5 * size, mix(hue, (40, 40, 80), 0.15))
    for k in range(4):
        for n in (-1, 0, 1):
            at = x + 0.36 * n * size + 0.1 * size * (k % 2)
            ink.oval(at, foot - size * (0.6 - 0.16 * k), 0.12 * size, 0.06 * size,
                     mix(hue, (255, 255, 255), 0.3))  # fmt: skip


def icebergs(view: View) -> None:
    ink, dice = Ink(view), view.dice
    ridge(view.canvas, [view.horizon] * 2, view.light((150, 196, 216)), view.light((28, 88, 126)))
    for k, x in enumerate((0.16, 0.86, 0.52, 0.24)):
        if k == 3 and view.scene.things:
            break
        size = (0.2, 0.26, 0.34, 0.16)[k]
        _berg(ink, x + dice.uniform(-0.03, 0.03), view.horizon + (0.02, 0.05, 0.08, 0.3)[k], size)
    for _ in range(16):
        x, y = dice.random(), dice.uniform(view.horizon + 0.12, 1)
        r = 0.1 * (y - view.horizon + 0.1)
        ink.oval(x, y, r, 0.28 * r, _ICE)
        ink.oval(x, y + 0.14 * r, r, 0.2 * r, (160, 206, 228))
        ink.oval(x, y, r, 0.2 * r, _ICE)


def _berg(ink: Ink, x: float, foot: float, size: float) -> None:
    tops = ((-0.5, 0.1), (-0.34, 0.62), (-0.2, 0.55), (0.0, 1.0), (0.14, 0.66), (0.3, 0.74),
            (0.5, 0.12))  # fmt: skip
    ink.poly([(x + a * size, foot + 0.3 * b * size) for a, b in tops], (96, 170, 204), 0.55)
    ink.poly([(x + a * size, foot - b * size) for a, b in [*tops, (0.46, 0), (-0.46, 0)]], _ICE)
    shade = ((0.0, 1.0), (0.14, 0.66), (0.3, 0.74), (0.5, 0.12), (0.46, 0), (0.06, 0), (-0.06, 0.5))
    ink.poly([(x + a * size, foot - b * size) for a, b in shade], (166, 208, 232))
    ink.poly([(x + a * size, foot - b * size) for a, b in ((-0.34, 0.62), (-0.2, 0.55),
              (-0.26, 0.2), (-0.42, 0.16))], (202, 228, 244))  # fmt: skip
    ink.line([(x - 0.5 * size, foot), (x + 0.5 * size, foot)], 0.006, (240, 250, 255))


def glacier(view: View) -> None:
    """A wall of ice between mountains, and floes before it."""
    peaks(view, view.horizon - 0.42, 4, view.light((112, 128, 150)), capped=True)
    ink, dice = Ink(view), view.dice
    ink.poly([(0.34, 0.3), (0.62, 0.28), (1.05, view.horizon), (-0.05, view.horizon)], _ICE)
    for k in range(9):
        foot = -0.05 + 1.1 * k / 8
        ends = [(0.34 + 0.28 * k / 8, 0.3), (foot, view.horizon - 0.1)]
        ink.line(ends, 0.006, (176, 214, 236))
    for k in range(26):
        left, top = k / 26, view.horizon - 0.13 + dice.uniform(-0.02, 0.02)
        ink.poly([(left, view.horizon + 0.02), (left, top), (left + 0.024, top - 0.015),
                  (left + 0.04, top + 0.01), (left + 0.04, view.horizon + 0.02)],
                 mix(_ICE, (96, 176, 222), dice.uniform(0.15, 0.75)))  # fmt: skip
    ridge(view.canvas, [view.horizon + 0.02] * 2, view.light((140, 190, 206)),
          view.light((40, 104, 140)))  # fmt: skip
    for _ in range(14):
        x, y = dice.random(), dice.uniform(view.horizon + 0.06, 1)
        ink.oval(x, y, 0.12 * (y - view.horizon), 0.03 * (y - view.horizon), _ICE)


def island(view: View) -> None:
    """An island with palms, all around it the sea."""
    sea(view)
    ink, top = Ink(view), view.horizon + 0.1
    ink.oval(0.5, top + 0.13, 0.5, 0.13, (140, 216, 224))
    ink.oval(0.5, top + 0.11, 0.46, 0.11, _SAND)
    ink.oval(0.5, top + 0.04, 0.34, 0.07, (96, 168, 84))
    ink.oval(0.42, top, 0.2, 0.08, (74, 148, 76))
    for x, tall, flip in ((0.16, 0.34, True), (0.62, 0.42, False), (0.26, 0.4, False)):
        side = tall * ink.unit
        palm(view.pen(x * ink.width, (top + 0.06) * ink.height - side, side, flip), (58, 150, 76))


def island_from_above(view: View) -> None:
    ink, dice = Ink(view), view.dice
    ink.land([0.0] * 2, (20, 112, 176))
    for _ in range(60):
        x, y = dice.random(), dice.random()
        ink.line([(x, y), (x + 0.05, y - 0.012)], 0.005, (80, 168, 212), 0.5)
    turn, bumps = dice.uniform(0, 6), [dice.uniform(-0.12, 0.12) for _ in range(8)]
    for grow, hue in ((1.32, (44, 156, 200)), (1.16, (96, 210, 214)), (1.03, (226, 244, 240)),
                      (1.0, _SAND), (0.8, (88, 160, 78)), (0.52, (62, 132, 66))):  # fmt: skip
        rim = []
        for k in range(48):
            angle = math.tau * k / 48
            near = 1 + sum(b * math.sin((n + 2) * angle + turn) for n, b in enumerate(bumps[:4]))
            rim.append((0.5 + 0.33 * grow * near * math.cos(angle),
                        0.5 + 0.25 * grow * near * math.sin(angle)))  # fmt: skip
        ink.poly(rim, hue)
    for _ in range(46):
        angle, far = dice.uniform(0, math.tau), 0.2 * math.sqrt(dice.random())
        x, y, r = 0.5 + far * math.cos(angle), 0.5 + 0.75 * far * math.sin(angle), 0.024
        ink.oval(x + 0.008, y + 0.01, r, r, (36, 84, 48))
        ink.oval(x, y, r, r, dice.choice(((70, 144, 66), (96, 170, 78), (54, 120, 60))))
    ink.line([(0.14, 0.86), (0.08, 0.95)], 0.02, (206, 232, 240), 0.7)
    ink.poly([(0.15, 0.83), (0.165, 0.87), (0.13, 0.885), (0.125, 0.86)], (250, 250, 250))


def cliffs(view: View) -> None:
    """A rocky coast: cliffs, rocks in the surf, and the sea."""
    sea(view)
    ink, dice = Ink(view), view.dice
    for reach, top, foot in ((0.58, 0.4, view.horizon + 0.1), (0.42, 0.26, view.horizon + 0.24)):
        rock = mix((150, 130, 112), (112, 94, 84), 1 - reach)
        for k in range(7):
            y0, y1 = (top + (foot - top) * n / 7 for n in (k, k + 1))
            out = reach + 0.02 * k + dice.uniform(-0.02, 0.02)
            ink.poly([(0, y0), (out, y0), (out + 0.02, y1), (0, y1)],
                     mix(rock, (60, 50, 50), 0.1 * (k % 3)))  # fmt: skip
            ink.poly([(out - 0.05, y0), (out, y0), (out + 0.02, y1), (out - 0.02, y1)],
                     mix(rock, (50, 40, 46), 0.4))  # fmt: skip
        ink.poly([(0, top - 0.035), (reach - 0.03, top - 0.02), (reach + 0.01, top + 0.01),
                  (0, top + 0.02)], (112, 162, 84))  # fmt: skip
        _surf(ink, 0, reach + 0.2, foot)
    for _ in range(4):
        x, y = dice.uniform(0.62, 0.95), dice.uniform(view.horizon + 0.12, 0.9)
        r = 0.03 + 0.08 * (y - view.horizon)
        ink.poly([(x - r, y), (x - 0.6 * r, y - r), (x + 0.2 * r, y - 1.3 * r), (x + r, y)],
                 (104, 92, 88))  # fmt: skip
        _surf(ink, x - 1.3 * r, x + 1.3 * r, y)


def _surf(ink: Ink, left: float, right: float, y: float) -> None:
    count = max(4, round((right - left) / 0.04))
    for k in range(count):
        x = left + (right - left) * (k + 0.5) / count
        ink.oval(x, y + ink.dice.uniform(-0.015, 0.01), 0.03, 0.018, (244, 250, 252))


def waves(view: View) -> None:
    """A rough sea: waves with white crests, one behind another."""
    ink, dice = Ink(view), view.dice
    top = view.horizon - 0.12
    for k in range(6):
        hue = mix((78, 140, 170), (12, 58, 98), k / 5)
        y, high, turn = top + 0.1 * k, 0.02 + 0.016 * k, dice.uniform(0, math.tau)
        often = 3.2 - 0.3 * k
        crest = [y - high * (2 * abs(math.cos(math.pi * often * x / 60 + turn)) ** 3 - 0.5)
                 for x in range(61)]  # fmt: skip
        ink.land([at - 0.012 - 0.002 * k for at in crest], (240, 248, 252))
        ink.land(crest, hue)
        for x in range(0, 60, 2):
            if crest[x] < y - 0.6 * high:
                ink.oval(x / 60, crest[x], 0.008 + 0.005 * k, 0.006 + 0.004 * k, (240, 248, 252))
                ink.line([(x / 60, crest[x] + 0.02), (x / 60 + 0.03, crest[x] + 0.03 + 0.02 * k)],
                         0.005, mix(hue, (220, 240, 248), 0.5))  # fmt: skip


COASTS: dict[str, Ground] = {
    "reef": Ground(reef, "reef coral corals", 0.72, -0.06),
    "icebergs": Ground(icebergs, "iceberg", 0.5),
    "glacier": Ground(glacier, "glacier", 0.62),
    "island": Ground(island, "island", 0.5),
    "island from above": Ground(island_from_above, "", 0.62),
    "cliffs": Ground(cliffs, "cliff", 0.52),
    "waves": Ground(waves, "waves wave", 0.56, like="tsunami"),
}
