"""The renderer draws what the prompt says, and the same picture for the same request."""

import base64
import io
import json
import random
import time
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageStat, JpegImagePlugin

from jumpstart.painters.model import DrawRequest
from jumpstart.painters.renderer.draw import paint
from jumpstart.painters.renderer.grounds.grounds import GROUNDS
from jumpstart.painters.renderer.kinds import KINDS
from jumpstart.painters.renderer.painter import COMMENT, Renderer
from jumpstart.painters.renderer.people.acts import ACT_WORDS
from jumpstart.painters.renderer.people.dressed import LOOK_WORDS, OUTFIT_WORDS
from jumpstart.painters.renderer.reading.read import read_scene
from jumpstart.painters.renderer.words.dictionary import SEASONS, STYLE_WORDS, WEATHERS
from jumpstart.painters.renderer.world import BASIC_COLOURS, COLOURS, SHAPES, TIMES, Scene, Thing
from jumpstart.serving.contract import Invocation, render_answer

REQUEST = DrawRequest(("a lighthouse",), ("",), width=64, height=48, seed=1)
ODD_PROMPTS = {
    "nothing": "",
    "unknown words": "a bored startup",
    "other scripts": "富士山 в тумане",
    "emoji": "🐈‍⬛🌕",
    "half a surrogate pair": "\ud83d",
    "long": "a red circle, " * 143,
    "all colours": " ".join([*COLOURS, "circle"]),
    "all things": " ".join([*SHAPES, *KINDS, *GROUNDS, *TIMES, *COLOURS]),
}


def draw(request: DrawRequest) -> list[bytes]:
    return [picture.tobytes() for picture in Renderer().draw(request)]


def picture_of(prompt: str, seed: int = 1, size: tuple[int, int] = (256, 256)) -> Image.Image:
    [picture] = Renderer().draw(DrawRequest((prompt,), ("",), *size, seed=seed))
    return picture


def mean(picture: Image.Image, box: tuple[int, int, int, int]) -> list[float]:
    return ImageStat.Stat(picture.crop(box)).mean


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of two pictures, from 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def test_the_same_request_gives_the_same_picture() -> None:
    assert draw(REQUEST) == draw(REQUEST)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(replace(REQUEST, prompts=("a windmill",)), id="prompt"),
        pytest.param(replace(REQUEST, negative_prompts=("fog",)), id="negative prompt"),
        pytest.param(replace(REQUEST, num_inference_steps=20), id="steps"),
        pytest.param(replace(REQUEST, guidance_scale=3.0), id="guidance"),
        pytest.param(replace(REQUEST, seed=2), id="seed"),
        pytest.param(replace(REQUEST, width=48, height=64), id="size"),
    ],
)
def test_another_request_gives_another_picture(changed: DrawRequest) -> None:
    assert draw(REQUEST) != draw(changed)


def test_the_pictures_of_one_request_differ() -> None:
    assert len(set(draw(replace(REQUEST, num_images_per_prompt=3)))) == 3


def test_the_first_picture_does_not_depend_on_how_many_are_asked_for() -> None:
    assert draw(replace(REQUEST, num_images_per_prompt=3))[0] == draw(REQUEST)[0]


def test_without_a_seed_every_picture_is_new() -> None:
    unseeded = replace(REQUEST, seed=None)
    assert draw(unseeded) != draw(unseeded)


@pytest.mark.parametrize("size", [(8, 8), (8, 768), (256, 256), (1024, 256), (256, 1024)])
@pytest.mark.parametrize(
    "prompt",
    ["a red star and a green ring", "a cat on a house", "the sea at sunset", "black on white"],
)
def test_every_size_is_drawn(prompt: str, size: tuple[int, int]) -> None:
    picture = picture_of(prompt, size=size)
    assert (picture.size, picture.mode) == (size, "RGB")


