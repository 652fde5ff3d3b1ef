"""A large quota has several rows, and allows neither more nor less than its limit."""

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from easel.callers.quotas import DAY, MINUTE, Quota, Quotas
from easel.callers.spending import Spending, give_back_later
from easel.errors import QuotaExceeded
from tests.capacity import metered
from tests.fakes import Aws, FakeClock

LIMIT = 6_050
QUOTA = Quota("everyone", LIMIT, DAY)


@pytest.fixture
def quotas(aws: Aws, clock: FakeClock) -> Quotas:
    return Quotas(aws.dynamodb, "callers", clock)


def spend(quotas: Quotas, clock: FakeClock, n: int, quota: Quota = QUOTA) -> Spending:
    spending = Spending(quotas, n, clock.now())
    spending.take(quota, f"this deployment's {quota.limit} pictures")
    return spending


def rows(aws: Aws) -> dict[str, int]:
    found = aws.dynamodb.scan(TableName="callers")["Items"]
    return {row["pk"]["S"].split("#d")[0]: int(row["used"]["N"]) for row in found}


def test_a_large_quota_is_used_up_to_the_last_picture_and_no_further(
    quotas: Quotas, clock: FakeClock, aws: Aws
) -> None:
    for _ in range(60):
        spend(quotas, clock, 100)
    with pytest.raises(QuotaExceeded, match="50 of this deployment's 6050 pictures are left"):
        spend(quotas, clock, 100)
    spend(quotas, clock, 50)
    with pytest.raises(QuotaExceeded, match="0 of"):
        spend(quotas, clock, 1)
    assert rows(aws) == {
        "quota#everyone#0": 2017,
        "quota#everyone#1": 2017,
        "quota#everyone#2": 2016,
    }


def test_a_small_quota_has_one_row(quotas: Quotas, clock: FakeClock, aws: Aws) -> None:
    for _ in range(20):
        spend(quotas, clock, 1, Quota("everyone", 3_999, DAY))
    assert rows(aws) == {"quota#everyone": 20}


def test_what_was_spread_over_several_rows_is_given_back_whole(
    quotas: Quotas, clock: FakeClock, aws: Aws
) -> None:
    spending = spend(quotas, clock, 5_000)
    assert sum(rows(aws).values()) == 5_000
    spending.give_back()
    spending.give_back()
    assert set(rows(aws).values()) == {0}
    spend(quotas, clock, LIMIT)


def test_a_process_asks_a_full_row_again_after_a_few_seconds(
    quotas: Quotas, clock: FakeClock, aws: Aws
) -> None:
    last = spend(quotas, clock, LIMIT)
    here = Quotas(aws.dynamodb, "callers", clock)
    for _ in range(2):
        with pytest.raises(QuotaExceeded):
            spend(here, clock, 1)
    with metered(aws.dynamodb, aws.dynamodb) as used, pytest.raises(QuotaExceeded):
        spend(here, clock, 1)
    assert used.figures == (0, 0, 0)
    last.give_back()  # by another process
    clock.sleep(6)
    spend(here, clock, LIMIT)


@pytest.mark.parametrize("before", [0, 1_500])
def test_what_was_taken_before_the_quota_was_divided_counts(
    quotas: Quotas, clock: FakeClock, aws: Aws, before: int
) -> None:
    spend(quotas, clock, before, Quota("everyone", 1_500, DAY))
    here = Quotas(aws.dynamodb, "callers", clock)
    spend(here, clock, LIMIT - before)
    with pytest.raises(QuotaExceeded, match="0 of"):
        spend(here, clock, 1)
    clock.sleep(timedelta(days=1).total_seconds())
    spend(here, clock, LIMIT)


def test_what_another_request_took_can_be_given_back(
    quotas: Quotas, clock: FakeClock, aws: Aws
) -> None:
    for _ in range(5):
        spend(quotas, clock, 1)
    for _ in range(7):
        give_back_later(quotas, QUOTA, 1, clock.now())
    assert set(rows(aws).values()) == {0}


def test_nothing_is_lost_if_the_parts_cannot_be_found(
    quotas: Quotas, clock: FakeClock, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = Quota("ann", 5, DAY)
    spending = Spending(quotas, 1, clock.now())
    spending.take(ann, "your 5 pictures")

    def throttled(**_: Any) -> Any:
        raise ClientError({"Error": {"Code": "ThrottlingException"}}, "GetItem")

    with monkeypatch.context() as patch:
        patch.setattr(aws.dynamodb, "get_item", throttled)
        with pytest.raises(ClientError):
            spending.take(QUOTA, "this deployment's pictures")
    assert rows(aws) == {"quota#ann": 0}


def test_a_row_that_only_counts_does_not_grow(quotas: Quotas, aws: Aws) -> None:
    for _ in range(3):
        assert quotas.take(Quota("ann", 5, MINUTE))[0]
    [row] = aws.dynamodb.scan(TableName="callers")["Items"]
    assert "taken" not in row
