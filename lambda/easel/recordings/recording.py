"""A recording is a prompt that was spoken: its states, its ids, its claim on a picture."""

import base64
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..callers.caller import Caller
from ..callers.signature import Signer
from ..errors import AlreadyTerminal, Deleted
from ..pictures.job import Job, JobError, Status

# Where recordings lie in the audio bucket.
SENT = "recordings/"  # uploaded with a form of POST /v1/audio
DROPPED = "uploads/"  # put there by somebody who may write to the bucket
RECEIPT = ".easel.json"

# What callers read if the operator wants no recordings, or the region has no Amazon Transcribe.
NO_RECORDINGS = "this deployment takes no recordings; send the words as a prompt: POST /v1/images"

ID_PREFIX = "audio_"
# 128 bits in base32.
_ID = re.compile(rf"{ID_PREFIX}[a-z2-7]{{26}}")


class RecordingStatus(StrEnum):
    """awaiting_upload → transcribing → generating → succeeded | failed, and never back.

    Any of the first three can fail.
    """

    AWAITING_UPLOAD = "awaiting_upload"
    TRANSCRIBING = "transcribing"
    GENERATING = "generating"  # its picture has a job of its own; the job's status says more
    SUCCEEDED = "succeeded"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        return self in (RecordingStatus.SUCCEEDED, RecordingStatus.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One recording on its way to a picture.

    `key` and `etag` name the object in the audio bucket; `etag` is "" until it is uploaded. `due`
    is when the sweep has to look at the recording, or None if it need not. `wanted` is what the
    caller asked of the picture, as JSON. It holds the seed, so a recording that is transcribed
    twice still gives one picture.
    """

    id: str
    status: RecordingStatus
    key: str
    etag: str = ""
    caller: Caller
    wanted: str
    created_at: datetime
    due: datetime | None
    deadline: datetime
    language: str | None = None  # as the caller named it; later, as Transcribe heard it
    transcript: str | None = None
    note: str | None = None
    picture: str | None = None  # canonical JSON
    image_id: str | None = None
    asked: bool = False  # whether it asked for its picture; if not, the picture was there before
    error: JobError | None = None
    completed_at: datetime | None = None

    @property
    def dropped(self) -> bool:
        """Whether it was put into the bucket without the API. If so, a receipt beside it tells
        what became of it."""
        return self.key.startswith(DROPPED)

    def claim(self, signer: Signer) -> str:
        """The caller's claim on the picture. It is known earlier than the picture's id."""
        return self.caller.claim_on(self.id, signer)

    def has_asked(self, job: Job) -> bool:
        """Whether this recording asked for the picture of `job`. If not, the picture was there
        before."""
        return self.asked or job.recording == self.id

    def standing(self, job: Job | None) -> tuple[RecordingStatus, JobError | None]:
        """The status and the error to show. They also depend on `job`, the job of its picture.

        The job can have ended before the recording's own row says so.
        """
        if self.status is not RecordingStatus.GENERATING or job is None:
            return self.status, self.error
        if not self.has_asked(job) or not job.status.ended or job.was_refused:
            return self.status, None
        if job.status is Status.SUCCEEDED:
            return RecordingStatus.SUCCEEDED, None
        code = Deleted.code if job.status.gone else AlreadyTerminal.code
        error = job.error or JobError(code, f"the picture was {job.status.value}")
        return RecordingStatus.FAILED, error


def new_id() -> str:
    return _named(secrets.token_bytes(16))


def id_of(key: str, etag: str, written_at: datetime, signer: Signer) -> str:
    """The id of a dropped object. Another version of the object gets another id. Nobody can guess
    an id."""
    version = f"recording\0{key}\0{etag}\0{written_at.timestamp():.0f}"
    return _named(signer.digest(version.encode())[:16])


def is_recording_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def may_be_recording(key: str) -> bool:
    """Whether the object at `key` is meant as a recording.

    A receipt is not a recording. Neither is the empty object that stands for a folder in a console.
    """
    return key.startswith((SENT, DROPPED)) and not key.endswith((RECEIPT, "/"))


def _named(bits: bytes) -> str:
    return ID_PREFIX + base64.b32encode(bits).decode().rstrip("=").lower()
