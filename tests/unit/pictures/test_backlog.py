"""Easel knows how many jobs wait, and the model's pace, without looking at each job."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from easel.pictures.backlog import Backlog
from easel.pictures.job import Job, JobError, StoredImage
from easel.pictures.job_index import JobIndex
from easel.pictures.job_table import JobTable
from tests.fakes import NOON, Aws, FakeClock, a_job, a_picture

ERROR = JobError("model_error", "the model broke")
STORED = [StoredImage("images/a.jpg", 64, 48, 900)]
Ends = Callable[[JobTable, Job], object]


@pytest.fixture
def index(aws: Aws, clock: FakeClock) -> JobIndex:
    return JobIndex(aws.dynamodb, "jobs", clock)


@pytest.fixture
def backlog(aws: Aws, clock: FakeClock) -> Backlog:
    """Another process: it sees what is in the table."""
    return Backlog(aws.dynamodb, "jobs", clock)


def opened(jobs: JobTable, seed: int) -> Job:
    return jobs.open(a_job(a_picture(seed=seed)))[0]


def running(jobs: JobTable, seed: int) -> Job:
    job = opened(jobs, seed)
    return jobs.run(job, due=job.deadline) or job


def drawn(jobs: JobTable, clock: FakeClock, seed: int, seconds: float = 6) -> None:
    job = running(jobs, seed)
    clock.sleep(seconds)
    jobs.succeed(job, STORED)


ENDS: dict[str, Ends] = {
    "succeeded": lambda jobs, job: jobs.succeed(job, STORED),
    "failed": lambda jobs, job: jobs.fail(job, ERROR),
    "failed when it was due": lambda jobs, job: jobs.fail(job, ERROR, due=job.due),
    "expired": lambda jobs, job: jobs.expire(job, ERROR),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("begin", [opened, running], ids=["queued", "running"])
def test_a_job_waits_until_it_ends_and_ends_once(
    jobs: JobTable, backlog: Backlog, clock: FakeClock, begin: Callable[..., Job], end: Ends
) -> None:
    other, job = opened(jobs, 1), begin(jobs, 2)
    jobs.open(job)  # asked for again meanwhile
    assert backlog.line().length == 2
    end(jobs, job)
    end(jobs, job)
    clock.sleep(2)
    assert backlog.line().length == 1
    jobs.open(job)
    jobs.fail(other, ERROR)
    clock.sleep(2)
    assert backlog.line().length == (0 if end is ENDS["succeeded"] else 1)


def test_a_canceled_job_waits_until_the_model_is_done_with_it(
    jobs: JobTable, backlog: Backlog, clock: FakeClock
) -> None:
    canceled = jobs.cancel(running(jobs, 1))
    assert canceled
    assert backlog.line().length == 1
    jobs.vacate(canceled)
    jobs.vacate(canceled)
    clock.sleep(2)
    assert backlog.line().length == 0


def test_a_job_canceled_before_it_reached_a_realtime_endpoint_waits_no_longer(
    jobs: JobTable, backlog: Backlog
) -> None:
    job = opened(jobs, 1)
    canceled = jobs.cancel(jobs.wait_in_queue(job) or job)
    assert canceled
    assert (canceled.busy_until, canceled.completed_at) == (None, NOON)
    assert backlog.line().length == 0


def test_a_canceled_job_that_is_asked_for_again_waits_once(
    jobs: JobTable, backlog: Backlog, index: JobIndex, clock: FakeClock
) -> None:
    jobs.cancel(running(jobs, 1))
    again = opened(jobs, 1)
    assert again.attempt == 2
    assert backlog.line().length == index.count() == 1
    jobs.succeed(again, STORED)
    clock.sleep(2)
    assert backlog.line().length == index.count() == 0


@pytest.mark.parametrize("answered", ["before", "after"])
def test_a_deleted_job_waits_until_the_model_is_done_with_it(
    jobs: JobTable, backlog: Backlog, index: JobIndex, clock: FakeClock, answered: str
) -> None:
    marked = jobs.begin_delete(running(jobs, 1))
    assert marked
    assert backlog.line().length == 1
    if answered == "before":
        jobs.vacate(marked)
        marked = jobs.get(marked.id) or marked
    deleted = jobs.finish_delete(marked)
    assert deleted
    if answered == "after":
        assert index.count() == 1
        jobs.vacate(deleted)
    clock.sleep(2)
    assert backlog.line().length == index.count() == 0


def test_deleting_a_drawn_picture_counts_nothing(
    jobs: JobTable, backlog: Backlog, clock: FakeClock
) -> None:
    drawn(jobs, clock, 1)
    waiting = opened(jobs, 2)
    marked = jobs.begin_delete(jobs.get(a_job(a_picture(seed=1)).id) or waiting)
    jobs.finish_delete(marked or waiting)
    assert backlog.line().length == 1


def test_each_job_knows_how_many_are_ahead_of_it(
    jobs: JobTable, backlog: Backlog, clock: FakeClock
) -> None:
    line = [running(jobs, seed) for seed in range(4)]
    assert [backlog.line().ahead_of(job) for job in line] == [0, 1, 2, 3]
    jobs.succeed(line[0], STORED)
    clock.sleep(2)
    assert [backlog.line().ahead_of(job) for job in line[1:]] == [0, 1, 2]


def test_a_job_that_the_model_did_not_take_moves_nobody_forward(
    jobs: JobTable, backlog: Backlog
) -> None:
    first, second = running(jobs, 1), running(jobs, 2)
    for seed in range(3, 9):
        jobs.fail(opened(jobs, seed), JobError("capacity", "the model is busy"))
    assert [backlog.line().ahead_of(job) for job in (first, second)] == [0, 1]


def test_a_job_from_before_places_were_kept_is_behind_all_others(
    jobs: JobTable, backlog: Backlog
) -> None:
    for seed in range(3):
        opened(jobs, seed)
    assert backlog.line().ahead_of(replace(a_job(), ticket=None)) == 2


# The pace.


def test_the_pace_is_that_of_the_last_pictures(
    jobs: JobTable, backlog: Backlog, clock: FakeClock
) -> None:
    assert backlog.line().pace_s is None
    for seed in range(3):
        clock.sleep(100)  # nothing to do
        drawn(jobs, clock, seed, seconds=6)
    jobs.fail(running(jobs, 8), ERROR)
    jobs.succeed(opened(jobs, 9), STORED)  # nobody saw when it began
    assert backlog.line().pace_s == 6
    for seed in range(100, 300):
        drawn(jobs, clock, seed, seconds=9)
    assert backlog.line().pace_s == 9


def test_the_pace_of_many_instances_is_below_a_tenth_of_a_second(
    jobs: JobTable, backlog: Backlog, clock: FakeClock
) -> None:
    line = [running(jobs, seed) for seed in range(200)]
    clock.sleep(6)
    for job in line:
        clock.sleep(0.005)
        jobs.succeed(job, STORED)
    assert backlog.line().pace_s == 0.005


# Corrections.


def test_the_rows_of_a_deployment_that_had_none_are_filled(
    jobs: JobTable, index: JobIndex, aws: Aws, clock: FakeClock
) -> None:
    line = [running(jobs, seed) for seed in range(5)]
    for k in range(16):
        aws.dynamodb.delete_item(TableName="jobs", Key={"pk": {"S": f"backlog#{k}"}})
    jobs.succeed(line[0], STORED)
    clock.sleep(2)
    backlog = Backlog(aws.dynamodb, "jobs", clock)
    assert backlog.line().length == 0  # not below
    assert backlog.correct(index.count) == 5
    assert backlog.line().length == 4
    assert backlog.correct(index.count) == 0


@pytest.mark.parametrize("wrong", [4, -2], ids=["too few", "too many"])
def test_rows_that_are_wrong_are_corrected(jobs: JobTable, backlog: Backlog, wrong: int) -> None:
    for seed in range(3):
        opened(jobs, seed)
    assert backlog.correct(lambda: 3 + wrong) == wrong
    assert backlog.line().length == 3 + wrong


def test_jobs_that_come_and_go_meanwhile_are_not_taken_for_an_error(
    jobs: JobTable, backlog: Backlog, index: JobIndex
) -> None:
    line = [opened(jobs, seed) for seed in range(4)]
    seeds = iter(range(10, 99))

    def count() -> int:
        opened(jobs, next(seeds))
        found = index.count()
        jobs.expire(line.pop(), ERROR)
        return found - 1  # the index is a moment behind

    assert backlog.correct(count) == 0


def test_an_index_that_is_behind_once_changes_nothing(jobs: JobTable, backlog: Backlog) -> None:
    for seed in range(3):
        opened(jobs, seed)
    counts = iter([2, 3])
    assert backlog.correct(lambda: next(counts)) == 0


def test_a_job_is_opened_and_ended_although_it_cannot_be_counted(
    jobs: JobTable, backlog: Backlog, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = aws.dynamodb.update_item

    def throttled(**request: Any) -> Any:
        if request["Key"]["pk"]["S"].startswith("backlog#"):
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "UpdateItem")
        return update(**request)

    monkeypatch.setattr(aws.dynamodb, "update_item", throttled)
    job = opened(jobs, 1)
    assert jobs.succeed(job, STORED)
    assert backlog.line().length == 0


def test_a_process_reads_the_line_once_a_second(
    jobs: JobTable, backlog: Backlog, clock: FakeClock
) -> None:
    assert backlog.line().length == 0
    opened(jobs, 1)
    assert backlog.line().length == 0
    clock.sleep(timedelta(seconds=1.1).total_seconds())
    assert backlog.line().length == 1
