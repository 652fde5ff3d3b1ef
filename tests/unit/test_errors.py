"""Every failure is one object that clients of RFC 9457 and of OpenAI can read."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from easel.api.bodies import OpenAIError, Problem
from easel.api.problem import problem
from easel.errors import (
    JOB_ERRORS,
    REFUSED_BY_MODEL,
    Capacity,
    DeadlineExceeded,
    EaselError,
    FieldError,
    Internal,
    InvalidRequest,
    MethodNotAllowed,
    ModelFailed,
    ModelWarming,
    NotFound,
    PayloadTooLarge,
    UnsupportedMediaType,
    fault,
)
from easel.pictures.job import JobError

PUBLIC_URL = "https://easel.example"

STATUSES = [
    (InvalidRequest("invalid_size", "no"), 400, "invalid_size", "invalid_request_error"),
    (NotFound("no"), 404, "not_found", "invalid_request_error"),
    (MethodNotAllowed("no"), 405, "method_not_allowed", "invalid_request_error"),
    (PayloadTooLarge("no"), 413, "payload_too_large", "invalid_request_error"),
    (UnsupportedMediaType("no"), 415, "unsupported_media_type", "invalid_request_error"),
    (Internal("no"), 500, "internal", "server_error"),
    (ModelFailed("no"), 502, "model_error", "server_error"),
    (ModelWarming("no"), 503, "model_warming", "server_error"),
    (Capacity("no"), 503, "capacity", "server_error"),
    (DeadlineExceeded("no"), 504, "deadline_exceeded", "server_error"),
]


def openai_error(body: Problem) -> OpenAIError:
    assert not isinstance(body["error"], str)
    return body["error"]


def body_of(error: EaselError) -> Problem:
    return problem(error, public_url=PUBLIC_URL, instance="/v1/images")


@pytest.mark.parametrize(
    ("error", "status", "code", "openai_type"), STATUSES, ids=[case[2] for case in STATUSES]
)
def test_every_code_has_its_status(
    error: EaselError, status: int, code: str, openai_type: str
) -> None:
    body = body_of(error)
    assert (error.status, body["status"], openai_error(body)["code"]) == (status, status, code)
    assert body["type"] == f"{PUBLIC_URL}/errors/{code.replace('_', '-')}"
    assert openai_error(body)["type"] == openai_type


def test_a_problem_holds_both_dialects_and_nothing_else() -> None:
    wrong = [FieldError("#/width", "width: no"), FieldError("#/seed", "seed: no")]
    assert body_of(InvalidRequest("invalid_size", "width: no", errors=wrong)) == {
        "type": "https://easel.example/errors/invalid-size",
        "title": "The request is not valid",
        "status": 400,
        "detail": "width: no",
        "instance": "/v1/images",
        "errors": [
            {"pointer": "#/width", "detail": "width: no"},
            {"pointer": "#/seed", "detail": "seed: no"},
        ],
        "error": {
            "message": "width: no",
            "type": "invalid_request_error",
            "param": "width",
            "code": "invalid_size",
        },
    }


def test_a_problem_without_a_field_names_no_param() -> None:
    body = body_of(NotFound("there is no such route"))
    assert (body["errors"], openai_error(body)["param"]) == ([], None)


def test_a_problem_with_the_whole_body_names_no_param() -> None:
    whole = [FieldError("#", "the body is not valid JSON")]
    assert (
        openai_error(body_of(InvalidRequest("invalid_json", "no", errors=whole)))["param"] is None
    )


@pytest.mark.parametrize("code", [*JOB_ERRORS, *REFUSED_BY_MODEL])
def test_a_job_s_error_becomes_the_exception_of_its_code(code: str) -> None:
    error = JobError(code, "no picture").as_exception("img_1")
    assert (error.code, error.detail, error.job_id) == (code, "no picture", "img_1")


def test_a_job_s_unknown_error_is_internal() -> None:
    assert isinstance(JobError("from_another_version", "no").as_exception("img_1"), Internal)


def test_a_fault_says_where_and_what_but_not_what_was_said() -> None:
    try:
        raise RuntimeError("a red fox")
    except RuntimeError as error:
        found = fault(error)
    assert found["error"] == "RuntimeError"
    assert found["trace"][0].startswith("test_errors.test_a_fault_says_where")
    assert "a red fox" not in str(found)


def test_a_fault_of_a_service_names_its_code_and_operation() -> None:
    answer: Any = {"Error": {"Code": "AccessDenied", "Message": "a red fox"}}
    found = fault(ClientError(answer, "PutObject"))
    assert (found["aws"], found["operation"]) == ("AccessDenied", "PutObject")
    assert "a red fox" not in str(found)


def test_clients_of_hugging_face_are_shown_a_sentence() -> None:
    error = NotFound("there is no such route")
    found = problem(error, public_url=PUBLIC_URL, instance="/", for_hugging_face=True)
    assert found["error"] == found["detail"] == "there is no such route"
