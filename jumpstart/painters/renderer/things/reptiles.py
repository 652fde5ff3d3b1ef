"""Reptiles, and dinosaurs that are no tyrannosaurs."""

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour


def crocodile(pen: Pen, colour: Colour) -> None:
    dark, pale = darker(colour, 0.25), lighter(colour, 0.45)
    for k in range(8):
        x = 0.1 + 0.065 * k
        pen.polygon([(x - 0.03, 0.72 - 0.02 * k), (x + 0.02, 0.6 - 0.016 * k), (x + 0.05, 0.72)],
                    dark)  # fmt: skip
    pen.blob([(-0.12, 0.92), (0.08, 0.74), (0.34, 0.64), (0.6, 0.64), (0.68, 0.8), (0.4, 0.92),
              (0.14, 0.9)], colour)  # fmt: skip
    pen.blob([(0.2, 0.86), (0.4, 0.84), (0.66, 0.8), (0.6, 0.92), (0.3, 0.93)], pale)
    for x in (0.2, 0.5):
        pen.line([(x, 0.84), (x - 0.04, 0.96), (x + 0.06, 0.97)], 0.07, dark)
    pen.blob([(0.56, 0.62), (0.7, 0.54), (0.84, 0.62), (1.14, 0.62), (1.16, 0.7), (0.84, 0.74),
              (0.6, 0.76)], colour)  # fmt: skip
    pen.blob([(0.6, 0.76), (0.84, 0.78), (1.1, 0.84), (1.06, 0.9), (0.76, 0.9), (0.58, 0.86)], dark)
    for k in range(7):
        x = 0.8 + 0.048 * k
        pen.polygon([(x, 0.71 - 0.003 * k), (x + 0.04, 0.71 - 0.003 * k), (x + 0.02, 0.79)], WHITE)
    pen.ellipse(0.7, 0.54, 0.065, 0.065, colour)
    pen.ellipse(0.71, 0.53, 0.04, 0.042, (250, 226, 110))
    pen.ellipse(0.715, 0.53, 0.014, 0.034, BLACK)
    pen.ellipse(1.1, 0.62, 0.02, 0.018, dark)


def lizard(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.25)
    tail = [(0.36, 0.7), (0.16, 0.76), (0.0, 0.62), (0.06, 0.46), (0.18, 0.5)]
    pen.line(curve(tail, closed=False), 0.06, colour)
    for x, way in ((0.36, -1), (0.62, 1)):
        pen.line([(x, 0.78), (x + way * 0.06, 0.9), (x + way * 0.06 + 0.06, 0.96)], 0.05, dark)
        pen.line([(x + 0.06, 0.76), (x + 0.1, 0.9), (x + 0.17, 0.96)], 0.055, colour)
    pen.blob([(0.26, 0.72), (0.44, 0.6), (0.66, 0.62), (0.78, 0.56), (0.74, 0.76), (0.5, 0.84),
              (0.34, 0.8)], colour)  # fmt: skip
    pen.blob([(0.66, 0.6), (0.76, 0.46), (0.92, 0.5), (1.02, 0.6), (0.92, 0.68), (0.74, 0.7)],
             colour)  # fmt: skip
    for x, y in ((0.4, 0.68), (0.5, 0.66), (0.6, 0.68), (0.45, 0.75), (0.56, 0.75)):
        pen.ellipse(x, y, 0.02, 0.018, lighter(colour, 0.5))
    pen.ellipse(0.83, 0.53, 0.036, 0.038, (250, 214, 80))
    pen.ellipse(0.835, 0.53, 0.014, 0.028, BLACK)
    pen.line([(0.82, 0.63), (0.98, 0.61)], 0.01, darker(colour, 0.6))


