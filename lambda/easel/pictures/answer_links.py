"""Which attempt of which job an answer belongs to, as rows of the jobs table.

pk                  what
answer#<key>        the attempt that the answer at this S3 key belongs to; leaves by TTL
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from ..clock import Clock
from ..tables.row import Item
from ..tables.table import Table
from .job import Job

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# An answer comes by its job's deadline, or a little later. The deadline is at most an hour away.
_RETENTION = timedelta(days=1)


class AnswerLinks:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._table = Table(client, table)
        self._clock = clock

    def store(self, job: Job, keys: tuple[str, ...]) -> None:
        """Store that the objects at `keys` will hold the answer to this attempt."""
        expires = int((self._clock.now() + _RETENTION).timestamp())
        for key in keys:
            self._table.client.put_item(
                TableName=self._table.name,
                Item={
                    **_key(key),
                    "job": {"S": job.id},
                    "attempt": {"N": str(job.attempt)},
                    "expires_at": {"N": str(expires)},
                },
            )

    def find(self, key: str) -> tuple[str, int] | None:
        """The (job id, attempt) that the answer at `key` belongs to. None if no link is stored."""
        row = self._table.get(_key(key))
        return (row["job"]["S"], int(row["attempt"]["N"])) if row else None


def _key(key: str) -> Item:
    return {"pk": {"S": f"answer#{key}"}}
