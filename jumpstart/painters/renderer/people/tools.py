"""What people have in their hand at their trade: drawn in a square, held at its lower left."""

import math

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import WHITE, Colour
from .sports import basketball, golf_club, knitting, racket, toothbrush

_WOOD: Colour = (150, 100, 60)
_STEEL: Colour = (176, 184, 196)
_GOLD: Colour = (246, 200, 70)
_RED: Colour = (206, 44, 48)


def _hose(pen: Pen, _: Colour) -> None:
    """A hose from below, its nozzle, and a jet of water."""
    pen.line([(-0.1, 1.2), (0.1, 1.1), (0.2, 0.9), (0.34, 0.72)], 0.11, (226, 190, 60))
    pen.line([(0.34, 0.72), (0.5, 0.6)], 0.14, _RED)
    pen.line([(0.48, 0.62), (0.58, 0.54)], 0.17, (90, 94, 104))
    for k in range(7):
        turn = -0.95 + 0.11 * k
        pen.line([(0.6, 0.52), (0.6 + 1.1 * math.cos(turn), 0.5 + 0.9 * math.sin(turn) + 0.06 * k)],
                 0.05, (130, 200, 244))  # fmt: skip
    for k in range(6):
        pen.ellipse(1.2 + 0.1 * k, -0.2 + 0.17 * k, 0.07, 0.06, (206, 234, 250))


def _pole(pen: Pen, colour: Colour) -> None:
    pen.line([(0.35, 1.3), (0.35, -0.2)], 0.06, colour)


def _pitchfork(pen: Pen, colour: Colour) -> None:
    _pole(pen, colour)
    pen.line([(0.15, -0.5), (0.15, -0.2), (0.55, -0.2), (0.55, -0.5)], 0.05, _STEEL)
    pen.line([(0.35, -0.2), (0.35, -0.52)], 0.05, _STEEL)


def _trident(pen: Pen, colour: Colour) -> None:
    _pitchfork(pen, colour)
    pen.box(0.22, 0.05, 0.48, 0.2, _GOLD)
    for x in (0.15, 0.35, 0.55):
        pen.polygon([(x - 0.06, -0.44), (x + 0.06, -0.44), (x, -0.62)], _GOLD)


def _staff(pen: Pen, colour: Colour) -> None:
    pen.line([(0.35, 1.3), (0.33, 0.4), (0.36, -0.3)], 0.07, colour)
    pen.glowing().ellipse(0.36, -0.36, 0.15, 0.15, (120, 220, 250))
    pen.glowing().ellipse(0.32, -0.4, 0.05, 0.05, WHITE)


def _stick(pen: Pen, colour: Colour) -> None:
    pen.line([(0.36, 1.34), (0.36, 0.56), (0.3, 0.5), (0.24, 0.56)], 0.06, colour)


def _wand(pen: Pen, colour: Colour) -> None:
    pen.line([(0.3, 0.8), (0.56, 0.3)], 0.05, colour)
    _star(pen, 0.6, 0.2, 0.18)


def _star(pen: Pen, x: float, y: float, size: float) -> None:
    turns = [math.pi * (k / 5 - 0.5) for k in range(10)]
    points = [(x + size * (1, 0.42)[k % 2] * math.cos(t), y + size * (1, 0.42)[k % 2] * math.sin(t))
              for k, t in enumerate(turns)]  # fmt: skip
    pen.glowing().polygon(points, (255, 226, 90))


def _sceptre(pen: Pen, colour: Colour) -> None:
    pen.line([(0.36, 1.2), (0.36, -0.1)], 0.06, colour)
    pen.ellipse(0.36, -0.2, 0.12, 0.12, _RED)
    pen.line([(0.36, -0.4), (0.36, -0.24)], 0.04, colour)