def chameleon(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.25)
    pen.line([(-0.04, 0.86), (1.0, 0.82)], 0.05, (120, 82, 50))
    pen.line(arc(0.16, 0.66, 0.13, 0.13, -0.2, 0.9, 24), 0.05, colour)
    pen.line(arc(0.16, 0.66, 0.05, 0.05, -0.1, 0.8, 16), 0.04, colour)
    pen.line(curve([(0.36, 0.6), (0.24, 0.5), (0.16, 0.52)], closed=False), 0.08, colour)
    for x in (0.4, 0.6):
        pen.line([(x, 0.62), (x - 0.03, 0.74), (x, 0.83)], 0.05, dark)
    pen.blob([(0.24, 0.56), (0.36, 0.36), (0.56, 0.3), (0.72, 0.4), (0.7, 0.6), (0.5, 0.7),
              (0.32, 0.66)], colour)  # fmt: skip
    for k in range(4):
        pen.line([(0.36 + 0.09 * k, 0.4), (0.38 + 0.09 * k, 0.62)], 0.022, (250, 206, 80))
    pen.blob([(0.62, 0.36), (0.66, 0.14), (0.82, 0.26), (0.98, 0.44), (0.9, 0.56), (0.68, 0.58)],
             colour)  # fmt: skip
    pen.ellipse(0.8, 0.38, 0.09, 0.09, lighter(colour, 0.35))
    pen.ellipse(0.82, 0.38, 0.035, 0.038, BLACK)
    pen.line([(0.76, 0.52), (0.96, 0.47)], 0.014, darker(colour, 0.6))


def triceratops(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.22)
    pen.blob([(-0.06, 0.84), (0.1, 0.6), (0.3, 0.44), (0.58, 0.46), (0.66, 0.7), (0.5, 0.86),
              (0.16, 0.82)], colour)  # fmt: skip
    for x, hue in ((0.3, dark), (0.56, dark), (0.18, colour), (0.46, colour)):
        pen.box(x, 0.72, x + 0.13, 1.0, hue)
    pen.blob([(0.54, 0.72), (0.44, 0.44), (0.5, 0.2), (0.7, 0.14), (0.8, 0.34), (0.78, 0.6)],
             darker(colour, 0.35))  # fmt: skip
    for x, y in ((0.48, 0.36), (0.52, 0.24), (0.62, 0.18), (0.5, 0.5)):
        pen.ellipse(x, y, 0.03, 0.03, (246, 214, 130))
    pen.blob([(0.58, 0.48), (0.68, 0.36), (0.84, 0.44), (1.04, 0.66), (1.0, 0.78), (0.74, 0.78),
              (0.6, 0.68)], colour)  # fmt: skip
    for x, y, long in ((0.72, 0.42, 0.24), (0.8, 0.46, 0.24), (0.98, 0.62, 0.12)):
        pen.polygon([(x - 0.03, y), (x + 0.7 * long, y - long), (x + 0.04, y + 0.04)],
                    (250, 242, 222))  # fmt: skip
    pen.ellipse(0.78, 0.54, 0.026, 0.03, WHITE)
    pen.ellipse(0.785, 0.54, 0.014, 0.018, BLACK)
    pen.line([(0.82, 0.72), (1.0, 0.72)], 0.012, darker(colour, 0.5))


def stegosaurus(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.22)
    for x, y, tall in ((0.14, 0.66, 0.12), (0.26, 0.52, 0.2), (0.4, 0.44, 0.26), (0.54, 0.46, 0.22),
                       (0.66, 0.54, 0.16)):  # fmt: skip
        pen.polygon([(x - 0.09, y - 0.4 * tall), (x, y - tall), (x + 0.09, y - 0.4 * tall),
                     (x + 0.05, y + 0.1), (x - 0.05, y + 0.1)], (226, 120, 60))  # fmt: skip
    for x, hue in ((0.32, dark), (0.6, dark), (0.22, colour), (0.5, colour)):
        pen.box(x, 0.74, x + 0.11, 1.0, hue)
    pen.blob([(-0.14, 0.72), (0.06, 0.66), (0.26, 0.5), (0.5, 0.48), (0.72, 0.62), (0.98, 0.72),
              (0.96, 0.84), (0.76, 0.84), (0.5, 0.88), (0.2, 0.82)], colour)  # fmt: skip
    for x in (-0.06, 0.02):
        pen.polygon([(x - 0.02, 0.72), (x - 0.08, 0.54), (x + 0.04, 0.7)], (250, 242, 222))
    pen.ellipse(0.9, 0.74, 0.018, 0.022, BLACK)


