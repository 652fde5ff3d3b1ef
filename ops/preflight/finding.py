"""What a check finds: ok, a warning or a refusal, in one line, with the command that mends it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError

from cdk.deployment import Deployment
from jumpstart.command.faults import Fault, code_of, fault_of, message_of

from .account import Account

# IAM's message names the action, for example "is not authorized to perform: s3:ListBucket on …".
_ACTION = re.compile(r"not authorized to perform:? ([a-z0-9-]+:[A-Za-z]+)")


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    what: str
    do: str = ""  # the command that mends it, or the line of easel.toml to change


def ok(what: str) -> Finding:
    return Finding(Level.OK, what)


def warning(what: str, do: str) -> Finding:
    return Finding(Level.WARNING, what, do)


def refusal(what: str, do: str) -> Finding:
    return Finding(Level.REFUSAL, what, do)


@dataclass(frozen=True, slots=True)
class Check:
    """`applies` says for which deployments the check is made. `asks_aws` is False if the check
    needs no credentials."""

    name: str
    find: Callable[[Account], Finding]
    applies: Callable[[Deployment], bool] = lambda _: True
    asks_aws: bool = True

    def made(self, account: Account) -> Finding:
        """What the check finds. If AWS does not answer it, that is a warning."""
        try:
            return self.find(account)
        except Fault as fault:
            return refusal(fault.what, fault.do)
        except ClientError as error:
            return _unanswered(error)
        except (BotoCoreError, Boto3Error) as error:
            unknown = fault_of(error)
            return warning(f"not checked: {unknown.what}", unknown.do)


def _unanswered(error: ClientError) -> Finding:
    fault = fault_of(error)
    if fault.code != "access_denied":
        return warning(f"not checked: {fault.what}", fault.do)
    named = _ACTION.search(message_of(error))
    action = named[1] if named else f"{error.operation_name} ({code_of(error)})"
    return warning(
        f"not checked: these credentials may not call {action}",
        f"ask an administrator to allow {action}",
    )
