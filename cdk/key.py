"""`make key`: make, list and revoke the keys of callers (access = "key" in easel.toml)."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import ValidationError

from easel.callers.keys import BadName, Keys
from easel.clock import SystemClock

from .deployment import ROOT, Access, Deployment, explain

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_HOW = """
This is the key of {name}. It is shown this once and stored nowhere:

  {key}

It may have {daily} pictures drawn a day (UTC). Send it as Authorization: Bearer <key>.
"""


def main() -> None:
    arguments = parser().parse_args()
    try:
        deployment = Deployment.load()
        client, table = _callers_table(deployment, local=arguments.local)
        print(run(Keys(client, table, SystemClock()), arguments))
    except ValidationError as invalid:
        sys.exit(explain(invalid))
    except (ValueError, BadName) as error:
        sys.exit(str(error))
    except (ClientError, BotoCoreError) as error:
        sys.exit(f"AWS did not do it: {error}")
    if deployment.access is not Access.KEY:
        print('Nobody needs a key yet: access is "open" in easel.toml. Set "key", and deploy.')


def run(keys: Keys, arguments: argparse.Namespace) -> str:
    """Do what `arguments` say; what there is to tell.

    Raises:
        BadName
    """
    if arguments.revoke:
        if not keys.revoke(arguments.revoke):
            raise BadName(f"{arguments.revoke!r} has no key that opens anything")
        return f"the key of {arguments.revoke} opens nothing any more"
    if arguments.name:
        key = keys.make(arguments.name, arguments.daily)
        return _HOW.format(name=arguments.name, key=key, daily=arguments.daily)
    lines = [
        f"{key.name:<40} {key.daily:>6} a day  since {key.created_at:%Y-%m-%d}"
        + (f"  revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "")
        for key in keys.all()
    ]
    return "\n".join(lines) or "there are no keys; make one: make key NAME=ann DAILY=100"


def _callers_table(deployment: Deployment, *, local: Path | None) -> tuple["DynamoDBClient", str]:
    """The table of the deployed stack, or of the Easel that runs on this machine.

    Raises:
        ValueError: there is none.
    """
    session = boto3.Session(region_name=deployment.region or None)
    options: dict[str, Any] = {}
    if local:
        port = local / "aws-port"
        if not port.exists():
            raise ValueError(f"no Easel was ever run in {local}; `make run` first")
        session = boto3.Session("test", "test", region_name="us-east-1")  # the local AWS's root
        options["endpoint_url"] = f"http://127.0.0.1:{port.read_text()}"
    cloudformation = session.client("cloudformation", **options)
    [stack] = cloudformation.describe_stacks(StackName=deployment.name)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    return session.client("dynamodb", **options), outputs["CallersTable"]


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make key", description=__doc__)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--name", help="make a key for this name (NAME=)")
    parser.add_argument(
        "--daily", type=_daily, default=100, help="pictures a day it may draw (DAILY=, 100)"
    )
    one.add_argument("--revoke", metavar="NAME", help="revoke this name's key (REVOKE=)")
    parser.add_argument(
        "--local",
        type=Path,
        nargs="?",
        const=ROOT / ".easel",
        help="of the Easel that `make run` runs, and its state folder (LOCAL=1)",
    )
    return parser


def _daily(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of pictures, as 100 is")
    return int(text)


if __name__ == "__main__":
    main()
