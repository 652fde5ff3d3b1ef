"""easel.toml and the model it names; changed line by line, so that its comments stay."""

import json
import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from cdk.deployment import MODELS, Deployment, JumpStartModel, explain

from .console import ROOT
from .faults import Usage

PATH = ROOT / "easel.toml"


def load(path: Path = PATH) -> Deployment:
    """
    Raises:
        Usage: it cannot be meant.
    """
    try:
        return Deployment.load(path=path)
    except ValidationError as invalid:
        raise _bad("; ".join(explain(invalid).splitlines())) from invalid
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"easel.toml: {error}") from error


def changed(text: str, settings: dict[str, str]) -> str:
    """`text` with `settings` in place of what it says of them.

    Raises:
        Usage: easel.toml would not be valid so.
    """
    for name, value in settings.items():
        line = f"{name} = {json.dumps(value)}"
        # Up to a comment, which stays.
        there = re.search(rf"^{name}[ \t]*=[^\n#]*?(?=[ \t]*(?:#[^\n]*)?$)", text, re.MULTILINE)
        if there:
            text = f"{text[: there.start()]}{line}{text[there.end() :]}"
        else:
            text = f"{text.rstrip()}\n{line}\n"
    try:
        Deployment(**tomllib.loads(text))
    except ValidationError as invalid:
        raise _bad("; ".join(explain(invalid).splitlines())) from invalid
    return text


def resolved(model_id: str) -> JumpStartModel:
    """
    Raises:
        Usage: nobody resolved it.
    """
    path = MODELS / f"{model_id}.json"
    if not path.is_file():
        do = f"make resolve MODEL_ID={model_id}; ARGS=--list lists those there are"
        raise Usage(f"{model_id} is not in jumpstart/models/", do, code="not_resolved")
    return JumpStartModel.model_validate_json(path.read_text())


def _bad(what: str) -> Usage:
    return Usage(what, "correct easel.toml, then run this again", code="bad_settings")
