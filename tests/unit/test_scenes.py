"""A prompt is read as a scene, and so are the captions for training."""

import random

import pytest

from jumpstart.painters.renderer.reading.read import read_scene
from jumpstart.painters.renderer.world import COLOURS, Scene, Thing
from jumpstart.painters.small.captions import KINDS, caption, held_out
from jumpstart.painters.small.words import (
    GROUNDS,
    MORE_GROUNDS,
    MORE_THINGS,
    SHAPES,
    THINGS,
    TIMES,
)

RED, BLUE, GREEN = COLOURS["red"], COLOURS["blue"], COLOURS["green"]
WHITE, BLACK = COLOURS["white"], COLOURS["black"]
SCENES = {
    "subject and background": (
        "a red circle on a blue background",
        Scene((Thing("circle", RED),), BLUE),
    ),
    "a thing before a sky": ("a horse against a blue sky", Scene((Thing("horse"),), BLUE)),
    "background without a noun": ("a red heart on blue", Scene((Thing("heart", RED),), BLUE)),
    "two subjects": (
        "red star, green squares",
        Scene((Thing("star", RED), Thing("square", GREEN), Thing("square", GREEN))),
    ),
    "two of one kind": ("two cats", Scene((Thing("cat"), Thing("cat")))),
    "left of": (
        "a red ball to the left of a blue box",
        Scene((Thing("circle", RED), Thing("square", BLUE)), relation="left"),
    ),
    "left of the picture": (
        "a red ball on the left of the picture",
        Scene((Thing("circle", RED, place="left"),)),
    ),
    "riding": (
        "a photo of an astronaut riding a horse on mars",
        Scene((Thing("astronaut"), Thing("horse")), ground="mars", relation="on"),
    ),
    "on top of": (
        "a small black cat on top of a house at night",
        Scene((Thing("cat", BLACK, "small"), Thing("house")), time="night", relation="on"),
    ),
    "a ground with a thing": (
        "a boat on the sea at sunset",
        Scene((Thing("boat"),), ground="sea", time="sunset"),
    ),
    "a ground alone": ("mountains at night", Scene(ground="mountains", time="night")),
    "a plural": ("three people", Scene((Thing("person"),) * 3)),
    "a colour for nothing known": ("a green startup", Scene(colours=(GREEN,))),
    "colours alone": ("black on white", Scene(background=WHITE, colours=(BLACK,))),
    "the hour alone": ("the moon", Scene(time="night")),
    "nothing known": ("富士山", Scene()),
    "nothing": ("", Scene()),
    "part of a word": ("a bored startup", Scene()),
}


@pytest.mark.parametrize(("prompt", "scene"), SCENES.values(), ids=SCENES)
def test_a_scene_is_read_from_the_words_of_a_prompt(prompt: str, scene: Scene) -> None:
    assert read_scene(prompt) == scene


def test_light_and_dark_change_a_colour() -> None:
    light, plain, dark = (
        read_scene(f"a {shade} blue ball").things[0].colour for shade in ("light", "big", "dark")
    )
    assert light
    assert plain
    assert dark
    assert sum(light) > sum(plain) > sum(dark)


def test_no_more_than_six_things_are_drawn() -> None:
    prompt = "a cat, a dog, a bird, a house, a tree, a car, a boat, a lamp"
    assert len(read_scene(prompt).things) == 6


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_caption_is_found_when_it_is_read(kind: str) -> None:
    dice = random.Random(1)
    for _ in range(300):
        words = KINDS[kind](dice)
        scene = read_scene(words)
        found = {thing.kind for thing in scene.things} | {scene.ground, scene.time}
        known = {*SHAPES, *THINGS, *MORE_THINGS, *GROUNDS, *MORE_GROUNDS}
        named = known.intersection(words.split())
        assert named <= found, words
        assert ("background" in words) <= (scene.background is not None), words
        assert bool(set(TIMES).intersection(words.split())) == (scene.time is not None), words
        assert not scene.colours, words


def test_captions_come_in_the_given_shares() -> None:
    dice = random.Random(1)
    scenes = [read_scene(caption(dice, {"shape": 3, "scene": 1})) for _ in range(400)]
    assert 60 < sum(scene.ground is not None for scene in scenes) < 140


def test_about_one_scene_in_ten_is_held_out_whatever_the_words() -> None:
    dice = random.Random(1)
    scenes = [read_scene(caption(dice, {"shape": 1, "scene": 1})) for _ in range(2000)]
    assert 120 < sum(map(held_out, scenes)) < 300
    same = [read_scene(words) for words in ("a red ball on blue", "a red circle, blue background")]
    assert held_out(same[0]) == held_out(same[1])
