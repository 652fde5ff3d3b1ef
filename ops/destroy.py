"""`make destroy`: delete the stacks, and say what stays. EVERYTHING=1 deletes that too."""

import argparse
import sys
from collections.abc import Sequence
from fnmatch import fnmatchcase

from cdk.deployment import Deployment
from jumpstart.command import easel_toml
from jumpstart.command.console import Console, launch
from jumpstart.command.faults import Fault

from .cdk_cli import cdk
from .delete_stack import delete_stack
from .erase import erase
from .kept import Kept, find_kept
from .preflight.account import Account, OwnStack

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
    _delete_stacks(arguments, account, console)
    kept = find_kept(deployment, console)
    if arguments.everything:
        for one in kept:
            erase(one, console)
        console.say(f"nothing of {deployment.name} is left that costs anything")
        console.say(
            f"The CDK's own bootstrap stack, CDKToolkit, stays in {_regions(account)}: other "
            "applications may use it. Its bucket holds some megabytes of Easel's code, for less "
            "than a cent a month."
        )
        return
    _say_kept(kept, account, console)


def _delete_stacks(arguments: argparse.Namespace, account: Account, console: Console) -> None:
    """Delete the stacks that are asked for, each before those that it uses."""
    asked = [one for one in account.stacks if _is_asked(one.name, arguments.stacks)]
    there = [one for one in asked if account.stack(one.name)]
    if asked and not there:
        console.say(f"no stack of {account.deployment.name} is deployed")
        return
    others = [one for one in there if not one.is_planned]
    endpoints = [one for one in others if one.name == account.endpoint_stack]
    # What was answered here is not asked once more.
    sure = arguments.yes or arguments.everything
    for one in endpoints:
        _delete_other(one, account, console, sure=sure)
    if len(others) < len(there) or not asked:
        _delete_planned(arguments.stacks, others, account, sure=sure)
    for one in others:
        if one not in endpoints:
            _delete_other(one, account, console, sure=sure)


def _delete_planned(
    patterns: Sequence[str], others: Sequence[OwnStack], account: Account, *, sure: bool
) -> None:
    stacks = [one for one in patterns if one not in [other.name for other in others]]
    options = ["--force"] if sure else []
    if stacks == [account.edge_stack]:
        _check_firewall(account)
        options.append("--exclusively")  # the CDK would delete the service too, which uses it
    if cdk("destroy", *stacks, *options):
        raise Fault("the stacks are not deleted; the CDK says why above", _AGAIN, code="cdk")


def _check_firewall(account: Account) -> None:
    """
    Raises:
        Fault: the firewall stands in front of the distribution. AWS would not delete it.
    """
    name = account.deployment.name
    if account.deployment.web_acl_arn and account.is_deployed(name):
        what = f"{account.edge_stack} stands in front of {name}"
        do = 'set waf = false and web_acl_arn = "" in easel.toml, make deploy, then this again'
        raise Fault(what, do, code="in_use")


def _delete_other(one: OwnStack, account: Account, console: Console, *, sure: bool) -> None:
    """Delete a stack that is deployed, though easel.toml does not ask for it any more."""
    if not sure:
        console.confirm(f"Delete {one.name} in {one.region}, which easel.toml does not ask for?")
    delete_stack(one, account, console)


def _is_asked(name: str, patterns: Sequence[str]) -> bool:
    """Whether STACKS= names it, in the CDK's own way."""
    return patterns == ["--all"] or any(fnmatchcase(name, pattern) for pattern in patterns)


def _regions(account: Account) -> str:
    return " and ".join(dict.fromkeys(one.region for one in account.stacks if one.is_planned))


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
