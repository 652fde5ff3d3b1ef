"""Things to study, write, draw and see with."""

from ..brush import Pen, arc, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .machines import rim

_STEEL: Colour = (180, 186, 196)
_WOOD: Colour = (150, 100, 60)
_GOLD: Colour = (232, 184, 70)
_GLASS: Colour = (206, 230, 242)


def telescope(pen: Pen, colour: Colour) -> None:
    for x in (0.28, 0.52, 0.74):
        pen.line([(0.5, 0.54), (x, 1.0)], 0.035, _WOOD)
    pen.line([(0.16, 0.66), (0.42, 0.54)], 0.1, darker(colour, 0.3))
    pen.line([(0.38, 0.56), (0.86, 0.24)], 0.19, colour)
    pen.line([(0.78, 0.3), (0.92, 0.2)], 0.25, darker(colour, 0.15))
    pen.tilted(0.96, 0.17, 0.06, 0.125, -0.09, _GLASS)
    pen.line([(0.44, 0.46), (0.52, 0.58)], 0.03, _GOLD)
    pen.line([(0.12, 0.68), (0.18, 0.65)], 0.13, BLACK)


def microscope(pen: Pen, colour: Colour) -> None:
    pen.box(0.14, 0.9, 0.86, 1.0, colour)
    pen.line(arc(0.44, 0.58, 0.32, 0.32, -0.16, 0.24, 14), 0.1, colour)
    pen.box(0.2, 0.68, 0.62, 0.75, darker(colour, 0.3))
    pen.line([(0.3, 0.08), (0.48, 0.5)], 0.17, lighter(colour, 0.2))
    pen.line([(0.47, 0.48), (0.51, 0.6)], 0.1, _STEEL)
    pen.line([(0.26, 0.0), (0.31, 0.1)], 0.11, BLACK)
    pen.ellipse(0.76, 0.66, 0.08, 0.08, BLACK)
    pen.box(0.3, 0.65, 0.56, 0.68, _GLASS)


def globe(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.5, 0.42, 0.43, 0.43, -0.2, 0.32), 0.045, _GOLD)
    pen.line([(0.5, 0.84), (0.5, 0.94)], 0.06, _WOOD)
    pen.ellipse(0.5, 0.96, 0.28, 0.045, _WOOD)
    earth(pen.inside(0.12, 0.04, 0.76), colour)


def earth(pen: Pen, colour: Colour) -> None:
    land: Colour = (92, 170, 84)
    pen.ellipse(0.5, 0.5, 0.48, 0.48, colour)
    pen.blob([(0.2, 0.2), (0.4, 0.1), (0.5, 0.2), (0.42, 0.32), (0.34, 0.4), (0.4, 0.5), (0.3, 0.5),
              (0.16, 0.38)], land)  # fmt: skip
    pen.blob([(0.36, 0.54), (0.5, 0.6), (0.48, 0.72), (0.4, 0.9), (0.34, 0.74)], land)
    pen.blob([(0.6, 0.2), (0.76, 0.16), (0.9, 0.3), (0.88, 0.42), (0.76, 0.4), (0.8, 0.56),
              (0.74, 0.76), (0.64, 0.6), (0.56, 0.46), (0.62, 0.34)], land)  # fmt: skip
    for x, y in ((0.3, 0.16), (0.66, 0.48), (0.24, 0.6), (0.8, 0.7)):
        pen.tilted(x, y, 0.11, 0.026, 0.02, WHITE, 0.8)


def hourglass(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.24, 0.1), (0.76, 0.1), (0.7, 0.34), (0.54, 0.5), (0.7, 0.66), (0.76, 0.9),
              (0.24, 0.9), (0.3, 0.66), (0.46, 0.5), (0.3, 0.34)], _GLASS, 0.9)  # fmt: skip
    sand: Colour = (240, 200, 110)
    pen.polygon([(0.32, 0.3), (0.68, 0.3), (0.52, 0.49), (0.48, 0.49)], sand)
    pen.line([(0.5, 0.48), (0.5, 0.84)], 0.016, sand)
    pen.polygon([(0.26, 0.89), (0.5, 0.66), (0.74, 0.89)], sand)
    for y in (0.02, 0.9):
        pen.box(0.14, y, 0.86, y + 0.08, colour)
    for x in (0.17, 0.8):
        pen.box(x, 0.08, x + 0.035, 0.92, darker(colour, 0.2))


