"""Drinks that are told apart by their glass."""

from ..brush import Pen, arc, lighter
from ..kind import Drawing, Kind
from ..world import WHITE, Colour

_GLASS: Colour = (226, 236, 242)


def beer(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.74, 0.6, 0.17, 0.2, -0.25, 0.25), 0.075, _GLASS)
    pen.box(0.18, 0.24, 0.74, 0.98, _GLASS)
    pen.box(0.22, 0.3, 0.7, 0.94, colour)
    for x in (0.31, 0.46, 0.61):
        pen.line([(x, 0.42), (x, 0.86)], 0.05, lighter(colour, 0.3))
    for x, y, size in ((0.22, 0.24, 0.1), (0.38, 0.18, 0.13), (0.56, 0.18, 0.12), (0.7, 0.24, 0.1)):
        pen.ellipse(x, y, size, 0.85 * size, WHITE)
    pen.blob([(0.2, 0.26), (0.72, 0.26), (0.7, 0.36), (0.56, 0.33), (0.4, 0.38), (0.26, 0.34)],
             WHITE)  # fmt: skip


def cocktail(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.6), (0.5, 0.94)], 0.03, _GLASS)
    pen.ellipse(0.5, 0.95, 0.22, 0.04, _GLASS)
    pen.polygon([(0.08, 0.16), (0.92, 0.16), (0.5, 0.64)], _GLASS)
    pen.polygon([(0.2, 0.26), (0.8, 0.26), (0.5, 0.6)], colour)
    pen.line([(0.44, 0.42), (0.74, 0.04)], 0.018, (190, 140, 80))
    pen.ellipse(0.56, 0.3, 0.055, 0.05, (120, 150, 60))
    pen.ellipse(0.565, 0.3, 0.02, 0.02, (214, 50, 44))
    pen.ellipse(0.82, 0.14, 0.13, 0.13, (250, 190, 50))
    pen.ellipse(0.82, 0.14, 0.1, 0.1, (254, 232, 140))
    for x, y in arc(0.82, 0.14, 0.1, 0.1, 0, 1, 6):
        pen.line([(0.82, 0.14), (x, y)], 0.012, (250, 190, 50))


def lemonade(pen: Pen, colour: Colour) -> None:
    pen.line([(0.44, 0.6), (0.3, -0.02)], 0.035, (80, 170, 110))
    pen.polygon([(0.24, 0.12), (0.76, 0.12), (0.68, 1.0), (0.32, 1.0)], _GLASS, 0.7)
    pen.polygon([(0.26, 0.24), (0.74, 0.24), (0.67, 0.97), (0.33, 0.97)], colour)
    for x, y in ((0.32, 0.18), (0.5, 0.28), (0.36, 0.42)):  # ice
        pen.polygon([(x, y + 0.03), (x + 0.13, y), (x + 0.16, y + 0.13), (x + 0.03, y + 0.16)],
                    WHITE, 0.75)  # fmt: skip
    pen.ellipse(0.76, 0.16, 0.15, 0.15, (248, 214, 70))
    pen.ellipse(0.76, 0.16, 0.12, 0.12, (255, 246, 180))
    for x, y in arc(0.76, 0.16, 0.12, 0.12, 0, 1, 7):
        pen.line([(0.76, 0.16), (x, y)], 0.012, (248, 214, 70))


def champagne(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.66), (0.5, 0.94)], 0.026, _GLASS)
    pen.ellipse(0.5, 0.95, 0.16, 0.03, _GLASS)
    pen.blob([(0.36, 0.06), (0.64, 0.06), (0.64, 0.46), (0.5, 0.7), (0.36, 0.46)], _GLASS)
    pen.blob([(0.38, 0.18), (0.62, 0.18), (0.62, 0.46), (0.5, 0.66), (0.38, 0.46)], colour)
    for x, y in ((0.46, 0.52), (0.54, 0.42), (0.47, 0.34), (0.55, 0.27), (0.5, 0.22), (0.5, 0.6)):
        pen.ellipse(x, y, 0.017, 0.017, WHITE)
    for x, y in ((0.44, 0.0), (0.58, -0.04), (0.5, -0.1)):
        pen.ellipse(x, y, 0.02, 0.02, lighter(colour, 0.3))


def can(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.3, 0.1), (0.7, 0.1), (0.74, 0.18), (0.26, 0.18)], (190, 196, 206))
    pen.box(0.26, 0.18, 0.74, 0.9, colour)
    pen.polygon([(0.26, 0.9), (0.74, 0.9), (0.7, 0.98), (0.3, 0.98)], (190, 196, 206))
    pen.ellipse(0.5, 0.1, 0.2, 0.045, (214, 220, 228))
    pen.ellipse(0.5, 0.1, 0.07, 0.02, (130, 136, 146))
    pen.blob([(0.26, 0.62), (0.42, 0.5), (0.56, 0.62), (0.74, 0.46), (0.74, 0.58), (0.56, 0.74),
              (0.42, 0.62), (0.26, 0.74)], WHITE)  # fmt: skip
    pen.line([(0.33, 0.24), (0.33, 0.84)], 0.03, lighter(colour, 0.4))


