"""Recordings in S3: the upload, the copy that is transcribed, the receipt, the transcript."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from .media import check_size
from .recording import RECEIPT, SENT

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


# S3's answers for an object that is archived, or encrypted with a key that Easel may not use.
_UNREADABLE = (400, 403)
_MOST_KEY_BYTES = 1024
# The checked copies that Amazon Transcribe reads.
HEARD = "heard/"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The current version of an object in the audio bucket."""

    etag: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Form:
    """A form that uploads one recording: POST to `url` with `fields`, and the file last."""

    url: str
    fields: dict[str, str]


class Replaced(Exception):
    """The object was overwritten or removed. S3 sends a new event for a new version."""


class Unreadable(Exception):
    """The object exists, but Easel cannot read it: it is archived, or encrypted with a key of the
    uploader's own."""


class AudioStore:
    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def form(self, recording_id: str, content_type: str, size: int, expires_s: int) -> Form:
        """A form that uploads the recording. It accepts exactly this type and size, and no other
        key."""
        fields = {"Content-Type": content_type}
        # https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
        made = self._client.generate_presigned_post(
            self._bucket,
            SENT + recording_id,
            Fields=dict(fields),
            Conditions=[fields, ["content-length-range", size, size]],
            ExpiresIn=expires_s,
        )
        return Form(made["url"], made["fields"])

    def upload_origin(self) -> str:
        """The origin to which a form uploads, such as https://bucket.s3.eu-west-1.amazonaws.com."""
        address = urlsplit(self._client.generate_presigned_post(self._bucket, SENT)["url"])
        return f"{address.scheme}://{address.netloc}"

    def find(self, key: str) -> Uploaded | None:
        """The current version of the object, or None if there is no object.

        Raises:
            Unreadable: it is archived, or encrypted with a key of the uploader's own.
        """
        try:
            head = self._client.head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status == 404:
                return None
            if status in _UNREADABLE:
                raise Unreadable from error
            raise
        return Uploaded(head["ETag"].strip('"'), head["LastModified"])

    def read(self, key: str, etag: str) -> bytes:
        """The content of the object at `key`.

        Raises:
            Replaced: the object is no longer the version `etag`.
            Unreadable: it is archived, or encrypted with a key of the uploader's own.
            PayloadTooLarge: it is too large; nothing of it was read.
        """
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=key, IfMatch=etag)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            if status in (404, 412):
                raise Replaced from error
            if status in _UNREADABLE:
                raise Unreadable from error
            raise
        check_size(answer["ContentLength"])
        return answer["Body"].read()

    def keep(self, recording_id: str, media_format: str, data: bytes) -> str:
        """Store the checked copy that is transcribed, and return its S3 URI.

        Transcribe gets this name, since the uploader's key may hold any characters. It also gets
        the very sound that was checked, even if the upload is overwritten meanwhile.
        """
        key = _copy(recording_id, media_format)
        self._client.put_object(Bucket=self._bucket, Key=key, Body=data)
        return f"s3://{self._bucket}/{key}"

    def kept(self, recording_id: str, media_format: str) -> str | None:
        """The S3 URI of the checked copy, or None if there is none yet."""
        key = _copy(recording_id, media_format)
        return f"s3://{self._bucket}/{key}" if self.find(key) else None

    def put_receipt(self, key: str, body: str) -> None:
        """Write the receipt beside the recording at `key`, unless S3 forbids so long a name."""
        if len((key + RECEIPT).encode()) > _MOST_KEY_BYTES:
            return
        self._client.put_object(
            Bucket=self._bucket,
            Key=key + RECEIPT,
            Body=body.encode(),
            ContentType="application/json; charset=utf-8",
        )


def _copy(recording_id: str, media_format: str) -> str:
    return f"{HEARD}{recording_id}.{media_format}"


class TranscriptStore:
    """The transcripts that Amazon Transcribe writes, one for each recording."""

    PREFIX = "transcripts/"

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self.bucket = bucket

    def key(self, recording_id: str) -> str:
        return f"{self.PREFIX}{recording_id}.json"

    def recording_id(self, key: str) -> str:
        """The id of the recording whose transcript is at `key`.

        Check it with `is_recording_id`: Transcribe also writes a file of its own, to test its
        rights.
        """
        return key.removeprefix(self.PREFIX).removesuffix(".json")

    def read(self, recording_id: str) -> bytes:
        key = self.key(recording_id)
        return self._client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
