"""Deletes what a deleted stack has kept. Each step may be repeated, and one that was done is ok."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from jumpstart.command.console import Console
from jumpstart.command.faults import Fault, code_of

from .kept import GONE, Kept

# AWS deletes no key at once. Until then it costs nothing, and its deletion can be taken back.
_KEY_WAITS_DAYS = 7
_LOOK_EVERY_S = 2
_LOOKS = 60
_SAY_EVERY = 10_000


def erase(kept: Kept, console: Console) -> None:
    """Delete the bucket with all versions of its objects, the table, secret, log group or key.

    Raises:
        BotoCoreError, ClientError
        Fault: a table does not let go of its protection.
    """
    try:
        _BY_KIND[kept.kind](kept.name, console)
    except ClientError as error:
        if code_of(error) not in GONE:
            raise
    when = f" (in {_KEY_WAITS_DAYS} days)" if kept.kind == "key" else ""
    console.say(f"  deleted    {kept.kind} {kept.name}{when}")


def _bucket(name: str, console: Console) -> None:
    s3 = console.client("s3")
    deleted = 0
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=name):
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        objects = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]
        if not objects:
            continue
        answer = s3.delete_objects(Bucket=name, Delete={"Objects": objects, "Quiet": True})
        if errors := answer.get("Errors"):
            what = f"{len(errors)} objects of {name} cannot be deleted: {errors[0]['Message']}"
            do = "ask an administrator to allow s3:DeleteObjectVersion, then run this again"
            raise Fault(what, do, code="not_deleted")
        before, deleted = deleted, deleted + len(objects)
        if before // _SAY_EVERY != deleted // _SAY_EVERY:
            console.say(f"  {deleted:,} objects of {name} are deleted …")
    for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=name):
        for upload in page.get("Uploads", []):
            s3.abort_multipart_upload(Bucket=name, Key=upload["Key"], UploadId=upload["UploadId"])
    s3.delete_bucket(Bucket=name)


def _table(name: str, console: Console) -> None:
    dynamodb = console.client("dynamodb")
    table = dynamodb.describe_table(TableName=name)["Table"]
    if table.get("DeletionProtectionEnabled"):
        dynamodb.update_table(TableName=name, DeletionProtectionEnabled=False)
    for _ in range(_LOOKS):
        table = dynamodb.describe_table(TableName=name)["Table"]
        if table["TableStatus"] == "ACTIVE" and not table.get("DeletionProtectionEnabled"):
            break
        console.clock.sleep(_LOOK_EVERY_S)
    else:
        raise Fault(f"{name} is still protected", "run this again in a minute", code="protected")
    dynamodb.delete_table(TableName=name)


def _secret(arn: str, console: Console) -> None:
    secrets: Any = console.client("secretsmanager")
    secrets.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)


def _log_group(name: str, console: Console) -> None:
    console.client("logs").delete_log_group(logGroupName=name)


def _key(arn: str, console: Console) -> None:
    kms = console.client("kms")
    kms.schedule_key_deletion(KeyId=arn.rpartition("/")[2], PendingWindowInDays=_KEY_WAITS_DAYS)


_BY_KIND: dict[str, Callable[[str, Console], None]] = {
    "bucket": _bucket, "table": _table, "secret": _secret, "log group": _log_group,
    "key": _key,
}  # fmt: skip
