"""People, drawn from one skeleton: a new one is a few lines."""

from dataclasses import dataclass
from functools import partial

from .brush import Pen, darker, lighter
from .creatures import astronaut
from .hats import HATS
from .kind import HAND, Kind
from .world import BLACK, WHITE, Colour

HEAD = (0.5, 0.08, 0.13)
_GOLD: Colour = (246, 200, 70)
_STEEL: Colour = (176, 184, 196)


@dataclass(frozen=True, slots=True)
class Figure:
    """How a person differs from the others."""

    skin: Colour = (230, 178, 140)
    hair: Colour | None = (82, 54, 38)
    long_hair: bool = False
    robe: bool = False  # or a dress: it covers the legs
    trousers: Colour = (58, 66, 96)
    hat: str = ""  # see HATS
    hat_colour: Colour | None = None  # None: the colour of the clothes
    beard: Colour | None = None
    face: str = "eyes"  # eyes, visor, patch, mask, skull
    extra: str = ""  # apron, cape, armour, wings, fishtail, belt


def figure(pen: Pen, colour: Colour, who: Figure) -> None:
    hat_colour = who.hat_colour or colour
    if who.extra == "cape":
        pen.blob([(0.4, 0.36), (0.6, 0.36), (0.8, 0.9), (0.2, 0.9)], (196, 40, 48))
    elif who.extra == "wings":
        for side in (-1, 1):
            pen.blob([(0.5, 0.42), (0.5 + side * 0.3, 0.18), (0.5 + side * 0.46, 0.3),
                      (0.5 + side * 0.34, 0.54), (0.5 + side * 0.36, 0.74), (0.5, 0.56)],
                     (214, 236, 250), 0.9)  # fmt: skip
    if who.long_hair and who.hair:
        pen.blob([(0.37, 0.14), (0.63, 0.14), (0.68, 0.4), (0.6, 0.48), (0.4, 0.48), (0.32, 0.4)],
                 who.hair)  # fmt: skip
    _legs(pen, colour, who)
    for side in (-1, 1):
        elbow, hand = (0.5 + side * 0.2, 0.52), (0.5 + side * (HAND[0] - 0.5), HAND[1])
        pen.line([(0.5 + side * 0.1, 0.39), elbow], 0.085, darker(colour, 0.12))
        pen.line([elbow, hand], 0.08, darker(colour, 0.12))
        pen.ellipse(*hand, 0.042, 0.042, _STEEL if who.extra == "armour" else who.skin)
    pen.blob(
        [(0.38, 0.35), (0.62, 0.35), (0.64, 0.5), (0.61, 0.7), (0.39, 0.7), (0.36, 0.5)], colour
    )
    _extras(pen, colour, who)
    _head(pen, who)
    HATS[who.hat](pen, hat_colour)


def _legs(pen: Pen, colour: Colour, who: Figure) -> None:
    if who.extra == "fishtail":
        pen.blob([(0.38, 0.62), (0.62, 0.62), (0.6, 0.8), (0.7, 0.96), (0.52, 0.92), (0.3, 1.0),
                  (0.42, 0.82)], (62, 176, 160))  # fmt: skip
        return
    if who.robe:
        for x in (0.44, 0.56):
            pen.ellipse(x + 0.02, 0.975, 0.06, 0.025, darker(colour, 0.6))
        pen.blob([(0.4, 0.56), (0.6, 0.56), (0.74, 0.96), (0.5, 0.98), (0.26, 0.96)], colour)
        pen.blob([(0.54, 0.6), (0.6, 0.58), (0.74, 0.96), (0.6, 0.97)], darker(colour, 0.16))
        return
    for x in (0.44, 0.56):
        pen.line([(x, 0.64), (x, 0.94)], 0.105, who.trousers)
        pen.ellipse(x + 0.02, 0.975, 0.075, 0.028, (50, 42, 40))


def _extras(pen: Pen, colour: Colour, who: Figure) -> None:
    if who.extra == "apron":
        for y in (0.44, 0.53, 0.62):
            for x in (0.46, 0.54):
                pen.ellipse(x, y, 0.012, 0.012, (120, 124, 132))
        pen.polygon([(0.44, 0.35), (0.56, 0.35), (0.5, 0.42)], (206, 52, 48))
    elif who.extra == "belt":
        pen.box(0.365, 0.6, 0.635, 0.65, (70, 46, 34))
        pen.box(0.46, 0.595, 0.54, 0.655, _GOLD)
    elif who.extra == "armour":
        pen.line([(0.5, 0.38), (0.5, 0.68)], 0.012, darker(colour, 0.4))
        for side in (-1, 1):
            pen.ellipse(0.5 + side * 0.14, 0.4, 0.085, 0.07, lighter(colour, 0.3))


