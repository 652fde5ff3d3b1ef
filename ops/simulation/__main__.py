"""`make simulate`: what more instances cost, how much shorter the waits become, what to set."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path

from cdk.deployment import ROOT, Deployment
from jumpstart.command.console import Console
from jumpstart.command.easel_toml import load
from jumpstart.command.prices import usd

from .compare import compared
from .model import Plan, Seen, simulate

PLOT = ROOT / "docs" / "architecture" / "cost-and-wait.svg"
PLOTTED_PER_HOUR = (60, 360, 720, 1080)
MOST_INSTANCES = 6
# More pictures than this share may not be refused or too late.
NOT_DRAWN = 0.01


def main(argv: Sequence[str] | None = None) -> int:
    arguments = parser().parse_args(argv)
    deployment, console = load(), Console()
    if arguments.plot:
        from .plot import draw  # matplotlib, which is in an environment of its own

        rows = {rate: rows_of(rate, arguments, deployment) for rate in PLOTTED_PER_HOUR}
        draw(rows, arguments.hours, arguments.plot)
        console.say(f"{arguments.plot} is drawn")
        return 0
    for line in said(arguments, deployment):
        console.say(line)
    return 0


Row = tuple[int, float, Seen]


def rows_of(per_hour: float, arguments: argparse.Namespace, deployment: Deployment) -> list[Row]:
    """For each number of instances: the dollars of a day, and what was seen."""
    price = usd("endpoint-hour", deployment.instance_type)
    found = []
    for instances in range(1, MOST_INSTANCES + 1):
        plan = Plan(
            per_hour,
            arguments.hours,
            instances,
            max_backlog_s=deployment.max_backlog_s,
            deadline_s=deployment.job_deadline_s,
        )
        seen = simulate(plan, days=arguments.days)
        found.append((instances, seen.instance_s / arguments.days / 3600 * price, seen))
    return found


def said(arguments: argparse.Namespace, deployment: Deployment) -> Iterator[str]:
    yield "The model beside Erlang's formula (M/M/c, instances that always run):"
    yield f"{'c':>4}{'busy':>7}{'mean s':>10}{'formula':>10}{'error':>8}{'p99 s':>9}{'error':>8}"
    for servers, busy in ((1, 0.7), (2, 0.8), (4, 0.9)):
        one = compared(servers, busy, pictures=arguments.checked)
        yield (
            f"{servers:>4}{busy:>7.0%}{one.simulated_mean_s:>10.2f}{one.mean_s:>10.2f}"
            f"{one.error:>8.1%}{one.simulated_p99_s:>9.1f}{one.p99_error:>8.1%}"
        )
    yield ""
    yield (
        f"{arguments.per_hour:g} pictures an hour for {arguments.hours:g} hours, "
        f"{deployment.instance_type}, {arguments.days} days:"
    )
    yield f"{'max_instances':>14}{'$ a day':>10}{'p50 s':>8}{'p99 s':>8}{'not drawn':>11}"
    rows = rows_of(arguments.per_hour, arguments, deployment)
    for instances, dollars, seen in rows:
        yield (
            f"{instances:>14}{dollars:>10.2f}{seen.wait_s(0.5):>8.0f}{seen.wait_s(0.99):>8.0f}"
            f"{seen.not_drawn:>11.1%}"
        )
    yield advice(rows, arguments.wait_s, arguments.days, deployment.limited_instance_hours)


def advice(rows: list[Row], wait_s: float, days: int, allowed_h: int) -> str:
    """The fewest instances that draw nearly all, 99 of 100 within `wait_s`. `allowed_h` is what
    daily_instance_hours says; 0 is no limit."""
    good = [row for row in rows if row[2].not_drawn <= NOT_DRAWN]
    quick = [row for row in good if row[2].wait_s(0.99) <= wait_s]
    if not good:
        return "More instances than these are needed, or fewer steps."
    instances, _, seen = (quick or good)[0]
    words = [f"Set max_instances = {instances}."]
    if not quick:
        words.append(
            f"No number brings 99 of 100 within {wait_s:g} s: the first pictures wait for a start, "
            "which keep_warm shortens."
        )
    hours = ceil(seen.instance_s / days / 3600)
    if allowed_h and hours > allowed_h:
        words.append(f"Set daily_instance_hours = {hours}: it allows {allowed_h} now.")
    return " ".join(words)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make simulate", description=__doc__)
    parser.add_argument("--per-hour", type=float, default=360, help="pictures (PER_HOUR=)")
    parser.add_argument("--hours", type=float, default=8, help="in which they come (HOURS=)")
    parser.add_argument("--wait-s", type=float, default=600, help="of 99 in 100 pictures (WAIT=)")
    parser.add_argument("--days", type=int, default=20, help="that are simulated")
    parser.add_argument("--checked", type=int, default=300_000, help="pictures of the check")
    parser.add_argument("--plot", type=Path, nargs="?", const=PLOT, help="draw the plot of docs/")
    return parser


if __name__ == "__main__":
    sys.exit(main())
