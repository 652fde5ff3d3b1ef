"""The simulated day: it agrees with Erlang's formula, and scales as the template does."""

from dataclasses import replace

import pytest

from jumpstart.endpoint.wanted import EMPTY_MINUTES
from ops.costs.day import DRAW_S, Day, instance_hours
from ops.simulation import erlang
from ops.simulation.__main__ import advice
from ops.simulation.compare import compared
from ops.simulation.model import Endpoint, Plan, Seen, simulate
from tests.ops.test_cost import UNLIMITED

BUSY = Plan(per_hour=540, hours=4)


# Erlang's formula.


@pytest.mark.parametrize(
    ("load", "servers", "waits"),
    [(0.5, 1, 0.5), (1.0, 2, 1 / 3), (8.0, 10, 0.4092)],  # M/M/1 has ρ; the last is in tables
)
def test_the_formula_is_erlangs(load: float, servers: int, waits: float) -> None:
    assert erlang.probability_of_waiting(load, servers) == pytest.approx(waits, abs=1e-4)


@pytest.mark.parametrize(("servers", "busy"), [(1, 0.7), (2, 0.8), (3, 0.7)])
def test_instances_that_always_run_make_pictures_wait_as_the_formula_says(
    servers: int, busy: float
) -> None:
    one = compared(servers, busy, pictures=20_000, seed=4)
    assert one.error < 0.1
    assert one.p99_error < 0.15


# Scaling.


def test_one_picture_wakes_one_instance_which_stops_after_the_empty_minutes() -> None:
    plan = Plan(per_hour=1, hours=1, max_instances=4, start_s=480)
    seed = next(seed for seed in range(99) if Endpoint(plan, seed).run().asked == 1)
    seen = Endpoint(plan, seed).run()
    [wait_s] = seen.waits_s
    assert 480 <= wait_s <= 480 + 60
    least_s = 480 + DRAW_S + EMPTY_MINUTES * 60
    assert least_s - 60 <= seen.instance_s <= least_s + 2 * 60


def test_no_more_instances_run_than_the_operator_allows() -> None:
    one, two = (simulate(replace(BUSY, max_instances=n), days=2) for n in (1, 2))
    assert one.instance_s < 2 * (4 + 1) * 3600
    assert one.instance_s < two.instance_s < 2 * one.instance_s + 1
    assert one.wait_s(0.5) > two.wait_s(0.5)
    assert one.not_drawn > two.not_drawn


def test_a_long_queue_refuses_and_a_late_picture_expires() -> None:
    refusing = simulate(replace(BUSY, max_backlog_s=60), days=1)
    assert refusing.refused > refusing.asked / 10
    late = simulate(replace(BUSY, max_backlog_s=1e9, deadline_s=300), days=1)
    assert late.expired > late.asked / 10
    assert max(late.waits_s) <= 300


def test_sparse_pictures_keep_an_instance_up_all_day() -> None:
    seen = simulate(Plan(per_hour=12, hours=23), days=1)
    assert seen.instance_s / 3600 > 20


@pytest.mark.parametrize(("per_hour", "hours"), [(60, 8), (250, 4), (12, 20)])
def test_the_simulation_and_make_cost_count_the_same_instance_hours(
    per_hour: float, hours: float
) -> None:
    seen = simulate(Plan(per_hour, hours), days=5)
    simulated = seen.instance_s / 5 / 3600
    counted = instance_hours(Day(round(per_hour * hours), hours), UNLIMITED)
    assert simulated == pytest.approx(counted, rel=0.08)


def test_the_same_seed_gives_the_same_day() -> None:
    plan = Plan(per_hour=60, hours=2)
    assert simulate(plan, days=1, seed=3) == simulate(plan, days=1, seed=3)
    assert simulate(plan, days=1, seed=3) != simulate(plan, days=1, seed=4)


# What to set.


def test_the_advice_is_the_fewest_instances_that_draw_nearly_all_in_time() -> None:
    def seen(wait_s: float, refused: int = 0) -> Seen:
        return Seen([wait_s] * 100, refused, 0, 7200.0)

    rows = [(1, 5.0, seen(900, refused=9)), (2, 9.0, seen(500)), (3, 12.0, seen(100))]
    assert advice(rows, 600, 1, 8) == "Set max_instances = 2."
    assert advice(rows, 200, 1, 1).startswith("Set max_instances = 3. Set daily_instance_hours = 2")
    assert "keep_warm" in advice(rows, 10, 1, 8)
    assert "More instances" in advice(rows[:1], 600, 1, 8)
