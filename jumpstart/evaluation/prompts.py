"""Read a file of prompts: a text with one prompt on each line, or a JSON list."""

import json
import re
from pathlib import Path

from ..command.faults import Usage

PROMPTS = Path(__file__).parents[1] / "prompts.txt"


def read_prompts(path: Path) -> list[str]:
    """The prompts in their order, each once. Lines that begin with # are ignored.

    Raises:
        Usage: the file cannot be read, or holds no prompt.
    """
    try:
        text = path.read_text("utf-8-sig")  # some editors put a byte order mark first
    except (OSError, UnicodeDecodeError) as error:
        do = "give --prompts a file with a prompt on each line, or with a JSON list"
        raise Usage(f"{path} cannot be read: {error}", do, code="bad_prompts") from error
    if path.suffix == ".json":
        found = _parsed(path, text)
    else:
        lines = (line.strip() for line in text.splitlines())
        found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise Usage(f"{path} holds no prompt", "write one prompt on each line", code="bad_prompts")
    return list(dict.fromkeys(found))


def _parsed(path: Path, text: str) -> list[str]:
    do = 'write a list of texts, like ["a red circle", "the sea at night"]'
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Usage(f"{path} is not JSON: {error}", do, code="bad_prompts") from error
    if not isinstance(found, list) or not all(_is_text(one) for one in found):
        raise Usage(f"{path} is not a list of texts", do, code="bad_prompts")
    return found


def _is_text(one: object) -> bool:
    """True for a text that UTF-8 can hold: JSON can hold half a surrogate pair."""
    return isinstance(one, str) and bool(one) and not re.search(r"[\ud800-\udfff]", one)
