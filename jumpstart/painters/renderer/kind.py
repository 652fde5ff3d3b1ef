"""What the renderer knows of a kind of thing: its words, its looks, and where it belongs."""

from collections.abc import Callable
from dataclasses import dataclass

from .brush import Pen
from .world import Colour

Drawing = Callable[[Pen, Colour], None]
HAND = (0.76, 0.56)


@dataclass(frozen=True, slots=True)
class Kind:
    """Points are in the drawing's square, from (0, 0) to (1, 1)."""

    draw: Drawing  # draws it in a square, on its lower edge, looking to the right
    words: str  # the words that mean it
    colours: tuple[Colour, ...]  # it has one of them if the prompt names none
    like: str = ""  # words that are drawn as it, although they mean something else
    height: float = 0.42  # if it is of middle size, as a share of the picture's shorter side
    seat: float = 0.3  # how far below its top another thing sits on it
    home: str = ""  # where it is if the prompt names no place
    flies: bool = False
    head: tuple[float, float, float] | None = None  # the top of its head: x, y, half its width
    hand: tuple[float, float] | None = None
