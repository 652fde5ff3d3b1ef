"""The words that the small model was trained with. Other words mean nothing to it."""

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
    "house": ("house", "home", "cottage", "cabin", "hut"),
    "tree": ("tree", "oak", "maple"),
    "boat": ("boat", "sailboat", "ship", "yacht", "sailing"),
    "astronaut": ("astronaut", "spaceman", "cosmonaut"),
    "horse": ("horse", "pony"),
    "cat": ("cat", "kitten", "kitty"),
    "dog": ("dog", "puppy", "hound"),
    "bird": ("bird", "gull", "seagull", "dove"),
    "car": ("car", "automobile", "taxi"),
    "rocket": ("rocket", "spaceship", "spacecraft"),
    "flower": ("flower", "daisy"),
    "lighthouse": ("lighthouse",),
    "person": ("person", "people", "man", "men", "woman", "women", "boy"),
}
GROUNDS: dict[str, tuple[str, ...]] = {
    "sea": ("sea", "ocean", "lake", "water", "waves", "coast", "shore"),
    "mountains": ("mountains", "mountain", "alps", "peak"),
    "desert": ("desert", "dunes", "dune", "sand", "sahara"),
    "city": ("city", "cities", "skyline", "town", "downtown"),
    "meadow": ("meadow", "field", "grass", "hill", "countryside"),
    "forest": ("forest", "woods", "trees"),
    "snow": ("snow", "winter", "arctic", "snowy"),
    "mars": ("mars", "martian"),
    "space": ("space", "galaxy", "cosmos", "universe"),
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
