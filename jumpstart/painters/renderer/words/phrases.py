"""Words that mean one thing together."""

from .act_phrases import ACT_PHRASES
from .compounds import COMPOUNDS
from .place_phrases import PLACES_SAID

# Each meaning with its phrases.
_SAID: dict[str, str] = {
    "hot air balloon": "hot air balloon, hot air balloons",
    "christmas tree": "christmas tree",
    "ice cream": "ice cream, ice cream cone",
    "eiffel tower": "eiffel tower",
    "slice of pizza": "slice of pizza, pizza slice",
    "insect robot": "insect robot, robot insect, robotic insect",
    "old man": "old man, elderly man, old gentleman",
    "cherry tree": "cherry blossom, cherry tree",
    "bare tree": "bare tree",
    "pagoda": "japanese temple, chinese temple, buddhist temple",
    "street lamp": "street lamp, street light",
    "ship": "pirate ship",
    "chest": "treasure chest",
    "books": "stack of books, pile of books",
    "fishbowl": "fish bowl, goldfish bowl",
    "pot": "flower pot",
    "coffee": "cup of tea, cup of coffee",
    "ufo": "flying saucer",
    "palm": "palm tree, palm trees",
    "pine": "pine tree, pine trees",
    "open box": "cardboard box",
    "football": "soccer ball",
    "polar bear": "polar bear",
    "santa": "santa claus",
    "bow tie": "bow tie",
    "hat": "top hat",
    "pointed hat": "party hat",
    "rocket": "space ship, space shuttle",
    "boat": "sail boat",
    "fries": "french fries",
    "noodles": "bowl of noodles",
    "sushi": "plate of sushi",
    "pancakes": "stack of pancakes, plate of pancakes",
    "juice": "orange juice, apple juice, glass of juice, glass of orange juice",
    "lemonade": "glass of lemonade",
    "bread": "loaf of bread",
    "milk": "glass of milk",
    "hot dog": "hot dog, hot dogs",
    "cookie": "plate of cookies",
    "window": "window sill",
    "meal": "plate of food",
    "jungle": "rain forest",
    "underwater": "under water, under the water, under the sea, under the ocean, deep sea",
    "space": "outer space",
    "lunar": "on the moon, moon surface",
    "monochrome": "black and white",
    "lines": "line drawing, line art",
    "pencil": "pencil drawing, pencil sketch",
    "oil": "oil painting, oil paint",
    "pixels": "pixel art, 8 bit",
    "low poly": "low poly",
    "van gogh": "van gogh",
    "aurora": "northern lights, aurora borealis",
    "before": "in front of, with a view of, with a view to, view of",
    "atop": "on top of",
}
PHRASES: dict[str, str] = {
    phrase: name
    for names in (_SAID, COMPOUNDS, ACT_PHRASES)
    for name, phrases in names.items()
    for phrase in phrases.split(", ")
} | PLACES_SAID
