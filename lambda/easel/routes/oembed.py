"""GET /v1/oembed: what another program shows in place of a link to a share page (oembed.com)."""

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..api.digits import whole_number
from ..api.representation import cache_control
from ..api.responses import json_response
from ..errors import FieldError, InvalidRequest, NotFound, UnsupportedFormat
from ..pictures.job import PAGES, Status, StoredImage
from ..pictures.picture import is_picture_id
from ..pictures.share_page import title_of
from ..service import current_service
from .images import existing

if TYPE_CHECKING:
    from ..api.bodies import OEmbed

# A deleted picture is to leave other programs' pages soon.
_CACHE_AGE_S = 3600

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/v1/oembed")
@router.head("/v1/oembed")
def get_oembed() -> Response[str]:
    """Anyone who has the link of a share page may ask, as anyone may see the page."""
    service, event = current_service(), router.current_event
    query = event.query_string_parameters or {}
    if query.get("format", "json") != "json":
        raise UnsupportedFormat("format: only json")
    public_url = service.settings.public_url
    job = existing(_linked(query.get("url", ""), public_url), service)
    if job.status is not Status.SUCCEEDED:
        raise NotFound("this picture is not drawn")
    image = job.images[0]
    width, height = _shown_in(image, _side("maxwidth", query), _side("maxheight", query))
    body: OEmbed = {
        "version": "1.0",
        "type": "photo",
        "title": title_of(job),
        "provider_name": "Easel",
        "provider_url": public_url,
        "cache_age": _CACHE_AGE_S,
        "url": f"{public_url}/{image.key}",
        "width": width,
        "height": height,
    }
    return json_response(event, HTTPStatus.OK, body, {"Cache-Control": cache_control(job)})


def _linked(url: str, public_url: str) -> str:
    """The id of the picture whose share page is at `url`.

    Raises:
        NotFound: `url` is not the address of a share page of this service.
    """
    try:
        host, path = urlsplit(url).netloc, urlsplit(url).path.rstrip("/")
    except ValueError:  # such as half an IPv6 address
        host, path = "", ""
    own, job_id = urlsplit(public_url).netloc, path.removeprefix(f"/{PAGES}")
    if host.lower() != own.lower() or path != f"/{PAGES}{job_id}" or not is_picture_id(job_id):
        raise NotFound(f"url: the address of a share page, such as {public_url}/{PAGES}img_…")
    return job_id


def _side(name: str, query: dict[str, str]) -> int | None:
    if name not in query:
        return None
    side = whole_number(query[name])
    if not side:
        detail = f"{name}: a whole number of pixels, 1 or more"
        raise InvalidRequest("out_of_range", detail, errors=[FieldError(f"#/{name}", detail)])
    return side


def _shown_in(image: StoredImage, max_width: int | None, max_height: int | None) -> tuple[int, int]:
    """(width, height) at which to show `image`, in pixels. The JPEG has only one size, so a
    program that has less room shows it smaller."""
    factor = min(
        min(max_width or image.width, image.width) / image.width,
        min(max_height or image.height, image.height) / image.height,
    )
    return max(1, round(image.width * factor)), max(1, round(image.height * factor))
