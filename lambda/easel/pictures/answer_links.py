"""Which attempt of which job an answer belongs to: its S3 key says so, or a row of the jobs table.

pk                  what
answer#<key>        the attempt that the answer at this S3 key belongs to; leaves by TTL
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from ..clock import Clock
from ..tables.row import Item
from ..tables.table import Table
from .job import Job
from .picture import ID_PREFIX

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# An answer comes by its job's deadline, or a little later. The deadline is at most an hour away.
_RETENTION = timedelta(days=1)
# An inference id as a folder or as the name of a file.
_ATTEMPT = re.compile(rf"/({ID_PREFIX}[a-z2-7]{{26}})\.([0-9]+)(?=[/.-])")


class AnswerLinks:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._table = Table(client, table)
        self._clock = clock

    def store(self, job: Job, keys: tuple[str, ...]) -> None:
        """Store that the objects at `keys` will hold the answer to this attempt. A key that names
        the attempt itself needs no row."""
        expires = int((self._clock.now() + _RETENTION).timestamp())
        for key in keys:
            if _attempt_in(key) == (job.id, job.attempt):
                continue
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
        """The (job id, attempt) that the answer at `key` belongs to. None if neither the
        key nor a row names it."""
        if named := _attempt_in(key):
            return named
        row = self._table.get(_key(key))
        return (row["job"]["S"], int(row["attempt"]["N"])) if row else None


def _attempt_in(key: str) -> tuple[str, int] | None:
    """The (job id, attempt) that is a part of the key, by S3OutputPathExtension."""
    named = _ATTEMPT.search(key)
    return (named[1], int(named[2])) if named else None


def _key(key: str) -> Item:
    return {"pk": {"S": f"answer#{key}"}}
