"""The index lists the jobs about which something has to be done, and counts those that wait."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from easel.pictures.job import Job, JobError, StoredImage
from easel.pictures.job_index import JobIndex
from easel.pictures.job_table import JobTable
from tests.fakes import NOON, Aws, FakeClock, a_job, a_picture

ERROR = JobError("model_error", "the model broke")
STORED = [StoredImage("images/a.jpg", 64, 48, 900)]


@pytest.fixture(autouse=True)
def few_shards() -> None:
    """As many shards as in a deployment."""


@pytest.fixture
def index(aws: Aws, clock: FakeClock) -> JobIndex:
    return JobIndex(aws.dynamodb, "jobs", clock)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def opened(jobs: JobTable, seed: int, **changes: datetime) -> Job:
    return jobs.open(a_job(a_picture(seed=seed), **changes))[0]


def opened_before_there_were_shards(aws: Aws, jobs: JobTable, seed: int, due: datetime) -> Job:
    """Open a job, and store its phase as it was stored before."""
    job = opened(jobs, seed, due=due)
    aws.dynamodb.update_item(
        TableName="jobs",
        Key={"pk": {"S": job.id}},
        UpdateExpression="SET phase = :open REMOVE ticket",
        ExpressionAttributeValues={":open": {"S": "open"}},
    )
    return job


def test_the_longest_overdue_comes_first(
    jobs: JobTable, index: JobIndex, clock: FakeClock, aws: Aws
) -> None:
    found = [opened(jobs, seed, due=at(seconds)) for seed, seconds in enumerate((30, 10, 20))]
    old = opened_before_there_were_shards(aws, jobs, 9, due=at(15))
    clock.sleep(30)
    assert index.overdue() == [found[1].id, old.id, found[2].id, found[0].id]


def test_what_is_due_this_millisecond_is_overdue(
    jobs: JobTable, index: JobIndex, clock: FakeClock
) -> None:
    job = opened(jobs, 1, due=at(30))
    clock.sleep(29.999)
    assert index.overdue() == []
    clock.sleep(0.001)
    assert index.overdue() == [job.id]


def test_an_ended_job_is_never_overdue(jobs: JobTable, index: JobIndex, clock: FakeClock) -> None:
    jobs.fail(opened(jobs, 1), ERROR)
    jobs.succeed(opened(jobs, 2), STORED)
    clock.sleep(10_000)
    assert index.overdue() == []


def test_an_ended_job_leaves_the_index(jobs: JobTable, aws: Aws) -> None:
    jobs.fail(opened(jobs, 1), ERROR)
    jobs.succeed(opened(jobs, 2), STORED)
    jobs.finish_delete(
        jobs.begin_delete(jobs.succeed(opened(jobs, 3), STORED) or a_job()) or a_job()
    )
    assert aws.dynamodb.scan(TableName="jobs", IndexName="by_phase")["Items"] == []


def test_at_most_the_asked_for_number_of_overdue_jobs_is_listed(
    jobs: JobTable, index: JobIndex, clock: FakeClock
) -> None:
    found = [opened(jobs, seed, due=at(seed)) for seed in range(5)]
    clock.sleep(60)
    assert index.overdue(limit=3) == [job.id for job in found[:3]]


def test_a_job_is_counted_until_it_ends(
    jobs: JobTable, index: JobIndex, clock: FakeClock, aws: Aws
) -> None:
    waiting, running = opened(jobs, 1), opened(jobs, 2)
    opened_before_there_were_shards(aws, jobs, 3, due=at(90))
    jobs.run(running, due=running.deadline)
    assert index.count() == 3
    clock.sleep(10_000)  # overdue is not ended
    assert index.count() == 3
    jobs.fail(waiting, ERROR)
    assert index.count() == 2


def test_a_canceled_job_is_counted_and_listed_until_the_model_is_done_with_it(
    jobs: JobTable, index: JobIndex, clock: FakeClock
) -> None:
    job = opened(jobs, 1)
    canceled = jobs.cancel(jobs.run(job, due=job.deadline) or job)
    assert canceled
    assert canceled.completed_at == NOON
    assert (index.count(), index.overdue(), index.unwanted()) == (1, [], [])
    clock.sleep((job.deadline - NOON).total_seconds())
    assert index.unwanted() == [job.id]
    jobs.vacate(canceled)
    assert (index.count(), index.unwanted()) == (0, [])
    assert jobs.get(job.id) == replace(canceled, busy_until=None)


def test_jobs_are_spread_over_the_index(jobs: JobTable, aws: Aws) -> None:
    for seed in range(64):
        opened(jobs, seed)
    rows = aws.dynamodb.scan(TableName="jobs", IndexName="by_phase")["Items"]
    assert len({row["phase"]["S"] for row in rows}) == 16
