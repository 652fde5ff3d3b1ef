"""How a person stands while they do something: where hands, knees and feet are."""

from dataclasses import dataclass, replace

from ..brush import Point

Pair = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Stance:
    """Points are in the figure's square: the left hand and foot, then the right ones."""

    hands: Pair = ((0.24, 0.56), (0.76, 0.56))
    feet: Pair = ((0.44, 0.975), (0.56, 0.975))
    knees: Pair | None = None  # None: the legs are straight
    elbows: Pair | None = None  # None: half way, a little outwards
    drop: float = 0.0  # how far body and head are lower
    tilt: float = 0.0  # how far the head is before the feet

    def lowered(self) -> "Stance":
        """The same with its hands at the lowered body."""
        (ax, ay), (bx, by) = self.hands
        return replace(self, hands=((ax, ay + self.drop), (bx, by + self.drop)))


STANDING = Stance()
_FRONT: Pair = ((0.42, 0.56), (0.58, 0.56))  # both hands before the body
_UP: Pair = ((0.2, 0.1), (0.8, 0.1))
_REACH: Pair = ((0.78, 0.5), (0.84, 0.46))  # both hands forward
_SEATED: Pair = ((0.42, 0.99), (0.58, 0.99))
_LAP: Pair = ((0.4, 0.85), (0.6, 0.85))
_CROSSED: Pair = ((0.66, 0.965), (0.34, 0.965))
_CROSSED_KNEES: Pair = ((0.2, 0.93), (0.8, 0.93))
_STRIDE: Pair = ((0.24, 0.93), (0.74, 0.975))

STANCES: dict[str, Stance] = {
    "walking": Stance(((0.34, 0.6), (0.68, 0.6)), ((0.36, 0.975), (0.66, 0.975)),
                      ((0.44, 0.82), (0.58, 0.8))),
    "running": Stance(((0.3, 0.5), (0.74, 0.44)), ((0.14, 0.86), (0.78, 0.97)),
                      ((0.36, 0.86), (0.68, 0.76)), ((0.28, 0.62), (0.66, 0.58))),
    "dancing": Stance(((0.22, 0.12), (0.84, 0.5)), ((0.46, 0.975), (0.8, 0.86))),
    "ballet": Stance(((0.4, -0.08), (0.6, -0.08)), ((0.5, 0.975), (0.82, 0.8)), None,
                     ((0.24, 0.16), (0.76, 0.16))),
    "jumping": Stance(_UP, ((0.26, 0.88), (0.74, 0.88)), ((0.28, 0.74), (0.72, 0.74))),
    "cheering": Stance(_UP),
    "at play": Stance(_UP, ((0.3, 0.94), (0.7, 0.975)), ((0.34, 0.82), (0.62, 0.82))),
    "flying": Stance(((0.3, 0.56), (0.88, 0.06)), ((0.3, 0.98), (0.44, 0.96)), tilt=0.08),
    "brushing teeth": Stance(((0.24, 0.56), (0.68, 0.4)), elbows=((0.3, 0.48), (0.74, 0.56))),
    "blowing bubbles": Stance(((0.24, 0.56), (0.66, 0.36)), elbows=((0.3, 0.48), (0.74, 0.52))),
    "holding hands": Stance(((0.2, 0.6), (0.8, 0.6)), elbows=((0.28, 0.5), (0.72, 0.5))),
    "kicking": Stance(((0.22, 0.4), (0.76, 0.5)), ((0.4, 0.975), (0.84, 0.86))),
    "sitting": Stance(((0.36, 0.68), (0.64, 0.68)), _SEATED, _LAP, drop=0.12),
    "on the ground": Stance(((0.3, 0.78), (0.7, 0.78)), ((0.2, 0.975), (0.8, 0.975)),
                            ((0.3, 0.86), (0.7, 0.86)), drop=0.26),
    "meditating": Stance(((0.22, 0.88), (0.78, 0.88)), _CROSSED, _CROSSED_KNEES,
                         ((0.26, 0.72), (0.74, 0.72)), drop=0.26),
    "yoga": Stance(((0.47, -0.06), (0.53, -0.06)), ((0.5, 0.975), (0.54, 0.76)),
                   ((0.5, 0.82), (0.76, 0.76)), ((0.3, 0.14), (0.7, 0.14))),
    "reaching": Stance(_REACH, elbows=((0.6, 0.56), (0.72, 0.54))),
    "casting": Stance(((0.26, 0.5), (0.86, 0.28)), _STRIDE),
    "holding up": Stance(((0.26, 0.5), (0.78, 0.16))),
    "before the body": Stance(_FRONT, elbows=((0.3, 0.54), (0.7, 0.54))),
    "strumming": Stance(((0.4, 0.6), (0.72, 0.5)), elbows=((0.27, 0.55), (0.72, 0.56))),
    "surfing": Stance(((0.16, 0.42), (0.86, 0.36)), ((0.26, 0.975), (0.76, 0.975)),
                      ((0.3, 0.84), (0.68, 0.82)), drop=0.06),
    "skiing": Stance(((0.26, 0.6), (0.78, 0.6)), ((0.4, 0.975), (0.6, 0.975)),
                     ((0.44, 0.84), (0.64, 0.82)), ((0.28, 0.56), (0.74, 0.54)), 0.06),
    "skating": Stance(((0.18, 0.44), (0.82, 0.56)), ((0.18, 0.86), (0.62, 0.975)), tilt=0.06),
    "climbing": Stance(((0.36, 0.06), (0.66, 0.2)), ((0.4, 0.975), (0.7, 0.84)),
                       ((0.36, 0.82), (0.68, 0.7))),
    "swimming": Stance(((0.08, 0.42), (0.92, 0.42))),
    "riding": Stance(((0.6, 0.54), (0.72, 0.54)), ((0.5, 0.98), (0.62, 0.98)),
                     ((0.56, 0.8), (0.66, 0.8))),
    "juggling": Stance(((0.2, 0.48), (0.8, 0.48)), elbows=((0.3, 0.56), (0.7, 0.56))),
    "fighting": Stance(((0.62, 0.46), (0.84, 0.42)), _STRIDE, None, ((0.6, 0.54), (0.72, 0.5))),
    "kneeling": Stance(_FRONT, ((0.24, 0.975), (0.6, 0.975)), ((0.42, 0.95), (0.66, 0.82)),
                       drop=0.2),
    "at": Stance(((0.3, 0.64), (0.7, 0.64)), elbows=((0.22, 0.54), (0.78, 0.54))),
}  # fmt: skip
# Poses that are drawn with the same limbs as another one.
SAME = {
    "hugging": "reaching",
    "building something": "kneeling",
    "cooking": "reaching",
    "painting": "reaching",
    "fishing": "reaching",
    "singing": "holding up",
    "waving": "holding up",
    "reading": "before the body",
    "knitting": "before the body",
    "praying": "before the body",
    "lifting": "cheering",
    "boxing": "fighting",
    "conducting": "cheering",
    "digging": "before the body",
    "chopping": "casting",
    "repairing": "reaching",
    "sweeping": "before the body",
}


def stance_of(pose: str | None) -> Stance:
    name = SAME.get(pose or "", pose or "")
    return STANCES.get(name, STANDING)
