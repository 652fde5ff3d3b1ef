"""What a model is here: it sets itself up once, then draws what a parsed request asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PIL import Image


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """What to draw, checked; the defaults are those of Stable Diffusion 2.0 in JumpStart."""

    prompts: tuple[str, ...]
    negative_prompts: tuple[str, ...]  # one per prompt; "" where none was given
    width: int = 768
    height: int = 768
    num_images_per_prompt: int = 1
    num_inference_steps: int = 50
    guidance_scale: float = 7.5
    eta: float = 0.0
    batch_size: int = 1
    seed: int | None = None  # None: the model draws one

    @property
    def pictures(self) -> int:
        return len(self.prompts) * self.num_images_per_prompt

    def each_picture(self) -> Iterator[tuple[str, str]]:
        """Prompt and negative prompt of every picture, in the answer's order: prompt by prompt."""
        for pair in zip(self.prompts, self.negative_prompts, strict=True):
            for _ in range(self.num_images_per_prompt):
                yield pair


class Model(Protocol):
    def setup(self) -> None:
        """Load what drawing needs. Called once, before the first `draw`, on the same thread."""

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        """Draw `request.pictures` pictures in the order of `request.each_picture()`.

        Whatever it raises reaches the client as HTTP 400 with the exception's own text.
        """
        ...
