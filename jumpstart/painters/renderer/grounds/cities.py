"""Paint cities that one knows by their buildings: London, New York, and others."""

from ..brush import ridge, swell
from ..things.machines import bus
from ..things.things import car
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .places import towers
from .skies import View

# How near the edges between the houses of a street are; 1 is the edge of the picture.
_DEPTHS = (1.1, 0.78, 0.55, 0.38, 0.25, 0.15)
_LIT: Colour = (255, 214, 120)


def london(view: View) -> None:
    ink, base = Ink(view), view.horizon
    towers(view)
    stone = (222, 190, 130)
    ink.box(0.0, base - 0.2, 0.66, base + 0.03, stone)
    for k in range(17):
        x = 0.02 + 0.04 * k
        ink.box(x, base - 0.17, x + 0.014, base, mix(stone, (90, 66, 50), 0.5))
        ink.poly([(x - 0.01, base - 0.2), (x + 0.007, base - 0.27), (x + 0.024, base - 0.2)], stone)
    ink.box(0.68, base - 0.46, 0.82, base + 0.03, stone)
    for x in (0.7, 0.73, 0.76, 0.79):
        ink.box(x, base - 0.26, x + 0.012, base, mix(stone, (90, 66, 50), 0.4))
    ink.poly([(0.67, base - 0.46), (0.75, base - 0.66), (0.83, base - 0.46)], (92, 96, 90))
    ink.lamp(0.75, base - 0.37, 0.058, 0.058, (70, 60, 50))
    ink.lamp(0.75, base - 0.37, 0.05, 0.05, (250, 248, 236))
    ink.line([(0.75, base - 0.41), (0.75, base - 0.37), (0.78, base - 0.37)], 0.009, (40, 36, 40))
    ridge(view.canvas, [base + 0.02] * 2, view.light((176, 174, 172)))
    ridge(view.canvas, [base + 0.09] * 2, view.light((96, 98, 106)), view.light((70, 72, 80)))
    for k in range(6):
        ink.box(0.02 + 0.18 * k, 0.92, 0.12 + 0.18 * k, 0.932, (236, 230, 210))
    if view.shows("bus"):
        side = 0.34 * ink.unit
        bus(view.pen(0.06 * ink.width, 0.86 * ink.height - side, side), (206, 34, 40))
    _phone_box(ink, 0.9, 0.84)


def _phone_box(ink: Ink, x: float, foot: float) -> None:
    ink.box(x - 0.05, foot - 0.27, x + 0.05, foot, (200, 30, 38))
    ink.oval(x, foot - 0.27, 0.05, 0.02, (200, 30, 38))
    for row in range(4):
        for k in range(3):
            left, top = x - 0.037 + 0.026 * k, foot - 0.215 + 0.046 * row
            ink.box(left, top, left + 0.021, top + 0.037, (206, 226, 232))


def new_york(view: View) -> None:
    """Many towers and the Empire State Building, and a yellow cab."""
    towers(view)
    ink, base = Ink(view), view.horizon
    stone = (186, 178, 172)
    for half, top in ((0.1, 0.28), (0.078, 0.44), (0.055, 0.52), (0.03, 0.57)):
        ink.box(0.5 - half, base - top, 0.5 + half, base, stone)
        ink.box(0.5 + 0.4 * half, base - top, 0.5 + half, base, mix(stone, (60, 60, 80), 0.25))
    ink.line([(0.5, base - 0.56), (0.5, base - 0.68)], 0.01, (120, 122, 130))
    for row in range(14):
        for k in range(5):
            x, y = 0.435 + 0.03 * k, base - 0.4 + 0.027 * row
            if view.time == "day":
                ink.box(x, y, x + 0.012, y + 0.014, (96, 104, 124))
            else:
                ink.lamp(x, y, 0.008, 0.009, _LIT)
    dice = view.dice
    for x, wide, top, hue in ((0.02, 0.14, 0.4, (150, 92, 74)), (0.2, 0.13, 0.3, (112, 120, 140)),
                              (0.66, 0.14, 0.46, (92, 112, 146)), (0.84, 0.15, 0.34, (168, 120,
                              92))):  # fmt: skip
        ink.box(x, base - top, x + wide, base, hue)
        for row in range(int(top / 0.035)):
            for k in range(4):
                left, y = x + wide * (0.1 + 0.22 * k), base - top + 0.015 + 0.035 * row
                tone = _LIT if dice.random() < 0.4 else mix(hue, (220, 232, 244), 0.6)
                ink.box(left, y, left + 0.14 * wide, y + 0.018, tone)
    ridge(view.canvas, [base] * 2, view.light((164, 164, 168)))
    ridge(view.canvas, [base + 0.07] * 2, view.light((92, 94, 102)), view.light((66, 68, 76)))
    for k in range(6):
        ink.box(0.02 + 0.18 * k, 0.9, 0.12 + 0.18 * k, 0.912, (236, 230, 210))
    if view.shows("car"):
        side = 0.24 * ink.unit
        car(view.pen(0.1 * ink.width, 0.88 * ink.height - side, side), (250, 196, 30))


