"""Amazon Transcribe: a recording goes in, and its transcript appears in S3 some time later."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from ..aws_errors import is_closed
from ..errors import Capacity, Closed, EaselError, Internal, UnsupportedAudio

if TYPE_CHECKING:
    from types_boto3_transcribe import TranscribeServiceClient

# A message with one of these words is about a missing right or bucket, not about the recording.
_OUR_OWN_FAULT = re.compile(r"bucket|\buri\b|access|permission|role", re.IGNORECASE)
_BUSY = (
    "LimitExceededException",
    "ThrottlingException",
    "InternalFailureException",
    "ServiceUnavailableException",
)
# A reason that begins with this is about Transcribe itself. Any other is about the recording.
_ITS_OWN_FAULT = "internal"
_MOST_CHARACTERS = 300


class TranscriptionState(StrEnum):
    QUEUED = "QUEUED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Transcription:
    """A job of Amazon Transcribe. If it failed, `reason` says why."""

    state: TranscriptionState
    reason: str = ""

    @property
    def failure(self) -> EaselError:
        reason = self.reason[:_MOST_CHARACTERS] or "no reason given"
        if reason.lower().startswith(_ITS_OWN_FAULT):
            return Internal(f"Amazon Transcribe failed ({reason}); send the recording again")
        return UnsupportedAudio(f"Amazon Transcribe: {reason}")


class Transcriber:
    def __init__(
        self,
        client: "TranscribeServiceClient",
        transcripts_bucket: str,
        languages: tuple[str, ...],
        *,
        key_arn: str = "",
    ) -> None:
        self._client = client
        # Without a key in the request, Transcribe encrypts with S3's own, whatever the bucket says:
        # https://docs.aws.amazon.com/transcribe/latest/dg/data-encryption.html
        self._encryption = {"OutputEncryptionKMSKeyId": key_arn} if key_arn else {}
        self._bucket = transcripts_bucket
        self._languages = languages

    def start(
        self, name: str, media_uri: str, media_format: str, output_key: str, language: str | None
    ) -> None:
        """Start the transcription job `name`. A second call starts nothing.

        The transcript will lie at `output_key`. If `language` is None, the operator's language
        counts. If the operator allows several, Transcribe finds out which one is spoken.

        Raises:
            Closed: the operator has closed Transcribe; nothing was spent.
            Capacity: Transcribe is busy; nothing was spent.
            UnsupportedAudio: Transcribe will never accept this recording.
        """
        request: dict[str, Any] = {
            "TranscriptionJobName": name,
            "Media": {"MediaFileUri": media_uri},
            "MediaFormat": media_format,
            "OutputBucketName": self._bucket,
            "OutputKey": output_key,
            **self._encryption,
            **self._language(language),
        }
        try:
            self._client.start_transcription_job(**request)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "ConflictException":
                return  # started before
            if code == "BadRequestException" and not _OUR_OWN_FAULT.search(str(error)):
                detail = "Amazon Transcribe does not accept this recording, or not in this language"
                raise UnsupportedAudio(detail) from error
            if is_closed(error):
                raise Closed("the operator has closed the transcription for now") from error
            raise _busy(error) from error
        except BotoCoreError as error:
            raise Capacity("Amazon Transcribe does not answer") from error

    def find(self, name: str) -> Transcription | None:
        """The transcription job `name`, or None if there is no such job.

        Raises:
            Capacity: Transcribe is busy.
        """
        try:
            answer = self._client.get_transcription_job(TranscriptionJobName=name)
        except ClientError as error:
            # If AWS does not know the name, it can also answer BadRequestException.
            if error.response["Error"]["Code"] in ("NotFoundException", "BadRequestException"):
                return None
            raise _busy(error) from error
        except BotoCoreError as error:
            raise Capacity("Amazon Transcribe does not answer") from error
        job = answer["TranscriptionJob"]
        state = TranscriptionState(job["TranscriptionJobStatus"])
        return Transcription(state, job.get("FailureReason", ""))

    def _language(self, language: str | None) -> dict[str, Any]:
        if language or len(self._languages) == 1:
            return {"LanguageCode": language or self._languages[0]}
        return {"IdentifyLanguage": True, "LanguageOptions": list(self._languages)}


def _busy(error: ClientError) -> Exception:
    """Capacity if the failure will soon be over, or else `error` itself."""
    if error.response["Error"]["Code"] in _BUSY:
        return Capacity("Amazon Transcribe is busy")
    return error
