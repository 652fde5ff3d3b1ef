"""Pictures straight into S3, for those who have no use for base64 in an answer."""

import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


class S3Pictures:
    """Each JPEG under a name of its own below `uri`; nothing is ever overwritten."""

    def __init__(self, uri: str, client: "S3Client | None" = None) -> None:
        self._bucket, _, prefix = uri.removeprefix("s3://").partition("/")
        self._prefix = prefix and prefix.rstrip("/") + "/"
        if client is None:
            # A second of import for those who never use it would be too much.
            import boto3

            client = boto3.client("s3")
        self._client = client

    def put(self, jpeg: bytes) -> str:
        """Where it is then: s3://bucket/prefix/<32 letters>.jpg."""
        key = f"{self._prefix}{uuid.uuid4().hex}.jpg"
        self._client.put_object(
            Bucket=self._bucket, Key=key, Body=jpeg, ContentType="image/jpeg", IfNoneMatch="*"
        )
        return f"s3://{self._bucket}/{key}"
