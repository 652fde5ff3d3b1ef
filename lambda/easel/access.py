"""Who makes a request: the holder of a key, or in open mode someone at an address."""

import base64
import binascii
import ipaddress
import secrets
from datetime import datetime
from typing import Any

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from .callers.caller import Caller, token_holder
from .callers.claims import Claimant
from .callers.quotas import DAY, Quota, Spending, Standing
from .errors import InvalidApiKey, RateLimited
from .service import Service
from .settings import Access, Settings

# The header that CloudFront adds with this deployment's secret.
ORIGIN_HEADER = "x-easel-origin"


def who(event: APIGatewayProxyEvent, service: Service) -> Caller:
    """The caller of this request.

    Raises:
        InvalidApiKey: keys are asked for, and this is none that opens anything.
    """
    settings = service.settings
    if settings.access is Access.KEY:
        key = service.keys.find(credential(event) or "")
        if key is None:
            raise InvalidApiKey("send a valid key as Authorization: Bearer, or as x-api-key")
        owner = f"key#{key.name}"
        return Caller(owner, owner, key.daily, settings.posts_per_minute)
    # Signed: the table holds no addresses.
    address = service.signer.sign("address", _network(client_address(event, settings)))
    return Caller(
        f"address#{address}",
        None,
        settings.daily_pictures_per_address,
        settings.posts_per_minute,
    )


def count_post(caller: Caller, service: Service) -> Standing:
    """One more request of `caller` in this minute that may have a picture drawn.

    Raises:
        RateLimited
    """
    fits, standing = service.quotas.take(caller.posts)
    if not fits:
        raise RateLimited(
            f"at most {standing.limit} POSTs a minute",
            retry_after_s=standing.reset_s,
            headers=standing.headers(),
        )
    return standing


def count_recording(caller: Caller, service: Service) -> Spending:
    """One more recording of `caller` today. What it says is known only once it has cost something,
    so it is counted like a picture, apart from those.

    Raises:
        QuotaExceeded
    """
    spending = Spending(service.quotas, 1, service.clock.now())
    for quota, whose in zip(
        _recordings(caller, service), ("your", "this deployment's"), strict=True
    ):
        spending.take(quota, f"{whose} {quota.limit} recordings")
    return spending


def uncount_recording(caller: Caller, counted_at: datetime, service: Service) -> None:
    """A recording that was counted then never came."""
    Spending(service.quotas, 1, counted_at, _recordings(caller, service)).give_back()


def _recordings(caller: Caller, service: Service) -> list[Quota]:
    everyone = Quota("recordings", service.settings.daily_pictures, DAY)
    return [Quota(f"recordings#{caller.id}", caller.daily, DAY), everyone]


def claimant(event: APIGatewayProxyEvent, service: Service) -> Claimant:
    """Who wants to change, or see, a picture that they claim.

    Raises:
        InvalidApiKey: nothing was sent that could prove it.
    """
    if service.settings.access is Access.KEY:
        owner = who(event, service).id
        return Claimant(owner, owner)
    token = credential(event)
    if not token:
        raise InvalidApiKey("send the delete_token of your POST as Authorization: Bearer")
    return token_holder(token)


def credential(event: APIGatewayProxyEvent) -> str | None:
    """The key in `Authorization: Bearer`, `x-api-key`, or as the password of `Basic`."""
    scheme, _, value = (event.headers.get("authorization") or "").strip().partition(" ")
    value = value.strip()
    if scheme.lower() == "bearer" and value:
        return value
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[2] or None
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return None
    return event.headers.get("x-api-key") or None


def came_through_cloudfront(event: APIGatewayProxyEvent, settings: Settings) -> bool:
    sent = event.headers.get(ORIGIN_HEADER) or ""
    return secrets.compare_digest(sent.encode(), settings.origin_secret.encode())


def stage_prefix(event: APIGatewayProxyEvent, settings: Settings) -> str:
    """What stands before every path of the API where this caller sees it: nothing behind
    CloudFront, which adds the stage itself, and `/prod` at API Gateway's own address."""
    stage = f"/{event.request_context.stage}"
    seen = str(event.request_context.path)
    if came_through_cloudfront(event, settings) or not seen.startswith(f"{stage}/"):
        return ""
    return stage


def client_address(event: APIGatewayProxyEvent, settings: Settings) -> str:
    """The caller's IP address. CloudFront puts it behind whatever a caller claims in
    X-Forwarded-For, and API Gateway puts CloudFront's behind that; but a caller who goes to API
    Gateway directly could have written all of it."""
    hops = [hop.strip() for hop in (event.headers.get("x-forwarded-for") or "").split(",")]
    if came_through_cloudfront(event, settings) and len(hops) >= 2:
        return hops[-2]
    identity: Any = event.request_context.identity
    return str(identity.source_ip)


def _network(address: str) -> str:
    """One IPv4 address, or the /64 that one IPv6 customer has at the least."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
