"""One DynamoDB table: consistent reads, and writes that happen only under a condition.

botocore repeats a write whose response was lost, and the repeat meets the first write. So every
conditional write stores a `writer` of its own in the row. If the condition fails and the row holds
this `writer`, our own write has succeeded.
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from ..aws_errors import may_have_run
from .row import Item

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


class Table:
    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self.client = client
        self.name = name

    def get(self, key: Item) -> Item | None:
        """The row at `key`, or None if there is none. The read is consistent."""
        answer = self.client.get_item(TableName=self.name, Key=key, ConsistentRead=True)
        return answer.get("Item")

    def put(
        self,
        item: Item,
        condition: str,
        *,
        names: Mapping[str, str] | None = None,
        values: Item | None = None,
    ) -> Item | None:
        """Write `item` if the row in its place meets `condition`, and return None. If not, return
        the row that is there."""
        item = {**item, "writer": writer()}
        request: dict[str, Any] = {"TableName": self.name, "Item": item}
        if names:
            request["ExpressionAttributeNames"] = names
        if values:
            request["ExpressionAttributeValues"] = values
        try:
            write_surely(
                self.client.put_item,
                **request,
                ConditionExpression=condition,
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            found = item_in_the_way(error)
            return None if found.get("writer") == item["writer"] else found
        return None

    def move(
        self,
        key: Item,
        fields: Item,
        *,
        sources: Sequence[str] = (),
        conditions: Collection[str] = (),
        values: Item | None = None,
        remove: Collection[str] = (),
    ) -> Item | None:
        """Set `fields` in the row at `key`, and return the row as it is now.

        This happens only if the row's status is one of `sources` and all `conditions` hold. If not,
        nothing changes, and None is returned. In a condition, `#name` is one of `fields`, and
        `:name` is one of `values`.
        """
        fields = {**fields, "writer": writer()}
        allowed: Item = {f":from{k}": {"S": status} for k, status in enumerate(sources)}
        if allowed:
            conditions = [f"#status IN ({', '.join(allowed)})", *conditions]
        update = "SET " + ", ".join(f"#{name} = :{name}" for name in fields)
        if remove:
            update += f" REMOVE {', '.join(remove)}"
        try:
            answer = write_surely(
                self.client.update_item,
                TableName=self.name,
                Key=key,
                UpdateExpression=update,
                ConditionExpression=" AND ".join(conditions),
                ExpressionAttributeNames={f"#{name}": name for name in fields},
                ExpressionAttributeValues={
                    **allowed,
                    **(values or {}),
                    **{f":{name}": value for name, value in fields.items()},
                },
                ReturnValues="ALL_NEW",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            found = item_in_the_way(error)
            return found if found.get("writer") == fields["writer"] else None
        moved: Item = answer["Attributes"]
        return moved

    def add(self, key: Item, fields: Item, *, sources: Sequence[str]) -> bool:
        """Set `fields` in the row at `key` if the row's status is one of `sources`. Returns whether
        it is.

        The write may happen twice. So it does not need a `writer`, and it leaves that of the row:
        another process may be about to look for its own.
        """
        allowed: Item = {f":from{k}": {"S": status} for k, status in enumerate(sources)}
        try:
            self.client.update_item(
                TableName=self.name,
                Key=key,
                UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in fields),
                ConditionExpression=f"#status IN ({', '.join(allowed)})",
                ExpressionAttributeNames={f"#{name}": name for name in ("status", *fields)},
                ExpressionAttributeValues={
                    **allowed,
                    **{f":{name}": value for name, value in fields.items()},
                },
            )
        except ClientError as error:
            item_in_the_way(error)
            return False
        return True


def write_surely(
    write: Callable[..., Any],
    *,
    again: Callable[[BaseException], bool] = may_have_run,
    **request: Any,
) -> Any:
    """The answer to a conditional write. If the write fails with an error for which `again` is
    true, it is sent once more.

    botocore has tried three times by then. But if all its answers were lost, only one more answer
    can say whether the write has happened.
    """
    try:
        return write(**request)
    except (ClientError, BotoCoreError) as error:
        if not again(error):
            raise
    return write(**request)


def writer() -> dict[str, str]:
    """A new name for one write."""
    return {"S": uuid.uuid4().hex}


def item_in_the_way(error: ClientError) -> Item:
    """The row that made a conditional write fail, or {} if there was no row.

    Raises:
        ClientError: the write failed for another reason.
    """
    if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
        raise error
    found: Item = error.response.get("Item", {})  # type: ignore[assignment]  # untyped there
    return found
