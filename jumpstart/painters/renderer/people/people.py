"""People by their age and their part in stories; trades.py has those with a trade."""

from functools import partial

from ..brush import Pen, darker
from ..kind import HAND, Kind
from ..things.creatures import astronaut
from ..world import BLACK, WHITE, Colour
from .figure import HEAD, SKIN, Figure, figure

_GOLD: Colour = (246, 200, 70)
_STEEL: Colour = (176, 184, 196)


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


def baby(pen: Pen, colour: Colour) -> None:
    """A baby that sits on the ground."""
    for side in (-1, 1):
        pen.line([(0.5 + side * 0.1, 0.88), (0.5 + side * 0.32, 0.93)], 0.13, SKIN)
        pen.ellipse(0.5 + side * 0.35, 0.92, 0.06, 0.07, SKIN)
        pen.line([(0.5 + side * 0.14, 0.62), (0.5 + side * 0.3, 0.74)], 0.1, SKIN)
    pen.blob([(0.36, 0.54), (0.64, 0.54), (0.7, 0.8), (0.62, 0.96), (0.38, 0.96), (0.3, 0.8)],
             colour)  # fmt: skip
    pen.blob([(0.34, 0.82), (0.66, 0.82), (0.66, 0.97), (0.34, 0.97)], WHITE)
    pen.ellipse(0.5, 0.33, 0.25, 0.24, SKIN)
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.25, 0.35, 0.045, 0.055, SKIN)
        pen.ellipse(0.5 + side * 0.1, 0.34, 0.026, 0.034, BLACK)
        pen.ellipse(0.5 + side * 0.15, 0.42, 0.045, 0.03, (240, 130, 120), 0.5)
    pen.line([(0.48, 0.1), (0.52, 0.06), (0.56, 0.1), (0.52, 0.13)], 0.025, (150, 100, 60))
    pen.line([(0.44, 0.44), (0.5, 0.475), (0.56, 0.44)], 0.018, (176, 80, 70))


def person_kind(
    words: str, colours: tuple[Colour, ...], who: Figure, like: str = "", height: float = 0.56,
) -> Kind:  # fmt: skip
    return Kind(partial(figure, who=who), words, colours, like, height, head=HEAD, hand=HAND)


