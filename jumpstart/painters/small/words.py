"""The words that the small model was trained with. Other words mean nothing to it.

The words of before keep their numbers, so new ones stand in tables of their own, at the end of the
vocabulary (tokenizer.py). Each line is a meaning: its name, and the other words for it.
"""


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    """Name → all words for it, the name among them."""
    return {line.split()[0]: tuple(line.split()) for line in lines.strip().splitlines()}


SHAPES = _table("""
circle ball sphere disc disk dot planet globe
square cube box rectangle block
triangle pyramid cone
star
heart
diamond rhombus gem
ring donut doughnut wreath hoop
cross plus
""")
THINGS = _table("""
house home cottage cabin hut villa
tree oak maple
boat sailboat ship yacht sailing
astronaut spaceman cosmonaut
horse pony
cat kitten kitty
dog puppy hound
bird gull seagull dove
car automobile taxi
rocket spaceship spacecraft
flower daisy
lighthouse
person people man men guy boy child children kid
""")
MORE_THINGS = _table("""
rabbit bunny hare
fox
bear grizzly teddy
panda
lion
elephant mammoth
giraffe
cow bull cattle
sheep lamb
owl
penguin
butterfly moth
fish goldfish
whale orca
frog toad
dragon
unicorn
woman women lady mother girl
wizard magician
knight warrior
pirate
robot android
snowman
bicycle bike
bus
train locomotive
plane airplane jet
castle fortress
windmill mill
bridge
pagoda temple shrine
palm
sunflower
rose
tulip
cactus cacti
mushroom toadstool
pizza
cake
burger hamburger cheeseburger
coffee cup mug tea
sushi
apple
teapot kettle
book novel
umbrella parasol
chest
sofa couch
kite
""") | {"hot air balloon": ("balloon",)}
GROUNDS = _table("""
sea ocean water waves
mountains mountain alps peak
desert dunes dune sand sahara
city cities skyline town downtown
meadow field grass hill countryside park
forest woods trees
snow winter arctic snowy
mars martian
space galaxy cosmos universe
""")
MORE_GROUNDS = _table("""
beach shore coast seaside island tropical
lake pond
river stream
underwater reef
street road alley
garden
jungle rainforest
savanna savannah safari
room bedroom indoors
library bookshelf
""")
TIMES = _table("""
day daytime noon morning sunny sun midday
sunset sunrise dusk dawn evening twilight
night midnight moon moonlight moonlit starry nighttime
""")
SIZES = _table("""
small tiny little miniature
large big huge giant enormous
""")
WEATHERS = _table("""
rain rainy raining
storm stormy thunderstorm lightning
fog foggy mist misty
autumn fall
""")
STYLES = _table("""
watercolor watercolour
pixel pixelated
lines line outline
sepia
""")
NUMBERS = _table("""
two pair couple
three several
""")
