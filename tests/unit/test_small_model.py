"""The small model draws the same picture for the same request, knows its words, and is judged."""

import io
import json
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from jumpstart.painters.model import DrawRequest
from jumpstart.painters.renderer.draw import paint
from jumpstart.painters.renderer.reading.read import read_scene
from jumpstart.painters.renderer.world import COLOURS
from jumpstart.painters.small.adherence import (
    ASPECTS,
    held_out_captions,
    judge,
    renderer,
    shuffled,
    table,
)
from jumpstart.painters.small.captions import KINDS, held_out
from jumpstart.painters.small.contact_sheets import (
    EVERYDAY_BYTES,
    MOST_BYTES,
    PROMPTS,
    as_jpeg,
    everyday_prompts,
    failures,
)
from jumpstart.painters.small.judge import Landscapes, find_background, find_objects
from jumpstart.painters.small.lessons import FIRST, LATER, Lessons
from jumpstart.painters.small.painter import COMMENT, TRAINED, Small
from jumpstart.painters.small.tokenizer import (
    MAX_TOKENS,
    PAD,
    VOCABULARY,
    drawn_words,
    tokenize,
)
from jumpstart.painters.small.words import (
    GROUNDS,
    MORE_GROUNDS,
    MORE_THINGS,
    SHAPES,
    THINGS,
)
from jumpstart.serving.contract import Invocation, render_answer

REQUEST = DrawRequest(
    ("a red circle on a blue background",),
    ("",),
    width=64,
    height=64,
    num_inference_steps=4,
    seed=1,
)


@pytest.fixture(scope="module")
def small() -> Small:
    model = Small()
    model.setup()
    return model


def draw(small: Small, request: DrawRequest) -> list[bytes]:
    return [picture.tobytes() for picture in small.draw(request)]


def test_the_same_request_gives_the_same_picture(small: Small) -> None:
    other = Small()
    other.setup()
    assert draw(small, REQUEST) == draw(other, REQUEST)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(REQUEST, prompts=("a green star",)), id="prompt"),
        pytest.param(replace(REQUEST, num_inference_steps=5), id="steps"),
        pytest.param(replace(REQUEST, guidance_scale=3.0), id="guidance"),
        pytest.param(replace(REQUEST, seed=2), id="seed"),
        pytest.param(replace(REQUEST, width=128), id="size"),
    ],
)
def test_another_request_gives_another_picture(small: Small, changed: DrawRequest) -> None:
    assert draw(small, REQUEST) != draw(small, changed)


def test_the_pictures_of_one_request_differ(small: Small) -> None:
    assert len(set(draw(small, replace(REQUEST, num_images_per_prompt=3)))) == 3


@pytest.mark.parametrize("size", [(8, 8), (256, 256), (1024, 256), (256, 1024), (768, 768)])
def test_every_size_is_drawn(small: Small, size: tuple[int, int]) -> None:
    [picture] = small.draw(replace(REQUEST, width=size[0], height=size[1]))
    assert (picture.size, picture.mode) == (size, "RGB")


def test_a_wide_picture_has_the_square_picture_in_its_middle(small: Small) -> None:
    [wide] = small.draw(replace(REQUEST, width=512, height=256, num_inference_steps=30))
    red, _, blue = ImageStat.Stat(wide.crop((236, 108, 276, 148))).mean
    assert red > 1.3 * blue
    red, _, blue = ImageStat.Stat(wide.crop((0, 0, 60, 256))).mean
    assert blue > 1.5 * red


@pytest.mark.parametrize("steps", [1, 2, 1000])
def test_any_number_of_steps_draws(small: Small, steps: int) -> None:
    assert len(draw(small, replace(REQUEST, num_inference_steps=steps))) == 1


@pytest.mark.parametrize(
    "prompt", ["", "a bored startup", "富士山", "🐈‍⬛", "\ud83d", "a red circle, " * 143]
)
def test_every_prompt_is_drawn(small: Small, prompt: str) -> None:
    assert len(draw(small, replace(REQUEST, prompts=(prompt,)))) == 1


def test_the_jpeg_itself_says_who_drew_it(small: Small) -> None:
    answer = Invocation(REQUEST, "a", "application/json;jpeg", singular=True)
    [picture] = small.draw(REQUEST)
    encoded = json.loads(render_answer(answer, [picture]))["generated_image"]
    assert picture.info["comment"] == COMMENT
    assert encoded.startswith("/9j/")


