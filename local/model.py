"""The model that draws on this machine: MODEL= names it, and this finds it and its server."""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cdk.deployment import Deployment
from easel.api.request import MAX_SIDE, MIN_SIDE, SIDE_STEP
from jumpstart.command.faults import Fault
from jumpstart.painters.families import configs_in, family_of, profile_of
from jumpstart.painters.model import Profile
from jumpstart.painters.weights import NoWeights, check_parts

from .ministack import ROOT

PAINTERS = ROOT / "jumpstart" / "painters"
TORCH_PYTHON = ROOT / ".venv-torch" / "bin" / "python"
# `make torch` writes it last: without it, the installation is not complete.
TORCH_INSTALLED = ROOT / ".venv-torch" / ".installed"

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
# What a small model consists of. The last file is there only after fine-tuning.
_SMALL = ("painter.onnx", "text.onnx", "words.json")
_INDEX = "model_index.json"
# The code that decides how a pipeline draws.
_PIPELINE_CODE = ("families.py", "loras.py", "pipeline.py", "stable_diffusion.py")
_MAX_NAME = 60
# torch is imported, and gigabytes are read. Ctrl-C ends the wait.
_PIPELINE_READY_WITHIN_S = 1_800


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model, and the server that draws with it."""

    name: str  # in ids, and on the page of a picture
    made_of: tuple[Path, ...]  # the files that decide how its pictures look
    options: tuple[str, ...]  # of jumpstart.serving
    python: Path = Path(sys.executable)
    # What is drawn if a request does not say; None: as easel.toml says.
    side_px: int | None = None
    steps: int | None = None
    guidance_scale: float | None = None
    ready_within_s: int = 30


def find_model(text: str) -> LocalModel | str:
    """The model that `text` names: renderer, small, or a folder. If `text` is the id of a model on
    the Hugging Face hub, that id: the model must be fetched first.

    Raises:
        Fault: there is no such model, or it cannot draw here.
    """
    if text == "renderer":
        return renderer()
    if text == "small":
        trained = _files((PAINTERS / "small" / "trained").glob("*.onnx"))
        return LocalModel("easel-small", (*trained, _SMALL_PAINTER), _of(text))
    folder = Path(text).expanduser()
    if folder.is_dir():
        return model_in(folder.resolve(), folder.resolve().name)
    if _HUB_ID.fullmatch(text) and not folder.exists():
        _check_torch(text)
        return text
    what = f"MODEL={text} is not a model: there is no such folder"
    do = "give renderer, small, a folder with a model, or a hub id such as owner/name"
    raise Fault(what, do, code="no_model")


def at_its_size(deployment: Deployment, model: LocalModel) -> Deployment:
    """`deployment`, with the size and the guidance scale that `model` was trained for, and with no
    more steps than it needs, if they are known."""
    own: dict[str, float] = {}
    if model.side_px is not None and model.side_px <= deployment.max_side:
        own["default_side"] = model.side_px
    if model.steps is not None:
        own["default_steps"] = min(model.steps, deployment.default_steps)
    if model.guidance_scale is not None:
        own["default_guidance_scale"] = model.guidance_scale
    return deployment.model_copy(update=own)


def renderer() -> LocalModel:
    files = _files((PAINTERS / "renderer").rglob("*.py"))
    return LocalModel("easel-renderer", files, _of("renderer"))


def model_in(folder: Path, name: str) -> LocalModel:
    """The model in `folder`, called `name`: a small model or a diffusers pipeline.

    Raises:
        Fault: the folder holds no complete model, or torch is missing.
    """
    if (folder / _INDEX).exists():
        return _pipeline(folder, _safe(name))
    if not any((folder / file).exists() for file in _SMALL):
        what = f"{folder} holds no model: neither {_INDEX} nor {_SMALL[0]}"
        do = "give the folder that finetune --out or save_pretrained() wrote"
        raise Fault(what, do, code="bad_model")
    if missing := [file for file in _SMALL[:2] if not (folder / file).exists()]:
        what = f"{folder} is not a complete small model: {missing[0]} is missing"
        raise Fault(what, "run finetune again", code="bad_model")
    files = _files(folder / file for file in _SMALL if (folder / file).exists())
    return LocalModel(_safe(name), (*files, _SMALL_PAINTER), _of("small", folder))


def _pipeline(folder: Path, name: str) -> LocalModel:
    try:
        check_parts(folder)
    except NoWeights as error:
        raise Fault(str(error), "copy the whole folder", code=error.code) from error
    parts = json.loads((folder / _INDEX).read_text())
    try:
        family = family_of(parts, folder)
        profile = profile_of(family, configs_in(folder, family), folder)
    except NoWeights as error:
        do = "give a pipeline that draws from a prompt (docs/serving.md)"
        raise Fault(str(error), do, code=error.code) from error
    _check_torch(folder)
    files = (path for part in parts for path in (folder / part).rglob("*") if path.is_file())
    return LocalModel(
        name,
        (folder / _INDEX, *sorted(files), *(PAINTERS / file for file in _PIPELINE_CODE)),
        _of("stable-diffusion", folder),
        TORCH_PYTHON,
        _side_px(profile),
        profile.steps,
        profile.guidance_scale,
        _PIPELINE_READY_WITHIN_S,
    )


def _side_px(profile: Profile) -> int | None:
    """The size of the pictures that the pipeline was trained for, if Easel can ask for it."""
    side = profile.side_px
    return side if MIN_SIDE <= side <= MAX_SIDE and side % SIDE_STEP == 0 else None


def _check_torch(model: Path | str) -> None:
    if not TORCH_INSTALLED.exists():
        raise Fault(f"{model} needs torch, which is not installed", "make torch", code="no_torch")


def _safe(name: str) -> str:
    """`name` with the letters that an id may have. No folder can take the name of Easel's own."""
    found = re.sub(r"[^\w./-]+", "-", name, flags=re.ASCII).strip("-")[:_MAX_NAME] or "model"
    return f"my-{found}" if found.startswith("easel-") else found


def _of(model: str, folder: Path | None = None) -> tuple[str, ...]:
    return ("--model", model, *(("--model-folder", str(folder)) if folder else ()))


_SMALL_PAINTER = PAINTERS / "small" / "painter.py"


def _files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The sorted `paths`.

    Raises:
        FileNotFoundError: there are none, so the version would not follow from the model.
    """
    found = tuple(sorted(paths))
    if not found:
        raise FileNotFoundError("local/model.py names files that are not there")
    return found
