"""Every kind of thing that the renderer draws, with its words."""

from dataclasses import replace

from .aircraft import AIRCRAFT
from .appliances import APPLIANCES
from .beasts import BEASTS
from .belongings import BELONGINGS
from .birds import BIRDS
from .blossoms import BLOSSOMS
from .boats import BOATS
from .buildings import BUILDINGS
from .cars import CARS
from .cupboards import CUPBOARDS
from .dishes import DISHES
from .drinks import DRINKS
from .flyers import FLYERS
from .food import FOOD
from .fruit import FRUIT
from .furniture import FURNITURE
from .halloween import HALLOWEEN
from .heads import HEADS
from .household import HOUSEHOLD
from .insects import INSECTS
from .instruments import INSTRUMENTS
from .kind import Kind
from .landmarks import LANDMARKS
from .legends import LEGENDS
from .machines import MACHINES
from .more_things import MORE_THINGS
from .natural import NATURAL
from .objects import OBJECTS
from .orchestra import ORCHESTRA
from .pantry import PANTRY
from .papers import PAPERS
from .people import PEOPLE
from .plants import PLANTS
from .reptiles import REPTILES
from .robots import ROBOTS
from .sea_animals import SEA_ANIMALS
from .seats import SEAT_KINDS
from .sitters import SITTERS
from .sports_gear import SPORTS_GEAR
from .stationery import STATIONERY
from .stations import STATIONS
from .study import STUDY
from .sweets import SWEETS
from .swimmers import SWIMMERS
from .tools import TOOLS
from .toys import TOYS
from .trades import TRADES
from .transport import TRANSPORT
from .valuables import VALUABLES
from .vegetables import VEGETABLES
from .wear import WEAR
from .wild_plants import WILD_PLANTS
from .workshop import WORKSHOP

EATEN = {**DISHES, **SWEETS, **DRINKS, **VEGETABLES}
# What one takes in one's hands.
SMALL = {**TOYS, **SPORTS_GEAR, **STUDY, **STATIONERY, **BELONGINGS, **VALUABLES, **WORKSHOP}
KINDS: dict[str, Kind] = {
    **SITTERS, **BEASTS, **FLYERS, **BIRDS, **INSECTS, **SWIMMERS, **SEA_ANIMALS,
    **REPTILES, **PEOPLE, **ROBOTS, **LEGENDS, **HALLOWEEN,
    **MACHINES, **CARS, **TRANSPORT, **BOATS, **AIRCRAFT,
    **BUILDINGS, **LANDMARKS, **NATURAL,
    **PLANTS, **BLOSSOMS, **WILD_PLANTS, **FOOD, **FRUIT, **OBJECTS, **FURNITURE,
    **INSTRUMENTS, **ORCHESTRA, **WEAR, **MORE_THINGS,
    **HOUSEHOLD, **PANTRY, **EATEN, **SMALL, **APPLIANCES, **CUPBOARDS,
    **TRADES, **TOOLS, **STATIONS, **SEAT_KINDS, **PAPERS,
}  # fmt: skip
KINDS |= {name: replace(KINDS[name], head=head) for name, head in HEADS.items()}
# What one holds in a hand. Other things stand beside.
HELD = {*FOOD, *FRUIT, *PANTRY, *EATEN,
    *OBJECTS, *FURNITURE, *INSTRUMENTS, *ORCHESTRA, *WEAR, *TOOLS, *PAPERS, "flower", "rose",
        "tulip",
    "sunflower", *BLOSSOMS, "leaf", "branch", "vase", "acorn", "bamboo",
    "shield", "hammer", "trophy", "feather", "skateboard", "surfboard", "pancakes",
    "juice", "croissant", "pan", "radio", *SMALL} - {
    "basketball hoop", "golf", "bowling", "ladder", "wheelbarrow", "cannon", "cauldron",
    "chair", "table", "sofa", "bed", "piano", "drum", "street lamp", "fire", "planet", "moon",
}  # fmt: skip
# A driver is seen above these.
DRIVEN = {*CARS, *TRANSPORT, *BOATS, *MACHINES, *AIRCRAFT} - {"bicycle", "motorcycle", "scooter",
    "unicycle", "ufo", "satellite", "parachute", "fast train", "liner"}  # fmt: skip
# Things that others are in. They hide the lower part of what is in them.
HOLLOW = {"upturned hat", "bowl", "open box", "basket",
          "pot", "fishbowl", "chest", "coffee", "vase", "bed", "boat", "car",
          "bottle", "submarine", "canoe", "gondola", "sleigh", "teacup", "bathtub",
          "cauldron", *DRIVEN}  # fmt: skip
# What can be full of small things, and these small things.
BOWLS = {"heap", "basket", "bowl", "vase", "pot", "open box", "chest"}
FILLING = {*FOOD, *FRUIT, *PANTRY, *EATEN, "flower", "rose", "tulip", "sunflower", *BLOSSOMS,
    "mushroom",
    "leaf", "football",
    "gift", "book", "key", "upturned hat"}  # fmt: skip
# What a person carries in both arms.
CARRIED = {"baby", "cat", "rabbit", "penguin", "chicken", "duck", "pig", "mouse", "hamster",
           "owl", "football", "pumpkin", "bear"}  # fmt: skip
PERCHED = {"parrot", "bird", "owl", "eagle"}  # they sit on a person's shoulder
# What a drawing shows anyway: "a birthday cake with candles" needs no further candle.
PARTS: dict[str, str] = {
    "cake": "birthday wedding candle candles cream icing frosting",
        "pizza": "cheese pepperoni salami tomato mushroom mushrooms",
    "slice of pizza": "cheese pepperoni salami tomato mushroom mushrooms",
    "snowman": "carrot nose hat button buttons arms",
    "castle": "flag flags tower towers gate medieval fairytale",
        "house": "window windows door chimney roof",
    "cabin": "log wooden window windows door chimney roof", "wizard": "beard hat robe",
        "witch": "hat",
    "knight": "armor armour helmet", "pirate": "hat beard eyepatch", "chef": "hat",
        "robot": "antenna metal",
    "king": "crown beard robe", "queen": "crown", "dragon": "wing wings horns",
        "santa": "beard hat",
    "unicorn": "horn mane", "lion": "mane", "elephant": "trunk tusks",
        "train": "steam smoke vintage old",
    "rocket": "flame flames launching", "coffee": "steam steaming hot", "sushi": "rolls chopsticks",
    "chest": "gold coins", "windmill": "blades", "burger": "lettuce cheese tomato",
        "noodles": "chopsticks bowl",
    "cactus": "flower spines", "pancakes": "syrup maple butter honey", "mushroom": "spots",
        "ship": "sail sails sailing",
        "boat": "sail sails sailing",
    "lighthouse": "striped stripes", "fairy": "wings", "viking": "beard", "cowboy": "hat",
    "hot air balloon": "basket", "eiffel tower": "tower", "ice cream": "cone cherry scoops",
    "bicycle": "wheels", "ufo": "lights", "fire": "flames burning", "candle": "flame burning lit",
        "vase": "flowers",
}  # fmt: skip
FOLK = {**PEOPLE, **TRADES}
ALIVE = {*SITTERS, *BEASTS, *FLYERS, *BIRDS, *INSECTS, *SWIMMERS, *SEA_ANIMALS, *REPTILES, *FOLK,
         *ROBOTS, "hedgehog", "otter"}  # fmt: skip
