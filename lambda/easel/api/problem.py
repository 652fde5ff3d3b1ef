"""The body and the headers of a refusal: RFC 9457's members, and OpenAI's `error` beside them."""

from typing import TYPE_CHECKING

from ..errors import EaselError

if TYPE_CHECKING:
    from .bodies import OpenAIError, Problem

PROBLEM_JSON = "application/problem+json"
# A refusal repeats at most this much of a request, so it cannot cost more than the request did.
_MOST_CHARACTERS, _MOST_ERRORS = 200, 20

# The error types of OpenAI's clients, by HTTP status.
_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


def problem(
    error: EaselError, *, public_url: str, instance: str, for_hugging_face: bool = False
) -> "Problem":
    """The body of a refusal: RFC 9457's members and OpenAI's `error` in one object."""
    # "#" points to the whole body, so it names no parameter.
    param = error.errors[0].pointer.removeprefix("#").removeprefix("/") if error.errors else None
    openai_type = _OPENAI_TYPES.get(
        error.status, "invalid_request_error" if error.status < 500 else "server_error"
    )
    openai_error: OpenAIError = {
        "message": error.detail,
        "type": openai_type,
        "param": param or None,
        "code": error.code,
    }
    return {
        "type": problem_type(error, public_url=public_url),
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "instance": instance[:_MOST_CHARACTERS],
        "errors": [{"pointer": e.pointer, "detail": e.detail} for e in error.errors[:_MOST_ERRORS]],
        "error": error.detail if for_hugging_face else openai_error,
    }


def problem_type(error: EaselError, *, public_url: str) -> str:
    """The page that explains errors of this code."""
    return f"{public_url}/errors/{error.code.replace('_', '-')}"


def problem_headers(error: EaselError) -> dict[str, str]:
    """The headers of a refusal. The sender adds the content type, the content length and the id of
    the request."""
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        **error.headers,
    }
    if error.retry_after_s:
        headers["Retry-After"] = str(error.retry_after_s)
    return headers
