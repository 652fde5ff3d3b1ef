"""Trees and flowers."""

import math

from ..brush import Pen, Point, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .things import flower, tree

_STEM: Colour = (54, 128, 60)
_LEAF: Colour = (64, 146, 70)
_WOOD: Colour = (104, 70, 46)


def pine(pen: Pen, colour: Colour) -> None:
    pen.box(0.44, 0.8, 0.56, 1.0, _WOOD)
    for k in range(4):
        top, half = 0.02 + 0.19 * k, 0.18 + 0.065 * k
        pen.polygon([(0.5, top), (0.5 + half, top + 0.3), (0.5 - half, top + 0.3)],
                    darker(colour, 0.06 * k))  # fmt: skip
        pen.polygon([(0.5, top), (0.5 + half, top + 0.3), (0.5 + 0.3 * half, top + 0.3)],
                    darker(colour, 0.22))  # fmt: skip


def christmas_tree(pen: Pen, colour: Colour) -> None:
    pine(pen, colour)
    hues: tuple[Colour, ...] = ((226, 50, 50), (250, 206, 70), (90, 150, 230), (240, 120, 180))
    for k in range(11):
        y = 0.24 + 0.058 * k
        x = 0.5 + (0.08 + 0.02 * k) * math.sin(2.4 * k)
        pen.glowing().ellipse(x, y, 0.03, 0.03, hues[k % 4])
    pen.polygon([(0.5 + (0.09 if k % 2 == 0 else 0.04) * math.sin(math.pi * k / 5),
                  0.02 - (0.09 if k % 2 == 0 else 0.04) * math.cos(math.pi * k / 5))
                 for k in range(10)], (250, 206, 70))  # fmt: skip


def palm(pen: Pen, colour: Colour) -> None:
    trunk = [(0.42, 1.0), (0.44, 0.76), (0.5, 0.52), (0.58, 0.3)]
    pen.line(trunk, 0.07, (150, 108, 66))
    for x, y in ((0.43, 0.9), (0.435, 0.78), (0.46, 0.66), (0.5, 0.53), (0.54, 0.42)):
        pen.line([(x - 0.03, y), (x + 0.03, y + 0.01)], 0.012, (112, 78, 46))
    for k, (dx, dy) in enumerate(((-0.42, 0.1), (-0.32, -0.16), (0.02, -0.24), (0.34, -0.14), (0.4,
        0.1),
                                  (-0.24, 0.26), (0.22, 0.28))):  # fmt: skip
        pen.blob([(0.58, 0.3), (0.58 + 0.5 * dx, 0.2 + 0.35 * dy), (0.58 + dx, 0.3 + dy),
                  (0.58 + 0.5 * dx, 0.34 + 0.55 * dy)], darker(colour, 0.1 * (k % 3)))  # fmt: skip
    for x in (0.55, 0.62):
        pen.ellipse(x, 0.34, 0.04, 0.042, (120, 74, 44))


def bare_tree(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 1.0), (0.5, 0.5), (0.44, 0.2)], 0.07, colour)
    for ends in (
        [(0.5, 0.62), (0.3, 0.44), (0.2, 0.24)],
        [(0.5, 0.54), (0.68, 0.38), (0.8, 0.16)],
        [(0.3, 0.44), (0.14, 0.4)],
        [(0.68, 0.38), (0.86, 0.36)],
        [(0.47, 0.36), (0.58, 0.14)],
    ):
        pen.line(ends, 0.035, colour)  # fmt: skip


def bonsai(pen: Pen, colour: Colour) -> None:
    pot(pen, (150, 84, 60))
    pen.line([(0.5, 0.72), (0.42, 0.56), (0.56, 0.42), (0.46, 0.26)], 0.07, _WOOD)
    for x, y, rx in ((0.44, 0.2, 0.22), (0.7, 0.38, 0.2), (0.26, 0.48, 0.2)):
        pen.ellipse(x, y, rx, 0.09, colour)
        pen.ellipse(x - 0.04, y - 0.03, 0.5 * rx, 0.04, lighter(colour, 0.2))


def pot(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.24, 0.74), (0.76, 0.74), (0.68, 1.0), (0.32, 1.0)], colour)
    pen.box(0.2, 0.68, 0.8, 0.77, darker(colour, 0.15))