def test_a_slow_model_sleeps_once_for_each_picture() -> None:
    slept_s: list[float] = []
    slow = Small(seconds_per_picture=2.5, sleep=slept_s.append)
    slow.setup()
    slow.draw(replace(REQUEST, num_images_per_prompt=3, num_inference_steps=1))
    assert slept_s == [2.5, 2.5, 2.5]


def test_a_request_for_too_many_pixels_fails_as_on_a_gpu(small: Small) -> None:
    with pytest.raises(MemoryError, match=r"^CUDA out of memory\. Tried to allocate "):
        small.draw(replace(REQUEST, num_images_per_prompt=10**9))


def test_a_picture_at_the_default_steps_takes_under_5_s_of_one_core(small: Small) -> None:
    started_s = time.thread_time()
    small.draw(DrawRequest(REQUEST.prompts, ("",), seed=1))
    assert time.thread_time() - started_s < 5


def test_the_model_takes_less_than_10_mb() -> None:
    size = sum(path.stat().st_size for path in TRAINED.iterdir())
    assert size < 10_000_000
    assert json.loads((TRAINED / "trained.json").read_text())["parameters"] < 4_000_000


# Words


def test_every_word_of_a_caption_is_in_the_vocabulary() -> None:
    for words in held_out_captions(200):
        known = [word for word in words.split() if word not in ("a", "an", "the", "by")]
        numbers = [number for number in tokenize(words) if number != PAD]
        assert len(numbers) >= len(known), words


def test_the_order_of_words_is_kept() -> None:
    numbers = [number for number in tokenize("a red circle left of a blue square") if number]
    said = [VOCABULARY[number] for number in numbers]
    assert said == ["red", "circle", "left", "of", "blue", "square"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a crimson ball", "red circles"),
        ("An Ocean at DUSK!", "the sea at sunset"),
        ("a beautiful photo of a tiny kitten, 4k", "a small cat"),
    ],
)
def test_words_with_the_same_meaning_have_the_same_number(one: str, other: str) -> None:
    def meant(prompt: str) -> list[int]:
        return [number for number in tokenize(prompt) if VOCABULARY[number] != "of"]

    assert [number for number in meant(one) if number] == [n for n in meant(other) if n]


@pytest.mark.parametrize("prompt", ["", "富士山", "startup", "red " * 500, "\x00", "\ud83d"])
def test_every_prompt_becomes_the_same_count_of_numbers(prompt: str) -> None:
    assert len(tokenize(prompt)) == MAX_TOKENS


def test_no_word_has_two_numbers() -> None:
    assert len(set(VOCABULARY)) == len(VOCABULARY)
    assert {*SHAPES, *THINGS, *MORE_THINGS, *GROUNDS, *MORE_GROUNDS} < set(VOCABULARY)


def test_the_words_of_the_first_vocabulary_keep_their_numbers() -> None:
    assert VOCABULARY.index("red") == 1
    assert VOCABULARY.index("person") == 31
    assert VOCABULARY.index("background") == 58
    assert {VOCABULARY.index(word) for word in (*MORE_THINGS, *MORE_GROUNDS)} > {59, 60, 61}


def test_a_model_that_was_fine_tuned_before_the_vocabulary_grew_reads_the_words_of_then() -> None:
    learned = {"zwx": 59}
    assert VOCABULARY.index("rabbit") == 59
    assert tokenize("a zwx and a red rabbit", learned)[:4] == [59, VOCABULARY.index("and"), 1, PAD]
    assert drawn_words("a zwx and a red rabbit", learned) == {"zwx", "and", "red"}


# What it learns from


def test_lessons_are_never_of_held_out_scenes() -> None:
    lessons = Lessons(seed=1, side_px=16)
    lessons.draw(40, LATER)
    pictures, tokens = lessons.batch(8)
    assert pictures.shape == (8, 16, 16, 3)
    assert tokens.shape == (8, MAX_TOKENS)
    assert pictures.std() > 20
    kept_back = {tuple(tokenize(words)) for words in held_out_captions(200)}
    assert not kept_back & {tuple(row) for row in lessons.batch(400)[1].tolist()}


