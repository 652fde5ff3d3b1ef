"""Load a diffusers pipeline as the settings say, or say in one line why it cannot be served."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import diffusers
import torch
from diffusers.pipelines.stable_diffusion import StableDiffusionSafetyChecker
from transformers import CLIPImageProcessor

from .families import (
    Configs,
    Family,
    can_replace_scheduler,
    family_of,
    more_of,
    profile_of,
)
from .loras import add_loras, place_of
from .model import Profile
from .weights import NoWeights, check_parts

if TYPE_CHECKING:
    from ..serving.settings import Settings

SAFETY_PARTS = ("safety_checker", "feature_extractor")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pipeline on its device, and how to draw with it."""

    pipeline: Any
    family: Family
    profile: Profile
    device: str
    scheduler: type[Any]
    scheduler_config: Any  # of the pipeline's own scheduler
    more: dict[str, Any]  # for each call of the pipeline

    def for_task(self, name: str) -> Any:
        """The pipeline of diffusers' class `name`, with the same parts: no memory is taken."""
        kind = getattr(diffusers, name)
        accepted = inspect.signature(kind).parameters
        have = {**self.pipeline.config, **self.pipeline.components}
        made = kind(**{key: value for key, value in have.items() if key in accepted})
        made.set_progress_bar_config(disable=True)
        return made


def load(settings: "Settings") -> Loaded:
    """The pipeline that the settings name, ready to draw.

    Raises:
        NoWeights: it cannot be served.
    """
    where = folder_or_hub_id(settings)
    family = _family(where)
    device = _device(settings.device)
    dtype = _dtype(settings.precision, family, device)
    _check_options(settings, family, device)
    kind = getattr(diffusers, family.text)
    pipeline = _from_pretrained(kind, where, dtype, settings)
    pipeline.set_progress_bar_config(disable=True)
    scheduler, configs = _scheduler(settings.scheduler, family, pipeline)
    profile = _as_told(profile_of(family, configs, where), settings)
    add_loras(pipeline, settings)
    # Decode one picture at a time: decoding a whole batch would need most of the memory.
    pipeline.vae.enable_slicing()
    if settings.attention_slicing:
        pipeline.enable_attention_slicing()
    _PUT[settings.offload](pipeline, device)
    if settings.compile:
        getattr(pipeline, family.denoiser).compile()
    return Loaded(
        pipeline,
        family,
        profile,
        device,
        scheduler,
        pipeline.scheduler.config,
        more_of(family, configs),
    )


def folder_or_hub_id(settings: "Settings") -> Path | str:
    """The folder with the model's files, or its id on the hub.

    Raises:
        NoWeights: the folder holds no complete model.
    """
    where = place_of(settings.model_folder, settings)
    if isinstance(where, Path):
        check_parts(where, () if settings.safety_checker == "own" else SAFETY_PARTS)
    return where


def _family(where: Path | str) -> Family:
    try:
        # From the hub, this fetches model_index.json and nothing else.
        index = diffusers.DiffusionPipeline.load_config(
            where, local_files_only=isinstance(where, Path)
        )
    except Exception as error:  # no common class: a file may be cut off, the hub silent
        raise NoWeights(f"cannot load {where}: {error}", code="cannot_load") from error
    return family_of(index, where)


def _device(wanted: str) -> str:
    """The device to draw on: a GPU of NVIDIA, one of Apple, or the processor.

    Raises:
        NoWeights: torch does not see the wanted one.
    """
    seen = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    seen["cpu"] = True
    if wanted == "auto":
        return next(name for name, is_seen in seen.items() if is_seen)
    if not seen[wanted]:
        said = ", ".join(name for name, is_seen in seen.items() if is_seen)
        what = f"--device (EASEL_DEVICE) is {wanted}, but torch sees only {said}"
        raise NoWeights(what, code="no_device")
    return wanted


