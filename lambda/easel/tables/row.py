"""A row of a DynamoDB table, as boto3 writes it. A time is stored as milliseconds since 1970."""

from datetime import UTC, datetime
from typing import Any

Item = dict[str, Any]


def ms(at: datetime) -> dict[str, str]:
    return {"N": str(round(at.timestamp() * 1000))}


def moment(value: Any) -> datetime:
    return datetime.fromtimestamp(int(value["N"]) / 1000, tz=UTC)