def _head(pen: Pen, who: Figure) -> None:
    pen.ellipse(0.5, 0.21, 0.125, 0.135, who.skin)
    if who.hair:
        pen.blob([(0.37, 0.19), (0.39, 0.08), (0.5, 0.04), (0.61, 0.08), (0.63, 0.19), (0.56, 0.12),
                  (0.44, 0.13)], who.hair)  # fmt: skip
    if who.beard:
        long = 0.24 if who.hat in ("cone", "santa") else 0.16
        pen.blob([(0.385, 0.22), (0.45, 0.26), (0.55, 0.26), (0.615, 0.22), (0.58, 0.34),
                  (0.5, 0.24 + long), (0.42, 0.34)], who.beard)  # fmt: skip
    if who.face == "visor":
        pen.box(0.39, 0.18, 0.61, 0.215, BLACK)
        return
    if who.face == "mask":
        pen.box(0.375, 0.17, 0.625, 0.235, (236, 196, 160))
    for x in (0.455, 0.545):
        size = 0.034 if who.face == "skull" else 0.016
        pen.ellipse(x, 0.205, size, 1.2 * size, BLACK)
    if who.face == "patch":
        pen.ellipse(0.545, 0.205, 0.04, 0.038, BLACK)
        pen.line([(0.38, 0.14), (0.62, 0.22)], 0.012, BLACK)
    if who.face != "mask":
        pen.line([(0.46, 0.275), (0.5, 0.288), (0.54, 0.275)], 0.013, (150, 72, 62))


def ghost(pen: Pen, colour: Colour) -> None:
    pen.blob(
        [
            (0.5, 0.04),
            (0.74, 0.18),
            (0.8, 0.5),
            (0.84, 0.94),
            (0.68, 0.86),
            (0.58, 0.97),
            (0.46, 0.87),
            (0.34, 0.97),
            (0.2, 0.9),
            (0.22, 0.5),
            (0.28, 0.18),
        ],
        colour,
        0.94,
    )
    for x in (0.42, 0.6):
        pen.ellipse(x, 0.32, 0.045, 0.065, BLACK)
    pen.ellipse(0.51, 0.48, 0.045, 0.06, BLACK)


def snowman(pen: Pen, colour: Colour) -> None:
    for y, size in ((0.77, 0.23), (0.46, 0.17), (0.21, 0.125)):
        pen.ellipse(0.5, y, size, size, colour)
        pen.ellipse(0.5 + 0.3 * size, y + 0.2 * size, 0.6 * size, 0.7 * size, darker(colour, 0.07))
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.15, 0.44), (0.5 + side * 0.36, 0.3)], 0.022, (104, 70, 46))
        pen.line([(0.5 + side * 0.29, 0.35), (0.5 + side * 0.38, 0.38)], 0.016, (104, 70, 46))
        pen.ellipse(0.5 + side * 0.045, 0.18, 0.017, 0.018, BLACK)
    for y in (0.4, 0.47, 0.54):
        pen.ellipse(0.5, y, 0.018, 0.018, BLACK)
    pen.polygon([(0.5, 0.205), (0.68, 0.245), (0.5, 0.25)], (240, 124, 40))
    pen.box(0.34, 0.09, 0.66, 0.125, BLACK)
    pen.box(0.4, -0.06, 0.6, 0.1, BLACK)
    pen.box(0.4, 0.05, 0.6, 0.085, (206, 44, 48))


def _kind(words: str, colours: tuple[Colour, ...], who: Figure, like: str = "",
          height: float = 0.48) -> Kind:  # fmt: skip
    return Kind(partial(figure, who=who), words, colours, like, height, head=HEAD, hand=HAND)


