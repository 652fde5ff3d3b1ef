"""`make destroy`: delete the stacks, and say what stays. EVERYTHING=1 deletes that too."""

import argparse
import sys
from collections.abc import Sequence

from cdk.deployment import Deployment
from jumpstart.command import easel_toml
from jumpstart.command.console import Console, launch
from jumpstart.command.faults import Fault

from .cdk_cli import cdk
from .erase import erase
from .kept import Kept, find_kept
from .preflight.account import Account

_AGAIN = "run the same command again, and it continues from here"


def main(argv: Sequence[str] | None = None) -> int:
    return launch(destroy, parser(), argv)


def destroy(arguments: argparse.Namespace, console: Console) -> None:
    """
    Raises:
        Fault, BotoCoreError, ClientError
    """
    deployment = easel_toml.load()
    account = Account(deployment, console)
    if arguments.everything and arguments.stacks != ["--all"]:
        do = "leave out STACKS= or EVERYTHING="
        raise Fault("EVERYTHING=1 deletes all stacks", do, code="bad_stacks")
    if arguments.everything:
        _ask(deployment, find_kept(deployment, console), console)
    names = (deployment.name, account.endpoint_stack)
    if any(account.stack(name) for name in names):
        # What was answered here is not asked by the CDK once more.
        forced = ["--force"] if arguments.yes or arguments.everything else []
        if cdk("destroy", *arguments.stacks, *forced):
            raise Fault("the stacks are not deleted; the CDK says why above", _AGAIN, code="cdk")
    else:
        console.say(f"no stack of {deployment.name} is deployed")
    kept = find_kept(deployment, console)
    if arguments.everything:
        for one in kept:
            erase(one, console)
        console.say(f"nothing of {deployment.name} is left that costs anything")
        console.say(
            "The CDK's own bootstrap stack, CDKToolkit, stays: other applications may use it. Its "
            "bucket holds some megabytes of Easel's code, for less than a cent a month."
        )
        return
    _say_kept(kept, account, console)


def _ask(deployment: Deployment, kept: Sequence[Kept], console: Console) -> None:
    console.say(f"This deletes all of {deployment.name}, for ever, and every link to a picture:")
    for one in kept:
        console.say(f"  {one}")
    console.confirm("Delete all of this?")


def _say_kept(kept: Sequence[Kept], account: Account, console: Console) -> None:
    if not kept:
        console.say("nothing is kept")
        return
    known = sum(one.usd_a_month or 0 for one in kept)
    console.say(f"kept, for about ${known:,.2f} a month:")
    for one in kept:
        console.say(f"  {one}")
    if Account(account.deployment, console).is_deployed(account.deployment.name):
        console.say(f"{account.deployment.name} itself is still deployed and uses them")
        return
    console.say("A new deployment makes new ones. make destroy EVERYTHING=1 deletes these.")


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make destroy", description=__doc__)
    parser.add_argument("stacks", nargs="*", default=["--all"], help="only these stacks (STACKS=)")
    parser.add_argument("--everything", action="store_true", help="keep nothing (EVERYTHING=1)")
    parser.add_argument("--yes", action="store_true", help="ask nothing (YES=1)")
    parser.set_defaults(region="", dry_run=False)
    return parser


if __name__ == "__main__":
    sys.exit(main())
