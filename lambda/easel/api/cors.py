"""Lets pages of other origins call Easel from a browser (CORS), as far as the operator allows.

Powertools' CORSConfig does not fit: it is set at import, before the settings are read; it says
nothing to a request without an origin, whose answer a browser may keep; and it sets no `Vary`.
"""

from collections.abc import Collection
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

# A day. Firefox keeps a preflight that long, Chromium for two hours.
_MAX_AGE_S = 86_400
# PUT and PATCH too: a page can then read the 405 that they get.
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
# "*" is every header but Authorization. Safari reads it since 15.4 (2022), other browsers since
# 2019; those before need each name. X-Stainless-* is what openai-js adds to its requests.
_REQUEST_HEADERS = (
    "*", "Authorization", "Content-Type", "Prefer", "Idempotency-Key", "If-None-Match",
    "X-API-Key", "API-Key", "OpenAI-Organization", "OpenAI-Project",
    *(f"X-Stainless-{name}" for name in (
        "Arch", "Custom-Poll-Interval", "Helper-Method", "Lang", "OS", "Package-Version",
        "Poll-Helper", "Retry-Count", "Runtime", "Runtime-Version", "Timeout",
    )),
)  # fmt: skip
# What a page may read besides the few headers that every page may.
_RESPONSE_HEADERS = (
    "Allow", "ETag", "Link", "Location", "Preference-Applied", "Retry-After", "WWW-Authenticate",
    "X-Easel-Picture", "X-RateLimit-Limit-Requests", "X-RateLimit-Remaining-Requests",
    "X-RateLimit-Reset-Requests", "X-Request-Id", "X-Should-Retry",
)  # fmt: skip
EVERY_PAGE = "*"


def cors_headers(origins: Collection[str], origin: str | None = None) -> dict[str, str]:
    """The headers that let a page of `origin` read a response, if `origin` is one of `origins`.

    Never Access-Control-Allow-Credentials: Easel reads no cookies, and a page that may call Easel
    shall not do so with what the browser keeps.
    """
    if EVERY_PAGE in origins:  # said to every request, so a kept answer suits every page
        return _readable(EVERY_PAGE)
    if not origins:
        return {}
    readable = _readable(origin) if origin and origin in origins else {}
    return {**readable, "Vary": "Origin"}


def preflight(event: dict[str, Any], origins: Collection[str]) -> dict[str, Any]:
    """The response to any OPTIONS request: what a page of the request's origin may send.

    It does not depend on the path. If there is no such route, the page can then read the 404.
    """
    headers = cors_headers(origins, _origin(event))
    headers.pop("Access-Control-Expose-Headers", None)
    if "Access-Control-Allow-Origin" in headers:
        headers |= {
            "Access-Control-Allow-Methods": ", ".join(_METHODS),
            "Access-Control-Allow-Headers": ", ".join(_REQUEST_HEADERS),
            "Access-Control-Max-Age": str(_MAX_AGE_S),
        }
    headers["X-Request-Id"] = event["requestContext"]["requestId"]
    return {
        "statusCode": int(HTTPStatus.NO_CONTENT),
        "body": "",
        "isBase64Encoded": False,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
    }


def with_cors(
    response: dict[str, Any], event: dict[str, Any], origins: Collection[str]
) -> dict[str, Any]:
    """`response`, which answers `event`, with the headers that let a page read it."""
    headers = response["multiValueHeaders"]
    for name, value in cors_headers(origins, _origin(event)).items():
        headers[name] = [", ".join([*headers.get(name, ()), value])]  # it may have a Vary
    return response


def _readable(origin: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": ", ".join(_RESPONSE_HEADERS),
    }


def _origin(event: dict[str, Any]) -> str | None:
    return APIGatewayProxyEvent(event).headers.get("origin")
