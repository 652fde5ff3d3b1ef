"""Paint quiet halls: museums and churches."""

import math

from ..world import Colour
from .ground import Ground
from .ink import Ink
from .rooms import walls
from .skies import View

_WOOD: Colour = (150, 104, 68)
_STONE: Colour = (120, 118, 124)
_HUES: tuple[Colour, ...] = ((226, 70, 66), (70, 130, 210), (250, 200, 70), (90, 170, 90),
                             (170, 90, 190))  # fmt: skip


def museum(view: View) -> None:
    """Paintings in gold frames, a rope and a bust."""
    walls(view, (150, 60, 62), (196, 170, 130))
    ink, top = Ink(view), view.horizon
    for k, (left, right, low) in enumerate(
        ((0.06, 0.26, 0.44), (0.33, 0.67, 0.48), (0.74, 0.94, 0.44))
    ):
        ink.box(left, 0.14, right, low, (214, 170, 80))
        ink.box(
            left + 0.02,
            0.16,
            right - 0.02,
            low - 0.02,
            ((150, 190, 210), (246, 196, 130), (190, 206, 170))[k],
        )
        if k == 1:
            ink.oval(0.5, 0.26, 0.05, 0.05, (250, 236, 170))
            ink.poly(
                [(left + 0.02, low - 0.02), (0.46, 0.3), (right - 0.02, low - 0.02)], (110, 90, 130)
            )
            ink.poly([(0.45, low - 0.02), (0.57, 0.34), (right - 0.02, low - 0.02)], (80, 110, 130))
        else:
            x = (left + right) / 2
            ink.oval(x, 0.26, 0.035, 0.045, (236, 196, 164))
            ink.poly(
                [(x - 0.06, low - 0.02), (x, 0.3), (x + 0.06, low - 0.02)],
                ((60, 70, 120), (110, 50, 80))[k // 2],
            )
    for k in range(5):
        x = 0.1 + 0.2 * k
        ink.line([(x, top - 0.06), (x, top + 0.1)], 0.014, (206, 170, 80))
        ink.oval(x, top - 0.07, 0.014, 0.014, (226, 190, 100))
        if k < 4:
            ink.line([(x, top - 0.04), (x + 0.1, top), (x + 0.2, top - 0.04)], 0.014, (120, 30, 44))


def church(view: View) -> None:
    """Stained glass over the altar, columns and pews."""
    walls(view, (196, 186, 170), (150, 136, 120))
    ink, top = Ink(view), view.horizon
    for x, half, low in ((0.5, 0.13, 0.5), (0.24, 0.07, 0.48), (0.76, 0.07, 0.48)):
        stained_window(ink, x, half, low)
    for x in (0.07, 0.36, 0.64, 0.93):
        ink.box(x - 0.026, 0.1, x + 0.026, top + 0.04, (222, 214, 198))
        ink.box(x + 0.01, 0.1, x + 0.026, top + 0.04, (190, 180, 164))
        ink.box(x - 0.04, 0.08, x + 0.04, 0.11, (226, 218, 204))
    for x in (0.215, 0.5, 0.785):
        ink.draw.arc((*ink.at([(x - 0.145, -0.05)])[0], *ink.at([(x + 0.145, 0.26)])[0]), 180, 360,
                     fill=ink.fill((226, 218, 204)), width=ink.unit // 40)  # fmt: skip
    ink.poly([(0.46, top), (0.54, top), (0.66, 1), (0.34, 1)], (170, 40, 50))
    for row in range(4):
        y, size = top + 0.05 + 0.09 * row, 0.6 + 0.2 * row
        for side in (-1, 1):
            a, b = 0.5 + side * 0.09 * size, 0.5 + side * 0.5 * size
            ink.box(min(a, b), y - 0.05 * size, max(a, b), y + 0.03, (116, 76, 48))
            ink.box(min(a, b), y - 0.05 * size, max(a, b), y - 0.035 * size, (160, 110, 70))


def stained_window(ink: Ink, x: float, half: float, low: float) -> None:
    """A pointed window of coloured panes between lead, which shines."""
    hues = (*_HUES, (70, 190, 200), (244, 130, 60))
    top = low - 3 * half
    ink.shine(x, (top + low) / 2, 2.4 * half, (255, 236, 190), 0.4)
    rim = [
        (x - half, low),
        (x - half, top + half),
        (x, top - 0.4 * half),
        (x + half, top + half),
        (x + half, low),
    ]
    ink.poly(
        [(x + 1.14 * (a - x), b + (0.02 if b == low else -0.012)) for a, b in rim], (90, 84, 84)
    )
    cells = 5
    step = 2 * half / cells
    for row in range(8):
        for k in range(cells):
            left, up = x - half + k * step, top - 0.3 * half + row * (low - top + 0.3 * half) / 8
            roof = top + half - 1.4 * half * (1 - abs(left + step / 2 - x) / half)
            if up > roof - 0.02:
                hue = hues[(3 * k + 5 * row + k * row) % 7]
                ends = ink.at(
                    [(left + 0.003, up + 0.003), (left + step - 0.003, up + (low - top) / 8)]
                )
                ink.draw.rectangle((*ends[0], *ends[1]), fill=hue)
    mid = ink.at([(x, top + half)])[0]
    for k in range(8):
        turn = math.tau * k / 8
        petal = (
            mid[0] + 0.4 * half * ink.unit * math.cos(turn),
            mid[1] + 0.4 * half * ink.unit * math.sin(turn),
        )
        r = 0.2 * half * ink.unit
        ink.draw.ellipse(
            (petal[0] - r, petal[1] - r, petal[0] + r, petal[1] + r),
            fill=hues[k % 7],
            outline=(60, 56, 60),
        )


SANCTUARIES: dict[str, Ground] = {
    "museum": Ground(museum, "museum gallery", 0.64),
    "inside a church": Ground(church, "", 0.62),
}
