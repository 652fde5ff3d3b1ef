"""What books and clothes are kept in, and a throne."""

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import Colour

_DARK: Colour = (52, 56, 66)
_R = "room"


def bookcase(pen: Pen, colour: Colour) -> None:
    pen.box(0.06, 0.0, 0.94, 1.0, colour)
    hues = ((190, 60, 56), (60, 110, 170), (90, 150, 90), (226, 176, 80), (130, 80, 150), (70, 70,
        80))  # fmt: skip
    for row in range(3):
        top = 0.06 + 0.31 * row
        pen.box(0.12, top, 0.88, top + 0.25, darker(colour, 0.45))
        x = 0.13
        for k in range(9):
            wide = 0.055 + 0.012 * ((k * 5 + row) % 3)
            tall = 0.16 + 0.03 * ((k * 7 + row) % 3)
            pen.box(x, top + 0.25 - tall, x + wide, top + 0.25, hues[(k * 2 + row) % 6])
            x += wide + 0.008


def wardrobe(pen: Pen, colour: Colour) -> None:
    pen.box(0.12, 0.04, 0.88, 0.94, darker(colour, 0.25))
    for left in (0.16, 0.51):
        pen.box(left, 0.08, left + 0.33, 0.72, colour)
        pen.box(left + 0.05, 0.14, left + 0.28, 0.66, lighter(colour, 0.14))
    pen.box(0.16, 0.76, 0.84, 0.9, colour)
    for x, y in ((0.46, 0.42), (0.54, 0.42), (0.4, 0.83), (0.6, 0.83)):
        pen.ellipse(x, y, 0.022, 0.026, (240, 196, 74))
    pen.box(0.08, 0.0, 0.92, 0.06, colour)
    for x in (0.16, 0.76):
        pen.box(x, 0.94, x + 0.08, 1.0, darker(colour, 0.35))


def throne(pen: Pen, colour: Colour) -> None:
    gold: Colour = (240, 196, 74)
    for x in (0.2, 0.72):
        pen.box(x, 0.84, x + 0.08, 1.0, gold)
    pen.polygon([(0.22, 0.9), (0.2, 0.14), (0.34, 0.08), (0.5, -0.04), (0.66, 0.08), (0.8, 0.14),
                 (0.78, 0.9)], gold)  # fmt: skip
    pen.box(0.28, 0.18, 0.72, 0.66, colour)
    pen.box(0.18, 0.66, 0.82, 0.78, lighter(colour, 0.12))
    pen.box(0.14, 0.78, 0.86, 0.88, gold)
    for x in (0.14, 0.8):
        pen.box(x, 0.5, x + 0.07, 0.8, gold)
        pen.ellipse(x + 0.035, 0.48, 0.055, 0.05, gold)
    for x, y in ((0.5, 0.04), (0.2, 0.12), (0.8, 0.12)):
        pen.ellipse(x, y, 0.04, 0.045, (214, 40, 70))


CUPBOARDS: dict[str, Kind] = {
    "bookcase": Kind(bookcase, "bookcase shelf", ((140, 92, 56),), "shelves", 0.6, 0.02, _R),
    "wardrobe": Kind(wardrobe, "wardrobe closet dresser cupboard cabinet", ((160, 108, 66),),
        "drawer", 0.6, 0.04, _R),
    "throne": Kind(throne, "throne", ((170, 36, 60),), "", 0.58, 0.66, _R),
}  # fmt: skip
