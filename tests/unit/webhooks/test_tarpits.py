"""A receiver that never answers delays only its own webhooks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from easel import announce
from easel.callers.claims import Claimant
from easel.errors import RateLimited
from easel.service import Service
from easel.webhooks import pending
from easel.webhooks.receiver import Receiver
from easel.webhooks.slow_hosts import Host, SlowHosts
from tests.fake_adapters import FakeAdapters, FakeWebhookQueue
from tests.fakes import NOON, Aws, FakeClock, FakeContext, a_job, failed_ids, sqs_event
from tests.receiver import HttpsReceiver, answers, hangs, https_receiver

from ..conftest import Handled
from .conftest import ERROR, OTHER_URL, URL

ANN = Claimant("key#ann", "key#ann")


def hangs_at_the_tarpit(request: BaseHTTPRequestHandler) -> None:
    (hangs if "tarpit" in request.path else answers(204))(request)


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[HttpsReceiver]:
    with https_receiver(tmp_path) as receiver:
        receiver.manners = [hangs_at_the_tarpit] * 100
        yield receiver


@pytest.fixture
def env(env: dict[str, str], stranger: HttpsReceiver) -> dict[str, str]:
    return env | stranger.environment


def ends(service: Service, number: int, *urls: str) -> None:
    """A job with a webhook to each of `urls`, which has ended."""
    job, _ = service.jobs.open(replace(a_job(), id=f"img_{number}"))
    for url in urls:
        service.webhooks.register(job.id, ANN, url)
    service.endings.fail(job, ERROR)


def test_a_host_that_hangs_is_called_once_while_others_go_on(
    service: Service,
    adapters: FakeAdapters,
    clock: FakeClock,
    context: FakeContext,
    stranger: HttpsReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue = adapters.webhook_queue = FakeWebhookQueue(clock)
    posted: list[str] = []
    really = service.receivers.post

    def post(receiver: Receiver, headers: Any, body: bytes, limit_s: float) -> int:
        """Wait only briefly for a host that hangs, and for ever for a host that answers."""
        posted.append(receiver.target)
        hangs_now = stranger.manners and "tarpit" in receiver.target
        return really(receiver, headers, body, 0.3 if hangs_now else 10 * limit_s)

    monkeypatch.setattr(service.receivers, "post", post)

    def tried() -> tuple[int, int]:
        """How often each of the two hosts was called since the last time."""
        posted.clear()
        if seen := queue.receive():
            assert failed_ids(dict(announce.handler(sqs_event(*seen), context))) == []
        return posted.count("/tarpit"), posted.count("/good")

    tarpit, good = stranger.url("/tarpit", "localhost"), stranger.url("/good")
    for number in range(10):
        ends(service, number, tarpit, good)
    assert tried() == (1, 10)
    clock.sleep(5)
    assert tried() == (1, 0)
    clock.sleep(9)
    assert tried() == (0, 0)
    ends(service, 10, tarpit, good)
    assert tried() == (0, 1)
    hour = [0, 0]
    for _ in range(60):
        clock.sleep(60)
        hour = [sum(pair) for pair in zip(hour, tried(), strict=True)]
    assert hour[1] == 0
    assert 0 < hour[0] <= 9  # after 10, 20, 40 ... 900 s

    stranger.manners = []  # from now on it answers
    for _ in range(8):
        clock.sleep(900)
        service.webhooks.queue_due()
        hour[0] += tried()[0]
    assert hour[0] >= 11
    rows = service.adapters.dynamodb.scan(TableName="callers")["Items"]
    assert not [row for row in rows if "webhook" in row["pk"]["S"] + row["sk"]["S"]]


def test_a_slow_host_rests_longer_each_time_until_it_answers(aws: Aws, clock: FakeClock) -> None:
    hosts = SlowHosts(aws.dynamodb, "callers", clock)
    rests_s = []
    for _ in range(10):
        host = hosts.enter("slow.example")
        assert isinstance(host, Host)
        hosts.leave(host, answered=False)
        until = hosts.enter("slow.example")
        assert not isinstance(until, Host)
        rests_s.append((until - clock.now()).total_seconds())
        assert isinstance(hosts.enter("other.example"), Host)
        clock.sleep(rests_s[-1])
    assert rests_s == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    host = hosts.enter("slow.example")
    assert isinstance(host, Host)
    assert hosts.enter("slow.example") == clock.now() + timedelta(seconds=900)  # one at a time
    hosts.leave(host, answered=True)
    assert hosts.enter("slow.example") == Host("slow.example", 0)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "MOST_OF_CALLER", 2)
    monkeypatch.setattr(pending, "MOST_TO_HOST", 3)


@pytest.mark.usefixtures("few", "webhook_queue")
def test_a_caller_with_too_many_pending_webhooks_is_told_and_nothing_is_spent(
    api: Handled,
) -> None:
    for number in range(2):
        assert api.post(f"fox {number}", webhook={"url": URL}).status == 202
    refused = api.post("fox 2", webhook={"url": OTHER_URL})
    assert (refused.status, refused.code) == (429, "rate_limited")
    assert "2 of your webhooks are pending" in refused.body["detail"]
    assert refused.headers["retry-after"] == "60"
    assert api("GET", "/v1/status").body["queue"] == 2
    assert api.post("fox 2").status == 202  # without a webhook
    assert api.post("fox 3", webhook={"url": URL}, address="203.0.113.8").status == 202


@pytest.mark.usefixtures("few", "webhook_queue")
def test_a_host_to_which_too_many_webhooks_are_pending_gets_no_more(service: Service) -> None:
    for number in range(3):
        service.webhooks.register("img_1", Claimant(f"token#{number}", None), URL)
    with pytest.raises(RateLimited, match=r"3 webhooks to hooks\.example\.com are pending"):
        service.webhooks.register("img_1", ANN, URL)
    service.webhooks.register("img_1", ANN, OTHER_URL)


@pytest.mark.usefixtures("few")
def test_a_webhook_that_was_sent_or_forgotten_or_has_left_makes_room(
    service: Service, webhook_queue: FakeWebhookQueue, clock: FakeClock
) -> None:
    def register(number: int) -> None:
        service.webhooks.register(f"img_{number}", ANN, URL)

    register(1)
    register(2)
    service.webhooks.forget("img_1", ANN)
    register(3)
    service.webhooks.announce("img_2")
    [message] = webhook_queue.receive()
    hook = service.webhooks.take("img_2", message["hook"], 0)
    assert hook
    service.webhooks.drop(hook)
    register(4)
    with pytest.raises(RateLimited):
        register(5)
    clock.sleep(timedelta(days=7).total_seconds() + 1)
    register(5)
    assert clock.now() > NOON


def test_the_first_two_attempts_are_short_and_later_ones_patient(
    service: Service, webhook_queue: FakeWebhookQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits_s: list[float] = []

    def post(_receiver: Receiver, _headers: Any, _body: bytes, limit_s: float) -> int:
        limits_s.append(limit_s)
        return 500

    monkeypatch.setattr(service.receivers, "post", post)
    ends(service, 1, URL)
    [message] = webhook_queue.receive()
    for tries in range(4):
        announce.tell("img_1", message["hook"], tries, service)
    assert limits_s == [5, 5, 15, 15]
