"""Balls, bats and what else one needs for sport."""

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .machines import rim

_STEEL: Colour = (180, 186, 196)
_WOOD: Colour = (190, 136, 84)


def basketball(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.56, 0.42, 0.42, colour)
    rim(pen, 0.5, 0.56, 0.42, 0.02, (60, 36, 28))
    pen.line([(0.08, 0.56), (0.92, 0.56)], 0.02, (60, 36, 28))
    pen.line([(0.5, 0.14), (0.5, 0.98)], 0.02, (60, 36, 28))
    for x in (0.06, 0.94):
        way = 0 if x < 0.5 else 0.5
        pen.line(arc(x, 0.56, 0.24, 0.36, way - 0.17, way + 0.17), 0.02, (60, 36, 28))


def hoop(pen: Pen, colour: Colour) -> None:
    pen.box(0.46, 0.5, 0.54, 1.0, (90, 94, 104))
    pen.box(0.1, 0.0, 0.9, 0.52, WHITE)
    for box in ((0.1, 0.0, 0.9, 0.03), (0.1, 0.49, 0.9, 0.52), (0.1, 0.0, 0.13, 0.52),
                (0.87, 0.0, 0.9, 0.52), (0.36, 0.18, 0.64, 0.21), (0.36, 0.18, 0.39, 0.4),
                (0.61, 0.18, 0.64, 0.4)):  # fmt: skip
        pen.box(*box, colour)
    pen.line(arc(0.5, 0.46, 0.18, 0.05, 0, 1), 0.035, (240, 110, 40))
    for k in range(5):
        x = 0.34 + 0.08 * k
        pen.line([(x, 0.48), (0.5 + 0.55 * (x - 0.46), 0.72)], 0.012, WHITE)
        pen.line([(x, 0.72 - 0.02), (0.5 + 0.8 * (x - 0.5), 0.48)], 0.012, (226, 226, 232))


def tennis_ball(pen: Pen, colour: Colour) -> None:
    pen.ellipse(0.5, 0.56, 0.4, 0.4, colour)
    pen.line(arc(0.02, 0.5, 0.34, 0.36, -0.12, 0.16), 0.035, WHITE)
    pen.line(arc(0.98, 0.62, 0.34, 0.36, 0.37, 0.66), 0.035, WHITE)


def racket(pen: Pen, colour: Colour) -> None:
    pen.line([(0.42, 0.62), (0.12, 0.96)], 0.075, (60, 60, 68))
    for k in range(6):
        x = 0.44 + 0.065 * k
        pen.line([(x - 0.1, 0.16 + 0.02 * k), (x + 0.12, 0.56 - 0.02 * k)], 0.008, WHITE)
        pen.line([(x + 0.12, 0.1 + 0.02 * k), (x - 0.12, 0.5 + 0.01 * k)], 0.008, WHITE)
    pen.line(arc(0.6, 0.34, 0.27, 0.31, 0, 1, 30), 0.05, colour)
    pen.ellipse(0.86, 0.84, 0.12, 0.12, (210, 230, 70))
    pen.line(arc(0.72, 0.82, 0.1, 0.1, -0.15, 0.15, 8), 0.016, WHITE)


def baseball(pen: Pen, colour: Colour) -> None:
    pen.line([(0.08, 0.92), (0.4, 0.56)], 0.05, _WOOD)
    pen.line([(0.38, 0.58), (0.72, 0.16)], 0.115, _WOOD)
    pen.line([(0.08, 0.92), (0.18, 0.81)], 0.06, (60, 50, 46))
    pen.ellipse(0.76, 0.76, 0.2, 0.2, colour)
    for x, way in ((0.56, 0.0), (0.96, 0.5)):
        seam = arc(x, 0.76, 0.12, 0.17, way - 0.2, way + 0.2, 8)
        pen.line(seam, 0.012, (206, 44, 48))
        for a, b in seam[1:-1]:
            pen.line([(a - 0.025, b - 0.01), (a + 0.025, b + 0.01)], 0.01, (206, 44, 48))


def american_football(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.02, 0.56), (0.22, 0.36), (0.5, 0.28), (0.78, 0.36), (0.98, 0.56), (0.78, 0.76),
              (0.5, 0.84), (0.22, 0.76)], colour)  # fmt: skip
    for x in (0.2, 0.8):
        pen.line([(x, 0.38), (x, 0.74)], 0.045, WHITE)
    pen.line([(0.34, 0.48), (0.66, 0.48)], 0.025, WHITE)
    for k in range(5):
        pen.line([(0.37 + 0.065 * k, 0.43), (0.37 + 0.065 * k, 0.53)], 0.02, WHITE)


