"""The small model can be trained, trained further, and exported."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from jumpstart.painters.small.tokenizer import VOCABULARY
from tests.torch_environment import PYTHON, ROOT, skip_without_torch

SCRIPT = Path(__file__).with_name("train_a_little.py")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    skip_without_torch()
    folder = tmp_path_factory.mktemp("training")
    command = [str(PYTHON), "-W", "ignore", str(SCRIPT), str(folder)]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)}
    )
    outcome: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return outcome


def test_a_few_steps_on_a_few_pictures_make_the_loss_fall(outcome: dict[str, Any]) -> None:
    first, last = outcome["losses"][:5], outcome["losses"][-5:]
    assert sum(last) < 0.6 * sum(first)


def test_training_continues_from_its_checkpoint(outcome: dict[str, Any]) -> None:
    assert outcome["resumed_at_step"] == len(outcome["losses"]) + 1


def test_the_exported_model_draws_what_was_trained(outcome: dict[str, Any]) -> None:
    # Of a range of 2; the weights are stored in 16 bits.
    assert outcome["error"] < 0.02


def test_training_continues_from_an_export(outcome: dict[str, Any]) -> None:
    assert outcome["reloaded_at_step"] == len(outcome["losses"])
    assert outcome["reloaded_error"] < 1e-4


def test_new_words_are_added_to_those_that_the_weights_know(outcome: dict[str, Any]) -> None:
    assert outcome["words"] == len(VOCABULARY) + 2
    assert outcome["words_kept"]


def test_a_checkpoint_of_another_network_is_refused_in_one_line(outcome: dict[str, Any]) -> None:
    assert outcome["refusal"].endswith("other.pt is of another network or vocabulary; move it away")
