"""Paint what has no place: abstract shapes, mandalas, a painted brick wall, an isometric room."""

import math

from ..brush import wash
from ..things.furniture import bed, lamp
from ..things.plants import houseplant
from ..world import COLOURS, Colour, mix
from .ground import Ground
from .ink import Ink
from .skies import View

_HUES: tuple[Colour, ...] = (COLOURS["blue"], COLOURS["orange"], COLOURS["red"], COLOURS["yellow"],
                             COLOURS["teal"], COLOURS["purple"])  # fmt: skip


def _palette(view: View) -> tuple[Colour, ...]:
    """The colours that the prompt names, or else some that go together."""
    named = view.scene.colours
    if len(named) >= 2:
        return named
    if named:
        hue = named[0]
        pale, dark = mix(hue, (255, 255, 255), 0.5), mix(hue, (20, 20, 40), 0.45)
        return hue, pale, dark, mix(hue, COLOURS["orange"], 0.4)
    start = view.dice.randrange(3)
    return _HUES[start : start + 4]


def abstract(view: View) -> None:
    """Large shapes of few colours, one over another, and lines."""
    ink, dice, hues = Ink(view), view.dice, _palette(view)
    paper = (250, 244, 232)
    pale, other = mix(hues[0], paper, 0.8), mix(hues[-1], paper, 0.72)
    view.canvas.paste(wash(view.canvas.size, [[pale, other], [paper, pale]]))
    for k in range(20):
        bright: Colour = (255, 255, 255) if k % 3 else (20, 20, 40)
        hue = mix(hues[(k + k // 4) % len(hues)], bright, dice.uniform(0, 0.3))
        x, y = (k % 4 + dice.random()) / 4, (k // 4 + dice.random()) / 5
        _shape(ink, k % 3, x, y, dice.uniform(0.08, 0.22), hue)
    for k in range(7):
        x, y = dice.random(), dice.random()
        points = [(x + 0.06 * n, y + 0.07 * math.sin(1.1 * n + k)) for n in range(7)]
        ink.line(points, 0.012, (28, 28, 40) if k % 2 else hues[k % len(hues)])


def _shape(ink: Ink, which: int, x: float, y: float, r: float, hue: Colour) -> None:
    """A circle, a triangle or a slanted bar."""
    share = ink.dice.choice((1.0, 0.85, 0.7))
    if which == 0:
        ink.oval(x, y, r, r, hue, share)
    elif which == 1:
        turn = ink.dice.uniform(0, math.tau)
        turns = [turn + math.tau * n / 3 for n in range(3)]
        ink.poly([(x + r * math.cos(t), y + r * math.sin(t)) for t in turns], hue, share)
    else:
        lean, half = ink.dice.uniform(-0.1, 0.1), 0.4 * r
        ink.poly([(x - r, y - half + lean), (x + r, y - half - lean), (x + r, y + half - lean),
                  (x - r, y + half + lean)], hue, share)  # fmt: skip


def mandala(view: View) -> None:
    """Rings of petals around the middle."""
    ink, hues = Ink(view), _palette(view)
    ink.land([0.0] * 2, mix(hues[0], (16, 14, 40), 0.75))
    across, up = ink.unit / ink.width, ink.unit / ink.height
    for ring in range(7, 0, -1):
        far, count = 0.068 * ring, 8 + 4 * (ring // 2)
        hue = hues[ring % len(hues)]
        ink.oval(0.5, 0.5, far + 0.02, far + 0.02, mix(hue, (20, 20, 50), 0.55))
        for k in range(count):
            turn = math.tau * (k + 0.5 * (ring % 2)) / count
            _petal(ink, far, turn, 0.062, mix(hue, (255, 255, 255), 0.1))
            _petal(ink, far, turn, 0.034, mix(hue, (255, 255, 255), 0.6))
            x = 0.5 + (far + 0.04) * across * math.cos(turn)
            ink.oval(x, 0.5 + (far + 0.04) * up * math.sin(turn), 0.008, 0.008, (255, 236, 190))
    ink.oval(0.5, 0.5, 0.05, 0.05, hues[-1])
    ink.oval(0.5, 0.5, 0.026, 0.026, (255, 240, 200))


def _petal(ink: Ink, far: float, turn: float, size: float, hue: Colour) -> None:
    points, across, up = [], ink.unit / ink.width, ink.unit / ink.height
    for k in range(12):
        t = math.tau * k / 12
        along, wide = far + size * math.cos(t), 0.55 * size * math.sin(t) * (1 - 0.5 * math.cos(t))
        points.append((0.5 + across * (along * math.cos(turn) - wide * math.sin(turn)),
                       0.5 + up * (along * math.sin(turn) + wide * math.cos(turn))))  # fmt: skip
    ink.poly(points, hue)


def graffiti(view: View) -> None:
    """A brick wall with sprayed signs."""
    ink, dice = Ink(view), view.dice
    ink.land([0.0] * 2, (150, 140, 134))
    for row in range(24):
        for k in range(10):
            x, y = (k - 0.5 * (row % 2)) / 9, row * 0.036
            ink.box(x, y, x + 0.105, y + 0.031, mix((164, 84, 66), (196, 112, 84), dice.random()))
    for k in range(9):
        hue, x, y = _HUES[k % 6], (k + dice.random()) / 9, dice.uniform(0.08, 0.7)
        r = dice.uniform(0.07, 0.14)
        bubble = [(x + r * (1 + 0.3 * math.sin(3 * t + k)) * math.cos(t), y + 0.8 * r * math.sin(t))
                  for t in (math.tau * n / 20 for n in range(20))]  # fmt: skip
        ink.poly([(x + 1.16 * (a - x), y + 1.16 * (b - y)) for a, b in bubble], (24, 22, 30))
        ink.poly(bubble, hue)
        light = [(x + 0.5 * (a - x) - 0.01, y + 0.4 * (b - y) - 0.02) for a, b in bubble]
        ink.poly(light, mix(hue, (255, 255, 255), 0.45))
        for n in range(3):
            at = x + 0.5 * r * (n - 1)
            ink.line([(at, y + 0.6 * r), (at, y + r + dice.uniform(0.02, 0.09))], 0.008, hue)
    ink.land([0.86] * 2, (120, 118, 120))


def isometric(view: View) -> None:
    """A block that is seen from a corner; without things, a room stands on it."""
    ink = Ink(view)
    view.canvas.paste(wash(view.canvas.size, [[(236, 226, 240)], [(206, 222, 240)]]))
    floor = [(0.5, 0.46), (0.94, 0.68), (0.5, 0.9), (0.06, 0.68)]
    ink.poly([(0.06, 0.68), (0.5, 0.9), (0.5, 0.97), (0.06, 0.75)], (120, 86, 66))
    ink.poly([(0.94, 0.68), (0.5, 0.9), (0.5, 0.97), (0.94, 0.75)], (96, 68, 54))
    if view.scene.things:
        ink.poly(floor, (124, 186, 96))
        return
    ink.poly(floor, (206, 166, 122))
    for k in range(1, 8):
        t = k / 8
        ends = [(0.06 + 0.44 * t, 0.68 + 0.22 * t), (0.5 + 0.44 * t, 0.46 + 0.22 * t)]
        ink.line(ends, 0.004, (176, 134, 94))
    ink.poly([(0.06, 0.68), (0.5, 0.46), (0.5, 0.1), (0.06, 0.32)], (246, 226, 200))
    ink.poly([(0.94, 0.68), (0.5, 0.46), (0.5, 0.1), (0.94, 0.32)], (222, 200, 176))
    ink.poly([(0.16, 0.5), (0.32, 0.42), (0.32, 0.26), (0.16, 0.34)], (150, 204, 236))
    ink.line([(0.24, 0.46), (0.24, 0.3)], 0.01, (250, 250, 250))
    for k in range(2):
        x, y = 0.6 + 0.15 * k, 0.3 + 0.075 * k
        frame = [(x, y), (x + 0.1, y + 0.05), (x + 0.1, y - 0.06), (x, y - 0.11)]
        ink.poly(frame, ((226, 110, 90), (90, 150, 180))[k])
    ink.put(bed, 0.34, 0.76, 0.32, (90, 130, 200))
    ink.poly([(0.5, 0.72), (0.66, 0.64), (0.8, 0.71), (0.64, 0.79)], (206, 90, 90))
    ink.put(lamp, 0.56, 0.58, 0.16, (246, 206, 120))
    ink.put(houseplant, 0.8, 0.68, 0.17, (70, 150, 80))


PATTERNS: dict[str, Ground] = {
    "abstract": Ground(abstract, "abstract geometric"),
    "mandala": Ground(mandala, "mandala", like="kaleidoscope"),
    "graffiti": Ground(graffiti, "graffiti mural", 0.78),
    "isometric": Ground(isometric, "isometric", 0.5, floor=0.24),
}
