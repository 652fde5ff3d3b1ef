"""A client that was told to come back gets the picture that was begun. No other is drawn."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from moto.dynamodb.models import DynamoDBBackend

from easel.callers.owed import Owed
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock

from .conftest import ROUTE, Answer, Ask

FOX = {"prompt": "a red fox"}
Configure = Callable[..., None]


def until_it_gives_up(ask: Ask) -> Answer:
    answer = ask("POST", ROUTE, FOX)
    while answer.status == 303:
        answer = ask("GET", answer.link)
    return answer


def test_a_client_that_was_redirected_too_often_joins_its_job_without_a_word(
    ask: Ask, drawn_after: Callable[[float], None], submitter: FakeSubmitter
) -> None:
    drawn_after(30 * 25)
    gave_up = until_it_gives_up(ask)
    assert (gave_up.status, gave_up.code) == (503, "model_warming")
    assert f"/v1/images/{submitter.submitted[0].id}" in gave_up.body["error"]["message"]
    assert until_it_gives_up(ask).body["id"] == submitter.submitted[0].id
    assert len(submitter.submitted) == 1


def test_after_the_picture_the_same_request_draws_another(
    ask: Ask, drawn_after: Callable[[float], None], submitter: FakeSubmitter
) -> None:
    drawn_after(60)
    first, second = until_it_gives_up(ask), until_it_gives_up(ask)
    assert (first.status, second.status) == (200, 200)
    assert first.body["id"] != second.body["id"]
    assert len(submitter.submitted) == 2


def test_a_redirect_that_was_lost_is_not_lost(
    ask: Ask, drawn_after: Callable[[float], None], submitter: FakeSubmitter
) -> None:
    drawn_after(30)
    assert ask("POST", ROUTE, FOX).status == 303
    assert ask("POST", ROUTE, FOX).status == 200
    assert len(submitter.submitted) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((FOX | {"n": 2}, {}), id="another-body"),
        pytest.param((FOX, {"x-forwarded-for": "1.2.3.4, 5.6.7.8"}), id="another-caller"),
    ],
)
def test_nobody_else_gets_the_picture(
    ask: Ask, submitter: FakeSubmitter, other: tuple[dict[str, object], dict[str, str]]
) -> None:
    ask("POST", ROUTE, FOX)
    ask("POST", ROUTE, *other)
    assert len(submitter.submitted) == 2


def test_who_comes_back_too_late_gets_another_picture(
    ask: Ask, clock: FakeClock, submitter: FakeSubmitter
) -> None:
    ask("POST", ROUTE, FOX)
    clock.sleep(16 * 60)
    ask("POST", ROUTE, FOX)
    assert len(submitter.submitted) == 2


def test_a_head_of_a_wait_link_owes_nothing(
    ask: Ask, service: Service, submitter: FakeSubmitter
) -> None:
    link = ask("POST", ROUTE, FOX).link
    service.owed.take(parse_qs(urlsplit(link).query)["request"][0])
    assert ask("HEAD", link).status == 303
    ask("POST", ROUTE, FOX)
    assert len(submitter.submitted) == 2


def test_a_request_with_an_idempotency_key_owes_nothing(ask: Ask, submitter: FakeSubmitter) -> None:
    ask("POST", ROUTE, FOX, {"idempotency-key": "one"})
    ask("POST", ROUTE, FOX)
    assert len(submitter.submitted) == 2


@pytest.fixture
def owed(service: Service) -> Owed:
    return service.owed


def test_each_picture_is_taken_once(owed: Owed) -> None:
    owed.owe("ada", 1)
    owed.owe("ada", 2)
    owed.owe("bob", 3)
    assert {owed.take("ada"), owed.take("ada")} == {1, 2}
    assert owed.take("ada") is None
    assert owed.take("bob") == 3


def test_of_two_who_come_back_at_once_one_gets_it(
    owed: Owed, monkeypatch: pytest.MonkeyPatch
) -> None:
    # DynamoDB checks and writes in one step. moto does so if it does one thing at a time.
    at_a_time, update = Lock(), DynamoDBBackend.update_item

    def in_one_step(*arguments: Any, **named: Any) -> Any:
        with at_a_time:
            return update(*arguments, **named)

    monkeypatch.setattr(DynamoDBBackend, "update_item", in_one_step)
    owed.owe("ada", 1)
    with ThreadPoolExecutor(2) as both:
        took = list(both.map(lambda _: owed.take("ada"), range(2)))
    assert sorted(took, key=str) == [1, None]


def test_what_was_followed_is_owed_no_more(owed: Owed) -> None:
    owed.owe("ada", 1)
    assert owed.settle("ada", 1)
    assert not owed.settle("ada", 1)
    assert owed.take("ada") is None
