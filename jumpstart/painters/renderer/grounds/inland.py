"""Paint what lies inland: caves, waterfalls, swamps, lakes, and fields in rows."""

import math
from collections.abc import Callable

from PIL import Image, ImageOps

from ..brush import swell
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .places import conifers, peaks
from .skies import SKIES, View

_ROCK: Colour = (92, 84, 88)


def cave(view: View) -> None:
    """The way out is a bright hole in the rock; stone hangs from above."""
    ink, dice = Ink(view), view.dice
    ink.land([0.0] * 2, (38, 34, 42))
    for k in range(5):
        ink.oval(
            0.5, 0.56, 0.56 - 0.07 * k, 0.5 - 0.07 * k, mix((48, 42, 50), (104, 92, 90), k / 4)
        )
    x = dice.choice((0.26, 0.74))
    rim = [(x + (0.15 + 0.025 * math.sin(3 * t)) * math.cos(t), 0.36 + 0.17 * math.sin(t))
           for t in (math.tau * k / 24 for k in range(24))]  # fmt: skip
    ink.poly(rim, SKIES[view.time][1])
    ink.poly([(a, max(b, 0.44)) for a, b in rim], (110, 158, 92))
    ink.shine(x, 0.36, 0.4, (226, 232, 240) if view.time == "day" else SKIES[view.time][2], 0.35)
    ink.land(swell(view.horizon, 0.02, dice), (96, 86, 84))
    ink.land(swell(view.horizon + 0.2, 0.02, dice), (72, 64, 68))
    for k in range(15):
        at, long = (k + dice.uniform(0.2, 0.8)) / 15, dice.uniform(0.08, 0.2)
        long += 0.22 * abs(at - 0.5)
        half, hue = 0.03 + 0.03 * abs(at - 0.5), mix(_ROCK, (36, 32, 40), dice.uniform(0.2, 0.6))
        ink.poly(
            [(at - half, -0.01), (at + half, -0.01), (at + 0.004, long), (at - 0.004, long)], hue
        )
        if abs(at - 0.5) > 0.28:
            tall = 0.6 * long
            ink.poly([(at - half, 0.98), (at + half, 0.98), (at, 0.92 - tall)], hue)
    for k, at in enumerate((0.06, 0.12, 0.9, 0.95)):
        hue = ((110, 226, 230), (190, 130, 250))[k % 2]
        ink.shine(at, 0.86, 0.1, hue, 0.5)
        for dx, tall in ((-0.02, 0.06), (0.0, 0.1), (0.02, 0.05)):
            ink.poly(
                [(at + dx - 0.01, 0.9), (at + 1.6 * dx, 0.9 - tall), (at + dx + 0.012, 0.9)], hue
            )


