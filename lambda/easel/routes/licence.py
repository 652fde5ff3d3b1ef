"""GET /v1/license: the licences of Easel and of its model, and what they demand of a host."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..api.accept import prefers_page
from ..api.notices import words_page
from ..api.responses import html_response, json_response
from ..pages.page import Html, fill
from ..service import current_service
from ..settings import Settings

_RAIL_MODELS = ("model-txt2img-stabilityai-stable-diffusion-v2",)
_RAIL: dict[str, Any] = {
    "license": "CreativeML Open RAIL++-M",
    "url": "https://huggingface.co/stabilityai/stable-diffusion-2/blob/main/LICENSE-MODEL",
    # What the licence's Attachment A forbids, in our words. Only the licence's own words bind.
    "use_restrictions": [
        "Do not break any law that applies to you: local, national or international.",
        "Do not exploit or harm children, and do not try to.",
        "Do not make or spread provably false information in order to harm somebody.",
        "Do not make or spread personal details that could be used to harm a person.",
        "Do not insult, belittle or harass anybody.",
        "Do not let the model alone decide about anybody's rights or duties.",
        "Do not harm people, or treat them worse, because of how they behave (online or offline) "
        "or what they are like (known or guessed).",
        "Do not exploit the weaknesses that people have because of their age, situation, body or "
        "mind, if this makes them act in a way that harms them or others.",
        "Do not discriminate against people because of traits that the law protects.",
        "Do not use it to give medical advice, or to interpret medical results.",
        "Do not use it to administer justice, to enforce the law, or to decide on immigration or "
        "asylum. For example, do not use it to predict that somebody will commit a crime.",
    ],
    "notice": "If you offer this model to others, you must bind them to the same restrictions and "
    "give them a copy of the licence. Offering it over a network counts too. The makers of the "
    "model claim no rights in what you make with it. You are responsible for what you make.",
}
# The models for a machine without AWS.
_OWN_MODELS = ("easel-renderer", "easel-small")
_OWN: dict[str, Any] = {
    "license": "Apache-2.0",
    "url": "https://www.apache.org/licenses/LICENSE-2.0",
    "use_restrictions": [],
    "notice": "This model is part of Easel, for trying Easel. It is under Easel's licence.",
}
_UNKNOWN: dict[str, Any] = {
    "license": None,
    "url": None,
    "use_restrictions": None,
    "notice": "Easel did not set up this model and does not know its licence. Ask the operator of "
    "this service.",
}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/v1/license")
@router.head("/v1/license")
def get_license() -> Response[str]:
    """A person's browser gets a page, and a program gets JSON."""
    event = router.current_event
    headers = {"Cache-Control": "public, max-age=3600", "Vary": "Accept"}
    settings = current_service().settings
    body = license_json(settings)
    if prefers_page(event.headers.get("accept")):
        page = _page(body)
        return html_response(event, HTTPStatus.OK, page, headers, public_url=settings.public_url)
    return json_response(event, HTTPStatus.OK, body, headers)


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


def _page(body: dict[str, Any]) -> Html:
    easel, model = body["service"], body["model"]
    named = model["license"] or "unknown"
    told = fill(
        "licence.html",
        model=model["id"],
        licence=fill("link.html", url=model["url"], text=named) if model["url"] else named,
        restrictions=_list(model["use_restrictions"] or []),
        notice=model["notice"],
        easel_url=easel["url"],
        easel_licence=easel["license"],
    )
    return words_page("What the model may be used for", told)


def _list(restrictions: list[str]) -> Html:
    if not restrictions:
        return Html()
    items = Html("".join(fill("restriction.html", text=text) for text in restrictions))
    return fill("restrictions.html", items=items)
