"""Show how many instances the account may have and how many run, and ask AWS for more."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cdk.deployment import Deployment

from .command import easel_toml
from .command.console import Console, launch, make_parser
from .command.faults import Fault
from .endpoint import hugging_face
from .endpoint.found import find_config, find_endpoint, instances
from .endpoint.wanted import count

_SERVICE = "sagemaker"
_OPEN = {"PENDING", "CASE_OPENED"}

# The error that an endpoint fails with if the quota is too low.
_MET_AS = (
    "ResourceLimitExceeded: The account-level service limit '{quota}' is {value:.0f} Instances, "
    "with current utilization of {used} Instances and a request delta of 1 Instances. Please use "
    "AWS Service Quotas to request an increase for this quota."
)

Quota = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    return launch(quota, parser(), argv)


def quota(arguments: argparse.Namespace, console: Console) -> None:
    """Show the quotas of the model's instance types; ask for more if --request says so.

    Raises:
        Fault, BotoCoreError, ClientError
    """
    settings = easel_toml.load()
    wanted = arguments.instance_type or settings.instance_type
    types = [wanted]
    if not arguments.instance_type:
        others = supported_by(settings)
        types += [one for one in others if one != wanted]
    console.costs("nothing; a higher quota costs nothing either")
    if console.dry_run:
        _rehearse(types, arguments.request, console)
        return
    quotas = find_quotas([quota_name(one) for one in types], console)
    used = running(console)
    for kind in types:
        for line in describe(kind, quotas.get(quota_name(kind)), used[kind], console):
            console.say(line)
    if arguments.request:
        ask(wanted, quotas.get(quota_name(wanted)), arguments.request, console)


def supported_by(settings: Deployment) -> Sequence[str]:
    """The instance types that the image of easel.toml's model runs on.

    Raises:
        Usage: the model is unknown.
    """
    if settings.image:  # the operator's own
        return []
    if settings.model_data:
        return hugging_face.INSTANCE_TYPES
    return easel_toml.resolved(settings.model).supported_instance_types


def quota_name(instance_type: str) -> str:
    """The name that Service Quotas uses. Its code differs from type to type."""
    return f"{instance_type} for endpoint usage"


def find_quotas(names: list[str], console: Console) -> dict[str, Quota]:
    """Name → the account's quota, or AWS's default if nobody asked for more yet."""
    found: dict[str, Quota] = {}
    for operation in ("list_service_quotas", "list_aws_default_service_quotas"):
        if len(found) == len(names):
            break
        pages = console.client("service-quotas").get_paginator(operation)
        for page in pages.paginate(ServiceCode=_SERVICE):
            for one in page["Quotas"]:
                if one["QuotaName"] in names:
                    found.setdefault(one["QuotaName"], one)
    return found


def running(console: Console) -> Counter[str]:
    """Instance type → how many instances the endpoints of this region run now."""
    used: Counter[str] = Counter()
    for page in console.client("sagemaker").get_paginator("list_endpoints").paginate():
        for one in page["Endpoints"]:
            endpoint = find_endpoint(one["EndpointName"], console)
            config = find_config(endpoint["EndpointConfigName"], console) if endpoint else None
            if endpoint and config:
                used.update(instances(endpoint, config))
    return used


def describe(kind: str, found: Quota | None, used: int, console: Console) -> Iterator[str]:
    name = quota_name(kind)
    if not found:
        yield f"{name}: unknown to Service Quotas in {console.region}"
        return
    value = found["Value"]
    yield f"{name}: {value:.0f}; {used} run now"
    if value > used:
        return
    met = _MET_AS.format(quota=name, value=value, used=used)
    yield f"  an endpoint would now fail with {met}"
    yield (
        "  to ask: aws service-quotas request-service-quota-increase --service-code sagemaker "
        f"--quota-code {found['QuotaCode']} --desired-value {value + 1:.0f} "
        f"--region {console.region}"
    )
    yield f"  or: python -m jumpstart.quota --instance-type {kind} --request {value + 1:.0f}"


def ask(kind: str, found: Quota | None, instances: int, console: Console) -> None:
    """Ask AWS for `instances` of `kind`, unless the account has them or has asked already.

    Raises:
        Fault: this quota cannot be raised.
        BotoCoreError, ClientError
    """
    name = quota_name(kind)
    if not found or not found.get("Adjustable", True):
        do = "take another instance type, or another region"
        raise Fault(f"{name} cannot be raised in {console.region}", do, code="not_adjustable")
    if found["Value"] >= instances:
        console.say(f"{name} is {found['Value']:.0f} already: there is nothing to ask for")
        return
    for request in _requests(found["QuotaCode"], console):
        if request["Status"] in _OPEN:
            console.say(
                f"{name}: you asked for {request['DesiredValue']:.0f} on "
                f"{request['Created']:%Y-%m-%d}, and the request is {request['Status']}; "
                "it is not sent again"
            )
            return
    console.confirm(f"Ask AWS for {instances} × {kind} in {console.region}?")
    answer = _send(found["QuotaCode"], instances, console)
    console.say(
        f"sent; the request is {answer['RequestedQuota']['Status']}. An answer takes minutes to "
        "some days; run this again to see it"
    )


def _requests(code: str, console: Console) -> Iterator[dict[str, Any]]:
    pages = console.client("service-quotas").get_paginator(
        "list_requested_service_quota_change_history_by_quota"
    )
    for page in pages.paginate(ServiceCode=_SERVICE, QuotaCode=code):
        yield from page["RequestedQuotas"]


def _send(code: str, instances: int, console: Console) -> dict[str, Any]:
    return console.send(
        "service-quotas",
        "RequestServiceQuotaIncrease",
        ServiceCode=_SERVICE,
        QuotaCode=code,
        DesiredValue=float(instances),
    )


def _rehearse(types: list[str], instances: int, console: Console) -> None:
    for kind in types:
        console.say(f"would ask Service Quotas in {console.region} for: {quota_name(kind)}")
    if instances:
        console.say("only AWS knows the quota's code; CODE stands for it here")
        _send("CODE", instances, console)


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "quota", __doc__ or "", example="python -m jumpstart.quota --region us-east-1 --request 1"
    )
    parser.add_argument(
        "--instance-type", metavar="TYPE", help="show only this type (all that the model supports)"
    )
    parser.add_argument(
        "--request",
        type=count,
        default=0,
        metavar="N",
        help="ask AWS for N instances of --instance-type (the one in easel.toml)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
