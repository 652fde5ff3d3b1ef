"""A row of a DynamoDB table, as boto3 writes it. A time is stored as milliseconds since 1970."""

import secrets
from datetime import UTC, datetime
from typing import Any

Item = dict[str, Any]
_PER_MS = 10**6


def ms(at: datetime) -> dict[str, str]:
    return {"N": str(round(at.timestamp() * 1000))}


def stamp(at: datetime) -> str:
    """A new number for the time `at`: its milliseconds, and six random digits."""
    return str(first_stamp(at) + secrets.randbelow(_PER_MS))


def first_stamp(at: datetime) -> int:
    """The smallest number that `stamp` gives for the time `at`."""
    return round(at.timestamp() * 1000) * _PER_MS


def moment(value: Any) -> datetime:
    return datetime.fromtimestamp(int(value["N"]) / 1000, tz=UTC)
