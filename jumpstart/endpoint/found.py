"""What exists in SageMaker: an endpoint, its configuration, its model, by name."""

from collections import Counter
from typing import Any

from botocore.exceptions import ClientError

from ..command.console import Console
from ..command.faults import code_of, message_of
from .wanted import TAG

Description = dict[str, Any]

# While an endpoint starts or is deleted.
LOOK_EVERY_S = 20
# States that end by themselves. Until then SageMaker accepts no change.
MOVING = {"Creating", "Updating", "SystemUpdating", "RollingBack", "Deleting"}


def find_model(name: str, console: Console) -> Description | None:
    return _find("describe_model", {"ModelName": name}, console)


def find_config(name: str, console: Console) -> Description | None:
    return _find("describe_endpoint_config", {"EndpointConfigName": name}, console)


def find_endpoint(name: str, console: Console) -> Description | None:
    return _find("describe_endpoint", {"EndpointName": name}, console)


def _find(method: str, named: dict[str, str], console: Console) -> Description | None:
    """SageMaker's description, or None if there is no such thing.

    Raises:
        BotoCoreError, ClientError: for any other reason.
    """
    if console.dry_run:
        return None
    try:
        found: Description = getattr(console.client("sagemaker"), method)(**named)
    except ClientError as error:
        if missing(error):
            return None
        raise
    return found


def missing(error: ClientError) -> bool:
    """True if SageMaker says that the thing does not exist. It has no error code for that."""
    unknown = code_of(error) in {"ValidationException", "ResourceNotFound"}
    return unknown and "could not find" in message_of(error).lower()


def is_ours(arn: str, console: Console) -> bool:
    pages = console.client("sagemaker").get_paginator("list_tags").paginate(ResourceArn=arn)
    return any(TAG in page["Tags"] for page in pages)


def model_of(config: Description | None) -> str | None:
    """The name of the model that runs, or None: an endpoint of inference components has none."""
    variants = config["ProductionVariants"] if config else []
    return next((one["ModelName"] for one in variants if "ModelName" in one), None)


def instances(endpoint: Description, config: Description) -> Counter[str]:
    """Instance type → how many run now."""
    variants = config["ProductionVariants"]
    types = {one["VariantName"]: one.get("InstanceType", "") for one in variants}
    running: Counter[str] = Counter()
    for one in endpoint.get("ProductionVariants", []):
        running[types.get(one["VariantName"], "")] += one.get("CurrentInstanceCount", 0)
    return running


def settled(name: str, console: Console) -> Description | None:
    """The endpoint once its state no longer changes; None if it is gone. Prints each change.

    Raises:
        BotoCoreError, ClientError
    """
    since = console.clock.now()
    said = ""
    while True:
        endpoint = find_endpoint(name, console)
        minutes = (console.clock.now() - since).total_seconds() / 60
        state = _state(endpoint)
        if state != said:
            console.did(f"{minutes:4.1f} min  {name} is {state}")
            said = state
        if not endpoint or endpoint["EndpointStatus"] not in MOVING:
            return endpoint
        console.clock.sleep(LOOK_EVERY_S)


def _state(endpoint: Description | None) -> str:
    if not endpoint:
        return "gone"
    steps = [
        step["StatusMessage"]
        for variant in endpoint.get("ProductionVariants", [])
        for step in variant.get("VariantStatus", [])
        if step.get("StatusMessage")
    ]
    return ": ".join([endpoint["EndpointStatus"], *steps[:1]])
