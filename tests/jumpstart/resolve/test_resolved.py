"""`python -m jumpstart.resolve` writes what the SageMaker SDK knows about a model."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cdk.jumpstart_model import JumpStartModel
from jumpstart.catalogue.files import OVERRIDES
from jumpstart.resolve import ADDED_ENVIRONMENT, MODELS, PREFERRED_INSTANCE_TYPE

from .recorded import MODEL, TRAINABLE, specification

ROOT = Path(__file__).parents[3]


SDK = ROOT / ".venv-jumpstart" / "bin" / "python"


needs_sdk = pytest.mark.skipif(
    not SDK.exists(), reason="the SageMaker SDK is not installed: make .venv-jumpstart/.installed"
)


def environment(bucket: Path) -> dict[str, str]:
    """An environment without credentials, in which the SDK reads `bucket` instead of S3."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | dict.fromkeys(OVERRIDES, str(bucket)) | {"AWS_EC2_METADATA_DISABLED": "true"}


# All in one process, because the SDK takes six seconds to load. It would also make 300 clients for
# S3 without using them.
_BOTH = """
import functools, sys
import boto3
made = boto3.client
boto3.client = functools.cache(lambda service, **_: made(service, region_name="us-east-1"))
from jumpstart.resolve import main
folder, first, second = sys.argv[1:]
into = ["--folder", folder, "--license"]
old = [second, "--model-version", "1.8.0"]
print([
    main([first, "--folder", folder, "--regions", ""]),
    main([second, *into, "Example-1.0"]),
    main([*old, *into, "refused"]),
    main([*old, "--folder", folder + "/old", "--license", "old", "--even-if-deprecated"]),
    main([first, "--folder", folder + "/some", "--regions", "us-east-1,eu-west-1"]),
    main([first, *into, "refused", "--regions", "eu-west-9"]),
])
"""


@dataclass(frozen=True)
class Resolved:
    folder: Path
    faults: list[str]

    def json(self, name: str) -> dict[str, Any]:
        return dict(json.loads((self.folder / f"{name}.json").read_text()))


@pytest.fixture(scope="module")
def resolved(bucket: Path, tmp_path_factory: pytest.TempPathFactory) -> Resolved:
    folder = tmp_path_factory.mktemp("resolved")
    command = [str(SDK), "-c", _BOTH, str(folder), MODEL, TRAINABLE]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(bucket), capture_output=True, text=True, check=False
    )
    ended = done.stdout.splitlines()[-1]
    assert ended == "[0, 0, 1, 0, 0, 2]", done.stderr
    return Resolved(folder, done.stderr.splitlines())


@needs_sdk
def test_the_recorded_specification_gives_the_committed_file(resolved: Resolved) -> None:
    file = f"{MODEL}.json"
    assert (resolved.folder / file).read_bytes() == (MODELS / file).read_bytes()


@needs_sdk
def test_a_model_that_can_be_trained_has_its_training_in_the_file(resolved: Resolved) -> None:
    training = resolved.json(TRAINABLE)["training"]
    assert training == {
        "default_instance_type": "ml.g4dn.2xlarge",
        "supported_instance_types": ["ml.g4dn.2xlarge"],
        "regions": {
            "us-east-1": {
                "image_uri": "train-us",
                "model_data": "s3://jumpstart-cache-prod-us-east-1/example/train.tar.gz",
                "script": "s3://jumpstart-cache-prod-us-east-1/example/sourcedir.tar.gz",
            }
        },
        "hyperparameters": {"epochs": "20"},
    }


@needs_sdk
def test_the_deployment_can_read_a_resolved_file(resolved: Resolved) -> None:
    model = JumpStartModel.model_validate(resolved.json(TRAINABLE))
    assert (model.version, model.license) == ("1.10.0", "Example-1.0")
    assert {name: region.image_uri for name, region in model.regions.items()} == {
        "eu-west-1": "i-eu",
        "us-east-1": "i-us",
    }
    # If JumpStart does not support the type that we prefer, its own default stays.
    assert model.default_instance_type == "ml.g4dn.4xlarge"


@needs_sdk
def test_a_deprecated_version_is_taken_only_with_its_option(resolved: Resolved) -> None:
    assert resolved.faults[0].startswith("the SDK refuses this version: Version '1.8.0'")
    assert resolved.faults[0].endswith(
        "take this version with --even-if-deprecated [jumpstart_refused]"
    )
    assert resolved.json(f"old/{TRAINABLE}")["version"] == "1.8.0"


@needs_sdk
def test_only_the_regions_that_were_asked_for_are_written(resolved: Resolved) -> None:
    assert list(resolved.json(f"some/{MODEL}")["regions"]) == ["eu-west-1", "us-east-1"]
    [fault] = resolved.faults[1:]
    assert "is not offered in 'eu-west-9' — did you mean eu-west-" in fault
    assert fault.endswith("[unknown_region]")


def test_the_committed_file_differs_from_jumpstart_only_on_purpose() -> None:
    model = JumpStartModel.model_validate_json((MODELS / f"{MODEL}.json").read_text())
    spec = specification()
    theirs = {one["name"]: str(one["default"]) for one in spec["inference_environment_variables"]}
    assert model.environment == theirs | ADDED_ENVIRONMENT
    assert model.default_instance_type == PREFERRED_INSTANCE_TYPE
    assert spec["default_inference_instance_type"] != PREFERRED_INSTANCE_TYPE


def test_without_the_sdk_it_says_which_target_installs_it() -> None:
    command = [sys.executable, "-m", "jumpstart.resolve"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "make .venv-jumpstart/.installed" in done.stderr
    assert done.stderr.rstrip().endswith("[no_sdk]")
