"""Animals of the water and of the mud: fish, whale, frog, turtle, snake, dinosaur."""

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour


def fish(pen: Pen, colour: Colour) -> None:
    shade = darker(colour, 0.22)
    pen.blob([(0.26, 0.55), (0.02, 0.3), (0.08, 0.55), (0.02, 0.8)], shade)
    pen.blob([(0.36, 0.4), (0.5, 0.18), (0.68, 0.3), (0.66, 0.42)], shade)
    pen.blob(
        [(0.2, 0.55), (0.4, 0.34), (0.7, 0.32), (0.97, 0.56), (0.7, 0.78), (0.4, 0.76)], colour
    )
    for x, half in ((0.42, 0.17), (0.58, 0.2)):
        pen.line(
            [(x, 0.55 - half), (x + 0.03, 0.55), (x, 0.55 + half)], 0.045, lighter(colour, 0.5)
        )
    pen.blob([(0.52, 0.6), (0.62, 0.62), (0.5, 0.78), (0.44, 0.72)], shade)
    pen.ellipse(0.82, 0.5, 0.05, 0.05, WHITE)
    pen.ellipse(0.83, 0.5, 0.026, 0.026, BLACK)
    pen.line([(0.9, 0.62), (0.95, 0.59)], 0.014, darker(colour, 0.6))


def whale(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.line([(0.74, 0.34), (0.74 + side * 0.02, 0.2), (0.74 + side * 0.1, 0.1),
                  (0.74 + side * 0.15, 0.16)], 0.028, (170, 214, 240))  # fmt: skip
    pen.blob([(0.18, 0.6), (0.1, 0.42), (-0.04, 0.3), (0.1, 0.26), (0.16, 0.34), (0.28, 0.24),
              (0.22, 0.44), (0.3, 0.56)], darker(colour, 0.1))  # fmt: skip
    pen.blob([(0.14, 0.54), (0.34, 0.52), (0.56, 0.36), (0.82, 0.36), (0.99, 0.56), (0.96, 0.8),
              (0.7, 0.92), (0.36, 0.84)], colour)  # fmt: skip
    pen.blob([(0.44, 0.8), (0.7, 0.76), (0.97, 0.7), (0.95, 0.82), (0.7, 0.92)], (226, 234, 240))
    pen.line([(0.74, 0.74), (0.97, 0.68)], 0.014, darker(colour, 0.5))
    pen.blob([(0.5, 0.78), (0.6, 0.78), (0.5, 0.98), (0.4, 0.96)], darker(colour, 0.25))
    pen.ellipse(0.82, 0.6, 0.024, 0.026, BLACK)


def dolphin(pen: Pen, colour: Colour) -> None:
    pen.blob(
        [(0.12, 0.8), (-0.02, 0.74), (0.0, 0.92), (0.1, 0.98), (0.2, 0.86)], darker(colour, 0.2)
    )
    pen.polygon([(0.44, 0.36), (0.4, 0.12), (0.62, 0.34)], darker(colour, 0.2))
    pen.blob([(0.12, 0.86), (0.24, 0.56), (0.48, 0.32), (0.74, 0.34), (0.86, 0.46), (1.0, 0.56),
              (0.86, 0.62), (0.66, 0.66), (0.4, 0.7)], colour)  # fmt: skip
    pen.blob([(0.3, 0.72), (0.6, 0.56), (0.84, 0.58), (0.66, 0.66), (0.42, 0.7)], (232, 238, 242))
    pen.polygon([(0.54, 0.62), (0.5, 0.84), (0.66, 0.64)], darker(colour, 0.25))
    pen.ellipse(0.8, 0.48, 0.018, 0.02, BLACK)


def shark(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.14, 0.58), (0.0, 0.26), (0.06, 0.56), (0.0, 0.8)], darker(colour, 0.15))
    pen.polygon([(0.42, 0.42), (0.42, 0.1), (0.62, 0.4)], darker(colour, 0.15))
    pen.blob([(0.1, 0.58), (0.4, 0.4), (0.7, 0.38), (1.0, 0.54), (0.8, 0.72), (0.4, 0.72)], colour)
    pen.blob([(0.3, 0.66), (0.6, 0.62), (0.94, 0.6), (0.78, 0.72), (0.45, 0.73)], (236, 238, 240))
    pen.polygon([(0.52, 0.66), (0.46, 0.92), (0.66, 0.66)], darker(colour, 0.25))
    for k in range(4):
        pen.polygon(
            [(0.76 + 0.04 * k, 0.61), (0.8 + 0.04 * k, 0.61), (0.78 + 0.04 * k, 0.66)], WHITE
        )
    pen.ellipse(0.82, 0.5, 0.02, 0.022, BLACK)


