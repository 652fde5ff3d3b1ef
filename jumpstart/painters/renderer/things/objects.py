"""Things of the house: furniture, instruments, toys, tools."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .garden import fishing_rod, watering_can
from .machines import rim

_WOOD: Colour = (150, 100, 60)
_STEEL: Colour = (176, 182, 192)
_GOLD: Colour = (246, 200, 70)


def teapot(pen: Pen, colour: Colour) -> None:
    turns = [math.pi * (0.5 + k / 10) for k in range(11)]
    pen.line([(0.24 + 0.17 * math.cos(t), 0.6 + 0.2 * math.sin(t)) for t in turns], 0.06, colour)
    pen.blob([(0.7, 0.7), (0.82, 0.6), (0.86, 0.4), (0.98, 0.34), (0.98, 0.44), (0.9, 0.72), (0.74,
        0.86)],
             colour)  # fmt: skip
    pen.ellipse(0.5, 0.66, 0.32, 0.3, colour)
    pen.blob([(0.3, 0.4), (0.5, 0.26), (0.7, 0.4), (0.5, 0.44)], darker(colour, 0.14))
    pen.ellipse(0.5, 0.26, 0.05, 0.05, darker(colour, 0.3))
    pen.ellipse(0.5, 0.96, 0.2, 0.04, darker(colour, 0.3))
    pen.ellipse(0.38, 0.56, 0.07, 0.1, lighter(colour, 0.45))


def book(pen: Pen, colour: Colour) -> None:
    """An open book."""
    pen.polygon(
        [(0.0, 0.42), (0.5, 0.5), (1.0, 0.42), (1.0, 0.88), (0.5, 0.97), (0.0, 0.88)], colour
    )
    for side in (-1, 1):
        pen.polygon([(0.5, 0.48), (0.5 + side * 0.2, 0.39), (0.5 + side * 0.46, 0.38),
                     (0.5 + side * 0.46, 0.82), (0.5 + side * 0.2, 0.84), (0.5, 0.92)],
                    (250, 246, 234))  # fmt: skip
        for k in range(4):
            y = 0.5 + 0.09 * k
            pen.line([(0.5 + side * 0.08, y + 0.015), (0.5 + side * 0.4, y - 0.03)], 0.014,
                     (150, 146, 140))  # fmt: skip
    pen.line([(0.5, 0.48), (0.5, 0.92)], 0.014, (170, 160, 150))


def books(pen: Pen, colour: Colour) -> None:
    for k, hue in enumerate((colour, (66, 120, 180), (226, 170, 70), (100, 150, 90))):
        top = 0.76 - 0.2 * k
        left = 0.1 + 0.05 * (k % 2)
        pen.box(left, top, left + 0.76, top + 0.2, hue)
        pen.box(left + 0.68, top + 0.03, left + 0.77, top + 0.17, (250, 246, 234))


def umbrella(pen: Pen, colour: Colour) -> None:
    pen.line(
        [(0.5, 0.06), (0.5, 0.88), (0.55, 0.96), (0.62, 0.94), (0.63, 0.86)], 0.035, (92, 64, 46)
    )
    pen.blob([(0.02, 0.48), (0.1, 0.22), (0.5, 0.04), (0.9, 0.22), (0.98, 0.48), (0.82, 0.43),
        (0.66, 0.48),
              (0.5, 0.43), (0.34, 0.48), (0.18, 0.43)], colour)  # fmt: skip
    pen.blob([(0.5, 0.04), (0.66, 0.24), (0.66, 0.47), (0.5, 0.43), (0.34, 0.47), (0.34, 0.24)],
             lighter(colour, 0.18))  # fmt: skip


def chest(pen: Pen, colour: Colour) -> None:
    pen.blob(
        [(0.06, 0.5), (0.1, 0.24), (0.3, 0.14), (0.7, 0.14), (0.9, 0.24), (0.94, 0.5)],
        darker(colour, 0.1),
    )
    for k in range(9):
        pen.ellipse(0.16 + 0.085 * k, 0.5, 0.06, 0.06, _GOLD if k % 2 else (250, 224, 130))
    pen.box(0.06, 0.54, 0.94, 0.96, colour)
    for x in (0.06, 0.86):
        pen.box(x, 0.54, x + 0.08, 0.96, _GOLD)
    pen.box(0.06, 0.53, 0.94, 0.58, _GOLD)
    pen.box(0.43, 0.54, 0.57, 0.72, _GOLD)
    pen.ellipse(0.5, 0.62, 0.025, 0.03, BLACK)


def gift(pen: Pen, colour: Colour) -> None:
    pen.box(0.12, 0.44, 0.88, 1.0, colour)
    pen.box(0.07, 0.34, 0.93, 0.48, darker(colour, 0.12))
    pen.box(0.44, 0.34, 0.56, 1.0, _GOLD)
    for side in (-1, 1):
        pen.blob([(0.5, 0.34), (0.5 + side * 0.08, 0.14), (0.5 + side * 0.26, 0.14),
            (0.5 + side * 0.24, 0.3)],
                 _GOLD)  # fmt: skip


def open_box(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.1, 0.5), (0.9, 0.5), (0.84, 1.0), (0.16, 1.0)], colour)
    for side in (-1, 1):
        pen.polygon([(0.5 + side * 0.4, 0.5), (0.5 + side * 0.52, 0.62), (0.5 + side * 0.16, 0.64),
                     (0.5 + side * 0.1, 0.5)], lighter(colour, 0.2))  # fmt: skip


def basket(pen: Pen, colour: Colour) -> None:
    turns = [math.pi * (1 + k / 12) for k in range(13)]
    pen.line(
        [(0.5 + 0.36 * math.cos(t), 0.6 + 0.5 * math.sin(t)) for t in turns],
        0.04,
        darker(colour, 0.2),
    )
    pen.polygon([(0.08, 0.58), (0.92, 0.58), (0.8, 1.0), (0.2, 1.0)], colour)
    for row in range(4):
        for k in range(7):
            x = 0.17 + 0.1 * k + 0.05 * (row % 2)
            pen.line(
                [(x, 0.66 + 0.09 * row), (x + 0.045, 0.66 + 0.09 * row)], 0.025, darker(colour, 0.3)
            )
    pen.line([(0.08, 0.59), (0.92, 0.59)], 0.05, darker(colour, 0.2))


def bottle(pen: Pen, colour: Colour) -> None:
    pen.box(0.44, 0.0, 0.56, 0.08, (176, 120, 70))
    pen.blob([(0.44, 0.06), (0.56, 0.06), (0.57, 0.28), (0.68, 0.42), (0.68, 0.96), (0.32, 0.96),
        (0.32, 0.42),
              (0.43, 0.28)], colour, 0.75)  # fmt: skip
    pen.ellipse(0.4, 0.6, 0.02, 0.2, lighter(colour, 0.6), 0.8)


def fishbowl(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.56, 0.45, 0.42, (214, 236, 246), 0.55)
    pen.blob([(0.07, 0.48), (0.5, 0.44), (0.93, 0.48), (0.88, 0.78), (0.66, 0.95), (0.34, 0.95),
        (0.12, 0.78)],
             colour, 0.42)  # fmt: skip
    pen.line([(0.26, 0.19), (0.74, 0.19)], 0.035, (230, 242, 248))
    pen.ellipse(0.26, 0.42, 0.03, 0.1, WHITE, 0.8)


def bowl(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.6, 0.46, 0.1, darker(colour, 0.3))
    pen.blob([(0.04, 0.6), (0.5, 0.68), (0.96, 0.6), (0.86, 0.82), (0.66, 0.96), (0.34, 0.96),
        (0.14, 0.82)], colour)  # fmt: skip
    pen.box(0.36, 0.94, 0.64, 1.0, darker(colour, 0.2))


def upturned_hat(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.42, 0.46, 0.09, darker(colour, 0.3))
    pen.polygon([(0.22, 0.44), (0.78, 0.44), (0.74, 1.0), (0.26, 1.0)], colour)
    pen.polygon([(0.22, 0.5), (0.78, 0.5), (0.77, 0.6), (0.23, 0.6)], (206, 44, 60))
    turns = [math.pi * k / 12 for k in range(13)]
    pen.line([(0.5 + 0.44 * math.cos(t), 0.42 + 0.08 * math.sin(t)) for t in turns], 0.05, colour)


def sword(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.3, 0.66), (0.88, 0.04), (0.96, 0.04), (0.94, 0.14), (0.36, 0.72)], colour)
    pen.line([(0.22, 0.56), (0.46, 0.8)], 0.06, _GOLD)
    pen.line([(0.32, 0.7), (0.1, 0.92)], 0.06, (92, 60, 40))
    pen.ellipse(0.09, 0.93, 0.05, 0.05, _GOLD)


def flag(pen: Pen, colour: Colour) -> None:
    pen.line([(0.2, 0.04), (0.2, 1.0)], 0.04, (120, 112, 106))
    pen.blob([(0.22, 0.06), (0.5, 0.12), (0.74, 0.04), (0.96, 0.1), (0.96, 0.5), (0.74, 0.44),
        (0.5, 0.52),
              (0.22, 0.46)], colour)  # fmt: skip


def kite(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.64), (0.4, 0.76), (0.52, 0.88), (0.36, 1.0)], 0.016, (90, 90, 96))
    pen.polygon([(0.56, 0.0), (0.9, 0.26), (0.5, 0.66), (0.2, 0.22)], colour)
    pen.polygon([(0.56, 0.0), (0.9, 0.26), (0.5, 0.66)], lighter(colour, 0.35))
    pen.line([(0.2, 0.22), (0.9, 0.26)], 0.014, WHITE)
    for x, y in ((0.4, 0.76), (0.52, 0.88)):
        pen.polygon([(x - 0.06, y - 0.03), (x, y), (x - 0.06, y + 0.04)], (250, 206, 70))
        pen.polygon([(x + 0.06, y - 0.03), (x, y), (x + 0.06, y + 0.04)], (250, 206, 70))


def party_balloon(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.66), (0.46, 0.8), (0.53, 0.9), (0.49, 1.0)], 0.014, (120, 120, 126))
    pen.blob([(0.5, 0.02), (0.74, 0.12), (0.8, 0.34), (0.66, 0.56), (0.5, 0.66), (0.34, 0.56),
        (0.2, 0.34),
              (0.26, 0.12)], colour)  # fmt: skip
    pen.polygon([(0.5, 0.63), (0.45, 0.7), (0.55, 0.7)], darker(colour, 0.2))
    pen.ellipse(0.37, 0.24, 0.05, 0.09, lighter(colour, 0.6))


def football(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.6, 0.38, 0.38, colour)
    for k in range(6):
        turn = math.tau * k / 5 - math.pi / 2
        x, y = (0.5, 0.6) if k == 5 else (0.5 + 0.29 * math.cos(turn), 0.6 + 0.29 * math.sin(turn))
        pen.polygon([(x + 0.1 * math.cos(math.tau * n / 5 - 1.57),
            y + 0.1 * math.sin(math.tau * n / 5 - 1.57))
                     for n in range(5)], BLACK)  # fmt: skip
    rim(pen, 0.5, 0.6, 0.38, 0.012, (90, 90, 96))


def key(pen: Pen, colour: Colour) -> None:
    rim(pen, 0.26, 0.34, 0.17, 0.08, colour)
    pen.line([(0.38, 0.46), (0.86, 0.94)], 0.08, colour)
    for x in (0.68, 0.8):
        pen.line([(x, x + 0.08), (x + 0.1, x - 0.03)], 0.06, colour)


def sphere(pen: Pen, colour: Colour) -> None:
    """A moon with craters, or a planet with a ring."""
    pen.ellipse(0.5, 0.5, 0.4, 0.4, colour)
    for x, y, size in ((0.36, 0.4, 0.09), (0.6, 0.58, 0.12), (0.62, 0.3, 0.06), (0.4, 0.68, 0.06)):
        pen.ellipse(x, y, size, size, darker(colour, 0.14))


def planet(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.5, 0.5, 0.12, lighter(colour, 0.5))
    pen.ellipse(0.5, 0.49, 0.42, 0.075, darker(colour, 0.55))
    pen.ellipse(0.5, 0.48, 0.32, 0.32, colour)
    for y in (0.34, 0.6):
        pen.line([(0.26, y), (0.74, y)], 0.04, darker(colour, 0.15))
    pen.line(
        [(0.01, 0.53), (0.3, 0.6), (0.5, 0.61), (0.7, 0.6), (0.99, 0.53)],
        0.03,
        lighter(colour, 0.5),
    )


_T = "table"
OBJECTS: dict[str, Kind] = {
    "teapot": Kind(teapot, "teapot kettle", ((80, 140, 190), (206, 84, 70)), "jug pitcher", 0.4,
        0.3, _T),
    "book": Kind(book, "book novel notebook", ((150, 44, 50),),
        "diary journal dictionary", 0.4, 0.44,
                 _T),
    "books": Kind(books, "books", ((170, 50, 54),), "", 0.42, 0.18, _T),
    "umbrella": Kind(umbrella, "umbrella parasol", ((214, 46, 56), (50, 110, 190)), "", 0.46),
    "chest": Kind(chest, "treasure chest", ((150, 94, 50),), "", 0.44, 0.2),
    "gift": Kind(gift, "gift present", ((206, 44, 60),), "", 0.38, 0.34),
    "open box": Kind(open_box, "crate", ((196, 150, 96),), "", 0.42, 0.52),
    "basket": Kind(basket, "basket", ((190, 136, 76),), "", 0.44, 0.58, _T),
    "bottle": Kind(bottle, "bottle jar", ((90, 160, 120),), "", 0.42, home=_T),
    "fishbowl": Kind(fishbowl, "aquarium fishbowl tank", ((90, 170, 220),),
        "", 0.46, 0.5, _T),
    "bowl": Kind(bowl, "bowl", ((84, 140, 190), (226, 222, 212)), "", 0.42, 0.62, _T),
    "upturned hat": Kind(upturned_hat, "", ((44, 44, 56),), "", 0.36, 0.42, _T),
    "fishing rod": Kind(fishing_rod, "", ((150, 100, 60),), "", 0.5),
    "watering can": Kind(watering_can, "", ((90, 150, 170),), "", 0.36),
    "sword": Kind(sword, "sword", ((200, 206, 216),), "spear dagger katana", 0.42),
    "flag": Kind(flag, "flag banner", ((206, 44, 48), (50, 100, 190)), "", 0.5),
    "kite": Kind(kite, "kite", ((226, 70, 60), (60, 140, 210)), "", 0.4, flies=True),
    "balloon": Kind(party_balloon, "balloon", ((226, 50, 60), (60, 130, 220)), "", 0.36,
        flies=True),
    "football": Kind(football, "football soccer soccerball", (WHITE,), "volleyball",
        0.28, home="meadow"),
    "key": Kind(key, "key", (_GOLD,), "", 0.34, home=_T),
    "moon": Kind(sphere, "", ((232, 228, 206),), "asteroid", 0.36, flies=True),
    "planet": Kind(planet, "planet saturn jupiter", ((222, 160, 96), (120, 150, 210)),
        "mercury neptune uranus", 0.46,
                   home="space", flies=True),
}  # fmt: skip
