"""A job is one picture's way through Easel: its states, its deadlines, its one end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from ..errors import JOB_ERRORS, Capacity, EaselError, Internal, ModelWarming
from .picture import Picture


class Status(StrEnum):
    """queued → running → succeeded | failed | expired | canceled, and never back from an end.

    From anywhere → deleting → deleted, once nobody claims the picture; neither is ever shown.
    """

    QUEUED = "queued"
    RUNNING = "running"  # with the model: drawing, or in SageMaker's own queue
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELED = "canceled"
    DELETING = "deleting"  # its files are being removed
    DELETED = "deleted"  # they are

    @property
    def ended(self) -> bool:
        return self not in (Status.QUEUED, Status.RUNNING)

    @property
    def gone(self) -> bool:
        return self in (Status.DELETING, Status.DELETED)


@dataclass(frozen=True, slots=True)
class StoredImage:
    """One JPEG under its final name; sizes in pixels and bytes."""

    key: str
    width: int
    height: int
    bytes: int


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job ended without a picture; `detail` is safe to show."""

    code: str
    detail: str

    def as_exception(self, job_id: str) -> EaselError:
        return JOB_ERRORS.get(self.code, Internal)(self.detail, job_id=job_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One attempt at one picture.

    `due` is when the next step must have been taken; whoever sees a job past it may settle it
    (overdue.py). It is never later than `deadline`, when the job ends whatever happens.
    """

    id: str
    picture: Picture
    status: Status
    attempt: int
    created_at: datetime
    due: datetime
    deadline: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    images: tuple[StoredImage, ...] = ()
    error: JobError | None = None
    # The id of the recording that this attempt was asked for by, when it was asked aloud.
    recording: str | None = None

    @property
    def is_joinable(self) -> bool:
        """Whether whoever asks for the picture gets it from this attempt, or has it."""
        return not self.status.ended or self.status is Status.SUCCEEDED

    @property
    def was_refused(self) -> bool:
        """Whether the model took nothing: nothing was spent, and it may be asked again."""
        return self.error is not None and self.error.code in (Capacity.code, ModelWarming.code)

    def image_keys(self) -> list[str]:
        """The final names of its JPEGs, in order: `images/<id>.jpg`, `images/<id>-2.jpg`, …"""
        numbers = range(1, self.picture.n + 1)
        return [f"images/{self.id}{'' if k == 1 else f'-{k}'}.jpg" for k in numbers]

    @property
    def page_key(self) -> str:
        """The name of its share page."""
        return f"i/{self.id}"


def seconds_per_image(finished: Sequence[tuple[datetime, datetime]]) -> float | None:
    """How often a picture leaves the model at present, from (started, completed) of recent ones.

    A picture that waited behind another counts from that one's completion, so the figure is the
    pace of the whole endpoint, however long its queue. The median forgives one cold start. None
    when nothing was drawn yet.
    """
    paces = []
    previous: datetime | None = None
    for started, completed in sorted(finished, key=lambda pair: pair[1]):
        begun = max(started, previous) if previous else started
        paces.append((completed - begun).total_seconds())
        previous = completed
    return round(median(paces), 1) if paces else None