def _broom(pen: Pen, colour: Colour) -> None:
    pen.line([(0.36, 0.9), (0.36, -0.3)], 0.06, colour)
    pen.polygon([(0.28, 0.84), (0.44, 0.84), (0.6, 1.34), (0.12, 1.34)], (226, 180, 80))
    pen.line([(0.26, 0.88), (0.46, 0.88)], 0.06, _RED)
    for x in (0.26, 0.36, 0.46):
        pen.line([(0.36, 0.94), (x, 1.32)], 0.014, (150, 110, 40))


def _axe(pen: Pen, colour: Colour) -> None:
    pen.line([(0.36, 1.1), (0.36, 0.0)], 0.07, colour)
    pen.blob([(0.36, 0.0), (0.66, -0.16), (0.76, 0.14), (0.66, 0.4), (0.36, 0.26)], _STEEL)


def _rifle(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.0, 0.84), (0.1, 1.0), (0.4, 0.72), (0.34, 0.62)], colour)
    pen.line([(0.34, 0.68), (0.98, 0.1)], 0.05, (54, 58, 66))
    pen.line([(0.3, 0.7), (0.6, 0.42)], 0.09, (54, 58, 66))


def _brushes(pen: Pen, colour: Colour) -> None:
    """A palette, and a brush above it."""
    pen.blob([(0.1, 0.7), (0.3, 0.5), (0.7, 0.5), (0.9, 0.7), (0.7, 0.92), (0.3, 0.92)],
             (214, 166, 110))  # fmt: skip
    for x, y, hue in ((0.3, 0.64, _RED), (0.5, 0.58, (60, 110, 220)), (0.7, 0.64, _GOLD),
                      (0.72, 0.78, (70, 170, 90))):  # fmt: skip
        pen.ellipse(x, y, 0.08, 0.06, hue)
    pen.line([(0.42, 0.74), (0.72, 0.14)], 0.05, colour)
    pen.blob([(0.68, 0.16), (0.76, 0.2), (0.82, -0.02), (0.74, 0.02)], (60, 110, 220))


def _spanner(pen: Pen, colour: Colour) -> None:
    pen.line([(0.3, 0.86), (0.66, 0.28)], 0.12, colour)
    pen.ellipse(0.7, 0.2, 0.17, 0.17, colour)
    pen.polygon([(0.66, 0.18), (0.84, -0.06), (0.92, 0.08), (0.76, 0.24)], lighter(colour, 0.9))
    pen.ellipse(0.28, 0.9, 0.11, 0.11, colour)


def _pan(pen: Pen, colour: Colour) -> None:
    pen.line([(0.3, 0.74), (0.66, 0.66)], 0.07, (60, 46, 40))
    pen.blob([(0.6, 0.6), (1.3, 0.56), (1.22, 0.76), (0.7, 0.78)], colour)
    pen.ellipse(0.95, 0.58, 0.36, 0.07, darker(colour, 0.4))
    pen.ellipse(0.86, 0.54, 0.16, 0.07, WHITE)
    pen.ellipse(0.86, 0.52, 0.07, 0.045, (250, 190, 50))
    for x in (0.84, 1.02):
        points = [(x + 0.03 * math.sin(3 * k), 0.4 - 0.08 * k) for k in range(5)]
        pen.line(points, 0.025, (236, 238, 242))


def _tray(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.4, 0.6, 0.5, 0.1, colour)
    pen.ellipse(0.4, 0.57, 0.46, 0.07, lighter(colour, 0.4))
    for x, hue in ((0.2, (170, 30, 60)), (0.56, (246, 220, 120))):
        pen.line([(x, 0.56), (x, 0.36)], 0.03, WHITE)
        pen.polygon([(x - 0.12, 0.12), (x + 0.12, 0.12), (x + 0.06, 0.38), (x - 0.06, 0.38)],
                    (226, 236, 244))  # fmt: skip
        pen.polygon([(x - 0.1, 0.2), (x + 0.1, 0.2), (x + 0.06, 0.38), (x - 0.06, 0.38)], hue)


