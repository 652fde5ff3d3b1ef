"""The refusals that API Gateway sends by itself, in the words of easel.errors."""

import json
from collections.abc import Mapping

from easel.api.problem import problem
from easel.errors import (
    Capacity,
    DeadlineExceeded,
    EaselError,
    InvalidRequest,
    NotFound,
    NotOwner,
    PayloadTooLarge,
    RateLimited,
    UnsupportedMediaType,
)


class _StillDrawing(DeadlineExceeded):
    # This job has not missed its deadline. It goes on, and a retry joins it.
    headers: Mapping[str, str] = {"x-should-retry": "true"}


_NO_ROUTE = NotFound("there is no such route; see docs/api.md")
_UNREADABLE = InvalidRequest("invalid_json", "the API cannot read this request")


class _NoFunction(Capacity):
    # The next second may have room.
    retry_after_s = 5


_NO_FUNCTION = _NoFunction("no function was free for this request, or it failed; try again")

# By API Gateway's response types. DEFAULT_4XX stands for types that occur only with an authorizer,
# an API key or a validator. DEFAULT_5XX is what API Gateway takes, and would answer with 500, if
# Lambda had no room for the function, and if the function was killed.
REFUSALS: dict[str, EaselError] = {
    "THROTTLED": RateLimited("too many requests at once; try again in a moment"),
    "QUOTA_EXCEEDED": RateLimited("too many requests; try again later"),
    "REQUEST_TOO_LARGE": PayloadTooLarge("the body is above API Gateway's 10 MB"),
    "UNSUPPORTED_MEDIA_TYPE": UnsupportedMediaType("send JSON, as content-type: application/json"),
    "BAD_REQUEST_BODY": _UNREADABLE,
    "MISSING_AUTHENTICATION_TOKEN": _NO_ROUTE,  # API Gateway's name for a route that is not there
    "RESOURCE_NOT_FOUND": _NO_ROUTE,
    "ACCESS_DENIED": NotOwner("the operator of this API does not allow you in"),
    "WAF_FILTERED": NotOwner("the operator's firewall blocked this request"),
    "INTEGRATION_TIMEOUT": _StillDrawing("no answer within 29 s; the job goes on, so ask again"),
    "INTEGRATION_FAILURE": _NO_FUNCTION,
    "DEFAULT_4XX": _UNREADABLE,
    "DEFAULT_5XX": _NO_FUNCTION,
}


def body_template(error: EaselError) -> str:
    """The problem as API Gateway's template. API Gateway fills in the request's id, but not its
    path, because these templates cannot escape it."""
    return json.dumps(problem(error, public_url="", instance="urn:uuid:$context.requestId"))
