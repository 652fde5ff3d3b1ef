"""Animals of the sea and of its shore."""

from ..brush import Pen, arc, curve, darker, lighter
from ..kind import Kind
from ..world import BLACK, WHITE, Colour
from .swimmers import fish, whale


def seal(pen: Pen, colour: Colour) -> None:
    pen.blob([(0.14, 0.86), (-0.04, 0.76), (-0.04, 0.9), (-0.02, 0.98), (0.18, 0.94)],
             darker(colour, 0.2))  # fmt: skip
    pen.blob([(0.06, 0.9), (0.3, 0.72), (0.52, 0.54), (0.62, 0.26), (0.8, 0.2), (0.88, 0.4),
              (0.8, 0.68), (0.72, 0.94), (0.3, 0.98)], colour)  # fmt: skip
    pen.blob([(0.74, 0.42), (0.84, 0.44), (0.74, 0.9), (0.5, 0.95), (0.64, 0.7)],
             lighter(colour, 0.3))  # fmt: skip
    pen.blob([(0.5, 0.72), (0.6, 0.78), (0.56, 0.97), (0.38, 1.0), (0.44, 0.9)],
             darker(colour, 0.25))  # fmt: skip
    pen.ellipse(0.75, 0.26, 0.16, 0.15, colour)
    for x in (0.84, 0.92):
        pen.ellipse(x, 0.32, 0.06, 0.05, lighter(colour, 0.45))
    pen.ellipse(0.88, 0.28, 0.03, 0.024, BLACK)
    for x in (0.74, 0.86):
        pen.ellipse(x, 0.21, 0.026, 0.03, BLACK)
        pen.ellipse(x + 0.008, 0.2, 0.009, 0.01, WHITE)
    for y in (0.31, 0.35):
        pen.line([(0.82, y), (0.68, y + 0.03)], 0.008, darker(colour, 0.5))


def walrus(pen: Pen, colour: Colour) -> None:
    pen = pen.inside(-0.14, -0.14, 1.14)
    seal(pen, colour)
    for x in (0.84, 0.93):
        pen.polygon([(x - 0.035, 0.36), (x + 0.02, 0.36), (x - 0.01, 0.64)], (252, 246, 230))
        pen.ellipse(x, 0.33, 0.07, 0.06, lighter(colour, 0.35))
    pen.ellipse(0.89, 0.28, 0.035, 0.026, BLACK)


def seahorse(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.2)
    for k in range(4):
        y = 0.32 + 0.11 * k
        pen.polygon([(0.4, y), (0.24, y + 0.03), (0.38, y + 0.08)], dark)
    pen.line(arc(0.52, 0.84, 0.1, 0.1, -0.3, 0.72, 24), 0.055, colour)
    pen.line(curve([(0.46, 0.66), (0.42, 0.76), (0.46, 0.92)], closed=False), 0.09, colour)
    pen.blob([(0.4, 0.24), (0.54, 0.3), (0.62, 0.5), (0.56, 0.68), (0.44, 0.76), (0.36, 0.58),
              (0.36, 0.4)], colour)  # fmt: skip
    for k in range(5):
        pen.line([(0.4, 0.42 + 0.07 * k), (0.58 - 0.02 * k, 0.4 + 0.07 * k)], 0.014,
                 lighter(colour, 0.4))  # fmt: skip
    for x, y in ((0.42, 0.06), (0.5, 0.03), (0.36, 0.14)):
        pen.polygon([(x - 0.01, y), (x + 0.02, y + 0.14), (x + 0.1, y + 0.1)], dark)
    pen.ellipse(0.5, 0.2, 0.14, 0.13, colour)
    pen.line([(0.58, 0.22), (0.8, 0.28)], 0.07, colour)
    pen.ellipse(0.82, 0.285, 0.03, 0.045, dark)
    pen.ellipse(0.54, 0.17, 0.04, 0.042, WHITE)
    pen.ellipse(0.55, 0.17, 0.022, 0.024, BLACK)


def starfish(pen: Pen, colour: Colour) -> None:
    tips, dents = arc(0.5, 0.54, 0.5, 0.5, -0.25, 0.75, 5), arc(0.5, 0.54, 0.2, 0.2, -0.15, 0.85, 5)
    outline = [point for pair in zip(tips[:-1], dents[:-1], strict=True) for point in pair]
    pen.blob(outline, colour)
    for x, y in tips[:-1]:
        for share in (0.25, 0.45, 0.65, 0.82):
            pen.ellipse(0.5 + share * (x - 0.5), 0.54 + share * (y - 0.54), 0.024, 0.024,
                        lighter(colour, 0.5))  # fmt: skip
    for x in (0.44, 0.56):
        pen.ellipse(x, 0.5, 0.035, 0.04, WHITE)
        pen.ellipse(x, 0.505, 0.018, 0.022, BLACK)
    pen.line(arc(0.5, 0.57, 0.05, 0.035, 0.02, 0.48, 8), 0.014, darker(colour, 0.6))


