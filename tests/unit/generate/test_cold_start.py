"""A family of routes is loaded when the first request for it comes. Nobody can tell."""

import importlib
import json
from pathlib import Path

import pytest

from easel import generate

from ..conftest import Handled

_CONTRACT = json.loads((Path(generate.__file__).parent / "openapi.json").read_text())
_ROUTES = [(path, next(iter(methods)).upper()) for path, methods in _CONTRACT["paths"].items()]


@pytest.mark.parametrize(("path", "method"), _ROUTES)
def test_the_first_request_finds_its_route_with_a_slash_too_many(
    api: Handled, path: str, method: str
) -> None:
    importlib.reload(generate)
    answer = api(method, path.replace("{", "").replace("}", "") + "/")
    assert "no such route" not in answer.text
