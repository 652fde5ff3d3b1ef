"""Hosts that did not answer. They are called less and less often, so they delay only themselves.

pk                       sk
webhooks#rest#<host>     rest     failures, until; leaves by TTL, or when the host answers

A host without a row is called whenever a webhook is due. A host with a row gets one webhook at a
time, and then rests for 5, 10, 20 ... 900 s.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ..clock import Clock
from ..tables.row import Item, moment, ms
from ..tables.table import Table

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# SQS cannot delay a message for longer.
_LONGEST_REST_S = 900
_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Host:
    """A host, after `failures` attempts in a row that it did not answer."""

    name: str
    failures: int

    @property
    def rest(self) -> timedelta:
        """How long it rests if it does not answer the next attempt either."""
        return timedelta(seconds=min(5 * 2 ** min(self.failures, 10), _LONGEST_REST_S))


class SlowHosts:
    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._table = Table(client, table)
        self._clock = clock

    def enter(self, name: str) -> Host | datetime:
        """The host, which may be called now. Or else the time until which it rests.

        If a host that was slow may be called, only one of several callers gets it.
        """
        row = self._table.get(_key(name))
        if row is None:
            return Host(name, 0)
        host, now = Host(name, int(row["failures"]["N"])), self._clock.now()
        if now < moment(row["until"]):
            return moment(row["until"])
        until = now + host.rest
        seen: Item = {":seen": row["until"]}
        if self._table.move(
            _key(name), _row(host, until), conditions=["#until = :seen"], values=seen
        ):
            return host
        return until

    def leave(self, host: Host, *, answered: bool) -> None:
        """Note how an attempt at `host` ended. It rests if it did not answer."""
        if not answered:
            failed = Host(host.name, host.failures + 1)
            row = _row(failed, self._clock.now() + host.rest)
            self._table.client.update_item(
                TableName=self._table.name,
                Key=_key(host.name),
                UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in row),
                ExpressionAttributeNames={f"#{name}": name for name in row},
                ExpressionAttributeValues={f":{name}": value for name, value in row.items()},
            )
        elif host.failures:
            self._table.client.delete_item(TableName=self._table.name, Key=_key(host.name))


def _row(host: Host, until: datetime) -> Item:
    forgotten = until + _FORGOTTEN_AFTER
    return {
        "failures": {"N": str(host.failures)},
        "until": ms(until),
        "expires_at": {"N": str(int(forgotten.timestamp()))},
    }


def _key(name: str) -> Item:
    return {"pk": {"S": f"webhooks#rest#{name}"}, "sk": {"S": "rest"}}
