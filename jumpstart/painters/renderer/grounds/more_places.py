"""Paint the grounds in town, in the wild, and on other worlds."""

from PIL import ImageDraw

from ..brush import ridge, swell
from ..things.plants import palm
from ..things.things import house
from ..world import WHITE, Colour, mix
from .skies import View, disc, lot, stars
from .waters import grass


def savanna(view: View) -> None:
    gold = view.light((226, 186, 96))
    ridge(
        view.canvas, swell(view.horizon - 0.02, 0.012, view.dice), mix(gold, (190, 160, 110), 0.4)
    )
    if "tree" not in view.without:
        ink, (width, height) = ImageDraw.Draw(view.canvas), view.canvas.size
        for _ in range(3):
            x, y = width * view.dice.random(), height * (view.horizon + 0.02)
            unit = min(width, height) * view.dice.uniform(0.09, 0.15)
            ink.line(
                (x, y, x + 0.1 * unit, y - unit),
                fill=view.light((104, 76, 50)),
                width=max(1, round(0.1 * unit)),
            )
            ink.ellipse(
                (x - unit, y - 1.25 * unit, x + 1.2 * unit, y - 0.85 * unit),
                fill=view.light((110, 130, 62)),
            )
    ridge(
        view.canvas,
        swell(view.horizon + 0.04, 0.012, view.dice),
        gold,
        mix(gold, (140, 90, 40), 0.35),
    )
    _tufts(view, (196, 150, 66))


def _tufts(view: View, colour: Colour) -> None:
    ink = ImageDraw.Draw(view.canvas)
    blade = view.light(colour)
    for x, y, size in lot(view, 34, 0.2):
        for lean in (-0.012, 0.0, 0.012):
            ink.line(
                (x, y, x + lean * size, y - 0.03 * size),
                fill=blade,
                width=max(1, round(0.004 * size)),
            )


def village(view: View) -> None:
    """Houses of many colours on a hill."""
    width, height = view.canvas.size
    hill = view.light((126, 142, 96))
    ridge(
        view.canvas, swell(view.horizon - 0.2, 0.05, view.dice), hill, mix(hill, (50, 60, 50), 0.3)
    )
    hues = (
        (226, 110, 84),
        (240, 190, 90),
        (96, 160, 190),
        (226, 214, 190),
        (150, 180, 110),
        (206, 130, 160),
    )
    for row in range(4):
        side = width * (0.1 + 0.02 * row)
        y = height * (view.horizon - 0.13 + 0.085 * row)
        x = -side * view.dice.random()
        while x < width:
            pen = view.pen(x, y + view.dice.uniform(-0.02, 0.02) * height - side, side)
            house(pen, view.dice.choice(hues))
            x += side * view.dice.uniform(0.8, 1.05)
    ground = view.light((176, 152, 120))
    ridge(view.canvas, [view.horizon + 0.12] * 2, ground, mix(ground, (80, 60, 50), 0.3))


def street(view: View) -> None:
    width, height = view.canvas.size
    hues = ((206, 124, 96), (226, 200, 160), (150, 160, 176), (190, 150, 120), (170, 186, 160))
    ink = ImageDraw.Draw(view.canvas)
    x, base = -0.03 * width, height * (view.horizon + 0.04)
    while x < width:
        wide, tall = width * view.dice.uniform(0.17, 0.24), height * view.dice.uniform(0.34, 0.5)
        wall = view.built().light(view.dice.choice(hues))
        ink.rectangle((x, base - tall, x + wide, base), fill=wall)
        eaves, ridge_y = base - tall, base - tall - 0.06 * height
        roof = [(x - 4, eaves), (x + wide + 4, eaves)]
        roof += [(x + 0.86 * wide, ridge_y), (x + 0.14 * wide, ridge_y)]
        ink.polygon(roof, fill=mix(view.light(wall, 0.0), (70, 40, 40), 0.2 if view.tints else 0.5))
        pane = (255, 214, 120) if view.time != "day" else view.light((170, 206, 226))
        for row in range(3):
            for k in range(3):
                left, top = x + wide * (0.14 + 0.27 * k), base - tall + tall * (0.1 + 0.24 * row)
                ink.rectangle((left, top, left + 0.17 * wide, top + 0.15 * tall), fill=pane)
        ink.rectangle(
            (x + 0.4 * wide, base - 0.2 * tall, x + 0.6 * wide, base),
            fill=mix(wall, (50, 30, 30), 0.6),
        )
        x += wide
    pavement, road = view.light((182, 178, 172)), view.light((92, 94, 102))
    ridge(view.canvas, [view.horizon + 0.04] * 2, pavement)
    ridge(view.canvas, [view.horizon + 0.12] * 2, road, mix(road, (20, 20, 26), 0.3))
    for k in range(6):
        left = width * (0.02 + 0.18 * k)
        ink.rectangle(
            (left, 0.92 * height, left + 0.1 * width, 0.935 * height),
            fill=view.light((236, 230, 210)),
        )


