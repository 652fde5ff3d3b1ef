"""`make redrive`: what it shows, asks, moves, and says at the end."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from cdk.deployment import Deployment
from jumpstart.command.console import Console
from jumpstart.command.faults import Fault, Usage
from ops.deployed import Easel
from ops.redrive import parser, redrive
from tests.fakes import FakeClock

URL = "https://sqs.eu-west-1.amazonaws.com/111122223333/dead"
ARN = "arn:aws:sqs:eu-west-1:111122223333:dead"
FROM = "arn:aws:sqs:eu-west-1:111122223333:Easel-DeliverQueue"


class Deployed(Easel):
    def output(self, name: str) -> str:
        assert name == "DeadLetterQueue"
        return URL


@pytest.fixture
def sqs() -> Iterator[Stubber]:
    """Requests and answers are compared with botocore's model of SQS."""
    client = boto3.client(
        "sqs", region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test"
    )
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def run(sqs: Stubber, *, yes: bool = True) -> None:
    console = Console("eu-west-1", yes=yes, clock=FakeClock(), clients={"sqs": sqs.client})
    redrive(parser().parse_args([]), Deployed(Deployment(), console))


def holds(sqs: Stubber, messages: int) -> None:
    attributes = {"QueueArn": ARN, "ApproximateNumberOfMessages": str(messages)}
    sqs.add_response("get_queue_attributes", {"Attributes": attributes})
    if messages:
        one: dict[str, Any] = {"Attributes": {"DeadLetterQueueSourceArn": FROM}, "Body": "{}"}
        sqs.add_response("receive_message", {"Messages": [one] * min(messages, 10)})


def task(sqs: Stubber, status: str, moved: int, **more: str) -> None:
    found = {"Status": status, "ApproximateNumberOfMessagesMoved": moved, **more}
    sqs.add_response(
        "list_message_move_tasks", {"Results": [found]}, {"SourceArn": ARN, "MaxResults": 1}
    )


def test_messages_go_back_to_the_queues_that_they_came_from(
    sqs: Stubber, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(sqs, 12)
    sqs.add_response("start_message_move_task", {"TaskHandle": "t"}, {"SourceArn": ARN})
    task(sqs, "RUNNING", 5)
    task(sqs, "COMPLETED", 12)
    run(sqs)
    assert capsys.readouterr().out.splitlines() == [
        "10 of those looked at are from Easel-DeliverQueue",
        "5 moved so far",
        "moved 12 messages; if they fail again, they come back here",
    ]


def test_an_empty_queue_is_left_alone(sqs: Stubber, capsys: pytest.CaptureFixture[str]) -> None:
    holds(sqs, 0)
    run(sqs)
    assert "nothing to do" in capsys.readouterr().out


def test_messages_that_somebody_else_looks_at_are_still_moved(
    sqs: Stubber, capsys: pytest.CaptureFixture[str]
) -> None:
    sqs.add_response(
        "get_queue_attributes",
        {"Attributes": {"QueueArn": ARN, "ApproximateNumberOfMessages": "1"}},
    )
    sqs.add_response("receive_message", {})
    sqs.add_response("start_message_move_task", {"TaskHandle": "t"})
    task(sqs, "COMPLETED", 1)
    run(sqs)
    assert "moved 1 messages" in capsys.readouterr().out


def test_nothing_is_moved_unless_the_operator_agrees(sqs: Stubber) -> None:
    holds(sqs, 1)
    with pytest.raises(Usage, match="Hand about 1 messages"):
        run(sqs, yes=False)


def test_a_move_that_fails_says_why(sqs: Stubber) -> None:
    holds(sqs, 3)
    sqs.add_response("start_message_move_task", {"TaskHandle": "t"})
    task(sqs, "FAILED", 1, FailureReason="CouldNotDetermineMessageSource")
    with pytest.raises(Fault, match="moved 1 messages, then stopped: CouldNotDetermine"):
        run(sqs)


def test_two_moves_at_once_are_sqs_s_own_refusal(sqs: Stubber) -> None:
    holds(sqs, 3)
    sqs.add_client_error("start_message_move_task", "UnsupportedOperation")
    with pytest.raises(ClientError, match="UnsupportedOperation"):
        run(sqs)


def test_locally_it_says_that_it_cannot(sqs: Stubber, tmp_path: Any) -> None:
    with pytest.raises(Fault, match="the local SQS"):
        redrive(parser().parse_args([]), Easel(Deployment(), Console(), tmp_path))
