"""What an act adds to whoever does it: skis, a ball, sparkles, notes, water."""

import math
from dataclasses import replace

from PIL import Image

from ..brush import Pen, darker, lighter
from ..world import BLACK, WHITE, Colour, Thing

_RED: Colour = (214, 50, 54)
_STEEL: Colour = (96, 100, 112)
BALLS: tuple[Colour, ...] = ((214, 50, 54), (250, 206, 60), (60, 120, 220), (70, 180, 90))


def gear_behind(pen: Pen, thing: Thing) -> None:
    if thing.pose == "yoga" or thing.pose == "meditating":
        pen.ellipse(0.5, 0.985, 0.52, 0.05, (150, 90, 170))
    elif thing.pose == "lifting":
        pen.line([(-0.1, 0.08), (1.1, 0.08)], 0.035, _STEEL)
        for x in (-0.08, 0.02, 0.98, 1.08):
            pen.line([(x, -0.06 if 0 < x < 1 else -0.02), (x, 0.22 if 0 < x < 1 else 0.18)], 0.06,
                     BLACK)  # fmt: skip
    elif thing.pose == "casting":
        _sparkles(pen, (0.86, 0.0))


def gear_before(pen: Pen, thing: Thing) -> None:
    draw = _GEAR.get("skiing" if thing.kind == "skier" else thing.pose or "")
    if draw:
        draw(pen)
    elif thing.pose == "juggling":
        _juggled(pen, thing)


def _skis(pen: Pen) -> None:
    for lift in (0.0, 0.035):
        pen.line([(-0.08, 0.98 + lift), (1.0, 0.98 + lift), (1.12, 0.92 + lift)], 0.035, _RED)
    for x in (0.24, 0.8):
        pen.line([(x, 0.5), (x - 0.08, 1.02)], 0.022, _STEEL)
        pen.ellipse(x - 0.07, 0.96, 0.05, 0.015, _STEEL)


def _blades(pen: Pen) -> None:
    for x, y in ((0.18, 0.9), (0.64, 1.0)):
        pen.line([(x - 0.08, y + 0.03), (x + 0.12, y + 0.03)], 0.02, (226, 232, 240))


def _ball(pen: Pen) -> None:
    pen.ellipse(1.04, 0.88, 0.12, 0.12, WHITE)
    pen.ellipse(1.04, 0.88, 0.045, 0.045, BLACK)
    for k in range(5):
        turn = math.tau * (k / 5 + 0.05)
        pen.ellipse(1.04 + 0.1 * math.cos(turn), 0.88 + 0.1 * math.sin(turn), 0.028, 0.028, BLACK)
    for y in (0.8, 0.9, 1.0):
        pen.line([(0.88, y), (0.8, y)], 0.012, WHITE)


def _sparkles(pen: Pen, at: tuple[float, float]) -> None:
    shine = pen.glowing()
    x, y = at
    for r, share in ((0.42, 0.25), (0.28, 0.4), (0.16, 0.7)):
        shine.ellipse(x, y, r, r, (150, 220, 255), share)
    for k in range(12):
        turn, far = math.tau * k / 12, 0.3 + 0.13 * (k % 3)
        px, py = x + far * math.cos(turn), y + far * math.sin(turn)
        for dx, dy in ((0.05, 0.0), (0.0, 0.05)):
            shine.line([(px - dx, py - dy), (px + dx, py + dy)], 0.018, (255, 240, 150))


def _juggled(pen: Pen, thing: Thing) -> None:
    from ..kinds import KINDS  # gear is part of every kind's drawing

    held = thing.holds and KINDS[thing.holds.kind]
    for k in range(5):
        turn = math.pi * (1.04 + 0.92 * k / 4)
        x, y = 0.5 + 0.42 * math.cos(turn), 0.3 + 0.5 * math.sin(turn)
        if held and thing.holds:
            held.draw(pen.inside(x - 0.12, y - 0.12, 0.24), thing.holds.colour or held.colours[0])
        else:
            pen.ellipse(x, y, 0.075, 0.075, BALLS[k % 4])
            pen.ellipse(x - 0.02, y - 0.025, 0.02, 0.02, lighter(BALLS[k % 4], 0.6))


