"""Vehicles of work and of the rails, and what animals draw."""

from ..brush import Pen, arc, curve, darker
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .machines import rim, wheel

_GLASS: Colour = (150, 196, 222)
_STEEL: Colour = (176, 182, 192)
_WOOD: Colour = (140, 92, 54)
_IRON: Colour = (66, 68, 76)


def _tracks(pen: Pen, left: float, right: float, y: float) -> None:
    pen.line([(left, y), (right, y)], 0.2, _IRON)
    steps = max(2, round((right - left) / 0.14))
    for k in range(steps + 1):
        pen.ellipse(left + (right - left) * k / steps, y, 0.06, 0.06, _STEEL)


def tank(pen: Pen, colour: Colour) -> None:
    pen.line([(0.6, 0.44), (1.06, 0.36)], 0.06, darker(colour, 0.25))
    pen.blob([(0.24, 0.54), (0.3, 0.36), (0.6, 0.34), (0.7, 0.54)], darker(colour, 0.1))
    pen.polygon([(0.02, 0.66), (0.12, 0.52), (0.9, 0.52), (1.0, 0.66), (0.96, 0.76), (0.06, 0.76)],
                colour)  # fmt: skip
    pen.polygon(arc(0.42, 0.45, 0.07, 0.07, -0.25, 0.75, 5), WHITE)
    _tracks(pen, 0.14, 0.88, 0.86)


def excavator(pen: Pen, colour: Colour) -> None:
    pen.line([(0.44, 0.6), (0.62, 0.16), (0.88, 0.3)], 0.075, colour)
    pen.line([(0.88, 0.3), (0.92, 0.66)], 0.06, darker(colour, 0.2))
    pen.blob([(0.84, 0.64), (1.02, 0.68), (1.0, 0.84), (0.84, 0.86), (0.78, 0.78)], _IRON)
    pen.box(0.06, 0.56, 0.56, 0.76, colour)
    pen.box(0.32, 0.34, 0.54, 0.6, darker(colour, 0.15))
    pen.box(0.36, 0.38, 0.51, 0.56, _GLASS)
    _tracks(pen, 0.12, 0.56, 0.88)


def bulldozer(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.86, 0.46), (1.0, 0.5), (0.94, 0.7), (1.04, 0.94), (0.88, 0.96), (0.84, 0.7)],
             darker(colour, 0.3))  # fmt: skip
    pen.line([(0.5, 0.84), (0.88, 0.82)], 0.05, darker(colour, 0.3))
    pen.box(0.4, 0.52, 0.76, 0.78, colour)
    pen.box(0.64, 0.36, 0.68, 0.54, _IRON)
    pen.box(0.08, 0.3, 0.44, 0.78, colour)
    pen.box(0.14, 0.36, 0.39, 0.56, _GLASS)
    pen.box(0.04, 0.26, 0.48, 0.32, darker(colour, 0.2))
    _tracks(pen, 0.14, 0.66, 0.88)


def crane(pen: Pen, colour: Colour) -> None:
    pen.line([(0.3, 1.0), (0.3, 0.06)], 0.07, colour)
    pen.line([(0.0, 0.2), (1.02, 0.2)], 0.05, colour)
    for k in range(7):
        y = 0.28 + 0.1 * k
        pen.line([(0.27, y), (0.33, y + 0.08)], 0.014, darker(colour, 0.45))
    for end in ((0.0, 0.2), (0.96, 0.2)):
        pen.line([(0.3, 0.04), end], 0.014, _IRON)
    pen.box(-0.02, 0.2, 0.12, 0.34, _IRON)
    pen.line([(0.84, 0.2), (0.84, 0.6)], 0.014, _IRON)
    pen.box(0.74, 0.6, 0.94, 0.7, (190, 100, 60))
    pen.box(0.3, 0.22, 0.42, 0.36, _GLASS)
    pen.box(0.16, 0.94, 0.44, 1.0, _IRON)


def tram(pen: Pen, colour: Colour) -> None:
    pen.line([(0.4, 0.22), (0.52, 0.1), (0.36, 0.02), (0.66, 0.02)], 0.02, _IRON)
    pen.blob([(0.02, 0.86), (0.02, 0.34), (0.08, 0.22), (0.92, 0.22), (0.98, 0.34), (0.98, 0.86)],
             colour)  # fmt: skip
    pen.box(0.02, 0.32, 0.98, 0.58, (250, 240, 216))
    for k in range(5):
        pen.box(0.06 + 0.185 * k, 0.35, 0.2 + 0.185 * k, 0.56, _GLASS)
    pen.line([(0.04, 0.7), (0.96, 0.7)], 0.02, (250, 240, 216))
    for x in (0.2, 0.34, 0.66, 0.8):
        wheel(pen, x, 0.9, 0.07)
    pen.box(-0.1, 0.97, 1.1, 1.0, _IRON)


def express(pen: Pen, colour: Colour) -> None:
    pen.blob([(-0.2, 0.84), (-0.2, 0.42), (0.3, 0.4), (0.66, 0.44), (0.92, 0.62), (1.08, 0.8),
              (0.9, 0.86)], colour)  # fmt: skip
    pen.polygon([(-0.2, 0.68), (0.96, 0.68), (1.04, 0.76), (-0.2, 0.76)], (40, 90, 190))
    for k in range(5):
        pen.box(-0.14 + 0.15 * k, 0.5, -0.03 + 0.15 * k, 0.6, (60, 90, 130))
    pen.polygon([(0.66, 0.48), (0.78, 0.54), (0.88, 0.62), (0.66, 0.6)], (40, 50, 70))
    pen.box(-0.26, 0.9, 1.16, 0.94, _IRON)
    for x in (-0.06, 0.1, 0.62, 0.78):
        pen.ellipse(x, 0.88, 0.05, 0.05, BLACK)


