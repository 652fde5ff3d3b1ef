"""Animals that sit and look at us, drawn from one skeleton: a new one is a few lines."""

from dataclasses import dataclass
from functools import partial

from .brush import Pen, darker, lighter
from .creatures import cat
from .kind import Kind
from .world import BLACK, WHITE, Colour

HEAD = (0.5, 0.13, 0.22)
_PAW = (0.64, 0.7)
_PINK: Colour = (236, 160, 164)


@dataclass(frozen=True, slots=True)
class Sitter:
    """How an animal differs from the others that sit."""

    ears: str = "round"  # round, pointed, long, wide, flop, none
    ear: float = 0.09
    pale: Colour | None = None  # of its belly and its muzzle; None: lighter than its fur
    muzzle: tuple[float, float] = (0.11, 0.085)
    cheeks: Colour | None = None  # two patches beside the muzzle
    tail: str = ""  # bushy, thin, tuft, zigzag
    marks: str = ""  # stripes, mask, patches, mane, panda
    tips: Colour | None = None  # of its ears
    nose: Colour = BLACK


def sitter(pen: Pen, colour: Colour, animal: Sitter) -> None:
    shade, pale = darker(colour, 0.2), animal.pale or lighter(colour, 0.45)
    _tail(pen, colour, animal, pale)
    limbs = BLACK if animal.marks == "panda" else shade
    body = [(0.37, 0.46), (0.63, 0.46), (0.74, 0.76), (0.72, 0.99), (0.28, 0.99), (0.26, 0.76)]
    pen.blob(body, colour)
    pen.ellipse(0.5, 0.76, 0.135, 0.18, pale)
    for x in (0.37, 0.63):
        pen.line([(x, 0.58), (0.5 + (x - 0.5) * 0.72, 0.8)], 0.09, limbs)
    for x in (0.34, 0.66):
        pen.ellipse(x, 0.95, 0.105, 0.055, limbs)
    if animal.marks == "mane":
        for x, y in ((0.26, 0.24), (0.33, 0.12), (0.5, 0.08), (0.67, 0.12), (0.74, 0.24)):
            pen.ellipse(x, y + 0.03, 0.13, 0.13, darker(colour, 0.42))
        for x, y in ((0.24, 0.38), (0.36, 0.49), (0.5, 0.53), (0.64, 0.49), (0.76, 0.38)):
            pen.ellipse(x, y, 0.13, 0.12, darker(colour, 0.42))
    _ears(pen, colour, animal)
    pen.ellipse(0.5, 0.32, 0.245, 0.205, colour)
    _marks(pen, colour, animal)
    _cheeks(pen, animal)
    _face(pen, animal, pale)


def asleep(pen: Pen, colour: Colour, animal: Sitter) -> None:
    """Draw it curled up, with its head on its paws and its eyes closed."""
    shade, pale = darker(colour, 0.2), animal.pale or lighter(colour, 0.45)
    pen.blob([(0.0, 0.88), (0.08, 0.62), (0.34, 0.5), (0.64, 0.56), (0.8, 0.78), (0.76, 0.99),
              (0.1, 1.0)], BLACK if animal.marks == "panda" else colour)  # fmt: skip
    if animal.marks == "stripes":
        for x in (0.16, 0.28, 0.4):
            pen.polygon([(x - 0.02, 0.6), (x + 0.03, 0.56), (x + 0.02, 0.8)], BLACK)
    head = pen.inside(0.64 - 0.44, 0.76 - 0.32 * 0.88, 0.88)
    if animal.marks == "mane":
        head.ellipse(0.5, 0.32, 0.34, 0.3, darker(colour, 0.42))
    _ears(head, colour, animal)
    head.ellipse(0.5, 0.32, 0.245, 0.205, colour)
    _marks(head, colour, animal)
    _cheeks(head, animal)
    _face(head, animal, pale, closed=True)
    pen.line([(0.02, 0.92), (0.2, 0.98), (0.46, 0.97)], 0.085 if animal.tail else 0.05, shade)
    for x in (0.56, 0.74):
        pen.ellipse(x, 0.965, 0.085, 0.04, shade)


