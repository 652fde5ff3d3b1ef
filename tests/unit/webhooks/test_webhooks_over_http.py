"""A webhook that is asked for with a POST."""

from collections.abc import Callable
from typing import Any

import pytest

from easel.errors import Capacity
from easel.service import Service
from tests.fake_adapters import FakeSubmitter, FakeWebhookQueue

from ..conftest import Answer, Handled
from .conftest import ERROR, OTHER_URL, URL

ELSEWHERE = "203.0.113.8"


@pytest.fixture
def post(api: Handled, webhook_queue: FakeWebhookQueue) -> Callable[..., Answer]:
    def post(url: str = URL, **options: Any) -> Answer:
        return api.post(seed=7, webhook={"url": url}, **options)

    return post


def test_only_the_caller_who_posts_is_shown_the_secret(
    post: Callable[..., Answer], api: Handled
) -> None:
    first, second = post(), post(address=ELSEWHERE)
    assert first.body["webhook"]["url"] == URL
    assert first.headers["cache-control"] == "no-store"
    secrets = {answer.body["webhook"]["secret"] for answer in (first, second)}
    assert len(secrets) == 2  # an anonymous caller is not recognized
    shown_later = api("GET", f"/v1/images/{first.body['id']}")
    assert "webhook" not in shown_later.body
    assert "webhook" not in api.post(seed=7).body


def test_the_holder_of_a_key_has_one_secret_for_each_host(
    post: Callable[..., Answer], key_mode: Callable[..., str]
) -> None:
    key = key_mode("ann")
    secrets = [
        post(url, credential=key).body["webhook"]["secret"]
        for url in (URL, "https://hooks.example.com/elsewhere", OTHER_URL)
    ]
    assert secrets[0] == secrets[1] != secrets[2]


def test_everyone_who_posted_is_queued_once_the_picture_ends(
    post: Callable[..., Answer],
    service: Service,
    submitter: FakeSubmitter,
    webhook_queue: FakeWebhookQueue,
) -> None:
    post()
    post(address=ELSEWHERE)
    assert webhook_queue.receive() == []
    service.endings.fail(submitter.submitted[0], ERROR)
    assert len(webhook_queue.receive()) == 2


def test_a_picture_drawn_before_is_announced_only_to_the_caller_who_asks(
    post: Callable[..., Answer],
    draws_at_once: FakeSubmitter,
    webhook_queue: FakeWebhookQueue,
) -> None:
    assert post().status == 201
    webhook_queue.receive()
    assert post().status == 200
    # The first caller's webhook is in the queue already, or was sent.
    assert len(webhook_queue.receive()) == 1


def test_a_job_that_the_model_did_not_take_is_announced(
    post: Callable[..., Answer], submitter: FakeSubmitter, webhook_queue: FakeWebhookQueue
) -> None:
    submitter.refuses = Capacity("the queue took no more")
    assert post().status == 503
    assert {message["try"] for message in webhook_queue.receive()} == {0}


def test_a_hostile_url_is_refused_before_anything_is_spent(
    post: Callable[..., Answer], submitter: FakeSubmitter
) -> None:
    refused = post("https://169.254.169.254/latest/meta-data/")
    assert (refused.status, refused.code) == (400, "invalid_webhook_url")
    assert [error["pointer"] for error in refused.body["errors"]] == ["#/webhook/url"]
    assert "169.254" not in refused.text
    assert submitter.submitted == []


def test_a_caller_who_deletes_a_picture_gets_no_webhook(
    post: Callable[..., Answer],
    api: Handled,
    service: Service,
    submitter: FakeSubmitter,
    webhook_queue: FakeWebhookQueue,
) -> None:
    mine, _ = post().body, post(address=ELSEWHERE)
    gone = api("DELETE", f"/v1/images/{mine['id']}", credential=mine["delete_token"])
    assert gone.status == 204
    service.endings.fail(submitter.submitted[0], ERROR)
    assert len(webhook_queue.receive()) == 1


def test_a_cancel_is_announced_only_when_nobody_else_waits(
    post: Callable[..., Answer], api: Handled, webhook_queue: FakeWebhookQueue
) -> None:
    mine, theirs = post().body, post(address=ELSEWHERE).body
    path = f"/v1/images/{mine['id']}/cancel"
    assert api("POST", path, credential=mine["delete_token"]).status == 200
    assert webhook_queue.receive() == []
    assert api("POST", path, credential=theirs["delete_token"]).status == 200
    assert len(webhook_queue.receive()) == 1
