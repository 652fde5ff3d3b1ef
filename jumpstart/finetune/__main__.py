"""python -m jumpstart.finetune DATASET: teach a model one new thing, by DreamBooth."""

import argparse
import sys

from jumpstart.console import Console, launch
from jumpstart.finetune.options import parser


def finetune(arguments: argparse.Namespace, console: Console) -> None:
    # Either way's own needs are imported with it: torch there, nothing of the kind here.
    if arguments.local:
        from jumpstart.finetune.here import train_here

        train_here(arguments, console)
    else:
        from jumpstart.finetune.cloud import train_in_cloud

        train_in_cloud(arguments, console)


if __name__ == "__main__":
    sys.exit(launch(finetune, parser()))
