"""How much a caller, and everyone together, may ask for in a window of time.

Each counter is a row of the callers table. One conditional write changes it. So even if many
callers come at once, exactly as many pass as the limit allows.

pk                                  sk
quota#<scope>#<window>              used    `used`; `taken`, the tickets of the last takes; leaves
                                            by TTL, one window after its own has ended
quota#<scope>#<part>#<window>       used    the same for a part of a large quota

A large quota has several rows, because one row takes only so many writes. Each row has a part of
the limit, so together they never allow more than the limit.

A ticket is a name for one take. The row holds it for as long as the request runs that took. So a
take whose answer was lost can be undone, and no take is undone twice.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from ..aws_errors import is_unavailable
from ..clock import Clock
from ..tables.row import Item, first_stamp, stamp
from ..tables.table import item_in_the_way, write_surely, writer

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)  # a UTC day
# No request that took a ticket runs for longer. After this time nobody needs the ticket.
_TICKET_KEPT = timedelta(minutes=1)
# Old tickets are removed when there are so many. Fewer of them do not make a write dearer: DynamoDB
# charges by KB.
_MOST_OLD_TICKETS = 60
# A row holds the tickets of the last minute, 11 bytes each, and a write costs a unit for each KB.
# So a row takes about 39 requests a second, and 64 rows take 2,500. AWS gives a row 1,000 units.
# The first figure counts requests.
_LEAST_IN_PART, _MOST_PARTS = 2_000, 64
# How long a process believes that a row is full. Another process may give something back.
_FULL_FOR = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `limit` in each `window`, counted under `scope`. A request usually takes `each`."""

    scope: str
    limit: int
    window: timedelta
    each: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of a quota. Its window ends `reset_s` whole seconds from now."""

    limit: int
    remaining: int
    reset_s: int

    def headers(self) -> dict[str, str]:
        """The headers of OpenAI's API, which its clients read."""
        return {
            "x-ratelimit-limit-requests": str(self.limit),
            "x-ratelimit-remaining-requests": str(self.remaining),
            "x-ratelimit-reset-requests": f"{self.reset_s}s",
        }