def brachiosaurus(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.22)
    for x, hue in ((0.3, dark), (0.54, dark), (0.2, colour), (0.46, colour)):
        pen.box(x, 0.74, x + 0.11, 1.0, hue)
    neck = curve([(0.54, 0.66), (0.68, 0.46), (0.7, 0.22), (0.78, 0.08)], closed=False)
    pen.line(neck, 0.12, colour)
    pen.blob([(-0.2, 0.86), (0.02, 0.66), (0.24, 0.54), (0.5, 0.52), (0.68, 0.62), (0.6, 0.82),
              (0.3, 0.86), (0.08, 0.8)], colour)  # fmt: skip
    pen.blob([(0.72, 0.06), (0.82, -0.02), (0.98, 0.08), (0.94, 0.16), (0.78, 0.17)], colour)
    for x, y in ((0.24, 0.64), (0.36, 0.6), (0.48, 0.62), (0.3, 0.72), (0.44, 0.72)):
        pen.ellipse(x, y, 0.035, 0.03, dark)
    pen.ellipse(0.83, 0.05, 0.018, 0.02, BLACK)
    pen.line([(0.86, 0.12), (0.95, 0.11)], 0.01, darker(colour, 0.6))


def pterodactyl(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.polygon([(0.5, 0.44), (0.5 + side * 0.26, 0.2), (0.5 + side * 0.62, 0.36),
                     (0.5 + side * 0.36, 0.44), (0.5 + side * 0.14, 0.66), (0.5, 0.7)],
                    darker(colour, 0.2))  # fmt: skip
    pen.blob([(0.5, 0.36), (0.58, 0.5), (0.54, 0.78), (0.46, 0.78), (0.42, 0.5)], colour)
    for x in (0.46, 0.54):
        pen.line([(x, 0.76), (x, 0.9)], 0.024, colour)
    pen.polygon([(0.48, 0.26), (0.28, 0.1), (0.54, 0.2)], (214, 90, 60))
    pen.ellipse(0.53, 0.27, 0.09, 0.08, colour)
    pen.polygon([(0.58, 0.21), (0.92, 0.34), (0.58, 0.34)], (240, 190, 90))
    pen.ellipse(0.55, 0.25, 0.022, 0.024, WHITE)
    pen.ellipse(0.555, 0.25, 0.012, 0.014, BLACK)


REPTILES: dict[str, Kind] = {
    "crocodile": Kind(crocodile, "crocodile alligator", ((92, 140, 72),), "caiman", 0.48, 0.62,
                      "river"),
    "lizard": Kind(lizard, "lizard gecko iguana", ((110, 176, 80),), "komodo", 0.38, 0.6,
                   "desert"),
    "chameleon": Kind(chameleon, "chameleon", ((80, 186, 100),), "", 0.44, home="jungle"),
    "triceratops": Kind(triceratops, "triceratops", ((120, 140, 110),), "", 0.52, 0.46),
    "stegosaurus": Kind(stegosaurus, "stegosaurus", ((104, 150, 96),), "", 0.52, 0.4),
    "brachiosaurus": Kind(brachiosaurus, "brachiosaurus diplodocus brontosaurus",
                          ((110, 150, 150),), "", 0.64, 0.52, head=(0.84, -0.02, 0.08)),
    "pterodactyl": Kind(pterodactyl, "pterodactyl pterosaur pteranodon", ((150, 120, 100),), "",
                        0.5, home="sky", flies=True),
}  # fmt: skip
