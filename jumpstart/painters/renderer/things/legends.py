"""Beasts and beings of legends and of Halloween."""

from functools import partial

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .beast import Beast, beast
from .creatures import horse

_BEAK: Colour = (246, 190, 60)


def _wing(pen: Pen, root: tuple[float, float], colour: Colour, size: float = 1.0) -> None:
    """A feathered wing that is raised backwards."""
    x, y = root
    for k in range(5):
        tip = (x - (0.5 - 0.1 * k) * size, y - (0.3 + 0.07 * k) * size)
        pen.blob([(x + 0.04, y), (x - 0.04, y + 0.06), (tip[0], tip[1] + 0.09 * size), tip,
                  (x - 0.1 * size, y - 0.2 * size)], darker(colour, 0.08 * (4 - k)))  # fmt: skip


def phoenix(pen: Pen, colour: Colour) -> None:
    flame = pen.glowing()
    flame.ellipse(0.5, 0.5, 0.6, 0.5, (255, 200, 80), 0.22)
    hues = ((250, 210, 80), (250, 150, 50), colour)
    for k in range(5):
        bend = [(0.46, 0.62), (0.34 - 0.04 * k, 0.82), (0.22 + 0.12 * k - 0.1,
            1.0 - 0.03 * (k % 2))]  # fmt: skip
        flame.line(curve(bend, closed=False), 0.065, hues[k % 3])
    for side in (-1, 1):
        for k, hue in enumerate((colour, (250, 130, 40), (252, 206, 80))):
            reach = 1 - 0.24 * k
            flame.blob([(0.5, 0.56), (0.5 + side * 0.2 * reach, 0.3), (0.5 + side * 0.38 * reach,
                0.06 + 0.1 * k), (0.5 + side * 0.6 * reach, 0.16 + 0.06 * k),
                (0.5 + side * 0.44 * reach, 0.4), (0.5 + side * 0.5 * reach, 0.5),
                (0.5 + side * 0.26 * reach, 0.62)], hue)  # fmt: skip
    flame.blob([(0.5, 0.3), (0.62, 0.44), (0.58, 0.66), (0.5, 0.76), (0.42, 0.66), (0.38, 0.44)],
               (250, 120, 40))  # fmt: skip
    for x, y in ((0.42, 0.06), (0.5, 0.0), (0.58, 0.04)):
        flame.line([(0.5, 0.2), (x, y)], 0.026, (252, 206, 80))
    flame.ellipse(0.51, 0.25, 0.095, 0.1, (250, 140, 50))
    pen.polygon([(0.58, 0.2), (0.72, 0.27), (0.58, 0.31)], _BEAK)
    pen.ellipse(0.54, 0.23, 0.02, 0.022, BLACK)


_LION = Beast(0.3, 0.085, 0.56, 0.3, 0.18, 0.06, 0.2, 0.11, (0.02, 0.03), "none", "tuft")


def griffin(pen: Pen, colour: Colour) -> None:
    beast(pen, colour, _LION)
    _wing(pen, (0.5, 0.46), (150, 104, 60))
    x, y = 0.8, 0.34
    pen.line([(0.64, 0.52), (x - 0.02, y + 0.02)], 0.22, WHITE)
    pen.ellipse(x, y, 0.13, 0.125, WHITE)
    pen.blob([(x + 0.06, y - 0.07), (x + 0.2, y - 0.02), (x + 0.22, y + 0.1), (x + 0.14, y + 0.06),
              (x + 0.06, y + 0.06)], _BEAK)  # fmt: skip
    pen.polygon([(x - 0.1, y - 0.08), (x - 0.12, y - 0.24), (x, y - 0.11)], WHITE)
    pen.ellipse(x + 0.04, y - 0.03, 0.022, 0.024, BLACK)


def pegasus(pen: Pen, colour: Colour) -> None:
    horse(pen, colour)
    _wing(pen, (0.56, 0.44), (226, 234, 248), 1.05)


def centaur(pen: Pen, colour: Colour) -> None:
    skin: Colour = (226, 170, 130)
    headless = Beast(0.36, 0.08, 0.54, 0.26, 0.0, -0.14, 0.1, 0.0, (0.0, 0.0), "none", "tuft")
    beast(pen, colour, headless)
    pen.line([(0.62, 0.5), (0.64, 0.3)], 0.2, skin)
    pen.line([(0.7, 0.3), (0.86, 0.4), (0.98, 0.3)], 0.065, skin)
    pen.line([(0.58, 0.3), (0.5, 0.42), (0.6, 0.5)], 0.065, darker(skin, 0.12))
    pen.ellipse(0.65, 0.12, 0.105, 0.11, skin)
    pen.blob([(0.54, 0.14), (0.56, 0.02), (0.68, -0.02), (0.76, 0.06), (0.7, 0.08), (0.6, 0.12),
              (0.56, 0.24)], darker(colour, 0.4))  # fmt: skip
    pen.blob([(0.6, 0.16), (0.76, 0.16), (0.7, 0.27)], darker(colour, 0.4))
    for x in (0.65, 0.71):
        pen.ellipse(x, 0.11, 0.013, 0.016, BLACK)
    pen.line(arc(0.96, 0.26, 0.12, 0.24, -0.25, 0.25), 0.02, (130, 84, 50))
    pen.line([(0.96, 0.02), (0.96, 0.5)], 0.008, WHITE)


