"""A folder like JumpStart's bucket."""

import json
import shutil
from pathlib import Path

import pytest

from jumpstart.catalogue.files import MANIFEST

from .recorded import RECORDED, TRAINABLE, specification


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recorded files, and the made-up model that can be fine-tuned."""
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
