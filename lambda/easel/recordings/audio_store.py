"""Recordings in S3: what was uploaded, the copy that is transcribed, the receipt beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from .media import check_size
from .recording import RECEIPT, SENT

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


# What S3 answers of an object encrypted with a key that is not ours, or archived.
_UNREADABLE = (400, 403)
_MOST_KEY_BYTES = 1024
# The checked copies that Amazon Transcribe reads.
HEARD = "heard/"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The present version of an object in the audio bucket."""

    etag: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Form:
    """A form that uploads one recording: POST to `url` with `fields`, and the file last."""

    url: str
    fields: dict[str, str]


class Replaced(Exception):
    """The object was overwritten or removed: what is there now has an event of its own."""


class Unreadable(Exception):
    """It is there, and not for us: encrypted with a key of the uploader's own, or archived."""


class AudioStore:
    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def form(self, recording_id: str, content_type: str, size: int, expires_s: int) -> Form:
        """What uploads the recording: of exactly this type and size, and nowhere else."""
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

    def find(self, key: str) -> Uploaded | None:
        """
        Raises:
            Unreadable
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
        """The object.

        Raises:
            Replaced: it is not the version `etag` any more.
            Unreadable
            PayloadTooLarge: nothing of it was read.
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
        """Where the copy of `data` lies that is transcribed, as an S3 URI. Transcribe is given
        this name and not the uploader's, which may hold anything; and the sound that was checked,
        whatever is uploaded over it meanwhile."""
        key = f"{HEARD}{recording_id}.{media_format}"
        self._client.put_object(Bucket=self._bucket, Key=key, Body=data)
        return f"s3://{self._bucket}/{key}"

    def put_receipt(self, key: str, body: str) -> None:
        """Say beside the recording at `key` what became of it, unless that name is full."""
        if len((key + RECEIPT).encode()) > _MOST_KEY_BYTES:
            return
        self._client.put_object(
            Bucket=self._bucket,
            Key=key + RECEIPT,
            Body=body.encode(),
            ContentType="application/json; charset=utf-8",
        )


class TranscriptStore:
    """What Amazon Transcribe writes: a transcript for each recording."""

    PREFIX = "transcripts/"

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self.bucket = bucket

    def key(self, recording_id: str) -> str:
        return f"{self.PREFIX}{recording_id}.json"

    def recording_id(self, key: str) -> str:
        """Whose transcript is at `key`; what is no recording's id, when it is nobody's: Transcribe
        tries out with a file of its own whether it may write."""
        return key.removeprefix(self.PREFIX).removesuffix(".json")

    def read(self, recording_id: str) -> bytes:
        key = self.key(recording_id)
        return self._client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
