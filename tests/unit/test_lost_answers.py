"""An answer that the model wrote is delivered, even if S3's event about it is lost."""

import json
from datetime import timedelta
from typing import Any

import pytest

from easel.deliver import handler
from easel.errors import Internal
from easel.pictures.endings import DELIVERED_WITHIN
from easel.pictures.endpoint import MaybeSubmitted
from easel.pictures.job import Job, Status
from easel.service import Service
from tests.fake_adapters import FakeQueue, FakeSubmitter
from tests.fakes import (
    Aws,
    FakeClock,
    FakeContext,
    a_jpeg,
    an_answer,
    failed_ids,
    s3_message,
    sqs_event,
)

from .conftest import Handled, sweep

ANSWER, FAILURE = "answers/1.out", "failures/1-error.out"
DEADLINE_S = 1200


@pytest.fixture
def job(api: Handled, service: Service) -> Job:
    """A job that the model has."""
    found = service.jobs.get(str(api.post().body["id"]))
    assert found
    return found


def arrives(aws: Aws, key: str = ANSWER, body: bytes | None = None) -> None:
    """Store an answer; S3's event about it is lost."""
    aws.s3.put_object(Bucket="answers", Key=key, Body=body or an_answer(a_jpeg()))


def delivers(queue: FakeQueue, context: FakeContext) -> int:
    """Handle the messages of the queue, and return how many there were."""
    messages, queue.waiting = queue.waiting, []
    if messages:
        assert failed_ids(dict(handler(sqs_event(*messages), context))) == []
    return len(messages)


def oldest_job_s(capsys: pytest.CaptureFixture[str]) -> float:
    """What the last sweep said about the oldest job that is overdue."""
    [said] = json.loads(capsys.readouterr().out.splitlines()[-1])["OldestJob"]
    return float(said)


def now(service: Service, job: Job) -> Job:
    found = service.jobs.get(job.id)
    assert found
    return found


@pytest.mark.parametrize("when_s", [DEADLINE_S / 2, DEADLINE_S], ids=["half-way", "deadline"])
def test_the_sweep_delivers_an_answer_whose_message_was_lost(
    service: Service,
    aws: Aws,
    clock: FakeClock,
    queue: FakeQueue,
    context: FakeContext,
    job: Job,
    when_s: float,
) -> None:
    clock.sleep(when_s - 1)
    sweep(clock)  # half-way there is no answer yet
    arrives(aws)
    sweep(clock)
    assert queue.waiting == []
    clock.sleep(1)
    sweep(clock)
    assert delivers(queue, context) == 1
    ended = now(service, job)
    assert (ended.status, len(ended.images)) == (Status.SUCCEEDED, 1)


def test_a_failure_whose_message_was_lost_fails_the_job(
    service: Service, aws: Aws, clock: FakeClock, queue: FakeQueue, context: FakeContext, job: Job
) -> None:
    arrives(aws, FAILURE, b"CUDA out of memory")
    clock.sleep(DEADLINE_S)
    sweep(clock)
    assert delivers(queue, context) == 1
    ended = now(service, job)
    assert (ended.status, ended.error and ended.error.code) == (Status.FAILED, "model_error")


def test_a_caller_who_looks_first_does_not_expire_a_picture_that_was_paid_for(
    api: Handled, aws: Aws, clock: FakeClock, queue: FakeQueue, context: FakeContext, job: Job
) -> None:
    arrives(aws)
    clock.sleep(DEADLINE_S + 1)
    assert api("GET", f"/v1/images/{job.id}").body["status"] == "running"
    sweep(clock)
    assert api("GET", f"/v1/images/{job.id}").body["status"] == "running"
    delivers(queue, context)
    assert api("GET", f"/v1/images/{job.id}").body["status"] == "succeeded"


def test_without_an_answer_a_job_expires_at_its_deadline_whoever_looks(
    api: Handled, clock: FakeClock, job: Job
) -> None:
    clock.sleep(DEADLINE_S - 1)
    assert api("GET", f"/v1/images/{job.id}").body["status"] == "running"
    clock.sleep(1)
    assert api("GET", f"/v1/images/{job.id}").body["status"] == "expired"