def _sung(pen: Pen) -> None:
    plain = replace(pen.glowing(), mirrored=False)
    for x, y in ((0.9, 0.2), (1.08, 0.06), (1.0, -0.18)):
        for colour, wide in (((250, 250, 255), 0.045), (darker((120, 60, 170), 0.2), 0.025)):
            plain.line([(x + 0.05, y + 0.14), (x + 0.05, y), (x + 0.13, y + 0.04)], wide, colour)
            plain.ellipse(x + 0.02, y + 0.15, 0.045 + wide / 3, 0.032 + wide / 3, colour)


def _howl(pen: Pen) -> None:
    for k in range(3):
        r = 0.12 + 0.09 * k
        turns = [math.pi * (1.62 + 0.05 * n) for n in range(8)]
        pen.line([(0.6 + r * math.cos(t), 0.2 + r * math.sin(t)) for t in turns], 0.018, WHITE)


def _hearts(pen: Pen) -> None:
    for x, y, size in ((0.98, -0.02, 0.09), (1.12, 0.14, 0.06), (0.86, -0.18, 0.06)):
        heart = pen.glowing()
        for side in (-1, 1):
            heart.ellipse(x + side * 0.5 * size, y, 0.56 * size, 0.56 * size, (236, 60, 100))
        heart.polygon([(x - size, y + 0.2 * size), (x + size, y + 0.2 * size), (x, y + 1.4 * size)],
                      (236, 60, 100))  # fmt: skip


WATERLINE = 0.62


def under_water(pen: Pen) -> tuple[Image.Image, tuple[int, int]]:
    """What is behind the lower part of a swimmer, and where it is pasted again to hide it."""
    left, top = (round(min(a, b)) for a, b in zip(pen.at((-0.3, WATERLINE)), pen.at((1.3, 1.2)),
                                                  strict=True))  # fmt: skip
    corner = (max(0, left), max(0, top))
    across, down = round(1.6 * pen.side), round(0.6 * pen.side)
    return pen.canvas.crop((*corner, corner[0] + across, corner[1] + down)), corner


def _ripples(pen: Pen) -> None:
    for y, half in ((0.62, 0.4), (0.68, 0.54), (0.76, 0.44)):
        points = [(0.5 + half * (k / 10 - 1), y + 0.014 * math.sin(1.6 * k)) for k in range(21)]
        pen.line(points, 0.016, (226, 242, 250))


def _foam(pen: Pen) -> None:
    for k in range(14):
        x, y = 0.1 + 0.8 * (k % 7) / 6, 0.66 + 0.1 * (k // 7) + 0.04 * (k % 2)
        pen.ellipse(x, y, 0.1, 0.09, (240, 246, 252) if k % 3 else (206, 230, 246))


def _tears(pen: Pen) -> None:
    for side in (-1, 1):
        for k in range(3):
            pen.ellipse(0.5 + side * (0.06 + 0.06 * k), 0.26 + 0.09 * k, 0.022, 0.032,
                        (90, 180, 250))  # fmt: skip


def _confetti(pen: Pen) -> None:
    for k in range(16):
        x, y = -0.1 + 0.08 * k, -0.1 + 0.17 * ((k * 5) % 7) / 3
        pen.box(x, y, x + 0.04, y + 0.03, BALLS[k % 4])


def _bubbles(pen: Pen) -> None:
    for x, y, r in ((0.86, 0.24, 0.07), (1.02, 0.08, 0.1), (1.2, 0.26, 0.08), (0.92, -0.14, 0.08),
                    (1.22, -0.08, 0.12), (1.06, -0.28, 0.06), (1.34, 0.1, 0.05)):  # fmt: skip
        pen.ellipse(x, y, r, r, (236, 246, 255), 0.75)
        pen.ellipse(x, y, 0.84 * r, 0.84 * r, (150, 206, 244), 0.6)
        pen.ellipse(x - 0.35 * r, y - 0.35 * r, 0.22 * r, 0.22 * r, WHITE)
    pen.line([(0.66, 0.36), (0.72, 0.26)], 0.02, (230, 90, 120))


def _toy(pen: Pen) -> None:
    """A ball in the air."""
    pen.ellipse(1.02, 0.16, 0.1, 0.1, _RED)
    pen.polygon([(0.94, 0.1), (1.1, 0.1), (1.12, 0.18), (0.92, 0.18)], (250, 214, 80))


_GEAR = {
    "blowing bubbles": _bubbles, "at play": _toy,
    "skiing": _skis, "skating": _blades, "kicking": _ball, "singing": _sung, "howling": _howl,
    "hugging": _hearts, "kissing": _hearts, "swimming": _ripples, "bathing": _foam,
    "crying": _tears, "cheering": _confetti,
}  # fmt: skip
