"""Birds that are told apart by more than their colour."""

from functools import partial

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour

_BEAK: Colour = (244, 168, 52)


def _perched(pen: Pen, colour: Colour, belly: Colour, beak: Colour, long: float = 0.14) -> None:
    """A bird that stands on two legs: a crow, a gull, a pigeon, a robin."""
    for x in (0.44, 0.54):
        pen.line([(x, 0.8), (x, 0.98), (x + 0.06, 0.98)], 0.024, darker(beak, 0.2))
    pen.polygon([(0.24, 0.6), (0.3, 0.76), (-0.02, 0.9), (-0.04, 0.8)], darker(colour, 0.25))
    pen.blob([(0.18, 0.66), (0.36, 0.46), (0.58, 0.34), (0.76, 0.42), (0.74, 0.66), (0.54, 0.86),
              (0.3, 0.84)], colour)  # fmt: skip
    pen.blob([(0.64, 0.46), (0.75, 0.5), (0.72, 0.68), (0.54, 0.85), (0.46, 0.8)], belly)
    pen.ellipse(0.68, 0.32, 0.155, 0.15, colour)
    pen.polygon([(0.8, 0.26), (0.82 + long, 0.34), (0.8, 0.39)], beak)
    pen.ellipse(0.73, 0.28, 0.034, 0.036, WHITE)
    pen.ellipse(0.735, 0.28, 0.02, 0.022, BLACK)
    pen.blob([(0.3, 0.6), (0.5, 0.5), (0.6, 0.58), (0.46, 0.74), (0.12, 0.82)],
             darker(colour, 0.2))  # fmt: skip


def crow(pen: Pen, colour: Colour) -> None:
    _perched(pen, colour, colour, (70, 70, 78), 0.2)


def gull(pen: Pen, colour: Colour) -> None:
    _perched(pen, colour, colour, _BEAK)
    pen.blob([(0.3, 0.6), (0.5, 0.5), (0.6, 0.58), (0.46, 0.74), (0.12, 0.82)], (150, 160, 172))
    pen.polygon([(0.2, 0.74), (0.12, 0.82), (-0.06, 0.84), (0.16, 0.7)], BLACK)


def pigeon(pen: Pen, colour: Colour) -> None:
    _perched(pen, colour, lighter(colour, 0.3), (90, 90, 96), 0.08)
    pen.blob([(0.56, 0.42), (0.78, 0.42), (0.74, 0.52), (0.58, 0.52)], (96, 150, 130))


def robin(pen: Pen, colour: Colour) -> None:
    _perched(pen, colour, (226, 96, 44), (70, 60, 50), 0.08)
    pen.blob([(0.68, 0.34), (0.81, 0.34), (0.76, 0.6), (0.6, 0.56)], (226, 96, 44))
    pen.ellipse(0.735, 0.28, 0.02, 0.022, BLACK)


def cardinal(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.56, 0.24), (0.56, 0.0), (0.76, 0.2)], colour)
    _perched(pen, colour, lighter(colour, 0.1), (240, 140, 50), 0.08)
    pen.blob([(0.76, 0.22), (0.84, 0.3), (0.8, 0.44), (0.73, 0.4)], BLACK)
    pen.polygon([(0.8, 0.27), (0.9, 0.34), (0.8, 0.39)], (240, 140, 50))


def puffin(pen: Pen, colour: Colour) -> None:
    _upright(pen, colour)
    pen.ellipse(0.56, 0.22, 0.12, 0.1, WHITE)
    pen.blob([(0.64, 0.12), (0.78, 0.16), (0.84, 0.3), (0.66, 0.34)], (236, 100, 40))
    pen.polygon([(0.64, 0.13), (0.7, 0.13), (0.7, 0.33), (0.65, 0.34)], (80, 90, 120))
    pen.ellipse(0.56, 0.2, 0.024, 0.028, BLACK)


def _upright(pen: Pen, colour: Colour) -> None:
    for x in (0.42, 0.56):
        pen.ellipse(x, 0.97, 0.08, 0.03, (240, 120, 40))
    pen.blob([(0.5, 0.08), (0.64, 0.14), (0.66, 0.34), (0.74, 0.6), (0.64, 0.94), (0.36, 0.94),
              (0.28, 0.62), (0.36, 0.34), (0.38, 0.14)], colour)  # fmt: skip
    pen.blob([(0.56, 0.38), (0.66, 0.5), (0.68, 0.7), (0.6, 0.92), (0.46, 0.9), (0.44, 0.6)], WHITE)
    pen.blob([(0.32, 0.44), (0.42, 0.5), (0.42, 0.76), (0.28, 0.88), (0.26, 0.64)],
             darker(colour, 0.3))  # fmt: skip


