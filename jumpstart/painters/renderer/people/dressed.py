"""Clothes and looks that a prompt names, and animals that are dressed as people."""

from dataclasses import replace

from PIL import Image, ImageDraw

from ..brush import Pen, darker
from ..kind import Kind
from ..kinds import KINDS
from ..world import Colour, Thing
from .figure import HEAD, Figure, figure
from .hats import HATS
from .stances import Stance

_NAVY: Colour = (44, 54, 88)
# Each with its words, the changes of a figure, and the colour it has if the prompt names none.
OUTFITS: dict[str, tuple[str, dict[str, object], Colour]] = {
    "suit": ("suit blazer", {"extra": "suit", "trousers": (44, 52, 76)}, _NAVY),
    "tuxedo": ("tuxedo", {"extra": "tuxedo", "trousers": (34, 36, 46)}, (36, 38, 48)),
    "dress": ("dress gown skirt", {"robe": True, "extra": "bust"}, (206, 50, 80)),
    "kimono": ("kimono hanbok sari", {"robe": True, "extra": "kimono"}, (206, 60, 90)),
    "coat": ("coat jacket robe cloak", {"robe": True, "extra": "buttons"}, (130, 96, 66)),
    "raincoat": ("raincoat", {"robe": True, "hat": "hood", "extra": "buttons"}, (250, 208, 50)),
    "sweater": ("sweater hoodie pullover cardigan shirt tshirt blouse", {"extra": "hoodie"},
                (206, 60, 56)),
    "apron": ("apron", {"extra": "apron"}, (110, 150, 190)),
    "cape": ("cape", {"extra": "cape"}, (46, 92, 200)),
    "armour": ("armor armour", {"extra": "armour", "hat": "helmet", "trousers": (132, 140, 152)},
               (176, 184, 196)),
    "tutu": ("tutu", {"extra": "tutu", "trousers": (250, 220, 226)}, (246, 150, 190)),
    "spacesuit": ("spacesuit", {}, (240, 240, 244)),
    "uniform": ("uniform costume outfit clothes", {"extra": "badge"}, (60, 80, 130)),
    "swimsuit": ("swimsuit bikini trunks", {"extra": "swim"}, (40, 120, 200)),
    "jersey": ("jersey", {"extra": "jersey"}, (206, 52, 50)),
    "overalls": ("overalls dungarees", {"extra": "overalls", "trousers": (62, 96, 158)},
                 (226, 90, 70)),
}  # fmt: skip
OUTFIT_WORDS = {word: name for name, (words, _, _) in OUTFITS.items() for word in words.split()}
LOOK_WORDS: dict[str, str] = {
    "beard": "beard", "bearded": "beard", "hair": "hair", "haired": "hair", "blonde": "blonde",
    "blond": "blonde", "redhead": "redhead", "brunette": "brunette", "bald": "bald",
    "curly": "curls", "moustache": "beard", "mustache": "beard",
}  # fmt: skip
HAIR: dict[str, Colour] = {"blonde": (240, 206, 110), "redhead": (196, 84, 40),
                           "brunette": (96, 60, 40)}  # fmt: skip
GREY: Colour = (214, 214, 216)
_BIG_HEAD = (0.5, 0.03, 0.2)  # of an animal on a person's body


def figure_of(kind: Kind) -> Figure | None:
    found = getattr(kind.draw, "keywords", {}).get("who")
    return found if isinstance(found, Figure) else None


def dressed(thing: Thing, colour: Colour) -> tuple[Figure, Colour] | None:
    """How the person `thing` looks, with the colour of its clothes. None if it is no person and
    wears no person's clothes."""
    who = figure_of(KINDS[thing.kind])
    if who is None and thing.dress is None:
        return None
    who = who or Figure(skin=colour, hair=None, trousers=darker(colour, 0.25))
    for name, worn in thing.wears:
        who = _with_look(who, name, worn)
    if thing.dress is None:
        return who, colour
    if thing.dress in OUTFITS:
        _, changes, natural = OUTFITS[thing.dress]
        who = replace(who, **{"hat": who.hat * (who.hat == "crown"), **changes})  # type: ignore[arg-type]
        return who, thing.dress_colour or natural
    kind = KINDS[thing.dress]
    model = figure_of(kind)
    if model is None:
        return who, kind.colours[0]
    clothes = replace(model, skin=who.skin, hair=None, beard=None, cut="", face="eyes")
    return clothes, thing.dress_colour or kind.colours[0]


def _with_look(who: Figure, name: str, worn: Colour | None) -> Figure:
    if name == "beard":
        return replace(who, beard=worn or who.hair or (120, 84, 54))
    if name == "curls":
        return replace(who, cut="curls")
    if name == "bald":
        return replace(who, hair=None)
    if name in ("hair", "long hair"):
        cut = "long" if name == "long hair" else who.cut
        return replace(who, hair=worn or who.hair, cut=cut)
    return who


def draw_animal_as_person(
    pen: Pen, kind: Kind, colour: Colour, look: tuple[Figure, Colour], stance: Stance
) -> None:
    """Draw a person's body with the animal's head on it."""
    who, clothes = look
    hat, hat_colour = who.hat, who.hat_colour or clothes
    figure(pen, clothes, replace(who, hat=""), stance, head=False)
    body = pen.inside(stance.tilt, stance.drop, 1.0)
    _head(body, kind, colour)
    if hat and hat not in ("helmet", "goggles", "hood", "nun"):
        HATS[hat](body.inside(-0.15, -0.16, 1.3), hat_colour)


def draw_head_in_helmet(pen: Pen, kind: Kind, colour: Colour) -> None:
    """Draw the animal's head in an astronaut's helmet."""
    _head(pen, kind, colour, (0.5, 0.11, 0.11))


def _head(pen: Pen, kind: Kind, colour: Colour, at: tuple[float, float, float] = _BIG_HEAD) -> None:
    x, y, half = kind.head or HEAD
    grow = at[2] / half
    animal = pen.inside(at[0] - x * grow, at[1] - y * grow, grow)
    wide, deep = (2.3, 1.85) if kind.hand else (2.0, 2.4)
    outline = [(x - wide * half, y - 6 * half), (x + 2.6 * half, y - 6 * half),
               (x + 2.6 * half, y + 1.2 * half), (x + 1.1 * half, y + deep * half),
               (x - 1.1 * half, y + deep * half), (x - wide * half, y + 1.1 * half)]  # fmt: skip
    points = [animal.at(point) for point in outline]
    size = pen.canvas.size
    left = max(0, int(min(px for px, _ in points)))
    top = max(0, int(min(py for _, py in points)))
    right = min(size[0], int(max(px for px, _ in points)) + 1)
    bottom = min(size[1], int(max(py for _, py in points)) + 1)
    if right <= left or bottom <= top:
        return
    layer = pen.canvas.crop((left, top, right, bottom))
    moved = replace(animal, canvas=layer, left=animal.left - left, top=animal.top - top)
    kind.draw(moved, colour)
    mask = Image.new("L", layer.size)
    ImageDraw.Draw(mask).polygon([(px - left, py - top) for px, py in points], fill=255)
    pen.canvas.paste(layer, (left, top), mask)
