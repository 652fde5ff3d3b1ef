"""An attempt at a webhook: signed, made once, and repeated until the receiver has it."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook

from easel.announce import handler
from easel.callers.claims import Claimant
from easel.deliver import handler as deliver
from easel.pictures.job import Job, JobError, StoredImage
from easel.service import Service
from easel.webhooks.receiver import Receiver, Receivers
from easel.webhooks.webhook_signature import signing_key, whsec
from tests.fake_adapters import FakeAdapters, FakeWebhookQueue
from tests.fakes import NOON, SIGNER, FakeClock, FakeContext, a_job, failed_ids, recorded, sqs_event
from tests.receiver import HttpsReceiver, Received, answers, https_receiver

ANN = Claimant("key#ann", "key#ann")
ERROR = JobError("model_error", "the model broke")
STORED = [StoredImage(f"images/{a_job().id}.jpg", 768, 768, 81234)]


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[HttpsReceiver]:
    with https_receiver(tmp_path) as receiver:
        yield receiver


@pytest.fixture
def env(env: dict[str, str], receiver: HttpsReceiver) -> dict[str, str]:
    return env | receiver.environment


@dataclass
class Scene:
    """An open job, a webhook of Ann's that waits for its end, and a clock."""

    service: Service
    clock: FakeClock
    context: FakeContext
    queue: FakeWebhookQueue
    receiver: HttpsReceiver
    job: Job

    def announce(self, *messages: dict[str, Any] | str) -> list[str]:
        """Handle `messages`, or those that the queue shows by now; those that come again."""
        seen = messages or self.queue.receive()
        return failed_ids(dict(handler(sqs_event(*seen), self.context))) if seen else []

    def four_days_pass(self) -> None:
        for _ in range(4 * 24):
            self.clock.sleep(3600)
            self.service.webhooks.queue_due()
            self.announce()

    @property
    def received(self) -> list[Received]:
        return self.receiver.received


@pytest.fixture
def scene(
    service: Service,
    adapters: FakeAdapters,
    clock: FakeClock,
    context: FakeContext,
    receiver: HttpsReceiver,
) -> Scene:
    queue = adapters.webhook_queue = FakeWebhookQueue(clock)
    job, _ = service.jobs.open(a_job())
    service.webhooks.register(job.id, ANN, receiver.url("/easel?token=hush"))
    return Scene(service, clock, context, queue, receiver, job)


def signature(received: Received) -> str:
    """The signature that Standard Webhooks' own library gives."""
    key = signing_key(SIGNER, ANN.id, "127.0.0.1")
    return Webhook(whsec(key)).sign(
        received.headers["webhook-id"],
        datetime.fromtimestamp(int(received.headers["webhook-timestamp"]), UTC),
        received.body.decode(),
    )


def test_a_picture_that_ended_is_announced_with_a_signature(scene: Scene) -> None:
    scene.clock.sleep(6)
    scene.service.endings.succeed(scene.job, STORED)
    scene.clock.sleep(2)
    assert scene.announce() == []

    [received] = scene.received
    event = json.loads(received.body)
    assert (event["type"], event["timestamp"]) == ("image.succeeded", "2026-11-12T12:00:06.000Z")
    assert event["data"]["id"] == scene.job.id
    assert event["data"]["url"] == f"https://easel.example/images/{scene.job.id}.jpg"
    assert received.path == "/easel?token=hush"
    assert received.headers["Content-Type"] == "application/json"
    assert received.headers["webhook-timestamp"] == str(int(NOON.timestamp()) + 8)
    assert received.headers["webhook-signature"] == signature(received)
    assert "." not in received.headers["webhook-id"]


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        pytest.param(
            lambda service, job: service.endings.fail(job, ERROR), "image.failed", id="failed"
        ),
        pytest.param(
            lambda service, job: service.endings.expire(job, ERROR), "image.expired", id="expired"
        ),
        pytest.param(
            lambda service, job: service.endings.cancel(job), "image.canceled", id="canceled"
        ),
    ],
)
def test_every_end_has_its_event(
    scene: Scene, end: Callable[[Service, Job], object], kind: str
) -> None:
    end(scene.service, scene.job)
    scene.announce()
    [received] = scene.received
    assert json.loads(received.body)["type"] == kind


def test_a_message_that_comes_twice_sends_nothing_twice(scene: Scene) -> None:
    scene.service.endings.fail(scene.job, ERROR)
    scene.service.webhooks.announce(scene.job.id)
    messages = scene.queue.receive()
    assert len(messages) == 2
    assert scene.announce(*messages, *messages) == []
    assert len(scene.received) == 1


@pytest.mark.parametrize(
    "status", [301, 302, 307, 308, 400, 401, 403, 404, 408, 429, 500, 502, 503, 504]
)
def test_any_answer_but_2xx_and_410_is_tried_again_under_the_same_id(
    scene: Scene, status: int
) -> None:
    scene.receiver.manners = [answers(status, Location=scene.receiver.url("/elsewhere"))]
    scene.service.endings.fail(scene.job, ERROR)
    scene.announce()
    scene.clock.sleep(4)
    scene.announce()
    assert len(scene.received) == 1
    scene.clock.sleep(1)
    scene.announce()

    first, second = scene.received
    assert first.path == second.path == "/easel?token=hush"  # nobody followed the redirect
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert second.headers["webhook-signature"] == signature(second)
    assert second.headers["webhook-timestamp"] > first.headers["webhook-timestamp"]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299, 410])
