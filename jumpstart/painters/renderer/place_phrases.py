"""Words that mean one ground, weather or style together."""

# Each meaning with its phrases. A meaning may have several lines.
_SAID: tuple[tuple[str, str], ...] = (
    ("rice terraces", "rice terraces, rice terrace, rice field, rice fields, terraced fields"),
    ("rice terraces", "rice paddy, rice paddies, tea plantation, tea plantations, tea fields"),
    ("hills", "rolling hills, green hills"),
    ("bamboo forest", "bamboo forest, bamboo grove, bamboo woods"),
    ("cherry avenue", "cherry blossoms, cherry trees, cherry blossom trees, blossoming trees"),
    ("cherry avenue", "cherry orchard"),
    ("reef", "coral reef, coral reefs"),
    ("island", "tropical island, desert island, paradise island"),
    ("island from above", "island seen from above, island from above, aerial view of an island"),
    ("cliffs", "rocky coast, rocky shore, rocky coastline, rugged coast, sea cliffs"),
    ("waves", "big waves, huge waves, giant waves, high waves, large waves, giant wave, huge wave"),
    ("waves", "big wave, rough sea, rough seas, rough ocean, crashing waves"),
    ("lavender field", "lavender field, lavender fields, field of lavender, fields of lavender"),
    ("tulip field", "tulip fields, fields of tulips"),
    ("wheat field", "wheat field, wheat fields, field of wheat, fields of wheat, corn field"),
    ("wheat field", "corn fields, golden field, golden fields"),
    ("rails", "train tracks, railway tracks, railroad tracks, train track"),
    (
        "futuristic city",
        "futuristic city, future city, city of the future, sci fi city, flying cars",
    ),
    ("futuristic city", "flying car, futuristic cityscape, futuristic cities"),
    (
        "neon street",
        "neon lights, neon signs, neon street, neon city, cyberpunk city, times square",
    ),
    ("neon street", "cyberpunk street, hong kong, neon sign"),
    ("new york", "new york city, new york"),
    ("venice", "venetian canal, canals of venice, venice canal"),
    ("alley", "old alley, narrow street, narrow alley, cobblestone street, narrow streets"),
    ("alley", "cobblestone streets, cobbled street, back alley"),
    ("pool", "swimming pool"),
    ("fair", "amusement park, theme park, ferris wheel, fun fair"),
    ("stadium", "football stadium, soccer stadium, football field, soccer field, football pitch"),
    ("station", "train station, railway station, subway station, metro station"),
    ("campsite", "camp site"),
    ("ruins", "ancient ruins, temple ruins, old ruins"),
    ("canyon", "grand canyon, monument valley"),
)
PLACES_SAID: dict[str, str] = {
    phrase: name for name, phrases in _SAID for phrase in phrases.split(", ")
}