def garden(view: View) -> None:
    width, height = view.canvas.size
    grass(view)
    ink = ImageDraw.Draw(view.canvas)
    fence, unit = view.light((246, 242, 232)), min(width, height)
    top = height * (view.horizon - 0.06)
    for y in (0.25, 0.7):
        ink.rectangle(
            (0, top + y * 0.11 * height, width, top + (y + 0.12) * 0.11 * height), fill=fence
        )
    for k in range(25):
        x = width * k / 24
        low, high, half = top + 0.12 * height, top + 0.02 * unit, 0.012 * unit
        picket = [(x, top), (x + half, high), (x + half, low), (x - half, low), (x - half, high)]
        ink.polygon(picket, fill=fence)
    if "flower" not in view.without:
        hues = ((232, 80, 110), (250, 206, 70), (170, 110, 210), (250, 246, 236), (244, 140, 60))
        for x, y, size in sorted(lot(view, 60, 0.05), key=lambda spot: spot[1]):
            ink.line(
                (x, y, x, y + 0.04 * size),
                fill=view.light((54, 128, 60)),
                width=max(1, round(0.005 * size)),
            )
            r, hue = 0.016 * size, view.light(view.dice.choice(hues), 0.7)
            ink.ellipse((x - r, y - r, x + r, y + r), fill=hue)
            ink.ellipse(
                (x - 0.35 * r, y - 0.35 * r, x + 0.35 * r, y + 0.35 * r), fill=mix(hue, WHITE, 0.6)
            )


def jungle(view: View) -> None:
    width, height = view.canvas.size
    deep = view.light((26, 84, 56))
    ridge(view.canvas, swell(view.horizon - 0.34, 0.05, view.dice), mix(deep, (120, 180, 130), 0.4))
    ridge(view.canvas, swell(view.horizon - 0.2, 0.05, view.dice), deep)
    side = 0.6 * min(width, height)
    for k in range(5):
        x = width * (k / 4) + view.dice.uniform(-0.06, 0.06) * width
        pen = view.pen(
            x - side / 2,
            height * (view.horizon + 0.08) - side * (1 if k % 2 else 1.12),
            side,
            k % 2 == 0,
        )
        palm(pen, ((40, 128, 66), (64, 150, 70), (30, 110, 70))[k % 3])
    green = view.light((46, 112, 60))
    ridge(
        view.canvas,
        swell(view.horizon + 0.06, 0.02, view.dice),
        green,
        mix(green, (10, 40, 24), 0.5),
    )
    _tufts(view, (86, 168, 80))


def lunar(view: View) -> None:
    view.canvas.paste((8, 8, 22), (0, 0, *view.canvas.size))
    stars(View(view.canvas, "night", 0.9, view.dice))
    width, height = view.canvas.size
    disc(
        view,
        (0.8 * width, 0.18 * height),
        0.08 * min(width, height),
        (80, 140, 206),
        (110, 160, 230),
        0.4,
    )
    grey = (172, 172, 178)
    ridge(view.canvas, swell(view.horizon, 0.02, view.dice), grey, (112, 112, 122))
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    for x, y, size in lot(view, 12, 0.2):
        rx = size * view.dice.uniform(0.02, 0.06)
        ink.ellipse((x - rx, y - 0.3 * rx, x + rx, y + 0.3 * rx), fill=(120, 120, 130, 255))
        ink.ellipse((x - rx, y - 0.12 * rx, x + rx, y + 0.4 * rx), fill=(204, 204, 210, 130))


def sky(view: View) -> None:
    """A sea of clouds below, and nothing else."""
    ink, (width, height) = ImageDraw.Draw(view.canvas, "RGBA"), view.canvas.size
    unit = min(width, height)
    for row in range(5):
        for k in range(9):
            x, y = width * (k + view.dice.random()) / 9, height * (0.62 + 0.1 * row)
            r = unit * view.dice.uniform(0.05, 0.08) * (1 + 0.35 * row)
            puff = mix((206, 220, 238), (252, 253, 255), row / 4)
            below = view.light(mix(puff, (150, 176, 214), 0.35), 0.6)
            ink.ellipse((x - 1.5 * r, y - 0.7 * r, x + 1.5 * r, y + 1.1 * r), fill=below)
            ink.ellipse((x - 1.4 * r, y - r, x + 1.4 * r, y + 0.6 * r), fill=view.light(puff, 0.6))
