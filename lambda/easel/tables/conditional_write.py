"""What every conditional write to DynamoDB needs, to know its own work again."""

import uuid

from botocore.exceptions import ClientError

from .row import Item


def writer() -> dict[str, str]:
    """A name for one write. botocore repeats a write whose response was lost; the name tells a
    condition that failed because of ourselves from one that failed because of someone else."""
    return {"S": uuid.uuid4().hex}


def item_in_the_way(error: ClientError) -> Item:
    """What a conditional write met, {} for nothing at all; any other failure is raised again."""
    if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
        raise error
    found: Item = error.response.get("Item", {})  # type: ignore[assignment]  # untyped there
    return found
