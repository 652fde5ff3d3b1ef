"""What people stand or sit at, and what they ride: each with its words."""

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_WOOD: Colour = (150, 100, 60)
_STEEL: Colour = (176, 184, 196)


def easel(pen: Pen, colour: Colour) -> None:
    for x, foot in ((0.4, 0.16), (0.6, 0.84), (0.5, 0.5)):
        pen.line([(x, 0.02), (foot, 1.0)], 0.045, darker(colour, 0.15))
    pen.box(0.14, 0.12, 0.86, 0.7, WHITE)
    pen.box(0.18, 0.16, 0.82, 0.5, (150, 204, 240))
    pen.ellipse(0.68, 0.26, 0.07, 0.07, (250, 214, 80))
    pen.polygon([(0.18, 0.54), (0.38, 0.24), (0.58, 0.54)], (120, 130, 160))
    pen.box(0.18, 0.5, 0.82, 0.66, (90, 170, 90))
    pen.box(0.1, 0.7, 0.9, 0.76, colour)


def desk(pen: Pen, colour: Colour) -> None:
    """A desk with an open laptop."""
    pen.box(0.02, 0.5, 0.98, 0.58, colour)
    pen.box(0.06, 0.58, 0.94, 0.98, darker(colour, 0.3))
    pen.box(0.1, 0.62, 0.4, 0.94, darker(colour, 0.15))
    pen.box(0.34, 0.26, 0.7, 0.48, (60, 66, 80))
    pen.ellipse(0.52, 0.37, 0.035, 0.035, _STEEL)
    pen.box(0.3, 0.47, 0.74, 0.51, _STEEL)
    pen.box(0.82, 0.4, 0.9, 0.5, (206, 60, 50))


def drums(pen: Pen, colour: Colour) -> None:
    """A drum kit, seen from before."""
    for x in (0.08, 0.92):
        pen.line([(x, 0.3), (x + (0.06 if x < 0.5 else -0.06), 1.0)], 0.02, _STEEL)
        pen.ellipse(x, 0.28, 0.16, 0.035, (236, 196, 80))
    for x in (0.36, 0.64):
        pen.box(x - 0.12, 0.4, x + 0.12, 0.58, colour)
        pen.ellipse(x, 0.4, 0.12, 0.045, (246, 240, 226))
    pen.ellipse(0.5, 0.77, 0.24, 0.23, darker(colour, 0.1))
    pen.ellipse(0.5, 0.77, 0.2, 0.19, (246, 240, 226))
    pen.ellipse(0.5, 0.77, 0.08, 0.08, colour)
    for x in (0.16, 0.84):
        pen.box(x - 0.11, 0.6, x + 0.11, 0.86, colour)
        pen.ellipse(x, 0.6, 0.11, 0.04, (246, 240, 226))
        pen.line([(x, 0.86), (x, 1.0)], 0.025, _STEEL)


def keys(pen: Pen, colour: Colour) -> None:
    """A piano seen from its keys, with an open lid."""
    pen.polygon([(0.64, 0.42), (0.66, 0.04), (1.0, 0.1), (0.98, 0.42)], darker(colour, 0.1))
    pen.line([(0.88, 0.42), (0.84, 0.12)], 0.02, (200, 170, 90))
    pen.box(0.02, 0.4, 0.98, 0.72, lighter(colour, 0.12))
    for x in (0.08, 0.84):
        pen.box(x, 0.72, x + 0.08, 1.0, darker(colour, 0.25))
    pen.box(0.02, 0.5, 0.98, 0.66, WHITE)
    for k in range(15):
        x = 0.03 + 0.063 * k
        pen.line([(x, 0.5), (x, 0.66)], 0.006, (150, 150, 150))
        if k % 7 not in (2, 6):
            pen.box(x + 0.04, 0.5, x + 0.08, 0.6, BLACK)
    pen.box(0.02, 0.64, 0.98, 0.72, darker(colour, 0.2))