def lobster(pen: Pen, colour: Colour) -> None:
    dark = darker(colour, 0.25)
    for side in (-1, 1):
        for k in range(4):
            pen.line([(0.5, 0.44 + 0.06 * k), (0.5 + side * 0.22, 0.46 + 0.08 * k),
                      (0.5 + side * 0.28, 0.56 + 0.08 * k)], 0.024, dark)  # fmt: skip
        pen.line([(0.5 + side * 0.08, 0.36), (0.5 + side * 0.26, 0.3), (0.5 + side * 0.28, 0.2)],
                 0.05, dark)  # fmt: skip
        pen.blob([(0.5 + side * 0.2, 0.24), (0.5 + side * 0.18, 0.06), (0.5 + side * 0.27, 0.12),
                  (0.5 + side * 0.36, -0.02), (0.5 + side * 0.42, 0.14), (0.5 + side * 0.32, 0.28)],
                 colour)  # fmt: skip
        pen.line([(0.5 + side * 0.04, 0.26), (0.5 + side * 0.1, 0.06)], 0.012, dark)
        pen.blob([(0.5, 0.84), (0.5 + side * 0.2, 0.9), (0.5 + side * 0.16, 1.02), (0.5, 0.98)],
                 dark)  # fmt: skip
    for k in range(4):
        pen.ellipse(0.5, 0.62 + 0.085 * k, 0.12 - 0.014 * k, 0.065, colour if k % 2 else dark)
    pen.ellipse(0.5, 0.42, 0.14, 0.2, colour)
    for x in (0.45, 0.55):
        pen.ellipse(x, 0.28, 0.024, 0.028, BLACK)


def shrimp(pen: Pen, colour: Colour) -> None:
    for k in range(5):
        x, y = arc(0.48, 0.56, 0.26, 0.26, -0.3, 0.14, 4)[k]
        pen.line([(x, y), (0.48 + 0.25 * (x - 0.48), 0.6 + 0.5 * (y - 0.56) + 0.1)], 0.022,
                 darker(colour, 0.3))  # fmt: skip
    body = arc(0.48, 0.54, 0.3, 0.3, 0.45, 1.2, 9)
    pen.line(body, 0.16, colour)
    for k, (x, y) in enumerate(body):
        size = 0.15 - 0.009 * k
        pen.ellipse(x, y, size, size, lighter(colour, 0.3) if k % 2 else colour)
    x, y = body[-1]
    pen.polygon([(x, y - 0.04), (x - 0.24, y + 0.02), (x - 0.06, y + 0.1), (x - 0.2, y + 0.16),
                 (x + 0.02, y + 0.08)], darker(colour, 0.1))  # fmt: skip
    for tip in ((0.02, 0.26), (0.0, 0.4), (0.1, 0.14)):
        pen.line([(0.2, 0.5), tip], 0.012, darker(colour, 0.4))
    pen.ellipse(0.16, 0.5, 0.026, 0.03, BLACK)


def squid(pen: Pen, colour: Colour) -> None:
    for k in range(6):
        x = 0.36 + 0.056 * k
        bend = [(x, 0.6), (x + 0.05 * (k - 2.5), 0.78), (x + 0.1 * (k - 2.5), 0.96)]
        pen.line(curve(bend, closed=False), 0.045, darker(colour, 0.15 * (k % 2)))
    pen.polygon([(0.5, -0.02), (0.8, 0.22), (0.5, 0.32), (0.2, 0.22)], darker(colour, 0.2))
    pen.blob([(0.5, -0.02), (0.62, 0.16), (0.66, 0.44), (0.6, 0.66), (0.4, 0.66), (0.34, 0.44),
              (0.38, 0.16)], colour)  # fmt: skip
    for x in (0.42, 0.58):
        pen.ellipse(x, 0.54, 0.055, 0.06, WHITE)
        pen.ellipse(x, 0.545, 0.028, 0.034, BLACK)