def houseplant(pen: Pen, colour: Colour) -> None:
    for k, (dx, tall) in enumerate(
        ((-0.38, 0.34), (0.38, 0.32), (-0.22, 0.12), (0.24, 0.1), (0.0, 0.0))
    ):
        pen.blob([(0.46, 0.7), (0.5 + 0.4 * dx - 0.05, 0.36 + 0.4 * tall), (0.5 + dx, tall),
                  (0.5 + 0.6 * dx + 0.07, 0.4 + 0.4 * tall), (0.54, 0.7)],
                 darker(colour, 0.12 * (k % 2)))  # fmt: skip
    pot(pen, (196, 108, 70))


def _stem(pen: Pen) -> None:
    pen.line([(0.5, 0.4), (0.49, 0.7), (0.5, 1.0)], 0.045, _STEM)
    pen.blob([(0.5, 0.86), (0.36, 0.66), (0.2, 0.66), (0.32, 0.82)], _LEAF)
    pen.blob([(0.5, 0.92), (0.64, 0.74), (0.8, 0.74), (0.68, 0.88)], _LEAF)


def sunflower(pen: Pen, colour: Colour) -> None:
    _stem(pen)
    for ring, (reach, count, shade) in enumerate(((0.34, 16, 0.18), (0.3, 16, 0.0))):
        for k in range(count):
            turn = math.tau * (k + 0.5 * ring) / count
            dx, dy = math.cos(turn), math.sin(turn)
            pen.blob([(0.5 + 0.12 * dx, 0.34 + 0.12 * dy),
                      (0.5 + 0.22 * dx - 0.05 * dy, 0.34 + 0.22 * dy + 0.05 * dx),
                      (0.5 + reach * dx, 0.34 + reach * dy),
                      (0.5 + 0.22 * dx + 0.05 * dy, 0.34 + 0.22 * dy - 0.05 * dx)],
                     darker(colour, shade))  # fmt: skip
    pen.ellipse(0.5, 0.34, 0.16, 0.16, (104, 66, 36))
    pen.ellipse(0.5, 0.34, 0.1, 0.1, (72, 44, 26))


def rose(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.48), (0.52, 0.74), (0.5, 1.0)], 0.035, _STEM)
    for y, way in ((0.62, 1), (0.78, -1)):
        pen.polygon([(0.51, y), (0.51 + way * 0.06, y - 0.05), (0.51, y + 0.03)], _STEM)
    for way, y in ((-1, 0.72), (1, 0.84)):
        pen.blob([(0.51, y + 0.04), (0.51 + way * 0.14, y - 0.1), (0.51 + way * 0.3, y - 0.1),
                  (0.51 + way * 0.18, y + 0.03)], _STEM)  # fmt: skip
    for way in (-1, 1):
        pen.polygon([(0.5, 0.5), (0.5 + way * 0.2, 0.4), (0.5 + way * 0.24, 0.54)], _STEM)
    edge = darker(colour, 0.45)
    for points, shade in _PETALS:
        pen.blob(points, darker(colour, shade))
        pen.line([*curve(points), curve(points)[0]], 0.013, edge)
    turns = [0.5 * k for k in range(22)]
    pen.line([(0.5 + 0.0095 * t * math.cos(t), 0.2 + 0.0085 * t * math.sin(t)) for t in turns],
             0.016, edge)  # fmt: skip


# A rose's petals from the outermost to the bud, each with how much darker it is.
_PETALS: tuple[tuple[list[Point], float], ...] = (
    ([(0.5, 0.5), (0.26, 0.46), (0.18, 0.24), (0.3, 0.12), (0.46, 0.2)], 0.16),
    ([(0.5, 0.5), (0.74, 0.46), (0.82, 0.24), (0.7, 0.12), (0.54, 0.2)], 0.1),
    ([(0.34, 0.14), (0.5, 0.02), (0.66, 0.14), (0.6, 0.3), (0.4, 0.3)], 0.22),
    ([(0.32, 0.16), (0.38, 0.1), (0.62, 0.1), (0.68, 0.16), (0.64, 0.4), (0.36, 0.4)], 0.0),
    ([(0.5, 0.52), (0.3, 0.44), (0.26, 0.26), (0.42, 0.36), (0.58, 0.42)], 0.06),
    ([(0.5, 0.52), (0.7, 0.44), (0.74, 0.26), (0.62, 0.32), (0.48, 0.44)], 0.0),
)


