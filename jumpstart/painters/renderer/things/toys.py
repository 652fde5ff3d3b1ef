"""Toys and games."""

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_RED: Colour = (222, 54, 54)
_YELLOW: Colour = (250, 206, 66)
_BLUE: Colour = (64, 130, 216)
_GREEN: Colour = (84, 176, 92)


def teddy(pen: Pen, colour: Colour) -> None:
    pale, seam = lighter(colour, 0.45), darker(colour, 0.35)
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.19, 0.1, 0.095, 0.095, colour)
        pen.ellipse(0.5 + side * 0.19, 0.1, 0.055, 0.055, pale)
        pen.tilted(0.5 + side * 0.28, 0.56, 0.17, 0.09, side * 0.12, colour)
    pen.ellipse(0.5, 0.66, 0.25, 0.26, colour)
    pen.ellipse(0.5, 0.68, 0.16, 0.18, pale)
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.25, 0.88, 0.14, 0.13, darker(colour, 0.1))
        pen.ellipse(0.5 + side * 0.26, 0.89, 0.085, 0.08, pale)
    pen.ellipse(0.5, 0.26, 0.23, 0.21, colour)
    pen.ellipse(0.5, 0.33, 0.11, 0.09, pale)
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.09, 0.22, 0.026, 0.03, BLACK)
        pen.ellipse(0.51 + side * 0.09, 0.21, 0.008, 0.009, WHITE)
        pen.polygon([(0.5, 0.46), (0.5 + side * 0.13, 0.41), (0.5 + side * 0.13, 0.52)], _RED)
    pen.ellipse(0.5, 0.3, 0.035, 0.026, BLACK)
    pen.line([(0.45, 0.365), (0.5, 0.38), (0.55, 0.365)], 0.012, seam)
    pen.ellipse(0.5, 0.465, 0.03, 0.03, darker(_RED, 0.2))
    for k in range(4):
        pen.line([(0.485, 0.58 + 0.06 * k), (0.515, 0.58 + 0.06 * k)], 0.01, seam)


def doll(pen: Pen, colour: Colour) -> None:
    skin: Colour = (250, 214, 186)
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.27, 0.3, 0.11, 0.15, (236, 180, 80))
        pen.line([(0.5 + side * 0.12, 0.52), (0.5 + side * 0.32, 0.62)], 0.075, skin)
        pen.line([(0.5 + side * 0.08, 0.82), (0.5 + side * 0.09, 0.95)], 0.075, WHITE)
        pen.ellipse(0.5 + side * 0.1, 0.96, 0.07, 0.04, _RED)
    pen.blob([(0.4, 0.46), (0.6, 0.46), (0.76, 0.82), (0.5, 0.86), (0.24, 0.82)], colour)
    for x in (0.32, 0.44, 0.56, 0.68):
        pen.ellipse(x, 0.76, 0.025, 0.025, WHITE)
    pen.ellipse(0.5, 0.26, 0.22, 0.21, skin)
    pen.blob([(0.26, 0.3), (0.3, 0.1), (0.5, 0.02), (0.7, 0.1), (0.74, 0.3), (0.62, 0.16),
              (0.5, 0.19), (0.38, 0.16)], (236, 180, 80))  # fmt: skip
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.085, 0.27, 0.034, 0.04, (50, 90, 160))
        pen.ellipse(0.5 + side * 0.14, 0.35, 0.036, 0.026, (246, 160, 160))
        pen.polygon([(0.5 + side * 0.25, 0.14), (0.5 + side * 0.36, 0.08), (0.5 + side * 0.34,
            0.22)], _RED)  # fmt: skip
    pen.line(arc(0.5, 0.36, 0.05, 0.035, 0.02, 0.48, 8), 0.014, (206, 70, 80))


