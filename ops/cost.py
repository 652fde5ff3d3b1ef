"""`make cost`: what a day and a month cost, and the most that a day can cost."""

import argparse
import math
import sys
from collections.abc import Sequence
from typing import Any

from cdk.deployment import ROOT, Deployment, Mode
from easel.settings import Moderation
from jumpstart.command.console import Console, launch
from jumpstart.command.easel_toml import load
from jumpstart.command.faults import Usage
from jumpstart.command.prices import as_of, prices, region

from .costs.day import Day, instance_hours, used
from .costs.most import most
from .costs.table import BEGIN, END, gates_block, readme_block
from .costs.use import DAYS_A_MONTH, by_line, free_a_month, not_looked_up, total

README = ROOT / "README.md"
PAGE = ROOT / "docs" / "architecture" / "17-cost.md"


def main(argv: Sequence[str] | None = None) -> int:
    made = parser()
    made.set_defaults(yes=False, dry_run=False)
    return launch(cost, made, argv)


def cost(arguments: argparse.Namespace, console: Console) -> None:
    """
    Raises:
        Usage: easel.toml, or an option, is not valid.
    """
    if arguments.write:
        README.write_text(with_block(README.read_text(), readme_block(load())))
        PAGE.write_text(with_block(PAGE.read_text(), gates_block(load())))
        console.say("README.md and 17-cost.md hold the costs of easel.toml and ops/prices.toml")
        return
    day = Day(
        arguments.pictures,
        arguments.hours,
        arguments.recordings,
        arguments.recording_s,
        arguments.translated,
    )
    console.say(said(day, deployment_of(arguments)))


def deployment_of(arguments: argparse.Namespace) -> Deployment:
    """easel.toml, with what the command names: mode, region, instance type, firewall, moderation.

    Raises:
        Usage: there is no price for this instance type, or this model.
    """
    deployment = load()
    changes: dict[str, Any] = {}
    if arguments.mode:
        changes |= {"mode": Mode(arguments.mode), "existing_endpoint": ""}
    if arguments.region:
        changes["region"] = arguments.region
    if arguments.instance:
        changes["instance_type"] = arguments.instance
    if arguments.waf:
        changes["waf"] = arguments.waf == "on"
    if arguments.moderation:
        changes["moderation"] = Moderation(arguments.moderation)
    deployment = deployment.model_copy(update=changes)
    by_picture = deployment.mode is Mode.BEDROCK
    paid = deployment.bedrock_model if by_picture else deployment.instance_type
    known = prices()["bedrock-picture" if by_picture else "endpoint-hour"].usd
    if isinstance(known, dict) and paid not in known:
        do = f"add it to ops/prices.toml, or name one of {', '.join(known)}"
        raise Usage(f"ops/prices.toml has no price of {paid}", do, code="no_price")
    return deployment


def said(day: Day, deployment: Deployment) -> str:
    uses = used(day, deployment)
    lines = [
        f"{day.pictures:,} pictures in {day.hours:g} hours, {day.recordings:,} recordings of "
        f"{day.recording_s:g} s, {day.translated:,} characters translated.",
        f"{deployment.mode}, {_drawn_by(deployment)}, prices of {region()}, {as_of()} "
        "(ops/prices.toml).",
        *_elsewhere(deployment.region),
        "",
        f"{'':<28}{'a day':>10}{'a month':>12}",
    ]
    for line, dollars in by_line(uses).items():
        name = f"{line}, {instance_hours(day, deployment):.1f} h" if line == "instances" else line
        lines.append(_row(name, dollars))
    lines += [
        _row("together", total(uses)),
        f"{'less what AWS gives free':<38}{-free_a_month(uses):>12,.2f}",
        "",
        "The most that a day can cost under the limits of easel.toml:",
    ]
    bounds = most(deployment)
    lines += [f"{name:<28}{usd:>10,.2f}  {why}" for name, (usd, why) in bounds.items()]
    lines.append(f"{'together':<28}{sum(usd for usd, _ in bounds.values()):>10,.2f}")
    gb = prices()["cloudfront-gb"]
    lines.append(
        f"Nothing limits how often links are opened: ${gb.usd} a GB, after {gb.free:,} GB a month."
    )
    lines += [sentence for sentence in (not_looked_up(uses),) if sentence]
    return "\n".join(lines)


def with_block(text: str, block: str) -> str:
    """`text` with `block` between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{block}\n{END}{after}"


def _elsewhere(name: str) -> list[str]:
    """What to think of the prices in the region `name`; "" is that of the credentials."""
    if name in ("", region()):
        return []
    return [f"In {name} the same may cost up to 50 % more: the pages in ops/prices.toml say it."]


def _drawn_by(deployment: Deployment) -> str:
    if deployment.mode is Mode.BEDROCK:
        return deployment.bedrock_model
    return deployment.existing_endpoint or deployment.instance_type


def _row(name: str, dollars: float) -> str:
    return f"{name:<28}{dollars:>10,.2f}{dollars * DAYS_A_MONTH:>12,.2f}"


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make cost", description=__doc__)
    parser.add_argument("--pictures", type=_count, default=100, help="drawn in a day (PICTURES=)")
    parser.add_argument("--hours", type=_hours, default=8.0, help="in which they come (HOURS=)")
    parser.add_argument("--recordings", type=_count, default=0, help="in a day (RECORDINGS=)")
    parser.add_argument("--recording-s", type=float, default=15.0, help="how long each is (15)")
    parser.add_argument("--translated", type=_count, default=0, help="characters (TRANSLATED=)")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], help="MODE=")
    parser.add_argument("--instance", help="the instance type (INSTANCE=)")
    parser.add_argument("--waf", choices=["on", "off"], help="WAF=")
    parser.add_argument("--moderation", choices=list(Moderation), help="MODERATION=")
    parser.add_argument("--region", default="", help="if it is not easel.toml's (REGION=)")
    parser.add_argument(
        "--write", action="store_true", help="write the tables of README.md and docs"
    )
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number, such as 100")
    return int(text)


def _hours(text: str) -> float:
    hours = float(text)
    if not (math.isfinite(hours) and 0 < hours <= 24):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of hours from 0 to 24")
    return hours


if __name__ == "__main__":
    sys.exit(main())
