"""Paint where people go for fun: stadiums, playgrounds, camps, fairs, pools."""

import math

from ..brush import swell
from ..things.buildings import tent
from ..things.furniture import fire
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .places import conifers, meadow, mountains
from .seasons import leaves
from .skies import View

_HUES: tuple[Colour, ...] = ((214, 60, 62), (60, 120, 200), (246, 190, 60), (80, 160, 90),
                             (170, 90, 180))  # fmt: skip
_WOOD: Colour = (146, 104, 68)


def stadium(view: View) -> None:
    """A green pitch with lines and goals between full stands."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    ink.poly([(0, 0.16), (0.5, 0.28), (1, 0.16), (1, top), (0, top)], (120, 126, 140))
    for _ in range(700):
        x, y = dice.random(), dice.uniform(0.25, top - 0.02)
        if y > 0.27 - 0.24 * abs(x - 0.5):
            ink.oval(x, y, 0.008, 0.009, dice.choice((*_HUES, (240, 240, 240), (236, 190, 156))))
    ink.poly([(0, 0.1), (0.5, 0.24), (1, 0.1), (1, 0.17), (0.5, 0.29), (0, 0.17)], (206, 212, 222))
    for x in (0.06, 0.94):
        ink.line([(x, 0.2), (x, 0.05)], 0.012, (130, 136, 146))
        ink.box(x - 0.05, 0.03, x + 0.05, 0.08, (250, 250, 236))
        ink.shine(x, 0.055, 0.12, (255, 255, 236), 0.5)
    ink.box(0, top - 0.04, 1, top, (40, 70, 140))
    for k in range(8):
        y0, y1 = (top + (1.01 - top) * (n / 8) ** 1.4 for n in (k, k + 1))
        ink.box(0, y0, 1, y1, ((74, 160, 74), (92, 178, 88))[k % 2])
    white = (246, 250, 246)
    ink.line([(0.12, top + 0.03), (0.88, top + 0.03)], 0.006, white)
    ink.line([(0.12, top + 0.03), (-0.1, 1)], 0.01, white)
    ink.line([(0.88, top + 0.03), (1.1, 1)], 0.01, white)
    ink.line(
        [(0.3, top + 0.03), (0.26, top + 0.12), (0.74, top + 0.12), (0.7, top + 0.03)], 0.006, white
    )
    _goal(ink, top)


def _goal(ink: Ink, top: float) -> None:
    for k in range(9):
        x = 0.4 + 0.025 * k
        ink.line([(x, top - 0.1), (x, top + 0.03)], 0.002, (240, 240, 240), 0.6)
    for k in range(5):
        y = top - 0.1 + 0.03 * k
        ink.line([(0.4, y), (0.6, y)], 0.002, (240, 240, 240), 0.6)
    ink.line([(0.4, top + 0.03), (0.4, top - 0.1), (0.6, top - 0.1), (0.6, top + 0.03)], 0.011,
             (250, 250, 250))  # fmt: skip


def playground(view: View) -> None:
    """A slide, swings and a sandpit."""
    meadow(view)
    ink, top = Ink(view), view.horizon
    for x, tall in ((0.05, 0.3), (0.94, 0.34), (0.5, 0.2)):
        ink.tree(x, top + 0.02, tall, leaves(view)[0])
    ink.box(0.1, top - 0.16, 0.26, top - 0.14, (214, 60, 62))
    for x in (0.1, 0.25):
        ink.box(x, top - 0.26, x + 0.014, top + 0.14, (60, 110, 200))
    ink.poly([(0.07, top - 0.26), (0.18, top - 0.38), (0.29, top - 0.26)], (246, 190, 60))
    for k in range(6):
        ink.line(
            [(0.04, top + 0.12 - 0.045 * k), (0.1, top + 0.12 - 0.045 * k)], 0.01, (90, 96, 110)
        )
    ink.line([(0.04, top + 0.14), (0.04, top - 0.15)], 0.012, (90, 96, 110))
    ink.line([(0.26, top - 0.15), (0.38, top + 0.08), (0.45, top + 0.12)], 0.06, (236, 80, 70))
    ink.line([(0.26, top - 0.165), (0.38, top + 0.065), (0.45, top + 0.105)], 0.03, (250, 150, 120))
    for x in (0.56, 0.94):
        ink.line(
            [(x - 0.05, top + 0.16), (x, top - 0.24), (x + 0.05, top + 0.16)], 0.016, (60, 150, 110)
        )
    ink.line([(0.56, top - 0.24), (0.94, top - 0.24)], 0.018, (60, 150, 110))
    for x in (0.66, 0.83):
        ink.line([(x - 0.03, top - 0.24), (x - 0.03, top + 0.06)], 0.004, (80, 80, 90))
        ink.line([(x + 0.03, top - 0.24), (x + 0.03, top + 0.06)], 0.004, (80, 80, 90))
        ink.box(x - 0.04, top + 0.05, x + 0.04, top + 0.068, (214, 60, 62))
    ink.oval(0.62, top + 0.26, 0.24, 0.06, (150, 104, 68))
    ink.oval(0.62, top + 0.26, 0.22, 0.05, (240, 216, 160))
    ink.poly([(0.55, top + 0.25), (0.57, top + 0.19), (0.61, top + 0.19), (0.63, top + 0.25)],
             (226, 70, 70))  # fmt: skip


def campsite(view: View) -> None:
    """A tent, a camp fire with logs, and pines."""
    mountains(view)
    ink, top = Ink(view), view.horizon
    conifers(view, top - 0.02, 0.26, view.light((38, 92, 62)))
    ink.land(swell(top + 0.06, 0.01, view.dice), (84, 124, 70))
    if view.shows("tent"):
        ink.put(tent, 0.2, top + 0.2, 0.36, (232, 140, 50))
    if view.shows("fire"):
        ink.shine(0.74, top + 0.2, 0.34, (255, 170, 70), 0.5)
        ink.put(fire, 0.74, top + 0.26, 0.2, (250, 130, 40))
    for x, y in ((0.58, 0.25), (0.9, 0.26)):
        ink.line([(x - 0.06, top + y), (x + 0.05, top + y + 0.015)], 0.04, (116, 80, 54))
        ink.oval(x + 0.055, top + y + 0.015, 0.016, 0.022, (206, 164, 116))


def fair(view: View) -> None:
    """A Ferris wheel, a striped tent and stalls."""
    meadow(view)
    ink, top = Ink(view), view.horizon
    x, y, r = 0.32, top - 0.24, 0.26
    up = ink.unit / ink.height
    across = ink.unit / ink.width
    ink.line([(x - 0.14, top + 0.08), (x, y), (x + 0.14, top + 0.08)], 0.02, (120, 126, 146))
    rim = [(x + r * across * math.cos(t), y + r * up * math.sin(t))
           for t in (math.tau * k / 48 for k in range(49))]  # fmt: skip
    ink.line(rim, 0.014, (226, 70, 90))
    for k in range(12):
        end = rim[4 * k]
        ink.line([(x, y), end], 0.006, (226, 226, 236))
        ink.oval(end[0], end[1] + 0.02, 0.032, 0.03, _HUES[k % 5])
    ink.oval(x, y, 0.03, 0.03, (250, 206, 70))
    for k in range(8):
        a, b = 0.6 + 0.048 * k, 0.6 + 0.048 * (k + 1)
        hue = ((214, 60, 62), (250, 246, 238))[k % 2]
        ink.poly([(a, top - 0.1), (b, top - 0.1), (0.792, top - 0.32)], hue)
        ink.box(a, top - 0.1, b, top + 0.08, mix(hue, (120, 60, 60), 0.15))
    ink.poly([(0.792, top - 0.4), (0.86, top - 0.375), (0.792, top - 0.35)], (250, 206, 70))
    ink.poly([(0.76, top + 0.08), (0.792, top - 0.06), (0.824, top + 0.08)], (70, 40, 50))


def pool(view: View) -> None:
    """A swimming pool with a ladder and sunshades."""
    ink, top = Ink(view), view.horizon
    ink.land(swell(top - 0.12, 0.04, view.dice), (96, 160, 84))
    ink.land([top - 0.02] * 2, (236, 226, 206))
    ink.poly([(0.1, top + 0.1), (0.9, top + 0.1), (1.06, 0.9), (-0.06, 0.9)], (250, 250, 250))
    ink.poly([(0.13, top + 0.12), (0.87, top + 0.12), (1.0, 0.87), (0.0, 0.87)], (54, 172, 222))
    for k in range(18):
        y = top + 0.15 + 0.03 * (k % 8)
        x = view.dice.uniform(0.08, 0.85)
        ink.line([(x, y), (x + 0.04, y + 0.006), (x + 0.08, y)], 0.005, (190, 234, 250))
    for x in (0.8, 0.87):
        ink.line([(x, top + 0.2), (x, top + 0.04), (x + 0.03, top + 0.02)], 0.012, (206, 212, 220))
    for x, hue in ((0.14, _HUES[0]), (0.36, _HUES[2])):
        ink.line([(x, top + 0.06), (x, top - 0.16)], 0.01, (130, 110, 90))
        ink.poly([(x - 0.12, top - 0.1), (x, top - 0.2), (x + 0.12, top - 0.1)], hue)
        ink.box(x + 0.02, top + 0.02, x + 0.14, top + 0.04, (250, 250, 250))


OUTINGS: dict[str, Ground] = {
    "stadium": Ground(stadium, "stadium pitch arena", 0.6),
    "playground": Ground(playground, "playground", 0.6),
    "campsite": Ground(campsite, "campsite camping campground", 0.62),
    "fair": Ground(fair, "fair funfair carnival fairground", 0.62, like="circus"),
    "pool": Ground(pool, "pool poolside", 0.52, 0.07),
}
