"""Draw a person: one skeleton, which a stance bends and an outfit dresses."""

from dataclasses import dataclass
from itertools import pairwise

from ..brush import Pen, darker, lighter
from ..kind import HAND
from ..world import BLACK, WHITE, Colour
from .hats import HATS
from .outfits import OUTFITS, UNDER
from .stances import STANDING, Stance

HEAD = (0.5, 0.08, 0.13)
SKIN: Colour = (236, 184, 146)


@dataclass(frozen=True, slots=True)
class Figure:
    """How a person differs from the others."""

    skin: Colour = SKIN
    hair: Colour | None = (82, 54, 38)
    cut: str = ""  # of the hair: "" is short, long, bun, tail, curls, wild
    robe: bool = False  # or a dress: it covers the legs
    trousers: Colour = (58, 66, 96)
    hat: str = ""  # see HATS
    hat_colour: Colour | None = None  # None: the colour of the clothes
    beard: Colour | None = None
    face: str = "eyes"  # eyes, visor, patch, mask, skull, clown, glasses
    extra: str = ""  # see OUTFITS


def figure(
    pen: Pen, colour: Colour, who: Figure, stance: Stance = STANDING, head: bool = True
) -> None:
    body = pen.inside(0.0 + stance.tilt, stance.drop, 1.0)
    if who.extra in UNDER:
        UNDER[who.extra](body, colour)
    if who.cut == "long" and who.hair:
        body.blob([(0.37, 0.14), (0.63, 0.14), (0.69, 0.4), (0.61, 0.5), (0.39, 0.5), (0.31, 0.4)],
                  who.hair)  # fmt: skip
    elif who.cut == "tail" and who.hair:
        body.blob([(0.4, 0.1), (0.26, 0.12), (0.18, 0.3), (0.24, 0.46), (0.32, 0.3)], who.hair)
    _legs(pen, colour, who, stance)
    body.blob(
        [(0.38, 0.35), (0.62, 0.35), (0.64, 0.5), (0.61, 0.7), (0.39, 0.7), (0.36, 0.5)], colour
    )
    if who.extra in OUTFITS:
        OUTFITS[who.extra](body, colour)
    _arms(pen, colour, who, stance)
    if not head:
        return
    _head(body, who)
    HATS[who.hat](body, who.hat_colour or colour)


def _arms(pen: Pen, colour: Colour, who: Figure, stance: Stance) -> None:
    bare = who.extra in ("swim", "tutu", "tank")
    sleeve = who.skin if bare else darker(colour, 0.14)
    glove = {"armour": (176, 184, 196), "spacesuit": (120, 126, 140), "clown": WHITE,
             "boxer": (206, 44, 48)}.get(who.extra, who.skin)  # fmt: skip
    for k, (x, y) in enumerate(stance.hands):
        side = (-1, 1)[k]
        if stance is STANDING:
            x, y = 0.5 + side * (HAND[0] - 0.5), HAND[1]
        shoulder = (0.5 + side * 0.1 + stance.tilt, 0.4 + stance.drop)
        middle = ((shoulder[0] + x) / 2 + side * 0.03, (shoulder[1] + y) / 2 + 0.03)
        elbow = stance.elbows[k] if stance.elbows else middle
        if stance.elbows is None and stance is STANDING:
            elbow = (0.5 + side * 0.2, 0.52)
        pen.line([shoulder, elbow], 0.085, sleeve)
        pen.line([elbow, (x, y)], 0.078, sleeve)
        big = 0.085 if who.extra == "boxer" else 0.048
        pen.ellipse(x, y, big, big, glove)