@pytest.mark.parametrize("prompt", ODD_PROMPTS.values(), ids=ODD_PROMPTS)
def test_every_prompt_gives_a_picture_with_something_in_it(prompt: str) -> None:
    picture = picture_of(prompt)
    assert max(ImageStat.Stat(picture).stddev) > 20


def test_any_combination_of_known_words_is_drawn() -> None:
    dice = random.Random(1)
    words = [*COLOURS, *SHAPES, *KINDS, *KINDS, *GROUNDS, *TIMES, *WEATHERS, *SEASONS]
    words += [*STYLE_WORDS, *ACT_WORDS, *OUTFIT_WORDS, *LOOK_WORDS, "heap", "old"]
    words += [
        "on",
        "left",
        "of",
        "above",
        "under",
        "in",
        "behind",
        "holding",
        "wearing",
        "dressed",
    ] * 9
    for _ in range(150):
        prompt = " ".join(dice.choices(words, k=dice.randint(1, 9)))
        assert paint(read_scene(prompt), (40, 24), dice).size == (40, 24), prompt


@pytest.mark.parametrize("seed", range(5))
def test_a_red_circle_on_a_blue_background_is_visibly_both(seed: int) -> None:
    picture = picture_of("A red circle on a blue background.", seed)
    red, green, blue = mean(picture, (112, 112, 144, 144))
    assert red > 2 * green
    assert red > 2 * blue
    red, green, blue = mean(picture, (0, 0, 256, 24))
    assert blue > 1.5 * red
    assert blue > 1.2 * green


@pytest.mark.parametrize(("one", "other"), list(combinations(BASIC_COLOURS, 2)))
def test_any_two_colours_of_a_shape_look_different(one: str, other: str) -> None:
    drawn = [mean(picture_of(f"a {name} square"), (112, 112, 144, 144)) for name in (one, other)]
    assert max(abs(a - b) for a, b in zip(*drawn, strict=True)) > 40


@pytest.mark.parametrize(("one", "other"), list(combinations(SHAPES, 2)))
def test_any_two_shapes_look_different(one: str, other: str) -> None:
    def drawn(shape: str) -> Image.Image:
        scene = read_scene(f"a black {shape} on a white background")
        return paint(scene, (64, 64), random.Random(1))

    assert difference(drawn(one), drawn(other)) > 8


def test_any_two_things_look_different() -> None:
    """Similar drawings differ in a few details, so the limit is low."""

    def drawn(kind: str) -> Image.Image:
        thing = Thing(kind, COLOURS["orange"])
        return paint(Scene((thing,), COLOURS["white"]), (48, 48), random.Random(1))

    pictures = np.stack([np.asarray(drawn(kind), np.int16).ravel() for kind in KINDS])
    names = list(KINDS)
    for k, name in enumerate(names[:-1]):
        far = np.abs(pictures[k + 1 :] - pictures[k]).mean(axis=1)
        assert far.min() > 0.6, (name, names[k + 1 + int(far.argmin())])


def test_any_two_grounds_look_different() -> None:
    def drawn(ground: str) -> Image.Image:
        return paint(Scene(ground=ground, time="day"), (64, 64), random.Random(1))

    pictures = {ground: drawn(ground) for ground in GROUNDS}
    for one, other in combinations(GROUNDS, 2):
        assert difference(pictures[one], pictures[other]) > 4, (one, other)


@pytest.mark.parametrize(
    "ground",
    ["sea", "mountains", "desert", "city", "meadow", "forest", "snow", "mars", "village", "garden"],
)
def test_night_is_dark_day_is_bright_and_sunset_is_warm(ground: str) -> None:
    sky = {
        hour: mean(picture_of(f"{ground} at {hour}"), (0, 0, 256, 80))
        for hour in ("noon", "sunset", "night")
    }
    assert sum(sky["night"]) < sum(sky["sunset"]) < sum(sky["noon"])
    warmth = {hour: red / blue for hour, (red, _, blue) in sky.items()}
    assert warmth["sunset"] > 1.4 * warmth["night"]
    assert warmth["sunset"] > 1.4 * warmth["noon"] or ground == "mars"  # Mars is red at every hour


