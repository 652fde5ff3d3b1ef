"""What SageMaker's container finds: folders, and the hyperparameters of a short training."""

import json
from pathlib import Path

STEPS = 24
HYPERPARAMETERS = {
    "steps": str(STEPS),
    "batch": "1",
    "accumulate": "1",
    "learning-rate": "0.01",
    "resolution": "64",
    "precision": "auto",
    "seed": "1",
}


def in_container(root: Path, job: str) -> dict[str, str]:
    """The environment of `job`. The pictures and the pipeline are those below `root`."""
    return {
        "SM_CHANNEL_TRAINING": str(root / "pictures"),
        "SM_CHANNEL_MODEL": str(root / "v1"),
        "SM_MODEL_DIR": str(root / job / "model"),
        "SM_OUTPUT_DIR": str(root / job / "output"),
        "SM_CHECKPOINT_DIR": str(root / job / "checkpoints"),
        "SM_HPS": json.dumps(HYPERPARAMETERS),
    }
