"""Pictures that callers were told to come back for, and have not come back for yet.

A client that follows no more redirects, or lost an answer, POSTs the same body again. Then it gets
the picture that it was told to come back for, and no other is drawn. Two equal requests at once are
owed two pictures. So the row of a request holds a set of seeds, and each seed is taken once.

A client that polls learns from the answer which picture to ask for. If it has lost the answer, it
POSTs again instead. So a second row leads from the picture to the request, until somebody asks.

pk                 sk
owed#<request>     owed    the seeds; leaves by TTL
owed#<picture>     asked   the request and the seed, until the picture is asked for; leaves by TTL
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ..clock import Clock
from ..tables.row import Item
from ..tables.table import Table, item_in_the_way, write_surely, writer

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# A client that does not come back within this time has given up.
_OWED_FOR = timedelta(minutes=15)


class Owed:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._table = Table(client, table)
        self._clock = clock

    def owe(self, request: str, seed: int) -> None:
        """The caller of `request` was told to come back for the picture with `seed`."""
        expires = int((self._clock.now() + _OWED_FOR).timestamp())
        self._table.client.update_item(
            TableName=self._table.name,
            Key=_key(request),
            UpdateExpression="ADD seeds :seed SET expires_at = :expires",
            ExpressionAttributeValues={":seed": _seeds(seed), ":expires": {"N": str(expires)}},
        )

    def owe_until_asked(self, request: str, picture_id: str, seed: int) -> None:
        """The caller of `request` was told to ask for the picture with this id and this seed."""
        self.owe(request, seed)
        expires = int((self._clock.now() + _OWED_FOR).timestamp())
        self._table.client.put_item(
            TableName=self._table.name,
            Item={
                **_key(picture_id, "asked"),
                "request": {"S": request},
                "seed": {"N": str(seed)},
                "expires_at": {"N": str(expires)},
            },
        )

    def asked(self, picture_id: str) -> None:
        """Somebody asks for the picture with this id, so the answer that named it has arrived."""
        if item := self._table.get(_key(picture_id, "asked")):
            self.settle(item["request"]["S"], int(item["seed"]["N"]))
            self._table.client.delete_item(
                TableName=self._table.name, Key=_key(picture_id, "asked")
            )

    def take(self, request: str) -> int | None:
        """A seed that the caller of `request` has come back for. None if nothing is owed."""
        item = self._table.get(_key(request))
        if not item or int(item["expires_at"]["N"]) < self._clock.now().timestamp():
            return None
        seeds = (int(seed) for seed in item.get("seeds", {}).get("NS", ()))
        return next((seed for seed in seeds if self.settle(request, seed)), None)

    def settle(self, request: str, seed: int) -> bool:
        """The caller of `request` has come back for the picture with `seed`. Whether it was still
        owed: of two who come back at once, one is told so."""
        own = writer()
        try:
            write_surely(
                self._table.client.update_item,
                TableName=self._table.name,
                Key=_key(request),
                UpdateExpression="DELETE seeds :seeds SET writer = :writer",
                ConditionExpression="contains(seeds, :seed)",
                ExpressionAttributeValues={
                    ":seeds": _seeds(seed),
                    ":seed": {"N": str(seed)},
                    ":writer": own,
                },
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            # Perhaps the write was repeated because its answer was lost.
            return item_in_the_way(error).get("writer") == own
        return True


def _seeds(seed: int) -> Item:
    return {"NS": [str(seed)]}


def _key(name: str, kind: str = "owed") -> Item:
    return {"pk": {"S": f"owed#{name}"}, "sk": {"S": kind}}