def rubber_duck(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.0, 0.56), (0.14, 0.66), (0.4, 0.62), (0.6, 0.6), (0.86, 0.66), (0.9, 0.84),
              (0.7, 0.98), (0.3, 0.98), (0.06, 0.84)], colour)  # fmt: skip
    pen.ellipse(0.62, 0.36, 0.25, 0.25, colour)
    pen.blob([(0.8, 0.34), (0.98, 0.34), (1.02, 0.42), (0.94, 0.5), (0.8, 0.48)], (246, 130, 40))
    pen.line([(0.82, 0.42), (0.98, 0.42)], 0.014, (206, 96, 30))
    pen.ellipse(0.68, 0.3, 0.055, 0.065, WHITE)
    pen.ellipse(0.695, 0.31, 0.03, 0.036, BLACK)
    pen.blob([(0.18, 0.72), (0.42, 0.68), (0.56, 0.78), (0.4, 0.9), (0.24, 0.86)],
             darker(colour, 0.12))  # fmt: skip
    pen.tilted(0.52, 0.22, 0.07, 0.04, -0.1, lighter(colour, 0.5))


def rocking_horse(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.5, 0.42, 0.52, 0.54, 0.1, 0.4), 0.05, _RED)
    for x, foot in ((0.3, 0.22), (0.62, 0.74)):
        pen.line([(x, 0.6), (foot, 0.88)], 0.075, darker(colour, 0.15))
    pen.line(curve([(0.2, 0.5), (0.08, 0.56), (0.06, 0.74)], closed=False), 0.07, (110, 70, 46))
    pen.blob([(0.18, 0.48), (0.4, 0.46), (0.58, 0.42), (0.7, 0.16), (0.82, 0.14), (0.96, 0.32),
              (0.9, 0.4), (0.8, 0.36), (0.74, 0.6), (0.5, 0.68), (0.24, 0.64)], colour)  # fmt: skip
    for k in range(5):
        pen.ellipse(0.7 - 0.025 * k, 0.16 + 0.07 * k, 0.05, 0.055, (110, 70, 46))
    pen.blob([(0.34, 0.44), (0.56, 0.42), (0.56, 0.58), (0.36, 0.58)], _BLUE)
    pen.ellipse(0.83, 0.24, 0.02, 0.022, BLACK)


def blocks(pen: Pen, colour: Colour) -> None:
    for left, top, hue in ((0.06, 0.58, colour), (0.5, 0.58, _BLUE), (0.28, 0.18, _YELLOW)):
        pen.box(left, top, left + 0.4, top + 0.4, darker(hue, 0.2))
        pen.box(left + 0.045, top + 0.045, left + 0.355, top + 0.355, lighter(hue, 0.5))
    pen.line([(0.17, 0.92), (0.26, 0.68), (0.35, 0.92)], 0.045, colour)
    pen.line([(0.21, 0.84), (0.31, 0.84)], 0.04, colour)
    pen.line([(0.63, 0.68), (0.63, 0.9)], 0.045, _BLUE)
    for y in (0.735, 0.85):
        pen.line(arc(0.66, y, 0.09, 0.055, -0.25, 0.25, 8), 0.045, _BLUE)
    pen.line(arc(0.5, 0.38, 0.09, 0.1, 0.12, 0.88, 12), 0.045, (206, 150, 30))


def dice(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.1, 0.3), (0.5, 0.12), (0.9, 0.3), (0.5, 0.5)], lighter(colour, 0.4))
    pen.polygon([(0.1, 0.3), (0.5, 0.5), (0.5, 0.98), (0.1, 0.76)], colour)
    pen.polygon([(0.9, 0.3), (0.5, 0.5), (0.5, 0.98), (0.9, 0.76)], darker(colour, 0.15))
    ink = BLACK if sum(colour) > 500 else WHITE
    pen.ellipse(0.5, 0.3, 0.065, 0.04, (214, 44, 44) if ink == BLACK else WHITE)
    for x, y in ((0.2, 0.46), (0.4, 0.56), (0.2, 0.7), (0.4, 0.8)):
        pen.ellipse(x, y, 0.045, 0.055, ink)
    for x, y in ((0.6, 0.84), (0.7, 0.64), (0.8, 0.46)):
        pen.ellipse(x, y, 0.045, 0.055, ink)


