"""Makes HTTP responses: an object as JSON, a page as HTML, an error as a problem."""

import json
import re
from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..errors import EaselError
from ..pages.page import Html, content_security_policy
from .body import JSON
from .problem import PROBLEM_JSON, problem, problem_headers
from .representation import job_path

HTML = "text/html; charset=utf-8"

# The paths to which Hugging Face's clients POST (routes/hugging_face.py). They show `error`, and
# expect a sentence there: @huggingface/inference 4.13 shows "[object Object]" for an object, and
# huggingface_hub 0.23 to 0.26 breaks on it.
_HUGGING_FACE = re.compile(r"/|(/hf-inference)?/models/.+")

logger = Logger(child=True)


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
    """A response with `page`. Its policy lets it show pictures from `public_url` and nothing
    else."""
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
    """A response with `text` and the headers of every response. A HEAD gets only the headers."""
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
    """The response for `error`: each refusal of the API has this one shape."""
    headers = problem_headers(error)
    instance = event.path
    if error.job_id:
        instance = job_path(error.job_id)
        headers["Location"] = public_url + instance
    body = problem(
        error,
        public_url=public_url,
        instance=instance,
        for_hugging_face=_is_for_hugging_face(event),
    )
    logger.info("refused", extra={"code": error.code, "status": error.status})
    return json_response(event, error.status, body, headers, PROBLEM_JSON)


def _is_for_hugging_face(event: APIGatewayProxyEvent) -> bool:
    """Whether one of Hugging Face's clients sent the request, or follows a link of its own."""
    if event.http_method == "POST":
        return _HUGGING_FACE.fullmatch(event.path) is not None
    query = event.query_string_parameters or {}
    return event.path.startswith("/v1/wait/") and query.get("format") == "jpeg"
