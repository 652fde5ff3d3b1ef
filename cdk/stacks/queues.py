"""The queues that wake functions, and the queue of messages that failed too often. operation.py has
the alarm that reports the latter."""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from .own_key import queue_encryption

# A message is hidden for so many timeouts of the function. SQS also hands out messages that Lambda
# has no room for: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
_TIMEOUTS = 6
# The function lets a message that it cannot see to yet come again after 1, 2, 4 … 60 s. So many
# times take more than an hour, which is the longest deadline of a job.
_MAX_RECEIVES = 100


class DeadLetters(sqs.Queue):
    def __init__(self, scope: Construct, id: str, *, key: kms.IKey | None) -> None:
        super().__init__(
            scope,
            id,
            enforce_ssl=True,
            retention_period=Duration.days(14),
            **queue_encryption(key),
        )


class WorkQueue(sqs.Queue):
    """The work of a function that takes at most `timeout`. A message that failed too often goes to
    `dead_letters`."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        timeout: Duration,
        dead_letters: sqs.IQueue,
        key: kms.IKey | None,
    ) -> None:
        super().__init__(
            scope,
            id,
            enforce_ssl=True,
            visibility_timeout=Duration.seconds(_TIMEOUTS * timeout.to_seconds()),
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=dead_letters, max_receive_count=_MAX_RECEIVES
            ),
            **queue_encryption(key),
        )
