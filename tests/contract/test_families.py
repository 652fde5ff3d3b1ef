"""What a pipeline's files say about it, as the hub has them, and what follows. Needs no torch."""

import json
from pathlib import Path
from typing import Any

import pytest

from jumpstart.painters.families import (
    Configs,
    can_replace_scheduler,
    configs_in,
    family_of,
    more_of,
    profile_of,
)
from jumpstart.painters.weights import NoWeights

SD, XL, SD3, FLUX = (
    f"{name}Pipeline"
    for name in ("StableDiffusion", "StableDiffusionXL", "StableDiffusion3", "Flux")
)
VAE = {"latent_channels": 4, "block_out_channels": [128, 256, 512, 512]}
WIDE_VAE = VAE | {"latent_channels": 16}
UNET = {"in_channels": 4, "sample_size": 64}
EULER = {"_class_name": "EulerDiscreteScheduler", "prediction_type": "epsilon"}
TRAILING = EULER | {"timestep_spacing": "trailing"}
FLOW = {"_class_name": "FlowMatchEulerDiscreteScheduler", "shift": 3.0}
LCM = {"_class_name": "LCMScheduler", "prediction_type": "epsilon"}


def scheduler(name: str, **more: Any) -> dict[str, Any]:
    return {"_class_name": f"{name}Scheduler", "prediction_type": "epsilon", **more}


# (class, scheduler, denoiser, VAE) as in the folder named, and (size, steps, guidance scale).
MODELS: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, Any], Any]] = {
    "Stable Diffusion 1.5": (SD, scheduler("PNDM"), UNET, VAE, (512, 50, 7.5)),
    "Stable Diffusion 2.1": (
        SD,
        scheduler("DDIM", prediction_type="v_prediction"),
        UNET | {"sample_size": 96},
        VAE,
        (768, 50, 7.5),
    ),
    "SD-Turbo": (SD, TRAILING, UNET, VAE, (512, 4, 0.0)),
    "SDXL": (XL, EULER, UNET | {"sample_size": 128}, VAE, (1024, 50, 5.0)),
    "SDXL-Turbo": (
        XL,
        TRAILING | {"_class_name": "EulerAncestralDiscreteScheduler"},
        UNET,
        VAE,
        (512, 4, 0.0),
    ),
    "LCM of Dreamshaper": (
        "LatentConsistencyModelPipeline",
        LCM,
        UNET | {"sample_size": 96, "time_cond_proj_dim": 256},
        VAE,
        (768, 4, 8.0),
    ),
    "LCM without a guidance scale": (XL, LCM, UNET | {"sample_size": 128}, VAE, (1024, 4, 1.0)),
    "TCD": (XL, scheduler("TCD"), UNET | {"sample_size": 128}, VAE, (1024, 4, 0.0)),
    "a model for v-prediction": (
        XL,
        TRAILING | {"prediction_type": "v_prediction"},
        UNET | {"sample_size": 128},
        VAE,
        (1024, 50, 5.0),
    ),
    "Stable Diffusion 3.5": (
        SD3,
        FLOW,
        {"in_channels": 16, "sample_size": 128},
        WIDE_VAE,
        (1024, 28, 7.0),
    ),
    "FLUX.1 [dev]": (
        FLUX,
        FLOW | {"use_dynamic_shifting": True},
        {"in_channels": 64, "guidance_embeds": True},
        WIDE_VAE,
        (1024, 28, 3.5),
    ),
    "FLUX.1 [schnell]": (
        FLUX,
        FLOW | {"use_dynamic_shifting": False, "shift": 1.0},
        {"in_channels": 64, "guidance_embeds": False},
        WIDE_VAE,
        (1024, 4, 0.0),
    ),
}
KEEPS_ITS_SCHEDULER = {
    "SD-Turbo", "SDXL-Turbo", "LCM of Dreamshaper", "LCM without a guidance scale", "TCD",
    "Stable Diffusion 3.5", "FLUX.1 [dev]", "FLUX.1 [schnell]",
}  # fmt: skip


