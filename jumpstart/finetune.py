"""Teach a model one new thing from a few pictures (DreamBooth), or much from captioned ones."""

import argparse
import math
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from .command.console import Console, launch, make_parser
from .command.faults import Usage
from .finetuning.captions import has_captions
from .finetuning.where import dataset_folder, model_folder

EXAMPLE = """python -m jumpstart.finetune ./dogs --s3 s3://my-bucket/dogs/ --role arn:aws:iam::…
  python -m jumpstart.finetune ./walls --model ./sd-1.5 --s3 s3://my-bucket/walls/ --role arn:…
  .venv-torch/bin/python -m jumpstart.finetune ./walls --local --model ./sd-1.5 --out ./walls-model
  .venv-torch/bin/python -m jumpstart.finetune ./dogs --local --out ./dogs-model"""


_FOR_CAPTIONS = (
    "lora", "resolution", "batch", "accumulate", "learning_rate", "precision", "seed", "checkpoints"
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    return launch(finetune, parser(), argv)


def finetune(arguments: argparse.Namespace, console: Console) -> None:
    arguments.dataset = dataset_folder(arguments.dataset, console)
    is_captioned = bool(arguments.model) or has_captions(arguments.dataset)
    _refuse_what_is_not_read(arguments, is_captioned=is_captioned)
    # Imported here, because the CDK is missing beside torch, and torch beside the CDK.
    if arguments.local and is_captioned:
        from .finetuning.captioned import train_captioned

        if arguments.model:
            arguments.model = model_folder(arguments.model, console)
        train_captioned(arguments, console)
        console.did(f"next: make run MODEL={shlex.quote(str(arguments.out))}")
    elif arguments.local:
        from .finetuning.on_this_machine import train_here

        train_here(arguments, console)
    elif is_captioned:
        from .finetuning.captioned_job import train_captions_in_cloud

        train_captions_in_cloud(arguments, console)
    else:
        from .finetuning.in_sagemaker import train_in_cloud

        train_in_cloud(arguments, console)


def _refuse_what_is_not_read(arguments: argparse.Namespace, *, is_captioned: bool) -> None:
    """Raises Usage if an option is given that this kind of training ignores."""
    if is_captioned and arguments.set:
        do = "give --steps, --batch, --learning-rate and so on instead; see --help"
        raise Usage("--set is for a training without captions", do, code="bad_hyperparameter")
    unread: list[str] = [] if is_captioned else [*_FOR_CAPTIONS]
    if not is_captioned:
        unread += ["set"] if arguments.local else ["steps", "out", "on_demand", "max_wait_minutes"]
    usual = vars(parser().parse_args(["dataset"]))
    for name in unread:
        if getattr(arguments, name) != usual[name]:
            option = f"--{name.replace('_', '-')}"
            where = "without captions, on this machine" if arguments.local else "without captions"
            raise Usage(f"{option} has no effect {where}", "leave it out", code="bad_option")


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "finetune",
        "Teach a model one new thing from a few pictures and a word for it (DreamBooth). The "
        "model is Stable Diffusion 2.1 base in SageMaker, or the small model on this machine. "
        "With --model, or if the pictures have captions: train a diffusers pipeline.",
        example=EXAMPLE,
    )
    parser.add_argument(
        "dataset",
        help="a folder, s3://bucket/prefix/ or the id of a dataset on the Hugging Face hub: "
        "*.png, *.jpg, *.jpeg and dataset_info.json, or metadata.jsonl or .csv",
    )
    _add_cloud(parser.add_argument_group("in SageMaker"))
    here = parser.add_argument_group("on this machine")
    here.add_argument(
        "--local", action="store_true", help="train on this machine; needs .venv-torch"
    )
    here.add_argument("--out", type=Path, help="the folder to write the trained model into")
    here.add_argument("--checkpoints", type=Path, help="the folder for the checkpoint (--out)")
    _add_captioned(parser.add_argument_group("with captions (metadata.jsonl or .csv)"))
    return parser


def _add_cloud(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--s3", help="s3://bucket/prefix/ for the dataset and the trained model")
    group.add_argument("--role", help="ARN of the role that the job assumes")
    group.add_argument(
        "--instance-type", default="ml.g5.2xlarge", help="the job's instance type (ml.g5.2xlarge)"
    )
    group.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a JumpStart hyperparameter, for example epochs=40; may be repeated",
    )
    group.add_argument(
        "--max-minutes",
        type=_whole,
        help="end the job after this time (60; with captions twice the estimate)",
    )
    group.add_argument(
        "--on-demand",
        action="store_true",
        help="with captions: no spot instance, which is cheaper, but may have to be waited for",
    )
    group.add_argument(
        "--max-wait-minutes",
        type=_whole,
        help="with a spot instance: end the job after this time, waiting included (--max-minutes "
        "and 4 hours)",
    )
    group.add_argument(
        "--again", action="store_true", help="train even if the same was trained before"
    )
    group.add_argument("--stop", action="store_true", help="stop the job of this dataset")
    group.add_argument("--no-wait", action="store_true", help="start the job, and do not watch it")


def _add_captioned(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--model",
        help="the diffusers pipeline to train: a folder, s3://bucket/prefix/ or a hub id",
    )
    group.add_argument(
        "--steps",
        type=_whole,
        help="training steps, each of --batch times --accumulate pictures (so many that each "
        "picture is seen 15 times, and at least 200; without captions 200)",
    )
    group.add_argument(
        "--lora", type=_whole, metavar="RANK", help="train adapters of this rank (the whole U-Net)"
    )
    group.add_argument(
        "--resolution", type=_whole, help="the pictures' side in pixels (the model's own)"
    )
    group.add_argument("--batch", type=_whole, default=1, help="pictures at once (1)")
    group.add_argument("--accumulate", type=_whole, default=4, help="batches for each step (4)")
    group.add_argument("--learning-rate", type=_rate, help="1e-5; with --lora 1e-4")
    group.add_argument(
        "--precision",
        choices=("auto", "float32", "float16", "bfloat16"),
        default="auto",
        help="of the computation; auto is 16 bits on an NVIDIA GPU, and otherwise 32 (auto)",
    )
    group.add_argument("--seed", type=_whole, default=1, help="of order and noise (1)")


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", text) or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError("must be a whole number from 1 to 100000")
    return int(text)


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = math.nan
    if not 0 < rate <= 1:  # NaN neither
        raise argparse.ArgumentTypeError("must be a number above 0 and at most 1, such as 1e-5")
    return rate


if __name__ == "__main__":
    sys.exit(main())
