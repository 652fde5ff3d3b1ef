"""Animals that sit and look at us, drawn from one skeleton: a new one is a few lines."""

from functools import partial

from ..brush import Pen, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .creatures import cat
from .fur import MARKS, PINK, TAILS, Sitter, ears

HEAD = (0.5, 0.13, 0.22)
_PAW = (0.64, 0.7)


def sitter(pen: Pen, colour: Colour, animal: Sitter) -> None:
    shade, pale = darker(colour, 0.2), animal.pale or lighter(colour, 0.45)
    if animal.tail:
        TAILS[animal.tail](pen, colour, animal)
    limbs = BLACK if animal.marks == "panda" else shade
    body = [(0.37, 0.46), (0.63, 0.46), (0.74, 0.76), (0.72, 0.99), (0.28, 0.99), (0.26, 0.76)]
    pen.blob(body, colour)
    pen.ellipse(0.5, 0.76, 0.135, 0.18, lighter(colour) if animal.marks == "wrinkles" else pale)
    for x in (0.37, 0.63):
        pen.line([(x, 0.58), (0.5 + (x - 0.5) * 0.72, 0.8)], 0.09, limbs)
    for x in (0.34, 0.66):
        pen.ellipse(x, 0.95, 0.105, 0.055, limbs)
    if animal.marks == "mane":
        for x, y in ((0.26, 0.24), (0.33, 0.12), (0.5, 0.08), (0.67, 0.12), (0.74, 0.24)):
            pen.ellipse(x, y + 0.03, 0.13, 0.13, darker(colour, 0.42))
        for x, y in ((0.24, 0.38), (0.36, 0.49), (0.5, 0.53), (0.64, 0.49), (0.76, 0.38)):
            pen.ellipse(x, y, 0.13, 0.12, darker(colour, 0.42))
    ears(pen, colour, animal)
    pen.ellipse(0.5, 0.32, 0.245, 0.205, colour)
    if animal.marks in MARKS:
        MARKS[animal.marks](pen, colour, animal)
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
    ears(head, colour, animal)
    head.ellipse(0.5, 0.32, 0.245, 0.205, colour)
    if animal.marks in MARKS:
        MARKS[animal.marks](head, colour, animal)
    _cheeks(head, animal)
    _face(head, animal, pale, closed=True)
    pen.line([(0.02, 0.92), (0.2, 0.98), (0.46, 0.97)], 0.085 if animal.tail else 0.05, shade)
    for x in (0.56, 0.74):
        pen.ellipse(x, 0.965, 0.085, 0.04, shade)


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
        white = WHITE if animal.marks == "panda" else animal.eyes
        pen.ellipse(0.5 + side * 0.105, 0.29, 0.03, 0.036, white)
        pen.ellipse(0.5 + side * 0.105, 0.29, 0.022, 0.028, BLACK)
        pen.ellipse(0.51 + side * 0.105, 0.28, 0.009, 0.01, WHITE)
    pen.ellipse(0.5, 0.375, *animal.nose_size, animal.nose)
    if animal.teeth:
        pen.box(0.465, 0.43, 0.535, 0.5, WHITE)
        pen.line([(0.5, 0.44), (0.5, 0.49)], 0.006, darker(WHITE, 0.4))
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


