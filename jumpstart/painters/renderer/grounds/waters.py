"""Paint the grounds by the water and under it."""

import math

from PIL import ImageDraw

from ..brush import ridge, swell, wash
from ..things.plants import palm
from ..world import mix
from .skies import View, lot


def beach(view: View) -> None:
    sand = view.light((240, 214, 160))
    ridge(
        view.canvas,
        [view.horizon] * 2,
        view.light((74, 170, 206), 0.8),
        view.light((96, 208, 214), 0.8),
    )
    ridge(
        view.canvas, swell(view.horizon + 0.13, 0.012, view.dice), view.light((232, 246, 246), 0.6)
    )
    ridge(
        view.canvas,
        swell(view.horizon + 0.15, 0.012, view.dice),
        sand,
        mix(sand, (180, 130, 80), 0.3),
    )
    ink = ImageDraw.Draw(view.canvas)
    for x, y, size in lot(view, 26, 0.5):
        ink.ellipse((x, y, x + 0.006 * size, y + 0.004 * size), fill=view.light((206, 166, 112)))
    if not {"palm", "tree"} & view.without:
        width, height = view.canvas.size
        side = 0.5 * min(width, height)
        left = -0.16 * side if view.dice.random() < 0.5 else width - 0.8 * side
        pen = view.pen(left, height * (view.horizon + 0.2) - side, side)
        palm(pen, (58, 150, 76))


def river(view: View) -> None:
    grass(view)
    view = view.built()
    width, height = view.canvas.size
    ink = ImageDraw.Draw(view.canvas)
    left, right = [], []
    for k in range(17):
        t = k / 16
        y = height * (view.horizon + 0.03 + (1.0 - view.horizon) * t)
        middle = width * (0.56 + 0.16 * math.sin(4.4 * t + 0.6) * (0.3 + t))
        half = width * (0.02 + 0.17 * t)
        left.append((middle - half, y))
        right.append((middle + half, y))
    ink.polygon([*left, *right[::-1]], fill=view.light((70, 150, 210), 0.8))
    for k in range(10):
        (x, y), (x2, _) = left[4 + k], right[4 + k]
        start = x + (x2 - x) * view.dice.uniform(0.15, 0.5)
        ink.line((start, y, start + 0.25 * (x2 - x), y), fill=view.light((190, 224, 244), 0.8),
                 width=max(1, height // 220))  # fmt: skip


def grass(view: View) -> None:
    far, near = view.light((138, 188, 92)), view.light((84, 156, 72))
    ridge(view.canvas, swell(view.horizon - 0.02, 0.03, view.dice), far)
    ridge(view.canvas, [view.horizon + 0.03] * 2, near, mix(near, (20, 60, 30), 0.3))


def underwater(view: View) -> None:
    canvas, dice = view.canvas, view.dice
    width, height = canvas.size
    canvas.paste(wash(canvas.size, [[view.light((86, 196, 220))], [view.light((28, 120, 178))],
                                    [view.light((12, 62, 118))]]))  # fmt: skip
    ink = ImageDraw.Draw(canvas, "RGBA")
    for _ in range(4):
        x = width * dice.random()
        deep = 0.8 * height
        ray = [(x, 0), (x + 0.09 * width, 0), (x - 0.06 * width, deep), (x - 0.24 * width, deep)]
        ink.polygon(ray, fill=(255, 255, 255, 26))
    sand = view.light((222, 200, 150), 0.8)
    ridge(
        canvas,
        swell(0.86, 0.02, dice),
        mix(sand, (40, 110, 150), 0.3),
        mix(sand, (20, 70, 120), 0.4),
    )
    unit = min(width, height)
    for k in range(9):
        x, tall = width * (k + dice.random()) / 9, unit * dice.uniform(0.1, 0.26)
        weed = view.light(dice.choice(((40, 140, 90), (70, 160, 80), (220, 90, 110))), 0.6)
        points = [
            (x + 0.014 * unit * math.sin(2.2 * n), 0.92 * height - tall * n / 6) for n in range(7)
        ]
        ink.line(points, fill=weed, width=max(1, round(0.022 * unit)), joint="curve")
    for _ in range(22):
        x, y, size = (
            width * dice.random(),
            0.85 * height * dice.random(),
            unit * dice.uniform(0.004, 0.014),
        )
        ink.ellipse(
            (x - size, y - size, x + size, y + size),
            outline=(230, 246, 255, 190),
            width=max(1, unit // 300),
        )
