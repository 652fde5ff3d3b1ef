"""Stable Diffusion by diffusers, on a GPU if there is one. Read it top to bottom."""

import gc
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, StableDiffusionPipeline
from diffusers.pipelines.stable_diffusion import StableDiffusionSafetyChecker
from diffusers.utils import logging as diffusers_logging
from PIL import Image
from transformers import CLIPImageProcessor
from transformers.utils import logging as transformers_logging

from .model import DrawRequest, check_pixels
from .weights import NoWeights, check_parts, folder_of_s3

if TYPE_CHECKING:
    from ..serving.settings import Settings

WITHHELD = "Withheld by the safety checker."
SAFETY_PARTS = ("safety_checker", "feature_extractor")
SEEDS = 2**32
# The text encoder reads 77 tokens of at most 50 letters. Without a limit, the tokenizer would
# read all of a prompt of 5 MB.
MAX_LETTERS = 4096


class StableDiffusion:
    """On one kind of device, the same prompt, parameters and seed give the same picture. Picture k
    of a request is the picture that a request for one picture with `seed` + k would give."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings

    def setup(self) -> None:
        for library in (diffusers_logging, transformers_logging):
            library.set_verbosity_error()  # their warnings quote long prompts
            library.disable_progress_bar()
        where = _folder_or_hub_id(self._settings)
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        is_half = {"auto": self._device == "cuda", "float16": True, "float32": False}
        dtype = torch.float16 if is_half[self._settings.precision] else torch.float32
        try:
            pipeline = StableDiffusionPipeline.from_pretrained(
                where,
                dtype=dtype,
                variant=_variant(where),
                local_files_only=isinstance(where, Path),
                **_safety(self._settings.safety_checker, dtype),
            )
        except Exception as error:  # no common class: a file may be cut off, the hub silent
            raise NoWeights(f"cannot load {where}: {error}") from error
        pipeline.set_progress_bar_config(disable=True)
        # Decode one picture at a time: decoding a whole batch would need most of the memory.
        pipeline.vae.enable_slicing()
        # diffusers chooses torch's scaled_dot_product_attention by itself.
        self.pipeline: Any = pipeline.to(self._device)
        self._scheduler = pipeline.scheduler.config
        self.side_px: int = pipeline.unet.config.sample_size * pipeline.vae_scale_factor
        if self._settings.compile:
            self.pipeline.unet.compile()

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        check_pixels(request)
        if not 0 <= request.eta <= 1:
            raise ValueError(f"eta must be between 0 and 1, got {request.eta}.")
        try:
            return self._draw(request)
        except (RuntimeError, MemoryError) as error:
            if not _is_out_of_memory(error):
                raise
            words = str(error)
        # After the handler, because until then the exception keeps everything that was being drawn.
        gc.collect()
        torch.cuda.empty_cache()
        begin = "CUDA out of memory. "  # callers look for these words, also when there is no GPU
        raise MemoryError(words if words.startswith(begin) else begin + words)

    def _draw(self, request: DrawRequest) -> list[Image.Image]:
        seed = secrets.randbelow(SEEDS) if request.seed is None else request.seed
        wanted = [
            (_letters(prompt), _letters(negative), (seed + index) % SEEDS)
            for index, (prompt, negative) in enumerate(request.each_picture())
        ]
        pictures: list[Image.Image] = []
        for start in range(0, len(wanted), request.batch_size):
            prompts, negatives, seeds = zip(
                *wanted[start : start + request.batch_size], strict=True
            )
            # A new scheduler for each batch, because it keeps state. Only DDIM has an eta.
            kind = DDIMScheduler if request.eta else DPMSolverMultistepScheduler
            self.pipeline.scheduler = kind.from_config(self._scheduler)
            drawn = self.pipeline(
                list(prompts),
                negative_prompt=list(negatives),
                width=request.width,
                height=request.height,
                num_inference_steps=request.num_inference_steps,
                guidance_scale=request.guidance_scale,
                eta=request.eta,
                # Each picture has its own noise, which is the same on every device.
                generator=[torch.Generator("cpu").manual_seed(seed) for seed in seeds],
            )
            for picture, is_unsafe in zip(
                drawn.images, drawn.nsfw_content_detected or [False] * len(seeds), strict=True
            ):
                if is_unsafe:  # diffusers has made the picture black
                    picture.info["comment"] = WITHHELD
                pictures.append(picture)
        return pictures


def _folder_or_hub_id(settings: "Settings") -> Path | str:
    where = settings.model_folder
    if where.startswith("s3://"):
        folder = folder_of_s3(where, Path(settings.cache))
    elif (folder := Path(where)).exists() or not re.fullmatch(r"[\w.-]+/[\w.-]+", where):
        pass
    else:
        return where
    check_parts(folder, () if settings.safety_checker == "own" else SAFETY_PARTS)
    return folder


def _variant(where: Path | str) -> str | None:
    """The variant of the files to load: fp16 if there is one, since it is half as large."""
    halves = list(where.glob("unet/*.fp16.*")) if isinstance(where, Path) else []
    return "fp16" if halves else None


def _safety(checker: str, dtype: Any) -> dict[str, Any]:
    """from_pretrained's arguments for the safety checker. Stable Diffusion 2.0 has none."""
    if checker == "own":
        return {}
    if checker == "off":
        return {"safety_checker": None, "requires_safety_checker": False}
    return {  # `checker` is a folder or a model that the operator named
        "safety_checker": StableDiffusionSafetyChecker.from_pretrained(checker, dtype=dtype),
        "feature_extractor": CLIPImageProcessor.from_pretrained(checker),  # nosec B615
    }


def _letters(prompt: str) -> str:
    """`prompt` as the tokenizer can read it, without halves of surrogate pairs."""
    readable = prompt[: 16 * MAX_LETTERS].encode("utf-8", "replace").decode("utf-8")
    return " ".join(readable.split())[:MAX_LETTERS]


def _is_out_of_memory(error: Exception) -> bool:
    # torch has a class for a full GPU. For full memory there is only the allocator's text.
    is_known = isinstance(error, MemoryError | torch.OutOfMemoryError)
    return is_known or "DefaultCPUAllocator" in str(error)
