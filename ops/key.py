"""`make key`: make, list and revoke the keys of callers (access = "key" in easel.toml)."""

import argparse
import re
import sys
from collections.abc import Sequence

from easel.callers.keys import BadName, Keys
from easel.clock import SystemClock
from easel.settings import Access
from jumpstart.command.faults import Usage

from .command import launch, make_parser
from .deployed import Easel

_HOW = """
This is the key of {name}. It is shown only this once and is not stored anywhere:

  {key}

It may have {daily} pictures drawn a day (UTC). Send it as Authorization: Bearer <key>.
"""


def main(argv: Sequence[str] | None = None) -> int:
    return launch(key, parser(), argv)


def key(arguments: argparse.Namespace, easel: Easel) -> None:
    """
    Raises:
        Fault, BotoCoreError, ClientError
    """
    keys = Keys(easel.dynamodb, easel.callers_table, SystemClock())
    try:
        easel.console.say(run(keys, arguments))
    except BadName as error:
        raise Usage(str(error), "make key lists the names in use", code="bad_name") from error
    if easel.deployment.access is not Access.KEY:
        easel.console.say(
            'Nobody needs a key yet, because easel.toml says access = "open". Set it to "key" and '
            "deploy."
        )


def run(keys: Keys, arguments: argparse.Namespace) -> str:
    """Do what `arguments` say. The text to show the operator.

    Raises:
        BadName
    """
    if arguments.revoke:
        if not keys.revoke(arguments.revoke):
            raise BadName(f"{arguments.revoke!r} has no valid key")
        return f"the key of {arguments.revoke} is revoked and opens nothing from now on"
    if arguments.name:
        made = keys.make(arguments.name, arguments.daily)
        return _HOW.format(name=arguments.name, key=made, daily=arguments.daily)
    lines = [
        f"{found.name:<40} {found.daily:>6} a day  since {found.created_at:%Y-%m-%d}"
        + (f"  revoked {found.revoked_at:%Y-%m-%d}" if found.revoked_at else "")
        for found in keys.all()
    ]
    return "\n".join(lines) or "there are no keys; make one: make key NAME=ann DAILY=100"


def parser() -> argparse.ArgumentParser:
    parser = make_parser("key", __doc__ or "")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--name", help="make a key for this name (NAME=)")
    parser.add_argument(
        "--daily", type=_daily, default=100, help="pictures a day it may draw (DAILY=, 100)"
    )
    one.add_argument("--revoke", metavar="NAME", help="revoke the key of this name (REVOKE=)")
    return parser


def _daily(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of pictures, such as 100")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
