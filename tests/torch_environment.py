"""The Python with torch, for tests that need it. Without torch, they are skipped with a reason."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / ".venv-torch" / "bin" / "python"


def skip_without_torch() -> None:
    # Written last: without it, the installation is not complete.
    if not (ROOT / ".venv-torch" / ".installed").exists():
        pytest.skip("torch is not installed here: `make torch` installs it into .venv-torch")
