"""The steps of every POST for a picture, before the picture is asked for. Read it top to bottom;
ask.py comes next."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from botocore.exceptions import BotoCoreError, ClientError

from .access import count_post, who
from .api.request import Order
from .callers.caller import Caller
from .callers.claims import Claimant
from .callers.quotas import Standing
from .callers.seeds import text_hash
from .english import in_english
from .service import Service


@dataclass(frozen=True, slots=True)
class Taken:
    """An order that was accepted, and the caller who gave it.

    `claimant` will hold the claim on the picture. In open mode `token` proves the claim. The token
    is derived from `claim`; a wait link may show `claim`. In open mode the claim is of this request
    alone, or if it is `repeatable`, of all requests with its Idempotency-Key.
    """

    order: Order
    caller: Caller
    standing: Standing
    claimant: Claimant
    claim: str
    token: str | None
    repeatable: bool

    @property
    def told_once(self) -> Claimant | None:
        """The claimant, if only the answer to this request tells the token."""
        return self.claimant if self.token and not self.repeatable else None


def take_order(
    event: APIGatewayProxyEvent,
    service: Service,
    read: Callable[[APIGatewayProxyEvent, Service], Order],
    *,
    repeat: Callable[[Order, APIGatewayProxyEvent, Caller, Service], Order] | None = None,
) -> Taken:
    """The order in `event`, checked, counted and translated.

    `read` parses the order as its route writes it. `repeat` gives the order the seed of an earlier
    request, if this request repeats that one.

    Raises:
        EaselError: the order is not accepted; no picture was spent.
    """
    caller = who(event, service)  # 1. who asks
    standing = count_post(caller, service)  # 2. how often they ask
    order = read(event, service)  # 3. for which picture
    if repeat:
        order = repeat(order, event, caller, service)  # 4. whether they asked for it before
    order = in_english(order, caller, service)  # 5. in the model's language
    key = event.headers.get("idempotency-key")
    request = text_hash(key) if key else secrets.token_urlsafe(16)
    claim = caller.claim_on(order.picture.id(service.signer), service.signer, request)
    claimant, token = caller.claimant(claim, service.signer)  # 6. how they will hold the picture
    return Taken(order, caller, standing, claimant, claim, token, repeatable=bool(key))


@contextmanager
def told(claimant: Claimant | None, job_id: str, service: Service) -> Iterator[None]:
    """Drop the claim of `claimant` if the block fails, since then nobody learns its token.

    Otherwise this claim would hold the picture for ever, and the token of the caller's next try
    could not delete it.
    """
    try:
        yield
    except Exception:
        if claimant:
            with suppress(ClientError, BotoCoreError):  # it was not held yet, or AWS is busy
                service.claims.drop(job_id, claimant)
        raise
