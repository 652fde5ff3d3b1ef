"""What is under a thing: its shadow, or an islet for those that cannot swim."""

from PIL import ImageDraw

from .brush import Point
from .grounds.skies import View


def islet(view: View, left: float, side: float) -> float:
    """Draw an islet for a thing that cannot swim. Returns the top of the thing's box."""
    height = view.canvas.height
    foot = height * (view.horizon + 0.24)
    x = left + side / 2
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    for grow, colour in ((1.08, (226, 240, 244)), (1.0, (226, 202, 150))):
        rx, ry = 0.72 * side * grow, 0.15 * side * grow
        ink.ellipse((x - rx, foot - ry, x + rx, foot + ry), fill=view.light(colour, 0.7))
    return foot - side + 0.02 * height


def cast(view: View, foot: Point, side: float, *, afloat: bool) -> None:
    """Draw a shadow on the ground, or a boat's reflection on the water."""
    ink = ImageDraw.Draw(view.canvas, "RGBA")
    x, y = foot
    rx, ry = (0.44 * side, 0.07 * side) if afloat else (0.42 * side, 0.045 * side)
    ink.ellipse((x - rx, y - ry, x + rx, y + ry), fill=(14, 22, 40, 90))
