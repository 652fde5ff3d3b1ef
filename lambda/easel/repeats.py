"""Recognizes a repeated request, and gives it the seed of the first. So it joins the same job."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from botocore.exceptions import BotoCoreError, ClientError

from .api.body import json_body
from .api.request import Order
from .callers.caller import Caller
from .callers.seeds import body_hash, text_hash
from .errors import Capacity, EaselError, IdempotencyMismatch, fault
from .pictures.job import Job
from .service import Service

_IDEMPOTENT_FOR = timedelta(days=1)
_RETRIED_WITHIN = timedelta(minutes=15)

logger = Logger(child=True)


def as_first_sent(
    order: Order, event: APIGatewayProxyEvent, caller: Caller, service: Service
) -> Order:
    """`order` with the seed of the first request with this Idempotency-Key.

    So a repeat joins the job of the first request, whether the job still runs or has ended.

    Raises:
        IdempotencyMismatch: the first request with this key had another body.
    """
    idempotency_key = event.headers.get("idempotency-key")
    if not idempotency_key:
        return order
    name = f"{caller.id}#{text_hash(idempotency_key)}"
    asked = body_hash(json_body(event))
    first, seed = service.seeds.keep(name, asked, order.picture.seed, _IDEMPOTENT_FOR)
    if first != asked:
        raise IdempotencyMismatch(
            "this Idempotency-Key came with another body before; take a new one"
        )
    return order.with_seed(seed)


def as_last_tried(
    order: Order, event: APIGatewayProxyEvent, caller: Caller, service: Service
) -> Order:
    """`order`, with the seed of an earlier request with the same body if this is its repeat.

    It is a repeat if the caller was told to come back for a picture, and has not done so yet. It
    also is one if the client says so: OpenAI's clients mark a retry by `x-stainless-retry-count`.
    If there is an Idempotency-Key, the key alone decides which request is a repeat.

    Each request is remembered before its picture is asked for, since its answer may be lost. A
    request that is not a retry gets a new picture: a caller who sends the same prompt twice expects
    that.

    Raises:
        IdempotencyMismatch: the first request with this Idempotency-Key had another body.
    """
    if event.headers.get("idempotency-key"):
        return as_first_sent(order, event, caller, service)
    asked = body_hash(json_body(event))
    name = f"{caller.id}#retry#{asked}"
    request = request_name(event, caller, service)
    seed = service.owed.take(request)
    if seed is None and _is_retry(event.headers.get("x-stainless-retry-count")):
        seed = service.seeds.find(name)
    if seed is not None:
        order = order.with_seed(seed)
    with owed_if_it_fails(request, order.picture.seed, service):
        service.seeds.put(name, asked, order.picture.seed, _RETRIED_WITHIN)
    return order


def request_name(event: APIGatewayProxyEvent, caller: Caller, service: Service) -> str:
    """A name for the request of this caller with this body, the same each time it comes. A link may
    show the name: it is signed, so it tells nothing about the body.

    If there is an Idempotency-Key, the name is "": nothing is owed, since the key alone decides.
    """
    if event.headers.get("idempotency-key"):
        return ""
    return service.signer.sign("request", f"{caller.id}#{body_hash(json_body(event))}")


def owe(request: str, seed: int, service: Service) -> None:
    """Note that the caller of `request` is owed the picture with `seed`."""
    if request:
        with _not_vital():
            service.owed.owe(request, seed)


def settle(request: str, seed: int, service: Service) -> None:
    """Note that the caller of `request` has come back for the picture with `seed`."""
    if request:
        with _not_vital():
            service.owed.settle(request, seed)


def owe_until_asked(
    event: APIGatewayProxyEvent, caller: Caller, job: Job, service: Service
) -> None:
    """If this request comes again, it gets the picture of `job`, until somebody asks for `job`: the
    answer may be lost that says which job it is."""
    if request := request_name(event, caller, service):
        with _not_vital():
            service.owed.owe_until_asked(request, job.id, job.picture.seed)


def asked_for(job: Job, service: Service) -> None:
    """Somebody asks for `job`, so no answer was lost."""
    with _not_vital():
        service.owed.asked(job.id)


@contextmanager
def owed_if_it_fails(request: str, seed: int, service: Service) -> Iterator[None]:
    """If the block fails for a reason that passes, the caller of `request` is owed the picture with
    `seed`. So the next try gets this picture, which may be paid for already."""
    try:
        yield
    except Exception as error:
        if isinstance(error, Capacity) or not isinstance(error, EaselError):
            owe(request, seed, service)
        raise


@contextmanager
def _not_vital() -> Iterator[None]:
    """Go on if the block fails: without the note in the table, the client still gets its answer."""
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        logger.warning("not noted what the caller is owed", extra=fault(error))


def _is_retry(count: str | None) -> bool:
    return bool(count and count.isascii() and count.isdigit() and count.strip("0"))
