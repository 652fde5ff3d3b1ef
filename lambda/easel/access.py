"""Finds out who makes a request: the holder of a key, or an IP address in open mode."""

import base64
import binascii
import ipaddress
import secrets
from datetime import datetime
from typing import Any

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from .callers.caller import Caller, token_holder
from .callers.claims import Claimant
from .callers.quotas import DAY, Quota, Standing
from .callers.seeds import text_hash
from .callers.spending import Spending, give_back_later
from .errors import MOST_RETRY_AFTER_S, InvalidApiKey, RateLimited
from .recordings.recording import DROPPED
from .service import Service
from .settings import Access, Settings

# The header that CloudFront adds with this deployment's secret.
ORIGIN_HEADER = "x-easel-origin"
# Replicate's tokens have 40. A shorter text, such as "none", may be what many people send who share
# an address.
_SECRET_CHARACTERS = 20


def who(event: APIGatewayProxyEvent, service: Service) -> Caller:
    """The caller of this request.

    Raises:
        InvalidApiKey: this deployment asks for keys, and the request has no valid one.
    """
    settings = service.settings
    if settings.access is Access.KEY:
        key = service.keys.find(credential(event) or "")
        if key is None:
            raise InvalidApiKey("send a valid key as Authorization: Bearer, or as x-api-key")
        owner = f"key#{key.name}"
        return Caller(owner, owner, key.daily, settings.posts_per_minute)
    return Caller(
        address_id(event, service),
        None,
        settings.daily_pictures_per_address,
        settings.posts_per_minute,
    )


def address_id(event: APIGatewayProxyEvent, service: Service) -> str:
    """The name of the request's address. The table holds a signature of the address, not the
    address."""
    network = _network(client_address(event, service.settings))
    return f"address#{service.signer.sign('address', network)}"


def count_post(caller: Caller, service: Service) -> Standing:
    """Count one more POST of `caller` in this minute, and return what is left.

    Raises:
        RateLimited: there were too many in this minute.
    """
    fits, standing = service.quotas.take(caller.posts)
    if not fits:
        raise RateLimited(
            f"at most {standing.limit} POSTs a minute",
            retry_after_s=min(standing.reset_s, MOST_RETRY_AFTER_S),
            headers=standing.headers(),
        )
    return standing


def count_recording(caller: Caller, service: Service) -> Spending:
    """Count one more recording of `caller` today.

    A recording costs money before its words are known, and far more than a picture that nobody
    draws. So recordings have quotas of their own.

    Raises:
        QuotaExceeded: the recordings of this day are used up.
    """
    spending = Spending(service.quotas, 1, service.clock.now())
    for quota, whose in zip(
        _recordings(caller, service), ("your", "this deployment's"), strict=True
    ):
        spending.take(quota, f"{whose} {quota.limit} recordings")
    return spending


def uncount_recording(caller: Caller, counted_at: datetime, service: Service) -> None:
    """Uncount a recording that was counted at `counted_at` and was never uploaded."""
    for quota in _recordings(caller, service):
        give_back_later(service.quotas, quota, 1, counted_at)


def _recordings(caller: Caller, service: Service) -> list[Quota]:
    settings = service.settings
    everyone = Quota("recordings", settings.daily_recordings, DAY)
    # What lies in the bucket came from the operator.
    dropped = caller.id == DROPPED
    most = everyone.limit if dropped else settings.daily_recordings_per_caller
    return [Quota(f"recordings#{caller.id}", most, DAY), everyone]


def claimant(event: APIGatewayProxyEvent, service: Service) -> Claimant:
    """The claimant that the request's key or delete token stands for.

    Raises:
        InvalidApiKey: the request has no valid key, or no token in open mode.
    """
    if service.settings.access is Access.KEY:
        owner = who(event, service).id
        return Claimant(owner, owner)
    token = credential(event)
    if not token:
        raise InvalidApiKey("send the delete_token of your POST as Authorization: Bearer")
    return token_holder(token)


def api_token_claim(
    event: APIGatewayProxyEvent, caller: Caller, asked_for: str, service: Service
) -> str | None:
    """The claim of `caller` that the API token of this request holds in open mode, or None if there
    is no token that only this caller can know.

    The token may be any that a client sends with all its requests. It counts at this address only.
    """
    token = credential(event) or ""
    if len(token) < _SECRET_CHARACTERS:
        return None
    return caller.claim_on(asked_for, service.signer, text_hash(token))


def credential(event: APIGatewayProxyEvent) -> str | None:
    """The key or token in `Authorization: Bearer`, in `x-api-key`, in Azure's `api-key`, or in the
    password of `Basic`. Replicate's older clients write `Token` for `Bearer`."""
    scheme, _, value = (event.headers.get("authorization") or "").strip().partition(" ")
    value = value.strip()
    if scheme.lower() in ("bearer", "token") and value:
        return value
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value).decode().partition(":")[2] or None
        except (binascii.Error, UnicodeDecodeError, ValueError):
            return None
    return event.headers.get("x-api-key") or event.headers.get("api-key") or None


def came_through_cloudfront(event: APIGatewayProxyEvent, settings: Settings) -> bool:
    sent = event.headers.get(ORIGIN_HEADER) or ""
    return secrets.compare_digest(sent.encode(), settings.origin_secret.encode())


def stage_prefix(event: APIGatewayProxyEvent, settings: Settings) -> str:
    """The prefix of every path of the API, as this caller sees it.

    It is `/prod` at API Gateway's own address. Through CloudFront it is "", since CloudFront adds
    the stage itself.
    """
    stage = f"/{event.request_context.stage}"
    seen = str(event.request_context.path)
    if came_through_cloudfront(event, settings) or not seen.startswith(f"{stage}/"):
        return ""
    return stage


def client_address(event: APIGatewayProxyEvent, settings: Settings) -> str:
    """The caller's IP address.

    CloudFront appends the caller's address to the X-Forwarded-For header. Then API Gateway appends
    CloudFront's own address. If the request did not come through CloudFront, the caller may have
    written the whole header, so the header is not read.
    """
    hops = [hop.strip() for hop in (event.headers.get("x-forwarded-for") or "").split(",")]
    if came_through_cloudfront(event, settings) and len(hops) >= 2:
        return hops[-2]
    identity: Any = event.request_context.identity
    return str(identity.source_ip)


def _network(address: str) -> str:
    """The network that counts as one caller: an IPv4 address or an IPv6 /64. Every IPv6 customer
    has at least a /64."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))
