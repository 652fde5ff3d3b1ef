"""Photographs Easel's page in each of its states, at three widths, light and dark.

Run `make screenshots` and look at each one. It starts the whole stack, with a model that obeys.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cdk.deployment import Mode
from tests.local.conftest import Api, running_api

from .devtools import Browser, open_browser
from .stage import Job, Stage
from .states import STATES

WIDTHS = (320, 768, 1440)
SCHEMES = ("light", "dark")
SCENES = (
    "a black cat on the beach at sunset",
    "a red house beside a tree on a green hill, white clouds",
    "a sailing boat on the sea at night, a full moon",
)

MORE_SCENES = (
    "a white lighthouse by the sea",
    "fir trees in the snow at night",
    "the moon above a calm lake",
)


def _draw(on: Stage, prompt: str, drawn: int = 1) -> None:
    on.fill_in(prompt)
    on.draw()
    seen = "[...document.querySelectorAll('.result img')].filter(image => image.naturalWidth)"
    on.tab.wait(f"document.querySelector('#board').innerText.includes('{prompt[-20:]}')")
    on.tab.wait(f"{seen}.length === {drawn}")


def scenes(on: Stage) -> None:
    on.begin()
    for prompt in SCENES:
        _draw(on, prompt)


def four_pictures(on: Stage) -> None:
    on.begin()
    on.tab.run("document.querySelector('#n').value = '4'")
    _draw(on, SCENES[1], drawn=4)


def one_a_line(on: Stage) -> None:
    on.begin()
    on.tab.run("document.querySelector('#lines').checked = true")
    _draw(on, "\n".join([*SCENES, *MORE_SCENES]), drawn=6)


ALL: dict[str, Callable[[Stage], None]] = {
    state.__name__: state for state in (scenes, four_pictures, one_a_line, *STATES)
}


def photograph(browser: Browser, api: Api, job: Job, out: Path, names: list[str]) -> None:
    """Write `out`/STATE-WIDTH-SCHEME.png for each state of `names`. `job` is a picture of `api`."""
    for name in names:
        tab = browser.open("about:blank")
        on = Stage(tab, api, job)
        tab.send("Page.bringToFront")
        ALL[name](on)
        for width in WIDTHS:
            for scheme in SCHEMES:
                tab.look(out / f"{name}-{width}-{scheme}.png", width=width, scheme=scheme)
        on.end()
        tab.send("Page.close")


def main(out: Path, names: list[str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    microphone = ("--use-fake-device-for-media-stream",)
    with (
        tempfile.TemporaryDirectory() as kept,
        running_api(Mode.ASYNC, Path(kept)) as api,
        open_browser(Path(kept), *microphone) as browser,
    ):
        job = api.until_ended(str(api.post(SCENES[0]).json()["id"]))
        photograph(browser, api, job, out, names)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or list(ALL))
