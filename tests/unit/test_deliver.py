"""Each answer in S3 becomes a stored picture and an ended job, once, whatever the queue brings."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest

from easel.deliver import handler
from easel.pictures.job import Job, JobError, Status
from easel.pictures.note import Note
from easel.service import Service
from tests.conftest import Serve
from tests.fake_adapters import FakeAdapters, FakeQueue
from tests.fakes import (
    Aws,
    FakeClock,
    FakeContext,
    a_job,
    a_jpeg,
    a_picture,
    an_answer,
    failed_ids,
    recorded,
    s3_message,
    sqs_event,
)
from tests.xmp import without_xmp

ANSWER, FAILURE = "answers/1.out", "failures/1-error.out"
ERROR = JobError("model_error", "the model broke")


def deliver(context: FakeContext, *messages: dict[str, Any] | str, times_received: int = 1) -> Any:
    return handler(sqs_event(*messages, times_received=times_received), context)


def running(service: Service, number: int = 1, n: int = 1, notes: tuple[Note, ...] = ()) -> Job:
    """A job that async inference is drawing; its answer will be at answers/<number>.out."""
    job, _ = service.jobs.open(a_job(a_picture(seed=number, n=n), notes=notes))
    service.answer_links.store(job, (f"answers/{number}.out", f"failures/{number}-error.out"))
    return service.jobs.run(job, due=job.deadline) or job


def arrives(aws: Aws, key: str, body: bytes) -> dict[str, Any]:
    aws.s3.put_object(Bucket="answers", Key=key, Body=body)
    return s3_message(key)


def stored(aws: Aws, key: str) -> bytes:
    return aws.s3.get_object(Bucket="images", Key=key)["Body"].read()


@pytest.mark.parametrize("n", [1, 2, 4])
def test_an_answer_becomes_stored_pictures_and_an_ended_job(
    service: Service, aws: Aws, context: FakeContext, clock: FakeClock, n: int
) -> None:
    job = running(service, n=n)
    jpegs = [a_jpeg(quality=10 * k) for k in range(1, n + 1)]
    clock.sleep(6)
    assert failed_ids(deliver(context, arrives(aws, ANSWER, an_answer(*jpegs)))) == []
    ended = service.jobs.get(job.id)
    assert ended
    assert (ended.status, ended.completed_at) == (Status.SUCCEEDED, clock.now())
    assert [image.key for image in ended.images] == job.image_keys()
    assert [without_xmp(stored(aws, key)) for key in job.image_keys()] == jpegs


def test_a_delivered_picture_is_one_line_and_counted(
    service: Service,
    aws: Aws,
    context: FakeContext,
    clock: FakeClock,
    log: io.StringIO,
    capsys: pytest.CaptureFixture[str],
) -> None:
    job = running(service)
    clock.sleep(6)
    deliver(context, arrives(aws, ANSWER, an_answer(a_jpeg())))
    [line] = [json.loads(line) for line in log.getvalue().splitlines()]
    assert (line["message"], line["id"]) == ("picture stored", job.id)
    assert (line["bytes"], line["model_ms"]) == (len(stored(aws, job.image_keys()[0])), 6000)
    counted = json.loads(capsys.readouterr().out)
    assert (counted["PicturesDrawn"], counted["ModelTime"]) == ([1], [6000])


def test_a_picture_delivered_before_its_job_was_seen_to_run_is_counted(
    service: Service, aws: Aws, context: FakeContext, capsys: pytest.CaptureFixture[str]
) -> None:
    job, _ = service.jobs.open(a_job())
    service.answer_links.store(job, (ANSWER,))
    deliver(context, arrives(aws, ANSWER, an_answer(a_jpeg())))
    assert "PicturesDrawn" in json.loads(capsys.readouterr().out)


def test_a_failure_object_fails_its_job(service: Service, aws: Aws, context: FakeContext) -> None:
    job = running(service)
    error = recorded("contracts/endpoint-errors.json")["ModelError, out of memory"]
    said = json.dumps(error).encode() + b"\xff"
    assert failed_ids(deliver(context, arrives(aws, FAILURE, said))) == []
    ended = service.jobs.get(job.id)
    assert ended
    assert ended.error
    assert (ended.status, ended.error.code) == (Status.FAILED, "model_error")
    assert "out of memory" in ended.error.detail


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", an_answer(), an_answer(a_jpeg(), a_jpeg()), an_answer(a_jpeg()[:-2])],
    ids=["empty", "HTML", "no picture", "one too many", "cut off"],
)
def test_an_answer_without_its_pictures_fails_its_job(
    service: Service, aws: Aws, context: FakeContext, body: bytes
) -> None:
    job = running(service)
    assert failed_ids(deliver(context, arrives(aws, ANSWER, body))) == []
    ended = service.jobs.get(job.id)
    assert ended
    assert (ended.status, ended.error and ended.error.code) == (Status.FAILED, "model_error")
    assert aws.keys("images") == []


def test_an_answer_that_comes_before_its_link_is_brought_back(
    service: Service, aws: Aws, context: FakeContext, queue: FakeQueue
) -> None:
    message = arrives(aws, ANSWER, an_answer(a_jpeg()))
    assert failed_ids(deliver(context, message, times_received=3)) == ["m0"]
    assert queue.brought_back == [("r0", 3)]
    job = running(service)
    assert failed_ids(deliver(context, message, times_received=4)) == []
    ended = service.jobs.get(job.id)
    assert ended
    assert ended.status is Status.SUCCEEDED


def test_one_bad_message_does_not_hold_up_the_others(
    service: Service, aws: Aws, context: FakeContext, queue: FakeQueue
) -> None:
    jobs = [running(service, number) for number in (1, 2)]
    response = deliver(
        context,
        "not JSON",
        arrives(aws, "answers/1.out", an_answer(a_jpeg())),
        s3_message("answers/too-early.out"),
        {"detail": {}},
        "[]",
        arrives(aws, "answers/2.out", an_answer(a_jpeg())),
    )
    assert failed_ids(response) == ["m0", "m2", "m3", "m4"]
    assert queue.brought_back == [("r0", 1), ("r2", 1), ("r3", 1), ("r4", 1)]
    ended = [service.jobs.get(job.id) for job in jobs]
    assert [job and job.status for job in ended] == [Status.SUCCEEDED] * 2


def test_when_the_store_fails_the_message_comes_again(
    service: Service, context: FakeContext, queue: FakeQueue, log: io.StringIO
) -> None:
    job = running(service)
    message = s3_message(ANSWER)
    assert failed_ids(deliver(context, message, times_received=4)) == ["m0"]  # no such object
    assert queue.brought_back == [("r0", 4)]  # in seconds: the visibility timeout is minutes
    [line] = [json.loads(line) for line in log.getvalue().splitlines()]
    assert (line["message"], line["aws"]) == ("record not delivered", "NoSuchKey")
    found = service.jobs.get(job.id)
    assert found
    assert found.status is Status.RUNNING


def test_a_message_that_is_not_json_is_logged(
    service: Service, context: FakeContext, log: io.StringIO
) -> None:
    deliver(context, "not JSON")
    assert "record not delivered" in log.getvalue()


def test_words_that_the_model_did_not_draw_are_added_to_the_notes_of_the_job(
    service: Service, aws: Aws, context: FakeContext
) -> None:
    asked = Note("size_changed", "1000x1000")
    job = running(service, notes=(asked,))
    said = json.loads(an_answer(a_jpeg())) | {"not_drawn": ["dragon"]}
    deliver(context, arrives(aws, ANSWER, json.dumps(said).encode()))
    ended = service.jobs.get(job.id)
    assert ended
    assert [note.code for note in ended.notes] == ["size_changed", "words_not_drawn"]


def test_the_same_answer_again_changes_nothing(
    service: Service, aws: Aws, context: FakeContext, clock: FakeClock
) -> None:
    job = running(service)
    message = arrives(aws, ANSWER, an_answer(a_jpeg()))
    deliver(context, message)
    ended = service.jobs.get(job.id)
    clock.sleep(5)
    assert failed_ids(deliver(context, message, message)) == []
    assert service.jobs.get(job.id) == ended


def test_a_picture_that_comes_after_the_end_is_kept_for_the_next_caller(
    service: Service, aws: Aws, context: FakeContext
) -> None:
    job = running(service)
    failed = service.endings.fail(job, ERROR)
    assert failed_ids(deliver(context, arrives(aws, ANSWER, an_answer(a_jpeg())))) == []
    assert service.jobs.get(job.id) == failed
    assert set(job.image_keys()) <= set(aws.keys("images"))


@pytest.mark.parametrize(
    ("key", "body"),
    [
        pytest.param(FAILURE, b"it broke", id="failure"),
        pytest.param(ANSWER, b"<html>", id="no-picture"),
    ],
)
def test_the_failure_of_an_earlier_attempt_does_not_end_the_next(
    service: Service, aws: Aws, context: FakeContext, key: str, body: bytes
) -> None:
    first = running(service)
    service.endings.fail(first, ERROR)
    second, _ = service.jobs.open(replace(first, status=Status.QUEUED, started_at=None))
    assert failed_ids(deliver(context, arrives(aws, key, body))) == []
    assert service.jobs.get(first.id) == second


def test_the_picture_of_an_earlier_attempt_ends_the_next_one_as_well(
    service: Service, aws: Aws, context: FakeContext
) -> None:
    first = running(service)
    service.endings.fail(first, ERROR)
    service.jobs.open(replace(first, status=Status.QUEUED, started_at=None))
    assert failed_ids(deliver(context, arrives(aws, ANSWER, an_answer(a_jpeg())))) == []
    ended = service.jobs.get(first.id)
    assert ended
    assert (ended.status, ended.attempt) == (Status.SUCCEEDED, 2)


def test_the_answer_to_a_job_that_is_gone_changes_nothing(
    service: Service, aws: Aws, context: FakeContext
) -> None:
    service.answer_links.store(a_job(), (ANSWER,))
    assert failed_ids(deliver(context, arrives(aws, ANSWER, an_answer(a_jpeg())))) == []
    assert service.jobs.get(a_job().id) is None


def test_a_picture_that_is_stored_already_is_kept(
    service: Service, aws: Aws, context: FakeContext
) -> None:
    job, first = running(service), a_jpeg(8, 8)
    aws.s3.put_object(Bucket="images", Key=job.image_keys()[0], Body=first)
    deliver(context, arrives(aws, ANSWER, an_answer(a_jpeg())))
    ended = service.jobs.get(job.id)
    assert ended
    assert [(image.width, image.bytes) for image in ended.images] == [(8, len(first))]
    assert stored(aws, job.image_keys()[0]) == first


def test_no_log_holds_what_the_model_said(
    service: Service,
    aws: Aws,
    context: FakeContext,
    log: io.StringIO,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for number in (1, 2, 3):
        running(service, number)
    deliver(
        context,
        arrives(aws, "answers/1.out", an_answer(a_jpeg())),
        arrives(aws, "answers/2.out", b'{"prompt": "astronaut on a horse"}'),
        arrives(aws, "failures/3-error.out", b"prompt 'astronaut on a horse' is refused"),
        "astronaut on a horse",
    )
    written = log.getvalue() + "".join(capsys.readouterr())
    assert "picture stored" in written
    assert "job failed" in written
    assert "astronaut" not in written


def test_a_failure_of_an_existing_endpoint_is_told_by_the_prefix_that_it_has(
    adapters: FakeAdapters, clock: FakeClock, serve: Serve, aws: Aws, context: FakeContext
) -> None:
    adapters.settings = replace(adapters.settings, failures_prefix="sd/broken/")
    service = serve(Service(adapters.settings, clock, adapters))
    job, _ = service.jobs.open(a_job())
    service.answer_links.store(job, ("sd/out/1.out", "sd/broken/1-error.out"))
    assert failed_ids(deliver(context, arrives(aws, "sd/broken/1-error.out", b"no"))) == []
    ended = service.jobs.get(job.id)
    assert ended
    assert ended.status is Status.FAILED
