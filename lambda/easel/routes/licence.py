"""GET /v1/license: the licences of Easel and of its model, and what they demand of a host."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..api.responses import json_response
from ..service import current_service
from ..settings import Settings

_RAIL_MODELS = ("model-txt2img-stabilityai-stable-diffusion-v2",)
_RAIL: dict[str, Any] = {
    "license": "CreativeML Open RAIL++-M",
    "url": "https://huggingface.co/stabilityai/stable-diffusion-2/blob/main/LICENSE-MODEL",
    # What the licence's Attachment A forbids, in our words. Only the licence's own words bind.
    "use_restrictions": [
        "Break no law that applies to you, wherever it comes from.",
        "Do nothing that uses or hurts children, and do not try to.",
        "Do not make or spread what can be shown to be untrue in order to hurt somebody.",
        "Do not make or spread details about a person by which that person could be hurt.",
        "Do not insult, belittle or pester anybody.",
        "Do not let it decide by itself about anybody's rights or duties.",
        "Do not treat people worse for how they behave or what they seem to be like, online or "
        "off, as observed or as guessed.",
        "Do not take advantage of people who are weaker because of their age, situation, body or "
        "mind, so that they act in a way that does harm to them or to others.",
        "Do not treat people worse for anything that the law protects them for.",
        "Do not give medical advice with it, and do not read medical findings with it.",
        "Do not use it to administer justice, enforce law, or decide on immigration or asylum: "
        "not to predict that somebody will commit a crime, for example.",
    ],
    "notice": "Whoever offers this model to others, over a network too, has to bind them to the "
    "same restrictions and hand them a copy of the licence. Its makers claim no rights in what "
    "you make with it; you answer for that.",
}
# The models for a machine without AWS.
_OWN_MODELS = ("easel-renderer", "easel-small")
_OWN: dict[str, Any] = {
    "license": "Apache-2.0",
    "url": "https://www.apache.org/licenses/LICENSE-2.0",
    "use_restrictions": [],
    "notice": "A model of Easel's own, for trying Easel: it is under Easel's licence.",
}
_UNKNOWN: dict[str, Any] = {
    "license": None,
    "url": None,
    "use_restrictions": None,
    "notice": "This model was not put there by Easel: its licence is its own and not known here. "
    "Ask whoever runs this service.",
}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/v1/license")
@router.head("/v1/license")
def get_license() -> Response[str]:
    headers = {"Cache-Control": "public, max-age=3600"}
    body = license_json(current_service().settings)
    return json_response(router.current_event, HTTPStatus.OK, body, headers)


def license_json(settings: Settings) -> dict[str, Any]:
    known = _UNKNOWN
    if settings.model_id in _RAIL_MODELS:
        known = _RAIL
    elif settings.model_id in _OWN_MODELS:
        known = _OWN
    return {
        "service": {
            "name": "Easel",
            "license": "Apache-2.0",
            "url": "https://www.apache.org/licenses/LICENSE-2.0",
        },
        "model": {"id": f"{settings.model_id}@{settings.model_version}", **known},
    }
