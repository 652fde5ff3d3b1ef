"""One address for a browser: hands every request to ministack's CloudFront, as the cloud would."""

import contextlib
from collections.abc import AsyncIterator

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

# API Gateway's limit for a request body.
MAX_BODY_BYTES = 10 * 1024 * 1024
# CloudFront waits 30 s for an origin; a little more, so that its own answer arrives.
_TIMEOUT_S = 40.0
# These are about one connection, not about the message (RFC 9110, 7.6.1); httpx decodes bodies.
_NOT_FORWARDED = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade", "host", "content-length", "accept-encoding",
    "content-encoding",
}  # fmt: skip
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_app(ministack_url: str, distribution_domain: str) -> Starlette:
    """Everything under / goes to the distribution `distribution_domain` at `ministack_url`."""
    limits = httpx.Limits(max_connections=500, max_keepalive_connections=50)
    cloudfront = httpx.AsyncClient(base_url=ministack_url, timeout=_TIMEOUT_S, limits=limits)

    async def forward(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                return JSONResponse({"message": "Request Too Long"}, status_code=413)
        headers = [
            (name, value)
            for name, value in request.headers.items()
            if name.lower() not in _NOT_FORWARDED
        ]
        # What CloudFront knows its distributions by; locally there is no TLS to see.
        headers += [("host", distribution_domain), ("x-forwarded-proto", "https")]
        raw_path = request.scope["raw_path"] + b"?" + request.scope["query_string"]
        url = cloudfront.base_url.copy_with(raw_path=raw_path.removesuffix(b"?"))
        try:
            answer = await cloudfront.request(
                request.method, url, headers=headers, content=body or None
            )
        except httpx.TransportError as error:
            message = f"the local stack did not answer: {type(error).__name__}"
            return JSONResponse({"message": message}, status_code=502)
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
        return response

    @contextlib.asynccontextmanager
    async def open_client(_: Starlette) -> AsyncIterator[None]:
        async with cloudfront:
            yield

    return Starlette(
        routes=[Route("/{path:path}", forward, methods=_METHODS)], lifespan=open_client
    )