def ray(pen: Pen, colour: Colour) -> None:
    bend = [(0.5, 0.76), (0.46, 0.9), (0.56, 1.06)]
    pen.line(curve(bend, closed=False), 0.026, darker(colour, 0.3))
    pen.blob([(0.5, 0.14), (0.62, 0.26), (0.86, 0.34), (1.04, 0.52), (0.76, 0.56), (0.58, 0.8),
              (0.42, 0.8), (0.24, 0.56), (-0.04, 0.52), (0.14, 0.34), (0.38, 0.26)],
        colour)  # fmt: skip
    for x, y in ((0.34, 0.44), (0.5, 0.52), (0.66, 0.44), (0.42, 0.6), (0.58, 0.62), (0.2, 0.46),
                 (0.8, 0.46)):  # fmt: skip
        pen.ellipse(x, y, 0.026, 0.022, lighter(colour, 0.5))
    for x in (0.43, 0.57):
        pen.ellipse(x, 0.28, 0.03, 0.03, WHITE)
        pen.ellipse(x, 0.275, 0.016, 0.018, BLACK)


def pufferfish(pen: Pen, colour: Colour) -> None:
    for x, y in arc(0.5, 0.54, 0.48, 0.48, 0, 1, 18):
        dx, dy = 0.12 * (y - 0.54), 0.12 * (x - 0.5)
        middle = (0.5 + 0.74 * (x - 0.5), 0.54 + 0.74 * (y - 0.54))
        pen.polygon([(middle[0] + dx, middle[1] - dy), (x, y), (middle[0] - dx, middle[1] + dy)],
                    darker(colour, 0.25))  # fmt: skip
    pen.ellipse(0.5, 0.54, 0.38, 0.37, colour)
    pen.blob([(0.16, 0.6), (0.84, 0.6), (0.7, 0.84), (0.5, 0.91), (0.3, 0.84)], (250, 244, 226))
    for side in (-1, 1):
        pen.ellipse(0.5 + side * 0.18, 0.42, 0.09, 0.095, WHITE)
        pen.ellipse(0.5 + side * 0.17, 0.43, 0.046, 0.052, BLACK)
        pen.polygon([(0.5 + side * 0.36, 0.5), (0.5 + side * 0.52, 0.42), (0.5 + side * 0.5, 0.64)],
                    darker(colour, 0.2))  # fmt: skip
    pen.ellipse(0.5, 0.58, 0.06, 0.045, (206, 110, 100))


def orca(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.42, 0.4), (0.42, 0.06), (0.6, 0.38)], colour)
    pen.blob([(0.1, 0.62), (-0.04, 0.42), (0.06, 0.58), (-0.06, 0.78), (0.12, 0.72)], colour)
    pen.blob([(0.08, 0.64), (0.34, 0.42), (0.66, 0.34), (0.92, 0.44), (1.0, 0.58), (0.84, 0.74),
              (0.44, 0.78)], colour)  # fmt: skip
    pen.blob([(0.4, 0.74), (0.6, 0.66), (0.98, 0.6), (0.86, 0.74), (0.6, 0.79)], WHITE)
    pen.polygon([(0.56, 0.68), (0.5, 0.94), (0.7, 0.7)], darker(colour, 0.1))
    pen.tilted(0.82, 0.48, 0.07, 0.035, 0.02, WHITE)
    pen.blob([(0.34, 0.5), (0.48, 0.46), (0.44, 0.56), (0.3, 0.58)], (170, 176, 186))
    pen.ellipse(0.9, 0.52, 0.014, 0.016, (70, 80, 100))


def narwhal(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.82, 0.52), (1.2, 0.12), (0.9, 0.58)], (250, 236, 196))
    for k in range(4):
        x, y = 0.97 + 0.05 * k, 0.42 - 0.055 * k
        pen.line([(x, y - 0.03), (x + 0.035, y + 0.02)], 0.012, (206, 176, 120))
    whale(pen.inside(-0.04, 0.12, 0.94), colour)
    for x, y in ((0.3, 0.66), (0.42, 0.6), (0.54, 0.56), (0.4, 0.7), (0.6, 0.64)):
        pen.ellipse(x, y, 0.024, 0.02, darker(colour, 0.3))


