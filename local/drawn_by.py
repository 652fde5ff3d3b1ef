"""The name and version of the local model: part of every id, and shown on a picture's page."""

import hashlib

from .model import LocalModel

_CHUNK_BYTES = 1 << 20


def drawn_by(model: LocalModel) -> dict[str, str]:
    """The functions' MODEL_ID and MODEL_VERSION, in place of those of the model in the cloud. The
    version follows from the model's files: after more training, the same prompt is drawn again."""
    digest = hashlib.sha256()
    for path in model.made_of:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                digest.update(chunk)
    return {"MODEL_ID": model.name, "MODEL_VERSION": digest.hexdigest()[:8]}
