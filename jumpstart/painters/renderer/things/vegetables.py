"""More fruit and vegetables."""

import math

from ..brush import Pen, arc, darker, lighter
from ..kind import Drawing, Kind
from ..world import WHITE, Colour

_LEAF: Colour = (84, 160, 70)


def avocado(pen: Pen, colour: Colour) -> None:
    outline = [(0.5, 0.04), (0.62, 0.12), (0.7, 0.36), (0.82, 0.62), (0.74, 0.88), (0.5, 0.97),
               (0.26, 0.88), (0.18, 0.62), (0.3, 0.36), (0.38, 0.12)]  # fmt: skip
    for share, hue in ((1.0, darker(colour, 0.4)), (0.9, colour), (0.78, (236, 240, 160))):
        pen.blob([(0.5 + share * (x - 0.5), 0.56 + share * (y - 0.56)) for x, y in outline], hue)
    pen.ellipse(0.5, 0.66, 0.17, 0.17, (126, 80, 46))
    pen.ellipse(0.45, 0.6, 0.05, 0.045, (170, 120, 80))


def tomato(pen: Pen, colour: Colour) -> None:
    for x, rx in ((0.32, 0.26), (0.68, 0.26), (0.5, 0.26)):
        pen.ellipse(x, 0.6, rx, 0.34, colour)
    pen.ellipse(0.3, 0.46, 0.07, 0.09, lighter(colour, 0.5))
    for x, y in arc(0.5, 0.3, 0.22, 0.14, 0, 1, 6)[:-1]:
        pen.polygon([(0.46, 0.28), (x, y), (0.54, 0.32)], _LEAF)
    pen.line([(0.5, 0.3), (0.52, 0.14)], 0.04, _LEAF)


def potato(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.06, 0.64), (0.14, 0.4), (0.4, 0.3), (0.66, 0.36), (0.9, 0.48), (0.94, 0.7),
              (0.78, 0.88), (0.4, 0.9), (0.16, 0.82)], colour)  # fmt: skip
    for x, y in ((0.26, 0.5), (0.46, 0.66), (0.68, 0.52), (0.8, 0.7), (0.34, 0.78), (0.54, 0.44)):
        pen.ellipse(x, y, 0.028, 0.016, darker(colour, 0.35))
    pen.tilted(0.3, 0.42, 0.1, 0.04, -0.05, lighter(colour, 0.35))


def onion(pen: Pen, colour: Colour) -> None:
    for dx in (-0.1, 0.0, 0.1):
        pen.line([(0.5, 0.3), (0.5 + dx, 0.04)], 0.045, (140, 180, 90))
    pen.blob([(0.5, 0.22), (0.62, 0.34), (0.88, 0.5), (0.84, 0.78), (0.5, 0.94), (0.16, 0.78),
              (0.12, 0.5), (0.38, 0.34)], colour)  # fmt: skip
    for half in (0.12, 0.26):
        for side in (-1, 1):
            pen.line([(0.5, 0.26), (0.5 + side * half, 0.6), (0.5, 0.92)], 0.014,
                     darker(colour, 0.25))  # fmt: skip
    for dx in (-0.08, 0.0, 0.08):
        pen.line([(0.5, 0.92), (0.5 + dx, 1.0)], 0.014, (206, 190, 160))


def garlic(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.4), (0.52, 0.06)], 0.08, darker(colour, 0.08))
    for x, rx in ((0.3, 0.2), (0.7, 0.2), (0.5, 0.2)):
        pen.blob([(0.5, 0.2), (x + 0.8 * rx, 0.5), (x + 0.9 * rx, 0.74), (x, 0.92),
                  (x - 0.9 * rx, 0.74), (x - 0.8 * rx, 0.5)], darker(colour,
            0.1 * abs(x - 0.5) * 4))  # fmt: skip
    for side in (-1, 1):
        pen.line([(0.5, 0.26), (0.5 + side * 0.13, 0.6), (0.5 + side * 0.1, 0.9)], 0.012,
                 (190, 150, 190))  # fmt: skip


def chili(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.2, 0.18), (0.4, 0.16), (0.5, 0.4), (0.66, 0.62), (0.96, 0.8), (0.98, 0.86),
              (0.6, 0.86), (0.34, 0.66), (0.2, 0.4)], colour)  # fmt: skip
    pen.blob([(0.16, 0.2), (0.3, 0.1), (0.44, 0.18), (0.3, 0.26)], _LEAF)
    pen.line([(0.3, 0.14), (0.2, 0.0)], 0.05, _LEAF)
    pen.line([(0.3, 0.34), (0.42, 0.58), (0.6, 0.74)], 0.035, lighter(colour, 0.4))


