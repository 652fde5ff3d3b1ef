"""Paint the wide grounds: sea, mountains, desert, city, meadow, forest, snow, Mars."""

from PIL import ImageDraw

from ..brush import ridge, swell
from ..world import Colour, mix
from .skies import SKIES, View


def sea(view: View) -> None:
    width, height = view.canvas.size
    near, far = view.light((18, 78, 138)), view.light((64, 146, 196), 0.8)
    if view.time == "sunset":
        far = mix(far, (250, 160, 100), 0.4)
    ridge(view.canvas, [view.horizon] * 2, far, near)
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    unit = min(width, height)
    foam = (*view.light((214, 236, 246), 0.7), 120)
    for _ in range(26):
        depth = view.dice.random()
        y = height * (view.horizon + 0.02 + (0.97 - view.horizon) * depth)
        length, x = unit * (0.04 + 0.14 * depth), width * view.dice.uniform(-0.1, 1)
        box = (x, y, x + length, y + max(1, unit * (0.004 + 0.006 * depth)))
        ink.rounded_rectangle(box, unit * 0.004, fill=foam)


def mountains(view: View) -> None:
    far = mix(view.light((112, 130, 168)), SKIES[view.time][2], 0.25)
    peaks(view, view.horizon - 0.33, 4, far, capped=True)
    peaks(view, view.horizon - 0.17, 5, view.light((86, 98, 122)), capped=True)
    meadow = view.light((92, 138, 82))
    ridge(
        view.canvas,
        swell(view.horizon + 0.02, 0.015, view.dice),
        meadow,
        mix(meadow, (20, 40, 30), 0.35),
    )


def peaks(view: View, height: float, count: int, colour: Colour, *, capped: bool) -> None:
    """Paint pointed mountains with snow. Their tops lie about `height` from the top."""
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    width, full = view.canvas.size
    snow = view.light((246, 248, 252), 0.75)
    shade = mix(colour, (20, 24, 50), 0.3)
    first = view.dice.uniform(-0.6, 0)
    for k in range(count + 1):
        x = width * (first + k + view.dice.uniform(-0.12, 0.12)) / (count - 1)
        top = full * (height + view.dice.uniform(-0.05, 0.07))
        foot = full * (view.horizon + 0.06)
        half = width * 0.62 / (count - 1) * view.dice.uniform(1.15, 1.45)
        ink.polygon([(x, top), (x + half, foot), (x - half, foot)], fill=colour)
        ink.polygon([(x, top), (x + half, foot), (x + 0.12 * half, foot)], fill=shade)
        if capped:
            drop, reach = 0.3 * (foot - top), 0.3 * half
            cap = [(x, top), (x + reach, top + drop), (x + 0.45 * reach, top + 0.72 * drop)]
            cap += [
                (x, top + 1.1 * drop),
                (x - 0.4 * reach, top + 0.74 * drop),
                (x - reach, top + drop),
            ]
            ink.polygon(cap, fill=snow)


def desert(view: View) -> None:
    for step in range(3):
        sand = view.light(mix((238, 200, 132), (206, 142, 78), step / 2))
        crest = swell(view.horizon + 0.11 * step, 0.035, view.dice)
        ridge(view.canvas, crest, sand, mix(sand, (120, 70, 40), 0.25))


def city(view: View) -> None:
    towers(view)
    base = view.horizon
    road = view.light((98, 100, 108))
    ridge(view.canvas, [base] * 2, view.light((150, 150, 152)), road)
    ridge(view.canvas, [base + 0.07] * 2, road, mix(road, (20, 20, 26), 0.3))


def towers(view: View) -> None:
    """Paint the buildings of a city on the horizon."""
    width, height = view.canvas.size
    view = view.built()
    dice, base = view.dice, view.horizon
    ink = ImageDraw.Draw(view.canvas)
    lamp = (255, 214, 120) if view.time != "day" else view.light((226, 238, 248))
    for layer, (lift, tone) in enumerate(((0.44, (140, 152, 178)), (0.3, (84, 92, 116)))):
        left = -width * dice.uniform(0, 0.1)
        while left < width:
            wide = width * dice.uniform(0.1, 0.17)
            top = height * (base - lift * dice.uniform(0.5, 1.0))
            wall = mix(view.light(tone), (30, 34, 60), dice.uniform(0, 0.18))
            ink.rectangle((left, top, left + wide, height * base + 2), fill=wall)
            if layer:
                _windows(view, (left, top, left + wide, height * base), lamp)
            left += wide * dice.uniform(1.02, 1.15)


