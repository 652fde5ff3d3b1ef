"""The SQS queue that wakes `announce`: a message for each try."""

import json
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..errors import fault

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient

# SQS delays a message by a quarter of an hour at most.
MAX_DELAY_S = 900

logger = Logger(service="announce")


class WebhookQueue:
    def __init__(self, client: "SQSClient", url: str) -> None:
        self._client = client
        self._url = url

    def put(self, image_id: str, sk: str, tries: int, delay_s: int = 0) -> None:
        """Have the try after `tries` of them made. When SQS does not listen, the sweep puts it
        here once more, so that this fails nobody who has ended a job."""
        message = json.dumps({"webhook": image_id, "hook": sk, "try": tries})
        try:
            self._client.send_message(QueueUrl=self._url, MessageBody=message, DelaySeconds=delay_s)
        except (ClientError, BotoCoreError) as error:
            logger.warning("webhook not queued", extra={"id": image_id, **fault(error)})
