"""Paint land as it looks from above: fields, a forest, a city."""

from ..world import mix
from .ground import Ground
from .ink import Ink
from .skies import View


def fields(view: View) -> None:
    """Fields in many greens and yellows, with furrows, a river and a road."""
    ink, dice = Ink(view), view.dice
    hues = (
        (110, 164, 74),
        (196, 196, 96),
        (142, 186, 92),
        (214, 178, 98),
        (84, 140, 66),
        (170, 132, 84),
    )
    for row in range(6):
        for k in range(6):
            lean = 0.03 * (row % 3 - 1)
            corners = [
                (k / 6 + lean, row / 6),
                ((k + 1) / 6 + lean, row / 6 + 0.02),
                ((k + 1) / 6 - lean, (row + 1) / 6 + 0.02),
                (k / 6 - lean, (row + 1) / 6),
            ]
            hue = dice.choice(hues)
            ink.poly(corners, hue)
            for n in range(1, 6):
                t = n / 6
                ends = [
                    (k / 6 + t / 6 + lean, row / 6 + 0.01),
                    (k / 6 + t / 6 - lean, (row + 1) / 6),
                ]
                ink.line(ends, 0.003, mix(hue, (60, 60, 30), 0.25))
            ink.line([*corners, corners[0]], 0.008, (70, 112, 58))
    ink.line(
        [(-0.02, 0.3), (0.2, 0.36), (0.36, 0.5), (0.6, 0.52), (0.8, 0.68), (1.02, 0.72)],
        0.05,
        (84, 160, 206),
    )
    ink.line([(0.72, -0.02), (0.66, 0.4), (0.42, 0.7), (0.36, 1.02)], 0.02, (220, 214, 200))
    for _ in range(9):
        x, y = dice.uniform(0.05, 0.95), dice.uniform(0.05, 0.95)
        ink.box(x, y, x + 0.035, y + 0.028, (196, 84, 66))
        ink.box(x, y, x + 0.035, y + 0.014, (222, 112, 88))


def forest(view: View) -> None:
    """Crowns from edge to edge, and a road between them."""
    ink, dice = Ink(view), view.dice
    ink.land([0.0] * 2, (34, 78, 48))
    ink.line(
        [(0.3, -0.02), (0.42, 0.28), (0.36, 0.56), (0.56, 0.8), (0.52, 1.02)], 0.07, (196, 184, 156)
    )
    road = (
        (0.3, 0.0),
        (0.37, 0.15),
        (0.42, 0.28),
        (0.39, 0.42),
        (0.36, 0.56),
        (0.46, 0.68),
        (0.56, 0.8),
        (0.53, 0.95),
    )
    for row in range(17):
        for k in range(17):
            x, y = (k + dice.uniform(0.1, 0.9)) / 17, (row + dice.uniform(0.1, 0.9)) / 17
            if min((x - a) ** 2 + (y - b) ** 2 for a, b in road) < 0.0075:
                continue
            r, hue = dice.uniform(0.034, 0.05), mix((52, 118, 62), (112, 166, 78), dice.random())
            ink.oval(x + 0.012, y + 0.014, r, r, (26, 62, 40))
            ink.oval(x, y, r, r, hue)
            ink.oval(x - 0.25 * r, y - 0.3 * r, 0.55 * r, 0.5 * r, mix(hue, (240, 250, 190), 0.18))


def city(view: View) -> None:
    """Roofs in blocks between streets with cars."""
    ink, dice = Ink(view), view.dice
    ink.land([0.0] * 2, (92, 94, 102))
    for row in range(5):
        for k in range(5):
            left, top = k / 5 + 0.02, row / 5 + 0.02
            if (row, k) == (2, 3):
                ink.box(left, top, left + 0.16, top + 0.16, (104, 168, 84))
                for n in range(9):
                    ink.oval(
                        left + 0.03 + 0.05 * (n % 3),
                        top + 0.03 + 0.05 * (n // 3),
                        0.02,
                        0.02,
                        (66, 128, 62),
                    )
                continue
            ink.box(left, top, left + 0.16, top + 0.16, (178, 176, 172))
            for n in range(4):
                x, y = left + 0.01 + 0.078 * (n % 2), top + 0.01 + 0.078 * (n // 2)
                roof = dice.choice(
                    ((196, 112, 88), (150, 156, 170), (210, 196, 170), (120, 130, 150))
                )
                high = dice.uniform(0.008, 0.022)
                ink.box(x + high, y + high, x + 0.066 + high, y + 0.066 + high, (60, 60, 70))
                ink.box(x, y, x + 0.066, y + 0.066, roof)
                ink.box(x + 0.02, y + 0.018, x + 0.036, y + 0.032, mix(roof, (50, 50, 60), 0.4))
    for k in range(26):
        hue = ((220, 50, 50), (250, 206, 60), (240, 240, 240), (60, 110, 200))[k % 4]
        lane, along = dice.randrange(1, 5) / 5, dice.random()
        x, y = (lane + 0.006, along) if k % 2 else (along, lane - 0.006)
        half = (0.006, 0.011) if k % 2 else (0.011, 0.006)
        ink.box(x - half[0], y - half[1], x + half[0], y + half[1], hue)


AERIAL: dict[str, Ground] = {
    "from above": Ground(fields),
    "forest from above": Ground(forest),
    "city from above": Ground(city),
}
# What a ground is called if it is seen from above.
ABOVE = {
    "forest": "forest from above", "jungle": "forest from above",
    "leafy forest": "forest from above",
    "city": "city from above", "street": "city from above", "village": "city from above",
    "new york": "city from above", "island": "island from above", "beach": "island from above",
    "sea": "island from above", "sky": "sky",
}  # fmt: skip