def chessboard(pen: Pen, colour: Colour) -> None:
    """A table with a chess board."""
    pen.box(0.16, 0.62, 0.24, 1.0, darker(colour, 0.3))
    pen.box(0.76, 0.62, 0.84, 1.0, darker(colour, 0.3))
    pen.polygon([(0.14, 0.46), (0.86, 0.46), (0.98, 0.62), (0.02, 0.62)], colour)
    for row in range(4):
        for k in range(8):
            y, half = 0.475 + 0.033 * row, 0.3 + 0.025 * row
            left = 0.5 - half + half * k / 4
            hue = WHITE if (row + k) % 2 else (70, 60, 56)
            pen.box(left, y, left + half / 4, y + 0.033, hue)
    for x, hue in ((0.28, WHITE), (0.4, WHITE), (0.5, (50, 44, 44)), (0.62, (50, 44, 44)),
                   (0.72, (50, 44, 44))):  # fmt: skip
        pen.polygon([(x - 0.035, 0.53), (x + 0.035, 0.53), (x + 0.012, 0.4), (x - 0.012, 0.4)], hue)
        pen.ellipse(x, 0.38, 0.028, 0.028, hue)


def snowboard(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.02, 0.84), (0.1, 0.9), (0.5, 0.93), (0.9, 0.9), (0.98, 0.84), (0.94, 0.97),
              (0.5, 1.0), (0.06, 0.97)], colour)  # fmt: skip


def heap(pen: Pen, colour: Colour) -> None:
    """A heap of gold, if it is full of nothing else."""
    pen.blob([(-0.1, 1.0), (0.1, 0.72), (0.34, 0.5), (0.5, 0.42), (0.68, 0.52), (0.92, 0.74),
              (1.1, 1.0)], darker(colour, 0.2))  # fmt: skip
    for row in range(5):
        for k in range(8 - row):
            half = 0.56 - 0.1 * row
            x, y = 0.5 - half + 2 * half * (k + 0.5) / (8 - row), 0.95 - 0.115 * row
            pen.ellipse(x, y, 0.085, 0.055, colour if (k + row) % 2 else lighter(colour, 0.35))
            pen.ellipse(x, y - 0.01, 0.05, 0.03, darker(colour, 0.15))


def wave(pen: Pen, colour: Colour) -> None:
    """A board that lies on a wave."""
    pen.blob([(-0.5, 1.04), (-0.4, 0.7), (-0.1, 0.56), (0.3, 0.72), (0.7, 0.86), (1.2, 0.94),
              (1.5, 1.06), (0.5, 1.1)], (38, 128, 190))  # fmt: skip
    pen.blob([(-0.46, 0.9), (-0.36, 0.7), (-0.1, 0.58), (0.0, 0.64), (-0.2, 0.72), (-0.28, 0.92)],
             (236, 248, 252))  # fmt: skip
    for k in range(7):
        pen.ellipse(-0.3 + 0.26 * k, 1.0 + 0.02 * (k % 2), 0.12, 0.04, (236, 248, 252))
    pen.blob([(0.0, 0.76), (0.1, 0.8), (0.5, 0.87), (0.92, 0.9), (1.04, 0.86), (0.9, 0.97),
              (0.5, 0.96), (0.1, 0.88)], colour)  # fmt: skip
    pen.line([(0.08, 0.82), (0.5, 0.91), (0.94, 0.93)], 0.02, WHITE)


def flying_broom(pen: Pen, colour: Colour) -> None:
    """A broom that lies in the air."""
    pen.line([(0.2, 0.56), (1.1, 0.44)], 0.04, colour)
    pen.polygon([(0.24, 0.52), (0.24, 0.6), (-0.16, 0.74), (-0.16, 0.46)], (226, 180, 80))
    for y in (0.5, 0.58, 0.66):
        pen.line([(0.2, 0.56), (-0.14, y)], 0.01, (150, 110, 40))
    pen.line([(0.2, 0.5), (0.22, 0.62)], 0.04, (206, 44, 48))


def picnic(pen: Pen, colour: Colour) -> None:
    """A checked blanket with a basket and food."""
    pen.polygon([(0.16, 0.66), (0.84, 0.66), (1.04, 0.98), (-0.04, 0.98)], WHITE)
    for k in range(6):
        t = (k + 0.25) / 6
        pen.polygon([(0.16 + 0.68 * t, 0.66), (0.16 + 0.68 * (t + 0.08), 0.66),
                     (-0.04 + 1.08 * (t + 0.08), 0.98), (-0.04 + 1.08 * t, 0.98)],
                    colour, 0.7)  # fmt: skip
    for k in range(4):
        y = 0.68 + 0.078 * k
        edge = 0.2 * (y - 0.66) / 0.32
        pen.polygon([(0.16 - edge, y), (0.84 + edge, y), (0.85 + edge, y + 0.035),
                     (0.15 - edge, y + 0.035)], colour, 0.55)  # fmt: skip
    pen.blob([(0.22, 0.5), (0.6, 0.5), (0.56, 0.8), (0.26, 0.8)], _WOOD)
    pen.line([(0.26, 0.52), (0.3, 0.34), (0.52, 0.34), (0.56, 0.52)], 0.03, darker(_WOOD, 0.25))
    pen.box(0.24, 0.6, 0.58, 0.63, darker(_WOOD, 0.25))
    pen.ellipse(0.7, 0.78, 0.05, 0.05, (206, 44, 48))
    pen.ellipse(0.78, 0.84, 0.05, 0.05, (110, 180, 70))
    pen.box(0.64, 0.6, 0.69, 0.76, (60, 120, 80))


