"""A place between a function and a service where a test may look, wait, or kill."""

from collections.abc import Awaitable, Callable

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Before = Callable[[Request, bytes], Awaitable[Response | None]]
After = Callable[[Request], Awaitable[None]]


def proxy(
    target: Callable[[], str], *, before: Before | None = None, after: After | None = None
) -> Starlette:
    """Hands every request to `target()` as it is, signature and all. What `before` answers goes
    back instead; `after` may hold up what comes back."""

    async def forward(request: Request) -> Response:
        body = await request.body()
        if before and (instead := await before(request, body)):
            return instead
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.request(
                request.method,
                f"{target()}{request.url.path}",
                params=request.url.query,
                headers=request.headers.raw,
                content=body,
            )
        if after:
            await after(request)
        headers = {k: v for k, v in answer.headers.items() if k != "content-encoding"}
        return Response(answer.content, status_code=answer.status_code, headers=headers)

    methods = ["GET", "HEAD", "POST", "PUT", "DELETE"]
    return Starlette(routes=[Route("/{path:path}", forward, methods=methods)])
