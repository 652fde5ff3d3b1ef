"""What a delete removes, for whom, and what stays."""

import json
from collections.abc import Callable

import pytest
from botocore.exceptions import EndpointConnectionError

from easel.callers.caller import delete_token, token_holder
from easel.callers.claims import Claimant
from easel.errors import ModelFailed
from easel.service import Service
from tests.fake_adapters import FakeCdn, FakeSubmitter
from tests.fakes import Aws, FakeClock

from ..conftest import Handled, sweep

MakeKey = Callable[..., str]


def test_a_delete_removes_the_picture_its_page_and_the_cdn_s_copies(
    api: Handled, aws: Aws, cdn: FakeCdn, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post(seed=1, n=2)
    id, token = posted.body["id"], posted.body["delete_token"]
    kept = api.post(seed=2).body["id"]

    deleted = api("DELETE", f"/v1/images/{id}", credential=token)
    assert (deleted.status, deleted.text) == (204, "")
    assert aws.keys("images") == [f"i/{kept}", f"images/{kept}.jpg"]
    assert cdn.forgotten == [f"images/{id}*", f"i/{id}"]
    for again in (
        api("GET", f"/v1/images/{id}"),
        api("DELETE", f"/v1/images/{id}", credential=token),
    ):
        assert (again.status, again.code) == (410, "deleted")


def test_the_row_of_a_deleted_picture_keeps_no_prompt(
    api: Handled, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post("a secret fox", negative_prompt="a secret hen")
    api("DELETE", posted.path, credential=posted.body["delete_token"])
    assert "secret" not in json.dumps(aws.dynamodb.scan(TableName="jobs")["Items"], default=str)


def test_a_deleted_picture_can_be_drawn_again(api: Handled, draws_at_once: FakeSubmitter) -> None:
    posted = api.post(seed=1)
    api("DELETE", posted.path, credential=posted.body["delete_token"])
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
    refused = api("DELETE", posted.path, credential=credential)
    assert (refused.status, refused.code) == (status, code)
    assert api("GET", posted.path).status == 200


def test_a_shared_picture_goes_with_its_last_claim(
    api: Handled, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    first, second = api.post(seed=1), api.post(seed=1, address="203.0.113.8")
    assert first.body["delete_token"] != second.body["delete_token"]
    for answer in (first, second):
        assert aws.keys("images")
        assert api("DELETE", answer.path, credential=answer.body["delete_token"]).status == 204
    assert aws.keys("images") == []


def test_a_second_caller_at_the_same_address_cannot_delete_the_picture_of_the_first(
    api: Handled, draws_at_once: FakeSubmitter
) -> None:
    first, second = api.post(seed=1), api.post(seed=1)
    assert first.body["delete_token"] != second.body["delete_token"]
    kept = api("DELETE", second.path, credential=second.body["delete_token"])
    assert (kept.status, kept.headers["x-easel-picture"]) == (204, "kept")
    assert api("GET", first.path).status == 200
    gone = api("DELETE", first.path, credential=first.body["delete_token"])
    assert (gone.status, gone.headers["x-easel-picture"]) == (204, "deleted")
    assert api("GET", first.path).status == 410


def test_a_repeat_with_the_same_idempotency_key_gets_the_same_token(
    api: Handled, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    lost, seen = (api.post(seed=1, idempotency_key="once") for _ in range(2))
    assert seen.body["delete_token"] == lost.body["delete_token"]
    other = api.post(seed=1, idempotency_key="once", address="203.0.113.8")
    assert other.body["delete_token"] != seen.body["delete_token"]
    for answer in (other, seen):
        api("DELETE", answer.path, credential=answer.body["delete_token"])
    assert aws.keys("images") == []


@pytest.mark.parametrize("path", ["/v1/images", "/v1/images/generations"])
def test_a_request_that_fails_leaves_no_claim_that_nobody_can_drop(
    api: Handled, aws: Aws, draws_at_once: FakeSubmitter, path: str
) -> None:
    draws_at_once.refuses = ModelFailed("the connection broke")
    body = {"prompt": "a red fox", "seed": 1}
    assert api("POST", path, body).status == 502
    draws_at_once.refuses = None
    drawn = api("POST", path, body).body
    deleted = api("DELETE", f"/v1/images/{drawn['id']}", credential=drawn["delete_token"])
    assert deleted.headers["x-easel-picture"] == "deleted"
    assert aws.keys("images") == []


def test_a_token_from_before_still_deletes(
    api: Handled, service: Service, aws: Aws, draws_at_once: FakeSubmitter
) -> None:
    """Tokens were derived from the address and the picture alone."""
    posted = api.post(seed=1)
    api("DELETE", posted.path, credential=posted.body["delete_token"])
    id = api.post(seed=1, idempotency_key="k").body["id"]
    address = f"address#{service.signer.sign('address', '203.0.113.7')}"
    token = delete_token(service.signer.sign("claim", f"{address}#{id}"), service.signer)
    service.claims.hold(id, token_holder(token))
    assert api("DELETE", f"/v1/images/{id}", credential=token).status == 204


def test_a_picture_that_one_key_deleted_stays_for_the_others(
    api: Handled, key_mode: MakeKey, draws_at_once: FakeSubmitter
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    path = api.post(seed=1, credential=ann).path
    api.post(seed=1, credential=bob)
    assert api("DELETE", path, credential=ann).status == 204
    assert api("GET", path, credential=ann).code == "deleted"
    assert api("GET", path, credential=bob).status == 200
    # After another POST the picture is Ann's again.
    assert api.post(seed=1, credential=ann).status == 200
    assert api("GET", path, credential=ann).status == 200


def test_deleting_a_picture_for_the_second_time_clears_the_cdn_again(
    api: Handled, aws: Aws, cdn: FakeCdn, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    for _ in range(2):
        posted = api.post(seed=1)
        api("DELETE", posted.path, credential=posted.body["delete_token"])
        aws.dynamodb.delete_item(TableName="jobs", Key={"pk": {"S": posted.body["id"]}})  # TTL
        clock.sleep(60)
    first, second = cdn.references
    assert first != second


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
    assert api("DELETE", posted.path, credential=ann).status == 503
    cdn.refuses = None
    service.claims.hold(
        posted.body["id"], Claimant("key#bob", "key#bob")
    )  # Bob asked a moment too late
    clock.sleep(61)
    sweep(clock)
    assert api.post(seed=1, credential=bob).status == 201  # drawn anew
