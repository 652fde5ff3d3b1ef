"""The placeholder paints the same picture for the same request, in the colours that were named."""

import base64
import io
import json
import time
from dataclasses import replace

import pytest
from PIL import Image, ImageStat, JpegImagePlugin

from jumpstart.serving.contract import Invocation, render_answer
from jumpstart.serving.model import DrawRequest
from jumpstart.serving.placeholder import Placeholder
from jumpstart.serving.scene import COLOURS, Scene, Subject, read_scene

REQUEST = DrawRequest(("a lighthouse",), ("",), width=64, height=48, seed=1)


def draw(request: DrawRequest) -> list[bytes]:
    return [picture.tobytes() for picture in Placeholder().draw(request)]


def paint(prompt: str, seed: int = 1) -> Image.Image:
    [picture] = Placeholder().draw(DrawRequest((prompt,), ("",), 256, 256, seed=seed))
    return picture


def mean(picture: Image.Image, box: tuple[int, int, int, int]) -> list[float]:
    return ImageStat.Stat(picture.crop(box)).mean


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


@pytest.mark.parametrize("size", [(8, 8), (8, 768), (1024, 256), (256, 1024)])
@pytest.mark.parametrize(
    "prompt", ["a red star and a green ring", "a lighthouse", "black on white"]
)
def test_every_size_is_painted(prompt: str, size: tuple[int, int]) -> None:
    [picture] = Placeholder().draw(DrawRequest((prompt,), ("",), *size, seed=1))
    assert (picture.size, picture.mode) == (size, "RGB")


@pytest.mark.parametrize("seed", range(5))
def test_a_red_circle_on_a_blue_background_is_visibly_both(seed: int) -> None:
    picture = paint("A red circle on a blue background.", seed)
    red, green, blue = mean(picture, (112, 112, 144, 144))
    assert red > 2 * green
    assert red > 2 * blue
    red, green, blue = mean(picture, (0, 0, 256, 24))
    assert blue > 1.5 * red
    assert blue > 1.2 * green


def test_two_subjects_stand_side_by_side_in_the_order_of_the_prompt() -> None:
    picture = paint("a green square and a red ball on a white wall")
    left, right = mean(picture, (54, 118, 74, 138)), mean(picture, (182, 118, 202, 138))
    assert left[1] > 1.5 * left[0]
    assert right[0] > 1.5 * right[1]


RED, BLUE, GREEN = COLOURS["red"], COLOURS["blue"], COLOURS["green"]
SCENES = {
    "subject and background": (
        "a red circle on a blue background",
        Scene((Subject("circle", RED),), BLUE),
    ),
    "background alone": ("a horse against a blue sky", Scene((), BLUE)),
    "background without a noun": ("a red heart on blue", Scene((Subject("heart", RED),), BLUE)),
    "two subjects": (
        "red stars, green squares",
        Scene((Subject("star", RED), Subject("square", GREEN)), None),
    ),
    "a colour for no shape": ("a green valley", Scene((Subject(None, GREEN),), None)),
    "a shape without a colour": ("the moon", Scene((Subject("circle", None),), None)),
    "nothing known": ("富士山", Scene((), None)),
    "part of a word": ("a bored startup", Scene((), None)),
}


@pytest.mark.parametrize(("prompt", "scene"), SCENES.values(), ids=SCENES)
def test_a_scene_is_read_from_the_words_of_a_prompt(prompt: str, scene: Scene) -> None:
    assert read_scene(prompt) == scene


def test_light_and_dark_change_a_colour() -> None:
    light, plain, dark = (
        read_scene(f"a {shade} blue ball").subjects[0].colour for shade in ("light", "big", "dark")
    )
    assert light
    assert plain
    assert dark
    assert sum(light) > sum(plain) > sum(dark)


@pytest.mark.parametrize(
    "prompt", ["a red circle on a blue background", "a lighthouse", "fog", "a"]
)
def test_a_picture_of_768_takes_under_150_ms_of_one_core(prompt: str) -> None:
    def cpu_s() -> float:
        started_s = time.thread_time()
        Placeholder().draw(DrawRequest((prompt,), ("",), seed=1))
        return time.thread_time() - started_s

    assert min(cpu_s() for _ in range(3)) < 0.150


@pytest.mark.parametrize(
    "prompt", ["a red circle on a blue background", "a lighthouse", "fog", "a"]
)
def test_a_picture_of_768_is_a_progressive_jpeg_of_30_to_120_kb(prompt: str) -> None:
    request = DrawRequest((prompt,), ("",), seed=1)
    answer = Invocation(request, prompt, "application/json;jpeg", singular=False)
    [encoded] = json.loads(render_answer(answer, Placeholder().draw(request)))["generated_images"]
    jpeg = base64.b64decode(encoded)
    assert 30_000 < len(jpeg) < 120_000
    picture = Image.open(io.BytesIO(jpeg))
    assert picture.info["progressive"]
    assert JpegImagePlugin.get_sampling(picture) == 2  # 4:2:0


def test_a_slow_model_sleeps_once_for_each_picture() -> None:
    slept_s: list[float] = []
    slow = Placeholder(seconds_per_picture=2.5, sleep=slept_s.append)
    slow.draw(replace(REQUEST, num_images_per_prompt=3))
    assert slept_s == [2.5, 2.5, 2.5]


def test_more_pixels_than_memory_fail_as_on_a_gpu() -> None:
    with pytest.raises(MemoryError, match=r"^CUDA out of memory\. Tried to allocate "):
        Placeholder().draw(replace(REQUEST, num_images_per_prompt=10**9))
