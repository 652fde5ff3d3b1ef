"""The words of a prompt: what each of them means to the renderer."""

from ..grounds.heavens import NIGHTLY
from ..grounds.more_grounds import MORE
from ..kinds import KINDS
from ..people.wear import GARMENTS
from ..world import GROUNDS, GROUNDS_LIKE, SHAPES, SHAPES_LIKE, TIMES, Colour, words_of

STYLES: dict[str, str] = {
    "watercolour": "watercolour watercolor aquarelle",
    "oil": "oil acrylic",
    "pixels": "pixels pixel pixelated 8bit",
    "lines": "lines lineart outline colouring coloring",
    "pencil": "pencil sketch",
    "monochrome": "monochrome noir grayscale greyscale",
    "sepia": "sepia",
    "faded": "vintage",
    "neon": "neon cyberpunk synthwave",
    "low poly": "lowpoly polygonal",
    "cartoon": "cartoon",
    "poster": "poster",
    "strokes": "impressionist impressionism expressionist expressionism",
    "mosaic": "mosaic",
    "origami": "origami",
    "paper cut": "papercut papercraft",
    "clay": "clay claymation plasticine",
    "knitted": "knitted crochet crocheted embroidery embroidered woolen",
    "comic": "comic comics",
    "pop art": "popart",
    "woodblock": "woodblock ukiyo",
    "cubist": "cubist cubism",
    "chalk": "chalk",
    "blueprint": "blueprint",
    "charcoal": "charcoal",
    "ink wash": "ink sumi",
    "steampunk": "steampunk",
    "minimal": "minimal minimalist minimalistic minimalism",
    "silhouette": "silhouette silhouettes",
    "coloured pencil": "",
}
STYLES_LIKE: dict[str, str] = {
    "cartoon": "disney anime manga pixar ghibli storybook",
    "strokes": "monet",
    "woodblock": "hokusai",
    "cubist": "picasso",
    "clay": "felt",
    "faded": "retro",
    "pixels": "minecraft",
    "pop art": "warhol",
    "neon": "vaporwave",
}
WEATHERS: dict[str, str] = {
    "rain": "rain rainy raining drizzle puddles puddle",
    "storm": "storm stormy thunderstorm lightning thunder",
    "snowfall": "snowing snowstorm snowfall blizzard snowflakes",
    "fog": "fog foggy mist misty haze hazy",
    "clouds": "cloudy overcast clouds cloud",
    "rainbow": "rainbow",
    "aurora": "aurora",
    "fireworks": "fireworks firework",
    "meteors": "meteor meteors comet",
    "sunbeams": "sunbeam sunbeams sunrays sunlight sunlit",
    "wind": "windy wind breeze",
}
SEASONS: dict[str, str] = {
    "autumn": "autumn fall autumnal",
    "spring": "spring springtime",
    "summer": "summer summertime",
    "winter": "wintry",
}
SIZES: dict[str, str] = {
    "small": "small tiny little miniature",
    "large": "large big huge giant enormous",
}
COUNTS = {
    "two": 2,
    "pair": 2,
    "couple": 2,
    "three": 3,
    "several": 3,
    "four": 4,
    "many": 5,
    "crowd": 6,
    "group": 4,
    "bunch": 4,
    "five": 5,
    "six": 6,
    "herd": 4,
    "flock": 4,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "6": 6,
    "one": 1,
    "1": 1,
}
# What a thing can be made of, by its colour.
MATERIALS: dict[str, Colour] = {
    "gold": (236, 186, 60), "silver": (196, 202, 210), "wood": (160, 110, 66),
    "stone": (140, 142, 148), "ice": (190, 226, 246), "glass": (196, 228, 236),
    "chocolate": (104, 64, 40), "candy": (246, 140, 186), "clouds": (244, 246, 250),
    "fire": (244, 120, 36), "paper": (246, 242, 232), "sand": (232, 200, 140),
    "snow": (240, 244, 250), "metal": (150, 158, 170), "cheese": (250, 208, 80),
    "lego": (250, 206, 50), "crystal": (170, 206, 250), "water": (90, 170, 226),
    "lava": (230, 80, 30), "grass": (90, 160, 70), "leaves": (90, 150, 70),
    "bread": (206, 150, 90), "light": (255, 244, 190), "yarn": (226, 130, 150),
}  # fmt: skip
# Words for several, each with who they are.
GROUPS = {
    "couple": ("woman", "person"), "lovers": ("woman", "person"), "newlyweds": ("bride", "groom"),
    "parents": ("woman", "person"), "family": ("person", "woman", "girl", "boy"),
    "friends": ("woman", "person", "girl", "boy"), "siblings": ("girl", "boy"),
    "twins": ("girl", "girl"), "band": ("rocker", "drum", "singer"),
    "team": ("footballer", "footballer", "footballer"),
    "orchestra": ("violinist", "groom", "violinist"), "crew": ("sailor", "captain", "sailor"),
}  # fmt: skip
CLOSE_WORDS = {"portrait", "headshot", "selfie", "closeup", "macro", "face"}
RELATIONS = {
    "above": "above",
    "over": "above",
    "below": "below",
    "under": "below",
    "beneath": "below",
    "underneath": "below",
    "riding": "on",
    "rides": "on",
    "atop": "on",
    "on": "on",
    "before": "before",
    "behind": "behind",
    "inside": "inside",
    "in": "inside",
    "crossing": "on",
    "across": "on",
    "at": "at",
    "hugging": "hug",
    "hugs": "hug",
    "cuddling": "hug",
    "kissing": "hug",
    "petting": "hug",
    "between": "between",
    "looking": "towards",
    "watching": "towards",
    "staring": "towards",
    "facing": "towards",
    "guarding": "towards",
    "feeding": "towards",
    "chasing": "chasing",
    "chases": "chasing",
    "following": "chasing",
    "leaning": "lean",
    "driving": "inside",
    "drives": "inside",
}
HOLDS: dict[str, str] = {
    "holds": "holding holds carrying carries eating eats drinking drinks playing plays "
    "using uses swinging shooting throwing",
    "cooks": "preparing prepares",
    "flies": "flying",
}