def yeti(pen: Pen, colour: Colour, skin: Colour) -> None:
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.2, 0.4), (0.5 + side * 0.36, 0.6), (0.5 + side * 0.34, 0.76)],
                 0.15, darker(colour, 0.12))  # fmt: skip
        pen.line([(0.5 + side * 0.12, 0.76), (0.5 + side * 0.14, 0.92)], 0.19, darker(colour, 0.12))
        pen.ellipse(0.5 + side * 0.17, 0.96, 0.14, 0.05, skin)
        pen.ellipse(0.5 + side * 0.34, 0.78, 0.075, 0.07, skin)
    for x, y in arc(0.5, 0.56, 0.24, 0.28, 0, 1, 14):
        pen.ellipse(x, y, 0.07, 0.08, colour)
    pen.ellipse(0.5, 0.56, 0.26, 0.3, colour)
    for x, y in arc(0.5, 0.22, 0.18, 0.17, 0, 1, 12):
        pen.ellipse(x, y, 0.055, 0.06, colour)
    pen.ellipse(0.5, 0.22, 0.2, 0.19, colour)
    pen.blob([(0.36, 0.2), (0.44, 0.12), (0.5, 0.15), (0.56, 0.12), (0.64, 0.2), (0.6, 0.34),
              (0.4, 0.34)], skin)  # fmt: skip
    for x in (0.44, 0.56):
        pen.ellipse(x, 0.21, 0.034, 0.036, WHITE)
        pen.ellipse(x, 0.215, 0.018, 0.02, BLACK)
    pen.blob([(0.42, 0.28), (0.58, 0.28), (0.5, 0.335)], (90, 40, 50))
    for x in (0.45, 0.53):
        pen.polygon([(x, 0.285), (x + 0.025, 0.285), (x + 0.0125, 0.31)], WHITE)


def troll(pen: Pen, colour: Colour) -> None:
    """A green ogre: large ears, tusks, a club."""
    pen.line([(0.86, 0.66), (0.98, 0.22)], 0.09, (120, 80, 50))
    pen.ellipse(0.99, 0.2, 0.1, 0.13, (120, 80, 50))
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.22, 0.46), (0.5 + side * 0.36, 0.64)], 0.13, darker(colour, 0.12))
        pen.box(0.5 + side * 0.12 - 0.08, 0.82, 0.5 + side * 0.12 + 0.08, 0.96,
                darker(colour, 0.12))  # fmt: skip
        pen.ellipse(0.5 + side * 0.14, 0.96, 0.12, 0.045, darker(colour, 0.3))
        pen.blob([(0.5 + side * 0.16, 0.2), (0.5 + side * 0.36, 0.1), (0.5 + side * 0.3, 0.24),
                  (0.5 + side * 0.18, 0.28)], colour)  # fmt: skip
    pen.ellipse(0.5, 0.62, 0.28, 0.28, colour)
    pen.blob([(0.24, 0.72), (0.76, 0.72), (0.72, 0.92), (0.6, 0.86), (0.5, 0.94), (0.4, 0.86),
              (0.28, 0.92)], (120, 82, 54))  # fmt: skip
    pen.line([(0.3, 0.44), (0.68, 0.74)], 0.05, (120, 82, 54))
    pen.ellipse(0.5, 0.23, 0.19, 0.19, colour)
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.075, 0.2, 0.034, 0.034, (252, 232, 120))
        pen.ellipse(0.5 + side * 0.075, 0.2, 0.016, 0.018, BLACK)
        pen.line([(0.5 + side * 0.12, 0.14), (0.5 + side * 0.03, 0.165)], 0.022, darker(colour,
            0.5))  # fmt: skip
        pen.polygon([(0.5 + side * 0.1, 0.34), (0.5 + side * 0.06, 0.34),
            (0.5 + side * 0.08, 0.27)],
                    WHITE)  # fmt: skip
    pen.ellipse(0.5, 0.26, 0.045, 0.035, darker(colour, 0.15))
    pen.line([(0.4, 0.345), (0.6, 0.345)], 0.02, darker(colour, 0.6))


