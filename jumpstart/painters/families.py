"""Which diffusers pipelines can be served, and what each draws if a request does not say.

All of it is read from the JSON files of a pipeline's folder, so nothing here needs torch.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .model import Profile
from .weights import NoWeights

Config = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Family:
    """Pipelines that are drawn with in the same way."""

    name: str
    # diffusers' classes: from a prompt alone, from a picture, and from a picture with a mask.
    text: str
    image: str
    inpaint: str
    denoiser: str  # the folder of the network that removes the noise
    # The defaults of `__call__` of diffusers' class `text` (0.42).
    steps: int
    guidance_scale: float
    side_step: int  # both sides of a picture are multiples of it
    half: str  # the 16 bits that its weights were published in
    packed: int = 1  # how many latents the denoiser reads as one
    has_checker: bool = False
    has_negative: bool = True


_SD = Family(
    "Stable Diffusion 1.x or 2.x",
    "StableDiffusionPipeline",
    "StableDiffusionImg2ImgPipeline",
    "StableDiffusionInpaintPipeline",
    denoiser="unet",
    steps=50,
    guidance_scale=7.5,
    side_step=8,
    half="float16",
    has_checker=True,
)
_XL = Family(
    "SDXL",
    "StableDiffusionXLPipeline",
    "StableDiffusionXLImg2ImgPipeline",
    "StableDiffusionXLInpaintPipeline",
    denoiser="unet",
    steps=50,
    guidance_scale=5.0,
    side_step=8,
    half="float16",
)
_SD3 = Family(
    "Stable Diffusion 3.x",
    "StableDiffusion3Pipeline",
    "StableDiffusion3Img2ImgPipeline",
    "StableDiffusion3InpaintPipeline",
    denoiser="transformer",
    steps=28,
    guidance_scale=7.0,
    side_step=16,
    half="bfloat16",
)
_FLUX = Family(
    "FLUX.1",
    "FluxPipeline",
    "FluxImg2ImgPipeline",
    "FluxInpaintPipeline",
    denoiser="transformer",
    steps=28,
    guidance_scale=3.5,
    side_step=16,
    half="bfloat16",
    packed=4,
    has_negative=False,
)
# `_class_name` in model_index.json. A latent consistency model of Stable Diffusion has the parts
# of Stable Diffusion, and diffusers draws with them in the same way.
FAMILIES = {family.text: family for family in (_SD, _XL, _SD3, _FLUX)}
FAMILIES["LatentConsistencyModelPipeline"] = _SD

# FLUX's transformer does not say for which size it was made: `default_sample_size` in diffusers.
_FLUX_LATENTS = 128
# Schedulers with the noise schedule of Stable Diffusion. DPM-Solver++ and DDIM can replace them.
_REPLACEABLE = {
    f"{name}Scheduler"
    for name in (
        "DDIM", "DDPM", "DEISMultistep", "DPMSolverMultistep", "DPMSolverSinglestep",
        "EulerAncestralDiscrete", "EulerDiscrete", "HeunDiscrete", "KDPM2AncestralDiscrete",
        "KDPM2Discrete", "LMSDiscrete", "PNDM", "UniPCMultistep",
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Configs:
    """What a pipeline's folder says about its parts."""

    scheduler: Config
    denoiser: Config
    vae: Config


def family_of(index: Config, where: object) -> Family:
    """The family of the pipeline at `where`, whose model_index.json is `index`.

    Raises:
        NoWeights: a pipeline of this class cannot be served.
    """
    kind = index.get("_class_name")
    if kind not in FAMILIES:
        what = f"{where} is a {kind or 'pipeline without a class'}, which cannot be served"
        raise NoWeights(f"{what}; these can: {', '.join(FAMILIES)}", code="unsupported_pipeline")
    return FAMILIES[kind]


def configs_in(folder: Path, family: Family) -> Configs:
    """What the files in `folder` say.

    Raises:
        NoWeights: a file is missing, or is not a JSON object.
    """
    names = ("scheduler/scheduler_config.json", f"{family.denoiser}/config.json", "vae/config.json")
    found = []
    for name in names:
        try:
            found.append(dict(json.loads((folder / name).read_text())))
        except (OSError, ValueError, TypeError) as error:
            raise NoWeights(f"cannot read {folder / name}: {error}") from error
    return Configs(*found)


def profile_of(family: Family, configs: Configs, where: object) -> Profile:
    """The size, steps and guidance scale of a request to the pipeline at `where` that names none.

    Raises:
        NoWeights: the pipeline cannot draw from a prompt alone.
    """
    wanted = configs.vae.get("latent_channels", 4) * family.packed
    channels = configs.denoiser.get("in_channels", wanted)
    if channels != wanted:
        # 9 channels: for inpainting alone. 8: for changing a picture alone.
        what = f"{where} cannot draw from a prompt alone: its {family.denoiser} reads {channels}"
        raise NoWeights(f"{what} channels, not {wanted}", code="unsupported_pipeline")
    latents = _FLUX_LATENTS if family is _FLUX else configs.denoiser.get("sample_size")
    blocks = configs.vae.get("block_out_channels")
    if not isinstance(latents, int) or not isinstance(blocks, list | tuple):
        raise NoWeights(f"{where} does not say for which size it was made", code="bad_model")
    steps, guidance_scale = few_steps(family, configs) or (family.steps, family.guidance_scale)
    return Profile(latents * 2 ** (len(blocks) - 1), steps, guidance_scale, takes_images=True)


def few_steps(family: Family, configs: Configs) -> tuple[int, float] | None:
    """(steps, guidance scale) of a model that was trained to draw in a few steps, else None.

    A model is told by its scheduler. Stable Diffusion 3.5 Turbo has the scheduler of Stable
    Diffusion 3.5, so nobody can tell it by its files.
    """
    scheduler, kind = configs.scheduler, configs.scheduler.get("_class_name")
    if kind == "LCMScheduler":
        # diffusers' guide to LCM: 4 steps; 8.0 if the U-Net reads the guidance scale, else (with
        # a LoRA) 1.0, which is without guidance.
        return 4, 8.0 if configs.denoiser.get("time_cond_proj_dim") else 1.0
    if kind == "TCDScheduler":
        return 4, 0.0  # diffusers' guide to trajectory consistency distillation
    if kind in ("EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler"):
        # SD-Turbo, SDXL-Turbo (1 to 4 steps), SDXL-Lightning (4): their cards say 0.0. Models for
        # v-prediction have this spacing too, and need guidance.
        is_few = scheduler.get("timestep_spacing") == "trailing"
        return (
            (4, 0.0)
            if is_few and scheduler.get("prediction_type", "epsilon") == "epsilon"
            else None
        )
    if family is _FLUX and not configs.denoiser.get("guidance_embeds"):
        # FLUX.1 [schnell]: 1 to 4 steps, says its card.
        return None if scheduler.get("use_dynamic_shifting") else (4, 0.0)
    return None


def can_replace_scheduler(family: Family, configs: Configs) -> bool:
    """Whether DPM-Solver++ draws what the pipeline's own scheduler draws, in fewer steps."""
    is_known = configs.scheduler.get("_class_name") in _REPLACEABLE
    return family.denoiser == "unet" and is_known and few_steps(family, configs) is None


def more_of(family: Family, configs: Configs) -> dict[str, Any]:
    """What else diffusers' `__call__` needs."""
    if family is not _FLUX:
        return {}
    # The tokens of a prompt that T5 reads: [dev] was trained with 512, [schnell] with 256.
    return {"max_sequence_length": 256 if few_steps(family, configs) else 512}
