"""Musical instruments."""

from ..brush import Pen, darker
from ..kind import Kind
from ..people.stations import drums, keys
from ..world import Colour

_GOLD: Colour = (246, 200, 70)


def guitar(pen: Pen, colour: Colour) -> None:
    pen.line([(0.44, 0.6), (0.86, 0.12)], 0.07, (92, 60, 40))
    pen.line([(0.84, 0.14), (0.93, 0.04)], 0.11, (72, 46, 32))
    pen.blob([(0.5, 0.44), (0.62, 0.54), (0.58, 0.68), (0.6, 0.86), (0.42, 0.98), (0.16, 0.94),
        (0.06, 0.74),
              (0.16, 0.56), (0.32, 0.56), (0.38, 0.46)], colour)  # fmt: skip
    pen.ellipse(0.43, 0.64, 0.09, 0.09, (60, 38, 28))
    pen.line([(0.22, 0.8), (0.34, 0.9)], 0.035, (60, 38, 28))
    for k in (-0.018, 0.0, 0.018):
        pen.line([(0.28 + k, 0.85 + k), (0.88 + k, 0.09 + k)], 0.006, (240, 236, 226))


def trumpet(pen: Pen, colour: Colour) -> None:
    pen.line([(0.04, 0.5), (0.7, 0.5)], 0.06, colour)
    pen.polygon([(0.66, 0.46), (0.96, 0.26), (0.96, 0.74), (0.66, 0.54)], colour)
    pen.ellipse(0.96, 0.5, 0.04, 0.24, darker(colour, 0.25))
    pen.line(
        [(0.24, 0.52), (0.22, 0.66), (0.34, 0.72), (0.6, 0.7), (0.66, 0.56)],
        0.05,
        darker(colour, 0.1),
    )
    for x in (0.34, 0.43, 0.52):
        pen.line([(x, 0.36), (x, 0.72)], 0.05, darker(colour, 0.2))


INSTRUMENTS: dict[str, Kind] = {
    "guitar": Kind(guitar, "guitar ukulele", ((206, 128, 60),), "banjo", 0.5, home="room"),
    "piano": Kind(keys, "piano", ((48, 44, 48),), "organ", 0.56, 0.46, "room"),
    "drum": Kind(drums, "drum drumkit", ((206, 50, 50),), "tambourine", 0.5, 0.4, "room"),
    "trumpet": Kind(trumpet, "trumpet", (_GOLD,), "trombone tuba", 0.4, home="room"),
}  # fmt: skip
