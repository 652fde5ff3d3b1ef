"""A job is the work of drawing one picture: its states, its deadlines, its result."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from statistics import fmean, median

from ..errors import Capacity, EaselError, ModelWarming, job_error
from .note import Note
from .picture import Picture
from .rendition import Derived

# Where pictures and their share pages lie in the images bucket, and under the public URL.
IMAGES = "images/"
PAGES = "i/"
_GROUPS = 10


class Status(StrEnum):
    """queued → running → succeeded | failed | expired | canceled. An ended job never runs again.

    Any state → deleting → deleted, when nobody claims the picture any more. The API never shows
    these two.
    """

    QUEUED = "queued"
    RUNNING = "running"  # with the model: drawing, or in SageMaker's own queue
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELED = "canceled"
    DELETING = "deleting"  # its files are being removed
    DELETED = "deleted"  # its files were removed

    @property
    def ended(self) -> bool:
        return self not in (Status.QUEUED, Status.RUNNING)

    @property
    def gone(self) -> bool:
        return self in (Status.DELETING, Status.DELETED)


@dataclass(frozen=True, slots=True)
class StoredImage:
    """One JPEG in S3. `key` is its final name; width and height are in pixels."""

    key: str
    width: int
    height: int
    bytes: int


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job ended without a picture. `detail` is safe to show."""

    code: str
    detail: str

    def as_exception(self, job_id: str) -> EaselError:
        return job_error(self.code, self.detail, job_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One attempt at one picture.

    The job's next step must happen by `due`. After that time any process that sees the job may end
    it (endings.py). At `deadline` the job ends. Only a job whose answer has arrived by then may
    take a little longer.
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
    # Where asynchronous inference writes the answer or the failure; () in realtime mode.
    answer_keys: tuple[str, ...] = ()
    # The id of the recording that asked for this attempt, if the prompt was spoken.
    recording: str | None = None
    # How the picture differs from the request.
    notes: tuple[Note, ...] = ()
    # What was made from the JPEGs, in their order.
    derived: tuple[Derived, ...] = ()
    # How many jobs had been opened before this attempt, for its place in the line (backlog.py).
    ticket: int | None = field(default=None, compare=False)
    # If the model may still draw a canceled or deleted job: when it is surely done.
    busy_until: datetime | None = field(default=None, compare=False)

    @property
    def is_joinable(self) -> bool:
        """Whether a new request for the same picture can share this attempt or its result."""
        return not self.status.ended or self.status is Status.SUCCEEDED

    @property
    def was_refused(self) -> bool:
        """Whether the model did not accept the job. If so, nothing was spent, and the picture may
        be asked for again."""
        return self.error is not None and self.error.code in (Capacity.code, ModelWarming.code)

    @property
    def is_forbidden(self) -> bool:
        """Whether a filter refused the prompt or the picture."""
        return self.error is not None and self.error.code == "content_policy_violation"

    @property
    def inference_id(self) -> str:
        """The name of this attempt for SageMaker."""
        return f"{self.id}.{self.attempt}"

    def image_keys(self) -> list[str]:
        """The final names of the JPEGs, in order: `images/<id>.jpg`, `images/<id>-2.jpg`, …"""
        numbers = range(1, self.picture.n + 1)
        return [f"{IMAGES}{self.id}{'' if k == 1 else f'-{k}'}.jpg" for k in numbers]

    def derived_from(self, jpeg_key: str) -> Derived | None:
        """What was made from the JPEG at `jpeg_key`. None if nothing was made yet."""
        return next((one for one in self.derived if one.jpeg_key == jpeg_key), None)

    @property
    def files_prefix(self) -> str:
        """The keys of the JPEGs, and of all that was made from them, begin so. No other key does:
        all ids have the same length."""
        return f"{IMAGES}{self.id}"

    @property
    def page_key(self) -> str:
        """The S3 key of the picture's share page."""
        return f"{PAGES}{self.id}"


def id_in(image_key: str) -> str:
    """The id in the key of a JPEG or of a rendition: `images/<id>.jpg`, `images/<id>-2.webp`, …"""
    return image_key.removeprefix(IMAGES).partition(".")[0].partition("-")[0]


def seconds_per_image(finished: Sequence[tuple[datetime, datetime]]) -> float | None:
    """The model's pace, from the (started, completed) times of recent pictures; None if there are
    none yet.

    If a picture waited behind another, its time counts from the completion of the other. So the
    figure is the pace of the whole endpoint, and a long queue does not change it. The figure is a
    median, so a single cold start does not distort it. If there are many pictures, it is the median
    of the means of neighbours: with hundreds of instances, the pauses between two completions are
    chance.
    """
    paces: list[float] = []
    previous: datetime | None = None
    for started, completed in sorted(finished, key=lambda pair: pair[1]):
        begun = max(started, previous) if previous else started
        paces.append((completed - begun).total_seconds())
        previous = completed
    if not paces:
        return None
    neighbours = math.ceil(len(paces) / _GROUPS)
    means = [fmean(paces[k : k + neighbours]) for k in range(0, len(paces), neighbours)]
    pace_s = median(means)
    return round(pace_s, 1) if pace_s >= 1 else round(pace_s, 4)
