"""Photo-like pictures made on the spot: octaves of noise, gradients, edges and text."""

import io
import json
from collections.abc import Iterator
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

SIDE = 768
_KINDS = ("clouds", "hills", "edges", "text")


def photographs(count: int) -> Iterator[Image.Image]:
    """`count` pictures of 768×768, the same each time."""
    for number in range(count):
        random = Random(number)
        picture = _noise(random, octaves=6, fine=0.15 + 0.35 * random.random())
        kind = _KINDS[number % len(_KINDS)]
        if kind == "hills":
            picture = Image.blend(picture, _gradient(random), 0.5)
        elif kind == "edges":
            _shapes(random, picture, 40)
        elif kind == "text":
            _shapes(random, picture, 10)
            _words(random, picture)
        yield picture.filter(ImageFilter.GaussianBlur(0.6))


def tiny() -> Image.Image:
    """A picture of 64×64, with which a program loads what it needs."""
    return Image.frombytes("RGB", (64, 64), Random(1).randbytes(64 * 64 * 3))


def container_jpeg(picture: Image.Image) -> bytes:
    """`picture` as JumpStart's container encodes it: Pillow's own quality, 75."""
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG")
    return encoded.getvalue()


def nested_lists(picture: Image.Image) -> bytes:
    """The answer of a container that cannot encode."""
    raw, side = picture.tobytes(), picture.width * 3
    rows = [
        [list(raw[at : at + 3]) for at in range(start, start + side, 3)]
        for start in range(0, len(raw), side)
    ]
    return json.dumps({"generated_images": [rows], "prompt": "a fox"}).encode()


def _noise(random: Random, octaves: int, fine: float) -> Image.Image:
    """Noise of several sizes. Each octave is weaker than the one before by the factor `fine`."""
    picture, weight = Image.new("RGB", (SIDE, SIDE), (128, 128, 128)), 1.0
    for octave in range(octaves):
        cells = 3 * 2**octave
        grain = Image.frombytes("RGB", (cells, cells), random.randbytes(cells * cells * 3))
        grain = grain.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        weak = Image.blend(Image.new("RGB", (SIDE, SIDE), (128, 128, 128)), grain, weight)
        picture = ImageChops.add(picture, weak, 1, -128)
        weight *= 0.35 + fine
    return picture


def _gradient(random: Random) -> Image.Image:
    sky = Image.linear_gradient("L").resize((SIDE, SIDE)).rotate(random.randrange(0, 360, 90))
    return Image.merge("RGB", [sky.point([int(v * random.random()) for v in range(256)])] * 3)


def _shapes(random: Random, picture: Image.Image, count: int) -> None:
    draw = ImageDraw.Draw(picture)
    for _ in range(count):
        at = [random.randrange(SIDE) for _ in range(2)]
        size, colour = random.randrange(10, 200), tuple(random.randbytes(3))
        box = (*at, at[0] + size, at[1] + random.randrange(10, 200))
        random.choice([draw.ellipse, draw.rectangle])(box, fill=colour)


def _words(random: Random, picture: Image.Image) -> None:
    draw = ImageDraw.Draw(picture)
    for line in range(12):
        font = ImageFont.load_default(random.randrange(12, 60))
        draw.text((random.randrange(300), line * 64), "a red fox in the snow", "white", font)
