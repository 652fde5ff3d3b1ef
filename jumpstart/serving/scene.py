"""What the placeholder understands of a prompt: a few colours, a few shapes, what lies behind."""

import re
from dataclasses import dataclass

Colour = tuple[int, int, int]

WHITE: Colour = (247, 245, 240)
BLACK: Colour = (26, 27, 33)
COLOURS: dict[str, Colour] = {
    "red": (216, 48, 52),
    "crimson": (184, 28, 60),
    "maroon": (122, 32, 48),
    "orange": (242, 140, 48),
    "gold": (222, 172, 58),
    "golden": (222, 172, 58),
    "yellow": (247, 208, 70),
    "beige": (228, 209, 180),
    "brown": (132, 88, 58),
    "green": (56, 152, 82),
    "lime": (150, 205, 60),
    "olive": (122, 128, 56),
    "turquoise": (62, 182, 178),
    "teal": (28, 124, 130),
    "cyan": (84, 204, 226),
    "blue": (44, 98, 204),
    "navy": (30, 46, 98),
    "indigo": (76, 64, 168),
    "purple": (128, 78, 182),
    "violet": (146, 98, 200),
    "lavender": (190, 172, 230),
    "magenta": (206, 60, 152),
    "pink": (242, 146, 178),
    "white": WHITE,
    "black": BLACK,
    "gray": (142, 147, 154),
    "grey": (142, 147, 154),
    "silver": (192, 198, 206),
}
SHADES = {
    "light": (WHITE, 0.45),
    "pale": (WHITE, 0.55),
    "dark": (BLACK, 0.45),
    "deep": (BLACK, 0.3),
}
SHAPES = {
    "circle": "circle",
    "ball": "circle",
    "sphere": "circle",
    "disc": "circle",
    "planet": "circle",
    "sun": "circle",
    "moon": "circle",
    "square": "square",
    "cube": "square",
    "box": "square",
    "triangle": "triangle",
    "pyramid": "triangle",
    "diamond": "diamond",
    "star": "star",
    "heart": "heart",
    "ring": "ring",
}
BEHIND = {"on", "against", "over", "above", "before", "under"}
BACKGROUNDS = {"background", "backdrop", "sky", "wall", "sea", "field", "surface", "canvas"}

# About what the real model reads of a prompt: 77 tokens.
MAX_WORDS = 77
MAX_SUBJECTS = 4


@dataclass(frozen=True, slots=True)
class Subject:
    shape: str | None
    colour: Colour | None


@dataclass(frozen=True, slots=True)
class Scene:
    subjects: tuple[Subject, ...]
    background: Colour | None


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """`share` of `other` (0…1) in `colour`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def read_scene(prompt: str) -> Scene:
    """The subjects in the order they are named; "a red circle on a blue background" has one."""
    subjects: list[Subject] = []
    background: Colour | None = None
    colour: Colour | None = None  # seen, and not yet given to a thing
    behind = False
    before = ""
    for word in re.findall(r"[a-z]+", prompt[: 20 * MAX_WORDS].lower())[:MAX_WORDS]:
        if word in COLOURS or word in BEHIND:
            if colour and not behind:
                subjects.append(Subject(None, colour))
            colour = _shaded(COLOURS[word], before) if word in COLOURS else None
            behind = behind or word in BEHIND
        elif shape := SHAPES.get(word) or SHAPES.get(word.removesuffix("s")):
            subjects.append(Subject(shape, colour))
            colour = None
        elif word in BACKGROUNDS and colour:
            background, colour = colour, None
        before = word
    if colour and behind:
        background = background or colour
    elif colour:
        subjects.append(Subject(None, colour))
    return Scene(tuple(subjects[:MAX_SUBJECTS]), background)


def _shaded(colour: Colour, shade: str) -> Colour:
    return mix(colour, *SHADES[shade]) if shade in SHADES else colour
