"""A caller cancels a picture that is not drawn yet, and changes nobody else's."""

from collections.abc import Callable

import pytest

from easel import deliver
from easel.pictures.job import Job
from easel.service import Service
from tests.fake_adapters import FakeAdapters, FakeSubmitter
from tests.fakes import Aws, FakeClock, FakeContext, a_jpeg, an_answer, s3_message, sqs_event

from ..conftest import Handled, sweep

MakeKey = Callable[..., str]
Draw = Callable[[Job], None]


# Canceling.


def test_a_canceled_job_has_ended(api: Handled, service: Service) -> None:
    posted = api.post(seed=1)
    token = posted.body["delete_token"]
    canceled = api("POST", f"{posted.path}/cancel", credential=token)
    assert (canceled.status, canceled.body["status"]) == (200, "canceled")
    assert canceled.body["completed_at"]
    assert api("GET", posted.path).body["status"] == "canceled"
    again = api("POST", f"{posted.path}/cancel", credential=token)
    assert (again.status, again.code) == (409, "already_terminal")
    assert api("DELETE", posted.path, credential=token).status == 204


def test_a_post_that_waits_learns_that_its_job_was_canceled(
    api: Handled, service: Service, submitter: FakeSubmitter, clock: FakeClock
) -> None:
    submitter.takes = lambda job: clock.after(2, lambda: service.endings.cancel(job))
    answer = api("POST", "/v1/images", {"prompt": "a red fox"})
    assert (answer.status, answer.body["status"]) == (200, "canceled")
    assert "location" not in answer.headers


def test_a_drawn_picture_cannot_be_canceled(api: Handled, draws_at_once: FakeSubmitter) -> None:
    posted = api.post(seed=1)
    refused = api("POST", f"{posted.path}/cancel", credential=posted.body["delete_token"])
    assert (refused.status, refused.code) == (409, "already_terminal")
    assert api("GET", posted.path).body["status"] == "succeeded"


def test_a_cancel_does_not_stop_a_picture_that_others_wait_for(
    api: Handled, submitter: FakeSubmitter, draw: Draw
) -> None:
    first, second = api.post(seed=1), api.post(seed=1, address="203.0.113.8")
    left = api("POST", f"{first.path}/cancel", credential=first.body["delete_token"])
    assert (left.status, left.body["status"]) == (200, "running")
    last = api("POST", f"{first.path}/cancel", credential=second.body["delete_token"])
    assert last.body["status"] == "canceled"


def test_a_canceled_picture_can_be_asked_for_again(api: Handled, submitter: FakeSubmitter) -> None:
    posted = api.post(seed=1)
    api("POST", f"{posted.path}/cancel", credential=posted.body["delete_token"])
    again = api.post(seed=1)
    assert (again.status, again.body["status"]) == (202, "running")
    assert len(submitter.submitted) == 2


def cancel(api: Handled) -> str:
    """Ask for a picture and cancel it while it is drawn. Returns its id."""
    posted = api.post(seed=1)
    api("POST", f"{posted.path}/cancel", credential=posted.body["delete_token"])
    return str(posted.body["id"])


def delete(api: Handled) -> str:
    posted = api.post(seed=1)
    api("DELETE", posted.path, credential=posted.body["delete_token"])
    return str(posted.body["id"])


ANSWERS = {
    "answers/1.out": an_answer(a_jpeg()),
    "failures/1-error.out": b"CUDA out of memory",
}


@pytest.mark.parametrize("stop", [cancel, delete])
@pytest.mark.parametrize("key", ANSWERS)
def test_a_stopped_job_counts_in_the_line_until_its_answer_comes(
    api: Handled,
    aws: Aws,
    context: FakeContext,
    clock: FakeClock,
    stop: Callable[[Handled], str],
    key: str,
) -> None:
    job_id = stop(api)
    assert api("GET", "/v1/status").body["queue"] == 1
    aws.s3.put_object(Bucket="answers", Key=key, Body=ANSWERS[key])
    for _ in range(2):
        deliver.handler(sqs_event(s3_message(key)), context)
    clock.sleep(2)
    assert api("GET", "/v1/status").body["queue"] == 0
    assert f"images/{job_id}.jpg" not in aws.keys("images")


@pytest.mark.parametrize("stop", [cancel, delete])
def test_a_stopped_job_counts_in_the_line_until_its_deadline(
    api: Handled, clock: FakeClock, stop: Callable[[Handled], str]
) -> None:
    stop(api)
    clock.sleep(1199)
    sweep(clock)
    assert api("GET", "/v1/status").body["queue"] == 1
    clock.sleep(1)
    sweep(clock)
    assert api("GET", "/v1/status").body["queue"] == 0


@pytest.mark.parametrize("stop", [cancel, delete])
def test_a_job_stopped_while_a_realtime_endpoint_draws_counts_until_the_draw_ends(
    api: Handled,
    service: Service,
    adapters: FakeAdapters,
    clock: FakeClock,
    submitter: FakeSubmitter,
    stop: Callable[[Handled], str],
) -> None:
    submitter.answer_keys = ()

    class Endpoint:
        def invoke(self, job: Job) -> bytes:
            stop(api)
            clock.sleep(2)
            assert api("GET", "/v1/status").body["queue"] == 1
            return an_answer(a_jpeg())

    adapters.endpoint = Endpoint()
    job_id = api.post(seed=1).body["id"]
    deliver.see_to({"draw": job_id, "attempt": 1}, service)
    clock.sleep(2)
    assert api("GET", "/v1/status").body["queue"] == 0


@pytest.mark.parametrize("what", ["", "/cancel"], ids=["delete", "cancel"])
@pytest.mark.parametrize("id", ["img_aaaaaaaaaaaaaaaaaaaaaaaaaa", "key%23ann", "x" * 300])
def test_changing_an_unknown_picture_answers_404(api: Handled, what: str, id: str) -> None:
    method = "POST" if what else "DELETE"
    assert api(method, f"/v1/images/{id}{what}", credential="token").status == 404


# Whose is whose.


def test_a_second_caller_sees_lists_cancels_and_deletes_nothing_of_the_first(
    api: Handled, key_mode: MakeKey
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    path = api.post(seed=1, credential=ann).path
    for method, target in (("GET", path), ("POST", f"{path}/cancel"), ("DELETE", path)):
        refused = api(method, target, credential=bob)
        assert (refused.status, refused.code) == (403, "not_owner")
        assert api(method, target).code == "invalid_api_key"
    assert api("GET", "/v1/images", credential=bob).body["data"] == []
    assert api("GET", "/v1/images").code == "invalid_api_key"
    assert len(api("GET", "/v1/images", credential=ann).body["data"]) == 1


def test_every_key_may_see_a_public_picture_and_only_its_owner_may_change_it(
    api: Handled, key_mode: MakeKey, draws_at_once: FakeSubmitter
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    path = api.post(seed=1, public=True, credential=ann).path
    assert api("GET", path, credential=bob).status == 200
    assert api("DELETE", path, credential=bob).code == "not_owner"
