"""What the seasons do to leaves."""

from ..world import Colour
from .skies import View

_LEAVES: dict[str, tuple[Colour, ...]] = {
    "autumn": ((222, 112, 40), (206, 70, 44), (240, 176, 60), (186, 96, 44)),
    "spring": ((250, 190, 212), (150, 206, 100), (246, 206, 220)),
    "winter": ((226, 234, 242), (210, 222, 234)),
    "summer": ((74, 150, 66), (96, 168, 72), (58, 128, 62)),
}


def leaves(view: View) -> tuple[Colour, ...]:
    return _LEAVES[view.scene.season or "summer"]
