"""The IAM role of an endpoint, allowed what cdk/stacks/endpoint.py allows its own, and no more."""

import hashlib
import json
from typing import Any

import boto3
from botocore.exceptions import ClientError

from cdk.deployment import Mode

from ..command.console import Console
from ..command.faults import Fault, code_of
from .wanted import TAG, Wanted, log_group

_POLICY = "endpoint"
_LONGEST_NAME = 64  # IAM's
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "sagemaker.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


def role_name(endpoint: str, region: str) -> str:
    """A role is every region's; an endpoint of the same name in another has rights of its own."""
    name = f"{endpoint}-{region}-role"
    if len(name) <= _LONGEST_NAME:
        return name
    end = f"-{hashlib.sha256(endpoint.encode()).hexdigest()[:8]}-{region}-role"
    return endpoint[: _LONGEST_NAME - len(end)] + end


def make_role(wanted: Wanted, console: Console) -> str:
    """Its ARN; made unless it is there, its policy brought up to date.

    Raises:
        BotoCoreError, ClientError
        Fault: a role of that name is somebody else's.
    """
    name = role_name(wanted.name, console.region)
    role = find_role(name, console)
    if role and TAG not in role.get("Tags", []):
        do = "give one with --role, or another --name"
        raise Fault(f"role {name} is there, and not these commands'", do, code="not_ours")
    if not role:
        made = console.send(
            "iam",
            "CreateRole",
            RoleName=name,
            AssumeRolePolicyDocument=json.dumps(_TRUST),
            Description=f"Easel: what endpoint {wanted.name} may do",
            Tags=[TAG],
        )
        # A dry run has no account.
        role = made.get("Role", {"Arn": f"arn:aws:iam::ACCOUNT:role/{name}"})
    arn = str(role["Arn"])
    document = json.dumps(policy(wanted, console.region, account=arn.split(":")[4]))
    console.send("iam", "PutRolePolicy", RoleName=name, PolicyName=_POLICY, PolicyDocument=document)
    console.did(f"role {name}: may read the model and its image, and write logs")
    return arn


def find_role(name: str, console: Console) -> dict[str, Any] | None:
    """
    Raises:
        BotoCoreError, ClientError
    """
    if console.dry_run:
        return None
    try:
        role: dict[str, Any] = console.client("iam").get_role(RoleName=name)["Role"]
    except ClientError as error:
        if code_of(error) == "NoSuchEntity":
            return None
        raise
    return role


def is_our_role(name: str, console: Console) -> bool:
    """Whether there is one, of these commands' making.

    Raises:
        BotoCoreError, ClientError
    """
    role = find_role(name, console)
    return bool(role and TAG in role.get("Tags", []))


def delete_role(name: str, console: Console) -> None:
    """
    Raises:
        BotoCoreError, ClientError
    """
    try:
        console.send("iam", "DeleteRolePolicy", RoleName=name, PolicyName=_POLICY)
    except ClientError as error:
        if code_of(error) != "NoSuchEntity":  # a run that was stopped got no further
            raise
    console.send("iam", "DeleteRole", RoleName=name)


def policy(wanted: Wanted, region: str, account: str) -> dict[str, Any]:
    partition = boto3.Session().get_partition_for_region(region)
    artefacts, prefix = _place(wanted.model_data, partition)
    registry, _, image = wanted.image_uri.partition(".dkr.ecr.")
    repository = image.partition("/")[2].partition("@")[0].partition(":")[0]
    logs = f"arn:{partition}:logs:{region}:{account}:log-group:{log_group(wanted.name)}:*"
    statements = [
        _allow(["s3:GetObject"], f"{artefacts}/{prefix}*"),
        _allow(["s3:ListBucket"], artefacts, {"StringLike": {"s3:prefix": f"{prefix}*"}}),
        _allow(
            [
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer",
                "ecr:BatchCheckLayerAvailability",
            ],
            f"arn:{partition}:ecr:{region}:{registry}:repository/{repository}",
        ),
        # This action, and the next but one, know no resource.
        _allow(["ecr:GetAuthorizationToken"], "*"),
        _allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], logs),
        _allow(
            ["cloudwatch:PutMetricData"],
            "*",
            {"StringEquals": {"cloudwatch:namespace": "/aws/sagemaker/Endpoints"}},
        ),
    ]
    if wanted.mode is Mode.ASYNC:
        answers, prefix = _place(wanted.answers, partition)
        kept = [f"{answers}/{prefix}answers*", f"{answers}/{prefix}failures*"]
        listed = [f"{prefix}answers*", f"{prefix}failures*"]
        statements += [
            _allow(["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"], kept),
            _allow(["s3:ListBucket"], answers, {"StringLike": {"s3:prefix": listed}}),
        ]
    return {"Version": "2012-10-17", "Statement": statements}


def _place(s3_uri: str, partition: str) -> tuple[str, str]:
    """(ARN of the bucket, prefix)."""
    bucket, _, prefix = s3_uri.removeprefix("s3://").partition("/")
    return f"arn:{partition}:s3:::{bucket}", prefix


def _allow(
    actions: list[str], resource: str | list[str], condition: dict[str, Any] | None = None
) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return statement | ({"Condition": condition} if condition else {})
