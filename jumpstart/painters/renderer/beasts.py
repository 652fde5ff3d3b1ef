"""Animals on four legs, drawn from one skeleton: a new one is a few lines."""

from dataclasses import dataclass
from functools import partial

from .brush import Pen, Point, darker, lighter
from .creatures import dog, horse
from .kind import Kind
from .world import BLACK, WHITE, Colour


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
    ears: str = "side"  # side, up, flop, big
    tail: str = "thin"  # thin, tuft, short, curl
    horns: str = ""  # curved, antlers, knobs, nose
    marks: str = ""  # wool, patches, stripes, spots, humps, trunk
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
    _body(pen, colour, animal, (rear, front, middle))
    for x in (rear + 0.04, front - 0.1):
        _leg(pen, x, animal, feet)
    _head(pen, colour, animal, head)
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
        ):
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


def _head(pen: Pen, colour: Colour, animal: Beast, head: Point) -> None:
    (x, y), size = head, animal.head
    face = darker(BLACK, 0) if animal.marks == "wool" else colour
    long, thick = animal.snout
    _horns(pen, animal.horns, head, size)
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
    ear = (200, 190, 190) if animal.marks == "wool" else darker(colour, 0.3)
    if animal.ears == "side":
        pen.ellipse(x - 0.9 * size, y - 0.35 * size, 0.6 * size, 0.3 * size, ear)
    elif animal.ears == "flop":
        pen.blob([(x - 0.7 * size, y - 0.9 * size), (x + 0.1 * size, y - 0.7 * size),
                  (x - 0.5 * size, y + 0.6 * size), (x - 1.2 * size, y)], ear)  # fmt: skip
    elif animal.ears == "big":
        pen.blob([(x - 0.3 * size, y - 0.9 * size), (x - 1.6 * size, y - 1.1 * size),
                  (x - 1.9 * size, y + 0.4 * size), (x - 1.1 * size, y + 1.3 * size),
                  (x - 0.3 * size, y + 0.6 * size)], darker(colour, 0.16))  # fmt: skip
    white = WHITE if animal.marks == "wool" else BLACK
    pen.ellipse(x + 0.25 * size, y - 0.25 * size, 0.018, 0.02, white)


def _horns(pen: Pen, horns: str, head: Point, size: float) -> None:
    (x, y), bone = head, (232, 220, 196)
    top = y - 0.8 * size
    if horns == "curved":
        for dx in (-0.5, 0.3):
            pen.line([(x + dx * size, top), (x + (dx - 0.3) * size, top - 0.07),
                      (x + (dx + 0.1) * size, top - 0.12)], 0.028, bone)  # fmt: skip
    elif horns == "antlers":
        for dx, way in ((-0.4, -1), (0.3, 1)):
            base = (x + dx * size, top)
            pen.line([base, (base[0] + way * 0.05, top - 0.1), (base[0] + way * 0.09, top - 0.2)],
                     0.024, (150, 112, 74))  # fmt: skip
            pen.line([(base[0] + way * 0.05, top - 0.1), (base[0] - way * 0.01, top - 0.19)], 0.02,
                     (150, 112, 74))  # fmt: skip
    elif horns == "knobs":
        for dx in (-0.4, 0.2):
            pen.line([(x + dx * size, top), (x + dx * size, top - 0.07)], 0.02, (150, 100, 60))
            pen.ellipse(x + dx * size, top - 0.07, 0.02, 0.02, (90, 56, 36))
    elif horns == "nose":
        pen.polygon([(x + 0.08, y), (x + 0.2, y - 0.16), (x + 0.15, y + 0.04)], bone)


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


def unicorn(pen: Pen, colour: Colour) -> None:
    horse(pen, colour)
    pen.polygon([(0.84, 0.12), (0.98, -0.12), (0.9, 0.13)], (246, 206, 90))
    for k, hue in enumerate(((240, 110, 170), (150, 110, 220), (90, 190, 230))):
        pen.line([(0.78 - 0.03 * k, 0.1 + 0.06 * k), (0.66 - 0.02 * k, 0.3 + 0.04 * k)], 0.05, hue)


