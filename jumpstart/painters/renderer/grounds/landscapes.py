"""Paint landscapes that fill the picture: hills, terraces, fields in rows, canyons, woods."""

import math
from dataclasses import replace

from ..brush import swell
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .places import peaks
from .seasons import leaves
from .skies import SKIES, View

_MIST: Colour = (226, 232, 238)


def hills(view: View) -> None:
    ink, top = Ink(view), view.horizon - 0.24
    for k in range(6):
        green = mix((168, 196, 170), (62, 128, 62), k / 5)
        crest = swell(top + 0.085 * k, 0.028, view.dice)
        ink.land(crest, green)
        for _ in range(5 if k > 1 else 0):
            x = view.dice.random()
            y, r = crest[int(48 * x)], 0.008 + 0.006 * k
            ink.oval(x, y, r, 1.2 * r, mix(green, (24, 62, 40), 0.5))
        if view.scene.weather == "fog":
            for n in range(5):
                ink.oval(n / 4, top + 0.085 * k + 0.07, 0.3, 0.045, _MIST, 0.5)


def terraces(view: View) -> None:
    """Rice terraces: steps of water and rice, with a hut and palms."""
    ink, dice = Ink(view), view.dice
    for k in range(2):
        ink.land(swell(0.22 + 0.07 * k, 0.03, dice), mix((140, 178, 178), (96, 150, 110), k))
    turn, lean = dice.uniform(0, math.tau), dice.choice((-0.05, 0.05))
    for k in range(11):
        y, reach = 0.33 + 0.018 * k + 0.0042 * k * k, 0.02 + 0.004 * k
        crest = [y + lean * (x / 24 - 1) + reach * (math.sin(0.19 * x + turn + 0.5 * k)
                 + 0.5 * math.sin(0.41 * x - 0.3 * k)) for x in range(49)]  # fmt: skip
        ink.land([at - 0.006 for at in crest], (196, 222, 118))
        ink.land(crest, (92, 82, 50))
        hue = ((118, 184, 74), (176, 214, 226), (84, 156, 66))[k % 3]
        ink.land([at + 0.012 + 0.001 * k for at in crest], hue)
        if k in (3, 6):
            x = dice.uniform(0.15, 0.85)
            _hut(ink, x, crest[int(48 * x)] + 0.01, 0.05 + 0.005 * k)


def _hut(ink: Ink, x: float, foot: float, size: float) -> None:
    ink.box(x - 0.5 * size, foot - 0.5 * size, x + 0.5 * size, foot, (150, 104, 64))
    ink.box(x - 0.1 * size, foot - 0.35 * size, x + 0.12 * size, foot, (80, 52, 36))
    roof = [(x - 0.8 * size, foot - 0.45 * size), (x, foot - 1.1 * size)]
    ink.poly([*roof, (x + 0.8 * size, foot - 0.45 * size)], (196, 164, 96))


def canyon(view: View) -> None:
    """Walls of layered rock on both sides, and a river between them."""
    ink, dice = Ink(view), view.dice
    rock = ((206, 104, 62), (232, 146, 88), (186, 84, 52), (240, 172, 112), (168, 72, 48))
    for x, wide, top in ((0.3, 0.2, 0.34), (0.62, 0.26, 0.3), (0.46, 0.12, 0.4)):
        for k, hue in enumerate(rock):
            y, grow = top + 0.07 * k, 0.012 * k
            ink.box(x - wide / 2 - grow, y, x + wide / 2 + grow, y + 0.08,
                    mix(hue, (226, 180, 160), 0.45))  # fmt: skip
    ink.land([view.horizon + 0.02] * 2, (214, 148, 92))
    river = [(0.5 + 0.05 * math.sin(0.8 * k), view.horizon + 0.02 + 0.04 * k, 0.012 + 0.013 * k)
             for k in range(11)]  # fmt: skip
    left, right = ([(x + side * half, y) for x, y, half in river] for side in (-1, 1))
    ink.poly([*left, *right[::-1]], (84, 168, 190))
    for depth, (reach, top) in enumerate(((0.36, 0.26), (0.24, 0.14), (0.12, 0.03))):
        foot = view.horizon + 0.05 + 0.1 * depth
        for k in range(8):
            y0, y1 = (top + (foot - top) * n / 8 for n in (k, k + 1))
            hue = mix(rock[(k + depth) % 5], (80, 30, 24), 0.07 * depth)
            for side in (0, 1):
                out = reach + 0.016 * k + dice.uniform(-0.012, 0.012)
                start, end = (0.0, out) if side == 0 else (1 - out, 1.0)
                ink.box(start, y0, end, y1 + 0.003, hue)
                edge = end - 0.02 if side == 0 else start
                ink.box(edge, y0, edge + 0.02, y1 + 0.003, mix(hue, (70, 26, 24), 0.35))


