"""What the script for SageMaker's container reads, and what it says if it cannot train."""

import json
from pathlib import Path

import pytest

from jumpstart.endpoint.hugging_face import registry_in
from jumpstart.finetune import parser
from jumpstart.finetuning import captioned_order, container
from jumpstart.finetuning.failures import training_faults
from jumpstart.finetuning.packed import packed_code
from tests.jumpstart.finetune.in_container import HYPERPARAMETERS, in_container

ROOT = Path(__file__).parents[3]


def test_without_variables_everything_is_where_sagemaker_puts_it(tmp_path: Path) -> None:
    configuration = tmp_path / "input" / "config"
    configuration.mkdir(parents=True)
    given = HYPERPARAMETERS | {"lora": "16", "sagemaker_program": "train.py"}
    (configuration / "hyperparameters.json").write_text(json.dumps(given))
    layout = container.Layout.read({}, tmp_path)
    assert layout.base == tmp_path / "input" / "data" / "model"
    assert layout.checkpoints == tmp_path / "checkpoints"
    arguments = parser().parse_args(layout.argv)
    assert (arguments.dataset, arguments.out) == (
        str(tmp_path / "input" / "data" / "training"),
        tmp_path / "model",
    )
    assert (arguments.lora, arguments.steps, arguments.learning_rate) == (16, 24, 0.01)


def test_a_fault_is_the_reason_that_sagemaker_shows(walls: Path, tmp_path: Path) -> None:
    walls.rename(tmp_path / "pictures")
    (tmp_path / "v1").mkdir()
    assert container.main(in_container(tmp_path, "job")) == 1
    reason = (tmp_path / "job" / "output" / "failure").read_text()
    assert "is not a diffusers model" in reason
    assert reason.endswith("[bad_model]")


def test_too_little_memory_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def train(*_: object, **__: object) -> None:
        with training_faults():
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.50 GiB")

    monkeypatch.setattr(container, "train_captioned", train)
    assert container.main(in_container(tmp_path, "job")) == 1
    reason = (tmp_path / "job" / "output" / "failure").read_text()
    assert reason.startswith("there is too little memory for this training — give --lora")
    assert reason.endswith("a larger --instance-type [out_of_memory]")


def test_the_versions_are_those_of_this_machine() -> None:
    here = "".join(
        (ROOT / "requirements" / f"{name}.in").read_text()
        for name in ("torch", "serving-torch", "serving")
    ).splitlines()
    lines = packed_code()["requirements.txt"].read_text().splitlines()
    assert {line for line in lines if not line.startswith("#")} <= set(here)


def test_the_image_is_the_one_of_the_sagemaker_sdk() -> None:
    table = next(
        (ROOT / ".venv-jumpstart").glob("lib/*/site-packages/sagemaker/core/*/pytorch.json"), None
    )
    if table is None:
        pytest.skip("the SageMaker SDK is not installed here: `make test` installs it")
    version = json.loads(table.read_text())["training"]["versions"]["2.8.0"]
    assert (
        f"{version['repository']}:2.8.0-gpu-{version['py_versions'][0]}"
    ) == captioned_order.IMAGE
    offered = 0
    for region, registry in version["registries"].items():
        if uri := registry_in(region):
            offered += 1
            assert uri.startswith(f"{registry}.dkr.ecr.{region}.amazonaws")
    assert offered > 30