def future_city(view: View) -> None:
    """Spires of glass, rings around them, and cars that fly."""
    ink, dice, base = Ink(view), view.dice, view.horizon
    lit = (120, 240, 255)
    for layer in range(2):
        for k in range(6):
            x = (k + dice.uniform(0.15, 0.85)) / 6
            wide, top = dice.uniform(0.05, 0.09), base - dice.uniform(0.3, 0.62) + 0.12 * layer
            hue = mix((150, 176, 214), (70, 92, 142), layer)
            if k % 3 == 0:
                ink.poly([(x - wide, base), (x - 0.3 * wide, top), (x, top - 0.1),
                          (x + 0.3 * wide, top), (x + wide, base)], hue)  # fmt: skip
                ink.oval(x, top + 0.08, 1.3 * wide, 0.02, mix(hue, (255, 255, 255), 0.5))
            else:
                ink.box(x - wide / 2, top, x + wide / 2, base, hue)
                ink.oval(x, top, wide / 2, 0.6 * wide, hue)
                ink.box(x + 0.15 * wide, top, x + wide / 2, base, mix(hue, (30, 30, 70), 0.25))
            for n in range(5):
                y = top + 0.05 + (base - top) * n / 6
                ink.lamp(x, y, 0.2 * wide, 0.004, lit if (n + k) % 2 else (255, 120, 220))
    ink.draw.arc((*ink.at([(-0.2, base - 0.3)])[0], *ink.at([(1.2, base + 0.2)])[0]), 190, 350,
                 fill=ink.fill((226, 234, 246)), width=round(0.02 * ink.unit))  # fmt: skip
    ink.land([base] * 2, (96, 108, 140))
    ink.poly([(0.46, base), (0.54, base), (0.9, 1.01), (0.1, 1.01)], (60, 66, 92))
    for side in (-1, 1):
        ink.line([(0.5 + 0.04 * side, base), (0.5 + 0.4 * side, 1.01)], 0.01, lit)
    spots = ((0.22, 0.24, 0.13), (0.74, 0.14, 0.11), (0.78, 0.44, 0.15), (0.4, 0.42, 0.08))
    for x, y, size in spots:
        flying_car(ink, x, y, size, dice.choice(((230, 60, 70), (250, 200, 60), (90, 200, 120))))


def flying_car(ink: Ink, x: float, y: float, size: float, hue: Colour) -> None:
    ink.shine(x - 0.9 * size, y, 0.7 * size, (120, 230, 255), 0.8)
    ink.shine(x, y + 0.35 * size, 0.6 * size, (120, 230, 255), 0.6)
    ink.oval(x, y - 0.16 * size, 0.42 * size, 0.26 * size, (196, 232, 246))
    ink.oval(x, y, 0.8 * size, 0.24 * size, hue)
    ink.poly([(x - 0.7 * size, y), (x - 0.95 * size, y - 0.34 * size), (x - 0.45 * size, y)], hue)
    ink.oval(x + 0.6 * size, y, 0.1 * size, 0.08 * size, (255, 246, 190))


def santorini(view: View) -> None:
    """White houses with blue domes above the sea."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    ink.land([top - 0.1] * 2, (48, 124, 186))
    ink.land(swell(top - 0.02, 0.03, dice), (196, 176, 150))
    for row in range(4):
        for k in range(6):
            x = (k + 0.5 * (row % 2)) / 5.4 + dice.uniform(-0.02, 0.02)
            foot = top + 0.06 + 0.11 * row
            wide, tall = 0.08 + 0.012 * row, dice.uniform(0.1, 0.14)
            ink.box(x - wide, foot - tall, x + wide, foot + 0.08, (250, 250, 250))
            ink.box(x + 0.5 * wide, foot - tall, x + wide, foot + 0.08, (222, 228, 238))
            if (k + row) % 3 == 0:
                ink.oval(x, foot - tall, 0.8 * wide, 0.8 * wide, (40, 104, 196))
                ink.box(x - wide, foot - tall, x + wide, foot - 0.4 * tall, (250, 250, 250))
            ink.box(x - 0.2 * wide, foot - 0.45 * tall, x + 0.2 * wide, foot + 0.05, (60, 120, 200))


CITIES: dict[str, Ground] = {
    "london": Ground(london, "london", 0.68),
    "new york": Ground(new_york, "york nyc manhattan", 0.72),
    "futuristic city": Ground(future_city, horizon=0.7),
    "santorini": Ground(santorini, "santorini", 0.5, like="greece"),
}
