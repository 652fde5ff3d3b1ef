"""What people wear by trade, over their clothes and behind them."""

from ..brush import Pen, darker, lighter
from ..kind import Drawing
from ..world import BLACK, WHITE, Colour

_GOLD: Colour = (246, 200, 70)
_RED: Colour = (206, 44, 48)
_STEEL: Colour = (176, 184, 196)


def _buttons(pen: Pen, _: Colour) -> None:
    for y in (0.44, 0.53, 0.62):
        for x in (0.46, 0.54):
            pen.ellipse(x, y, 0.012, 0.012, (120, 124, 132))
    pen.polygon([(0.44, 0.35), (0.56, 0.35), (0.5, 0.42)], _RED)


def _belt(pen: Pen, _: Colour) -> None:
    pen.box(0.365, 0.6, 0.635, 0.65, (70, 46, 34))
    pen.box(0.46, 0.595, 0.54, 0.655, _GOLD)


def _armour(pen: Pen, colour: Colour) -> None:
    pen.line([(0.5, 0.38), (0.5, 0.68)], 0.012, darker(colour, 0.4))
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.14, 0.4, 0.085, 0.07, lighter(colour, 0.3))


def _coat(pen: Pen, _: Colour) -> None:
    """A white coat, open over a shirt, with a stethoscope."""
    pen.blob([(0.36, 0.36), (0.64, 0.36), (0.68, 0.6), (0.7, 0.84), (0.3, 0.84), (0.32, 0.6)],
             WHITE)  # fmt: skip
    pen.polygon([(0.45, 0.35), (0.55, 0.35), (0.52, 0.84), (0.48, 0.84)], (120, 170, 206))
    pen.line([(0.5, 0.5), (0.5, 0.84)], 0.008, (176, 184, 196))
    pen.line([(0.43, 0.35), (0.42, 0.46), (0.5, 0.54), (0.58, 0.46), (0.57, 0.35)], 0.018,
             (54, 60, 74))  # fmt: skip
    pen.ellipse(0.5, 0.56, 0.03, 0.03, _STEEL)
    pen.box(0.56, 0.6, 0.63, 0.67, (226, 230, 236))


def _labcoat(pen: Pen, _: Colour) -> None:
    pen.blob([(0.36, 0.36), (0.64, 0.36), (0.68, 0.6), (0.7, 0.84), (0.3, 0.84), (0.32, 0.6)],
             WHITE)  # fmt: skip
    pen.polygon([(0.45, 0.35), (0.55, 0.35), (0.5, 0.5)], (110, 150, 90))
    pen.line([(0.5, 0.5), (0.5, 0.84)], 0.01, (176, 184, 196))
    for x in (0.35, 0.57):
        pen.box(x, 0.62, x + 0.08, 0.7, (226, 230, 236))


def _cross(pen: Pen, _: Colour) -> None:
    """A nurse's apron with a red cross."""
    pen.blob([(0.42, 0.42), (0.58, 0.42), (0.62, 0.6), (0.66, 0.86), (0.34, 0.86), (0.38, 0.6)],
             WHITE)  # fmt: skip
    pen.box(0.475, 0.47, 0.525, 0.6, _RED)
    pen.box(0.435, 0.51, 0.565, 0.56, _RED)


def _suit(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.43, 0.345), (0.57, 0.345), (0.5, 0.56)], WHITE)
    pen.polygon([(0.48, 0.37), (0.52, 0.37), (0.53, 0.5), (0.5, 0.55), (0.47, 0.5)], _RED)
    for side in (-1, 1):
        pen.polygon([(0.5 + side * 0.07, 0.34), (0.5 + side * 0.12, 0.46), (0.5, 0.58)],
                    lighter(colour, 0.16))  # fmt: skip
    pen.ellipse(0.5, 0.63, 0.012, 0.012, _GOLD)


def _tuxedo(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.42, 0.345), (0.58, 0.345), (0.5, 0.62)], WHITE)
    for side in (-1, 1):
        pen.polygon([(0.5, 0.38), (0.5 + side * 0.06, 0.35), (0.5 + side * 0.06, 0.41)], BLACK)
        pen.polygon([(0.5 + side * 0.08, 0.34), (0.5 + side * 0.13, 0.46), (0.5, 0.64)],
                    lighter(colour, 0.2))  # fmt: skip


def _apron(pen: Pen, _: Colour) -> None:
    pen.line([(0.43, 0.36), (0.44, 0.44)], 0.02, WHITE)
    pen.line([(0.57, 0.36), (0.56, 0.44)], 0.02, WHITE)
    pen.blob([(0.42, 0.42), (0.58, 0.42), (0.64, 0.58), (0.64, 0.84), (0.36, 0.84), (0.36, 0.58)],
             (244, 240, 228))  # fmt: skip
    for x, y, hue in ((0.44, 0.7, _RED), (0.56, 0.76, (60, 110, 200)), (0.52, 0.6, _GOLD)):
        pen.ellipse(x, y, 0.025, 0.02, hue)


