"""The training code as a job gets it: the files of the channel `code`."""

import hashlib
from pathlib import Path

JUMPSTART = Path(__file__).parents[1]
STARTED = "container.sh"
# serving/ and painters/ go with the trained model, as its code/.
_PATTERNS = (
    "finetune.py",
    "command/*.py",
    "finetuning/*.py",
    "painters/*.py",
    "serving/*.py",
    "serving/requirements.txt",
    "uploading/*.py",
)


def packed_code() -> dict[str, Path]:
    """Name in the channel → file here."""
    files = {
        f"jumpstart/{path.relative_to(JUMPSTART).as_posix()}": path
        for pattern in _PATTERNS
        for path in JUMPSTART.glob(pattern)
    }
    files[STARTED] = JUMPSTART / "finetuning" / STARTED
    files["requirements.txt"] = JUMPSTART / "finetuning" / "requirements.txt"
    return dict(sorted(files.items()))


def digest_of_code(files: dict[str, Path]) -> str:
    """The same text for the same code."""
    content = hashlib.sha256()
    for name, path in files.items():
        content.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return content.hexdigest()