def golf(pen: Pen, colour: Colour) -> None:
    pen.line([(0.62, 0.08), (0.62, 0.94)], 0.02, WHITE)
    pen.polygon([(0.62, 0.08), (0.96, 0.2), (0.62, 0.34)], colour)
    pen.ellipse(0.62, 0.95, 0.12, 0.03, (30, 60, 40))
    pen.ellipse(0.26, 0.88, 0.1, 0.1, WHITE)
    for x, y in ((0.22, 0.85), (0.28, 0.84), (0.25, 0.9), (0.31, 0.9)):
        pen.ellipse(x, y, 0.012, 0.012, (206, 210, 216))


def bowling(pen: Pen, colour: Colour) -> None:
    for x, y in ((0.28, 0.1), (0.72, 0.1), (0.5, 0.18)):
        pen.blob([(x, y - 0.08), (x + 0.06, y), (x + 0.04, y + 0.16), (x + 0.11, y + 0.42),
                  (x + 0.07, y + 0.64), (x - 0.07, y + 0.64), (x - 0.11, y + 0.42),
                  (x - 0.04, y + 0.16), (x - 0.06, y)], WHITE)  # fmt: skip
        for dy in (0.1, 0.15):
            pen.line([(x - 0.04, y + dy), (x + 0.04, y + dy)], 0.022, (206, 40, 44))
    pen.ellipse(0.34, 0.76, 0.23, 0.23, colour)
    for x, y in ((0.3, 0.64), (0.38, 0.64), (0.35, 0.72)):
        pen.ellipse(x, y, 0.028, 0.03, BLACK)


def dumbbell(pen: Pen, colour: Colour) -> None:
    pen.line([(0.14, 0.56), (0.86, 0.56)], 0.07, _STEEL)
    for side in (-1, 1):
        for x, tall in ((0.26, 0.22), (0.36, 0.15)):
            pen.line([(0.5 + side * x, 0.56 - tall), (0.5 + side * x, 0.56 + tall)], 0.1,
                     darker(colour, 0.2 if x == 0.36 else 0))  # fmt: skip


def skis(pen: Pen, colour: Colour) -> None:
    for x, lean in ((0.4, 0.12), (0.6, -0.12)):
        bend = [(x - 0.12 * lean, 1.0), (x, 0.5), (x + 0.8 * lean, 0.1), (x + lean, 0.0)]
        pen.line(bend, 0.07, colour)
        pen.line([(x - 0.02, 0.48), (x - 0.02, 0.62)], 0.09, BLACK)
    for x in (0.16, 0.84):
        pen.line([(x, 0.12), (0.5 + 0.6 * (x - 0.5), 1.0)], 0.02, _STEEL)
        pen.ellipse(0.5 + 0.63 * (x - 0.5), 0.93, 0.05, 0.02, BLACK)
        pen.line([(x, 0.1), (x, 0.2)], 0.045, BLACK)


def skate(pen: Pen, colour: Colour) -> None:
    """An ice skate."""
    pen.line([(0.06, 0.92), (0.9, 0.92), (0.98, 0.86)], 0.035, _STEEL)
    for x in (0.26, 0.7):
        pen.line([(x, 0.78), (x, 0.92)], 0.045, _STEEL)
    pen.blob([(0.16, 0.08), (0.52, 0.08), (0.54, 0.44), (0.8, 0.58), (0.94, 0.66), (0.92, 0.8),
              (0.14, 0.8), (0.16, 0.5)], colour)  # fmt: skip
    pen.box(0.12, 0.74, 0.92, 0.82, darker(colour, 0.5))
    for k in range(4):
        y = 0.16 + 0.1 * k
        pen.line([(0.38, y + 0.03), (0.53, y)], 0.022, (206, 70, 90))


def roller_skate(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.14, 0.1), (0.5, 0.1), (0.52, 0.42), (0.8, 0.54), (0.92, 0.62), (0.9, 0.76),
              (0.12, 0.76), (0.14, 0.5)], colour)  # fmt: skip
    pen.box(0.12, 0.12, 0.5, 0.18, WHITE)
    pen.box(0.1, 0.72, 0.92, 0.8, WHITE)
    for x in (0.22, 0.4, 0.64, 0.82):
        pen.ellipse(x, 0.89, 0.095, 0.095, (250, 200, 60))
        pen.ellipse(x, 0.89, 0.035, 0.035, (90, 80, 70))
    for k in range(3):
        y = 0.24 + 0.1 * k
        pen.line([(0.36, y + 0.03), (0.51, y)], 0.022, WHITE)


def glove(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.22, 0.2), (0.44, 0.06), (0.74, 0.1), (0.88, 0.32), (0.8, 0.58), (0.64, 0.7),
              (0.34, 0.7), (0.2, 0.5)], colour)  # fmt: skip
    pen.blob([(0.14, 0.34), (0.28, 0.3), (0.4, 0.46), (0.36, 0.58), (0.22, 0.56), (0.12, 0.46)],
             darker(colour, 0.15))  # fmt: skip
    pen.box(0.32, 0.68, 0.7, 0.94, WHITE)
    pen.box(0.32, 0.78, 0.7, 0.83, colour)
    pen.tilted(0.66, 0.24, 0.14, 0.05, 0.1, lighter(colour, 0.4))