def pepper(pen: Pen, colour: Colour) -> None:
    for x, hue in ((0.3, 0.12), (0.7, 0.12), (0.5, 0.0)):
        pen.blob([(x - 0.16, 0.34), (x, 0.26), (x + 0.16, 0.34), (x + 0.17, 0.62), (x + 0.06, 0.95),
                  (x - 0.06, 0.95), (x - 0.17, 0.62)], darker(colour, hue))  # fmt: skip
    pen.blob([(0.38, 0.3), (0.5, 0.22), (0.62, 0.3), (0.5, 0.36)], _LEAF)
    pen.line([(0.5, 0.28), (0.56, 0.08)], 0.065, _LEAF)
    pen.tilted(0.28, 0.48, 0.035, 0.1, 0.02, lighter(colour, 0.5))


def eggplant(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.6, 0.22), (0.74, 0.36), (0.74, 0.62), (0.54, 0.92), (0.26, 0.9), (0.16, 0.68),
              (0.32, 0.5), (0.46, 0.3)], colour)  # fmt: skip
    pen.polygon([(0.46, 0.32), (0.6, 0.14), (0.78, 0.3), (0.72, 0.42), (0.66, 0.34), (0.6, 0.42),
                 (0.54, 0.34)], _LEAF)  # fmt: skip
    pen.line([(0.64, 0.2), (0.74, 0.04)], 0.06, _LEAF)
    pen.tilted(0.36, 0.62, 0.04, 0.14, 0.1, lighter(colour, 0.4))


def cabbage(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.58, 0.42, 0.38, darker(colour, 0.2))
    for x, y, rx, ry in ((0.28, 0.6, 0.24, 0.34), (0.72, 0.6, 0.24, 0.34), (0.5, 0.54, 0.26, 0.36)):
        pen.ellipse(x, y, rx, ry, lighter(colour, 0.18 if x == 0.5 else 0.05))
        pen.line([(x, y + 0.9 * ry), (x, y - 0.5 * ry)], 0.024, lighter(colour, 0.6))
        for side in (-1, 1):
            for k in range(3):
                pen.line([(x, y + 0.3 - 0.16 * k), (x + side * 0.14, y + 0.16 - 0.16 * k)], 0.014,
                         lighter(colour, 0.6))  # fmt: skip


def cucumber(pen: Pen, colour: Colour) -> None:
    pen.line([(0.1, 0.74), (0.66, 0.4)], 0.2, colour)
    for k in range(6):
        pen.ellipse(0.12 + 0.09 * k, 0.68 - 0.055 * k, 0.014, 0.014, lighter(colour, 0.5))
    for x, y in ((0.76, 0.44), (0.86, 0.62)):
        pen.ellipse(x, y, 0.13, 0.13, colour)
        pen.ellipse(x, y, 0.105, 0.105, (206, 232, 160))
        for a, b in arc(x, y, 0.05, 0.05, 0, 1, 6):
            pen.ellipse(a, b, 0.014, 0.014, (150, 190, 100))


def peas(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.02, 0.4), (0.2, 0.66), (0.5, 0.78), (0.8, 0.66), (0.98, 0.4), (0.84, 0.82),
              (0.5, 0.97), (0.16, 0.82)], darker(colour, 0.25))  # fmt: skip
    for k in range(5):
        x = 0.18 + 0.16 * k
        y = 0.74 - 0.9 * (x - 0.5) ** 2
        pen.ellipse(x, y, 0.1, 0.1, lighter(colour, 0.15))
        pen.ellipse(x - 0.03, y - 0.035, 0.025, 0.022, WHITE)
    pen.blob([(0.02, 0.4), (0.18, 0.74), (0.5, 0.86), (0.82, 0.74), (0.98, 0.4), (0.86, 0.82),
              (0.5, 0.98), (0.14, 0.82)], colour)  # fmt: skip


def lemon(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.04, 0.56), (0.12, 0.48), (0.26, 0.3), (0.5, 0.24), (0.74, 0.32), (0.86, 0.5),
              (0.96, 0.56), (0.86, 0.64), (0.74, 0.82), (0.5, 0.88), (0.26, 0.82), (0.12, 0.64)],
             colour)  # fmt: skip
    pen.tilted(0.34, 0.44, 0.1, 0.06, -0.08, lighter(colour, 0.5))
    pen.blob([(0.86, 0.46), (0.84, 0.26), (0.98, 0.14), (1.0, 0.34)], _LEAF)


def lime(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.56, 0.42, 0.4, darker(colour, 0.15))
    pen.ellipse(0.5, 0.56, 0.38, 0.36, (236, 246, 206))
    for k in range(8):
        ends = [(0.5 + 0.33 * math.cos(math.tau * (k + d) / 8),
                 0.56 + 0.31 * math.sin(math.tau * (k + d) / 8)) for d in (0.14, 0.5,
            0.86)]  # fmt: skip
        pen.blob([(0.5, 0.56), *ends], lighter(colour, 0.15))


