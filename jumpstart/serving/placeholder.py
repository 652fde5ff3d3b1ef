"""The placeholder model: no network, no weights; Pillow paints a soft picture from the prompt."""

import colorsys
import hashlib
import math
import random
import secrets
import time
from collections.abc import Callable

from PIL import Image

from jumpstart.serving.brush import Size, grain, haze, hill, lit, shape_mask, stamp, wash
from jumpstart.serving.model import DrawRequest
from jumpstart.serving.scene import BLACK, WHITE, Colour, Scene, Subject, mix, read_scene

# 113 pictures of 768×768, and about 200 MB: beyond it, fail as the real model does.
MAX_PIXELS = 1 << 26


class Placeholder:
    """The same prompt, parameters and seed give the same picture; it costs about 0.1 s."""

    def __init__(
        self, seconds_per_picture: float = 0.0, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.seconds_per_picture = seconds_per_picture
        self.sleep = sleep

    def setup(self) -> None:
        """Nothing to load."""

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        pixels = request.pictures * request.width * request.height
        if pixels > MAX_PIXELS:
            raise MemoryError(f"CUDA out of memory. Tried to allocate {pixels / 2**20:.2f} GiB")
        seed = secrets.randbits(32) if request.seed is None else request.seed
        pictures = []
        for index, (prompt, negative_prompt) in enumerate(request.each_picture()):
            self.sleep(self.seconds_per_picture)
            size = (request.width, request.height)
            numbers = (request.num_inference_steps, request.guidance_scale, seed, index)
            # The mood hangs on the prompt alone, so that the seeds of one prompt look related.
            mood, layout = _dice(prompt), _dice(prompt, negative_prompt, *size, *numbers)
            pictures.append(paint(read_scene(prompt), size, mood, layout))
        return pictures


def _dice(*key: str | float) -> random.Random:
    # surrogatepass: JSON may hold half a surrogate pair.
    digest = hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).digest()
    return random.Random(digest)  # noqa: S311 - a painter's dice


def paint(scene: Scene, size: Size, mood: random.Random, layout: random.Random) -> Image.Image:
    """What the prompt names, large; where it names nothing, hills or discs, as the mood has it."""
    hue, scenic = mood.random(), mood.random() < 0.8
    ground = scene.background or _tint(hue, 0.78, 0.5)
    canvas = _background(size, ground, strong=scene.background is not None, dice=layout)
    shaped = [subject for subject in scene.subjects if subject.shape]
    if shaped:
        _discs(canvas, [mix(ground, WHITE, 0.5)], share=0.16, dice=layout)
        _subjects(canvas, shaped, hue, layout)
    elif scenic:
        _hills(canvas, ground, scene, hue, layout)
    else:
        named = [subject.colour for subject in scene.subjects if subject.colour]
        _discs(canvas, named or _palette(hue), share=0.62, dice=layout)
    return grain(canvas, layout)


def _background(size: Size, ground: Colour, *, strong: bool, dice: random.Random) -> Image.Image:
    """Light above, depth below; a colour that was asked for is kept closer to itself."""
    reach = 0.18 if strong else 0.3
    rows = []
    for row in range(4):
        depth = row / 3
        base = mix(mix(ground, WHITE, reach * (1 - depth)), BLACK, 0.45 * reach * depth)
        rows.append([mix(base, WHITE, dice.uniform(0, 0.14)) for _ in range(4)])
    return wash(size, rows)


def _subjects(
    canvas: Image.Image, subjects: list[Subject], hue: float, dice: random.Random
) -> None:
    """Side by side along the longer edge, each a little off its place."""
    width, height = canvas.size
    along = max(width, height)
    side = min(0.58 * min(width, height), 0.86 * along / len(subjects))
    for place, subject in enumerate(subjects):
        size = max(2, round(side * dice.uniform(0.9, 1.08)))
        middle = along * (place + 0.5) / len(subjects)
        at = (middle, height / 2) if width >= height else (width / 2, middle)
        at = (at[0] + side * dice.uniform(-0.07, 0.07), at[1] + side * dice.uniform(-0.1, 0.1))
        colour = subject.colour or _tint(hue + 0.45 + 0.13 * place, 0.5, 0.62)
        stamp(canvas, shape_mask(subject.shape or "circle", size), lit((size, size), colour), at)


def _discs(canvas: Image.Image, colours: list[Colour], share: float, dice: random.Random) -> None:
    width, height = canvas.size
    for number in range(9):
        radius = min(width, height) * dice.uniform(0.05, 0.24)
        at = (dice.uniform(0.05, 0.95) * width, dice.uniform(0.05, 0.95) * height)
        colour = mix(colours[number % len(colours)], WHITE, dice.uniform(0, 0.25))
        haze(canvas, at, radius, colour, share * dice.uniform(0.6, 1.0))


def _hills(canvas: Image.Image, sky: Colour, scene: Scene, hue: float, dice: random.Random) -> None:
    """A low sun, then four ridges, the nearest the darkest, in the first colour that was named."""
    width, height = canvas.size
    sun = (dice.uniform(0.22, 0.78) * width, dice.uniform(0.2, 0.36) * height)
    radius = min(width, height) * dice.uniform(0.06, 0.1)
    for glow in range(6, 0, -1):
        haze(canvas, sun, radius * (1 + 0.42 * glow), WHITE, 0.06)
    haze(canvas, sun, radius, (255, 246, 222), 0.95)
    named = [subject.colour for subject in scene.subjects if subject.colour]
    near = mix(named[0], BLACK, 0.3) if named else _tint(hue + dice.uniform(0.06, 0.2), 0.24, 0.42)
    for ridge in range(4):
        distant = mix(near, sky, 0.78 * (1 - ridge / 3))
        hill(canvas, 0.5 + 0.12 * ridge, 0.03 + 0.012 * math.sqrt(ridge), distant, dice)


def _palette(hue: float) -> list[Colour]:
    """Neighbours of the background's hue, and one from across the wheel."""
    steps = ((-0.07, 0.62), (0.06, 0.68), (0.12, 0.58), (0.46, 0.7))
    return [_tint(hue + step, lightness, 0.62) for step, lightness in steps]


def _tint(hue: float, lightness: float, saturation: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(hue % 1, lightness, saturation)
    return round(255 * red), round(255 * green), round(255 * blue)
