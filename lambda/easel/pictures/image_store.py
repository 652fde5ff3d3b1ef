"""The pictures and their share pages in S3: stored once under a final name, never overwritten."""

from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from .job import Job, StoredImage
from .jpeg import Jpeg, read_jpeg

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from types_boto3_s3 import S3Client

# The name follows from the picture's parameters, so the bytes under that name never change.
CACHE_CONTROL = "public, max-age=31536000, immutable"
# A page never changes either, but it can be deleted. CloudFront is told so. Browsers cannot be
# told, so they ask again after five minutes.
PAGE_CACHE_CONTROL = "public, max-age=300, s-maxage=31536000"


class ImageStore:
    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, key: str, jpeg: Jpeg) -> StoredImage:
        """Store `jpeg` at `key`, and return what is stored there. If a JPEG is there already, it
        stays."""
        if not self._put(key, jpeg.data, "image/jpeg", CACHE_CONTROL):
            return self._stored(key)
        return StoredImage(key, jpeg.width, jpeg.height, len(jpeg.data))

    def put_rendition(self, key: str, data: bytes, content_type: str) -> int:
        """Store `data` at `key`, and return how many bytes are there. If a rendition is there
        already, it stays."""
        if self._put(key, data, content_type, CACHE_CONTROL):
            return len(data)
        return self._client.head_object(Bucket=self._bucket, Key=key)["ContentLength"]

    def put_page(self, key: str, page: str) -> None:
        """Store the HTML `page` at `key`, unless a page is there already."""
        try:
            self._put(key, page.encode(), "text/html; charset=utf-8", PAGE_CACHE_CONTROL)
        except ClientError as error:
            # 409: another process is writing the same page at this moment.
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 409:
                raise

    def find(self, job: Job) -> list[StoredImage] | None:
        """All pictures of `job`, or None if not all of them are stored."""
        try:
            return [self._stored(key) for key in job.image_keys()]
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise

    def read(self, key: str) -> bytes:
        """The bytes of the JPEG at `key`, which has to be stored."""
        return self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()

    def read_if_there(self, key: str) -> bytes | None:
        """The bytes of the JPEG at `key`, or None if it is not stored."""
        try:
            return self.read(key)
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                return None
            raise

    def remove_all(self, job: Job) -> None:
        """Remove the JPEGs of `job`, what was made from them, and their share page."""
        # The JPEGs first: a job is restored only if they are all there, and then so is the rest.
        files = sorted(self.sizes(job), key=lambda key: not key.endswith(".jpg"))
        self.remove([*files, job.page_key])

    def sizes(self, job: Job) -> dict[str, int]:
        """Key → bytes of each file that is stored for `job`, without its share page."""
        listed = self._client.list_objects_v2(Bucket=self._bucket, Prefix=job.files_prefix)
        return {found["Key"]: found["Size"] for found in listed.get("Contents", [])}

    def remove(self, keys: Iterable[str]) -> None:
        """Remove the objects at `keys`. A missing object is not an error."""
        for key in keys:
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def _put(self, key: str, body: bytes, content_type: str, cache_control: str) -> bool:
        """Whether `body` was stored at `key`. If an object is there already, that one stays."""
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=body,
                ContentType=content_type,
                CacheControl=cache_control,
                IfNoneMatch="*",
            )
        except ClientError as error:
            # 412: it exists. 409: another delivery is writing it now, and S3 asks to retry.
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 412:
                raise
            return False
        return True

    def _stored(self, key: str) -> StoredImage:
        body = self.read(key)
        # It was small enough before XMP and a signature came into it.
        jpeg = read_jpeg(body, max_bytes=len(body))
        return StoredImage(key, jpeg.width, jpeg.height, len(body))


class AnswerStore:
    """What a model said, in S3, for a day: the answers and failures that asynchronous inference
    writes, or the pictures of a job that Amazon Bedrock has drawn in part."""

    # Where SageMaker writes them. deliver tells the two apart by these prefixes.
    ANSWERS = "answers/"
    FAILURES = "failures/"

    def __init__(self, client: "S3Client", bucket: str, max_bytes: int) -> None:
        self._client = client
        self._bucket = bucket
        self._max_bytes = max_bytes

    def arrived(self, keys: Iterable[str]) -> str | None:
        """The first of `keys` at which there is an object, or None. No object is read."""
        for key in keys:
            listed = self._client.list_objects_v2(Bucket=self._bucket, Prefix=key, MaxKeys=1)
            if key in (found["Key"] for found in listed.get("Contents", [])):
                return key
        return None

    def keep(self, key: str, body: bytes) -> None:
        """Keep `body` at `key`, for a day."""
        self._client.put_object(Bucket=self._bucket, Key=key, Body=body)

    def read(self, key: str) -> bytes:
        """The content of the object. No more than `max_bytes` + 1 bytes are read into memory."""
        with closing(self.stream(key)) as body:
            return body.read(self._max_bytes + 1)

    def stream(self, key: str) -> "StreamingBody":
        """The content of the object, to be read in pieces and closed."""
        return self._client.get_object(Bucket=self._bucket, Key=key)["Body"]
