"""Deploys the synthesized service stack to ministack: creates it the first time, then updates."""

import json
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from cdk.deployment import Deployment

from .aws.unpacked import archive_for, place
from .ministack import ACCOUNT, REGION, Ministack
from .synthesis import SynthesisFailed, synthesized
from .template import (
    FAILOVER,
    Failover,
    Template,
    failover,
    guardrail_in,
    localize,
    ttl_attributes,
)

# ministack deploys in under a second. The rest is for a busy machine.
_DEPLOYED_WITHIN_S = 120
# The template lies in S3: CloudFormation takes at most 51,200 bytes in the request itself.
_TEMPLATE_KEY = "easel.template.json"


class DeployFailed(Exception):
    """The stack could not be deployed; the text holds CloudFormation's reasons."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """Where the parts of the deployed stack are."""

    distribution_domain: str
    # The address of the distribution's second origin, and which requests go there.
    failover_domain: str
    failover: Failover
    resources: dict[str, tuple[str, str]]  # logical id → (type, physical name)
    # The template's properties of it; {} if it has none.
    guardrail: dict[str, Any] = field(default_factory=dict)

    def named(self, kind: str, part: str) -> str:
        """The physical name of the only resource of type `kind` whose logical id starts with
        `part`."""
        (found,) = [
            name
            for logical, (found_kind, name) in self.resources.items()
            if found_kind == kind and logical.startswith(part)
        ]
        return found


def deploy(deployment: Deployment, stack: Ministack, environment: dict[str, str]) -> Deployed:
    """Synthesize the template, fit it to this machine, deploy it.

    Raises:
        DeployFailed, NotForLocal
    """
    try:
        assembly = synthesized(deployment)
    except SynthesisFailed as error:
        raise DeployFailed(str(error)) from error
    template = json.loads((assembly / f"{deployment.name}.template.json").read_text())
    bucket = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"  # the CDK's own name for it
    assets = _upload_assets(assembly, deployment.name, bucket, stack)
    local = localize(template, gateway_port=stack.port, environment=environment)
    _apply(deployment.name, local, bucket, stack)
    _forget_all_but(assets, stack)
    deployed = _describe(deployment.name, template, stack)
    _replay_ttl(template, deployed, stack)
    return deployed


def _upload_assets(assembly: Path, name: str, bucket: str, stack: Ministack) -> set[str]:
    """Put the assets where ministack finds them, and upload an archive that names the asset for
    each that `bucket` lacks. Delete the other archives. A key follows from the content: the CDK
    makes it of the asset's hash. The names of the assets."""
    s3 = stack.client("s3")
    s3.create_bucket(Bucket=bucket)
    manifest = json.loads((assembly / f"{name}.assets.json").read_text())
    wanted = {
        destination["objectKey"]: assembly / asset["source"]["path"]
        for asset in manifest["files"].values()
        if asset["source"]["packaging"] == "zip"
        for destination in asset["destinations"].values()
    }
    stack.assets.mkdir(exist_ok=True)
    for asset in wanted.values():
        if not (stack.assets / asset.name).is_dir():
            place(asset, stack.assets / asset.name)
    present = {found["Key"] for found in s3.list_objects_v2(Bucket=bucket).get("Contents", [])}
    for key in present - wanted.keys():
        s3.delete_object(Bucket=bucket, Key=key)
    for key in wanted.keys() - present:
        s3.put_object(Bucket=bucket, Key=key, Body=archive_for(wanted[key].name))
    return {asset.name for asset in wanted.values()}


def _forget_all_but(assets: set[str], stack: Ministack) -> None:
    for folder in stack.assets.iterdir():
        if folder.name not in assets:
            shutil.rmtree(folder, ignore_errors=True)


def _apply(name: str, template: Template, bucket: str, stack: Ministack) -> None:
    stack.client("s3").put_object(Bucket=bucket, Key=_TEMPLATE_KEY, Body=json.dumps(template))
    cloudformation = stack.client("cloudformation")
    request = {
        "StackName": name,
        "TemplateURL": f"https://s3.{REGION}.amazonaws.com/{bucket}/{_TEMPLATE_KEY}",
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
    }
    try:
        cloudformation.create_stack(**request)
    except cloudformation.exceptions.AlreadyExistsException:
        try:
            cloudformation.update_stack(**request)
        except ClientError as error:
            if "No updates" not in error.response["Error"]["Message"]:
                raise DeployFailed(error.response["Error"]["Message"]) from error
            return
    except ClientError as error:
        raise DeployFailed(error.response["Error"]["Message"]) from error
    until = time.monotonic() + _DEPLOYED_WITHIN_S
    while True:
        status = cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
        if status in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
            return
        if status.endswith(("FAILED", "ROLLBACK_COMPLETE")) or time.monotonic() > until:
            raise DeployFailed(f"{status}: {_reasons(name, cloudformation)}")
        time.sleep(0.05)


def _reasons(name: str, cloudformation: Any) -> str:
    events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
    return "; ".join(
        f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}"
        for event in events
        if event["ResourceStatus"].endswith("FAILED") and event.get("ResourceStatusReason")
    )


def _describe(name: str, template: Template, stack: Ministack) -> Deployed:
    cloudformation = stack.client("cloudformation")
    (described,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    resources = {
        resource["LogicalResourceId"]: (resource["ResourceType"], resource["PhysicalResourceId"])
        for page in pages
        for resource in page["StackResourceSummaries"]
    }
    domain = outputs["Url"].removeprefix("https://")
    return Deployed(
        domain, outputs[FAILOVER], failover(template), resources, guardrail_in(template)
    )


def _replay_ttl(template: Template, deployed: Deployed, stack: Ministack) -> None:
    """Switch on the expiry of items: ministack can do it, but its CloudFormation does not."""
    dynamodb = stack.client("dynamodb")
    for logical_id, attribute in ttl_attributes(template).items():
        dynamodb.update_time_to_live(
            TableName=deployed.resources[logical_id][1],
            TimeToLiveSpecification={"Enabled": True, "AttributeName": attribute},
        )
