"""Paint rooms where people work, learn, eat and pray."""

from ..brush import Point
from ..things.furniture import chair, computer, table
from ..things.plants import houseplant
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .interiors import shelf
from .rooms import walls, window
from .skies import View

_WOOD: Colour = (150, 104, 68)
_STONE: Colour = (120, 118, 124)
_HUES: tuple[Colour, ...] = ((226, 70, 66), (70, 130, 210), (250, 200, 70), (90, 170, 90),
                             (170, 90, 190))  # fmt: skip


# What is written on a blackboard, each sign as strokes in a square.
_STROKES: dict[str, tuple[tuple[Point, ...], ...]] = {
    "1": (((0.2, 0.3), (0.6, 0), (0.6, 1)),),
    "2": (((0, 0.2), (0.4, 0), (0.8, 0.2), (0.8, 0.45), (0, 1), (0.9, 1)),),
    "3": (((0, 0), (0.8, 0), (0.35, 0.4), (0.8, 0.6), (0.7, 0.95), (0, 1)),),
    "4": (((0.6, 1), (0.6, 0), (0, 0.65), (0.9, 0.65)),),
    "+": (((0, 0.5), (0.8, 0.5)), ((0.4, 0.15), (0.4, 0.85))),
    "-": (((0, 0.5), (0.8, 0.5)),),
    "=": (((0, 0.35), (0.8, 0.35)), ((0, 0.65), (0.8, 0.65))),
}


def classroom(view: View) -> None:
    """A blackboard with sums, a globe and desks."""
    walls(view, (236, 226, 200), (186, 150, 110))
    ink, top = Ink(view), view.horizon
    ink.box(0.12, 0.1, 0.88, 0.5, (140, 96, 60))
    ink.box(0.14, 0.12, 0.86, 0.48, (38, 84, 66))
    chalk = (236, 242, 238)
    for k, sum_ in enumerate(("1+1=2", "2+2=4", "4-1=3")):
        for n, sign in enumerate(sum_):
            for stroke in _STROKES[sign]:
                ends = [(0.18 + 0.05 * n + 0.03 * a, 0.17 + 0.09 * k + 0.05 * b) for a, b in stroke]
                ink.line(ends, 0.007, chalk)
    ink.line([(0.6, 0.42), (0.68, 0.2), (0.76, 0.42), (0.6, 0.42)], 0.007, chalk)
    ink.oval(0.79, 0.2, 0.035, 0.035, chalk, 0.6)
    ink.box(0.3, 0.48, 0.62, 0.495, (180, 140, 96))
    for row, size in enumerate((0.2, 0.3)):
        for x in (0.14, 0.5, 0.86):
            if row and x == 0.5 and view.scene.things:
                continue
            ink.put(table, x, top + 0.12 + 0.2 * row, size, (206, 160, 104))


def office(view: View) -> None:
    walls(view, (222, 228, 234), (150, 154, 162))
    ink, top = Ink(view), view.horizon
    window(view, (0.06 * ink.width, 0.1 * ink.height, 0.4 * ink.width, 0.44 * ink.height))
    shelf(ink, 0.72, 0.16, 0.96, top + 0.04, 4)
    ink.oval(0.56, 0.2, 0.06, 0.06, (60, 66, 76))
    ink.oval(0.56, 0.2, 0.05, 0.05, (250, 250, 250))
    ink.line([(0.56, 0.17), (0.56, 0.2), (0.58, 0.21)], 0.006, (40, 40, 46))
    for x in (0.22, 0.58):
        ink.put(chair, x + 0.1, top + 0.05, 0.24, (60, 66, 80))
        ink.put(table, x, top + 0.12, 0.34, (206, 176, 136))
        ink.put(computer, x, top - 0.1, 0.17, (80, 86, 96))
    ink.put(houseplant, 0.93, top + 0.2, 0.3, (70, 150, 80))


