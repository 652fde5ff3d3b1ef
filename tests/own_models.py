"""Models of one's own, as small as can be, for tests that draw with them."""

import json
import shutil
import subprocess
from pathlib import Path

from jumpstart.painters.small.painter import TRAINED
from jumpstart.painters.small.tokenizer import VOCABULARY

from .torch_environment import PYTHON, ROOT, skip_without_torch


def trained_small_model(folder: Path) -> Path:
    """A small model that has learned a word, in the files that `finetune --local` writes: a zwx is
    a circle."""
    shutil.copytree(TRAINED, folder)
    (folder / "words.json").write_text(json.dumps({"zwx": VOCABULARY.index("circle")}))
    return folder


def fine_tuned_pipeline(folder: Path, side_px: int = 256) -> Path:
    """A diffusers pipeline that `finetune` has trained from captions for two steps. The test is
    skipped if torch is missing."""
    skip_without_torch()
    subprocess.run(
        [PYTHON, "-W", "ignore", "-m", "tests.fine_tuned_pipeline", folder, str(side_px)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder
