"""A folder with a pipeline: the layout of Stable Diffusion 2.0, 1.x or XL, and tiny random weights.

`.venv-torch/bin/python -m tests.tiny_stable_diffusion FOLDER` makes one: 2 MB, nothing fetched. A
number after the folder is the size of its pictures.
"""

import sys
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    DDIMScheduler,
    PNDMScheduler,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from diffusers.pipelines.stable_diffusion import StableDiffusionSafetyChecker
from transformers import (
    CLIPConfig,
    CLIPImageProcessor,
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
)

WORDS_CHANNELS = 32
MAX_TOKENS = 77


def make(folder: Path, *, seed: int = 0, side_px: int = 768) -> None:
    """Write the pipeline to `folder`. The same seed gives the same weights."""
    torch.manual_seed(seed)
    letters = tokenizer()
    pipeline = StableDiffusionPipeline(
        vae=autoencoder(side_px),
        text_encoder=text_encoder(len(letters)),
        tokenizer=letters,
        unet=unet(side_px),
        scheduler=_scheduler(),
        # Stable Diffusion 2.0 has neither of them.
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.save_pretrained(folder)


def make_v1(folder: Path, *, seed: int = 0, side_px: int = 64) -> None:
    """Write a pipeline with the layout of Stable Diffusion 1.5 to `folder`: it predicts the noise,
    has a safety checker and no linear projections. This checker finds no picture unsafe."""
    torch.manual_seed(seed)
    letters = tokenizer()
    pipeline = StableDiffusionPipeline(
        vae=autoencoder(side_px),
        text_encoder=text_encoder(len(letters), activation="quick_gelu"),
        tokenizer=letters,
        unet=UNet2DConditionModel(
            sample_size=side_px // 8,
            block_out_channels=(16, 32),
            layers_per_block=1,
            down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
            up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
            attention_head_dim=8,
            cross_attention_dim=WORDS_CHANNELS,
            norm_num_groups=8,
        ),
        scheduler=PNDMScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            skip_prk_steps=True,
            set_alpha_to_one=False,
            steps_offset=1,
        ),
        safety_checker=_safety_checker(finds=2),
        feature_extractor=CLIPImageProcessor(size=32, crop_size=32),
    )
    pipeline.save_pretrained(folder)


def make_xl(folder: Path, *, seed: int = 0, side_px: int = 64) -> None:
    """Write a pipeline with the layout of SDXL to `folder`."""
    torch.manual_seed(seed)
    letters = tokenizer()
    words = text_encoder(len(letters))
    pipeline = StableDiffusionXLPipeline(
        vae=autoencoder(side_px),
        text_encoder=words,
        text_encoder_2=CLIPTextModelWithProjection(words.config),
        tokenizer=letters,
        tokenizer_2=letters,
        unet=UNet2DConditionModel(
            sample_size=side_px // 8,
            block_out_channels=(16, 32),
            layers_per_block=1,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            attention_head_dim=(1, 2),
            cross_attention_dim=2 * WORDS_CHANNELS,  # of both encoders, one after the other
            use_linear_projection=True,
            norm_num_groups=8,
            addition_embed_type="text_time",
            addition_time_embed_dim=8,
            # The vector of the caption, and six numbers for the size.
            projection_class_embeddings_input_dim=WORDS_CHANNELS + 6 * 8,
        ),
        scheduler=_scheduler(prediction_type="epsilon"),
    )
    pipeline.save_pretrained(folder)


def _scheduler(prediction_type: str = "v_prediction") -> DDIMScheduler:
    return DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=False,
        steps_offset=1,
        prediction_type=prediction_type,  # v_prediction: of the model for 768 pixels
    )


def tokenizer() -> CLIPTokenizer:
    """A tokenizer that reads letter by letter, so that no vocabulary has to be fetched."""
    # CLIP's alphabet of bytes: printable bytes stand for themselves, the others become 256 and up.
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = [chr(byte) for byte in printable] + [chr(256 + n) for n in range(256 - 188)]
    vocabulary = [*letters, *(f"{letter}</w>" for letter in letters)]
    vocabulary += ["<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(
        vocab={token: number for number, token in enumerate(vocabulary)},
        merges=[],
        pad_token="!",
        model_max_length=MAX_TOKENS,
    )


def text_encoder(tokens: int, *, activation: str = "gelu") -> CLIPTextModel:
    config = CLIPTextConfig(
        vocab_size=tokens,
        hidden_size=WORDS_CHANNELS,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=MAX_TOKENS,
        hidden_act=activation,  # OpenCLIP's is gelu; CLIP's own is quick_gelu
        projection_dim=WORDS_CHANNELS,
        bos_token_id=tokens - 2,
        eos_token_id=tokens - 1,
    )
    return CLIPTextModel(config)


def unet(side_px: int, **change: Any) -> UNet2DConditionModel:
    told = {
        "sample_size": side_px // 8,  # of latents
        "block_out_channels": (16, 16, 32, 32),
        "layers_per_block": 1,
        "attention_head_dim": (1, 1, 2, 2),
        "cross_attention_dim": WORDS_CHANNELS,
        "use_linear_projection": True,
        "norm_num_groups": 8,
    }
    return UNet2DConditionModel(**told | change)


def autoencoder(
    side_px: int, latent_channels: int = 4, shift_factor: float | None = None
) -> AutoencoderKL:
    blocks = 4
    return AutoencoderKL(
        down_block_types=["DownEncoderBlock2D"] * blocks,
        up_block_types=["UpDecoderBlock2D"] * blocks,
        block_out_channels=(8, 8, 16, 16),
        layers_per_block=1,
        latent_channels=latent_channels,
        norm_num_groups=8,
        sample_size=side_px,
        scaling_factor=0.18215,
        shift_factor=shift_factor,
    )


def make_safety_checker(folder: Path) -> None:
    """Write a safety checker to `folder`. It finds every picture unsafe."""
    torch.manual_seed(0)
    _safety_checker(finds=-2).save_pretrained(folder)
    CLIPImageProcessor(size=32, crop_size=32).save_pretrained(folder)


def _safety_checker(*, finds: float) -> StableDiffusionSafetyChecker:
    """It finds what has a cosine above `finds`: below -1 everything, above 1 nothing."""
    vision = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 4}
    vision |= {"intermediate_size": 32, "image_size": 32, "patch_size": 16, "projection_dim": 16}
    checker = StableDiffusionSafetyChecker(CLIPConfig(vision_config=vision, projection_dim=16))
    torch.nn.init.constant_(checker.concept_embeds_weights, finds)
    torch.nn.init.constant_(checker.special_care_embeds_weights, finds)
    return checker


if __name__ == "__main__":
    make(Path(sys.argv[1]), side_px=int(sys.argv[2]) if len(sys.argv) > 2 else 768)