def toucan(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.26, 0.68), (0.4, 0.74), (0.22, 1.0), (0.1, 0.96)], darker(colour, 0.3))
    for x in (0.42, 0.5):
        pen.line([(x, 0.8), (x, 0.95)], 0.035, (90, 110, 140))
    pen.blob([(0.46, 0.18), (0.6, 0.28), (0.62, 0.56), (0.48, 0.84), (0.28, 0.8), (0.26, 0.5),
              (0.32, 0.26)], colour)  # fmt: skip
    pen.blob([(0.46, 0.3), (0.6, 0.32), (0.6, 0.5), (0.48, 0.58)], WHITE)
    pen.blob([(0.54, 0.2), (0.76, 0.1), (1.0, 0.22), (1.04, 0.42), (0.94, 0.38), (0.76, 0.36),
              (0.56, 0.36)], (250, 170, 40))  # fmt: skip
    pen.blob([(0.94, 0.2), (1.02, 0.26), (1.04, 0.42), (0.95, 0.36)], (40, 36, 40))
    pen.line([(0.56, 0.3), (0.78, 0.29), (0.98, 0.34)], 0.014, (200, 90, 30))
    pen.ellipse(0.5, 0.25, 0.05, 0.05, (70, 150, 220))
    pen.ellipse(0.51, 0.25, 0.024, 0.026, BLACK)


def peacock(pen: Pen, colour: Colour) -> None:
    for ring, (count, reach) in enumerate(((15, 0.5), (11, 0.37), (8, 0.25))):
        for k in range(count):
            x, y = arc(0.5, 0.56, reach, reach * 1.08, -0.52, 0.02, count - 1)[k]
            pen.line([(0.5, 0.62), (x, y)], 0.05, darker((44, 140, 90), 0.06 * ring))
            pen.ellipse(x, y, 0.072, 0.072, (70, 168, 84))
            pen.ellipse(x, y, 0.046, 0.048, (226, 176, 60))
            pen.ellipse(x, y, 0.028, 0.03, (30, 70, 180))
    for x in (0.46, 0.54):
        pen.line([(x, 0.86), (x, 0.98)], 0.02, (150, 130, 90))
    pen.blob([(0.5, 0.28), (0.55, 0.34), (0.54, 0.52), (0.64, 0.7), (0.6, 0.88), (0.4, 0.88),
              (0.36, 0.7), (0.46, 0.52), (0.45, 0.34)], colour)  # fmt: skip
    pen.ellipse(0.5, 0.3, 0.065, 0.07, colour)
    for x in (0.45, 0.5, 0.55):
        pen.line([(0.5, 0.24), (x, 0.13)], 0.01, (30, 60, 120))
        pen.ellipse(x, 0.13, 0.016, 0.016, (90, 190, 220))
    for x in (0.475, 0.525):
        pen.ellipse(x, 0.29, 0.017, 0.019, WHITE)
        pen.ellipse(x, 0.29, 0.009, 0.011, BLACK)
    pen.polygon([(0.48, 0.32), (0.52, 0.32), (0.5, 0.37)], _BEAK)


def ostrich(pen: Pen, colour: Colour) -> None:
    skin = (226, 170, 140)
    for x, foot in ((0.36, 0.3), (0.46, 0.5)):
        pen.line([(x, 0.62), (x + 0.03, 0.78), (foot, 0.97), (foot + 0.08, 0.97)], 0.035, skin)
    pen.line(curve([(0.58, 0.52), (0.68, 0.4), (0.66, 0.2), (0.7, 0.08)], closed=False), 0.05, skin)
    for x, y in ((0.1, 0.44), (0.06, 0.54), (0.12, 0.62)):
        pen.ellipse(x, y, 0.09, 0.07, WHITE)
    pen.blob([(0.1, 0.5), (0.26, 0.36), (0.5, 0.38), (0.64, 0.5), (0.54, 0.66), (0.26, 0.68)],
             colour)  # fmt: skip
    for x, y in ((0.24, 0.6), (0.34, 0.63), (0.44, 0.61)):
        pen.ellipse(x, y, 0.08, 0.06, lighter(colour, 0.18))
    pen.ellipse(0.71, 0.07, 0.065, 0.055, skin)
    pen.polygon([(0.76, 0.04), (0.88, 0.09), (0.76, 0.11)], _BEAK)
    pen.ellipse(0.72, 0.05, 0.022, 0.024, WHITE)
    pen.ellipse(0.725, 0.05, 0.013, 0.015, BLACK)


