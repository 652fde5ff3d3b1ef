"""The models that OpenAI's clients see, and the routes of theirs that Easel does not offer."""

from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import unquote

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..access import who
from ..api.responses import json_response
from ..errors import InvalidRequest
from ..service import current_service

if TYPE_CHECKING:
    from ..api.openai_bodies import OpenAIModel, OpenAIModels

_NO_STORE = {"Cache-Control": "no-store"}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/v1/models")
@router.head("/v1/models")
@router.get("/models")  # if the base URL lacks /v1
@router.head("/models")
def list_models() -> Response[str]:
    service, event = current_service(), router.current_event
    who(event, service)
    body: OpenAIModels = {"object": "list", "data": [_model_json(service.settings.model_id)]}
    return json_response(event, HTTPStatus.OK, body, _NO_STORE)


@router.get("/v1/models/<model_id>")
@router.head("/v1/models/<model_id>")
def get_model(model_id: str) -> Response[str]:
    """Every name draws, so every name is a model."""
    service, event = current_service(), router.current_event
    who(event, service)
    return json_response(event, HTTPStatus.OK, _model_json(unquote(model_id)), _NO_STORE)


# Many models are called <owner>/<name>.
@router.get("/v1/models/<owner>/<name>")
@router.head("/v1/models/<owner>/<name>")
def get_model_of(owner: str, name: str) -> Response[str]:
    return get_model(f"{owner}/{name}")


def _model_json(name: str) -> "OpenAIModel":
    # created: nobody knows when the model was made, but OpenAI's clients want a number.
    return {"id": name, "object": "model", "created": 0, "owned_by": "easel"}


@router.post("/v1/images/edits")
@router.post("/v1/images/variations")
@router.post("/images/edits")
@router.post("/images/variations")
def change_images() -> NoReturn:
    raise InvalidRequest(
        "not_supported",
        "Easel cannot change a picture yet; it draws new ones: POST /v1/images/generations",
    )


@router.post("/v1/audio/transcriptions")
@router.post("/audio/transcriptions")
def transcribe_audio() -> NoReturn:
    raise InvalidRequest(
        "not_supported",
        "Easel draws what a recording says: POST /v1/audio gives the form for an upload, and its "
        "answer has the transcript",
    )
