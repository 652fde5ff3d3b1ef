"""Show the state, instances, cost and last errors of endpoints."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta

from botocore.exceptions import ClientError

from .command.console import Console, launch, make_parser
from .command.faults import Fault, code_of
from .endpoint import prices
from .endpoint.found import Description, find_config, find_endpoint, is_ours
from .endpoint.wanted import endpoint_name, log_group

_FAILURES_OF = timedelta(hours=24)
_FAILURES_SHOWN = 3
_LONGEST_LINE = 200


def main(argv: Sequence[str] | None = None) -> int:
    return launch(status, parser(), argv)


def status(arguments: argparse.Namespace, console: Console) -> None:
    """Describe the endpoints that were named, or all that these commands made.

    Raises:
        Fault, BotoCoreError, ClientError
    """
    if console.dry_run:
        what = ", ".join(arguments.names) or "endpoints with the tag easel"
        console.say(f"would ask SageMaker and CloudWatch in {console.region} about {what}")
        return
    names = arguments.names or list(_ours(console))
    if not names:
        console.say(f"these commands have made no endpoint in {console.region}")
    for name in names:
        endpoint = find_endpoint(name, console)
        if not endpoint:
            do = "python -m jumpstart.status lists the endpoints that these commands made"
            raise Fault(f"{console.region} has no endpoint {name}", do, code="no_endpoint")
        for line in describe(endpoint, console):
            console.say(line)


def _ours(console: Console) -> Iterator[str]:
    pages = console.client("sagemaker").get_paginator("list_endpoints").paginate()
    for page in pages:
        for endpoint in page["Endpoints"]:
            if is_ours(endpoint["EndpointArn"], console):
                yield endpoint["EndpointName"]


def describe(endpoint: Description, console: Console) -> Iterator[str]:
    name = endpoint["EndpointName"]
    config = find_config(endpoint["EndpointConfigName"], console) or {}
    is_async = "AsyncInferenceConfig" in config
    hours = (console.clock.now() - endpoint["CreationTime"]) / timedelta(hours=1)
    mode = "async" if is_async else "realtime"
    yield f"{name}: {endpoint['EndpointStatus']}, {mode}, since {_ago(hours)}"
    types = {
        variant["VariantName"]: variant.get("InstanceType", "")
        for variant in config.get("ProductionVariants", [])
    }
    for variant in endpoint.get("ProductionVariants", []):
        current = variant.get("CurrentInstanceCount", 0)
        desired = variant.get("DesiredInstanceCount", current)
        kind = types.get(variant["VariantName"]) or "unknown type"
        yield f"  {current} of {desired} instances, {kind}"
        if endpoint["EndpointStatus"] == "Failed":
            continue  # it never ran, so it cost nothing
        # How many ran in between is not known; an asynchronous endpoint sleeps most of the time.
        usual = max(current, desired, 1)
        at_most = "at most " if is_async else "about "
        cost = prices.so_far(kind, usual, hours)
        yield f"  cost so far: {at_most}{cost}; {prices.hourly(kind, usual)}"
    if reason := endpoint.get("FailureReason"):
        yield f"  failed: {reason}"
    yield from _failures(name, console)


def _failures(name: str, console: Console) -> Iterator[str]:
    """The last lines of its log that report an error."""
    since = console.clock.now() - _FAILURES_OF
    pages = console.client("logs").get_paginator("filter_log_events")
    try:
        lines = [
            event["message"].strip()
            for page in pages.paginate(
                logGroupName=log_group(name),
                startTime=int(since.timestamp() * 1000),
                filterPattern="ERROR",
                PaginationConfig={"MaxItems": 1000},
            )
            for event in page["events"]
        ]
    except ClientError as error:
        if code_of(error) != "ResourceNotFoundException":
            raise
        return  # no log group: it never started a container
    for line in lines[-_FAILURES_SHOWN:]:
        yield f"  its log: {line[:_LONGEST_LINE]}"


def _ago(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.0f} days"


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "status", __doc__ or "", example="python -m jumpstart.status --region us-east-1"
    )
    parser.add_argument(
        "names", nargs="*", type=endpoint_name, help="endpoints (all that carry the tag easel)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