def milkshake(pen: Pen, colour: Colour) -> None:
    pen.line([(0.54, 0.4), (0.7, -0.06)], 0.045, (226, 60, 70))
    pen.polygon([(0.24, 0.34), (0.76, 0.34), (0.64, 0.86), (0.36, 0.86)], _GLASS)
    pen.polygon([(0.28, 0.38), (0.72, 0.38), (0.62, 0.84), (0.38, 0.84)], colour)
    pen.line([(0.5, 0.84), (0.5, 0.94)], 0.07, _GLASS)
    pen.ellipse(0.5, 0.95, 0.2, 0.04, _GLASS)
    for x, y, size in ((0.32, 0.3, 0.12), (0.68, 0.3, 0.12), (0.5, 0.28, 0.15), (0.42, 0.16, 0.11),
                       (0.58, 0.17, 0.1)):  # fmt: skip
        pen.ellipse(x, y, size, 0.85 * size, WHITE)
    pen.ellipse(0.48, 0.04, 0.065, 0.065, (206, 30, 50))


def bubble_tea(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.7), (0.62, -0.06)], 0.06, (236, 90, 130))
    pen.polygon([(0.2, 0.22), (0.8, 0.22), (0.7, 0.98), (0.3, 0.98)], _GLASS)
    pen.polygon([(0.24, 0.32), (0.76, 0.32), (0.68, 0.95), (0.32, 0.95)], colour)
    for row in range(4):
        for k in range(4):
            x = 0.37 + 0.088 * k + 0.03 * (row % 2)
            pen.ellipse(x, 0.72 + 0.062 * row, 0.036, 0.034, (52, 34, 30))
    pen.blob([(0.16, 0.24), (0.24, 0.12), (0.5, 0.06), (0.76, 0.12), (0.84, 0.24)],
             (240, 246, 250), 0.7)  # fmt: skip
    pen.line([(0.17, 0.23), (0.83, 0.23)], 0.05, WHITE)


def water(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.22, 0.1), (0.78, 0.1), (0.7, 0.98), (0.3, 0.98)], _GLASS, 0.8)
    pen.polygon([(0.26, 0.34), (0.74, 0.34), (0.68, 0.94), (0.32, 0.94)], colour)
    pen.ellipse(0.5, 0.34, 0.24, 0.05, lighter(colour, 0.4))
    for x, y in ((0.38, 0.42), (0.56, 0.46)):
        pen.polygon([(x, y), (x + 0.14, y - 0.05), (x + 0.17, y + 0.08), (x + 0.04, y + 0.12)],
                    lighter(colour, 0.55))  # fmt: skip
    pen.line([(0.32, 0.24), (0.37, 0.86)], 0.03, WHITE)


def wine_bottle(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.42, 0.04), (0.58, 0.04), (0.58, 0.3), (0.7, 0.44), (0.7, 0.94), (0.5, 0.98),
              (0.3, 0.94), (0.3, 0.44), (0.42, 0.3)], colour)  # fmt: skip
    pen.box(0.41, 0.0, 0.59, 0.16, (150, 34, 56))
    pen.box(0.3, 0.54, 0.7, 0.82, (246, 236, 212))
    pen.ellipse(0.5, 0.64, 0.07, 0.06, (122, 40, 90))
    pen.line([(0.38, 0.76), (0.62, 0.76)], 0.02, (120, 90, 70))
    pen.line([(0.36, 0.48), (0.36, 0.9)], 0.026, lighter(colour, 0.35))


def flask(pen: Pen, colour: Colour) -> None:
    """A potion in a round flask."""
    pen.glowing().ellipse(0.5, 0.64, 0.46, 0.42, lighter(colour, 0.3), 0.25)
    pen.box(0.42, 0.14, 0.58, 0.4, _GLASS)
    pen.ellipse(0.5, 0.66, 0.34, 0.33, _GLASS)
    pen.polygon(arc(0.5, 0.66, 0.3, 0.29, -0.02, 0.52), colour)
    for x, y, size in ((0.4, 0.72, 0.04), (0.56, 0.8, 0.05), (0.6, 0.68, 0.03), (0.46, 0.56, 0.03),
                       (0.52, 0.46, 0.022)):  # fmt: skip
        pen.ellipse(x, y, size, size, lighter(colour, 0.45))
    pen.box(0.39, 0.04, 0.61, 0.15, (150, 100, 60))
    pen.line([(0.38, 0.18), (0.62, 0.18)], 0.04, _GLASS)
    pen.tilted(0.32, 0.58, 0.03, 0.09, 0.07, WHITE)


def _kind(draw: Drawing, words: str, colours: tuple[Colour, ...], like: str = "") -> Kind:
    return Kind(draw, words, colours, like, 0.42, home="table")


DRINKS: dict[str, Kind] = {
    "beer": _kind(beer, "beer ale lager", ((244, 176, 50),), "pint cider"),
    "cocktail": _kind(cocktail, "cocktail martini margarita", ((240, 110, 130), (250, 170, 60)),
                      "mojito"),
    "lemonade": _kind(lemonade, "lemonade", ((252, 232, 120),), "limeade"),
    "champagne": _kind(champagne, "champagne prosecco", ((246, 216, 120),)),
    "soda can": _kind(can, "soda cola coke", ((206, 36, 44),), "can"),
    "milkshake": _kind(milkshake, "milkshake frappe", ((246, 170, 190), (150, 100, 66))),
    "bubble tea": _kind(bubble_tea, "boba", ((206, 160, 116),)),
    "glass of water": _kind(water, "", ((150, 206, 240),)),
    "bottle of wine": _kind(wine_bottle, "", ((40, 70, 46),), "whisky whiskey rum vodka"),
    "potion": _kind(flask, "potion flask elixir", ((150, 70, 210), (60, 190, 110)), "poison"),
}  # fmt: skip