def cafe(view: View) -> None:
    """A counter with a menu, hanging lamps, and tables with chairs."""
    walls(view, (196, 150, 112), (136, 98, 74))
    ink, top = Ink(view), view.horizon
    for row in range(9):
        for k in range(9):
            x = 0.56 + 0.06 * k - 0.03 * (row % 2)
            brick = mix((176, 100, 76), (196, 124, 92), ((k + row) % 3) / 2)
            ink.box(x, 0.055 * row + 0.03, x + 0.055, 0.055 * row + 0.078, brick)
    window(view, (0.06 * ink.width, 0.12 * ink.height, 0.42 * ink.width, 0.48 * ink.height))
    ink.box(0.62, 0.12, 0.94, 0.36, (44, 50, 54))
    for k in range(5):
        ink.line([(0.65, 0.17 + 0.037 * k), (0.78, 0.17 + 0.037 * k)], 0.006, (236, 236, 230))
        ink.line([(0.84, 0.17 + 0.037 * k), (0.9, 0.17 + 0.037 * k)], 0.006, (246, 206, 120))
    ink.box(0.54, top - 0.1, 1, top + 0.1, (112, 76, 54))
    ink.box(0.52, top - 0.12, 1, top - 0.09, (226, 200, 160))
    ink.box(0.8, top - 0.24, 0.93, top - 0.12, (170, 176, 184))
    for k in range(4):
        ink.box(0.57 + 0.05 * k, top - 0.16, 0.6 + 0.05 * k, top - 0.12, (250, 246, 240))
    _pendants(ink, (0.2, 0.5, 0.8))
    for x, y in ((0.14, 0.16), (0.42, 0.2)):
        ink.put(chair, x - 0.09, top + y - 0.03, 0.2, (96, 66, 48))
        ink.put(table, x, top + y, 0.22, (176, 124, 80))
        ink.box(x - 0.02, top + y - 0.18, x + 0.02, top + y - 0.145, (250, 250, 250))


def _pendants(ink: Ink, places: tuple[float, ...]) -> None:
    for x in places:
        ink.line([(x, 0), (x, 0.07)], 0.005, (40, 36, 40))
        ink.shine(x, 0.11, 0.16, (255, 226, 150), 0.5)
        ink.poly(
            [(x - 0.05, 0.11), (x - 0.015, 0.06), (x + 0.015, 0.06), (x + 0.05, 0.11)], (50, 60, 66)
        )
        ink.lamp(x, 0.113, 0.024, 0.012, (255, 244, 206))


def restaurant(view: View) -> None:
    """Tables with white cloths, candles and wine."""
    walls(view, (150, 70, 66), (110, 74, 56))
    ink, top = Ink(view), view.horizon
    window(view, (0.36 * ink.width, 0.1 * ink.height, 0.64 * ink.width, 0.44 * ink.height))
    for x in (0.31, 0.64):
        ink.box(x, 0.06, x + 0.05, 0.52, (206, 160, 90))
    for x in (0.12, 0.85):
        ink.box(x - 0.08, 0.18, x + 0.08, 0.36, (206, 160, 90))
        ink.box(x - 0.068, 0.192, x + 0.068, 0.348, (96, 130, 120))
    _pendants(ink, (0.2, 0.8))
    for x, y, size in ((0.3, 0.04, 0.2), (0.7, 0.04, 0.2), (0.14, 0.2, 0.32), (0.86, 0.2, 0.32)):
        foot = top + y
        for side in (-1, 1):
            ink.put(chair, x + 0.62 * side * size, foot, 0.9 * size, (90, 54, 44), side > 0)
        ink.poly([(x - 0.5 * size, foot - 0.5 * size), (x + 0.5 * size, foot - 0.5 * size),
                  (x + 0.42 * size, foot), (x - 0.42 * size, foot)], (246, 242, 234))  # fmt: skip
        ink.oval(x, foot - 0.5 * size, 0.5 * size, 0.09 * size, (252, 250, 246))
        ink.line([(x, foot - 0.5 * size), (x, foot - 0.72 * size)], 0.05 * size, (250, 236, 200))
        ink.shine(x, foot - 0.78 * size, 0.3 * size, (255, 200, 110), 0.7)
        ink.lamp(x, foot - 0.78 * size, 0.03 * size, 0.06 * size, (255, 226, 140))
        for apart in (-0.26, 0.26):
            ink.line(
                [(x + apart * size, foot - 0.5 * size), (x + apart * size, foot - 0.62 * size)],
                0.01,
                (220, 226, 230),
            )
            ink.oval(x + apart * size, foot - 0.66 * size, 0.06 * size, 0.08 * size, (150, 30, 50))


def bar(view: View) -> None:
    """A counter with stools before shelves of bottles."""
    walls(view, (92, 60, 48), (84, 60, 50))
    ink, dice, top = Ink(view), view.dice, view.horizon
    for row in range(3):
        y = 0.2 + 0.13 * row
        ink.box(0.08, y, 0.92, y + 0.015, (150, 104, 66))
        for k in range(18):
            x, tall = 0.1 + 0.046 * k, dice.uniform(0.06, 0.1)
            hue = ((60, 120, 70), (176, 110, 40), (150, 40, 50), (206, 220, 226))[dice.randrange(4)]
            ink.box(x, y - 0.7 * tall, x + 0.024, y, hue)
            ink.box(x + 0.008, y - tall, x + 0.016, y - 0.6 * tall, hue)
    _pendants(ink, (0.2, 0.5, 0.8))
    ink.box(0, top - 0.04, 1, top + 0.14, (120, 78, 50))
    ink.box(0, top - 0.06, 1, top - 0.03, (196, 140, 84))
    for x in (0.14, 0.38, 0.62, 0.86):
        ink.oval(x, top + 0.08, 0.055, 0.02, (170, 50, 50))
        for side in (-0.035, 0.035):
            ink.line([(x, top + 0.08), (x + side, top + 0.27)], 0.01, (50, 40, 40))


