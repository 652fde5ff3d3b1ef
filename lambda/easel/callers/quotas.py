"""How much a caller, and everyone together, may ask for in a window of time.

Each counter is a row of the callers table. One conditional write changes it. So even if many
callers come at once, exactly as many pass as the limit allows.

pk                        sk
quota#<scope>#<window>    used    leaves by TTL, one window after its own has ended
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

    def take(self, quota: Quota, n: int = 1) -> tuple[bool, Standing]:
        """Count `n` more if they fit into `quota`. Returns whether they fit, and what is left."""
        now = self._clock.now()
        now_s = now.timestamp()
        window_s = int(quota.window.total_seconds())
        reset_s = window_s - int(now_s % window_s)
        if n > quota.limit:
            return False, Standing(quota.limit, 0, reset_s)
        # botocore repeats a write whose response was lost. If the row already holds this writer,
        # the first write has counted.
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
        """Give back `n` that were not used. They go back to the window in which `taken_at` lies."""
        try:
            self._client.update_item(
                TableName=self._table,
                Key=_key(quota, taken_at),
                UpdateExpression="ADD used :less",
                ConditionExpression="used >= :n",
                ExpressionAttributeValues={":less": {"N": str(-n)}, ":n": {"N": str(n)}},
            )
        except ClientError as error:
            item_in_the_way(error)  # the window ended long ago, and its counter is gone


@dataclass(slots=True)
class Spending:
    """Takes `n` from each of several quotas. Can give everything back if it was not needed."""

    quotas: Quotas
    n: int
    at: datetime
    taken: list[Quota] = field(default_factory=list)

    def take(self, quota: Quota, what: str) -> None:
        """Take `n` from `quota` too. `what` names the quota in the error: "your 100 pictures".

        Raises:
            QuotaExceeded: `quota` has no room; everything taken before was given back.
        """
        fits, standing = self.quotas.take(quota, self.n)
        if not fits:
            self.give_back()
            raise QuotaExceeded(
                f"{standing.remaining} of {what} are left today (UTC)",
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
