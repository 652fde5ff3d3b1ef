"""Where a thing is drawn that is on, in, above, below or before another one."""

from dataclasses import dataclass

from .kinds import ALIVE, KINDS
from .people.seats import SEATS
from .things.beasts import BEASTS
from .world import Thing

TOGETHER = {"on", "above", "below", "before", "inside", "at", "hug", "lean"}
# The legs of a rider are behind these.
MOUNTS = {*BEASTS, "bicycle", "motorcycle", "scooter", "unicycle", "dragon", "ostrich"}
# What is on these is small beside them: a train crosses a bridge.
ROOMY = {"bridge": 0.4, "ship": 0.34, "castle": 0.5, "skyscraper": 0.4}
TREES = {"tree", "cherry tree", "bare tree", "palm", "pine"}
CLEAR = {"fishbowl", "bottle"}  # what is inside is seen through them
ROOFS = {"table", "chair"}  # what is below them is in their middle


@dataclass(frozen=True, slots=True)
class Box:
    """A square in pixels."""

    left: float
    top: float
    side: float


@dataclass(frozen=True, slots=True)
class Spot:
    box: Box
    covers: bool  # it is drawn after the other thing, and covers it


def spot(
    relation: str, first: Thing, second: Thing, box: Box, small: float, mirrored: bool
) -> Spot:
    """The spot of `first`, `small` pixels wide, by the box of `second`."""
    left = box.left + (box.side - small) / 2
    foot = box.top + box.side - small
    if relation == "above":
        return Spot(Box(left, max(0.0, box.top - 0.92 * small), small), True)
    if relation == "below":
        aside = 0.15 * small + (0.0 if second.kind in ROOFS else 0.16 * box.side)
        return Spot(Box(left + aside, foot + 0.08 * box.side, small), True)
    if relation == "before":
        return Spot(Box(left - 0.4 * box.side, foot + 0.14 * box.side, small), True)
    if relation == "lean":
        return Spot(Box(left, foot - 0.16 * small, small), False)
    if relation == "hug":
        aside = 0.12 if second.kind not in ALIVE else 0.5
        return Spot(Box(left - aside * small, foot, small), True)
    return _joined(relation, first, second, box, (small, mirrored))


def _joined(relation: str, first: Thing, second: Thing, box: Box, how: tuple[float, bool]) -> Spot:
    """The spot of `first` at, in or on `second`. `how`: its side, and if they are mirrored."""
    small, mirrored = how
    kind = KINDS.get(second.kind)
    seat = box.top + box.side * (kind.seat if kind else 0.1)
    middle = box.left + box.side / 2
    if relation == "at":
        big = max(small, 0.86 * box.side)
        aside = 0.16 * box.side if second.kind == "piano" else 0.0
        return Spot(Box(middle - big / 2 - aside, seat - 0.62 * big, big), False)
    if first.pose == "sitting" and second.kind in SEATS:
        big = min(1.1 * small, box.side)
        low = box.top + SEATS[second.kind] * box.side
        return Spot(Box(middle - big / 2, low - 0.8 * big, big), True)
    if relation == "inside":
        covers = second.kind in CLEAR or (second.kind == "bed" and first.pose == "sleeping")
        return Spot(_inside(first, second, box, small, mirrored), covers)
    if second.kind in TREES and small < box.side:  # in its crown, or at its trunk
        small *= 0.8
        top = box.top + (0.4 if first.pose == "climbing" else 0.06) * box.side
        return Spot(Box(middle - small / 2, top, small), True)
    if second.kind in MOUNTS:
        middle = box.left + box.side * (0.58 if mirrored else 0.42)
        return Spot(Box(middle - small / 2, seat - 0.7 * small, small), False)
    small = min(small, ROOMY.get(second.kind, 9.9) * box.side)
    return Spot(Box(middle - small / 2, seat - 0.97 * small, small), True)


def _inside(first: Thing, second: Thing, box: Box, small: float, mirrored: bool) -> Box:
    kind = KINDS.get(second.kind)
    seat = box.top + box.side * (kind.seat if kind else 0.1)
    middle, side = box.left + box.side / 2, small
    low = KINDS.get(first.kind)
    top = seat - (0.62 if low and low.head and low.head[1] < 0.2 else 0.74) * side
    if second.kind in CLEAR:
        side = 0.62 * small
        top = box.top + 0.56 * box.side - side / 2
    elif first.pose == "sleeping" or second.kind == "bathtub":  # raised above the rim, or the foam
        top = seat - 0.85 * side
    elif second.kind == "boat":  # beside the sail
        side = 0.56 * small
        top = box.top + 0.82 * box.side - 0.9 * side
        middle += (0.3 if mirrored else -0.3) * box.side
    return Box(middle - side / 2, top, side)
