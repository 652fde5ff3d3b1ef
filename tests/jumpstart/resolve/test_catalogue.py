"""JumpStart's catalogue: models and versions are found, and fetched from its bucket."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from cdk.jumpstart_model import JumpStartModel
from jumpstart import resolve
from jumpstart.catalogue import sdk
from jumpstart.catalogue.files import Catalogue, read_by_the_sdk, recorded
from jumpstart.command.faults import Fault, Usage
from jumpstart.resolve import ADDED_ENVIRONMENT

from .recorded import MODEL, RECORDED, TRAINABLE, specification


def test_the_list_holds_the_newest_version_of_each_model_with_our_contract(bucket: Path) -> None:
    listed = [(one.model_id, one.version) for one in Catalogue(bucket).that_draw()]
    assert listed == [(TRAINABLE, "1.10.0"), (MODEL, "2.0.18"), (f"{MODEL}-1-base", "2.0.20")]


def test_an_unknown_model_is_refused_with_similar_names(bucket: Path) -> None:
    with pytest.raises(Usage, match=rf"did you mean {MODEL} .*\[unknown_model\]"):
        Catalogue(bucket).find(MODEL.replace("stable", "stabel"))
    with pytest.raises(Usage, match="--list"):
        Catalogue(bucket).find("cat")


def test_an_unknown_version_is_refused_with_the_known_versions(bucket: Path) -> None:
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
    """JumpStart's bucket in moto, and a fake of the SDK that has read it."""
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
def test_record_keeps_the_fetched_files(tmp_path: Path) -> None:
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
def test_a_model_with_an_unknown_licence_needs_license(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolve, "LICENSES", {})
    typed = [MODEL, "--region", "us-east-1", "--folder", str(tmp_path)]
    assert resolve.main(typed) == 2
    assert capsys.readouterr().err.rstrip().endswith("--license '…' [no_licence]")
    assert list(tmp_path.iterdir()) == []


def test_the_sdk_reads_a_folder_only_inside_the_block(tmp_path: Path) -> None:
    with read_by_the_sdk(tmp_path):
        assert recorded() == tmp_path
    assert recorded() is None
