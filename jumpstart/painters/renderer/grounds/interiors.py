"""Paint rooms of a home: living room, bedroom, nursery, bathroom, attic, stairs."""

from ..things.furniture import bed, lamp, sofa, table
from ..things.household import fireplace
from ..things.plants import houseplant
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .rooms import walls, window
from .skies import View

_WOOD: Colour = (150, 104, 68)
_HUES: tuple[Colour, ...] = ((226, 70, 66), (70, 130, 210), (250, 200, 70), (90, 170, 90),
                             (240, 140, 180))  # fmt: skip


def shelf(ink: Ink, left: float, top: float, right: float, bottom: float, rows: int) -> None:
    """A case of shelves with books."""
    ink.box(left, top, right, bottom, mix(_WOOD, (40, 26, 20), 0.3))
    tall = (bottom - top) / rows
    for row in range(rows):
        foot, x = top + (row + 0.92) * tall, left + 0.012
        ink.box(
            left + 0.008,
            top + (row + 0.1) * tall,
            right - 0.008,
            foot,
            mix(_WOOD, (30, 20, 16), 0.6),
        )
        while x < right - 0.03:
            wide = ink.dice.uniform(0.012, 0.024)
            ink.box(
                x, foot - tall * ink.dice.uniform(0.5, 0.74), x + wide, foot, ink.dice.choice(_HUES)
            )
            x += wide + 0.003


def living_room(view: View) -> None:
    """A fireplace, a sofa, a rug and a window."""
    walls(view, (228, 208, 180), (160, 112, 76))
    ink, top = Ink(view), view.horizon
    window(view, (0.08 * ink.width, 0.12 * ink.height, 0.3 * ink.width, 0.42 * ink.height))
    for x in (0.04, 0.3):
        ink.box(x, 0.08, x + 0.05, 0.52, (176, 66, 62))
    ink.box(0.02, 0.07, 0.37, 0.085, (110, 76, 50))
    ink.oval(0.5, 0.88, 0.4, 0.1, (176, 66, 62))
    ink.oval(0.5, 0.88, 0.34, 0.08, (226, 190, 140))
    if view.shows("fireplace"):
        ink.put(fireplace, 0.76, top + 0.05, 0.44, (176, 92, 76))
        ink.shine(0.76, top, 0.3, (255, 180, 90), 0.35)
    if view.shows("sofa"):
        ink.put(sofa, 0.24, top + 0.12, 0.42, (70, 112, 130))
    for k in range(2):
        ink.box(0.44 + 0.09 * k, 0.2, 0.51 + 0.09 * k, 0.31, _WOOD)
        ink.box(
            0.45 + 0.09 * k, 0.212, 0.5 + 0.09 * k, 0.298, ((150, 190, 206), (236, 206, 150))[k]
        )


def bedroom(view: View) -> None:
    walls(view, (206, 216, 230), (176, 136, 98))
    ink, top = Ink(view), view.horizon
    window(view, (0.66 * ink.width, 0.12 * ink.height, 0.9 * ink.width, 0.42 * ink.height))
    for x in (0.62, 0.89):
        ink.box(x, 0.08, x + 0.05, 0.54, (150, 170, 206))
    ink.oval(0.56, 0.9, 0.36, 0.07, (226, 206, 186))
    if view.shows("bed"):
        ink.put(bed, 0.3, top + 0.14, 0.58, (96, 130, 190))
    ink.box(0.64, top - 0.08, 0.78, top + 0.06, _WOOD)
    ink.line([(0.65, top - 0.01), (0.77, top - 0.01)], 0.006, (90, 60, 40))
    ink.put(lamp, 0.71, top - 0.08, 0.18, (246, 216, 150))
    ink.box(0.2, 0.14, 0.42, 0.3, _WOOD)
    ink.box(0.215, 0.155, 0.405, 0.285, (236, 226, 200))
    ink.poly([(0.215, 0.285), (0.29, 0.19), (0.405, 0.285)], (120, 160, 130))


def nursery(view: View) -> None:
    """A child's room with toys all over the floor."""
    walls(view, (250, 226, 190), (206, 170, 130))
    ink, dice, top = Ink(view), view.dice, view.horizon
    for k in range(9):
        x, y = 0.06 + 0.11 * k, 0.08 + 0.03 * (k % 2)
        ink.poly([(x - 0.04, 0.04), (x + 0.04, 0.04), (x, y + 0.04)], _HUES[k % 5])
    window(view, (0.4 * ink.width, 0.16 * ink.height, 0.58 * ink.width, 0.4 * ink.height))
    shelf(ink, 0.68, 0.22, 0.94, top + 0.04, 4)
    if view.shows("bed"):
        ink.put(bed, 0.2, top + 0.1, 0.42, (240, 140, 160))
    ink.oval(0.5, 0.88, 0.44, 0.1, (110, 190, 200))
    for k in range(26):
        x, y = (k + dice.random()) / 26, dice.uniform(top + 0.1, 0.97)
        _toy(ink, k % 6, x, y, 0.05 + 0.09 * (y - top), _HUES[dice.randrange(5)])