def target(pen: Pen, colour: Colour) -> None:
    for k, size in enumerate((0.46, 0.37, 0.28, 0.19, 0.1)):
        pen.ellipse(0.46, 0.52, size, size, WHITE if k % 2 else colour)
    pen.line([(0.46, 0.52), (1.0, 0.1)], 0.03, _WOOD)
    for dx in (0.0, 0.06):
        pen.line([(0.9 + dx, 0.18 - 0.04 * dx), (1.0 + dx, 0.18)], 0.03, (60, 130, 200))
        pen.line([(0.9 + dx, 0.18), (0.92 + dx, 0.06)], 0.03, (60, 130, 200))


def bow_and_arrow(pen: Pen, colour: Colour) -> None:
    pen.line(arc(0.3, 0.52, 0.44, 0.48, -0.22, 0.22), 0.045, colour)
    pen.line([(0.39, 0.06), (0.2, 0.52), (0.39, 0.98)], 0.012, WHITE)
    pen.line([(0.16, 0.52), (0.96, 0.52)], 0.03, (210, 170, 110))
    pen.polygon([(1.06, 0.52), (0.92, 0.45), (0.92, 0.59)], _STEEL)
    for x in (0.14, 0.2):
        for side in (-1, 1):
            pen.line([(x + 0.06, 0.52), (x, 0.52 + side * 0.06)], 0.025, (206, 50, 60))


def medal(pen: Pen, colour: Colour) -> None:
    for side in (-1, 1):
        pen.polygon([(0.5 + side * 0.06, 0.5), (0.5 + side * 0.16, 0.46), (0.5 + side * 0.34, 0.0),
                     (0.5 + side * 0.16, 0.0)], (206, 44, 60) if side < 0 else (60, 100,
            200))  # fmt: skip
    pen.ellipse(0.5, 0.68, 0.3, 0.3, darker(colour, 0.2))
    pen.ellipse(0.5, 0.68, 0.25, 0.25, colour)
    pen.line([(0.44, 0.6), (0.51, 0.54), (0.51, 0.8)], 0.05, darker(colour, 0.45))
    pen.line([(0.43, 0.81), (0.59, 0.81)], 0.045, darker(colour, 0.45))


def frisbee(pen: Pen, colour: Colour) -> None:
    pen.tilted(0.5, 0.54, 0.46, 0.19, -0.04, darker(colour, 0.25))
    pen.tilted(0.5, 0.5, 0.46, 0.18, -0.04, colour)
    pen.tilted(0.5, 0.49, 0.28, 0.1, -0.04, lighter(colour, 0.25))
    for y in (0.34, 0.48, 0.62):
        pen.line(curve([(-0.16, y + 0.1), (-0.08, y + 0.06), (-0.02, y + 0.06)], closed=False),
                 0.018, WHITE)  # fmt: skip


SPORTS_GEAR: dict[str, Kind] = {
    "basketball ball": Kind(basketball, "basketball", ((236, 124, 44),), "", 0.32),
    "basketball hoop": Kind(hoop, "", ((206, 50, 48),), "", 0.56, home="street"),
    "tennis ball": Kind(tennis_ball, "", ((206, 228, 66),), "", 0.28),
    "tennis racket": Kind(racket, "racket racquet tennis badminton", ((206, 50, 60),), "", 0.42),
    "baseball": Kind(baseball, "baseball", (WHITE,), "softball", 0.4, home="meadow"),
    "american football": Kind(american_football, "rugby", ((140, 78, 44),), "", 0.34,
                              home="meadow"),
    "golf": Kind(golf, "golf", ((214, 44, 48),), "", 0.5, home="meadow"),
    "bowling": Kind(bowling, "bowling", ((50, 60, 130),), "", 0.44, home="room"),
    "dumbbell": Kind(dumbbell, "dumbbell dumbbells barbell", ((60, 64, 76),), "weights", 0.4),
    "skis": Kind(skis, "ski skis", ((206, 44, 60), (50, 110, 200)), "", 0.56,
                 home="snow"),
    "ice skates": Kind(skate, "", (WHITE,), "", 0.4, home="snow"),
    "roller skates": Kind(roller_skate, "rollerskate rollerskates", ((240, 90, 150),), "", 0.4,
                          home="street"),
    "boxing gloves": Kind(glove, "glove gloves mitten mittens", ((206, 36, 44),), "", 0.38),
    "target": Kind(target, "target bullseye dartboard", ((214, 40, 44),), "darts", 0.44),
    "bow and arrow": Kind(bow_and_arrow, "arrow arrows", ((140, 88, 50),), "", 0.46),
    "medal": Kind(medal, "medal", ((246, 200, 70),), "badge", 0.4, home="table"),
    "frisbee": Kind(frisbee, "frisbee", ((226, 60, 70),), "", 0.34, home="meadow", flies=True),
}  # fmt: skip
