"""The routes for OpenAI's clients, and for those of Azure OpenAI."""

import json
from http import HTTPStatus
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..api.base64_jpegs import in_base64
from ..api.body import json_body
from ..api.openai_request import parse_generation_request
from ..api.representation import read_prompt, warnings_json
from ..api.request import Order
from ..api.responses import json_response, text_response
from ..follow import Drawn, draw_or_redirect
from ..pictures.job import StoredImage
from ..service import Service, current_service

if TYPE_CHECKING:
    from ..api.openai_bodies import OpenAIImage, OpenAIImages

_NO_STORE = {"Cache-Control": "no-store"}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.post("/v1/images/generations")
@router.post("/images/generations")  # if the base URL lacks /v1
@router.post("/openai/v1/images/generations")
def generate_images() -> Response[str]:
    event, context = router.current_event, router.lambda_context
    return draw_or_redirect(event, context, current_service(), _read, show)


@router.post("/openai/deployments/<deployment>/images/generations")
def generate_for_azure(deployment: str) -> Response[str]:
    event, context = router.current_event, router.lambda_context
    model = unquote(deployment)

    def read(event: APIGatewayProxyEvent, service: Service) -> Order:
        return parse_generation_request(json_body(event), service.settings, model=model)

    return draw_or_redirect(event, context, current_service(), read, show)


def _read(event: APIGatewayProxyEvent, service: Service) -> Order:
    return parse_generation_request(json_body(event), service.settings)


def show(event: APIGatewayProxyEvent, drawn: Drawn, service: Service) -> Response[str]:
    """OpenAI's answer with the pictures, as JSON or as an event stream."""
    images = _images(drawn, service)
    if drawn.format == "stream":
        events = "".join(_event(image, drawn) for image in images)
        return text_response(event, HTTPStatus.OK, events, "text/event-stream", _NO_STORE)
    body: OpenAIImages = {
        "created": _created(drawn),
        "data": images,
        "size": _size(drawn.job.images[0]),
        "output_format": drawn.output_format,
        "id": drawn.job.id,
        "warnings": warnings_json(drawn.job),
    }
    if drawn.token:
        body["delete_token"] = drawn.token
    return json_response(event, HTTPStatus.OK, body, _NO_STORE)


def _images(drawn: Drawn, service: Service) -> "list[OpenAIImage]":
    """The pictures, each as a link, in base64, or both. If they are too many for one answer in
    base64, the last ones are links."""
    prompt = read_prompt(drawn.job)
    stored_images = drawn.images
    encoded: list[str] = []
    if drawn.format != "url":
        encoded = in_base64(stored_images, service.images, beside=[prompt] * len(stored_images))
    images: list[OpenAIImage] = []
    for stored, jpeg in zip_longest(stored_images, encoded):
        image: OpenAIImage = {"revised_prompt": prompt}
        if jpeg:
            image["b64_json"] = jpeg
        if drawn.format == "both" or not jpeg:
            image["url"] = f"{service.settings.public_url}/{stored.key}"
        images.append(image)
    return images


def _event(image: "OpenAIImage", drawn: Drawn) -> str:
    """The server-sent event of one picture, as OpenAI's clients read it."""
    none = {"text_tokens": 0, "image_tokens": 0}
    usage = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0, "input_tokens_details": none}
    completed = {
        "type": "image_generation.completed",
        **image,
        "created_at": _created(drawn),
        "size": _size(drawn.job.images[0]),
        "quality": "auto",
        "background": "opaque",
        "output_format": drawn.output_format,
        "usage": usage,
        "id": drawn.job.id,
        "warnings": warnings_json(drawn.job),
    }
    if drawn.token:
        completed["delete_token"] = drawn.token
    # In ASCII, since some clients take U+2028 or U+0085 for the end of a line.
    return f"event: {completed['type']}\ndata: {json.dumps(completed)}\n\n"


def _created(drawn: Drawn) -> int:
    return int((drawn.job.completed_at or drawn.job.created_at).timestamp())


def _size(image: StoredImage) -> str:
    return f"{image.width}x{image.height}"
