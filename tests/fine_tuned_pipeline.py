"""Run by .venv-torch's Python: fine-tune a tiny pipeline from captions, into the given folder.

It has the layout of Stable Diffusion 1.5 and random weights. Nothing is downloaded.
"""

import sys
import tempfile
from pathlib import Path

from jumpstart.command.console import launch
from jumpstart.finetune import finetune, parser
from tests.jumpstart.pictures import image_folder
from tests.tiny_stable_diffusion import make_v1


def train(folder: Path, side_px: int) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        pictures, base = image_folder(Path(temporary) / "walls"), Path(temporary) / "base"
        make_v1(base, side_px=side_px)
        argv = [str(pictures), "--local", "--model", str(base), "--out", str(folder), "--yes"]
        return launch(finetune, parser(), [*argv, "--steps", "2", "--resolution", "64"])


if __name__ == "__main__":
    sys.exit(train(Path(sys.argv[1]), int(sys.argv[2])))
