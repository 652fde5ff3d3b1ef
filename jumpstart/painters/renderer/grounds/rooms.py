"""Paint rooms: a wall, a floor, and what stands there."""

from PIL import ImageDraw

from ..brush import wash
from ..world import Colour, mix
from .skies import SKIES, View

Box = tuple[float, float, float, float]


def walls(view: View, wall: Colour, floor: Colour) -> None:
    width, height = view.canvas.size
    line = round(height * view.horizon)
    wall, floor = view.light(wall), view.light(floor)
    view.canvas.paste(wash((width, line), [[wall], [mix(wall, (60, 50, 60), 0.12)]]), (0, 0))
    view.canvas.paste(
        wash((width, height - line), [[floor], [mix(floor, (40, 24, 20), 0.25)]]), (0, line)
    )


def room(view: View) -> None:
    walls(
        view, view.dice.choice(((236, 224, 204), (206, 222, 226), (232, 212, 206))), (178, 130, 90)
    )
    width, height = view.canvas.size
    ink, line = ImageDraw.Draw(view.canvas), height * view.horizon
    ink.rectangle((0, line - 0.025 * height, width, line), fill=view.light((250, 246, 238)))
    for k in range(1, 5):
        y = line + (height - line) * (k / 5) ** 1.3
        ink.line((0, y, width, y), fill=view.light((146, 102, 68)), width=max(1, height // 300))
    window(view, (0.08 * width, 0.12 * height, 0.34 * width, 0.44 * height))
    frame = (0.7 * width, 0.14 * height, 0.88 * width, 0.34 * height)
    ink.rectangle(frame, fill=view.light((126, 88, 58)))
    inner = (0.715 * width, 0.155 * height, 0.865 * width, 0.325 * height)
    ink.rectangle(inner, fill=view.light((150, 190, 206)))
    ink.polygon([(inner[0], inner[3]), (0.77 * width, 0.22 * height), (inner[2], inner[3])],
                fill=view.light((96, 140, 96)))  # fmt: skip


def window(view: View, box: Box) -> None:
    ink, (left, top, right, bottom) = ImageDraw.Draw(view.canvas), box
    edge = 0.05 * (right - left)
    ink.rectangle(
        (left - edge, top - edge, right + edge, bottom + edge), fill=view.light((250, 246, 238))
    )
    sky = wash(
        (round(right - left), round(bottom - top)), [[colour] for colour in SKIES[view.time]]
    )
    view.canvas.paste(sky, (round(left), round(top)))
    x, y = (left + right) / 2, (top + bottom) / 2
    for bar in (
        (x - edge / 2, top, x + edge / 2, bottom),
        (left, y - edge / 2, right, y + edge / 2),
    ):
        ink.rectangle(bar, fill=view.light((250, 246, 238)))


def kitchen(view: View) -> None:
    walls(view, (214, 230, 226), (206, 196, 184))
    width, height = view.canvas.size
    ink = ImageDraw.Draw(view.canvas)
    side = min(width, height) / 12
    grout = view.light((236, 244, 242))
    for k in range(int(width / side) + 1):
        ink.line(
            (k * side, 0, k * side, height * view.horizon),
            fill=grout,
            width=max(1, round(side / 16)),
        )
    for k in range(int(height * view.horizon / side) + 1):
        ink.line((0, k * side, width, k * side), fill=grout, width=max(1, round(side / 16)))
    window(view, (0.1 * width, 0.12 * height, 0.32 * width, 0.36 * height))
    wood = view.light((160, 110, 72))
    ink.rectangle((0.54 * width, 0.04 * height, width, 0.24 * height), fill=wood)
    for k in range(3):
        left = width * (0.51 + 0.165 * k)
        ink.rectangle(
            (left, 0.06 * height, left + 0.15 * width, 0.22 * height),
            fill=mix(wood, (255, 230, 190), 0.2),
        )
    top = height * (view.horizon - 0.08)
    ink.rectangle((0, top, width, top + 0.03 * height), fill=view.light((240, 236, 228)))
    ink.rectangle((0, top + 0.03 * height, width, height * (view.horizon + 0.1)), fill=wood)
    for k in range(6):
        left = width * (0.01 + 0.167 * k)
        foot = height * (view.horizon + 0.085)
        door = (left, top + 0.05 * height, left + 0.147 * width, foot)
        ink.rectangle(door, fill=mix(wood, (255, 230, 190), 0.2))
    _stove(view, top)


def _stove(view: View, top: float) -> None:
    """A stove with a pot under a hood, and a fridge."""
    width, height = view.canvas.size
    ink, foot = ImageDraw.Draw(view.canvas), height * (view.horizon + 0.1)
    steel, dark, red = (view.light(hue) for hue in ((206, 212, 218), (50, 54, 62), (206, 60, 52)))
    ink.rectangle((0.36 * width, top, 0.54 * width, foot), fill=steel)
    oven = (0.38 * width, top + 0.08 * height, 0.52 * width, top + 0.16 * height)
    ink.rectangle(oven, fill=dark)
    for k in range(4):
        x, y, r = width * (0.39 + 0.04 * k), top + 0.045 * height, 0.009 * width
        ink.ellipse((x - r, y - r, x + r, y + r), fill=dark)
    hood = [(0.4 * width, 0.16 * height), (0.5 * width, 0.16 * height)]
    ink.polygon([*hood, (0.56 * width, 0.26 * height), (0.34 * width, 0.26 * height)], fill=steel)
    pot = (0.4 * width, top - 0.07 * height, 0.5 * width, top)
    ink.rectangle(pot, fill=red)
    ink.rectangle((0.39 * width, top - 0.08 * height, 0.51 * width, top - 0.065 * height), fill=red)
    fridge = (0.84 * width, 0.2 * height, 0.99 * width, foot + 0.02 * height)
    ink.rectangle(fridge, fill=view.light((238, 242, 244)))
    line = (0.84 * width, 0.4 * height, 0.99 * width, 0.4 * height)
    ink.line(line, fill=view.light((170, 178, 184)), width=max(1, height // 160))
    for y in (0.3, 0.46):
        ink.rectangle((0.86 * width, y * height, 0.87 * width, (y + 0.07) * height), fill=dark)


def library(view: View) -> None:
    walls(view, (128, 88, 58), (150, 60, 56))
    width, height = view.canvas.size
    ink, dice = ImageDraw.Draw(view.canvas), view.dice
    hues = (
        (170, 50, 54),
        (60, 100, 150),
        (90, 130, 80),
        (216, 180, 110),
        (110, 76, 130),
        (206, 206, 190),
    )
    tall = height * view.horizon / 4
    for row in range(4):
        bottom = (row + 1) * tall - 0.1 * tall
        x = 0.01 * width
        while x < width:
            wide = width * dice.uniform(0.014, 0.032)
            ink.rectangle((x, bottom - tall * dice.uniform(0.6, 0.8), x + wide, bottom),
                          fill=view.light(mix(dice.choice(hues), (40, 30, 30), dice.uniform(0,
                              0.25))))  # fmt: skip
            x += wide + width * 0.002
        ink.rectangle((0, bottom, width, bottom + 0.1 * tall), fill=view.light((92, 60, 40)))
    for k in range(4):
        x = width * (0.005 + 0.33 * k)
        ink.rectangle(
            (x - 0.012 * width, 0, x + 0.012 * width, height * view.horizon),
            fill=view.light((92, 60, 40)),
        )


def table(view: View) -> None:
    """A table top before a soft wall: for food and small things."""
    wall = view.dice.choice(((206, 222, 222), (240, 218, 190), (226, 208, 214), (196, 214, 232)))
    walls(view, wall, view.dice.choice(((186, 130, 82), (160, 108, 70))))
    width, height = view.canvas.size
    ink, line = ImageDraw.Draw(view.canvas), height * view.horizon
    ink.rectangle((0, line, width, line + 0.012 * height), fill=view.light((214, 166, 116)))
    for _ in range(9):
        y, x = (
            line + (height - line) * view.dice.uniform(0.1, 1),
            width * view.dice.uniform(-0.1, 0.8),
        )
        ink.line((x, y, x + width * view.dice.uniform(0.1, 0.4), y), fill=view.light((140, 92, 56)),
                 width=max(1, height // 400))  # fmt: skip
