"""Firefox and WebKit, which a test drives by WebDriver's commands.

Both know the same commands (https://www.w3.org/TR/webdriver2/). WebKitWebDriver takes them over
HTTP. Firefox takes them by its own Marionette protocol, a TCP socket, so it needs no geckodriver:
https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

import contextlib
import json
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from local.process import child, free_port

from .seen import LOOK_EVERY_S, Watched

_STARTS_WITHIN_S = 30.0
_ANSWER_WITHIN_S = 60.0
# How WebDriver names an element in JSON, and the keys that a test presses.
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
CONTROL, ENTER = "\ue009", "\ue007"

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
WEBKIT = shutil.which("WebKitWebDriver")
_DISPLAY = shutil.which("Xvfb")
_MINI_BROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)


# (the command's name in Marionette, its HTTP method and path, its parameters) → its value
Send = Callable[[str, str, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Window(Watched):
    """A browser with one tab, and a profile that has kept nothing."""

    send: Send

    def go(self, url: str) -> None:
        self.send("WebDriver:Navigate", "POST /url", {"url": url})

    def reload(self) -> None:
        self.send("WebDriver:Refresh", "POST /refresh", {})

    def run(self, script: str) -> Any:
        """The value of the expression `script`, awaited."""
        body = f"""const done = arguments[arguments.length - 1];
        const failed = error => done(`${{error}}`);
        (async () => ({script}))().then(value => done([value ?? null]), failed)"""
        given = {"script": body, "args": []}
        found = self.send("WebDriver:ExecuteAsyncScript", "POST /execute/async", given)
        if isinstance(found, str):
            raise AssertionError(found)
        return found[0]

    def click(self, selector: str) -> None:
        element = self._find(selector)
        self.run(
            f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})"
        )
        self.send("WebDriver:ElementClick", f"POST /element/{element}/click", {"id": element})

    def type(self, selector: str, text: str) -> None:
        """Replace what is in the field."""
        element = self._find(selector)
        self.send("WebDriver:ElementClear", f"POST /element/{element}/clear", {"id": element})
        self.add(selector, text)

    def add(self, selector: str, text: str) -> None:
        """Type `text` into the field, or choose the file of this path."""
        element = self._find(selector)
        given = {"id": element, "text": text.replace("\n", ENTER)}
        self.send("WebDriver:ElementSendKeys", f"POST /element/{element}/value", given)

    def _find(self, selector: str) -> str:
        self.wait(f"document.querySelector({json.dumps(selector)})")
        given = {"using": "css selector", "value": selector}
        return str(self.send("WebDriver:FindElement", "POST /element", given)[_ELEMENT])


@contextlib.contextmanager
def open_firefox(folder: Path) -> Iterator[Window]:
    """A Firefox that runs while the block does, and keeps its files in `folder`."""
    assert FIREFOX
    port = free_port()
    profile = folder / "profile"
    profile.mkdir()
    # Firefox's own wishes: no first-run page, no requests of its own.
    preferences = {
        "marionette.port": port, "intl.accept_languages": "en-US", "intl.locale.requested": "en-US",
        "datareporting.policy.dataSubmissionEnabled": False, "app.update.disabledForTesting": True,
        "browser.shell.checkDefaultBrowser": False, "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False, "services.settings.server": "",
    }  # fmt: skip
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(v)});" for name, v in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--marionette"]
    with (
        child(command, env=_environment(folder), log=folder / "firefox.log"),
        _connected(port) as connection,
    ):
        reader = connection.makefile("rb")
        _read(reader)  # Firefox greets
        sent = 0

        def send(name: str, _: str, given: dict[str, Any]) -> Any:
            nonlocal sent
            sent += 1
            message = json.dumps([0, sent, name, given]).encode()
            connection.sendall(b"%d:%s" % (len(message), message))
            _, _, error, value = _read(reader)
            if error:
                raise AssertionError(f"{name}: {error['error']}: {error['message']}")
            return value["value"] if isinstance(value, dict) and "value" in value else value

        send("WebDriver:NewSession", "", {"strictFileInteractability": False})
        yield Window(send)


def _read(reader: Any) -> Any:
    """One message of Marionette: its length, a colon, JSON."""
    length = b""
    while not length.endswith(b":"):
        length += reader.read(1)
    return json.loads(reader.read(int(length[:-1])))


@contextlib.contextmanager
def _connected(port: int) -> Iterator[socket.socket]:
    until = time.monotonic() + _STARTS_WITHIN_S
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port), timeout=_ANSWER_WITHIN_S)
            break
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(LOOK_EVERY_S)
    with connection:
        yield connection


@contextlib.contextmanager
def open_webkit(folder: Path) -> Iterator[Window]:
    """WebKitGTK's MiniBrowser on a screen of its own while the block runs."""
    assert WEBKIT
    assert _DISPLAY
    port, display = free_port(), folder / "display"
    read, write = os.pipe()
    screen = [
        _DISPLAY,
        "-displayfd",
        str(write),
        "-screen",
        "0",
        "1440x1000x24",
        "-nolisten",
        "tcp",
    ]
    environment = _environment(folder)
    with child(screen, env=environment, log=folder / "screen.log", keeps=(write,)):
        os.close(write)
        with os.fdopen(read) as named:
            environment["DISPLAY"] = f":{named.readline().strip()}"
        command = [WEBKIT, f"--port={port}"]
        with (
            child(command, env=environment, log=display.with_suffix(".log")),
            httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_ANSWER_WITHIN_S) as http,
            _session(http) as session,
        ):

            def send(_: str, route: str, given: dict[str, Any]) -> Any:
                method, path = route.split(" ")
                answer = http.request(method, f"/session/{session}{path}", json=given).json()
                if isinstance(answer["value"], dict) and "error" in answer["value"]:
                    raise AssertionError(f"{path}: {answer['value']}")
                return answer["value"]

            yield Window(send)


@contextlib.contextmanager
def _session(http: httpx.Client) -> Iterator[str]:
    options = {"binary": str(_MINI_BROWSER), "args": ["--automation"]}
    wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
    until = time.monotonic() + _STARTS_WITHIN_S
    while True:
        try:
            made = http.post("/session", json=wanted)
            break
        except httpx.ConnectError:
            if time.monotonic() > until:
                raise
            time.sleep(LOOK_EVERY_S)
    session = str(made.json()["value"]["sessionId"])
    try:
        yield session
    finally:
        http.delete(f"/session/{session}")


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
        "LANGUAGE": "en_US", "LC_ALL": "C.UTF-8",
    }  # fmt: skip


def missing(name: str) -> str:
    """Why the browser `name` cannot run here; "" if it can."""
    if name == "firefox":
        return "" if FIREFOX else "no Firefox here: install the Debian package `firefox-esr`"
    if not WEBKIT or not _MINI_BROWSER:
        return "no WebKit here: install the Debian package `webkit2gtk-driver`"
    return "" if _DISPLAY else "no screen for WebKit here: install the Debian package `xvfb`"


OPEN = {"firefox": open_firefox, "webkit": open_webkit}
