"""Ends a job: first the share page, then the row, then everyone who waits is told.

A function can be killed between any two lines. The next process that looks at the job finishes the
work with `settle`: the sweep, which runs each minute, or a caller's GET.
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..callers.claims import Claims
from ..clock import Clock
from ..errors import Capacity, DeadlineExceeded, Internal
from ..tables.sqs_queue import Queue
from ..webhooks.webhook_table import WebhookTable
from .image_store import AnswerStore, ImageStore
from .job import Job, JobError, Status, StoredImage
from .job_table import JobTable
from .note import Note
from .share_page import picture_page

# If the answer arrived by the deadline, but nobody delivered it, the job gets this much longer.
DELIVERED_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Endings:
    """Ends jobs. Every method returns the job as it is now. It returns None if another process
    ended this attempt first; then nothing is left to do.

    `audio_queue` is called only for a job that a recording asked for, `answers` only for a job
    whose answer will be written to S3, and `derive_queue` only for a later attempt. It returns None
    if no renditions are made.
    """

    jobs: JobTable
    images: ImageStore
    webhooks: WebhookTable
    claims: Claims
    answers: Callable[[], AnswerStore]
    audio_queue: Callable[[], Queue]
    derive_queue: Callable[[], Queue | None]
    public_url: str
    # Whether share pages lead to Easel's own page.
    start_page: bool
    clock: Clock

    def succeed(
        self, job: Job, images: Sequence[StoredImage], notes: tuple[Note, ...] = ()
    ) -> Job | None:
        public = self.claims.is_public(job.id)
        page = picture_page(job, images, self.public_url, public=public, start_page=self.start_page)
        self.images.put_page(job.page_key, page)  # 1. the page
        self._have_derived(job)
        ended = self.jobs.succeed(job, images, notes)  # 2. the row: from now on the picture is seen
        return self._tell(ended)  # 3. everyone who waits

    def fail(self, job: Job, error: JobError, *, due: datetime | None = None) -> Job | None:
        """Fail the job. If `due` is given, the job fails only if it is still due at that time. If
        it is not, another process has taken its next step."""
        return self._tell(self.jobs.fail(job, error, due=due))

    def expire(self, job: Job, error: JobError, *, due: datetime | None = None) -> Job | None:
        return self._tell(self.jobs.expire(job, error, due=due))

    def cancel(self, job: Job) -> Job | None:
        return self._tell(self.jobs.cancel(job))

    def restore(self, job: Job) -> Job | None:
        """deleting → succeeded, since somebody has claimed the picture again. If it was not drawn
        yet, deleting → canceled. Nobody was told of that end before, so everyone is told now."""
        restored = self.jobs.restore(job)
        return self._tell(restored) if restored and not restored.images else restored

    def settle(self, job: Job) -> Job:
        """`job` as it is now. If it is overdue, it is ended first: it succeeds if its pictures are
        stored, or else it fails or expires. A job that is not overdue is left as it is. So is a
        job whose answer is awaited, or has arrived: the sweep sees to it that it is delivered."""
        now = self.clock.now()
        if job.status.ended or now < job.due or (job.answer_keys and now < job.deadline):
            return job
        if stored := self.images.find(job):  # a process died before it could end the job
            settled = self.succeed(job, stored)
        elif self._has_undelivered_answer(job, now):
            return job
        elif now >= job.deadline:
            late = JobError(DeadlineExceeded.code, "no picture by the deadline")
            settled = self.expire(job, late, due=job.due)
        else:
            queued = job.status is Status.QUEUED
            where = "on its way to the model" if queued else "while being drawn"
            error = JobError(Internal.code, f"interrupted {where}; POST it again")
            settled = self.fail(job, error, due=job.due)
        return settled or self.jobs.get(job.id) or job

    def _has_undelivered_answer(self, job: Job, now: datetime) -> bool:
        """Whether the answer waits in S3, and there is still time to deliver it. It is not decoded
        here: that can take seconds, and the caller of a request waits."""
        if not job.answer_keys or now >= job.deadline + DELIVERED_WITHIN:
            return False
        return self.answers().arrived(job.answer_keys) is not None

    def _have_derived(self, job: Job) -> None:
        """S3 wakes `derive` for each new JPEG. But the JPEGs of a later attempt may be those of an
        earlier one, which had failed when S3's events came. So these are sent again."""
        if job.attempt > 1 and (queue := self.derive_queue()):
            for key in job.image_keys():
                with contextlib.suppress(Capacity):  # the picture is worth more than its thumbnail
                    queue.put({"detail": {"object": {"key": key}}})

    def _tell(self, ended: Job | None) -> Job | None:
        if ended is None:
            return None
        self.webhooks.announce(ended.id)
        if ended.recording:
            # If this message is lost, the sweep of `transcribe` ends the recording.
            with contextlib.suppress(Capacity):
                self.audio_queue().put({"ended": ended.recording})
        return ended
