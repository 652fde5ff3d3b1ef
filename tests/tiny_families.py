"""Folders with pipelines of each family that can be served, and of some that cannot: tiny and
random, in the layouts that diffusers reads. Nothing is fetched."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    EulerAncestralDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    FluxPipeline,
    FluxTransformer2DModel,
    LCMScheduler,
    PNDMScheduler,
    SD3Transformer2DModel,
    StableDiffusion3Pipeline,
    StableDiffusionPipeline,
)
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict
from transformers import CLIPTextModelWithProjection, T5Config, T5EncoderModel, T5Tokenizer

from tests.tiny_stable_diffusion import (
    WORDS_CHANNELS,
    autoencoder,
    make,
    make_xl,
    text_encoder,
    tokenizer,
    unet,
)

SIDE_PX = 64
_NOISE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def make_2(folder: Path) -> None:
    make(folder, side_px=SIDE_PX)


def make_1(folder: Path, **more: Any) -> None:
    """Stable Diffusion 1.x: it predicts noise, and its scheduler is PNDM."""
    torch.manual_seed(0)
    letters = tokenizer()
    scheduler = more.pop("scheduler", None) or PNDMScheduler(**_NOISE, skip_prk_steps=True)
    StableDiffusionPipeline(
        vae=autoencoder(SIDE_PX),
        text_encoder=text_encoder(len(letters)),
        tokenizer=letters,
        unet=unet(SIDE_PX, **{"attention_head_dim": 4, "use_linear_projection": False} | more),
        scheduler=scheduler,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)


def make_turbo(folder: Path) -> None:
    """SD-Turbo: one of Euler's schedulers, whose steps begin at the last."""
    kind = EulerAncestralDiscreteScheduler
    make_1(folder, scheduler=kind(**_NOISE, timestep_spacing="trailing"))


def make_lcm(folder: Path) -> None:
    """A latent consistency model, whose U-Net reads the guidance scale."""
    make_1(folder, scheduler=LCMScheduler(**_NOISE), time_cond_proj_dim=8)
    _rename(folder, "LatentConsistencyModelPipeline")


def make_inpainting(folder: Path) -> None:
    """A model for inpainting alone. Its U-Net reads nine channels."""
    make_1(folder, in_channels=9)


def make_unserved(folder: Path) -> None:
    """A pipeline that diffusers knows and Easel does not serve."""
    make_1(folder)
    _rename(folder, "StableDiffusionUpscalePipeline")


def make_broken(folder: Path) -> None:
    """A pipeline that loads. But its text encoder has fewer words than its tokenizer."""
    make_1(folder)
    torch.manual_seed(0)
    text_encoder(4).save_pretrained(folder / "text_encoder")


def make_black(folder: Path) -> None:
    """A pipeline whose numbers overflow: each picture is black."""
    make_1(folder)
    vae = autoencoder(SIDE_PX)
    torch.nn.init.constant_(vae.decoder.conv_out.bias, float("nan"))
    vae.save_pretrained(folder / "vae")


def make_3(folder: Path) -> None:
    torch.manual_seed(0)
    letters = tokenizer()
    words = text_encoder(len(letters))
    pipeline = StableDiffusion3Pipeline(
        transformer=SD3Transformer2DModel(
            sample_size=SIDE_PX // 8,
            in_channels=16,
            num_layers=1,
            attention_head_dim=8,
            num_attention_heads=4,
            joint_attention_dim=2 * WORDS_CHANNELS,
            caption_projection_dim=32,
            pooled_projection_dim=2 * WORDS_CHANNELS,
            out_channels=16,
            pos_embed_max_size=SIDE_PX // 8,
        ),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        vae=autoencoder(SIDE_PX, latent_channels=16, shift_factor=0.06),
        text_encoder=CLIPTextModelWithProjection(words.config),
        tokenizer=letters,
        text_encoder_2=CLIPTextModelWithProjection(words.config),
        tokenizer_2=letters,
        text_encoder_3=_t5(2 * WORDS_CHANNELS),
        tokenizer_3=_t5_tokenizer(),
    )
    pipeline.save_pretrained(folder)


def make_flux(folder: Path) -> None:
    """FLUX.1 [dev]."""
    torch.manual_seed(0)
    letters = tokenizer()
    pipeline = FluxPipeline(
        transformer=FluxTransformer2DModel(
            in_channels=16,
            num_layers=1,
            num_single_layers=1,
            attention_head_dim=16,
            num_attention_heads=2,
            joint_attention_dim=32,
            pooled_projection_dim=WORDS_CHANNELS,
            guidance_embeds=True,
            axes_dims_rope=(4, 4, 8),
        ),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True),
        vae=_flat_autoencoder(),
        text_encoder=text_encoder(len(letters)),
        tokenizer=letters,
        text_encoder_2=_t5(32),
        tokenizer_2=_t5_tokenizer(),
    )
    pipeline.save_pretrained(folder)


def make_lora(folder: Path) -> None:
    """A LoRA for `make_1`, strong enough to be seen."""
    torch.manual_seed(1)
    network = unet(SIDE_PX, attention_head_dim=4, use_linear_projection=False)
    network.add_adapter(LoraConfig(r=2, init_lora_weights=False, target_modules=["to_q", "to_v"]))
    layers = get_peft_model_state_dict(network)
    StableDiffusionPipeline.save_lora_weights(folder, unet_lora_layers=layers)


SERVED: dict[str, Callable[[Path], None]] = {
    "1.x": make_1,
    "2.x": make_2,
    "turbo": make_turbo,
    "lcm": make_lcm,
    "xl": make_xl,
    "3.x": make_3,
    "flux": make_flux,
}
REFUSED: dict[str, Callable[[Path], None]] = {
    "inpainting": make_inpainting,
    "unserved": make_unserved,
    "broken": make_broken,
    "black": make_black,
    "lora": make_lora,
}


def _t5(channels: int) -> T5EncoderModel:
    config = T5Config(
        vocab_size=len(_t5_tokenizer()),
        d_model=channels,
        d_kv=8,
        d_ff=32,
        num_layers=1,
        num_heads=4,
        feed_forward_proj="gated-gelu",
    )
    return T5EncoderModel(config)


def _t5_tokenizer() -> T5Tokenizer:
    letters = [(letter, -3.0) for letter in "▁abcdefghijklmnopqrstuvwxyz"]
    special = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    return T5Tokenizer(vocab=[*special, *letters], extra_ids=0)


def _flat_autoencoder() -> Any:
    """As small as the latents: FLUX's are always 128×128."""
    return type(autoencoder(SIDE_PX))(
        down_block_types=["DownEncoderBlock2D"],
        up_block_types=["UpDecoderBlock2D"],
        block_out_channels=(8,),
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=8,
        shift_factor=0.1,
        scaling_factor=0.36,
        use_quant_conv=False,
        use_post_quant_conv=False,
    )


def _rename(folder: Path, kind: str) -> None:
    index = folder / "model_index.json"
    index.write_text(json.dumps(json.loads(index.read_text()) | {"_class_name": kind}))
