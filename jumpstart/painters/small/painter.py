"""The small model as it draws: ONNX Runtime runs it, without torch."""

import json
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from ..model import FIRST_PROMPT, DrawRequest, dice_of_pictures
from ..not_drawn import NOT_DRAWN, words_not_drawn
from ..weights import NoWeights
from .tokenizer import PAD, drawn_words, tokenize

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TRAINED = Path(__file__).parent / "trained"
WORDS = "words.json"  # the words that fine-tuning added to the vocabulary
COMMENT = "Drawn by Easel's small model, made for trying Easel; it is not Stable Diffusion."
SIDE_PX = 128  # the size that it draws; larger pictures are enlarged
MAX_STEPS = 100  # more steps make no visible difference
# Maps Stable Diffusion's usual 7.5 to 2, and 1 (no guidance) to 1.
GUIDANCE_SHARE = 1 / 6.5
# Large plain shapes are decided while almost all is noise, so most steps are there. The larger a
# picture, the more noise hides it.
SHIFT = 1 / 16  # for each pixel of the side
SMOOTH_PX = 256  # an outline of this many pixels shows no steps when it is enlarged further

Pixels = NDArray[np.float32]


class Small:
    """On one kind of processor, the same prompt, parameters and seed give the same picture."""

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
        # SIDE_PX, or what it was when the model was fine-tuned.
        self._side_px = self._painter.get_inputs()[0].shape[-1]
        learned = self.folder / WORDS
        try:
            self._learned = json.loads(learned.read_text()) if learned.exists() else {}
        except ValueError as error:
            raise NoWeights(f"cannot load {learned}: {error}") from error
        self.diffuse([FIRST_PROMPT], seeds=[0], steps=1, guidance=1.0)

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
            read = drawn_words(prompt, self._learned)
            picture.info[NOT_DRAWN] = words_not_drawn(prompt, read)
            pictures.append(picture)
        return pictures

    def diffuse(self, prompts: list[str], seeds: list[int], steps: int, guidance: float) -> Pixels:
        """Pictures as (prompts, 3, side, side) in −1…1. Euler steps lead from noise to a picture on
        a straight line (rectified flow, Liu et al. 2022, arXiv 2209.03003). Guidance leads away
        from the picture without a prompt (Ho & Salimans 2022, arXiv 2207.12598)."""
        count = len(prompts)
        tokens = np.full((2 * count, len(tokenize(""))), PAD, np.int64)
        tokens[:count] = [tokenize(prompt, self._learned) for prompt in prompts]
        words, summary = self._text.run(None, {"tokens": tokens})
        shape = (3, self._side_px, self._side_px)
        noises = [np.random.default_rng(seed).standard_normal(shape) for seed in seeds]
        picture = np.stack(noises).astype(np.float32)
        line = np.linspace(0, 1, steps + 1)
        times = line / (line + SHIFT * self._side_px * (1 - line))  # from noise, 0, to picture, 1
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
        raise NoWeights(f"{folder} is not a small model: {file.name} is missing")
    # Imported here, because it takes a second, and the renderer does not need it.
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    # One thread is fast enough, and gives the same sums on any number of cores.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        return InferenceSession(file, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's exceptions have no common class
        raise NoWeights(f"cannot load {file}: {error}") from error


def to_image(pixels: Pixels) -> Image.Image:
    """The picture of `pixels`, which are (3, height, width) in −1…1."""
    bytes_ = np.clip((pixels + 1) * 127.5, 0, 255).round().astype(np.uint8)
    return Image.fromarray(bytes_.transpose(1, 2, 0))


def enlarge(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """`picture`, a square, enlarged to `size`. If that is not a square, its edges are extended."""
    while picture.width < SMOOTH_PX:  # double it, and smooth its outlines
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
