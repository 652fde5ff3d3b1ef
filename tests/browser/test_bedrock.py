"""Easel's page draws through Amazon Bedrock as it does through an endpoint."""

from collections.abc import Iterator

import pytest

from cdk.deployment import Mode
from tests.local.conftest import Api, running_api

from .devtools import Browser, Tab
from .test_page import DRAWN, draw


@pytest.fixture(scope="module")
def easel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with running_api(Mode.BEDROCK, tmp_path_factory.mktemp("bedrock")) as api:
        yield api


@pytest.fixture
def tab(browser: Browser, easel: Api) -> Iterator[Tab]:
    opened = browser.open(f"{easel.easel.url}/")
    opened.wait("document.querySelector('.shape[title]')")
    yield opened
    assert opened.complaints() == []


def test_a_reader_draws_through_bedrock_and_draws_again(tab: Tab, easel: Api) -> None:
    draw(tab, "a red circle on a blue background")
    tab.wait(f"{DRAWN} === 1024")
    assert easel.model_calls == 1
    # What the page sends for "again" can be asked for: the size that stands for the ratio.
    first = tab.run("location.search")
    tab.click("#board .menu summary")
    tab.click("#again")
    tab.wait(f"location.search.startsWith('?job=img_') && location.search !== {first!r}")
    tab.wait(f"{DRAWN} === 1024")
    assert easel.model_calls == 2


def test_a_reader_is_told_that_the_filter_refused(tab: Tab) -> None:
    tab.type("#prompt", "a cat, filtered-prompt")
    tab.press("Enter", control=True)
    tab.see("This prompt is not drawn here. Try other words.")
    # Either the job says so, or the answer to the POST if the job was quicker. Chromium's console
    # lists that answer.
    assert [one for one in tab.complaints() if "400 (Bad Request)" not in one] == []
    tab.browser.events.clear()
