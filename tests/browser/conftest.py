"""Chromium with a page of another origin, and all of Easel on this machine."""

from collections.abc import Iterator

import pytest

from cdk.deployment import Mode
from tests.local.conftest import Api, running_api

from .chromium import CHROMIUM, OPENAI, Page, open_page

# A POST waits this long for its picture, then the client has to ask again.
MAX_WAIT_S = 0.5


@pytest.fixture(scope="session")
def easel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    environment = {"MAX_WAIT_S": str(MAX_WAIT_S)}
    state = tmp_path_factory.mktemp("easel")
    with running_api(Mode.ASYNC, state, environment=environment) as api:
        yield api


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the Debian package `chromium`")
    if not OPENAI.is_dir():
        pytest.skip("no openai for the page: `make clients` installs it")
    with open_page(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened
