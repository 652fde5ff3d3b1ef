"""Easel's page where something is scarce: the quota, POSTs a minute, a model that is awake.

It also draws many prompts at once, which meets all of these limits sooner.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.local.conftest import Api, one_request_at_once
from tests.local.moody_model import held
from tests.local.test_access import key_of

from .devtools import Browser, Tab

CIRCLE = "a red circle on a blue background"
DRAWN = "document.querySelector('.result img')?.naturalWidth"


def send_lines(tab: Tab, prompts: list[str]) -> None:
    """Draw small pictures, one for each of `prompts`, and wait until the first is accepted."""
    tab.run("document.querySelector('#more').open = true")
    tab.run("document.querySelector('#lines').checked = true")
    tab.run("document.querySelector('[name=shape]:checked').value = '256x256'")
    tab.type("#prompt", "\n".join(prompts))
    tab.press("Enter", control=True)
    tab.wait("location.search.startsWith('?job=img_')")


def jobs_in_address(tab: Tab) -> list[str]:
    return str(tab.run("new URLSearchParams(location.search).get('job')")).split(",")


def test_a_spent_quota_is_told_with_its_end_and_the_text_stays(
    browser: Browser, key_easel: Api, key_state: Path
) -> None:
    key = key_of(key_state, "bea", 1)
    tab = browser.open(f"{key_easel.easel.url}/")
    tab.run(f"sessionStorage.setItem('easel.key', {json.dumps(key)})")
    tab.go(f"{key_easel.easel.url}/")
    tab.wait("document.querySelector('.shape[title]')")
    send_lines(tab, [f"{CIRCLE}, the only one", f"{CIRCLE}, tomorrow", f"{CIRCLE}, later"])
    tab.see("2 not sent: 0 of your 1 pictures are left today (UTC). You can draw again at ")
    tab.see("1 of 3 drawn")
    assert "later" in tab.run("document.querySelector('#prompt').value")

    tab.run("document.querySelector('#lines').checked = false")
    tab.type("#prompt", f"{CIRCLE}, once more")
    tab.press("Enter", control=True)
    tab.wait("document.querySelector('#problem').textContent.includes('You can draw again at ')")
    assert tab.run("document.querySelector('#prompt').value") == f"{CIRCLE}, once more"
    assert len(jobs_in_address(tab)) == 1  # what was on the board stays there
    assert tab.run("document.querySelectorAll('#board img').length") == 1


@pytest.mark.usefixtures("crowd")
def test_twenty_prompts_are_sent_and_a_reload_in_the_middle_goes_on(
    tab: Tab, browser: Browser, easel: Api
) -> None:
    send_lines(tab, [f"{CIRCLE}, of twenty {number}" for number in range(20)])
    assert len(jobs_in_address(tab)) < 20
    tab.send("Page.reload")
    tab.see("of 20 drawn")
    tab.see("20 of 20 drawn", within_s=60)
    assert len(set(jobs_in_address(tab))) == 20
    assert tab.run("document.querySelectorAll('#board img').length") == 20
    shown = tab.run("[...document.querySelectorAll('#board .prompt')].map(each => each.innerText)")
    assert sorted(shown) == sorted(f"{CIRCLE}, of twenty {number}" for number in range(20))
    assert tab.run("sessionStorage.getItem('easel.rows')") is None

    other = browser.open(tab.run("location.href"))  # the link to all
    other.see("20 of 20 drawn", within_s=60)


def test_too_many_posts_a_minute_are_waited_for(tab: Tab, easel: Api) -> None:
    send_lines(tab, [f"{CIRCLE}, patiently {number}" for number in range(8)])
    with one_request_at_once(easel):
        tab.see("not sent yet: ")
        tab.see("This page sends them as soon as it may.")
    tab.see("8 of 8 drawn")
    assert "not sent" not in tab.run("document.querySelector('#board').innerText")
    tab.browser.events.clear()  # Chromium's console lists each 429


def test_the_form_is_free_while_the_rest_is_sent(tab: Tab, easel: Api) -> None:
    with held():
        send_lines(tab, [f"held: {CIRCLE}, behind {number}" for number in range(6)])
        tab.wait("document.querySelector('#submit').ariaDisabled !== 'true'")
        tab.run("document.querySelector('#lines').checked = false")
        tab.type("#prompt", f"held: {CIRCLE}, meanwhile")
        tab.press("Enter", control=True)
        tab.wait("document.querySelector('#board').innerText.includes('meanwhile')")
    tab.wait(DRAWN)
    for number in range(6):  # the others are drawn all the same, and come into the list
        tab.wait(f"document.querySelector('#cards').innerText.includes('behind {number}')")


def test_all_can_be_canceled_while_some_are_not_sent_yet(tab: Tab, easel: Api) -> None:
    with held():
        send_lines(tab, [f"held: {CIRCLE}, in vain {number}" for number in range(20)])
        tab.click("#cancel-all")
        tab.wait("document.querySelector('#cancel-all').hidden")
        shown = "[...document.querySelectorAll('#board article')]"
        tab.wait(f"{shown}.every(each => each.innerText.includes('was canceled'))")
    assert tab.run("sessionStorage.getItem('easel.rows')") is None


@contextmanager
def asleep(api: Api) -> Iterator[None]:
    """While the block runs, the endpoint of `api` has no instance."""
    api.easel.endpoint.is_asleep = True
    try:
        yield
    finally:
        api.easel.endpoint.is_asleep = False


def test_a_sleeping_model_is_told_and_then_it_draws(browser: Browser, easel: Api) -> None:
    assert easel.queue_empties()  # what an earlier test had held is drawn, though in vain
    with held():
        with asleep(easel):
            forget_status(easel)
            tab = browser.open(f"{easel.easel.url}/")
            tab.see("The model is asleep. The first picture takes about 6 minutes.")
            tab.type("#prompt", f"held: {CIRCLE}, after a nap")
            tab.press("Enter", control=True)
            tab.see("The model is waking up. That takes about 6 minutes.")
        forget_status(easel)
        tab.see("Drawing …")
    tab.wait(DRAWN)
    # The page may ask while `generate` starts anew.
    assert [one for one in tab.complaints() if "503 (Service Unavailable)" not in one] == []


def forget_status(api: Api) -> None:
    """Start `generate` anew: for ten seconds a process remembers whether the endpoint is awake."""
    client = api.easel.aws.client("lambda")
    name = api.easel.deployed.named("AWS::Lambda::Function", "FunctionsGenerate")
    timeout_s = client.get_function_configuration(FunctionName=name)["Timeout"]
    client.update_function_configuration(FunctionName=name, Timeout=timeout_s)
