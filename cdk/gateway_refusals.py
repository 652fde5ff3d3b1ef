"""What API Gateway refuses by itself, before generate hears of it, as easel.errors would say it."""

import json
from collections.abc import Mapping

from easel.api.problem import problem
from easel.errors import (
    Capacity,
    DeadlineExceeded,
    EaselError,
    Internal,
    InvalidRequest,
    NotFound,
    NotOwner,
    PayloadTooLarge,
    RateLimited,
    UnsupportedMediaType,
)


class _StillDrawing(DeadlineExceeded):
    # Unlike a job that missed its deadline: this one goes on, and a retry joins it.
    headers: Mapping[str, str] = {"x-should-retry": "true"}


_NO_ROUTE = NotFound("there is no such route; see docs/api.md")
_UNREADABLE = InvalidRequest("invalid_json", "this is no request that the API can read")

# By API Gateway's response types. The two defaults stand for all the rest, which need an
# authorizer, an API key or a validator to occur.
REFUSALS: dict[str, EaselError] = {
    "THROTTLED": RateLimited("more requests come at once than this API lets in"),
    "QUOTA_EXCEEDED": RateLimited("more requests came than this API lets in"),
    "REQUEST_TOO_LARGE": PayloadTooLarge("the body is above API Gateway's 10 MB"),
    "UNSUPPORTED_MEDIA_TYPE": UnsupportedMediaType("send JSON, as content-type: application/json"),
    "BAD_REQUEST_BODY": _UNREADABLE,
    "MISSING_AUTHENTICATION_TOKEN": _NO_ROUTE,  # API Gateway's name for a route that is not there
    "RESOURCE_NOT_FOUND": _NO_ROUTE,
    "ACCESS_DENIED": NotOwner("the operator of this API does not let you in"),
    "WAF_FILTERED": NotOwner("the operator's firewall does not let this request in"),
    "INTEGRATION_TIMEOUT": _StillDrawing("no answer within 29 s; ask again: the job goes on"),
    "INTEGRATION_FAILURE": Capacity("no function was free to take this request"),
    "DEFAULT_4XX": _UNREADABLE,
    "DEFAULT_5XX": Internal("something broke here; tell the operator the x-request-id"),
}


def body_template(error: EaselError) -> str:
    """The problem, in which API Gateway fills in what it knows of the request: its id. The path
    would have to be escaped, which these templates cannot."""
    return json.dumps(problem(error, public_url="", instance="urn:uuid:$context.requestId"))
