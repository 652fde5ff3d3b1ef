"""How much a caller, and all callers together, may ask for in a minute and in a day."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from easel.callers.quotas import DAY, MINUTE, Quota, Quotas, Standing
from easel.callers.spending import Spending
from easel.errors import Capacity, ModelFailed
from easel.pictures.job import Job
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import Aws, FakeClock

from ..conftest import Handled

Configure = Callable[..., None]


@pytest.fixture
def quotas(aws: Aws, clock: FakeClock) -> Quotas:
    return Quotas(aws.dynamodb, "callers", clock)


def test_an_amount_that_does_not_fit_a_quota_takes_nothing_from_it(quotas: Quotas) -> None:
    quota = Quota("everyone", 5, DAY)
    assert quotas.take(quota, 3)[0] is True
    assert quotas.take(quota, 3) == (False, Standing(5, 2, 43_200))  # from noon to midnight
    assert quotas.take(quota, 2) == (True, Standing(5, 0, 43_200))
    assert quotas.take(quota, 6)[0] is False


def test_a_quota_of_zero_refuses_everything(quotas: Quotas) -> None:
    assert quotas.take(Quota("everyone", 0, DAY)) == (False, Standing(0, 0, 43_200))


def test_a_write_that_botocore_repeats_counts_once(quotas: Quotas, aws: Aws) -> None:
    quota = Quota("everyone", 5, DAY)
    update = aws.dynamodb.update_item

    def twice(**request: Any) -> Any:
        update(**request)  # its response was lost
        return update(**request)

    client = cast(Any, SimpleNamespace(update_item=twice))
    assert Quotas(client, "callers", FakeClock()).take(quota, 2) == (True, Standing(5, 3, 43_200))
    assert quotas.take(quota, 3) == (True, Standing(5, 0, 43_200))


def test_a_take_is_undone_once_and_only_if_it_has_counted(quotas: Quotas, clock: FakeClock) -> None:
    quota, now = Quota("everyone", 5, DAY), clock.now()
    mine, never = quotas.ticket(), quotas.ticket()
    quotas.take(quota, 2, ticket=mine)
    quotas.take(quota, 1)  # another caller's, after ours
    for ticket in (never, mine, mine):
        quotas.give_back(quota, 2, now, ticket=ticket)
    assert quotas.take(quota)[1].remaining == 3


def test_a_share_is_given_back_to_the_day_that_it_was_taken_from(
    quotas: Quotas, clock: FakeClock
) -> None:
    quota = Quota("everyone", 1, DAY)
    spending = Spending(quotas, 1, clock.now())
    clock.sleep(timedelta(hours=12).total_seconds())  # midnight has passed
    with spending:
        spending.take(quota, "your pictures")
    assert spending.quotas.take(quota)[1].remaining == 0
    clock.sleep(-timedelta(hours=12).total_seconds())
    assert quotas.take(quota)[1].remaining == 0


def test_the_tickets_of_a_busy_day_do_not_fill_the_row(
    quotas: Quotas, clock: FakeClock, aws: Aws
) -> None:
    quota = Quota("everyone", 1000, DAY)
    for _ in range(200):
        quotas.take(quota, ticket=quotas.ticket())
        clock.sleep(2)
    [row] = aws.dynamodb.scan(TableName="callers")["Items"]
    assert row["used"] == {"N": "200"}
    assert len(row["taken"]["NS"]) < 100


def test_a_new_window_starts_with_the_whole_quota(quotas: Quotas, clock: FakeClock) -> None:
    quota = Quota("ann", 1, MINUTE)
    clock.sleep(50)
    assert quotas.take(quota) == (True, Standing(1, 0, 10))
    assert quotas.take(quota)[0] is False
    clock.sleep(10)
    assert quotas.take(quota)[0] is True


def test_giving_back_after_the_window_does_not_change_the_next_one(
    quotas: Quotas, clock: FakeClock
) -> None:
    quota, taken_at = Quota("ann", 1, MINUTE), clock.now()
    quotas.take(quota)
    clock.sleep(60)
    assert quotas.take(quota)[0] is True
    quotas.give_back(quota, 1, taken_at)
    assert quotas.take(quota)[0] is False


def test_a_caller_over_their_daily_quota_gets_429_and_the_time_until_the_next_day(
    api: Handled, configure: Configure
) -> None:
    configure(daily_pictures_per_address=2)
    assert [api.post(seed=k).status for k in range(2)] == [202, 202]
    spent = api.post(seed=3)
    assert (spent.status, spent.code) == (429, "quota_exceeded")
    assert spent.headers["retry-after"] == "43200"
    assert spent.headers["x-should-retry"] == "false"
    assert spent.headers["x-ratelimit-remaining-requests"] == "0"
    assert api.post(seed=3, address="203.0.113.8").status == 202
    api.clock.sleep(timedelta(hours=12).total_seconds())
    assert api.post(seed=3).status == 202


def test_the_daily_quota_of_the_deployment_holds_for_every_caller(
    api: Handled, configure: Configure
) -> None:
    configure(daily_pictures=2)
    answers = [api.post(seed=k, address=f"203.0.113.{k}") for k in range(3)]
    assert [answer.status for answer in answers] == [202, 202, 429]
    assert answers[2].code == "quota_exceeded"
    # A caller who was refused by the quota of all callers has lost nothing of their own quota.
    configure(daily_pictures=3, daily_pictures_per_address=1)
    assert api.post(seed=2, address="203.0.113.2").status == 202


def test_a_quota_counts_pictures_not_requests(api: Handled, configure: Configure) -> None:
    configure(daily_pictures_per_address=5)
    assert [api.post(seed=k, n=n).status for k, n in enumerate((4, 2, 1))] == [202, 429, 202]


def test_each_key_has_its_own_daily_quota(api: Handled, key_mode: Callable[..., str]) -> None:
    ann, bob = key_mode("ann", 1), key_mode("bob", 2)
    assert [api.post(seed=k, credential=ann).status for k in range(2)] == [202, 429]
    assert [api.post(seed=k + 9, credential=bob).status for k in range(3)] == [202, 202, 429]


def test_a_picture_that_is_drawn_or_being_drawn_costs_nothing(
    api: Handled, configure: Configure, draw: Callable[[Job], None], submitter: FakeSubmitter
) -> None:
    configure(daily_pictures_per_address=1)
    assert api.post(seed=1).status == 202
    assert api.post(seed=1).status == 202  # joined
    draw(submitter.submitted[0])
    assert api.post(seed=1).status == 200
    assert api.post(seed=2).status == 429


def test_a_job_that_the_model_refused_is_given_back_to_the_quota(
    api: Handled, configure: Configure, submitter: FakeSubmitter
) -> None:
    configure(daily_pictures_per_address=1)
    submitter.refuses = Capacity("the model is busy")
    assert api.post(seed=1).status == 503
    submitter.refuses = None
    assert api.post(seed=1).status == 202


def test_a_job_that_the_model_may_have_begun_is_not_given_back_to_the_quota(
    api: Handled, configure: Configure, submitter: FakeSubmitter
) -> None:
    configure(daily_pictures_per_address=1)
    submitter.refuses = ModelFailed("the connection broke")
    assert api.post(seed=1).status == 502
    submitter.refuses = None
    assert api.post(seed=1).status == 429


def test_a_refused_request_costs_nothing_of_the_daily_quota(
    api: Handled, configure: Configure
) -> None:
    configure(daily_pictures_per_address=1)
    assert api.post(width=1).status == 400
    assert api.post(seed=1).status == 202


def test_too_many_posts_a_minute_are_refused_before_they_are_read(
    api: Handled, configure: Configure
) -> None:
    configure(posts_per_minute=2)
    assert [api.post(width=1).status for _ in range(3)] == [400, 400, 429]
    refused = api.post()
    assert refused.code == "rate_limited"
    # OpenAI's and Vercel's clients ignore 60.
    assert refused.headers["x-ratelimit-reset-requests"] == "60s"
    assert refused.headers["retry-after"] == "59"
    api.clock.sleep(60)
    assert api.post().status == 202


def test_a_backlog_longer_than_anyone_waits_is_refused_before_anything_is_spent(
    api: Handled,
    service: Service,
    configure: Configure,
    draw: Callable[[Job], None],
    submitter: FakeSubmitter,
    clock: FakeClock,
) -> None:
    configure(max_backlog_s=60, daily_pictures_per_address=5)
    submitter.takes = lambda job: clock.after(40, lambda: draw(job))
    api.post(seed=1)
    clock.sleep(40)  # so the pace is known: 40 s for a picture
    assert [api.post(seed=k).status for k in (2, 3)] == [202, 202]
    refused = api.post(seed=4)
    assert (refused.status, refused.code) == (429, "rate_limited")
    assert refused.headers["retry-after"] == "20"  # two wait, 80 s: 20 too many
    assert len(submitter.submitted) == 3
    assert api.post(seed=3).status == 202  # a caller who joins a job makes the line no longer
    assert service.backlog.line().length == 2
    clock.sleep(40)
    assert api.post(seed=4).status == 202
