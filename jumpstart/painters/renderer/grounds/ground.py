"""What the renderer knows of a ground: how it is painted, its words, and where its floor begins."""

from collections.abc import Callable
from dataclasses import dataclass

from .skies import View


@dataclass(frozen=True, slots=True)
class Ground:
    paint: Callable[[View], None]
    words: str = ""  # the words that mean it; "_" stands for a space in a phrase's name
    horizon: float = 0.62
    floor: float | None = None  # where things stand: how far below the horizon, if always there
    like: str = ""  # words that are drawn as it, although they mean something else