@pytest.mark.parametrize(
    ("relation", "red_box", "green_box"),
    [
        ("left of", (48, 108, 80, 148), (176, 108, 208, 148)),
        ("right of", (176, 108, 208, 148), (48, 108, 80, 148)),
        ("above", (108, 48, 148, 80), (108, 176, 148, 208)),
        ("below", (108, 176, 148, 208), (108, 48, 148, 80)),
        ("and", (48, 108, 80, 148), (176, 108, 208, 148)),
    ],
)
def test_two_shapes_stand_where_the_prompt_puts_them(
    relation: str, red_box: tuple[int, int, int, int], green_box: tuple[int, int, int, int]
) -> None:
    picture = picture_of(f"a red square {relation} a green circle on a white background")
    red, green = mean(picture, red_box), mean(picture, green_box)
    assert red[0] > 1.5 * red[1]
    assert green[1] > 1.5 * green[0]


@pytest.mark.parametrize(
    "place", ["on the left", "on the right", "at the top", "at the bottom of the picture"]
)
def test_a_shape_stands_in_the_part_of_the_picture_that_is_named(place: str) -> None:
    mask = picture_of(f"a small black circle {place} on a white background").convert("L")
    box = mask.point(lambda value: 255 * (value < 90)).getbbox()
    assert box
    left, top, right, bottom = box
    far = {"left": left, "right": 256 - right, "top": top, "bottom": 256 - bottom}
    assert min(far, key=lambda side: far[side]) in place


def test_a_large_shape_is_larger_than_a_small_one() -> None:
    def ink(size: str) -> float:
        picture = picture_of(f"a {size} black circle on white").convert("L")
        return 255 - ImageStat.Stat(picture).mean[0]

    assert ink("large") > 2 * ink("small")


@pytest.mark.parametrize(
    "prompt", ["a red circle on a blue background", "a lighthouse", "fog", "a city at night"]
)
def test_a_picture_of_768_takes_under_150_ms_of_one_core(prompt: str) -> None:
    def cpu_s() -> float:
        started_s = time.thread_time()
        Renderer().draw(DrawRequest((prompt,), ("",), seed=1))
        return time.thread_time() - started_s

    assert min(cpu_s() for _ in range(3)) < 0.150


def jpeg_of(prompt: str) -> bytes:
    request = DrawRequest((prompt,), ("",), seed=1)
    answer = Invocation(request, prompt, "application/json;jpeg", singular=False)
    [encoded] = json.loads(render_answer(answer, Renderer().draw(request)))["generated_images"]
    return base64.b64decode(encoded)


@pytest.mark.parametrize("prompt", ["a red circle on a blue background", "a lighthouse", "fog"])
def test_a_picture_of_768_is_a_progressive_jpeg_of_30_to_120_kb(prompt: str) -> None:
    jpeg = jpeg_of(prompt)
    assert 30_000 < len(jpeg) < 120_000
    picture = Image.open(io.BytesIO(jpeg))
    assert picture.info["progressive"]
    assert JpegImagePlugin.get_sampling(picture) == 2  # 4:2:0


def test_the_jpeg_itself_says_who_drew_it() -> None:
    assert Image.open(io.BytesIO(jpeg_of("a cat"))).info["comment"] == COMMENT.encode()


def test_a_slow_model_sleeps_once_for_each_picture() -> None:
    slept_s: list[float] = []
    slow = Renderer(seconds_per_picture=2.5, sleep=slept_s.append)
    slow.draw(replace(REQUEST, num_images_per_prompt=3))
    assert slept_s == [2.5, 2.5, 2.5]


def test_a_request_for_too_many_pixels_fails_as_on_a_gpu() -> None:
    with pytest.raises(MemoryError, match=r"^CUDA out of memory\. Tried to allocate "):
        Renderer().draw(replace(REQUEST, num_images_per_prompt=10**9))
