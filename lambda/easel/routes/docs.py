"""The API's contract: openapi.json, and a page that shows it and lets readers try it.

`make contract` makes openapi.json from the code's own models; a test compares the two.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path

import aws_lambda_powertools
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..access import stage_prefix
from ..api.responses import text_response
from ..service import current_service

_OWN = Path(__file__).parent
_OPENAPI = _OWN.parent / "openapi.json"
# Powertools contains a copy of Swagger UI.
_SWAGGER_UI = Path(aws_lambda_powertools.__file__).parent / "event_handler/openapi/swagger_ui"
# blob: is for "Try it out": Swagger UI makes a blob of a picture that it got, and shows that.
_ONLY_OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/openapi.json")
@router.head("/openapi.json")
def get_contract() -> Response[str]:
    return _file(_OPENAPI, "application/json")


@router.get("/docs")
@router.head("/docs")
def get_docs() -> Response[str]:
    event = router.current_event
    if event.path.endswith("/"):  # the page's links are relative, and would lead to nowhere
        location = stage_prefix(event, current_service().settings) + "/docs"
        headers = {"Location": location, "Cache-Control": "no-store"}
        return text_response(event, HTTPStatus.PERMANENT_REDIRECT, None, "", headers)
    headers = {"Content-Security-Policy": _ONLY_OWN, "Referrer-Policy": "no-referrer"}
    return _file(_OWN / "swagger" / "index.html", "text/html; charset=utf-8", headers)


@router.get("/docs/start.js")
@router.head("/docs/start.js")
def get_docs_start() -> Response[str]:
    return _file(_OWN / "swagger" / "start.js", "text/javascript")


@router.get("/docs/swagger-ui.js")
@router.head("/docs/swagger-ui.js")
def get_docs_script() -> Response[str]:
    return _file(_SWAGGER_UI / "swagger-ui-bundle.min.js", "text/javascript")


@router.get("/docs/swagger-ui.css")
@router.head("/docs/swagger-ui.css")
def get_docs_style() -> Response[str]:
    return _file(_SWAGGER_UI / "swagger-ui.min.css", "text/css")


def allowed_methods(path: str) -> list[str]:
    """The methods that `path` accepts, in alphabetical order. Empty if there is no such path."""
    for pattern, methods in _paths():
        if pattern.fullmatch(path):
            return methods
    return []


def path_pattern(path: str) -> str:
    """A regular expression for a path of the contract. A prompt in a path may hold slashes."""
    literal = re.sub(r"[^{}\w/]", lambda found: re.escape(found[0]), path)
    return re.sub(r"\{\w+\}", "[^/]+", literal.replace("{prompt}", ".+"))


@cache
def _paths() -> list[tuple[re.Pattern[str], list[str]]]:
    """A pattern and the methods for each path. Paths without a parameter come first."""
    described = json.loads(_OPENAPI.read_text("utf-8"))["paths"]
    found = []
    for path in sorted(described, key=lambda path: "{" in path):
        methods = {method.upper() for method in described[path]}
        # Each path that answers GET also answers HEAD.
        methods |= {"HEAD"} if "GET" in methods else set()
        found.append((re.compile(path_pattern(path)), sorted(methods)))
    return found


def _file(path: Path, media_type: str, headers: Mapping[str, str] | None = None) -> Response[str]:
    """A response with the file at `path`, or a 304 if the caller's copy is still current."""
    event = router.current_event
    content = path.read_bytes()
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    known = etag in (event.headers.get("if-none-match") or "")
    return Response(
        status_code=int(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK),
        content_type=None if known else media_type,
        body="" if known or event.http_method == "HEAD" else content.decode(),
        headers={
            "Cache-Control": "public, max-age=3600",
            "ETag": etag,
            "X-Content-Type-Options": "nosniff",
            "X-Request-Id": event.request_context.request_id or "",
            **(headers or {}),
        },
    )
