"""The queue between a POST and a realtime endpoint."""

import json
from typing import Any

import pytest

from easel.errors import Capacity
from easel.pictures.deliver_queue import DeliverQueue
from tests.fakes import Aws, a_job


@pytest.fixture
def url(aws: Aws, env: dict[str, str]) -> str:
    return env["DELIVER_QUEUE_URL"]


def received(aws: Aws, url: str) -> list[Any]:
    answer = aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return answer.get("Messages", [])


def test_a_message_holds_a_job_s_id_and_attempt_and_no_prompt(aws: Aws, url: str) -> None:
    job = a_job(attempt=3)
    assert DeliverQueue(aws.sqs, url).submit(job) == ()
    [message] = received(aws, url)
    assert json.loads(message["Body"]) == {"draw": job.id, "attempt": 3}


def test_a_queue_that_refuses_a_message_raises_capacity(aws: Aws, url: str) -> None:
    with pytest.raises(Capacity) as raised:
        DeliverQueue(aws.sqs, url + "-gone").submit(a_job())
    assert raised.value.__cause__ is not None


def test_a_message_that_comes_again_is_delayed(aws: Aws, url: str) -> None:
    queue = DeliverQueue(aws.sqs, url)
    queue.submit(a_job())
    [message] = received(aws, url)
    queue.bring_back(message["ReceiptHandle"], times_received=7)
    assert received(aws, url) == []


@pytest.mark.parametrize(
    ("times_received", "wait_s"),
    [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60), (100, 60), (10**9, 60)],
)
def test_a_message_is_delayed_longer_each_time(
    aws: Aws, url: str, times_received: int, wait_s: int
) -> None:
    queue = DeliverQueue(aws.sqs, url)
    queue.submit(a_job())
    [message] = received(aws, url)
    sent: list[int] = []

    def note(params: dict[str, Any], **_: Any) -> None:
        sent.append(params["VisibilityTimeout"])

    event = "provide-client-params.sqs.ChangeMessageVisibility"
    aws.sqs.meta.events.register(event, note)
    queue.bring_back(message["ReceiptHandle"], times_received)
    aws.sqs.meta.events.unregister(event, note)
    assert sent == [wait_s]
