"""The steps of every POST for a picture, before the picture is asked for. Read it top to bottom;
ask.py comes next."""

from collections.abc import Callable
from dataclasses import dataclass

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from .access import count_post, who
from .api.request import Order
from .callers.caller import Caller
from .callers.claims import Claimant
from .callers.quotas import Standing
from .english import in_english
from .service import Service


@dataclass(frozen=True, slots=True)
class Taken:
    """An order that was accepted, and the caller who gave it.

    `claimant` will hold the claim on the picture. In open mode `token` proves the claim. The token
    is derived from `claim`; a wait link may show `claim`.
    """

    order: Order
    caller: Caller
    standing: Standing
    claimant: Claimant
    claim: str
    token: str | None


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
    claim = caller.claim_on(order.picture.id(service.signer), service.signer)
    claimant, token = caller.claimant(claim, service.signer)  # 6. how they will hold the picture
    return Taken(order, caller, standing, claimant, claim, token)
