"""What the folder of a model needs under code/, so that Hugging Face's container serves it."""

from pathlib import Path

SERVING = Path(__file__).parent


def code_files() -> dict[str, Path]:
    """Name in the model's folder → file here."""
    files = {f"code/jumpstart/serving/{path.name}": path for path in SERVING.glob("*.py")}
    files["code/inference.py"] = SERVING / "inference.py"
    files["code/requirements.txt"] = SERVING / "requirements.txt"
    return dict(sorted(files.items()))
