"""`python -m jumpstart.deploy` serves weights of your own in an image that runs Easel's code."""

import json
import re
from typing import Any

import pytest

from cdk.deployment import Deployment
from jumpstart.command import easel_toml
from jumpstart.command.faults import Fault, Usage
from jumpstart.endpoint import hugging_face
from jumpstart.serving.code_folder import code_files
from tests.jumpstart.endpoint.account import NAME, OWN_IMAGE, ROLE, UPLOADED, Account
from tests.torch_environment import ROOT

OWN = ("--model-data", "s3://mine/dog/")


def container(account: Account) -> dict[str, Any]:
    found: dict[str, Any] = account.sagemaker.models[NAME]["PrimaryContainer"]
    return found


def variant(account: Account) -> dict[str, Any]:
    found: dict[str, Any] = account.sagemaker.configs[NAME]["ProductionVariants"][0]
    return found


def test_the_image_has_the_python_that_easel_s_code_needs(account: Account) -> None:
    account.hold(*UPLOADED)
    account.deploy(*OWN)
    image = container(account)["Image"]
    assert image == hugging_face.image_in("us-east-1")
    tag = re.search(r":(.+)-transformers5.+-gpu-py3(\d+)-cu(\d+)(\d)-", image)
    needed = re.search(
        r"version_info < \(3, (\d+)\)", code_files()["code/inference.py"].read_text()
    )
    assert tag
    assert needed
    assert int(tag[2]) >= int(needed[1])
    assert container(account)["ModelDataSource"]["S3DataSource"]["S3Uri"] == "s3://mine/dog/"


def test_its_instances_have_a_driver_for_the_image_s_cuda(account: Account) -> None:
    account.hold(*UPLOADED)
    account.deploy(*OWN)
    assert variant(account)["InferenceAmiVersion"] == hugging_face.AMI_VERSION
    model = account.client("sagemaker").meta.service_model
    assert hugging_face.AMI_VERSION in model.shape_for("ProductionVariantInferenceAmiVersion").enum
    # botocore's words about this AMI.
    said = model.shape_for("ProductionVariant").members["InferenceAmiVersion"].documentation
    _, _, about = said.partition(f"<dt>{hugging_face.AMI_VERSION}</dt>")
    assert "-cu124-" in container(account)["Image"]
    assert "CUDA version: 12.4" in about.partition("</dd>")[0]


@pytest.mark.parametrize("instance_type", hugging_face.INSTANCE_TYPES)
def test_every_instance_with_one_gpu_is_taken(instance_type: str, account: Account) -> None:
    account.hold(*UPLOADED)
    account.deploy(*OWN, "--instance-type", instance_type)
    assert variant(account)["InstanceType"] == instance_type
    model = account.client("sagemaker").meta.service_model
    assert instance_type in model.shape_for("ProductionVariantInstanceType").enum


def test_an_instance_with_several_gpus_is_refused(account: Account) -> None:
    with pytest.raises(Usage, match=r"take one of ml\.g4dn\.xlarge.*\[bad_instance_type\]"):
        account.deploy(*OWN, "--instance-type", "ml.g5.12xlarge")
    assert account.sagemaker.calls == []


def test_the_registries_are_those_of_the_sagemaker_sdk() -> None:
    table = next(
        (ROOT / ".venv-jumpstart").glob("lib/*/site-packages/sagemaker/core/*/huggingface.json"),
        None,
    )
    if table is None:
        pytest.skip("the SageMaker SDK is not installed here: `make test` installs it")
    image = hugging_face.image_in("us-east-1").partition("/")[2]
    version = json.loads(table.read_text())["inference"]["versions"]["5.5.3"]["pytorch2.6.0"]
    assert image == (
        f"{version['repository']}:2.6.0-transformers5.5.3-gpu-{version['py_versions'][0]}-"
        f"{version['container_version']['gpu']}"
    )
    for region, registry in version["registries"].items():
        if not region.startswith("us-iso"):  # not for everybody
            assert hugging_face.image_in(region).startswith(
                f"{registry}.dkr.ecr.{region}.amazonaws"
            )


