"""The words of the small world: colours, shapes, things, grounds, times."""

from dataclasses import dataclass

Colour = tuple[int, int, int]

WHITE: Colour = (247, 245, 240)
BLACK: Colour = (26, 27, 33)
COLOURS: dict[str, Colour] = {
    "red": (214, 40, 44),
    "crimson": (184, 28, 60),
    "scarlet": (222, 44, 36),
    "maroon": (122, 32, 48),
    "orange": (244, 132, 36),
    "gold": (222, 172, 58),
    "golden": (222, 172, 58),
    "yellow": (250, 214, 62),
    "beige": (228, 209, 180),
    "brown": (126, 80, 48),
    "green": (48, 150, 76),
    "lime": (150, 205, 60),
    "olive": (122, 128, 56),
    "turquoise": (62, 182, 178),
    "teal": (28, 124, 130),
    "cyan": (84, 204, 226),
    "blue": (38, 92, 206),
    "navy": (30, 46, 98),
    "indigo": (76, 64, 168),
    "purple": (122, 62, 178),
    "violet": (146, 98, 200),
    "lavender": (190, 172, 230),
    "magenta": (206, 60, 152),
    "pink": (246, 142, 182),
    "white": WHITE,
    "black": BLACK,
    "gray": (138, 143, 150),
    "grey": (138, 143, 150),
    "silver": (192, 198, 206),
}
# The colours of captions. They differ enough to be told apart at 64 pixels.
BASIC_COLOURS = (
    "red",
    "orange",
    "yellow",
    "green",
    "blue",
    "purple",
    "pink",
    "brown",
    "white",
    "black",
)
SHADES = {
    "light": (WHITE, 0.45),
    "pale": (WHITE, 0.55),
    "dark": (BLACK, 0.45),
    "deep": (BLACK, 0.3),
}

# Each kind with its words. If a word is unknown, it is looked up without its plural s.
SHAPES: dict[str, tuple[str, ...]] = {
    "circle": ("circle", "ball", "sphere", "disc", "disk", "dot", "planet", "globe"),
    "square": ("square", "cube", "box", "rectangle", "block"),
    "triangle": ("triangle", "pyramid", "cone"),
    "star": ("star",),
    "heart": ("heart",),
    "diamond": ("diamond", "rhombus", "kite", "gem"),
    "ring": ("ring", "donut", "doughnut", "wreath", "hoop"),
    "cross": ("cross", "plus"),
}
THINGS: dict[str, tuple[str, ...]] = {
    "house": ("house", "home", "cottage", "cabin", "hut", "barn", "castle", "church"),
    "tree": ("tree", "oak", "maple"),
    "boat": ("boat", "sailboat", "ship", "yacht", "sailing", "canoe"),
    "astronaut": ("astronaut", "spaceman", "cosmonaut"),
    "horse": ("horse", "pony", "unicorn", "donkey"),
    "cat": ("cat", "kitten", "kitty", "tiger"),
    "dog": ("dog", "puppy", "corgi", "hound", "fox", "wolf"),
    "bird": ("bird", "eagle", "gull", "seagull", "raven", "dove", "owl"),
    "car": ("car", "automobile", "taxi", "truck"),
    "rocket": ("rocket", "spaceship", "spacecraft"),
    "flower": ("flower", "rose", "tulip", "daisy", "sunflower"),
    "lighthouse": ("lighthouse", "tower"),
    "person": (
        "person",
        "man",
        "woman",
        "girl",
        "boy",
        "child",
        "king",
        "queen",
        "robot",
        "family",
    ),
}
IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child"}
GROUNDS: dict[str, tuple[str, ...]] = {
    "sea": ("sea", "ocean", "lake", "water", "waves", "river", "coast", "shore", "harbor"),
    "mountains": ("mountains", "mountain", "alps", "peak", "volcano", "cliff"),
    "desert": ("desert", "dunes", "dune", "sand", "sahara", "beach"),
    "city": ("city", "skyline", "town", "street", "downtown", "skyscraper", "york", "tokyo"),
    "meadow": ("meadow", "field", "grass", "garden", "hill", "park", "countryside", "valley"),
    "forest": ("forest", "woods", "jungle", "trees"),
    "snow": ("snow", "winter", "arctic", "ice", "snowy", "antarctica"),
    "mars": ("mars", "martian"),
    "space": ("space", "galaxy", "cosmos", "universe", "nebula"),
}
TIMES: dict[str, tuple[str, ...]] = {
    "day": ("day", "daytime", "noon", "morning", "sunny", "sun", "midday"),
    "sunset": ("sunset", "sunrise", "dusk", "dawn", "evening", "twilight"),
    "night": ("night", "midnight", "moon", "moonlight", "moonlit", "starry", "nighttime"),
}
SIZES: dict[str, tuple[str, ...]] = {
    "small": ("small", "tiny", "little", "miniature"),
    "large": ("large", "big", "huge", "giant", "enormous"),
}
COUNTS = {"two": 2, "pair": 2, "couple": 2, "three": 3, "four": 4, "several": 3, "many": 4}
PLACES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Thing:
    """A shape or a thing. The painter decides what is None."""

    kind: str
    colour: Colour | None = None
    size: str | None = None
    place: str | None = None  # in the whole picture


@dataclass(frozen=True, slots=True)
class Scene:
    """What a prompt says. At most one of `ground` and `background` is set."""

    things: tuple[Thing, ...] = ()
    background: Colour | None = None
    ground: str | None = None
    time: str | None = None
    relation: str | None = None  # of the first thing to the second
    colours: tuple[Colour, ...] = ()  # colours that describe no known thing


def words_of(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Word → kind."""
    return {word: kind for kind, words in table.items() for word in words}


def mix(colour: Colour, other: Colour, share: float) -> Colour:
    """`colour` with a `share` (0…1) of `other` mixed in."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def basic_colour(colour: Colour) -> str:
    """The name of the basic colour nearest to `colour`."""
    return min(
        BASIC_COLOURS,
        key=lambda name: sum((a - b) ** 2 for a, b in zip(COLOURS[name], colour, strict=True)),
    )
