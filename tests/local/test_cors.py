"""Pages of other origins, through the whole stack: preflights, refusals, stored pictures."""

import httpx
import pytest

from .conftest import Api

PAGE = {"origin": "https://app.example"}


@pytest.mark.parametrize(
    "path",
    ["/v1/images", "/v1/status", "/", "/images/generations", f"/images/img_{'a' * 26}.jpg"],
)
def test_a_preflight_answers_204(async_api: Api, path: str) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "prefer"}
    answer = async_api.http.request("OPTIONS", path, headers=PAGE | asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/v1/status", 200, id="answer"),
        pytest.param("GET", "/v1/images/nothing", 404, id="refusal"),
        pytest.param("GET", f"/images/img_{'a' * 26}.jpg", 404, id="missing-picture"),
        pytest.param("GET", "/nothing/here", 404, id="front-door"),
        pytest.param("POST", "/v1/images", 413, id="too-large-for-the-gateway"),
    ],
)
def test_a_page_can_read_every_answer(async_api: Api, method: str, path: str, status: int) -> None:
    body = b" " * (11 * 1024 * 1024) if status == 413 else None
    answer = async_api.http.request(method, path, headers=PAGE, content=body)
    assert answer.status_code == status
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert "Retry-After" in answer.headers["access-control-expose-headers"]


def test_a_base_url_without_v1_draws(async_api: Api) -> None:
    answer = async_api.http.post(
        "/images/generations", json={"prompt": "a door"}, follow_redirects=True
    )
    assert answer.status_code == 200
    assert answer.json()["data"][0]["url"]


@pytest.mark.parametrize("name", ["edits", "variations"])
def test_a_base_url_without_v1_says_what_is_not_offered(async_api: Api, name: str) -> None:
    answer = async_api.http.post(f"/images/{name}", json={"prompt": "a door"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "not_supported")


def test_a_page_can_read_a_stored_picture(async_api: Api) -> None:
    url = async_api.post("a lamp for every page", seed=1).json()["url"]
    answer = httpx.get(url, headers=PAGE, timeout=60)
    assert answer.headers["access-control-allow-origin"] == "*"
