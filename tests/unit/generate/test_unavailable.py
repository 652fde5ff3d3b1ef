"""What a caller hears if a service of AWS is busy, out of order or out of reach."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import NoCredentialsError

from easel.aws_errors import is_unavailable, may_have_run
from easel.service import Service
from tests.faults import KINDS, NO_CONNECTION, THROTTLED, UNREACHABLE, Kind, refused

from ..conftest import Handled

OURS = {
    "no right": refused("AccessDeniedException", 400),
    "not valid": refused("ValidationException", 400),
    "no such table": refused("ResourceNotFoundException", 400),
    "no credentials": NoCredentialsError(),
    "a fault in Python": ValueError("no"),
}


@pytest.fixture
def raises(service: Service, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Let the table of jobs raise this error from now on."""

    def raise_it(error: Exception) -> None:
        def get(_: str) -> Any:
            raise error

        monkeypatch.setattr(service.jobs, "get", get)

    return raise_it


ROUTES = [
    ("POST", "/v1/images", {"prompt": "a fox"}),
    ("POST", "/v1/images/generations", {"prompt": "a fox"}),
    ("POST", "/text2image", {"text": "a fox"}),
    ("GET", f"/v1/images/img_{'a' * 26}", None),
    ("DELETE", f"/v1/images/img_{'a' * 26}", None),
    ("GET", f"/images/img_{'a' * 26}.jpg", None),
]


@pytest.mark.parametrize(("method", "path", "body"), ROUTES, ids=[f"{r[0]} {r[1]}" for r in ROUTES])
def test_a_busy_service_is_answered_with_503_and_when_to_come_again(
    api: Handled, raises: Callable[[Exception], None], log: io.StringIO,
    method: str, path: str, body: dict[str, Any] | None,
) -> None:  # fmt: skip
    raises(THROTTLED.error("dynamodb", "get_item"))
    answer = api(method, path, body, credential="A" * 22)
    assert (answer.status, answer.code) == (503, "capacity")
    assert answer.headers["retry-after"] == "30"
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line["level"] for line in told if "aws" in line] == ["WARNING"]


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_every_way_in_which_a_service_does_not_answer_counts(
    api: Handled, raises: Callable[[Exception], None], kind: Kind
) -> None:
    raises(kind.error("dynamodb", "get_item"))
    assert api.post().code == "capacity"


@pytest.mark.parametrize("error", OURS.values(), ids=OURS)
def test_a_fault_of_our_own_stays_an_internal_error(
    api: Handled, raises: Callable[[Exception], None], error: Exception
) -> None:
    raises(error)
    answer = api.post()
    assert (answer.status, answer.code) == (500, "internal")
    assert not is_unavailable(error)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_only_a_refused_call_or_one_without_a_connection_has_certainly_not_run(kind: Kind) -> None:
    certainly_not = kind in (THROTTLED, UNREACHABLE, NO_CONNECTION)
    for service in ("dynamodb", "s3", "sqs", "secretsmanager"):
        assert may_have_run(kind.error(service, "any")) is not certainly_not
