"""Animals on four legs, drawn from one skeleton: a new one is two or three lines."""

from functools import partial

from ..brush import Pen, arc, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .beast import Beast, beast
from .creatures import dog, horse

MAMMOTH = Beast(0.3, 0.14, 0.56, 0.44, 0.12, 0.06, 0.24, 0.15, (0.05, 0.09), "big", "tuft",
                marks="trunk")  # fmt: skip


def unicorn(pen: Pen, colour: Colour) -> None:
    horse(pen, colour)
    pen.polygon([(0.84, 0.12), (0.98, -0.12), (0.9, 0.13)], (246, 206, 90))
    for k, hue in enumerate(((240, 110, 170), (150, 110, 220), (90, 190, 230))):
        pen.line([(0.78 - 0.03 * k, 0.1 + 0.06 * k), (0.66 - 0.02 * k, 0.3 + 0.04 * k)], 0.05, hue)


def zebra(pen: Pen, colour: Colour) -> None:
    horse(pen, colour)
    for x in (0.22, 0.31, 0.4, 0.49, 0.58, 0.67):
        pen.polygon([(x - 0.016, 0.4), (x + 0.016, 0.39), (x + 0.03, 0.6), (x + 0.015, 0.6)], BLACK)


def spotted_dog(pen: Pen, colour: Colour) -> None:
    dog(pen, colour)
    spots = ((0.22, 0.52, 0.035), (0.34, 0.6, 0.045), (0.46, 0.5, 0.03), (0.5, 0.66, 0.03),
             (0.26, 0.68, 0.03), (0.8, 0.36, 0.02), (0.63, 0.84, 0.025), (0.19, 0.84, 0.028),
             (0.72, 0.2, 0.022))  # fmt: skip
    for x, y, size in spots:
        pen.ellipse(x, y, size, 0.85 * size, BLACK)


def poodle(pen: Pen, colour: Colour) -> None:
    for x in (0.27, 0.56):
        pen.line([(x, 0.6), (x, 0.94)], 0.05, darker(colour, 0.25))
        pen.ellipse(x, 0.9, 0.07, 0.07, darker(colour, 0.15))
    pen.line([(0.2, 0.5), (0.1, 0.32)], 0.035, colour)
    pen.ellipse(0.09, 0.28, 0.075, 0.075, colour)
    pen.ellipse(0.36, 0.56, 0.22, 0.13, colour)
    for x, y in ((0.52, 0.52), (0.62, 0.56), (0.54, 0.64), (0.64, 0.46), (0.62, 0.38)):
        pen.ellipse(x, y, 0.115, 0.11, lighter(colour, 0.1))
    for x in (0.2, 0.62):
        pen.line([(x, 0.6), (x, 0.96)], 0.055, colour)
        pen.ellipse(x, 0.9, 0.08, 0.075, lighter(colour, 0.1))
    pen.tilted(0.82, 0.3, 0.14, 0.06, 0.03, colour)
    for x, y in ((0.62, 0.12), (0.7, 0.07), (0.78, 0.12), (0.7, 0.18)):
        pen.ellipse(x, y, 0.1, 0.095, lighter(colour, 0.1))
    pen.ellipse(0.72, 0.25, 0.1, 0.1, colour)
    pen.blob([(0.6, 0.16), (0.68, 0.2), (0.66, 0.42), (0.57, 0.44), (0.54, 0.3)],
             darker(colour, 0.15))  # fmt: skip
    pen.ellipse(0.95, 0.29, 0.03, 0.028, BLACK)
    pen.ellipse(0.77, 0.23, 0.02, 0.024, BLACK)


