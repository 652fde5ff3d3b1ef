"""Handles a batch of messages from a queue. If one message fails, the others do not come again."""

import json
from collections.abc import Callable
from typing import Any, Protocol

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from .errors import fault


class NotYet(Exception):
    """The message came too early. The queue brings it again."""


class BringsBack(Protocol):
    def bring_back(self, receipt_handle: str, times_received: int) -> None: ...


def see_to_each(
    event: dict[str, Any],
    context: LambdaContext,
    see_to: Callable[[Any], None],
    *,
    logger: Logger,
    failed: str,
    queue: Callable[[], BringsBack],
) -> PartialItemFailureResponse:
    """Call `see_to` with each message of `event`, and return the messages that failed. `queue` is
    told to bring those again soon.

    If a message did not come too early, its failure is logged as `failed`. After many attempts the
    message goes to the dead-letter queue.
    """

    def bring_back(record: SQSRecord) -> None:
        # The queue would do so by itself, but only after its visibility timeout. That is long,
        # because it has to outlast a function that is still at work.
        times_received = int(record.attributes.approximate_receive_count)
        queue().bring_back(record.receipt_handle, times_received)

    def record_handler(record: SQSRecord) -> None:
        try:
            see_to(json.loads(record.body))
        except NotYet as early:
            logger.info("message came too early", extra={"why": str(early)})
            bring_back(record)
            raise
        except Exception as error:
            logger.error(failed, extra=fault(error))
            bring_back(record)
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event, record_handler, processor, context)
