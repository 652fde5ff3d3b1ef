"""A page in Chromium that runs what a test asks for, and reports what came of it.

No driver: the page asks its own server for the next script, and sends back what the script
returned.
"""

import contextlib
import json
import os
import queue
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from local.process import child, listen, port_of, served

HERE = Path(__file__).parent
OPENAI = HERE.parent / "clients" / "node_modules" / "openai"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_SCRIPT_WITHIN_S = 60
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


class ScriptFailed(AssertionError):
    """A script threw; the text is its error."""


@dataclass(slots=True)
class Page:
    """A page at `url`, in a Chromium of its own."""

    url: str = ""
    log: Path = Path()
    _scripts: "queue.Queue[str]" = field(default_factory=queue.Queue)
    _results: "queue.Queue[dict[str, Any]]" = field(default_factory=queue.Queue)

    def run(self, script: str, **given: Any) -> Any:
        """What the body `script` of an async function returns. It finds `given` by these names.

        Raises:
            ScriptFailed: it threw, or did not end within a minute.
        """
        self._scripts.put(json.dumps({"script": script, "given": given}))
        try:
            result = self._results.get(timeout=_SCRIPT_WITHIN_S)
        except queue.Empty:
            raise ScriptFailed(
                f"no result; Chromium says: {self.log.read_text()[-2000:]}"
            ) from None
        if "error" in result:
            raise ScriptFailed(result["error"])
        return result["value"]

    def served(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", lambda _: HTMLResponse((HERE / "page.html").read_text())),
                Route("/next", self._next),
                Route("/done", self._done, methods=["POST"]),
                Mount("/openai", StaticFiles(directory=OPENAI, check_dir=False)),
            ]
        )

    def _next(self, _: Request) -> Response:
        """The next script, or nothing for now."""
        with contextlib.suppress(queue.Empty):
            return PlainTextResponse(self._scripts.get(timeout=1), media_type="application/json")
        return Response(status_code=204)

    async def _done(self, request: Request) -> Response:
        self._results.put(await request.json())
        return Response(status_code=204)


@contextlib.contextmanager
def open_page(folder: Path) -> Iterator[Page]:
    """A page on a port of its own while the block runs. Chromium keeps its files in `folder`."""
    assert CHROMIUM
    page = Page(log=folder / "chromium.log")
    with listen(0) as listener:
        page.url = f"http://127.0.0.1:{port_of(listener)}/"
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", page.url]
        home = {**os.environ, "HOME": str(folder)}
        with served(page.served(), listener), child(command, env=home, log=page.log):
            yield page
