"""A proxy between a function and a service, where a test may look, wait, or kill."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Before = Callable[[Request, bytes], Awaitable[Response | None]]
After = Callable[[Request], Awaitable[None]]


@dataclass(slots=True)
class Hooks:
    """If `before` answers, its answer goes back instead; `after` may delay the answer."""

    before: Before | None = None
    after: After | None = None


def proxy(target: Callable[[], str], hooks: Hooks) -> Starlette:
    """Passes every request on to `target()` unchanged, with its signature."""
    client = httpx.AsyncClient(timeout=60)

    async def forward(request: Request) -> Response:
        body = await request.body()
        if hooks.before and (instead := await hooks.before(request, body)):
            return instead
        answer = await client.request(
            request.method,
            f"{target()}{request.url.path}",
            params=request.url.query,
            headers=request.headers.raw,
            content=body,
        )
        if hooks.after:
            await hooks.after(request)
        headers = {k: v for k, v in answer.headers.items() if k != "content-encoding"}
        return Response(answer.content, status_code=answer.status_code, headers=headers)

    @contextlib.asynccontextmanager
    async def open_client(_: Starlette) -> AsyncIterator[None]:
        async with client:
            yield

    methods = ["GET", "HEAD", "POST", "PUT", "DELETE"]
    return Starlette(routes=[Route("/{path:path}", forward, methods=methods)], lifespan=open_client)
