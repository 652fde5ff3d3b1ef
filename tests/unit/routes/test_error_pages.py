"""A problem's `type` leads to a page for its code, with the text of docs/errors."""

import json
import re
from pathlib import Path

import pytest

from easel.routes.errors import EXPLAINED, kinds

from ..conftest import Handled

DOCS = Path(__file__).parents[3] / "docs" / "errors"
KINDS = dict(kinds())


def test_every_code_is_explained_and_no_other() -> None:
    assert set(EXPLAINED) == set(KINDS)
    pages = {path.stem.replace("-", "_") for path in DOCS.glob("*.md")}
    assert pages == set(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_a_code_has_a_page(api: Handled, code: str) -> None:
    answer = api("GET", f"/errors/{code.replace('_', '-')}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert f"{KINDS[code].status} {code}" in answer.text


@pytest.mark.parametrize("code", KINDS)
def test_the_documentation_of_a_code_says_what_its_page_says(code: str) -> None:
    text = (DOCS / f"{code.replace('_', '-')}.md").read_text()
    words = " ".join(text.split())
    for said in (f"# {KINDS[code].title} ", f"`{code}`, HTTP {KINDS[code].status}"):
        assert said in words
    for said in EXPLAINED[code]:
        assert said in words
    [example] = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    problem = json.loads(example)
    assert problem["type"].endswith(f"/errors/{code.replace('_', '-')}")
    assert (problem["status"], problem["error"]["code"]) == (KINDS[code].status, code)


@pytest.mark.parametrize("path", ["/errors/no-such", "/errors/invalid_size", "/errors/InvalidJson"])
def test_an_unknown_code_is_a_problem(api: Handled, path: str) -> None:
    answer = api("GET", path)
    assert (answer.status, answer.code) == (404, "not_found")


def test_the_type_of_a_problem_is_such_a_page(api: Handled) -> None:
    type_ = api.post("").body["type"]
    assert api("GET", type_.removeprefix("https://easel.example")).status == 200
