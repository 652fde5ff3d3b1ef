"""Paint space: nebulae and planets, a galaxy, the solar system."""

import math

from ..brush import wash
from ..world import Colour, mix
from .ground import Ground
from .ink import Ink
from .skies import View


def _dark(view: View, count: int) -> Ink:
    """Black space with stars."""
    rows = [[(10, 8, 34), (30, 16, 60)], [(4, 4, 16), (18, 12, 46)]]
    view.canvas.paste(wash(view.canvas.size, rows))
    ink = Ink(view)
    for _ in range(count):
        r = view.dice.choice((0.0015, 0.002, 0.003, 0.005))
        ink.lamp(view.dice.random(), view.dice.random(), r, r, (255, 252, 232))
    return ink


def space(view: View) -> None:
    """A nebula, stars and planets."""
    ink, dice = _dark(view, 130), view.dice
    hues = ((150, 60, 190), (60, 110, 220), (230, 80, 150))
    x, y, turn = dice.uniform(0.2, 0.8), dice.uniform(0.3, 0.7), dice.uniform(0, math.tau)
    for k in range(12):
        far = 0.06 * k
        at = (x + far * math.cos(turn + 0.3 * k), y + far * math.sin(turn + 0.3 * k))
        ink.shine(*at, 0.26, hues[k % 3], 0.28)
    if view.shows("planet"):
        side = dice.choice((0.0, 1.0))
        planet(ink, abs(side - 0.2), 0.22, 0.13, (206, 150, 96), ring=True)
        planet(ink, abs(side - 0.8), 0.16, 0.05, (110, 160, 220))
        planet(ink, abs(side - 0.84), 0.8, 0.08, (206, 96, 70))


def planet(ink: Ink, x: float, y: float, r: float, hue: Colour, *, ring: bool = False) -> None:
    ink.shine(x, y, 1.7 * r, hue, 0.35)
    ink.lamp(x, y, r, r, hue)
    across, up = ink.unit / ink.width, ink.unit / ink.height
    for k in range(4):
        at = 0.42 * k - 0.62
        half = 0.94 * r * math.sqrt(1 - at * at)
        tone = mix(hue, (255, 246, 226) if k % 2 else (60, 30, 50), 0.22)
        ink.lamp(x, y + at * r * up, half, 0.13 * r, tone)
    bright = mix(hue, (255, 255, 255), 0.5)
    ink.lamp(x - 0.4 * r * across, y - 0.45 * r * up, 0.22 * r, 0.16 * r, bright)
    if ring:
        (left, top), (right, low) = ink.at([(x - 1.7 * r * across, y - 0.32 * r * up),
                                            (x + 1.7 * r * across, y + 0.32 * r * up)])  # fmt: skip
        thick = max(2, round(0.13 * r * ink.unit))
        ink.draw.arc((left, top, right, low), -28, 208, fill=(236, 214, 170), width=thick)


def galaxy(view: View) -> None:
    """A spiral of stars around a bright middle."""
    ink, dice = _dark(view, 90), view.dice
    ink.shine(0.5, 0.5, 0.5, (110, 80, 200), 0.5)
    for k in range(900):
        t = math.sqrt(dice.random())
        turn = 5.2 * t + math.pi * (k % 2) + dice.gauss(0, 0.22)
        far = 0.06 + 0.42 * t
        x, y = 0.5 + far * math.cos(turn), 0.5 + 0.62 * far * math.sin(turn)
        hue = mix((255, 236, 206), ((120, 160, 255), (236, 120, 210))[k % 3 == 0], t)
        r = dice.choice((0.002, 0.003, 0.0045))
        if k % 5 == 0:
            ink.shine(x, y, 0.05, hue, 0.22)
        ink.lamp(x, y, r, r, hue)
    ink.shine(0.5, 0.5, 0.2, (255, 240, 210), 0.95)
    ink.lamp(0.5, 0.5, 0.05, 0.035, (255, 252, 240))


def solar_system(view: View) -> None:
    """The sun on the left, and the planets on their orbits."""
    ink = _dark(view, 110)
    ink.shine(0.0, 0.5, 0.5, (255, 190, 80), 0.8)
    ink.lamp(0.0, 0.5, 0.2, 0.2, (255, 206, 90))
    planets = (((170, 160, 150), 0.018), ((230, 186, 110), 0.028), ((80, 150, 220), 0.03),
               ((206, 96, 60), 0.022), ((214, 166, 120), 0.07), ((226, 196, 140), 0.056),
               ((150, 214, 226), 0.036), ((80, 110, 220), 0.034))  # fmt: skip
    for k, (hue, r) in enumerate(planets):
        far = 0.27 + 0.1 * k
        box = (*ink.at([(-far, 0.5 - 0.8 * far)])[0], *ink.at([(far, 0.5 + 0.8 * far)])[0])
        ink.draw.ellipse(box, outline=(150, 150, 190, 120), width=max(1, ink.unit // 400))
        turn = 0.5 * math.sin(2.4 * k + 1)
        x, y = far * math.cos(turn), 0.5 + 0.8 * far * math.sin(turn)
        planet(ink, x, y, r, hue, ring=k == 5)


COSMOS: dict[str, Ground] = {
    "galaxy": Ground(galaxy, "galaxy galaxies"),
    "solar system": Ground(solar_system),
}
