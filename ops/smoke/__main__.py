"""`make smoke URL=`: see a deployed Easel work, for about $1, and write down what differs."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from jumpstart.command.faults import Fault, Usage

from ..command import launch, make_parser
from ..deployed import Easel
from .report import write
from .steps import walk
from .visit import Visit

_MINUTES = 40.0
# A cold start of 10 minutes comes with the sparse pictures; recordings are a cent.
_USD_PER_HOUR = 1.515


def main(argv: Sequence[str] | None = None) -> int:
    return launch(smoke, parser(), argv)


def smoke(arguments: argparse.Namespace, easel: Easel) -> None:
    """
    Raises:
        Fault: a step failed, or something differed from what was recorded.
    """
    if not re.match(r"https?://", arguments.url):
        do = "give the address that make outputs prints: make smoke URL=https://…"
        raise Usage(f"{arguments.url!r} is not an address", do, code="bad_url")
    usd = (arguments.minutes + 15) / 60 * _USD_PER_HOUR
    if easel.local is None:
        easel.console.costs(
            f"about ${usd:.2f}: an instance for {arguments.minutes + 15:.0f} minutes, two "
            "recordings, a few requests. The endpoint stops by itself afterwards"
        )
        easel.console.confirm(f"Draw pictures at {arguments.url}?")
    url = arguments.url.rstrip("/")
    visit = Visit(url, easel, arguments.minutes, os.environ.get("KEY", ""))
    outcomes = walk(visit)
    page, data = write(outcomes, url, arguments.report)
    easel.console.say(f"{page} and {data} say what was seen")
    bad = [one.name for one in outcomes if one.result in ("failed", "differs")]
    if bad:
        what = f"{', '.join(bad)}: failed, or differed from what was recorded"
        raise Fault(what, f"read {page}", code="differs")


def parser() -> argparse.ArgumentParser:
    parser = make_parser("smoke", __doc__ or "")
    parser.add_argument("url", help="the address of the deployment (URL=)")
    parser.add_argument(
        "--minutes",
        type=float,
        default=_MINUTES,
        help="how long to draw a picture every four minutes (ARGS=--minutes=8; 40)",
    )
    parser.add_argument(
        "--report", type=Path, default=Path(), help="the folder for smoke.md and smoke.json (.)"
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing (YES=1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
