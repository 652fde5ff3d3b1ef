"""What people wear, carry and own."""

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import WHITE, Colour

_STEEL: Colour = (180, 186, 196)
_GOLD: Colour = (240, 196, 74)
_LEATHER: Colour = (140, 90, 54)


def boots(pen: Pen, colour: Colour) -> None:
    for dx, shade in ((0.26, 0.18), (0.0, 0.0)):
        hue = darker(colour, shade)
        pen.blob([(0.12 + dx, 0.12), (0.42 + dx, 0.12), (0.42 + dx, 0.58), (0.6 + dx, 0.68),
                  (0.7 + dx, 0.8), (0.68 + dx, 0.94), (0.12 + dx, 0.94), (0.12 + dx, 0.5)],
            hue)  # fmt: skip
        pen.box(0.11 + dx, 0.9, 0.69 + dx, 0.97, darker(colour, 0.5))
        pen.box(0.11 + dx, 0.1, 0.43 + dx, 0.2, lighter(colour, 0.25))


def heels(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.1, 0.3), (0.2, 0.26), (0.2, 0.96), (0.14, 0.96)], darker(colour, 0.2))
    pen.blob([(0.06, 0.3), (0.16, 0.18), (0.28, 0.34), (0.5, 0.66), (0.78, 0.76), (0.98, 0.9),
              (0.9, 0.97), (0.6, 0.96), (0.36, 0.78), (0.16, 0.52)], colour)  # fmt: skip
    pen.blob([(0.2, 0.28), (0.32, 0.42), (0.5, 0.68), (0.62, 0.74), (0.44, 0.7), (0.26, 0.46)],
             darker(colour, 0.45))  # fmt: skip


def socks(pen: Pen, colour: Colour) -> None:
    for dx, hue in ((0.24, darker(colour, 0.15)), (0.0, colour)):
        pen.blob([(0.16 + dx, 0.08), (0.4 + dx, 0.08), (0.4 + dx, 0.56), (0.62 + dx, 0.72),
                  (0.66 + dx, 0.88), (0.5 + dx, 0.96), (0.3 + dx, 0.86), (0.16 + dx, 0.66)],
            hue)  # fmt: skip
        for k in range(3):
            pen.line([(0.17 + dx, 0.22 + 0.14 * k), (0.4 + dx, 0.22 + 0.14 * k)], 0.045, WHITE)
        pen.tilted(0.59 + dx, 0.85, 0.09, 0.075, 0.1, WHITE)


def trousers(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.26, 0.04), (0.74, 0.04), (0.84, 0.98), (0.58, 0.98), (0.5, 0.36), (0.42, 0.98),
                 (0.16, 0.98)], colour)  # fmt: skip
    pen.box(0.26, 0.04, 0.74, 0.12, darker(colour, 0.25))
    pen.ellipse(0.5, 0.08, 0.025, 0.025, _GOLD)
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.23, 0.2), (0.5 + side * 0.12, 0.13)], 0.014, _GOLD)
        pen.line([(0.5 + side * 0.31, 0.94), (0.5 + side * 0.09, 0.94)], 0.014, _GOLD)
    pen.line([(0.5, 0.12), (0.5, 0.36)], 0.012, _GOLD)


def backpack(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.5, 0.14, 0.1, 0.1, 0.5, 1.0, 10), 0.035, darker(colour, 0.4))
    for x in (0.12, 0.88):
        pen.ellipse(x, 0.7, 0.1, 0.18, darker(colour, 0.25))
    pen.blob([(0.2, 0.3), (0.34, 0.12), (0.66, 0.12), (0.8, 0.3), (0.84, 0.9), (0.5, 0.97),
              (0.16, 0.9)], colour)  # fmt: skip
    pen.blob([(0.26, 0.58), (0.74, 0.58), (0.76, 0.86), (0.5, 0.9), (0.24, 0.86)],
             darker(colour, 0.15))  # fmt: skip
    pen.line([(0.26, 0.64), (0.74, 0.64)], 0.02, _GOLD)
    pen.blob([(0.24, 0.3), (0.76, 0.3), (0.7, 0.46), (0.3, 0.46)], lighter(colour, 0.15))
    for x in (0.38, 0.62):
        pen.box(x - 0.025, 0.36, x + 0.025, 0.54, _LEATHER)


def handbag(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.5, 0.42, 0.24, 0.32, 0.5, 1.0, 14), 0.045, darker(colour, 0.3))
    pen.polygon([(0.14, 0.4), (0.86, 0.4), (0.96, 0.94), (0.04, 0.94)], colour)
    pen.blob([(0.14, 0.4), (0.86, 0.4), (0.8, 0.6), (0.5, 0.68), (0.2, 0.6)], darker(colour, 0.15))
    pen.ellipse(0.5, 0.66, 0.05, 0.045, _GOLD)


