"""The seeds of requests that may come again, as rows of the callers table.

The picture's id follows from the seed. A repeat with the same seed joins the job, whether the job
still runs or has ended. So no other picture is drawn.

pk                        sk
seed#<caller>#<repeat>    seed    the body's hash and the seed; leaves by TTL
"""

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING

from ..clock import Clock
from ..tables.row import Item
from ..tables.table import Table

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def body_hash(body: bytes) -> str:
    """A hash of the JSON in `body` that ignores its spacing and the order of its names."""
    return text_hash(json.dumps(json.loads(body), sort_keys=True, separators=(",", ":")))


class Seeds:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._table = Table(client, table)
        self._clock = clock

    def keep(self, name: str, body: str, seed: int, ttl: timedelta) -> tuple[str, int]:
        """Keep (body, seed) under `name`, unless something is kept there. Returns what is there."""
        now = self._clock.now()
        found = self._table.put(
            _item(name, body, seed, int((now + ttl).timestamp())),
            # DynamoDB removes an expired row within days, not at once.
            "attribute_not_exists(pk) OR expires_at < :now",
            values={":now": {"N": str(int(now.timestamp()))}},
        )
        return (found["body"]["S"], int(found["seed"]["N"])) if found else (body, seed)

    def put(self, name: str, body: str, seed: int, ttl: timedelta) -> None:
        """Keep these under `name`, and replace what was there."""
        expires = int((self._clock.now() + ttl).timestamp())
        self._table.client.put_item(
            TableName=self._table.name, Item=_item(name, body, seed, expires)
        )

    def find(self, name: str) -> int | None:
        """The seed kept under `name`, or None if there is none or it has expired."""
        item = self._table.get(_key(name))
        if not item or int(item["expires_at"]["N"]) < self._clock.now().timestamp():
            return None
        return int(item["seed"]["N"])


def _key(name: str) -> Item:
    return {"pk": {"S": f"seed#{name}"}, "sk": {"S": "seed"}}


def _item(name: str, body: str, seed: int, expires_at: int) -> Item:
    return {
        **_key(name),
        "body": {"S": body},
        "seed": {"N": str(seed)},
        "expires_at": {"N": str(expires_at)},
    }
