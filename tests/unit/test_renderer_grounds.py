"""A prompt that names only a place fills the picture with this place."""

import random

import pytest
from PIL import Image, ImageChops, ImageStat

from jumpstart.painters.renderer.draw import paint
from jumpstart.painters.renderer.grounds.more_grounds import MORE
from jumpstart.painters.renderer.reading.read import read_scene
from jumpstart.painters.renderer.reading.told import told
from jumpstart.painters.renderer.words.place_phrases import PLACES_SAID
from jumpstart.painters.renderer.world import NO_HEAVEN, Scene


def drawn(scene: Scene, seed: int = 1) -> Image.Image:
    return paint(scene, (96, 96), random.Random(seed))


def differ(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


@pytest.mark.parametrize(
    ("prompt", "ground"),
    [
        ("rice terraces in asia", "rice terraces"),
        ("foggy hills at dawn", "hills"),
        ("a deep canyon at sunset", "canyon"),
        ("bamboo forest with sunlight", "bamboo forest"),
        ("cherry trees in spring", "cherry avenue"),
        ("autumn park with a small path", "park"),
        ("sea turtle swimming over a coral reef", "reef"),
        ("icebergs floating in a cold sea", "icebergs"),
        ("small island seen from above", "island from above"),
        ("a wizard in a dark cave", "cave"),
        ("a bear at a waterfall", "waterfall"),
        ("a rocky coast with big waves", "cliffs"),
        ("lavender fields in the summer", "lavender field"),
        ("a truck on the highway", "highway"),
        ("a street in Paris", "paris"),
        ("New York skyline at night", "new york"),
        ("Tokyo with neon signs", "neon street"),
        ("Venice canal with gondolas", "venice"),
        ("futuristic city with flying cars", "futuristic city"),
        ("a watercolor of a harbor", "harbour"),
        ("a modern house with a swimming pool", "pool"),
        ("a campsite with a campfire", "campsite"),
        ("messy kids bedroom full of toys", "nursery"),
        ("a teacher in front of a blackboard", "classroom"),
        ("a painter working in her studio", "studio"),
        ("a doctor smiling in a hospital", "hospital"),
        ("a greenhouse full of exotic plants", "greenhouse"),
        ("a ballerina dancing on stage", "stage"),
        ("abandoned factory with broken windows", "factory"),
        ("a living room with a fireplace", "living room"),
        ("a king on his throne", "throne room"),
        ("black and white photo of a staircase", "staircase"),
        ("a yellow school bus", None),
        ("aerial view of a forest", "forest from above"),
        ("a city from above", "city from above"),
        ("green fields seen from above", "from above"),
        ("a plate of food from above", None),
        ("a desert oasis with palm trees", "oasis"),
        ("an underwater city", "atlantis"),
        ("a haunted house at night", "haunted house"),
        ("a floating island in the sky", "floating island"),
        ("a japanese garden with a pond", "japanese garden"),
        ("mount fuji with cherry blossoms", "mount fuji"),
        ("the great wall of china", "great wall"),
        ("niagara falls", "waterfall"),
    ],
)
def test_a_place_is_drawn_as_itself(prompt: str, ground: str | None) -> None:
    assert read_scene(prompt).ground == ground


@pytest.mark.parametrize("name", sorted(MORE))
def test_every_ground_fills_the_picture_below_its_sky(name: str) -> None:
    picture = drawn(Scene(ground=name, time="day"))
    for left in (0, 32, 64):
        part = picture.crop((left, 48, left + 32, 96))
        assert max(ImageStat.Stat(part).stddev) > 4, "one colour is not a place"


@pytest.mark.parametrize(
    ("prompt", "ground", "way"),
    [
        ("a road through the mountains", "mountains", "road"),
        ("a path in the woods", "forest", "path"),
        ("a railway through the jungle", "jungle", "rails"),
        ("a river in a forest", "forest", "river"),
        ("a desert road", "desert", "road"),
        ("a winding road", "road", None),
        ("a road in a kitchen", "kitchen", None),
    ],
)
def test_a_road_leads_through_its_landscape(prompt: str, ground: str, way: str | None) -> None:
    scene = read_scene(prompt)
    assert (scene.ground, scene.way) == (ground, way)
    if way:
        assert differ(drawn(scene), drawn(Scene(ground=ground))) > 2


def test_a_ground_leaves_out_what_the_scene_has_of_its_own() -> None:
    paris = read_scene("Paris")
    assert differ(drawn(paris), drawn(read_scene("Paris", "an Eiffel tower"))) > 1
    tower = read_scene("a red Eiffel tower in Paris")
    assert [thing.kind for thing in tower.things] == ["eiffel tower"]
    assert differ(drawn(tower), drawn(paris)) > 1


def test_a_house_stands_behind_its_pool() -> None:
    house = drawn(read_scene("a red house with a swimming pool"))
    water = ImageStat.Stat(house.crop((36, 70, 60, 80))).mean
    assert water[2] > 1.5 * water[0]


@pytest.mark.parametrize("name", ["bathroom", "cafe", "library", "classroom"])
def test_a_room_at_night_is_lit(name: str) -> None:
    day, night = (ImageStat.Stat(drawn(Scene(ground=name, time=time)).convert("L")).mean[0]
                  for time in ("day", "night"))  # fmt: skip
    assert 0.6 * day < night < 0.97 * day


def test_a_snowy_field_is_white_and_a_red_one_is_red() -> None:
    floor = (0, 66, 96, 96)
    red, green, blue = ImageStat.Stat(drawn(read_scene("a snowy field")).crop(floor)).mean
    assert min(red, green, blue) > 170
    red, green, blue = ImageStat.Stat(drawn(read_scene("a red field")).crop(floor)).mean
    assert red > 2 * green


def test_walls_keep_their_colours_in_snow() -> None:
    walls = (0, 36, 96, 60)
    winter, summer = (drawn(read_scene(f"a street in {season}")) for season in ("winter", "summer"))
    assert differ(winter.crop(walls), summer.crop(walls)) < 34
    assert min(ImageStat.Stat(winter.crop((0, 70, 96, 78))).mean) > 180


def test_a_river_keeps_its_colour_in_autumn() -> None:
    water = ImageStat.Stat(drawn(read_scene("a river in autumn")).crop((44, 80, 70, 92))).mean
    assert water[2] > 1.3 * water[0]


def test_a_lake_mirrors_what_is_behind_it() -> None:
    lake = drawn(Scene(ground="lake", time="day"))
    above = ImageStat.Stat(lake.crop((0, 34, 96, 44)).convert("L")).stddev[0]
    below = ImageStat.Stat(lake.crop((0, 60, 96, 72)).convert("L")).stddev[0]
    assert above > 8
    assert below > 8


def test_every_word_for_a_ground_is_its_own() -> None:
    words = [word for ground in MORE.values() for word in f"{ground.words} {ground.like}".split()]
    assert len(words) == len(set(words))
    assert set(PLACES_SAID.values()) - set(MORE) <= {"rails"} | set(PLACES_SAID.values())


@pytest.mark.parametrize(
    ("prompt", "weather"),
    [
        ("full moon above the ocean", "full moon"),
        ("the milky way over a desert", "milky way"),
        ("fireworks over the city", "fireworks"),
        ("shooting stars over the mountains", "meteors"),
    ],
)
def test_what_is_in_a_night_sky_makes_it_night(prompt: str, weather: str) -> None:
    scene = read_scene(prompt)
    assert (scene.weather, scene.time) == (weather, None)
    sky = ImageStat.Stat(drawn(scene).crop((0, 0, 96, 9)).convert("L")).mean[0]
    assert sky < 90
    assert told(prompt) == []


def test_a_full_moon_is_larger_than_a_crescent() -> None:
    full, crescent = (drawn(read_scene(f"{moon} over the sea")).convert("L").crop((0, 0, 96, 48))
                      for moon in ("full moon", "the moon"))  # fmt: skip
    bright = [picture.point(lambda v: 255 * (v > 200)) for picture in (full, crescent)]
    assert ImageStat.Stat(bright[0]).mean[0] > 3 * ImageStat.Stat(bright[1]).mean[0]


@pytest.mark.parametrize(
    ("prompt", "like"),
    [
        ("a sunbeam in a forest", "a forest"),
        ("a windy meadow", "a meadow"),
        ("the city in the rain", "the city under dark clouds"),
        ("sunset over the sea", "the sea under a red sky at sunset"),
        ("twilight over the sea", "night over the sea"),
        ("a spiral galaxy", "space"),
        ("the solar system", "space"),
    ],
)
def test_weather_and_light_change_the_picture(prompt: str, like: str) -> None:
    assert differ(drawn(read_scene(prompt)), drawn(read_scene(like))) > 1


def test_an_autumn_forest_has_orange_crowns() -> None:
    red, green, blue = ImageStat.Stat(
        drawn(read_scene("an autumn forest")).crop((0, 36, 96, 60))
    ).mean
    assert red > green > blue


def test_fog_and_falling_snow_hide_the_blue_sky() -> None:
    for prompt in ("a foggy forest", "snowfall in a forest"):
        red, _, blue = ImageStat.Stat(drawn(read_scene(prompt)).crop((0, 0, 96, 20))).mean
        assert blue < 1.15 * red


def test_what_is_in_a_cave_or_on_a_reef_has_no_sky() -> None:
    assert {"cave", "reef", "island from above"} <= NO_HEAVEN
    assert told("a cave under a pink sky") == ["pink", "sky"]
