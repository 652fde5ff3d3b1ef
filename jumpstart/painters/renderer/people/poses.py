"""Draw a thing that sleeps, runs or dances."""

from dataclasses import replace

from ..brush import Pen, darker, lighter
from ..kinds import FOLK
from ..things.fur import Sitter
from ..things.more_things import MORE_THINGS
from ..things.sitters import SITTERS, asleep
from ..world import Colour, Thing

# Animals that are not in SITTERS, and how they look when they are curled up.
_CURLED: dict[str, Sitter] = {
    "cat": Sitter("pointed", 0.11, tail="thin"),
    "dog": Sitter("flop", 0.1, muzzle=(0.12, 0.1), tail="thin"),
}
_LYING = {*FOLK, "robot"} - {"baby", "ghost", "snowman"}


def posed(pen: Pen, thing: Thing, colour: Colour) -> Pen | None:
    """The pen that draws `thing` in its pose. None: it is drawn already."""
    person = thing.kind in FOLK or thing.dress
    if thing.pose == "running":
        _wind(pen)
        return replace(pen, lean=0.12 if person else 0.24, top=pen.top - 0.05 * pen.side)
    if thing.pose == "dancing":
        _notes(pen)
        return replace(pen, lean=-0.08 if person else -0.2, top=pen.top - 0.04 * pen.side)
    if thing.pose != "sleeping":
        return pen
    curled = _CURLED.get(thing.kind) or _sitter(thing.kind)
    _snore(pen, low=bool(curled) or thing.kind in _LYING)
    if curled:
        asleep(pen, colour, curled)
        return None
    return replace(pen, lying=True) if thing.kind in _LYING else pen


def _sitter(kind: str) -> Sitter | None:
    known = SITTERS.get(kind) or MORE_THINGS.get(kind)
    found = getattr(known and known.draw, "keywords", {}).get("animal")
    return found if isinstance(found, Sitter) else None


def _snore(pen: Pen, *, low: bool) -> None:
    """Draw "Zzz" above the head."""
    ink, y = (250, 250, 255), 0.46 if low else 0.0
    left = 0.8
    for size in (0.1, 0.13, 0.16):
        y -= size
        points = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
        z = [(left + size * a, y + 0.8 * size * b) for a, b in points]
        plain = replace(pen.glowing(), mirrored=False)
        plain.line(z, 0.05, (60, 70, 130))
        plain.line(z, 0.022, ink)
        left += 0.09


def _wind(pen: Pen) -> None:
    """Draw lines behind what runs, and dust at its feet."""
    for y, long in ((0.3, 0.24), (0.5, 0.34), (0.7, 0.26)):
        pen.line([(-0.06 - long, y), (-0.06, y)], 0.018, (250, 250, 252))
    for x, size in ((-0.02, 0.07), (-0.13, 0.055), (-0.24, 0.04)):
        pen.ellipse(x, 0.97 - 0.5 * size, size, 0.8 * size, (236, 226, 206), 0.8)


def _notes(pen: Pen) -> None:
    """Draw notes of music on both sides."""
    plain = replace(pen.glowing(), mirrored=False)
    for x, y in ((-0.08, 0.3), (1.02, 0.16), (1.1, 0.5)):
        for colour, wide in (((250, 250, 255), 0.045), (darker((120, 60, 170), 0.2), 0.025)):
            plain.line([(x + 0.05, y + 0.14), (x + 0.05, y), (x + 0.13, y + 0.04)], wide, colour)
            plain.ellipse(x + 0.02, y + 0.15, 0.045 + wide / 3, 0.032 + wide / 3, colour)
    plain.ellipse(0.5, 1.0, 0.5, 0.05, lighter((120, 60, 170), 0.6), 0.35)
