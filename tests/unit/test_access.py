"""Which credential opens the API, and which address counts as one caller."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from easel.access import client_address, credential
from easel.service import Service
from tests.fakes import Aws, http_event

from .conftest import Handled

MakeKey = Callable[..., str]


def test_with_a_key_a_post_succeeds_that_is_refused_without_one(
    api: Handled, key_mode: MakeKey
) -> None:
    refused = api.post()
    assert (refused.status, refused.code) == (401, "invalid_api_key")
    assert refused.headers["www-authenticate"] == 'Bearer, Basic realm="Easel"'
    assert api.post(credential=key_mode("ann")).status == 202


@pytest.mark.parametrize("sent", ["Bearer {}", "bearer  {}", "Token {}", "Basic {basic}"], ids=str)
def test_a_key_is_taken_in_the_usual_ways(api: Handled, key_mode: MakeKey, sent: str) -> None:
    key = key_mode("ann")
    basic = base64.b64encode(f"anyone:{key}".encode()).decode()
    body = {"prompt": "a red fox"}
    authorization = sent.format(key, basic=basic)
    answer = api("POST", "/v1/images", body, Authorization=authorization, prefer="respond-async")
    assert answer.status == 202


def test_a_key_is_taken_as_x_api_key(api: Handled, key_mode: MakeKey) -> None:
    headers: dict[str, Any] = {"x_api_key": key_mode("ann"), "prefer": "respond-async"}
    assert api("POST", "/v1/images", {"prompt": "a red fox"}, **headers).status == 202


@pytest.mark.parametrize(
    "wrong",
    [
        "easel_ann_" + "A" * 43,
        "easel_bob_{secret}",
        "easel_ann_{secret}x",
        "easel__{secret}",
        "EASEL_ann_{secret}",
        "sk-proj-something",
        "",
        " ",
        "é" * 50,
        "easel_ann_{secret}\x00",
    ],
    ids=repr,
)
def test_a_key_with_one_mistake_is_refused(api: Handled, key_mode: MakeKey, wrong: str) -> None:
    secret = key_mode("ann").removeprefix("easel_ann_")
    headers: dict[str, Any] = {"Authorization": f"Bearer {wrong.format(secret=secret)}"}
    answer = api("POST", "/v1/images", {"prompt": "a red fox"}, **headers)
    assert (answer.status, answer.code) == (401, "invalid_api_key")


@pytest.mark.parametrize("junk", ["Basic %%%", "Basic /w==", "Basic", "Digest x", "Bearer"])
def test_a_header_without_a_credential_gives_none(junk: str) -> None:
    event = APIGatewayProxyEvent(http_event("GET", "/", headers={"Authorization": junk}))
    assert credential(event) is None


def test_in_open_mode_any_key_is_welcome(api: Handled) -> None:
    assert api.post(credential="sk-anything").status == 202


def test_a_revoked_key_is_refused_at_once(
    api: Handled, service: Service, key_mode: MakeKey
) -> None:
    key = key_mode("ann")
    assert service.keys.revoke("ann") is True
    assert api.post(credential=key).status == 401


OPEN_ROUTES = ["/v1/status"]


@pytest.mark.parametrize("path", OPEN_ROUTES)
def test_public_routes_need_no_key(api: Handled, key_mode: MakeKey, path: str) -> None:
    assert api("GET", path).status == 200


SECRET = "only cloudfront says this"


@pytest.mark.parametrize(
    ("forwarded", "origin", "address"),
    [
        pytest.param("203.0.113.7, 130.176.0.1", SECRET, "203.0.113.7", id="through cloudfront"),
        pytest.param(
            "10.0.0.1, 8.8.8.8, 203.0.113.7, 130.176.0.1", SECRET, "203.0.113.7", id="forged hops"
        ),
        pytest.param("203.0.113.7, 130.176.0.1", "guess", "192.0.2.1", id="past cloudfront"),
        pytest.param("203.0.113.7, 130.176.0.1", "", "192.0.2.1", id="nothing said"),
        pytest.param("203.0.113.7", SECRET, "192.0.2.1", id="too short to be believed"),
        pytest.param("", SECRET, "192.0.2.1", id="no hops at all"),
    ],
)
def test_the_client_address_cannot_be_forged(
    service: Service, forwarded: str, origin: str, address: str
) -> None:
    event = http_event("GET", "/", headers={"X-Forwarded-For": forwarded, "x-easel-origin": origin})
    event["requestContext"]["identity"]["sourceIp"] = "192.0.2.1"
    assert client_address(APIGatewayProxyEvent(event), service.settings) == address


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
    ],
)
def test_addresses_of_one_customer_count_as_one_caller(
    api: Handled, configure: Callable[..., None], one: str, other: str, same: bool
) -> None:
    configure(posts_per_minute=1)
    assert api.post(address=one).status == 202
    assert api.post(address=other).status == (429 if same else 202)


def test_the_table_holds_no_address_and_no_credential(
    api: Handled, aws: Aws, key_mode: MakeKey, configure: Callable[..., None]
) -> None:
    key = key_mode("ann")
    api.post(credential=key)
    configure(access="open")
    token = api.post(address="203.0.113.7", seed=1).body["delete_token"]
    written = str(aws.dynamodb.scan(TableName="callers")["Items"])  # the whole table
    for secret in (key.removeprefix("easel_ann_"), token, "203.0.113.7"):
        assert secret not in written
