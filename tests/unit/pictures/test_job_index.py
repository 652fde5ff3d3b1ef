"""The index lists overdue jobs, counts open jobs and knows which pictures were drawn last."""

from datetime import datetime, timedelta

from easel.pictures.job import Job, JobError, StoredImage
from easel.pictures.job_table import JobTable
from tests.fakes import NOON, FakeClock, a_job, a_picture

ERROR = JobError("model_error", "the model broke")


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def opened(jobs: JobTable, seed: int, **changes: datetime) -> Job:
    return jobs.open(a_job(a_picture(seed=seed), **changes))[0]


def drawn(jobs: JobTable, clock: FakeClock, seed: int, seconds: float = 6) -> Job:
    job = opened(jobs, seed)
    jobs.run(job, due=job.deadline)
    clock.sleep(seconds)
    ended = jobs.succeed(job, [StoredImage("images/a.jpg", 64, 48, 900)])
    assert ended
    return ended


def test_the_longest_overdue_comes_first(jobs: JobTable, clock: FakeClock) -> None:
    found = [opened(jobs, seed, due=at(seconds)) for seed, seconds in enumerate((30, 10, 20))]
    clock.sleep(30)
    assert jobs.overdue() == [found[1].id, found[2].id, found[0].id]


def test_what_is_due_this_millisecond_is_overdue(jobs: JobTable, clock: FakeClock) -> None:
    job = opened(jobs, 1, due=at(30))
    clock.sleep(29.999)
    assert jobs.overdue() == []
    clock.sleep(0.001)
    assert jobs.overdue() == [job.id]


def test_an_ended_job_is_never_overdue(jobs: JobTable, clock: FakeClock) -> None:
    jobs.fail(opened(jobs, 1), ERROR)
    drawn(jobs, clock, seed=2)
    clock.sleep(10_000)
    assert jobs.overdue() == []


def test_at_most_the_asked_for_number_of_overdue_jobs_is_listed(
    jobs: JobTable, clock: FakeClock
) -> None:
    found = [opened(jobs, seed, due=at(seed)) for seed in range(5)]
    clock.sleep(60)
    assert jobs.overdue(limit=3) == [job.id for job in found[:3]]


def test_a_job_is_counted_until_it_ends(jobs: JobTable, clock: FakeClock) -> None:
    waiting, running = opened(jobs, 1), opened(jobs, 2)
    jobs.run(running, due=running.deadline)
    assert jobs.count_open() == 2
    clock.sleep(10_000)  # overdue is not ended
    assert jobs.count_open() == 2
    jobs.fail(waiting, ERROR)
    assert jobs.count_open() == 1


def test_only_jobs_opened_earlier_count_as_before_a_job(jobs: JobTable) -> None:
    for seed, seconds in enumerate((0, 5, 10)):
        opened(jobs, seed, created_at=at(seconds))
    assert [jobs.count_open(before=at(s)) for s in (0, 0.001, 5, 10, 11)] == [0, 1, 1, 2, 3]


def test_the_last_drawn_job_is_listed_first(jobs: JobTable, clock: FakeClock) -> None:
    ended = [drawn(jobs, clock, seed, seconds=seed) for seed in (3, 4, 5)]
    expected = [(job.started_at, job.completed_at) for job in reversed(ended)]
    assert jobs.recently_drawn() == expected
    assert jobs.recently_drawn(limit=2) == expected[:2]


def test_a_job_that_the_model_did_not_draw_has_no_pace(jobs: JobTable) -> None:
    jobs.fail(opened(jobs, 1), ERROR)
    jobs.succeed(opened(jobs, 2), [])  # settled without ever having been seen to run
    assert jobs.recently_drawn() == []


def test_failures_do_not_hide_what_was_drawn_before(jobs: JobTable, clock: FakeClock) -> None:
    drawn(jobs, clock, seed=1)
    for seed in range(2, 5):
        jobs.fail(opened(jobs, seed), ERROR)
        clock.sleep(1)
    assert len(jobs.recently_drawn(limit=3)) == 1