def tulip(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.4), (0.5, 1.0)], 0.045, _STEM)
    pen.blob([(0.5, 1.0), (0.3, 0.74), (0.26, 0.48), (0.42, 0.74)], _LEAF)
    pen.blob([(0.5, 1.0), (0.7, 0.78), (0.76, 0.54), (0.58, 0.8)], _LEAF)
    for side in (-1, 1):
        pen.blob([(0.5, 0.46), (0.5 + side * 0.2, 0.38), (0.5 + side * 0.22, 0.06),
                  (0.5 + side * 0.06, 0.2)], darker(colour, 0.14))  # fmt: skip
    pen.blob(
        [(0.5, 0.48), (0.36, 0.34), (0.4, 0.14), (0.5, 0.04), (0.6, 0.14), (0.64, 0.34)], colour
    )


def cactus(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.94), (0.5, 0.16)], 0.22, colour)
    for side, low, high in ((-1, 0.62, 0.36), (1, 0.52, 0.24)):
        pen.line([(0.5, low), (0.5 + side * 0.28, low), (0.5 + side * 0.28, high)], 0.13, colour)
    for x in (0.44, 0.5, 0.56):
        pen.line([(x, 0.2), (x, 0.94)], 0.008, darker(colour, 0.3))
    for x, y in ((0.4, 0.3), (0.6, 0.36), (0.4, 0.72), (0.6, 0.8), (0.22, 0.46), (0.78, 0.34)):
        pen.line([(x - 0.025, y - 0.02), (x + 0.025, y + 0.02)], 0.008, WHITE)
    pen.ellipse(0.5, 0.06, 0.06, 0.05, (240, 110, 160))


def mushroom(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.4, 0.46), (0.6, 0.46), (0.64, 0.8), (0.68, 0.98), (0.32, 0.98), (0.36, 0.8)],
             (246, 236, 216))  # fmt: skip
    pen.ellipse(0.5, 0.56, 0.36, 0.06, (226, 206, 176))
    pen.blob(
        [(0.04, 0.54), (0.14, 0.26), (0.5, 0.06), (0.86, 0.26), (0.96, 0.54), (0.5, 0.56)], colour
    )
    for x, y, size in ((0.5, 0.22, 0.08), (0.28, 0.34, 0.06), (0.72, 0.34, 0.065), (0.5, 0.44,
        0.05),
                       (0.16, 0.47, 0.04), (0.84, 0.48, 0.04)):  # fmt: skip
        pen.ellipse(x, y, size, 0.8 * size, WHITE)


def leaf(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.2, 0.86), (0.16, 0.5), (0.4, 0.2), (0.84, 0.1), (0.82, 0.5), (0.56, 0.82)], colour)
    pen.line([(0.1, 0.98), (0.3, 0.72), (0.74, 0.22)], 0.025, darker(colour, 0.35))
    for x, y in ((0.4, 0.6), (0.54, 0.45)):
        pen.line([(x, y), (x - 0.06, y - 0.18)], 0.014, darker(colour, 0.3))
        pen.line([(x, y), (x + 0.18, y + 0.05)], 0.014, darker(colour, 0.3))


def grass(pen: Pen, colour: Colour) -> None:
    """A bush."""
    for x, y, size in ((0.22, 0.78, 0.2), (0.78, 0.78, 0.2), (0.5, 0.74, 0.26), (0.36, 0.6, 0.2),
                       (0.64, 0.6, 0.2)):  # fmt: skip
        pen.ellipse(x, y, size, size, darker(colour, 0.5 * (y - 0.55)))
    points: list[Point] = [(0.34, 0.56), (0.6, 0.62), (0.48, 0.78), (0.72, 0.76), (0.24, 0.76)]
    for x, y in points:
        pen.ellipse(x, y, 0.035, 0.03, lighter(colour, 0.25))


def cherry_tree(pen: Pen, colour: Colour) -> None:
    tree(pen, colour)
    for k in range(14):
        x = 0.5 + 0.32 * math.sin(2.4 * k) * (0.4 + 0.6 * (k % 3) / 2)
        y = 0.36 + 0.2 * math.cos(1.7 * k)
        pen.ellipse(x, y, 0.03, 0.03, lighter(colour, 0.6))


