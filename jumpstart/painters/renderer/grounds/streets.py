"""Paint streets between two rows of houses: Paris, Tokyo's signs, Venice, an old alley."""

from collections.abc import Sequence

from ..things.buildings import eiffel_tower
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .skies import View

_DEPTHS = (1.1, 0.78, 0.55, 0.38, 0.25, 0.15)
_LIT: Colour = (255, 214, 120)


def houses(
    ink: Ink, hues: Sequence[Colour], tall: float, rows: int, roof: Colour | None = None
) -> None:
    """Two rows of houses that run towards the middle of the horizon."""
    for side in (0, 1):
        for k in range(len(_DEPTHS) - 1):
            high = tall * ink.dice.uniform(0.86, 1.1)
            hue = mix(hues[(k + 2 * side) % len(hues)], (40, 36, 60), 0.1 * side)
            _house(ink, side, _DEPTHS[k : k + 2], high, hue, rows, roof)


def _house(ink: Ink, side: int, ends: Sequence[float], tall: float, hue: Colour, rows: int,
           roof: Colour | None) -> None:  # fmt: skip
    floor = 1.05 - ink.view.horizon

    def at(along: float, up: float) -> tuple[float, float]:
        near = ends[0] + (ends[1] - ends[0]) * along
        x = 0.5 - 0.5 * near
        return (1 - x if side else x), ink.view.horizon + near * (floor - up * (floor + tall))

    Ink(ink.view.built()).poly([at(0, 0), at(0, 1), at(1, 1), at(1, 0)], hue)
    if roof:
        ink.poly([at(0, 1), at(0.1, 1.1), at(0.9, 1.1), at(1, 1)], roof)
    dark = ink.view.time == "day"
    for row in range(rows):
        low = 0.3 + 0.66 * row / rows
        for n in range(3):
            left = 0.1 + 0.3 * n
            pane = [at(left, low), at(left, low + 0.4 / rows), at(left + 0.18, low + 0.4 / rows),
                    at(left + 0.18, low)]  # fmt: skip
            if not dark and ink.dice.random() < 0.7:
                ink.draw.polygon(ink.at(pane), fill=_LIT)
            else:
                ink.poly(pane, mix(hue, (40, 56, 84), 0.65))
    ink.poly([at(0.36, 0), at(0.36, 0.2), at(0.64, 0.2), at(0.64, 0)], mix(hue, (50, 30, 30), 0.6))


def _pavement(ink: Ink, road: Colour) -> None:
    top = ink.view.horizon
    ink.land([top] * 2, mix(road, (255, 255, 255), 0.25))
    ink.poly([(0.5, top), (0.84, 1.01), (0.16, 1.01)], road)


def paris(view: View) -> None:
    ink = Ink(view)
    _pavement(ink, (132, 132, 138))
    side = 0.6 * ink.unit
    if view.shows("eiffel tower"):
        eiffel_tower(view.pen((ink.width - side) / 2, ink.height * (view.horizon + 0.01) - side,
                              side), (126, 98, 82))  # fmt: skip
    houses(ink, ((236, 224, 200), (226, 210, 184), (242, 232, 212)), 0.5, 4, (98, 108, 128))
    for k, x in enumerate((0.03, 0.1, 0.17)):
        ink.poly([(x, 0.72 - 0.02 * k), (x + 0.06, 0.71 - 0.02 * k), (x + 0.07, 0.76 - 0.025 * k),
                  (x, 0.78 - 0.025 * k)], ((190, 40, 48), (248, 244, 236))[k % 2])  # fmt: skip
    for x in (0.24, 0.77):
        ink.tree(x, 0.8, 0.3, (92, 150, 78))


