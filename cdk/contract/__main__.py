"""`python -m cdk.contract` writes the contract to where the functions serve it from."""

from ..deployment import ROOT
from .document import as_text, document

FILE = ROOT / "lambda" / "easel" / "openapi.json"

if __name__ == "__main__":
    FILE.write_text(as_text(document()))
    print(FILE.relative_to(ROOT))
