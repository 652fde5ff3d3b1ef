"""The skeleton of animals on four legs. Their kinds are in beasts.py."""

from collections.abc import Callable
from dataclasses import dataclass

from ..brush import Pen, Point, arc, darker, lighter
from ..world import BLACK, WHITE, Colour
from .horns import HORNS


@dataclass(frozen=True, slots=True)
class Beast:
    """How an animal differs from the others on four legs. Lengths are shares of its square."""

    leg: float = 0.3
    thick: float = 0.09  # of a leg
    long: float = 0.56  # of the body
    deep: float = 0.3
    neck: float = 0.16  # how far the head is above the body
    reach: float = 0.08  # how far the head is before the body
    nape: float = 0.16  # the width of the neck
    head: float = 0.1
    snout: tuple[float, float] = (0.1, 0.07)
    ears: str = "side"  # side, up, flop, big, tiny
    tail: str = "thin"  # thin, tuft, short, curl
    horns: str = ""  # curved, antlers, knobs, nose, back, coiled, palms, tusks
    marks: str = ""  # wool, patches, stripes, spots, humps, trunk, mane, fleece, hump, beard, fur
    pale: Colour | None = None  # of the snout


def beast(pen: Pen, colour: Colour, animal: Beast) -> None:
    shade = darker(colour, 0.22)
    middle = 1 - animal.leg - animal.deep / 2
    rear, front = 0.44 - animal.long / 2, 0.44 + animal.long / 2
    head = (front + animal.reach, middle - animal.neck)
    feet = BLACK if animal.marks == "wool" else colour
    _tail(pen, darker(colour, 0.3), animal.tail, (rear, middle - 0.06))
    for x in (rear + 0.15, front - 0.2):
        _leg(pen, x, animal, darker(feet, 0.3))
    shoulder = (front - 0.12, middle - 0.02)
    if animal.marks != "wool":
        pen.line([shoulder, head], animal.nape, colour)
    if animal.marks == "humps":
        for x in (0.32, 0.54):
            pen.ellipse(x, middle - animal.deep / 2, 0.1, 0.11, colour)
    if animal.marks == "hump":
        pen.blob([(rear + 0.1, middle - 0.1), (0.44, middle - 0.72 * animal.deep), (front - 0.06,
            middle - 0.5 * animal.deep), (front, middle), (0.44, middle)], darker(colour,
            0.3))  # fmt: skip
    _body(pen, colour, animal, (rear, front, middle))
    for x in (rear + 0.04, front - 0.1):
        _leg(pen, x, animal, feet)
    _head(pen, colour, animal, head)
    if animal.marks in HAIR:
        HAIR[animal.marks](pen, colour, animal, (shoulder, head))
    if animal.marks == "trunk":
        _trunk(pen, colour, head, shade)


def _leg(pen: Pen, x: float, animal: Beast, colour: Colour) -> None:
    top, wide = 1 - animal.leg - 0.08, animal.thick
    pen.polygon([(x, top), (x + wide, top), (x + 0.92 * wide, 1), (x + 0.1 * wide, 1)], colour)
    pen.polygon([(x + 0.1 * wide, 0.965), (x + 0.92 * wide, 0.965), (x + 0.95 * wide, 1),
                 (x + 0.06 * wide, 1)], darker(colour, 0.5))  # fmt: skip


