"""easel.toml, read and changed line by line, so that its comments stay."""

import json
import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from cdk.deployment import Deployment, explain

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


def _bad(what: str) -> Usage:
    return Usage(what, "correct easel.toml, then run this again", code="bad_settings")
