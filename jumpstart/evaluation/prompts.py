"""A file of prompts: text with one on each line, or a JSON list."""

import json
import re
from pathlib import Path

from ..command.faults import Usage

PROMPTS = Path(__file__).parents[1] / "prompts.txt"


def read_prompts(path: Path) -> list[str]:
    """In their order, each once; lines that begin with # are passed over.

    Raises:
        Usage: there is no such file, or no prompt in it.
    """
    try:
        text = path.read_text("utf-8-sig")  # some editors begin a file with a mark of its encoding
    except (OSError, UnicodeDecodeError) as error:
        do = "give --prompts FILE: a prompt on each line, or a JSON list"
        raise Usage(f"{path} cannot be read: {error}", do, code="bad_prompts") from error
    if path.suffix == ".json":
        found = _parsed(path, text)
    else:
        lines = (line.strip() for line in text.splitlines())
        found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise Usage(f"{path} holds no prompt", "write one on a line", code="bad_prompts")
    return list(dict.fromkeys(found))


def _parsed(path: Path, text: str) -> list[str]:
    do = 'make it a list of texts, as ["a red circle", "the sea at night"]'
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Usage(f"{path} is not JSON: {error}", do, code="bad_prompts") from error
    if not isinstance(found, list) or not all(_is_text(one) for one in found):
        raise Usage(f"{path} is no list of texts", do, code="bad_prompts")
    return found


def _is_text(one: object) -> bool:
    """Not a half of a letter, as JSON may hold and no file can."""
    return isinstance(one, str) and bool(one) and not re.search(r"[\ud800-\udfff]", one)
