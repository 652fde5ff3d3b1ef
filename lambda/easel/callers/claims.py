"""Who asked for which picture, as rows of the callers table.

A picture is deleted when its last claim is dropped.

pk       sk
img_…    claim#<claimant>     `owner` and `at` if its holder is known and may list it;
                              `dropped` if it was dropped: then the row leaves by TTL
img_…    public#<claimant>    `owner` "public": shown in the gallery
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

from ..clock import Clock
from ..tables.row import moment, ms

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

GALLERY = "public"
# By default, the row of a deleted picture is kept for the same time.
_DROPPED_RETENTION = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Claimant:
    """The holder of a claim. `id` comes from a key or from a hashed token; `owner` is the name
    that the claim is listed under, or None if Easel cannot recognize its holder again."""

    id: str
    owner: str | None


class Hold(Enum):
    NONE = "none"
    HELD = "held"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list of pictures, newest first. A cursor points at a place."""

    image_id: str
    sk: str
    at: datetime


class Claims:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def hold(self, image_id: str, claimant: Claimant, *, public: bool = False) -> None:
        """Store that `claimant` asks for the picture. A second call changes nothing."""
        self._put(image_id, f"claim#{claimant.id}", claimant.owner)
        if public:
            self._put(image_id, f"public#{claimant.id}", GALLERY)

    def state(self, image_id: str, claimant: Claimant) -> Hold:
        answer = self._client.get_item(
            TableName=self._table,
            Key=_key(image_id, f"claim#{claimant.id}"),
            ConsistentRead=True,
        )
        if "Item" not in answer:
            return Hold.NONE
        return Hold.DROPPED if "dropped" in answer["Item"] else Hold.HELD

    def drop(self, image_id: str, claimant: Claimant) -> None:
        """Drop the claim of `claimant`, and remove their entry for the picture from the gallery."""
        expires = self._clock.now() + _DROPPED_RETENTION
        self._client.update_item(
            TableName=self._table,
            Key=_key(image_id, f"claim#{claimant.id}"),
            UpdateExpression="SET dropped = :yes, expires_at = :expires REMOVE #owner",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues={
                ":yes": {"BOOL": True},
                ":expires": {"N": str(int(expires.timestamp()))},
            },
        )
        self._client.delete_item(TableName=self._table, Key=_key(image_id, f"public#{claimant.id}"))

    def any_held(self, image_id: str, *, besides: Claimant | None = None) -> bool:
        """Whether anyone still claims the picture. The claim of `besides` does not count. The read
        is consistent."""
        own = f"claim#{besides.id}" if besides else None
        rows = self._rows(image_id, "claim#")
        return any("dropped" not in row and row["sk"]["S"] != own for row in rows)

    def is_public(self, image_id: str) -> bool:
        return any(True for _ in self._rows(image_id, "public#"))

    def listed(self, owner: str, limit: int, after: Place | None = None) -> list[Place]:
        """The next `limit` places of `owner`'s list, newest first."""
        request: dict[str, Any] = {}
        if after:
            request["ExclusiveStartKey"] = {
                **_key(after.image_id, after.sk),
                "owner": {"S": owner},
                "at": ms(after.at),
            }
        answer = self._client.query(
            TableName=self._table,
            IndexName="by_owner",
            KeyConditionExpression="#owner = :owner",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues={":owner": {"S": owner}},
            ScanIndexForward=False,
            Limit=limit,
            **request,
        )
        return [
            Place(item["pk"]["S"], item["sk"]["S"], moment(item["at"])) for item in answer["Items"]
        ]

    def _put(self, image_id: str, sk: str, owner: str | None) -> None:
        """Write the row. If it exists and was dropped, it counts again. Its time stays."""
        names, values = {"#at": "at"}, {":now": ms(self._clock.now())}
        update = "SET #at = if_not_exists(#at, :now)"
        if owner:
            update += ", #owner = :owner"
            names["#owner"], values[":owner"] = "owner", {"S": owner}
        self._client.update_item(
            TableName=self._table,
            Key=_key(image_id, sk),
            UpdateExpression=f"{update} REMOVE dropped, expires_at",
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values,
        )

    def _rows(self, image_id: str, prefix: str) -> Iterator[Any]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues={":pk": {"S": image_id}, ":prefix": {"S": prefix}},
            ConsistentRead=True,
        )
        return (item for page in pages for item in page["Items"])


def _key(image_id: str, sk: str) -> Any:
    return {"pk": {"S": image_id}, "sk": {"S": sk}}
