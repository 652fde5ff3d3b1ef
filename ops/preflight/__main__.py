"""`make preflight`: say what would stop `make deploy`, before anything is made."""

import argparse
import json
import sys
from collections.abc import Sequence

from botocore.config import Config

from cdk.deployment import Deployment
from jumpstart.command import easel_toml
from jumpstart.command.console import Console, launch
from jumpstart.command.faults import Fault

from .account import Account
from .checks import run
from .finding import Check, Finding, Level

# A check that takes long says that it could not be made.
_QUICK = Config(
    retries={"mode": "standard", "total_max_attempts": 3}, connect_timeout=3, read_timeout=10
)
Findings = list[tuple[Check, Finding]]


def main(argv: Sequence[str] | None = None) -> int:
    return launch(preflight, parser(), argv)


def preflight(arguments: argparse.Namespace, console: Console) -> None:
    """
    Raises:
        Fault: a check refuses, or easel.toml is not valid.
    """
    found = check(easel_toml.load(), console, as_json=arguments.json)
    refused = sum(finding.level is Level.REFUSAL for _, finding in found)
    if refused:
        what = f"{refused} check{'' if refused == 1 else 's'} would stop make deploy"
        raise Fault(what, "do what stands behind →, then make preflight", code="refused")


def check(deployment: Deployment, console: Console, *, as_json: bool = False) -> Findings:
    """Run all checks for `deployment`, and print what they find."""
    console.patience = _QUICK
    found = run(Account(deployment, console))
    if as_json:
        console.say(json.dumps(_json(deployment, found), indent=2, ensure_ascii=False))
    else:
        for line in lines(deployment, found):
            console.say(line)
    return found


def lines(deployment: Deployment, found: Findings) -> list[str]:
    """The report for a person: a line for each check, and a line for what mends it."""
    shown = [f"preflight of {deployment.name}"]
    for one, finding in found:
        shown.append(f"  {finding.level:<8} {one.name:<14} {finding.what}")
        if finding.do:
            shown.append(f"  {'':<8} {'':<14} → {finding.do}")
    return shown


def _json(deployment: Deployment, found: Findings) -> dict[str, object]:
    levels = [finding.level for _, finding in found]
    return {
        "deployment": deployment.name,
        "refusals": levels.count(Level.REFUSAL),
        "warnings": levels.count(Level.WARNING),
        "checks": [
            {"name": one.name, "result": f.level, "what": f.what, "do": f.do} for one, f in found
        ],
    }


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make preflight", description=__doc__)
    parser.add_argument("--json", action="store_true", help="the report as JSON (ARGS=--json)")
    parser.set_defaults(region="", yes=False, dry_run=False)
    return parser


if __name__ == "__main__":
    sys.exit(main())
