"""Which pages of other origins may call Easel from a browser, and what they may read."""

from collections.abc import Callable

import pytest

from easel.generate import handler
from easel.service import Service
from tests.fakes import FakeContext, http_event

PAGE = "https://app.example"
ALLOW, EXPOSE = "access-control-allow-origin", "access-control-expose-headers"
Configure = Callable[..., None]
Ask = Callable[..., tuple[int, dict[str, str]]]


@pytest.fixture
def ask(service: Service, context: FakeContext) -> Ask:
    def asked(
        method: str, path: str, origin: str | None = PAGE, **headers: str
    ) -> tuple[int, dict[str, str]]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Origin": origin} if origin else {}
        body = {"prompt": "a red fox"} if method == "POST" else None
        response = handler(http_event(method, path, body, sent), context)
        found = {name.lower(): values for name, values in response["multiValueHeaders"].items()}
        assert all(len(values) == 1 for values in found.values()), found
        return response["statusCode"], {name: value for name, [value] in found.items()}

    return asked


ROUTES = [
    pytest.param("POST", "/v1/images", 202, id="draw"),
    pytest.param("GET", "/v1/images/nothing", 404, id="no-picture"),
    pytest.param("GET", "/nothing", 404, id="no-route"),
    pytest.param("PUT", "/v1/images", 405, id="no-method"),
    pytest.param("POST", "/v1/images/generations", 303, id="redirect"),
    pytest.param("GET", "/text2image", 400, id="refused"),
    pytest.param("HEAD", "/v1/status", 200, id="head"),
    pytest.param("GET", "/openapi.json", 200, id="contract"),
    pytest.param("GET", "/errors/not-found", 200, id="page"),
    pytest.param("GET", f"/images/img_{'a' * 26}.jpg", 404, id="missing-file"),
]


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
def test_every_page_can_read_every_response_if_the_operator_lets_all_in(
    ask: Ask, configure: Configure, method: str, path: str, status: int
) -> None:
    configure(cors_origins="*")
    found, headers = ask(method, path, prefer="respond-async")
    assert (found, headers[ALLOW]) == (status, "*")
    assert set(headers[EXPOSE].lower().split(", ")) >= {
        "location", "retry-after", "x-request-id", "preference-applied", "link", "etag", "allow",
        "x-easel-picture", "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests",
        "x-ratelimit-reset-requests", "x-should-retry",
    }  # fmt: skip
    assert "access-control-allow-credentials" not in headers


def test_if_all_pages_are_let_in_every_request_gets_the_same_answer(
    ask: Ask, configure: Configure
) -> None:
    """A browser may keep the answer to one page, and show it to another."""
    configure(cors_origins="*")
    for origin in (PAGE, "null", None, "https://a.example, https://b.example"):
        _, headers = ask("GET", "/v1/status", origin)
        assert (headers[ALLOW], headers.get("vary")) == ("*", None), origin


def test_a_page_can_read_that_something_broke(
    ask: Ask, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(cors_origins="*")
    monkeypatch.setattr("easel.generate.take_order", lambda *_, **__: 1 / 0)
    status, headers = ask("POST", "/v1/images")
    assert (status, headers[ALLOW]) == (500, "*")


@pytest.mark.parametrize("path", ["/v1/images", "/", "/nothing", "/images/generations", "/i/a"])
def test_a_preflight_answers_204_whatever_it_asks_for(
    ask: Ask, configure: Configure, path: str
) -> None:
    configure(cors_origins="*")
    for origin in (PAGE, "null", "no origin at all", None):
        for method in ("POST", "PUT", "DELETE", "HEAD"):
            status, headers = ask("OPTIONS", path, origin, access_control_request_method=method)
            assert (status, headers[ALLOW]) == (204, "*")
            assert method in headers["access-control-allow-methods"].split(", ")
    assert headers["access-control-max-age"] == "86400"
    assert headers["x-request-id"]
    assert "access-control-allow-credentials" not in headers


# openai 7.59.0, from npm: internal/detect-platform.mjs, client.mjs and lib/polling.mjs.
_OPENAI_JS = (
    "x-stainless-lang", "x-stainless-package-version", "x-stainless-os", "x-stainless-arch",
    "x-stainless-runtime", "x-stainless-runtime-version", "x-stainless-retry-count",
    "x-stainless-timeout", "x-stainless-helper-method", "x-stainless-poll-helper",
    "x-stainless-custom-poll-interval", "openai-organization", "openai-project",
)  # fmt: skip


def test_a_preflight_names_every_header_that_a_client_sends(ask: Ask, configure: Configure) -> None:
    """A browser from before 2022 takes the "*" for a name, and none takes it for authorization."""
    configure(cors_origins="*")
    _, headers = ask("OPTIONS", "/v1/images")
    named = set(headers["access-control-allow-headers"].lower().split(", "))
    assert named >= {
        "*", "authorization", "content-type", "prefer", "idempotency-key", "x-api-key", "api-key",
        "if-none-match", *_OPENAI_JS,
    }  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
@pytest.mark.parametrize("origin", ["https://app.example", "http://localhost:3000"])
def test_a_page_of_a_listed_origin_is_let_in(
    ask: Ask, configure: Configure, method: str, origin: str
) -> None:
    configure(cors_origins="https://app.example,http://localhost:3000")
    _, headers = ask(method, "/v1/status", origin)
    assert (headers[ALLOW], headers["vary"]) == (origin, "Origin")


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example", "http://app.example", "https://app.example:8443",
        "https://app.example.evil.example", "https://APP.example", "https://app.example/", "null",
        "https://app.example, https://evil.example", "*", "", None,
    ],
)  # fmt: skip
def test_a_page_of_another_origin_is_not(
    ask: Ask, configure: Configure, origin: str | None
) -> None:
    configure(cors_origins="https://app.example,http://localhost:3000")
    for method, expected in (("GET", 200), ("OPTIONS", 204)):
        status, headers = ask(method, "/v1/status", origin)
        assert status == expected
        assert [name for name in headers if name.startswith("access-control")] == []
        assert headers["vary"] == "Origin"  # no cache may hand this answer to a listed page


def test_the_origin_is_added_to_what_else_a_response_depends_on(
    ask: Ask, configure: Configure
) -> None:
    configure(cors_origins=PAGE)
    _, headers = ask("POST", "/v1/images", prefer="respond-async")
    assert (headers["vary"], headers[ALLOW]) == ("Prefer, Origin", PAGE)


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_without_origins_no_page_is_let_in(ask: Ask, method: str) -> None:
    status, headers = ask(method, "/v1/status")
    assert status == (204 if method == "OPTIONS" else 200)
    assert not {name for name in headers if name.startswith("access-control") or name == "vary"}


def test_a_key_in_a_cookie_opens_nothing(
    ask: Ask, configure: Configure, key_mode: Callable[..., str]
) -> None:
    """A browser sends its cookies with the requests of every page."""
    key = key_mode("ann")
    configure(cors_origins="*")
    cookie = "; ".join(f"{name}={key}" for name in ("authorization", "x-api-key", "key", "token"))
    status, headers = ask("POST", "/v1/images", cookie=cookie)
    assert (status, headers[ALLOW]) == (401, "*")
    assert ask("POST", "/v1/images", x_api_key=key, prefer="respond-async")[0] == 202
