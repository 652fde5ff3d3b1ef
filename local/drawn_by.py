"""The name and version of the local model: part of every id, and shown on a picture's page."""

import hashlib

from .ministack import ROOT

# The files that decide how its pictures look.
_MADE_OF = {
    "renderer": ("jumpstart/painters/renderer/*.py",),
    "small": ("jumpstart/painters/small/trained/*.onnx", "jumpstart/painters/small/painter.py"),
}


def drawn_by(model: str) -> dict[str, str]:
    """The functions' MODEL_ID and MODEL_VERSION, in place of those of the model in the cloud. The
    version follows from the model's files: after more training, the same prompt is drawn again."""
    digest = hashlib.sha256()
    for pattern in _MADE_OF[model]:
        found = sorted(ROOT.glob(pattern))
        if not found:  # else the version would no longer follow from the model
            raise FileNotFoundError(f"{pattern}: local/drawn_by.py names files that are not there")
        for path in found:
            digest.update(path.read_bytes())
    return {"MODEL_ID": f"easel-{model}", "MODEL_VERSION": digest.hexdigest()[:8]}
