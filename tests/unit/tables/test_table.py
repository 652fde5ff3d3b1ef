"""A conditional write whose response was lost is known again as one's own."""

from datetime import timedelta
from typing import Any

import pytest

from easel.callers.keys import BadName, Keys
from easel.callers.seeds import Seeds
from easel.tables.table import Table
from tests.fakes import Aws, FakeClock


class LosesResponses:
    """A DynamoDB client that sends every write twice, as botocore does if a response was lost."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.client, name)
        if name not in ("put_item", "update_item"):
            return call

        def twice(**request: Any) -> Any:
            call(**request)
            return call(**request)

        return twice


@pytest.fixture
def losing(aws: Aws) -> Any:
    return LosesResponses(aws.dynamodb)


def test_a_key_is_made_and_revoked_although_the_responses_were_lost(
    losing: Any, aws: Aws, clock: FakeClock
) -> None:
    keys = Keys(losing, "callers", clock)
    credential = keys.make("ann", 100)
    assert Keys(aws.dynamodb, "callers", clock).find(credential)
    with pytest.raises(BadName, match="already"):
        keys.make("ann", 100)
    assert keys.revoke("ann")
    assert not keys.revoke("ann")


def test_a_seed_is_kept_although_the_response_was_lost(losing: Any, clock: FakeClock) -> None:
    seeds = Seeds(losing, "callers", clock)
    assert seeds.keep("once", "body", 7, timedelta(days=1)) == ("body", 7)
    assert seeds.keep("once", "another", 8, timedelta(days=1)) == ("body", 7)


def test_of_two_moves_one_happens_and_the_other_changes_nothing(losing: Any) -> None:
    table, key = Table(losing, "jobs"), {"pk": {"S": "img_1"}}
    assert table.put({**key, "status": {"S": "queued"}}, "attribute_not_exists(pk)") is None
    ran = table.move(key, {"status": {"S": "running"}}, sources=["queued"])
    assert ran
    assert table.move(key, {"status": {"S": "failed"}}, sources=["queued"]) is None
    assert table.get(key) == ran
