"""Waits for an end, in a slot. If there is no slot, or the day's hours of waiting are used up, the
request does not wait.

A request takes a slot only if it really has to wait. So a picture that is there already costs no
slot, and comes even if all slots are taken.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError

from .callers.quotas import DAY, Quota
from .callers.spending import Spending
from .callers.wait_slots import NoSlot, Slot
from .errors import QuotaExceeded, fault
from .pictures.job import Job
from .service import Service

_SLOWEST_POLL_S = 1.0
_USUAL_WAIT_S = 25

logger = Logger(child=True)
metrics = Metrics()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Waited(Generic[T]):
    """What was waited for, as it is now. `refused` says that there was no slot to wait in."""

    found: T
    refused: bool = False


def wait_for_job(
    job: Job, service: Service, *, until: datetime, caller_id: Callable[[], str]
) -> Waited[Job]:
    """`job` when it has ended, or as it is at `until`."""
    return wait(
        service.endings.settle(job),
        lambda job: service.endings.settle(service.jobs.get(job.id) or job),
        lambda job: job.status.ended,
        service,
        until=until,
        caller_id=caller_id,
    )


def wait(
    found: T,
    look_again: Callable[[T], T],
    ended: Callable[[T], bool],
    service: Service,
    *,
    until: datetime,
    caller_id: Callable[[], str],
    first_poll_s: float = 0.1,
) -> Waited[T]:
    """What `look_again` finds when it has `ended`, or at `until`. `found` is the first look.

    `caller_id` is asked only if the request has to wait.
    """
    if ended(found) or service.clock.now() >= until:
        return Waited(found)
    with _slot(caller_id, service, until) as granted:
        if not granted:
            return Waited(found, refused=True)
        pause_s = first_poll_s
        while not ended(found) and (left_s := (until - service.clock.now()).total_seconds()) > 0:
            service.clock.sleep(min(pause_s, left_s))
            pause_s = min(pause_s * 1.5, _SLOWEST_POLL_S)
            found = look_again(found)
    return Waited(found)


def _count(slot: Slot, service: Service, until: datetime) -> None:
    """Count the wait against the day's hours, as if it took until `until`. A wait that ends sooner
    is not counted back: that would be one more write for each.

    Raises:
        NoSlot: the day's hours are used up; the slot is free again.
    """
    now, hours = service.clock.now(), service.settings.daily_wait_hours
    spending = Spending(service.quotas, math.ceil((until - now).total_seconds()), now)
    try:
        spending.take(Quota("waits", hours * 3600, DAY, each=_USUAL_WAIT_S), "seconds of waiting")
    except (QuotaExceeded, ClientError, BotoCoreError) as error:
        service.wait_slots.leave(slot)
        if isinstance(error, QuotaExceeded):
            raise NoSlot("day") from error
        raise


@contextmanager
def _slot(caller_id: Callable[[], str], service: Service, until: datetime) -> Iterator[bool]:
    """Whether the request may wait while the block runs."""
    try:
        slot = service.wait_slots.take(caller_id(), until)
        _count(slot, service, until)
    except NoSlot as error:
        metrics.add_metric("WaitsRefused", MetricUnit.Count, 1)
        logger.info("wait refused", extra={"slots_of": str(error)})
        yield False
        return
    except (ClientError, BotoCoreError) as error:  # the request has an answer without a wait
        logger.warning("no slot could be taken", extra=fault(error))
        yield False
        return
    try:
        yield True
    finally:
        service.wait_slots.leave(slot)
