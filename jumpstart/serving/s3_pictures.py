"""Put pictures into S3, for callers who want no base64 in the answer."""

import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


# An empty object that shows at the start whether pictures can be put there.
PROBE = ".easel-may-write"


class NoPlace(Exception):
    """Pictures cannot be put into S3. The text is for the operator."""

    code = "no_place"


class S3Pictures:
    """A place for JPEGs below `uri`. Each gets a new name, so nothing is overwritten."""

    def __init__(self, uri: str, client: "S3Client | None" = None) -> None:
        self._bucket, _, prefix = uri.removeprefix("s3://").partition("/")
        self._prefix = prefix and prefix.rstrip("/") + "/"
        if client is None:
            # Imported here, because it takes a second, and most servers do not need it.
            import boto3

            client = boto3.client("s3")
        self._client = client

    def check(self) -> None:
        """Return if pictures can be put there. Ask before the first one is drawn and paid for.

        Raises:
            NoPlace: they cannot.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._client.put_object(Bucket=self._bucket, Key=f"{self._prefix}{PROBE}", Body=b"")
        except (BotoCoreError, ClientError) as error:
            place = f"s3://{self._bucket}/{self._prefix}"
            raise NoPlace(
                f"cannot put pictures into {place} (EASEL_OUTPUT_S3_URI): {error}; allow the "
                "endpoint's role s3:PutObject there"
            ) from error

    def put(self, jpeg: bytes) -> str:
        """Store the JPEG. Returns its place: s3://bucket/prefix/<32 letters>.jpg."""
        key = f"{self._prefix}{uuid.uuid4().hex}.jpg"
        self._client.put_object(
            Bucket=self._bucket, Key=key, Body=jpeg, ContentType="image/jpeg", IfNoneMatch="*"
        )
        return f"s3://{self._bucket}/{key}"
