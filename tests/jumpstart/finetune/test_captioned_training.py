"""Training from captions: tiny pipelines with random weights, on the processor."""

import json
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, cast

import pytest

from jumpstart.endpoint.weights_there import lacking
from jumpstart.finetuning.packed import packed_code
from jumpstart.uploading.transfer import MANIFEST
from tests.torch_environment import PYTHON, ROOT, skip_without_torch

from .in_container import STEPS, in_container

ENVIRONMENT = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    skip_without_torch()
    script = Path(__file__).with_name("captioned_with_torch.py")
    root = tmp_path_factory.mktemp("captioned")
    done = subprocess.run(
        [PYTHON, "-W", "ignore", script, root],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"said": done.stdout, "faults": done.stderr, "root": root}


LAYOUTS = ("v1", "v2", "xl")
TRAININGS = [f"{layout} {kind}" for layout in LAYOUTS for kind in ("full", "lora")]


@pytest.mark.parametrize("training", TRAININGS)
def test_the_loss_falls(facts: dict[str, Any], training: str) -> None:
    before, after = facts[training]["loss"]
    assert after < (0.8 if "full" in training else 0.997) * before
    assert facts[training]["learned"]


@pytest.mark.parametrize("training", TRAININGS)
def test_a_training_that_was_stopped_goes_on_and_gives_exactly_the_same_weights(
    facts: dict[str, Any], training: str
) -> None:
    found = facts[training]
    assert (found["ended"], found["stopped"], found["resumed"]) == (0, 1, 0)
    assert found["equal"]
    uninterrupted, resumed = found["recorded"]
    assert uninterrupted == resumed, "the losses before the stop count too"
    assert facts["faults"].count("stopped after step 3") == len(TRAININGS) + 1
    assert facts["said"].count("goes on after step 3") == len(TRAININGS)


def test_a_checkpoint_of_another_training_is_not_overwritten(facts: dict[str, Any]) -> None:
    assert facts["another"] == 1
    assert facts["faults"].count("[other_training]") == 1


def test_the_same_training_is_not_run_twice(facts: dict[str, Any]) -> None:
    assert facts["again"] == 0
    assert "holds exactly this model already" in facts["said"]


def test_what_stops_a_training_is_said_in_one_line_each(facts: dict[str, Any]) -> None:
    assert set(facts["wrong"].values()) == {1}
    lines = facts["faults"].splitlines()
    for name in facts["wrong"]:
        code = name.removesuffix(" again")
        assert sum(line.endswith(f"[{code}]") for line in lines) == 1 + ("bad_model" in name), code
    assert "Traceback" not in facts["faults"]


def test_what_was_begun_to_be_written_does_not_fill_the_disk(facts: dict[str, Any]) -> None:
    assert facts["left on the full disk"] == []


def test_another_noise_schedule_is_another_training(facts: dict[str, Any]) -> None:
    one, other = facts["digests"]
    assert one != other


def test_time_and_memory_are_said_before_the_training(facts: dict[str, Any]) -> None:
    assert "costs: nothing; about " in facts["said"]
    assert "GB of memory" in facts["said"]


def test_step_epoch_and_loss_are_said_during_the_training(facts: dict[str, Any]) -> None:
    assert re.search(r"step 8 of 8, epoch 8\.0, loss [0-9.]+, 0 s left", facts["said"])
    assert facts["recorded"]["first"] > facts["recorded"]["last"] > 0


def test_what_is_left_is_a_whole_pipeline(facts: dict[str, Any]) -> None:
    parts = {"model_index.json", "unet", "vae", "lora", "safety_checker", "finetuned.json"}
    assert parts <= set(facts["left"])
    assert "checkpoint.pt" not in facts["left"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_adapters_on_their_base_draw_as_the_model_that_holds_them(
    facts: dict[str, Any], layout: str
) -> None:
    to_fused, to_base = facts[f"{layout} lora on its base"]
    assert to_fused <= 2  # of 255: sums are made in another order
    assert to_base > 2


@pytest.mark.parametrize("training", TRAININGS)
def test_what_was_trained_is_served_and_evaluated(facts: dict[str, Any], training: str) -> None:
    assert facts[training]["evaluated"] == [0, 1]


def test_a_spot_instance_that_is_taken_away_costs_no_step_and_changes_no_weight(
    facts: dict[str, Any],
) -> None:
    assert facts["container"] == 0
    root: Path = facts["root"]
    code = root / "code"
    for name, path in packed_code().items():
        (code / name).parent.mkdir(parents=True, exist_ok=True)
        (code / name).write_bytes(path.read_bytes())
    stopped = start_container(root, code)
    checkpoint = root / "spot" / "checkpoints" / "checkpoint.pt"
    while not checkpoint.exists() and stopped.poll() is None:
        time.sleep(0.02)
    stopped.send_signal(signal.SIGTERM)  # SageMaker's notice, 120 seconds before the end
    said, _ = stopped.communicate(timeout=120)
    assert stopped.returncode == 128 + signal.SIGTERM, said
    assert not (root / "spot" / "output" / "failure").exists()
    step = re.search(r"stopped after step ([0-9]+) ", said)
    assert step, said
    assert 6 <= int(step[1]) < STEPS
    again = start_container(root, code)
    said, _ = again.communicate(timeout=120)
    assert again.returncode == 0, said
    assert f"goes on after step {step[1]}" in said
    assert not checkpoint.exists()
    unet = Path("unet", "diffusion_pytorch_model.safetensors")
    weights = [(root / job / "model" / unet).read_bytes() for job in ("whole", "spot")]
    assert weights[0] == weights[1]
    there = Listing(root / "spot" / "model")
    assert lacking("s3://b/dog/", cast(Any, there), own_image=False) is None
    listed = json.loads((root / "spot" / "model" / MANIFEST).read_text())["files"]
    assert {str(unet), "code/inference.py", "model_index.json"} <= set(listed)


class Listing:
    """S3, as `deploy --model-data` asks it: the files of `folder` below dog/."""

    def __init__(self, folder: Path) -> None:
        self.names = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]

    def list_objects_v2(self, **_: str) -> Any:
        return {"Contents": [{"Key": f"dog/{name.as_posix()}"} for name in self.names]}


def start_container(root: Path, code: Path) -> subprocess.Popen[str]:
    """Start container.sh as SageMaker does. A `python` on the way installs nothing."""
    (root / "bin").mkdir(exist_ok=True)
    python = root / "bin" / "python"
    python.write_text(f'#!/bin/sh\n[ "$2" = pip ] || exec {PYTHON} -W ignore "$@"\n')
    python.chmod(0o755)
    environment = ENVIRONMENT | in_container(root, "spot")
    del environment["PYTHONPATH"]  # only what was sent
    return subprocess.Popen(
        ["/bin/sh", code / "container.sh"],
        env=environment | {"PATH": f"{root / 'bin'}:/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