def suitcase(pen: Pen, colour: Colour) -> None:
    pen.line([(0.36, 0.26), (0.36, 0.12), (0.64, 0.12), (0.64, 0.26)], 0.05, darker(colour, 0.45))
    pen.box(0.04, 0.24, 0.96, 0.94, colour)
    for x in (0.2, 0.72):
        pen.box(x, 0.24, x + 0.08, 0.94, darker(colour, 0.4))
        pen.box(x - 0.005, 0.5, x + 0.085, 0.6, _GOLD)
    for x, y in ((0.04, 0.24), (0.88, 0.24), (0.04, 0.86), (0.88, 0.86)):
        pen.box(x, y, x + 0.08, y + 0.08, darker(colour, 0.4))
    pen.ellipse(0.42, 0.44, 0.075, 0.075, (90, 170, 220))
    pen.box(0.46, 0.64, 0.64, 0.76, (240, 120, 90))


def mask(pen: Pen, colour: Colour) -> None:
    """A carnival mask with feathers."""
    for k in range(7):
        turn = -0.36 + 0.037 * k
        hue = ((70, 160, 200), (240, 190, 60), (200, 70, 140))[k % 3]
        x, y = arc(0.5, 0.5, 0.32, 0.34, turn, turn + 0.01, 1)[0]
        pen.tilted(x, y - 0.06, 0.2, 0.05, turn, hue)
    pen.blob([(0.02, 0.42), (0.24, 0.34), (0.5, 0.42), (0.76, 0.34), (0.98, 0.42), (0.88, 0.7),
              (0.66, 0.74), (0.5, 0.62), (0.34, 0.74), (0.12, 0.7)], colour)  # fmt: skip
    for side in (-1, 1):
        pen.tilted(0.5 + side * 0.22, 0.53, 0.12, 0.065, -side * 0.03, (30, 28, 36))
    pen.ellipse(0.5, 0.44, 0.05, 0.05, _GOLD)
    pen.line(curve([(0.06, 0.44), (0.26, 0.38), (0.5, 0.45), (0.74, 0.38), (0.94, 0.44)],
                   closed=False), 0.016, _GOLD)  # fmt: skip


def pillow(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.04, 0.4), (0.3, 0.42), (0.7, 0.42), (0.96, 0.4), (0.92, 0.66), (0.96, 0.92),
              (0.7, 0.9), (0.3, 0.9), (0.04, 0.92), (0.08, 0.66)], colour)  # fmt: skip
    for x in (0.16, 0.84):
        pen.line([(x, 0.5), (0.5 + 0.6 * (x - 0.5), 0.62)], 0.014, darker(colour, 0.2))
    pen.ellipse(0.5, 0.64, 0.04, 0.035, darker(colour, 0.2))


def yarn(pen: Pen, colour: Colour) -> None:
    for x in (0.24, 0.7):
        pen.line([(x, 0.0), (1 - x, 0.8)], 0.026, (206, 160, 104))
        pen.ellipse(x, 0.0, 0.035, 0.035, (150, 100, 60))
    pen.ellipse(0.46, 0.6, 0.36, 0.36, colour)
    for k in range(5):
        pen.line(arc(0.3 + 0.07 * k, 0.6, 0.2, 0.33, -0.2, 0.2, 10), 0.014, darker(colour, 0.25))
        pen.line(arc(0.46, 0.5 + 0.06 * k, 0.31, 0.14, 0.55, 0.95, 10), 0.012, lighter(colour, 0.3))
    pen.line(curve([(0.66, 0.9), (0.84, 0.98), (0.98, 0.88), (1.06, 0.96)], closed=False), 0.024,
             colour)  # fmt: skip


_T = "table"
BELONGINGS: dict[str, Kind] = {
    "boots": Kind(boots, "boots boot wellies", ((246, 196, 50), (140, 90, 54)), "", 0.4),
    "high heels": Kind(heels, "heels stiletto", ((206, 30, 50),), "", 0.38, home=_T),
    "socks": Kind(socks, "socks sock stocking", ((206, 44, 50),), "", 0.4, home=_T),
    "trousers": Kind(trousers, "trousers pants jeans", ((60, 96, 160),), "shorts leggings", 0.46),
    "backpack": Kind(backpack, "backpack rucksack schoolbag", ((60, 120, 180), (200, 80, 60)), "",
                     0.42),
    "handbag": Kind(handbag, "handbag purse bag", ((176, 60, 70),), "wallet", 0.4, home=_T),
    "suitcase": Kind(suitcase, "suitcase luggage", ((176, 116, 66),), "", 0.42, 0.24),
    "mask": Kind(mask, "mask masks", ((120, 50, 150),), "", 0.4, home=_T),
    "pillow": Kind(pillow, "pillow cushion", ((236, 226, 240),), "blanket", 0.4, 0.5),
    "yarn": Kind(yarn, "yarn wool", ((226, 70, 110),), "thread", 0.38, home=_T),
}  # fmt: skip