def _waiter(pen: Pen, colour: Colour) -> None:
    _tuxedo(pen, colour)
    pen.box(0.365, 0.64, 0.635, 0.86, WHITE)


def _overalls(pen: Pen, _: Colour) -> None:
    blue = (62, 96, 158)
    pen.blob([(0.42, 0.45), (0.58, 0.45), (0.64, 0.58), (0.62, 0.72), (0.38, 0.72), (0.36, 0.58)],
             blue)  # fmt: skip
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.09, 0.36), (0.5 + side * 0.065, 0.47)], 0.03, blue)
        pen.ellipse(0.5 + side * 0.065, 0.47, 0.014, 0.014, _GOLD)
    pen.box(0.455, 0.52, 0.545, 0.58, darker(blue, 0.2))


def _vest(pen: Pen, _: Colour) -> None:
    """A workman's vest with bright bands."""
    pen.blob([(0.37, 0.36), (0.46, 0.36), (0.5, 0.42), (0.54, 0.36), (0.63, 0.36), (0.64, 0.7),
              (0.36, 0.7)], (246, 140, 40))  # fmt: skip
    pen.box(0.36, 0.54, 0.64, 0.59, (246, 240, 120))
    for x in (0.42, 0.58):
        pen.box(x - 0.02, 0.37, x + 0.02, 0.7, (246, 240, 120))


def _fire(pen: Pen, _: Colour) -> None:
    """A firefighter's coat with bands."""
    for y in (0.48, 0.62):
        pen.box(0.36, y, 0.64, y + 0.05, (246, 226, 80))
    pen.line([(0.5, 0.37), (0.5, 0.7)], 0.014, (90, 70, 40))


def _tutu(pen: Pen, colour: Colour) -> None:
    for k, (half, y) in enumerate(((0.34, 0.66), (0.31, 0.62), (0.26, 0.58))):
        frill = lighter(colour, 0.3 + 0.15 * k)
        pen.ellipse(0.5, y, half, 0.075, frill)
        for n in range(9):
            pen.ellipse(0.5 + half * (n - 4) / 4.4, y + 0.05 * (1 - (n - 4) ** 2 / 22), 0.045,
                        0.04, frill)  # fmt: skip


def _clown(pen: Pen, _: Colour) -> None:
    for x, y, hue in ((0.44, 0.46, (60, 120, 220)), (0.56, 0.5, (70, 180, 90)),
                      (0.45, 0.6, (226, 60, 140)), (0.57, 0.64, (246, 140, 40))):  # fmt: skip
        pen.ellipse(x, y, 0.035, 0.035, hue)
    for k in range(5):
        pen.ellipse(0.38 + 0.06 * k, 0.355, 0.045, 0.035, WHITE if k % 2 else (226, 60, 60))


def _camouflage(pen: Pen, colour: Colour) -> None:
    for x, y, hue in ((0.43, 0.42, darker(colour, 0.4)), (0.57, 0.48, (140, 120, 80)),
                      (0.45, 0.56, (140, 120, 80)), (0.56, 0.63, darker(colour, 0.4))):  # fmt: skip
        pen.blob([(x - 0.06, y), (x, y - 0.035), (x + 0.05, y), (x, y + 0.03)], hue)
    pen.box(0.365, 0.64, 0.635, 0.68, (60, 54, 40))


def _kimono(pen: Pen, colour: Colour) -> None:
    pen.line([(0.43, 0.35), (0.54, 0.56)], 0.035, WHITE)
    pen.line([(0.57, 0.35), (0.46, 0.56)], 0.035, lighter(colour, 0.5))
    pen.box(0.355, 0.55, 0.645, 0.65, _GOLD)
    pen.box(0.355, 0.585, 0.645, 0.61, _RED)


def _stripes(pen: Pen, _: Colour) -> None:
    for y in (0.42, 0.5, 0.58, 0.66):
        pen.box(0.375, y, 0.625, y + 0.035, (40, 70, 150))


def _jersey(pen: Pen, colour: Colour) -> None:
    pen.box(0.36, 0.66, 0.64, 0.76, WHITE)
    pen.line([(0.47, 0.47), (0.5, 0.44), (0.5, 0.6)], 0.03, WHITE if sum(colour) < 560 else BLACK)


def _swim(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.39, 0.36), (0.61, 0.36), (0.62, 0.56), (0.38, 0.56)], (236, 184, 146))
    pen.box(0.37, 0.6, 0.63, 0.74, colour)


