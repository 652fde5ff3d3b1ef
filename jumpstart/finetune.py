"""Teach a model one new thing from a few pictures and a word for it (DreamBooth)."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from .command.console import Console, launch, make_parser

EXAMPLE = """python -m jumpstart.finetune ./dogs --s3 s3://my-bucket/dogs/ --role arn:aws:iam::…
  .venv-torch/bin/python -m jumpstart.finetune ./dogs --local --out ./dogs-model"""


def main(argv: Sequence[str] | None = None) -> int:
    return launch(finetune, parser(), argv)


def finetune(arguments: argparse.Namespace, console: Console) -> None:
    # Imported here, because the CDK is missing beside torch, and torch beside the CDK.
    if arguments.local:
        from .finetuning.on_this_machine import train_here

        train_here(arguments, console)
    else:
        from .finetuning.in_sagemaker import train_in_cloud

        train_in_cloud(arguments, console)


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "finetune",
        "Teach a model one new thing from a few pictures and a word for it (DreamBooth). The "
        "model is Stable Diffusion 2.1 base in SageMaker, or the small model on this machine.",
        example=EXAMPLE,
    )
    parser.add_argument(
        "dataset", type=Path, help="a folder: *.png, *.jpg, *.jpeg and dataset_info.json"
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
        "--local", action="store_true", help="train the small model; needs .venv-torch"
    )
    here.add_argument("--out", type=Path, help="the folder to write the trained model into")
    here.add_argument("--steps", type=_whole, default=200, help="training steps (200)")
    return parser


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text) or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError("must be a whole number from 1 to 100000")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