_GREY, _GREEN, _BLUE, _RED = (206, 206, 210), (58, 130, 80), (62, 112, 190), (196, 66, 62)
PEOPLE: dict[str, Kind] = {
    "person": _kind("person man guy gentleman father dad husband", (_BLUE, _GREEN), Figure(),
                 "doctor scientist teacher artist painter musician samurai detective "
                 "businessman worker student player hunter singer "
                 "drummer guitarist pianist writer athlete boxer "
                 "swimmer surfer skier skater golfer footballer cyclist runner groom fisherman"),
    "woman": _kind("woman lady mother mom wife", ((196, 66, 98), (96, 84, 180)),
                   Figure(long_hair=True, robe=True), "dancer ballerina nurse goddess elf "
                   "model bride geisha"),
    "girl": _kind("girl daughter", ((236, 110, 150), (250, 190, 70)), Figure(
        hair=(150, 96, 52), long_hair=True, robe=True), height=0.4),
    "boy": _kind("boy child kid son toddler baby", ((70, 140, 210), (232, 110, 60)),
                 Figure(
        hair=(232, 184, 96), trousers=(176, 104, 62)), height=0.38),
    "old man": _kind("grandfather grandpa grandma grandmother elder", ((112, 108, 96),),
                     Figure(hair=_GREY, beard=_GREY)),
    "wizard": _kind("wizard sorcerer mage magician merlin", ((80, 66, 170),), Figure(
        hair=None, robe=True, hat="cone", beard=(232, 232, 236))),
    "witch": _kind("witch", ((58, 44, 76),), Figure(
        hair=(190, 96, 40), long_hair=True, robe=True, hat="cone")),
    "knight": _kind("knight warrior soldier", (_STEEL,), Figure(
        hair=None, trousers=(132, 140, 152), hat="helmet", face="visor", extra="armour"),
        "gladiator paladin"),
    "king": _kind("king emperor", ((160, 36, 60),), Figure(
        robe=True, hat="crown", beard=(120, 84, 54)), "pharaoh"),
    "queen": _kind("queen princess empress", ((216, 110, 170),), Figure(
        hair=(226, 178, 90), long_hair=True, robe=True, hat="crown")),
    "prince": _kind("prince", (_BLUE,), Figure(hat="crown")),
    "pirate": _kind("pirate", ((150, 40, 44),), Figure(
        hat="tricorn", face="patch", beard=(60, 44, 36), extra="belt", trousers=(52, 48, 52))),
    "chef": _kind("chef cook baker", (WHITE,), Figure(hat="chef", extra="apron"), "waiter butcher"),
    "cowboy": _kind("cowboy cowgirl sheriff", ((170, 110, 64),), Figure(hat="cowboy", extra="belt"),
                    "farmer"),
    "viking": _kind("viking", ((130, 92, 60),), Figure(
        hat="viking", beard=(204, 120, 52), extra="belt")),
    "ninja": _kind("ninja", ((44, 46, 56),), Figure(
        skin=(44, 46, 56), hair=None, face="mask", trousers=(36, 38, 46))),
    "superhero": _kind("superhero superman hero batman", ((46, 92, 200),), Figure(
        extra="cape", trousers=(46, 92, 200)), "spiderman"),
    "santa": _kind("santa", ((206, 36, 42),), Figure(
        hat="santa", hair=None, beard=WHITE, extra="belt", trousers=(206, 36, 42)),
            "claus gnome dwarf"),
    "police officer": _kind("police policeman officer", ((40, 60, 120),), Figure(
        hat="cap", extra="belt"), "sailor captain pilot driver fireman firefighter"),
    "monk": _kind("monk", ((216, 120, 40),), Figure(hair=None, robe=True), "priest buddha nun"),
    "fairy": _kind("fairy angel", ((190, 150, 230),), Figure(
        hair=(240, 200, 110), long_hair=True, robe=True, extra="wings"), "pixie"),
    "mermaid": _kind("mermaid", ((214, 120, 170),), Figure(
        hair=(196, 60, 50), long_hair=True, extra="fishtail")),
    "skeleton": _kind("skeleton", ((60, 60, 68),), Figure(
        skin=(240, 238, 228), hair=None, face="skull", trousers=(60, 60, 68)), "skull death"),
    "zombie": _kind("zombie", ((96, 90, 110),), Figure(
        skin=(134, 176, 110), hair=(60, 60, 50)), "vampire orc goblin troll monster"),
    "alien": _kind("alien martian", ((92, 170, 150),), Figure(
        skin=(140, 206, 110), hair=None, face="skull", trousers=(60, 110, 110)),
            "extraterrestrial"),
    "astronaut": Kind(astronaut, "astronaut spaceman cosmonaut", ((240, 240, 244),), "", 0.5,
                      home="space", head=(0.5, 0.02, 0.2), hand=(0.84, 0.34)),
    "ghost": Kind(ghost, "ghost spirit phantom", ((240, 244, 250),), "", head=(0.5, 0.06, 0.2),
                  hand=(0.82, 0.6)),
    "snowman": Kind(snowman, "snowman", (WHITE,), "", 0.5, home="snow", head=(0.5, 0.0, 0.12),
                    hand=(0.86, 0.3)),
}  # fmt: skip
