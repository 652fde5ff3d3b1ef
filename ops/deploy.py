"""`make deploy`: preflight, then the CDK, then what a person needs to draw the first picture."""

import argparse
import sys
from collections.abc import Sequence

from cdk.deployment import Deployment
from jumpstart.command import easel_toml
from jumpstart.command.console import Console, launch
from jumpstart.command.faults import Fault
from jumpstart.endpoint.wanted import log_group

from .cdk_cli import cdk
from .deployed import Easel
from .outputs import told
from .preflight.__main__ import check
from .preflight.account import Account
from .preflight.finding import Level
from .refusals import SKEW, explain


def main(argv: Sequence[str] | None = None) -> int:
    return launch(deploy, parser(), argv)


def deploy(arguments: argparse.Namespace, console: Console) -> None:
    """
    Raises:
        Fault: preflight refuses, or the deployment failed.
    """
    deployment = easel_toml.load()
    found = check(deployment, console)  # 1. what would stop it
    if refused := sum(finding.level is Level.REFUSAL for _, finding in found):
        what = f"nothing was deployed: {refused} check{'' if refused == 1 else 's'} would stop it"
        raise Fault(what, "do what stands behind →, then make deploy", code="refused")
    since = console.clock.now() - SKEW
    approval = ["--require-approval", "never"] if arguments.yes else []
    # 2. the stacks; an endpoint's log group may be there already
    if cdk("deploy", *arguments.stacks, "--import-existing-resources", *approval):
        account = Account(deployment, console)
        names = [stack.name for stack in account.stacks if stack.is_planned]
        faults = explain(names, since, account.cloudformation_of)
        for fault in faults:
            console.say(f"not deployed: {fault.what}\n  → {fault.do}")
        raise Fault(
            "the deployment failed",
            "do what stands behind →" if faults else "the CDK says why above",
            code="not_deployed",
        )
    _let_log_end(deployment, console)
    for line in told(Easel(deployment, console)):  # 3. what to do now
        console.say(line)


def _let_log_end(deployment: Deployment, console: Console) -> None:
    """Set the retention and the key of the endpoint's log. CloudFormation adopts a group that
    exists already as it is: SageMaker's own have neither."""
    name, days = log_group(deployment.endpoint_name), deployment.log_retention_days
    logs = console.client("logs")
    for group in logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]:
        if group["logGroupName"] != name:
            continue
        if group.get("retentionInDays") != days:
            logs.put_retention_policy(logGroupName=name, retentionInDays=days)
        if deployment.own_key and "kmsKeyId" not in group:
            key = Easel(deployment, console).output("KeyArn")
            logs.associate_kms_key(logGroupName=name, kmsKeyId=key)


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make deploy", description=__doc__)
    parser.add_argument("stacks", nargs="*", default=["--all"], help="only these stacks (STACKS=)")
    parser.add_argument("--yes", action="store_true", help="the CDK asks nothing (YES=1)")
    parser.set_defaults(region="", dry_run=False)
    return parser


if __name__ == "__main__":
    sys.exit(main())
