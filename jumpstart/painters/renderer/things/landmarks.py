"""Sights of the world, and small buildings with a shape of their own."""

from ..brush import Pen, arc, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .things import tree

_GLASS: Colour = (150, 196, 222)
_WOOD: Colour = (140, 92, 54)
_GOLD: Colour = (240, 196, 74)


def igloo(pen: Pen, colour: Colour) -> None:
    pen.polygon(arc(0.46, 0.96, 0.46, 0.66, 0.5, 1.0), colour)
    ink = darker(colour, 0.22)
    for k in range(1, 5):
        y = 0.96 - 0.14 * k
        half = 0.46 * (1 - ((0.96 - y) / 0.66) ** 2) ** 0.5
        pen.line([(0.46 - half, y), (0.46 + half, y)], 0.012, ink)
        for n in range(6):
            x = 0.46 + half * (n - 2.5 + 0.5 * (k % 2)) / 3
            pen.line([(x, y), (x, y + 0.13)], 0.01, ink)
    pen.polygon(arc(0.76, 0.97, 0.22, 0.36, 0.5, 1.0), darker(colour, 0.08))
    pen.polygon(arc(0.78, 0.97, 0.13, 0.25, 0.5, 1.0), (60, 80, 116))


def treehouse(pen: Pen, colour: Colour) -> None:
    tree(pen.inside(-0.12, -0.14, 1.14), (70, 146, 70))
    pen.box(0.24, 0.64, 0.86, 0.69, darker(colour, 0.3))
    pen.box(0.3, 0.4, 0.72, 0.65, colour)
    for k in range(4):
        pen.line([(0.3, 0.45 + 0.055 * k), (0.72, 0.45 + 0.055 * k)], 0.008, darker(colour, 0.3))
    pen.polygon([(0.22, 0.42), (0.51, 0.22), (0.8, 0.42)], (190, 70, 56))
    pen.box(0.36, 0.46, 0.48, 0.57, _GLASS)
    pen.box(0.55, 0.47, 0.66, 0.65, darker(colour, 0.5))
    for x in (0.74, 0.84):
        pen.line([(x, 0.68), (x, 1.0)], 0.022, _WOOD)
    for k in range(5):
        pen.line([(0.74, 0.73 + 0.06 * k), (0.84, 0.73 + 0.06 * k)], 0.02, _WOOD)


def mosque(pen: Pen, colour: Colour) -> None:
    """A white tomb or mosque with one large dome and four thin towers."""
    for x in (0.03, 0.97):
        pen.box(x - 0.03, 0.24, x + 0.03, 0.96, darker(colour, 0.08))
        pen.ellipse(x, 0.22, 0.045, 0.05, colour)
        for y in (0.4, 0.62):
            pen.box(x - 0.045, y, x + 0.045, y + 0.025, darker(colour, 0.2))
    pen.blob([(0.5, 0.02), (0.56, 0.14), (0.7, 0.24), (0.68, 0.42), (0.32, 0.42), (0.3, 0.24),
              (0.44, 0.14)], darker(colour, 0.06))  # fmt: skip
    pen.line([(0.5, 0.04), (0.5, -0.08)], 0.018, _GOLD)
    for x in (0.24, 0.76):
        pen.polygon(arc(x, 0.46, 0.085, 0.12, 0.5, 1.0), darker(colour, 0.1))
        pen.line([(x, 0.35), (x, 0.28)], 0.014, _GOLD)
    pen.box(0.12, 0.46, 0.88, 0.9, colour)
    pen.box(0.36, 0.4, 0.64, 0.9, lighter(colour, 0.4))
    pen.polygon([*arc(0.5, 0.6, 0.1, 0.14, 0.5, 1.0), (0.6, 0.9), (0.4, 0.9)], darker(colour, 0.45))
    for x in (0.2, 0.29, 0.71, 0.8):
        for y in (0.58, 0.78):
            pen.polygon([*arc(x, y, 0.03, 0.05, 0.5, 1.0, 8), (x + 0.03, y + 0.09),
                         (x - 0.03, y + 0.09)], darker(colour, 0.4))  # fmt: skip
    pen.box(0.0, 0.9, 1.0, 1.0, darker(colour, 0.14))


