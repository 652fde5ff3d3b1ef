"""A prefix in an S3 bucket, and the objects and unfinished uploads below it."""

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..command.faults import Usage

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


def parse_s3(url: str) -> tuple[str, str]:
    """(bucket, prefix). The prefix is empty, or ends with a slash.

    Raises:
        Usage: `url` is not of the form s3://bucket/prefix/.
    """
    found = re.fullmatch(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/?(.*)", url)
    if not found or "//" in f"/{found[2]}":
        do = "give it in the form s3://bucket/prefix/"
        raise Usage(f"{url!r} is not a place in S3", do, code="bad_s3_url")
    prefix = found[2].rstrip("/")
    return found[1], f"{prefix}/" if prefix else ""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A multipart upload that was not completed. S3 charges for its parts until it is aborted."""

    name: str
    upload_id: str
    algorithm: str | None  # of the parts' checksums


class Prefix:
    """A prefix in a bucket. Names are relative to the prefix."""

    def __init__(self, s3: "S3Client", bucket: str, prefix: str) -> None:
        self.s3, self.bucket, self.prefix = s3, bucket, prefix

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"

    def sizes(self) -> dict[str, int]:
        """Name → bytes, of every object below the prefix."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self.prefix
        )
        return {
            item["Key"].removeprefix(self.prefix): item["Size"]
            for page in pages
            for item in page.get("Contents", [])
        }

    def tags(self) -> dict[str, str]:
        """Name → ETag, of every object below the prefix."""
        pages = self.s3.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=self.prefix
        )
        items = [item for page in pages for item in page.get("Contents", [])]
        return {item["Key"].removeprefix(self.prefix): item["ETag"] for item in items}

    def unfinished(self) -> list[Unfinished]:
        pages = self.s3.get_paginator("list_multipart_uploads").paginate(
            Bucket=self.bucket, Prefix=self.prefix
        )
        return [
            Unfinished(
                upload["Key"].removeprefix(self.prefix),
                upload["UploadId"],
                upload.get("ChecksumAlgorithm"),
            )
            for page in pages
            for upload in page.get("Uploads", [])
        ]

    def abort(self, upload: Unfinished) -> None:
        self.s3.abort_multipart_upload(
            Bucket=self.bucket, Key=self.prefix + upload.name, UploadId=upload.upload_id
        )

    def delete(self, name: str) -> None:
        self.s3.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def checksum(self, name: str) -> str | None:
        """The checksum that S3 computed on arrival; None if the object has none."""
        head = self.s3.head_object(
            Bucket=self.bucket, Key=self.prefix + name, ChecksumMode="ENABLED"
        )
        return head.get("ChecksumSHA256")

    def put_json(self, name: str, content: object) -> None:
        self.s3.put_object(
            Bucket=self.bucket,
            Key=self.prefix + name,
            Body=json.dumps(content, indent=2).encode() + b"\n",
            ContentType="application/json",
            ChecksumAlgorithm="SHA256",
        )
