"""Named colours: which of the colours that a prompt names are in its picture. Needs no weights.

It finds a colour anywhere in the picture. It does not know which thing has the colour, and it knows
nothing about things, counts or quality. So it can show that a model ignores colours, and no more.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

KIND = "named colours that are in the picture, in percent"
SIDE_PX = 96
# The share of the picture that must have a colour. A thing of 16 x 16 % of the picture has 2.5 %.
LEAST = 0.02
_WORDS: dict[str, str] = {
    "red": "red crimson scarlet maroon burgundy ruby",
    "orange": "orange amber",
    "yellow": "yellow golden gold",
    "green": "green lime olive emerald",
    "blue": "blue navy azure turquoise teal cyan indigo",
    "purple": "purple violet lavender lilac",
    "pink": "pink magenta",
    "brown": "brown beige bronze",
    "white": "white",
    "black": "black",
    "grey": "grey gray silver",
}
WORDS = {word: name for name, words in _WORDS.items() for word in words.split()}
# Where each hue ends, in degrees.
_HUES = (
    (14, "red"),
    (42, "orange"),
    (68, "yellow"),
    (165, "green"),
    (258, "blue"),
    (295, "purple"),
    (342, "pink"),
    (360, "red"),
)


class NamedColours:
    kind = KIND
    by = f"counting pixels ({LEAST:.0%} for each colour)"

    def scores(self, pictures: Sequence[tuple[Path, str]]) -> list[float | None]:
        """The share of the prompt's colours that are in the picture. None if it names no colour."""
        shares = {path: shares_in(path) for path in dict.fromkeys(path for path, _ in pictures)}
        return [_score(shares[path], colours_in(prompt)) for path, prompt in pictures]


def _score(shares: dict[str, float], named: set[str]) -> float | None:
    if not named:
        return None
    return round(100 * sum(shares.get(name, 0) >= LEAST for name in named) / len(named), 2)


def colours_in(prompt: str) -> set[str]:
    """The basic colours that the prompt names."""
    return {WORDS[word] for word in re.findall("[a-z]+", prompt.lower()) if word in WORDS}


def shares_in(path: Path) -> dict[str, float]:
    """The share of the picture, from 0 to 1, that has each basic colour."""
    with Image.open(path) as opened:
        small = opened.convert("RGB").resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX)
    pixels = small.convert("HSV").tobytes()
    found = Counter(
        name_of(*pixel) for pixel in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True)
    )
    return {name: count / SIDE_PX**2 for name, count in found.items()}


def name_of(hue: int, saturation: int, value: int) -> str:
    """The basic colour of a pixel in Pillow's HSV, each part from 0 to 255."""
    if value < 52:
        return "black"
    if saturation < 38:
        return "white" if value > 208 else "grey"
    degrees = hue * 360 / 255
    name = next(name for end, name in _HUES if degrees <= end)
    if name == "orange" and value < 165:
        return "brown"
    pale = saturation < 140 and value > 190
    return "pink" if name == "red" and pale else name
