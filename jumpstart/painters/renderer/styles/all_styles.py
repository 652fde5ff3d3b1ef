"""Every style, by its name."""

from . import crafts, prints
from .styles import STYLES as OLDER
from .styles import Style

STYLES: dict[str, Style] = {
    **OLDER,
    "stained glass": crafts.stained_glass, "origami": crafts.origami, "paper cut": crafts.paper_cut,
    "clay": crafts.clay, "knitted": crafts.knitted, "comic": prints.comic,
    "pop art": prints.pop_art, "woodblock": prints.woodblock, "cubist": prints.cubist,
    "chalk": prints.chalk, "blueprint": prints.blueprint, "charcoal": prints.charcoal,
    "ink wash": prints.ink_wash, "steampunk": prints.steampunk, "minimal": prints.minimal,
    "silhouette": lambda picture, _: picture,
}  # fmt: skip
