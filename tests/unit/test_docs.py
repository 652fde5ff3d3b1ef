"""The documentation names every code, field, route and setting, and its links lead somewhere."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from cdk.deployment import Deployment
from easel.api.audio_request import AudioRequest
from easel.api.hugging_face_request import InferenceParameters
from easel.api.openai_request import GenerationRequest
from easel.api.replicate_request import PredictionInput
from easel.api.request import DrawRequest
from easel.api.sdapi_request import TextToImageRequest
from easel.errors import EaselError, InvalidCode, InvalidRequest
from easel.settings import Settings

ROOT = Path(__file__).parent.parent.parent
API = (ROOT / "docs" / "api.md").read_text()
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text()
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def codes(error: type[EaselError]) -> Iterator[tuple[int, str]]:
    """(status, code) of `error` and of everything below it."""
    if error is InvalidRequest:
        yield from ((error.status, code) for code in get_args(InvalidCode))
    else:
        yield error.status, error.code
    for kind in error.__subclasses__():
        yield from codes(kind)


def test_every_error_code_is_documented_with_its_status_and_no_other() -> None:
    documented = re.findall(r"^\| (\d{3}) \| `(\w+)` \|", API, re.MULTILINE)
    assert {(int(status), code) for status, code in documented} == set(codes(EaselError))


@pytest.mark.parametrize(
    ("route", "request_body"),
    [
        ("POST /v1/images", DrawRequest),
        ("POST /v1/images/generations", GenerationRequest),
        ("POST /v1/audio", AudioRequest),
        ("POST /sdapi/v1/txt2img", TextToImageRequest),
        ("POST /models/{id}", InferenceParameters),
        ("POST /v1/predictions", PredictionInput),
    ],
)
def test_every_field_of_a_request_is_documented(route: str, request_body: type[BaseModel]) -> None:
    section = API.partition(f"## `{route}`\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| .* \| .* \|$", section, re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert documented == set(request_body.model_fields)


def test_every_route_is_documented() -> None:
    sources = [path.read_text() for path in sorted((ROOT / "lambda" / "easel").rglob("*.py"))]
    registered = re.compile(r'^@(?:app|router)\.(\w+)\("([^"]+)"\)', re.MULTILINE)
    routes = [route for source in sources for route in registered.findall(source)]
    assert routes
    for method, path in [route for route in routes if route[0] != "head"]:
        named = path.replace(".+", "{prompt}").replace("<code>", "{code}")
        shown = f"`{method.upper()} {re.sub('<.*>', '{id}', named)}`"
        assert shown in API, f"docs/api.md lacks {shown}"


def test_every_setting_of_a_deployment_is_documented_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| `(.*?)` \|", CONFIGURATION, re.MULTILINE))
    defaults = {name: field.default for name, field in Deployment.model_fields.items()}
    assert {name: tomllib.loads(f"x = {text}")["x"] for name, text in rows.items()} == defaults


def test_the_settings_file_says_the_defaults() -> None:
    settings = tomllib.loads((ROOT / "easel.toml").read_text())
    defaults = {name: field.default for name, field in Deployment.model_fields.items()}
    assert settings == defaults


def test_every_variable_of_a_function_is_documented() -> None:
    table = CONFIGURATION.partition("## The functions' environment")[2].partition("## make")[0]
    documented = set(re.findall(r"`([A-Z_]+)`", table))
    assert documented == {field.name.upper() for field in fields(Settings)}


def test_every_variable_of_make_is_documented() -> None:
    table = CONFIGURATION.partition("## make")[2]
    documented = set(re.findall(r"^\| `([A-Z_]+)`", table, re.MULTILINE))
    used = set(re.findall(r"\$\((?:if \$\()?([A-Z_]+)\)", (ROOT / "Makefile").read_text()))
    assert documented == used - {
        "CURDIR", "MAKEFILE_LIST", "OFFLINE", "PATH", "RUN", "STACK_NAMES",
        "STATE_OF", "TESTING",
    }  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
