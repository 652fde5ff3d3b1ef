"""A prompt comes in over HTTP, a link to a JPEG goes out. Read it top to bottom, then
take_order.py and ask.py.

Every request to the API comes in here. The other families of routes have routers of their own.
Transcripts of recordings come in here too, for spoken.py.
"""

import re
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from .api.body import json_body
from .api.cors import preflight, with_cors
from .api.job_response import job_response
from .api.prefer import Preference, answer_by, preference
from .api.request import Order, parse_draw_request
from .api.responses import json_response, problem_response
from .ask import Asked, ask
from .aws_errors import is_unavailable
from .errors import (
    Capacity,
    EaselError,
    FieldError,
    Internal,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    fault,
)
from .pictures.job import Status
from .repeats import as_first_sent
from .routes import images
from .service import Service, current_service
from .settings import Recordings
from .take_order import Taken, take_order, told
from .webhooks.receiver import NoReceiver, host_of
from .webhooks.webhook_signature import signing_key, whsec

if TYPE_CHECKING:
    from .api.bodies import ServiceStatus, Webhook

logger = Logger()
metrics = Metrics()
app = APIGatewayRestResolver()


# Each other family of routes, and the paths that are its own. It is loaded when a request for it
# comes, so that a cold start does not pay for it. A path may end in slashes.
_FAMILIES = {
    "audio": r"/v1/audio",
    "openai": r".*/generations/*$",
    "openai_models": r"(/v1)?/(models|images|audio)\b",
    "wait": r"/v1/wait/",
    "sdapi": r"/sdapi/v1/",
    "sdapi_state": r"/sdapi/v1/",
    "web": r"/+$|/web/",
    "hugging_face": r"/+$|(/hf-inference)?/models/",
    "replicate": r"/v1/(predictions|models/)",
    "missing": r"/(images|i)/",
    "oembed": r"/v1/oembed/*$",
    "docs": r"/(docs|openapi)\b",
    "prompts": r"/v1/prompts/",
    "licence": r"/v1/license/*$",
    "errors": r"/errors/",
    "legacy": r"/(text2image|api/inference/|robots\.txt)",
}


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if "Records" in event:
        from . import spoken  # requests do not need it, and its import is a tenth of a cold start

        return dict(spoken.handle(event, context))
    # Each log line holds this id. Callers see it too and can quote it.
    logger.append_keys(request_id=event["requestContext"]["requestId"])
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    origins = current_service().settings.allowed_origins
    if event["httpMethod"] == "OPTIONS":
        return preflight(event, origins)
    _load_routes_for(event["path"])
    return with_cors(app.resolve(event, context), event, origins)


@app.post("/v1/images")
def create_image() -> Response[str]:
    service, event = current_service(), app.current_event
    taken = take_order(event, service, _read, repeat=as_first_sent)  # 1. what for, and for whom
    preferred = preference(event, service, default_wait_s=service.settings.max_wait_s)
    until = answer_by(event, app.lambda_context, service.clock, wait_s=preferred.wait_s)
    with told(taken.told_once, taken.order.picture.id(service.signer), service):
        # 2. the picture, or its place in line
        asked = ask(taken.order, taken.caller, taken.claimant, service, until=until)
        if asked.job.error:
            raise asked.job.error.as_exception(asked.job.id)
        response = job_response(  # 3. the link
            event,
            asked.job,
            service,
            Preference(0) if asked.wait_refused else preferred,
            status=_status(asked),
            cached=asked.cached,
            delete_token=taken.token,
            webhook=_webhook(taken, service),
        )
    response.headers.update(taken.standing.headers())
    return response


def _status(asked: Asked) -> HTTPStatus:
    if not asked.job.status.ended:
        return HTTPStatus.ACCEPTED
    if asked.job.status is Status.SUCCEEDED and not asked.cached:
        return HTTPStatus.CREATED
    return HTTPStatus.OK  # drawn before; or canceled while this request waited


