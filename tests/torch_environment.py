"""Where torch is, for tests that run something with it; without it they are skipped, saying so."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / ".venv-torch" / "bin" / "python"


def skip_without_torch() -> None:
    # Written last: an installation that was cut short is none.
    if not (ROOT / ".venv-torch" / ".installed").exists():
        pytest.skip("torch is not installed here: `make torch` installs it into .venv-torch")