def axolotl(pen: Pen, colour: Colour) -> None:
    gill = darker(colour, 0.35)
    pen.blob([(0.56, 0.72), (0.84, 0.7), (0.98, 0.5), (1.0, 0.72), (0.84, 0.92), (0.58, 0.92)],
             darker(colour, 0.1))  # fmt: skip
    pen.blob([(0.32, 0.6), (0.6, 0.62), (0.72, 0.8), (0.6, 0.96), (0.3, 0.96)], colour)
    for side in (-1, 1):
        for k, lift in enumerate((-0.14, 0.0, 0.13)):
            tip = (0.4 + side * (0.46 - 0.04 * abs(lift)), 0.34 + 1.9 * lift)
            pen.line([(0.4 + side * 0.24, 0.4 + 0.5 * lift), tip], 0.045, gill)
            pen.ellipse(*tip, 0.04, 0.04, lighter(gill, 0.12 * k))
        pen.line([(0.4 + side * 0.14, 0.84), (0.4 + side * 0.24, 0.96)], 0.06, darker(colour, 0.1))
    pen.ellipse(0.4, 0.44, 0.31, 0.24, colour)
    for x in (0.24, 0.56):
        pen.ellipse(x, 0.42, 0.034, 0.038, BLACK)
        pen.ellipse(x + 0.01, 0.41, 0.01, 0.012, WHITE)
        pen.ellipse(x, 0.52, 0.045, 0.028, darker(colour, 0.16))
    pen.line(arc(0.4, 0.46, 0.12, 0.09, 0.06, 0.44, 10), 0.016, darker(colour, 0.6))


def shell(pen: Pen, colour: Colour) -> None:
    pen.polygon([(0.34, 0.84), (0.66, 0.84), (0.72, 0.98), (0.28, 0.98)], darker(colour, 0.2))
    rim = arc(0.5, 0.5, 0.46, 0.42, -0.56, 0.06, 8)
    for x, y in rim:
        pen.ellipse(x, y, 0.1, 0.1, colour)
    pen.polygon([*rim, (0.5, 0.92)], colour)
    for x, y in rim:
        pen.line([(0.5, 0.92), (x, y)], 0.018, darker(colour, 0.25))


def clownfish(pen: Pen, colour: Colour) -> None:
    fish(pen, colour)
    for x, half in ((0.3, 0.12), (0.5, 0.2), (0.7, 0.21)):
        pen.line([(x, 0.55 - half), (x + 0.03, 0.55), (x, 0.55 + half)], 0.085, BLACK)
        pen.line([(x, 0.56 - half), (x + 0.03, 0.55), (x, 0.54 + half)], 0.055, WHITE)
    pen.ellipse(0.82, 0.5, 0.05, 0.05, WHITE)
    pen.ellipse(0.83, 0.5, 0.026, 0.026, BLACK)


_DEEP = "underwater"
SEA_ANIMALS: dict[str, Kind] = {
    "seal": Kind(seal, "seal", ((128, 136, 148),), "manatee", 0.44, home="beach",
                 head=(0.75, 0.12, 0.15)),
    "walrus": Kind(walrus, "walrus", ((150, 104, 80),), "", 0.48, home="snow",
                   head=(0.75, 0.12, 0.15)),
    "seahorse": Kind(seahorse, "seahorse", ((246, 178, 60),), "", 0.46, home=_DEEP, flies=True),
    "starfish": Kind(starfish, "starfish", ((240, 110, 80),), "", 0.32, home="beach"),
    "lobster": Kind(lobster, "lobster crayfish", ((206, 50, 40),), "", 0.42, home="beach"),
    "shrimp": Kind(shrimp, "shrimp prawn", ((246, 140, 110),), "", 0.34, home=_DEEP, flies=True),
    "squid": Kind(squid, "squid", ((214, 120, 150),), "", 0.44, home=_DEEP, flies=True),
    "manta ray": Kind(ray, "stingray manta", ((76, 104, 140),), "", 0.5, home=_DEEP, flies=True),
    "pufferfish": Kind(pufferfish, "pufferfish blowfish", ((226, 184, 80),), "", 0.36, home=_DEEP,
                       flies=True),
    "orca": Kind(orca, "orca", ((34, 38, 50),), "", 0.52, home="sea", flies=True),
    "narwhal": Kind(narwhal, "narwhal", ((130, 150, 180),), "", 0.48, 0.4, "sea", flies=True),
    "axolotl": Kind(axolotl, "axolotl", ((246, 170, 190),), "salamander newt", 0.38, home=_DEEP,
                    head=(0.4, 0.22, 0.2)),
    "shell": Kind(shell, "shell seashell shells clam scallop", ((246, 190, 170),), "oyster", 0.3,
                  home="beach"),
    "clownfish": Kind(clownfish, "clownfish nemo", ((244, 116, 36),), "", 0.34, home=_DEEP,
                      flies=True),
}  # fmt: skip
