"""Who asked for which picture, as rows of the callers table.

A picture is deleted when its last claim is dropped.

pk       sk
img_…    claim#<claimant>     `owner` and `at` if its holder is known and may list it;
                              `dropped` if it was dropped: then the row leaves by TTL
img_…    public#<claimant>    shown in the gallery; `owner` is "public" and the picture's shard, and
                              was "public" alone before the gallery had shards
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from ..clock import Clock
from ..tables.row import moment, ms
from ..tables.shards import all_shards, sharded

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

GALLERY = "public"
# A public picture is one write in the index: with 4 shards, 1,000 a second are 250 for each. Each
# look at the gallery reads all shards.
_GALLERY_SHARDS = 4
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
            self._put(
                image_id, f"public#{claimant.id}", sharded(GALLERY, image_id, _GALLERY_SHARDS)
            )

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

    def holders(self, image_id: str) -> list[Claimant]:
        """Everyone who claims the picture."""
        return [
            Claimant(row["sk"]["S"].removeprefix("claim#"), row.get("owner", {}).get("S"))
            for row in self._rows(image_id, "claim#")
            if "dropped" not in row
        ]

    def is_public(self, image_id: str) -> bool:
        return any(True for _ in self._rows(image_id, "public#"))

    def listed(self, owner: str, limit: int, after: Place | None = None) -> list[Place]:
        """The next `limit` places of `owner`'s list, newest first."""
        owners = all_shards(owner, _GALLERY_SHARDS) if owner == GALLERY else [owner]
        lists = [self._newest_first(each, limit, after) for each in owners]
        return list(islice(heapq.merge(*lists, key=_rank), limit))

    def _newest_first(self, owner: str, limit: int, after: Place | None) -> Iterator[Place]:
        """The places after `after` in one partition of the index. They are read as they are needed,
        `limit` at a time."""
        condition, names, values = "#owner = :owner", {"#owner": "owner"}, {":owner": {"S": owner}}
        if after:
            condition += " AND #at <= :at"
            names["#at"], values[":at"] = "at", ms(after.at)
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            IndexName="by_owner",
            KeyConditionExpression=condition,
            ExpressionAttributeNames=names,
            ExpressionAttributeValues=values,
            ScanIndexForward=False,
            PaginationConfig={"PageSize": limit},
        )
        places = (
            Place(item["pk"]["S"], item["sk"]["S"], moment(item["at"]))
            for page in pages
            for item in page["Items"]
        )
        # The index does not say in which order rows of the same millisecond come.
        for _, at_once in groupby(places, key=lambda place: place.at):
            for place in sorted(at_once, key=_rank):
                if after is None or _rank(place) > _rank(after):
                    yield place

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


def _rank(place: Place) -> tuple[float, str, str]:
    """What places are sorted by: newest first."""
    return -place.at.timestamp(), place.image_id, place.sk


def _key(image_id: str, sk: str) -> Any:
    return {"pk": {"S": image_id}, "sk": {"S": sk}}