def log(pen: Pen, colour: Colour) -> None:
    """A branch to sit on."""
    pen.line([(-0.1, 0.94), (0.4, 0.88), (0.74, 0.92), (1.1, 0.84)], 0.1, colour)
    pen.line([(0.74, 0.9), (0.9, 0.7)], 0.05, colour)
    for x, y in ((0.9, 0.66), (0.98, 0.76), (0.06, 0.84), (0.14, 0.98)):
        pen.ellipse(x, y, 0.08, 0.045, _LEAF)


def vase(pen: Pen, colour: Colour) -> None:
    for x, y, hue in (
        (0.34, 0.2, (226, 70, 90)),
        (0.5, 0.1, (250, 206, 70)),
        (0.66, 0.2, (170, 110, 210)),
    ):
        pen.line([(0.5, 0.6), (x, y)], 0.022, _STEM)
        for k in range(6):
            turn = math.tau * k / 6
            pen.ellipse(x + 0.07 * math.cos(turn), y + 0.07 * math.sin(turn), 0.05, 0.05, hue)
        pen.ellipse(x, y, 0.045, 0.045, (252, 240, 190) if hue[0] != 250 else BLACK)
    pen.blob([(0.38, 0.44), (0.62, 0.44), (0.58, 0.54), (0.72, 0.74), (0.62, 0.99), (0.38, 0.99),
              (0.28, 0.74), (0.42, 0.54)], colour)  # fmt: skip
    pen.ellipse(0.4, 0.76, 0.03, 0.1, lighter(colour, 0.4))


_GREEN, _DARK = (62, 142, 70), (40, 104, 66)
PLANTS: dict[str, Kind] = {
    "tree": Kind(tree, "tree oak maple", (_GREEN, (84, 156, 66)),
        "beech elm linden chestnut walnut", 0.56, 0.1),
    "pine": Kind(pine, "pine fir spruce conifer", (_DARK,), "cypress", 0.56, 0.06),
    "christmas tree": Kind(christmas_tree, "", (_DARK,), "", 0.6),
    "palm": Kind(palm, "palm palms coconut", ((58, 150, 76),), "", 0.62, 0.1, "beach"),
    "bare tree": Kind(bare_tree, "", ((92, 70, 58),), "", 0.56),
    "cherry tree": Kind(cherry_tree, "sakura blossom blossoms", ((246, 168, 196),), "", 0.56, 0.1),
    "bonsai": Kind(bonsai, "bonsai", (_GREEN,), "", 0.44, home="table"),
    "houseplant": Kind(houseplant, "plant houseplant fern", (_GREEN,), "herb basil monstera", 0.44,
                       home="room"),
    "flower": Kind(flower, "flower petals", ((222, 60, 96), (246, 206, 70)),
                   "pansy marigold dahlia", 0.42, 0.3),
    "sunflower": Kind(sunflower, "sunflower", ((250, 200, 44),), "", 0.52, 0.16, "meadow"),
    "rose": Kind(rose, "rose roses", ((206, 32, 56),), "carnation", 0.46),
    "tulip": Kind(tulip, "tulip", ((226, 60, 70), (250, 190, 60)), "crocus", 0.42, home="meadow"),
    "cactus": Kind(cactus, "cactus cacti saguaro succulent", ((76, 142, 82),), "aloe", 0.5, 0.12,
                   "desert"),
    "mushroom": Kind(mushroom, "mushroom toadstool fungus", ((216, 44, 40),), "", 0.36, 0.14,
        "forest"),
    "leaf": Kind(leaf, "leaf leaves", ((92, 158, 66),), "", 0.32),
    "bush": Kind(grass, "bush shrub hedge", (_GREEN,), "", 0.36, 0.5),
    "branch": Kind(log, "branch twig log", (_WOOD,), "stick", 0.4, 0.88),
    "vase": Kind(vase, "vase", ((90, 140, 190),), "", 0.46, 0.3, "table"),
    "pot": Kind(pot, "pot flowerpot planter", ((196, 108, 70),), "", 0.34, 0.74),
}  # fmt: skip
