"""Where pictures come from: a model that draws now, or pictures that exist already."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..command.console import Console
from ..command.faults import Fault, Usage
from ..painters.weights import NoWeights
from .clients import ACCEPT, LocalClient, ModelClient, NotDrawn, client_of, jpeg_of
from .drawing import pictures_in
from .report import REPORT, Side, read_report

BUILT_IN = ("renderer", "small")
ENDPOINT = "endpoint:"
_DRAWN = ("pictures", "report")


@dataclass(frozen=True, slots=True)
class Source:
    kind: str  # url, endpoint, load, pictures or report
    place: str
    name: str = ""  # of the model, if the operator gave one
    component: str = ""  # of the endpoint

    @property
    def draws(self) -> bool:
        return self.kind not in _DRAWN

    def there(self) -> Side:
        """The pictures that exist already.

        Raises:
            Usage: they cannot be read.
        """
        if self.kind == "report":
            return read_report(Path(self.place))
        folder = Path(self.place)
        return Side(self.name or self.place, pictures_in(folder), folder=folder)

    def client(self, console: Console) -> ModelClient:
        if self.kind == "url":
            return LocalClient(self.place, self.name)
        if self.kind == "endpoint":
            return client_of(console, self.place, self.component, self.name)
        return LoadedClient(self.place, self.name)


def source_of(text: str) -> Source:
    """The source that --compare names.

    Raises:
        Usage: there is no such thing.
    """
    if re.match("https?://.", text):
        return Source("url", text)
    if text.startswith(ENDPOINT) and text != ENDPOINT:
        return Source("endpoint", text.removeprefix(ENDPOINT))
    path = Path(text)
    if path.is_file():
        return Source("report", text)
    if (path / REPORT).is_file():
        return Source("report", str(path / REPORT))
    if is_model(text):
        return Source("load", text)
    if path.is_dir():
        return Source("pictures", text)
    what = f"{text} is neither a report.json, a folder, a model nor a URL"
    do = f"give one of these, or {ENDPOINT}NAME, or {' or '.join(BUILT_IN)}"
    raise Usage(what, do, code="bad_report")


def is_model(text: str) -> bool:
    """True for renderer, small, and a folder with a diffusers pipeline or a small model."""
    marks = ("model_index.json", "painter.onnx")
    return text in BUILT_IN or any((Path(text) / mark).is_file() for mark in marks)


class LoadedClient:
    """A model that draws in this process, through the same contract as behind a server.

    Raises:
        Fault: it cannot be loaded.
    """

    def __init__(self, model: str, name: str = "") -> None:
        self.name = name or model
        self._draw = _loaded(model)

    def draw(self, payload: bytes) -> bytes:
        return jpeg_of(self._draw(payload))


def _loaded(model: str) -> Callable[[bytes], bytes]:
    from ..painters.model import profile_of
    from ..serving.__main__ import model_of
    from ..serving.contract import parse, render_answer
    from ..serving.settings import Settings

    painter, folder = model, ""
    if model not in BUILT_IN:
        painter = "small" if (Path(model) / "painter.onnx").is_file() else "stable-diffusion"
        folder = model
    try:
        loaded = model_of(Settings.read(["--model", painter, "--model-folder", folder], {}))
        loaded.setup()
    except (NoWeights, SystemExit) as error:
        what = f"{model} cannot be loaded: {error}"
        do = f"give a folder with a diffusers pipeline, a hub id, or {' or '.join(BUILT_IN)}"
        raise Fault(" ".join(what.split()), do, code="no_weights") from error

    def draw(payload: bytes) -> bytes:
        try:
            wanted = parse(payload, ACCEPT["content-type"], ACCEPT["accept"], profile_of(loaded))
            return render_answer(wanted, loaded.draw(wanted.draw))
        except Exception as error:  # as a server answers 400: one picture failed, others may not
            raise NotDrawn(" ".join(str(error).split())[:500]) from error

    return draw
