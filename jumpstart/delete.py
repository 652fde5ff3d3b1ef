"""Delete an endpoint with all that belongs to it: scaling, configuration, log, role and model."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from .command.console import Console, launch, make_parser
from .command.faults import Fault, code_of
from .endpoint.found import (
    MOVING,
    Description,
    find_config,
    find_endpoint,
    find_model,
    is_ours,
    missing,
    model_of,
    settled,
)
from .endpoint.role import delete_role, is_our_role, role_name
from .endpoint.wanted import DEFAULT_NAME, alarm_names, endpoint_name, log_group, scalable


def main(argv: Sequence[str] | None = None) -> int:
    return launch(delete, parser(), argv)


@dataclass(frozen=True, slots=True)
class There:
    """The parts of an endpoint that SageMaker still has."""

    endpoint: Description | None
    config: Description | None
    model: Description | None
    config_name: str
    model_name: str

    @property
    def arns(self) -> list[str]:
        parts = (
            (self.endpoint, "Endpoint"),
            (self.config, "EndpointConfig"),
            (self.model, "Model"),
        )
        return [part[f"{kind}Arn"] for part, kind in parts if part]


def delete(arguments: argparse.Namespace, console: Console) -> None:
    """Delete the endpoint and its parts, and wait until they are gone.

    Raises:
        Fault, BotoCoreError, ClientError
    """
    name = arguments.name
    there = look(name, console)
    for arn in [] if arguments.force else there.arns:
        if not is_ours(arn, console):
            do = (
                "if the CDK made it: make destroy STACKS=EaselEndpoint; "
                "if you are sure: the same command with --force"
            )
            raise Fault(f"{arn} was not made by these commands", do, code="not_ours")
    console.costs("nothing; after this, what is deleted no longer costs anything")
    role = role_name(name, console.region)
    has_role = console.dry_run or is_our_role(role, console)
    if found := [*there.arns, *([f"role {role}"] if has_role else ())]:
        console.confirm(f"Delete {name} in {console.region}: {', '.join(found)}?")
    everything = bool(there.arns) or arguments.force or console.dry_run
    deleted = [
        *_scaling(name, console),
        *_endpoint(name, there, console),
        *_config(there, console),
        *(_log(name, console) if everything else ()),
        *(_role(role, console) if has_role else ()),
        # Deleted last: as long as it exists, a run that was stopped can be continued.
        *_model(there, console),
    ]
    if not deleted:
        console.say(f"{name} has no parts left: nothing to delete")
    for what in deleted:
        console.did(f"deleted {what}")


def look(name: str, console: Console) -> There:
    endpoint = find_endpoint(name, console)
    config_name = endpoint["EndpointConfigName"] if endpoint else name
    config = find_config(config_name, console)
    model_name = model_of(config) or name
    return There(endpoint, config, find_model(model_name, console), config_name, model_name)


def _scaling(name: str, console: Console) -> list[str]:
    """Delete the scaling. Its policies go with the target."""
    deleted = []
    target = scalable(name)
    if console.dry_run or _scales(target, console):
        console.send("application-autoscaling", "DeregisterScalableTarget", **target)
        deleted.append("its scaling")
    if alarms := alarm_names(name) if console.dry_run else _alarms(name, console):
        console.send("cloudwatch", "DeleteAlarms", AlarmNames=alarms)
        deleted += [f"alarm {alarm}" for alarm in alarms]
    return deleted


def _scales(target: dict[str, Any], console: Console) -> bool:
    found = console.client("application-autoscaling").describe_scalable_targets(
        ServiceNamespace=target["ServiceNamespace"],
        ScalableDimension=target["ScalableDimension"],
        ResourceIds=[target["ResourceId"]],
    )
    return bool(found["ScalableTargets"])


def _alarms(name: str, console: Console) -> list[str]:
    """The alarms of endpoint `name` that exist."""
    found = console.client("cloudwatch").describe_alarms(AlarmNames=alarm_names(name))
    return [alarm["AlarmName"] for alarm in found["MetricAlarms"]]


def _endpoint(name: str, there: There, console: Console) -> list[str]:
    """Delete the endpoint, and wait until it is gone.

    Raises:
        ClientError
    """
    if not there.endpoint and not console.dry_run:
        return []
    state = there.endpoint["EndpointStatus"] if there.endpoint else ""
    if state != "Deleting":
        try:
            console.send("sagemaker", "DeleteEndpoint", EndpointName=name)
        except ClientError as error:
            if missing(error):
                return []
            if state not in MOVING:
                raise
            console.say(f"SageMaker cannot delete an endpoint that is {state}; waiting")
            settled(name, console)
            console.send("sagemaker", "DeleteEndpoint", EndpointName=name)
    settled(name, console)
    return [f"endpoint {name}"]


def _config(there: There, console: Console) -> list[str]:
    if not there.config and not console.dry_run:
        return []
    console.send("sagemaker", "DeleteEndpointConfig", EndpointConfigName=there.config_name)
    return [f"endpoint configuration {there.config_name}"]


def _model(there: There, console: Console) -> list[str]:
    if not there.model and not console.dry_run:
        return []
    console.send("sagemaker", "DeleteModel", ModelName=there.model_name)
    return [f"model {there.model_name}"]


def _role(name: str, console: Console) -> list[str]:
    delete_role(name, console)
    return [f"role {name}"]


def _log(name: str, console: Console) -> list[str]:
    try:
        console.send("logs", "DeleteLogGroup", logGroupName=log_group(name))
    except ClientError as error:
        if code_of(error) == "ResourceNotFoundException":
            return []
        raise
    return [f"log group {log_group(name)}"]


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "delete",
        __doc__ or "",
        example=f"python -m jumpstart.delete {DEFAULT_NAME} --region us-east-1",
    )
    parser.add_argument(
        "name",
        nargs="?",
        type=endpoint_name,
        default=DEFAULT_NAME,
        help=f"the endpoint's name ({DEFAULT_NAME})",
    )
    parser.add_argument(
        "--force", action="store_true", help="delete it even if these commands did not make it"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
