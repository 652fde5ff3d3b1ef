"""A batch of messages from a queue, each seen to by itself: one that fails brings back no other."""

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
    """The message came too early; the queue brings it again."""


class BringsBack(Protocol):
    def bring_back(self, receipt_handle: str, times_received: int) -> None: ...


def see_to_each(
    event: dict[str, Any],
    context: LambdaContext,
    see_to: Callable[[Any], None],
    *,
    queue: Callable[[], BringsBack],
    logger: Logger,
    failed: str,
) -> PartialItemFailureResponse:
    """Call `see_to` with each message of `event`; what comes back names those for which it raised,
    which come again. Of one that came too early, `queue` hears when; any other is logged as
    `failed`, and set aside in the end.
    """

    def record_handler(record: SQSRecord) -> None:
        try:
            see_to(json.loads(record.body))
        except NotYet as early:
            logger.info("message came too early", extra={"why": str(early)})
            times_received = int(record.attributes.approximate_receive_count)
            queue().bring_back(record.receipt_handle, times_received)
            raise
        except Exception as error:
            logger.error(failed, extra=fault(error))
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return process_partial_response(event, record_handler, processor, context)
