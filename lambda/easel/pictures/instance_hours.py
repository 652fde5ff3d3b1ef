"""How long the model's instances have run today, and whether the day's hours are used up.

SageMaker charges for each instance by the second, whether it draws or not. The sweep, which runs
each minute, asks how many there are, and counts the time since it last asked. So each start and
stop is counted to the minute.

pk               what
instance_hours   `day`, the UTC day; `used_s`, the seconds of all instances; `at`, the last look
                 that saw an instance, or the first that saw none; `running`, how many it saw. A
                 row written by an older Easel has no `running`
"""

import math
from datetime import datetime
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..clock import Clock
from ..errors import fault
from ..tables.row import Item
from ..tables.table import Table, item_in_the_way

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

    from .endpoint import AlwaysReady, EndpointStatus

_KEY: Item = {"pk": {"S": "instance_hours"}}
_NONE = {"N": "0"}
_SWEEP_S = 60
# If the last look that saw an instance was longer ago, nobody knows what ran since then: Easel may
# have been deleted and deployed again. It counts as one sweep.
_MISSED_S = 600
# How long a process believes what it has read.
_MAX_AGE_S = 10

logger = Logger(child=True)


class InstanceHours:
    """`daily` is how many hours a UTC day allows; 0 is no limit."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock, *, daily: int) -> None:
        self._table = Table(client, table)
        self._clock = clock
        self._daily = daily
        self._known: tuple[datetime, bool] | None = None

    def are_used_up(self) -> bool:
        """Whether the day's hours are used up, as of some seconds ago.

        Raises:
            ClientError, BotoCoreError
        """
        if not self._daily:
            return False
        now = self._clock.now()
        if self._known is None or (now - self._known[0]).total_seconds() > _MAX_AGE_S:
            row = self._table.get(_KEY) or {}
            self._known = now, _used_s(row, now) >= self._daily * 3600
        return self._known[1]

    def count(self, endpoint: "EndpointStatus | AlwaysReady") -> None:
        """Count the instances that `endpoint` has now. If a service does not answer, the next sweep
        counts the time of this one too."""
        if not self._daily:
            return
        try:
            self._note(endpoint.instances())
        except (ClientError, BotoCoreError) as error:
            logger.warning("instances not counted", extra=fault(error))

    def _note(self, instances: int) -> None:
        now = self._clock.now()
        row = self._table.get(_KEY) or {}
        if not instances and (not row or row.get("running") == _NONE):
            return  # still none: an idle day costs no writes
        used_s = _used_s(row, now) + instances * _since_s(row, now)
        try:
            self._table.client.update_item(
                TableName=self._table.name,
                Key=_KEY,
                UpdateExpression="SET #day = :day, used_s = :used, #at = :now, running = :running",
                # botocore repeats a write whose response was lost, and two sweeps may run at once.
                ConditionExpression="attribute_not_exists(pk) OR #at = :last",
                ExpressionAttributeNames={"#day": "day", "#at": "at"},
                ExpressionAttributeValues={
                    ":day": {"S": _day(now)},
                    ":used": {"N": f"{used_s:.0f}"},
                    ":now": {"N": f"{now.timestamp():.3f}"},
                    ":running": {"N": str(instances)},
                    ":last": row.get("at", {"N": "0"}),
                },
            )
        except ClientError as error:
            item_in_the_way(error)  # the time is counted
        else:
            ran = {"instances": instances, "hours": round(used_s / 3600, 2), "of": self._daily}
            logger.info("instances run", extra=ran)


def _since_s(row: Item, now: datetime) -> float:
    """The seconds to count for each instance that runs now. If none ran at the last look, it has
    started since the last sweep."""
    since_s = now.timestamp() - float(row["at"]["N"]) if row else math.inf
    if row.get("running") != _NONE and since_s < _MISSED_S:
        return since_s
    return min(since_s, _SWEEP_S)


def _used_s(row: Item, now: datetime) -> float:
    return float(row["used_s"]["N"]) if row.get("day") == {"S": _day(now)} else 0.0


def _day(now: datetime) -> str:
    return now.date().isoformat()