def minotaur(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.2, 0.46), (0.5 + side * 0.34, 0.6), (0.5 + side * 0.3, 0.74)],
                 0.12, darker(colour, 0.1))  # fmt: skip
        pen.line([(0.5 + side * 0.11, 0.72), (0.5 + side * 0.13, 0.94)], 0.15, darker(colour, 0.3))
        pen.box(0.5 + side * 0.13 - 0.09, 0.93, 0.5 + side * 0.13 + 0.09, 1.0, BLACK)
        pen.line(arc(0.5 + side * 0.26, 0.08, 0.12, 0.14, 0.25, 0.25 - side * 0.3), 0.05,
                 (246, 236, 214))  # fmt: skip
        pen.tilted(0.5 + side * 0.22, 0.24, 0.1, 0.04, side * 0.06, darker(colour, 0.25))
    pen.blob([(0.28, 0.4), (0.72, 0.4), (0.66, 0.76), (0.34, 0.76)], colour)
    pen.box(0.33, 0.68, 0.67, 0.8, (90, 60, 44))
    pen.ellipse(0.5, 0.2, 0.16, 0.16, colour)
    pen.ellipse(0.5, 0.32, 0.13, 0.09, lighter(colour, 0.35))
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.05, 0.31, 0.02, 0.018, BLACK)
        pen.ellipse(0.5 + side * 0.075, 0.18, 0.024, 0.022, (240, 70, 50))
    pen.line(arc(0.5, 0.35, 0.05, 0.045, 0.02, 0.48, 10), 0.018, (246, 200, 70))


def genie(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.04, 0.92), (0.2, 0.82), (0.5, 0.82), (0.66, 0.88), (0.5, 0.99), (0.2, 0.99)],
             (230, 180, 60))  # fmt: skip
    pen.line(curve([(0.56, 0.9), (0.72, 0.88), (0.82, 0.8)], closed=False), 0.05, (230, 180, 60))
    pen.line(arc(0.08, 0.88, 0.08, 0.07, 0.25, 1.0), 0.03, (230, 180, 60))
    pen.blob([(0.84, 0.78), (0.9, 0.66), (0.68, 0.6), (0.36, 0.6), (0.34, 0.4), (0.66, 0.4),
              (0.72, 0.54), (0.98, 0.62), (0.94, 0.76)], lighter(colour, 0.1))  # fmt: skip
    pen.blob([(0.3, 0.34), (0.7, 0.34), (0.68, 0.5), (0.6, 0.62), (0.4, 0.62), (0.32, 0.5)], colour)
    pen.line([(0.28, 0.4), (0.4, 0.5), (0.64, 0.46)], 0.08, darker(colour, 0.12))
    pen.line([(0.72, 0.4), (0.6, 0.5), (0.36, 0.46)], 0.08, darker(colour, 0.2))
    pen.ellipse(0.5, 0.2, 0.13, 0.14, colour)
    pen.line([(0.5, 0.07), (0.5, 0.0), (0.42, -0.06)], 0.045, BLACK)
    for x in (0.455, 0.545):
        pen.ellipse(x, 0.18, 0.017, 0.02, BLACK)
    pen.polygon([(0.46, 0.3), (0.54, 0.3), (0.5, 0.4)], BLACK)
    pen.line(arc(0.5, 0.23, 0.05, 0.035, 0.02, 0.48, 8), 0.014, darker(colour, 0.6))
    for x in (0.36, 0.64):
        pen.ellipse(x, 0.24, 0.018, 0.024, (246, 200, 70))


LEGENDS: dict[str, Kind] = {
    "phoenix": Kind(phoenix, "phoenix firebird", ((230, 70, 40),), "", 0.56, flies=True),
    "griffin": Kind(griffin, "griffin gryphon", ((214, 164, 92),), "sphinx", 0.54, 0.44,
                    head=(0.8, 0.22, 0.12)),
    "pegasus": Kind(pegasus, "pegasus", (WHITE,), "", 0.52, 0.44, head=(0.82, 0.08, 0.1)),
    "centaur": Kind(centaur, "centaur", ((140, 90, 56),), "faun satyr", 0.54,
                    head=(0.65, 0.0, 0.11)),
    "yeti": Kind(partial(yeti, skin=(120, 140, 160)), "yeti", ((236, 242, 248),), "", 0.56,
        home="snow",
                 head=(0.5, 0.03, 0.18), hand=(0.84, 0.78)),
    "bigfoot": Kind(partial(yeti, skin=(226, 180, 140)), "bigfoot sasquatch", ((112, 76, 52),),
        "werewolf", 0.56, home="forest",
                    head=(0.5, 0.03, 0.18), hand=(0.84, 0.78)),
    "troll": Kind(troll, "troll ogre orc goblin", ((110, 150, 80),), "shrek", 0.54,
                  head=(0.5, 0.06, 0.18), hand=(0.14, 0.66)),
    "minotaur": Kind(minotaur, "minotaur", ((130, 84, 58),), "", 0.56, head=(0.5, 0.06, 0.16)),
    "genie": Kind(genie, "genie djinn", ((70, 130, 220),), "", 0.56, head=(0.5, 0.07, 0.13)),
}  # fmt: skip
