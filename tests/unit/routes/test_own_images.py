"""What a caller does with pictures there are already: see, list, cancel, delete."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from easel import deliver
from easel.callers.claims import Claimant
from easel.errors import Internal
from easel.pictures.job import Job
from easel.service import Service
from tests.fakes import (
    Aws,
    FakeCdn,
    FakeClock,
    FakeContext,
    FakeSubmitter,
    a_jpeg,
    an_answer,
    failed_ids,
    recorded,
    s3_message,
    sqs_event,
)

from ..conftest import Answer, Handled

MakeKey = Callable[..., str]
Draw = Callable[[Job], None]


def sweep(clock: FakeClock) -> None:
    deliver.handler(recorded("schedule.json"), FakeContext(clock))


def path_of(answer: Answer) -> str:
    return str(answer.body["links"]["self"])


# Deleting.


def test_a_delete_takes_the_picture_its_page_and_the_cdn_s_copies(
    api: Handled, aws: Aws, cdn: FakeCdn, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post(seed=1, n=2)
    id, token = posted.body["id"], posted.body["delete_token"]
    kept = api.post(seed=2).body["id"]

    deleted = api("DELETE", f"/v1/images/{id}", credential=token)
    assert (deleted.status, deleted.text) == (204, "")
    assert aws.keys("images") == [f"i/{kept}", f"images/{kept}.jpg"]
    assert cdn.forgotten == [f"images/{id}.jpg", f"images/{id}-2.jpg", f"i/{id}"]
    for again in (
        api("GET", f"/v1/images/{id}"),
        api("DELETE", f"/v1/images/{id}", credential=token),
    ):
        assert (again.status, again.code) == (410, "deleted")


def test_what_was_deleted_is_forgotten(
    api: Handled, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post("a secret fox", negative_prompt="a secret hen")
    api("DELETE", path_of(posted), credential=posted.body["delete_token"])
    assert "secret" not in json.dumps(aws.dynamodb.scan(TableName="jobs")["Items"], default=str)


def test_what_was_deleted_can_be_drawn_anew(api: Handled, draws_at_once: FakeSubmitter) -> None:
    posted = api.post(seed=1)
    api("DELETE", path_of(posted), credential=posted.body["delete_token"])
    again = api.post(seed=1)
    assert (again.status, again.body["id"]) == (201, posted.body["id"])
    assert again.body["cached"] is False
    assert len(draws_at_once.submitted) == 2


@pytest.mark.parametrize(
    ("credential", "status", "code"),
    [
        (None, 401, "invalid_api_key"),
        ("A" * 22, 403, "not_owner"),
        ("", 401, "invalid_api_key"),
        ("é", 403, "not_owner"),
    ],
    ids=["none", "another", "empty", "odd"],
)
def test_in_open_mode_a_delete_needs_the_token_of_the_post(
    api: Handled,
    draws_at_once: FakeSubmitter,
    credential: str | None,
    status: int,
    code: str,
) -> None:
    posted = api.post(seed=1)
    refused = api("DELETE", path_of(posted), credential=credential)
    assert (refused.status, refused.code) == (status, code)
    assert api("GET", path_of(posted)).status == 200


def test_a_shared_picture_goes_with_its_last_claim(
    api: Handled, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    first, second = api.post(seed=1), api.post(seed=1, address="203.0.113.8")
    assert first.body["delete_token"] != second.body["delete_token"]
    for answer in (first, second):
        assert aws.keys("images")
        assert api("DELETE", path_of(answer), credential=answer.body["delete_token"]).status == 204
    assert aws.keys("images") == []


def test_a_repeat_leaves_no_claim_that_nobody_can_drop(
    api: Handled, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    lost, seen = api.post(seed=1), api.post(seed=1)
    assert seen.body["delete_token"] == lost.body["delete_token"]
    api("DELETE", path_of(seen), credential=seen.body["delete_token"])
    assert aws.keys("images") == []


def test_one_key_s_delete_is_gone_for_it_alone(
    api: Handled, key_mode: MakeKey, draws_at_once: FakeSubmitter
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    path = path_of(api.post(seed=1, credential=ann))
    api.post(seed=1, credential=bob)
    assert api("DELETE", path, credential=ann).status == 204
    assert api("GET", path, credential=ann).code == "deleted"
    assert api("GET", path, credential=bob).status == 200
    # Asked for again, it is theirs again.
    assert api.post(seed=1, credential=ann).status == 200
    assert api("GET", path, credential=ann).status == 200


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
    assert api(method, path_of(posted) + path, credential=token).status == status
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
            deliver.deliver("answers/1.out", service)

    monkeypatch.setattr(cdn, "forget", comes_between_removing_and_closing)
    assert api("DELETE", path_of(posted), credential=posted.body["delete_token"]).status == 204
    assert aws.keys("images") == []


def test_a_picture_drawn_anew_after_its_tombstone_is_forgotten_by_the_cdn_anew(
    api: Handled, aws: Aws, cdn: FakeCdn, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    for _ in range(2):
        posted = api.post(seed=1)
        api("DELETE", path_of(posted), credential=posted.body["delete_token"])
        aws.dynamodb.delete_item(TableName="jobs", Key={"pk": {"S": posted.body["id"]}})  # TTL
        clock.sleep(60)
    first, second = cdn.references
    assert first != second


def test_a_removal_that_fails_holds_up_no_other(
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
        api("DELETE", path_of(posted), credential=posted.body["delete_token"])
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
    assert cdn.forgotten == [f"images/{ids[1]}.jpg", f"i/{ids[1]}"]


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
        assert api("DELETE", path_of(posted), credential=token).status == 500
    assert api("DELETE", path_of(posted), credential=token).status == 204
    assert aws.keys("images") == []


def test_who_joins_a_job_that_is_being_deleted_is_told_that_it_was_canceled(
    api: Handled, service: Service, key_mode: MakeKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    posted = api.post(seed=1, credential=ann)
    ended: list[str] = []
    begin_delete = service.jobs.begin_delete

    def joined_a_moment_before(job: Job) -> Job | None:
        service.claims.hold(job.id, Claimant("key#bob", "key#bob"))  # and saw it running
        return begin_delete(job)

    monkeypatch.setattr(service.jobs, "begin_delete", joined_a_moment_before)
    monkeypatch.setattr(service.webhooks, "announce", ended.append)
    assert api("DELETE", path_of(posted), credential=ann).status == 204
    assert api("GET", path_of(posted), credential=bob).body["status"] == "canceled"
    assert ended == [posted.body["id"]]  # and their webhooks say so
    assert api.post(seed=1, credential=bob).status == 202


def test_a_picture_whose_files_are_gone_is_not_restored(
    api: Handled,
    service: Service,
    cdn: FakeCdn,
    clock: FakeClock,
    key_mode: MakeKey,
    draws_at_once: FakeSubmitter,
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    posted = api.post(seed=1, credential=ann)
    cdn.refuses = EndpointConnectionError(endpoint_url="https://cloudfront.amazonaws.com")
    assert api("DELETE", path_of(posted), credential=ann).status == 500
    cdn.refuses = None
    service.claims.hold(
        posted.body["id"], Claimant("key#bob", "key#bob")
    )  # asked a moment too late
    clock.sleep(61)
    sweep(clock)
    assert api.post(seed=1, credential=bob).status == 201  # drawn anew


def test_a_delete_that_is_cut_off_is_finished_by_the_sweep(
    api: Handled, aws: Aws, cdn: FakeCdn, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post(seed=1)
    cdn.refuses = EndpointConnectionError(endpoint_url="https://cloudfront.amazonaws.com")
    cut_off = api("DELETE", path_of(posted), credential=posted.body["delete_token"])
    assert cut_off.status == 500
    assert api("GET", path_of(posted)).code == "deleted"  # at once, whatever comes after
    cdn.refuses = None
    sweep(clock)
    assert cdn.forgotten == []  # whoever began may still be at it
    clock.sleep(61)
    sweep(clock)
    assert cdn.forgotten == [f"images/{posted.body['id']}.jpg", f"i/{posted.body['id']}"]
    assert api.post(seed=1).status == 201


def test_one_removal_that_fails_holds_up_no_other(
    api: Handled, service: Service, cdn: FakeCdn, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    cdn.refuses = EndpointConnectionError(endpoint_url="https://cloudfront.amazonaws.com")
    for seed in (1, 2):
        posted = api.post(seed=seed)
        api("DELETE", path_of(posted), credential=posted.body["delete_token"])
        clock.sleep(1)
    clock.sleep(61)
    first = service.jobs.half_deleted()[0]
    forget = cdn.forget

    def refuse_the_first(keys: list[str], reference: str) -> None:
        cdn.refuses = Internal("not now") if first in reference else None
        forget(keys, reference)

    cdn.forget = refuse_the_first  # type: ignore[method-assign]
    with pytest.raises(Internal):
        sweep(clock)
    assert service.jobs.half_deleted() == [first]


def test_who_asks_during_a_delete_gets_the_picture_once_it_is_over(
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


def test_who_claims_a_picture_this_moment_keeps_it(
    api: Handled, service: Service, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    """The claim comes between the last look at the claims and the mark."""
    posted = api.post(seed=1)
    began = service.jobs.begin_delete

    def claimed_meanwhile(job: Job) -> Job | None:
        service.claims.hold(job.id, Claimant("key#bob", "key#bob"))
        return began(job)

    service.jobs.begin_delete = claimed_meanwhile  # type: ignore[method-assign]
    assert api("DELETE", path_of(posted), credential=posted.body["delete_token"]).status == 204
    shown = api("GET", path_of(posted))
    assert (shown.status, shown.body["status"]) == (200, "succeeded")
    assert shown.body["completed_at"] == posted.body["completed_at"]
    assert len(aws.keys("images")) == 2  # the picture and its page


# Canceling.


def test_a_canceled_job_has_ended(api: Handled, service: Service) -> None:
    posted = api.post(seed=1)
    token = posted.body["delete_token"]
    canceled = api("POST", f"{path_of(posted)}/cancel", credential=token)
    assert (canceled.status, canceled.body["status"]) == (200, "canceled")
    assert canceled.body["completed_at"]
    assert service.jobs.count_open() == 0
    assert api("GET", path_of(posted)).body["status"] == "canceled"
    again = api("POST", f"{path_of(posted)}/cancel", credential=token)
    assert (again.status, again.code) == (409, "already_terminal")
    assert api("DELETE", path_of(posted), credential=token).status == 204


def test_a_post_that_waits_learns_that_its_job_was_canceled(
    api: Handled, service: Service, submitter: FakeSubmitter, clock: FakeClock
) -> None:
    submitter.takes = lambda job: clock.after(2, lambda: service.endings.cancel(job))
    answer = api("POST", "/v1/images", {"prompt": "a red fox"})
    assert (answer.status, answer.body["status"]) == (200, "canceled")
    assert "location" not in answer.headers


def test_what_is_drawn_cannot_be_canceled(api: Handled, draws_at_once: FakeSubmitter) -> None:
    posted = api.post(seed=1)
    refused = api("POST", f"{path_of(posted)}/cancel", credential=posted.body["delete_token"])
    assert (refused.status, refused.code) == (409, "already_terminal")
    assert api("GET", path_of(posted)).body["status"] == "succeeded"


def test_a_picture_that_others_wait_for_is_drawn_all_the_same(
    api: Handled, submitter: FakeSubmitter, draw: Draw
) -> None:
    first, second = api.post(seed=1), api.post(seed=1, address="203.0.113.8")
    left = api("POST", f"{path_of(first)}/cancel", credential=first.body["delete_token"])
    assert (left.status, left.body["status"]) == (200, "running")
    last = api("POST", f"{path_of(first)}/cancel", credential=second.body["delete_token"])
    assert last.body["status"] == "canceled"


def test_a_canceled_picture_can_be_asked_for_again(api: Handled, submitter: FakeSubmitter) -> None:
    posted = api.post(seed=1)
    api("POST", f"{path_of(posted)}/cancel", credential=posted.body["delete_token"])
    again = api.post(seed=1)
    assert (again.status, again.body["status"]) == (202, "running")
    assert len(submitter.submitted) == 2


@pytest.mark.parametrize("what", ["", "/cancel"], ids=["delete", "cancel"])
@pytest.mark.parametrize("id", ["img_aaaaaaaaaaaaaaaaaaaaaaaaaa", "key%23ann", "x" * 300])
def test_what_is_not_there_cannot_be_changed(api: Handled, what: str, id: str) -> None:
    method = "POST" if what else "DELETE"
    assert api(method, f"/v1/images/{id}{what}", credential="token").status == 404


# Whose is whose.


def test_a_second_caller_sees_lists_cancels_and_deletes_nothing_of_the_first(
    api: Handled, key_mode: MakeKey
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    path = path_of(api.post(seed=1, credential=ann))
    for method, target in (("GET", path), ("POST", f"{path}/cancel"), ("DELETE", path)):
        refused = api(method, target, credential=bob)
        assert (refused.status, refused.code) == (403, "not_owner")
        assert api(method, target).code == "invalid_api_key"
    assert api("GET", "/v1/images", credential=bob).body["data"] == []
    assert api("GET", "/v1/images").code == "invalid_api_key"
    assert len(api("GET", "/v1/images", credential=ann).body["data"]) == 1


def test_what_is_public_every_key_may_see_and_only_its_own_change(
    api: Handled, key_mode: MakeKey, draws_at_once: FakeSubmitter
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    path = path_of(api.post(seed=1, public=True, credential=ann))
    assert api("GET", path, credential=bob).status == 200
    assert api("DELETE", path, credential=bob).code == "not_owner"


# Listing.


def pages(api: Handled, **query: str) -> list[list[dict[str, Any]]]:
    """Every page of the list, by following next_cursor."""
    credential = query.pop("credential", None)
    found = []
    while True:
        answer = api("GET", "/v1/images", credential=credential, query=query)
        assert answer.status == 200
        found.append(answer.body["data"])
        if not answer.body["has_more"]:
            assert answer.body["next_cursor"] is None
            assert "link" not in answer.headers
            return found
        query["cursor"] = answer.body["next_cursor"]
        assert f"cursor={query['cursor']}" in answer.headers["link"]
        assert 'rel="next"' in answer.headers["link"]


@pytest.mark.parametrize(("n", "sizes"), [(0, [0]), (4, [4]), (5, [4, 1]), (8, [4, 4])])
def test_a_list_comes_in_pages_newest_first(
    api: Handled, key_mode: MakeKey, clock: FakeClock, n: int, sizes: list[int]
) -> None:
    ann = key_mode("ann")
    asked = []
    for seed in range(n):
        asked.append(api.post(seed=seed, credential=ann).body["id"])
        clock.sleep(1)
    found = pages(api, limit="4", credential=ann)
    assert [len(page) for page in found] == sizes
    assert [job["id"] for page in found for job in page] == asked[::-1]


def test_the_gallery_holds_what_is_public_and_drawn(
    api: Handled, clock: FakeClock, submitter: FakeSubmitter, draw: Draw
) -> None:
    shown = api.post(seed=1, public=True)
    api.post(seed=2)
    api.post(seed=3, public=True)  # still being drawn
    for job in submitter.submitted[:2]:
        draw(job)
    [listed] = api("GET", "/v1/images", query={"scope": "public"}).body["data"]
    assert listed["id"] == shown.body["id"]
    assert "delete_token" not in listed
    api("DELETE", path_of(shown), credential=shown.body["delete_token"])
    assert api("GET", "/v1/images").body["data"] == []  # in open mode there is no other list


def test_what_was_deleted_is_listed_no_more(api: Handled, key_mode: MakeKey) -> None:
    ann = key_mode("ann")
    kept, gone = api.post(seed=1, credential=ann), api.post(seed=2, credential=ann)
    api("DELETE", path_of(gone), credential=ann)
    [listed] = api("GET", "/v1/images", credential=ann).body["data"]
    assert listed["id"] == kept.body["id"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"limit": "0"}, "out_of_range"),
        ({"limit": "101"}, "out_of_range"),
        ({"limit": "-1"}, "out_of_range"),
        ({"limit": "ten"}, "out_of_range"),
        ({"limit": ""}, "out_of_range"),
        ({"limit": "٣"}, "out_of_range"),
        ({"limit": "9" * 30}, "out_of_range"),
        ({"scope": "everyone"}, "out_of_range"),
        ({"cursor": ""}, "invalid_cursor"),
        ({"cursor": "x"}, "invalid_cursor"),
        ({"cursor": "é"}, "invalid_cursor"),
        ({"cursor": "A" * 200}, "invalid_cursor"),
        ({"cursor": "/w=="}, "invalid_cursor"),
    ],
    ids=str,
)
def test_a_list_that_cannot_be_meant_is_refused(
    api: Handled, query: dict[str, str], code: str
) -> None:
    refused = api("GET", "/v1/images", query=query)
    assert (refused.status, refused.code) == (400, code)


def test_a_cursor_is_good_for_its_own_list_alone(
    api: Handled, key_mode: MakeKey, clock: FakeClock
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    for seed in range(2):
        api.post(seed=seed, credential=ann, public=True)
        clock.sleep(1)
    cursor = api("GET", "/v1/images", credential=ann, query={"limit": "1"}).body["next_cursor"]
    for query, credential in (
        ({"cursor": cursor}, bob),
        ({"cursor": cursor, "scope": "public"}, ann),
        ({"cursor": cursor[:-2] + "AA"}, ann),
        ({"cursor": cursor[2:]}, ann),
    ):
        refused = api("GET", "/v1/images", credential=credential, query=query)
        assert refused.code == "invalid_cursor"


@pytest.mark.parametrize("limit", ["000000001" + "9" * k for k in (1, 4, 5000)], ids=len)
def test_a_limit_behind_zeros_is_held_to_its_bounds(api: Handled, limit: str) -> None:
    refused = api("GET", "/v1/images", query={"limit": limit})
    assert (refused.status, refused.code) == (400, "out_of_range")
