"""Paint places where people work and meet: markets, harbours, farms, stations."""

from ..brush import swell
from ..things.buildings import barn
from ..things.machines import train
from ..things.things import house
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .landscapes import bench
from .places import conifers, meadow, sea
from .skies import View

_HUES: tuple[Colour, ...] = ((214, 60, 62), (60, 120, 200), (246, 190, 60), (80, 160, 90),
                             (170, 90, 180))  # fmt: skip
_WOOD: Colour = (146, 104, 68)


def market(view: View) -> None:
    """Stalls with striped awnings and crates of fruit."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    for k in range(6):
        ink.put(house, k / 5, top + 0.02, 0.34, ((226, 190, 150), (206, 150, 120))[k % 2])
    ink.land([top] * 2, (196, 180, 156))
    fruit = ((230, 60, 50), (250, 170, 50), (120, 180, 70), (250, 220, 80), (150, 70, 150))
    for row, (foot, size, count) in enumerate(((top + 0.07, 0.2, 5), (top + 0.2, 0.34, 3))):
        for k in range(count):
            x = (k + 0.5) / count
            if row and k == 1 and view.scene.things:
                continue
            left, right, high = x - 0.42 * size, x + 0.42 * size, foot - 0.75 * size
            for post in (left + 0.01, right - 0.02):
                ink.box(post, high, post + 0.01, foot, (110, 80, 56))
            ink.box(left, foot - 0.3 * size, right, foot, _WOOD)
            for n in range(15):
                at = left + (right - left) * (n % 5 + 0.5) / 5
                ink.oval(at, foot - 0.3 * size + 0.03 * size * (n // 5), 0.075 * size, 0.07 * size,
                         fruit[(n % 5 + k) % 5])  # fmt: skip
            for n in range(8):
                a, b = (left - 0.02 + (right - left + 0.04) * m / 8 for m in (n, n + 1))
                hue = (_HUES[(k + row) % 5], (250, 246, 238))[n % 2]
                ink.poly([(a, high), (b, high), (b, high + 0.16 * size), (a, high + 0.16 * size)],
                         hue)  # fmt: skip
                ink.oval((a + b) / 2, high + 0.16 * size, (b - a) / 2, 0.03 * size, hue)
    for _ in range(0 if view.scene.things else 9):
        _passer(ink, dice.uniform(0.05, 0.95), dice.uniform(0.86, 0.97), dice.choice(_HUES))


def _passer(ink: Ink, x: float, foot: float, hue: Colour) -> None:
    ink.line([(x, foot), (x, foot - 0.06)], 0.03, (60, 60, 80))
    ink.line([(x, foot - 0.05), (x, foot - 0.12)], 0.045, hue)
    ink.oval(x, foot - 0.15, 0.022, 0.025, (226, 184, 150))
    ink.oval(x, foot - 0.165, 0.023, 0.016, (80, 56, 44))


def harbour(view: View) -> None:
    """Boats at a quay with coloured houses."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    ink.land(swell(top - 0.14, 0.04, dice), (130, 156, 120))
    for k in range(8):
        ink.put(house, (k + 0.3) / 7.4, top + 0.01, 0.2, (*_HUES, (240, 226, 200))[k % 6])
    ink.land([top] * 2, (150, 144, 138))
    ink.land([top + 0.04] * 2, (46, 116, 160))
    for _ in range(26):
        x, y = dice.random(), dice.uniform(top + 0.06, 1)
        ink.line([(x, y), (x + 0.1 * (y - top) + 0.02, y)], 0.004, (190, 222, 236), 0.6)
    for k, (x, y, size) in enumerate(
        (
            (0.2, 0.1, 0.2),
            (0.45, 0.09, 0.18),
            (0.72, 0.1, 0.22),
            (0.92, 0.13, 0.24),
            (0.26, 0.28, 0.34),
            (0.72, 0.34, 0.38),
        )
    ):
        if k < 4 or not view.scene.things:
            _yacht(ink, x, top + y, size, _HUES[k % 5], sails=k % 3 == 1)
    ink.box(0, 0.95, 0.3, 1, _WOOD)
    for x in (0.04, 0.15, 0.26):
        ink.box(x, 0.88, x + 0.03, 1, mix(_WOOD, (40, 30, 30), 0.4))