def wader(pen: Pen, colour: Colour, wing: Colour, beak: Colour) -> None:
    """A stork, a heron or a crane."""
    for x in (0.42, 0.5):
        pen.line([(x, 0.6), (x + 0.02, 0.98), (x + 0.08, 0.98)], 0.022, beak)
    pen.blob([(0.08, 0.6), (0.26, 0.46), (0.5, 0.42), (0.64, 0.52), (0.52, 0.66), (0.28, 0.68)],
             colour)  # fmt: skip
    pen.blob([(0.04, 0.62), (0.26, 0.48), (0.46, 0.5), (0.44, 0.6), (0.2, 0.66)], wing)
    bend = [(0.56, 0.54), (0.66, 0.42), (0.6, 0.28), (0.66, 0.16)]
    pen.line(curve(bend, closed=False), 0.07, colour)
    pen.ellipse(0.68, 0.14, 0.07, 0.058, colour)
    pen.polygon([(0.73, 0.1), (1.0, 0.18), (0.73, 0.18)], beak)
    pen.ellipse(0.7, 0.125, 0.014, 0.016, BLACK)


def pelican(pen: Pen, colour: Colour) -> None:
    for x in (0.4, 0.5):
        pen.line([(x, 0.84), (x, 0.97), (x + 0.08, 0.97)], 0.035, _BEAK)
    pen.blob([(0.04, 0.6), (0.24, 0.54), (0.48, 0.5), (0.64, 0.6), (0.56, 0.84), (0.3, 0.88)],
             colour)  # fmt: skip
    bend = [(0.54, 0.64), (0.64, 0.5), (0.56, 0.32), (0.6, 0.18)]
    pen.line(curve(bend, closed=False), 0.09, colour)
    pen.blob([(0.62, 0.2), (0.8, 0.24), (1.02, 0.28), (0.94, 0.42), (0.76, 0.5), (0.64, 0.36)],
             (246, 190, 80))  # fmt: skip
    pen.polygon([(0.64, 0.14), (1.06, 0.28), (0.64, 0.24)], (240, 140, 50))
    pen.ellipse(0.61, 0.17, 0.09, 0.08, colour)
    pen.ellipse(0.63, 0.15, 0.018, 0.02, BLACK)
    pen.blob([(0.02, 0.64), (0.3, 0.58), (0.48, 0.66), (0.34, 0.78), (0.12, 0.76)],
             darker(colour, 0.16))  # fmt: skip


def hummingbird(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.3, 0.66), (0.4, 0.76), (0.1, 0.98), (0.14, 0.84)], darker(colour, 0.3))
    pen.blob([(0.26, 0.72), (0.4, 0.5), (0.6, 0.34), (0.68, 0.44), (0.58, 0.66), (0.4, 0.78)],
             colour)  # fmt: skip
    pen.blob([(0.62, 0.42), (0.68, 0.46), (0.58, 0.64), (0.44, 0.74), (0.5, 0.6)], (240, 236, 226))
    for tip, hue in (((0.08, 0.26), 0.25), ((0.3, 0.06), 0.1)):
        pen.blob([(0.5, 0.5), (0.4, 0.38), tip, (tip[0] + 0.16, tip[1]), (0.56, 0.42)],
                 darker(colour, hue))  # fmt: skip
    pen.ellipse(0.68, 0.34, 0.1, 0.095, colour)
    pen.blob([(0.62, 0.38), (0.76, 0.37), (0.7, 0.48), (0.62, 0.48)], (206, 44, 90))
    pen.line([(0.76, 0.33), (1.02, 0.28)], 0.018, BLACK)
    pen.ellipse(0.71, 0.32, 0.018, 0.02, BLACK)


def rooster(pen: Pen, colour: Colour) -> None:
    tails = ((20, 60, 60), (30, 100, 80), (20, 60, 90), (150, 60, 30))
    for k, hue in enumerate(tails):
        bend = [(0.24, 0.62), (0.08 + 0.03 * k, 0.4 - 0.07 * k), (-0.04 + 0.05 * k, 0.3 - 0.07 * k),
                (-0.08 + 0.06 * k, 0.52 - 0.08 * k)]  # fmt: skip
        pen.line(curve(bend, closed=False), 0.07, hue)
    for x in (0.42, 0.52):
        pen.line([(x, 0.8), (x, 0.97), (x + 0.07, 0.97)], 0.028, _BEAK)
    pen.blob([(0.16, 0.54), (0.4, 0.56), (0.6, 0.36), (0.78, 0.5), (0.72, 0.74), (0.48, 0.86),
              (0.26, 0.78)], colour)  # fmt: skip
    pen.blob([(0.6, 0.24), (0.78, 0.24), (0.82, 0.56), (0.68, 0.64), (0.54, 0.54)], (240, 170, 60))
    for x, y in ((0.62, 0.12), (0.69, 0.07), (0.76, 0.1)):
        pen.ellipse(x, y, 0.05, 0.07, (214, 40, 44))
    pen.ellipse(0.7, 0.2, 0.1, 0.095, (240, 170, 60))
    pen.polygon([(0.78, 0.16), (0.9, 0.22), (0.78, 0.26)], (250, 210, 90))
    pen.ellipse(0.78, 0.32, 0.035, 0.07, (214, 40, 44))
    pen.ellipse(0.73, 0.18, 0.018, 0.02, BLACK)
    pen.blob([(0.28, 0.6), (0.52, 0.58), (0.56, 0.7), (0.36, 0.76)], darker(colour, 0.25))


