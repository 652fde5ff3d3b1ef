"""From the Hugging Face hub, only the files that an endpoint needs are fetched."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.torch_environment import PYTHON, ROOT, skip_without_torch

from .conftest import put, safetensors


@pytest.fixture
def outcome(model: Path, tmp_path: Path) -> dict[str, Any]:
    skip_without_torch()
    put(model / "vae" / "diffusion_pytorch_model.bin", b"PK")
    put(model / "v2.ckpt", safetensors())
    done = subprocess.run(
        [PYTHON, Path(__file__).with_name("fetch_from_hub.py"), model, tmp_path / "cache"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_without_a_network_the_hub_is_a_fault_with_a_code(outcome: dict[str, Any]) -> None:
    assert outcome["offline"] == "hub_unreachable"


def test_only_one_form_of_the_weights_is_fetched_and_an_unknown_id_is_a_fault(
    outcome: dict[str, Any], model: Path
) -> None:
    names = {path.relative_to(model).as_posix() for path in model.rglob("*") if path.is_file()}
    assert set(outcome["found"]) == names - {"v2.ckpt", "vae/diffusion_pytorch_model.bin"}
    assert outcome["code"] == "hub"
