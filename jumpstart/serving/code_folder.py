"""Easel's files under code/ of a model's folder: with them, Hugging Face's container serves it."""

from pathlib import Path

JUMPSTART = Path(__file__).parents[1]
# The server, and the one painter that draws in that container.
_PATTERNS = ("serving/*.py", "painters/*.py")


def code_files() -> dict[str, Path]:
    """Name in the model's folder → file here."""
    files = {
        f"code/jumpstart/{path.relative_to(JUMPSTART).as_posix()}": path
        for pattern in _PATTERNS
        for path in JUMPSTART.glob(pattern)
    }
    files["code/inference.py"] = JUMPSTART / "serving" / "inference.py"
    files["code/requirements.txt"] = JUMPSTART / "serving" / "requirements.txt"
    return dict(sorted(files.items()))