def dachshund(pen: Pen, colour: Colour) -> None:
    for x in (0.2, 0.62):
        pen.box(x, 0.74, x + 0.06, 0.98, darker(colour, 0.3))
    pen.line([(0.06, 0.6), (-0.06, 0.44)], 0.04, colour)
    pen.blob([(0.02, 0.64), (0.12, 0.54), (0.5, 0.56), (0.74, 0.56), (0.76, 0.78), (0.4, 0.82),
              (0.08, 0.82)], colour)  # fmt: skip
    for x in (0.1, 0.66):
        pen.box(x, 0.74, x + 0.07, 1.0, colour)
    pen.line([(0.72, 0.66), (0.78, 0.48)], 0.15, colour)
    pen.ellipse(0.8, 0.44, 0.11, 0.1, colour)
    pen.tilted(0.95, 0.49, 0.14, 0.055, 0.03, colour)
    pen.ellipse(1.08, 0.49, 0.028, 0.026, BLACK)
    pen.blob([(0.7, 0.38), (0.78, 0.42), (0.76, 0.62), (0.68, 0.62), (0.66, 0.5)],
             darker(colour, 0.4))  # fmt: skip
    pen.ellipse(0.85, 0.41, 0.018, 0.022, BLACK)


def kangaroo(pen: Pen, colour: Colour) -> None:
    shade, pale = darker(colour, 0.2), lighter(colour, 0.4)
    pen.line([(0.36, 0.8), (0.2, 0.93), (0.0, 0.95)], 0.09, shade)
    pen.blob([(0.5, 0.3), (0.62, 0.34), (0.66, 0.56), (0.6, 0.84), (0.4, 0.88), (0.3, 0.74),
              (0.4, 0.48)], colour)  # fmt: skip
    pen.blob([(0.56, 0.5), (0.65, 0.56), (0.6, 0.8), (0.5, 0.78)], pale)
    pen.ellipse(0.42, 0.76, 0.15, 0.14, shade)
    pen.line([(0.42, 0.84), (0.5, 0.94), (0.72, 0.96)], 0.07, shade)
    for x in (0.56, 0.64):
        pen.line([(x, 0.44), (x + 0.1, 0.54), (x + 0.16, 0.5)], 0.045, shade)
    pen.line([(0.56, 0.38), (0.62, 0.22)], 0.12, colour)
    for x, turn in ((0.58, -0.3), (0.66, -0.22)):
        pen.tilted(x, 0.06, 0.1, 0.035, turn, colour)
        pen.tilted(x, 0.06, 0.07, 0.018, turn, (226, 160, 150))
    pen.ellipse(0.64, 0.19, 0.09, 0.085, colour)
    pen.tilted(0.74, 0.23, 0.1, 0.05, 0.04, lighter(colour, 0.15))
    pen.ellipse(0.83, 0.23, 0.022, 0.022, BLACK)
    pen.ellipse(0.67, 0.17, 0.016, 0.02, BLACK)
    pen.ellipse(0.58, 0.62, 0.07, 0.05, colour)
    pen.ellipse(0.6, 0.56, 0.05, 0.045, lighter(colour, 0.15))
    for x in (0.57, 0.63):
        pen.ellipse(x, 0.51, 0.015, 0.03, shade)
    pen.ellipse(0.62, 0.555, 0.009, 0.01, BLACK)


def hippo(pen: Pen, colour: Colour) -> None:
    shade = darker(colour, 0.2)
    for x in (0.18, 0.56):
        pen.box(x, 0.7, x + 0.13, 1.0, shade)
    pen.ellipse(0.4, 0.62, 0.38, 0.27, colour)
    for x in (0.06, 0.46):
        pen.box(x, 0.72, x + 0.14, 1.0, colour)
    for x in (0.6, 0.76):
        pen.ellipse(x, 0.24, 0.05, 0.055, shade)
        pen.ellipse(x, 0.25, 0.025, 0.03, (236, 170, 170))
    pen.ellipse(0.68, 0.4, 0.18, 0.18, colour)
    pen.ellipse(0.78, 0.6, 0.22, 0.17, lighter(colour, 0.16))
    for x in (0.72, 0.88):
        pen.ellipse(x, 0.52, 0.028, 0.024, darker(colour, 0.5))
        pen.box(x - 0.02, 0.7, x + 0.025, 0.78, WHITE)
    pen.line([(0.62, 0.68), (0.78, 0.72), (0.96, 0.67)], 0.014, darker(colour, 0.5))
    for x in (0.62, 0.76):
        pen.ellipse(x, 0.34, 0.035, 0.038, WHITE)
        pen.ellipse(x + 0.006, 0.34, 0.018, 0.022, BLACK)


