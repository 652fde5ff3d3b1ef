"""Which names mean this machine, and which requests come from a page in a browser.

It needs the standard library alone: ministack's own Python imports it too.
"""

import fnmatch
import ipaddress
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit


def is_here(host: str, also: Collection[str] = ()) -> bool:
    """Whether the Host header `host` is a loopback address, a name of this machine, or matches one
    of `also` (names, or patterns such as "*.example.org").

    A web page elsewhere can let its own name point to 127.0.0.1 (DNS rebinding). A browser then
    sends that name as Host, and gives the answer to the page.
    """
    name = name_in(host)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    if any(fnmatch.fnmatchcase(name, pattern.lower()) for pattern in also):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def name_in(host: str) -> str:
    """The name or address in a Host header, without its port; "" if it is malformed."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower().removesuffix(".")


def is_from_a_page(headers: Mapping[str, str]) -> bool:
    """Whether a browser sent the request: no program on this machine needs these headers, and no
    page can keep its browser from sending them. The names in `headers` are in lower case."""
    return (
        "origin" in headers
        or "sec-fetch-site" in headers  # every browser since 2023, to this machine at least
        or headers.get("user-agent", "").startswith("Mozilla/")
    )


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """The headers of an ASGI request. Their names are in lower case."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def is_by_cloudfront(headers: Mapping[str, str]) -> bool:
    """Whether the local CloudFront has passed the request on to an origin. No page can set Via."""
    return headers.get("via", "").endswith(".cloudfront.net (CloudFront)")


def origin_host(origin: str) -> str:
    """The Host that belongs to an Origin header; "" if it names no web site."""
    try:
        parts = urlsplit(origin)
        return parts.netloc if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
