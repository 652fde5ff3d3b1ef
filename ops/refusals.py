"""Why CloudFormation could not deploy, in plain words, with the command that mends it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from jumpstart.command.faults import Fault, code_of


@dataclass(frozen=True, slots=True)
class Known:
    """`says` is found in CloudFormation's reason."""

    says: str
    what: str
    do: str


KNOWN = (
    Known(
        "account must be verified before you can add (new )?CloudFront",
        "CloudFront refuses: AWS has not yet verified this account, as happens with new accounts",
        "ask AWS Support, which is free (Support Center, Account and billing), to verify the "
        "account for CloudFront; after their answer, make deploy",
    ),
    Known(
        "ResourceLimitExceeded|account-level service limit",
        "the account may not run so many instances",
        ".venv/bin/python -m jumpstart.quota shows the quota and can ask for more; then make "
        "deploy",
    ),
    Known(
        "UnreservedConcurrentExecution",
        "the account has too few executions to reserve some for deliver",
        "set deliver_reserved_concurrency = 0 in easel.toml, then make deploy",
    ),
    Known(
        "(Could not|Unable to|Failed to) (access|download|find) model (data|artifact)",
        "SageMaker cannot read the model's weights",
        "make preflight says whether they are still there",
    ),
    Known(
        "InsufficientCapacity|[Uu]nable to provision requested ML compute capacity",
        "AWS has no free instance of this type now",
        "make deploy again later, or set another instance_type or region in easel.toml",
    ),
    Known(
        "Environment variables.*exceeded|exceeded the 4KB limit",
        "the functions' environment is larger than 4 KB",
        "shorten blocked_words or cors_origins in easel.toml, then make deploy",
    ),
    Known(
        "WAFAssociatedItem|resource is being used by another resource",
        "the firewall still stands in front of the distribution",
        'set waf = false and web_acl_arn = "" in easel.toml, make deploy, then make destroy again',
    ),
    Known(
        "InvalidWebACLId|[Ww]eb ?ACL (is not accessible|does ?n[o']t exist)",
        "CloudFront knows no firewall of the name in web_acl_arn",
        "make preflight names the one that there is",
    ),
    Known(
        "InvalidViewerCertificate|SSL certificate doesn't exist",
        "CloudFront does not take the certificate of the domain",
        "make preflight says what is wrong with it",
    ),
    Known(
        "CNAMEAlreadyExists|CNAMEs you provided are already associated",
        "another distribution answers at this domain already",
        "remove the domain there, or set another one in easel.toml; then make deploy",
    ),
    Known(
        "SSM parameter /cdk-bootstrap|has not been bootstrapped",
        "this account and region are not prepared for the CDK",
        "make bootstrap, then make deploy",
    ),
)
_NO_STACK = "ValidationError"
# The clocks of this machine and of CloudFormation may differ.
SKEW = timedelta(minutes=2)


def explain(
    stacks: Sequence[str], since: datetime, cloudformation_of: Callable[[str], Any]
) -> list[Fault]:
    """A fault for each reason that the stacks give since then; the same reason is given once.

    Raises:
        BotoCoreError, ClientError
    """
    reasons = [one for stack in stacks for one in _reasons(stack, since, cloudformation_of(stack))]
    found: dict[str, Fault] = {}
    for resource, reason in reasons:
        known = next((one for one in KNOWN if re.search(one.says, reason)), None)
        what = known.what if known else f"{resource}: {reason}"
        do = known.do if known else "correct this, then make deploy"
        found.setdefault(what, Fault(what, do, code="not_deployed"))
    return list(found.values())


def _reasons(stack: str, since: datetime, cloudformation: Any) -> Iterator[tuple[str, str]]:
    pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack)
    try:
        for page in pages:
            for event in page["StackEvents"]:
                if event["Timestamp"] < since:
                    return  # they come newest first
                reason = event.get("ResourceStatusReason", "")
                failed = event.get("ResourceStatus", "").endswith("_FAILED")
                # Others were stopped because one failed.
                if failed and "cancelled" not in reason and "failed to" not in reason:
                    yield event["LogicalResourceId"], " ".join(reason.split())
    except ClientError as error:
        if code_of(error) != _NO_STACK:
            raise
