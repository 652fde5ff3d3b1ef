"""Paint what leads through a landscape: a road, a path, rails."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..brush import Point, swell
from ..world import mix
from .ground import Ground
from .ink import Ink
from .seasons import leaves
from .skies import View


def _course(view: View, bend: float, wide: float) -> list[tuple[float, float, float]]:
    """The middle, the height and half the width of what winds from the horizon towards us."""
    turn, top = view.dice.uniform(0, math.tau), view.horizon - 0.01
    spots = []
    for k in range(25):
        near = (k / 24) ** 1.7
        x = 0.5 + bend * math.sin(4.6 * math.sqrt(k / 24) + turn) * (0.35 + 0.65 * near)
        spots.append((x, top + (1.02 - top) * near, 0.004 + wide * near))
    return spots


def _strip(spots: Sequence[tuple[float, float, float]], grow: float = 1.0) -> list[Point]:
    left = [(x - grow * half, y) for x, y, half in spots]
    return [*left, *[(x + grow * half, y) for x, y, half in spots][::-1]]


def road(view: View) -> None:
    ink, spots = Ink(view), _course(view, 0.17, 0.24)
    ink.poly(_strip(spots, 1.12), (214, 206, 186))
    ink.poly(_strip(spots), (98, 100, 108))
    for k in range(8, 24, 2):
        ink.poly(_strip(spots[k : k + 2], 0.045), (244, 236, 206))


def path(view: View) -> None:
    ink, spots = Ink(view), _course(view, 0.13, 0.13)
    ink.poly(_strip(spots, 1.18), (176, 146, 102))
    ink.poly(_strip(spots), (214, 188, 142))
    for _ in range(40):
        x, y, half = view.dice.choice(spots[8:])
        ink.oval(x + view.dice.uniform(-0.9, 0.9) * half, y, 0.04 * half + 0.002, 0.03 * half,
                 (176, 148, 108))  # fmt: skip


def rails(view: View) -> None:
    ink, spots = Ink(view), _course(view, 0.06, 0.2)
    ink.poly(_strip(spots, 1.2), (158, 148, 138))
    for k in range(30):
        near = ((k + 1) / 30) ** 2
        x, y, half = _between(spots, near)
        ink.box(x - 0.95 * half, y - 0.001, x + 0.95 * half, y + 0.002 + 0.016 * near, (96, 66, 48))
    for side in (-0.62, 0.62):
        line = [(x + side * half, y, 0.06 * half + 0.0012) for x, y, half in spots]
        ink.poly(_strip(line), (70, 74, 82))
        ink.poly(_strip([(x - 0.4 * half, y, 0.3 * half) for x, y, half in line]), (206, 210, 216))


def _between(
    spots: Sequence[tuple[float, float, float]], near: float
) -> tuple[float, float, float]:
    """Where the course is at the share `near` of the way down the floor."""
    at = near ** (1 / 1.7) * 24
    k = min(23, int(at))
    x, y, half = (a + (b - a) * (at - k) for a, b in zip(spots[k], spots[k + 1], strict=True))
    return x, y, half


def stream(view: View) -> None:
    ink, spots = Ink(view), _course(view, 0.16, 0.2)
    ink.poly(_strip(spots, 1.15), (206, 196, 150))
    ink.poly(_strip(spots), (74, 156, 210))
    for _ in range(14):
        x, y, half = view.dice.choice(spots[6:])
        ink.line([(x - 0.5 * half, y), (x + 0.3 * half, y)], 0.004, (206, 230, 246))


def highway(view: View) -> None:
    """A straight road with several lanes, guard rails and signs."""
    ink, top = Ink(view), view.horizon
    _fields(view)
    ink.poly([(0.46, top), (0.54, top), (1.16, 1.01), (-0.16, 1.01)], (88, 90, 98))
    for lane, hue in ((-0.94, (240, 240, 236)), (0.94, (240, 240, 236)), (0.0, (248, 206, 70))):
        foot = 0.5 + lane * 0.66
        at = 0.5 + lane * 0.04
        ink.poly([(at - 0.001, top), (at + 0.001, top), (foot + 0.016, 1.01),
                  (foot - 0.016, 1.01)], hue)  # fmt: skip
    for lane in (-0.47, 0.47):
        for k in range(7):
            a, b = ((k / 7) ** 2, ((k + 0.55) / 7) ** 2)
            ends = [(0.5 + lane * (0.04 + 0.62 * t), top + (1 - top) * t) for t in (a, b)]
            ink.line(ends, 0.004 + 0.014 * b, (240, 240, 236))
    for side in (-1, 1):
        ends = [(0.5 + side * 0.05, top - 0.005), (0.5 + side * 0.62, 0.84)]
        ink.line(ends, 0.014, (196, 202, 208))
    if view.shows("sign"):
        ink.line([(0.84, top + 0.08), (0.84, top - 0.2)], 0.012, (130, 136, 142))
        ink.box(0.7, top - 0.26, 0.96, top - 0.13, (30, 120, 80))
        for y in (0.23, 0.18):
            ink.box(0.74, top - y, 0.9, top - y + 0.018, (244, 246, 244))


def _fields(view: View) -> None:
    ink = Ink(view)
    for k in range(2):
        ink.land(swell(view.horizon - 0.05 + 0.05 * k, 0.02, view.dice),
                 mix((146, 188, 120), (104, 160, 78), k))  # fmt: skip


def _country(way: Callable[[View], None]) -> Callable[[View], None]:
    """The way through hills with a few trees."""

    def paint(view: View) -> None:
        _fields(view)
        ink = Ink(view)
        for x, tall in ((0.08, 0.22), (0.2, 0.16), (0.84, 0.2), (0.95, 0.26)):
            ink.tree(x, view.horizon + 0.02, tall, leaves(view)[0])
        way(replace(view, tints=()))

    return paint


WAYS: dict[str, Callable[[View], None]] = {
    "road": road, "path": path, "rails": rails, "river": stream,
}  # fmt: skip
ROADS: dict[str, Ground] = {
    "road": Ground(_country(road), "road"),
    "path": Ground(_country(path), "path trail footpath walkway"),
    "rails": Ground(_country(rails), "rails railway railroad railways"),
    "highway": Ground(highway, "highway freeway motorway", 0.6, like="autobahn"),
}