def neon_street(view: View) -> None:
    """A street between high houses, full of lit signs that the wet road mirrors."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    houses(ink, ((58, 56, 92), (44, 48, 82), (72, 58, 98)), 0.8, 7)
    ink.poly([(0.5, top), (1.02, 1.06), (-0.02, 1.06)], (42, 42, 66))
    ink.shine(0.5, top, 0.22, (250, 120, 200), 0.5)
    hues = ((255, 60, 150), (60, 230, 255), (255, 210, 60), (140, 90, 255), (90, 255, 150),
            (255, 110, 60))  # fmt: skip
    for k in range(12):
        side, near = k % 2, 0.92 - 0.062 * k
        x = 0.5 - 0.46 * near if side == 0 else 0.5 + 0.46 * near
        wide, tall = 0.06 * near + 0.01, (0.16 + 0.1 * dice.random()) * near + 0.02
        y = top - near * dice.uniform(0.05, 0.5)
        _sign(ink, x, y, wide, tall, hues[k % 6])
        ends = ink.at([(x * 0.7 + 0.15 - 0.3 * wide, top + 0.14 + 0.3 * near * dice.random())])[0]
        ink.draw.rectangle((*ends, ends[0] + 0.6 * wide * ink.width, ends[1] + 0.16 * ink.height),
                           fill=(*hues[k % 6], 70))  # fmt: skip


def _sign(ink: Ink, x: float, y: float, wide: float, tall: float, hue: Colour) -> None:
    ink.shine(x, y, 1.1 * tall, hue, 0.5)
    (left, top), (right, bottom) = ink.at([(x - wide / 2, y - tall / 2), (x + wide / 2,
                                           y + tall / 2)])  # fmt: skip
    ink.draw.rectangle((left, top, right, bottom), fill=(24, 20, 48), outline=hue,
                       width=max(2, ink.unit // 160))  # fmt: skip
    for k in range(4):
        row, inset = top + (bottom - top) * (0.12 + 0.22 * k), 0.24 * (right - left)
        high = 0.13 * (bottom - top)
        ink.draw.line((left + inset, row, right - inset, row), fill=hue, width=ink.unit // 150)
        slant = (left + inset + (k % 2) * inset, row, left + 1.6 * inset, row + high)
        ink.draw.line(slant, fill=hue, width=ink.unit // 150)


def venice(view: View) -> None:
    """A canal between old houses, a bridge over it and a gondola on it."""
    ink, top = Ink(view), view.horizon
    ink.land([top] * 2, (70, 150, 156))
    houses(ink, ((222, 140, 104), (236, 196, 140), (206, 112, 96), (232, 212, 178)), 0.46, 3,
           (176, 92, 70))  # fmt: skip
    ink.poly([(0.5, top - 0.005), (1.0, 1.06), (0.0, 1.06)], (64, 146, 154))
    for k in range(26):
        near = (k / 25) ** 1.5
        y, x = top + 0.03 + (1 - top) * near, 0.5 + ink.dice.uniform(-0.4, 0.4) * near
        ink.line([(x, y), (x + 0.02 + 0.08 * near, y)], 0.004, (170, 222, 220), 0.7)
    ink.draw.arc((*ink.at([(0.3, top - 0.09)])[0], *ink.at([(0.7, top + 0.17)])[0]), 190, 350,
                 fill=ink.fill((236, 226, 208)), width=round(0.045 * ink.unit))  # fmt: skip
    if view.shows("boat"):
        _gondola(ink, 0.5, 0.84)


def _gondola(ink: Ink, x: float, y: float) -> None:
    ink.oval(x, y + 0.035, 0.24, 0.03, (30, 84, 96), 0.7)
    ink.poly([(x - 0.26, y - 0.09), (x - 0.2, y), (x + 0.2, y), (x + 0.27, y - 0.1),
              (x + 0.24, y + 0.01), (x + 0.15, y + 0.05), (x - 0.15, y + 0.05),
              (x - 0.23, y + 0.01)], (30, 28, 36))  # fmt: skip
    ink.box(x - 0.06, y - 0.02, x + 0.06, y + 0.005, (190, 40, 50))
    ink.line([(x + 0.16, y), (x + 0.16, y - 0.08)], 0.02, (40, 44, 60))
    for k in range(4):
        ink.line([(x + 0.14, y - 0.14 + 0.02 * k), (x + 0.18, y - 0.14 + 0.02 * k)], 0.014,
                 ((246, 246, 246), (40, 50, 100))[k % 2])  # fmt: skip
    ink.oval(x + 0.16, y - 0.18, 0.024, 0.026, (236, 190, 156))
    ink.box(x + 0.125, y - 0.205, x + 0.195, y - 0.195, (240, 220, 160))
    ink.line([(x + 0.19, y - 0.12), (x + 0.26, y + 0.08)], 0.008, (150, 110, 70))


def alley(view: View) -> None:
    """A narrow old street with cobbles, lamps and washing between the houses."""
    ink, top = Ink(view), view.horizon
    houses(ink, ((206, 170, 130), (190, 142, 112), (216, 192, 156), (176, 150, 132)), 0.6, 3,
           (150, 82, 62))  # fmt: skip
    ink.poly([(0.5, top), (1.02, 1.06), (-0.02, 1.06)], (150, 140, 132))
    for row in range(12):
        near = ((row + 1) / 12) ** 1.5
        for k in range(-4, 5):
            x, y = 0.5 + (k + 0.5 * (row % 2)) * 0.11 * near, top + (1 - top) * near
            if abs(x - 0.5) < 0.48 * near:
                ink.oval(x, y, 0.05 * near, 0.022 * near, (174, 164, 154))
    ink.line([(0.2, 0.24), (0.5, 0.29), (0.8, 0.24)], 0.004, (60, 56, 60))
    for k, hue in enumerate(((230, 90, 90), (250, 246, 240), (90, 140, 210), (250, 206, 90))):
        x = 0.34 + 0.09 * k
        ink.poly([(x - 0.03, 0.28), (x + 0.03, 0.28), (x + 0.026, 0.36), (x - 0.026, 0.36)], hue)
    for x in (0.27, 0.74):
        ink.line([(x, top + 0.0), (x, top - 0.12)], 0.01, (40, 40, 46))
        ink.shine(x, top - 0.13, 0.08, (255, 220, 140), 0.5)
        ink.lamp(x, top - 0.13, 0.016, 0.024, (255, 236, 180))


STREETS: dict[str, Ground] = {
    "paris": Ground(paris, "paris", 0.62),
    "neon street": Ground(neon_street, "tokyo shibuya osaka", 0.62, like="dystopia dystopian"),
    "venice": Ground(venice, "venice", 0.56),
    "alley": Ground(alley, "alley alleyway", 0.58),
}
