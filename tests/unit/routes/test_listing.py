"""A caller lists their own pictures, or the public ones, page by page."""

from collections.abc import Callable
from typing import Any

import pytest

from easel.pictures.job import Job
from tests.fake_adapters import FakeSubmitter
from tests.fakes import Aws, FakeClock

from ..conftest import Handled

MakeKey = Callable[..., str]
Draw = Callable[[Job], None]


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


def test_the_gallery_shows_each_picture_once_also_those_from_before_it_had_shards(
    api: Handled, aws: Aws, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    asked = []
    for seed in range(24):
        asked.append(api.post(seed=seed, public=True, address=f"203.0.113.{seed}").body["id"])
        if seed % 6 == 5:
            clock.sleep(1)  # six in each millisecond
    rows = aws.dynamodb.scan(TableName="callers", IndexName="by_owner")["Items"]
    assert {row["owner"]["S"] for row in rows} == {f"public#{k}" for k in range(4)}
    for row in rows[::3]:
        aws.dynamodb.update_item(
            TableName="callers",
            Key={name: row[name] for name in ("pk", "sk")},
            UpdateExpression="SET #owner = :public",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues={":public": {"S": "public"}},
        )
    found = pages(api, scope="public", limit="5")
    assert [len(page) for page in found] == [5, 5, 5, 5, 4]
    shown = [job["id"] for page in found for job in page]
    assert sorted(shown) == sorted(asked)
    newest_first = [asked.index(job_id) // 6 for job_id in shown]
    assert newest_first == sorted(newest_first, reverse=True)


def test_the_gallery_lists_public_pictures_that_are_drawn(
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
    api("DELETE", shown.path, credential=shown.body["delete_token"])
    assert api("GET", "/v1/images").body["data"] == []  # in open mode there is no other list


def test_a_deleted_picture_is_not_listed(api: Handled, key_mode: MakeKey) -> None:
    ann = key_mode("ann")
    kept, gone = api.post(seed=1, credential=ann), api.post(seed=2, credential=ann)
    api("DELETE", gone.path, credential=ann)
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
def test_an_invalid_list_query_is_refused(api: Handled, query: dict[str, str], code: str) -> None:
    refused = api("GET", "/v1/images", query=query)
    assert (refused.status, refused.code) == (400, code)


def test_a_cursor_of_another_list_or_cut_short_is_refused(
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


@pytest.mark.parametrize("limit", ["000000001" + "9" * k for k in (2, 4, 5000)], ids=len)
def test_a_limit_behind_zeros_is_held_to_its_bounds(api: Handled, limit: str) -> None:
    refused = api("GET", "/v1/images", query={"limit": limit})
    assert (refused.status, refused.code) == (400, "out_of_range")


def test_zeros_before_a_limit_do_not_count(api: Handled) -> None:
    listed = api("GET", "/v1/images", query={"limit": "0000000019"})
    assert listed.status == 200