def mammoth(pen: Pen, colour: Colour) -> None:
    beast(pen, colour, MAMMOTH)
    for k in range(9):
        x = 0.18 + 0.065 * k
        pen.polygon([(x, 0.66), (x + 0.08, 0.66), (x + 0.04, 0.86)], darker(colour, 0.15))
    pen.ellipse(0.78, 0.22, 0.13, 0.1, darker(colour, 0.2))
    pen.line(arc(0.94, 0.42, 0.16, 0.2, 0.45, 0.02), 0.04, (246, 240, 226))


def _kind(words: str, colour: Colour, animal: Beast, like: str = "", height: float = 0.44) -> Kind:
    middle = 1 - animal.leg - animal.deep / 2
    at = (0.44 + animal.long / 2 + animal.reach, middle - animal.neck - 0.8 * animal.head)
    seat = middle - animal.deep / 2 + 0.06
    draw = partial(beast, animal=animal)
    return Kind(draw, words, (colour,), like, height, seat, head=(*at, animal.head))


_HORSES: tuple[Colour, ...] = ((132, 84, 52), (160, 106, 64))
BEASTS: dict[str, Kind] = {
    "horse": Kind(horse, "horse pony stallion mare", _HORSES, "", 0.48, 0.44,
                  head=(0.82, 0.08, 0.1)),
    "dog": Kind(dog, "dog puppy doggy hound", ((206, 156, 98), (150, 102, 62)),
                "labrador retriever beagle terrier shepherd collie rottweiler",
                head=(0.72, 0.14, 0.13)),
    "unicorn": Kind(unicorn, "unicorn", (WHITE,), "", 0.48, 0.44, head=(0.8, 0.06, 0.1)),
    "zebra": Kind(zebra, "zebra", (WHITE,), "", 0.48, 0.44, head=(0.82, 0.08, 0.1)),
    "cow": _kind("cow cattle", WHITE, Beast(
        0.28, horns="curved", marks="patches", tail="tuft", pale=(240, 176, 170)), "calf"),
    "bull": _kind("bull ox", (112, 66, 48), Beast(
        0.26, 0.1, 0.6, 0.36, 0.08, 0.1, 0.24, 0.11, horns="curved", tail="tuft",
        pale=(196, 160, 140)), "yak", 0.48),
    "bison": _kind("bison buffalo", (112, 76, 52), Beast(
        0.24, 0.09, 0.58, 0.36, 0.0, 0.06, 0.26, 0.13, horns="curved", tail="tuft",
        marks="hump"), height=0.5),
    "donkey": _kind("donkey mule burro", (142, 136, 134), Beast(
        0.36, 0.07, 0.5, 0.26, 0.22, 0.1, 0.14, 0.09, (0.13, 0.06), "up", "tuft", marks="mane",
        pale=(226, 220, 214))),
    "sheep": _kind("sheep lamb", (244, 240, 230), Beast(
        0.24, 0.06, 0.52, 0.34, 0.1, 0.1, head=0.09, snout=(0.07, 0.06), tail="short",
        marks="wool")),
    "ram": _kind("ram", (214, 204, 188), Beast(
        0.3, 0.07, 0.52, 0.3, 0.14, 0.1, 0.16, 0.11, (0.1, 0.07), "side", "short", "coiled")),
    "goat": _kind("goat", (236, 232, 222), Beast(
        0.32, 0.065, 0.5, 0.27, 0.2, 0.1, 0.13, 0.09, (0.11, 0.06), "side", "short", "back",
        "beard"), "ibex", 0.46),
    "pig": _kind("pig piglet piggy hog", (244, 172, 178), Beast(
        0.18, 0.09, 0.58, 0.4, 0.06, 0.04, 0.2, 0.14, (0.1, 0.06), "up", "curl",
        pale=(232, 140, 150)), "", 0.36),
    "boar": _kind("boar warthog", (104, 82, 70), Beast(
        0.2, 0.07, 0.58, 0.36, 0.02, 0.06, 0.22, 0.13, (0.15, 0.06), "up", "thin", "tusks",
        "mane"), height=0.4),
    "elephant": _kind("elephant", (142, 148, 160), Beast(
        0.32, 0.13, 0.56, 0.42, 0.1, 0.06, 0.22, 0.15, (0.05, 0.09), "big", "tuft",
        marks="trunk"), height=0.56),
    "giraffe": _kind("giraffe", (238, 190, 100), Beast(
        0.4, 0.06, 0.4, 0.2, 0.42, 0.14, 0.09, 0.06, (0.08, 0.04), "side", "tuft", "knobs",
        "spots"), height=0.66),
    "deer": _kind("deer stag doe reindeer elk", (170, 108, 62), Beast(
        0.4, 0.05, 0.44, 0.22, 0.26, 0.1, 0.1, 0.07, (0.09, 0.045), "side", "short",
        "antlers"), "antelope gazelle", 0.5),
    "moose": _kind("moose", (104, 72, 52), Beast(
        0.38, 0.06, 0.52, 0.3, 0.16, 0.1, 0.16, 0.1, (0.14, 0.07), "side", "short", "palms",
        "beard"), "", 0.54),
    "camel": _kind("camel", (206, 160, 104), Beast(
        0.38, 0.06, 0.48, 0.22, 0.24, 0.14, 0.1, 0.07, (0.09, 0.05), "side", "tuft",
        marks="humps"), "", 0.52),
    "llama": _kind("llama alpaca", (240, 228, 206), Beast(
        0.32, 0.065, 0.46, 0.28, 0.36, 0.06, 0.13, 0.085, (0.07, 0.045), "up", "short",
        marks="fleece"), height=0.52),
    "capybara": _kind("capybara", (158, 112, 70), Beast(
        0.14, 0.08, 0.62, 0.38, 0.14, 0.04, 0.26, 0.13, (0.16, 0.1), "tiny", "",
        marks=""), "", 0.4),
    "rhino": _kind("rhino rhinoceros", (138, 140, 146), Beast(
        0.2, 0.12, 0.6, 0.4, 0.02, 0.06, 0.24, 0.12, (0.12, 0.07), "up", "tuft", "nose")),
    "hippo": Kind(hippo, "hippo hippopotamus", ((148, 132, 152),), "", 0.48, 0.34,
                  head=(0.68, 0.22, 0.16)),
    "mammoth": Kind(mammoth, "mammoth", ((128, 84, 58),), "", 0.56, 0.3),
    "kangaroo": Kind(kangaroo, "kangaroo wallaby", ((190, 132, 84),), "", 0.5, 0.4,
                     head=(0.63, 0.11, 0.09), hand=(0.78, 0.5)),
    "dalmatian": Kind(spotted_dog, "dalmatian", (WHITE,), "", head=(0.72, 0.14, 0.13)),
    "poodle": Kind(poodle, "poodle", ((240, 234, 226), (236, 170, 190)), "",
                   head=(0.7, 0.06, 0.13)),
    "dachshund": Kind(dachshund, "dachshund", ((140, 78, 44),), "", 0.4, 0.56,
                      head=(0.8, 0.36, 0.1)),
}  # fmt: skip
