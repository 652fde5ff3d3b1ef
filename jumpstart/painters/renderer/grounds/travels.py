"""Paint landscapes that one knows by a landmark: Mount Fuji, the Great Wall, Stonehenge."""

import math
from itertools import pairwise

from ..brush import swell
from ..world import mix
from .ground import Ground
from .ink import Ink
from .places import conifers
from .skies import View


def fuji(view: View) -> None:
    """One wide mountain with snow on top, a lake, and blossoms before it."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    left = [(0.0, top), (0.26, top - 0.2), (0.42, top - 0.42)]
    ink.poly([*left, *[(1 - x, y) for x, y in left[::-1]]], (104, 124, 168))
    cap = [(0.34, top - 0.31), (0.42, top - 0.42), (0.58, top - 0.42), (0.66, top - 0.31)]
    teeth = [(0.6, top - 0.27), (0.56, top - 0.31), (0.5, top - 0.25), (0.45, top - 0.31)]
    ink.poly([*cap, *teeth, (0.4, top - 0.26)], (248, 250, 253))
    conifers(view, top - 0.05, 0.08, view.light((52, 98, 74)))
    ink.land([top] * 2, (92, 150, 196))
    for _ in range(14):
        x, y = dice.random(), dice.uniform(top + 0.02, top + 0.14)
        ink.line([(x, y), (x + 0.08, y)], 0.004, (196, 222, 238))
    ink.land(swell(top + 0.17, 0.012, dice), (120, 170, 92))
    for side in (0, 1):
        twig = [(float(side), 0.16), (abs(side - 0.2), 0.12), (abs(side - 0.36), 0.16)]
        ink.line(twig, 0.02, (92, 66, 58))
        for _ in range(26):
            x, y = dice.uniform(-0.02, 0.36), dice.uniform(0.02, 0.2)
            pink = mix((250, 176, 204), (255, 228, 238), dice.random())
            ink.oval(abs(side - x), y, 0.03, 0.026, pink)


def great_wall(view: View) -> None:
    """A wall with battlements and towers that winds over green hills."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    for k in range(4):
        green = mix((150, 180, 150), (74, 128, 66), k / 3)
        ink.land(swell(top - 0.22 + 0.1 * k, 0.05, dice), green)
    course = [(0.62 + 0.24 * math.sin(0.62 * k + 2.2) * (0.4 + 0.06 * k), top - 0.26 + 0.05 * k)
              for k in range(16)]  # fmt: skip
    for k, ((x0, y0), (x1, y1)) in enumerate(pairwise(course)):
        half, high = 0.008 + 0.006 * k, 0.02 + 0.009 * k
        walk = [(x0 - half, y0), (x0 + half, y0), (x1 + half, y1), (x1 - half, y1)]
        ink.poly(walk, (196, 182, 156))
        for n in range(4):
            x, y = x0 + (x1 - x0) * n / 4, y0 + (y1 - y0) * n / 4
            ink.box(x - half - 0.01, y - high, x - half + 0.004, y + 0.02, (166, 148, 122))
            ink.box(x + half - 0.004, y - high, x + half + 0.01, y + 0.02, (150, 132, 108))
    for k in (1, 5, 10):
        (x, y), size = course[k], 0.05 + 0.012 * k
        ink.box(x - size / 2, y - size, x + size / 2, y + 0.2 * size, (176, 158, 130))
        for n in range(4):
            left = x - size / 2 + size * n / 3.5
            ink.box(left, y - 1.16 * size, left + size / 7, y - size, (176, 158, 130))
        ink.box(x - size / 8, y - 0.6 * size, x + size / 8, y - 0.2 * size, (74, 62, 54))


def stonehenge(view: View) -> None:
    """A ring of standing stones, some with a stone across."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    ink.land(swell(top - 0.02, 0.015, dice), (138, 172, 96))
    ink.land([top + 0.04] * 2, (104, 156, 78))
    for row, (foot, size, count) in enumerate(((top + 0.04, 0.16, 6), (top + 0.2, 0.27, 4))):
        for k in range(count):
            if row and k in (1, 2) and view.scene.things:
                continue
            x, stone = (k + 0.5) / count, mix((156, 154, 150), (120, 120, 118), dice.random())
            for side in (-0.32, 0.32):
                at, half = x + side * size, 0.14 * size
                ink.box(at - half, foot - size, at + half, foot, stone)
                shade = mix(stone, (60, 60, 64), 0.3)
                ink.box(at + 0.3 * half, foot - size, at + half, foot, shade)
            if (k + row) % 3 != 2:
                pale = mix(stone, (240, 240, 236), 0.15)
                ink.box(x - 0.52 * size, foot - 1.2 * size, x + 0.52 * size, foot - size, pale)


TRAVELS: dict[str, Ground] = {
    "mount fuji": Ground(fuji, "fuji", 0.62),
    "great wall": Ground(great_wall, horizon=0.56),
    "stonehenge": Ground(stonehenge, "stonehenge", 0.6),
}
