"""Teach a model one new thing from a few pictures (DreamBooth), or much from captioned ones."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from .command.console import Console, launch, make_parser
from .finetuning.captions import has_captions

EXAMPLE = """python -m jumpstart.finetune ./dogs --s3 s3://my-bucket/dogs/ --role arn:aws:iam::…
  .venv-torch/bin/python -m jumpstart.finetune ./dogs --local --out ./dogs-model"""


def main(argv: Sequence[str] | None = None) -> int:
    return launch(finetune, parser(), argv)


def finetune(arguments: argparse.Namespace, console: Console) -> None:
    # Imported here, because the CDK is missing beside torch, and torch beside the CDK.
    if arguments.local and (arguments.model or has_captions(arguments.dataset)):
        from .finetuning.captioned import train_captioned

        train_captioned(arguments, console)
    elif arguments.local:
        from .finetuning.on_this_machine import train_here

        train_here(arguments, console)
    else:
        from .finetuning.in_sagemaker import train_in_cloud

        train_in_cloud(arguments, console)


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "finetune",
        "Teach a model one new thing from a few pictures and a word for it (DreamBooth). The "
        "model is Stable Diffusion 2.1 base in SageMaker, or the small model on this machine. "
        "With --local --model, train a diffusers pipeline from pictures with captions.",
        example=EXAMPLE,
    )
    parser.add_argument(
        "dataset",
        type=Path,
        help="a folder: *.png, *.jpg, *.jpeg and dataset_info.json, or metadata.jsonl or .csv",
    )
    cloud = parser.add_argument_group("in SageMaker")
    cloud.add_argument("--s3", help="s3://bucket/prefix/ for the dataset and the trained model")
    cloud.add_argument("--role", help="ARN of the role that the job assumes")
    cloud.add_argument(
        "--instance-type", default="ml.g5.2xlarge", help="the job's instance type (ml.g5.2xlarge)"
    )
    cloud.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a JumpStart hyperparameter, for example epochs=40; may be repeated",
    )
    cloud.add_argument(
        "--max-minutes", type=_whole, default=60, help="end the job after this time (60)"
    )
    cloud.add_argument(
        "--again", action="store_true", help="train even if the same was trained before"
    )
    cloud.add_argument("--stop", action="store_true", help="stop the job of this dataset")
    cloud.add_argument("--no-wait", action="store_true", help="start the job, and do not watch it")
    here = parser.add_argument_group("on this machine")
    here.add_argument(
        "--local", action="store_true", help="train on this machine; needs .venv-torch"
    )
    here.add_argument("--out", type=Path, help="the folder to write the trained model into")
    here.add_argument(
        "--steps", type=_whole, help="training steps (200; with captions 15 for each picture)"
    )
    captioned = parser.add_argument_group("on this machine, with captions (metadata.jsonl or .csv)")
    captioned.add_argument("--model", help="the folder of a diffusers pipeline to train")
    captioned.add_argument(
        "--lora", type=_whole, metavar="RANK", help="train adapters of this rank (the whole U-Net)"
    )
    captioned.add_argument(
        "--resolution", type=_whole, help="the pictures' side in pixels (the model's own)"
    )
    captioned.add_argument("--batch", type=_whole, default=1, help="pictures at once (1)")
    captioned.add_argument("--accumulate", type=_whole, default=4, help="batches for each step (4)")
    captioned.add_argument("--learning-rate", type=float, help="1e-5; with --lora 1e-4")
    captioned.add_argument(
        "--precision",
        choices=("auto", "float32", "float16", "bfloat16"),
        default="auto",
        help="of the computation; auto is 16 bits on an NVIDIA GPU, and otherwise 32 (auto)",
    )
    captioned.add_argument("--seed", type=_whole, default=1, help="of order and noise (1)")
    return parser


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text) or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError("must be a whole number from 1 to 100000")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
