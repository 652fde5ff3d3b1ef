"""What people and animals wear on their heads and necks."""

from ..brush import Pen, darker, lighter
from ..kind import Drawing, Kind
from ..world import BLACK, Colour
from .hats import HATS
from .looks import WORN, Garment, Head

_GOLD: Colour = (246, 200, 70)


def hat(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    pen.box(x - 0.72 * r, y - 1.0 * r, x + 0.72 * r, y + 0.2 * r, colour)
    pen.box(x - 0.72 * r, y - 0.2 * r, x + 0.72 * r, y + 0.02 * r, lighter(colour, 0.5))
    pen.ellipse(x, y + 0.18 * r, 1.3 * r, 0.2 * r, darker(colour, 0.15))


def cap(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    pen.blob([(x - r, y + 0.4 * r), (x - 0.8 * r, y - 0.3 * r), (x, y - 0.55 * r), (x + 0.8 * r,
        y - 0.3 * r),
              (x + r, y + 0.4 * r)], colour)  # fmt: skip
    pen.line([(x, y + 0.35 * r), (x + 1.5 * r, y + 0.4 * r)], 0.22 * r, darker(colour, 0.25))


def pointed_hat(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    pen.polygon([(x - 0.8 * r, y + 0.3 * r), (x, y - 1.7 * r), (x + 0.8 * r, y + 0.3 * r)], colour)
    for k in range(3):
        pen.ellipse(x + (0.3 * k - 0.3) * r, y - 0.35 * k * r, 0.12 * r, 0.12 * r, _GOLD)
    pen.ellipse(x, y - 1.7 * r, 0.2 * r, 0.2 * r, lighter(colour, 0.5))


def crown(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    tips = [(-0.9, -0.8), (-0.45, -0.2), (0.0, -0.95), (0.45, -0.2), (0.9, -0.8)]
    points = [(x + dx * r, y + dy * r) for dx, dy in tips]
    pen.polygon([(x - 0.8 * r, y + 0.3 * r), *points, (x + 0.8 * r, y + 0.3 * r)], colour)
    for dx in (-0.45, 0.0, 0.45):
        pen.ellipse(x + dx * r, y + 0.08 * r, 0.12 * r, 0.12 * r, (206, 44, 60))


def glasses(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    for side in (-1, 1):
        pen.ellipse(x + side * 0.46 * r, y + 0.8 * r, 0.4 * r, 0.34 * r, colour)
        pen.ellipse(x + side * 0.46 * r, y + 0.8 * r, 0.3 * r, 0.25 * r, (206, 230, 244))
        pen.ellipse(x + side * 0.46 * r, y + 0.82 * r, 0.1 * r, 0.12 * r, BLACK)
    pen.line([(x - 0.1 * r, y + 0.78 * r), (x + 0.1 * r, y + 0.78 * r)], 0.1 * r, colour)


def sunglasses(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    for side in (-1, 1):
        pen.blob([(x + side * 0.0 * r, y + 0.48 * r), (x + side * 1.05 * r, y + 0.43 * r),
                  (x + side * 0.88 * r, y + 1.13 * r), (x + side * 0.14 * r, y + 1.08 * r)],
                      lighter(colour, 0.7))  # fmt: skip
        pen.blob([(x + side * 0.06 * r, y + 0.55 * r), (x + side * 0.95 * r, y + 0.5 * r),
                  (x + side * 0.8 * r, y + 1.05 * r), (x + side * 0.2 * r, y + 1.0 * r)],
                      colour)  # fmt: skip
        pen.ellipse(x + side * 0.4 * r, y + 0.68 * r, 0.12 * r, 0.07 * r, lighter(colour, 0.5))
    pen.line([(x - 0.9 * r, y + 0.58 * r), (x + 0.9 * r, y + 0.58 * r)], 0.12 * r, colour)


def scarf(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    neck = y + 1.95 * r
    pen.polygon([(x + 0.3 * r, neck), (x + 0.75 * r, neck), (x + 0.85 * r, neck + 1.2 * r),
                 (x + 0.4 * r, neck + 1.25 * r)], darker(colour, 0.2))  # fmt: skip
    pen.line([(x - 0.85 * r, neck - 0.05 * r), (x, neck + 0.1 * r), (x + 0.85 * r,
        neck - 0.05 * r)], 0.45 * r,
             colour)  # fmt: skip
    for k in range(3):
        top = neck + (0.45 + 0.3 * k) * r
        pen.line([(x + 0.4 * r, top), (x + 0.78 * r, top)], 0.1 * r, lighter(colour, 0.5))


def bow_tie(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    neck = y + 2.0 * r
    for side in (-1, 1):
        pen.polygon(
            [
                (x, neck),
                (x + side * 0.7 * r, neck - 0.35 * r),
                (x + side * 0.7 * r, neck + 0.35 * r),
            ],
            colour,
        )
    pen.ellipse(x, neck, 0.16 * r, 0.18 * r, darker(colour, 0.25))


def bow(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    bow_tie(pen, (x + 0.3 * r, y - 1.95 * r, r), colour)


def headphones(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    arc = [(-1.0, 0.7), (-0.85, 0.1), (-0.4, -0.25), (0.4, -0.25), (0.85, 0.1), (1.0, 0.7)]
    pen.line([(x + dx * r, y + dy * r) for dx, dy in arc], 0.16 * r, colour)
    for side in (-1, 1):
        pen.ellipse(x + side * 1.0 * r, y + 0.9 * r, 0.24 * r, 0.4 * r, darker(colour, 0.3))


def _of_trade(name: str) -> Garment:
    """A hat of hats.py for any head."""

    def draw(pen: Pen, head: Head, colour: Colour) -> None:
        x, y, r = head
        grow = r / 0.13
        HATS[name](pen.inside(x - 0.5 * grow, y - 0.07 * grow, grow), colour)

    return draw


def graduation_cap(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    pen.box(x - 0.7 * r, y - 0.4 * r, x + 0.7 * r, y + 0.3 * r, colour)
    pen.polygon([(x, y - 0.95 * r), (x + 1.5 * r, y - 0.45 * r), (x, y + 0.05 * r),
                 (x - 1.5 * r, y - 0.45 * r)], lighter(colour, 0.12))  # fmt: skip
    pen.line([(x, y - 0.45 * r), (x + 1.15 * r, y - 0.4 * r), (x + 1.15 * r, y + 0.5 * r)], 0.1 * r,
             _GOLD)  # fmt: skip


def flowers(pen: Pen, head: Head, _: Colour) -> None:
    """A wreath of flowers."""
    x, y, r = head
    hues = ((236, 110, 150), (250, 214, 90), (250, 246, 240), (150, 110, 210), (236, 90, 80))
    for k, hue in enumerate(hues):
        dx = -0.9 + 0.45 * k
        dy = 0.35 * dx * dx
        pen.ellipse(x + dx * r, y + dy * r, 0.28 * r, 0.28 * r, hue)
        pen.ellipse(x + dx * r, y + dy * r, 0.11 * r, 0.11 * r, lighter(_GOLD, 0.2))


def mask(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    pen.blob([(x - 0.9 * r, y + 0.6 * r), (x, y + 0.7 * r), (x + 0.9 * r, y + 0.6 * r),
              (x + 0.7 * r, y + 1.2 * r), (x, y + 1.0 * r), (x - 0.7 * r, y + 1.2 * r)],
             colour)  # fmt: skip
    for side in (-1, 1):
        pen.ellipse(x + side * 0.42 * r, y + 0.88 * r, 0.18 * r, 0.14 * r, (250, 250, 250))
        pen.ellipse(x + side * 0.42 * r, y + 0.88 * r, 0.09 * r, 0.1 * r, BLACK)


# Each with its words and the colour it has if the prompt names none.
GARMENTS: dict[str, tuple[Garment, str, Colour]] = {
    "hat": (hat, "hat bowler fedora", (44, 44, 56)),
    "cap": (cap, "cap beret beanie helmet", (206, 50, 48)),
    "pointed hat": (pointed_hat, "partyhat", (96, 70, 190)),
    "crown": (crown, "crown tiara", _GOLD),
    "glasses": (glasses, "glasses spectacles goggles monocle", (60, 50, 46)),
    "sunglasses": (sunglasses, "sunglasses shades", (34, 34, 42)),
    "scarf": (scarf, "scarf", (206, 44, 48)),
    "bow tie": (bow_tie, "bowtie tie necktie", (206, 44, 60)),
    "bow": (bow, "bow ribbon", (240, 110, 160)),
    "wizard hat": (_of_trade("cone"), "", (80, 66, 170)),
    "chef hat": (_of_trade("chef"), "", (247, 245, 240)),
    "cowboy hat": (_of_trade("cowboy"), "stetson", (150, 100, 58)),
    "pirate hat": (_of_trade("tricorn"), "tricorn", (36, 32, 36)),
    "santa hat": (_of_trade("santa"), "", (206, 36, 42)),
    "straw hat": (_of_trade("straw"), "sombrero", (232, 196, 110)),
    "hard hat": (_of_trade("hard"), "hardhat", (250, 206, 50)),
    "viking helmet": (_of_trade("viking"), "", (176, 184, 196)),
    "graduation cap": (graduation_cap, "mortarboard", (40, 44, 60)),
    "flower crown": (flowers, "", (236, 110, 150)),
    "eye mask": (mask, "", (40, 40, 52)),
    "headphones": (headphones, "headphones headset", (60, 64, 78)),
}


def put_on(pen: Pen, head: Head, name: str, colour: Colour | None) -> None:
    if name in ("bald", "curls"):
        return
    draw, natural = WORN[name] if name in WORN else (GARMENTS[name][0], GARMENTS[name][2])
    draw(pen, head, colour or natural)


def _alone(name: str) -> Drawing:
    lift = {
        "hat": 0.8,
        "pointed hat": 0.84,
        "crown": 0.7,
        "cap": 0.6,
        "scarf": -0.36,
        "bow tie": -0.2,
        "bow": 0.5,
    }

    def draw(pen: Pen, colour: Colour) -> None:
        tall = 0.62 if "hat" in name or "helmet" in name else 0.3
        GARMENTS[name][0](pen, (0.5, lift.get(name, tall), 0.36), colour)

    return draw


# The same things when nobody wears them.
WEAR: dict[str, Kind] = {
    name: Kind(_alone(name), words, (natural,), height=0.4, home="table")
    for name, (_, words, natural) in GARMENTS.items()
}
