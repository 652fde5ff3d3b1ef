"""Which webhooks wait for a picture's end, when they are sent, and how often."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError
from standardwebhooks import Webhook

from easel.callers.claims import Claimant
from easel.callers.signature import Signer
from easel.pictures.job import Job
from easel.service import Service
from easel.webhooks.webhook_queue import WebhookQueue
from easel.webhooks.webhook_signature import signed_headers, signing_key, whsec
from easel.webhooks.webhook_table import SCHEDULE_S
from tests.fake_adapters import FakeAdapters, FakeWebhookQueue
from tests.fakes import NOON, Aws, FakeClock, a_job

from ..conftest import sweep
from .conftest import ERROR, OTHER_URL, URL

ANN = Claimant("key#ann", "key#ann")
ANNA = Claimant("key#anna", "key#anna")


@pytest.fixture(autouse=True)
def few_shards() -> None:
    """As many shards as in a deployment."""


def opened(service: Service, number: int = 1) -> Job:
    job, _ = service.jobs.open(replace(a_job(), id=f"img_{number}"))
    return job


def announced(service: Service, queue: FakeWebhookQueue, url: str = URL) -> dict[str, Any]:
    """The message of a webhook whose picture has ended."""
    service.webhooks.register("img_1", ANN, url)
    service.webhooks.announce("img_1")
    [message] = queue.receive()
    return message


# Signing.


def test_a_secret_is_what_standard_webhooks_asks_for_and_verifies() -> None:
    key = signing_key(Signer(b"id secret"), "key#ann", "hooks.example.com")
    assert 24 <= len(key) <= 64
    body = '{"type":"image.succeeded","data":{"prompt":"달 위의 우주비행사"}}'
    assert signed_headers(key, "msg_1", NOON, body.encode()) == {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(NOON.timestamp())),
        "webhook-signature": Webhook(whsec(key)).sign("msg_1", NOON, body),
    }


def test_each_claimant_has_a_secret_for_each_host() -> None:
    keys = {
        signing_key(Signer(secret), claimant, host)
        for secret in (b"one", b"another")
        for claimant in ("key#ann", "key#bob")
        for host in ("hooks.example.com", "other.example.com")
    }
    assert len(keys) == 8


# Registering and announcing.


def test_every_waiting_caller_is_queued_when_the_picture_ends(
    service: Service, webhook_queue: FakeWebhookQueue
) -> None:
    job = opened(service)
    for claimant, url in ((ANN, URL), (ANN, OTHER_URL), (ANNA, URL)):
        service.webhooks.register(job.id, claimant, url)
    service.webhooks.register("img_2", ANN, URL)
    assert webhook_queue.receive() == []
    service.endings.fail(job, ERROR)
    messages = webhook_queue.receive()
    assert {(message["webhook"], message["try"]) for message in messages} == {(job.id, 0)}
    assert len(messages) == len({message["hook"] for message in messages}) == 3


def test_the_sweep_queues_the_webhooks_beyond_the_first_hundred(
    service: Service, webhook_queue: FakeWebhookQueue, clock: FakeClock
) -> None:
    job = opened(service)
    for number in range(130):
        service.webhooks.register(job.id, Claimant(f"token#{number}", None), URL)
    service.endings.fail(job, ERROR)
    told = {message["hook"] for message in webhook_queue.receive()}
    assert len(told) == 100
    clock.sleep(service.settings.job_deadline_s + 60)
    for _ in range(2):
        sweep(clock)
        told |= {message["hook"] for message in webhook_queue.receive()}
    assert len(told) == 130


def test_the_sweep_finds_webhooks_from_before_they_were_spread_over_the_index(
    service: Service, aws: Aws, webhook_queue: FakeWebhookQueue, clock: FakeClock
) -> None:
    for number in range(20):
        service.webhooks.register(f"img_{number}", ANN, URL)
    rows = aws.dynamodb.scan(TableName="callers", IndexName="by_owner")["Items"]
    assert {row["owner"]["S"] for row in rows} == {f"webhooks#{k}" for k in range(8)}
    for row in rows[::2]:
        aws.dynamodb.update_item(
            TableName="callers",
            Key={name: row[name] for name in ("pk", "sk")},
            UpdateExpression="SET #owner = :webhooks",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues={":webhooks": {"S": "webhooks"}},
        )
    clock.sleep(service.settings.job_deadline_s + 60)
    service.webhooks.queue_due()
    assert {message["webhook"] for message in webhook_queue.receive()} == {
        f"img_{k}" for k in range(20)
    }


def test_asking_twice_before_the_end_is_one_webhook(
    service: Service, webhook_queue: FakeWebhookQueue
) -> None:
    job = opened(service)
    service.webhooks.register(job.id, ANN, URL)
    service.webhooks.register(job.id, ANN, URL)
    service.endings.fail(job, ERROR)
    assert len(webhook_queue.receive()) == 1


def test_a_told_caller_is_told_again_only_after_asking_again(
    service: Service, webhook_queue: FakeWebhookQueue
) -> None:
    message = announced(service, webhook_queue)
    hook = service.webhooks.take("img_1", message["hook"], 0)
    assert hook
    service.webhooks.drop(hook)
    service.webhooks.announce("img_1")
    assert webhook_queue.receive() == []
    assert announced(service, webhook_queue) == message


def test_a_webhook_asked_for_again_during_an_attempt_is_kept(
    service: Service, webhook_queue: FakeWebhookQueue
) -> None:
    message = announced(service, webhook_queue)
    hook = service.webhooks.take("img_1", message["hook"], 0)
    assert hook
    service.webhooks.register("img_1", ANN, URL)
    service.webhooks.drop(hook)
    assert service.webhooks.take("img_1", message["hook"], 0)


def test_forgetting_a_webhook_leaves_those_of_other_callers(
    service: Service, webhook_queue: FakeWebhookQueue
) -> None:
    job = opened(service)
    for claimant in (ANN, ANNA):
        service.webhooks.register(job.id, claimant, URL)
        service.webhooks.register(job.id, claimant, OTHER_URL)
    service.webhooks.forget(job.id, ANN)
    service.endings.fail(job, ERROR)
    assert ["#key#anna#" in message["hook"] for message in webhook_queue.receive()] == [True, True]


def test_a_queue_that_is_down_fails_no_job_and_the_sweep_queues_later(
    service: Service,
    adapters: FakeAdapters,
    webhook_queue: FakeWebhookQueue,
    clock: FakeClock,
    log: io.StringIO,
) -> None:
    class Deaf:
        def send_message(self, **_: object) -> None:
            raise EndpointConnectionError(endpoint_url=URL)

    adapters.webhook_queue = WebhookQueue(Deaf(), "queue")  # type: ignore[arg-type]
    job = opened(service)
    service.webhooks.register(job.id, ANN, URL)
    assert service.endings.fail(job, ERROR)
    assert "webhook not queued" in log.getvalue()
    assert "hush" not in log.getvalue()

    adapters.webhook_queue = webhook_queue
    clock.sleep(service.settings.job_deadline_s + 60)
    sweep(clock)
    assert [message["webhook"] for message in webhook_queue.receive()] == [job.id]


def test_a_webhook_table_that_is_down_fails_no_job(
    service: Service, webhook_queue: FakeWebhookQueue, aws: Aws, log: io.StringIO
) -> None:
    job = opened(service)
    aws.dynamodb.delete_table(TableName="callers")
    assert service.endings.fail(job, ERROR)
    assert "webhooks not looked for" in log.getvalue()


def test_a_message_names_the_picture_the_webhook_and_the_attempt(
    service: Service, aws: Aws
) -> None:
    service.webhooks.register("img_1", ANN, URL)
    service.webhooks.announce("img_1")
    [message] = aws.sqs.receive_message(QueueUrl=service.settings.webhook_queue_url)["Messages"]
    body = json.loads(message["Body"])
    assert (body["webhook"], body["try"]) == ("img_1", 0)
    assert "hush" not in message["Body"]


# Attempts.


def test_only_one_of_two_messages_makes_the_attempt(
    service: Service, webhook_queue: FakeWebhookQueue
) -> None:
    sk = announced(service, webhook_queue)["hook"]
    taken = service.webhooks.take("img_1", sk, 0)
    assert taken
    assert (taken.claimant_id, taken.url, taken.tries) == (ANN.id, URL, 1)
    assert service.webhooks.take("img_1", sk, 0) is None
    assert service.webhooks.take("img_1", sk, 2) is None
    assert service.webhooks.take("img_1", "webhook#nobody", 0) is None


def test_attempts_follow_the_schedule_of_standard_webhooks_and_end(
    service: Service, webhook_queue: FakeWebhookQueue, clock: FakeClock
) -> None:
    message = announced(service, webhook_queue)
    assert len(SCHEDULE_S) == 10
    for tries, wanted_s in enumerate(SCHEDULE_S[1:]):
        hook = service.webhooks.take("img_1", message["hook"], tries)
        assert hook
        assert service.webhooks.retry(hook)
        taken = clock.now()
        while not (received := webhook_queue.receive()):
            clock.sleep(max(5, wanted_s / 20))
            service.webhooks.queue_due()
        assert received == [{**message, "try": tries + 1}]
        # SQS delays by at most 15 minutes. After a longer pause the sweep queues the attempt.
        waited_s = (clock.now() - taken).total_seconds()
        assert wanted_s <= waited_s <= wanted_s * 1.1 + 60
    last = service.webhooks.take("img_1", message["hook"], 9)
    assert last
    assert not service.webhooks.retry(last)
    assert sum(SCHEDULE_S) == 75 * 3600 + 35 * 60 + 5  # the table of Standard Webhooks ends there
    assert service.webhooks.take("img_1", message["hook"], 10) is None


def test_the_sweep_repeats_an_attempt_whose_function_died(
    service: Service, webhook_queue: FakeWebhookQueue, clock: FakeClock
) -> None:
    message = announced(service, webhook_queue)
    assert service.webhooks.take("img_1", message["hook"], 0)  # and the function dies
    clock.sleep(60)
    sweep(clock)
    assert webhook_queue.receive() == []  # the attempt may still be under way
    clock.sleep(60)
    sweep(clock)
    assert webhook_queue.receive() == [{**message, "try": 1}]


def test_the_sweep_does_not_queue_a_webhook_twice_within_two_minutes(
    service: Service, webhook_queue: FakeWebhookQueue, clock: FakeClock
) -> None:
    service.webhooks.register("img_1", ANN, URL)
    clock.sleep(service.settings.job_deadline_s + 60)
    for _ in range(4):
        sweep(clock)
        clock.sleep(60)
    assert len(webhook_queue.receive()) == 1
    clock.sleep(120)
    sweep(clock)
    assert len(webhook_queue.receive()) == 1
