"""`make smoke URL=`: see a deployed Easel work, for about $1, and write down what differs."""

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from cdk.deployment import Deployment, Mode
from jumpstart.command.faults import Fault, Usage
from jumpstart.endpoint import prices

from ..command import launch, make_parser
from ..deployed import Easel
from .report import write
from .steps import walk
from .visit import Visit

_MINUTES = 40.0
# A cold start of 10 minutes, and what the other steps take.
_MORE_MINUTES = 15


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
    if easel.local is None:
        easel.console.costs(_costs(arguments.minutes, easel.deployment))
        easel.console.confirm(f"Draw pictures at {arguments.url}?")
    url = arguments.url.rstrip("/")
    visit = Visit(url, easel, arguments.minutes, os.environ.get("KEY", ""))
    try:
        outcomes = walk(visit)
    finally:
        visit.close()
    page, data = write(outcomes, url, arguments.report)
    easel.console.say(f"{page} and {data} say what was seen")
    bad = [one.name for one in outcomes if one.result in ("failed", "differs")]
    if bad:
        what = f"{', '.join(bad)}: failed, or differed from what was recorded"
        raise Fault(what, f"read {page}", code="differs")


def _costs(minutes: float, deployment: Deployment) -> str:
    if deployment.mode is Mode.BEDROCK:
        return f"about {round(minutes / 4) + 4} pictures of Bedrock, and two recordings"
    if deployment.mode is Mode.REALTIME:
        return "two recordings, a few requests; the instance runs anyway"
    kind, runs = deployment.instance_type, minutes + _MORE_MINUTES
    usd = prices.so_far(kind, 1, runs / 60)
    return (
        f"about {usd}: an {kind} for {runs:.0f} minutes, two recordings, a few requests. The "
        "instance stops by itself afterwards"
    )


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
