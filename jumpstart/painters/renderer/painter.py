"""The scene renderer as a model: Pillow draws what the prompt says, without weights."""

import random
import time
from collections.abc import Callable

from PIL import Image

from ..model import FIRST_PROMPT, DrawRequest, dice_of_pictures
from ..not_drawn import NOT_DRAWN
from .draw import paint
from .reading.read import read_scene
from .reading.told import told

# Written into the JPEG, so that nobody takes the picture for a diffusion model's.
COMMENT = "Drawn by Easel's scene renderer, which is not a diffusion model."


class Renderer:
    """The same prompt, parameters and seed give the same picture. One takes about 0.1 s."""

    def __init__(
        self, seconds_per_picture: float = 0.0, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.seconds_per_picture = seconds_per_picture
        self.sleep = sleep

    def setup(self) -> None:
        """Draw one picture. There is nothing to load."""
        paint(read_scene(FIRST_PROMPT, ""), (64, 64), random.Random(0))  # noqa: S311 - a painter's

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        pictures = []
        pairs = zip(request.prompts, request.negative_prompts, strict=True)
        notes = {pair: told(*pair) for pair in pairs}
        for (prompt, negative), dice in zip(
            request.each_picture(), dice_of_pictures(request), strict=True
        ):
            self.sleep(self.seconds_per_picture)
            scene = read_scene(prompt, negative)
            picture = paint(scene, (request.width, request.height), dice)
            picture.info |= {"comment": COMMENT, NOT_DRAWN: notes[prompt, negative]}
            pictures.append(picture)
        return pictures