def _toy(ink: Ink, which: int, x: float, y: float, size: float, hue: Colour) -> None:
    other = _HUES[(which + 2) % 5]
    if which == 0:
        ink.oval(x, y - 0.5 * size, 0.5 * size, 0.5 * size, hue)
        ink.oval(x, y - 0.5 * size, 0.2 * size, 0.5 * size, (250, 250, 250))
    elif which in (1, 4):
        ink.box(x - 0.4 * size, y - 0.8 * size, x + 0.4 * size, y, hue)
        ink.box(x - 0.2 * size, y - 0.6 * size, x + 0.2 * size, y - 0.2 * size, (250, 246, 230))
        if which == 4:
            ink.box(x - 0.3 * size, y - 1.4 * size, x + 0.4 * size, y - 0.8 * size, other)
    elif which == 2:
        _teddy(ink, x, y, 1.5 * size)
    elif which == 3:
        ink.box(x - 0.8 * size, y - 0.6 * size, x + 0.8 * size, y - 0.2 * size, hue)
        ink.box(x - 0.4 * size, y - size, x + 0.3 * size, y - 0.55 * size, (196, 226, 240))
        for side in (-0.45, 0.45):
            ink.oval(x + side * size, y - 0.15 * size, 0.2 * size, 0.2 * size, (40, 40, 46))
    else:
        for k in range(4):
            ink.oval(x, y - 0.25 * k * size, (0.5 - 0.1 * k) * size, 0.16 * size, _HUES[k])


def _teddy(ink: Ink, x: float, y: float, size: float) -> None:
    fur, pale = (176, 120, 70), (226, 186, 136)
    for side in (-1, 1):
        ink.oval(x + 0.2 * side * size, y - 0.95 * size, 0.12 * size, 0.12 * size, fur)
        ink.oval(x + 0.3 * side * size, y - 0.08 * size, 0.16 * size, 0.13 * size, fur)
        ink.oval(x + 0.34 * side * size, y - 0.4 * size, 0.1 * size, 0.16 * size, fur)
    ink.oval(x, y - 0.3 * size, 0.3 * size, 0.32 * size, fur)
    ink.oval(x, y - 0.28 * size, 0.17 * size, 0.2 * size, pale)
    ink.oval(x, y - 0.76 * size, 0.27 * size, 0.25 * size, fur)
    ink.oval(x, y - 0.7 * size, 0.12 * size, 0.1 * size, pale)
    for apart in (-0.1, 0.1):
        ink.oval(x + apart * size, y - 0.82 * size, 0.03 * size, 0.03 * size, (30, 26, 30))
    ink.oval(x, y - 0.74 * size, 0.04 * size, 0.03 * size, (30, 26, 30))


def bathroom(view: View) -> None:
    """Tiles, a bathtub, a basin and a mirror."""
    walls(view, (206, 232, 236), (222, 226, 230))
    ink, top = Ink(view), view.horizon
    for k in range(1, 14):
        ink.line([(k / 14, 0), (k / 14, top)], 0.003, (240, 250, 250))
        if k / 14 < top:
            ink.line([(0, k / 14), (1, k / 14)], 0.003, (240, 250, 250))
    for row in range(4):
        for k in range(9):
            near = row / 3
            ink.box(k / 8 - 0.06 + 0.06 * (row % 2), top + 0.1 * row, k / 8 + 0.06 * (row % 2),
                    top + 0.1 * row + 0.1, mix((176, 200, 206), (196, 216, 220), near))  # fmt: skip
    ink.box(0.66, top - 0.1, 0.94, top - 0.05, (250, 250, 250))
    ink.poly(
        [(0.74, top - 0.05), (0.86, top - 0.05), (0.83, top + 0.12), (0.77, top + 0.12)],
        (236, 240, 242),
    )
    ink.line([(0.8, top - 0.1), (0.8, top - 0.15), (0.83, top - 0.15)], 0.012, (170, 178, 186))
    ink.oval(0.8, 0.3, 0.13, 0.15, (180, 150, 110))
    ink.oval(0.8, 0.3, 0.115, 0.135, (216, 236, 246))
    if all(view.shows(kind) for kind in ("bathtub", "fishbowl")):
        tub(ink, 0.32, top + 0.16, 0.54)
    window(view, (0.12 * ink.width, 0.1 * ink.height, 0.3 * ink.width, 0.3 * ink.height))


