"""Measure what fine-tuning changed: how well the new thing is drawn, and all the others."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from ..painters.small.adherence import held_out_captions, judge
from ..painters.small.judge import Landscapes
from ..painters.small.painter import Pixels, Small, to_image

SEEDS = range(100, 108)  # none of them was used for training
STEPS, GUIDANCE = 20, 2.0
COARSE_PX = 16  # compares where the colours are, not how an edge runs
CAPTIONS = 40
BATCH = 8


def measure(
    before: Small,
    after: Small,
    pictures: Sequence[Image.Image],
    prompt: str,
    class_prompt: str,
) -> dict[str, dict[str, object]]:
    """What each model draws, before and after: the distance (0…255) of its pictures to the nearest
    of `pictures`, and the share that it draws of captions from no training."""
    targets = np.stack([_coarse(picture) for picture in pictures])
    found: dict[str, dict[str, object]] = {
        "instance": {"of": f"distance of {prompt!r} to the pictures"},
        "colour": {"of": f"distance of its mean colour ({prompt!r})"},
        "class": {"of": f"distance of {class_prompt!r}, which should stay"},
        "captions": {"of": "share of other captions that is drawn, which should stay"},
    }
    landscapes, captions = Landscapes(), held_out_captions(CAPTIONS)
    for name, model in (("before", before), ("after", after)):
        model.setup()
        drawn = [_coarse(picture) for picture in _draw(model, [prompt] * len(SEEDS))]
        found["instance"][name] = round(_distance(drawn, targets), 1)
        found["colour"][name] = round(_distance([_mean(one) for one in drawn], _mean(targets)), 1)
        drawn = [_coarse(picture) for picture in _draw(model, [class_prompt] * len(SEEDS))]
        found["class"][name] = round(_distance(drawn, targets), 1)
        score = judge(captions, _draw(model, captions), landscapes)
        right, asked = sum(score.right.values()), sum(score.asked.values())
        found["captions"][name] = f"{100 * right / asked:.0f} %"
    return found


def _draw(model: Small, prompts: list[str]) -> list[Image.Image]:
    drawn: list[Image.Image] = []
    for start in range(0, len(prompts), BATCH):
        batch = prompts[start : start + BATCH]
        seeds = [SEEDS[0] + start + k for k in range(len(batch))]
        pixels: Pixels = model.diffuse(batch, seeds, STEPS, GUIDANCE)
        drawn += [to_image(one) for one in pixels]
    return drawn


def _coarse(picture: Image.Image) -> NDArray[np.float32]:
    """The square in the middle of the picture, as (COARSE_PX, COARSE_PX, 3)."""
    small = ImageOps.fit(picture.convert("RGB"), (COARSE_PX, COARSE_PX), Image.Resampling.BOX)
    return np.asarray(small, np.float32)


def _mean(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean colour of each picture, in the shape of a picture of one pixel."""
    mean: NDArray[np.float32] = pictures.mean(axis=(-3, -2), keepdims=True)
    return mean


def _distance(drawn: Sequence[NDArray[np.float32]], targets: NDArray[np.float32]) -> float:
    """The root mean square to the nearest target, averaged over `drawn`."""
    nearest = [float(np.sqrt(((targets - one) ** 2).mean(axis=(1, 2, 3))).min()) for one in drawn]
    return sum(nearest) / len(nearest)