def turkey(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.46, 0.56, 0.4, 0.36, (110, 60, 36))
    for reach, hue in ((0.47, (150, 84, 44)), (0.38, (206, 130, 60)), (0.28, (120, 66, 40))):
        for k in range(9):
            x, y = arc(0.46, 0.56, reach, reach, -0.5, 0.0, 8)[k]
            pen.ellipse(x, y, 0.1, 0.1, darker(hue, 0.12 * (k % 2)))
    for x in (0.44, 0.56):
        pen.line([(x, 0.86), (x, 0.97), (x + 0.07, 0.97)], 0.028, _BEAK)
    pen.ellipse(0.5, 0.66, 0.24, 0.23, colour)
    pen.line(curve([(0.62, 0.56), (0.7, 0.44), (0.68, 0.32)], closed=False), 0.09, (150, 180, 210))
    pen.ellipse(0.69, 0.29, 0.075, 0.07, (150, 180, 210))
    pen.polygon([(0.74, 0.26), (0.86, 0.31), (0.74, 0.34)], _BEAK)
    pen.blob([(0.73, 0.34), (0.8, 0.34), (0.79, 0.48), (0.74, 0.5)], (214, 40, 44))
    pen.ellipse(0.71, 0.27, 0.016, 0.018, BLACK)


def _wading(colour: Colour, wing: Colour, beak: Colour, words: str) -> Kind:
    draw = partial(wader, wing=wing, beak=beak)
    return Kind(draw, words, (colour,), "", 0.52, 0.44, head=(0.68, 0.09, 0.07))


_SMALL = (0.69, 0.19, 0.14)
BIRDS: dict[str, Kind] = {
    "crow": Kind(crow, "crow raven blackbird magpie", ((44, 46, 58),), "", 0.36, head=_SMALL),
    "gull": Kind(gull, "gull seagull albatross", ((244, 244, 244),), "", 0.36, home="beach",
                 head=_SMALL),
    "pigeon": Kind(pigeon, "pigeon", ((140, 148, 164),), "", 0.34, head=_SMALL),
    "robin": Kind(robin, "robin", ((122, 100, 80),), "finch", 0.32, head=_SMALL),
    "cardinal": Kind(cardinal, "cardinal", ((206, 40, 44),), "", 0.34, head=_SMALL),
    "puffin": Kind(puffin, "puffin", ((40, 42, 52),), "", 0.4, home="beach",
                   head=(0.53, 0.08, 0.13)),
    "toucan": Kind(toucan, "toucan hornbill", ((36, 38, 48),), "", 0.42, home="jungle",
                   head=(0.48, 0.18, 0.13)),
    "peacock": Kind(peacock, "peacock peafowl", ((34, 84, 180),), "", 0.56, 0.3,
                    head=(0.5, 0.22, 0.07)),
    "ostrich": Kind(ostrich, "ostrich emu", ((52, 50, 56),), "", 0.56, 0.42, "savanna",
                    head=(0.71, 0.02, 0.07)),
    "stork": _wading(WHITE, (44, 46, 56), (226, 70, 50), "stork"),
    "heron": _wading((150, 166, 186), (100, 116, 140), (230, 170, 60), "heron crane egret ibis"),
    "pelican": Kind(pelican, "pelican", (WHITE,), "", 0.44, home="beach", head=(0.6, 0.1, 0.09)),
    "hummingbird": Kind(hummingbird, "hummingbird", ((40, 150, 110),), "kingfisher", 0.34,
                        flies=True),
    "rooster": Kind(rooster, "rooster cock cockerel", ((176, 70, 40),), "", 0.42,
                    head=(0.7, 0.11, 0.1)),
    "turkey": Kind(turkey, "turkey", ((110, 70, 48),), "", 0.42, head=(0.69, 0.23, 0.07)),
}  # fmt: skip
