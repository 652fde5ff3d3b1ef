"""A recording is a prompt that was spoken: its states, and what of it the picture needs."""

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

# Where recordings lie in the audio bucket, and by whom they were put there.
SENT = "recordings/"  # whoever asked POST /v1/audio for a form
DROPPED = "uploads/"  # whoever may write to the bucket
RECEIPT = ".easel.json"

# 128 bits in base32.
_ID = re.compile(r"audio_[a-z2-7]{26}")


class RecordingStatus(StrEnum):
    """awaiting_upload → transcribing → generating → succeeded | failed, and never back.

    Any of the first three can fail.
    """

    AWAITING_UPLOAD = "awaiting_upload"
    TRANSCRIBING = "transcribing"
    GENERATING = "generating"  # its picture has a job of its own, which says more
    SUCCEEDED = "succeeded"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        return self in (RecordingStatus.SUCCEEDED, RecordingStatus.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """`key` and `etag` name the object in the audio bucket, `etag` once there is one.

    `due` is when somebody has to look after it, None once nobody need. `wanted` is what
    its asker said of the picture, as JSON, its seed included: transcribed twice it is one picture.
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
    language: str | None = None  # the one its asker named; once transcribed, the one that was heard
    transcript: str | None = None
    note: str | None = None
    picture: str | None = None  # canonical JSON
    image_id: str | None = None
    asked: bool = False  # whether its picture was asked for, and so is its own
    error: JobError | None = None
    completed_at: datetime | None = None

    @property
    def dropped(self) -> bool:
        """Whether it came past the API: then a receipt beside it says what became of it."""
        return self.key.startswith(DROPPED)

    def claim(self, signer: Signer) -> str:
        """What its asker's hold on the picture follows from, known before the picture is."""
        return self.caller.claim_on(self.id, signer)

    def has_asked(self, job: Job) -> bool:
        """Whether `job` is that of a picture it asked for, and none that was there before."""
        return self.asked or job.recording == self.id

    def standing(self, job: Job | None) -> tuple[RecordingStatus, JobError | None]:
        """Where it is, seen from its picture's `job`, which may have ended before anyone told."""
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
    """The id of a dropped object: of this version of it, and nobody's guess."""
    version = f"recording\0{key}\0{etag}\0{written_at.timestamp():.0f}"
    return _named(signer.digest(version.encode())[:16])


def is_recording_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def may_be_recording(key: str) -> bool:
    """Whether the object at `key` is meant to be heard: receipts are not, nor what a console
    leaves to show a folder."""
    return key.startswith((SENT, DROPPED)) and not key.endswith((RECEIPT, "/"))


def _named(bits: bytes) -> str:
    return "audio_" + base64.b32encode(bits).decode().rstrip("=").lower()
