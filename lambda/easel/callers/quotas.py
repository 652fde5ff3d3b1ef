"""How much a caller, and everyone together, may ask for in a window of time.

Each counter is a row of the callers table. One conditional write changes it. So even if many
callers come at once, exactly as many pass as the limit allows.

pk                        sk
quota#<scope>#<window>    used    `used`; `taken`, the tickets of the last takes; leaves by TTL, one
                                  window after its own has ended

A ticket is a name for one take. The row holds it for as long as the request runs that took. So a
take whose answer was lost can be undone, and no take is undone twice.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..aws_errors import is_unavailable, may_have_run
from ..clock import Clock
from ..errors import QuotaExceeded, fault
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

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `limit` in each `window`, counted under `scope`."""

    scope: str
    limit: int
    window: timedelta


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
        now_s = now.timestamp()
        window_s = int(quota.window.total_seconds())
        reset_s = window_s - int(now_s % window_s)
        if n > quota.limit:
            return False, Standing(quota.limit, 0, reset_s)
        own = ticket or self.ticket()
        try:
            answer = self._client.update_item(
                TableName=self._table,
                Key=_key(quota, now),
                UpdateExpression="ADD used :n, taken :tickets SET expires_at = :expires",
                ConditionExpression=(
                    "attribute_not_exists(used) OR (used <= :room AND NOT contains(taken, :own))"
                ),
                ExpressionAttributeValues={
                    ":n": {"N": str(n)},
                    ":room": {"N": str(quota.limit - n)},
                    ":expires": {"N": str(int(now_s) + reset_s + window_s)},
                    ":own": {"N": own},
                    ":tickets": {"NS": [own]},
                },
                ReturnValues="UPDATED_NEW",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            found = item_in_the_way(error)
            standing = Standing(quota.limit, max(0, quota.limit - int(found["used"]["N"])), reset_s)
            # botocore repeats a write whose response was lost. If the row holds our ticket, the
            # first write has counted.
            return own in _tickets(found), standing
        counted = answer["Attributes"]
        self._forget_old_tickets(quota, counted, now)
        used = int(counted["used"]["N"])
        return True, Standing(quota.limit, quota.limit - used, reset_s)

    def give_back(
        self, quota: Quota, n: int, taken_at: datetime, *, ticket: str | None = None
    ) -> None:
        """Give back `n` that were not used. They go back to the window in which `taken_at` lies.

        With a `ticket`, this undoes the take of that ticket: once, however often it is called, and
        not at all if nothing was taken. Without one, each call gives back `n`.
        """
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
            item_in_the_way(error)  # it was given back, or its window ended long ago

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


@dataclass(slots=True)
class Spending:
    """Takes `n` from each of several quotas. Can give everything back if it was not needed.

    As a context manager it gives everything back at the end, also after an error, unless `spent`
    was set.
    """

    quotas: Quotas
    n: int
    at: datetime
    taken: list[Quota] = field(default_factory=list)
    spent: bool = False
    ticket: str | None = None

    def take(self, quota: Quota, what: str) -> None:
        """Take `n` from `quota` too. `what` names the quota in the error: "your 100 pictures".

        Raises:
            QuotaExceeded: `quota` has no room; everything taken before was given back.
        """
        self.ticket = self.ticket or self.quotas.ticket()
        try:
            fits, standing = self.quotas.take(quota, self.n, ticket=self.ticket, at=self.at)
        except (ClientError, BotoCoreError) as error:
            if may_have_run(error):
                self.taken.append(quota)
            self.give_back()
            raise
        if not fits:
            self.give_back()
            raise QuotaExceeded(
                f"{standing.remaining} of {what} are left today (UTC)",
                retry_after_s=standing.reset_s,
                headers=standing.headers(),
            )
        self.taken.append(quota)

    def give_back(self) -> None:
        """Give back everything that was taken.

        If that fails, nothing is raised: the request has an answer without it. The quota then
        counts too much, never too little.
        """
        while self.taken:
            quota = self.taken.pop()
            try:
                self.quotas.give_back(quota, self.n, self.at, ticket=self.ticket)
            except (ClientError, BotoCoreError) as error:
                logger.warning("quota not given back", extra={"n": self.n, **fault(error)})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.spent:
            self.give_back()


def _tickets(row: Item) -> list[str]:
    return list(row.get("taken", {}).get("NS", []))


def _key(quota: Quota, at: datetime) -> dict[str, dict[str, str]]:
    number = int(at.timestamp() // quota.window.total_seconds())
    letter = "d" if quota.window == DAY else "m"
    return {"pk": {"S": f"quota#{quota.scope}#{letter}{number}"}, "sk": {"S": "used"}}
