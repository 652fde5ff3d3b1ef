"""The one address of local mode, with a recorder behind it, or nothing."""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from local.deploy import Deployed
from local.front_door import create_app
from local.process import free_port, listen, port_of, served
from local.server import Protocol
from local.template import Failover

DEPLOYED = Deployed(
    "d1.cloudfront.net",
    "d2.cloudfront.net",
    Failover({"images/new": False, "images/*": True}, ()),
    {},
)


@dataclass(slots=True)
class Door:
    """The front door. `passed_on` holds what reached the local AWS: method, path, addresses."""

    port: int
    passed_on: list[tuple[str, str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def send(self, head: str) -> tuple[int, dict[str, str], Any]:
        """(status, headers, JSON body) of the answer to the request that begins with `head`."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n")
            answer = b""
            while chunk := connection.recv(65536):
                answer += chunk
        raw_head, _, body = answer.partition(b"\r\n\r\n")
        status, *lines = raw_head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        return int(status.split()[1]), headers, json.loads(body) if body[:1] == b"{" else body


@pytest.fixture(scope="module")
def standing() -> Iterator[Door]:
    behind = listen(0)
    with listen(0) as door:
        found = Door(port_of(door))

        async def record(scope: Scope, receive: Receive, send: Send) -> None:
            request = Request(scope, receive)
            addresses = request.headers.get("x-forwarded-for", "")
            path = scope["raw_path"].decode() + ("?" * bool(request.url.query) + request.url.query)
            found.passed_on.append((request.method, path, addresses))
            found.headers.append(dict(request.headers))
            await PlainTextResponse("passed on")(scope, receive, send)

        app = create_app(f"http://127.0.0.1:{port_of(behind)}", DEPLOYED, ("easel.test", "*.dev"))
        with served(_http_only(record), behind), served(app, door, Protocol):
            yield found


def _http_only(app: Any) -> Any:
    async def only(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await app(scope, receive, send)

    return only


@pytest.fixture
def door(standing: Door) -> Door:
    standing.passed_on.clear()
    standing.headers.clear()
    return standing


def request(target: str, *, method: str = "GET", host: str = "localhost", more: str = "") -> str:
    return f"{method} {target} HTTP/1.1\nhost: {host}\nconnection: close{more}"


def assert_refused(answer: tuple[int, dict[str, str], Any], status: int, code: str) -> None:
    found, headers, problem = answer
    assert (found, problem["status"], problem["error"]["code"]) == (status, status, code)
    assert headers["content-type"] == "application/problem+json"
    assert headers["cache-control"] == "no-store"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-request-id"] in problem["instance"]
    assert problem["type"] == f"/errors/{code.replace('_', '-')}"


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("POST", "/_ministack/reset"),
        ("POST", "/_ministack/reset?init=1"),
        ("POST", "/_ministack/config"),
        ("GET", "/_ministack/sqs/messages"),
        ("GET", "/_ministack/lambda-code/generate"),
        ("GET", "/_localstack/health"),
        ("GET", "/health"),
        ("GET", "/.well-known/openid-configuration"),
        ("POST", "/oauth2/token"),
        ("POST", "/2015-03-31/functions/generate/invocations"),
        ("GET", "/restapis/a/v/_user_request_/v1/status"),
        ("POST", "/WriteGetObjectResponse"),
        ("GET", "/iceberg/v1/config"),
        ("POST", "//_ministack/reset"),
        ("POST", "/./_ministack/reset"),
        ("POST", "/v1/../_ministack/reset"),
        ("POST", "/images/../../_ministack/reset"),
        ("POST", "/%5fministack/reset"),
        ("POST", "/_ministack%2freset"),
        ("POST", "/_MINISTACK/reset"),
        ("POST", "/\\_ministack/reset"),
        ("GET", "/easel-images-bucket/key"),
    ],
)
def test_only_easel_s_own_paths_are_passed_on(door: Door, method: str, target: str) -> None:
    assert_refused(door.send(request(target, method=method)), 404, "not_found")
    assert door.passed_on == []


@pytest.mark.parametrize(
    "target",
    [
        "/v1/status", "/v1/images/nothing/of/the/kind", "/images/img_a.jpg", "/i/img_a", "/docs",
        "/docs/start.js", "/openapi.json", "/errors/not-found", "/text2image?prompt=a", "/",
        "/api/inference/a%20cat", "/robots.txt", "/v1/images?limit=2&x=%2f", "/images/a..b.jpg",
    ],
)  # fmt: skip
def test_easel_s_paths_are_passed_on_as_they_were_sent(door: Door, target: str) -> None:
    assert door.send(request(target))[0] == 200
    path, mark, query = target.partition("?")
    assert [sent for _, sent, _ in door.passed_on] == [path.replace("%", "%25") + mark + query]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(request("http://localhost/v1/status"), id="absolute"),
        pytest.param(request("http://evil.test/v1/status"), id="absolute-elsewhere"),
        pytest.param(request("HTTP://localhost"), id="absolute-without-path"),
        pytest.param(request("*", method="OPTIONS"), id="options-star"),
        pytest.param(request("*"), id="get-star"),
        pytest.param(request("evil.test:443", method="CONNECT", host="evil.test"), id="connect"),
        pytest.param(request("localhost:80", method="CONNECT"), id="connect-here"),
        pytest.param(request("v1/status"), id="no-slash"),
        pytest.param("GET /v1/status HTTP/1.1\nconnection: close", id="no-host"),
        pytest.param(request("/v1/status", more="\nhost: localhost"), id="two-hosts"),
        pytest.param("GET /v1/status", id="no-version"),
        pytest.param(request("/v1/sta tus"), id="space"),
        pytest.param(request("/v1/status", more="\nno colon"), id="no-header"),
        pytest.param(request("/v1/status", more="\nx: " + "y" * 40_000), id="long-header"),
        pytest.param(request("/v1/status?" + "y" * 40_000), id="long-query"),
        pytest.param(
            request("/v1/images", method="POST", more="\ncontent-length: minus one"), id="length"
        ),
    ],
)
def test_a_request_that_no_browser_would_send_here_answers_400(door: Door, head: str) -> None:
    assert_refused(door.send(head), 400, "invalid_json")
    assert door.passed_on == []


@pytest.mark.parametrize(
    "host",
    [
        "evil.test", "evil.test:8000", "localhost.evil.test", "127.0.0.1.evil.test", "10.0.0.1",
        "evillocalhost", "d1.cloudfront.net", "169.254.169.254", "localhost@evil.test", "[::2]",
        "", "dev",
    ],
)  # fmt: skip
def test_a_foreign_host_is_refused(door: Door, host: str) -> None:
    """A page can make its own name point here, and then read what the browser thinks it owns."""
    answer = door.send(request("/v1/status", host=host))
    assert_refused(answer, 403, "not_owner")
    assert "make run HOSTS=" in answer[2]["detail"]
    assert door.passed_on == []


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST:8000", "localhost.:80", "127.0.0.1", "127.0.0.1:9", "127.0.0.2",
        "[::1]:8000", "easel.test", "Easel.Test:443", "some-8000.dev",
    ],
)  # fmt: skip
def test_this_machine_s_names_and_those_of_hosts_are_answered(door: Door, host: str) -> None:
    assert door.send(request("/v1/status", host=host))[0] == 200


@pytest.mark.parametrize("forwarded", ["x-forwarded-for: 203.0.113.9", "forwarded: for=1.2.3.4"])
def test_the_address_is_the_one_that_connected_even_on_this_machine(
    door: Door, forwarded: str
) -> None:
    door.send(request("/v1/status", more=f"\n{forwarded}"))
    ((_, _, addresses),) = door.passed_on
    assert addresses.split(", ")[-1] == "127.0.0.1"


@pytest.mark.parametrize(
    ("method", "path", "domain"),
    [
        ("GET", "/images/img_a.jpg", DEPLOYED.distribution_domain),
        ("POST", "/images/img_a.jpg", DEPLOYED.failover_domain),
        ("DELETE", "/images/img_a.jpg", DEPLOYED.failover_domain),
        ("POST", "/v1/images", DEPLOYED.distribution_domain),
        ("POST", "/images/new", DEPLOYED.distribution_domain),
        ("GET", "/images/new", DEPLOYED.distribution_domain),
        ("OPTIONS", "/images/img_a.jpg", DEPLOYED.failover_domain),
    ],
)
def test_the_api_refuses_what_the_bucket_cannot(
    door: Door, method: str, path: str, domain: str
) -> None:
    door.send(request(path, method=method))
    assert [headers["host"] for headers in door.headers] == [domain]


def test_the_coding_of_a_body_is_passed_on(door: Door) -> None:
    door.send(request("/v1/images", method="POST", more="\ncontent-encoding: gzip"))
    assert door.headers[0]["content-encoding"] == "gzip"


def test_when_the_local_stack_does_not_answer_the_refusal_has_the_one_shape() -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    with TestClient(create_app(nobody, DEPLOYED), base_url="http://localhost") as http:
        answer = http.get("/v1/status", headers={b"cookie": "name=Zoë".encode()})
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal")
    assert answer.json()["detail"] == "the local stack did not answer: ConnectError"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] in answer.json()["instance"]
