"""How much a caller, and everyone together, may ask for in a window of time.

Each counter is a row of the callers table, changed by one conditional write, so that of any
number of callers at once exactly as many pass as the limit allows.

pk                        sk
quota#<scope>#<window>    used    leaves by TTL, a window after its own
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ..clock import Clock
from ..errors import QuotaExceeded
from ..tables.table import item_in_the_way, writer

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)  # a UTC day


@dataclass(frozen=True, slots=True)
class Quota:
    """At most `limit` in each `window`, counted under `scope`."""

    scope: str
    limit: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a quota stands; `reset_s` is when its window ends, in whole seconds from now."""

    limit: int
    remaining: int
    reset_s: int

    def headers(self) -> dict[str, str]:
        """In the words of OpenAI's API, which clients read."""
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

    def take(self, quota: Quota, n: int = 1) -> tuple[bool, Standing]:
        """Count `n` more, if they fit; whether they did, and how it stands now."""
        now = self._clock.now()
        now_s = now.timestamp()
        window_s = int(quota.window.total_seconds())
        reset_s = window_s - int(now_s % window_s)
        if n > quota.limit:
            return False, Standing(quota.limit, 0, reset_s)
        # botocore repeats a write whose response was lost: our own name there says that it counted.
        own = writer()
        try:
            answer = self._client.update_item(
                TableName=self._table,
                Key=_key(quota, now),
                UpdateExpression="ADD used :n SET expires_at = :expires, writer = :writer",
                ConditionExpression=(
                    "attribute_not_exists(used) OR (used <= :room AND writer <> :writer)"
                ),
                ExpressionAttributeValues={
                    ":n": {"N": str(n)},
                    ":room": {"N": str(quota.limit - n)},
                    ":expires": {"N": str(int(now_s) + reset_s + window_s)},
                    ":writer": own,
                },
                ReturnValues="UPDATED_NEW",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            found = item_in_the_way(error)
            standing = Standing(quota.limit, max(0, quota.limit - int(found["used"]["N"])), reset_s)
            return found["writer"] == own, standing
        used = int(answer["Attributes"]["used"]["N"])
        return True, Standing(quota.limit, quota.limit - used, reset_s)

    def give_back(self, quota: Quota, n: int, taken_at: datetime) -> None:
        """What was taken and not used, in the window it was taken in: nothing was drawn for it."""
        try:
            self._client.update_item(
                TableName=self._table,
                Key=_key(quota, taken_at),
                UpdateExpression="ADD used :less",
                ConditionExpression="used >= :n",
                ExpressionAttributeValues={":less": {"N": str(-n)}, ":n": {"N": str(n)}},
            )
        except ClientError as error:
            item_in_the_way(error)  # the window is long over and its counter gone


@dataclass(slots=True)
class Spending:
    """`n` of each of several quotas, until it turns out that it was not needed."""

    quotas: Quotas
    n: int
    at: datetime
    taken: list[Quota] = field(default_factory=list)

    def take(self, quota: Quota, what: str) -> None:
        """`n` of `quota` as well; `what` says whose, how many, and of what.

        Raises:
            QuotaExceeded: nothing is taken of any of them any more.
        """
        fits, standing = self.quotas.take(quota, self.n)
        if not fits:
            self.give_back()
            raise QuotaExceeded(
                f"{what} a day leave {standing.remaining} for today (UTC)",
                retry_after_s=standing.reset_s,
                headers=standing.headers(),
            )
        self.taken.append(quota)

    def give_back(self) -> None:
        while self.taken:
            self.quotas.give_back(self.taken.pop(), self.n, self.at)


def _key(quota: Quota, at: datetime) -> dict[str, dict[str, str]]:
    number = int(at.timestamp() // quota.window.total_seconds())
    letter = "d" if quota.window == DAY else "m"
    return {"pk": {"S": f"quota#{quota.scope}#{letter}{number}"}, "sk": {"S": "used"}}