def _dtype(precision: str, family: Family, device: str) -> Any:
    if precision == "auto":
        precision = "float32" if device == "cpu" else family.half
        # Before Ampere, NVIDIA's GPUs only imitate it.
        imitates = device == "cuda" and not torch.cuda.is_bf16_supported(including_emulation=False)
        if precision == "bfloat16" and imitates:
            precision = "float16"
    return getattr(torch, precision)


def _check_options(settings: "Settings", family: Family, device: str) -> None:
    """Raises NoWeights if an option has no meaning for this pipeline on this device."""
    wrong = None
    if settings.safety_checker not in ("own", "off") and not family.has_checker:
        wrong = f"--safety-checker (EASEL_SAFETY_CHECKER): {family.name} has no place for one"
    elif settings.attention_slicing and family.denoiser != "unet":
        wrong = f"--attention-slicing (EASEL_ATTENTION_SLICING): {family.name} has no U-Net"
    elif settings.offload != "off" and device == "cpu":
        wrong = f"--offload (EASEL_OFFLOAD) is {settings.offload}, but there is no GPU to spare"
    elif settings.scheduler in ("dpm", "lcm") and family.denoiser != "unet":
        wrong = f"--scheduler (EASEL_SCHEDULER): {family.name} draws only with its own"
    if wrong:
        raise NoWeights(wrong, code="bad_setting")


def _from_pretrained(kind: Any, where: Path | str, dtype: Any, settings: "Settings") -> Any:
    try:
        return kind.from_pretrained(
            where,
            dtype=dtype,
            variant=_variant(where),
            local_files_only=isinstance(where, Path),
            **_safety(settings.safety_checker, dtype, kind),
        )
    except Exception as error:  # no common class: a file may be cut off, the hub silent
        raise NoWeights(f"cannot load {where}: {error}", code="cannot_load") from error


def _variant(where: Path | str) -> str | None:
    """The variant of the files to load: fp16 if there is one, since it is half as large."""
    if not isinstance(where, Path):
        return None
    halves = [*where.glob("unet/*.fp16.*"), *where.glob("transformer/*.fp16.*")]
    return "fp16" if halves else None


def _safety(checker: str, dtype: Any, kind: Any) -> dict[str, Any]:
    """from_pretrained's arguments for the safety checker. Stable Diffusion 2.0 has none."""
    if checker == "own" or "safety_checker" not in inspect.signature(kind).parameters:
        return {}
    if checker == "off":
        return {"safety_checker": None, "requires_safety_checker": False}
    return {  # `checker` is a folder or a model that the operator named
        "safety_checker": StableDiffusionSafetyChecker.from_pretrained(checker, dtype=dtype),
        "feature_extractor": CLIPImageProcessor.from_pretrained(checker),  # nosec B615
    }


def _scheduler(wanted: str, family: Family, pipeline: Any) -> tuple[type[Any], Configs]:
    """(the class of scheduler that draws, what the parts say with it)."""

    def configs(kind: type[Any]) -> Configs:
        said = {**pipeline.scheduler.config, "_class_name": kind.__name__}
        return Configs(said, getattr(pipeline, family.denoiser).config, pipeline.vae.config)

    own = type(pipeline.scheduler)
    if wanted == "lcm":
        return diffusers.LCMScheduler, configs(diffusers.LCMScheduler)
    if wanted == "dpm" or (wanted == "auto" and can_replace_scheduler(family, configs(own))):
        return diffusers.DPMSolverMultistepScheduler, configs(own)
    return own, configs(own)


def _as_told(profile: Profile, settings: "Settings") -> Profile:
    """`profile` with the steps and the guidance scale that the operator named."""
    steps, guidance_scale = settings.steps, settings.guidance_scale
    return replace(
        profile,
        steps=profile.steps if steps is None else steps,
        guidance_scale=profile.guidance_scale if guidance_scale is None else guidance_scale,
    )


# How the parts come to the device.
_PUT: dict[str, Callable[[Any, str], None]] = {
    "off": lambda pipeline, device: pipeline.to(device),
    "model": lambda pipeline, device: pipeline.enable_model_cpu_offload(device=device),
    "sequential": lambda pipeline, device: pipeline.enable_sequential_cpu_offload(device=device),
}
