"""STAGE=: another deployment beside the first, with a name of its own."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# `make STAGE=` sets it, for the CDK's app too.
VARIABLE = "EASEL_STAGE"
# In lower case: two endpoints whose names differ only in case would be one.
_STAGE = re.compile(r"[a-z][a-z0-9]{0,11}")
_DEFAULT_NAME = "Easel"


def settings_of(environment: Mapping[str, str], root: Path = ROOT) -> dict[str, Any]:
    """What easel.toml says. With a stage, easel.<stage>.toml, if there is one, replaces single
    settings, and the name is the first deployment's with the stage behind it.

    Raises:
        ValueError: the stage cannot be a part of a name, or has the name of the first deployment.
        OSError, TOMLDecodeError, UnicodeDecodeError: a file cannot be read.
    """
    settings = tomllib.loads((root / "easel.toml").read_text())
    stage = environment.get(VARIABLE, "")
    if not stage:
        return settings
    if not _STAGE.fullmatch(stage):
        raise ValueError(f"STAGE={stage!r} is not a word of up to 12 small letters and digits")
    name = settings.get("name", _DEFAULT_NAME)
    own = root / f"easel.{stage}.toml"
    changed = tomllib.loads(own.read_text()) if own.is_file() else {}
    if str(changed.get("name", "")).lower() == name.lower():
        raise ValueError(
            f"{own.name} has the name of easel.toml, {name}; two stacks need two names"
        )
    return settings | {"name": f"{name}-{stage}"} | changed