def spread(table: dict[str, str]) -> dict[str, str]:
    """Word → name, for names with their words in one text."""
    return {word: name for name, words in table.items() for word in words.split()}


def _kind_words() -> dict[str, str]:
    found = {word: name for name, kind in KINDS.items() for word in kind.like.split()}
    found |= words_of(SHAPES_LIKE) | words_of(SHAPES)
    found |= {word: name for name, kind in KINDS.items() for word in kind.words.split()}
    # Names of several words come from PHRASES and EMOJI alone.
    return found | {name: name for name in KINDS if " " in name}


KIND_WORDS = _kind_words()
_MORE_WORDS = {word: name for name, ground in MORE.items() for word in ground.words.split()}
_MORE_LIKE = {word: name for name, ground in MORE.items() for word in ground.like.split()}
GROUND_WORDS = words_of(GROUNDS) | words_of(GROUNDS_LIKE) | _MORE_WORDS | _MORE_LIKE
GROUND_WORDS |= {
    name: name for name in MORE if " " in name
}  # names of several words come from phrases alone
TIME_WORDS = words_of(TIMES)
STYLE_WORDS = (
    spread(STYLES_LIKE)
    | spread(STYLES)
    | {
        "van gogh": "strokes",
        **{name: name for name in STYLES if " " in name},
        "stained glass": "stained glass",
    }
)
HOLD_WORDS = spread(HOLDS)
WEATHER_WORDS = spread(WEATHERS) | {name: name for name in NIGHTLY}
SEASON_WORDS, SIZE_WORDS = spread(SEASONS), spread(SIZES)
GARMENT_WORDS = {word: name for name, (_, words, _) in GARMENTS.items() for word in words.split()}
# Words that mean something else than what is drawn for them, each with what it is drawn as.
OWN_WORDS = {word for kind in KINDS.values() for word in kind.words.split()}.union(
    words_of(SHAPES), words_of(GROUNDS), spread(STYLES), _MORE_WORDS
)
DRAWN_AS: dict[str, str] = {
    word: name
    for word, name in {
        **{word: name for name, kind in KINDS.items() for word in kind.like.split()},
        **words_of(SHAPES_LIKE),
        **words_of(GROUNDS_LIKE),
        **_MORE_LIKE,
        **spread(STYLES_LIKE),
    }.items()
    if word not in OWN_WORDS
}
