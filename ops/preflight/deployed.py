"""What is deployed already, against what easel.toml asks for now."""

import json
from typing import Any

from botocore.exceptions import ClientError

from cdk.deployment import Mode
from jumpstart.endpoint.found import MOVING, Description, missing
from jumpstart.endpoint.wanted import scalable

from .account import Account
from .finding import Finding, ok, refusal, warning
from .model import makes_endpoint

_USE = "python -m jumpstart.use {name} writes what fits into easel.toml"
_LIST = "aws sagemaker list-endpoints --region {region} lists the endpoints"


def endpoint(account: Account) -> Finding:
    """Whether the endpoint that Easel made before can become the one that easel.toml asks for."""
    deployment, stack = account.deployment, account.endpoint_stack
    destroy = f"make destroy STACKS={stack}, then make deploy"
    if not makes_endpoint(deployment):
        return _unused(account)
    found = account.endpoint
    if not found:
        return ok(f"{deployment.endpoint_name} is new")
    if not account.is_deployed(stack):
        what = (
            f"there is an endpoint {deployment.endpoint_name} already, and {stack} did not make it"
        )
        return refusal(what, "set another name in easel.toml, or delete that endpoint")
    status = found["EndpointStatus"]
    if status in MOVING:
        what = f"{deployment.endpoint_name} is {status}: SageMaker accepts no change now"
        return refusal(what, "wait some minutes, then make deploy")
    if status == "Failed":
        why = found.get("FailureReason", "no reason given")
        return refusal(f"{deployment.endpoint_name} has failed: {why}", destroy)
    return _changed(account, destroy) or ok(f"{deployment.endpoint_name} is {status}")


def _unused(account: Account) -> Finding:
    stack = account.endpoint_stack
    if account.is_deployed(stack):
        what = f"{stack} is still deployed, and costs money, but easel.toml does not use it"
        return refusal(what, f"make destroy STACKS={stack}")
    return ok(f"{stack} is not deployed")


def _changed(account: Account, destroy: str) -> Finding | None:
    """A change that SageMaker does not make to an endpoint that exists."""
    deployment, name = account.deployment, account.deployment.endpoint_name
    is_async = "AsyncInferenceConfig" in account.endpoint_config
    if is_async != (deployment.mode is Mode.ASYNC):
        was = "async" if is_async else "realtime"
        what = (
            f'{name} was made with mode = "{was}": SageMaker neither adds nor removes the '
            "asynchronous configuration of an endpoint"
        )
        return refusal(what, destroy)
    types = {v.get("InstanceType") for v in account.endpoint_config.get("ProductionVariants", [])}
    if deployment.instance_type not in types and _scales(account):
        [was, *_] = sorted(str(kind) for kind in types)
        what = (
            f"{name} runs on {was} and scales by itself: SageMaker does not change its instances "
            f"to {deployment.instance_type}"
        )
        return refusal(what, destroy)
    return None


def _scales(account: Account) -> bool:
    target = scalable(account.deployment.endpoint_name)
    found = account.client("application-autoscaling").describe_scalable_targets(
        ServiceNamespace=target["ServiceNamespace"],
        ResourceIds=[target["ResourceId"]],
        ScalableDimension=target["ScalableDimension"],
    )
    return bool(found["ScalableTargets"])


def key(account: Account) -> Finding:
    """Whether what was encrypted with the deployment's own key can still be read."""
    deployment = account.deployment
    if deployment.own_key:
        return ok("a key of its own")
    if account.is_deployed(deployment.name) and _has_key(account):
        what = (
            f"{deployment.name} has a key of its own: without it, nothing could read what it "
            "encrypted"
        )
        return refusal(what, "set own_key = true in easel.toml")
    return ok("AWS's keys")


def _has_key(account: Account) -> bool:
    pages = account.client("cloudformation").get_paginator("list_stack_resources")
    return any(
        one["ResourceType"] == "AWS::KMS::Key"
        for page in pages.paginate(StackName=account.deployment.name)
        for one in page["StackResourceSummaries"]
    )


def existing(account: Account) -> Finding:
    """The endpoint that the operator named: SageMaker says whether it serves, and how."""
    deployment, name = account.deployment, account.deployment.existing_endpoint
    found = account.endpoint
    if not found:
        do = f"correct existing_endpoint in easel.toml; {_LIST.format(region=account.region)}"
        return refusal(f"{account.region} has no endpoint {name}", do)
    if found["EndpointStatus"] != "InService":
        what = f"{name} is {found['EndpointStatus']}, not InService"
        return refusal(what, f"aws sagemaker describe-endpoint --endpoint-name {name} says why")
    is_async = "AsyncInferenceConfig" in account.endpoint_config
    if is_async != (deployment.mode is Mode.ASYNC):
        kind = "async" if is_async else "realtime"
        what = f'{name} is {kind}, and easel.toml says mode = "{deployment.mode.value}"'
        use = _USE.format(name=name)
        return refusal(what, f"{use}; or name a realtime endpoint" if is_async else use)
    return _answers(account) if is_async else _component(account, found)


def _answers(account: Account) -> Finding:
    """Whether Easel hears of the answers of an asynchronous endpoint, at the places it looks at."""
    deployment, name = account.deployment, account.deployment.existing_endpoint
    output = account.endpoint_config["AsyncInferenceConfig"]["OutputConfig"]
    for setting, key in (
        ("existing_answers", "S3OutputPath"),
        ("existing_failures", "S3FailurePath"),
    ):
        written, said = output.get(key, ""), getattr(deployment, setting)
        if written.rstrip("/") != said.rstrip("/"):
            what = f"{name} has the {key} {written or 'nothing'}, and easel.toml says {said}"
            return refusal(what, _USE.format(name=name))
    bucket = deployment.answers_place.bucket
    now = account.client("s3").get_bucket_notification_configuration(Bucket=bucket)
    del now["ResponseMetadata"]
    if "EventBridgeConfiguration" not in now:
        # The call replaces what is there, so the command repeats it.
        wanted = json.dumps(now | {"EventBridgeConfiguration": {}})
        return refusal(
            f"{bucket} does not send its events to EventBridge, so Easel would not hear of answers",
            f"aws s3api put-bucket-notification-configuration --bucket {bucket} "
            f"--notification-configuration '{wanted}'",
        )
    return ok(f"{name} is InService, and {bucket} says what it writes")


def _component(account: Account, endpoint: Description) -> Finding:
    name, component = endpoint["EndpointName"], account.deployment.inference_component
    client = account.client("sagemaker")
    if not component:
        listed = client.list_inference_components(EndpointNameEquals=name)["InferenceComponents"]
        if listed:
            named = ", ".join(one["InferenceComponentName"] for one in listed)
            do = "set inference_component in easel.toml"
            return refusal(f"{name} needs the name of an inference component: {named}", do)
        return ok(f"{name} is InService")
    try:
        found: dict[str, Any] = client.describe_inference_component(
            InferenceComponentName=component
        )
    except ClientError as error:
        if not missing(error):
            raise
        return refusal(f"there is no inference component {component}", _components_of(name))
    if found["EndpointName"] != name:
        what = f"{component} is a component of {found['EndpointName']}, not of {name}"
        return refusal(what, _components_of(name))
    if found["InferenceComponentStatus"] != "InService":
        what = f"{component} is {found['InferenceComponentStatus']}, not InService"
        return warning(what, "wait until it is InService, then make deploy")
    return ok(f"{name} and {component} are InService")


def _components_of(name: str) -> str:
    listing = f"aws sagemaker list-inference-components --endpoint-name-equals {name}"
    return f"correct inference_component in easel.toml; {listing} lists them"
