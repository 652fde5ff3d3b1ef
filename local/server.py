"""HTTP as the front door and the stand-ins speak it: who is let in, and how others are refused."""

import json
import uuid
from collections.abc import Collection

import h11
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from easel.api.cors import EVERY_PAGE, cors_headers
from easel.api.problem import PROBLEM_JSON, problem, problem_headers
from easel.errors import EaselError, InvalidRequest, NotOwner

from .hosts import headers_of, is_from_a_page, is_here

UNREADABLE = InvalidRequest("invalid_json", "the API cannot read this request")
NOT_A_PATH = InvalidRequest("invalid_json", "the request's target is not a path that begins with /")
FOREIGN_HOST = NotOwner(
    "this Easel answers at localhost alone; to reach it by another name too: make run HOSTS=<name>"
)
# CloudFront's limit for a request without its body.
_MAX_HEAD_BYTES = 32_768


def refusal(error: EaselError) -> Response:
    """`error` in the one shape of every refusal. It holds nothing of a caller's, so every page may
    read it."""
    request_id = str(uuid.uuid4())
    return JSONResponse(
        problem(error, public_url="", instance=f"urn:uuid:{request_id}"),
        status_code=error.status,
        headers={
            **problem_headers(error),
            **cors_headers([EVERY_PAGE]),
            "x-request-id": request_id,
        },
        media_type=PROBLEM_JSON,
    )


class Protocol(H11Protocol):
    """uvicorn's HTTP, but a request that it cannot parse is refused in the one shape."""

    def send_400_response(self, msg: str) -> None:
        del msg
        response = refusal(UNREADABLE)
        head = h11.Response(
            status_code=400,
            headers=[*response.raw_headers, (b"connection", b"close")],
            reason=b"Bad Request",
        )
        for event in (head, h11.Data(data=bytes(response.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def for_here(app: ASGIApp, hosts: Collection[str]) -> ASGIApp:
    """`app` for callers that address this machine, or one of `hosts`, with a plain path."""

    async def checked(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (error := _fault(scope, hosts)):
            await refusal(error)(scope, receive, send)
        else:
            await app(scope, receive, send)

    return checked


def _fault(scope: Scope, hosts: Collection[str]) -> EaselError | None:
    # Not a path: an absolute URL for a proxy, the * of OPTIONS, the host and port of CONNECT.
    if not scope["raw_path"].startswith(b"/") or scope["method"] == "CONNECT":
        return NOT_A_PATH
    sizes = (len(name) + len(value) for name, value in scope["headers"])
    if len(scope["raw_path"]) + len(scope["query_string"]) + sum(sizes) > _MAX_HEAD_BYTES:
        return UNREADABLE
    host = headers_of(scope).get("host")
    if host is None:  # HTTP/1.0
        return UNREADABLE
    return None if is_here(host, hosts) else FOREIGN_HOST


def for_programs(app: ASGIApp) -> ASGIApp:
    """`app` for the programs of this machine: a page in a browser is refused, wherever it is
    from."""

    async def checked(scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope) if scope["type"] == "http" else {}
        if headers and (is_from_a_page(headers) or not is_here(headers.get("host", ""))):
            reason = json.dumps({"Message": "only programs on this machine are answered here"})
            response = PlainTextResponse(reason, 403, media_type="application/json")
            await response(scope, receive, send)
        else:
            await app(scope, receive, send)

    return checked
