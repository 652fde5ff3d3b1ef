"""Easel's page for people, and its files: to draw, to speak, to look at pictures, to share.

The page asks the public API, as any other client does. The page is checked at each visit. Its files
have their version in their address, so a browser keeps them, and a new version shows at once.
"""

import hashlib
import html
from functools import cache
from http import HTTPStatus
from pathlib import Path
from string import Template

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..access import stage_prefix
from ..api.request import MAX_PICTURES, MAX_PROMPT_CHARACTERS
from ..api.responses import HTML, text_response
from ..errors import NotFound
from ..service import Service, current_service
from ..settings import Web

# In the asset, cdk/bundle.py puts the folder into the package.
_FOLDER = next(
    folder
    for folder in (Path(__file__).parents[1] / "web", Path(__file__).parents[3] / "web")
    if folder.is_dir()
)
_PAGE = "index.html"
_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
_FOR_EVER = "public, max-age=31536000, immutable"
_A_YEAR_OF_HTTPS = "max-age=31536000"

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/")
@router.head("/")
def get_page() -> Response[str]:
    service, event = current_service(), router.current_event
    _demand_page(service)
    page = _filled(event, service)
    etag = f'"{_digest(page.encode())}"'
    headers = {
        "Cache-Control": "no-cache",  # kept, but checked at each visit
        "ETag": etag,
        "Content-Security-Policy": _policy(service),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Strict-Transport-Security": _A_YEAR_OF_HTTPS,
        "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    }
    if etag in (event.headers.get("if-none-match") or ""):
        return text_response(event, HTTPStatus.NOT_MODIFIED, None, "", headers)
    return text_response(event, HTTPStatus.OK, page, HTML, headers)


@router.get("/web/<version>/<name>")
@router.head("/web/<version>/<name>")
def get_web_file(version: str, name: str) -> Response[str]:
    """A file of the page. If the page is of another version, the file is sent as it is now, and
    not kept."""
    _demand_page(current_service())
    content = _files().get(name)
    if content is None or name == _PAGE:
        raise NotFound("the page has no such file")
    kept = _FOR_EVER if version == _version() else "no-store"
    media_type = _MEDIA_TYPES[Path(name).suffix]
    return text_response(
        router.current_event, HTTPStatus.OK, content, media_type, {"Cache-Control": kept}
    )


def _demand_page(service: Service) -> None:
    if service.settings.web is Web.OFF:
        raise NotFound("this deployment has no page; see /docs")


def _filled(event: APIGatewayProxyEvent, service: Service) -> str:
    """The page, with the address of its files and with what this deployment allows."""
    settings = service.settings
    values = {
        "base": stage_prefix(event, settings),
        "version": _version(),
        "access": settings.access,
        "side": settings.default_side,
        "max_side": settings.max_side,
        "steps": settings.default_steps,
        "max_steps": settings.max_steps,
        "guidance": settings.default_guidance_scale,
        "max_pictures": min(MAX_PICTURES, settings.max_pictures),
        "max_prompt": min(MAX_PROMPT_CHARACTERS, settings.max_prompt_characters),
    }
    escaped = {name: html.escape(str(value)) for name, value in values.items()}
    return Template(_files()[_PAGE]).substitute(escaped)


def _policy(service: Service) -> str:
    """Scripts and styles are the page's own files. It shows pictures of this deployment, plays what
    was recorded, and sends recordings to their bucket."""
    pictures = service.settings.public_url
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src 'self' data: blob: {pictures}; media-src blob:; "
        f"connect-src 'self' {pictures} {service.audio.upload_origin()}; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    )


@cache
def _files() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(_FOLDER.iterdir())}


@cache
def _version() -> str:
    return _digest(repr(_files()).encode())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
