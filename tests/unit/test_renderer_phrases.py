"""What a reader found wrong in the renderer's pictures: each with others of its kind."""

import random

import pytest
from PIL import Image, ImageChops, ImageStat

from jumpstart.painters.renderer.draw import paint
from jumpstart.painters.renderer.pairs import Box, spot
from jumpstart.painters.renderer.reading.read import read_scene
from jumpstart.painters.renderer.reading.told import told
from jumpstart.painters.renderer.world import COLOURS, Scene, Thing


def kinds(prompt: str) -> list[str]:
    return [thing.kind for thing in read_scene(prompt).things]


def drawn(scene: Scene, seed: int = 1) -> Image.Image:
    return paint(scene, (96, 96), random.Random(seed))


def differ(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


@pytest.mark.parametrize(
    "prompt", ["a cat", "two dogs in a park", "a wizard in a library", "a car"]
)
def test_it_is_day_unless_the_prompt_says_something_else(prompt: str) -> None:
    for seed in range(9):
        day = read_scene(f"{prompt} by day")
        assert differ(drawn(read_scene(prompt), seed), drawn(day, seed)) == 0


def test_it_is_not_day_if_day_must_not_be_there() -> None:
    [sky] = [ImageStat.Stat(drawn(read_scene("a cat", "day")).crop((0, 0, 96, 20))).mean]
    assert sky[0] > sky[1], "a sunset"


@pytest.mark.parametrize(
    ("prompt", "kind", "things"),
    [
        ("a field of tulips", "tulip", []),
        ("a windmill in a field of red tulips", "tulip", ["windmill"]),
        ("a sunflower field under a blue sky", "sunflower", []),
        ("a meadow full of sheep", "sheep", []),
        ("a sky full of balloons", "balloon", []),
        ("a field of violet", "flower", []),
        ("a rabbit in a field of the largest carrots", "carrot", ["rabbit"]),
    ],
)
def test_what_a_field_is_full_of_is_everywhere_on_it(
    prompt: str, kind: str, things: list[str]
) -> None:
    scene = read_scene(prompt)
    assert scene.crowd
    assert scene.crowd.kind == kind
    assert [thing.kind for thing in scene.things] == things
    bare = Scene(scene.things, ground=scene.ground, sky=scene.sky)
    changed = ImageChops.difference(drawn(scene), drawn(bare)).convert("L").point(lambda v: v > 9)
    left, _, right, _ = changed.getbbox() or (96, 0, 0, 0)
    assert left < 12
    assert right > 84


@pytest.mark.parametrize("prompt", ["a football field", "a cow in a field", "a field of snow"])
def test_a_field_of_nothing_that_grows_stays_a_field(prompt: str) -> None:
    assert read_scene(prompt).crowd is None


@pytest.mark.parametrize(
    ("prompt", "bowl", "filling"),
    [
        ("a basket of apples", "basket", "apple"),
        ("a bowl of fresh strawberries", "bowl", "strawberry"),
        ("a basket full of mushrooms", "basket", "mushroom"),
        ("a vase with red roses", "vase", "rose"),
        ("roses in a vase", "vase", "rose"),
        ("three apples in a bowl", "bowl", "apple"),
    ],
)
def test_what_a_bowl_is_full_of_is_in_it(prompt: str, bowl: str, filling: str) -> None:
    [thing] = read_scene(prompt).things
    assert thing.kind == bowl
    assert thing.filled
    assert thing.filled.kind == filling
    assert differ(drawn(read_scene(prompt)), drawn(read_scene(f"a {bowl}"))) > 1
    assert not set(told(prompt)) - {"fresh", "three"}, "it is full, whatever the number"


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a magician pulling a rabbit out of a hat", ["wizard", "rabbit", "upturned hat"]),
        ("a cat in a hat", ["cat", "upturned hat"]),
        ("a goldfish in a bowl", ["fish", "fishbowl"]),
        ("a man fishing from a boat", ["person", "boat"]),
    ],
)
def test_what_is_in_something_is_inside_it(prompt: str, expected: list[str]) -> None:
    scene = read_scene(prompt)
    assert [thing.kind for thing in scene.things] == expected
    assert scene.relation == "inside"
    assert scene.related == len(expected) - 2


def test_all_of_several_things_are_on_what_they_are_on() -> None:
    one, two = (
        drawn(read_scene(f"{cats} on a sofa")) for cats in ("a black cat", "two black cats")
    )

    def across(picture: Image.Image) -> int:
        dark = picture.convert("L").crop((0, 30, 96, 80)).point(lambda value: 255 * (value < 60))
        left, _, right, _ = dark.getbbox() or (0, 0, 0, 0)
        return right - left

    sofa = read_scene("two black cats on a sofa")
    assert (sofa.relation, sofa.related, len(sofa.things)) == ("on", 1, 3)
    assert across(two) > 1.2 * across(one)


