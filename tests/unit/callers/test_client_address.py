"""The address that counts is the one CloudFront or API Gateway saw, not the one a caller claims."""

from typing import Any

import pytest
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from easel.access import ORIGIN_HEADER, client_address
from easel.settings import Settings
from tests.fakes import http_event

CALLER, EDGE = "203.0.113.7", "130.176.0.1"


def address(settings: Settings, forwarded: str | None, peer: str, **headers: str) -> str:
    """The address that counts for a request that reached API Gateway from `peer`."""
    event: dict[str, Any] = http_event("POST", "/v1/images", headers=headers)
    del event["headers"]["X-Forwarded-For"]
    if forwarded:
        event["headers"]["X-Forwarded-For"] = forwarded
    event["requestContext"]["identity"]["sourceIp"] = peer
    return client_address(APIGatewayProxyEvent(event), settings)


@pytest.mark.parametrize(
    "claimed",
    [
        pytest.param("", id="nothing"),
        pytest.param("192.0.2.1, ", id="an-address"),
        pytest.param("192.0.2.1, 192.0.2.2, 192.0.2.3, ", id="a-chain"),
        pytest.param("nonsense, , , ", id="nonsense"),
    ],
)
def test_the_address_that_cloudfront_adds_counts_not_those_before_it(
    settings: Settings, claimed: str
) -> None:
    through = {ORIGIN_HEADER: settings.origin_secret}
    found = address(settings, f"{claimed}{CALLER}, {EDGE}", EDGE, **through)
    assert found == CALLER


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="says-nothing"),
        pytest.param({ORIGIN_HEADER: "a guess"}, id="guesses"),
        pytest.param({ORIGIN_HEADER: ""}, id="empty"),
        pytest.param({ORIGIN_HEADER: "ä"}, id="not-ascii"),
    ],
)
def test_a_caller_past_cloudfront_counts_by_the_address_that_api_gateway_sees(
    settings: Settings, headers: dict[str, str]
) -> None:
    # API Gateway appends the address it sees. A claimed address stands where CloudFront's would.
    forged = f"192.0.2.1, 192.0.2.2, {CALLER}"
    assert address(settings, forged, CALLER, **headers) == CALLER


def test_without_forwarded_addresses_the_connecting_address_counts(settings: Settings) -> None:
    through = {ORIGIN_HEADER: settings.origin_secret}
    assert address(settings, None, EDGE, **through) == EDGE
