"""`python -m contract` writes the contract to the file that the functions serve."""

from pathlib import Path

from .document import as_text, document

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "lambda" / "easel" / "openapi.json"

if __name__ == "__main__":
    FILE.write_text(as_text(document()))
    print(FILE.relative_to(ROOT))
