"""Upload, serve, evaluate and fine-tune tiny models with the real loading code."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from local.ministack import Ministack
from tests.torch_environment import PYTHON, ROOT, skip_without_torch

from .conftest import BUCKET


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory, cloud: Ministack) -> dict[str, Any]:
    skip_without_torch()
    folder = tmp_path_factory.mktemp("walk")
    environment = {
        "PYTHONPATH": str(ROOT),
        "OMP_NUM_THREADS": "1",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "AWS_ENDPOINT_URL_S3": cloud.url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    script = Path(__file__).with_name("walk_with_torch.py")
    done = subprocess.run(
        [PYTHON, "-W", "ignore", script, folder, BUCKET],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found | {"said": done.stdout}


def test_a_pipeline_is_uploaded_and_what_is_served_from_s3_is_the_same(
    facts: dict[str, Any],
) -> None:
    assert facts["uploaded"] == 0
    assert facts["same_weights"]


def test_drawn_pictures_are_scored_and_on_the_sheet(facts: dict[str, Any]) -> None:
    assert facts["evaluated"] == 0
    report = facts["report"]
    assert report["model"] == "tiny"
    assert [picture["prompt"] for picture in report["pictures"]] == ["the sea at night", "a cat"]
    expected = [100 * max(0.0, cosine) for cosine in facts["cosines"]]
    assert [picture["score"] for picture in report["pictures"]] == pytest.approx(expected, abs=0.01)
    assert any(expected)
    assert report["score"]["mean"] == pytest.approx(
        sum(picture["score"] for picture in report["pictures"]) / 2, abs=0.01
    )
    assert facts["sheet"].count("data:image/jpeg;base64,") == 2


def test_an_evaluation_is_compared_with_an_earlier_one_without_drawing_again(
    facts: dict[str, Any],
) -> None:
    assert facts["compared"] == 0
    mean = facts["report"]["score"]["mean"]
    assert "2 of 2 pictures are there and are not drawn again" in facts["said"]
    assert f"over the pictures that both have: {mean}; tiny: {mean}" in facts["said"]


def test_a_prompt_longer_than_clip_reads_is_scored_by_its_beginning(facts: dict[str, Any]) -> None:
    [score] = facts["of_a_long_prompt"]
    assert 0 <= score <= 100


def test_the_small_model_learns_a_word_of_its_own(facts: dict[str, Any]) -> None:
    assert facts["finetuned"] == 0
    assert facts["the_word_matters"] > 0.01
    colour = facts["record"]["measured"]["colour"]
    assert colour["after"] < colour["before"]


def test_the_same_training_is_not_run_twice(facts: dict[str, Any]) -> None:
    assert facts["again"] == 0, "it has nothing to ask"
    assert "holds exactly this model already" in facts["said"]
