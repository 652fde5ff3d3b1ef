"""The routes for OpenAI's clients. They do not know 202, so they follow redirects until the picture
is there. Read it top to bottom."""

import base64
import re
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..access import address_id, stage_prefix, who
from ..api.body import json_body
from ..api.openai_request import parse_generation_request
from ..api.prefer import answer_by
from ..api.request import Order
from ..api.responses import json_response
from ..api.wait_link import WaitLink, parse_wait_link
from ..ask import ask
from ..callers.caller import delete_token, token_holder
from ..callers.claims import Hold
from ..errors import AlreadyTerminal, Deleted, ModelWarming, NotFound
from ..pictures.job import Job, Status
from ..repeats import as_last_tried
from ..service import Service, current_service
from ..take_order import take_order, told
from ..waiting import Waited, wait_for_job

if TYPE_CHECKING:
    from ..api.openai_bodies import OpenAIImage, OpenAIImages, OpenAIModel, OpenAIModels

# How many redirects in a row a client follows: OpenAI's own clients 20, aiohttp 9, Go 10.
_OPENAI_CAP, _CAP = 19, 8
_OPENAI_CLIENT = re.compile(r"(Async)?(Azure)?OpenAI/(Python|JS)\b")
_NO_STORE = {"Cache-Control": "no-store"}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.post("/v1/images/generations")
def generate_images() -> Response[str]:
    service, event = current_service(), router.current_event
    taken = take_order(event, service, _read, repeat=as_last_tried)  # 1. what for, and for whom
    until = answer_by(
        event, router.lambda_context, service.clock, wait_s=service.settings.max_wait_s
    )
    with told(taken.told_once, taken.order.picture.id(service.signer), service):
        # 2. the picture, or where to wait for it
        asked = ask(taken.order, taken.caller, taken.claimant, service, until=until)
        here = WaitLink(
            job_id=asked.job.id,
            format=taken.order.answer_format,
            cap=_cap(event),
            expires=asked.job.deadline,
            claim=taken.claim if taken.token else "",
        )
        waited = Waited(asked.job, asked.wait_refused)
        response = _answer(event, waited, here, service)  # 3. the links, or a redirect
    response.headers.update(taken.standing.headers())
    return response


def _read(event: APIGatewayProxyEvent, service: Service) -> Order:
    return parse_generation_request(json_body(event), service.settings)


@router.get("/v1/wait/<job_id>")
@router.head("/v1/wait/<job_id>")
def wait_for_images(job_id: str) -> Response[str]:
    service, event = current_service(), router.current_event
    query = event.query_string_parameters or {}
    here = parse_wait_link(job_id, query, service.signer, service.clock.now())
    job = service.jobs.get(job_id)
    if job is None:
        raise NotFound("there is no such image any more")
    until = answer_by(
        event, router.lambda_context, service.clock, wait_s=service.settings.max_wait_s
    )
    # The link needs no key, so the address counts as the caller.
    waited = wait_for_job(job, service, until=until, caller_id=lambda: address_id(event, service))
    holder = token_holder(delete_token(here.claim, service.signer)) if here.claim else None
    drawn = waited.found.status is Status.SUCCEEDED
    if holder and drawn and service.claims.state(job_id, holder) is not Hold.HELD:
        here = replace(here, claim="")  # an earlier GET of this link failed
    with told(holder, job_id, service):
        return _answer(event, waited, here, service)


def _answer(
    event: APIGatewayProxyEvent, waited: Waited[Job], here: WaitLink, service: Service
) -> Response[str]:
    """A response with the picture, or a redirect to the next wait link.

    Raises:
        EaselError: the job ended without a picture, or the client has to come again later: it would
            follow no more redirects, or it could not wait.
    """
    job = waited.found
    if job.error:
        raise job.error.as_exception(job.id)
    if job.status.gone:
        raise Deleted("this image was deleted")
    if job.status is Status.CANCELED:
        raise AlreadyTerminal("the job was canceled", job_id=job.id)
    if job.status is Status.SUCCEEDED:
        return json_response(event, HTTPStatus.OK, _images_json(job, here, service), _NO_STORE)
    # A client that cannot wait would follow all its redirects at once.
    if here.hops >= here.cap or waited.refused:
        raise ModelWarming(
            "the picture is still being drawn; Location says where it will be", job_id=job.id
        )
    location = stage_prefix(event, service.settings) + here.next(job).path(service.signer)
    return json_response(event, HTTPStatus.SEE_OTHER, None, {**_NO_STORE, "Location": location})


def _images_json(job: Job, here: WaitLink, service: Service) -> "OpenAIImages":
    """OpenAI's ImagesResponse; `id` and `delete_token` are Easel's additions."""
    data = []
    for image in job.images:
        shown: OpenAIImage = {"revised_prompt": job.picture.prompt}
        if here.format == "b64_json":
            shown["b64_json"] = base64.b64encode(service.images.read(image.key)).decode()
        else:
            shown["url"] = f"{service.settings.public_url}/{image.key}"
        data.append(shown)
    body: OpenAIImages = {
        "created": int((job.completed_at or job.created_at).timestamp()),
        "data": data,
        "size": f"{job.images[0].width}x{job.images[0].height}",
        "output_format": "jpeg",
        "id": job.id,
    }
    if here.claim:
        body["delete_token"] = delete_token(here.claim, service.signer)
    return body


def _cap(event: APIGatewayProxyEvent) -> int:
    user_agent = event.headers.get("user-agent") or ""
    return _OPENAI_CAP if _OPENAI_CLIENT.match(user_agent) else _CAP


@router.get("/v1/models")
@router.head("/v1/models")
def list_models() -> Response[str]:
    service, event = current_service(), router.current_event
    who(event, service)
    body: OpenAIModels = {"object": "list", "data": [_model_json(service)]}
    return json_response(event, HTTPStatus.OK, body, _NO_STORE)


@router.get("/v1/models/<model_id>")
@router.head("/v1/models/<model_id>")
def get_model(model_id: str) -> Response[str]:
    service, event = current_service(), router.current_event
    who(event, service)
    if unquote(model_id) != service.settings.model_id:
        raise NotFound("there is no such model; GET /v1/models names the one that exists")
    return json_response(event, HTTPStatus.OK, _model_json(service), _NO_STORE)


# If the endpoint existed before Easel, the name of its model is <endpoint>/<component>.
@router.get("/v1/models/<endpoint>/<component>")
@router.head("/v1/models/<endpoint>/<component>")
def get_component(endpoint: str, component: str) -> Response[str]:
    return get_model(f"{endpoint}/{component}")


def _model_json(service: Service) -> "OpenAIModel":
    # created: nobody knows when the model was made, but OpenAI's clients want a number.
    return {"id": service.settings.model_id, "object": "model", "created": 0, "owned_by": "easel"}
