"""The routes for Replicate's clients. They poll until a prediction has ended, and follow no
redirects. Read it top to bottom."""

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..access import api_token_claim, claimant, who
from ..api.body import json_body
from ..api.prefer import answer_by, preference
from ..api.replicate_json import prediction_json, version_json
from ..api.replicate_request import parse_prediction_request
from ..api.representation import cache_control
from ..api.request import Order
from ..api.responses import json_response
from ..ask import ask
from ..callers.claims import Claimant, Hold
from ..errors import AlreadyTerminal, Deleted
from ..pictures.job import Status
from ..repeats import as_last_tried, asked_for, owe_until_asked
from ..service import Service, current_service
from ..take_order import Taken, take_order, told
from ..waiting import wait_for_job
from .images import cancel, existing, page, visible

if TYPE_CHECKING:
    from ..api.replicate_bodies import Predictions

_PAGE = 100
_NO_STORE = {"Cache-Control": "no-store"}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.post("/v1/predictions")
@router.post("/v1/models/<owner>/<name>/predictions")
def create_prediction(**_model: str) -> Response[str]:
    service, event = current_service(), router.current_event
    taken = take_order(event, service, _read, repeat=as_last_tried)  # 1. what for, and for whom
    job_id = taken.order.picture.id(service.signer)
    taken = _held_by_api_token(taken, job_id, event, service)
    wait_s = _wait_s(event, service)
    until = answer_by(event, router.lambda_context, service.clock, wait_s=wait_s)
    with told(taken.told_once, job_id, service):
        # 2. the picture, or its place in line
        asked = ask(taken.order, taken.caller, taken.claimant, service, until=until)
        if wait_s and not asked.job.status.ended:
            owe_until_asked(event, taken.caller, asked.job, service)
        body = prediction_json(asked.job, public_url=service.settings.public_url)
        if taken.token:
            body["delete_token"] = taken.token
        headers = {**_NO_STORE, **taken.standing.headers()}
        return json_response(event, HTTPStatus.CREATED, body, headers)  # 3. how it stands


def _read(event: APIGatewayProxyEvent, service: Service) -> Order:
    return parse_prediction_request(json_body(event), service.settings)


def _wait_s(event: APIGatewayProxyEvent, service: Service) -> float:
    """How long to wait: not at all without `Prefer`, and as long as possible for `wait` alone."""
    wants = (event.headers.get("prefer") or "").strip().lower() == "wait"
    default_wait_s = service.settings.max_wait_s if wants else 0
    return preference(event, service, default_wait_s=default_wait_s).wait_s


@router.get("/v1/predictions/<job_id>")
@router.head("/v1/predictions/<job_id>")
def get_prediction(job_id: str) -> Response[str]:
    service, event = current_service(), router.current_event
    job = visible(existing(job_id, service), service, event)
    asked_for(job, service)
    until = answer_by(event, router.lambda_context, service.clock, wait_s=_wait_s(event, service))
    job = wait_for_job(job, service, until=until, caller_id=lambda: who(event, service).id).found
    if job.status.gone:
        raise Deleted("this image was deleted")
    body = prediction_json(job, public_url=service.settings.public_url)
    return json_response(event, HTTPStatus.OK, body, {"Cache-Control": cache_control(job)})


@router.post("/v1/predictions/<job_id>/cancel")
def cancel_prediction(job_id: str) -> Response[str]:
    """Cancel the prediction. If it has ended already, show how."""
    service, event = current_service(), router.current_event
    try:
        job = cancel(job_id, _holder(job_id, event, service), service)
    except AlreadyTerminal:
        job = existing(job_id, service)
    if not job.status.ended:  # it is drawn for others
        job = replace(job, status=Status.CANCELED)
    body = prediction_json(job, public_url=service.settings.public_url)
    return json_response(event, HTTPStatus.OK, body, _NO_STORE)


@router.get("/v1/predictions")
@router.head("/v1/predictions")
def list_predictions() -> Response[str]:
    """The predictions of the caller's key. In open mode no caller can be recognized again."""
    service, event = current_service(), router.current_event
    url, owner = service.settings.public_url, who(event, service).owner
    body: Predictions = {"previous": None, "next": None, "results": []}
    if owner:
        cursor = (event.query_string_parameters or {}).get("cursor")
        jobs, following = page(owner, _PAGE, cursor, service)
        body["results"] = [prediction_json(job, public_url=url) for job in jobs]
        if following:
            body["next"] = f"{url}/v1/predictions?cursor={following}"
    return json_response(event, HTTPStatus.OK, body, _NO_STORE)


@router.get("/v1/models/<owner>/<name>/versions/<version>")
@router.head("/v1/models/<owner>/<name>/versions/<version>")
def get_version(**_model: str) -> Response[str]:
    service, event = current_service(), router.current_event
    who(event, service)
    body = version_json(service.settings.model_version)
    return json_response(event, HTTPStatus.OK, body, _NO_STORE)


# In open mode, a caller cancels with the token of an earlier answer. But Replicate's clients send
# one API token with all requests, whatever came back. So this token holds the claim.


def _held_by_api_token(
    taken: Taken, job_id: str, event: APIGatewayProxyEvent, service: Service
) -> Taken:
    claim = api_token_claim(event, taken.caller, job_id, service) if taken.token else None
    if claim is None:
        return taken
    holder, token = taken.caller.claimant(claim, service.signer)
    # Each request with this API token is told the same token.
    return replace(taken, claimant=holder, claim=claim, token=token, repeatable=True)


def _holder(job_id: str, event: APIGatewayProxyEvent, service: Service) -> Claimant:
    """The claimant that the request's key, API token or delete_token stands for."""
    mine = claimant(event, service)
    caller = who(event, service)
    claim = None if caller.owner else api_token_claim(event, caller, job_id, service)
    if claim is None:
        return mine
    by_api_token, _ = caller.claimant(claim, service.signer)
    held = service.claims.state(job_id, by_api_token) is not Hold.NONE
    return by_api_token if held else mine
