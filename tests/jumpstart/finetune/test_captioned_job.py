"""`python -m jumpstart.finetune` trains from captions in SageMaker, with our own script."""

import json
from pathlib import Path
from typing import Any

import pytest

from jumpstart.command.faults import Fault
from jumpstart.finetuning.captioned_order import INSTANCES, estimated_s
from jumpstart.finetuning.packed import packed_code
from jumpstart.finetuning.plan import Plan
from tests.jumpstart.conftest import BUCKET, INDEX
from tests.jumpstart.sagemaker_training import FAILED, INTERRUPTED, OUT_OF_TIME, Training

from .finetuning import ROLE, launched, run

OPTIONS = ["--s3", f"s3://{BUCKET}/walls", "--role", ROLE, "--region", "us-east-1"]
ROOT = f"s3://{BUCKET}/walls/"


def asked_of(training: Training) -> dict[str, Any]:
    """The request of the newest job."""
    asked: dict[str, Any] = list(training.jobs.values())[-1]["asked"]
    return asked


def names_in(s3: Any, url: str) -> set[str]:
    prefix = url.removeprefix(f"s3://{BUCKET}/")
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix).get("Contents", [])
    return {item["Key"].removeprefix(prefix) for item in listed}


def channels(training: Training) -> dict[str, str]:
    return {
        channel["ChannelName"]: channel["DataSource"]["S3DataSource"]["S3Uri"]
        for channel in asked_of(training)["InputDataConfig"]
    }


@pytest.fixture
def little_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sending all of the code takes most of a test's time."""
    code = {"container.sh": packed_code()["container.sh"]}
    monkeypatch.setattr("jumpstart.finetuning.captioned_job.packed_code", lambda: code)


