"""One address for a browser: passes every request on to ministack's CloudFront."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Collection, Container

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import request_response
from starlette.types import ASGIApp

from cdk.gateway_refusals import REFUSALS
from easel.errors import Internal

from .deploy import Deployed
from .ministack import ROOT
from .server import for_here, refusal

# API Gateway's limit for a request body.
MAX_BODY_BYTES = 10 * 1024 * 1024
# CloudFront waits for an origin for 30 s. Wait a little longer, so that its answer arrives.
_TIMEOUT_S = 40.0
# Each running call of a function is a process of its own here. Fifty starts at once would take a
# laptop longer than API Gateway waits, so further calls wait here.
_CALLS_AT_ONCE = 24
# They concern one connection, not the message (RFC 9110, 7.6.1). httpx decodes bodies.
_NOT_FORWARDED = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade", "host", "content-length", "accept-encoding",
    "content-encoding",
}  # fmt: skip
# The front door sets these, whatever the caller sends.
_OURS = {"x-forwarded-for", "x-forwarded-proto"}
# The first segments of Easel's own paths. ministack serves more, for every Host: among them are
# paths that show or delete everything.
_OWN = {
    path.split("/")[1]
    for path in json.loads((ROOT / "lambda/easel/openapi.json").read_text())["paths"]
    if path != "/"
}


def create_app(ministack_url: str, deployed: Deployed, hosts: Collection[str] = ()) -> ASGIApp:
    """The app that passes requests for Easel's own paths on to the distribution of `deployed` at
    `ministack_url`. It answers at this machine's names and at `hosts`."""
    limits = httpx.Limits(max_connections=500, max_keepalive_connections=50)
    cloudfront = httpx.AsyncClient(base_url=ministack_url, timeout=_TIMEOUT_S, limits=limits)
    calls = asyncio.Semaphore(_CALLS_AT_ONCE)

    async def ask(domain: str, request: Request, body: bytes) -> httpx.Response:
        """The answer of the distribution whose domain name is `domain`."""
        # API Gateway passes the path on as it was sent; ministack decodes it once.
        sent = request.scope["raw_path"].replace(b"%", b"%25")
        raw_path = sent + b"?" + request.scope["query_string"]
        url = cloudfront.base_url.copy_with(raw_path=raw_path.removesuffix(b"?"))
        headers = [*_forwarded(request), (b"host", domain.encode())]
        return await cloudfront.request(request.method, url, headers=headers, content=body or None)

    async def forward(request: Request) -> Response:
        if not _is_own(request.scope["raw_path"]):
            return refusal(REFUSALS["RESOURCE_NOT_FOUND"])
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                return refusal(REFUSALS["REQUEST_TOO_LARGE"])
        try:
            stored = _is_stored(request, deployed)
            if stored and request.method in ("GET", "HEAD"):
                answer = await ask(deployed.distribution_domain, request, body)
                if answer.status_code in deployed.failover.statuses:
                    answer = await ask(deployed.failover_domain, request, body)
            else:
                async with calls:
                    domain = deployed.failover_domain if stored else deployed.distribution_domain
                    answer = await ask(domain, request, body)
        except httpx.TransportError as error:
            return refusal(Internal(f"the local stack did not answer: {type(error).__name__}"))
        return _passed_on(answer, request)

    @contextlib.asynccontextmanager
    async def open_client(_: Starlette) -> AsyncIterator[None]:
        async with cloudfront:
            yield

    app = Starlette(lifespan=open_client)
    # Not a route: its pattern would not match a path with a line break.
    app.router.default = request_response(forward)
    return for_here(app, hosts)


def _is_own(raw_path: bytes) -> bool:
    """Whether the path is one of Easel's, and contains no segment that another server could
    resolve to a path that is not."""
    segments = raw_path.lower().replace(b"%2e", b".").decode("latin-1").split("/")[1:]
    if segments == [""]:
        return True  # the start page
    return segments[0] in _OWN and not {".", ".."} & set(segments)


def _forwarded(request: Request) -> list[tuple[bytes, bytes]]:
    """The caller's headers. The address that we see is added after those that the caller claims."""
    # As bytes, unchanged: a cookie or a key may hold any byte.
    headers = [
        (name, value)
        for name, value in request.headers.raw
        # The body of a request is passed on as it came, so its coding is named too.
        if name.lower().decode("latin-1") not in (_NOT_FORWARDED - {"content-encoding"}) | _OURS
    ]
    claimed = request.headers.getlist("x-forwarded-for")
    seen = [request.client.host] if request.client else []
    # There is no TLS on this machine; in the cloud every request is https.
    return [
        *headers,
        (b"x-forwarded-for", ", ".join([*claimed, *seen]).encode("latin-1")),
        (b"x-forwarded-proto", b"https"),
    ]


def _is_stored(request: Request, deployed: Deployed) -> bool:
    """Whether the path is one of the bucket's. If the bucket lacks it, the API says why. The API
    also refuses every method but GET and HEAD."""
    return deployed.failover.covers(request.url.path.removeprefix("/"))


def saved_as(path: str, query: Container[str], status: int) -> str | None:
    """The name under which a browser saves the picture that this answer holds; None if it is to
    show the answer. In the cloud, cdk/stacks/download.js decides the same."""
    picture = re.fullmatch(r"/images/([\w-]+(\.\w+)+)", path, re.ASCII)
    return picture[1] if picture and status in (200, 206) and "download" in query else None


def _is_of_no_function(answer: httpx.Response) -> bool:
    """Whether ministack's API Gateway answers in a function's place: Lambda had no room for it, or
    it failed. Easel's answers have an id, and so have those that the template gives to API Gateway.
    CloudFront's have none, and are not JSON."""
    failed = answer.status_code == 429 or answer.status_code >= 500
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    return failed and is_json and "x-request-id" not in answer.headers


def _passed_on(answer: httpx.Response, request: Request) -> Response:
    if _is_of_no_function(answer):
        return refusal(REFUSALS["DEFAULT_5XX"])
    response = Response(answer.content, status_code=answer.status_code)
    response.raw_headers = [
        (name, value)
        for name, value in answer.headers.raw
        if name.lower().decode() not in _NOT_FORWARDED
    ]
    if request.method != "HEAD":
        response.headers["content-length"] = str(len(answer.content))
    elif "content-length" in answer.headers:
        response.headers["content-length"] = answer.headers["content-length"]
    if name := saved_as(request.url.path, request.query_params, response.status_code):
        response.headers["content-disposition"] = f'attachment; filename="{name}"'
    return response
