"""Paint castles from within, dungeons, and ships in space."""

from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .skies import View

_STONE: Colour = (124, 122, 130)
_HUES: tuple[Colour, ...] = ((226, 70, 66), (70, 130, 210), (250, 200, 70), (90, 170, 90),
                             (170, 90, 190))  # fmt: skip


def _stones(ink: Ink, top: float, tone: Colour) -> None:
    ink.land([0.0] * 2, tone)
    for row in range(9):
        for k in range(8):
            x, y = (k + 0.5 * (row % 2)) / 7 - 0.07, top * row / 9
            shade = mix(
                tone,
                (40, 38, 46) if ink.dice.random() < 0.5 else (190, 186, 190),
                ink.dice.uniform(0, 0.2),
            )
            ink.box(x + 0.004, y + 0.004, x + 0.139, y + top / 9 - 0.004, shade)


def torch(ink: Ink, x: float, y: float) -> None:
    ink.shine(x, y - 0.02, 0.2, (255, 170, 70), 0.6)
    ink.line([(x, y + 0.09), (x, y)], 0.018, (90, 60, 40))
    ink.lamp(x, y - 0.015, 0.024, 0.04, (250, 140, 40))
    ink.lamp(x, y - 0.005, 0.013, 0.024, (255, 226, 110))


def dungeon(view: View) -> None:
    """Walls of stone, a barred door, chains and torches."""
    ink, top = Ink(view), view.horizon
    _stones(ink, top, (92, 90, 98))
    ink.land([top] * 2, (70, 66, 70))
    for k in range(6):
        ink.line([(0.2 * k, top), (0.2 * k + 0.3 * (k - 2.5) / 2.5, 1)], 0.004, (50, 48, 52))
    ink.box(0.36, 0.22, 0.64, top, (24, 22, 28))
    ink.oval(0.5, 0.22, 0.14, 0.1, (24, 22, 28))
    for k in range(6):
        ink.line([(0.38 + 0.048 * k, 0.14), (0.38 + 0.048 * k, top)], 0.014, (120, 122, 132))
    for y in (0.26, 0.46):
        ink.line([(0.36, y), (0.64, y)], 0.014, (120, 122, 132))
    for x in (0.12, 0.86):
        for k in range(6):
            ends = (*ink.at([(x - 0.012, 0.3 + 0.04 * k)])[0],
                    *ink.at([(x + 0.012, 0.345 + 0.04 * k)])[0])  # fmt: skip
            ink.draw.ellipse(ends, outline=(150, 152, 160), width=max(1, ink.unit // 150))
    for x in (0.26, 0.74):
        torch(ink, x, 0.3)


def throne_room(view: View) -> None:
    """A hall in a castle: a throne under banners, columns and torches."""
    ink, top = Ink(view), view.horizon
    _stones(ink, top, (156, 148, 148))
    ink.land([top] * 2, (130, 112, 104))
    for x in (0.28, 0.72):
        ink.box(x - 0.05, 0.14, x + 0.05, 0.4, (40, 60, 110))
        ink.oval(x, 0.14, 0.05, 0.07, (150, 190, 230))
        ink.box(x - 0.05, 0.14, x + 0.05, 0.38, (150, 190, 230))
        ink.line([(x, 0.07), (x, 0.38)], 0.008, (90, 86, 92))
    for x, hue in ((0.16, (176, 30, 44)), (0.84, (176, 30, 44)), (0.5, (60, 50, 130))):
        ink.poly(
            [(x - 0.055, 0.06), (x + 0.055, 0.06), (x + 0.055, 0.34), (x, 0.4), (x - 0.055, 0.34)],
            hue,
        )
        ink.oval(x, 0.2, 0.03, 0.03, (240, 200, 80))
    ink.poly([(0.42, top), (0.58, top), (0.74, 1), (0.26, 1)], (176, 30, 44))
    for k in range(3):
        ink.box(
            0.3 + 0.03 * k,
            top - 0.03 * k,
            0.7 - 0.03 * k,
            top + 0.03 - 0.03 * k,
            mix((206, 196, 190), _STONE, 0.2 * k),
        )
    if view.shows("chair") and view.shows("throne"):
        gold, foot = (226, 178, 66), top - 0.06
        ink.poly([(0.42, foot), (0.42, foot - 0.26), (0.46, foot - 0.34), (0.5, foot - 0.4),
                  (0.54, foot - 0.34), (0.58, foot - 0.26), (0.58, foot)], gold)  # fmt: skip
        ink.box(0.445, foot - 0.25, 0.555, foot - 0.1, (170, 30, 50))
        ink.box(0.4, foot - 0.12, 0.6, foot - 0.09, gold)
        ink.box(0.43, foot - 0.1, 0.57, foot - 0.06, (190, 40, 60))
        for x in (0.4, 0.58):
            ink.box(x, foot - 0.12, x + 0.02, foot, gold)
    for x in (0.04, 0.96):
        ink.box(x - 0.05, 0, x + 0.05, top + 0.14, (186, 178, 176))
        ink.box(x + 0.02, 0, x + 0.05, top + 0.14, (150, 142, 142))
        ink.box(x - 0.07, top + 0.12, x + 0.07, top + 0.17, (196, 190, 186))
    for x in (0.37, 0.63):
        torch(ink, x, 0.34)


def spaceship(view: View) -> None:
    """A bridge of a ship in space: a wide window on the stars, and consoles."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    ink.land([0.0] * 2, (70, 78, 96))
    frame = [(0.08, 0.12), (0.92, 0.12), (1.0, 0.5), (0, 0.5)]
    ink.draw.polygon(ink.at(frame), fill=(10, 10, 34))
    for _ in range(60):
        x, y = dice.uniform(0.08, 0.92), dice.uniform(0.13, 0.49)
        ink.lamp(x, y, 0.003, 0.003, (250, 250, 236))
    ink.lamp(0.72, 0.3, 0.1, 0.1, (206, 130, 80))
    ink.lamp(0.69, 0.27, 0.06, 0.05, (236, 170, 110))
    ink.lamp(0.2, 0.22, 0.03, 0.03, (120, 170, 230))
    for x in (0.35, 0.65):
        ink.line([(x, 0.12), (0.5 + 1.2 * (x - 0.5), 0.5)], 0.02, (96, 106, 126))
    ink.land([0.5] * 2, (104, 114, 134))
    ink.land([top] * 2, (84, 92, 110))
    for k in range(5):
        x = 0.1 + 0.2 * k
        ink.box(x - 0.08, 0.52, x + 0.08, top - 0.02, (44, 52, 70))
        hue = ((90, 240, 220), (250, 180, 80), (120, 180, 255))[k % 3]
        for row in range(3):
            ink.lamp(x - 0.04 + 0.04 * row, 0.56, 0.012, 0.012, hue)
            ends = ink.at(
                [(x - 0.06, 0.582 + 0.012 * row), (x + 0.02 + 0.012 * row, 0.586 + 0.012 * row)]
            )
            ink.draw.rectangle((*ends[0], *ends[1]), fill=hue)
    for k in range(6):
        ink.line([(0.3 + 0.08 * k, top), (-0.2 + 0.28 * k, 1)], 0.004, (60, 66, 84))


STRONGHOLDS: dict[str, Ground] = {
    "dungeon": Ground(dungeon, "dungeon prison jail", 0.64),
    "throne room": Ground(throne_room, "", 0.64),
    "spaceship cabin": Ground(spaceship, "cockpit", 0.66),
}
