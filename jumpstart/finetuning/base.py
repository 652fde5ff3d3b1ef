"""The pipeline that is trained: is it complete, of which kind, and for which size?"""

import hashlib
import json
from pathlib import Path
from typing import Any

from ..command.faults import Fault, Usage
from ..painters.weights import NoWeights, check_parts

SDXL = "StableDiffusionXLPipeline"
MOST_PX = 2048
PIPELINES = ("StableDiffusionPipeline", SDXL)
# The parts that decide what a U-Net learns.
LEARNED_WITH = ("unet", "vae", "scheduler", "text_encoder", "text_encoder_2", "tokenizer*")
# The files that say what a pipeline is, without its weights.
CONFIGURATION = ("model_index.json", "unet/config.json", "vae/config.json")


def kind_of(base: Path) -> str:
    """The class of the pipeline in the folder `base`.

    Raises:
        Fault: it is not complete, or it cannot be trained.
    """
    try:
        check_parts(base)
    except NoWeights as error:
        do = "give the folder of a diffusers pipeline"
        raise Fault(str(error), do, code="bad_model") from error
    index: dict[str, Any] = json.loads((base / "model_index.json").read_text())
    if index.get("_class_name") not in PIPELINES:
        what = f"{base} is a {index.get('_class_name')}, which cannot be trained here"
        raise Fault(what, f"give a {' or '.join(PIPELINES)}", code="unsupported_pipeline")
    return str(index["_class_name"])


def side_px_of(base: Path) -> int:
    """The size that the pipeline was trained for.

    Raises:
        Fault: its configuration does not say it.
    """
    try:
        unet = json.loads((base / "unet" / "config.json").read_text())
        vae = json.loads((base / "vae" / "config.json").read_text())
        latents, blocks = int(unet["sample_size"]), len(vae["block_out_channels"])
        return int(latents * 2 ** (blocks - 1))
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"{base} does not say at which size it was trained"
        raise Fault(what, "give --resolution, such as 512", code="bad_size") from error


def chosen_side_px(resolution: int | None, base: Path) -> int:
    """--resolution, or the pipeline's own size.

    Raises:
        Fault: it is not a multiple of 64, or too large, or not known.
    """
    side_px = resolution or side_px_of(base)
    if side_px % 64 or not 64 <= side_px <= MOST_PX:
        what = f"the pictures' side of {side_px} px is not a multiple of 64 up to {MOST_PX}"
        raise Usage(what, "give --resolution, such as 512 or 768", code="bad_size")
    return side_px


def digest_of(base: Path) -> str:
    """The same text for the same pipeline. What it does not train with does not count, such as its
    safety checker."""
    content = hashlib.sha256()
    for path in sorted(path for part in LEARNED_WITH for path in base.glob(f"{part}/**/*")):
        if path.is_file():
            with path.open("rb") as file:
                print_of_file = hashlib.file_digest(file, "sha256").hexdigest()
            content.update(f"{path.relative_to(base).as_posix()}\n{print_of_file}\n".encode())
    return content.hexdigest()