def valley(view: View) -> None:
    """A river between green slopes, and mountains behind."""
    bare = replace(view, tints=())
    far = mix(bare.light((112, 130, 168)), SKIES[view.time][2], 0.25)
    peaks(bare, view.horizon - 0.36, 4, far, capped=True)
    ink = Ink(view)
    ink.land([view.horizon - 0.02] * 2, (128, 180, 96))
    middle = [(0.5 + 0.1 * math.sin(0.9 * k + 0.4), view.horizon - 0.02 + 0.045 * k)
              for k in range(11)]  # fmt: skip
    wide = [0.006 + 0.012 * k + 0.0009 * k * k for k in range(11)]
    left = [(x - w, y) for (x, y), w in zip(middle, wide, strict=True)]
    right = [(x + w, y) for (x, y), w in zip(middle, wide, strict=True)]
    ink.poly([*left, *right[::-1]], (80, 160, 214))
    for k in range(3):
        top, low, hue = 0.42 + 0.13 * k, 0.66 + 0.13 * k, mix((110, 164, 92), (52, 116, 58), k / 2)
        end = 0.46 - 0.1 * k
        ink.poly([(0, top), (0.5 * end, top + 0.1), (end, low), (0, low + 0.03)], hue)
        ink.poly([(1, top), (1 - 0.5 * end, top + 0.1), (1 - end, low), (1, low + 0.03)], hue)
        for n in range(4):
            x, tall = 0.06 * n + 0.02, 0.05 + 0.02 * k
            for side in (x, 1 - x):
                _fir(ink, side, top + 0.14 + 0.02 * n, tall)


def _fir(ink: Ink, x: float, foot: float, tall: float) -> None:
    for k in range(3):
        top, half = foot - tall * (1 - 0.24 * k), tall * (0.16 + 0.06 * k)
        points = [(x, top), (x + half, top + 0.45 * tall), (x - half, top + 0.45 * tall)]
        ink.poly(points, mix((34, 92, 58), (14, 44, 30), 0.2 * k))


def bamboo(view: View) -> None:
    """Culms from edge to edge, with a path and rays of light."""
    ink, dice = Ink(view), view.dice
    ink.land([0.0] * 2, (206, 228, 150))
    ink.shine(0.5, 0.3, 0.6, (255, 252, 214), 0.7)
    for layer, count in enumerate((16, 13, 10)):
        for k in range(count):
            x = (k + dice.uniform(0.1, 0.9)) / count
            if layer == 2 and 0.3 < x < 0.7:
                continue
            hue = mix((166, 204, 116), (66, 132, 56), layer / 2)
            hue, wide = mix(hue, (206, 200, 90), dice.uniform(0, 0.3)), 0.012 + 0.011 * layer
            foot, lean = view.horizon + 0.02 + 0.07 * layer, dice.uniform(-0.02, 0.02)
            ink.line([(x, foot), (x + lean, -0.02)], wide, hue)
            for n in range(9):
                y = foot * (n + 0.5) / 9
                at = x + lean * (1 - y / foot)
                ink.line([(at - wide / 2, y), (at + wide / 2, y)], 0.005, (50, 92, 46))
                if n < 4 and k % 2 == n % 2:
                    reach = dice.choice((-0.07, 0.07))
                    ink.poly([(at, y), (at + 0.6 * reach, y - 0.03), (at + reach, y + 0.02)],
                             mix(hue, (40, 120, 50), 0.4))  # fmt: skip
        ink.land([view.horizon + 0.02 + 0.07 * layer] * 2, mix((150, 176, 92), (92, 128, 60),
                 layer / 2))  # fmt: skip
    ink.poly([(0.47, view.horizon + 0.02), (0.53, view.horizon + 0.02), (0.78, 1), (0.22, 1)],
             (206, 184, 136))  # fmt: skip
    for x in (0.3, 0.52, 0.74):
        ink.poly([(x, 0), (x + 0.07, 0), (x - 0.12, 0.9), (x - 0.26, 0.9)], (255, 255, 220), 0.16)


def blossoms(view: View) -> None:
    """An avenue of cherry trees."""
    ink, dice = Ink(view), view.dice
    ink.land(swell(view.horizon - 0.01, 0.01, dice), (150, 196, 110))
    avenue(ink, ((250, 190, 212), (246, 164, 196), (252, 214, 226)), (96, 70, 66))
    for _ in range(70):
        x, y = dice.random(), dice.uniform(view.horizon + 0.05, 1)
        ink.oval(x, y, 0.006, 0.004, (252, 214, 226))