def typewriter(pen: Pen, colour: Colour) -> None:
    pen.box(0.24, 0.0, 0.76, 0.36, WHITE)
    for y in (0.07, 0.14, 0.21):
        pen.line([(0.3, y), (0.68, y)], 0.014, (130, 130, 138))
    pen.box(0.06, 0.3, 0.94, 0.42, darker(colour, 0.4))
    for x in (0.02, 0.92):
        pen.box(x, 0.28, x + 0.06, 0.44, BLACK)
    pen.polygon([(0.14, 0.42), (0.86, 0.42), (0.98, 0.92), (0.02, 0.92)], colour)
    pen.ellipse(0.5, 0.5, 0.24, 0.07, darker(colour, 0.4))
    for row in range(3):
        for k in range(9):
            x = 0.5 + (k - 4) * (0.078 + 0.008 * row)
            pen.ellipse(x, 0.64 + 0.095 * row, 0.034, 0.032, WHITE)
            pen.ellipse(x, 0.64 + 0.095 * row, 0.02, 0.018, (90, 90, 96))
    pen.box(0.0, 0.9, 1.0, 0.96, darker(colour, 0.3))


def bulb(pen: Pen, colour: Colour) -> None:
    pen.glowing().ellipse(0.5, 0.4, 0.48, 0.46, (255, 236, 150), 0.3)
    pen.glowing().blob([(0.5, 0.06), (0.74, 0.16), (0.8, 0.4), (0.66, 0.58), (0.6, 0.72),
                        (0.4, 0.72), (0.34, 0.58), (0.2, 0.4), (0.26, 0.16)], colour)  # fmt: skip
    pen.line([(0.42, 0.7), (0.4, 0.44), (0.46, 0.5), (0.5, 0.44), (0.54, 0.5), (0.6, 0.44),
              (0.58, 0.7)], 0.016, (206, 130, 40))  # fmt: skip
    for k in range(3):
        pen.line([(0.4, 0.77 + 0.06 * k), (0.6, 0.75 + 0.06 * k)], 0.05, _STEEL)
    pen.ellipse(0.5, 0.94, 0.07, 0.04, (80, 84, 92))
    pen.tilted(0.34, 0.3, 0.03, 0.1, 0.06, WHITE)


def microphone(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.5, 0.36), (0.68, 0.5), (0.26, 0.98), (0.16, 0.9)], colour)
    pen.ellipse(0.66, 0.28, 0.24, 0.24, _STEEL)
    for k in range(5):
        x = 0.5 + 0.08 * k
        pen.line([(x, 0.1 + 0.03 * abs(k - 2)), (x, 0.46 - 0.03 * abs(k - 2))], 0.012, (120, 126,
            136))  # fmt: skip
        y = 0.12 + 0.08 * k
        pen.line([(0.46 + 0.03 * abs(k - 2), y), (0.86 - 0.03 * abs(k - 2), y)], 0.012,
                 (120, 126, 136))  # fmt: skip
    pen.line([(0.48, 0.36), (0.72, 0.52)], 0.06, darker(colour, 0.4))
    pen.ellipse(0.46, 0.62, 0.026, 0.026, (220, 60, 50))


def binoculars(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.polygon([(0.5 + side * 0.1, 0.2), (0.5 + side * 0.26, 0.2), (0.5 + side * 0.42, 0.8),
                     (0.5 + side * 0.06, 0.8)], colour)  # fmt: skip
        pen.box(0.5 + side * 0.18 - 0.1, 0.1, 0.5 + side * 0.18 + 0.1, 0.22, darker(colour, 0.3))
        pen.ellipse(0.5 + side * 0.24, 0.82, 0.19, 0.12, darker(colour, 0.35))
        pen.ellipse(0.5 + side * 0.24, 0.83, 0.145, 0.085, (120, 170, 220))
    pen.box(0.42, 0.36, 0.58, 0.6, darker(colour, 0.2))


def compass(pen: Pen, colour: Colour) -> None:
    rim(pen, 0.5, 0.06, 0.06, 0.03, colour)
    pen.ellipse(0.5, 0.56, 0.44, 0.42, colour)
    pen.ellipse(0.5, 0.56, 0.36, 0.345, (252, 246, 230))
    for x, y in arc(0.5, 0.56, 0.32, 0.305, 0, 1, 8):
        pen.line([(x, y), (0.5 + 0.88 * (x - 0.5), 0.56 + 0.88 * (y - 0.56))], 0.016, BLACK)
    pen.polygon([(0.64, 0.34), (0.55, 0.6), (0.45, 0.52)], (214, 40, 44))
    pen.polygon([(0.36, 0.78), (0.45, 0.52), (0.55, 0.6)], (60, 80, 130))
    pen.ellipse(0.5, 0.56, 0.04, 0.04, colour)


def pencil(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.7, 0.06), (0.92, 0.28), (0.36, 0.84), (0.14, 0.62)], colour)
    pen.polygon([(0.63, 0.13), (0.7, 0.06), (0.92, 0.28), (0.85, 0.35)], (240, 150, 160))
    pen.polygon([(0.59, 0.17), (0.63, 0.13), (0.85, 0.35), (0.81, 0.39)], _STEEL)
    pen.polygon([(0.55, 0.43), (0.59, 0.39), (0.28, 0.76), (0.22, 0.7)], darker(colour, 0.15))
    pen.polygon([(0.14, 0.62), (0.36, 0.84), (0.03, 0.95)], (244, 214, 170))
    pen.polygon([(0.08, 0.8), (0.18, 0.9), (0.03, 0.95)], BLACK)


