"""A bad request is answered with a code and a pointer, and nothing is spent on it."""

import json
from typing import Any

import pytest

from .conftest import Api

GOOD = {"prompt": "a cat", "seed": 1}


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        pytest.param("{not json", 400, "invalid_json", "#", id="not-json"),
        pytest.param("[]", 400, "invalid_json", "#", id="no-object"),
        pytest.param("", 400, "invalid_json", None, id="empty"),
        pytest.param("{}", 400, "missing_prompt", "#/prompt", id="no-prompt"),
        pytest.param('{"prompt": " \\n"}', 400, "missing_prompt", "#/prompt", id="blank-prompt"),
        pytest.param('{"prompt": 7}', 400, "missing_prompt", "#/prompt", id="prompt-is-a-number"),
        pytest.param(
            json.dumps({"prompt": "x" * 2001}), 400, "prompt_too_long", "#/prompt", id="too-long"
        ),
        pytest.param(
            json.dumps({**GOOD, "width": 500}), 400, "invalid_size", "#/width", id="width-500"
        ),
        pytest.param(
            json.dumps({**GOOD, "seed": -1}), 400, "invalid_seed", "#/seed", id="seed-minus-1"
        ),
        pytest.param(
            json.dumps({**GOOD, "steps": 101}), 400, "out_of_range", "#/steps", id="steps-101"
        ),
        pytest.param(
            json.dumps({**GOOD, "colour": 1}), 400, "unknown_parameter", "#/colour", id="unknown"
        ),
        pytest.param(
            json.dumps({"prompt": "x" * 1_000_000}), 413, "payload_too_large", None, id="1-MB"
        ),
    ],
)
def test_a_bad_request_is_refused_and_nothing_is_spent(
    async_api: Api, body: str, status: int, code: str, pointer: str | None
) -> None:
    calls = async_api.model_calls
    answer = async_api.http.post(
        "/v1/images", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"]
    problem: dict[str, Any] = answer.json()
    assert (problem["status"], problem["error"]["code"]) == (status, code)
    assert [error["pointer"] for error in problem["errors"]] == ([pointer] if pointer else [])
    assert async_api.model_calls == calls
    assert async_api.queue_empties()


def test_a_form_is_an_unsupported_media_type(async_api: Api) -> None:
    answer = async_api.http.post("/v1/images", data={"prompt": "a cat"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        pytest.param("GET", "/v1/images/img_unknown", 404, "not_found", id="unknown-image"),
        pytest.param("GET", "/v1/images/answer%23x", 404, "not_found", id="no-image-id"),
        pytest.param("GET", "/nowhere", 404, "not_found", id="unknown-route"),
        pytest.param("PUT", "/", 405, "method_not_allowed", id="root"),
        pytest.param("DELETE", "/v1/status", 405, "method_not_allowed", id="wrong-method"),
    ],
)
def test_an_unknown_route_or_picture_is_a_problem_of_the_same_shape(
    async_api: Api, method: str, path: str, status: int, code: str
) -> None:
    answer = async_api.http.request(method, path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