def sandcastle(pen: Pen, _: Colour) -> None:
    sand = (232, 200, 140)
    pen.blob([(0.0, 1.0), (0.1, 0.84), (0.5, 0.78), (0.9, 0.84), (1.0, 1.0)], darker(sand, 0.15))
    for left, right, top in ((0.34, 0.66, 0.36), (0.12, 0.36, 0.5), (0.64, 0.88, 0.5)):
        pen.box(left, top, right, 0.92, sand)
        pen.box(right - 0.07, top, right, 0.92, darker(sand, 0.12))
        for k in range(3):
            x = left + (right - left) * k / 2.5
            pen.box(x, top - 0.06, x + (right - left) * 0.2, top + 0.01, sand)
    pen.blob([(0.44, 0.92), (0.44, 0.74), (0.5, 0.68), (0.56, 0.74), (0.56, 0.92)],
             darker(sand, 0.5))  # fmt: skip
    pen.line([(0.5, 0.36), (0.5, 0.12)], 0.02, _WOOD)
    pen.polygon([(0.5, 0.12), (0.68, 0.18), (0.5, 0.25)], (214, 50, 54))


def engine(pen: Pen, colour: Colour) -> None:
    """An engine on its stand, with pipes and a fan."""
    dark = darker(colour, 0.35)
    pen.box(0.18, 0.86, 0.26, 1.0, dark)
    pen.box(0.7, 0.86, 0.78, 1.0, dark)
    pen.box(0.14, 0.42, 0.82, 0.9, colour)
    pen.box(0.2, 0.24, 0.76, 0.44, (206, 60, 52))
    for k in range(4):
        x = 0.24 + 0.14 * k
        pen.box(x, 0.14, x + 0.08, 0.26, dark)
        pen.line([(x + 0.04, 0.5), (x + 0.04, 0.66), (x + 0.12, 0.74)], 0.05, (206, 210, 216))
    pen.ellipse(0.82, 0.66, 0.16, 0.16, dark)
    pen.ellipse(0.82, 0.66, 0.1, 0.1, (206, 210, 216))
    pen.ellipse(0.82, 0.66, 0.03, 0.03, dark)
    pen.line([(0.14, 0.56), (0.0, 0.6), (0.02, 0.84)], 0.06, dark)
    for x in (0.22, 0.36, 0.5, 0.64):
        pen.ellipse(x, 0.82, 0.02, 0.02, dark)


STATIONS: dict[str, Kind] = {
    "easel": Kind(easel, "easel", (_WOOD,), height=0.56),
    "work desk": Kind(desk, "", (_WOOD,), height=0.5, seat=0.5, home="room"),
    "chess board": Kind(chessboard, "chess chessboard", (_WOOD,), height=0.54, seat=0.46,
                        home="room"),
    "heap": Kind(heap, "pile heap", ((246, 200, 70),), "", 0.5, 0.5),
    "board on a wave": Kind(wave, "", ((246, 196, 60), (236, 90, 80)), "", 0.62, 0.9, "sea"),
    "flying broom": Kind(flying_broom, "", (_WOOD,), "", 0.6, 0.55, flies=True),
    "picnic": Kind(picnic, "picnic", ((206, 50, 60),), "", 0.52, home="meadow"),
    "sandcastle": Kind(sandcastle, "sandcastle", ((232, 200, 140),), "", 0.46, home="beach"),
    "engine": Kind(engine, "engine motor", ((120, 128, 140),), "", 0.5, 0.24),
    "snowboard": Kind(snowboard, "snowboard", ((60, 120, 220),), "", 0.5, 0.86),
}  # fmt: skip
# In front of whoever uses them.
FRONTS = {"piano", "drum", "work desk", "chess board", "computer", "table"}