@pytest.mark.parametrize("name", MODELS)
def test_size_steps_and_guidance_follow_from_the_models_files(name: str) -> None:
    kind, told, denoiser, vae, wanted = MODELS[name]
    family = family_of({"_class_name": kind}, name)
    configs = Configs(told, denoiser, vae)
    profile = profile_of(family, configs, name)
    assert (profile.side_px, profile.steps, profile.guidance_scale) == wanted
    assert profile.takes_images
    assert can_replace_scheduler(family, configs) == (name not in KEEPS_ITS_SCHEDULER)


def test_an_unknown_scheduler_is_kept() -> None:
    told = scheduler("EDMDPMSolverMultistep")  # of Playground 2.5, with another noise schedule
    assert not can_replace_scheduler(family_of({"_class_name": XL}, "it"), Configs(told, UNET, VAE))


@pytest.mark.parametrize(("name", "tokens"), [("FLUX.1 [dev]", 512), ("FLUX.1 [schnell]", 256)])
def test_flux_reads_as_much_of_a_prompt_as_it_was_trained_with(name: str, tokens: int) -> None:
    kind, told, denoiser, vae, _ = MODELS[name]
    family = family_of({"_class_name": kind}, name)
    assert more_of(family, Configs(told, denoiser, vae)) == {"max_sequence_length": tokens}


@pytest.mark.parametrize(
    "kind", ["StableDiffusionXLImg2ImgPipeline", "FluxFillPipeline", "WanPipeline", None]
)
def test_a_pipeline_of_another_class_is_refused_with_those_that_can_be_served(
    kind: str | None,
) -> None:
    with pytest.raises(NoWeights, match=r"cannot be served; these can: .*FluxPipeline") as refused:
        family_of({"_class_name": kind}, "it")
    assert refused.value.code == "unsupported_pipeline"


@pytest.mark.parametrize(
    ("kind", "denoiser", "vae", "said"),
    [
        (SD, UNET | {"in_channels": 9}, VAE, "its unet reads 9 channels, not 4"),
        (SD, UNET | {"in_channels": 8}, VAE, "its unet reads 8 channels, not 4"),
        (FLUX, {"in_channels": 384}, WIDE_VAE, "its transformer reads 384 channels, not 64"),
    ],
    ids=["inpainting", "instructions", "fill"],
)
def test_a_model_that_needs_a_picture_is_refused(
    kind: str, denoiser: dict[str, Any], vae: dict[str, Any], said: str
) -> None:
    with pytest.raises(NoWeights, match=said) as refused:
        profile_of(family_of({"_class_name": kind}, "it"), Configs(EULER, denoiser, vae), "it")
    assert refused.value.code == "unsupported_pipeline"


@pytest.mark.parametrize("denoiser", [{}, {"sample_size": [64, 64]}], ids=["none", "two"])
def test_a_model_without_a_size_is_refused(denoiser: dict[str, Any]) -> None:
    with pytest.raises(NoWeights, match="does not say for which size"):
        profile_of(family_of({"_class_name": SD}, "it"), Configs(EULER, denoiser, VAE), "it")


def test_the_files_are_read_from_the_folder_and_a_missing_one_is_named(tmp_path: Path) -> None:
    family = family_of({"_class_name": SD}, "it")
    files = {"scheduler/scheduler_config.json": EULER, "unet/config.json": UNET}
    for name, said in files.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(json.dumps(said))
    with pytest.raises(NoWeights, match=r"cannot read .*vae.config\.json"):
        configs_in(tmp_path, family)
    (tmp_path / "vae").mkdir()
    (tmp_path / "vae" / "config.json").write_text(json.dumps(VAE))
    assert configs_in(tmp_path, family) == Configs(EULER, UNET, VAE)
