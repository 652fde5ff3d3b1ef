"""The routes for clients of AUTOMATIC1111's API that concern pictures."""

from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..api.base64_jpegs import in_base64
from ..api.body import json_body
from ..api.representation import warnings_json
from ..api.request import Order
from ..api.responses import json_response
from ..api.sdapi_info import info, parameters
from ..api.sdapi_request import parse_text_to_image
from ..errors import InvalidRequest
from ..follow import Drawn, draw_or_redirect
from ..service import Service, current_service

if TYPE_CHECKING:
    from ..api.sdapi_bodies import SdImages

_NO_STORE = {"Cache-Control": "no-store"}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.post("/sdapi/v1/txt2img")
def text_to_image() -> Response[str]:
    event, context = router.current_event, router.lambda_context
    return draw_or_redirect(event, context, current_service(), _read, show)


def _read(event: APIGatewayProxyEvent, service: Service) -> Order:
    return parse_text_to_image(json_body(event), service.settings)


def show(event: APIGatewayProxyEvent, drawn: Drawn, service: Service) -> Response[str]:
    """AUTOMATIC1111's answer. If the JPEGs are too many for one answer, `info` says where the
    others are."""
    links = [f"{service.settings.public_url}/{image.key}" for image in drawn.job.images]
    # `info` repeats the prompt twice for each picture.
    images = in_base64(drawn.job.images, service.images, beside=info(drawn.job))
    others = links[len(images) :]
    body: SdImages = {
        "images": images,
        "parameters": parameters(drawn.job),
        "info": info(drawn.job, others),
        "warnings": warnings_json(drawn.job),
        "id": drawn.job.id,
    }
    if drawn.token:
        body["delete_token"] = drawn.token
    return json_response(event, HTTPStatus.OK, body, _NO_STORE)


@router.post("/sdapi/v1/img2img")
@router.post("/sdapi/v1/extra-single-image")
@router.post("/sdapi/v1/extra-batch-images")
@router.post("/sdapi/v1/png-info")
@router.post("/sdapi/v1/interrogate")
def take_a_picture() -> NoReturn:
    raise InvalidRequest(
        "not_supported", "Easel reads no pictures; it draws new ones: POST /sdapi/v1/txt2img"
    )
