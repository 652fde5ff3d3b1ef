"""An SQS queue that wakes a function."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..errors import Capacity, fault

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient

_SLOWEST_RETRY_S = 60

logger = Logger(child=True)


class Queue:
    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def put(self, message: Mapping[str, object]) -> None:
        """Queue `message`; it can be received at once.

        Raises:
            Capacity: SQS did not take it.
        """
        try:
            self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(message))
        except (ClientError, BotoCoreError) as error:
            raise Capacity("the queue did not accept the job; POST again in a moment") from error

    def bring_back(self, receipt_handle: str, times_received: int) -> None:
        """Make a message that came too early, or that failed, come again after 1, 2, 4 … 60 s.

        If SQS refuses, the message comes again when the queue's visibility timeout is over.
        """
        try:
            self._client.change_message_visibility(
                QueueUrl=self._url,
                ReceiptHandle=receipt_handle,
                VisibilityTimeout=min(2 ** min(times_received - 1, 10), _SLOWEST_RETRY_S),
            )
        except (ClientError, BotoCoreError) as error:
            logger.warning("message not brought back sooner", extra=fault(error))
