"""`make outputs`: where the deployed Easel is, and how to draw the first picture."""

import argparse
import json
import sys
from collections.abc import Sequence

from cdk.deployment import Mode
from easel.settings import Access
from jumpstart.command import easel_toml
from jumpstart.command.console import Console, launch

from .deployed import Easel
from .preflight.account import Account
from .preflight.edge import web_acl_of

_PICTURE = '{"prompt":"a red circle on a blue background","seed":1}'


def main(argv: Sequence[str] | None = None) -> int:
    return launch(outputs, parser(), argv)


def outputs(arguments: argparse.Namespace, console: Console) -> None:
    """
    Raises:
        Fault, BotoCoreError, ClientError
    """
    easel = Easel(easel_toml.load(), console)
    if arguments.json:
        firewall = _firewall(easel)
        found = easel.outputs | ({"WebAclArn": firewall} if firewall else {})
        console.say(json.dumps(found, indent=2, sort_keys=True))
        return
    for line in told(easel):
        console.say(line)


def told(easel: Easel) -> list[str]:
    """What a person needs who has just deployed."""
    deployment, url = easel.deployment, easel.outputs["Url"]
    with_key = deployment.access is Access.KEY
    lines = [f"{deployment.name} is at {url}"]
    if deployment.web:
        lines.append(f"  the page    {url}/")
    lines.append(f"  the API     {url}/docs")
    if deployment.hears(easel.region):
        lines.append(f"  recordings  s3://{easel.outputs['AudioBucket']}/uploads/")
    lines += _at_the_edge(easel)
    lines += ["", "The first picture:"]
    if with_key:
        lines.append("  make key NAME=ann    # shows a key; put it in place of KEY")
    header = " -H 'authorization: Bearer KEY'" if with_key else ""
    lines += [
        f"  curl -sS {url}/v1/images -H 'content-type: application/json'{header} \\",
        f"    -d '{_PICTURE}'",
    ]
    if deployment.mode is Mode.ASYNC:
        lines += [
            "No instance runs yet: the first picture takes 6 to 10 minutes. Until then the answer",
            "is 202, and its links.self is the address at which to ask again.",
        ]
    return lines


def _at_the_edge(easel: Easel) -> list[str]:
    """What an operator still has to do so that callers come by the domain and by the firewall."""
    deployment, lines = easel.deployment, []
    if deployment.domain and not deployment.hosted_zone_id:
        to = easel.output("DistributionDomain")
        lines.append(f"  the domain  needs a CNAME: {deployment.domain} → {to}")
    firewall = _firewall(easel)
    if firewall and deployment.web_acl_arn == firewall:
        lines.append(f"  firewall    {firewall}")
    elif firewall:
        lines += [
            "  firewall    stands in front of nothing yet. Put this line into easel.toml, then",
            "              make deploy again:",
            f'web_acl_arn = "{firewall}"',
        ]
    return lines


def _firewall(easel: Easel) -> str:
    """The ARN of the firewall that is a stack of its own; "" if there is none."""
    if not easel.deployment.has_edge_stack(easel.region):
        return ""
    return web_acl_of(Account(easel.deployment, easel.console))


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make outputs", description=__doc__)
    parser.add_argument("--json", action="store_true", help="the stack's outputs (ARGS=--json)")
    parser.set_defaults(region="", yes=False, dry_run=False)
    return parser


if __name__ == "__main__":
    sys.exit(main())
