"""`python -m jumpstart.finetune` starts a training job in SageMaker, and never pays twice."""

import json
from pathlib import Path
from typing import Any

import pytest

from jumpstart.command.faults import Fault
from local.ministack import Ministack
from tests.jumpstart.conftest import BUCKET
from tests.jumpstart.sagemaker_training import FAILED, Training

from .finetuning import OPTIONS, ROLE, launched, run

CACHE = "jumpstart-cache-prod-us-east-1"


@pytest.fixture(scope="module", autouse=True)
def source(cloud: Ministack) -> None:
    s3 = cloud.client("s3")
    s3.create_bucket(Bucket=CACHE)
    for key in (
        "source-directory-tarballs/stabilityai/transfer_learning/txt2img/prepack/v1.0.3/sourcedir.tar.gz",
        "stabilityai-training/train-model-txt2img-stabilityai-stable-diffusion-v2-1-base.tar.gz",
    ):
        s3.put_object(Bucket=CACHE, Key=key, Body=b"JumpStart's")


def test_the_dataset_is_sent_and_a_job_started_and_watched_to_its_end(
    folder: Path, training: Training, s3: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, *OPTIONS)
    [name] = training.jobs
    sent = s3.list_objects_v2(Bucket=BUCKET, Prefix=f"balls/datasets/{name}/")["Contents"]
    assert {item["Key"].rpartition("/")[2] for item in sent} == {
        *(f"ball-{n}.png" for n in range(5)),
        "dataset_info.json",
    }
    out = capsys.readouterr().out
    assert "100 steps on one ml.g5.2xlarge" in out
    assert "costs: about $0.19 for some 7 minutes (an estimate), at most $1.52" in out
    for state in ("Starting", "Downloading", "Training", "Uploading", "Completed"):
        assert f"{state} " in out
    assert out.count("train_avg_loss=0.12") == 1
    assert "paid for 10 minutes, about $0.25" in out
    artefact = f"s3://{BUCKET}/balls/trained/{name}/output/model/"
    assert out.endswith(f"next: python -m jumpstart.deploy --model-data {artefact}\n")


def test_the_job_has_the_request_of_jumpstarts_own_training_job(
    folder: Path, training: Training
) -> None:
    run(folder, *OPTIONS, "--set", "epochs=40", "--max-minutes", 30, "--no-wait")
    [(name, job)] = training.jobs.items()
    asked = job["asked"]
    hyperparameters = {key: json.loads(value) for key, value in asked["HyperParameters"].items()}
    assert hyperparameters["epochs"] == "40"
    assert hyperparameters["max_steps"] == "None"
    assert hyperparameters["sagemaker_program"] == "transfer_learning.py"
    assert hyperparameters["sagemaker_submit_directory"].startswith(f"s3://{CACHE}/source-")
    assert asked["AlgorithmSpecification"]["TrainingImage"] == (
        "763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-training:"
        "1.10.2-transformers4.17.0-gpu-py38-cu113-ubuntu20.04"
    )
    channels = {
        channel["ChannelName"]: channel["DataSource"]["S3DataSource"]["S3Uri"]
        for channel in asked["InputDataConfig"]
    }
    assert channels["training"] == f"s3://{BUCKET}/balls/datasets/{name}/"
    assert channels["model"].startswith(f"s3://{CACHE}/stabilityai-training/")
    assert asked["StoppingCondition"] == {"MaxRuntimeInSeconds": 1800}
    assert asked["ResourceConfig"]["InstanceType"] == "ml.g5.2xlarge"
    assert asked["RoleArn"] == ROLE
    assert asked["OutputDataConfig"]["CompressionType"] == "NONE"


def test_the_same_training_is_never_paid_for_twice(
    folder: Path, training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, *OPTIONS)
    run(folder, *OPTIONS)
    assert len(training.jobs) == 1
    assert "is training, or has trained, exactly this" in capsys.readouterr().out
    run(folder, *OPTIONS, "--set", "epochs=21", "--no-wait")
    assert len(training.jobs) == 2, "another training"
    run(folder, *OPTIONS, "--again", "--no-wait")
    assert len(training.jobs) == 3, "asked for"


def test_running_the_command_again_watches_the_running_job(
    folder: Path, training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, *OPTIONS, "--no-wait")
    assert (
        "goes on, and costs money: run the same command again to watch it"
        in capsys.readouterr().out
    )
    clock = run(folder, *OPTIONS, "--again")
    assert len(training.jobs) == 1
    assert clock.slept_s > 0
    assert "Completed" in capsys.readouterr().out


def test_a_failed_job_says_why_and_the_next_job_has_a_new_name(
    folder: Path, training: Training
) -> None:
    training.course = list(FAILED)
    with pytest.raises(Fault, match=r"AlgorithmError: CUDA out of memory — .*training_failed"):
        run(folder, *OPTIONS)
    training.course = FAILED[-1:]
    with pytest.raises(Fault):
        run(folder, *OPTIONS)
    first, second = training.jobs
    assert second == f"{first}-2"


def test_a_job_can_be_stopped_and_stopping_it_twice_is_no_error(
    folder: Path, training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, *OPTIONS, "--stop")
    assert "there is no job of this dataset" in capsys.readouterr().out
    run(folder, *OPTIONS, "--no-wait")
    run(folder, *OPTIONS, "--stop")
    assert "is stopping" in capsys.readouterr().out
    run(folder, *OPTIONS, "--stop")
    assert "is not running: Stopped" in capsys.readouterr().out


def test_a_quota_of_0_is_a_fault_that_says_what_to_do(
    folder: Path, training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    what = "The account-level service limit 'ml.g5.2xlarge for training job usage' is 0 Instances"
    training.refusal = ("ResourceLimitExceeded", what)
    assert launched(folder, *OPTIONS, "--yes") == 1
    err = capsys.readouterr().err
    assert what in err
    assert "ask AWS for more of it in Service Quotas: the quotas are named after" in err
    assert err.endswith("[quota]\n")


def test_a_script_that_jumpstart_no_longer_has_is_noticed_before_the_job_starts(
    folder: Path, training: Training, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jumpstart.finetuning.order.SCRIPT", "gone.tar.gz")
    with pytest.raises(Fault, match=r"JumpStart no longer has .*gone\.tar\.gz"):
        run(folder, *OPTIONS)
    assert training.jobs == {}


def test_a_missing_bucket_is_a_fault_that_says_how_to_make_it(
    folder: Path, training: Training
) -> None:
    with pytest.raises(Fault, match=r"there is no bucket nobodys — make one: .*\[no_bucket\]"):
        run(folder, *OPTIONS, "--s3", "s3://nobodys/balls")
    assert training.jobs == {}
