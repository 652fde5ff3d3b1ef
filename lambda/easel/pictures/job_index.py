"""Finds jobs by the time at which something has to be done about them.

The index by_phase (phase, at) of the jobs table. `phase` is one of these, followed by the job's
shard; before jobs had shards, it was the name alone:

open        not ended; `at` is when it is due
unwanted    canceled or deleted, but the model may still draw it; `at` is when it is surely done
deleting    its files are being removed; `at` is when that must be finished
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..clock import Clock
from ..tables.row import ms
from ..tables.shards import all_shards, sharded

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# A job takes at most six writes in the index. With 16 shards, 1,000 jobs a second are 375 writes a
# second for each.
SHARDS = 16
OPEN, UNWANTED, DELETING = "open", "unwanted", "deleting"


def phase(name: str, job_id: str) -> dict[str, str]:
    """The value of `phase` that makes the job one of those called `name`."""
    return {"S": sharded(name, job_id, SHARDS)}


class JobIndex:
    """The index can be a moment behind the table."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def overdue(self, limit: int = 100) -> list[str]:
        """The ids of open jobs past `due`, longest overdue first."""
        return self._ids_past(OPEN, limit)

    def half_deleted(self, limit: int = 100) -> list[str]:
        """The ids of jobs whose removal was started and was not finished in time."""
        return self._ids_past(DELETING, limit)

    def unwanted(self, limit: int = 100) -> list[str]:
        """The ids of canceled and deleted jobs that the model is done with by now."""
        return self._ids_past(UNWANTED, limit)

    def count(self) -> int:
        """How many jobs the model still has to do, or draws although nobody wants them."""
        return sum(
            page["Count"]
            for name in (OPEN, UNWANTED)
            for shard in all_shards(name, SHARDS)
            for page in self._client.get_paginator("query").paginate(
                **self._until(shard, datetime(9999, 1, 1, tzinfo=UTC)), Select="COUNT"
            )
        )

    def _ids_past(self, name: str, limit: int) -> list[str]:
        now = self._clock.now()
        found = [
            (int(item["at"]["N"]), item["pk"]["S"])
            for shard in all_shards(name, SHARDS)
            for item in self._client.query(
                **self._until(shard, now), ProjectionExpression="pk, #at", Limit=limit
            )["Items"]
        ]
        return [job_id for _, job_id in sorted(found)[:limit]]

    def _until(self, shard: str, until: datetime) -> dict[str, Any]:
        return {
            "TableName": self._table,
            "IndexName": "by_phase",
            "KeyConditionExpression": "phase = :phase AND #at <= :until",
            "ExpressionAttributeNames": {"#at": "at"},
            "ExpressionAttributeValues": {":phase": {"S": shard}, ":until": ms(until)},
        }
