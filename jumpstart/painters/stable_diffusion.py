"""Any pipeline of diffusers that draws from a prompt, on a GPU if there is one. Read it top to
bottom; `pipeline.py` loads the pipeline, and `families.py` says which ones there are."""

import gc
import inspect
import logging
import secrets
from typing import TYPE_CHECKING, Any

import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler
from diffusers.utils import logging as diffusers_logging
from PIL import Image
from transformers.utils import logging as transformers_logging

from .model import FIRST_PROMPT, DrawRequest, Profile, check_pixels
from .pipeline import Loaded, load
from .weights import NoWeights

if TYPE_CHECKING:
    from ..serving.settings import Settings

WITHHELD = "Withheld by the safety checker."
SEEDS = 2**32
# The text encoder reads 77 tokens of at most 50 letters. Without a limit, the tokenizer would
# read all of a prompt of 5 MB.
MAX_LETTERS = 4096
FIRST_STEPS = 2  # of the picture that shows that the model can draw


class StableDiffusion:
    """On one kind of device, the same prompt, parameters and seed give the same picture. Picture k
    of a request is the picture that a request for one picture with `seed` + k would give."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings

    def setup(self) -> None:
        for library in (diffusers_logging, transformers_logging):
            # Their warnings quote long prompts, and their errors are raised as well.
            library.set_verbosity(logging.CRITICAL)
            library.disable_progress_bar()
        self._loaded: Loaded = load(self._settings)
        self.pipeline: Any = self._loaded.pipeline
        self.profile: Profile = self._loaded.profile
        self._tasks: dict[str, Any] = {self._loaded.family.text: self.pipeline}
        self._draw_first()

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        check_pixels(request)
        self._check(request)
        try:
            return self._draw(request)
        except (RuntimeError, MemoryError) as error:
            if not _is_out_of_memory(error):
                raise
            words = str(error)
        # After the handler, because until then the exception keeps everything that was being drawn.
        gc.collect()
        if self._loaded.device == "mps":
            torch.mps.empty_cache()
        torch.cuda.empty_cache()
        begin = "CUDA out of memory. "  # callers look for these words, also when there is no GPU
        raise MemoryError(words if words.startswith(begin) else begin + words)

    def _draw_first(self) -> None:
        """Draw one picture of the size and on the way of all others.

        Raises:
            NoWeights: that failed, or the picture is of one colour.
        """
        where, side_px = self._settings.model_folder, self.profile.side_px
        first = DrawRequest((FIRST_PROMPT,), ("",), side_px, side_px, 1, FIRST_STEPS, seed=0)
        try:
            [picture] = self.draw(first)
        except Exception as error:  # whatever diffusers, torch or the compiler raise
            what = f"{where} was loaded, but cannot draw: {type(error).__name__}: {error}"
            raise NoWeights(" ".join(what.split()), code="cannot_draw") from error
        colours = picture.getcolors(1)
        if colours and picture.info.get("comment") != WITHHELD:
            # Numbers beyond float16 become NaN, and NaN becomes black.
            how = "try --precision bfloat16 or float32 (EASEL_PRECISION)"
            what = f"{where} was loaded, but draws only one colour, {colours[0][1]}: {how}"
            raise NoWeights(what, code="cannot_draw")

    def _check(self, request: DrawRequest) -> None:
        """Raises ValueError if this pipeline cannot do what the request asks for."""
        family, step = self._loaded.family, self._loaded.family.side_step
        for name, side in (("height", request.height), ("width", request.width)):
            if side % step:
                raise ValueError(f"{name} must be divisible by {step}, got {side}.")
        if not 0 <= request.eta <= 1:
            raise ValueError(f"eta must be between 0 and 1, got {request.eta}.")
        kind = self._scheduler(request.eta)
        if request.eta and "eta" not in inspect.signature(kind.step).parameters:
            raise ValueError(f"eta must be 0: this model draws with {kind.__name__}.")
        if any(request.negative_prompts) and not family.has_negative:
            raise ValueError(f"negative_prompt must be empty: {family.name} reads none.")

    def _scheduler(self, eta: float) -> Any:
        """The class of scheduler that draws. DPM-Solver++ has no eta, but DDIM has one."""
        kind = self._loaded.scheduler
        return DDIMScheduler if eta and kind is DPMSolverMultistepScheduler else kind

    def _draw(self, request: DrawRequest) -> list[Image.Image]:
        seed = secrets.randbelow(SEEDS) if request.seed is None else request.seed
        wanted = [
            (_letters(prompt), _letters(negative), (seed + index) % SEEDS)
            for index, (prompt, negative) in enumerate(request.each_picture())
        ]
        # diffusers' classes do not agree on what several pictures to begin from look like.
        batch_size = 1 if request.image else request.batch_size
        pictures: list[Image.Image] = []
        for start in range(0, len(wanted), batch_size):
            prompts, negatives, seeds = zip(*wanted[start : start + batch_size], strict=True)
            drawn = self._call(request, prompts, negatives, seeds)
            unsafe = getattr(drawn, "nsfw_content_detected", None) or [False] * len(seeds)
            for picture, is_unsafe in zip(drawn.images, unsafe, strict=True):
                pictures.append(_finished(picture, request, is_unsafe=is_unsafe))
        return pictures

    def _call(
        self,
        request: DrawRequest,
        prompts: tuple[str, ...],
        negatives: tuple[str, ...],
        seeds: tuple[int, ...],
    ) -> Any:
        """What diffusers draws. A pipeline gets those arguments that it knows."""
        pipeline = self._pipeline_for(request)
        # A new scheduler for each batch, because it keeps state.
        kind = self._scheduler(request.eta)
        pipeline.scheduler = kind.from_config(self._loaded.scheduler_config)
        arguments = {
            "prompt": list(prompts),
            "negative_prompt": list(negatives) if self._loaded.family.has_negative else None,
            "image": request.image,
            "mask_image": request.mask_image,
            "strength": request.strength,
            "width": request.width,
            "height": request.height,
            "num_inference_steps": request.num_inference_steps,
            "guidance_scale": request.guidance_scale,
            "eta": request.eta,
            # Each picture has its own noise, which is the same on every device.
            "generator": [torch.Generator("cpu").manual_seed(seed) for seed in seeds],
            **self._loaded.more,
        }
        known = inspect.signature(pipeline.__call__).parameters
        return pipeline(**{name: value for name, value in arguments.items() if name in known})

    def _pipeline_for(self, request: DrawRequest) -> Any:
        family = self._loaded.family
        if request.mask_image:
            name = family.inpaint
        else:
            name = family.image if request.image else family.text
        if name not in self._tasks:
            self._tasks[name] = self._loaded.for_task(name)
        return self._tasks[name]


def _finished(picture: Image.Image, request: DrawRequest, *, is_unsafe: bool) -> Image.Image:
    if is_unsafe:  # diffusers has made the picture black
        picture.info["comment"] = WITHHELD
    elif request.image and request.mask_image:
        # Encoding and decoding changes every pixel a little. What the mask keeps, stays.
        is_new = request.mask_image.point(lambda value: 255 if value >= 128 else 0)
        return Image.composite(picture, request.image, is_new)
    return picture


def _letters(prompt: str) -> str:
    """`prompt` as the tokenizer can read it, without halves of surrogate pairs."""
    readable = prompt[: 16 * MAX_LETTERS].encode("utf-8", "replace").decode("utf-8")
    return " ".join(readable.split())[:MAX_LETTERS]


def _is_out_of_memory(error: Exception) -> bool:
    # torch has a class for a full GPU. For full memory, and for Apple's, there is only the text.
    is_known = isinstance(error, MemoryError | torch.OutOfMemoryError)
    words = str(error)
    return is_known or "DefaultCPUAllocator" in words or "MPS backend out of memory" in words
