"""Keeps pages in a browser out of ministack: its port gives every program all rights.

ministack has paths that show or delete everything, and its root credentials are no secret. A page
from anywhere can send a form, or load a "picture", from 127.0.0.1. So a page may do one thing here:
send the upload form that Easel signed, if it comes from Easel's own address.
"""

from collections.abc import Collection
from typing import Any

from ..hosts import (
    headers_of,
    is_by_cloudfront,
    is_from_a_page,
    is_here,
    name_in,
    origin_host,
)

_REFUSED = b'{"message":"only programs on this machine are answered here"}'


def guarded(app: Any, origins: Collection[str], hosts: Collection[str]) -> Any:
    """The ASGI app `app`, but not for pages in a browser. A page of one of `origins`, or of a host
    that matches `hosts`, may send a form to a bucket."""

    async def checked(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan" or (
            scope["type"] == "http" and _may_ask(scope, origins, hosts)
        ):
            await app(scope, receive, send)
        elif scope["type"] == "http":
            head = [(b"content-type", b"application/json"), (b"connection", b"close")]
            await send({"type": "http.response.start", "status": 403, "headers": head})
            await send({"type": "http.response.body", "body": _REFUSED})
        else:  # Easel uses no WebSocket
            await send({"type": "websocket.close", "code": 1008})

    return checked


def _may_ask(scope: Any, origins: Collection[str], hosts: Collection[str]) -> bool:
    headers = headers_of(scope)
    host = headers.get("host", "")
    if name_in(host).endswith(".cloudfront.net"):  # the front door, which lets in Easel's own paths
        return not scope["path"].startswith(("/_ministack", "/_localstack", "/_easel"))
    if not is_here(host):
        return False
    if is_by_cloudfront(headers):  # with the viewer's headers
        return True
    return not is_from_a_page(headers) or _is_upload(scope, headers, origins, hosts)


def _is_upload(
    scope: Any, headers: dict[str, str], origins: Collection[str], hosts: Collection[str]
) -> bool:
    # Every browser sends an origin with a form. Programs that call themselves Mozilla do not.
    if "origin" in headers or "sec-fetch-site" in headers:
        origin = headers.get("origin", "")
        host = origin_host(origin)
        if origin not in origins and not (host and _matches(host, hosts)):
            return False
    # The path of a bucket. A form's policy, which S3 checks, says what may be stored in it.
    bucket = scope["path"].removeprefix("/").removesuffix("/")
    if not bucket or "/" in bucket or bucket.startswith("_") or scope["query_string"]:
        return False
    form = headers.get("content-type", "").startswith("multipart/form-data")
    return scope["method"] == "OPTIONS" or (scope["method"] == "POST" and form)


def _matches(host: str, hosts: Collection[str]) -> bool:
    return bool(hosts) and is_here(host, hosts) and not is_here(host)
