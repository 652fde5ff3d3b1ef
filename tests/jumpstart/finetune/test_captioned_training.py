"""Training from captions: tiny pipelines with random weights, on the processor."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.torch_environment import PYTHON, ROOT, skip_without_torch


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    skip_without_torch()
    script = Path(__file__).with_name("captioned_with_torch.py")
    environment = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [PYTHON, "-W", "ignore", script, tmp_path_factory.mktemp("captioned")],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"said": done.stdout, "faults": done.stderr}


def test_the_loss_falls(facts: dict[str, Any]) -> None:
    assert facts["longer"] == 0
    assert facts["loss"]["last"] < 0.8 * facts["loss"]["first"]


@pytest.mark.parametrize("kind", ["full", "lora"])
def test_a_training_that_was_stopped_goes_on_and_gives_exactly_the_same_weights(
    facts: dict[str, Any], kind: str
) -> None:
    assert (facts[f"{kind} ended"], facts[f"{kind} stopped"], facts[f"{kind} resumed"]) == (0, 1, 0)
    assert "stopped after step 3" in facts["faults"]
    assert "goes on after step 3" in facts["said"]
    assert facts[f"{kind} equal"]
    assert facts[f"{kind} learned"]


def test_a_checkpoint_of_another_training_is_not_overwritten(facts: dict[str, Any]) -> None:
    assert (facts["full another"], facts["lora another"]) == (1, 1)
    assert facts["faults"].count("[other_training]") == 2


def test_the_same_training_is_not_run_twice(facts: dict[str, Any]) -> None:
    assert facts["again"] == 0
    assert "holds exactly this model already" in facts["said"]


def test_time_and_memory_are_said_before_the_training(facts: dict[str, Any]) -> None:
    assert "costs: nothing; about " in facts["said"]
    assert "GB of memory" in facts["said"]


def test_what_is_left_is_a_pipeline_that_the_server_draws_with(facts: dict[str, Any]) -> None:
    assert {"model_index.json", "unet", "vae", "lora", "finetuned.json"} <= set(facts["left"])
    assert "checkpoint.pt" not in facts["left"]
    assert facts["drawn"] == [[64, 64]]


def test_the_layout_of_sdxl_is_trained_too(facts: dict[str, Any]) -> None:
    assert facts["xl"] == [0, 0]
    assert facts["xl learned"] == [True, True]
