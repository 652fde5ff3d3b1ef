"""The serving container refuses requests with the words of JumpStart's container."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumpstart.serving.contract import KEYS, MAX_BODY_BYTES
from tests.contract.serving_endpoint import (
    ERRORS,
    JSON,
    REQUEST,
    SMALL,
    TEXT,
    Endpoint,
    FakeModel,
    assert_refused,
)

VALID_KEYS = f"Valid keys are {KEYS}."
OTHER_ACCEPT = "Content type {} is not supported by this framework."


def test_a_bad_size_is_refused_in_the_recorded_words(endpoint: Endpoint) -> None:
    recorded = ERRORS["ModelError, HTTP 424, bad size"]
    answer = endpoint.invoke(REQUEST | {"width": 500})
    assert answer.status_code == recorded["OriginalStatusCode"]
    assert answer.json() == json.loads(recorded["OriginalMessage"])
    assert f'with message "{answer.text}"' in recorded["Error"]["Message"]


def test_a_page_in_a_browser_is_refused(endpoint: Endpoint, model: FakeModel) -> None:
    answer = endpoint.invoke(SMALL, origin="http://evil.test")
    assert_refused(answer, "a page in a browser cannot ask for a picture here.")


REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "width": ({"width": 500}, "width must be divisible by 8, got 500."),
    "height": ({"height": 12}, "height must be divisible by 8, got 12."),
    "no width": ({"width": 0}, "width must be at least 1, got 0."),
    "negative height": ({"height": -8}, "height must be at least 1, got -8."),
    "float height": ({"height": 512.0}, "height must be an integer, got 512.0."),
    "text width": ({"width": "512"}, "width must be an integer, got 512."),
    "bool width": ({"width": True}, "width must be an integer, got True."),
    "null width": ({"width": None}, "width must be an integer, got None."),
    "no steps": ({"num_inference_steps": 0}, "num_inference_steps must be at least 1, got 0."),
    "float steps": (
        {"num_inference_steps": 20.5},
        "num_inference_steps must be an integer, got 20.5.",
    ),
    "no pictures": (
        {"num_images_per_prompt": 0},
        "num_images_per_prompt must be at least 1, got 0.",
    ),
    "bool pictures": (
        {"num_images_per_prompt": True},
        "num_images_per_prompt must be an integer, got True.",
    ),
    "no batch": ({"batch_size": 0}, "batch_size must be at least 1, got 0."),
    "float batch": ({"batch_size": 1.0}, "batch_size must be an integer, got 1.0."),
    "text guidance": (
        {"guidance_scale": "high"},
        "guidance_scale must be an int or float, got high.",
    ),
    "bool eta": ({"eta": False}, "eta must be an int or float, got False."),
    "float seed": ({"seed": 1.0}, "seed must be an integer, got 1.0."),
    "bool seed": ({"seed": True}, "seed must be an integer, got True."),
    "negative seed": ({"seed": -1}, "Seed must be between 0 and 2**32 - 1"),
    "large seed": ({"seed": 2**32}, "Seed must be between 0 and 2**32 - 1"),
    "wrapped": (
        {"predictions": {}},
        f'"Input payload contains an invalid key predictions. {VALID_KEYS}"',
    ),
    "misspelt": ({"Prompt": ""}, f'"Input payload contains an invalid key Prompt. {VALID_KEYS}"'),
    "number prompt": ({"prompt": 5}, "prompt must be a string or a list of string. Got 5."),
    "null prompt": ({"prompt": None}, "prompt must be a string or a list of string. Got None."),
    "no prompts": ({"prompt": []}, "prompt must hold 1 to 64 strings, got 0."),
    "65 prompts": ({"prompt": ["a"] * 65}, "prompt must hold 1 to 64 strings, got 65."),
    "guidance NaN": (
        {"guidance_scale": float("nan")},
        "guidance_scale must be a finite number, got nan.",
    ),
    "eta NaN": ({"eta": float("nan")}, "eta must be a finite number, got nan."),
    "guidance without end": (
        {"guidance_scale": float("inf")},
        "guidance_scale must be at most 1000, got inf.",
    ),
    "eta without end": ({"eta": float("-inf")}, "eta must be at most 1000, got -inf."),
    "a million steps": (
        {"num_inference_steps": 1_000_000},
        "num_inference_steps must be at most 1000, got 1000000.",
    ),
    "a million pictures": (
        {"num_images_per_prompt": 1_000_000},
        "num_images_per_prompt must be at most 128, got 1000000.",
    ),
    "a batch of a million": (
        {"batch_size": 1_000_000},
        "batch_size must be at most 128, got 1000000.",
    ),
    "mixed prompts": (
        {"prompt": ["a", 1]},
        "prompt must be a string or a list of string. Got ['a', 1].",
    ),
    "negative of another type": (
        {"negative_prompt": ["a"]},
        "`negative_prompt` should be the same type to `prompt`,"
        " but got <class 'list'> != <class 'str'>.",
    ),
    "negatives of another number": (
        {"prompt": ["a", "b"], "negative_prompt": ["c"]},
        "`negative_prompt` has batch size 1, but `prompt` has batch size 2.",
    ),
}


@pytest.mark.parametrize(("change", "message"), REFUSALS.values(), ids=REFUSALS)
def test_a_request_that_breaks_the_contract_is_refused_in_the_containers_words(
    endpoint: Endpoint, change: dict[str, Any], message: str
) -> None:
    assert_refused(endpoint.invoke(SMALL | change), message)


BODIES: dict[str, tuple[bytes, str]] = {
    "no prompt": (b'{"width": 512}', "\"Input payload must contain 'prompt' key.\""),
    "empty": (b"", "Expecting value: line 1 column 1 (char 0)"),
    "not json": (b"a fox", "Expecting value: line 1 column 1 (char 0)"),
    "cut off": (b'{"prompt": "a', "Unterminated string starting at: line 1 column 12 (char 11)"),
    "a list": (
        b'["a fox"]',
        f"Input payload must be a json encoded dictionary with keys {KEYS}.",
    ),
    "not utf-8": (
        b"\xff",
        "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ),
}


@pytest.mark.parametrize(("body", "message"), BODIES.values(), ids=BODIES)
def test_a_body_that_is_not_a_flat_object_is_refused(
    endpoint: Endpoint, body: bytes, message: str
) -> None:
    assert_refused(endpoint.invoke(body), message)


def test_a_body_nested_too_deep_to_parse_is_refused(endpoint: Endpoint) -> None:
    answer = endpoint.invoke(b"[" * 1_000_000)
    assert answer.status_code == 400
    assert "recursion" in answer.json()["message"]


def test_a_body_over_the_model_servers_limit_is_refused(endpoint: Endpoint) -> None:
    size = MAX_BODY_BYTES + 1
    message = f"request body must be at most {MAX_BODY_BYTES} bytes, got {size}."
    assert_refused(endpoint.invoke(b"a" * size, TEXT), message)


@pytest.mark.parametrize(
    ("content_type", "named"),
    [
        ("text/plain", "text/plain"),
        ("application/json; charset=utf-8", "application/json; charset=utf-8"),
        (None, "unknown"),
    ],
)
def test_another_content_type_is_refused(
    endpoint: Endpoint, content_type: str | None, named: str
) -> None:
    message = f'{{"error": "unsupported content type {named}"}}'
    assert_refused(endpoint.invoke(SMALL, content_type), message)


@pytest.mark.parametrize("accept", ["image/jpeg", "text/csv", "application/json;png"])
def test_another_accept_is_refused(endpoint: Endpoint, accept: str) -> None:
    assert_refused(endpoint.invoke(SMALL, JSON, accept), OTHER_ACCEPT.format(accept))


@given(
    payload=st.dictionaries(
        st.sampled_from([*KEYS, "other"]),
        st.none()
        | st.booleans()
        | st.integers(-9, 24)
        | st.floats()
        | st.text(max_size=3)
        | st.lists(st.text(max_size=3), max_size=2)
        | st.just(8),
    )
)
@settings(max_examples=150, deadline=None)
def test_any_object_is_either_drawn_or_refused_in_the_model_servers_shape(
    endpoint: Endpoint, payload: dict[str, Any]
) -> None:
    answer = endpoint.invoke(payload)
    if answer.status_code == 200:
        assert answer.json()["prompt"] == payload["prompt"]
    else:
        assert_refused(answer, answer.json()["message"])


def test_a_fault_of_the_model_reaches_the_client_as_its_text() -> None:
    recorded = json.loads(ERRORS["ModelError, out of memory"]["OriginalMessage"])
    model = FakeModel(MemoryError(recorded["message"]))
    assert_refused(Endpoint(model).invoke(SMALL), recorded["message"])


def test_a_picture_too_large_to_draw_is_out_of_memory(endpoint: Endpoint) -> None:
    answer = endpoint.invoke(SMALL | {"width": 80_000, "height": 80_000})
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("CUDA out of memory. Tried to allocate ")


def test_after_a_fault_the_next_picture_is_drawn(model: FakeModel) -> None:
    endpoint = Endpoint(model)
    model.fault = RuntimeError("once")
    assert endpoint.invoke(SMALL).status_code == 400
    model.fault = None
    assert endpoint.invoke(SMALL).status_code == 200
