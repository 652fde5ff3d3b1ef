"""What is to be trained from captions, checked before anything begins."""

import argparse
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..command.console import Console, needed
from ..command.faults import Fault, Usage
from .base import chosen_side_px, digest_of, kind_of
from .captions import Captions, checked_captions

EPOCHS = 15
LEAST_STEPS = 200
LEARNING_RATES = {"full": 1e-5, "lora": 1e-4}


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
    checkpoints: Path  # a folder
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
    kind = kind_of(base)
    if folder.resolve() == base.resolve():
        raise Usage("--out is the folder of --model", "give another folder", code="bad_out")
    side_px = chosen_side_px(arguments.resolution, base)
    captions = checked_captions(arguments.dataset, console, side_px)
    plan = planned(arguments, len(captions.pictures), side_px, _precision(arguments.precision))
    made_of = {
        "model": {"pipeline": kind, "weights": digest_of(base)},
        "dataset": captions.digest(),
        "plan": asdict(plan),
    }
    return Order(base, folder, arguments.checkpoints or folder, captions, plan, made_of)


def planned(arguments: argparse.Namespace, pictures: int, side_px: int, precision: str) -> Plan:
    """The plan for so many pictures. What `arguments` leave open gets its default."""
    rank = arguments.lora
    seen = arguments.batch * arguments.accumulate
    steps = arguments.steps or max(LEAST_STEPS, EPOCHS * pictures // seen)
    rate = arguments.learning_rate or LEARNING_RATES["lora" if rank else "full"]
    return Plan(
        steps, arguments.batch, arguments.accumulate, rate, rank, side_px, precision, arguments.seed
    )


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
    # A T4 only imitates bfloat16, which is slow.
    return "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "fp16"