def _body(pen: Pen, colour: Colour, animal: Beast, at: tuple[float, float, float]) -> None:
    rear, front, middle = at
    half = animal.deep / 2
    if animal.marks == "wool":
        for step in range(14):
            x = rear + (front - rear) * (0.08 + 0.84 * (step % 5) / 4)
            y = middle + half * (-0.7 + 0.7 * (step // 5))
            pen.ellipse(x, y, 0.105, 0.1, darker(colour, 0.08) if step >= 10 else colour)
        return
    pen.blob([(rear, middle - 0.3 * half), (rear + 0.08, middle - half), (0.44,
        middle - 0.94 * half),
              (front - 0.08, middle - half), (front, middle - 0.1 * half),
              (front - 0.07, middle + 0.9 * half), (0.44, middle + half),
              (rear + 0.07, middle + 0.8 * half), (rear, middle + 0.3 * half)],
             colour)  # fmt: skip
    if animal.marks == "patches":
        for x, y, rx, ry in (
            (0.32, -0.3, 0.1, 0.35),
            (0.52, 0.2, 0.09, 0.4),
            (0.6, -0.6, 0.05, 0.2),
        ):  # fmt: skip
            pen.ellipse(x, middle + y * half, rx, ry * half, BLACK)
    elif animal.marks == "stripes":
        for step in range(7):
            x = rear + 0.07 + (front - rear - 0.14) * step / 6
            pen.polygon([(x - 0.018, middle - 0.95 * half), (x + 0.018, middle - 0.95 * half),
                         (x + 0.012, middle + 0.6 * half)], BLACK)  # fmt: skip
    elif animal.marks == "spots":
        spot = darker(colour, 0.35)
        for step in range(16):
            x = rear + 0.06 + (front - rear - 0.12) * (step % 6) / 5 + 0.03 * (step // 6 % 2)
            y = middle + half * (-0.6 + 0.55 * (step // 6))
            pen.ellipse(x, y, 0.026, 0.03, spot)


def _spots(pen: Pen, colour: Colour, _animal: Beast, neck: tuple[Point, Point]) -> None:
    (ax, ay), (x, y) = neck
    for k in range(4):
        share = 0.25 + 0.2 * k
        pen.ellipse(ax + (x - ax) * share + 0.02 * (-1) ** k, ay + (y - ay) * share, 0.024,
                    0.026, darker(colour, 0.35))  # fmt: skip


def _mane(pen: Pen, colour: Colour, _animal: Beast, neck: tuple[Point, Point]) -> None:
    (ax, ay), (x, y) = neck
    for k in range(5):
        share = 0.2 + 0.22 * k
        pen.ellipse(ax + (x - ax) * share - 0.085, ay + (y - ay) * share - 0.03, 0.04, 0.05,
                    darker(colour, 0.45))  # fmt: skip


def _fleece(pen: Pen, colour: Colour, animal: Beast, neck: tuple[Point, Point]) -> None:
    (ax, ay), (x, y) = neck
    for k in range(6):
        share = 0.02 + 0.17 * k
        pen.ellipse(ax + (x - ax) * share, ay + (y - ay) * share, 0.085, 0.07, colour)
    for dx, dy in ((-0.04, -0.08), (0.02, -0.1), (0.05, -0.06)):
        pen.ellipse(x + dx, y + dy, 0.045, 0.04, lighter(colour, 0.2))
    _face(pen, (x, y), animal, colour)


def _beard(pen: Pen, colour: Colour, _animal: Beast, neck: tuple[Point, Point]) -> None:
    _, (x, y) = neck
    pen.polygon([(x + 0.02, y + 0.05), (x + 0.12, y + 0.05), (x + 0.06, y + 0.2)], darker(colour,
        0.45))  # fmt: skip


def _fur(pen: Pen, colour: Colour, _animal: Beast, neck: tuple[Point, Point]) -> None:
    (ax, ay), _ = neck
    for k in range(5):
        pen.polygon([(ax - 0.06 + 0.05 * k, ay + 0.1), (ax + 0.0 + 0.05 * k, ay + 0.1),
                     (ax - 0.03 + 0.05 * k, ay + 0.19)], lighter(colour, 0.4))  # fmt: skip


# What grows on the neck and the chin.
HAIR: dict[str, Callable[[Pen, Colour, Beast, tuple[Point, Point]], None]] = {"spots": _spots,
    "mane": _mane, "fleece": _fleece, "beard": _beard, "hump": _beard, "fur": _fur}  # fmt: skip


def _face(pen: Pen, head: Point, animal: Beast, colour: Colour) -> None:
    (x, y), (long, thick) = head, animal.snout
    pen.blob([(x, y - thick), (x + long, y - 0.3 * thick), (x + long + 0.05, y + 0.6 * thick),
              (x + long, y + 1.3 * thick), (x, y + 1.5 * thick)],
             animal.pale or lighter(colour, 0.3))  # fmt: skip
    pen.ellipse(x + long + 0.02, y + 0.3 * thick, 0.016, 0.018, BLACK)
    pen.ellipse(x + 0.02, y - 0.03, 0.018, 0.02, BLACK)


def _head(pen: Pen, colour: Colour, animal: Beast, head: Point) -> None:
    (x, y), size = head, animal.head
    face = darker(BLACK, 0) if animal.marks == "wool" else colour
    long, thick = animal.snout
    if animal.horns in HORNS:
        HORNS[animal.horns](pen, head, size)
    if animal.ears == "up":
        for dx in (-0.6, 0.1):
            pen.blob([(x + dx * size, y - 0.6 * size), (x + (dx - 0.1) * size, y - 1.9 * size),
                      (x + (dx + 0.5) * size, y - 0.7 * size)], darker(colour, 0.15))  # fmt: skip
    pen.ellipse(x, y, size, size, face)
    pen.blob([(x, y - thick), (x + long, y - 0.3 * thick), (x + long + 0.05, y + 0.6 * thick),
              (x + long, y + 1.3 * thick), (x, y + 1.5 * thick)], animal.pale or face)  # fmt: skip
    if animal.marks == "wool":
        for dx in (-0.6, 0.0, 0.6):
            pen.ellipse(x + dx * size, y - 0.8 * size, 0.6 * size, 0.5 * size, colour)
    if animal.marks != "trunk":
        pen.ellipse(x + long + 0.02, y + 0.3 * thick, 0.012, 0.014, BLACK)
    _ears(pen, colour, animal, head)
    if animal.horns == "coiled":
        pen.line(arc(x - 0.5 * size, y, 0.1, 0.1, -0.3, 0.5), 0.055, (196, 168, 120))
        pen.line(arc(x - 0.5 * size, y, 0.03, 0.03, 0, 0.9), 0.03, (196, 168, 120))
    white = WHITE if animal.marks == "wool" else BLACK
    pen.ellipse(x + 0.25 * size, y - 0.25 * size, 0.018, 0.02, white)


def _ears(pen: Pen, colour: Colour, animal: Beast, head: Point) -> None:
    (x, y), size = head, animal.head
    ear = (200, 190, 190) if animal.marks == "wool" else darker(colour, 0.3)
    if animal.ears == "side":
        pen.ellipse(x - 0.9 * size, y - 0.35 * size, 0.6 * size, 0.3 * size, ear)
    elif animal.ears == "tiny":
        pen.ellipse(x - 0.5 * size, y - 0.85 * size, 0.3 * size, 0.28 * size, ear)
    elif animal.ears == "flop":
        pen.blob([(x - 0.7 * size, y - 0.9 * size), (x + 0.1 * size, y - 0.7 * size),
                  (x - 0.5 * size, y + 0.6 * size), (x - 1.2 * size, y)], ear)  # fmt: skip
    elif animal.ears == "big":
        pen.blob([(x - 0.3 * size, y - 0.9 * size), (x - 1.6 * size, y - 1.1 * size),
                  (x - 1.9 * size, y + 0.4 * size), (x - 1.1 * size, y + 1.3 * size),
                  (x - 0.3 * size, y + 0.6 * size)], darker(colour, 0.16))  # fmt: skip


def _trunk(pen: Pen, colour: Colour, head: Point, shade: Colour) -> None:
    x, y = head
    pen.line([(x + 0.06, y + 0.04), (x + 0.12, y + 0.2), (x + 0.1, y + 0.38), (x + 0.15, y + 0.44)],
             0.07, lighter(colour, 0.06))  # fmt: skip
    pen.line([(x + 0.03, y + 0.1), (x + 0.12, y + 0.17), (x + 0.19, y + 0.13)], 0.03,
             (246, 240, 226))  # fmt: skip
    pen.line([(x + 0.09, y + 0.2), (x + 0.13, y + 0.2)], 0.008, shade)


def _tail(pen: Pen, colour: Colour, tail: str, at: Point) -> None:
    x, y = at
    if tail in ("thin", "tuft"):
        pen.line([(x + 0.04, y), (x - 0.04, y + 0.06), (x - 0.06, y + 0.24)], 0.025, colour)
    if tail == "tuft":
        pen.ellipse(x - 0.06, y + 0.27, 0.03, 0.05, darker(colour, 0.4))
    elif tail == "short":
        pen.ellipse(x, y, 0.05, 0.04, colour)
    elif tail == "curl":
        pen.line([(x + 0.02, y), (x - 0.05, y - 0.03), (x - 0.03, y - 0.08), (x, y - 0.04)], 0.022,
                 colour)  # fmt: skip
