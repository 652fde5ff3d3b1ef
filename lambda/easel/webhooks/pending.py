"""Which webhooks are pending, for each caller and for each receiving host. Both are bounded.

pk                        sk                     leaves by TTL, with its webhook at the latest
webhooks#caller#<id>      <picture>#<webhook>
webhooks#host#<host>      <picture>#<webhook>

There is no counter that could go wrong: the rows are counted. Each query reads at most as many
rows as the bound allows.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ..clock import Clock
from ..errors import RateLimited
from ..tables.row import Item

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# By default at most sixty pictures of 10 s wait for the model. So a caller reaches this bound only
# if their receivers do not answer.
MOST_OF_CALLER = 100
MOST_TO_HOST = 1000
_TRY_AGAIN_S = 60


@dataclass(frozen=True, slots=True)
class PendingWebhooks:
    client: "DynamoDBClient"
    table: str
    clock: Clock

    def add(self, webhook: str, caller_id: str, host: str, keep: timedelta) -> None:
        """Note that `webhook` is pending. A second call changes nothing.

        Raises:
            RateLimited: too many webhooks of this caller, or to this host, are pending.
        """
        for bound, most, whose in (
            (_caller(caller_id), MOST_OF_CALLER, "of your webhooks"),
            (_host(host), MOST_TO_HOST, f"webhooks to {host}"),
        ):
            if self._count(bound, most) >= most:
                raise RateLimited(
                    f"{most} {whose} are pending; POST without a webhook, or later",
                    retry_after_s=_TRY_AGAIN_S,
                )
        expires = int((self.clock.now() + keep).timestamp())
        for bound in (_caller(caller_id), _host(host)):
            row = {**_key(bound, webhook), "expires_at": {"N": str(expires)}}
            self.client.put_item(TableName=self.table, Item=row)

    def remove(self, webhook: str, caller_id: str, host: str) -> None:
        for bound in (_caller(caller_id), _host(host)):
            self.client.delete_item(TableName=self.table, Key=_key(bound, webhook))

    def _count(self, bound: str, most: int) -> int:
        answer = self.client.query(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            FilterExpression="expires_at > :now",  # DynamoDB removes a row some time later
            ExpressionAttributeValues={
                ":pk": {"S": bound},
                ":now": {"N": str(int(self.clock.now().timestamp()))},
            },
            Select="COUNT",
            Limit=most,
        )
        return answer["Count"]


def _caller(caller_id: str) -> str:
    return f"webhooks#caller#{caller_id}"


def _host(host: str) -> str:
    return f"webhooks#host#{host}"


def _key(bound: str, webhook: str) -> Item:
    return {"pk": {"S": bound}, "sk": {"S": webhook}}
