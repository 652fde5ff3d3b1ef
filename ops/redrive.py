"""`make redrive`: hand the messages that were set aside to the functions again."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from jumpstart.command.faults import Fault

from .command import launch, make_parser
from .deployed import Easel

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient

_ASK_AGAIN_S = 2
# SQS moves up to 500 messages a second; 14 days of dead letters are rarely more than a few.
_AT_MOST_S = 900


def main(argv: Sequence[str] | None = None) -> int:
    return launch(redrive, parser(), argv)


def redrive(_: argparse.Namespace, easel: Easel) -> None:
    """
    Raises:
        Fault, BotoCoreError, ClientError
    """
    if easel.local:
        what = "the local SQS cannot move messages"
        raise Fault(what, "locally, ask for the picture again", code="not_local")
    sqs, url = easel.console.client("sqs"), easel.output("DeadLetterQueue")
    attributes = sqs.get_queue_attributes(
        QueueUrl=url, AttributeNames=["QueueArn", "ApproximateNumberOfMessages"]
    )["Attributes"]
    waiting = int(attributes["ApproximateNumberOfMessages"])
    if not waiting:
        easel.console.say("no message is set aside: nothing to do")
        return
    for queue, count in sample(sqs, url).most_common():
        easel.console.say(f"{count} of those looked at are from {queue}")
    easel.console.confirm(f"Hand about {waiting} messages to their functions again?")
    move(sqs, attributes["QueueArn"], easel)


def sample(sqs: "SQSClient", url: str) -> Counter[str]:
    """How many of the first messages came from which queue. They stay where they are."""
    found = sqs.receive_message(
        QueueUrl=url,
        MaxNumberOfMessages=10,
        VisibilityTimeout=0,
        WaitTimeSeconds=1,
        MessageSystemAttributeNames=["DeadLetterQueueSourceArn"],
    )
    arns = [
        one["Attributes"].get("DeadLetterQueueSourceArn", "?") for one in found.get("Messages", [])
    ]
    return Counter(arn.rpartition(":")[2] for arn in arns)


def move(sqs: "SQSClient", arn: str, easel: Easel) -> None:
    """Move all messages of the queue `arn` to where they came from, and wait for the end.

    Raises:
        Fault: SQS could not move all of them.
        BotoCoreError, ClientError
    """
    sqs.start_message_move_task(SourceArn=arn)
    easel.console.go_on = "SQS goes on by itself; make redrive shows what is left"
    for _ in range(_AT_MOST_S // _ASK_AGAIN_S):
        task: Any = sqs.list_message_move_tasks(SourceArn=arn, MaxResults=1)["Results"][0]
        moved = task.get("ApproximateNumberOfMessagesMoved", 0)
        if task["Status"] == "COMPLETED":
            easel.console.say(f"moved {moved} messages; if they fail again, they come back here")
            return
        if task["Status"] != "RUNNING":
            why = task.get("FailureReason", task["Status"])
            what = f"SQS moved {moved} messages, then stopped: {why}"
            raise Fault(what, "run make redrive again", code="not_moved")
        easel.console.say(f"{moved} moved so far")
        easel.console.clock.sleep(_ASK_AGAIN_S)
    raise Fault("SQS is still moving messages", easel.console.go_on, code="not_moved")


def parser() -> argparse.ArgumentParser:
    parser = make_parser("redrive", __doc__ or "")
    parser.add_argument("--yes", action="store_true", help="act without asking first (YES=1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
