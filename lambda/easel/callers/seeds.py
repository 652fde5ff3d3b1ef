"""Which seed was drawn for a request that may come again, as rows of the callers table.

The seed decides the picture's id: with the same one a repeat joins the job, while it runs and
afterwards, instead of drawing another picture.

pk                        sk
seed#<caller>#<repeat>    seed    the body's hash and the seed; leaves by TTL
"""

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ..clock import Clock

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


def text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def body_hash(body: bytes) -> str:
    """The same JSON, whatever its spacing and order, has the same hash; `body` was parsed."""
    return text_hash(json.dumps(json.loads(body), sort_keys=True, separators=(",", ":")))


class Seeds:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def keep(self, name: str, body: str, seed: int, ttl: timedelta) -> tuple[str, int]:
        """(body, seed) kept under `name`: these, unless some stood there already."""
        now = self._clock.now()
        try:
            self._client.put_item(
                TableName=self._table,
                Item=_item(name, body, seed, int((now + ttl).timestamp())),
                # DynamoDB removes what has expired within days, not at once.
                ConditionExpression="attribute_not_exists(pk) OR expires_at < :now",
                ExpressionAttributeValues={":now": {"N": str(int(now.timestamp()))}},
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            found: Any = error.response["Item"]  # type: ignore[typeddict-item]  # untyped there
            return found["body"]["S"], int(found["seed"]["N"])
        return body, seed

    def put(self, name: str, body: str, seed: int, ttl: timedelta) -> None:
        """Keep these under `name`, in place of whatever stood there."""
        expires = int((self._clock.now() + ttl).timestamp())
        self._client.put_item(TableName=self._table, Item=_item(name, body, seed, expires))

    def find(self, name: str) -> int | None:
        """The seed kept under `name`, while it is young enough."""
        answer = self._client.get_item(TableName=self._table, Key=_key(name), ConsistentRead=True)
        item = answer.get("Item")
        if not item or int(item["expires_at"]["N"]) < self._clock.now().timestamp():
            return None
        return int(item["seed"]["N"])


def _key(name: str) -> Any:
    return {"pk": {"S": f"seed#{name}"}, "sk": {"S": "seed"}}


def _item(name: str, body: str, seed: int, expires_at: int) -> Any:
    return {
        **_key(name),
        "body": {"S": body},
        "seed": {"N": str(seed)},
        "expires_at": {"N": str(expires_at)},
    }