def octopus(pen: Pen, colour: Colour) -> None:
    for k in range(6):
        x = 0.22 + 0.112 * k
        way = -1 if k < 3 else 1
        pen.line([(0.36 + 0.056 * k, 0.5), (x, 0.76), (x + way * 0.06, 0.92), (x + way * 0.12,
            0.88)],
                 0.08, darker(colour, 0.16 if k % 2 else 0))  # fmt: skip
    pen.blob([(0.5, 0.04), (0.74, 0.16), (0.76, 0.42), (0.64, 0.6), (0.36, 0.6), (0.24, 0.42),
              (0.26, 0.16)], colour)  # fmt: skip
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.1, 0.4, 0.062, 0.07, WHITE)
        pen.ellipse(0.5 + side * 0.09, 0.41, 0.032, 0.038, BLACK)


def jellyfish(pen: Pen, colour: Colour) -> None:
    for k in range(5):
        x = 0.28 + 0.11 * k
        pen.line([(x, 0.42), (x + 0.04, 0.6), (x - 0.03, 0.76), (x + 0.02, 0.96)], 0.04, colour)
    pen.blob(
        [(0.12, 0.44), (0.2, 0.14), (0.5, 0.02), (0.8, 0.14), (0.88, 0.44), (0.5, 0.5)], colour
    )
    pen.blob([(0.26, 0.3), (0.36, 0.14), (0.5, 0.1), (0.4, 0.26)], lighter(colour, 0.5))


def crab(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        for k in range(3):
            pen.line([(0.5 + side * 0.2, 0.7), (0.5 + side * (0.4 - 0.04 * k), 0.66 + 0.08 * k),
                      (0.5 + side * (0.44 - 0.06 * k), 0.92 + 0.03 * k)], 0.045,
                     darker(colour, 0.2))  # fmt: skip
        pen.line([(0.5 + side * 0.26, 0.6), (0.5 + side * 0.4, 0.4)], 0.07, colour)
        pen.blob([(0.5 + side * 0.34, 0.4), (0.5 + side * 0.32, 0.18), (0.5 + side * 0.42, 0.28),
                  (0.5 + side * 0.5, 0.16), (0.5 + side * 0.5, 0.36), (0.5 + side * 0.42, 0.44)],
                 colour)  # fmt: skip
        pen.line([(0.5 + side * 0.1, 0.55), (0.5 + side * 0.1, 0.42)], 0.03, colour)
        pen.ellipse(0.5 + side * 0.1, 0.4, 0.045, 0.05, WHITE)
        pen.ellipse(0.5 + side * 0.1, 0.4, 0.022, 0.026, BLACK)
    pen.ellipse(0.5, 0.7, 0.31, 0.2, colour)


def turtle(pen: Pen, colour: Colour) -> None:
    skin = (140, 176, 96)
    for x in (0.22, 0.62):
        pen.line([(x, 0.84), (x - 0.02, 0.96)], 0.12, skin)
    pen.line([(0.7, 0.78), (0.84, 0.62)], 0.12, skin)
    pen.ellipse(0.87, 0.58, 0.105, 0.1, skin)
    pen.ellipse(0.9, 0.55, 0.018, 0.02, BLACK)
    pen.polygon([(0.06, 0.84), (-0.02, 0.92), (0.14, 0.9)], skin)
    pen.blob([(0.06, 0.86), (0.12, 0.56), (0.42, 0.38), (0.7, 0.54), (0.78, 0.86)], colour)
    pen.line([(0.07, 0.86), (0.78, 0.86)], 0.05, darker(colour, 0.35))
    for x, y in ((0.42, 0.54), (0.25, 0.66), (0.58, 0.66), (0.42, 0.72)):
        pen.ellipse(x, y, 0.075, 0.06, darker(colour, 0.25))


def frog(pen: Pen, colour: Colour) -> None:
    shade = darker(colour, 0.2)
    for side in (-1, 1):
        pen.blob([(0.5 + side * 0.16, 0.6), (0.5 + side * 0.44, 0.58), (0.5 + side * 0.46, 0.86),
                  (0.5 + side * 0.2, 0.96)], shade)  # fmt: skip
        pen.ellipse(0.5 + side * 0.38, 0.96, 0.12, 0.035, shade)
    pen.blob([(0.3, 0.5), (0.7, 0.5), (0.74, 0.8), (0.6, 0.97), (0.4, 0.97), (0.26, 0.8)], colour)
    pen.ellipse(0.5, 0.78, 0.15, 0.17, lighter(colour, 0.55))
    pen.blob([(0.16, 0.46), (0.26, 0.3), (0.5, 0.26), (0.74, 0.3), (0.84, 0.46), (0.7, 0.62),
              (0.3, 0.62)], colour)  # fmt: skip
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.2, 0.24, 0.125, 0.125, colour)
        pen.ellipse(0.5 + side * 0.2, 0.23, 0.085, 0.085, WHITE)
        pen.ellipse(0.5 + side * 0.19, 0.24, 0.045, 0.05, BLACK)
        pen.ellipse(0.5 + side * 0.14, 0.94, 0.07, 0.04, shade)
    pen.line([(0.24, 0.46), (0.36, 0.53), (0.5, 0.55), (0.64, 0.53), (0.76, 0.46)], 0.02,
             darker(colour, 0.6))  # fmt: skip


