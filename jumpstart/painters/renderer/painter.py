"""The scene renderer as a model: Pillow draws what the prompt says, without weights."""

import time
from collections.abc import Callable

from PIL import Image

from ..model import DrawRequest, dice_of_pictures
from ..not_drawn import NOT_DRAWN, words_not_drawn
from .draw import paint
from .read import drawn_words, read_scene

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
        """Do nothing: there is nothing to load."""

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        pictures = []
        not_drawn = {
            prompt: words_not_drawn(prompt, drawn_words(prompt)) for prompt in request.prompts
        }
        for (prompt, _), dice in zip(
            request.each_picture(), dice_of_pictures(request), strict=True
        ):
            self.sleep(self.seconds_per_picture)
            picture = paint(read_scene(prompt), (request.width, request.height), dice)
            picture.info |= {"comment": COMMENT, NOT_DRAWN: not_drawn[prompt]}
            pictures.append(picture)
        return pictures