def cards(pen: Pen, colour: Colour) -> None:
    for turn in (-0.3, 0.0, 0.3):

        def at(x: float, y: float, t: float = turn) -> tuple[float, float]:
            return 0.5 + (x - 0.5) + t * (1.05 - y), y + 0.5 * abs(t) * (1 - x if t < 0 else x)

        pen.polygon([at(0.3, 0.1), at(0.7, 0.1), at(0.7, 0.76), at(0.3, 0.76)], (120, 122, 130))
        pen.polygon([at(0.32, 0.12), at(0.68, 0.12), at(0.68, 0.74), at(0.32, 0.74)], WHITE)
        ink = colour if turn != 0.3 else BLACK
        x, y = at(0.5, 0.43)
        pen.blob([(x, y + 0.13), (x - 0.11, y), (x - 0.09, y - 0.09), (x - 0.03, y - 0.09),
                  (x, y - 0.04), (x + 0.03, y - 0.09), (x + 0.09, y - 0.09), (x + 0.11, y)],
            ink)  # fmt: skip
        cx, cy = at(0.38, 0.2)
        pen.line([(cx - 0.025, cy + 0.05), (cx, cy - 0.03), (cx + 0.025, cy + 0.05)], 0.016, ink)


def puzzle(pen: Pen, colour: Colour) -> None:
    for left, top, hue, knobs in (
        (0.08, 0.1, colour, ((0.5, 0.29), (0.28, 0.5))), (0.5, 0.1, _YELLOW, ((0.7, 0.5),)),
        (0.08, 0.52, _GREEN, ((0.5, 0.7),)), (0.5, 0.52, _RED, ())):  # fmt: skip
        pen.box(left, top, left + 0.41, top + 0.41, hue)
        for x, y in knobs:
            pen.ellipse(x, y, 0.075, 0.075, hue)
    for x, y, hue in ((0.5, 0.29, colour), (0.28, 0.52, colour), (0.7, 0.52, _YELLOW),
                      (0.5, 0.7, _GREEN)):  # fmt: skip
        pen.ellipse(x, y, 0.072, 0.072, hue)


def controller(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.2, 0.3), (0.5, 0.34), (0.8, 0.3), (0.96, 0.5), (1.02, 0.8), (0.9, 0.88),
              (0.72, 0.68), (0.28, 0.68), (0.1, 0.88), (-0.02, 0.8), (0.04, 0.5)],
        colour)  # fmt: skip
    pen.box(0.2, 0.4, 0.26, 0.58, BLACK)
    pen.box(0.14, 0.46, 0.32, 0.52, BLACK)
    for dx, dy, hue in ((0, -0.08, _YELLOW), (0.08, 0, _RED), (0, 0.08, _GREEN), (-0.08, 0, _BLUE)):
        pen.ellipse(0.77 + dx, 0.49 + dy, 0.04, 0.04, hue)
    for x in (0.38, 0.62):
        pen.ellipse(x, 0.62, 0.075, 0.07, darker(colour, 0.3))
        pen.ellipse(x, 0.61, 0.05, 0.046, darker(colour, 0.1))