def test_a_region_without_the_image_is_refused(account: Account) -> None:
    account.console.region = "xx-north-1"
    with pytest.raises(Usage, match=r"give an image of your own, or take one of .*unknown_region"):
        account.deploy(*OWN)


@pytest.mark.parametrize(
    ("names", "what", "do"),
    [
        pytest.param((), "nothing in", "jumpstart.upload FOLDER s3://mine/dog/", id="nothing"),
        pytest.param(("code/inference.py",), "model_index.json is missing", "holds", id="no-index"),
        pytest.param(
            ("model_index.json",), r"no code/inference.py", "Easel's code", id="without-our-code"
        ),
        pytest.param(UPLOADED[:-1], "is not complete", "go on sending", id="half-sent"),
    ],
)
def test_weights_that_could_not_be_served_are_refused_before_anything_is_made(
    names: tuple[str, ...], what: str, do: str, account: Account
) -> None:
    account.hold(*names)
    with pytest.raises(Fault, match=f"{what}.*{do}.*\\[bad_weights\\]"):
        account.deploy(*OWN)
    assert account.sagemaker.called("Create") == []
    assert account.client("iam").list_roles()["Roles"] == []


def test_a_bucket_that_does_not_exist_is_refused(account: Account) -> None:
    with pytest.raises(Fault, match=r"no bucket mine.*\[bad_weights\]"):
        account.deploy(*OWN)


def test_a_folder_with_code_of_its_own_is_taken(account: Account) -> None:
    account.hold("model_index.json", "code/inference.py")
    account.deploy(*OWN)
    assert NAME in account.sagemaker.endpoints


def test_a_dry_run_shows_the_image_and_looks_at_nothing(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.console.dry_run = True
    account.deploy(*OWN)
    assert hugging_face.image_in("us-east-1") in capsys.readouterr().out


def test_a_place_for_pictures_in_s3_may_be_written_and_nothing_beside_it(account: Account) -> None:
    account.hold(*UPLOADED)
    account.deploy(*OWN, "--env", "EASEL_OUTPUT_S3_URI=s3://pictures/drawn")
    policy = account.client("iam").get_role_policy(RoleName=ROLE, PolicyName="endpoint")
    allowed = [
        one["Resource"]
        for one in policy["PolicyDocument"]["Statement"]
        if "s3:PutObject" in one["Action"]
    ]
    assert allowed == ["arn:aws:s3:::pictures/drawn/*"]


def in_easel_toml(monkeypatch: pytest.MonkeyPatch, **settings: Any) -> None:
    monkeypatch.setattr(easel_toml, "load", lambda *_: Deployment.model_validate(settings))


def test_without_options_the_weights_of_easel_toml_are_served(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.hold(*UPLOADED)
    own = {"model": "dogs", "model_data": "s3://mine/dog", "instance_type": "ml.g4dn.xlarge"}
    in_easel_toml(monkeypatch, **own)
    account.deploy()
    assert container(account)["ModelDataSource"]["S3DataSource"]["S3Uri"] == "s3://mine/dog/"
    assert variant(account)["InstanceType"] == "ml.g4dn.xlarge"


def test_the_image_of_easel_toml_is_for_its_weights_alone(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.hold(*UPLOADED)
    in_easel_toml(monkeypatch, model="cats", model_data="s3://mine/cats/", image=OWN_IMAGE)
    account.deploy(*OWN)
    assert container(account)["Image"] == hugging_face.image_in("us-east-1")


def test_a_model_of_jumpstart_keeps_its_own_image(account: Account) -> None:
    account.deploy()
    assert "py38" in container(account)["Image"]
    assert "InferenceAmiVersion" not in variant(account)
