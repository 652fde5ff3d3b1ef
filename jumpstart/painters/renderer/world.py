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

# Each shape with its words. If a word is unknown, it is looked up without its plural s.
SHAPES: dict[str, tuple[str, ...]] = {
    "circle": ("circle", "ball", "sphere", "disc", "disk", "dot", "orb"),
    "square": ("square", "cube", "box", "rectangle", "block"),
    "triangle": ("triangle", "cone"),
    "star": ("star",),
    "heart": ("heart",),
    "diamond": ("diamond", "rhombus", "gem"),
    "ring": ("ring", "donut", "doughnut", "wreath", "hoop"),
    "cross": ("cross", "plus"),
}
# Words that are drawn as something else. The answer says so.
SHAPES_LIKE = {"circle": ("bubble", "marble", "pearl"), "diamond": ("jewel",)}
GROUNDS: dict[str, tuple[str, ...]] = {
    "sea": ("sea", "ocean", "water", "bay"),
    "lake": ("lake", "pond"),
    "river": ("river", "stream", "creek", "canal"),
    "beach": ("beach", "shore", "seaside", "coast", "tropical"),
    "underwater": ("underwater",),
    "mountains": ("mountains", "mountain", "alps", "peak"),
    "volcano": ("volcano",),
    "desert": ("desert", "dunes", "dune", "sand", "sahara"),
    "savanna": ("savanna", "savannah", "safari"),
    "city": ("city", "cities", "skyline", "downtown", "metropolis"),
    "street": ("street",),
    "village": ("village", "town", "favela", "slum"),
    "meadow": ("meadow", "field", "grass", "countryside"),
    "garden": ("garden", "flowerbed"),
    "forest": ("forest", "woods", "trees", "woodland"),
    "jungle": ("jungle", "rainforest"),
    "snow": ("snow", "winter", "arctic", "ice", "frozen", "snowy", "icy", "tundra"),
    "mars": ("mars",),
    "lunar": ("lunar",),
    "space": ("space", "cosmos", "universe", "nebula"),
    "sky": ("skies", "heaven"),
    "room": ("room", "indoors"),
    "kitchen": ("kitchen",),
    "library": ("library", "bookshelf", "bookshelves"),
    "table": ("tabletop",),
}
GROUNDS_LIKE: dict[str, tuple[str, ...]] = {
    "city": ("berlin", "dubai", "chicago"),
    "snow": ("antarctica",),
    "jungle": ("amazon",),
    "savanna": ("africa", "plains", "prairie"),
    "room": ("house interior",),
    "sea": ("atlantic", "pacific"),
    "meadow": ("yard", "lawn"),
}
TIMES: dict[str, tuple[str, ...]] = {
    "day": ("day", "daytime", "noon", "morning", "sunny", "sun", "midday"),
    "sunset": ("sunset", "sunrise", "dusk", "dawn", "evening"),
    "twilight": ("twilight",),
    "night": ("night", "midnight", "moon", "moonlight", "moonlit", "starry", "stars", "nighttime"),
}
# Grounds without a sky above them.
NO_HEAVEN = {
    "abstract", "atlantis", "city from above", "forest from above", "from above", "galaxy",
    "graffiti", "isometric", "mandala", "solar system",
    "attic", "bar", "bathroom", "bedroom", "cafe", "cave", "classroom", "dungeon", "factory",
    "greenhouse", "hospital", "inside a church", "island from above", "kitchen", "laboratory",
    "library", "living room", "lunar", "museum", "nursery", "office", "reef", "restaurant",
    "room", "shop", "space", "spaceship cabin", "stage", "staircase", "station", "studio",
    "sunroom", "table", "throne room", "underwater", "workshop",
}  # fmt: skip
# Grounds without a floor for shadows.
AIRY = {
    "space", "sky", "underwater", "reef", "galaxy", "solar system", "abstract", "mandala",
}  # fmt: skip
PLACES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Thing:
    """A shape or a thing. The painter decides what is None."""

    kind: str
    colour: Colour | None = None
    size: str | None = None
    place: str | None = None  # in the whole picture
    wears: tuple[tuple[str, Colour | None], ...] = ()
    holds: "Thing | None" = None
    aloft: bool = False  # it flies or jumps
    pose: str | None = None  # what it does: see acts.py
    dress: str | None = None  # clothes, or a person whose clothes it wears
    dress_colour: Colour | None = None
    filled: "Thing | None" = None  # what it holds as a bowl does


@dataclass(frozen=True, slots=True)
class Scene:
    """What a prompt says. At most one of `ground` and `background` is set."""

    things: tuple[Thing, ...] = ()
    background: Colour | None = None
    ground: str | None = None
    time: str | None = None
    relation: str | None = None  # of a thing to the next one
    colours: tuple[Colour, ...] = ()  # colours that describe no known thing, if there is no thing
    related: int = 0  # which thing has the relation
    far: str | None = None  # what is seen behind the ground
    sky: Colour | None = None
    tint: Colour | None = None  # the colour of the ground
    weather: str | None = None
    season: str | None = None
    style: str | None = None
    peak: bool = False  # the first thing is on top of a mountain
    parts: frozenset[str] = frozenset()  # named parts of things, which their drawings show anyway
    without: frozenset[str] = frozenset()  # what the picture must not show
    crowd: Thing | None = None  # what the ground is full of: "a field of tulips"
    way: str | None = None  # a road, a path or rails through the ground
    close: bool = False  # a portrait, or a photo from very near


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
