"""Every style changes the picture in its own way, and keeps what it shows."""

import random
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageStat

from jumpstart.painters.renderer.draw import paint
from jumpstart.painters.renderer.reading.read import read_scene
from jumpstart.painters.renderer.reading.told import told
from jumpstart.painters.renderer.styles.all_styles import STYLES


def drawn(prompt: str, side: int = 96) -> Image.Image:
    return paint(read_scene(prompt), (side, side), random.Random(1))


def differ(one: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def test_any_two_styles_look_different() -> None:
    source = drawn("a red barn in a meadow")
    styled = {name: style(source, random.Random(1)) for name, style in STYLES.items()}
    for one, other in combinations(styled, 2):
        assert differ(styled[one], styled[other]) > 1.5, (one, other)


@pytest.mark.parametrize("size", [(8, 8), (8, 200), (300, 40)])
@pytest.mark.parametrize("name", sorted(STYLES))
def test_every_style_keeps_the_size(name: str, size: tuple[int, int]) -> None:
    picture = STYLES[name](Image.radial_gradient("L").resize(size).convert("RGB"), random.Random(1))
    assert (picture.size, picture.mode) == (size, "RGB")


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("stained glass window of a peacock", "stained glass"),
        ("a cat made of wool", "knitted"),
        ("an origami fox", "origami"),
        ("ukiyo-e mountain", "woodblock"),
        ("pop art banana", "pop art"),
        ("a comic book hero", "comic"),
        ("a charcoal drawing of a horse", "charcoal"),
        ("a blueprint of a rocket", "blueprint"),
        ("a claymation dog", "clay"),
        ("a minimalist mountain", "minimal"),
        ("a steampunk robot", "steampunk"),
        ("a cubist guitar", "cubist"),
    ],
)
def test_a_style_is_read(prompt: str, style: str) -> None:
    assert read_scene(prompt).style == style
    assert style.split()[0] not in told(prompt)


def test_a_silhouette_is_black_before_a_low_sun() -> None:
    picture = drawn("the silhouette of a horse")
    assert max(ImageStat.Stat(picture.crop((44, 58, 54, 66))).mean) < 40
    red, _, blue = ImageStat.Stat(picture.crop((0, 30, 96, 44))).mean
    assert red > blue
    assert told("the silhouette of a red horse") == ["red"]


def test_an_abstract_painting_has_the_colours_that_are_named() -> None:
    picture = drawn("an abstract painting with blue and orange shapes").convert("HSV")
    hues = [picture.getpixel((x, y)) for x in range(0, 96, 3) for y in range(0, 96, 3)]
    strong = [pixel[0] for pixel in hues if isinstance(pixel, tuple) and pixel[1] > 120]
    blue = sum(140 < hue < 180 for hue in strong)
    orange = sum(8 < hue < 34 for hue in strong)
    assert min(blue, orange) > 40
    assert blue + orange > 0.8 * len(strong)


def test_an_isometric_house_stands_on_a_block() -> None:
    assert read_scene("an isometric house").ground == "isometric"
    assert differ(drawn("an isometric house"), drawn("an isometric room")) > 4