def _read(event: APIGatewayProxyEvent, service: Service) -> Order:
    """The order in the body of `event`. If it asks for a webhook, the webhook's URL is checked.

    Raises:
        InvalidRequest: a field is wrong, or a webhook may not go to that URL.
        PayloadTooLarge, UnsupportedMediaType: the body was not read.
    """
    order = parse_draw_request(json_body(event), service.settings)
    if order.webhook_url:
        try:
            service.receivers.find(order.webhook_url)
        except NoReceiver as error:
            detail = f"webhook.url: {error}"
            at = FieldError("#/webhook/url", detail)
            raise InvalidRequest("invalid_webhook_url", detail, errors=[at]) from error
    return order


def _webhook(taken: Taken, service: Service) -> "Webhook | None":
    """The webhook's URL, and the secret with which the caller verifies the webhook. None if the
    order asks for no webhook."""
    if not taken.order.webhook_url:
        return None
    host = host_of(taken.order.webhook_url)
    key = signing_key(service.signer, taken.claimant.id, host)
    return {"url": taken.order.webhook_url, "secret": whsec(key)}


@app.get("/v1/status")
@app.head("/v1/status")
def get_status() -> Response[str]:
    service = current_service()
    line = service.backlog.line()
    body: ServiceStatus = {
        "endpoint": service.endpoint_status.state(),
        "queue": line.length,
        "seconds_per_image": line.pace_s,
        "recordings": service.settings.recordings is Recordings.ON,
    }
    return json_response(app.current_event, HTTPStatus.OK, body, {"Cache-Control": "no-store"})


app.include_router(images.router)
_loaded = set[str]()


def _load_routes_for(path: str) -> None:
    for family, paths in _FAMILIES.items():
        if family not in _loaded and re.match(paths, path):
            app.include_router(import_module(f".routes.{family}", __package__).router)
            _loaded.add(family)


# Each failure leaves through here, in one shape.


@app.exception_handler(EaselError)  # type: ignore[untyped-decorator]
def _refuse(error: EaselError) -> Response[str]:
    # A GET of /v1/images/generations, for example, matches the route of a picture's id.
    return (_wrong_method() if isinstance(error, NotFound) else None) or _refusal(error)


@app.not_found
def _no_route(_: NotFoundError) -> Response[str]:
    doubled = app.current_event.path.startswith("/v1/v1/")  # replicate's client adds /v1 by itself
    detail = "leave /v1 out of the base URL" if doubled else "there is no such route; see /docs"
    return _wrong_method() or _refusal(NotFound(detail))


def _wrong_method() -> Response[str] | None:
    """A 405 if the path exists but not for this method, or None."""
    from .routes.docs import allowed_methods  # it reads the whole contract

    event = app.current_event
    allowed = allowed_methods(event.path)
    if not allowed or event.http_method in allowed:
        return None
    detail = f"use {' or '.join(allowed)} here"
    if event.path.startswith("/v1/wait/"):
        detail += "; with curl, follow redirects by -L, and leave out -X POST"
    response = _refusal(MethodNotAllowed(detail))
    response.headers["Allow"] = ", ".join(allowed)
    return response


@app.exception_handler(Exception)  # type: ignore[untyped-decorator]
def _broke(error: Exception) -> Response[str]:
    if is_unavailable(error):
        metrics.add_metric("Unavailable", MetricUnit.Count, 1)
        logger.warning("a service did not answer", extra=fault(error))
        return _refusal(Capacity("a service of AWS is busy or out of reach; try again in a moment"))
    metrics.add_metric("Broke", MetricUnit.Count, 1)
    logger.error("generate broke", extra=fault(error))
    return _refusal(Internal("something broke here; tell the operator the x-request-id"))


def _refusal(error: EaselError) -> Response[str]:
    return problem_response(
        app.current_event, error, public_url=current_service().settings.public_url
    )
