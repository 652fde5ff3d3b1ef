"""Beards, hair, boots and moods, drawn at a head or at the feet."""

from collections.abc import Callable

from ..brush import Pen, darker, lighter
from ..world import Colour

Head = tuple[float, float, float]  # the top of a head: x, y, half its width
Garment = Callable[[Pen, Head, Colour], None]
# Of these, a person has its own drawing: see dressed.py. Animals wear them over their fur.
LOOKS = {"beard", "hair", "long hair", "bald", "curls"}


def _beard(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    pen.blob([(x - 0.8 * r, y + 1.3 * r), (x, y + 1.55 * r), (x + 0.8 * r, y + 1.3 * r),
              (x + 0.5 * r, y + 2.5 * r), (x, y + 3.0 * r), (x - 0.5 * r, y + 2.5 * r)],
             colour)  # fmt: skip


def _hair(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    for side in (-1, 1):
        pen.blob([(x, y - 0.3 * r), (x + side * 0.9 * r, y), (x + side * 1.35 * r, y + 1.4 * r),
                  (x + side * 1.2 * r, y + 2.6 * r), (x + side * 0.9 * r, y + 1.2 * r),
                  (x + side * 0.4 * r, y + 0.4 * r)], colour)  # fmt: skip


def _boots(pen: Pen, _: Head, colour: Colour) -> None:
    for x in (0.34, 0.66):
        pen.box(x - 0.09, 0.8, x + 0.09, 0.96, colour)
        pen.ellipse(x + 0.03, 0.965, 0.14, 0.05, darker(colour, 0.12))
        pen.box(x - 0.1, 0.79, x + 0.1, 0.83, lighter(colour, 0.35))


def _angry(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    for side in (-1, 1):
        pen.line([(x + side * 0.75 * r, y + 0.42 * r), (x + side * 0.16 * r, y + 0.68 * r)],
                 0.15 * r, colour)  # fmt: skip
    for k in range(3):
        pen.line([(x + (1.2 + 0.2 * k) * r, y - (0.2 + 0.4 * k) * r),
                  (x + (1.5 + 0.2 * k) * r, y - (0.5 + 0.4 * k) * r)], 0.12 * r,
                 (214, 50, 44))  # fmt: skip


def _sad(pen: Pen, head: Head, colour: Colour) -> None:
    x, y, r = head
    for side in (-1, 1):
        pen.line([(x + side * 0.75 * r, y + 0.66 * r), (x + side * 0.2 * r, y + 0.44 * r)],
                 0.12 * r, colour)  # fmt: skip
        for k in range(2):
            pen.ellipse(x + side * (0.5 + 0.1 * k) * r, y + (1.3 + 0.5 * k) * r, 0.13 * r, 0.2 * r,
                        (90, 180, 250))  # fmt: skip


WORN: dict[str, tuple[Garment, Colour]] = {
    "angry": (_angry, (40, 26, 26)), "sad": (_sad, (40, 30, 34)),
    "beard": (_beard, (226, 222, 214)), "hair": (_hair, (110, 70, 40)),
    "long hair": (_hair, (110, 70, 40)), "boots": (_boots, (236, 70, 60)),
}  # fmt: skip
