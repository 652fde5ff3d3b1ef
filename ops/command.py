"""What all commands of this folder share: their common option, and how they start and fail."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from cdk.deployment import ROOT
from jumpstart.command import console, easel_toml

from .deployed import Easel

Command = Callable[[argparse.Namespace, Easel], None]


def make_parser(name: str, description: str) -> argparse.ArgumentParser:
    """A parser for `make <name>`, with the option that every command has."""
    parser = argparse.ArgumentParser(prog=f"make {name}", description=description)
    parser.add_argument(
        "--local",
        type=Path,
        nargs="?",
        const=ROOT / ".easel",
        help="act on the Easel that `make run` runs, in this state folder (LOCAL=1)",
    )
    return parser


def launch(
    command: Command, parser: argparse.ArgumentParser, argv: Sequence[str] | None = None
) -> int:
    """Run `command` as `argv` says. The exit status: 0, 1 for a fault, 2 for a wrong use."""

    def run(arguments: argparse.Namespace, operator: console.Console) -> None:
        command(arguments, Easel(easel_toml.load(), operator, arguments.local))

    # The console's own options. A command that asks before it acts adds --yes to its parser.
    parser.set_defaults(region="", yes=False, dry_run=False)
    return console.launch(run, parser, argv)
