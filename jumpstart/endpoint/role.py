"""The IAM role of an endpoint. It has the same rights as that of cdk/stacks/endpoint.py."""

import hashlib
import json
from typing import Any

import boto3
from botocore.exceptions import ClientError

from cdk.deployment import Mode

from ..command.console import Console
from ..command.faults import Fault, code_of
from .wanted import TAG, Wanted, log_group

# The serving container puts its pictures there: docs/serving.md.
OUTPUT = "EASEL_OUTPUT_S3_URI"
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
    """The role's name. It holds the region, because roles are the same in all regions."""
    name = f"{endpoint}-{region}-role"
    if len(name) <= _LONGEST_NAME:
        return name
    end = f"-{hashlib.sha256(endpoint.encode()).hexdigest()[:8]}-{region}-role"
    return endpoint[: _LONGEST_NAME - len(end)] + end


def make_role(wanted: Wanted, console: Console) -> str:
    """The role's ARN. The role is made if it is missing; its policy is brought up to date.

    Raises:
        BotoCoreError, ClientError
        Fault: a role of that name exists, and these commands did not make it.
    """
    name = role_name(wanted.name, console.region)
    role = find_role(name, console)
    if role and TAG not in role.get("Tags", []):
        do = "give a role with --role, or another --name"
        raise Fault(f"role {name} exists, and these commands did not make it", do, code="not_ours")
    if not role:
        made = console.send(
            "iam",
            "CreateRole",
            RoleName=name,
            AssumeRolePolicyDocument=json.dumps(_TRUST),
            Description=f"Easel: what endpoint {wanted.name} may do",
            Tags=[TAG],
        )
        # In a dry run there is no account.
        role = made.get("Role", {"Arn": f"arn:aws:iam::ACCOUNT:role/{name}"})
    arn = str(role["Arn"])
    document = json.dumps(policy(wanted, console.region, account=arn.split(":")[4]))
    console.send("iam", "PutRolePolicy", RoleName=name, PolicyName=_POLICY, PolicyDocument=document)
    console.did(f"role {name}: may read the model and its image, and write logs")
    return arn


def find_role(name: str, console: Console) -> dict[str, Any] | None:
    """IAM's description of the role, or None if it does not exist.

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
    """True if the role exists and these commands made it.

    Raises:
        BotoCoreError, ClientError
    """
    role = find_role(name, console)
    return bool(role and TAG in role.get("Tags", []))


def delete_role(name: str, console: Console) -> None:
    """Delete the role and its policy.

    Raises:
        BotoCoreError, ClientError
    """
    try:
        console.send("iam", "DeleteRolePolicy", RoleName=name, PolicyName=_POLICY)
    except ClientError as error:
        if code_of(error) != "NoSuchEntity":  # an earlier run was stopped here
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
        # This action and PutMetricData below cannot be limited to a resource.
        _allow(["ecr:GetAuthorizationToken"], "*"),
        _allow(
            [
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:DescribeLogStreams",
                "logs:PutLogEvents",
            ],
            logs,
        ),
        _allow(
            ["cloudwatch:PutMetricData"],
            "*",
            {"StringEquals": {"cloudwatch:namespace": "/aws/sagemaker/Endpoints"}},
        ),
    ]
    if pictures := wanted.environment.get(OUTPUT):
        bucket, prefix = _place(f"{pictures.rstrip('/')}/", partition)
        statements.append(_allow(["s3:PutObject"], f"{bucket}/{prefix}*"))
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
