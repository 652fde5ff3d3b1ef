"""Easel's page as a reader uses it: in Chromium, with the whole stack on this machine."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from tests.local.conftest import Api
from tests.local.test_access import key_of

from .conftest import RECORDINGS
from .devtools import Browser, Tab

CIRCLE = "a red circle on a blue background"
DRAWN = "document.querySelector('.result img')?.naturalWidth"
ENDED = "document.querySelector('.result img, #board .failed')"


def draw(tab: Tab, prompt: str) -> None:
    tab.type("#prompt", prompt)
    tab.press("Enter", control=True)
    tab.wait("location.search.startsWith('?job=img_')")


def cards(tab: Tab) -> str:
    return str(tab.run("document.querySelector('#cards').innerText"))


def test_a_reader_draws_and_gets_a_link_that_anybody_can_open(
    tab: Tab, browser: Browser, easel: Api
) -> None:
    draw(tab, f"{CIRCLE}, for the link")
    tab.wait(DRAWN)
    tab.browser.send(
        "Browser.grantPermissions", permissions=["clipboardReadWrite"],
        browserContextId=tab.profile,
    )  # fmt: skip
    tab.send("Page.bringToFront")
    tab.click("#copy-link")
    tab.wait("document.querySelector('#copy-link').textContent === 'Copied'")
    shared = tab.run("navigator.clipboard.readText()")
    assert shared.startswith(f"{easel.easel.url}/i/img_")
    assert f"{CIRCLE}, for the link" in cards(tab)

    other = browser.open(tab.run("location.href"))  # another device
    other.wait(DRAWN)
    other.see("for the link")
    assert other.run("document.querySelector('#delete')") is None  # it is not theirs
    assert "for the link" not in cards(other)


def test_a_drawn_picture_shows_no_empty_note(tab: Tab) -> None:
    draw(tab, f"{CIRCLE}, all of it drawn")
    tab.wait(DRAWN)
    shown = tab.run("[...document.querySelector('.result').childNodes].map(node => node.nodeName)")
    assert "#text" not in shown


def test_the_page_asks_nothing_but_its_own_host(tab: Tab, easel: Api) -> None:
    draw(tab, f"{CIRCLE}, at home")
    tab.wait(DRAWN)
    asked = {url for url in tab.requested() if not url.startswith("data:")}
    assert {"/".join(url.split("/")[:3]) for url in asked} == {easel.easel.url}


def test_a_reload_in_the_middle_goes_on_with_the_job(tab: Tab) -> None:
    draw(tab, f"takes 4: {CIRCLE}, reloaded")
    tab.see("Drawing")
    tab.send("Page.reload")
    tab.see("so far")
    tab.wait(DRAWN)


def test_a_lost_connection_is_told_and_the_picture_still_comes(tab: Tab) -> None:
    draw(tab, f"takes 4: {CIRCLE}, through a tunnel")
    tab.offline(is_offline=True)
    tab.see("There is no connection")
    tab.offline(is_offline=False)
    tab.wait(DRAWN)
    tab.browser.events.clear()  # Chromium complains of each request that had no network


def test_a_reader_cancels_what_takes_too_long(tab: Tab) -> None:
    draw(tab, f"takes 9: {CIRCLE}, too slow")
    tab.click("#board .stage button")
    tab.see("This picture was canceled.")


def test_a_failed_job_says_why(tab: Tab) -> None:
    draw(tab, "oom: a very large circle")
    tab.see("This picture could not be drawn.")
    assert "model" in tab.run("document.querySelector('#board .failed').innerText")


def test_an_address_fills_in_the_prompt_or_what_a_picture_was_made_from(
    tab: Tab, easel: Api
) -> None:
    tab.go(f"{easel.easel.url}/?prompt=a+green+square+%3Cb%3E")
    tab.wait("document.querySelector('#prompt').value === 'a green square <b>'")
    order: dict[str, Any] = {"width": 512, "height": 640, "steps": 20, "n": 2}
    made = easel.post(f"{CIRCLE}, to remix", negative_prompt="fog", **order).json()
    tab.go(f"{easel.easel.url}/?from={made['id']}")
    tab.wait("document.querySelector('#prompt').value.endsWith('to remix')")
    filled = tab.run(
        "[...['#negative', '#steps', '#n', '#seed', '[name=shape]:checked']]"
        ".map(field => document.querySelector(field).value)"
    )
    assert filled == ["fog", "20", "2", "", "512x640"]


def test_a_deleted_picture_leaves_the_list_and_its_link(tab: Tab, easel: Api) -> None:
    draw(tab, f"{CIRCLE}, soon gone")
    tab.wait(DRAWN)
    tab.answer_dialogs()
    tab.click("#delete")
    tab.see("Deleted.")
    tab.wait("!document.querySelector('#cards').innerText.includes('soon gone')")
    gone = tab.run("new URLSearchParams(location.search).get('job')")
    assert easel.http.get(f"/v1/images/{gone}").status_code == 410


def test_each_line_is_a_prompt_of_its_own_with_one_link_to_all(tab: Tab) -> None:
    tab.run("document.querySelector('#more').open = true")
    tab.click("#lines")
    draw(tab, "\n".join(f"{CIRCLE}, number {number}" for number in range(4)))
    tab.see("4 of 4 drawn")
    assert tab.run("document.querySelectorAll('#board img').length") == 4
    tab.send("Page.reload")
    tab.see("4 of 4 drawn")


def test_the_keyboard_leads_through_the_large_view_and_brings_back_the_last_prompt(
    tab: Tab,
) -> None:
    tab.run("document.querySelector('#n').value = '2'")
    draw(tab, f"{CIRCLE}, twice")
    tab.wait(DRAWN)
    tab.click(".result .picture")
    tab.see("1 / 2")
    tab.press("ArrowRight")
    tab.see("2 / 2")
    tab.press("Escape")
    tab.wait("!document.querySelector('#viewer').open")
    tab.type("#prompt", "x")
    tab.run("document.querySelector('#prompt').value = ''")
    tab.press("ArrowUp")
    assert tab.run("document.querySelector('#prompt').value") == f"{CIRCLE}, twice"


def test_two_tabs_show_the_same_list(tab: Tab, browser: Browser, easel: Api) -> None:
    other = browser.open(f"{easel.easel.url}/", tab.profile)
    tab.send("Page.bringToFront")
    draw(tab, f"{CIRCLE}, for two tabs")
    other.wait("document.querySelector('#cards').innerText.includes('for two tabs')")


def test_an_audio_file_becomes_a_transcript_that_can_be_changed_and_a_picture(tab: Tab) -> None:
    tab.choose_file("#file", RECORDINGS / "circle.mp3")
    tab.wait(DRAWN)
    heard = tab.run("document.querySelector('#prompt').value")
    assert "circle" in heard
    assert tab.run("location.search").startswith("?job=img_")
    tab.wait("document.querySelector('#cards').innerText.includes('circle')")


def test_a_spoken_prompt_is_heard_again_before_it_is_sent(tab: Tab, easel: Api) -> None:
    tab.browser.send(
        "Browser.grantPermissions", permissions=["audioCapture"], origin=easel.easel.url,
        browserContextId=tab.profile,
    )  # fmt: skip
    tab.click("#record")
    tab.wait("document.querySelector('#voice meter')?.value > 0.1")
    tab.see("4 of 60 s")
    tab.click("#stop-recording")
    tab.wait("document.querySelector('#voice audio')?.readyState > 0")
    tab.click("#send-recording")
    tab.wait(ENDED, within_s=60)
    assert "circle" in tab.run("document.querySelector('#prompt').value")


def test_a_refused_microphone_is_explained(tab: Tab, easel: Api) -> None:
    tab.browser.send(
        "Browser.setPermission", permission={"name": "microphone"}, setting="denied",
        origin=easel.easel.url, browserContextId=tab.profile,
    )  # fmt: skip
    tab.click("#record")
    tab.see("Allow it in the address bar, or choose an audio file.")


def test_a_korean_browser_reads_korean(browser: Browser, easel: Api) -> None:
    tab = browser.open("about:blank")
    tab.speaks("ko-KR,ko")
    tab.go(f"{easel.easel.url}/")
    tab.see("무엇을 그릴까요?")
    assert tab.run("document.documentElement.lang") == "ko"


def test_the_page_fits_a_small_phone_and_a_large_screen(tab: Tab, tmp_path: Path) -> None:
    draw(tab, f"{CIRCLE}, {'x' * 200}")
    tab.wait(DRAWN)
    for width in (320, 768, 1440):
        tab.look(tmp_path / "page.png", width=width)
        assert tab.run("document.documentElement.scrollWidth") <= width


def test_nothing_on_a_share_page_moves_when_its_picture_comes(tab: Tab, easel: Api) -> None:
    job = easel.until_ended(easel.post(f"{CIRCLE}, moving nothing", width=512, n=2).json()["id"])
    places = """JSON.stringify([...document.querySelectorAll("main, img, h1")].map(
        (element) => element.getBoundingClientRect()))"""
    for width in (320, 1440):
        tab.resize(width)
        tab.send("Network.setCacheDisabled", cacheDisabled=True)
        tab.send("Fetch.enable", patterns=[{"urlPattern": "*.jpg"}])  # holds the pictures back
        tab.send("Page.navigate", url=job["share_url"])
        tab.wait("document.querySelector('.quiet') && document.readyState === 'interactive'")
        before = tab.run(places)
        tab.send("Fetch.disable")
        tab.wait("[...document.images].every((image) => image.naturalWidth)")
        assert tab.run(places) == before


def test_every_control_has_a_name(tab: Tab) -> None:
    draw(tab, f"{CIRCLE}, named")
    tab.wait(DRAWN)
    nodes = tab.send("Accessibility.getFullAXTree")["nodes"]
    controls = ("button", "textbox", "checkbox", "radio", "combobox", "link", "spinbutton")
    shown = [
        node for node in nodes
        if not node["ignored"] and node["role"]["value"] in controls
    ]  # fmt: skip
    assert len(shown) > 15
    assert [node for node in shown if not node.get("name", {}).get("value")] == []


def test_in_key_mode_the_page_asks_for_a_key_and_lists_what_the_key_drew(
    browser: Browser, key_easel: Api, key_state: Path
) -> None:
    key = key_of(key_state, "ann", 5)
    tab = browser.open(f"{key_easel.easel.url}/")
    tab.wait("document.querySelector('.shape[title]')")
    tab.type("#prompt", f"{CIRCLE}, with a key")
    tab.press("Enter", control=True)
    tab.wait("document.querySelector('#key-dialog').open")
    tab.type("#key", key)
    tab.press("Enter")
    tab.wait(DRAWN)
    tab.wait("document.querySelector('#cards').innerText.includes('with a key')")
    assert tab.run("localStorage.getItem('easel.key')") is None
    assert json.loads(tab.run("JSON.stringify(sessionStorage)")) == {"easel.key": key}


def test_all_pictures_can_be_saved_as_one_archive(tab: Tab) -> None:
    packed = tab.run(
        """(async () => {
        const main = document.querySelector("script").src
        const it = await import(main.replace("main.js", "zip.js"))
        const files = [["a.jpg", 3], ["b.jpg", 1000]]
          .map(([name, size]) => ({name, bytes: new Uint8Array(size).fill(7)}))
        return [...new Uint8Array(await it.zip(files).arrayBuffer())]
        })()
        """
    )
    archive = zipfile.ZipFile(io.BytesIO(bytes(packed)))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {
        "a.jpg": b"\x07" * 3,
        "b.jpg": b"\x07" * 1000,
    }
