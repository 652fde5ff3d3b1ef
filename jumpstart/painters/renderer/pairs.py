"""Where a thing is drawn that is on, in, above, below or before another one."""

from dataclasses import dataclass

from .kinds import KINDS
from .world import Thing

TOGETHER = {"on", "above", "below", "before", "inside"}
# The legs of a rider are behind these.
MOUNTS = {
    "horse",
    "unicorn",
    "zebra",
    "bicycle",
    "motorcycle",
    "camel",
    "elephant",
    "dragon",
    "cow",
}
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


def spot(relation: str, second: Thing, box: Box, small: float, mirrored: bool) -> Spot:
    """The spot of a thing, `small` pixels wide, by the box of `second`."""
    kind = KINDS.get(second.kind)
    seat = box.top + box.side * (kind.seat if kind else 0.1)
    left = box.left + (box.side - small) / 2
    if relation == "above":
        return Spot(Box(left, max(0.0, box.top - 0.92 * small), small), True)
    if relation == "below":
        aside = 0.15 * small + (0.0 if second.kind in ROOFS else 0.16 * box.side)
        return Spot(Box(left + aside, box.top + 1.08 * box.side - small, small), True)
    if relation == "before":
        return Spot(Box(left - 0.4 * box.side, box.top + 1.14 * box.side - small, small), True)
    if relation == "inside":
        return Spot(_inside(second, box, small, seat), False)
    if second.kind in MOUNTS:
        middle = box.left + box.side * (0.58 if mirrored else 0.42)
        return Spot(Box(middle - small / 2, seat - 0.7 * small, small), False)
    return Spot(Box(left, seat - 0.97 * small, small), True)


def _inside(second: Thing, box: Box, small: float, seat: float) -> Box:
    clear = second.kind in CLEAR
    side = 0.62 * small if clear else small
    top = box.top + 0.56 * box.side - side / 2 if clear else seat - 0.62 * side
    return Box(box.left + (box.side - side) / 2, top, side)
