"""`python -m jumpstart.resolve`: from JumpStart's catalogue to the deployment's file."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from cdk.deployment import JumpStartModel
from jumpstart import resolve
from jumpstart.catalogue import sdk
from jumpstart.catalogue.files import MANIFEST, OVERRIDES, Catalogue, read_by_the_sdk, recorded
from jumpstart.command.console import Console
from jumpstart.command.faults import Declined, Fault, Usage
from jumpstart.resolve import ADDED_ENVIRONMENT, MODELS, PREFERRED_INSTANCE_TYPE, write
from tests.fakes import EVENTS
from tests.jumpstart.test_console import Terminal

ROOT = Path(__file__).parent.parent.parent
SDK = ROOT / ".venv-jumpstart" / "bin" / "python"
RECORDED = EVENTS / "jumpstart"
MODEL = "model-txt2img-stabilityai-stable-diffusion-v2"
# Made up, as its name says: it can be fine-tuned, is in two regions and has no licence.
TRAINABLE = "model-txt2img-example-trainable"

needs_sdk = pytest.mark.skipif(
    not SDK.exists(), reason="the SageMaker SDK is not installed: make .venv-jumpstart/.installed"
)


def specification(**more: Any) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(
        (RECORDED / "community_models" / MODEL / "specs_v2.0.18.json").read_text()
    )
    return spec | more


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is recorded, and beside it the model that can be fine-tuned."""
    folder = tmp_path_factory.mktemp("bucket") / "catalogue"
    shutil.copytree(RECORDED, folder)
    manifest = json.loads((folder / MANIFEST).read_text())
    for version in ("1.8.0", "1.9.0", "1.10.0"):
        key = f"community_models/{TRAINABLE}/specs_v{version}.json"
        manifest.append(
            {"model_id": TRAINABLE, "version": version, "min_version": "0.0.0", "spec_key": key}
        )
    other = {"model_id": "model-imagegeneration-example", "version": "1.0.0", "min_version": "0"}
    manifest.append(other | {"spec_key": "elsewhere"})
    (folder / MANIFEST).write_text(json.dumps(manifest))
    image = {"regional_properties": {"image_uri": "$image"}}
    spec = specification(
        model_id=TRAINABLE,
        version="1.10.0",
        training_supported=True,
        training_artifact_key="example/train.tar.gz",
        training_script_key="example/sourcedir.tar.gz",
        hyperparameters=[
            {"name": "epochs", "type": "int", "default": 20, "min": 1, "scope": "algorithm"}
        ],
        default_inference_instance_type="ml.g4dn.4xlarge",
        supported_inference_instance_types=["ml.g4dn.4xlarge"],
        default_training_instance_type="ml.g4dn.2xlarge",
        supported_training_instance_types=["ml.g4dn.2xlarge"],
        hosting_instance_type_variants={
            "regional_aliases": {"eu-west-1": {"image": "i-eu"}, "us-east-1": {"image": "i-us"}},
            "variants": {"g4dn": image},
        },
        training_instance_type_variants={
            "regional_aliases": {"us-east-1": {"image": "train-us"}},
            "variants": {"g4dn": image},
        },
    )
    (folder / "community_models" / TRAINABLE).mkdir()
    specs = folder / "community_models" / TRAINABLE
    (specs / "specs_v1.10.0.json").write_text(json.dumps(spec))
    old = spec | {"version": "1.8.0", "deprecated": True}
    (specs / "specs_v1.8.0.json").write_text(json.dumps(old))
    return folder


