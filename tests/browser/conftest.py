"""Chromium with Easel's page or a page of another origin, and all of Easel on this machine."""

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdk.deployment import Mode
from tests.local.conftest import Api, crowd, running_api  # noqa: F401  # crowd: a fixture

from .chromium import CHROMIUM, OPENAI, Page, open_page
from .devtools import Browser, Tab, open_browser

RECORDINGS = Path(__file__).parents[1] / "recordings"
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


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording with some silence behind it: Chromium plays it as a microphone, in a loop."""
    path = tmp_path_factory.mktemp("spoken") / "spoken.wav"
    with wave.open(str(RECORDINGS / "circle.wav")) as read, wave.open(str(path), "w") as written:
        written.setparams(read.getparams())
        written.writeframes(read.readframes(read.getnframes()))
        written.writeframes(bytes(read.getframerate() * read.getsampwidth() * 30))
    return path


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory, spoken: Path) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the Debian package `chromium`")
    microphone = (
        "--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={spoken}",
        "--autoplay-policy=no-user-gesture-required",
    )  # fmt: skip
    with open_browser(tmp_path_factory.mktemp("browser"), *microphone) as opened:
        yield opened


@pytest.fixture
def tab(browser: Browser, easel: Api) -> Iterator[Tab]:
    opened = browser.open(f"{easel.easel.url}/")
    opened.wait("document.querySelector('.shape[title]')")
    yield opened
    assert opened.complaints() == []


@pytest.fixture(scope="session")
def key_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="session")
def key_easel(key_state: Path) -> Iterator[Api]:
    """Easel for holders of a key alone."""
    with running_api(Mode.ASYNC, key_state, {"ACCESS": "key"}) as api:
        yield api