def test_a_thing_is_often_learned_larger_and_a_shape_never() -> None:
    lessons = Lessons(seed=1, side_px=16)
    for kind, largest in (("portrait", 200), ("shape", 0)):
        scenes = [read_scene(KINDS[kind](random.Random(k))) for k in range(200)]
        larger = [scene for scene in scenes if lessons.larger(scene) != scene]
        assert 0 <= len(larger) <= largest
        assert (len(larger) > 80) == (kind == "portrait")


def test_in_a_full_store_new_lessons_replace_the_oldest() -> None:
    lessons = Lessons(seed=1, side_px=16, capacity=4)
    lessons.draw(4, FIRST)
    before = {picture.tobytes() for picture in lessons.batch(60)[0]}
    lessons.draw(2, FIRST)
    after = {picture.tobytes() for picture in lessons.batch(60)[0]}
    assert len(before) == len(after) == 4
    assert len(before & after) == 2


def test_all_shares_of_lessons_add_up() -> None:
    assert sum(FIRST.values()) == pytest.approx(1)
    assert sum(LATER.values()) == pytest.approx(1)


# How adherence is measured


def test_the_judge_finds_what_the_renderer_drew_and_not_what_another_caption_says() -> None:
    captions = held_out_captions(100)
    pictures, landscapes = renderer(captions), Landscapes()
    told = judge(captions, pictures, landscapes)
    other = judge(captions, shuffled(captions, pictures), landscapes)
    for aspect in ASPECTS:
        assert told.share(aspect) >= 0.9, aspect
        assert other.share(aspect) <= 0.5, aspect
    assert len(told.failures) < len(other.failures)
    assert "| 100% |" in table({"renderer": told})


def test_the_judge_sees_the_same_in_a_larger_picture() -> None:
    dice = random.Random(3)
    scene = read_scene("a yellow star left of a blue ring on a red background")
    picture = paint(scene, (128, 128), dice)
    larger = picture.resize((512, 512), Image.Resampling.BICUBIC)
    for seen in (picture, larger):
        assert find_background(seen) == "red"
        found = sorted(find_objects(seen)[:2], key=lambda thing: thing.x)
        assert [(thing.shape, thing.colour) for thing in found] == [
            ("star", "yellow"),
            ("ring", "blue"),
        ]


def test_held_out_captions_are_of_held_out_scenes() -> None:
    captions = held_out_captions(60)
    assert len(set(captions)) == 60
    assert all(held_out(read_scene(words)) for words in captions)


def test_a_failure_says_what_was_asked_and_what_was_drawn() -> None:
    blank = Image.new("RGB", (64, 64), COLOURS["blue"])
    words = "a red circle on a blue background"
    score = judge([words], [blank], Landscapes())
    assert f"{words}: one shape: circle, drawn None" in score.failures
    assert score.share("one shape, background") == 1


# Contact sheets


def test_the_sheets_in_the_documentation_are_of_24_prompts_and_not_large() -> None:
    folder = Path(__file__).parents[2] / "docs" / "local-models"
    assert len(PROMPTS) == len(set(PROMPTS)) == 24
    sheets = {"renderer", "small-model", "unseen", "everyday", "more", "small-everyday"}
    assert {path.stem for path in folder.glob("*.jpg")} == sheets
    assert all(path.stat().st_size < MOST_BYTES for path in folder.glob("*.jpg"))


@pytest.mark.parametrize(
    ("name", "recognised"), [("unseen", 43), ("everyday", 47), ("more", 42), ("small-everyday", 3)]
)
def test_a_sheet_of_everyday_prompts_has_fifty_and_marks_what_is_not_recognised(
    name: str, recognised: int
) -> None:
    root = Path(__file__).parents[2]
    assert (root / "docs" / "local-models" / f"{name}.jpg").stat().st_size < EVERYDAY_BYTES
    prompts = everyday_prompts(name.removeprefix("small-"))
    assert len(set(prompts)) == 50
    assert set(failures(name)) <= set(prompts)
    assert len(prompts) - len(failures(name)) == recognised
    documented = (root / "docs" / "architecture" / "12-the-local-models.md").read_text()
    assert f"| {recognised} |" in documented


def test_a_sheet_is_compressed_until_it_is_small_enough() -> None:
    noise = Image.effect_noise((1600, 1200), 40).convert("RGB")
    assert Image.open(io.BytesIO(as_jpeg(noise))).size == noise.size
    assert len(as_jpeg(Image.new("RGB", (16, 16)))) < 1000
