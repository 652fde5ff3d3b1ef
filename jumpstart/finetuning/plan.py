"""What is to be trained from captions, checked before anything begins."""

import argparse
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..command.console import Console, needed
from ..command.faults import Fault, Usage
from ..painters.weights import NoWeights, check_parts
from .captions import Captions, checked_captions

PIPELINES = ("StableDiffusionPipeline", "StableDiffusionXLPipeline")
EPOCHS = 15
LEAST_STEPS = 200
LEARNING_RATES = {"full": 1e-5, "lora": 1e-4}
SIDE_STEP = 64


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that decides what is trained, but the model and the pictures."""

    steps: int
    batch: int
    accumulate: int  # batches for each step
    learning_rate: float
    rank: int | None  # None: the whole U-Net
    side_px: int
    precision: str  # no, fp16 or bf16
    seed: int


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be trained, and where to."""

    base: Path
    folder: Path
    captions: Captions
    plan: Plan
    made_of: dict[str, Any]


def ordered(arguments: argparse.Namespace, console: Console) -> Order:
    """The order that `arguments` give.

    Raises:
        Fault: the model or the pictures cannot be used, or torch is missing.
    """
    folder = Path(needed(arguments.out, "--out", "it is the folder for the trained model"))
    base = Path(needed(arguments.model, "--model", "captions train a diffusers pipeline"))
    index = _index(base)
    if folder.resolve() == base.resolve():
        raise Usage("--out is the folder of --model", "give another folder", code="bad_out")
    side_px = arguments.resolution or _side_px(base)
    if side_px % SIDE_STEP:
        raise Usage(f"--resolution {side_px} is not a multiple of 64", "512, 768", code="bad_size")
    captions = checked_captions(arguments.dataset, console, side_px)
    precision = _precision(arguments.precision)
    rank = arguments.lora
    seen = arguments.batch * arguments.accumulate
    steps = arguments.steps or max(LEAST_STEPS, EPOCHS * len(captions.pictures) // seen)
    rate = arguments.learning_rate or LEARNING_RATES["lora" if rank else "full"]
    plan = Plan(
        steps, arguments.batch, arguments.accumulate, rate, rank, side_px, precision, arguments.seed
    )
    made_of = {
        "model": {"pipeline": index["_class_name"], "weights": _digest(base / "unet")},
        "dataset": captions.digest(),
        "plan": asdict(plan),
    }
    return Order(base, folder, captions, plan, made_of)


def _index(base: Path) -> dict[str, Any]:
    """The pipeline's model_index.json.

    Raises:
        Fault: `base` is not a complete pipeline, or not one that can be trained.
    """
    try:
        check_parts(base)
    except NoWeights as error:
        do = "give the folder of a diffusers pipeline"
        raise Fault(str(error), do, code="bad_model") from error
    index: dict[str, Any] = json.loads((base / "model_index.json").read_text())
    if index.get("_class_name") not in PIPELINES:
        what = f"{base} is a {index.get('_class_name')}, which cannot be trained here"
        raise Fault(what, f"give a {' or '.join(PIPELINES)}", code="unsupported_pipeline")
    return index


def _side_px(base: Path) -> int:
    """The size that the pipeline was trained for."""
    try:
        unet = json.loads((base / "unet" / "config.json").read_text())
        vae = json.loads((base / "vae" / "config.json").read_text())
        return int(unet["sample_size"] * 2 ** (len(vae["block_out_channels"]) - 1))
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"{base} does not say at which size it was trained"
        raise Fault(what, "give --resolution, such as 512", code="bad_size") from error


def _digest(folder: Path) -> str:
    content = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            content.update(hashlib.file_digest(file, "sha256").digest())
    return content.hexdigest()


def _precision(asked: str) -> str:
    """The precision of accelerate: `auto` is 16 bits on a GPU of NVIDIA, otherwise 32.

    Raises:
        Fault: torch or peft is missing.
    """
    try:
        import peft  # noqa: F401
        import torch
    except ImportError as error:
        what = f"{error.name} is not installed in this Python"
        do = "make torch, then start this with .venv-torch/bin/python"
        raise Fault(what, do, code="no_torch") from error
    if asked != "auto":
        return {"float32": "no", "float16": "fp16", "bfloat16": "bf16"}[asked]
    if not torch.cuda.is_available():
        return "no"
    return "bf16" if torch.cuda.is_bf16_supported() else "fp16"