def tub(ink: Ink, x: float, foot: float, size: float) -> None:
    """A bathtub on feet, full of foam."""
    white = (250, 250, 252)
    for side in (-0.3, 0.3):
        ink.oval(x + side * size, foot, 0.05 * size, 0.06 * size, (206, 170, 90))
    ink.poly([(x - 0.5 * size, foot - 0.42 * size), (x + 0.5 * size, foot - 0.42 * size),
              (x + 0.42 * size, foot - 0.1 * size), (x + 0.3 * size, foot), (x - 0.3 * size, foot),
              (x - 0.42 * size, foot - 0.1 * size)], white)  # fmt: skip
    ink.poly([(x + 0.3 * size, foot - 0.42 * size), (x + 0.5 * size, foot - 0.42 * size),
              (x + 0.42 * size, foot - 0.1 * size), (x + 0.3 * size, foot)],
             (222, 228, 234))  # fmt: skip
    for k in range(9):
        r = ink.dice.uniform(0.05, 0.08) * size
        ink.oval(
            x + (k - 4) * 0.1 * size, foot - 0.44 * size - 0.3 * r * (k % 2), r, r, (232, 244, 252)
        )
    ink.box(x - 0.54 * size, foot - 0.43 * size, x + 0.54 * size, foot - 0.38 * size, white)
    ink.line([(x + 0.46 * size, foot - 0.42 * size), (x + 0.46 * size, foot - 0.6 * size),
              (x + 0.36 * size, foot - 0.6 * size)], 0.03 * size, (170, 178, 186))  # fmt: skip


def attic(view: View) -> None:
    walls(view, (166, 124, 88), (130, 92, 62))
    ink = Ink(view)
    ink.poly([(0, 0), (0.42, 0), (0, 0.55)], (112, 78, 54))
    ink.poly([(1, 0), (0.58, 0), (1, 0.55)], (104, 72, 50))
    for k in range(4):
        ink.line([(0.12 * k, 0), (0.12 * k - 0.3, 0.4)], 0.016, (86, 58, 40))
        ink.line([(1 - 0.12 * k, 0), (1.3 - 0.12 * k, 0.4)], 0.016, (80, 54, 38))
    window(view, (0.42 * ink.width, 0.14 * ink.height, 0.58 * ink.width, 0.36 * ink.height))
    ink.poly([(0.42, 0.36), (0.58, 0.36), (0.76, 1), (0.3, 1)], (255, 244, 206), 0.2)
    for x, y, size in (
        (0.12, 0.8, 0.2),
        (0.26, 0.76, 0.14),
        (0.84, 0.82, 0.22),
        (0.84, 0.62, 0.14),
    ):
        ink.box(x - size / 2, y - 0.7 * size, x + size / 2, y, (190, 146, 96))
        ink.box(x - 0.04 * size, y - 0.7 * size, x + 0.04 * size, y, (226, 196, 150))


def staircase(view: View) -> None:
    """Wide stairs that lead up, with railings."""
    walls(view, (214, 206, 196), (150, 128, 112))
    ink = Ink(view)
    ink.box(0.36, 0.06, 0.64, 0.3, (170, 206, 226))
    ink.line([(0.5, 0.06), (0.5, 0.3)], 0.012, (240, 236, 228))
    steps = 12
    for k in range(steps):
        near = (k + 1) / steps
        top, below = (0.3 + 0.68 * (n / steps) ** 1.15 for n in (k, k + 1))
        half = 0.16 + 0.26 * near
        ink.box(0.5 - half, top, 0.5 + half, top + 0.4 * (below - top), (226, 214, 196))
        ink.box(0.5 - half, top + 0.4 * (below - top), 0.5 + half, below, (140, 116, 98))
        ink.box(
            0.5 - 0.5 * half,
            top,
            0.5 + 0.5 * half,
            below,
            (170, 50, 56) if k % 2 else (156, 44, 50),
        )
        for side in (-1, 1):
            x = 0.5 + side * half
            ink.line([(x, top), (x, top - 0.1 - 0.1 * near)], 0.008 + 0.004 * near, (84, 60, 46))
    for side in (-1, 1):
        ink.line([(0.5 + 0.18 * side, 0.2), (0.5 + 0.42 * side, 0.73)], 0.026, (84, 60, 46))
        ink.oval(0.5 + 0.43 * side, 0.72, 0.03, 0.03, (84, 60, 46))


def balcony(view: View) -> None:
    """A window seat: plants, a lamp and a low table before the wall."""
    walls(view, (222, 226, 206), (186, 146, 104))
    ink, top = Ink(view), view.horizon
    window(view, (0.3 * ink.width, 0.1 * ink.height, 0.7 * ink.width, 0.5 * ink.height))
    for x, tall in ((0.1, 0.4), (0.22, 0.26), (0.8, 0.28), (0.92, 0.42)):
        ink.put(houseplant, x, top + 0.1, tall, (70, 150, 80))
    ink.put(table, 0.5, top + 0.16, 0.24, _WOOD)


HOMES: dict[str, Ground] = {
    "living room": Ground(living_room, "lounge", 0.66),
    "bedroom": Ground(bedroom, "bedroom", 0.64),
    "nursery": Ground(nursery, "nursery playroom toys", 0.62),
    "bathroom": Ground(bathroom, "bathroom washroom", 0.62),
    "attic": Ground(attic, "attic loft", 0.62),
    "staircase": Ground(staircase, "staircase stairs stairway stairwell", 0.62),
    "sunroom": Ground(balcony, "sunroom", 0.62, like="conservatory balcony"),
}
