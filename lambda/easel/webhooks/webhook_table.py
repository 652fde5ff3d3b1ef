"""Webhooks to send when a picture's job has ended, as rows of the callers table.

A row is removed when its webhook was sent, or cannot be sent.

pk       sk
img_…    webhook#<claimant>#<hash of the URL>
         url, claimant, caller, tries; `at`, when the sweep has to queue the next attempt; `owner`,
         which is "webhooks" and the picture's shard, and was "webhooks" alone before shards

The process that ends a job queues the first attempt of each row, and each attempt queues the next.
SQS cannot delay a message by more than a quarter of an hour, and a message can be lost. In both
cases the sweep, which runs each minute, finds the row in the index.
"""

import hashlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..callers.claims import Claimant
from ..clock import Clock
from ..errors import fault
from ..tables.row import Item, ms
from ..tables.shards import all_shards, sharded
from ..tables.table import Table, item_in_the_way
from .pending import PendingWebhooks
from .receiver import host_of
from .webhook_queue import MAX_DELAY_S, WebhookQueue

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# The pauses between attempts, in seconds, as Standard Webhooks suggests: three days in all.
SCHEDULE_S = (0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
# A message takes less time than this, and so does an attempt. After this time, both count as lost.
_LOST_AFTER = timedelta(minutes=1)
# When the sweep has queued an attempt, it leaves the row alone for this time.
_QUEUED_FOR = timedelta(minutes=5)
# It takes a second to queue this many messages. `announce` queues at most so many, and so does each
# sweep. Later sweeps queue the rest.
_MOST_AT_ONCE = 100
# A webhook takes four writes in the index: with 8 shards, 1,000 a second are 500 for each.
SHARDS = 8
# Longer than a job's deadline and the whole schedule together.
_RETENTION = timedelta(days=7)

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook to send. `tries` counts its attempts, this one included."""

    image_id: str
    sk: str
    claimant_id: str
    url: str
    tries: int
    caller_id: str


class WebhookTable:
    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        clock: Clock,
        *,
        queue: Callable[[], WebhookQueue],
        job_deadline: timedelta,
    ) -> None:
        """`queue` is called only when there is a message to put: most pictures have no webhook."""
        self._table = Table(client, table)
        self._pending = PendingWebhooks(client, table, clock)
        self._clock = clock
        self._queue = queue
        self._job_deadline = job_deadline

    def register(
        self, image_id: str, claimant: Claimant, url: str, *, caller_id: str | None = None
    ) -> None:
        """Store that `url` is to be told when the picture's job has ended. After a second call,
        `url` is told once more.

        Call this before the job is opened. If the job is open already, it may end before this call:
        then call `announce_to` too. The webhook counts for the caller `caller_id`. In open mode a
        caller has a claimant for each picture.

        Raises:
            RateLimited: too many webhooks of the caller, or to the host, are pending.
        """
        now = self._clock.now()
        caller_id, webhook = caller_id or claimant.id, f"{image_id}#{_sk(claimant, url)}"
        self._pending.add(webhook, caller_id, host_of(url), keep=_RETENTION)
        self._table.client.put_item(
            TableName=self._table.name,
            Item={
                **_key(image_id, _sk(claimant, url)),
                "owner": {"S": sharded("webhooks", image_id, SHARDS)},
                "at": ms(now + self._job_deadline + _LOST_AFTER),
                "url": {"S": url},
                "claimant": {"S": claimant.id},
                "caller": {"S": caller_id},
                "tries": {"N": "0"},
                "expires_at": {"N": str(int((now + _RETENTION).timestamp()))},
            },
        )

    def forget(self, image_id: str, claimant: Claimant) -> None:
        """Remove the webhooks of `claimant` for the picture."""
        for item in self._rows(image_id, f"webhook#{claimant.id}#"):
            self._forget_pending(_hook(item))
            self._table.client.delete_item(
                TableName=self._table.name, Key=_key(image_id, item["sk"]["S"])
            )

    def announce(self, image_id: str) -> None:
        """Queue the first attempt of each webhook of the picture, whose job has ended.

        If that fails, nothing is raised: the job has ended anyway. The sweep queues the attempts
        later.
        """
        rows = self._rows(image_id, "webhook#")
        untried = (item["sk"]["S"] for item in rows if item["tries"]["N"] == "0")
        try:
            for sk in islice(untried, _MOST_AT_ONCE):
                self._queue().put(image_id, sk, 0)
        except (ClientError, BotoCoreError) as error:
            logger.warning("webhooks not looked for", extra={"id": image_id, **fault(error)})

    def announce_to(self, image_id: str, claimant: Claimant, url: str) -> None:
        """Queue the first attempt of a webhook that was registered after the job had ended."""
        self._queue().put(image_id, _sk(claimant, url), 0)

    def queue_due(self) -> None:
        """Queue the attempts that are due: some had to wait here, others were lost."""
        now = self._clock.now()
        due = [item for owner in all_shards("webhooks", SHARDS) for item in self._due(owner, now)]
        longest_due = sorted(due, key=lambda item: int(item["at"]["N"]))
        for item in longest_due[:_MOST_AT_ONCE]:
            later: Item = {"at": ms(now + _QUEUED_FOR)}
            seen: Item = {":now": ms(now)}
            if hook := self._move(item["pk"]["S"], item["sk"]["S"], later, "#at <= :now", seen):
                self._queue().put(hook.image_id, hook.sk, hook.tries)

    def take(self, image_id: str, sk: str, tries: int) -> Hook | None:
        """The hook, for the next attempt. `tries` attempts were made before. If several callers
        come at once, one of them gets the hook; the others get None."""
        next_s = SCHEDULE_S[min(tries + 1, len(SCHEDULE_S) - 1)]
        fields: Item = {
            "tries": {"N": str(tries + 1)},
            "at": ms(self._clock.now() + timedelta(seconds=next_s) + _LOST_AFTER),
        }
        seen: Item = {":seen": {"N": str(tries)}}
        return self._move(image_id, sk, fields, "#tries = :seen", seen)

    def retry(self, hook: Hook) -> bool:
        """Whether another attempt follows, now that one has failed. If so, it is queued here, or
        later by the sweep. If not, the hook is dropped."""
        if hook.tries >= len(SCHEDULE_S):
            self.drop(hook)
            return False
        delay_s = SCHEDULE_S[hook.tries]
        if delay_s <= MAX_DELAY_S:
            self._queue().put(hook.image_id, hook.sk, hook.tries, delay_s)
        return True

    def wait(self, hook: Hook, until: datetime) -> None:
        """Undo `take`: the hook's host rests until then. No attempt was made."""
        fields: Item = {"tries": {"N": str(hook.tries - 1)}, "at": ms(until + _LOST_AFTER)}
        seen: Item = {":seen": {"N": str(hook.tries)}}
        if self._move(hook.image_id, hook.sk, fields, "#tries = :seen", seen):
            rest_s = math.ceil((until - self._clock.now()).total_seconds())
            delay_s = min(max(rest_s, 0), MAX_DELAY_S)
            self._queue().put(hook.image_id, hook.sk, hook.tries - 1, delay_s)

    def drop(self, hook: Hook) -> None:
        """Remove the hook: it was sent, or cannot be sent. If it was registered again meanwhile, it
        stays."""
        self._forget_pending(hook)
        try:
            self._table.client.delete_item(
                TableName=self._table.name,
                Key=_key(hook.image_id, hook.sk),
                ConditionExpression="tries = :tries",
                ExpressionAttributeValues={":tries": {"N": str(hook.tries)}},
            )
        except ClientError as error:
            item_in_the_way(error)  # it was registered again, or is gone already

    def _due(self, owner: str, now: datetime) -> list[Item]:
        answer = self._table.client.query(
            TableName=self._table.name,
            IndexName="by_owner",
            KeyConditionExpression="#owner = :owner AND #at <= :now",
            ExpressionAttributeNames={"#owner": "owner", "#at": "at"},
            ExpressionAttributeValues={":owner": {"S": owner}, ":now": ms(now)},
            Limit=_MOST_AT_ONCE,
        )
        return answer["Items"]

    def _forget_pending(self, hook: Hook) -> None:
        webhook = f"{hook.image_id}#{hook.sk}"
        self._pending.remove(webhook, hook.caller_id, host_of(hook.url))

    def _rows(self, image_id: str, prefix: str) -> Iterator[Item]:
        pages = self._table.client.get_paginator("query").paginate(
            TableName=self._table.name,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues={":pk": {"S": image_id}, ":prefix": {"S": prefix}},
            ConsistentRead=True,
        )
        return (item for page in pages for item in page["Items"])

    def _move(
        self, image_id: str, sk: str, fields: Item, condition: str, values: Item
    ) -> Hook | None:
        """The hook as it is now, or None if it is gone or does not meet `condition`."""
        row = self._table.move(_key(image_id, sk), fields, conditions=(condition,), values=values)
        return _hook(row) if row else None


def _hook(item: Item) -> Hook:
    return Hook(
        image_id=item["pk"]["S"],
        sk=item["sk"]["S"],
        claimant_id=item["claimant"]["S"],
        url=item["url"]["S"],
        tries=int(item["tries"]["N"]),
        caller_id=item["caller"]["S"] if "caller" in item else item["claimant"]["S"],
    )


def _sk(claimant: Claimant, url: str) -> str:
    return f"webhook#{claimant.id}#{hashlib.sha256(url.encode()).hexdigest()[:32]}"


def _key(image_id: str, sk: str) -> Item:
    return {"pk": {"S": image_id}, "sk": {"S": sk}}
