"""Pictures of Easel's page in each of its states, at three widths, light and dark.

Run `make screenshots` and look at each one. It starts the whole stack, with a model that obeys.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cdk.deployment import Mode
from tests.local.conftest import Api, running_api
from tests.local.moody_model import held, released

from .conftest import RECORDINGS
from .devtools import Browser, Tab, open_browser

WIDTHS = (320, 768, 1440)
SCHEMES = ("light", "dark")
_PROMPTS = (
    "a black cat on the beach at sunset",
    "a red house beside a tree on a green hill, white clouds",
    "a sailing boat on the sea at night, a full moon",
)
_DRAWN = "[...document.querySelectorAll('.result img')].some(image => image.naturalWidth)"


def _fill(tab: Tab, prompt: str) -> None:
    tab.type("#prompt", prompt)


def _draw(tab: Tab, prompt: str, until: str = _DRAWN) -> None:
    _fill(tab, prompt)
    tab.press("Enter", control=True)
    tab.wait("location.search.startsWith('?job=img_')")
    tab.wait(until)


def _lines(tab: Tab, prompts: list[str]) -> None:
    tab.run("document.querySelector('#lines').checked = true")
    _fill(tab, "\n".join(prompts))
    tab.press("Enter", control=True)
    tab.wait("document.querySelector('.many')")


def _drawn(tab: Tab) -> None:
    for prompt in _PROMPTS:
        _draw(tab, prompt)
        tab.wait(f"document.querySelector('#board').innerText.includes('{prompt}')")


def _four(tab: Tab) -> None:
    tab.run("document.querySelector('#n').value = '4'")
    _draw(tab, _PROMPTS[1])


def _more(tab: Tab) -> None:
    _fill(tab, _PROMPTS[0])
    tab.run("document.querySelector('#more').open = true")


def _waiting(tab: Tab) -> None:
    _draw(tab, f"held: {_PROMPTS[0]}", "document.querySelector('#board .stage')")
    tab.see("Drawing")
    tab.see("1 s so far")


def _failed(tab: Tab) -> None:
    _draw(tab, f"oom: {_PROMPTS[0]}", "document.querySelector('#board .failed')")


def _refused(tab: Tab) -> None:
    _more(tab)
    tab.type("#steps", "1000")
    tab.click("#submit")
    tab.see("steps: ")


def _row(tab: Tab) -> None:
    _lines(tab, [*_PROMPTS, *(f"held: {prompt}" for prompt in _PROMPTS)])
    tab.see("3 of 6 drawn")


def _large(tab: Tab) -> None:
    _four(tab)
    tab.click(".result .picture")
    tab.see("1 / 4")


def _heard(tab: Tab) -> None:
    tab.choose_file("#file", RECORDINGS / "circle.mp3")
    tab.wait(_DRAWN)


def _key(tab: Tab) -> None:
    tab.run("document.querySelector('#key-dialog').showModal()")


def _offline(tab: Tab) -> None:
    _waiting(tab)
    tab.offline(is_offline=True)
    tab.see("There is no connection")


def _shared(tab: Tab) -> None:
    _draw(tab, _PROMPTS[0])
    link = tab.run("location.href.replace('?job=', 'i/')")
    tab.go(link)
    tab.wait("document.querySelector('img').naturalWidth")


STATES: dict[str, Callable[[Tab], None]] = {
    "first": lambda _: None, "more": _more, "drawn": _drawn, "four": _four, "waiting": _waiting,
    "failed": _failed, "refused": _refused, "row": _row, "large": _large, "heard": _heard,
    "key": _key, "offline": _offline, "shared": _shared,
}  # fmt: skip


def photograph(browser: Browser, api: Api, out: Path, names: list[str]) -> None:
    """Write `out`/STATE-WIDTH-SCHEME.png for each state of `names`."""
    for name in names:
        tab = browser.open(f"{api.easel.url}/")
        tab.send("Page.bringToFront")
        tab.wait("document.querySelector('.shape')")
        released.clear()
        STATES[name](tab)
        for width in WIDTHS:
            for scheme in SCHEMES:
                tab.look(out / f"{name}-{width}-{scheme}.png", width=width, scheme=scheme)
        released.set()
        tab.send("Page.close")


def main(out: Path, names: list[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as kept,
        held(),
        running_api(Mode.ASYNC, Path(kept)) as api,
        open_browser(Path(kept)) as browser,
    ):
        photograph(browser, api, out, names)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or list(STATES))
