"""Every kind of thing that the renderer draws, with its words."""

from dataclasses import replace

from .kind import Kind
from .people.heads import HEADS
from .people.people import PEOPLE
from .people.seats import SEAT_KINDS
from .people.stations import STATIONS
from .people.tools import TOOLS
from .people.trades import TRADES
from .people.wear import WEAR
from .things.aircraft import AIRCRAFT
from .things.appliances import APPLIANCES
from .things.beasts import BEASTS
from .things.belongings import BELONGINGS
from .things.birds import BIRDS
from .things.blossoms import BLOSSOMS
from .things.boats import BOATS
from .things.buildings import BUILDINGS
from .things.cars import CARS
from .things.cupboards import CUPBOARDS
from .things.dishes import DISHES
from .things.drinks import DRINKS
from .things.flyers import FLYERS
from .things.food import FOOD
from .things.fruit import FRUIT
from .things.furniture import FURNITURE
from .things.halloween import HALLOWEEN
from .things.household import HOUSEHOLD
from .things.insects import INSECTS
from .things.instruments import INSTRUMENTS
from .things.landmarks import LANDMARKS
from .things.legends import LEGENDS
from .things.machines import MACHINES
from .things.more_things import MORE_THINGS
from .things.natural import NATURAL
from .things.objects import OBJECTS
from .things.orchestra import ORCHESTRA
from .things.pantry import PANTRY
from .things.papers import PAPERS
from .things.plants import PLANTS
from .things.reptiles import REPTILES
from .things.robots import ROBOTS
from .things.sea_animals import SEA_ANIMALS
from .things.sitters import SITTERS
from .things.sports_gear import SPORTS_GEAR
from .things.stationery import STATIONERY
from .things.study import STUDY
from .things.sweets import SWEETS
from .things.swimmers import SWIMMERS
from .things.toys import TOYS
from .things.transport import TRANSPORT
from .things.valuables import VALUABLES
from .things.vegetables import VEGETABLES
from .things.wild_plants import WILD_PLANTS
from .things.workshop import WORKSHOP

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
# What is drawn in a bowl of its own.
SERVED = {"soup", "noodles", "rice", "salad", "ramen"}
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
    "chocolate cake": "strawberry strawberries cream icing frosting birthday",
    "lemonade": "ice cube cubes lemon lemons straw", "cocktail": "ice cube cubes lemon straw",
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
