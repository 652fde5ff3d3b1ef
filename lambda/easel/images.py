"""The pictures in S3: stored once under their final names, never overwritten."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from .answer import Jpeg, read_jpeg
from .job import Job, StoredImage

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

# The name follows from the content's parameters, so the bytes behind it never change.
CACHE_CONTROL = "public, max-age=31536000, immutable"


class ImageStore:
    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, jpeg: Jpeg) -> StoredImage:
        """Store `jpeg` at `key`, or find what already stands there: the first one stays."""
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=jpeg.data,
                ContentType="image/jpeg",
                CacheControl=CACHE_CONTROL,
                IfNoneMatch="*",
            )
        except ClientError as error:
            # 412: it exists. 409: another delivery is writing it this moment; S3 asks to retry.
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 412:
                raise
            return self._stored(key)
        return StoredImage(key, jpeg.width, jpeg.height, len(jpeg.data))

    def find(self, job: Job) -> list[StoredImage] | None:
        """All pictures of `job`, when every one of them is stored; None otherwise."""
        try:
            return [self._stored(key) for key in job.image_keys()]
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise

    def read(self, key: str) -> bytes:
        """The JPEG at `key`, which is stored."""
        return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def remove(self, keys: Iterable[str]) -> None:
        """Of one that is not there, nothing remains to be removed."""
        for key in keys:
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def _stored(self, key: str) -> StoredImage:
        body = self.read(key)
        jpeg = read_jpeg(body)
        return StoredImage(key, jpeg.width, jpeg.height, len(body))


class AnswerStore:
    """What asynchronous inference leaves in S3: the container's answers, and its failures."""

    FAILURES = "failures/"

    def __init__(self, client: "S3Client", bucket: str, max_bytes: int) -> None:
        self._client = client
        self._bucket = bucket
        self._max_bytes = max_bytes

    def read(self, key: str) -> bytes:
        """The object, of which no more than `max_bytes` + 1 are read into memory."""
        body = self._client.get_object(Bucket=self._bucket, Key=key)["Body"]
        return body.read(self._max_bytes + 1)
