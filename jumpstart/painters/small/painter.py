"""The small model: a diffusion model of our own, run by ONNX Runtime; no torch, no network."""

import json
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ..model import DrawRequest, dice_of_pictures
from ..weights import NoWeights
from .tokenizer import PAD, tokenize

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TRAINED = Path(__file__).parent / "trained"
WORDS = "words.json"  # of a fine-tuned model: what it learned beside the vocabulary
COMMENT = "Drawn by Easel's small model, made for trying Easel; it is not Stable Diffusion."
SIDE_PX = 64  # of what it draws; all else is made larger from that
MAX_STEPS = 100  # more change nothing that can be seen
# Stable Diffusion's usual 7.5 is 2 to this model, and 1 (none) is 1.
GUIDANCE_SHARE = 1 / 6.5
# Large plain shapes are decided while almost all is noise: that is where most steps go.
SHIFT = 4.0

Pixels = NDArray[np.float32]


class Small:
    """The same prompt, parameters and seed give the same picture, on one kind of processor."""

    def __init__(
        self,
        seconds_per_picture: float = 0.0,
        sleep: Callable[[float], None] = time.sleep,
        folder: Path = TRAINED,
    ) -> None:
        self.seconds_per_picture = seconds_per_picture
        self.sleep = sleep
        self.folder = folder

    def setup(self) -> None:
        self._text, self._painter = _session(self.folder, "text"), _session(self.folder, "painter")
        learned = self.folder / WORDS
        try:
            self._learned = json.loads(learned.read_text()) if learned.exists() else {}
        except ValueError as error:
            raise NoWeights(f"cannot load {learned}: {error}") from error

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        pictures = []
        for (prompt, _), dice in zip(
            request.each_picture(), dice_of_pictures(request), strict=True
        ):
            self.sleep(self.seconds_per_picture)
            steps = min(request.num_inference_steps, MAX_STEPS)
            guidance = 1 + GUIDANCE_SHARE * (request.guidance_scale - 1)
            seed = dice.getrandbits(64)
            [pixels] = self.diffuse([prompt], [seed], steps, guidance)
            picture = enlarge(to_image(pixels), (request.width, request.height))
            picture.info["comment"] = COMMENT
            pictures.append(picture)
        return pictures

    def diffuse(self, prompts: list[str], seeds: list[int], steps: int, guidance: float) -> Pixels:
        """(prompts, 3, 64, 64) in −1…1: from noise to pictures along a straight line (rectified
        flow, Liu et al. 2022, arXiv 2209.03003), in Euler's steps, guided away from what no
        prompt at all would give (Ho & Salimans 2022, arXiv 2207.12598)."""
        count = len(prompts)
        tokens = np.full((2 * count, len(tokenize(""))), PAD, np.int64)
        tokens[:count] = [tokenize(prompt, self._learned) for prompt in prompts]
        words, summary = self._text.run(None, {"tokens": tokens})
        shape = (3, SIDE_PX, SIDE_PX)
        noises = [np.random.default_rng(seed).standard_normal(shape) for seed in seeds]
        picture = np.stack(noises).astype(np.float32)
        line = np.linspace(0, 1, steps + 1)
        times = line / (line + SHIFT * (1 - line))  # from noise, 0, to picture, 1
        for now, after in pairwise(times):
            seen = {
                "noisy": np.concatenate([picture, picture]),
                "time": np.full(2 * count, now, np.float32),
                "words": words,
                "summary": summary,
            }
            prompted, unprompted = np.split(self._painter.run(None, seen)[0], 2)
            clean = np.clip(unprompted + guidance * (prompted - unprompted), -1, 1)
            picture += np.float32((after - now) / (1 - now)) * (clean - picture)
        return picture


def _session(folder: Path, name: str) -> "InferenceSession":
    file = folder / f"{name}.onnx"
    if not file.exists():
        raise NoWeights(f"{folder} holds no small model: {file.name} is missing")
    # A second of import for those who never draw with it would be too much.
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    # One thread: it is fast enough, and sums come out the same however many cores there are.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        return InferenceSession(file, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's faults have no class in common
        raise NoWeights(f"cannot load {file}: {error}") from error


def to_image(pixels: Pixels) -> Image.Image:
    """(3, height, width) in −1…1."""
    bytes_ = np.clip((pixels + 1) * 127.5, 0, 255).round().astype(np.uint8)
    return Image.fromarray(bytes_.transpose(1, 2, 0))


def enlarge(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """`picture`, a square, at `size`; where that is no square, its edges are drawn out."""
    for _ in range(2):  # doubled twice, each time with the steps of its outlines rounded off
        twice = (2 * picture.width, 2 * picture.height)
        picture = picture.resize(twice, Image.Resampling.BICUBIC)
        picture = picture.filter(ImageFilter.MedianFilter(3))
    side = min(size)
    square = picture.resize((side, side), Image.Resampling.BICUBIC)
    square = square.filter(ImageFilter.UnsharpMask(side / 160, 80, 2))
    if size == square.size:
        return square
    left, top = (size[0] - side) // 2, (size[1] - side) // 2
    places_x = np.clip(np.arange(size[0]) - left, 0, side - 1)
    places_y = np.clip(np.arange(size[1]) - top, 0, side - 1)
    return Image.fromarray(np.asarray(square)[places_y][:, places_x])
