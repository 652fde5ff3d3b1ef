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
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(f"{path}: {error}") from error


def read(path: Path) -> str:
    """It as it is, with its lines' own ends.

    Raises:
        Usage: it is no TOML.
    """
    try:
        text = path.read_bytes().decode()
        tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(f"{path}: {error}") from error
    return text


def changed(text: str, settings: dict[str, str]) -> str:
    """`text` with `settings` in place of what it says of them.

    Raises:
        Usage: easel.toml would not be valid so, or is written as TOML may be but seldom is.
    """
    before = text
    for name, value in settings.items():
        line = f"{name} = {json.dumps(value)}"
        # Up to a comment, which stays, or the \r of a line that ends as Windows' do.
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
    return f"easel.toml cannot be changed line by line; it is to say {lines}"


def resolved(model_id: str) -> JumpStartModel:
    """
    Raises:
        Usage: nobody resolved it.
    """
    path = MODELS / f"{model_id}.json"
    if not path.is_file():
        do = f"make resolve MODEL_ID={model_id}; ARGS=--list lists those there are"
        raise Usage(f"{model_id} is not in jumpstart/models/", do, code="not_resolved")
    try:
        return JumpStartModel.model_validate_json(path.read_bytes())
    except ValidationError as invalid:
        do = f"make it anew: make resolve MODEL_ID={model_id}"
        raise Usage(f"{path} is broken", do, code="not_resolved") from invalid


def _bad(what: str) -> Usage:
    return Usage(what, "correct easel.toml, then run this again", code="bad_settings")