def _tail(pen: Pen, colour: Colour, animal: Sitter, pale: Colour) -> None:
    if animal.tail == "bushy":
        pen.blob([(0.3, 0.96), (0.1, 0.92), (0.0, 0.7), (0.08, 0.5), (0.2, 0.72), (0.34, 0.84)],
                 darker(colour, 0.12))  # fmt: skip
        pen.blob([(0.0, 0.7), (0.03, 0.56), (0.09, 0.47), (0.13, 0.6), (0.09, 0.66)], pale)
    elif animal.tail in ("thin", "tuft"):
        pen.line([(0.3, 0.94), (0.14, 0.94), (0.08, 0.8), (0.12, 0.66)], 0.05, darker(colour, 0.15))
        if animal.tail == "tuft":
            pen.ellipse(0.12, 0.64, 0.06, 0.07, darker(colour, 0.45))
    elif animal.tail == "zigzag":
        points = [(0.3, 0.9), (0.16, 0.84), (0.22, 0.72), (0.06, 0.66), (0.14, 0.52), (0.0, 0.4)]
        pen.line(points, 0.08, darker(colour, 0.1))


def _ears(pen: Pen, colour: Colour, animal: Sitter) -> None:
    size, inner = animal.ear, lighter(_PINK, 0.1)
    outer = BLACK if animal.marks == "panda" else colour
    for side in (-1, 1):
        x = 0.5 + side * 0.165
        if animal.ears == "pointed":
            tip = 0.5 + side * 0.22
            pen.polygon([(x - side * 0.1, 0.16), (tip, 0.2 - 1.9 * size), (x + side * 0.08, 0.3)],
                        outer)  # fmt: skip
            pen.polygon([(x - side * 0.04, 0.18), (tip - side * 0.02, 0.23 - 1.4 * size),
                         (x + side * 0.05, 0.27)], animal.tips or darker(colour, 0.4))  # fmt: skip
        elif animal.ears == "long":
            middle = 0.5 + side * 0.12
            pen.blob([(middle - 0.06, 0.2), (middle + side * 0.02 - 0.05, 0.0),
                      (middle + side * 0.05, -0.08), (middle + side * 0.02 + 0.06, 0.0),
                      (middle + 0.06, 0.2)], outer)  # fmt: skip
            pen.ellipse(middle + side * 0.02, 0.08, 0.025, 0.11, animal.tips or inner)
        elif animal.ears == "wide":
            pen.blob([(0.5 + side * 0.15, 0.14), (0.5 + side * 0.34, -0.04),
                      (0.5 + side * 0.4, -0.06), (0.5 + side * 0.24, 0.24)], outer)  # fmt: skip
            if animal.tips:
                pen.polygon([(0.5 + side * 0.31, -0.02), (0.5 + side * 0.41, -0.07),
                             (0.5 + side * 0.33, 0.06)], animal.tips)  # fmt: skip
        elif animal.ears == "flop":
            pen.blob([(0.5 + side * 0.14, 0.16), (0.5 + side * 0.26, 0.18), (0.5 + side * 0.3, 0.4),
                      (0.5 + side * 0.2, 0.42)], darker(colour, 0.3))  # fmt: skip
        elif animal.ears == "round":
            pen.ellipse(x + side * 0.02, 0.17, size, size, outer)
            pen.ellipse(x + side * 0.02, 0.17, 0.6 * size, 0.6 * size, darker(outer, 0.25))


def _marks(pen: Pen, colour: Colour, animal: Sitter) -> None:
    if animal.marks == "stripes":
        for x, tall in ((0.42, 0.06), (0.5, 0.09), (0.58, 0.06)):
            pen.polygon([(x - 0.02, 0.12), (x + 0.02, 0.12), (x, 0.13 + tall)], BLACK)
        for side in (-1, 1):
            for y in (0.3, 0.37, 0.62, 0.7, 0.78):
                edge = 0.245 if y < 0.5 else 0.2 + 0.1 * (y - 0.55)
                x = 0.5 + side * edge
                pen.polygon([(x, y - 0.02), (x, y + 0.02), (x - side * 0.1, y + 0.01)], BLACK)
    elif animal.marks == "mask":
        for side in (-1, 1):
            pen.ellipse(0.5 + side * 0.12, 0.3, 0.11, 0.06, darker(colour, 0.65))
    elif animal.marks == "panda":
        for side in (-1, 1):
            pen.ellipse(0.5 + side * 0.105, 0.3, 0.065, 0.075, BLACK)


def _cheeks(pen: Pen, animal: Sitter) -> None:
    if animal.cheeks:
        for side in (-1, 1):
            pen.blob([(0.5 + side * 0.02, 0.34), (0.5 + side * 0.2, 0.31), (0.5 + side * 0.26,
                0.36),
                      (0.5 + side * 0.12, 0.5), (0.5 + side * 0.02, 0.51)],
                     animal.cheeks)  # fmt: skip


