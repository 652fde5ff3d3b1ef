"""Slots for requests that wait, as rows of the callers table.

A waiting request holds a function. So a caller has a few slots, and all callers together have as
many as leave room for requests that do not wait. A slot is a lease: if the process that has it is
killed, the slot is free again when the lease ends.

pk                 sk
waits#<caller>     leases    `leases`: when each lease ends, as a set of stamps; leaves by TTL
waits#all#<shard>  leases    the same for all callers; a request takes one of a few shards at random
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..clock import Clock
from ..errors import fault
from ..tables.row import Item, first_stamp, stamp
from ..tables.table import item_in_the_way

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# The request still has to answer after its wait.
_GRACE = timedelta(seconds=4)
_ROW_KEPT = timedelta(days=1)
# Each shard has at least so many slots, and there are at most so many shards. A slot is taken and
# left within 25 s, and a partition bears 1,000 writes a second.
_LEAST_IN_SHARD, _MOST_SHARDS = 25, 8

logger = Logger(child=True)


class NoSlot(Exception):
    """All slots are taken: those of the caller, or those of the deployment. Or the day's hours are
    used up. The text says which."""


@dataclass(frozen=True, slots=True)
class Slot:
    lease: str
    rows: tuple[str, str]


class WaitSlots:
    def __init__(
        self, client: "DynamoDBClient", table: str, clock: Clock, *, per_caller: int, in_all: int
    ) -> None:
        self._client = client
        self._table = table
        self._clock = clock
        self._per_caller = per_caller
        self._shards = max(1, min(in_all // _LEAST_IN_SHARD, _MOST_SHARDS))
        self._per_shard = in_all // self._shards

    def take(self, caller_id: str, until: datetime) -> Slot:
        """A slot for a request that waits till `until`.

        Raises:
            NoSlot: there is none.
        """
        own, lease = f"waits#{caller_id}", stamp(until + _GRACE)
        if not self._lease(own, lease, self._per_caller):
            raise NoSlot("caller")
        try:
            # If one shard is full, another may not be.
            for shard in random.sample(range(self._shards), min(2, self._shards)):
                row = f"waits#all#{shard}"
                if self._lease(row, lease, self._per_shard):
                    return Slot(lease, (own, row))
        except (ClientError, BotoCoreError):
            self._end(own, lease)
            raise
        self._end(own, lease)
        raise NoSlot("deployment")

    def leave(self, slot: Slot) -> None:
        """Free `slot`. If that fails, nothing is raised: the slot is free when its lease ends."""
        for row in slot.rows:
            self._end(row, slot.lease)

    def _lease(self, row: str, lease: str, limit: int) -> bool:
        """Whether `lease` is now one of the at most `limit` leases of `row`."""
        found = self._add(row, lease, limit)
        now = first_stamp(self._clock.now())
        if ended := [other for other in found if int(other) < now and other != lease]:
            self._remove(row, ended)
            found = self._add(row, lease, limit)
        return lease in found

    def _add(self, row: str, lease: str, limit: int) -> list[str]:
        """Add `lease` to `row` if the row has room. [lease] if it had, or else all leases there."""
        if limit < 1:
            return []
        expires = int((self._clock.now() + _ROW_KEPT).timestamp())
        try:
            self._client.update_item(
                TableName=self._table,
                Key=_key(row),
                UpdateExpression="ADD leases :leases SET expires_at = :expires",
                ConditionExpression="attribute_not_exists(leases) OR size(leases) < :limit",
                ExpressionAttributeValues={
                    ":leases": {"NS": [lease]},
                    ":limit": {"N": str(limit)},
                    ":expires": {"N": str(expires)},
                },
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            # botocore repeats a write whose response was lost. Then our lease is there already.
            return list(item_in_the_way(error).get("leases", {}).get("NS", []))
        return [lease]

    def _end(self, row: str, lease: str) -> None:
        try:
            self._remove(row, [lease])
        except (ClientError, BotoCoreError) as error:
            logger.warning("slot not left", extra=fault(error))

    def _remove(self, row: str, leases: list[str]) -> None:
        self._client.update_item(
            TableName=self._table,
            Key=_key(row),
            UpdateExpression="DELETE leases :leases",
            ExpressionAttributeValues={":leases": {"NS": leases}},
        )


def _key(row: str) -> Item:
    return {"pk": {"S": row}, "sk": {"S": "leases"}}
