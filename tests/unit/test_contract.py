"""The contract is made from the code, describes what the routes do, and is served as a page."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from contract.__main__ import FILE
from contract.document import as_text, document
from easel.errors import EaselError
from easel.generate import handler
from easel.routes.docs import allowed_methods
from easel.service import Service
from tests.contract_check import Deviation, check, errors
from tests.fakes import FakeContext, http_event
from tests.unit.test_docs import codes

ROOT = Path(__file__).parent.parent.parent
SPECTRAL = ROOT / "node_modules" / ".bin" / "spectral"
CONTRACT: dict[str, Any] = document()
OPERATIONS = [
    pytest.param(operation, id=operation["operationId"])
    for path in CONTRACT["paths"].values()
    for operation in path.values()
]
ALWAYS = {
    "X-Request-Id": "1",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Type": "application/json",
}
STATUS = {"endpoint": "ready", "queue": 0, "seconds_per_image": 9.8, "recordings": True}


def media_types(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    answers = list(operation["responses"].values())
    for answer in [operation.get("requestBody", {}), *answers]:
        name = answer.get("$ref", "").rpartition("/")[2]
        found = CONTRACT["components"]["responses"][name] if name else answer
        yield from found.get("content", {}).values()


def test_the_committed_contract_is_what_the_code_makes() -> None:
    assert FILE.read_text("utf-8") == as_text(CONTRACT), "run make contract"


def test_the_contract_is_valid_openapi() -> None:
    validate(CONTRACT)


@pytest.mark.skipif(not SPECTRAL.exists(), reason="Spectral is not installed; make check runs it")
def test_spectral_finds_nothing_to_mend() -> None:
    node = Path(sys.executable).parent / "node"
    done = subprocess.run(
        [
            node,
            SPECTRAL,
            "lint",
            "--ruleset",
            ROOT / ".spectral.yaml",
            "--fail-severity=hint",
            FILE,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contract_describes_every_route_and_no_other() -> None:
    sources = [path.read_text() for path in sorted((ROOT / "lambda" / "easel").rglob("*.py"))]
    registered = re.compile(r'^@(?:app|router)\.(\w+)\("([^"]+)"\)', re.MULTILINE)
    routes = {
        (method, re.sub(r"<\w+>|\.\+", "{}", path))
        for source in sources
        for method, path in registered.findall(source)
    }
    described = {
        (method, re.sub(r"\{\w+\}", "{}", path))
        for path, operations in CONTRACT["paths"].items()
        for method in operations
    }
    heads = {("head", path) for method, path in described if method == "get"}
    assert routes == described | heads


def test_every_refusal_is_described_somewhere() -> None:
    described = {
        code
        for response in CONTRACT["components"]["responses"].values()
        for code in response["content"]["application/problem+json"]["examples"]
    }
    # Codes that no operation lists: a route that does not exist, and the ends of a recording.
    unsaid = {"method_not_allowed", "no_speech"}
    assert described == {code for _, code in codes(EaselError)} - unsaid


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_example_is_what_its_schema_says(operation: dict[str, Any]) -> None:
    for media_type in media_types(operation):
        for example in media_type.get("examples", {}).values():
            assert errors(media_type["schema"], example["value"]) == []


@pytest.mark.parametrize("path", CONTRACT["paths"])
def test_a_method_that_a_path_does_not_take_is_refused_with_those_it_takes(
    path: str, service: Service, context: FakeContext
) -> None:
    concrete = path.replace("{id}", "img_" + "a" * 26)
    answer = handler(http_event("PATCH", concrete), context)
    assert answer["statusCode"] == 405
    allowed = answer["multiValueHeaders"]["Allow"][0].split(", ")
    described = {method.upper() for method in CONTRACT["paths"][path]}
    assert set(allowed) == described | ({"HEAD"} if "GET" in described else set())


@pytest.mark.parametrize(
    "path", ["/v1/imagess", "/v1/images/", "/v1/images/a/b", "/v1/images/a/cancel/b"]
)
def test_a_path_that_is_not_described_takes_no_method(path: str) -> None:
    assert allowed_methods(path) == []


# As a page.


def test_the_contract_is_served_as_it_is_committed(service: Service, context: FakeContext) -> None:
    answer = handler(http_event("GET", "/openapi.json"), context)
    assert answer["body"] == FILE.read_text("utf-8")


@pytest.mark.parametrize(
    "path", ["/openapi.json", "/docs", "/docs/start.js", "/docs/swagger-ui.js"]
)
def test_a_copy_that_still_holds_is_not_sent_again(
    path: str, service: Service, context: FakeContext
) -> None:
    etag = handler(http_event("HEAD", path), context)["multiValueHeaders"]["ETag"][0]
    # A proxy that compresses a body makes its tag a weak one.
    again = http_event("GET", path, headers={"If-None-Match": f"W/{etag}"})
    answer = handler(again, context)
    assert (answer["statusCode"], answer["body"]) == (304, "")


def test_the_page_loads_files_of_this_service_alone(service: Service, context: FakeContext) -> None:
    page = handler(http_event("GET", "/docs"), context)
    policy = page["multiValueHeaders"]["Content-Security-Policy"][0]
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
    assert "img-src 'self' data: blob:;" in policy  # the answer shown on the page may be a picture
    assert "unsafe" not in policy
    loaded = re.findall(r'(?:src|rel="stylesheet" href)="([^"]+)"', page["body"])
    assert len(loaded) == 3
    for path in loaded:
        assert handler(http_event("GET", f"/{path}"), context)["statusCode"] == 200
    assert not re.search(r"<script>|<style>|style=|onclick=", page["body"])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_page_s_path_with_a_slash_leads_to_the_page(
    method: str, service: Service, context: FakeContext
) -> None:
    for stage in ("", "/prod"):  # through CloudFront, and at API Gateway's own address
        event = http_event(method, "/docs/")
        event["requestContext"] |= {"stage": "prod", "path": f"{stage}/docs/"}
        answer = handler(event, context)
        assert answer["statusCode"] == 308
        assert answer["multiValueHeaders"]["Location"] == [f"{stage}/docs"]


def test_no_function_loads_what_only_describes_it() -> None:
    code = "import sys, easel.generate, easel.deliver; sys.exit('easel.api.bodies' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT / "lambda")})
    assert done.returncode == 0


# The check itself notices a response that breaks the contract.


def test_a_response_that_keeps_the_contract_passes() -> None:
    check("GET", "/v1/status", 200, ALWAYS, json.dumps(STATUS))
    check("HEAD", "/v1/status", 200, ALWAYS, "")


@pytest.mark.parametrize(
    ("status", "headers", "body", "wrong"),
    [
        pytest.param(418, {}, STATUS, "the contract has 200", id="status"),
        pytest.param(200, {"Content-Type": "text/html"}, STATUS, "media type", id="media type"),
        pytest.param(200, {"X-Secret": "1"}, STATUS, "x-secret is not documented", id="header"),
        pytest.param(200, {"X-Content-Type-Options": "no"}, STATUS, "nosniff", id="header's value"),
        pytest.param(200, {}, {"queue": 0}, "required", id="property missing"),
        pytest.param(200, {}, STATUS | {"x": 1}, "unexpected", id="property too many"),
        pytest.param(200, {}, STATUS | {"queue": "0"}, r"\$.queue", id="property's type"),
        pytest.param(404, {}, STATUS, "the contract has", id="refusal not foreseen"),
    ],
)
def test_a_response_that_does_not_keep_it_is_noticed(
    status: int, headers: dict[str, str], body: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(Deviation, match=wrong):
        check("GET", "/v1/status", status, ALWAYS | headers, json.dumps(body))


def test_a_missing_header_and_a_path_of_nowhere_are_noticed() -> None:
    without = {name: value for name, value in ALWAYS.items() if name != "X-Request-Id"}
    with pytest.raises(Deviation, match="x-request-id is missing"):
        check("GET", "/v1/status", 200, without, json.dumps(STATUS))
    with pytest.raises(Deviation, match="no such operation"):
        check("GET", "/v1/nowhere", 200, ALWAYS, "{}")
    with pytest.raises(Deviation, match="none is documented"):
        check("HEAD", "/v1/status", 200, ALWAYS, "{}")