def avenue(ink: Ink, hues: tuple[Colour, ...], bark: Colour = (104, 74, 50)) -> None:
    """A path between two rows of trees, which grow towards us."""
    top = ink.view.horizon
    if ink.view.scene.way is None:
        ink.poly([(0.48, top), (0.52, top), (0.8, 1.01), (0.2, 1.01)], (222, 204, 172))
        ink.poly([(0.49, top), (0.51, top), (0.72, 1.01), (0.28, 1.01)], (232, 216, 188))
    for k in range(6):
        near = (k / 5) ** 1.6
        for side in (-1, 1):
            x, tall = 0.5 + side * (0.07 + 0.4 * near), 0.17 + 0.56 * near
            ink.tree(x, top + 0.03 + 0.24 * near, tall, hues[(k + side) % len(hues)], bark)


def park(view: View) -> None:
    """A lawn with a path, trees, a bench and a lamp."""
    ink, dice = Ink(view), view.dice
    ink.land(swell(view.horizon - 0.03, 0.02, dice), (128, 180, 92))
    hues = leaves(view)
    for k in range(9):
        ink.tree((k + dice.uniform(0.2, 0.8)) / 9, view.horizon, dice.uniform(0.16, 0.24),
                 hues[k % len(hues)])  # fmt: skip
    ink.land([view.horizon + 0.02] * 2, (104, 168, 78))
    path = [(0.52 + 0.13 * math.sin(3.6 * k / 10 + 0.4), view.horizon + 0.02 + 0.04 * k)
            for k in range(11)]  # fmt: skip
    if view.scene.way is None:
        edge = [(x - 0.02 - 0.017 * k, y) for k, (x, y) in enumerate(path)]
        edge += [(x + 0.02 + 0.017 * k, y) for k, (x, y) in enumerate(path)][::-1]
        ink.poly(edge, (226, 206, 166))
    for side, foot, tall in ((0.06, 0.78, 0.56), (0.95, 0.82, 0.62), (0.2, 0.7, 0.36)):
        ink.tree(side, foot, tall, hues[int(10 * side) % len(hues)])
    bench(ink, 0.8, 0.8)
    ink.line([(0.3, 0.8), (0.3, 0.52)], 0.012, (50, 54, 60))
    ink.lamp(0.3, 0.5, 0.022, 0.026, (255, 240, 190))


def leafy_forest(view: View) -> None:
    """Trees with round crowns, in the colours of the season."""
    ink, dice, hues = Ink(view), view.dice, leaves(view)
    ink.land([view.horizon] * 2, mix(hues[0], (50, 50, 40), 0.5))
    for row in range(3):
        count = 12 - 2 * row
        for k in range(count):
            x = (k + dice.uniform(0.2, 0.8)) / count
            hue = mix(hues[dice.randrange(len(hues))], (90, 80, 70), 0.3 - 0.15 * row)
            foot, tall = view.horizon + 0.02 + 0.05 * row, dice.uniform(0.28, 0.36) + 0.06 * row
            ink.tree(x, foot, tall, hue, (92, 68, 50))
    ink.land(swell(view.horizon + 0.1, 0.012, dice), (126, 140, 74))
    for _ in range(60):
        x, y = dice.random(), dice.uniform(view.horizon + 0.12, 1)
        ink.oval(x, y, 0.01, 0.006, hues[dice.randrange(len(hues))])


def bench(ink: Ink, x: float, foot: float) -> None:
    if not ink.view.shows("chair"):
        return
    for y in (foot - 0.1, foot - 0.075, foot - 0.045):
        ink.box(x - 0.1, y, x + 0.1, y + 0.016, (150, 96, 56))
    for side in (-0.085, 0.075):
        ink.box(x + side, foot - 0.1, x + side + 0.012, foot, (60, 56, 58))


LANDSCAPES: dict[str, Ground] = {
    "hills": Ground(hills, "hill"),
    "rice terraces": Ground(terraces, "terraces", 0.66),
    "canyon": Ground(canyon, "canyon gorge ravine badlands mesa", 0.66),
    "valley": Ground(valley, "valley"),
    "bamboo forest": Ground(bamboo, horizon=0.7),
    "cherry avenue": Ground(blossoms, horizon=0.6),
    "leafy forest": Ground(leafy_forest, horizon=0.64),
    "park": Ground(park, "park", 0.58),
}
