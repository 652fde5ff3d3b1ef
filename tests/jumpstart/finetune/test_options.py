"""`python -m jumpstart.finetune` refuses wrong options and datasets before anything is paid for."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .finetuning import OPTIONS, launched

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--set", "epochs=many"], "bad_hyperparameter"),
        (["--instance-type", "ml.m5.large"], "bad_instance_type"),
        (
            ["--instance-type", "ml.g4dn.2xlarge", "--set", "with_prior_preservation=True"],
            "bad_instance_type",
        ),
        (["--set", "max_steps=100000"], "too_long"),
        (["--role", ""], "missing_option"),
        (["--role", "training"], "bad_role"),
        (["--max-minutes", "100000"], "too_long"),
        (["--steps", "400"], "bad_option"),
        (["--lora", "8"], "bad_option"),
        (["--s3", "balls"], "bad_s3_url"),
        (["--region", "mars-north-1"], "unknown_region"),
    ],
)
def test_an_invalid_option_is_refused_before_anything_is_paid_for(
    folder: Path, argv: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert launched(folder, *OPTIONS, "--dry-run", *argv) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_a_bad_dataset_is_refused_before_anything_is_paid_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "ball-0.png").write_bytes(b"no picture")
    assert launched(folder, *OPTIONS, "--yes") == 1
    told = capsys.readouterr()
    assert "wrong: ball-0.png: cannot be decoded" in told.out
    assert "nothing was sent or paid for [bad_dataset]" in told.err


def test_a_dry_run_prints_the_job_and_needs_neither_network_nor_credentials(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jumpstart.finetune", str(folder), *OPTIONS, "--dry-run"],
        cwd=ROOT,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    said, _, request = done.stdout.partition("would send sagemaker CreateTrainingJob")
    assert "would send dataset: 6 files" in said
    assert json.loads(request.partition(":\n")[2])["TrainingJobName"].startswith("easel-")
