"""easel.toml and the model it names. It is changed line by line, so that its comments stay."""

import json
import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from cdk.deployment import Deployment, explain
from cdk.jumpstart_model import MODELS, JumpStartModel

from .console import ROOT
from .faults import Usage

PATH = ROOT / "easel.toml"


def load(path: Path | None = None) -> Deployment:
    """The deployment that easel.toml describes, or the stage beside it (STAGE=).

    Raises:
        Usage: the file is not valid.
    """
    try:
        return Deployment.load(path=path)
    except ValidationError as invalid:
        raise _bad("; ".join(explain(invalid).splitlines())) from invalid
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(f"{path or PATH}: {error}") from error
    except ValueError as error:  # the stage
        raise _bad(str(error)) from error


def read(path: Path) -> str:
    """The text of the file, with its line endings as they are.

    Raises:
        Usage: it is not TOML.
    """
    try:
        text = path.read_bytes().decode()
        tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(f"{path}: {error}") from error
    return text


def changed(text: str, settings: dict[str, str]) -> str:
    """`text`, with `settings` changed in their lines or added at the end.

    Raises:
        Usage: the result would not be valid, or a setting does not stand in one line.
    """
    before = text
    for name, value in settings.items():
        line = f"{name} = {json.dumps(value)}"
        # Up to the line's comment, which stays, or to the \r of a line from Windows.
        there = re.search(
            rf"""^[ \t]*(?:{name}|"{name}"|'{name}')[ \t]*=[^\n#]*?(?=[ \t\r]*(?:#[^\n]*)?$)""",
            text,
            re.MULTILINE,
        )
        if there:
            text = f"{text[: there.start()]}{line}{text[there.end() :]}"
        else:
            end = "\r\n" if "\r\n" in text else "\n"
            text = f"{text.rstrip()}{end}{line}{end}"
    try:
        if tomllib.loads(text) != tomllib.loads(before) | settings:
            raise _bad(_by_hand(settings))
        Deployment(**tomllib.loads(text))
    except ValidationError as invalid:
        raise _bad("; ".join(explain(invalid).splitlines())) from invalid
    except tomllib.TOMLDecodeError as error:
        raise _bad(_by_hand(settings)) from error
    return text


def _by_hand(settings: dict[str, str]) -> str:
    lines = ", ".join(f"{name} = {json.dumps(value)}" for name, value in settings.items())
    return f"easel.toml cannot be changed line by line; change it by hand to say {lines}"


def resolved(model_id: str) -> JumpStartModel:
    """The model as jumpstart/models/ records it.

    Raises:
        Usage: it is not there, or the file is broken.
    """
    path = MODELS / f"{model_id}.json"
    if not path.is_file():
        do = f"make resolve MODEL_ID={model_id}; ARGS=--list lists the models"
        raise Usage(f"{model_id} is not in jumpstart/models/", do, code="not_resolved")
    try:
        return JumpStartModel.model_validate_json(path.read_bytes())
    except ValidationError as invalid:
        do = f"write it again: make resolve MODEL_ID={model_id}"
        raise Usage(f"{path} is broken", do, code="not_resolved") from invalid


def _bad(what: str) -> Usage:
    return Usage(what, "correct easel.toml, then run this again", code="bad_settings")
