"""The queue of messages that failed too often. operation.py has the alarm that reports them."""

from aws_cdk import Duration
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from .own_key import queue_encryption


class DeadLetters(sqs.Queue):
    def __init__(self, scope: Construct, id: str, *, key: kms.IKey | None) -> None:
        super().__init__(
            scope,
            id,
            enforce_ssl=True,
            retention_period=Duration.days(14),
            **queue_encryption(key),  # type: ignore[arg-type]
        )
