"""A Stable Diffusion pipeline as it is trained: read, encode what it learns, loss, write.

Layouts of Stable Diffusion 1.x and 2.x, and of SDXL. Everything but the U-Net stays as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import DDPMScheduler, DiffusionPipeline
from diffusers.utils import logging as diffusers_logging
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from PIL import Image, ImageOps
from torch import Tensor
from transformers.utils import logging as transformers_logging

from ..painters.weights import LORA
from .captions import Captioned

# The projections of the attention: what LoRA adapts in diffusers' own examples too.
ADAPTED = ["to_k", "to_q", "to_v", "to_out.0"]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A picture and its caption, encoded: the U-Net sees nothing else of them."""

    mean: Tensor  # of the latents, (4, side / 8, side / 8)
    deviation: Tensor
    words: Tensor  # (77, channels)
    summary: Tensor | None  # SDXL's vector of the whole caption
    size: Tensor | None  # SDXL's: height and width before, crop, height and width after


def load(folder: Path) -> Any:
    """The pipeline in `folder`, in 32 bits, on the processor."""
    for library in (diffusers_logging, transformers_logging):
        library.set_verbosity_error()  # their warnings quote captions
        library.disable_progress_bar()
    variant = "fp16" if list(folder.glob("unet/*.fp16.*")) else None
    pipeline = DiffusionPipeline.from_pretrained(
        folder, dtype=torch.float32, variant=variant, local_files_only=True
    )
    for part in pipeline.components.values():
        if isinstance(part, torch.nn.Module):
            part.requires_grad_(False).eval()
    return pipeline


def encode(
    pipeline: Any,
    pictures: Sequence[Captioned],
    side_px: int,
    device: torch.device,
    told: Callable[[int], None],
) -> list[Lesson]:
    """A lesson for each picture. `told` is called with the number of those that are done."""
    encoders = [pipeline.vae, pipeline.text_encoder, getattr(pipeline, "text_encoder_2", None)]
    for part in encoders:
        if part is not None:
            part.to(device)
    lessons = []
    with torch.no_grad():
        for picture in pictures:
            lessons.append(_lesson(pipeline, picture, side_px, device))
            told(len(lessons))
    for part in encoders:
        if part is not None:
            part.to("cpu")
    return lessons


def _lesson(pipeline: Any, picture: Captioned, side_px: int, device: torch.device) -> Lesson:
    with Image.open(picture.path) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    square = ImageOps.fit(upright, (side_px, side_px), Image.Resampling.LANCZOS)
    pixels = torch.frombuffer(bytearray(square.tobytes()), dtype=torch.uint8)
    pixels = pixels.view(side_px, side_px, 3).permute(2, 0, 1).float() / 127.5 - 1
    latents = pipeline.vae.encode(pixels[None].to(device)).latent_dist
    is_xl = hasattr(pipeline, "text_encoder_2")
    told: dict[str, Any] = {"device": device, "num_images_per_prompt": 1}
    encoded = pipeline.encode_prompt(picture.text, do_classifier_free_guidance=False, **told)
    size = [upright.height, upright.width, 0, 0, side_px, side_px]
    return Lesson(
        latents.mean[0].cpu(),
        latents.std[0].cpu(),
        encoded[0][0].cpu(),
        encoded[2][0].cpu() if is_xl else None,
        torch.tensor(size, dtype=torch.float32) if is_xl else None,
    )


def prepare(unet: Any, rank: int | None) -> list[torch.nn.Parameter]:
    """What is trained: the whole U-Net, or adapters of `rank` in it (LoRA, Hu et al. 2021, arXiv
    2106.09685)."""
    unet.train()
    unet.enable_gradient_checkpointing()
    if rank is None:
        unet.requires_grad_(True)
    else:
        unet.add_adapter(
            LoraConfig(
                r=rank, lora_alpha=rank, init_lora_weights="gaussian", target_modules=ADAPTED
            )
        )
    return [weights for weights in unet.parameters() if weights.requires_grad]


def noise_schedule(pipeline: Any) -> DDPMScheduler:
    schedule: DDPMScheduler = DDPMScheduler.from_config(pipeline.scheduler.config)
    return schedule


def loss_of(
    unet: Any,
    schedule: DDPMScheduler,
    lessons: Sequence[Lesson],
    scale: float,
    dice: torch.Generator,
    device: torch.device,
) -> Tensor:
    """The mean square error of what the U-Net predicts for noisy latents: the noise, or the
    velocity, as the pipeline's scheduler says."""
    shape = (len(lessons), *lessons[0].mean.shape)
    mean = torch.stack([lesson.mean for lesson in lessons])
    deviation = torch.stack([lesson.deviation for lesson in lessons])
    # On the processor: then the noise is the same on every device.
    latents = (mean + deviation * torch.randn(shape, generator=dice)) * scale
    noise = torch.randn(shape, generator=dice)
    most = int(schedule.config["num_train_timesteps"])
    times = torch.randint(most, (len(lessons),), generator=dice)
    noisy = schedule.add_noise(latents, noise, times)
    kind = schedule.config["prediction_type"]
    target = {
        "epsilon": lambda: noise,
        "v_prediction": lambda: schedule.get_velocity(latents, noise, times),
        "sample": lambda: latents,
    }[kind]()
    words = torch.stack([lesson.words for lesson in lessons]).to(device)
    more: dict[str, Any] = {}
    if lessons[0].summary is not None:
        more["added_cond_kwargs"] = {
            "text_embeds": torch.stack([lesson.summary for lesson in lessons]).to(device),
            "time_ids": torch.stack([lesson.size for lesson in lessons]).to(device),
        }
    predicted = unet(noisy.to(device), times.to(device), words, **more).sample
    return torch.nn.functional.mse_loss(predicted.float(), target.to(device).float())


def write(pipeline: Any, unet: Any, rank: int | None, folder: Path) -> None:
    """Write the whole pipeline with the trained `unet`. LoRA's adapters are written beside it, for
    other programs, and are part of the U-Net's own weights."""
    unet.eval()
    unet.disable_gradient_checkpointing()
    (folder / "lora" / LORA).unlink(missing_ok=True)  # of an earlier training
    if rank is not None:
        adapters = get_peft_model_state_dict(unet)
        type(pipeline).save_lora_weights(folder / "lora", unet_lora_layers=adapters)
        unet.fuse_lora()
        unet.unload_lora()
    pipeline.unet = unet
    pipeline.save_pretrained(folder)