_kind = person_kind
_GREY, _GREEN, _BLUE, _RED = (206, 206, 210), (58, 130, 80), (62, 112, 190), (196, 66, 62)
_WOMAN = Figure(cut="long", robe=True, extra="bust")
PEOPLE: dict[str, Kind] = {
    "person": _kind("person man guy gentleman father dad husband",
                    (_BLUE, _GREEN, _RED, (226, 150, 60), (120, 90, 160)), Figure(),
                    "player boyfriend"),
    "woman": _kind("woman lady mother mom wife", ((206, 60, 90), (96, 84, 180)), _WOMAN,
                   "model girlfriend goddess"),
    "girl": _kind("girl daughter", ((236, 110, 150), (250, 190, 70)), Figure(
        hair=(150, 96, 52), cut="tail", robe=True), "schoolgirl", 0.48),
    "boy": _kind("boy child kid son toddler", ((70, 140, 210), (232, 110, 60)), Figure(
        hair=(232, 184, 96), trousers=(176, 104, 62)), "teenager schoolboy", height=0.46),
    "baby": Kind(baby, "baby infant", ((150, 200, 236), (246, 180, 196)), "newborn", 0.44,
                 head=(0.5, 0.1, 0.24), hand=(0.78, 0.72)),
    "old man": _kind("grandfather grandpa", ((112, 108, 96),), Figure(
        hair=_GREY, cut="bald", beard=_GREY, face="glasses"), "elder"),
    "old woman": _kind("grandmother grandma granny", ((150, 90, 140),), Figure(
        hair=_GREY, cut="bun", robe=True, face="glasses", extra="apron")),
    "wizard": _kind("wizard sorcerer mage magician merlin", ((80, 66, 170),), Figure(
        hair=None, robe=True, hat="cone", beard=(232, 232, 236)), "sorceress druid gandalf"),
    "witch": _kind("witch", ((58, 44, 76),), Figure(
        hair=(190, 96, 40), cut="long", robe=True, hat="cone")),
    "knight": _kind("knight warrior", (_STEEL,), Figure(
        hair=None, trousers=(132, 140, 152), hat="helmet", face="visor", extra="armour"),
        "gladiator paladin crusader"),
    "king": _kind("king emperor", ((160, 36, 60),), Figure(
        robe=True, hat="crown", beard=(120, 84, 54), extra="cape")),
    "queen": _kind("queen princess empress", ((216, 110, 170),), Figure(
        hair=(226, 178, 90), cut="long", robe=True, hat="crown", extra="bust")),
    "prince": _kind("prince", (_BLUE,), Figure(hat="crown", extra="cape")),
    "pharaoh": _kind("pharaoh", (WHITE,), Figure(
        skin=(196, 140, 96), robe=True, hat="nemes", extra="belt"), "cleopatra tutankhamun"),
    "pirate": _kind("pirate", ((150, 40, 44),), Figure(
        hat="tricorn", face="patch", beard=(60, 44, 36), extra="belt", trousers=(52, 48, 52))),
    "cowboy": _kind("cowboy cowgirl sheriff", ((170, 110, 64),), Figure(
        hat="cowboy", extra="belt", trousers=(70, 96, 150))),
    "viking": _kind("viking", ((130, 92, 60),), Figure(
        hat="viking", beard=(204, 120, 52), extra="belt")),
    "ninja": _kind("ninja", ((44, 46, 56),), Figure(
        skin=(44, 46, 56), hair=None, face="mask", trousers=(36, 38, 46))),
    "superhero": _kind("superhero superman hero batman", ((46, 92, 200),), Figure(
        extra="cape", trousers=(46, 92, 200)), "spiderman supergirl"),
    "santa": _kind("santa", ((206, 36, 42),), Figure(
        hat="santa", hair=None, beard=WHITE, extra="belt", trousers=(206, 36, 42)), "claus"),
    "gnome": _kind("gnome dwarf", ((60, 120, 180),), Figure(
        hat="santa", hat_colour=_RED, hair=None, beard=WHITE, extra="belt",
        trousers=(110, 80, 50)), "leprechaun", height=0.42),
    "monk": _kind("monk", ((216, 120, 40),), Figure(hair=None, robe=True), "buddha"),
    "fairy": _kind("fairy", ((236, 120, 190),), Figure(
        hair=(240, 200, 110), cut="long", robe=True, extra="wings"), "pixie"),
    "angel": _kind("angel", (WHITE,), Figure(
        hair=(240, 200, 110), cut="long", robe=True, extra="feathers"), "cupid"),
    "elf": _kind("elf", ((70, 140, 70),), Figure(hair=(226, 196, 120), cut="long", hat="santa",
                                                   hat_colour=_GREEN, extra="belt")),
    "devil": _kind("devil demon", ((150, 26, 34),), Figure(
        skin=(214, 60, 50), hair=(40, 20, 26), hat="horned", trousers=(60, 20, 26)), "satan"),
    "vampire": _kind("vampire dracula", ((40, 36, 46),), Figure(
        skin=(226, 226, 226), hair=(26, 24, 30), extra="cape", trousers=(30, 28, 36))),
    "mermaid": _kind("mermaid", ((214, 120, 170),), Figure(
        hair=(196, 60, 50), cut="long", extra="fishtail"), "siren"),
    "skeleton": _kind("skeleton", ((60, 60, 68),), Figure(
        skin=(240, 238, 228), hair=None, face="skull", trousers=(60, 60, 68)), "death reaper"),
    "zombie": _kind("zombie", ((96, 90, 110),), Figure(
        skin=(134, 176, 110), hair=(60, 60, 50), cut="curls"), "frankenstein"),
    "alien": _kind("alien martian", ((92, 170, 150),), Figure(
        skin=(140, 206, 110), hair=None, face="skull", trousers=(60, 110, 110)),
            "extraterrestrial"),
    "astronaut": Kind(astronaut, "astronaut spaceman cosmonaut", ((240, 240, 244),), "", 0.56,
                      home="space", head=(0.5, 0.02, 0.2), hand=(0.84, 0.34)),
    "ghost": Kind(ghost, "ghost spirit phantom", ((240, 244, 250),), "", 0.5,
                  head=(0.5, 0.06, 0.2), hand=(0.82, 0.6)),
    "snowman": Kind(snowman, "snowman", (WHITE,), "", 0.5, home="snow", head=(0.5, 0.0, 0.12),
                    hand=(0.86, 0.3)),
}  # fmt: skip
