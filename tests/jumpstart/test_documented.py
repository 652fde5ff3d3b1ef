"""docs/jumpstart.md names every fault of the commands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "jumpstart.md").read_text()


@pytest.mark.parametrize(
    "folder", [".", "catalogue", "command", "endpoint", "evaluation", "finetuning", "uploading"]
)
def test_every_fault_is_documented(folder: str) -> None:
    files = (ROOT / "jumpstart" / folder).glob("*.py")
    codes = {code for path in files for code in re.findall(r'code="(\w+)"', path.read_text())}
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", DOCS, re.MULTILINE)
    assert codes
    assert codes <= {code for row in rows for code in re.findall(r"`(\w+)`", row)}
