"""The routes for Hugging Face's clients, which want a picture's bytes.

The answer redirects to the stored JPEG: each of these clients follows redirects, and a JPEG need
not pass through the function.
"""

from http import HTTPStatus
from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..api.body import json_body
from ..api.hugging_face_request import parse_inference_request
from ..api.representation import job_path
from ..api.request import Order
from ..api.responses import json_response
from ..follow import Drawn, draw_or_redirect
from ..service import Service, current_service

if TYPE_CHECKING:
    from ..api.bodies import DrawnElsewhere

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


# If its model is a URL, a client POSTs to this URL as it is. Otherwise it appends /models/ and the
# model's name to the address of Hugging Face, which HF_INFERENCE_ENDPOINT used to change.
@router.post("/")
@router.post("/models/<owner>/<name>")
@router.post("/hf-inference/models/<owner>/<name>")
def draw_inputs(**_model: str) -> Response[str]:
    event, context = router.current_event, router.lambda_context
    return draw_or_redirect(event, context, current_service(), _read, show)


def _read(event: APIGatewayProxyEvent, service: Service) -> Order:
    return parse_inference_request(json_body(event), service.settings)


def show(event: APIGatewayProxyEvent, drawn: Drawn, service: Service) -> Response[str]:
    """A redirect to the JPEG. Its body is for people who send the request by hand."""
    url = service.settings.public_url
    body: DrawnElsewhere = {
        "detail": "The picture is drawn. GET the address in Location.",
        "location": f"{url}/{drawn.job.images[0].key}",
        "job": url + job_path(drawn.job.id),
    }
    if drawn.token:
        body["delete_token"] = drawn.token
    headers = {"Cache-Control": "no-store", "Location": body["location"]}
    return json_response(event, HTTPStatus.SEE_OTHER, body, headers)
