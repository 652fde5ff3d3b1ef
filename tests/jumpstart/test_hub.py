"""From the Hugging Face hub, only the files that an endpoint needs are fetched."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.jumpstart.pictures import image_folder
from tests.torch_environment import PYTHON, ROOT, skip_without_torch

from .conftest import put, safetensors


@pytest.fixture
def outcome(model: Path, tmp_path: Path) -> dict[str, Any]:
    skip_without_torch()
    put(model / "vae" / "diffusion_pytorch_model.bin", b"PK")
    put(model / "v2.ckpt", safetensors())
    walls = image_folder(tmp_path / "walls")
    put(walls / "model.bin", b"not a picture")
    done = subprocess.run(
        [PYTHON, Path(__file__).with_name("fetch_from_hub.py"), model, walls, tmp_path / "cache"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"stderr": done.stderr}


def test_without_a_network_the_hub_is_one_line_with_a_code(outcome: dict[str, Any]) -> None:
    assert len(outcome["offline"]) == 2
    assert "thrown while requesting" not in outcome["stderr"]
    for line in outcome["offline"]:
        assert "the hub cannot be reached" in line
        assert line.endswith("[hub_unreachable]")
        assert "\n" not in line


def test_only_what_is_needed_of_a_model_or_a_dataset_is_fetched_and_an_unknown_id_is_a_fault(
    outcome: dict[str, Any], model: Path
) -> None:
    names = {path.relative_to(model).as_posix() for path in model.rglob("*") if path.is_file()}
    assert set(outcome["found"]) == names - {"v2.ckpt", "vae/diffusion_pytorch_model.bin"}
    assert outcome["dataset"] == ["blue.png", "metadata.jsonl", "red.png"]
    assert outcome["codes"] == ["hub", "hub"], "an unknown id, and a dataset without captions"
