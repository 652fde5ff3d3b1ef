"""A model of one's own draws on Easel's page, by `make run MODEL=<folder>`."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.test_make_run import ROOT, run, until_silent, with_a_port_of_its_own
from tests.own_models import fine_tuned_pipeline, trained_small_model

from .chromium import CHROMIUM
from .devtools import Browser, Tab, open_browser

DRAWN = "document.querySelector('.result img')?.naturalWidth"


@pytest.fixture(scope="module")
def own_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the Debian package `chromium`")
    with open_browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_a_port_of_its_own(tmp_path_factory.mktemp("state"))


def draw(tab: Tab, prompt: str, steps: int) -> str:
    """Draw on the page, with so many steps. What the page then says about the picture."""
    tab.wait("document.querySelector('.shape[title]')")
    tab.run("document.querySelector('#more').open = true")
    tab.type("#steps", str(steps))
    tab.type("#prompt", prompt)
    tab.press("Enter", control=True)
    tab.wait(DRAWN)
    return str(tab.run("document.querySelector('#board').textContent"))


def test_a_fine_tuned_small_model_draws_its_word_on_the_page(
    own_browser: Browser, state: Path, tmp_path: Path
) -> None:
    folder = trained_small_model(tmp_path / "zwx-model")
    with run(state, "--port", "0", "--model", str(folder)) as (process, url):
        tab = own_browser.open(f"{url}/")
        said = draw(tab, "a red zwx on a blue qqq", steps=8)
        assert "zwx-model@" in said
        assert "The model did not draw these words: qqq." in said  # it has learned what a zwx is
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_a_model_that_cannot_be_loaded_is_named_in_one_line_and_nothing_is_left_running(
    state: Path, tmp_path: Path
) -> None:
    folder = trained_small_model(tmp_path / "broken")
    (folder / "text.onnx").write_bytes(b"cut off")
    command = [sys.executable, "-m", "local", "--port", "0"]
    done = subprocess.run(
        [*command, "--state", state, "--model", folder], cwd=ROOT, capture_output=True, text=True
    )
    until_silent(int((state / "aws-port").read_text()))
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert f"the model did not start: cannot load {folder / 'text.onnx'}" in line


def test_a_pipeline_fine_tuned_from_captions_draws_on_the_page_at_its_own_size(
    own_browser: Browser, state: Path, tmp_path: Path
) -> None:
    folder = fine_tuned_pipeline(tmp_path / "mine", side_px=256)
    with run(state, "--port", "0", "--model", str(folder)) as (process, url):
        tab = own_browser.open(f"{url}/")
        said = draw(tab, "a fox in the snow", steps=2)
        assert "mine@" in said
        assert "256 × 256" in said
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