class Quotas:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock
        self._full: dict[tuple[str, int], datetime] = {}
        self._used_before: dict[tuple[str, int], int] = {}

    def parts(self, quota: Quota, at: datetime) -> list[Quota]:
        """The parts of `quota` in the window of the time `at`, in the order to try them.

        A small quota has one part: itself. The parts of a large one have a row each.
        """
        count = min(quota.limit // (_LEAST_IN_PART * quota.each), _MOST_PARTS)
        if count < 2:
            return [quota]
        each, more = divmod(max(0, quota.limit - self._undivided(quota, at)), count)
        parts = [Quota(f"{quota.scope}#{k}", each + (k < more), quota.window) for k in range(count)]
        first = secrets.randbelow(count)
        return parts[first:] + parts[:first]

    def is_full(self, part: Quota, at: datetime) -> bool:
        """Whether this process has seen a moment ago that the part has no room."""
        until = self._full.get(_window(part, at))
        return until is not None and self._clock.now() < until

    def found_full(self, part: Quota, at: datetime) -> None:
        self._full[_window(part, at)] = self._clock.now() + _FULL_FOR

    def standing(self, quota: Quota, remaining: int, at: datetime) -> Standing:
        window_s = int(quota.window.total_seconds())
        return Standing(quota.limit, remaining, window_s - int(at.timestamp() % window_s))

    def _undivided(self, quota: Quota, at: datetime) -> int:
        """How much was taken from `quota` in this window while it had one row: before Easel divided
        quotas, or while the operator's limit was lower. Each process reads this once."""
        window = _window(quota, at)
        if window not in self._used_before:
            answer = self._client.get_item(
                TableName=self._table, Key=_key(quota, at), ConsistentRead=True
            )
            self._used_before[window] = int(answer.get("Item", {}).get("used", {"N": "0"})["N"])
        return self._used_before[window]

    def ticket(self) -> str:
        """A new name for one take."""
        return stamp(self._clock.now())

    def take(
        self, quota: Quota, n: int = 1, *, ticket: str | None = None, at: datetime | None = None
    ) -> tuple[bool, Standing]:
        """Count `n` more if they fit into `quota`. Returns whether they fit, and what is left.

        They count in the window of the time `at`, which is now by default. With the same `ticket`,
        `give_back` undoes exactly this take.
        """
        now = at or self._clock.now()
        if n > quota.limit:
            return False, self.standing(quota, 0, now)
        window_s = int(quota.window.total_seconds())
        leaves = int(now.timestamp() // window_s + 2) * window_s
        own = ticket or self.ticket()
        # The row remembers each take that can be undone, and the last of those that cannot.
        update = "ADD used :n SET expires_at = :expires, writer = :own"
        is_new = "(attribute_not_exists(writer) OR writer <> :own)"
        values: Item = {":own": {"S": own}}
        if ticket:
            update = "ADD used :n, taken :tickets SET expires_at = :expires"
            is_new = "NOT contains(taken, :own)"
            values = {":own": {"N": own}, ":tickets": {"NS": [own]}}
        try:
            answer = self._client.update_item(
                TableName=self._table,
                Key=_key(quota, now),
                UpdateExpression=update,
                ConditionExpression=f"attribute_not_exists(used) OR (used <= :room AND {is_new})",
                ExpressionAttributeValues={
                    **values,
                    ":n": {"N": str(n)},
                    ":room": {"N": str(quota.limit - n)},
                    ":expires": {"N": str(leaves)},
                },
                ReturnValues="UPDATED_NEW",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            found = item_in_the_way(error)
            remaining = max(0, quota.limit - int(found["used"]["N"]))
            # botocore repeats a write whose response was lost. If the row holds our name, the first
            # write has counted.
            counted = own in _tickets(found) or found.get("writer") == {"S": own}
            return counted, self.standing(quota, remaining, now)
        row = answer["Attributes"]
        self._forget_old_tickets(quota, row, now)
        return True, self.standing(quota, quota.limit - int(row["used"]["N"]), now)

    def give_back(
        self, quota: Quota, n: int, taken_at: datetime, *, ticket: str | None = None
    ) -> bool:
        """Give back `n` that were not used. They go back to the window in which `taken_at` lies.
        Returns False if there was nothing to give back.

        With a `ticket`, this undoes the take of that ticket: once, however often it is called, and
        not at all if nothing was taken. Without one, each call gives back `n`.
        """
        self._full.pop(_window(quota, taken_at), None)
        update, condition = "ADD used :less DELETE taken :tickets", "contains(taken, :own)"
        values: Item = {":less": {"N": str(-n)}}
        if ticket:
            values |= {":own": {"N": ticket}, ":tickets": {"NS": [ticket]}}
        else:
            update = "ADD used :less SET writer = :own"
            condition = "used >= :n AND (attribute_not_exists(writer) OR writer <> :own)"
            values |= {":own": writer(), ":n": {"N": str(n)}}
        try:
            write_surely(
                self._client.update_item,
                again=is_unavailable,
                TableName=self._table,
                Key=_key(quota, taken_at),
                UpdateExpression=update,
                ConditionExpression=condition,
                ExpressionAttributeValues=values,
            )
        except ClientError as error:
            found = item_in_the_way(error)  # it was given back, or its window ended long ago
            return not ticket and found.get("writer") == values[":own"]
        return True

    def _forget_old_tickets(self, quota: Quota, counted: Item, now: datetime) -> None:
        """Remove the old tickets of the row, if there are many. If that fails, the next take tries
        it again."""
        oldest = first_stamp(now - _TICKET_KEPT)
        old = [ticket for ticket in _tickets(counted) if int(ticket) < oldest]
        if len(old) < _MOST_OLD_TICKETS:
            return
        with suppress(ClientError, BotoCoreError):
            self._client.update_item(
                TableName=self._table,
                Key=_key(quota, now),
                UpdateExpression="DELETE taken :old",
                ExpressionAttributeValues={":old": {"NS": old}},
            )


def _tickets(row: Item) -> list[str]:
    return list(row.get("taken", {}).get("NS", []))


def _window(quota: Quota, at: datetime) -> tuple[str, int]:
    return quota.scope, int(at.timestamp() // quota.window.total_seconds())


def _key(quota: Quota, at: datetime) -> dict[str, dict[str, str]]:
    scope, number = _window(quota, at)
    letter = "d" if quota.window == DAY else "m"
    return {"pk": {"S": f"quota#{scope}#{letter}{number}"}, "sk": {"S": "used"}}