def big_ben(pen: Pen, colour: Colour) -> None:
    pen.box(0.34, 0.26, 0.66, 1.0, colour)
    for x in (0.4, 0.47, 0.54, 0.61):
        pen.line([(x, 0.56), (x, 0.98)], 0.016, darker(colour, 0.3))
    pen.box(0.3, 0.22, 0.7, 0.54, darker(colour, 0.12))
    pen.polygon([(0.3, 0.22), (0.42, 0.06), (0.58, 0.06), (0.7, 0.22)], (84, 100, 110))
    pen.polygon([(0.42, 0.08), (0.5, -0.16), (0.58, 0.08)], (84, 100, 110))
    pen.line([(0.5, -0.14), (0.5, -0.22)], 0.014, _GOLD)
    pen.ellipse(0.5, 0.38, 0.14, 0.14, _GOLD)
    pen.ellipse(0.5, 0.38, 0.12, 0.12, (252, 250, 240))
    for x, y in arc(0.5, 0.38, 0.1, 0.1, 0, 1, 12):
        pen.ellipse(x, y, 0.008, 0.008, BLACK)
    pen.line([(0.5, 0.38), (0.5, 0.29)], 0.016, BLACK)
    pen.line([(0.5, 0.38), (0.56, 0.41)], 0.018, BLACK)


def liberty(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.2)
    pen.polygon([(0.3, 0.8), (0.7, 0.8), (0.78, 1.0), (0.22, 1.0)], (206, 190, 160))
    pen.line([(0.6, 0.36), (0.7, 0.1)], 0.085, dark)
    pen.polygon([(0.64, 0.06), (0.78, 0.06), (0.73, 0.14), (0.69, 0.14)], dark)
    pen.glowing().blob([(0.71, -0.12), (0.77, 0.0), (0.71, 0.06), (0.65, 0.0)], (255, 180, 60))
    pen.blob([(0.38, 0.34), (0.6, 0.34), (0.66, 0.6), (0.68, 0.82), (0.32, 0.82), (0.34, 0.56)],
             colour)  # fmt: skip
    for x in (0.42, 0.5, 0.58):
        pen.line([(x, 0.44), (0.5 + 1.3 * (x - 0.5), 0.8)], 0.014, dark)
    pen.line([(0.4, 0.4), (0.32, 0.54), (0.44, 0.56)], 0.07, dark)
    pen.polygon([(0.32, 0.46), (0.42, 0.44), (0.44, 0.6), (0.34, 0.62)], lighter(colour, 0.3))
    pen.ellipse(0.49, 0.24, 0.085, 0.1, colour)
    for x, y in arc(0.49, 0.18, 0.17, 0.17, 0.55, 0.95, 6):
        pen.polygon([(0.45, 0.18), (x, y), (0.53, 0.18)], dark)
    for x in (0.46, 0.52):
        pen.ellipse(x, 0.24, 0.011, 0.012, BLACK)


def colosseum(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.0, 0.3), (0.5, 0.22), (0.72, 0.26), (0.74, 0.46), (0.86, 0.48), (0.88, 0.62),
                 (1.0, 0.64), (1.0, 0.94), (0.5, 1.0), (0.0, 0.94)], colour)  # fmt: skip
    for row in range(3):
        y = 0.38 + 0.2 * row
        for k in range(9 if row else 7):
            x = 0.06 + 0.11 * k
            if row < 2 and x > (0.68 if row == 0 else 0.84):
                continue
            pen.polygon([*arc(x, y + 0.06, 0.034, 0.05, 0.5, 1.0, 8), (x + 0.034, y + 0.14),
                         (x - 0.034, y + 0.14)], darker(colour, 0.55))  # fmt: skip
        right = (0.74, 0.88, 1.0)[row]
        pen.line([(0.0, y + 0.17), (right, y + 0.17)], 0.016, darker(colour, 0.22))


def carousel(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.92, 0.48, 0.08, darker(colour, 0.3))
    for x, hue in ((0.2, WHITE), (0.5, (250, 206, 120)), (0.8, WHITE)):
        pen.line([(x, 0.36), (x, 0.92)], 0.022, _GOLD)
        pen.blob([(x - 0.11, 0.62), (x, 0.6), (x + 0.07, 0.5), (x + 0.14, 0.54), (x + 0.08, 0.62),
                  (x + 0.08, 0.72), (x - 0.1, 0.72)], hue)  # fmt: skip
        for dx in (-0.08, 0.05):
            pen.line([(x + dx, 0.7), (x + dx - 0.02, 0.8)], 0.026, hue)
        pen.blob([(x - 0.04, 0.6), (x + 0.03, 0.59), (x + 0.03, 0.66), (x - 0.04, 0.66)], colour)
    for k in range(8):
        pen.polygon([(0.5, 0.02), (0.02 + 0.12 * k, 0.3), (0.14 + 0.12 * k, 0.3)],
                    WHITE if k % 2 else colour)  # fmt: skip
        pen.ellipse(0.08 + 0.12 * k, 0.32, 0.062, 0.05, WHITE if k % 2 else colour)
    pen.line([(0.5, 0.04), (0.5, -0.1)], 0.02, _GOLD)
    pen.polygon([(0.5, -0.1), (0.62, -0.06), (0.5, -0.02)], _GOLD)


