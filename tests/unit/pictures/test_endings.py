"""The next process that sees an overdue job settles it. If its pictures are there, it succeeds."""

from dataclasses import replace

import pytest

from easel.pictures.endings import Endings
from easel.pictures.image_store import ImageStore
from easel.pictures.job import Job, JobError, Status
from easel.pictures.job_table import JobTable
from easel.pictures.jpeg import read_jpeg
from tests.fakes import FakeClock, a_job, a_jpeg, a_picture

DUE_S, DEADLINE_S = 90, 1200


def opened(jobs: JobTable, status: Status, n: int = 1) -> Job:
    job, _ = jobs.open(a_job(a_picture(n=n)))
    if status is Status.RUNNING:
        return jobs.run(job, due=job.due) or job
    return job


OVERDUE = {
    "queued, not yet due": (Status.QUEUED, DUE_S - 0.001, 0, Status.QUEUED, None),
    "running, not yet due": (Status.RUNNING, DUE_S - 0.001, 1, Status.RUNNING, None),
    "queued, due": (Status.QUEUED, DUE_S, 0, Status.FAILED, "internal"),
    "running, due": (Status.RUNNING, DUE_S, 0, Status.FAILED, "internal"),
    "queued, past the deadline": (
        Status.QUEUED,
        DEADLINE_S,
        0,
        Status.EXPIRED,
        "deadline_exceeded",
    ),
    "running, past the deadline": (
        Status.RUNNING,
        DEADLINE_S,
        0,
        Status.EXPIRED,
        "deadline_exceeded",
    ),
    "one of two stored": (Status.RUNNING, DUE_S, 1, Status.FAILED, "internal"),
    "both stored": (Status.RUNNING, DUE_S, 2, Status.SUCCEEDED, None),
    "both stored, past the deadline": (Status.RUNNING, DEADLINE_S, 2, Status.SUCCEEDED, None),
    "both stored, never seen to run": (Status.QUEUED, DUE_S, 2, Status.SUCCEEDED, None),
}


@pytest.mark.parametrize(
    ("status", "after_s", "pictures", "ended", "code"), OVERDUE.values(), ids=OVERDUE
)
def test_a_job_is_settled_as(
    jobs: JobTable,
    images: ImageStore,
    endings: Endings,
    clock: FakeClock,
    status: Status,
    after_s: float,
    pictures: int,
    ended: Status,
    code: str | None,
) -> None:
    job = opened(jobs, status, n=2)
    stored = [images.put(key, read_jpeg(a_jpeg())) for key in job.image_keys()[:pictures]]
    clock.sleep(after_s)
    settled = endings.settle(job)
    assert settled == jobs.get(job.id)
    assert settled.status is ended
    assert (settled.error and settled.error.code) == code
    assert settled.images == (tuple(stored) if ended is Status.SUCCEEDED else ())


@pytest.mark.parametrize(
    ("status", "words"),
    [(Status.QUEUED, "on its way to the model"), (Status.RUNNING, "while being drawn")],
    ids=["queued", "running"],
)
def test_an_interrupted_job_says_where(
    jobs: JobTable,
    images: ImageStore,
    endings: Endings,
    clock: FakeClock,
    status: Status,
    words: str,
) -> None:
    job = opened(jobs, status)
    clock.sleep(DUE_S)
    settled = endings.settle(job)
    assert settled.error == JobError("internal", f"interrupted {words}; POST it again")


def test_an_ended_job_stays_as_it_is(
    jobs: JobTable, images: ImageStore, endings: Endings, clock: FakeClock
) -> None:
    job = opened(jobs, Status.RUNNING)
    ended = jobs.fail(job, JobError("model_error", "the model broke"))
    assert ended
    images.put(job.image_keys()[0], read_jpeg(a_jpeg()))
    clock.sleep(DEADLINE_S)
    assert endings.settle(ended) == ended == jobs.get(job.id)


def test_the_second_to_settle_a_job_gets_what_the_first_stored(
    jobs: JobTable, endings: Endings, clock: FakeClock
) -> None:
    job = opened(jobs, Status.QUEUED)
    clock.sleep(DUE_S)
    first = endings.settle(job)
    clock.sleep(5)
    assert endings.settle(job) == first


def test_an_old_view_of_a_job_that_was_tried_again_settles_nothing(
    jobs: JobTable, endings: Endings, clock: FakeClock
) -> None:
    old = opened(jobs, Status.QUEUED)
    jobs.fail(old, JobError("model_error", "the model broke"))
    clock.sleep(DEADLINE_S)
    moved_on = replace(old, due=clock.now(), deadline=clock.now())
    again, _ = jobs.open(moved_on)
    assert endings.settle(old) == again


def test_an_old_view_of_a_job_whose_due_was_put_off_settles_nothing(
    jobs: JobTable, endings: Endings, clock: FakeClock
) -> None:
    old = opened(jobs, Status.QUEUED)
    clock.sleep(DUE_S)
    jobs.wait_in_queue(old)  # generate handed it over at the last moment
    assert endings.settle(old).status is Status.QUEUED
