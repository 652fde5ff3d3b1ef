"""The hours that the model's instances run in a day: how they are counted, and when they end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from easel.pictures.instance_hours import InstanceHours
from easel.service import Service
from easel.tables.row import Item
from tests.fake_adapters import FakeAdapters, FakeSubmitter
from tests.fakes import Aws, FakeClock
from tests.faults import LOST, THROTTLED, Faults

from ..conftest import Handled, sweep


@pytest.fixture
def running(adapters: FakeAdapters, configure: Callable[..., None]) -> Callable[[int], None]:
    """Two hours a day, and a function that says how many instances run."""
    configure(daily_instance_hours=2)

    def run(instances: int) -> None:
        adapters.endpoint_status.running = instances

    return run


def row(aws: Aws) -> Item:
    found = aws.dynamodb.get_item(TableName="jobs", Key={"pk": {"S": "instance_hours"}})
    return found.get("Item", {})


def used_s(aws: Aws) -> int:
    return int(row(aws).get("used_s", {"N": "0"})["N"])


def minutes(count: int, clock: FakeClock) -> None:
    for _ in range(count):
        sweep(clock)
        clock.sleep(60)


def test_each_minute_counts_for_each_instance(
    running: Callable[[int], None], aws: Aws, clock: FakeClock
) -> None:
    minutes(3, clock)
    assert used_s(aws) == 0
    running(1)
    minutes(10, clock)
    running(3)
    minutes(10, clock)
    running(0)
    minutes(10, clock)
    assert used_s(aws) == 60 * (10 + 3 * 10)


def test_when_the_hours_are_used_up_new_pictures_are_refused_until_midnight(
    running: Callable[[int], None], api: Handled, clock: FakeClock, draws_at_once: FakeSubmitter
) -> None:
    drawn = api.post("a red fox", seed=1)
    running(4)
    minutes(29, clock)
    assert api.post("a blue fox").status == 201
    minutes(1, clock)
    clock.sleep(11)  # a process believes for ten seconds what it has read
    refused = api.post("a green fox")
    assert (refused.status, refused.code) == (429, "quota_exceeded")
    assert refused.body["detail"] == "the model has run for the 2 hours that a day (UTC) allows"
    assert refused.headers["x-should-retry"] == "false"
    assert refused.headers["x-ratelimit-remaining-requests"] == "0"
    midnight = clock.now().replace(hour=0, minute=0, second=0) + timedelta(days=1)
    assert int(refused.headers["retry-after"]) == (midnight - clock.now()).total_seconds()
    assert api.post("a red fox", seed=1).body["id"] == drawn.body["id"]  # it was drawn before
    clock.sleep(int(refused.headers["retry-after"]))
    assert api.post("a green fox").status == 201


def test_a_refused_picture_costs_its_caller_nothing(
    running: Callable[[int], None], api: Handled, clock: FakeClock, configure: Callable[..., None],
    draws_at_once: FakeSubmitter, service: Service,
) -> None:  # fmt: skip
    configure(daily_pictures_per_address=1)
    running(120)
    minutes(1, clock)
    assert api.post("a red fox").code == "quota_exceeded"
    assert draws_at_once.submitted == []
    configure(daily_instance_hours=0)
    assert api.post("a red fox").status == 201


def test_a_sweep_that_was_missed_is_counted_by_the_next_one(
    running: Callable[[int], None], aws: Aws, clock: FakeClock
) -> None:
    running(1)
    minutes(1, clock)
    clock.sleep(240)
    minutes(1, clock)
    assert used_s(aws) == 60 + 300


def test_the_time_in_which_no_instance_ran_does_not_count(
    running: Callable[[int], None], aws: Aws, clock: FakeClock
) -> None:
    running(1)
    minutes(2, clock)
    running(0)
    minutes(30, clock)
    running(1)
    minutes(2, clock)
    assert used_s(aws) == 4 * 60


def test_instances_that_stop_and_start_again_soon_count_to_the_minute(
    running: Callable[[int], None], aws: Aws, clock: FakeClock
) -> None:
    for _ in range(4):
        running(1)
        minutes(5, clock)
        running(0)
        minutes(5, clock)
    assert used_s(aws) == 4 * 5 * 60


def test_a_gap_in_which_nobody_swept_counts_as_one_sweep(
    running: Callable[[int], None], aws: Aws, clock: FakeClock
) -> None:
    running(1)
    minutes(2, clock)
    clock.sleep(3600)
    minutes(1, clock)
    assert used_s(aws) == 3 * 60


def test_a_day_without_instances_is_written_once(
    running: Callable[[int], None], aws: Aws, clock: FakeClock
) -> None:
    running(0)
    minutes(3, clock)
    assert used_s(aws) == 0
    running(1)
    minutes(2, clock)
    running(0)
    minutes(1, clock)
    stopped = row(aws)
    minutes(5, clock)
    assert row(aws) == stopped
    assert stopped["running"] == {"N": "0"}


@pytest.mark.parametrize("instances", [0, 1])
def test_a_row_of_an_older_easel_goes_on(
    instances: int, running: Callable[[int], None], aws: Aws, clock: FakeClock
) -> None:
    older = {
        "pk": {"S": "instance_hours"},
        "day": {"S": clock.now().date().isoformat()},
        "used_s": {"N": "1200"},
        "at": {"N": f"{clock.now().timestamp():.3f}"},
    }
    aws.dynamodb.put_item(TableName="jobs", Item=older)
    clock.sleep(60)
    running(instances)
    minutes(1, clock)
    assert used_s(aws) == 1200 + 60 * instances
    assert row(aws)["running"] == {"N": str(instances)}


@pytest.mark.parametrize("kind", [THROTTLED, LOST])
def test_a_look_whose_write_fails_is_counted_once(
    kind: Any, running: Callable[[int], None], aws: Aws, clock: FakeClock, adapters: FakeAdapters
) -> None:
    faults = Faults()
    hours = InstanceHours(faults.watch("dynamodb", aws.dynamodb), "jobs", clock, daily=2)
    running(1)
    hours.count(adapters.endpoint_status)
    clock.sleep(60)
    faults.arm(1, kind)  # the write; a read comes first
    hours.count(adapters.endpoint_status)
    clock.sleep(60)
    hours.count(adapters.endpoint_status)
    assert used_s(aws) == 180


def test_without_a_limit_nobody_asks_how_many_instances_run(
    api: Handled, clock: FakeClock, adapters: FakeAdapters, aws: Aws
) -> None:
    adapters.endpoint_status.running = 5
    minutes(2, clock)
    assert used_s(aws) == 0