def snake(pen: Pen, colour: Colour) -> None:
    body = [(0.04, 0.9), (0.2, 0.76), (0.36, 0.92), (0.52, 0.76), (0.68, 0.9), (0.8, 0.72),
            (0.72, 0.5), (0.78, 0.32)]  # fmt: skip
    pen.line(body, 0.12, colour)
    for x, y in body[1:-1]:
        pen.ellipse(x, y, 0.035, 0.035, darker(colour, 0.4))
    pen.ellipse(0.83, 0.27, 0.13, 0.09, colour)
    pen.line([(0.94, 0.29), (1.0, 0.31)], 0.016, (214, 40, 44))
    pen.ellipse(0.85, 0.24, 0.022, 0.024, BLACK)


def snail(pen: Pen, colour: Colour) -> None:
    skin = (226, 196, 150)
    pen.blob([(0.04, 0.94), (0.4, 0.84), (0.74, 0.84), (0.82, 0.56), (0.95, 0.56), (0.94, 0.92),
              (0.8, 0.98)], skin)  # fmt: skip
    for x in (0.84, 0.95):
        pen.line([(x - 0.02, 0.6), (x + 0.01, 0.38)], 0.022, skin)
        pen.ellipse(x + 0.01, 0.37, 0.028, 0.028, BLACK)
    for k, size in enumerate((0.3, 0.21, 0.12)):
        pen.ellipse(0.44 + 0.01 * k, 0.58, size, size, darker(colour, 0.16 * k))


def dinosaur(pen: Pen, colour: Colour) -> None:
    shade = darker(colour, 0.22)
    for x, y in ((0.2, 0.66), (0.31, 0.55), (0.42, 0.42), (0.48, 0.28), (0.53, 0.14)):
        pen.polygon(
            [(x - 0.05, y + 0.06), (x - 0.07, y - 0.07), (x + 0.06, y)], darker(colour, 0.45)
        )
    pen.line([(0.62, 0.74), (0.64, 0.94)], 0.13, shade)
    pen.blob([(0.02, 0.9), (0.2, 0.68), (0.42, 0.46), (0.52, 0.2), (0.72, 0.3), (0.72, 0.6),
              (0.62, 0.84), (0.36, 0.88)], colour)  # fmt: skip
    pen.blob(
        [(0.56, 0.46), (0.7, 0.44), (0.7, 0.62), (0.6, 0.8), (0.5, 0.72)], lighter(colour, 0.4)
    )
    pen.blob([(0.48, 0.16), (0.62, 0.06), (0.96, 0.14), (0.98, 0.28), (0.74, 0.36), (0.54, 0.34)],
             colour)  # fmt: skip
    for k in range(4):
        pen.polygon(
            [(0.76 + 0.05 * k, 0.27), (0.8 + 0.05 * k, 0.26), (0.78 + 0.05 * k, 0.31)], WHITE
        )
    pen.line([(0.68, 0.5), (0.8, 0.54), (0.82, 0.6)], 0.05, shade)
    pen.line([(0.46, 0.76), (0.48, 0.94)], 0.15, colour)
    for x in (0.52, 0.68):
        pen.ellipse(x, 0.96, 0.1, 0.04, shade)
    pen.ellipse(0.68, 0.16, 0.03, 0.032, WHITE)
    pen.ellipse(0.69, 0.16, 0.015, 0.018, BLACK)


_DEEP = "underwater"
SWIMMERS: dict[str, Kind] = {
    "fish": Kind(fish, "fish goldfish koi salmon", ((244, 132, 36),), "tuna trout", 0.34,
                 home=_DEEP, flies=True),
    "whale": Kind(whale, "whale", ((62, 104, 156),), "", 0.5, 0.4, _DEEP, flies=True,
                  head=(0.72, 0.37, 0.16)),
    "dolphin": Kind(dolphin, "dolphin porpoise", ((104, 140, 172),), "", 0.42, home="sea",
                    flies=True),
    "shark": Kind(shark, "shark", ((110, 126, 142),), "", 0.42, home=_DEEP, flies=True),
    "octopus": Kind(octopus, "octopus kraken", ((204, 84, 110),), "", home=_DEEP,
                    head=(0.5, 0.05, 0.2), hand=(0.86, 0.84)),
    "jellyfish": Kind(jellyfish, "jellyfish medusa", ((232, 150, 210),), "", home=_DEEP,
        flies=True),
    "crab": Kind(crab, "crab", ((220, 74, 48),), "", 0.32, home="beach"),
    "turtle": Kind(turtle, "turtle tortoise", ((92, 118, 62),), "", 0.36, 0.46),
    "frog": Kind(frog, "frog toad", ((92, 170, 70),), "", 0.34, head=(0.5, 0.2, 0.2),
                 hand=(0.84, 0.72)),
    "snake": Kind(snake, "snake serpent cobra python", ((96, 156, 72),), "eel", 0.38,
                  head=(0.83, 0.19, 0.1)),
    "snail": Kind(snail, "snail", ((176, 112, 64),), "slug", 0.3),
    "dinosaur": Kind(dinosaur, "dinosaur rex trex tyrannosaurus", ((98, 158, 84),),
                     "godzilla raptor velociraptor", 0.56, 0.4, head=(0.64, 0.08, 0.14)),
}  # fmt: skip