_ORANGE, _GREY, _BROWN, _BLACK = (226, 112, 40), (134, 140, 150), (128, 84, 54), (44, 44, 52)
_SAND: Colour = (226, 176, 104)
SITTERS: dict[str, Kind] = {
    "cat": Kind(cat, "cat kitten kitty", ((232, 146, 62), (92, 92, 102)),
                head=(0.54, 0.12, 0.24), hand=(0.62, 0.72)),
    "fox": _kind("fox vixen", (_ORANGE,), Sitter(
        "pointed", 0.11, WHITE, (0.09, 0.08), WHITE, "bushy", tips=BLACK)),
    "wolf": _kind("wolf husky", (_GREY,), Sitter(
        "pointed", 0.1, (222, 226, 232), (0.1, 0.09), (206, 212, 220), "bushy"), "coyote jackal"),
    "corgi": _kind("corgi shiba akita", ((224, 146, 74),), Sitter(
        "pointed", 0.12, WHITE, (0.11, 0.1), WHITE, "curl"), "chihuahua"),
    "pug": _kind("pug bulldog", ((222, 186, 142),), Sitter(
        "flop", 0.1, (70, 58, 54), (0.15, 0.11), tail="curl", marks="wrinkles",
        nose_size=(0.045, 0.03))),
    "rabbit": _kind("rabbit bunny hare", ((198, 172, 144), (236, 232, 226)), Sitter(
        "long", 0.1, WHITE, (0.09, 0.07), nose=PINK), head=(0.5, 0.12, 0.12)),
    "bear": _kind("bear grizzly", (_BROWN,), Sitter("round", 0.085, nose_size=(0.05, 0.035))),
    "polar bear": _kind("", ((238, 240, 244),), Sitter("round", 0.075, WHITE), height=0.46),
    "panda": _kind("panda", (WHITE,), Sitter("round", 0.085, WHITE, marks="panda")),
    "red panda": _kind("", ((190, 84, 44),), Sitter(
        "pointed", 0.075, (250, 240, 226), (0.1, 0.085), WHITE, "ringed", "band", tips=WHITE)),
    "koala": _kind("koala", ((150, 156, 166),), Sitter(
        "round", 0.15, (226, 228, 232), (0.07, 0.06), nose_size=(0.05, 0.085))),
    "mouse": _kind("mouse rat", ((164, 160, 162),), Sitter(
        "round", 0.145, (236, 224, 222), (0.08, 0.06), tail="thin", tips=PINK, nose=PINK,
        teeth=True)),
    "hamster": _kind("hamster gerbil", ((226, 166, 100),), Sitter(
        "round", 0.07, WHITE, (0.1, 0.08), WHITE, nose=PINK, teeth=True), height=0.34),
    "squirrel": _kind("squirrel chipmunk", ((176, 96, 48),), Sitter(
        "pointed", 0.07, (244, 226, 200), (0.08, 0.06), tail="plume")),
    "beaver": _kind("beaver", ((134, 88, 56),), Sitter(
        "round", 0.06, (190, 146, 106), (0.13, 0.09), tail="flat", nose_size=(0.05, 0.036),
        teeth=True), "groundhog marmot"),
    "badger": _kind("badger", ((62, 62, 70),), Sitter(
        "round", 0.05, WHITE, (0.08, 0.08), marks="badger"), "skunk"),
    "raccoon": _kind("raccoon", ((128, 130, 138),), Sitter(
        "round", 0.07, (228, 230, 234), marks="mask", tail="ringed")),
    "lemur": _kind("lemur", ((160, 160, 166),), Sitter(
        "pointed", 0.07, WHITE, (0.09, 0.08), marks="panda", tail="ringed"), "meerkat"),
    "monkey": _kind("monkey chimpanzee chimp ape", ((122, 78, 50),), Sitter(
        "side", 0.1, (236, 196, 156), (0.14, 0.105), tail="thin", marks="hair",
        nose=(120, 80, 60))),
    "gorilla": _kind("gorilla", ((64, 64, 72),), Sitter(
        "side", 0.06, (112, 110, 118), (0.15, 0.11), marks="hair", nose_size=(0.055, 0.034)),
        height=0.52),
    "orangutan": _kind("orangutan", ((206, 106, 46),), Sitter(
        "side", 0.05, (190, 150, 128), (0.15, 0.11), marks="hair"), height=0.48),
    "sloth": _kind("sloth", ((164, 138, 108),), Sitter(
        "none", 0.0, (240, 222, 190), (0.09, 0.07), marks="band", nose_size=(0.05, 0.034))),
    "tiger": _kind("tiger", ((236, 140, 44),), Sitter(
        "round", 0.075, WHITE, (0.12, 0.085), tail="thin", marks="stripes")),
    "leopard": _kind("leopard cheetah jaguar", ((240, 184, 82),), Sitter(
        "round", 0.07, (252, 236, 200), (0.12, 0.085), tail="thin", marks="spots"), "lynx hyena"),
    "snow leopard": _kind("", ((216, 220, 226),), Sitter(
        "round", 0.07, WHITE, (0.12, 0.085), tail="plume", marks="spots")),
    "panther": _kind("panther", (_BLACK,), Sitter(
        "round", 0.07, (74, 74, 84), (0.12, 0.085), tail="thin", nose=(150, 110, 110),
        eyes=(206, 220, 90))),
    "lion": _kind("lion", ((222, 168, 92),), Sitter(
        "round", 0.07, (244, 222, 176), (0.12, 0.09), tail="tuft", marks="mane"), height=0.46),
    "lioness": _kind("lioness cougar puma", ((214, 170, 110),), Sitter(
        "round", 0.07, (244, 226, 190), (0.12, 0.09), tail="tuft")),
    "yellow mouse": _kind("", ((250, 212, 52),), Sitter(
        "wide", 0.1, (252, 226, 120), (0.07, 0.05), tail="zigzag", tips=BLACK),
        like="pikachu pokemon"),
}  # fmt: skip
