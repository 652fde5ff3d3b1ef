"""What the stacks keep when they are deleted: buckets, tables, a secret, a log and a key."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from botocore.exceptions import ClientError

from cdk.deployment import Deployment
from jumpstart.command.console import Console
from jumpstart.command.faults import code_of
from jumpstart.command.prices import usd
from jumpstart.endpoint.wanted import log_group

_GB = 1e9
_KINDS = {"s3": "bucket", "dynamodb": "table", "secretsmanager": "secret", "kms": "key"}
_TYPES = ["s3:bucket", "dynamodb:table", "secretsmanager:secret", "kms:key"]
GONE = {"404", "NoSuchBucket", "ResourceNotFoundException", "NotFoundException"}
# CloudFormation's own tag; it stays on what is kept.
_STACK = "aws:cloudformation:stack-name"


@dataclass(frozen=True, slots=True)
class Kept:
    kind: str  # bucket, table, secret, log group or key
    name: str  # for a secret, its ARN
    usd_a_month: float | None  # None: not known yet

    def __str__(self) -> str:
        cost = "not known yet" if self.usd_a_month is None else f"${self.usd_a_month:,.2f} a month"
        return f"{self.kind:<9}  {self.name}  ({cost})"


def find_kept(deployment: Deployment, console: Console) -> list[Kept]:
    """What this deployment has, or has left, that a deletion of its stacks keeps.

    Raises:
        BotoCoreError, ClientError
    """
    found = [_kept(arn, console) for arn in _arns(deployment, console)]
    name = log_group(deployment.endpoint_name)
    for group in console.client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]:
        if group["logGroupName"] == name and not deployment.existing_endpoint:
            stored_gb = group.get("storedBytes", 0) / _GB
            found.append(Kept("log group", name, stored_gb * usd("log-gb-month")))
    # The key last: what it encrypts is gone by then.
    return sorted((one for one in found if one), key=lambda one: one.kind == "key")


def _arns(deployment: Deployment, console: Console) -> Iterator[str]:
    stacks = [deployment.name, f"{deployment.name}Endpoint"]
    filters = [
        {"Key": "application", "Values": [deployment.name]},
        {"Key": _STACK, "Values": stacks},
    ]
    pages = console.client("resourcegroupstaggingapi").get_paginator("get_resources")
    for page in pages.paginate(TagFilters=filters, ResourceTypeFilters=_TYPES):
        yield from (one["ResourceARN"] for one in page["ResourceTagMappingList"])


def _kept(arn: str, console: Console) -> Kept | None:
    """The resource, or None if it was deleted: the tagging service remembers it for a while."""
    kind = _KINDS[arn.split(":")[2]]
    try:
        if kind == "bucket":
            name = arn.rpartition(":")[2]
            console.client("s3").head_bucket(Bucket=name)
            return Kept(kind, name, _bucket_usd(name, console))
        if kind == "table":
            name = arn.rpartition("/")[2]
            table = console.client("dynamodb").describe_table(TableName=name)["Table"]
            if table["TableStatus"] == "DELETING":
                return None
            # It can be wound back to any second of the last 35 days.
            a_gb = usd("dynamodb-gb-month") + usd("dynamodb-backup-gb-month")
            return Kept(kind, name, table.get("TableSizeBytes", 0) / _GB * a_gb)
        if kind == "key":
            return _key(arn, console)
        secret = console.client("secretsmanager").describe_secret(SecretId=arn)
    except ClientError as error:
        if code_of(error) in GONE:
            return None
        raise
    # The other secret, CloudFront's, goes with the stack; so does one that is being deleted.
    return None if "DeletedDate" in secret else Kept(kind, arn, usd("secret-month"))


def _key(arn: str, console: Console) -> Kept | None:
    """A key that waits for its deletion costs nothing. AWS changes its material once a year, and
    the first two changes add to its price."""
    found = console.client("kms").describe_key(KeyId=arn)["KeyMetadata"]
    if found["KeyState"] == "PendingDeletion":
        return None
    changes = (console.clock.now() - found["CreationDate"]).days // 365
    return Kept("key", arn, usd("key-month") * (1 + min(changes, 2)))


def _bucket_usd(name: str, console: Console) -> float | None:
    """S3 counts its bytes once a day, and says so to CloudWatch."""
    now = console.clock.now()
    dimensions = {"BucketName": name, "StorageType": "StandardStorage"}
    points: list[dict[str, Any]] = console.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/S3",
        MetricName="BucketSizeBytes",
        Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
        StartTime=now - timedelta(days=3),
        EndTime=now,
        Period=86400,
        Statistics=["Average"],
    )["Datapoints"]
    if not points:
        return None
    newest = max(points, key=lambda point: point["Timestamp"])
    return float(newest["Average"]) / _GB * usd("s3-gb-month")