def test_a_2xx_or_410_ends_the_attempts(scene: Scene, status: int) -> None:
    scene.receiver.manners = [answers(status)]
    scene.service.endings.fail(scene.job, ERROR)
    scene.announce()
    scene.four_days_pass()
    assert len(scene.received) == 1


def test_a_webhook_is_given_up_after_the_last_attempt(scene: Scene, log: io.StringIO) -> None:
    scene.receiver.manners = [answers(500)] * 20
    scene.service.endings.fail(scene.job, ERROR)
    scene.announce()
    scene.four_days_pass()
    assert len(scene.received) == 10
    assert "webhook given up" in log.getvalue()


def test_an_announcement_that_got_lost_is_made_by_the_sweep(scene: Scene) -> None:
    scene.service.endings.fail(scene.job, ERROR)
    scene.queue.receive()  # the function that ended the job was killed before it announced
    scene.clock.sleep(scene.service.settings.job_deadline_s + 60)
    deliver(recorded("schedule.json"), scene.context)
    scene.announce()
    assert len(scene.received) == 1


def test_a_function_that_dies_after_the_last_try_leaves_nothing(scene: Scene) -> None:
    scene.service.endings.fail(scene.job, ERROR)
    [message] = scene.queue.receive()
    for tries in range(10):
        assert scene.service.webhooks.take(scene.job.id, message["hook"], tries)
    scene.four_days_pass()
    assert scene.received == []
    assert scene.service.webhooks.take(scene.job.id, message["hook"], 10) is None


def test_a_job_that_is_drawn_again_is_announced_when_it_has_ended(scene: Scene) -> None:
    scene.service.endings.fail(scene.job, ERROR)
    messages = scene.queue.receive()
    again, _ = scene.service.jobs.open(a_job())
    assert again.attempt == 2
    scene.announce(*messages)
    assert scene.received == []
    scene.service.endings.succeed(again, STORED)
    scene.announce()
    [received] = scene.received
    assert json.loads(received.body)["type"] == "image.succeeded"


def test_a_deleted_picture_is_not_announced(scene: Scene) -> None:
    failed = scene.service.endings.fail(scene.job, ERROR)
    messages = scene.queue.receive()
    assert failed
    deleting = scene.service.jobs.begin_delete(failed)
    assert scene.announce(*messages) == []
    assert deleting
    scene.service.jobs.finish_delete(deleting)
    assert scene.announce(*messages) == []
    assert scene.received == []


def test_a_picture_that_was_never_drawn_is_forgotten(scene: Scene) -> None:
    scene.service.webhooks.register("img_refused", ANN, scene.receiver.url())
    scene.service.endings.fail(scene.job, ERROR)
    scene.announce()
    scene.four_days_pass()
    assert len(scene.received) == 1
    scene.service.webhooks.announce("img_refused")
    assert scene.queue.receive() == []


class WatchedReceivers(Receivers):
    """Receivers whose DNS answers change. They note each call instead of making it."""

    def __init__(self, *dns: list[str]) -> None:
        answers = list(dns)
        super().__init__(resolve=lambda *_: answers.pop(0))
        self.called: list[Receiver] = []

    def post(self, receiver: Receiver, *_: object, **__: object) -> int:
        self.called.append(receiver)
        return 204


def test_a_name_that_resolves_to_a_private_address_by_now_is_not_called(
    scene: Scene, adapters: FakeAdapters, log: io.StringIO
) -> None:
    url = "https://rebinding.example.com/"
    receivers = WatchedReceivers(["93.184.215.14"], ["127.0.0.1"], ["93.184.215.15"])
    adapters.receivers = receivers
    assert receivers.find(url).address == "93.184.215.14"  # when the webhook was asked for
    scene.service.webhooks.forget(scene.job.id, ANN)
    scene.service.webhooks.register(scene.job.id, ANN, url)
    scene.service.endings.fail(scene.job, ERROR)
    scene.announce()
    assert receivers.called == []
    assert "only public IP addresses" in log.getvalue()
    scene.clock.sleep(5)
    scene.announce()  # the name has a public address again
    assert [receiver.address for receiver in receivers.called] == ["93.184.215.15"]


def test_one_bad_message_does_not_hold_up_the_others(scene: Scene) -> None:
    scene.service.endings.fail(scene.job, ERROR)
    assert scene.announce("not JSON", *scene.queue.receive(), {}) == ["m0", "m2"]
    assert len(scene.received) == 1


def test_each_attempt_is_logged_with_the_picture_and_the_kind_of_answer_only(
    scene: Scene, log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    scene.receiver.manners = [answers(503)]
    scene.service.endings.fail(scene.job, ERROR)
    scene.announce()
    scene.clock.sleep(5)
    scene.announce()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [(line["id"], line["try"], line["answer"]) for line in lines] == [
        (scene.job.id, 1, "5xx"),
        (scene.job.id, 2, "2xx"),
    ]
    written = log.getvalue() + "".join(capsys.readouterr())
    for secret in ("hush", "127.0.0.1", "astronaut", "v1,", ANN.id):
        assert secret not in written