def peach(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.58, 0.4, 0.38, colour)
    pen.ellipse(0.62, 0.62, 0.26, 0.3, darker(colour, 0.08))
    pen.line(arc(0.3, 0.5, 0.22, 0.44, -0.2, 0.2), 0.02, darker(colour, 0.3))
    pen.blob([(0.5, 0.2), (0.62, 0.04), (0.86, 0.06), (0.7, 0.22)], _LEAF)
    pen.line([(0.5, 0.26), (0.48, 0.12)], 0.035, (104, 80, 46))


def kiwi(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.56, 0.44, 0.4, (126, 92, 54))
    pen.ellipse(0.5, 0.56, 0.4, 0.36, colour)
    pen.ellipse(0.5, 0.56, 0.13, 0.11, (240, 244, 206))
    for x, y in arc(0.5, 0.56, 0.2, 0.18, 0, 1, 16):
        pen.ellipse(x, y, 0.014, 0.02, (40, 36, 30))


def coconut(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.56, 0.44, 0.4, colour)
    pen.ellipse(0.5, 0.52, 0.38, 0.32, WHITE)
    pen.ellipse(0.5, 0.54, 0.28, 0.22, (226, 228, 222))
    for x, y in ((0.12, 0.74), (0.3, 0.88), (0.7, 0.88), (0.88, 0.74)):
        pen.line([(x, y), (x + 0.05, y + 0.05)], 0.012, darker(colour, 0.4))


def berries(pen: Pen, colour: Colour) -> None:
    for x, y in ((0.28, 0.7), (0.72, 0.7), (0.5, 0.76), (0.38, 0.44), (0.64, 0.46)):
        pen.ellipse(x, y, 0.2, 0.19, colour)
        pen.polygon(arc(x, y - 0.08, 0.09, 0.06, 0, 1, 5), darker(colour, 0.4))
        pen.ellipse(x - 0.08, y, 0.04, 0.05, lighter(colour, 0.35))
    pen.tilted(0.76, 0.3, 0.16, 0.07, -0.1, _LEAF)


def raspberry(pen: Pen, colour: Colour) -> None:
    for row, count in enumerate((4, 5, 4, 3, 2)):
        for k in range(count):
            x, y = 0.5 + 0.15 * (k - (count - 1) / 2), 0.36 + 0.13 * row
            pen.ellipse(x, y, 0.095, 0.09, darker(colour, 0.12 * ((k + row) % 2)))
            pen.ellipse(x - 0.025, y - 0.03, 0.025, 0.022, lighter(colour, 0.5))
    for k in range(5):
        pen.polygon([(0.44, 0.26), (0.56, 0.26), (0.14 + 0.18 * k, 0.3 - 0.05 * (k % 2))], _LEAF)
    pen.line([(0.5, 0.24), (0.52, 0.08)], 0.035, _LEAF)


def _kind(draw: Drawing, words: str, colour: Colour, like: str = "") -> Kind:
    return Kind(draw, words, (colour,), like, 0.36, home="table")


VEGETABLES: dict[str, Kind] = {
    "avocado": _kind(avocado, "avocado guacamole", (150, 190, 80)),
    "tomato": _kind(tomato, "tomato", (222, 50, 42), "salsa ketchup"),
    "potato": _kind(potato, "potato", (206, 164, 108), "ginger"),
    "onion": _kind(onion, "onion", (214, 150, 90), "shallot"),
    "garlic": _kind(garlic, "garlic", (246, 240, 232)),
    "chili": _kind(chili, "chili chilli jalapeno", (214, 34, 36)),
    "bell pepper": _kind(pepper, "pepper paprika capsicum", (222, 50, 40)),
    "eggplant": _kind(eggplant, "eggplant aubergine", (88, 44, 120)),
    "cabbage": _kind(cabbage, "cabbage lettuce kale", (130, 190, 90), "spinach artichoke"),
    "cucumber": _kind(cucumber, "cucumber zucchini courgette pickle", (70, 140, 64)),
    "peas": _kind(peas, "pea beans bean edamame", (110, 186, 70)),
    "lemon": _kind(lemon, "lemon", (250, 218, 60)),
    "slice of lime": _kind(lime, "limes", (140, 200, 60)),
    "peach": _kind(peach, "peach nectarine apricot", (250, 160, 110), "mango plum papaya"),
    "kiwi": _kind(kiwi, "kiwi kiwifruit", (140, 190, 60)),
    "half a coconut": _kind(coconut, "", (110, 74, 48)),
    "blueberries": _kind(berries, "blueberry blueberries", (66, 86, 170), "blackcurrant"),
    "raspberry": _kind(raspberry, "raspberry raspberries", (214, 44, 90), "blackberry mulberry"),
}  # fmt: skip