def crayons(pen: Pen, colour: Colour) -> None:
    hues = (colour, (250, 200, 60), (80, 170, 90), (60, 120, 210), (150, 80, 190))
    for k, hue in enumerate(hues):
        x, top = 0.12 + 0.19 * k, 0.2 + 0.06 * (k % 2)
        pen.polygon([(x - 0.04, top + 0.02), (x, top - 0.14), (x + 0.04, top + 0.02)], hue)
        pen.box(x - 0.07, top + 0.02, x + 0.07, 1.0, hue)
        pen.box(x - 0.07, top + 0.16, x + 0.07, 0.9, lighter(hue, 0.25))
        pen.line([(x, top + 0.3), (x, 0.76)], 0.03, hue)


def palette(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.04, 0.6), (0.12, 0.36), (0.4, 0.24), (0.74, 0.3), (0.94, 0.52), (0.9, 0.7),
              (0.7, 0.72), (0.62, 0.8), (0.66, 0.94), (0.4, 0.96), (0.14, 0.84)],
        colour)  # fmt: skip
    hues = ((214, 40, 44), (250, 160, 40), (250, 216, 60), (80, 170, 90), (50, 110, 210),
            (140, 70, 190))  # fmt: skip
    spots = ((0.18, 0.62), (0.26, 0.44), (0.44, 0.36), (0.62, 0.4), (0.78, 0.52), (0.26, 0.8))
    for hue, (x, y) in zip(hues, spots, strict=True):
        pen.ellipse(x, y, 0.075, 0.06, hue)
    pen.ellipse(0.48, 0.8, 0.06, 0.05, darker(colour, 0.6))
    pen.line([(0.5, 0.64), (0.92, 0.06)], 0.035, (120, 70, 50))
    pen.line([(0.54, 0.58), (0.6, 0.5)], 0.05, _STEEL)
    pen.blob([(0.56, 0.55), (0.52, 0.7), (0.42, 0.74), (0.48, 0.6)], (214, 40, 44))


_T = "table"
STUDY: dict[str, Kind] = {
    "telescope": Kind(telescope, "telescope spyglass", ((60, 90, 150),), "", 0.5),
    "microscope": Kind(microscope, "microscope", ((220, 224, 230),), "", 0.44, home=_T),
    "globe": Kind(globe, "globe", ((60, 130, 206),), "", 0.44, home=_T),
    "earth": Kind(earth, "earth", ((50, 120, 206),), "", 0.46, home="space", flies=True),
    "hourglass": Kind(hourglass, "hourglass", (_WOOD,), "", 0.44, home=_T),
    "typewriter": Kind(typewriter, "typewriter", ((70, 110, 120),), "", 0.44, home=_T),
    "light bulb": Kind(bulb, "lightbulb bulb", ((255, 222, 100),), "", 0.4, home=_T),
    "microphone": Kind(microphone, "microphone", ((56, 58, 68),), "mic karaoke", 0.42, home=_T),
    "binoculars": Kind(binoculars, "binoculars", ((60, 64, 70),), "", 0.38, home=_T),
    "compass": Kind(compass, "compass", (_GOLD,), "", 0.38, home=_T),
    "yellow pencil": Kind(pencil, "crayon", ((250, 190, 50),), "pen marker", 0.4, home=_T),
    "crayons": Kind(crayons, "crayons", ((220, 50, 54),), "pens", 0.38, home=_T),
    "palette": Kind(palette, "palette paintbrush", ((206, 160, 104),), "brush brushes", 0.42,
                    home=_T),
}  # fmt: skip
