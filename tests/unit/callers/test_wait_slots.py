"""The slots of requests that wait: a few for each caller, and half of the account's executions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from easel.callers.wait_slots import NoSlot, Slot, WaitSlots
from tests.fakes import NOON, Aws, FakeClock
from tests.faults import KINDS, Faults, Kind

UNTIL = NOON + timedelta(seconds=25)


def slots_for(client: Any, clock: FakeClock, *, per_caller: int = 2, in_all: int = 5) -> WaitSlots:
    return WaitSlots(client, "callers", clock, per_caller=per_caller, in_all=in_all)


@pytest.fixture
def slots(aws: Aws, clock: FakeClock) -> WaitSlots:
    return slots_for(aws.dynamodb, clock)


def leases(aws: Aws) -> int:
    rows = aws.dynamodb.scan(TableName="callers")["Items"]
    return sum(len(row.get("leases", {}).get("NS", [])) for row in rows)


@contextmanager
def refused(whose: str) -> Iterator[None]:
    with pytest.raises(NoSlot, match=whose):
        yield


def test_a_caller_has_a_few_slots_and_gets_one_back_that_they_leave(slots: WaitSlots) -> None:
    first, _ = slots.take("ann", UNTIL), slots.take("ann", UNTIL)
    with refused("caller"):
        slots.take("ann", UNTIL)
    slots.take("bob", UNTIL)
    slots.leave(first)
    slots.leave(first)  # a second time changes nothing
    slots.take("ann", UNTIL)
    with refused("caller"):
        slots.take("ann", UNTIL)


def test_all_callers_together_have_no_more_than_the_deployment_has(slots: WaitSlots) -> None:
    taken = [slots.take(f"caller {k}", UNTIL) for k in range(5)]
    with refused("deployment"):
        slots.take("one more", UNTIL)
    slots.leave(taken[0])
    slots.take("one more", UNTIL)  # the refusal left no slot of theirs behind


def test_the_slot_of_a_process_that_was_killed_is_free_when_its_lease_has_ended(
    slots: WaitSlots, clock: FakeClock, aws: Aws
) -> None:
    for _ in range(2):
        slots.take("ann", UNTIL)  # and never left
    clock.sleep(28)
    with refused("caller"):
        slots.take("ann", UNTIL)
    clock.sleep(2)
    slots.take("ann", clock.now() + timedelta(seconds=25))
    slots.take("ann", clock.now() + timedelta(seconds=25))
    with refused("caller"):
        slots.take("ann", UNTIL)
    assert leases(aws) == 2 + 2 + 2  # of ann; of all: the new ones, and the ended ones


@pytest.mark.parametrize(("per_caller", "in_all"), [(0, 5), (5, 0)], ids=["caller", "deployment"])
def test_nobody_waits_where_there_are_no_slots(
    aws: Aws, clock: FakeClock, per_caller: int, in_all: int
) -> None:
    slots = slots_for(aws.dynamodb, clock, per_caller=per_caller, in_all=in_all)
    with pytest.raises(NoSlot):
        slots.take("ann", UNTIL)
    assert leases(aws) == 0


@pytest.mark.parametrize("in_all", [5, 49, 50, 199, 500])
def test_the_shards_of_the_deployment_hold_no_more_than_it_may(
    aws: Aws, clock: FakeClock, in_all: int
) -> None:
    slots = slots_for(aws.dynamodb, clock, per_caller=in_all, in_all=in_all)
    taken = 0
    for _ in range(in_all + 5):
        try:
            slots.take("ann", UNTIL)
        except NoSlot:
            continue
        taken += 1
    assert in_all * 0.8 <= taken <= in_all


def test_a_write_that_botocore_repeats_takes_one_slot(aws: Aws, clock: FakeClock) -> None:
    class Twice:
        def update_item(self, **request: Any) -> Any:
            aws.dynamodb.update_item(**request)  # its response was lost
            return aws.dynamodb.update_item(**request)

    slots = slots_for(Twice(), clock, per_caller=1)
    slots.leave(slots.take("ann", UNTIL))
    assert leases(aws) == 0
    slots.take("ann", UNTIL)
    assert leases(aws) == 2  # one of ann, one of all


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_whatever_fails_the_slots_are_free_again_when_the_leases_have_ended(
    aws: Aws, clock: FakeClock, kind: Kind
) -> None:
    faults = Faults()
    slots = slots_for(faults.watch("dynamodb", aws.dynamodb), clock, per_caller=1, in_all=1)
    for site in range(4):
        faults.arm(site, kind)
        slot: Slot | None = None
        try:
            slot = slots.take("ann", clock.now() + timedelta(seconds=25))
        except (ClientError, BotoCoreError):
            assert site < 2  # only a take raises
        if slot:
            slots.leave(slot)
        faults.disarm()
        clock.sleep(30)
        slots.leave(slots.take("ann", clock.now() + timedelta(seconds=25)))
    assert leases(aws) == 0
