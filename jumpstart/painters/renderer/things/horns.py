"""The horns, antlers and tusks of animals on four legs."""

from collections.abc import Callable

from ..brush import Pen, Point, arc
from ..world import WHITE, Colour

_BONE: Colour = (232, 220, 196)


def _curved(pen: Pen, head: Point, size: float) -> None:
    x = head[0]
    top = head[1] - 0.8 * size
    for dx in (-0.5, 0.3):
        pen.line([(x + dx * size, top), (x + (dx - 0.3) * size, top - 0.07),
                  (x + (dx + 0.1) * size, top - 0.12)], 0.028, _BONE)  # fmt: skip


def _antlers(pen: Pen, head: Point, size: float) -> None:
    x = head[0]
    top = head[1] - 0.8 * size
    for dx, way in ((-0.4, -1), (0.3, 1)):
        base = (x + dx * size, top)
        pen.line([base, (base[0] + way * 0.05, top - 0.1), (base[0] + way * 0.09, top - 0.2)],
                 0.024, (150, 112, 74))  # fmt: skip
        pen.line([(base[0] + way * 0.05, top - 0.1), (base[0] - way * 0.01, top - 0.19)], 0.02,
                 (150, 112, 74))  # fmt: skip


def _knobs(pen: Pen, head: Point, size: float) -> None:
    x = head[0]
    top = head[1] - 0.8 * size
    for dx in (-0.4, 0.2):
        pen.line([(x + dx * size, top), (x + dx * size, top - 0.07)], 0.02, (150, 100, 60))
        pen.ellipse(x + dx * size, top - 0.07, 0.02, 0.02, (90, 56, 36))


def _nose(pen: Pen, head: Point, _size: float) -> None:
    x, y = head
    pen.polygon([(x + 0.1, y), (x + 0.26, y - 0.2), (x + 0.2, y + 0.05)], _BONE)
    pen.polygon([(x + 0.03, y - 0.05), (x + 0.1, y - 0.16), (x + 0.12, y)], _BONE)


def _back(pen: Pen, head: Point, size: float) -> None:
    x, y = head
    for dx in (0.1, -0.2):
        pen.line(arc(x + dx * size - 0.14, y - 0.7 * size, 0.15, 0.18, -0.02, -0.3), 0.035,
                 (122, 104, 84))  # fmt: skip


def _palms(pen: Pen, head: Point, size: float) -> None:
    x = head[0]
    top = head[1] - 0.8 * size
    for way in (-1, 1):
        a = x + 0.3 * way * size
        pen.blob([(a, top), (a + way * 0.1, top - 0.06), (a + way * 0.22, top - 0.2),
                  (a + way * 0.16, top - 0.14), (a + way * 0.14, top - 0.24),
                  (a + way * 0.08, top - 0.14), (a + way * 0.04, top - 0.2)], (150, 112,
            74))  # fmt: skip


def _tusks(pen: Pen, head: Point, _size: float) -> None:
    x, y = head
    pen.polygon([(x + 0.1, y + 0.1), (x + 0.18, y - 0.04), (x + 0.15, y + 0.1)], WHITE)


HORNS: dict[str, Callable[[Pen, Point, float], None]] = {"curved": _curved, "antlers": _antlers,
    "knobs": _knobs, "nose": _nose, "back": _back, "palms": _palms, "tusks": _tusks}  # fmt: skip
