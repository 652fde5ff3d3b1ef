"""Each attempt at a picture is opened once, moves forward only, and ends once."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from easel.pictures.job import Job, Status
from easel.pictures.job_table import JobTable
from tests.fakes import NOON, Aws, FakeClock, a_job, a_picture

from .moves import ENDS, ERROR, FAILED_ENDS, MOVES, STORED, item_of


@pytest.fixture
def before_second_put(aws: Aws) -> Iterator[Callable[[Callable[[], object]], None]]:
    """Let something happen between a job's two conditional puts."""
    happens: list[Callable[[], object]] = []
    puts = itertools.count(1)

    def before_put(**_: Any) -> None:
        if happens and next(puts) == 2:
            happens.pop()()

    aws.dynamodb.meta.events.register("before-call.dynamodb.PutItem", before_put)
    yield happens.append
    aws.dynamodb.meta.events.unregister("before-call.dynamodb.PutItem", before_put)


def test_an_unknown_job_is_none(jobs: JobTable) -> None:
    assert jobs.get("img_unknown") is None


def test_a_new_picture_opens_a_job(jobs: JobTable) -> None:
    job = a_job()
    assert jobs.open(job) == (job, True)
    assert jobs.get(job.id) == job


@pytest.mark.parametrize("prompt", ["馬", "👩‍🚀\n", "\x00", "x" * 2000])
def test_a_job_comes_back_as_it_was_stored(jobs: JobTable, prompt: str) -> None:
    job = a_job(a_picture(prompt=prompt, negative_prompt=None, guidance_scale=0.1))
    jobs.open(job)
    assert jobs.get(job.id) == job


def test_a_second_caller_joins_the_job_that_runs(jobs: JobTable) -> None:
    first = a_job()
    jobs.open(first)
    later = replace(first, created_at=NOON + timedelta(seconds=5))
    assert jobs.open(later) == (first, False)


def test_a_drawn_picture_is_not_drawn_again(jobs: JobTable) -> None:
    job = a_job()
    jobs.open(job)
    jobs.succeed(job, [STORED])
    found, opened = jobs.open(job)
    assert (found.status, found.images, opened) == (Status.SUCCEEDED, (STORED,), False)


@pytest.mark.parametrize("end", FAILED_ENDS)
def test_a_picture_that_was_not_drawn_gets_another_attempt(
    jobs: JobTable, aws: Aws, end: str
) -> None:
    job = a_job()
    jobs.open(job)
    ENDS[end](jobs, job)
    again, opened = jobs.open(replace(job, created_at=NOON + timedelta(minutes=1)))
    assert opened
    assert (again.attempt, again.status, again.error) == (2, Status.QUEUED, None)
    assert jobs.get(job.id) == again
    assert "expires_at" not in item_of(aws, job)


def test_only_one_of_two_callers_opens_a_failed_picture_again(
    jobs: JobTable, before_second_put: Callable[[Callable[[], object]], None]
) -> None:
    job = a_job()
    jobs.open(job)
    jobs.fail(job, ERROR)
    others: list[tuple[Job, bool]] = []
    before_second_put(lambda: others.append(jobs.open(job)))
    assert jobs.open(job) == (replace(job, attempt=2), False)
    assert others == [(replace(job, attempt=2), True)]


def test_a_failed_job_that_expires_while_it_is_opened_again_is_opened(
    jobs: JobTable, aws: Aws, before_second_put: Callable[[Callable[[], object]], None]
) -> None:
    job = a_job()
    jobs.open(job)
    jobs.fail(job, ERROR)
    key = {"pk": {"S": job.id}}
    before_second_put(lambda: aws.dynamodb.delete_item(TableName="jobs", Key=key))
    assert jobs.open(job)[1]


def test_a_running_job_knows_when_it_began(jobs: JobTable, clock: FakeClock) -> None:
    job = a_job()
    jobs.open(job)
    clock.sleep(3)
    due = NOON + timedelta(seconds=100)
    running = jobs.run(job, due=due)
    assert running == replace(job, status=Status.RUNNING, due=due, started_at=clock.now())


def test_nothing_is_due_later_than_the_deadline(jobs: JobTable) -> None:
    job = a_job()
    jobs.open(job)
    running = jobs.run(job, due=job.deadline + timedelta(hours=1))
    assert running
    assert running.due == job.deadline


def test_a_waiting_job_is_due_at_its_deadline(jobs: JobTable) -> None:
    job = a_job()
    jobs.open(job)
    assert jobs.wait_in_queue(job) == replace(job, due=job.deadline)


def test_a_released_job_waits_and_can_run_again(jobs: JobTable) -> None:
    job = a_job()
    jobs.open(job)
    running = jobs.run(job, due=job.due)
    assert running
    released = jobs.release(running)
    assert released
    assert (released.status, released.due) == (Status.QUEUED, job.deadline)
    assert jobs.run(released, due=job.due)


def test_a_released_job_has_not_begun(jobs: JobTable) -> None:
    job = a_job()
    jobs.open(job)
    running = jobs.run(job, due=job.due)
    assert running
    released = jobs.release(running)
    assert released
    assert released.started_at is None


def test_the_end_of_a_drawn_job_holds_its_pictures(jobs: JobTable, clock: FakeClock) -> None:
    job = a_job(a_picture(n=2))
    jobs.open(job)
    clock.sleep(6)
    ended = jobs.succeed(job, [STORED, replace(STORED, key="images/a-2.jpg")])
    assert ended == jobs.get(job.id)
    assert ended
    assert [image.key for image in ended.images] == ["images/a.jpg", "images/a-2.jpg"]
    assert (ended.completed_at, ended.error) == (clock.now(), None)


@pytest.mark.parametrize("end", FAILED_ENDS)
def test_the_end_of_a_job_that_was_not_drawn_says_why(
    jobs: JobTable, clock: FakeClock, end: str
) -> None:
    job = a_job()
    jobs.open(job)
    clock.sleep(6)
    ended = ENDS[end](jobs, job)
    assert ended
    assert (ended.status.value, ended.error, ended.images) == (end, ERROR, ())
    assert ended.completed_at == clock.now()


@pytest.mark.parametrize("name", ["wait_in_queue", "run"])
def test_only_a_queued_job_may(jobs: JobTable, name: str) -> None:
    job = a_job()
    jobs.open(job)
    jobs.run(job, due=job.due)
    assert MOVES[name](jobs, job) is None


def test_only_a_running_job_may_be_released(jobs: JobTable) -> None:
    job = a_job()
    jobs.open(job)
    assert jobs.release(job) is None


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("end", ENDS)
def test_nothing_moves_a_job_from_its_end(jobs: JobTable, end: str, move: str) -> None:
    job = a_job()
    jobs.open(job)
    ended = ENDS[end](jobs, job)
    assert MOVES[move](jobs, job) is None
    assert jobs.get(job.id) == ended


@pytest.mark.parametrize("move", MOVES)
def test_nothing_moves_another_attempt(jobs: JobTable, move: str) -> None:
    first = a_job()
    jobs.open(first)
    jobs.fail(first, ERROR)
    second, _ = jobs.open(first)
    assert MOVES[move](jobs, first) is None
    assert jobs.get(first.id) == second


@pytest.mark.parametrize("move", MOVES)
def test_nothing_moves_a_job_that_is_gone(jobs: JobTable, move: str) -> None:
    assert MOVES[move](jobs, a_job()) is None
    assert jobs.get(a_job().id) is None