def _boxer(pen: Pen, _: Colour) -> None:
    pen.blob([(0.37, 0.56), (0.63, 0.56), (0.68, 0.8), (0.52, 0.8), (0.5, 0.7), (0.48, 0.8),
              (0.32, 0.8)], (40, 70, 180))  # fmt: skip
    pen.box(0.365, 0.56, 0.635, 0.61, _GOLD)


def _hoodie(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.42, 0.56), (0.58, 0.56), (0.61, 0.66), (0.39, 0.66)], darker(colour, 0.2))
    for x in (0.47, 0.53):
        pen.line([(x, 0.36), (x, 0.46)], 0.012, WHITE)


def _collar(pen: Pen, _: Colour) -> None:
    pen.box(0.45, 0.35, 0.55, 0.385, WHITE)
    pen.line([(0.5, 0.5), (0.5, 0.62)], 0.016, _GOLD)
    pen.line([(0.47, 0.54), (0.53, 0.54)], 0.016, _GOLD)


def _badge(pen: Pen, colour: Colour) -> None:
    _belt(pen, colour)
    pen.line([(0.5, 0.36), (0.5, 0.58)], 0.03, darker(colour, 0.5))
    pen.ellipse(0.57, 0.45, 0.03, 0.034, _GOLD)


def _bust(pen: Pen, colour: Colour) -> None:
    """A dress with a pale band at its neck."""
    pen.blob([(0.42, 0.34), (0.58, 0.34), (0.5, 0.44)], (236, 184, 146))
    pen.line([(0.38, 0.57), (0.62, 0.57)], 0.03, lighter(colour, 0.4))


def _bride(pen: Pen, colour: Colour) -> None:
    _bust(pen, colour)
    for x, hue in ((0.44, (246, 170, 190)), (0.5, (226, 80, 110)), (0.56, (246, 170, 190))):
        pen.ellipse(x, 0.56, 0.045, 0.045, hue)


def _cape(pen: Pen, _: Colour) -> None:
    pen.blob([(0.4, 0.36), (0.6, 0.36), (0.82, 0.9), (0.18, 0.9)], (196, 40, 48))


def _wings(pen: Pen, _: Colour) -> None:
    for side in (-1, 1):
        pen.blob([(0.5, 0.42), (0.5 + side * 0.3, 0.18), (0.5 + side * 0.46, 0.3),
                  (0.5 + side * 0.34, 0.54), (0.5 + side * 0.36, 0.74), (0.5, 0.56)],
                 (214, 236, 250), 0.9)  # fmt: skip


def _feathers(pen: Pen, _: Colour) -> None:
    """An angel's wings, and its halo."""
    for side in (-1, 1):
        for k in range(4):
            x = 0.5 + side * (0.2 + 0.07 * k)
            pen.blob([(0.5, 0.4), (x, 0.2 + 0.04 * k), (x + side * 0.1, 0.5 + 0.04 * k),
                      (0.5 + side * 0.1, 0.62)], darker(WHITE, 0.05 * k))  # fmt: skip
    pen.ellipse(0.5, -0.02, 0.13, 0.035, _GOLD)
    pen.ellipse(0.5, -0.02, 0.1, 0.02, WHITE, 0.7)


def _veil(pen: Pen, _: Colour) -> None:
    pen.blob([(0.4, 0.06), (0.6, 0.06), (0.76, 0.6), (0.82, 0.95), (0.18, 0.95), (0.24, 0.6)],
             WHITE, 0.75)  # fmt: skip


def _pack(pen: Pen, _: Colour) -> None:
    pen.blob([(0.26, 0.36), (0.74, 0.36), (0.76, 0.66), (0.24, 0.66)], (206, 110, 50))
    pen.box(0.24, 0.28, 0.76, 0.36, (90, 130, 80))


def _tanks(pen: Pen, _: Colour) -> None:
    for x in (0.38, 0.62):
        pen.line([(x, 0.36), (x, 0.62)], 0.16, (240, 190, 60))


# Over the clothes.
OUTFITS: dict[str, Drawing] = {
    "buttons": _buttons, "belt": _belt, "armour": _armour, "coat": _coat, "labcoat": _labcoat,
    "nurse": _cross, "suit": _suit, "tuxedo": _tuxedo, "apron": _apron, "waiter": _waiter,
    "overalls": _overalls, "vest": _vest, "fire": _fire, "tutu": _tutu, "clown": _clown,
    "camouflage": _camouflage, "kimono": _kimono, "stripes": _stripes, "jersey": _jersey,
    "swim": _swim, "hoodie": _hoodie, "boxer": _boxer, "collar": _collar, "badge": _badge,
    "bust": _bust, "bride": _bride,
}  # fmt: skip
# Behind the body.
UNDER: dict[str, Drawing] = {"cape": _cape, "wings": _wings, "feathers": _feathers,
    "bride": _veil, "pack": _pack, "tanks": _tanks}  # fmt: skip