def sleigh(pen: Pen, colour: Colour) -> None:
    pen.line([(0.04, 0.94), (0.86, 0.94), *arc(0.88, 0.84, 0.1, 0.1, 0.2, -0.4, 8)], 0.035,
             (226, 180, 70))  # fmt: skip
    for x in (0.24, 0.66):
        pen.line([(x, 0.76), (x, 0.94)], 0.03, (226, 180, 70))
    pen.blob([(0.04, 0.28), (0.16, 0.34), (0.26, 0.56), (0.6, 0.58), (0.8, 0.42), (0.96, 0.44),
              (0.86, 0.76), (0.5, 0.82), (0.16, 0.78)], colour)  # fmt: skip
    pen.line(curve([(0.06, 0.3), (0.2, 0.5), (0.3, 0.6), (0.6, 0.62), (0.86, 0.46)], closed=False),
             0.03, (246, 200, 70))  # fmt: skip
    pen.ellipse(0.24, 0.4, 0.13, 0.14, (120, 80, 50))
    pen.box(0.36, 0.42, 0.52, 0.58, (80, 160, 90))
    pen.line([(0.44, 0.42), (0.44, 0.58)], 0.025, (250, 210, 80))


def carriage(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.2, 0.34), (0.3, 0.2), (0.7, 0.2), (0.8, 0.34), (0.76, 0.7), (0.5, 0.76),
              (0.24, 0.7)], colour)  # fmt: skip
    for x in (0.28, 0.54):
        pen.box(x, 0.32, x + 0.18, 0.5, (206, 226, 240))
    pen.line([(0.5, 0.26), (0.5, 0.74)], 0.02, (246, 200, 70))
    pen.line([(0.2, 0.34), (0.8, 0.34)], 0.02, (246, 200, 70))
    for x, y in ((0.5, 0.14), (0.3, 0.18), (0.7, 0.18)):
        pen.ellipse(x, y, 0.035, 0.045, (246, 200, 70))
    pen.line([(0.76, 0.76), (1.04, 0.7)], 0.03, (246, 200, 70))
    for x, size in ((0.22, 0.2), (0.78, 0.16)):
        rim(pen, x, 1.0 - size - 0.02, size, 0.035, (246, 200, 70))
        for a, b in arc(x, 1.0 - size - 0.02, size, size, 0, 1, 8):
            pen.line([(x, 1.0 - size - 0.02), (a, b)], 0.014, (246, 200, 70))


def wagon(pen: Pen, colour: Colour) -> None:
    """A covered wagon of the prairie."""
    pen.blob([(0.04, 0.62), (0.08, 0.24), (0.3, 0.14), (0.7, 0.14), (0.92, 0.24), (0.96, 0.62)],
             (246, 238, 220))  # fmt: skip
    for x in (0.26, 0.5, 0.74):
        pen.line([(x, 0.16), (x, 0.62)], 0.016, (206, 192, 166))
    pen.polygon([(0.0, 0.6), (1.0, 0.6), (0.94, 0.78), (0.06, 0.78)], colour)
    for x, size in ((0.22, 0.17), (0.78, 0.17)):
        rim(pen, x, 0.82, size, 0.035, darker(colour, 0.3))
        for a, b in arc(x, 0.82, size, size, 0, 1, 8):
            pen.line([(x, 0.82), (a, b)], 0.016, darker(colour, 0.3))


def wheelchair(pen: Pen, colour: Colour) -> None:
    pen.line([(0.18, 0.14), (0.28, 0.16), (0.34, 0.6)], 0.04, _IRON)
    pen.line([(0.3, 0.24), (0.36, 0.56)], 0.08, colour)
    pen.line([(0.36, 0.6), (0.68, 0.6)], 0.09, colour)
    pen.line([(0.34, 0.44), (0.62, 0.44)], 0.035, _IRON)
    pen.line([(0.68, 0.6), (0.78, 0.86), (0.92, 0.86)], 0.04, _IRON)
    rim(pen, 0.4, 0.74, 0.23, 0.035, (50, 52, 60))
    for a, b in arc(0.4, 0.74, 0.21, 0.21, 0, 1, 8):
        pen.line([(0.4, 0.74), (a, b)], 0.008, _STEEL)
    wheel(pen, 0.76, 0.92, 0.07)


TRANSPORT: dict[str, Kind] = {
    "battle tank": Kind(tank, "", ((96, 112, 70),), "", 0.46, 0.36),
    "excavator": Kind(excavator, "excavator digger backhoe", ((246, 184, 44),), "", 0.5),
    "bulldozer": Kind(bulldozer, "bulldozer forklift", ((246, 184, 44),), "", 0.46),
    "crane tower": Kind(crane, "", ((246, 190, 50),), "", 0.66),
    "tram": Kind(tram, "tram streetcar trolley", ((196, 50, 46), (60, 120, 90)), "", 0.52, 0.22,
                 "street"),
    "fast train": Kind(express, "", (WHITE,), "subway metro monorail", 0.5, 0.4),
    "sleigh": Kind(sleigh, "sleigh sled sledge", ((190, 36, 44),), "toboggan", 0.46, 0.6, "snow"),
    "carriage": Kind(carriage, "carriage coach stagecoach", ((130, 60, 130),), "", 0.5, 0.2),
    "wagon": Kind(wagon, "wagon", ((140, 92, 54),), "cart", 0.48, 0.16, "desert"),
    "wheelchair": Kind(wheelchair, "wheelchair", ((60, 110, 190),), "", 0.44, 0.6),
}  # fmt: skip
