"""The SQS queue that wakes `announce`: one message for each attempt to send a webhook."""

import json
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..errors import fault
from ..tables.sqs_queue import Queue

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient

# The longest delay that SQS has for a message.
MAX_DELAY_S = 900

logger = Logger(child=True)


class WebhookQueue:
    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url
        self.bring_back = Queue(client, url).bring_back

    def put(self, image_id: str, sk: str, tries: int, delay_s: int = 0) -> None:
        """Queue the next attempt. `tries` attempts were made before.

        If SQS refuses, nothing is raised: the job has ended anyway. The sweep queues the attempt
        again.
        """
        message = json.dumps({"webhook": image_id, "hook": sk, "try": tries})
        try:
            self._client.send_message(QueueUrl=self._url, MessageBody=message, DelaySeconds=delay_s)
        except (ClientError, BotoCoreError) as error:
            logger.warning("webhook not queued", extra={"id": image_id, **fault(error)})