def _legs(pen: Pen, colour: Colour, who: Figure, stance: Stance) -> None:
    if who.extra == "fishtail":
        pen.blob([(0.38, 0.62), (0.62, 0.62), (0.6, 0.8), (0.7, 0.96), (0.52, 0.92), (0.3, 1.0),
                  (0.42, 0.82)], (62, 176, 160))  # fmt: skip
        return
    if who.robe and stance.feet == STANDING.feet:
        for x in (0.44, 0.56):
            pen.ellipse(x + 0.02, 0.975, 0.06, 0.025, darker(colour, 0.6))
        pen.blob([(0.4, 0.56), (0.6, 0.56), (0.74, 0.96), (0.5, 0.98), (0.26, 0.96)], colour)
        pen.blob([(0.54, 0.6), (0.6, 0.58), (0.74, 0.96), (0.6, 0.97)], darker(colour, 0.16))
        return
    bare = who.robe or who.extra in ("swim", "tutu", "boxer")
    leg = who.skin if bare else who.trousers
    for k, (x, y) in enumerate(stance.feet):
        side = (-1, 1)[k]
        hip = (0.5 + side * 0.06 + stance.tilt / 2, 0.64 + stance.drop)
        joints = [hip, stance.knees[k], (x, y - 0.03)] if stance.knees else [hip, (x, y - 0.03)]
        for start, end in pairwise(joints):
            pen.line([start, end], 0.105 if not bare else 0.085, leg)
        pen.ellipse(x + 0.02, y, 0.075, 0.03, (50, 42, 40))
    if who.robe:  # a skirt
        low = 0.8 + stance.drop
        pen.blob([(0.4, 0.56 + stance.drop), (0.6, 0.56 + stance.drop), (0.72, low),
                  (0.5, low + 0.02), (0.28, low)], darker(colour, 0.06))  # fmt: skip


def _head(pen: Pen, who: Figure) -> None:
    pen.ellipse(0.5, 0.21, 0.125, 0.135, who.skin)
    if who.hair and who.cut == "curls":
        for k in range(7):
            pen.ellipse(0.36 + 0.047 * k, 0.13 - 0.05 * (1 - abs(k - 3) / 3), 0.05, 0.055, who.hair)
        for side in (-1, 1):
            pen.ellipse(0.5 + side * 0.14, 0.19, 0.045, 0.06, who.hair)
    elif who.hair and who.cut == "bald":
        for side in (-1, 1):
            pen.ellipse(0.5 + side * 0.12, 0.2, 0.03, 0.055, who.hair)
    elif who.hair:
        pen.blob([(0.37, 0.2), (0.39, 0.08), (0.5, 0.035), (0.61, 0.08), (0.63, 0.2), (0.57, 0.125),
                  (0.44, 0.13)], who.hair)  # fmt: skip
        if who.cut == "bun":
            pen.ellipse(0.5, 0.02, 0.06, 0.055, who.hair)
    if who.beard:
        long = 0.24 if who.hat in ("cone", "santa") else 0.16
        pen.blob([(0.385, 0.22), (0.45, 0.26), (0.55, 0.26), (0.615, 0.22), (0.58, 0.34),
                  (0.5, 0.24 + long), (0.42, 0.34)], who.beard)  # fmt: skip
    _face(pen, who)


def _face(pen: Pen, who: Figure) -> None:
    if who.face == "visor":
        pen.box(0.39, 0.18, 0.61, 0.215, BLACK)
        return
    if who.face == "mask":
        pen.box(0.375, 0.17, 0.625, 0.235, (236, 196, 160))
    _eyes(pen, who)
    if who.face == "clown":
        pen.ellipse(0.5, 0.275, 0.07, 0.04, WHITE)
        pen.line([(0.45, 0.27), (0.5, 0.295), (0.55, 0.27)], 0.022, (214, 40, 44))
        pen.ellipse(0.5, 0.235, 0.036, 0.036, (226, 44, 48))
        return
    if who.face != "skull":
        for x in (0.42, 0.58):
            pen.ellipse(x, 0.25, 0.022, 0.016, lighter((236, 110, 100), 0.2), 0.45)
    if who.face != "mask":
        pen.line([(0.455, 0.27), (0.5, 0.29), (0.545, 0.27)], 0.014, (150, 72, 62))


def _eyes(pen: Pen, who: Figure) -> None:
    for x in (0.455, 0.545):
        if who.face == "glasses":
            pen.ellipse(x, 0.205, 0.044, 0.042, (60, 56, 60))
            pen.ellipse(x, 0.205, 0.034, 0.032, lighter(who.skin, 0.6))
        size = 0.034 if who.face == "skull" else 0.017
        pen.ellipse(x, 0.205, size, 1.25 * size, BLACK)
    if who.face == "patch":
        pen.ellipse(0.545, 0.205, 0.04, 0.038, BLACK)
        pen.line([(0.38, 0.14), (0.62, 0.22)], 0.012, BLACK)
