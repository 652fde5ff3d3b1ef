"""A repeat with the same Idempotency-Key is the same picture, even without a seed."""

import pytest

from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock

from .conftest import Handled


def test_a_repeat_joins_the_job_while_it_runs(api: Handled, submitter: FakeSubmitter) -> None:
    first, again = (api.post(idempotency_key="k1") for _ in range(2))
    assert (first.status, again.status) == (202, 202)
    assert again.body["id"] == first.body["id"]
    assert len(submitter.submitted) == 1


def test_a_repeat_after_the_end_gets_the_picture(
    api: Handled, draws_at_once: FakeSubmitter, clock: FakeClock
) -> None:
    first = api.post(idempotency_key="k1")
    clock.sleep(60 * 60 * 23)
    again = api.post(idempotency_key="k1")
    assert (first.status, again.status) == (201, 200)
    assert again.body["url"] == first.body["url"]


def test_another_body_under_the_same_key_is_refused(api: Handled) -> None:
    api.post(idempotency_key="k1")
    other = api.post("a blue fox", idempotency_key="k1")
    assert (other.status, other.code) == (422, "idempotency_mismatch")


def test_the_same_body_is_the_same_in_any_order_and_spacing(api: Handled, service: Service) -> None:
    one = api.post("a fox", steps=20, idempotency_key="k1")
    body = {"steps": 20, "prompt": "a fox"}
    two = api("POST", "/v1/images", body, prefer="respond-async", idempotency_key="k1")
    assert two.body["id"] == one.body["id"]


def test_another_key_or_another_caller_is_another_picture(api: Handled) -> None:
    ids = {
        api.post(idempotency_key="k1").body["id"],
        api.post(idempotency_key="k2").body["id"],
        api.post(idempotency_key="k1", address="203.0.113.8").body["id"],
    }
    assert len(ids) == 3


def test_an_idempotency_key_holds_for_a_day(api: Handled, clock: FakeClock) -> None:
    first = api.post(idempotency_key="k1").body["id"]
    clock.sleep(60 * 60 * 24 + 1)
    assert api.post(idempotency_key="k1").body["id"] != first


@pytest.mark.parametrize("key", ["x" * 4000, "a b", "\u2603", "#", "k1#k2"], ids=lambda k: k[:5])
def test_an_idempotency_key_may_be_any_text(api: Handled, key: str) -> None:
    one, two = (api.post(idempotency_key=key).body["id"] for _ in range(2))
    assert one == two
