"""A delete while the picture is drawn, while another caller asks, or after a fault."""

from collections.abc import Callable

import pytest
from botocore.exceptions import EndpointConnectionError

from easel import deliver
from easel.callers.claims import Claimant
from easel.errors import Internal
from easel.pictures.job import Job
from easel.service import Service
from tests.fake_adapters import FakeCdn, FakeSubmitter
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

from ..conftest import Handled, sweep

MakeKey = Callable[..., str]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("DELETE", "", 204), ("POST", "/cancel", 200)]
)
def test_a_job_deleted_or_canceled_while_it_runs_leaves_no_picture_behind(
    api: Handled,
    aws: Aws,
    submitter: FakeSubmitter,
    context: FakeContext,
    method: str,
    path: str,
    status: int,
) -> None:
    posted = api.post(seed=1)
    token = posted.body["delete_token"]
    assert api(method, posted.path + path, credential=token).status == status
    aws.s3.put_object(Bucket="answers", Key="answers/1.out", Body=an_answer(a_jpeg()))
    assert failed_ids(deliver.handler(sqs_event(s3_message("answers/1.out")), context)) == []
    assert aws.keys("images") == []


def test_a_picture_that_comes_while_its_job_is_being_deleted_leaves_nothing_behind(
    api: Handled,
    service: Service,
    aws: Aws,
    cdn: FakeCdn,
    submitter: FakeSubmitter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posted = api.post(seed=1)
    aws.s3.put_object(Bucket="answers", Key="answers/1.out", Body=an_answer(a_jpeg()))
    seen_before = [service.jobs.get(posted.body["id"])]
    get = service.jobs.get

    def comes_between_removing_and_closing(keys: list[str], reference: str) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(
                service.jobs, "get", lambda id: seen_before.pop() if seen_before else get(id)
            )
            deliver.see_to(s3_message("answers/1.out"), service)

    monkeypatch.setattr(cdn, "forget", comes_between_removing_and_closing)
    assert api("DELETE", posted.path, credential=posted.body["delete_token"]).status == 204
    assert aws.keys("images") == []


def test_a_failed_removal_does_not_hold_up_the_others(
    api: Handled,
    cdn: FakeCdn,
    clock: FakeClock,
    draws_at_once: FakeSubmitter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cdn.refuses = EndpointConnectionError(endpoint_url="https://cloudfront.amazonaws.com")
    ids = []
    for seed in range(2):
        posted = api.post(seed=seed)
        ids.append(posted.body["id"])
        api("DELETE", posted.path, credential=posted.body["delete_token"])
        clock.sleep(1)
    cdn.refuses = None
    forget = cdn.forget

    def not_the_first(keys: list[str], reference: str) -> None:
        if ids[0] in keys[0]:
            raise EndpointConnectionError(endpoint_url="https://cloudfront.amazonaws.com")
        forget(keys, reference)

    monkeypatch.setattr(cdn, "forget", not_the_first)
    clock.sleep(61)
    with pytest.raises(Internal):
        sweep(clock)
    assert cdn.forgotten == [f"images/{ids[1]}*", f"i/{ids[1]}"]


def test_a_delete_that_is_cut_off_before_it_marks_the_job_can_be_repeated(
    api: Handled,
    service: Service,
    aws: Aws,
    draws_at_once: FakeSubmitter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posted = api.post(seed=1)
    token = posted.body["delete_token"]

    def cut_off(job: Job) -> Job | None:
        raise EndpointConnectionError(endpoint_url="https://dynamodb.amazonaws.com")

    with monkeypatch.context() as patch:
        patch.setattr(service.jobs, "begin_delete", cut_off)
        assert api("DELETE", posted.path, credential=token).status == 503
    assert api("DELETE", posted.path, credential=token).status == 204
    assert aws.keys("images") == []


def test_a_caller_who_joins_a_job_that_is_being_deleted_sees_it_canceled(
    api: Handled, service: Service, key_mode: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    posted = api.post(seed=1, credential=ann)
    ended: list[str] = []
    begin_delete = service.jobs.begin_delete

    def joined_a_moment_before(job: Job) -> Job | None:
        service.claims.hold(job.id, Claimant("key#bob", "key#bob"))  # Bob saw the job running
        return begin_delete(job)

    monkeypatch.setattr(service.jobs, "begin_delete", joined_a_moment_before)
    monkeypatch.setattr(service.webhooks, "announce", ended.append)
    assert api("DELETE", posted.path, credential=ann).status == 204
    assert api("GET", posted.path, credential=bob).body["status"] == "canceled"
    assert ended == [posted.body["id"]]  # the webhooks say so
    assert api.post(seed=1, credential=bob).status == 202


def test_a_delete_that_is_cut_off_is_finished_by_the_sweep(
    api: Handled, aws: Aws, cdn: FakeCdn, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post(seed=1)
    cdn.refuses = EndpointConnectionError(endpoint_url="https://cloudfront.amazonaws.com")
    cut_off = api("DELETE", posted.path, credential=posted.body["delete_token"])
    assert cut_off.status == 503
    assert api("GET", posted.path).code == "deleted"  # at once, whatever fails afterwards
    cdn.refuses = None
    sweep(clock)
    assert cdn.forgotten == []  # the first process may still be at work
    clock.sleep(61)
    sweep(clock)
    assert cdn.forgotten == [f"images/{posted.body['id']}*", f"i/{posted.body['id']}"]
    assert api.post(seed=1).status == 201


def test_one_failed_removal_does_not_hold_up_the_others(
    api: Handled, service: Service, cdn: FakeCdn, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    cdn.refuses = EndpointConnectionError(endpoint_url="https://cloudfront.amazonaws.com")
    for seed in (1, 2):
        posted = api.post(seed=seed)
        api("DELETE", posted.path, credential=posted.body["delete_token"])
        clock.sleep(1)
    clock.sleep(61)
    first = service.job_index.half_deleted()[0]
    forget = cdn.forget

    def refuse_the_first(keys: list[str], reference: str) -> None:
        cdn.refuses = Internal("not now") if first in reference else None
        forget(keys, reference)

    cdn.forget = refuse_the_first  # type: ignore[method-assign]
    with pytest.raises(Internal):
        sweep(clock)
    assert service.job_index.half_deleted() == [first]


def test_a_post_during_a_delete_gets_the_picture_after_the_delete(
    api: Handled, service: Service, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post(seed=1)
    job = service.jobs.get(posted.body["id"])
    assert job
    marked = service.jobs.begin_delete(job)
    assert marked
    refused = api.post(seed=1)
    assert (refused.status, refused.code) == (503, "capacity")
    clock.after(2, lambda: service.jobs.finish_delete(marked))
    body = {"prompt": "a red fox", "seed": 1}
    assert api("POST", "/v1/images", body).status in (200, 201)


def test_a_caller_who_claims_a_picture_during_a_delete_keeps_it(
    api: Handled, service: Service, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    """Bob claims the picture after the last look at the claims and before the job is marked."""
    posted = api.post(seed=1)
    began = service.jobs.begin_delete

    def claimed_meanwhile(job: Job) -> Job | None:
        service.claims.hold(job.id, Claimant("key#bob", "key#bob"))
        return began(job)

    service.jobs.begin_delete = claimed_meanwhile  # type: ignore[method-assign]
    deleted = api("DELETE", posted.path, credential=posted.body["delete_token"])
    assert (deleted.status, deleted.headers["x-easel-picture"]) == (204, "kept")
    shown = api("GET", posted.path)
    assert (shown.status, shown.body["status"]) == (200, "succeeded")
    assert shown.body["completed_at"] == posted.body["completed_at"]
    assert len(aws.keys("images")) == 2  # the picture and its page