def _windows(view: View, wall: tuple[float, float, float, float], lamp: Colour) -> None:
    ink = ImageDraw.Draw(view.canvas)
    left, top, right, bottom = wall
    step = (right - left) / 4
    y = top + 0.7 * step
    while y + step < bottom:
        for column in range(3):
            if view.dice.random() < 0.62:
                x = left + step * (0.75 + column)
                ink.rectangle((x, y, x + 0.5 * step, y + 0.62 * step), fill=lamp)
        y += 1.15 * step


def meadow(view: View) -> None:
    far, near = view.light((138, 188, 92)), view.light((72, 152, 66))
    ridge(view.canvas, swell(view.horizon - 0.02, 0.03, view.dice), far)
    ridge(
        view.canvas,
        swell(view.horizon + 0.07, 0.025, view.dice),
        near,
        mix(near, (20, 60, 30), 0.3),
    )
    ink = ImageDraw.Draw(view.canvas)
    width, height = view.canvas.size
    for _ in range(0 if "flower" in view.without else 34):
        depth = view.dice.uniform(0.15, 1)
        x, y = width * view.dice.random(), height * (view.horizon + (1 - view.horizon) * depth)
        radius = min(width, height) * 0.008 * (0.5 + depth)
        dot = view.light(view.dice.choice(((250, 246, 230), (246, 206, 80), (232, 120, 150))), 0.7)
        ink.ellipse((x - radius, y - radius, x + radius, y + radius), fill=dot)


def forest(view: View) -> None:
    grass, deep = view.light((70, 108, 58)), view.light((18, 58, 38))
    ridge(view.canvas, [view.horizon] * 2, deep)
    for row in range(3):
        green = view.light(mix((74, 122, 88), (22, 74, 46), row / 2))
        conifers(view, view.horizon - 0.02 + 0.05 * row, 0.3 + 0.06 * row, green)
    ridge(
        view.canvas,
        swell(view.horizon + 0.09, 0.012, view.dice),
        grass,
        mix(grass, (16, 36, 20), 0.4),
    )


def conifers(view: View, foot: float, size: float, green: Colour, snowy: bool = False) -> None:
    ink = ImageDraw.Draw(view.canvas)
    width, height = view.canvas.size
    high = min(width, height) * size
    x = -0.2 * high * view.dice.random()
    while x < width + 0.2 * high:
        tall, y = high * view.dice.uniform(0.75, 1.05), height * (foot + 0.06)
        for tier in range(3):
            top, half = y - tall * (1 - 0.24 * tier), tall * (0.13 + 0.055 * tier)
            outline = [(x, top), (x + half, top + 0.42 * tall), (x - half, top + 0.42 * tall)]
            ink.polygon(outline, fill=mix(green, (10, 30, 20), 0.08 * tier))
            if snowy:
                cap = [
                    (x, top),
                    (x + 0.5 * half, top + 0.21 * tall),
                    (x - 0.5 * half, top + 0.21 * tall),
                ]
                ink.polygon(cap, fill=view.light((240, 246, 252), 0.6))
        x += tall * view.dice.uniform(0.3, 0.5) * (2.4 if snowy else 1)


def snow(view: View) -> None:
    white = view.light((236, 242, 250), 0.75)
    ridge(
        view.canvas, swell(view.horizon - 0.03, 0.03, view.dice), mix(white, (130, 160, 200), 0.3)
    )
    if not {"tree", "pine"} & view.without:
        conifers(view, view.horizon - 0.02, 0.2, view.light((50, 96, 84)), snowy=True)
    ridge(
        view.canvas,
        swell(view.horizon + 0.05, 0.02, view.dice),
        white,
        mix(white, (120, 150, 196), 0.2),
    )


def mars(view: View) -> None:
    red = view.light((188, 86, 50), 0.8)
    ridge(view.canvas, swell(view.horizon - 0.05, 0.04, view.dice), mix(red, (236, 180, 140), 0.35))
    ridge(
        view.canvas, swell(view.horizon + 0.03, 0.015, view.dice), red, mix(red, (80, 20, 16), 0.4)
    )
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    width, height = view.canvas.size
    for _ in range(9):
        depth = view.dice.uniform(0.25, 0.95)
        x, y = width * view.dice.random(), height * (view.horizon + (1 - view.horizon) * depth)
        rx = min(width, height) * (0.015 + 0.05 * depth * view.dice.random())
        ink.ellipse(
            (x - rx, y - 0.3 * rx, x + rx, y + 0.3 * rx), fill=(*view.light((112, 40, 28)), 200)
        )
        ink.ellipse(
            (x - rx, y - 0.1 * rx, x + rx, y + 0.4 * rx), fill=(*view.light((214, 112, 70)), 120)
        )
