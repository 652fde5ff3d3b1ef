"""POST /v1/images, from the event to the response: drawn, joined, waited for, or still drawing."""

import io
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from easel.api.request import Order
from easel.ask import ask
from easel.callers.caller import Caller
from easel.generate import handler
from easel.pictures.job import Job, JobError, Status
from easel.pictures.jpeg import read_jpeg
from easel.pictures.note import Note
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import NOON, FakeClock, FakeContext, a_jpeg, a_picture, http_event

from .conftest import FOX, Answer, Ask, draw, drawn_after

REQUEST_ID = "0f7c2f0a-8a2e-4d0b-9a43-8b3f1c1d2e3f"  # of tests/events/api-gateway-proxy.json


def test_a_picture_drawn_in_time_is_created(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    submitter.takes = drawn_after(6, service, clock)
    answer = post()
    job = submitter.submitted[0]
    assert answer.status == 201
    assert answer.headers == {
        "cache-control": "no-store",  # it holds the token that deletes
        "content-type": "application/json",
        "location": f"https://easel.example/v1/images/{job.id}",
        "vary": "Prefer",
        "x-content-type-options": "nosniff",
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "59",
        "x-ratelimit-reset-requests": "60s",
        "x-request-id": REQUEST_ID,
    }
    assert answer.body["status"] == "succeeded"
    assert answer.body["url"] == f"https://easel.example/images/{job.id}.jpg"
    assert (answer.body["prompt"], answer.body["seed"]) == ("a red fox", 7)
    assert (answer.body["cached"], answer.body["queue"]) == (False, None)
    assert clock.now() < NOON + timedelta(seconds=7.1)  # no longer than it took, and a pause


def test_the_same_seed_gives_the_same_link_and_one_model_call(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    submitter.takes = drawn_after(6, service, clock)
    first, again = post(), post()
    assert (first.status, again.status) == (201, 200)
    assert again.body["url"] == first.body["url"]
    assert again.body["cached"] is True
    assert "location" not in again.headers
    assert len(submitter.submitted) == 1


def test_a_prompt_that_the_model_does_not_read_to_its_end_is_drawn_with_a_warning(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    submitter.takes = drawn_after(6, service, clock)
    long = {"prompt": "a red fox, " * 30, "seed": 7}
    first, again = post(long), post(long)
    [warning] = first.body["warnings"]
    assert warning["code"] == "prompt_cut"
    assert "first 207 of 330 characters" in warning["message"]
    assert again.body["warnings"] == first.body["warnings"]
    assert submitter.submitted[0].picture.prompt == long["prompt"]  # nothing is taken away from it
    assert post().body["warnings"] == []


def test_a_request_that_joins_gets_warnings_about_itself_and_not_about_the_first_one(
    service: Service, submitter: FakeSubmitter
) -> None:
    first = Order(a_picture(prompt="a red fox, " * 30), notes=(Note("size_changed", "first"),))
    second = replace(first, notes=(Note("steps_changed", "second"),))
    now = service.clock.now()
    caller = Caller("somebody", None, daily=100, per_minute=60)
    asked = [ask(order, caller, None, service, until=now) for order in (first, second)]
    codes = [[note.code for note in one.job.notes] for one in asked]
    assert codes == [["size_changed", "prompt_cut"], ["steps_changed", "prompt_cut"]]
    assert service.jobs.get(asked[0].job.id) == asked[0].job


def test_without_a_seed_every_request_is_a_new_picture(post: Ask, submitter: FakeSubmitter) -> None:
    body = {"prompt": "a red fox"}
    links = {post(body, "respond-async").headers["location"] for _ in range(3)}
    assert len(links) == len(submitter.submitted) == 3


def test_a_picture_that_takes_longer_is_accepted(
    post: Ask, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    answer = post()
    assert answer.status == 202
    assert answer.body["status"] == "running"
    assert answer.headers["location"].endswith(f"/v1/images/{answer.body['id']}")
    assert answer.headers["cache-control"] == "no-store"
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert clock.now() == NOON + timedelta(seconds=25)


def test_the_time_before_the_function_began_counts_as_waiting(
    service: Service, clock: FakeClock
) -> None:
    event = http_event("POST", "/v1/images", FOX, arrived=NOON - timedelta(seconds=20))
    assert Answer(handler(event, FakeContext(clock))).status == 202
    assert clock.now() == NOON + timedelta(seconds=29 - 20 - 3)


def test_a_job_is_linked_to_its_answer_before_it_is_seen_to_run(
    post: Ask, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If killed in between, the job is due in 90 s. In the other order it would be 20 minutes."""

    def killed(job: Job, due: datetime) -> None:
        assert service.answer_links.find("answers/1.out") == (job.id, 1)
        raise ConnectionError

    monkeypatch.setattr(service.jobs, "run", killed)
    assert post(prefer="respond-async").status == 500


def test_every_log_line_of_a_request_holds_the_id_that_its_caller_can_quote(
    post: Ask, log: io.StringIO
) -> None:
    quoted = post({"prompt": ""}).headers["x-request-id"]
    lines = [json.loads(line) for line in log.getvalue().splitlines() if '"level"' in line]
    assert lines
    assert {line["request_id"] for line in lines} == {quoted}


def test_a_wait_ends_before_the_function_times_out(service: Service, clock: FakeClock) -> None:
    context = FakeContext(clock, timeout_s=10)
    assert Answer(handler(http_event("POST", "/v1/images", FOX), context)).status == 202
    assert clock.now() == NOON + timedelta(seconds=7)


@pytest.mark.parametrize(
    ("prefer", "applied", "waited_s"),
    [
        ("respond-async", "respond-async", 0),
        ("wait=0", "wait=0", 0),
        ("wait=5", "wait=5", 5),
        ("wait=600", "wait=25", 25),
        ("handling=strict", None, 25),
    ],
)
def test_a_caller_says_how_long_to_wait(
    post: Ask, clock: FakeClock, prefer: str, applied: str | None, waited_s: float
) -> None:
    answer = post(prefer=prefer)
    assert answer.headers.get("preference-applied") == applied
    assert answer.headers["vary"] == "Prefer"
    assert clock.now() == NOON + timedelta(seconds=waited_s)


def test_a_second_caller_joins_and_waits_for_the_same_picture(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    first = post(prefer="respond-async")
    clock.after(4, lambda: draw(service, submitter.submitted[0]))
    joined = post()
    assert (first.status, joined.status) == (202, 201)
    assert joined.body["id"] == first.body["id"]
    assert joined.body["status"] == "succeeded"
    assert len(submitter.submitted) == 1


def test_an_answer_that_comes_before_the_call_returns_is_not_lost(
    post: Ask, service: Service, submitter: FakeSubmitter
) -> None:
    submitter.takes = lambda job: draw(service, job)
    assert (post().status, post().status) == (201, 200)


def test_async_links_its_answers_before_it_says_running(
    post: Ask, service: Service, submitter: FakeSubmitter
) -> None:
    answer = post(prefer="respond-async")
    for key in submitter.answer_keys:
        assert service.answer_links.find(key) == (answer.body["id"], 1)
    job = service.jobs.get(answer.body["id"])
    assert job
    assert (job.status, job.answer_keys) == (Status.RUNNING, submitter.answer_keys)
    assert job.deadline == NOON + timedelta(seconds=1200)
    assert job.due == NOON + timedelta(seconds=600)  # then the sweep looks for the answer


def test_realtime_leaves_the_job_queued(post: Ask, submitter: FakeSubmitter) -> None:
    submitter.answer_keys = ()
    answer = post(prefer="respond-async")
    assert (answer.status, answer.body["status"]) == (202, "queued")


def test_a_failed_picture_is_drawn_again_when_it_is_asked_for_again(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    post(prefer="respond-async")
    service.endings.fail(submitter.submitted[0], JobError("model_error", "the model broke"))
    submitter.takes = drawn_after(6, service, clock)
    again = post()
    assert (again.status, again.body["status"], again.body["error"]) == (201, "succeeded", None)
    assert [job.attempt for job in submitter.submitted] == [1, 2]


def test_an_overdue_job_is_not_joined(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    post(prefer="respond-async")
    clock.sleep(1200)
    assert post(prefer="respond-async").status == 202
    assert [job.attempt for job in submitter.submitted] == [1, 2]


def test_an_overdue_job_whose_picture_is_stored_is_served(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    post(prefer="respond-async")
    service.images.put(submitter.submitted[0].image_keys()[0], read_jpeg(a_jpeg()))
    clock.sleep(1200)
    answer = post()
    assert (answer.status, answer.body["status"]) == (200, "succeeded")
    assert len(submitter.submitted) == 1


def test_a_picture_stored_after_its_job_expired_is_not_drawn_again(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    post(prefer="respond-async")
    job = submitter.submitted[0]
    service.endings.expire(job, JobError("deadline_exceeded", "no picture by the deadline"))
    service.images.put(job.image_keys()[0], read_jpeg(a_jpeg()))
    answer = post(prefer="respond-async")
    assert (answer.status, answer.body["cached"]) == (200, True)
    assert len(submitter.submitted) == 1


def test_a_picture_that_fails_while_it_is_waited_for_is_a_problem(
    post: Ask, service: Service, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    error = JobError("model_error", "the model broke")
    submitter.takes = lambda job: clock.after(3, lambda: service.endings.fail(job, error))
    answer = post()
    job_path = f"/v1/images/{submitter.submitted[0].id}"
    assert (answer.status, answer.body["error"]["code"]) == (502, "model_error")
    assert answer.body["instance"] == job_path
    assert answer.headers["location"] == f"https://easel.example{job_path}"
