"""axe finds nothing to object to, and Chromium reports nothing, in any state of Easel's pages."""

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.local.conftest import Api

from .devtools import Browser, Tab
from .stage import Stage
from .states import STATES, empty

AXE = Path(__file__).parents[1] / "clients" / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2, levels A and AA, and what axe holds to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe leaves this rule out unless it is named.
NAMED = {"target-size": {"enabled": True}}
LOOKS = list(product((320, 1440), ("light", "dark")))
CIRCLE = "a red circle on a blue background"


@pytest.fixture(scope="module")
def stage(browser: Browser, easel: Api) -> Stage:
    if not AXE.is_file():
        pytest.skip("no axe-core: `make clients` installs it")
    tab = browser.open("about:blank")
    tab.send("Audits.enable")
    return Stage(tab, easel, easel.until_ended(easel.post(CIRCLE).json()["id"]))


@pytest.fixture
def on(stage: Stage) -> Iterator[Stage]:
    """The stage. In the end, Chromium has reported no error, and no other host was asked."""
    stage.tab.speaks("en-US,en")
    stage.tab.browser.events.clear()
    yield stage
    stage.end()
    at_home = (f"{stage.url}/", f"blob:{stage.url}/", "data:", "about:")
    assert [url for url in stage.tab.requested() if not url.startswith(at_home)] == []
    assert [said for said in stage.tab.complaints() if not is_of_the_page(said, stage.tab)] == []


def is_of_the_page(said: str, tab: Tab) -> bool:
    """Chromium reports an error if the page itself comes with the status 404, 410 or 502."""
    status = tab.run("performance.getEntriesByType('navigation')[0].responseStatus")
    return f" status of {status} " in said and said.endswith(f" {tab.run('location.href')}")


def violations(tab: Tab) -> list[str]:
    """What axe finds, with the element, for each width and each scheme of colours."""
    if not tab.run("Boolean(window.axe)"):
        tab.run(AXE.read_text("utf-8") + ";0")
    options = json.dumps({"runOnly": TAGS, "rules": NAMED, "resultTypes": ["violations"]})
    found = []
    for width, scheme in LOOKS:
        tab.resize(width, scheme)
        objections: list[dict[str, Any]] = tab.run(
            f"axe.run(document, {options}).then(({{violations}}) => violations.map("
            "({id, nodes}) => ({id, nodes: nodes.map(({html, failureSummary}) =>"
            " `${html} ${failureSummary}`)})))"
        )
        found += [
            f"{width} {scheme} {objection['id']}: {node}"
            for objection in objections
            for node in objection["nodes"]
        ]
    return found


@pytest.mark.parametrize("reach", STATES, ids=lambda reach: reach.__name__)
def test_axe_has_no_objection(on: Stage, reach: Callable[[Stage], None]) -> None:
    reach(on)
    assert violations(on.tab) == []


def test_axe_sees_what_is_wrong(on: Stage) -> None:
    empty(on)
    on.tab.run("document.querySelector('#submit').textContent = ''")
    assert {found.split(":")[0] for found in violations(on.tab)} == {
        f"{width} {scheme} button-name" for width, scheme in LOOKS
    }
