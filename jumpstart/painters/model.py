"""What every painter is: a model that sets itself up once, then draws parsed requests."""

import hashlib
import random
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

SIDE_PX = 768  # of Stable Diffusion 2.0's pictures


@dataclass(frozen=True, slots=True)
class Profile:
    """What a model draws if a request does not say. The defaults are those of Stable Diffusion 2.0
    in JumpStart."""

    side_px: int = SIDE_PX
    steps: int = 50
    guidance_scale: float = 7.5
    takes_images: bool = False


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """A checked request. The defaults are those of Stable Diffusion 2.0 in JumpStart."""

    prompts: tuple[str, ...]
    negative_prompts: tuple[str, ...]  # one for each prompt; "" if none was given
    width: int = SIDE_PX
    height: int = SIDE_PX
    num_images_per_prompt: int = 1
    num_inference_steps: int = 50
    guidance_scale: float = 7.5
    eta: float = 0.0
    batch_size: int = 1
    seed: int | None = None  # None: the model picks one
    # Only if the model's profile says that it takes images. Both have the size of the picture.
    image: Image.Image | None = None
    mask_image: Image.Image | None = None  # white is drawn anew, black stays
    strength: float = 1.0  # how much of `image` is drawn anew

    @property
    def pictures(self) -> int:
        return len(self.prompts) * self.num_images_per_prompt

    def each_picture(self) -> Iterator[tuple[str, str]]:
        """Prompt and negative prompt of every picture, in the answer's order: prompt by prompt."""
        for pair in zip(self.prompts, self.negative_prompts, strict=True):
            for _ in range(self.num_images_per_prompt):
                yield pair


FIRST_PROMPT = "a red apple on a table"  # of the picture that each model draws at its setup

# 113 pictures of 768×768, about 200 MB. Above that, fail as the real model does.
MAX_PIXELS = 1 << 26


def check_pixels(request: DrawRequest) -> None:
    """Return if the request is small enough to draw.

    Raises:
        MemoryError: it asks for more than MAX_PIXELS.
    """
    pixels = request.pictures * request.width * request.height
    if pixels > MAX_PIXELS:
        raise MemoryError(f"CUDA out of memory. Tried to allocate {pixels / 2**20:.2f} GiB")


def dice_of_pictures(request: DrawRequest) -> list[random.Random]:
    """A random generator for each picture, which decides what its prompt leaves open. It depends on
    the request, the seed and the picture's place, not on the other pictures of the request.

    Raises:
        MemoryError: as in check_pixels().
    """
    check_pixels(request)
    seed = secrets.randbits(32) if request.seed is None else request.seed
    numbers = (request.width, request.height, request.num_inference_steps, request.guidance_scale)
    return [
        _dice(*prompts, *numbers, seed, index)
        for index, prompts in enumerate(request.each_picture())
    ]


def _dice(*key: str | float) -> random.Random:
    # surrogatepass, because JSON can hold half a surrogate pair.
    digest = hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).digest()
    return random.Random(digest)  # noqa: S311 - a painter's dice


class Model(Protocol):
    """A painter with a `profile: Profile` has defaults of its own."""

    def setup(self) -> None:
        """Load what drawing needs, and draw one picture. Called once before the first `draw`, on
        the same thread."""

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        """The pictures of the request, in the order of `request.each_picture()`.

        If a painter knows which words it did not draw, the `info` of a picture has them under
        NOT_DRAWN.

        An exception reaches the client as HTTP 400 with the exception's text.
        """
        ...


def profile_of(model: Model) -> Profile:
    """What `model` draws if a request does not say."""
    profile: Profile = getattr(model, "profile", Profile())
    return profile