def zebra(pen: Pen, colour: Colour) -> None:
    horse(pen, colour)
    for x in (0.22, 0.31, 0.4, 0.49, 0.58, 0.67):
        pen.polygon([(x - 0.016, 0.4), (x + 0.016, 0.39), (x + 0.03, 0.6), (x + 0.015, 0.6)], BLACK)


def _kind(words: str, colour: Colour, animal: Beast, like: str = "", height: float = 0.44) -> Kind:
    middle = 1 - animal.leg - animal.deep / 2
    at = (0.44 + animal.long / 2 + animal.reach, middle - animal.neck - 0.8 * animal.head)
    seat = middle - animal.deep / 2 + 0.06
    draw = partial(beast, animal=animal)
    return Kind(draw, words, (colour,), like, height, seat, head=(*at, animal.head))


_HORSES: tuple[Colour, ...] = ((132, 84, 52), (160, 106, 64))
BEASTS: dict[str, Kind] = {
    "horse": Kind(horse, "horse pony stallion mare", _HORSES, "donkey mule", 0.48, 0.44,
                  head=(0.82, 0.08, 0.1)),
    "dog": Kind(dog, "dog puppy doggy hound", ((206, 156, 98), (150, 102, 62)),
                "corgi poodle dachshund labrador retriever beagle bulldog terrier",
                head=(0.72, 0.14, 0.13)),
    "unicorn": Kind(unicorn, "unicorn pegasus", (WHITE,), "", 0.48, 0.44, head=(0.8, 0.06, 0.1)),
    "zebra": Kind(zebra, "zebra", (WHITE,), "", 0.48, 0.44, head=(0.82, 0.08, 0.1)),
    "cow": _kind("cow cattle bull", WHITE, Beast(
        0.28, horns="curved", marks="patches", tail="tuft", pale=(240, 176, 170)), "bison buffalo"),
    "sheep": _kind("sheep lamb ram", (244, 240, 230), Beast(
        0.24, 0.06, 0.52, 0.34, 0.1, 0.1, head=0.09, snout=(0.07, 0.06), tail="short",
        marks="wool")),
    "goat": _kind("goat", (226, 220, 208), Beast(
        0.34, 0.06, 0.46, 0.24, 0.22, 0.1, 0.1, 0.08, ears="side", tail="short", horns="curved")),
    "pig": _kind("pig piglet piggy hog", (244, 172, 178), Beast(
        0.18, 0.09, 0.58, 0.4, 0.06, 0.04, 0.2, 0.14, (0.1, 0.06), "up", "curl",
        pale=(232, 140, 150)), "boar", 0.36),
    "elephant": _kind("elephant mammoth", (142, 148, 160), Beast(
        0.32, 0.13, 0.56, 0.42, 0.1, 0.06, 0.22, 0.15, (0.05, 0.09), "big", "tuft",
        marks="trunk"), height=0.56),
    "giraffe": _kind("giraffe", (238, 190, 100), Beast(
        0.4, 0.06, 0.4, 0.2, 0.42, 0.14, 0.09, 0.06, (0.08, 0.04), "side", "tuft", "knobs",
        "spots"), height=0.66),
    "deer": _kind("deer stag doe reindeer elk", (170, 108, 62), Beast(
        0.4, 0.05, 0.44, 0.22, 0.26, 0.1, 0.1, 0.07, (0.09, 0.045), "side", "short",
        "antlers"), "moose antelope gazelle", 0.5),
    "camel": _kind("camel", (206, 160, 104), Beast(
        0.38, 0.06, 0.48, 0.22, 0.24, 0.14, 0.1, 0.07, (0.09, 0.05), "side", "tuft",
        marks="humps"), "llama alpaca", 0.52),
    "rhino": _kind("rhino rhinoceros", (138, 140, 146), Beast(
        0.2, 0.12, 0.6, 0.4, 0.02, 0.06, 0.24, 0.12, (0.12, 0.07), "up", "tuft", "nose")),
    "hippo": _kind("hippo hippopotamus", (148, 132, 146), Beast(
        0.14, 0.13, 0.6, 0.42, 0.02, 0.06, 0.26, 0.14, (0.12, 0.1), "up", "short")),
}  # fmt: skip
