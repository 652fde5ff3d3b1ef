"""What runs in SageMaker's PyTorch container: the training that runs on this machine too.

`container.sh` starts it. The names of the variables are those of SageMaker's toolkits; without one,
the folder is where SageMaker puts it, below /opt/ml.
"""

import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..command.console import Console
from ..command.faults import Fault
from ..finetune import parser
from ..serving.code_folder import code_files
from ..uploading.transfer import MANIFEST, fingerprint, manifest
from .captioned import train_captioned

# SageMaker shows the beginning of this file as the reason of a failure.
FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders and hyperparameters of a training job."""

    pictures: Path
    base: Path
    model: Path
    output: Path
    checkpoints: Path
    hyperparameters: dict[str, str]

    @classmethod
    def read(cls, environment: Mapping[str, str], ml: Path = Path("/opt/ml")) -> "Layout":
        def place(name: str, usual: str) -> Path:
            return Path(environment.get(name) or ml / usual)

        given = environment.get("SM_HPS") or (ml / "input/config/hyperparameters.json").read_text()
        return cls(
            place("SM_CHANNEL_TRAINING", "input/data/training"),
            place("SM_CHANNEL_MODEL", "input/data/model"),
            place("SM_MODEL_DIR", "model"),
            place("SM_OUTPUT_DIR", "output"),
            place("SM_CHECKPOINT_DIR", "checkpoints"),
            {name: str(value) for name, value in json.loads(given).items()},
        )

    @property
    def argv(self) -> list[str]:
        """The options of `finetune` for this job."""
        folders = {"--model": self.base, "--out": self.model, "--checkpoints": self.checkpoints}
        options = [word for name, path in folders.items() for word in (name, str(path))]
        for name, value in self.hyperparameters.items():
            if name.startswith("sagemaker_"):  # the toolkits' own
                continue
            options += [f"--{name}", value]
        return [str(self.pictures), "--local", "--yes", *options]


def main(environment: Mapping[str, str] = os.environ) -> int:
    """Train, or go on from the checkpoint. The exit status is 0 if the model is complete."""
    layout = Layout.read(environment)
    arguments = parser().parse_args(layout.argv)
    arguments.dataset, arguments.model = layout.pictures, layout.base
    console = Console(yes=True)
    try:
        train_captioned(arguments, console, is_free=False)
        _make_servable(layout.model)
    except Fault as fault:
        console.say(str(fault))
        if fault.code == "stopped":
            return 128 + signal.SIGTERM  # as of any process that SIGTERM ends
        return _failed(layout, str(fault))
    except Exception as error:
        _failed(layout, f"{type(error).__name__}: {error}")
        raise
    return 0


def _make_servable(model: Path) -> None:
    """Put Easel's code/ beside the weights, and last the list that says that all is there."""
    for name, path in code_files().items():
        (model / name).parent.mkdir(parents=True, exist_ok=True)
        (model / name).write_bytes(path.read_bytes())
    (model / MANIFEST).unlink(missing_ok=True)
    files = sorted(path for path in model.rglob("*") if path.is_file())
    prints = {path.relative_to(model).as_posix(): fingerprint(path) for path in files}
    (model / MANIFEST).write_text(json.dumps(manifest(prints), indent=2) + "\n")


def _failed(layout: Layout, why: str) -> int:
    """Leave the reason for SageMaker. Returns the exit status."""
    layout.output.mkdir(parents=True, exist_ok=True)
    (layout.output / FAILURE).write_text(why)
    return 1


if __name__ == "__main__":
    sys.exit(main())