def test_code_pictures_and_weights_are_sent_and_a_job_watched_to_its_end(
    walls: Path, base: Path, training: Training, s3: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    training.course = list(INTERRUPTED)
    training.log = "step 40 of 200, epoch 80.0, loss 0.1234, 3 min left"
    run(walls, "--model", base, *OPTIONS)
    [name] = training.jobs
    places = channels(training)
    assert names_in(s3, places["code"]) == set(packed_code())
    assert names_in(s3, places["training"]) == {"metadata.jsonl", "red.png", "blue.png"}
    assert "unet/diffusion_pytorch_model.safetensors" in names_in(s3, places["model"])
    out = capsys.readouterr().out
    assert out.count("step 40 of 200, epoch 80.0, loss 0.1234, 3 min left") == 1
    assert "Interrupted Training job interrupted: spot instance was reclaimed" in out
    assert "paid for 10 minutes, about $0.25, 70% less than it ran" in out
    artefact = f"{ROOT}trained/{name}/output/model/"
    assert f"next: python -m jumpstart.deploy --model-data {artefact}\n" in out
    assert out.endswith(f"jumpstart.serving --model stable-diffusion --model-folder {artefact}\n")


@pytest.mark.usefixtures("little_code")
def test_the_request_asks_for_a_spot_instance_and_keeps_checkpoints_in_s3(
    walls: Path, base: Path, training: Training
) -> None:
    run(walls, "--model", base, *OPTIONS, "--lora", 16, "--max-minutes", 90, "--no-wait")
    [name] = training.jobs
    asked = asked_of(training)
    assert asked["AlgorithmSpecification"] | {"MetricDefinitions": None} == {
        "TrainingImage": "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:"
        "2.8.0-gpu-py312",
        "TrainingInputMode": "File",
        "ContainerEntrypoint": ["/bin/sh", "/opt/ml/input/data/code/container.sh"],
        "MetricDefinitions": None,
    }
    assert asked["EnableManagedSpotTraining"] is True
    assert asked["StoppingCondition"] == {
        "MaxRuntimeInSeconds": 5400,
        "MaxWaitTimeInSeconds": 5400 + 4 * 3600,
    }
    assert asked["CheckpointConfig"] == {
        "S3Uri": f"{ROOT}checkpoints/{name}/",
        "LocalPath": "/opt/ml/checkpoints",
    }
    assert asked["OutputDataConfig"] == {
        "S3OutputPath": f"{ROOT}trained/",
        "CompressionType": "NONE",
    }
    assert asked["HyperParameters"] == {
        "steps": "200",
        "batch": "1",
        "accumulate": "4",
        "learning-rate": "0.0001",
        "resolution": "512",
        "precision": "auto",
        "seed": "1",
        "lora": "16",
    }
    assert (asked["RoleArn"], asked["ResourceConfig"]["InstanceType"]) == (ROLE, "ml.g5.2xlarge")


@pytest.mark.usefixtures("little_code")
def test_on_demand_waits_for_no_spot_instance(walls: Path, base: Path, training: Training) -> None:
    run(walls, "--model", base, *OPTIONS, "--on-demand", "--no-wait")
    asked = asked_of(training)
    assert asked["EnableManagedSpotTraining"] is False
    assert asked["StoppingCondition"] == {"MaxRuntimeInSeconds": 3600}


@pytest.mark.usefixtures("little_code")
def test_weights_in_s3_are_read_from_where_they_are(
    walls: Path, base: Path, training: Training, s3: Any
) -> None:
    for path in (path for path in base.rglob("*") if path.is_file()):
        s3.upload_file(str(path), BUCKET, f"sd/{path.relative_to(base).as_posix()}")
    run(walls, "--model", f"s3://{BUCKET}/sd", *OPTIONS, "--no-wait")
    assert channels(training)["model"] == f"s3://{BUCKET}/sd/"
    assert names_in(s3, f"{ROOT}models/") == set()
    assert asked_of(training)["HyperParameters"]["resolution"] == "512"


@pytest.mark.usefixtures("little_code")
def test_a_dataset_in_s3_is_checked_like_a_folder(
    walls: Path, base: Path, training: Training, s3: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jumpstart.finetuning.where.CACHE", walls.parent / "cache")
    for path in walls.iterdir():
        s3.upload_file(str(path), BUCKET, f"pictures/{path.name}")
    run(walls, "--model", base, *OPTIONS, "--no-wait")
    run(f"s3://{BUCKET}/pictures/", "--model", base, *OPTIONS, "--no-wait")
    assert len(training.jobs) == 1, "the same pictures are the same training"


def test_the_costs_and_the_source_of_the_estimate_are_said_before_the_question(
    walls: Path, base: Path, training: Training, s3: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Fault, match="there is no terminal to ask in"):
        run(walls, "--model", base, *OPTIONS, yes=False)
    out = capsys.readouterr().out
    assert "200 steps of 4 pictures at 512 px on one ml.g5.2xlarge: the whole U-Net" in out
    assert "costs: about $0.28 for some 11 minutes (an estimate from the work of a step" in out
    assert "at most $1.52: the job is ended after 60 minutes ($1.515/h in us-east-1" in out
    assert "on a spot instance, which costs less than that" in out
    assert (training.jobs, names_in(s3, ROOT)) == ({}, set())


@pytest.mark.usefixtures("little_code")
def test_a_training_that_was_stopped_goes_on_from_its_checkpoint_as_a_new_job(
    walls: Path, base: Path, training: Training, capsys: pytest.CaptureFixture[str]
) -> None:
    training.course = list(OUT_OF_TIME)
    with pytest.raises(Fault, match=r"used up its time — .* a new job goes on from the checkpoint"):
        run(walls, "--model", base, *OPTIONS)
    training.course = list(FAILED)
    with pytest.raises(Fault, match=r"AlgorithmError: CUDA out of memory"):
        run(walls, "--model", base, *OPTIONS)
    run(walls, "--model", base, *OPTIONS, "--no-wait")
    first, second, third = training.jobs
    assert (second, third) == (f"{first}-2", f"{first}-3")
    kept = {job["asked"]["CheckpointConfig"]["S3Uri"] for job in training.jobs.values()}
    assert kept == {f"{ROOT}checkpoints/{first}/"}
    assert f"it goes on from the checkpoint of {first}" in capsys.readouterr().out


@pytest.mark.usefixtures("little_code")
def test_a_finished_training_is_not_paid_for_twice_and_leaves_no_checkpoint(
    walls: Path, base: Path, training: Training, s3: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    run(walls, "--model", base, *OPTIONS, "--no-wait")
    [name] = training.jobs
    s3.put_object(Bucket=BUCKET, Key=f"walls/checkpoints/{name}/checkpoint.pt", Body=b"x" * 2000)
    run(walls, "--model", base, *OPTIONS)
    run(walls, "--model", base, *OPTIONS)
    out = capsys.readouterr().out
    assert len(training.jobs) == 1
    assert "is training, or has trained, exactly this" in out
    assert out.count("its checkpoint is deleted: ") == 1
    run(walls, "--model", base, *OPTIONS, "--again", "--no-wait")
    assert asked_of(training)["CheckpointConfig"]["S3Uri"] == f"{ROOT}checkpoints/{name}-2/"


@pytest.mark.usefixtures("little_code")
def test_ctrl_c_says_that_the_job_goes_on_and_how(
    walls: Path,
    base: Path,
    training: Training,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jumpstart.command.console.SystemClock.sleep", pressed)
    assert launched(walls, "--model", base, *OPTIONS, "--yes") == 1
    [line] = capsys.readouterr().err.splitlines()
    [name] = training.jobs
    assert line == (
        f"stopped — {name} goes on, and costs money: run the same command again to watch it, or "
        "with --stop to end it [stopped]"
    )
    run(walls, "--model", base, *OPTIONS, "--stop")
    assert f"{name} is stopping" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--role", ""], "missing_option"),
        (["--model", ""], "missing_option"),
        (["--model", "nowhere"], "bad_model"),
        (["--set", "epochs=2"], "bad_hyperparameter"),
        (["--instance-type", "ml.m5.large"], "bad_instance_type"),
        (["--instance-type", "ml.g4dn.2xlarge"], "bad_instance_type"),
        (["--steps", "100000"], None),
        (["--steps", "100000", "--max-minutes", "60"], "too_long"),
        (["--max-minutes", "90", "--max-wait-minutes", "60"], "too_long"),
        (["--resolution", "500"], "bad_size"),
        (["--region", "mars-north-1"], "unknown_region"),
        (["--s3", "walls"], "bad_s3_url"),
        (["--model", "s3://models/sd/"], "in_s3"),
        (["--model", "somebody/sd"], "on_hub"),
    ],
)
def test_an_invalid_option_is_one_line_with_what_to_do(
    walls: Path,
    base: Path,
    options: list[str],
    code: str | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = launched(walls, "--model", base, *OPTIONS, "--dry-run", *options)
    err = capsys.readouterr().err.splitlines()
    if code is None:
        assert (status, err) == (0, [])
        return
    assert status in (1, 2)
    [line] = err
    assert " — " in line
    assert line.endswith(f"[{code}]")


@pytest.mark.parametrize(
    ("place", "code"),
    [("s3://models/nothing/", "bad_model"), ("s3://nobodys/sd/", "no_bucket")],
)
def test_weights_that_are_not_in_s3_are_refused_before_anything_is_sent(
    walls: Path, training: Training, place: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert launched(walls, "--model", place, *OPTIONS, "--yes") == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith(f"[{code}]")
    assert training.jobs == {}


@pytest.mark.parametrize(
    ("place", "code"),
    [("s3://models/nothing/", "bad_dataset"), ("s3://nobodys/walls/", "no_bucket")],
)
def test_a_dataset_that_is_not_in_s3_is_one_line_with_what_to_do(
    base: Path,
    training: Training,
    place: str,
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("jumpstart.finetuning.where.CACHE", tmp_path / "cache")
    assert launched(place, "--model", base, *OPTIONS, "--yes") == 1
    [line] = capsys.readouterr().err.splitlines()
    assert " — " in line
    assert line.endswith(f"[{code}]")


def test_weights_in_s3_of_another_kind_are_named_by_their_place(
    walls: Path, training: Training, s3: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    index = json.dumps(INDEX | {"_class_name": "FluxPipeline"}).encode()
    for name in ("scheduler", "text_encoder", "tokenizer", "unet", "vae"):
        s3.put_object(Bucket=BUCKET, Key=f"flux/{name}/config.json", Body=b"{}")
    s3.put_object(Bucket=BUCKET, Key="flux/model_index.json", Body=index)
    assert launched(walls, "--model", f"s3://{BUCKET}/flux", *OPTIONS, "--yes") == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"s3://{BUCKET}/flux/ is a FluxPipeline, which cannot be trained here")
    assert line.endswith("[unsupported_pipeline]")


def test_a_dry_run_prints_the_job_and_needs_neither_network_nor_credentials(
    walls: Path, base: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert launched(walls, "--model", base, *OPTIONS, "--dry-run") == 0
    out = capsys.readouterr().out
    assert "would send pictures and captions: 3 files" in out
    assert "would send sagemaker CreateTrainingJob in us-east-1" in out


def test_the_estimate_follows_from_steps_pictures_size_and_gpu() -> None:
    plan = Plan(3124, 1, 4, 1e-5, None, 512, "auto", 1)
    kind = "StableDiffusionPipeline"
    hours = {name: estimated_s(one, kind, plan, 833) / 3600 for name, one in INSTANCES.items()}
    # 833 pictures, 15 times: 3.2 TFLOP each, at a fifth of 70 TFLOP/s.
    assert hours["ml.g5.2xlarge"] == pytest.approx(1.0, abs=0.05)
    assert hours["ml.g6e.2xlarge"] < hours["ml.g6.2xlarge"] < hours["ml.g4dn.2xlarge"]
    larger = Plan(3124, 1, 4, 1e-5, None, 768, "auto", 1)
    one = INSTANCES["ml.g5.2xlarge"]
    assert estimated_s(one, kind, larger, 0) > 2 * estimated_s(one, kind, plan, 0)