def roller_coaster(pen: Pen, colour: Colour) -> None:
    track = [(-0.1, 0.9), (0.04, 0.7), (0.14, 0.24), (0.24, 0.1), (0.36, 0.3), (0.44, 0.8),
             *arc(0.6, 0.6, 0.17, 0.24, 0.4, -0.62, 18), (0.84, 0.84), (1.1, 0.66)]  # fmt: skip
    for x in (0.06, 0.15, 0.24, 0.34, 0.52, 0.68, 0.9, 1.02):
        top = min((y for a, y in track if abs(a - x) < 0.07), default=0.7)
        pen.line([(x, top), (x, 1.0)], 0.016, (150, 156, 168))
    pen.line(track, 0.045, colour)
    for x, y, hue in ((0.16, 0.16, (250, 206, 66)), (0.27, 0.06, (60, 130, 220)),
                      (0.36, 0.2, (80, 176, 92))):  # fmt: skip
        pen.box(x - 0.05, y - 0.06, x + 0.05, y + 0.02, hue)
        pen.ellipse(x, y - 0.09, 0.03, 0.035, (230, 178, 140))


def phone_booth(pen: Pen, colour: Colour) -> None:
    pen.box(0.26, 0.1, 0.74, 1.0, colour)
    pen.polygon([(0.24, 0.12), (0.3, 0.02), (0.7, 0.02), (0.76, 0.12)], colour)
    pen.box(0.32, 0.1, 0.68, 0.16, WHITE)
    for row in range(6):
        for k in range(3):
            pen.box(0.33 + 0.12 * k, 0.22 + 0.115 * row, 0.43 + 0.12 * k, 0.31 + 0.115 * row,
                    (206, 230, 242))  # fmt: skip
    pen.box(0.26, 0.92, 0.74, 1.0, darker(colour, 0.25))


def mailbox(pen: Pen, colour: Colour) -> None:
    pen.box(0.44, 0.56, 0.56, 1.0, _WOOD)
    pen.blob([(0.12, 0.6), (0.12, 0.3), (0.2, 0.16), (0.34, 0.2), (0.4, 0.34), (0.4, 0.6)],
             darker(colour, 0.25))  # fmt: skip
    pen.polygon([(0.22, 0.17), (0.8, 0.17), (0.9, 0.3), (0.9, 0.6), (0.38, 0.6), (0.38, 0.32)],
        colour)  # fmt: skip
    pen.line([(0.7, 0.44), (0.7, 0.08)], 0.03, (250, 206, 66))
    pen.box(0.7, 0.06, 0.86, 0.16, (250, 206, 66))
    pen.line([(0.5, 0.44), (0.6, 0.44)], 0.02, darker(colour, 0.4))


def traffic_light(pen: Pen, colour: Colour) -> None:
    pen.box(0.46, 0.6, 0.54, 1.0, (90, 94, 104))
    pen.box(0.3, 0.0, 0.7, 0.66, colour)
    for y, hue in ((0.12, (236, 60, 50)), (0.33, (250, 200, 60)), (0.54, (80, 200, 90))):
        pen.ellipse(0.5, y, 0.1, 0.095, darker(hue, 0.4))
        pen.glowing().ellipse(0.5, y, 0.085, 0.08, hue)
        pen.line(arc(0.5, y, 0.115, 0.11, 0.55, 0.95, 10), 0.026, darker(colour, 0.5))


def hydrant(pen: Pen, colour: Colour) -> None:
    pen.box(0.26, 0.9, 0.74, 1.0, darker(colour, 0.3))
    pen.box(0.34, 0.32, 0.66, 0.92, colour)
    pen.polygon(arc(0.5, 0.32, 0.2, 0.2, 0.5, 1.0), darker(colour, 0.12))
    pen.box(0.46, 0.06, 0.54, 0.16, darker(colour, 0.3))
    pen.box(0.28, 0.3, 0.72, 0.37, darker(colour, 0.25))
    for side in (-1, 1):
        pen.box(0.5 + side * 0.22 - 0.07, 0.5, 0.5 + side * 0.22 + 0.07, 0.64, darker(colour, 0.2))
    pen.ellipse(0.5, 0.58, 0.11, 0.11, (180, 186, 196))
    pen.ellipse(0.5, 0.58, 0.05, 0.05, (90, 94, 104))