def environment(bucket: Path) -> dict[str, str]:
    """No credentials, and no way to any bucket."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return kept | dict.fromkeys(OVERRIDES, str(bucket)) | {"AWS_EC2_METADATA_DISABLED": "true"}


# Both in one process: the SDK takes six seconds to load. It would also make 300 clients for S3, and
# ask none of them.
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
def test_what_can_be_fine_tuned_says_with_what(resolved: Resolved) -> None:
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
def test_any_resolved_file_is_one_that_the_deployment_reads(resolved: Resolved) -> None:
    model = JumpStartModel.model_validate(resolved.json(TRAINABLE))
    assert (model.version, model.license) == ("1.10.0", "Example-1.0")
    assert {name: region.image_uri for name, region in model.regions.items()} == {
        "eu-west-1": "i-eu",
        "us-east-1": "i-us",
    }
    # Where JumpStart does not support what we prefer, its own default stands.
    assert model.default_instance_type == "ml.g4dn.4xlarge"


@needs_sdk
def test_a_deprecated_version_is_taken_only_when_it_is_meant(resolved: Resolved) -> None:
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


def test_the_committed_file_differs_from_jumpstart_s_where_it_is_meant_to() -> None:
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


def test_the_list_holds_the_newest_of_each_that_speaks_our_contract(bucket: Path) -> None:
    listed = [(one.model_id, one.version) for one in Catalogue(bucket).that_draw()]
    assert listed == [(TRAINABLE, "1.10.0"), (MODEL, "2.0.18"), (f"{MODEL}-1-base", "2.0.20")]


def test_an_unknown_model_is_told_its_nearest(bucket: Path) -> None:
    with pytest.raises(Usage, match=rf"did you mean {MODEL} .*\[unknown_model\]"):
        Catalogue(bucket).find(MODEL.replace("stable", "stabel"))
    with pytest.raises(Usage, match="--list"):
        Catalogue(bucket).find("cat")


def test_an_unknown_version_is_told_those_there_are(bucket: Path) -> None:
    with pytest.raises(Usage, match=r"take one of 1\.8\.0, 1\.9\.0, 1\.10\.0 \[unknown_version\]"):
        Catalogue(bucket).find(TRAINABLE, "1.11.0")


def test_a_specification_that_was_not_recorded_is_a_plain_fault(bucket: Path) -> None:
    catalogue = Catalogue(bucket)
    with pytest.raises(Fault, match=r"--record .*\[no_catalogue\]"):
        catalogue.spec(catalogue.find(TRAINABLE, "1.9.0"))


def test_a_folder_without_a_manifest_is_a_plain_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="no_catalogue"):
        Catalogue(tmp_path)


@pytest.fixture
def jumpstart_s_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The catalogue where it is when nothing is recorded, and an SDK that read it."""
    spec = specification()
    aliases = spec["hosting_instance_type_variants"]["regional_aliases"]
    facts = {
        "default_instance_type": spec["default_inference_instance_type"],
        "supported_instance_types": spec["supported_inference_instance_types"],
        "environment": {},
        "regions": {
            region: {"image_uri": images["gpu_image"], "model_data": "s3://x/"}
            for region, images in aliases.items()
        },
    }
    monkeypatch.setattr(sdk, "require", lambda: None)
    monkeypatch.setattr(sdk, "bucket_of", lambda region: f"jumpstart-{region}")
    monkeypatch.setattr(sdk, "facts_of", lambda *_, **__: facts)
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="jumpstart-us-east-1", ACL="public-read")
        for file in RECORDED.rglob("*.json"):
            key = file.relative_to(RECORDED).as_posix()
            s3.put_object(
                Bucket="jumpstart-us-east-1", Key=key, Body=file.read_bytes(), ACL="public-read"
            )
        yield


@pytest.mark.usefixtures("jumpstart_s_bucket")
def test_what_is_fetched_is_kept_where_it_is_asked_to_be(tmp_path: Path) -> None:
    kept, written = tmp_path / "kept", tmp_path / "models"
    typed = [MODEL, "--region", "us-east-1", "--record", str(kept), "--folder", str(written)]
    assert resolve.main(typed) == 0
    assert Catalogue(kept).spec(Catalogue(kept).find(MODEL)) == specification()
    model = JumpStartModel.model_validate_json((written / f"{MODEL}.json").read_text())
    assert model.environment == ADDED_ENVIRONMENT
    assert len(model.regions) == 29


@pytest.mark.usefixtures("jumpstart_s_bucket")
def test_the_list_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert resolve.main(["--list", "--region", "us-east-1"]) == 0
    assert f"{MODEL}  2.0.18\n{MODEL}-1-base  2.0.20\n" in capsys.readouterr().out


@pytest.mark.usefixtures("jumpstart_s_bucket")
def test_a_model_whose_licence_is_not_known_needs_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolve, "LICENSES", {})
    typed = [MODEL, "--region", "us-east-1", "--folder", str(tmp_path)]
    assert resolve.main(typed) == 2
    assert capsys.readouterr().err.rstrip().endswith("--license '…' [no_licence]")
    assert list(tmp_path.iterdir()) == []


def test_the_sdk_reads_a_folder_only_while_it_is_told_to(tmp_path: Path) -> None:
    with read_by_the_sdk(tmp_path):
        assert recorded() == tmp_path
    assert recorded() is None


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "models" / "m.json"


OLD, NEW = (json.dumps({"version": version, "regions": {}}, indent=2) + "\n" for version in "12")


def test_a_new_file_is_written_without_a_question(path: Path) -> None:
    write(NEW, path, Console(source=Terminal("n\n")))
    assert path.read_text() == NEW


def test_the_same_again_is_said_and_changes_nothing(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(OLD, path, Console())
    before = path.stat().st_mtime_ns
    write(OLD, path, Console(source=Terminal("n\n")))
    assert path.stat().st_mtime_ns == before
    assert "is up to date already" in capsys.readouterr().out


def test_what_differs_is_shown_before_it_is_asked_for(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(OLD, path, Console())
    with pytest.raises(Declined):
        write(NEW, path, Console(source=Terminal("n\n")))
    assert path.read_text() == OLD
    said = capsys.readouterr().out
    assert '-  "version": "1",' in said
    assert '+  "version": "2",' in said
    write(NEW, path, Console(yes=True))
    assert path.read_text() == NEW


def test_a_dry_run_shows_the_file_and_writes_none(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(NEW, path, Console(dry_run=True))
    assert not path.exists()
    assert '"version": "2"' in capsys.readouterr().out
