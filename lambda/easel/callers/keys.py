"""The keys of callers, as rows of the callers table. A key is shown once and stored as a hash.

A key is `easel_<name>_<secret>`. The name finds the row, and the row holds a hash of the whole key.

pk            sk
key#<name>    key     hash, daily, created_at, perhaps revoked_at; `owner` "keys", `at` for listing
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..clock import Clock
from ..tables.row import Item, moment, ms
from ..tables.table import Table

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_NAME = re.compile(r"[a-z0-9](-?[a-z0-9]){0,39}")
_KEY = re.compile(rf"easel_({_NAME.pattern})_([A-Za-z0-9_-]{{43}})")


class BadName(ValueError):
    """The name cannot be given to a key, or it is taken. The message says which."""


@dataclass(frozen=True, slots=True)
class Key:
    """A caller's key, without its secret. `daily` is the most pictures that Easel draws for its
    holder in a UTC day."""

    name: str
    daily: int
    created_at: datetime
    revoked_at: datetime | None = None


class Keys:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._table = Table(client, table)
        self._clock = clock

    def find(self, credential: str) -> Key | None:
        """The key that matches `credential`, or None if it is unknown or revoked."""
        parts = _KEY.fullmatch(credential)
        if parts is None:
            return None
        found = self._get(parts[1])
        if found is None or found[0].revoked_at:
            return None
        key, digest = found
        return key if hmac.compare_digest(digest, _digest(credential)) else None

    def make(self, name: str, daily: int) -> str:
        """A new key for `name`, to be shown once.

        A name whose key was revoked can be given again. The holder of the new key then owns the
        pictures of the old one.

        Raises:
            BadName: the name cannot be used, or it has a key.
        """
        if not _NAME.fullmatch(name):
            raise BadName(
                f"{name!r}: a name has 1 to 40 characters: a-z, 0-9, and single hyphens in between"
            )
        credential = f"easel_{name}_{secrets.token_urlsafe(32)}"
        now = self._clock.now()
        taken = self._table.put(
            {
                **_key(name),
                "owner": {"S": "keys"},
                "at": ms(now),
                "hash": {"S": _digest(credential)},
                "daily": {"N": str(daily)},
                "created_at": ms(now),
            },
            "attribute_not_exists(pk) OR attribute_exists(revoked_at)",
        )
        if taken:
            raise BadName(f"{name!r} has a key already; revoke it first")
        return credential

    def all(self) -> list[Key]:
        """Every key, the revoked ones too, newest first."""
        pages = self._table.client.get_paginator("query").paginate(
            TableName=self._table.name,
            IndexName="by_owner",
            KeyConditionExpression="#owner = :keys",
            ExpressionAttributeNames={"#owner": "owner"},
            ExpressionAttributeValues={":keys": {"S": "keys"}},
            ScanIndexForward=False,
        )
        names = [item["pk"]["S"].removeprefix("key#") for page in pages for item in page["Items"]]
        return [found[0] for name in names if (found := self._get(name))]

    def revoke(self, name: str) -> bool:
        """Revoke the key of `name`. False if there is no such key, or it was revoked before."""
        unrevoked = ("attribute_exists(pk)", "attribute_not_exists(#revoked_at)")
        fields: Item = {"revoked_at": ms(self._clock.now())}
        return self._table.move(_key(name), fields, conditions=unrevoked) is not None

    def _get(self, name: str) -> tuple[Key, str] | None:
        item = self._table.get(_key(name))
        if item is None:
            return None
        revoked_at = moment(item["revoked_at"]) if "revoked_at" in item else None
        key = Key(name, int(item["daily"]["N"]), moment(item["created_at"]), revoked_at)
        return key, item["hash"]["S"]


def _digest(credential: str) -> str:
    """The hash of a key. A key holds 256 random bits, so it cannot be found by trying."""
    return hashlib.sha256(credential.encode()).hexdigest()


def _key(name: str) -> Item:
    return {"pk": {"S": f"key#{name}"}, "sk": {"S": "key"}}
