"""A request that may be a repeat: with the seed of the first one it joins that one's job."""

from datetime import timedelta

from .access import Caller
from .errors import IdempotencyMismatch
from .request import Order
from .seeds import body_hash, text_hash
from .service import Service

_IDEMPOTENT_FOR = timedelta(days=1)


def as_first_sent(
    order: Order, body: bytes, idempotency_key: str | None, caller: Caller, own: Service
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
    first, seed = own.seeds.keep(name, asked, order.picture.seed, _IDEMPOTENT_FOR)
    if first != asked:
        raise IdempotencyMismatch("this Idempotency-Key came with another body before; take a new")
    return order.with_seed(seed)