def _yacht(ink: Ink, x: float, y: float, size: float, hue: Colour, *, sails: bool) -> None:
    ink.poly([(x - 0.46 * size, y + 0.02 * size), (x + 0.46 * size, y + 0.02 * size),
              (x + 0.3 * size, y + 0.3 * size), (x - 0.3 * size, y + 0.3 * size)],
             mix(hue, (30, 70, 100), 0.6), 0.4)  # fmt: skip
    ink.poly(
        [
            (x - 0.46 * size, y - 0.16 * size),
            (x + 0.5 * size, y - 0.18 * size),
            (x + 0.36 * size, y + 0.02 * size),
            (x - 0.36 * size, y + 0.02 * size),
        ],
        hue,
    )
    ink.box(x - 0.2 * size, y - 0.28 * size, x + 0.12 * size, y - 0.16 * size, (250, 248, 242))
    ink.line([(x, y - 0.2 * size), (x, y - 1.05 * size)], 0.02 * size + 0.003, (110, 84, 60))
    if sails:
        ink.poly([(x + 0.02, y - 1.0 * size), (x + 0.36 * size, y - 0.3 * size),
                  (x + 0.02, y - 0.3 * size)], (250, 248, 240))  # fmt: skip
    else:
        ink.line([(x, y - 1.02 * size), (x + 0.48 * size, y - 0.18 * size)], 0.003, (80, 70, 64))
        ink.line([(x, y - 1.02 * size), (x - 0.44 * size, y - 0.17 * size)], 0.003, (80, 70, 64))


def dock(view: View) -> None:
    """A wooden pier that leads out on the water."""
    sea(view)
    ink, top = Ink(view), view.horizon
    ink.poly([(0.0, top), (0.3, top - 0.05), (0.56, top - 0.02), (0.7, top)], (96, 132, 110))
    for k in range(5):
        near = (k / 4) ** 1.6
        for side in (-1, 1):
            x, y = 0.5 + side * (0.06 + 0.26 * near), top + 0.07 + 0.28 * near
            ink.box(x - 0.008 - 0.016 * near, y - 0.03 - 0.05 * near, x + 0.008 + 0.016 * near,
                    y + 0.08 * near + 0.03, (84, 60, 44))  # fmt: skip
    ink.poly([(0.45, top + 0.06), (0.55, top + 0.06), (0.84, 1.01), (0.16, 1.01)], (172, 130, 90))
    for k in range(15):
        near = (k / 14) ** 1.7
        y, half = top + 0.06 + (0.94 - top) * near, 0.05 + 0.29 * near
        ink.line([(0.5 - half, y), (0.5 + half, y)], 0.003 + 0.006 * near, (110, 78, 54))


def farm(view: View) -> None:
    """A red barn with a silo, a fence, bales of hay, and fields in rows."""
    meadow(view)
    ink, top = Ink(view), view.horizon
    ink.poly([(0.56, top), (0.74, top), (1.2, 1.01), (0.62, 1.01)], (150, 112, 76))
    for k in range(7):
        ink.line([(0.565 + 0.027 * k, top), (0.66 + 0.09 * k, 1.01)], 0.014, (104, 160, 66))
    if view.shows("barn"):
        ink.box(0.33, top - 0.26, 0.42, top + 0.06, (196, 200, 206))
        ink.oval(0.375, top - 0.26, 0.045, 0.045, (150, 156, 166))
        ink.put(barn, 0.2, top + 0.08, 0.32, (186, 52, 46))
    ink.put(house, 0.88, top + 0.02, 0.18, (240, 236, 226))
    for x, y, r in ((0.1, 0.2, 0.05), (0.2, 0.24, 0.06)):
        ink.oval(x, top + y, r, r, (226, 184, 92))
        ink.oval(x, top + y, 0.6 * r, 0.6 * r, (206, 160, 72))
        ink.oval(x, top + y, 0.25 * r, 0.25 * r, (186, 138, 60))
    for k in range(8):
        x = 0.02 + 0.075 * k
        ink.box(x, top + 0.08, x + 0.014, top + 0.17, (246, 242, 232))
    for y in (0.1, 0.135):
        ink.box(0, top + y, 0.56, top + y + 0.012, (246, 242, 232))


def graveyard(view: View) -> None:
    ink, dice, top = Ink(view), view.dice, view.horizon
    conifers(view, top - 0.06, 0.2, view.light((52, 66, 68)))
    ink.land(swell(top, 0.02, dice), (92, 112, 84))
    for row in range(3):
        for k in range(5 - row):
            x, foot = (
                (k + 0.3 + 0.3 * (row % 2) + dice.uniform(0, 0.3)) / (5 - row),
                top + 0.1 + 0.12 * row,
            )
            size = 0.09 + 0.05 * row
            stone = mix((206, 208, 212), (150, 154, 160), dice.random())
            if (k + row) % 3 == 1:
                ink.box(x - 0.1 * size, foot - 1.2 * size, x + 0.1 * size, foot, stone)
                ink.box(x - 0.4 * size, foot - 0.9 * size, x + 0.4 * size, foot - 0.7 * size, stone)
            else:
                ink.box(x - 0.4 * size, foot - 0.7 * size, x + 0.4 * size, foot, stone)
                ink.oval(x, foot - 0.7 * size, 0.4 * size, 0.4 * size, stone)
                ink.box(
                    x - 0.22 * size,
                    foot - 0.6 * size,
                    x + 0.22 * size,
                    foot - 0.55 * size,
                    (80, 84, 88),
                )
                ink.box(
                    x - 0.16 * size,
                    foot - 0.45 * size,
                    x + 0.16 * size,
                    foot - 0.4 * size,
                    (80, 84, 88),
                )
            ink.oval(x, foot, 0.5 * size, 0.08 * size, (70, 96, 66))


