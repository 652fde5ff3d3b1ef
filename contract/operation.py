"""One route as the contract describes it, and the pieces that routes share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Json = dict[str, Any]

HTML = "text/html; charset=utf-8"


class Credentials(Enum):
    """Which of them a route asks for, by the names of OpenAPI's security schemes."""

    NONE = ()
    # Only where the operator set `access = "key"`.
    PERHAPS = ("", "bearer", "key", "basic")
    # A key, or where there are none the token of the POST.
    ALWAYS = ("bearer", "key", "basic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response that is no refusal. `body` is a type that pydantic reads; None: there is none.
    What is `stored` comes from the bucket, past the function."""

    status: int
    description: str
    body: Any = None
    examples: Mapping[str, object] = field(default_factory=dict)
    media_type: str = "application/json"
    headers: tuple[str, ...] = ()
    headers_perhaps: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    stored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """`refuses` are the codes of its refusals, besides those that every route can give; where a
    person looks on, those from 500 on can come as a page."""

    method: str
    path: str
    id: str
    tag: str
    summary: str
    description: str
    answers: tuple[Answer, ...]
    refuses: tuple[str, ...] = ()
    refuses_with_a_page: bool = False
    parameters: tuple[Json, ...] = ()
    body: Any = None
    body_examples: Mapping[str, object] = field(default_factory=dict)
    credentials: Credentials = Credentials.NONE


def parameter(
    where: str,
    name: str,
    description: str,
    schema: Json,
    example: object,
    *,
    required: bool = False,
) -> Json:
    """`where` is path, query or header; what is part of the path is required in any case."""
    return {
        "name": name,
        "in": where,
        "required": required or where == "path",
        "description": description,
        "schema": schema,
        "example": example,
    }


PREFER = parameter(
    "header",
    "Prefer",
    "RFC 7240. `wait=10` waits at most 10 seconds for the picture. `respond-async` does not wait. "
    "Other preferences are ignored.",
    {"type": "string"},
    "wait=10",
)
