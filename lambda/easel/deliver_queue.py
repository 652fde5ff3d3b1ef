"""The SQS queue that wakes `deliver`: S3's events, or the jobs of a realtime endpoint."""

import json
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from .errors import Capacity, fault
from .job import Job

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient

_SLOWEST_RETRY_S = 60

logger = Logger(service="deliver", child=True)  # the one who brings messages back


class DeliverQueue:
    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def submit(self, job: Job) -> tuple[str, ...]:
        """Queue `job` for a realtime endpoint; its answer comes back on `deliver`'s own call.

        Raises:
            Capacity: the queue did not take it.
        """
        message = json.dumps({"draw": job.id, "attempt": job.attempt})
        try:
            self._client.send_message(QueueUrl=self._url, MessageBody=message)
        except (ClientError, BotoCoreError) as error:
            raise Capacity("the queue took no more; POST again in a moment") from error
        return ()

    def bring_back(self, receipt_handle: str, times_received: int) -> None:
        """Show a message that came too early again after 1, 2, 4 … 60 s, not only once the
        queue's visibility timeout is over. When SQS does not listen, that is when it comes."""
        try:
            self._client.change_message_visibility(
                QueueUrl=self._url,
                ReceiptHandle=receipt_handle,
                VisibilityTimeout=min(2 ** min(times_received - 1, 10), _SLOWEST_RETRY_S),
            )
        except (ClientError, BotoCoreError) as error:
            logger.warning("message not brought back sooner", extra=fault(error))
