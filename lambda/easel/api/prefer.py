"""How long a request may wait: the `Prefer` header (RFC 7240), within API Gateway's limit."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.request import parse_http_list

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from ..clock import Clock
from ..service import Service
from .digits import whole_number

# API Gateway's limit counts from the request's arrival, so a cold start counts too.
_API_GATEWAY_S = 29.0
# The part of the limit that is kept for everything besides waiting.
_WAIT_MARGIN_S = 3.0


@dataclass(frozen=True, slots=True)
class Preference:
    """How many seconds to wait. `applied` is the value of `Preference-Applied`, or "" for none."""

    wait_s: float
    applied: str = ""


def parse_prefer(header: str | None, *, default_wait_s: float, max_wait_s: float) -> Preference:
    """The preference in `header`.

    As the RFC demands, unknown preferences are ignored. `respond-async, wait=10` means: wait for
    10 s, then answer without the picture.
    """
    asked: dict[str, str] = {}
    for preference in parse_http_list(header or ""):  # a comma in quotes separates nothing
        name, _, value = preference.partition(";")[0].partition("=")
        asked.setdefault(name.strip().lower(), value.strip().strip('"'))
    wait = asked.get("wait", "")
    if (seconds := whole_number(wait)) is not None:
        wait_s = min(seconds, max_wait_s)
        both = "respond-async, " if "respond-async" in asked else ""
        return Preference(wait_s, f"{both}wait={wait_s:g}")
    if "respond-async" in asked:
        return Preference(0, "respond-async")
    return Preference(default_wait_s)


def preference(
    event: APIGatewayProxyEvent, service: Service, *, default_wait_s: float
) -> Preference:
    return parse_prefer(
        event.headers.get("prefer"),
        default_wait_s=default_wait_s,
        max_wait_s=service.settings.max_wait_s,
    )


def answer_by(
    event: APIGatewayProxyEvent, context: LambdaContext, clock: Clock, *, wait_s: float
) -> datetime:
    """The time by which this request has to be answered, if its caller waits up to `wait_s`."""
    now = clock.now()
    arrived_s = event.request_context.request_time_epoch / 1000
    remaining_s = min(
        arrived_s + _API_GATEWAY_S - now.timestamp(),
        context.get_remaining_time_in_millis() / 1000,
    )
    return now + timedelta(seconds=min(wait_s, remaining_s - _WAIT_MARGIN_S))
