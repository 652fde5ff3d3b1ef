"""Every word of the renderer's world is read, and a word that was drawn can be seen."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from jumpstart.painters.not_drawn import joins
from jumpstart.painters.renderer.draw import paint
from jumpstart.painters.renderer.kinds import KINDS
from jumpstart.painters.renderer.people.acts import ACTS
from jumpstart.painters.renderer.people.trades import TRADE_RIDES
from jumpstart.painters.renderer.reading.read import meaning, read_scene, scene_of
from jumpstart.painters.renderer.reading.told import drawn_words, told
from jumpstart.painters.renderer.words.dictionary import (
    DRAWN_AS,
    GROUND_WORDS,
    KIND_WORDS,
    SEASON_WORDS,
    STYLE_WORDS,
    TIME_WORDS,
    WEATHER_WORDS,
)
from jumpstart.painters.renderer.words.emoji import EMOJI
from jumpstart.painters.renderer.words.phrases import PHRASES
from jumpstart.painters.renderer.words.tokens import read_words, tokens
from jumpstart.painters.renderer.world import COLOURS, Scene

MOODS = [*TIME_WORDS, *WEATHER_WORDS, *SEASON_WORDS]
ODD = ["bluxor", "beautiful", "delicious", "startup", "quickly", "42"]
LINKS = [
    "on",
    "under",
    "in",
    "behind",
    "above",
    "with",
    "and",
    "holding",
    "wearing",
    "riding",
    "two",
]


@pytest.mark.parametrize("word", sorted(word for word in KIND_WORDS if " " not in word))
def test_every_word_for_a_thing_is_drawn_as_its_thing(word: str) -> None:
    scene = read_scene(f"a {word}")
    ride = ACTS[TRADE_RIDES[KIND_WORDS[word]]].ride if KIND_WORDS[word] in TRADE_RIDES else None
    assert [thing.kind for thing in scene.things] == [KIND_WORDS[word], *([ride] if ride else [])]
    shown = DRAWN_AS.get(word)
    assert told(f"a {word}") == ([f"{word} (drawn as {shown})"] if shown else [])


@pytest.mark.parametrize("word", sorted({*GROUND_WORDS, *MOODS, *STYLE_WORDS}))
def test_every_word_for_a_place_a_mood_or_a_style_changes_the_scene(word: str) -> None:
    assert read_scene(f"a cat, {word}") != read_scene("a cat")


@pytest.mark.parametrize("phrase", sorted(PHRASES))
def test_every_phrase_is_drawn(phrase: str) -> None:
    assert set(phrase.split()) <= drawn_words(f"a cat {phrase} a dog")


@pytest.mark.parametrize("phrase", sorted(PHRASES))
def test_a_phrase_with_the_name_of_a_thing_is_drawn_as_that_thing(phrase: str) -> None:
    if PHRASES[phrase] in KINDS:
        assert [thing.kind for thing in read_scene(f"a {phrase}").things] == [PHRASES[phrase]]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("two dragonflies", "dragonfly"),
        ("three fireflies", "firefly"),
        ("a red panda", "red panda"),
        ("a guinea pig", "hamster"),
        ("a sea lion", "seal"),
        ("a killer whale", "orca"),
        ("a peacock", "peacock"),
        ("a crocodile", "crocodile"),
        ("a pink donut", "donut"),
        ("a bowl of ramen", "ramen"),
        ("a chocolate cake", "chocolate cake"),
        ("a glass of lemonade with ice", "lemonade"),
        ("a bowl of tomato soup", "soup"),
        ("a bowl of salad", "salad"),
        ("a glass of beer", "beer"),
        ("a red potion", "potion"),
        ("a yellow school bus", "school bus"),
        ("a fire engine", "fire truck"),
        ("a phoenix", "phoenix"),
        ("the statue of liberty", "statue of liberty"),
        ("a tree house", "treehouse"),
        ("two saxophones", "saxophone"),
        ("an electric guitar", "electric guitar"),
        ("a teddy bear", "teddy"),
        ("a treasure map", "treasure map"),
        ("a wand", "wand"),
        ("a light bulb", "light bulb"),
        ("a carved pumpkin", "jack o lantern"),
        ("two water lilies", "lotus"),
        ("a weeping willow", "willow"),
        ("a wooden rowboat", "canoe"),
    ],
)
def test_what_has_looks_of_its_own_is_drawn_as_itself(words: str, kind: str) -> None:
    assert {thing.kind for thing in read_scene(words).things} == {kind}
    assert not set(told(words)) - {"wooden"}


def test_a_picture_without_colours_shows_no_colour_of_the_prompt() -> None:
    assert told("a red car, sepia") == ["red"]
    assert told("a red car, black and white") == ["red"]
    assert told("a black cat, sepia") == []


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("a vintage red car", "faded"),
        ("a vintage photo of a blue bicycle", "faded"),
        ("a vintage car", "sepia"),
        ("a line drawing of a red rose", "coloured lines"),
        ("a pencil sketch of a green house", "coloured pencil"),
        ("a line drawing of a rose", "lines"),
        ("a line drawing of a black cat", "lines"),
    ],
)
def test_a_style_keeps_the_colours_that_the_prompt_names(prompt: str, style: str) -> None:
    assert read_scene(prompt).style == style
    assert not set(told(prompt)) - {"photo"}


@pytest.mark.parametrize("sign", sorted(EMOJI))
def test_every_known_emoji_is_drawn(sign: str) -> None:
    assert told(sign) == []
    assert read_scene(sign) != Scene()


def test_no_word_means_two_things() -> None:
    words = [word for kind in KINDS.values() for word in (kind.words + " " + kind.like).split()]
    twice = {word for word in words if words.count(word) > 1}
    assert not twice
    tables: tuple[Mapping[str, object], ...] = (
        GROUND_WORDS,
        KIND_WORDS,
        TIME_WORDS,
        WEATHER_WORDS,
        SEASON_WORDS,
        STYLE_WORDS,
        COLOURS,
    )
    shared = [
        word
        for k, table in enumerate(tables)
        for other in tables[:k]
        for word in table
        if word in other
    ]
    assert sorted(shared) == ["orange"] or not shared


def prompts(count: int) -> list[str]:
    dice = random.Random(7)
    words = [word for word in KIND_WORDS if " " not in word]
    other = [*GROUND_WORDS, *MOODS, *STYLE_WORDS, *COLOURS, *COLOURS, *ODD, *LINKS * 12]
    return [" ".join(dice.choice(dice.choice((words, other))) for _ in range(dice.randint(1, 9)))
            for _ in range(count)]  # fmt: skip


def test_no_word_is_dropped_in_silence() -> None:
    for prompt in prompts(200):
        named = set(" ".join(told(prompt)).split())
        for word in read_words(prompt):
            assert word in named or word in drawn_words(prompt) or joins(word), (prompt, word)


def test_a_word_that_counts_as_drawn_changes_the_picture() -> None:
    """The picture is painted again without the word. What the scene leaves out, and parts that a
    drawing shows anyway, change no picture."""
    for prompt in prompts(5):
        words = tokens(prompt)
        scene = scene_of(words)
        for said in {meaning(word) for word in words}:
            rest = scene_of(["" if meaning(word) == said else word for word in words])
            if replace(rest, parts=scene.parts) != scene:
                assert pictures(rest) != pictures(scene), (prompt, said)


def pictures(scene: Scene) -> list[bytes]:
    """Several, because the dice may choose what the word says."""
    return [paint(scene, (48, 48), random.Random(seed)).tobytes() for seed in range(9)]
