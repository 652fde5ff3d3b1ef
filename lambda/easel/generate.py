"""A prompt comes in over HTTP, a link to a JPEG goes out. Read it top to bottom, then ask.py.

Every route of the API leads here; those that do not begin with a prompt are in routers of their
own, included at the end.
"""

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from . import contract, own_images
from .access import Caller, who
from .ask import ask
from .contract import allowed_methods
from .errors import (
    EaselError,
    IdempotencyMismatch,
    Internal,
    MethodNotAllowed,
    NotFound,
    RateLimited,
    fault,
)
from .http import answer_by, json_body, json_response, problem_response
from .job import Status, seconds_per_image
from .own_images import job_response, preference
from .quotas import Standing
from .request import Order, parse_draw_request
from .seeds import body_hash, text_hash
from .service import Service, service

if TYPE_CHECKING:
    from .bodies import ServiceStatus

_IDEMPOTENT_FOR = timedelta(days=1)

logger = Logger(service="generate")
metrics = Metrics(namespace="Easel", service="generate")
app = APIGatewayRestResolver()


@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    # What a caller can quote, in every line.
    logger.append_keys(request_id=event["requestContext"]["requestId"])
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    return app.resolve(event, context)


@app.post("/v1/images")
def create_image() -> Response[str]:
    own, event = service(), app.current_event
    caller = who(event, own.settings, own.keys, own.id_secret)  # 1. who asks, and how often
    standing = count_post(caller, own)
    body = json_body(event)
    order = parse_draw_request(body, own.settings)  # 2. what for
    order = _same_as_before(order, body, caller, own)
    preferred = preference(event, own, default_wait_s=own.settings.max_wait_s)
    until = answer_by(event, app.lambda_context, own.clock, wait_s=preferred.wait_s)

    claimant, token = caller.new_claimant()
    asked = ask(order, caller, claimant, own, until=until)  # 3. the picture, or its place in line

    if asked.job.error:
        raise asked.job.error.as_exception(asked.job.id)
    status = HTTPStatus.OK  # drawn before; or canceled while it was waited for
    if not asked.job.status.ended:
        status = HTTPStatus.ACCEPTED
    elif asked.job.status is Status.SUCCEEDED and not asked.cached:
        status = HTTPStatus.CREATED
    response = job_response(
        event, asked.job, own, preferred, status=status, cached=asked.cached, delete_token=token
    )
    response.headers.update(standing.headers())
    return response


@app.get("/v1/status")
@app.head("/v1/status")
def get_status() -> Response[str]:
    own = service()
    body: ServiceStatus = {
        "endpoint": own.endpoint_status.state(),
        "queue": own.jobs.count_open(),
        "seconds_per_image": seconds_per_image(own.jobs.recently_drawn()),
    }
    return json_response(app.current_event, HTTPStatus.OK, body, {"Cache-Control": "no-store"})


def count_post(caller: Caller, own: Service) -> Standing:
    """One more POST of `caller` in this minute.

    Raises:
        RateLimited
    """
    fits, standing = own.quotas.take(caller.posts)
    if not fits:
        raise RateLimited(
            f"at most {standing.limit} POSTs a minute",
            retry_after_s=standing.reset_s,
            headers=standing.headers(),
        )
    return standing


def _same_as_before(order: Order, body: bytes, caller: Caller, own: Service) -> Order:
    """`order` with the seed that this Idempotency-Key had the first time, so that a repeat joins
    the job of the first request, while it runs and afterwards."""
    key = app.current_event.headers.get("idempotency-key")
    if not key:
        return order
    name = f"{caller.id}#{text_hash(key)}"
    asked = body_hash(body)
    first, seed = own.seeds.keep(name, asked, order.picture.seed, _IDEMPOTENT_FOR)
    if first != asked:
        raise IdempotencyMismatch("this Idempotency-Key came with another body before; take a new")
    return order.with_seed(seed)


app.include_router(own_images.router)
app.include_router(contract.router)


# Every failure leaves through here, in one shape.


@app.exception_handler(EaselError)  # type: ignore[untyped-decorator]
def _refuse(error: EaselError) -> Response[str]:
    return _refusal(error)


@app.not_found
def _no_route(_: NotFoundError) -> Response[str]:
    event = app.current_event
    allowed = allowed_methods(event.path)
    if allowed and event.http_method not in allowed:
        response = _refusal(MethodNotAllowed(f"use {' or '.join(allowed)} here"))
        response.headers["Allow"] = ", ".join(allowed)
        return response
    return _refusal(NotFound("there is no such route; see /docs"))


@app.exception_handler(Exception)  # type: ignore[untyped-decorator]
def _broke(error: Exception) -> Response[str]:
    metrics.add_metric("Broke", MetricUnit.Count, 1)
    logger.error("generate broke", extra=fault(error))
    return _refusal(Internal("something broke here; tell the operator the x-request-id"))


def _refusal(error: EaselError) -> Response[str]:
    return problem_response(app.current_event, error, public_url=service().settings.public_url)