def waterfall(view: View) -> None:
    """Water falls over a rock into a pool, with woods on both sides."""
    ink, dice, foot = Ink(view), view.dice, view.horizon
    conifers(view, 0.22, 0.22, view.light((64, 122, 82)))
    ink.land([0.26] * 2, (84, 140, 76))
    ink.poly([(0.0, 0.26), (1, 0.26), (1, foot + 0.1), (0, foot + 0.1)], (112, 104, 100))
    for _ in range(26):
        x, y = dice.random(), dice.uniform(0.3, foot)
        wide, tall = dice.uniform(0.04, 0.1), dice.uniform(0.05, 0.1)
        ink.poly([(x, y), (x + wide, y + 0.01), (x + 0.9 * wide, y + tall), (x + 0.1, y + tall)],
                 mix((112, 104, 100), (70, 66, 70), dice.random()))  # fmt: skip
    ink.land([foot + 0.06] * 2, (62, 150, 186))
    ink.poly(
        [(0.36, 0.25), (0.64, 0.25), (0.68, foot + 0.08), (0.32, foot + 0.08)], (206, 232, 246)
    )
    for k in range(15):
        x = 0.37 + 0.26 * k / 14
        ink.line([(x, 0.26), (0.5 + (x - 0.5) * 1.3, foot + 0.07)], 0.007,
                 ((250, 253, 255), (150, 200, 230))[k % 2])  # fmt: skip
    for k in range(16):
        ink.oval(0.28 + 0.44 * k / 15, foot + 0.07 + dice.uniform(-0.02, 0.02), 0.045, 0.035,
                 (246, 250, 253), 0.75)  # fmt: skip
    for k in range(3):
        ink.draw.arc((ink.width * (0.2 - 0.06 * k), ink.height * (foot + 0.1),
                      ink.width * (0.8 + 0.06 * k), ink.height * (foot + 0.2 + 0.06 * k)), 10, 170,
                     fill=ink.fill((190, 226, 240)), width=ink.unit // 200)  # fmt: skip
    for side in (0, 1):
        for k in range(7):
            x = 0.2 * dice.random()
            y = 0.2 + 0.62 * k / 6
            r = dice.uniform(0.07, 0.1)
            ink.crown(x if side == 0 else 1 - x, y, r, dice.choice(((58, 130, 64), (78, 152, 72))))
    for x, r in ((0.3, 0.05), (0.72, 0.06), (0.16, 0.08), (0.86, 0.07)):
        ink.oval(x, foot + 0.14 + r, r, 0.7 * r, (104, 100, 104))
        ink.oval(x - 0.2 * r, foot + 0.12 + r, 0.6 * r, 0.35 * r, (140, 136, 138))


def swamp(view: View) -> None:
    """Dark water between trees with hanging moss, lilies and reeds."""
    ink, dice = Ink(view), view.dice
    ink.land(swell(0.3, 0.04, dice), (126, 150, 116))
    ink.land(swell(0.42, 0.03, dice), (92, 122, 88))
    ink.land([view.horizon - 0.06] * 2, (78, 104, 66))
    ink.land([view.horizon] * 2, (70, 92, 74))
    ink.land([view.horizon + 0.24] * 2, (54, 76, 62))
    for x, tall in ((0.08, 0.66), (0.26, 0.46), (0.78, 0.5), (0.94, 0.7)):
        foot = view.horizon + 0.12 * tall
        ink.poly([(x - 0.05 * tall, foot), (x - 0.02, foot - 0.5 * tall), (x - 0.03, foot - tall),
                  (x + 0.03, foot - tall), (x + 0.02, foot - 0.5 * tall), (x + 0.06 * tall, foot)],
                 (70, 60, 50))  # fmt: skip
        for k in range(-2, 3):
            ink.crown(x + 0.06 * k, foot - tall + 0.02 * abs(k), 0.1 * tall + 0.02, (74, 104, 62))
            ink.line([(x + 0.06 * k, foot - tall), (x + 0.06 * k, foot - 0.6 * tall - 0.03 * k)],
                     0.012, (130, 146, 104), 0.8)  # fmt: skip
    for _ in range(13):
        x, y = dice.random(), dice.uniform(view.horizon + 0.08, 0.98)
        r = 0.03 + 0.07 * (y - view.horizon)
        ink.oval(x, y, r, 0.35 * r, (104, 150, 76))
        ink.oval(x, y - 0.3 * r, 0.25 * r, 0.2 * r, (244, 200, 220))
    for _ in range(16):
        x = dice.choice((dice.uniform(0, 0.25), dice.uniform(0.75, 1)))
        tall = dice.uniform(0.14, 0.26)
        ink.line([(x, 1), (x + dice.uniform(-0.02, 0.02), 1 - tall)], 0.006, (110, 130, 60))
        ink.oval(x, 1 - tall, 0.01, 0.03, (106, 70, 44))


def lake(view: View) -> None:
    """Wide water, in which mountains and woods are mirrored."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    if not view.scene.far:
        far = mix(view.light((112, 130, 168)), SKIES[view.time][2], 0.25)
        peaks(view, top - 0.34, 4, far, capped=True)
        conifers(view, top - 0.06, 0.13, view.light((46, 100, 66)))
    ink.box(0, top - 0.015, 1, top, (104, 148, 84))
    line = round(top * ink.height)
    deep = min(line, ink.height - line)
    mirrored = ImageOps.flip(view.canvas.crop((0, line - deep, ink.width, line)))
    water = Image.new("RGB", mirrored.size, view.light((40, 110, 168)))
    view.canvas.paste(Image.blend(mirrored, water, 0.38), (0, line))
    for _ in range(26):
        y = top + (0.98 - top) * dice.random()
        x, long = dice.uniform(-0.1, 1), dice.uniform(0.04, 0.16)
        ink.line([(x, y), (x + long, y)], 0.003, (226, 240, 250), 0.5)
    ink.land(swell(top + 0.3, 0.012, dice), (96, 156, 76))
    for _ in range(20):
        x = dice.choice((dice.uniform(0, 0.2), dice.uniform(0.8, 1)))
        tall = dice.uniform(0.06, 0.14)
        ink.line([(x, top + 0.33), (x + dice.uniform(-0.02, 0.02), top + 0.33 - tall)], 0.006,
                 (74, 128, 60))  # fmt: skip


def rows(hue: Colour, soil: Colour, size: float = 1.0) -> Callable[[View], None]:
    """A painter of a field whose rows of `hue` run to the horizon."""

    def paint(view: View) -> None:
        ink, dice, top = Ink(view), view.dice, view.horizon
        ink.land(swell(top - 0.07, 0.03, dice), (150, 190, 130))
        ink.land(swell(top - 0.02, 0.012, dice), (110, 160, 92))
        for x in (0.08, 0.2, 0.9):
            ink.tree(x, top + 0.01, 0.12, (66, 122, 62))
        ink.land([top] * 2, soil)
        for k in range(-9, 10):
            near, far = 0.5 + 0.21 * k, 0.5 + 0.055 * k
            ink.poly([(far - 0.017, top), (far + 0.017, top), (near + 0.062, 1.01),
                      (near - 0.062, 1.01)], mix(hue, (40, 30, 50), 0.12))  # fmt: skip
            for n in range(15):
                t = (n / 14) ** 1.8
                x, y = far + (near - far) * t, top + (1.02 - top) * t
                r = (0.012 + 0.05 * t) * size
                if -0.1 < x < 1.1:
                    tone = dice.uniform(-0.2, 0.25)
                    shade = mix(hue, (255, 255, 255) if tone > 0 else (30, 20, 50), abs(tone))
                    ink.oval(x + dice.uniform(-0.2, 0.2) * r, y - 0.3 * r, r, 0.9 * r, shade)

    return paint


def wheat(view: View) -> None:
    """Ears of wheat up to the horizon."""
    ink, dice, top = Ink(view), view.dice, view.horizon
    ink.land(swell(top - 0.05, 0.02, dice), (140, 180, 110))
    ink.land(swell(top, 0.01, dice), (226, 186, 92))
    for row in range(7):
        near = row / 6
        y, tall = top + 0.05 + 0.42 * near, 0.05 + 0.09 * near
        ink.land([y] * 2, mix((220, 178, 84), (190, 142, 58), near))
        count = round(60 - 30 * near)
        for k in range(count):
            x, lean = (k + dice.random()) / count, dice.uniform(-0.015, 0.02)
            gold = mix((240, 202, 100), (206, 156, 62), dice.random())
            ink.line([(x, y + 0.05), (x + lean, y - 0.6 * tall)], 0.003 + 0.002 * near, gold)
            ink.oval(x + lean, y - 0.7 * tall, 0.005 + 0.006 * near, 0.013 + 0.02 * near, gold)


INLAND: dict[str, Ground] = {
    "cave": Ground(cave, "cave cavern grotto", 0.64),
    "waterfall": Ground(waterfall, "waterfall cascade", 0.66),
    "swamp": Ground(swamp, "swamp marsh bayou", 0.6, like="mangrove wetland"),
    "lake": Ground(lake, "", 0.54),
    "lavender field": Ground(rows((150, 104, 206), (110, 130, 84)), "", 0.56),
    "vineyard": Ground(rows((92, 148, 62), (178, 146, 104), 1.25), "vineyard vineyards", 0.56),
    "tulip field": Ground(rows((226, 60, 84), (74, 140, 66)), "", 0.56),
    "crops": Ground(
        rows((112, 168, 70), (150, 112, 76), 1.2), "plantation crops", 0.56, like="orchard"
    ),
    "wheat field": Ground(wheat, "wheat barley cornfield", 0.54),
}
