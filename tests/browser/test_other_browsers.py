"""Easel's page in Firefox and in WebKit: what a reader does most, with the whole stack."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.conftest import Api
from tests.local.test_access import key_of

from .conftest import RECORDINGS
from .webdriver import CONTROL, ENTER, OPEN, Window, missing

CIRCLE = "a red circle on a blue background"
DRAWN = "document.querySelector('.result img')?.naturalWidth"


@pytest.fixture(scope="module", params=sorted(OPEN))
def window(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    if reason := missing(request.param):
        pytest.skip(reason)
    with OPEN[request.param](tmp_path_factory.mktemp(request.param)) as opened:
        yield opened


def open_easel(window: Window, api: Api) -> None:
    window.go(f"{api.easel.url}/")
    window.wait("document.querySelector('.shape[title]')")


def draw(window: Window, prompt: str) -> None:
    window.type("#prompt", prompt)
    window.add("#prompt", f"{CONTROL}{ENTER}")
    window.wait("location.search.startsWith('?job=img_')")


def test_a_reader_draws_copies_the_link_opens_it_and_remixes(window: Window, easel: Api) -> None:
    open_easel(window, easel)
    draw(window, f"{CIRCLE}, elsewhere")
    window.wait(DRAWN)
    window.click("#copy-link")
    window.wait("document.querySelector('#copy-link').textContent === 'Copied'")
    window.wait("document.querySelector('#cards').innerText.includes('elsewhere')")

    job = window.run("new URLSearchParams(location.search).get('job')")
    window.go(f"{easel.easel.url}/i/{job}")
    window.see("elsewhere")
    window.wait("document.querySelector('img').naturalWidth")
    window.click("a[href*='?from=']")
    window.wait("document.querySelector('#prompt')?.value.endsWith('elsewhere')")


def test_a_reload_in_the_middle_goes_on_with_the_job(window: Window, easel: Api) -> None:
    open_easel(window, easel)
    draw(window, f"takes 3: {CIRCLE}, reloaded elsewhere")
    window.see("Drawing")
    window.reload()
    window.see("so far")
    window.wait(DRAWN)


def test_an_audio_file_becomes_a_picture(window: Window, easel: Api) -> None:
    open_easel(window, easel)
    window.add("#file", str(RECORDINGS / "circle.mp3"))
    window.wait(DRAWN)
    assert "circle" in window.run("document.querySelector('#prompt').value")


def test_the_page_fits_and_its_controls_work_by_the_keyboard(window: Window, easel: Api) -> None:
    open_easel(window, easel)
    assert window.run("document.documentElement.scrollWidth <= innerWidth")
    window.add("[data-shape=landscape] input", " ")
    assert window.run("document.querySelector('[data-shape=landscape] input').checked")
    window.click("#more summary")
    window.click("#lines")
    draw(window, f"{CIRCLE}, line one\n{CIRCLE}, line two")
    window.see("2 of 2 drawn")
    window.click("#board .picture")
    window.wait("document.querySelector('#viewer').open")


def test_in_key_mode_a_key_is_asked_for(
    window: Window, key_easel: Api, key_state: Path, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["window"]
    key = key_of(key_state, name, 5)
    open_easel(window, key_easel)
    window.type("#prompt", f"{CIRCLE}, with a key in {name}")
    window.add("#prompt", f"{CONTROL}{ENTER}")
    window.wait("document.querySelector('#key-dialog').open")
    window.add("#key", f"{key}{ENTER}")
    window.wait(DRAWN)
    assert window.run("sessionStorage.getItem('easel.key')") == key
