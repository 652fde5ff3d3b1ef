"""A picture as Stability's text-to-image models on Amazon Bedrock draw it.

They take an aspect ratio instead of a size, and neither steps nor guidance. So a picture for them
has one size for each ratio, and always the same steps and guidance. Otherwise two requests that
Bedrock draws alike would have two ids, and would be paid twice.
"""

import math
from dataclasses import replace
from typing import Any, Protocol

from .note import Note
from .picture import Picture

# The sizes that stand for the ratios: sides that POST /v1/images takes. The model chooses the real
# size, which the job shows in `images`.
SIZES = {
    "1:1": (1024, 1024),
    "16:9": (1024, 576),
    "21:9": (1024, 448),
    "3:2": (960, 640),
    "5:4": (960, 768),
    "4:5": (768, 960),
    "2:3": (640, 960),
    "9:16": (576, 1024),
    "9:21": (448, 1024),
}
_STEPS, _GUIDANCE_SCALE = 50, 7.5
# Bedrock's seeds end at 4,294,967,294, and its seed 0 means any seed. So our seed 0 is sent as the
# last one, and every other seed as it is.
_LAST_SEED = 4_294_967_294
MAX_SEED = _LAST_SEED - 1
MAX_PROMPT_CHARACTERS = 10_000


class Asked(Protocol):
    """The fields of a request that such a model does not take as they are."""

    @property
    def width(self) -> int | None: ...
    @property
    def height(self) -> int | None: ...
    @property
    def steps(self) -> int | None: ...
    @property
    def guidance_scale(self) -> float | None: ...


def as_drawn(picture: Picture) -> Picture:
    """`picture` with the size of its nearest ratio, and without its own steps and guidance."""
    width, height = SIZES[nearest_ratio(picture.width, picture.height)]
    return replace(
        picture, width=width, height=height, steps=_STEPS, guidance_scale=_GUIDANCE_SCALE
    )


def nearest_ratio(width: int, height: int) -> str:
    """The ratio of the model that is nearest to width : height. Twice as wide is as far from square
    as twice as high."""

    def distance(ratio: str) -> float:
        across, down = map(int, ratio.split(":"))
        return abs(math.log(width * down / (height * across)))

    return min(SIZES, key=distance)


def notes(asked: Asked, picture: Picture) -> tuple[Note, ...]:
    """A note on each part of the request that the model does not take as it is."""
    found = []
    if asked.width or asked.height:
        size = f"{asked.width or picture.width}x{asked.height or picture.height}"
        ratio = nearest_ratio(picture.width, picture.height)
        detail = f"size: the model takes an aspect ratio, not {size}, so it draws {ratio}"
        found.append(Note("size_changed", detail))
    if asked.steps is not None:
        detail = f"steps: the model has no such setting, so {asked.steps} is not used"
        found.append(Note("steps_not_used", detail))
    if asked.guidance_scale is not None:
        scale = f"{asked.guidance_scale:g}"
        detail = f"guidance_scale: the model has no such setting, so {scale} is not used"
        found.append(Note("guidance_not_used", detail))
    return tuple(found)


def requests(picture: Picture) -> list[dict[str, Any]]:
    """The request for each of the `n` pictures. Their seeds follow from the first."""
    shared: dict[str, Any] = {
        "prompt": picture.prompt,
        "aspect_ratio": nearest_ratio(picture.width, picture.height),
        "mode": "text-to-image",
        "output_format": "jpeg",
    }
    if picture.negative_prompt is not None:
        shared["negative_prompt"] = picture.negative_prompt
    seeds = ((picture.seed + k) % _LAST_SEED or _LAST_SEED for k in range(picture.n))
    return [{**shared, "seed": seed} for seed in seeds]
