"""In and out of HTTP: a request's JSON as bytes, an object as a JSON response, a refusal as a
problem, a page as HTML."""

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
from .pages import Html, content_security_policy
from .representation import job_path

JSON = "application/json"
HTML = "text/html; charset=utf-8"
# The longest valid request is two prompts of 2,000 characters, escaped: under 50 KB.
MAX_BODY_BYTES = 64 * 1024
# API Gateway's limit counts from the request's arrival, a cold start of ours included.
_API_GATEWAY_S = 29.0
# What of it is left for everything besides waiting.
_WAIT_MARGIN_S = 3.0

logger = Logger(service="generate", child=True)


def json_body(event: APIGatewayProxyEvent, *, labelled: bool = True) -> bytes:
    """The body, not yet parsed; unless it need not be `labelled`, its content type says JSON.

    Raises:
        InvalidRequest, PayloadTooLarge, UnsupportedMediaType
    """
    content_type = (event.headers.get("content-type") or JSON).split(";")[0].strip()
    if labelled and content_type.lower() != JSON:
        raise UnsupportedMediaType(f"send JSON, with the header content-type: {JSON}")
    body = event.body or ""
    if "\ufffd" in body:  # what API Gateway makes of bytes that are no UTF-8
        detail = "the body is not UTF-8, or holds U+FFFD, which has to be written \\ufffd"
        raise InvalidRequest("invalid_json", detail)
    raw = base64.b64decode(body) if event.is_base64_encoded else body.encode("utf-8", "replace")
    if len(raw) > MAX_BODY_BYTES:
        raise PayloadTooLarge(f"the body may hold {MAX_BODY_BYTES} bytes, not {len(raw)}")
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
    text = None if body is None else json.dumps(body, ensure_ascii=False)
    return text_response(event, status, text, media_type, headers)


def html_response(
    event: APIGatewayProxyEvent,
    status: int,
    page: Html,
    headers: Mapping[str, str],
    *,
    public_url: str,
) -> Response[str]:
    """`page`, which shows pictures of `public_url` and can do nothing else."""
    strict = {
        "Content-Security-Policy": content_security_policy(public_url),
        "Referrer-Policy": "no-referrer",
    }
    return text_response(event, status, page, HTML, {**headers, **strict})


def text_response(
    event: APIGatewayProxyEvent,
    status: int,
    text: str | None,
    media_type: str,
    headers: Mapping[str, str],
) -> Response[str]:
    """`text`, and what every response carries; a HEAD gets the headers alone."""
    request_id = event.request_context.request_id or ""
    return Response(
        status_code=int(status),
        content_type=None if text is None else media_type,
        body="" if text is None or event.http_method == "HEAD" else text,
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
