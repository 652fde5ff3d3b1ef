"""Which model draws here: a part of every id, and what a picture's page says."""

import hashlib

from .ministack import ROOT

# What decides how its pictures look.
_MADE_OF = {
    "renderer": ("jumpstart/painters/renderer/*.py",),
    "small": ("jumpstart/painters/small/trained/*.onnx", "jumpstart/painters/small/painter.py"),
}


def drawn_by(model: str) -> dict[str, str]:
    """The functions' MODEL_ID and MODEL_VERSION, in place of those of the model in the cloud. The
    version follows from the model's files: one that was trained on draws the same prompts anew."""
    digest = hashlib.sha256()
    for pattern in _MADE_OF[model]:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return {"MODEL_ID": f"easel-{model}", "MODEL_VERSION": digest.hexdigest()[:8]}