def test_a_rider_stays_where_riders_of_this_kind_are() -> None:
    sky = ImageStat.Stat(drawn(read_scene("an astronaut riding a horse")).crop((0, 0, 96, 9))).mean
    assert sum(sky) < 150, "in space"


def test_a_fish_in_a_bowl_is_not_under_water() -> None:
    bowl = drawn(read_scene("a fishbowl"))
    corner = (0, 70, 20, 96)
    table = ImageStat.Stat(drawn(read_scene("a goldfish in a bowl")).crop(corner)).mean
    assert table == pytest.approx(ImageStat.Stat(bowl.crop(corner)).mean, abs=30)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a christmas tree with gifts", ["christmas tree", "gift", "gift"]),
        ("a house with flowers", ["house", "flower", "flower"]),
        ("cats", ["cat"] * 3),
        ("two cats", ["cat"] * 2),
        ("a cake with candles", ["cake"]),
        ("a slice of pizza with mushrooms", ["slice of pizza"]),
        ("a girl with a dog", ["girl", "dog"]),
        ("a couple walking", ["woman", "person"]),
        ("a couple of cats", ["cat"] * 2),
        ("a loaf of bread and cheese", ["bread", "cheese"]),
    ],
)
def test_with_and_a_plural_lose_nothing(prompt: str, expected: list[str]) -> None:
    assert kinds(prompt) == expected


def test_a_parrot_sits_on_its_pirate_and_hats_are_on_all_heads() -> None:
    [pirate] = read_scene("a pirate with a parrot").things
    assert pirate.holds
    assert pirate.holds.kind == "parrot"
    cats = read_scene("two cats with hats").things
    assert [cat.wears for cat in cats] == [(("hat", None),)] * 2
    assert kinds("a cat with a parrot") == ["cat", "parrot"], "a cat has no shoulder"


def test_a_train_is_small_on_the_deck_of_its_bridge() -> None:
    box = Box(0, 0, 100)
    train = spot("on", Thing("train"), Thing("bridge"), box, 80, mirrored=False).box
    assert train.side <= 40
    assert 62 < train.top + train.side < 72, "the deck is at two thirds"
    assert read_scene("a train crossing a bridge").relation == "on"
    assert read_scene("a dog walking across a bridge").relation == "on"


def test_a_motorcycle_on_a_mountain_road_is_on_the_road() -> None:
    scene = read_scene("a motorcycle on a mountain road")
    assert (scene.ground, scene.way, scene.peak) == ("mountains", "road", False)
    assert read_scene("a motorcycle on a mountain").peak


@pytest.mark.parametrize(
    ("prompt", "pose"),
    [
        ("a cat sleeping on a sofa", "sleeping"),
        ("two dogs asleep", "sleeping"),
        ("an otter asleep", "sleeping"),
        ("a couple dancing", "dancing"),
        ("a man sleeping in a bed", "sleeping"),
        ("a sleeping black cat", "sleeping"),
        ("two dancing bears", "dancing"),
        ("a whale asleep", "sleeping"),
        ("sleeping beauty", None),
        ("a horse running on the beach", "running"),
        ("two girls dancing", "dancing"),
    ],
)
def test_a_pose_is_drawn(prompt: str, pose: str | None) -> None:
    scene = read_scene(prompt)
    count = 2 if "two" in prompt or "couple" in prompt else 1
    assert [thing.pose for thing in scene.things[:count]] == [pose] * (count if pose else 0)
    if pose:
        upright = Scene(tuple(Thing(thing.kind) for thing in scene.things), COLOURS["white"])
        posed = Scene(tuple(Thing(thing.kind, pose=thing.pose) for thing in scene.things),
                      COLOURS["white"])  # fmt: skip
        assert differ(drawn(upright), drawn(posed)) > 1
        assert told(prompt) == []


@pytest.mark.parametrize(
    ("prompt", "tool"),
    [
        ("an old man fishing on a lake", "fishing rod"),
        ("a bear fishing in a river", "fishing rod"),
        ("a robot watering flowers", "watering can"),
        ("a woman watering her garden", "watering can"),
    ],
)
def test_who_fishes_or_waters_has_what_it_needs(prompt: str, tool: str) -> None:
    held = read_scene(prompt).things[0].holds
    assert held
    assert held.kind == tool
    assert told(prompt) == []


def test_a_line_drawing_of_a_thing_is_on_white_paper() -> None:
    for seed in range(4):
        picture = drawn(read_scene("a line drawing of a rose"), seed)
        assert min(ImageStat.Stat(picture.crop((0, 0, 96, 8))).mean) > 250
        assert ImageStat.Stat(picture.convert("L")).mean[0] < 250
    assert differ(drawn(read_scene("a line drawing of a rose in a garden")),
                  drawn(read_scene("a line drawing of a rose"))) > 5  # fmt: skip
