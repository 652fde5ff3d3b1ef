"""Run `evaluate` in a test: a model that can fail, its server, the report and the sheet."""

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from PIL import Image
from starlette.applications import Starlette

from jumpstart.command.console import launch
from jumpstart.evaluate import evaluate, parser
from jumpstart.painters.model import DrawRequest, Profile
from jumpstart.painters.renderer.painter import Renderer
from local.process import listen, port_of, served

HOSTILE = '<script>alert("1")</script> & <img src=x onerror=y>'


SMALL = ["--width", "64", "--height", "64", "--seeds", "1", "--score", "none"]


class Moody:
    """The renderer. It keeps the requests, and fails at the prompt `fails_at`."""

    def __init__(self) -> None:
        self.asked: list[DrawRequest] = []
        self.profile = Profile()
        self.fails_at: str | None = None

    @property
    def drawn(self) -> list[str]:
        return [prompt for request in self.asked for prompt in request.prompts]

    def setup(self) -> None:
        """Do nothing: there is nothing to load."""

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        self.asked.append(request)
        if request.prompts[0] == self.fails_at:
            raise RuntimeError(f"CUDA out of memory {HOSTILE}")
        return Renderer().draw(request)


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    listener = listen(0)
    with served(app, listener):
        yield f"http://127.0.0.1:{port_of(listener)}"


def run(*argv: object) -> int:
    return launch(evaluate, parser(), [str(word) for word in argv])


def report(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "report.json").read_text())
    return found


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._rows: list[list[str]] = []
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._rows and self._rows[-1] and self.tags[-1][0] in ("td", "th"):
            self._rows[-1][-1] += data.strip()

    def rows(self) -> list[list[str]]:
        """The cells of its table, row by row."""
        return self._rows

    def pictures(self) -> list[Image.Image]:
        sources = [str(attrs["src"]) for tag, attrs in self.tags if tag == "img"]
        jpegs = [base64.b64decode(source.partition("base64,")[2]) for source in sources]
        return [Image.open(io.BytesIO(jpeg)) for jpeg in jpegs]
