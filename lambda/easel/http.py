"""In and out of HTTP: a request's JSON as bytes, an object as a JSON response."""

import base64
import json
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from .errors import InvalidRequest, PayloadTooLarge, UnsupportedMediaType

JSON = "application/json"
PROBLEM_JSON = "application/problem+json"
# The longest valid request is two prompts of 2,000 characters, escaped: under 50 KB.
MAX_BODY_BYTES = 64 * 1024


def json_body(event: APIGatewayProxyEvent) -> bytes:
    """The body, not yet parsed.

    Raises:
        InvalidRequest, PayloadTooLarge, UnsupportedMediaType
    """
    content_type = (event.headers.get("content-type") or JSON).split(";")[0].strip()
    body = event.body or ""
    if "\ufffd" in body:  # what API Gateway makes of bytes that are no UTF-8
        detail = "the body is not UTF-8, or holds U+FFFD, which has to be written \\ufffd"
        raise InvalidRequest("invalid_json", detail)
    raw = base64.b64decode(body) if event.is_base64_encoded else body.encode("utf-8", "replace")
    if len(raw) > MAX_BODY_BYTES:
        raise PayloadTooLarge(f"the body may hold {MAX_BODY_BYTES} bytes, not {len(raw)}")
    if content_type.lower() != JSON:
        raise UnsupportedMediaType(f"send JSON, with the header content-type: {JSON}")
    if not raw.strip():
        raise InvalidRequest("invalid_json", 'the body is empty; send {"prompt": "…"}')
    return raw


def json_response(
    event: APIGatewayProxyEvent,
    status: int,
    body: dict[str, Any],
    headers: dict[str, str],
    media_type: str = JSON,
) -> Response[str]:
    """`body` as JSON, and what every response carries; a HEAD gets the headers alone."""
    request_id = event.request_context.request_id or ""
    return Response(
        status_code=int(status),
        content_type=media_type,
        body="" if event.http_method == "HEAD" else json.dumps(body, ensure_ascii=False),
        headers={**headers, "X-Request-Id": request_id, "X-Content-Type-Options": "nosniff"},
    )
