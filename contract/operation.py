"""A route as the contract describes it, and the parts that routes share."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Json = dict[str, Any]

HTML = "text/html; charset=utf-8"


class Credentials(Enum):
    """The credentials that a route asks for: names of the contract's security schemes."""

    NONE = ()
    # Needed only if the operator set `access = "key"`.
    PERHAPS = ("", "bearer", "key", "basic")
    # A key. If the service asks for no keys: the token of the POST.
    ALWAYS = ("bearer", "key", "basic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response that is not a refusal. `body` is a type that pydantic reads; None means no
    body. It can also come as a text of the media type `as_text`. A `stored` response comes from the
    bucket, not from a function."""

    status: int
    description: str
    body: Any = None
    examples: Mapping[str, object] = field(default_factory=dict)
    media_type: str = "application/json"
    as_text: str = ""
    headers: tuple[str, ...] = ()
    headers_perhaps: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    stored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """`refuses` are the codes of its refusals, besides those that every route can give. Refusals
    with a status in `refuses_with_a_page` can come as a page for people."""

    method: str
    path: str
    id: str
    tag: str
    summary: str
    description: str
    answers: tuple[Answer, ...]
    refuses: tuple[str, ...] = ()
    refuses_with_a_page: Container[int] = ()
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
    """`where` is path, query or header. A part of the path is always required."""
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