def station(view: View) -> None:
    """A platform under a roof, a train and a clock."""
    ink, top = Ink(view), view.horizon
    ink.land([0.0] * 2, (206, 214, 222))
    for k in range(7):
        ink.box(0.02 + 0.15 * k, 0.14, 0.14 + 0.15 * k, 0.4, (166, 204, 226))
    ink.poly([(0, 0), (1, 0), (1, 0.1), (0.5, 0.05), (0, 0.1)], (96, 104, 120))
    for x in (0.06, 0.5, 0.94):
        ink.box(x - 0.012, 0.08, x + 0.012, top + 0.06, (80, 90, 108))
    if view.shows("train"):
        ink.put(train, 0.5, top + 0.06, 0.62, (60, 92, 140))
    ink.oval(0.5, 0.17, 0.07, 0.07, (60, 66, 80))
    ink.oval(0.5, 0.17, 0.058, 0.058, (250, 250, 244))
    ink.line([(0.5, 0.13), (0.5, 0.17), (0.53, 0.185)], 0.008, (40, 40, 50))
    ink.land([top + 0.03] * 2, (70, 72, 78))
    ink.land([top + 0.08] * 2, (246, 206, 70))
    ink.land([top + 0.1] * 2, (178, 178, 182))
    bench(ink, 0.82, 0.94)


def ruins(view: View) -> None:
    """Broken columns, an arch and fallen stones."""
    meadow(view)
    ink, dice, top = Ink(view), view.dice, view.horizon
    stone = (206, 194, 170)
    for k, (x, tall, size) in enumerate(
        (
            (0.08, 0.5, 1.1),
            (0.22, 0.3, 1),
            (0.36, 0.2, 0.8),
            (0.62, 0.42, 0.9),
            (0.78, 0.42, 0.9),
            (0.93, 0.26, 1.2),
        )
    ):
        half, foot = 0.034 * size, top + 0.08 + 0.05 * size * (k % 2)
        ink.box(x - half, foot - tall, x + half, foot, stone)
        for n in (-0.5, 0.1, 0.6):
            ink.box(
                x + n * half, foot - tall, x + (n + 0.2) * half, foot, mix(stone, (90, 80, 70), 0.3)
            )
        ink.box(
            x - 1.5 * half, foot - 0.03, x + 1.5 * half, foot + 0.02, mix(stone, (90, 80, 70), 0.15)
        )
        if tall > 0.4:
            ink.box(x - 1.4 * half, foot - tall - 0.03, x + 1.4 * half, foot - tall, stone)
        else:
            ink.poly([(x - half, foot - tall), (x - 0.3 * half, foot - tall - 0.04),
                      (x + 0.4 * half, foot - tall - 0.01), (x + half, foot - tall - 0.03),
                      (x + half, foot - tall)], stone)  # fmt: skip
    ink.box(0.58, top - 0.37, 0.84, top - 0.31, mix(stone, (120, 104, 84), 0.2))
    for _ in range(12):
        x, y = dice.random(), dice.uniform(top + 0.12, 0.96)
        r = 0.02 + 0.09 * (y - top)
        ink.poly([(x - r, y), (x - 0.8 * r, y - 0.7 * r), (x + 0.6 * r, y - 0.8 * r), (x + r, y)],
                 mix(stone, (110, 104, 96), dice.random()))  # fmt: skip
        ink.oval(x - r, y, 0.4 * r, 0.25 * r, (84, 140, 70))


SITES: dict[str, Ground] = {
    "market": Ground(market, "market bazaar", 0.62),
    "harbour": Ground(harbour, "harbour harbor port marina", 0.56),
    "pier": Ground(dock, "dock pier jetty boardwalk", 0.5),
    "farm": Ground(farm, "farm ranch farmland farmyard", 0.58),
    "graveyard": Ground(graveyard, "graveyard cemetery", 0.6),
    "station": Ground(station, "station platform", 0.62),
    "ruins": Ground(ruins, "ruins", 0.6),
}
