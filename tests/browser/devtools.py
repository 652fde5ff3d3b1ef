"""A page in Chromium that a test types into, clicks and looks at, as a reader does.

Chromium speaks its DevTools protocol over two pipes: JSON messages that end with a NUL.
https://chromedevtools.github.io/devtools-protocol/
"""

import base64
import contextlib
import json
import os
import select
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .chromium import CHROMIUM, FLAGS
from .seen import Watched

_ANSWER_WITHIN_S = 60.0
# Chromium reads from file descriptor 3 and writes to 4.
_READS, _WRITES = 3, 4


@dataclass(slots=True)
class Browser:
    """A Chromium of its own. Its profiles share nothing with each other."""

    _to: int
    _from: int
    _read: bytes = b""
    _last: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)

    def send(self, method: str, session: str | None = None, **parameters: Any) -> Any:
        """The answer to the command `method`."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._last:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + _ANSWER_WITHIN_S
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._from], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise AssertionError("Chromium does not answer")
            self._read += os.read(self._from, 1 << 20)
        message, _, self._read = self._read.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def profile(self) -> str:
        """A new profile, which has kept nothing."""
        made = self.send("Target.createBrowserContext")
        return str(made["browserContextId"])

    def open(self, url: str, profile: str | None = None) -> "Tab":
        """A tab at `url`."""
        where = {"browserContextId": profile or self.profile()}
        target = self.send("Target.createTarget", url="about:blank", **where)["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session, where["browserContextId"])
        for domain in ("Page", "Runtime", "Log", "Network"):
            tab.send(f"{domain}.enable")
        tab.go(url)
        return tab


@dataclass(frozen=True, slots=True)
class Tab(Watched):
    browser: Browser
    session: str
    profile: str

    def send(self, method: str, **parameters: Any) -> Any:
        return self.browser.send(method, self.session, **parameters)

    def go(self, url: str) -> None:
        self.send("Page.navigate", url=url)
        self.wait("document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """The value of the expression `script`, awaited."""
        done = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True,
            userGesture=True,
        )  # fmt: skip
        if "exceptionDetails" in done:
            raise AssertionError(done["exceptionDetails"]["exception"].get("description"))
        return done["result"].get("value")

    def click(self, selector: str) -> None:
        """Click the middle of the element, as a mouse does."""
        wanted = json.dumps(selector)
        self.wait(f"document.querySelector({wanted})?.checkVisibility()")
        self.run(f"document.querySelector({wanted}).scrollIntoView({{block: 'center'}})")
        box = self.run(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])"
            f"(document.querySelector({wanted}).getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send(
                "Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left",
                clickCount=1,
            )  # fmt: skip

    def type(self, selector: str, text: str) -> None:
        """Replace what is in the field."""
        self.run(
            f"(field => {{field.focus(); field.select()}})"
            f"(document.querySelector({json.dumps(selector)}))"
        )
        self.send("Input.insertText", text=text)

    def press(self, key: str, *, control: bool = False) -> None:
        codes = {"Enter": 13, "ArrowUp": 38, "ArrowLeft": 37, "ArrowRight": 39, "Escape": 27}
        common = {
            "key": key, "code": key, "windowsVirtualKeyCode": codes[key],
            "modifiers": 2 if control else 0,
        }  # fmt: skip
        # Only a key with a text sends a form.
        text = {"text": "\r"} if key == "Enter" and not control else {}
        self.send(
            "Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **text, **common
        )
        self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    def choose_file(self, selector: str, path: Path) -> None:
        root = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.send("DOM.setFileInputFiles", nodeId=node, files=[str(path)])

    def answer_dialogs(self) -> None:
        """Say yes to each question of the page."""
        self.run("window.confirm = () => true")

    def speaks(self, languages: str) -> None:
        """From the next page on, the reader's languages are `languages`."""
        self.send("Emulation.setUserAgentOverride", userAgent="Chromium", acceptLanguage=languages)

    def offline(self, *, is_offline: bool) -> None:
        self.send(
            "Network.emulateNetworkConditions", offline=is_offline, latency=0,
            downloadThroughput=-1, uploadThroughput=-1,
        )  # fmt: skip

    def resize(self, width: int, scheme: str = "light", height: int = 900) -> None:
        """Show the page as a screen of this width does, in the light or the dark `scheme`."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=width < 600,
        )  # fmt: skip
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.send("Emulation.setEmulatedMedia", features=features)

    def look(self, path: Path, *, width: int, scheme: str = "light", height: int = 900) -> None:
        """Write a picture of the whole page to `path`."""
        self.resize(width, scheme, height)
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(shot["data"]))

    def complaints(self) -> list[str]:
        """What Chromium says was wrong: errors of scripts, and of the policy. With the domain
        Audits on, also what the Issues tab of its DevTools lists."""
        self.run("0")
        found = []
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            given = event.get("params", {})
            if event["method"] == "Runtime.exceptionThrown":
                found.append(json.dumps(given["exceptionDetails"])[:500])
            if event["method"] == "Log.entryAdded" and given["entry"]["level"] == "error":
                found.append(f"{given['entry']['text']} {given['entry'].get('url', '')}")
            if event["method"] == "Audits.issueAdded":
                found.append(json.dumps(given["issue"])[:500])
        return found

    def requested(self) -> list[str]:
        """The addresses that the page asked for."""
        self.run("0")
        return [
            event["params"]["request"]["url"]
            for event in self.browser.events
            if event.get("sessionId") == self.session
            and event["method"] == "Network.requestWillBeSent"
        ]


@contextlib.contextmanager
def open_browser(folder: Path, *flags: str) -> Iterator[Browser]:
    """A Chromium that runs while the block does, and keeps its files in `folder`."""
    assert CHROMIUM
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    command = [
        CHROMIUM, *FLAGS, *flags, "--remote-debugging-pipe",
        f"--user-data-dir={folder / 'profile'}", "--lang=en-US", "about:blank",
    ]  # fmt: skip
    home: Mapping[str, str] = {**os.environ, "HOME": str(folder), "LANGUAGE": "en_US"}
    # The shell puts the pipes where Chromium looks for them.
    plumbing = f'exec "$@" {_READS}<&{to_read} {_WRITES}>&{from_write}'
    with (folder / "chromium.log").open("w") as log:
        process = subprocess.Popen(
            ["bash", "-c", plumbing, "bash", *command], env=home, stdout=log, stderr=log,
            pass_fds=(to_read, from_write),
        )  # fmt: skip
        os.close(to_read)
        os.close(from_write)
        try:
            yield Browser(to_write, from_read)
        finally:
            process.terminate()
            process.wait(timeout=10)
            os.close(to_write)
            os.close(from_read)