def _case(pen: Pen, colour: Colour) -> None:
    pen.line([(0.26, 0.84), (0.26, 0.74), (0.46, 0.74), (0.46, 0.84)], 0.04, darker(colour, 0.4))
    pen.box(0.02, 0.82, 0.7, 1.3, colour)
    pen.box(0.02, 0.98, 0.7, 1.03, darker(colour, 0.3))
    pen.box(0.31, 0.96, 0.41, 1.06, _GOLD)


def _magnifier(pen: Pen, _: Colour) -> None:
    pen.line([(0.3, 0.86), (0.5, 0.52)], 0.09, (90, 56, 36))
    pen.ellipse(0.64, 0.28, 0.3, 0.3, (60, 54, 50))
    pen.ellipse(0.64, 0.28, 0.24, 0.24, (196, 228, 246))
    pen.line([(0.54, 0.32), (0.66, 0.16)], 0.04, WHITE)


def _clipboard(pen: Pen, _: Colour) -> None:
    pen.box(0.1, 0.3, 0.74, 1.1, _WOOD)
    pen.box(0.16, 0.38, 0.68, 1.04, WHITE)
    pen.box(0.3, 0.26, 0.54, 0.4, _STEEL)
    for k in range(4):
        pen.line([(0.24, 0.52 + 0.13 * k), (0.6, 0.52 + 0.13 * k)], 0.03, (120, 130, 150))


def _syringe(pen: Pen, _: Colour) -> None:
    pen.line([(0.3, 0.8), (0.58, 0.36)], 0.14, (220, 238, 250))
    pen.line([(0.36, 0.7), (0.52, 0.46)], 0.09, (90, 180, 220))
    pen.line([(0.58, 0.36), (0.74, 0.1)], 0.03, (120, 126, 140))
    pen.line([(0.18, 0.86), (0.34, 0.98)], 0.05, (120, 126, 140))


def _tube(pen: Pen, _: Colour) -> None:
    pen.polygon([(0.3, 0.16), (0.54, 0.16), (0.54, 0.42), (0.84, 0.9), (0.0, 0.9), (0.3, 0.42)],
                (226, 240, 248))  # fmt: skip
    pen.polygon([(0.24, 0.56), (0.6, 0.56), (0.78, 0.86), (0.06, 0.86)], (90, 206, 110))
    for x, y, r in ((0.36, 0.08, 0.06), (0.5, -0.06, 0.08), (0.34, -0.2, 0.06)):
        pen.ellipse(x, y, r, r, (150, 226, 150), 0.8)


def _fan(pen: Pen, _: Colour) -> None:
    for k in range(7):
        turn, nxt = math.pi * (1.05 + 0.13 * k), math.pi * (1.05 + 0.13 * (k + 1))
        pen.polygon([(0.4, 0.8), (0.4 + 0.7 * math.cos(turn), 0.8 + 0.7 * math.sin(turn)),
                     (0.4 + 0.7 * math.cos(nxt), 0.8 + 0.7 * math.sin(nxt))],
                    (246, 120, 140) if k % 2 else (250, 206, 206))  # fmt: skip


def _microphone(pen: Pen, _: Colour) -> None:
    pen.line([(0.4, 2.0), (0.4, 0.5)], 0.05, (90, 94, 104))
    pen.line([(0.2, 2.0), (0.6, 2.0)], 0.07, (90, 94, 104))
    pen.line([(0.4, 0.56), (0.3, 0.3)], 0.1, (50, 54, 62))
    pen.ellipse(0.27, 0.2, 0.14, 0.15, _STEEL)


def _bow(pen: Pen, colour: Colour) -> None:
    turns = [math.pi * (k / 10 - 0.5) for k in range(11)]
    pen.line([(0.3 + 0.36 * math.cos(t), 0.6 + 0.8 * math.sin(t)) for t in turns], 0.06, colour)
    pen.line([(0.3, -0.2), (0.1, 0.6), (0.3, 1.4)], 0.02, (240, 236, 226))
    pen.line([(0.1, 0.6), (1.0, 0.6)], 0.035, darker(colour, 0.2))
    pen.polygon([(0.96, 0.5), (1.14, 0.6), (0.96, 0.7)], _STEEL)


