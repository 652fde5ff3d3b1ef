"""A request that may be a repeat: with the seed of the first one it joins that one's job."""

from datetime import timedelta

from .api.request import Order
from .callers.caller import Caller
from .callers.seeds import body_hash, text_hash
from .errors import IdempotencyMismatch
from .service import Service

_IDEMPOTENT_FOR = timedelta(days=1)
_RETRIED_WITHIN = timedelta(minutes=15)


def as_first_sent(
    order: Order, body: bytes, idempotency_key: str | None, caller: Caller, service: Service
) -> Order:
    """`order` with the seed that this Idempotency-Key had the first time, so that a repeat joins
    the job of the first request, while it runs and afterwards.

    Raises:
        IdempotencyMismatch
    """
    if not idempotency_key:
        return order
    name = f"{caller.id}#{text_hash(idempotency_key)}"
    asked = body_hash(body)
    first, seed = service.seeds.keep(name, asked, order.picture.seed, _IDEMPOTENT_FOR)
    if first != asked:
        raise IdempotencyMismatch(
            "this Idempotency-Key came with another body before; take a new one"
        )
    return order.with_seed(seed)


def as_last_tried(
    order: Order, body: bytes, retry_count: str | None, caller: Caller, service: Service
) -> Order:
    """`order` with the seed of the same caller's last try of the same body, when `retry_count`,
    what OpenAI's clients send as `x-stainless-retry-count`, says that this is a retry.

    Every try is remembered, and before anything is asked for: what comes back may be lost. A
    first try draws a picture of its own, as someone expects who asks for the same prompt twice.
    """
    asked = body_hash(body)
    name = f"{caller.id}#retry#{asked}"
    if _is_retry(retry_count) and (seed := service.seeds.find(name)) is not None:
        order = order.with_seed(seed)
    service.seeds.put(name, asked, order.picture.seed, _RETRIED_WITHIN)
    return order


def _is_retry(count: str | None) -> bool:
    return bool(count and count.isascii() and count.isdigit() and count.strip("0"))
