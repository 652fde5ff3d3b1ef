"""A realtime endpoint is called once for each attempt. Once a minute, overdue jobs are settled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from easel.deliver import handler
from easel.errors import (
    Capacity,
    Closed,
    DeadlineExceeded,
    EaselError,
    Internal,
    ModelFailed,
    ModelWarming,
)
from easel.pictures.job import Job, JobError, Status
from easel.pictures.jpeg import read_jpeg
from easel.service import Service
from tests.fake_adapters import FakeAdapters, FakeEndpoint, FakeQueue
from tests.fakes import (
    NOON,
    Aws,
    FakeClock,
    FakeContext,
    a_job,
    a_jpeg,
    a_picture,
    an_answer,
    failed_ids,
    recorded,
    sqs_event,
)

Endpoint = Callable[..., FakeEndpoint]


@pytest.fixture
def endpoint(adapters: FakeAdapters) -> Endpoint:
    def answers(*bodies: bytes | EaselError | Exception) -> FakeEndpoint:
        made = adapters.endpoint = FakeEndpoint(list(bodies))
        return made

    return answers


def waiting(service: Service, n: int = 1) -> Job:
    job, _ = service.jobs.open(a_job(a_picture(n=n)))
    return service.jobs.wait_in_queue(job) or job


def message(job: Job, attempt: int = 1) -> dict[str, Any]:
    return {"draw": job.id, "attempt": attempt}


def now(service: Service, job: Job) -> Job:
    found = service.jobs.get(job.id)
    assert found
    return found


@pytest.mark.parametrize("n", [1, 2])
def test_a_queued_job_is_drawn_and_stored(
    service: Service, aws: Aws, context: FakeContext, endpoint: Endpoint, n: int
) -> None:
    job, model = waiting(service, n), endpoint(an_answer(*[a_jpeg()] * n))
    assert failed_ids(handler(sqs_event(message(job)), context)) == []
    ended = now(service, job)
    assert (ended.status, len(ended.images)) == (Status.SUCCEEDED, n)
    assert sorted(aws.keys("images")) == sorted([*job.image_keys(), job.page_key])
    assert [called.id for called in model.invoked] == [job.id]


def test_a_picture_drawn_while_its_job_expired_and_was_asked_for_again_serves_both(
    service: Service, adapters: FakeAdapters, context: FakeContext
) -> None:
    job = waiting(service)

    class Slow(FakeEndpoint):
        def invoke(self, job: Job) -> bytes:
            service.endings.expire(job, JobError("deadline_exceeded", "no picture by the deadline"))
            waiting(service)
            return super().invoke(job)

    model = adapters.endpoint = Slow([an_answer(a_jpeg())])
    handler(sqs_event(message(job)), context)
    assert (now(service, job).status, now(service, job).attempt) == (Status.SUCCEEDED, 2)
    handler(sqs_event(message(job, attempt=2)), context)
    assert len(model.invoked) == 1


def test_a_picture_that_an_earlier_attempt_left_is_not_drawn_again(
    service: Service, context: FakeContext, endpoint: Endpoint
) -> None:
    job, model = waiting(service), endpoint()
    service.endings.expire(job, JobError("deadline_exceeded", "no picture by the deadline"))
    waiting(service)
    service.images.put(job.image_keys()[0], read_jpeg(a_jpeg()))
    handler(sqs_event(message(job, attempt=2)), context)
    assert now(service, job).status is Status.SUCCEEDED
    assert model.invoked == []


def test_a_job_is_running_and_due_soon_while_it_is_drawn(
    service: Service, context: FakeContext, endpoint: Endpoint
) -> None:
    job, model = waiting(service), endpoint(an_answer(a_jpeg()))
    handler(sqs_event(message(job)), context)
    [called] = model.invoked
    assert (called.status, called.started_at) == (Status.RUNNING, NOON)
    assert called.due == NOON + timedelta(seconds=100)


def test_a_message_that_comes_again_draws_nothing(
    service: Service, context: FakeContext, endpoint: Endpoint
) -> None:
    job, model = waiting(service), endpoint(an_answer(a_jpeg()))
    assert failed_ids(handler(sqs_event(*[message(job)] * 3), context)) == []
    assert len(model.invoked) == 1


@pytest.mark.parametrize(
    "attempt", [pytest.param(0, id="an earlier one"), pytest.param(2, id="a later one")]
)
def test_a_message_of_another_attempt_draws_nothing(
    service: Service, context: FakeContext, endpoint: Endpoint, attempt: int
) -> None:
    job, model = waiting(service), endpoint()
    assert failed_ids(handler(sqs_event(message(job, attempt)), context)) == []
    assert (model.invoked, now(service, job)) == ([], job)


def test_a_message_of_a_job_that_is_gone_draws_nothing(
    service: Service, context: FakeContext, endpoint: Endpoint
) -> None:
    model = endpoint()
    assert failed_ids(handler(sqs_event(message(a_job())), context)) == []
    assert model.invoked == []


@pytest.mark.parametrize(
    "error", [Capacity("the model is busy"), ModelWarming("the model is starting")]
)
def test_a_job_that_a_busy_model_refuses_waits_and_is_tried_again(
    service: Service,
    context: FakeContext,
    queue: FakeQueue,
    endpoint: Endpoint,
    error: EaselError,
) -> None:
    job, model = waiting(service), endpoint(error, an_answer(a_jpeg()))
    event = sqs_event(message(job), times_received=5)
    assert failed_ids(handler(event, context)) == ["m0"]
    assert queue.brought_back == [("r0", 5)]
    assert (now(service, job).status, now(service, job).due) == (Status.QUEUED, job.deadline)
    assert failed_ids(handler(event, context)) == []
    assert now(service, job).status is Status.SUCCEEDED
    assert len(model.invoked) == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (ModelFailed("the model refused"), "model_error"),
        (DeadlineExceeded("the model took too long"), "deadline_exceeded"),
        (Closed("the operator has closed the model"), "capacity"),
        (b"<html>", "model_error"),
    ],
    ids=["refused", "too slow", "closed by a budget", "no picture"],
)
def test_a_draw_that_fails_ends_the_job_and_is_not_repeated(
    service: Service,
    context: FakeContext,
    endpoint: Endpoint,
    said: bytes | EaselError,
    code: str,
) -> None:
    job, model = waiting(service), endpoint(said)
    assert failed_ids(handler(sqs_event(message(job)), context)) == []
    ended = now(service, job)
    assert (ended.status, ended.error and ended.error.code) == (Status.FAILED, code)
    handler(sqs_event(message(job)), context)
    assert len(model.invoked) == 1


def test_a_draw_that_crashed_is_not_repeated(
    service: Service, context: FakeContext, clock: FakeClock, endpoint: Endpoint
) -> None:
    job, model = waiting(service), endpoint(MemoryError())
    assert failed_ids(handler(sqs_event(message(job)), context)) == ["m0"]
    assert failed_ids(handler(sqs_event(message(job)), context)) == []
    assert (now(service, job).status, len(model.invoked)) == (Status.RUNNING, 1)
    clock.sleep(100)
    assert handler(recorded("schedule.json"), context) == {"failed": 1}


def test_nothing_is_drawn_after_the_deadline(
    service: Service, context: FakeContext, clock: FakeClock, endpoint: Endpoint
) -> None:
    job, model = waiting(service), endpoint(an_answer(a_jpeg()))
    clock.sleep(1200)
    handler(sqs_event(message(job)), context)
    assert model.invoked == []


def test_a_sweep_settles_what_is_overdue_and_nothing_else(
    service: Service, context: FakeContext, clock: FakeClock
) -> None:
    def opened(seed: int) -> Job:
        return service.jobs.open(a_job(a_picture(seed=seed)))[0]

    lost, stored, expired, alive = (opened(seed) for seed in range(4))
    service.images.put(stored.image_keys()[0], read_jpeg(a_jpeg()))
    service.jobs.wait_in_queue(alive)
    clock.sleep(90)
    expired, _ = service.jobs.open(a_job(a_picture(seed=9), due=NOON, deadline=NOON))
    assert handler(recorded("schedule.json"), context) == {
        "failed": 2,
        "succeeded": 1,
        "expired": 1,
    }
    states = [now(service, job).status for job in (lost, stored, expired, alive)]
    assert states == [Status.FAILED, Status.SUCCEEDED, Status.EXPIRED, Status.QUEUED]
    assert handler(recorded("schedule.json"), context) == {}


def test_a_job_that_cannot_be_settled_does_not_hold_up_the_others(
    service: Service, aws: Aws, context: FakeContext, clock: FakeClock
) -> None:
    broken, _ = service.jobs.open(a_job(a_picture(seed=1)))
    other, _ = service.jobs.open(a_job(a_picture(seed=2), due=NOON + timedelta(seconds=91)))
    aws.s3.put_object(Bucket="images", Key=broken.image_keys()[0], Body=b"no JPEG")
    clock.sleep(100)
    with pytest.raises(Internal, match="1 overdue"):
        handler(recorded("schedule.json"), context)
    assert now(service, other).status is Status.FAILED


def test_a_failure_that_comes_after_the_end_is_not_counted(
    service: Service,
    adapters: FakeAdapters,
    context: FakeContext,
    capsys: pytest.CaptureFixture[str],
) -> None:
    job = waiting(service)

    class EndsMeanwhile(FakeEndpoint):
        def invoke(self, job: Job) -> bytes:
            service.endings.expire(job, JobError("deadline_exceeded", "no picture by the deadline"))
            raise ModelFailed("the model refused")

    adapters.endpoint = EndsMeanwhile([])
    handler(sqs_event(message(job)), context)
    assert "JobsFailed" not in capsys.readouterr().out