def gravestone(pen: Pen, colour: Colour) -> None:
    pen.polygon([*arc(0.5, 0.4, 0.32, 0.36, 0.5, 1.0), (0.82, 0.96), (0.18, 0.96)], colour)
    pen.polygon([(0.74, 0.2), (0.82, 0.4), (0.82, 0.96), (0.74, 0.96)], darker(colour, 0.16))
    ink = darker(colour, 0.5)
    pen.line([(0.34, 0.58), (0.34, 0.4), (0.42, 0.42), (0.4, 0.49), (0.35, 0.49), (0.42, 0.58)],
             0.026, ink)  # fmt: skip
    pen.line([(0.5, 0.4), (0.5, 0.58)], 0.026, ink)
    pen.line([(0.58, 0.58), (0.58, 0.4), (0.66, 0.42), (0.65, 0.49), (0.58, 0.5)], 0.026, ink)
    pen.line([(0.36, 0.7), (0.64, 0.7)], 0.018, ink)
    for k in range(8):
        x = 0.08 + 0.12 * k
        pen.polygon([(x - 0.05, 1.0), (x, 0.86 - 0.04 * (k % 2)), (x + 0.05, 1.0)], (84, 140, 70))


def torii(pen: Pen, colour: Colour) -> None:
    for x in (0.22, 0.78):
        pen.line([(x, 0.22), (0.5 + 1.1 * (x - 0.5), 0.98)], 0.075, colour)
        pen.box(0.5 + 1.1 * (x - 0.5) - 0.06, 0.92, 0.5 + 1.1 * (x - 0.5) + 0.06, 1.0, BLACK)
    pen.box(0.08, 0.36, 0.92, 0.43, colour)
    pen.box(0.46, 0.2, 0.54, 0.38, colour)
    pen.blob([(-0.06, 0.06), (0.2, 0.13), (0.5, 0.14), (0.8, 0.13), (1.06, 0.06), (1.0, 0.2),
              (0.5, 0.24), (0.0, 0.2)], colour)  # fmt: skip
    pen.blob([(-0.08, 0.02), (0.2, 0.09), (0.5, 0.1), (0.8, 0.09), (1.08, 0.02), (1.06, 0.08),
              (0.5, 0.15), (-0.06, 0.08)], (50, 48, 54))  # fmt: skip


def turbine(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.475, 0.3), (0.525, 0.3), (0.55, 1.0), (0.45, 1.0)], colour)
    for x, y in arc(0.5, 0.3, 0.42, 0.42, -0.21, 0.79, 3)[:3]:
        dx, dy = 0.07 * (y - 0.3), 0.07 * (x - 0.5)
        pen.polygon([(0.5 - dx, 0.3 + dy), (x, y), (0.5 + 2 * dx, 0.3 - 2 * dy)], lighter(colour,
            0.3))  # fmt: skip
    pen.ellipse(0.5, 0.3, 0.045, 0.045, darker(colour, 0.2))


LANDMARKS: dict[str, Kind] = {
    "igloo": Kind(igloo, "igloo", ((226, 240, 250),), "", 0.46, 0.3, "snow"),
    "treehouse": Kind(treehouse, "treehouse", ((176, 120, 70),), "", 0.62, 0.24, "forest"),
    "mosque": Kind(mosque, "mosque", ((240, 236, 228),), "palace", 0.6, 0.4),
    "big ben": Kind(big_ben, "", ((206, 170, 112),), "", 0.7, home="city"),
    "statue of liberty": Kind(liberty, "", ((110, 170, 150),), "", 0.66, home="sea"),
    "colosseum": Kind(colosseum, "colosseum coliseum", ((222, 190, 146),), "amphitheatre", 0.58),
    "carousel": Kind(carousel, "carousel", ((214, 60, 80),), "", 0.58),
    "roller coaster": Kind(roller_coaster, "rollercoaster", ((214, 60, 56),), "", 0.66),
    "phone booth": Kind(phone_booth, "", ((206, 36, 40),), "", 0.58, home="street"),
    "mailbox": Kind(mailbox, "mailbox letterbox postbox", ((60, 110, 190), (206, 44, 44)), "",
        0.42),
    "traffic light": Kind(traffic_light, "stoplight", ((60, 64, 72),), "", 0.54, home="street"),
    "fire hydrant": Kind(hydrant, "hydrant", ((206, 44, 44),), "", 0.4, home="street"),
    "gravestone": Kind(gravestone, "gravestone tombstone grave", ((150, 154, 160),), "tomb", 0.42),
    "torii": Kind(torii, "torii", ((206, 60, 44),), "", 0.56),
    "wind turbine": Kind(turbine, "turbine", ((230, 234, 238),), "", 0.66),
}  # fmt: skip
