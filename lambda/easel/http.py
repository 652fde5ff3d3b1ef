"""In and out of HTTP: a request's JSON as bytes, an object as a JSON response, a refusal as a
problem."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from .clock import Clock
from .errors import (
    PROBLEM_JSON,
    EaselError,
    InvalidRequest,
    PayloadTooLarge,
    UnsupportedMediaType,
    problem,
    problem_headers,
)
from .representation import job_path

JSON = "application/json"
# The longest valid request is two prompts of 2,000 characters, escaped: under 50 KB.
MAX_BODY_BYTES = 64 * 1024
# API Gateway's limit counts from the request's arrival, a cold start of ours included.
_API_GATEWAY_S = 29.0
# What of it is left for everything besides waiting.
_WAIT_MARGIN_S = 3.0

logger = Logger(service="generate", child=True)


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
    body: Mapping[str, Any] | None,
    headers: Mapping[str, str],
    media_type: str = JSON,
) -> Response[str]:
    """`body` as JSON, and what every response carries; a HEAD gets the headers alone."""
    request_id = event.request_context.request_id or ""
    silent = event.http_method == "HEAD" or body is None
    return Response(
        status_code=int(status),
        content_type=None if body is None else media_type,
        body="" if silent else json.dumps(body, ensure_ascii=False),
        headers={**headers, "X-Request-Id": request_id, "X-Content-Type-Options": "nosniff"},
    )


def problem_response(
    event: APIGatewayProxyEvent, error: EaselError, *, public_url: str
) -> Response[str]:
    """The one shape in which everything is refused."""
    headers = problem_headers(error)
    instance = event.path
    if error.job_id:
        instance = job_path(error.job_id)
        headers["Location"] = public_url + instance
    body = problem(error, public_url=public_url, instance=instance)
    logger.info("refused", extra={"code": error.code, "status": error.status})
    return json_response(event, error.status, body, headers, PROBLEM_JSON)


def answer_by(
    event: APIGatewayProxyEvent, context: LambdaContext, clock: Clock, *, wait_s: float
) -> datetime:
    """When this request has to be answered, for someone who would wait `wait_s`."""
    now = clock.now()
    arrived_s = event.request_context.request_time_epoch / 1000
    remaining_s = min(
        arrived_s + _API_GATEWAY_S - now.timestamp(),
        context.get_remaining_time_in_millis() / 1000,
    )
    return now + timedelta(seconds=min(wait_s, remaining_s - _WAIT_MARGIN_S))