def sign(pen: Pen, colour: Colour) -> None:
    pen.line([(0.36, 1.3), (0.36, 0.3)], 0.06, colour)
    pen.box(-0.24, -0.3, 0.96, 0.36, WHITE)
    for k, end in enumerate((0.8, 0.7, 0.84)):
        pen.line([(-0.1, -0.16 + 0.17 * k), (end, -0.16 + 0.17 * k)], 0.05, (60, 70, 90))


def frisbee(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.6, 0.42, 0.12, colour)
    pen.ellipse(0.5, 0.57, 0.3, 0.06, lighter(colour, 0.3))


def _torch(pen: Pen, _: Colour) -> None:
    pen.line([(0.34, 0.96), (0.38, 0.5)], 0.09, _WOOD)
    fire = pen.glowing()
    fire.blob([(0.22, 0.46), (0.26, 0.14), (0.4, -0.16), (0.54, 0.14), (0.56, 0.46)],
              (250, 140, 40))  # fmt: skip
    fire.blob([(0.3, 0.46), (0.34, 0.26), (0.4, 0.06), (0.48, 0.28), (0.48, 0.46)],
              (255, 226, 120))  # fmt: skip


def _spyglass(pen: Pen, colour: Colour) -> None:
    pen.line([(0.2, 0.8), (0.5, 0.55)], 0.16, darker(colour, 0.3))
    pen.line([(0.5, 0.55), (0.86, 0.25)], 0.22, colour)


def _shovel(pen: Pen, colour: Colour) -> None:
    pen.line([(0.35, 0.9), (0.35, -0.2)], 0.06, colour)
    pen.blob([(0.2, 0.86), (0.5, 0.86), (0.52, 1.14), (0.35, 1.32), (0.18, 1.14)], _STEEL)


_KINDS = {
    "hose": (_hose, _RED), "pitchfork": (_pitchfork, _WOOD), "trident": (_trident, _RED),
    "magic staff": (_staff, _WOOD), "walking stick": (_stick, _WOOD), "magic wand": (_wand, WHITE),
    "sceptre": (_sceptre, _GOLD), "broom": (_broom, _WOOD), "war axe": (_axe, _WOOD),
    "rifle": (_rifle, _WOOD), "brush and palette": (_brushes, _WOOD), "spanner": (_spanner, _STEEL),
    "frying pan": (_pan, (60, 64, 74)), "tray of glasses": (_tray, _STEEL),
    "briefcase": (_case, (120, 72, 44)), "magnifier": (_magnifier, _STEEL),
    "clipboard": (_clipboard, _WOOD), "syringe": (_syringe, WHITE), "test tube": (_tube, WHITE),
    "hand fan": (_fan, _RED), "microphone on stand": (_microphone, _STEEL),
    "longbow": (_bow, _WOOD), "golf club": (golf_club, _STEEL), "racket": (racket, _RED),
    "basketball": (basketball, (236, 130, 50)), "torch light": (_torch, _WOOD),
    "spyglass": (_spyglass, _GOLD), "sign": (sign, _WOOD), "frisbee": (frisbee, _RED),
    "digging shovel": (_shovel, _WOOD),
    "toothbrush": (toothbrush, (60, 170, 220)), "knitting": (knitting, (206, 70, 100)),
}  # fmt: skip
# Words for tools that a prompt may name.
_WORDS = {"hose": "hose firehose", "pitchfork": "pitchfork", "trident": "trident",
          "rifle": "rifle gun pistol", "magnifier": "magnifier",
          "sign": "sign placard", "frisbee": "frisbee",
          "briefcase": "briefcase", "syringe": "syringe", "clipboard": "clipboard",
          "magic staff": "staff", "longbow": "crossbow",
          "frying pan": "skillet", "magic wand": ""}  # fmt: skip
TOOLS: dict[str, Kind] = {
    name: Kind(draw, _WORDS.get(name, ""), (colour,), height=0.4)
    for name, (draw, colour) in _KINDS.items()
}