def workshop(view: View) -> None:
    """Tools on the wall over a workbench; in a garage there is a car as well."""
    walls(view, (196, 180, 156), (150, 146, 144))
    ink, top = Ink(view), view.horizon
    ink.box(0.1, 0.1, 0.9, 0.44, (206, 170, 120))
    for k in range(9):
        x, steel = 0.15 + 0.088 * k, (120, 128, 140)
        ink.line([(x, 0.24), (x, 0.38)], 0.02, ((190, 60, 50), (226, 170, 60), _WOOD)[k % 3])
        if k % 3 == 0:
            ink.box(x - 0.03, 0.18, x + 0.03, 0.22, steel)
            ink.line([(x, 0.22), (x, 0.26)], 0.014, steel)
        elif k % 3 == 1:
            ink.line([(x, 0.16), (x, 0.26)], 0.01, steel)
        else:
            ends = (*ink.at([(x - 0.025, 0.15)])[0], *ink.at([(x + 0.025, 0.21)])[0])
            ink.draw.arc(ends, 120, 420, fill=ink.fill(steel), width=ink.unit // 80)
            ink.line([(x, 0.2), (x, 0.26)], 0.012, steel)
    ink.box(0.04, top - 0.1, 0.96, top - 0.05, (160, 110, 70))
    for x in (0.06, 0.9):
        ink.box(x, top - 0.05, x + 0.04, top + 0.12, (120, 80, 52))
    ink.box(0.7, top - 0.18, 0.86, top - 0.1, (206, 56, 50))
    ink.box(0.75, top - 0.21, 0.81, top - 0.19, (90, 90, 96))
    for k in range(3):
        ink.box(
            0.1 + 0.03 * k,
            top - 0.13 - 0.02 * k,
            0.34 + 0.03 * k,
            top - 0.11 - 0.02 * k,
            (226, 186, 130),
        )
    for x in (0.24, 0.44):
        ink.box(x - 0.08, top, x + 0.08, top + 0.12, (186, 146, 98))


def laboratory(view: View) -> None:
    """Flasks with coloured liquids on a bench."""
    walls(view, (214, 232, 236), (176, 186, 196))
    ink, top = Ink(view), view.horizon
    for row in range(2):
        y = 0.2 + 0.16 * row
        ink.box(0.06, y, 0.94, y + 0.014, (226, 232, 238))
        for k in range(10):
            x, hue = 0.1 + 0.09 * k, _HUES[(k + 2 * row) % 5]
            ink.box(x - 0.014, y - 0.08, x + 0.014, y, (240, 250, 252))
            ink.box(x - 0.014, y - 0.05, x + 0.014, y, hue)
    ink.box(0, top - 0.06, 1, top - 0.02, (70, 78, 90))
    ink.box(0, top - 0.02, 1, top + 0.14, (226, 232, 236))
    for k in range(5):
        ink.line([(0.2 * k + 0.1, top), (0.2 * k + 0.1, top + 0.13)], 0.004, (170, 180, 190))
    for k, x in enumerate((0.1, 0.28, 0.74, 0.9)):
        hue, foot = _HUES[k], top - 0.06
        ink.poly(
            [
                (x - 0.07, foot),
                (x + 0.07, foot),
                (x + 0.018, foot - 0.12),
                (x - 0.018, foot - 0.12),
            ],
            (236, 248, 252),
        )
        ink.poly(
            [
                (x - 0.065, foot),
                (x + 0.065, foot),
                (x + 0.03, foot - 0.08),
                (x - 0.03, foot - 0.08),
            ],
            hue,
        )
        ink.box(x - 0.018, foot - 0.17, x + 0.018, foot - 0.11, (236, 248, 252))
        for n in range(3):
            ink.oval(x + 0.015 * (n - 1), foot - 0.19 - 0.035 * n, 0.012, 0.012, hue, 0.7)


HALLS: dict[str, Ground] = {
    "classroom": Ground(classroom, "classroom blackboard chalkboard school", 0.64),
    "office": Ground(office, "office", 0.64, like="study"),
    "cafe": Ground(cafe, "cafe", 0.64, like="bakery"),
    "restaurant": Ground(restaurant, "restaurant diner", 0.6),
    "bar": Ground(bar, "bar pub tavern", 0.6, like="saloon"),
    "workshop": Ground(workshop, "workshop garage", 0.62),
    "laboratory": Ground(laboratory, "laboratory lab", 0.62),
}
