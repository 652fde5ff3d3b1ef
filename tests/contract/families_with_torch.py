"""Run by .venv-torch's Python: draw with a tiny pipeline of each family, and print what came of it.

The argument is an empty folder. What is said is one line of JSON.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from jumpstart.painters.model import DrawRequest
from jumpstart.painters.stable_diffusion import StableDiffusion
from jumpstart.painters.weights import NoWeights
from jumpstart.serving.settings import Settings
from tests.tiny_families import REFUSED, SERVED
from tests.tiny_stable_diffusion import make_safety_checker

ROOT = Path(sys.argv[1])
REQUEST = DrawRequest(("a fox",), ("",), width=64, height=64, num_inference_steps=2, seed=1)
PHOTO = Image.linear_gradient("L").resize((64, 64)).convert("RGB")
LEFT_HALF = Image.new("L", (64, 64))
LEFT_HALF.paste(255, (0, 0, 32, 64))


def model_in(name: str, *more: str) -> StableDiffusion:
    told = ["--model", "stable-diffusion", "--model-folder", str(ROOT / name), *more]
    model = StableDiffusion(Settings.read(told, {}))
    model.setup()
    return model


def refusal(name: str, *more: str) -> list[str] | None:
    try:
        model_in(name, *more)
    except NoWeights as error:
        return [error.code, str(error).replace(str(ROOT), "ROOT")]
    return None


def fault(model: StableDiffusion, **change: Any) -> str | None:
    try:
        model.draw(replace(REQUEST, **change))
    except ValueError as error:
        return str(error)
    return None


def pixels(model: StableDiffusion, **change: Any) -> list[bytes]:
    return [picture.tobytes() for picture in model.draw(replace(REQUEST, **change))]


def half(picture: bytes, left: int) -> bytes:
    return Image.frombytes("RGB", (64, 64), picture).crop((left, 0, left + 32, 64)).tobytes()


def served(name: str) -> dict[str, Any]:
    model = model_in(name)
    # Enough steps for a strength to show.
    from_photo = {"image": PHOTO, "num_inference_steps": 4, "strength": 0.5}
    [text], [changed], [again] = (pixels(model, **more) for more in ({}, from_photo, from_photo))
    [stronger] = pixels(model, **from_photo | {"strength": 1.0})
    [masked] = pixels(model, **from_photo, mask_image=LEFT_HALF)
    both = pixels(model, **from_photo, num_images_per_prompt=2, batch_size=2)
    return {
        "kind": type(model.pipeline).__name__,
        "scheduler": type(model.pipeline.scheduler).__name__,
        "profile": [model.profile.side_px, model.profile.steps, model.profile.guidance_scale],
        "image changes the picture": changed != text,
        "the same seed repeats": changed == again,
        "strength changes the picture": stronger != changed,
        "the mask keeps": half(masked, 32) == half(PHOTO.tobytes(), 32),
        "the mask changes": half(masked, 0) != half(PHOTO.tobytes(), 0),
        "picture 1 of a batch": both[0] == changed,
        "picture 2 of a batch": both[1] == pixels(model, **from_photo, seed=2)[0],
        "wide": model.draw(replace(REQUEST, width=96))[0].size,
        "odd": fault(model, width=72),
        "eta": fault(model, eta=0.5),
        "negative": fault(model, negative_prompts=("blurry",)),
    }


def with_options() -> dict[str, Any]:
    plain, sliced = model_in("1.x"), model_in("1.x", "--attention-slicing", "on")
    quick = model_in("1.x", "--scheduler", "lcm")
    told = model_in("turbo", "--steps", "1", "--guidance-scale", "1.5")
    [drawn] = pixels(plain)
    attention = {type(each).__name__ for each in sliced.pipeline.unet.attn_processors.values()}
    lora = str(ROOT / "lora")
    layers = [name for name, _ in model_in("1.x", "--lora", lora).pipeline.unet.named_modules()]
    return {
        "sliced": sorted(attention),
        "bfloat16": str(model_in("1.x", "--precision", "bfloat16").pipeline.unet.dtype),
        "lcm": [quick.pipeline.scheduler.__class__.__name__, quick.profile.steps],
        "own": type(model_in("1.x", "--scheduler", "own").pipeline.scheduler).__name__,
        "told": [told.profile.steps, told.profile.guidance_scale],
        "lora changes the picture": pixels(model_in("1.x", "--lora", lora)) != [drawn],
        "lora of strength 0": pixels(model_in("1.x", "--lora", f"{lora}@0")) == [drawn],
        "lora is fused": not any("lora" in name for name in layers),
        "two loras": pixels(model_in("1.x", "--lora", f"{lora}@0.5,{lora}@0.5"))
        != pixels(model_in("1.x", "--lora", f"{lora}@0.5")),
    }


def main() -> None:
    torch.set_num_threads(1)
    for name, make in (SERVED | REFUSED).items():
        make(ROOT / name)
    make_safety_checker(ROOT / "checker")
    facts = {
        "served": {name: served(name) for name in SERVED},
        "refused": {name: refusal(name) for name in REFUSED},
        "options": with_options(),
        "wrong": {
            "lora of another family": refusal("xl", "--lora", str(ROOT / "lora")),
            "lora without weights": refusal("1.x", "--lora", str(ROOT / "checker" / "..")),
            "no such device": refusal("1.x", "--device", "mps"),
            "nothing to offload to": refusal("1.x", "--offload", "model"),
            "no U-Net to slice": refusal("flux", "--attention-slicing", "on"),
            "no place for a checker": refusal("xl", "--safety-checker", str(ROOT / "checker")),
            "another scheduler": refusal("3.x", "--scheduler", "dpm"),
        },
    }
    print(json.dumps(facts))  # noqa: T201 - how it says so


if __name__ == "__main__":
    main()
