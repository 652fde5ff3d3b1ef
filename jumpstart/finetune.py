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
    # Each way imports what it needs by itself: torch is not installed where SageMaker trains.
    if arguments.local:
        from .finetuning.on_this_machine import train_here

        train_here(arguments, console)
    else:
        from .finetuning.in_sagemaker import train_in_cloud

        train_in_cloud(arguments, console)


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "finetune",
        "Teach a model one new thing from a few pictures and a word for it (DreamBooth): Stable "
        "Diffusion 2.1 base by a JumpStart training job, or the small model on this machine.",
        example=EXAMPLE,
    )
    parser.add_argument(
        "dataset", type=Path, help="a folder: *.png, *.jpg, *.jpeg and dataset_info.json"
    )
    cloud = parser.add_argument_group("in SageMaker")
    cloud.add_argument("--s3", help="s3://bucket/prefix/ for the dataset and what comes out")
    cloud.add_argument("--role", help="ARN of the role that the job takes on")
    cloud.add_argument("--instance-type", default="ml.g5.2xlarge", help="(ml.g5.2xlarge)")
    cloud.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a hyperparameter of JumpStart's, such as epochs=40; may be given more than once",
    )
    cloud.add_argument(
        "--max-minutes", type=_whole, default=60, help="after which the job is ended (60)"
    )
    cloud.add_argument("--again", action="store_true", help="train although the same was trained")
    cloud.add_argument("--stop", action="store_true", help="stop the job of this dataset")
    cloud.add_argument("--no-wait", action="store_true", help="start it, and do not watch")
    here = parser.add_argument_group("on this machine")
    here.add_argument("--local", action="store_true", help="the small model; needs .venv-torch")
    here.add_argument("--out", type=Path, help="the folder that the fine-tuned model is put into")
    here.add_argument("--steps", type=_whole, default=200, help="of training (200)")
    return parser


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text) or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError("must be a whole number from 1 to 100000")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