@pytest.mark.parametrize("sweeps", [True, False])
def test_an_answer_that_nobody_can_deliver_ends_the_job_a_little_later(
    api: Handled, aws: Aws, clock: FakeClock, queue: FakeQueue, job: Job, sweeps: bool
) -> None:
    arrives(aws)
    clock.sleep(DEADLINE_S)
    for _ in range(int(DELIVERED_WITHIN / timedelta(minutes=1))):
        if sweeps:
            sweep(clock)
        assert api("GET", f"/v1/images/{job.id}").body["status"] == "running"
        clock.sleep(60)
    assert len(queue.waiting) == sweeps  # once, not at each sweep
    assert api("GET", f"/v1/images/{job.id}").body["status"] == "expired"


def test_a_sweep_that_cannot_queue_the_event_tries_again(
    service: Service,
    aws: Aws,
    clock: FakeClock,
    queue: FakeQueue,
    context: FakeContext,
    job: Job,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arrives(aws)
    clock.sleep(DEADLINE_S)
    with monkeypatch.context() as patch:
        patch.setattr(queue, "put", _refuses)
        with pytest.raises(Exception, match="could not be settled"):
            sweep(clock)
    clock.sleep(60)
    sweep(clock)
    delivers(queue, context)
    assert now(service, job).status is Status.SUCCEEDED


def _refuses(_: Any) -> None:
    raise ConnectionError


@pytest.mark.parametrize("key", ["answers/{}/7f.out", "answers/{}.out", "failures/{}/7f-error.out"])
def test_an_answer_without_a_link_names_its_job(
    service: Service,
    aws: Aws,
    context: FakeContext,
    api: Handled,
    submitter: FakeSubmitter,
    key: str,
) -> None:
    submitter.answer_keys = ()  # `generate` does not get to write a link
    api.post()
    job = now(service, submitter.submitted[-1])
    key = key.format(f"{job.id}.{job.attempt}")
    arrives(aws, key)
    assert failed_ids(dict(handler(sqs_event(s3_message(key)), context))) == []
    wanted = Status.FAILED if key.startswith("failures") else Status.SUCCEEDED
    assert now(service, job).status is wanted


@pytest.mark.parametrize("taken", [True, False])
def test_a_job_that_the_model_may_have_taken_waits_for_its_answer(
    service: Service,
    aws: Aws,
    clock: FakeClock,
    context: FakeContext,
    api: Handled,
    submitter: FakeSubmitter,
    taken: bool,
) -> None:
    submitter.refuses = MaybeSubmitted("the connection to the model broke; POST again")
    answer = api.post()
    assert (answer.status, answer.body["status"]) == (202, "queued")
    job = now(service, submitter.submitted[-1])
    if taken:
        key = f"answers/{job.inference_id}/7f.out"
        arrives(aws, key)
        assert failed_ids(dict(handler(sqs_event(s3_message(key)), context))) == []
    clock.sleep(90)
    sweep(clock)
    assert now(service, job).status is (Status.SUCCEEDED if taken else Status.FAILED)


def test_a_job_of_an_older_version_knows_no_answer_and_expires(
    service: Service, aws: Aws, clock: FakeClock, job: Job
) -> None:
    arrives(aws)
    aws.dynamodb.update_item(
        TableName="jobs", Key={"pk": {"S": job.id}}, UpdateExpression="REMOVE answers"
    )
    clock.sleep(DEADLINE_S)
    sweep(clock)
    assert now(service, job).status is Status.EXPIRED


@pytest.mark.usefixtures("job")
def test_each_sweep_says_how_old_the_oldest_overdue_job_is(
    clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep(clock)
    assert oldest_job_s(capsys) == 0
    clock.sleep(DEADLINE_S / 2)
    sweep(clock)  # half-way it looks for the answer, and finds none
    assert oldest_job_s(capsys) == DEADLINE_S / 2
    clock.sleep(DEADLINE_S / 2)
    sweep(clock)  # at the deadline the job ends
    assert oldest_job_s(capsys) == 0


def test_a_job_that_cannot_be_settled_grows_old(
    service: Service,
    job: Job,
    clock: FakeClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: Job) -> Job:
        raise RuntimeError("the table is gone")

    monkeypatch.setattr(type(service.endings), "settle", lambda _, job: broken(job))
    clock.sleep(2 * DEADLINE_S)
    with pytest.raises(Internal, match="1 overdue job"):
        sweep(clock)
    assert oldest_job_s(capsys) == 2 * DEADLINE_S
    assert not now(service, job).status.ended
