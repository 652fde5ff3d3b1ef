"""LoRAs: small files that change the weights of a pipeline (Hu et al. 2021, arXiv 2106.09685)."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .weights import LORA, NoWeights, folder_of_s3

if TYPE_CHECKING:
    from ..serving.settings import Settings

_MAX_LETTERS = 300  # of an error, which can list every layer


def place_of(where: str, settings: "Settings") -> Path | str:
    """The folder that `where` names, copied from S3 if need be, or an id on the hub."""
    if where.startswith("s3://"):
        return folder_of_s3(where, Path(settings.cache))
    folder = Path(where)
    is_hub_id = not folder.exists() and re.fullmatch(r"[\w.-]+/[\w.-]+", where)
    return where if is_hub_id else folder


def add_loras(pipeline: Any, settings: "Settings") -> None:
    """Add the LoRAs to the weights of `pipeline`, so that they cost nothing when it draws.

    Raises:
        NoWeights: one is missing, or does not fit this pipeline.
    """
    names = {f"lora_{number}": lora for number, lora in enumerate(settings.lora)}
    for name, lora in names.items():
        _load(pipeline, name, place_of(lora.where, settings), settings.model_folder)
    if names:
        pipeline.set_adapters(list(names), [lora.strength for lora in names.values()])
        pipeline.fuse_lora(adapter_names=list(names))
        pipeline.unload_lora_weights()


def _what_is_missing(folder: Path) -> str:
    if not folder.is_dir():
        return "there is no such folder"
    # `finetune` writes a whole pipeline, and its LoRA alone into lora/.
    how = f": give {folder / 'lora'}" if (folder / "lora" / LORA).exists() else ""
    return f"there is no *.safetensors in it{how}"


def _load(pipeline: Any, name: str, where: Path | str, model: str) -> None:
    try:
        if isinstance(where, Path) and not any(where.glob("*.safetensors")):
            raise FileNotFoundError(_what_is_missing(where))
        is_local = isinstance(where, Path)
        pipeline.load_lora_weights(where, adapter_name=name, local_files_only=is_local)
    except Exception as error:  # no common class: a file may be cut off, the hub silent
        said = " ".join(str(error).split())[:_MAX_LETTERS]
        raise NoWeights(
            f"cannot put the LoRA {where} on {model}: {said}", code="bad_lora"
        ) from error
    if not any(name in found for found in pipeline.get_list_adapters().values()):
        raise NoWeights(f"the LoRA {where} fits no layer of {model}", code="bad_lora")