def nutcracker(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.box(0.5 + side * 0.09 - 0.07, 0.68, 0.5 + side * 0.09 + 0.07, 0.94, (40, 60, 120))
        pen.line([(0.5 + side * 0.22, 0.44), (0.5 + side * 0.22, 0.66)], 0.09, colour)
        pen.ellipse(0.5 + side * 0.21, 0.41, 0.075, 0.035, _YELLOW)
    pen.box(0.34, 0.4, 0.66, 0.7, colour)
    for y in (0.46, 0.54, 0.62):
        pen.line([(0.42, y), (0.58, y)], 0.022, _YELLOW)
    pen.box(0.33, 0.94, 0.67, 1.0, (120, 80, 50))
    pen.box(0.37, 0.14, 0.63, 0.4, (250, 214, 186))
    pen.box(0.37, 0.28, 0.63, 0.33, WHITE)
    for x in (0.41, 0.46, 0.51, 0.56):
        pen.line([(x + 0.02, 0.285), (x + 0.02, 0.325)], 0.008, BLACK)
    pen.polygon([(0.4, 0.34), (0.6, 0.34), (0.5, 0.46)], (240, 240, 240))
    for x in (0.45, 0.55):
        pen.ellipse(x, 0.21, 0.02, 0.024, BLACK)
    pen.line([(0.42, 0.265), (0.5, 0.25), (0.58, 0.265)], 0.022, (240, 240, 240))
    pen.box(0.36, -0.06, 0.64, 0.14, BLACK)
    pen.box(0.36, 0.1, 0.64, 0.15, _YELLOW)


def snow_globe(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.42, 0.42, 0.42, (150, 200, 236))
    pen.polygon(arc(0.5, 0.42, 0.4, 0.4, 0.07, 0.43), WHITE)
    pen.polygon([(0.34, 0.6), (0.46, 0.22), (0.58, 0.6)], (50, 130, 80))
    pen.box(0.54, 0.48, 0.72, 0.64, (206, 80, 60))
    pen.polygon([(0.51, 0.5), (0.63, 0.36), (0.75, 0.5)], WHITE)
    for x, y in ((0.26, 0.26), (0.4, 0.14), (0.62, 0.18), (0.76, 0.32), (0.7, 0.1), (0.3, 0.44),
                 (0.52, 0.08), (0.84, 0.46), (0.2, 0.4)):  # fmt: skip
        pen.ellipse(x, y, 0.02, 0.02, WHITE)
    pen.tilted(0.26, 0.24, 0.1, 0.03, -0.14, (236, 246, 252))
    pen.polygon([(0.24, 0.8), (0.76, 0.8), (0.86, 1.0), (0.14, 1.0)], colour)


def pinata(pen: Pen, colour: Colour) -> None:
    hues = (colour, _YELLOW, _GREEN, _BLUE, (240, 130, 50))
    pen.line([(0.5, 0.0), (0.5, 0.42)], 0.014, (120, 90, 60))
    for x in (0.26, 0.6):
        for k in range(3):
            pen.box(x, 0.7 + 0.1 * k, x + 0.13, 0.8 + 0.1 * k, hues[(k + 2) % 5])
    for k in range(4):
        pen.box(0.22, 0.42 + 0.08 * k, 0.76, 0.5 + 0.08 * k, hues[k])
    for k in range(3):
        pen.polygon([(0.62 + 0.04 * k, 0.5 - 0.1 * k), (0.8 + 0.02 * k, 0.5 - 0.1 * k),
                     (0.82 + 0.04 * k, 0.4 - 0.1 * k), (0.66 + 0.04 * k, 0.4 - 0.1 * k)],
                    hues[(k + 1) % 5])  # fmt: skip
    pen.polygon([(0.74, 0.22), (0.98, 0.3), (0.96, 0.4), (0.74, 0.4)], _YELLOW)
    for x in (0.74, 0.82):
        pen.polygon([(x, 0.24), (x - 0.03, 0.04), (x + 0.06, 0.22)], colour)
    pen.ellipse(0.82, 0.29, 0.02, 0.022, BLACK)


_T = "table"
TOYS: dict[str, Kind] = {
    "teddy": Kind(teddy, "teddy plush plushie", ((176, 118, 70),), "", 0.42, home="room",
                  head=(0.5, 0.06, 0.2), hand=(0.72, 0.62)),
    "doll": Kind(doll, "doll barbie", ((240, 110, 160),), "puppet", 0.42, home="room",
                 head=(0.5, 0.05, 0.2)),
    "rubber duck": Kind(rubber_duck, "", ((252, 212, 60),), "", 0.36),
    "rocking horse": Kind(rocking_horse, "", ((206, 150, 96),), "", 0.48, 0.44, "room"),
    "toy blocks": Kind(blocks, "toy lego blocks", (_RED,), "", 0.4, home="room"),
    "dice": Kind(dice, "dice die", (WHITE, _RED), "", 0.34, home=_T),
    "cards": Kind(cards, "cards poker", ((214, 36, 44),), "card tarot", 0.42, home=_T),
    "puzzle": Kind(puzzle, "puzzle jigsaw", (_BLUE,), "", 0.4, home=_T),
    "controller": Kind(controller, "controller gamepad joystick", ((84, 90, 104),),
                       "playstation xbox nintendo", 0.4, home="room"),
    "nutcracker": Kind(nutcracker, "nutcracker", ((206, 36, 44),), "", 0.48, home="room"),
    "snow globe": Kind(snow_globe, "snowglobe", ((120, 74, 48),), "", 0.42, home=_T),
    "pinata": Kind(pinata, "pinata", ((236, 70, 140),), "", 0.44),
}  # fmt: skip
