"""A LoRA that cannot be read says what to give instead. Nothing here needs torch."""

from pathlib import Path
from typing import Any

import pytest

from jumpstart.painters.loras import add_loras
from jumpstart.painters.weights import LORA, NoWeights
from jumpstart.serving.settings import Settings


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ([], "there is no such folder"),
        (["other.bin"], "there is no *.safetensors in it"),
        ([f"lora/{LORA}"], "there is no *.safetensors in it: give {folder}/lora"),
    ],
    ids=["no folder", "no weights", "a whole pipeline that finetune wrote"],
)
def test_a_folder_without_a_lora_is_refused_with_what_it_lacks(
    tmp_path: Path, made: list[str], said: str
) -> None:
    folder = tmp_path / "lora-of-mine"
    for name in made:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    pipeline: Any = None  # it is not asked
    settings = Settings.read(
        ["--model", "stable-diffusion", "--model-folder", "sd", "--lora", str(folder)], {}
    )
    with pytest.raises(NoWeights) as refused:
        add_loras(pipeline, settings)
    assert str(refused.value).endswith(said.format(folder=folder))
    assert refused.value.code == "bad_lora"