def _face(pen: Pen, animal: Sitter, pale: Colour, closed: bool = False) -> None:
    rx, ry = animal.muzzle
    pen.ellipse(0.5, 0.4, rx, ry, pale)
    for side in (-1, 1):
        if closed:
            x = 0.5 + side * 0.105
            ink = WHITE if animal.marks == "panda" else BLACK
            pen.line([(x - 0.045, 0.28), (x, 0.305), (x + 0.045, 0.28)], 0.016, ink)
            continue
        white = WHITE if animal.marks == "panda" else BLACK
        pen.ellipse(0.5 + side * 0.105, 0.29, 0.03, 0.036, white)
        pen.ellipse(0.5 + side * 0.105, 0.29, 0.022, 0.028, BLACK)
        pen.ellipse(0.51 + side * 0.105, 0.28, 0.009, 0.01, WHITE)
    pen.ellipse(0.5, 0.375, 0.036, 0.025, animal.nose)
    pen.line([(0.46, 0.43), (0.5, 0.445), (0.54, 0.43)], 0.01, darker(pale, 0.7))
    if animal.tail == "zigzag":
        for side in (-1, 1):
            pen.ellipse(0.5 + side * 0.17, 0.39, 0.05, 0.045, (226, 62, 50))


def _kind(
    words: str,
    colours: tuple[Colour, ...],
    animal: Sitter,
    like: str = "",
    height: float = 0.42,
    head: tuple[float, float, float] = HEAD,
) -> Kind:
    draw = partial(sitter, animal=animal)
    return Kind(draw, words, colours, like, height, head=head, hand=_PAW)


_ORANGE, _GREY, _BROWN = (226, 112, 40), (134, 140, 150), (128, 84, 54)
SITTERS: dict[str, Kind] = {
    "cat": Kind(cat, "cat kitten kitty", ((232, 146, 62), (92, 92, 102)),
                head=(0.54, 0.12, 0.24), hand=(0.62, 0.72)),
    "fox": _kind("fox vixen", (_ORANGE,), Sitter(
        "pointed", 0.11, WHITE, (0.09, 0.08), WHITE, "bushy", tips=BLACK)),
    "wolf": _kind("wolf werewolf husky", (_GREY,), Sitter(
        "pointed", 0.1, (222, 226, 232), (0.1, 0.09), (206, 212, 220), "bushy"), "coyote jackal"),
    "rabbit": _kind("rabbit bunny hare", ((198, 172, 144), (236, 232, 226)), Sitter(
        "long", 0.1, WHITE, (0.09, 0.07), nose=_PINK), head=(0.5, 0.12, 0.12)),
    "bear": _kind("bear grizzly teddy", (_BROWN,), Sitter("round", 0.085), like="beaver groundhog"),
    "polar bear": _kind("", ((238, 240, 244),), Sitter("round", 0.075, WHITE), height=0.46),
    "panda": _kind("panda", (WHITE,), Sitter("round", 0.085, WHITE, marks="panda")),
    "koala": _kind("koala", ((150, 156, 166),), Sitter(
        "round", 0.13, (226, 228, 232), (0.07, 0.06))),
    "mouse": _kind("mouse rat hamster", ((164, 160, 162),), Sitter(
        "round", 0.125, (236, 224, 222), (0.08, 0.06), tail="thin", nose=_PINK), like="gerbil"),
    "squirrel": _kind("squirrel chipmunk", ((176, 96, 48),), Sitter(
        "pointed", 0.07, (244, 226, 200), (0.08, 0.06), tail="bushy")),
    "raccoon": _kind("raccoon", ((128, 130, 138),), Sitter(
        "round", 0.07, (228, 230, 234), marks="mask", tail="bushy"), like="badger skunk"),
    "monkey": _kind("monkey chimpanzee ape gorilla", ((110, 72, 48),), Sitter(
        "round", 0.09, (230, 190, 150), (0.15, 0.11), tail="thin"), like="lemur sloth"),
    "tiger": _kind("tiger", ((236, 140, 44),), Sitter(
        "round", 0.075, WHITE, (0.12, 0.085), tail="thin", marks="stripes"), like="leopard jaguar"),
    "lion": _kind("lion", ((222, 168, 92),), Sitter(
        "round", 0.07, (244, 222, 176), (0.12, 0.09), tail="tuft", marks="mane"), height=0.46),
    "lioness": _kind("lioness cougar puma", ((214, 170, 110),), Sitter(
        "round", 0.07, (244, 226, 190), (0.12, 0.09), tail="tuft"), like="cheetah panther lynx"),
    "yellow mouse": _kind("", ((250, 212, 52),), Sitter(
        "wide", 0.1, (252, 226, 120), (0.07, 0.05), tail="zigzag", tips=BLACK),
        like="pikachu pokemon"),
}  # fmt: skip
