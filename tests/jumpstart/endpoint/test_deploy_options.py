"""`python -m jumpstart.deploy`: its options, and what they refuse."""

import json
from pathlib import Path

import pytest

from jumpstart.command import easel_toml
from jumpstart.command.faults import Usage
from jumpstart.endpoint import hugging_face
from jumpstart.endpoint.prices import USD_PER_HOUR, hourly, so_far
from tests.jumpstart.endpoint.account import MODEL, NAME, OWN_IMAGE, ROLE, Account

AMI = ("--ami-version", "al2023-ami-sagemaker-inference-gpu-4-1")


def test_your_own_folder_and_image_are_served(account: Account) -> None:
    own = ("--model-data", "s3://mine/dog", "--image", OWN_IMAGE)
    account.hold("weights.bin")  # what the image needs, it alone knows
    account.deploy(*own, "--instance-type", "ml.g6.xlarge", "--env", "MODEL=diffusers", *AMI)
    container = account.sagemaker.models[NAME]["PrimaryContainer"]
    assert container["ModelDataSource"]["S3DataSource"]["S3Uri"] == "s3://mine/dog/"
    assert container["Environment"] == MODEL.environment | {"MODEL": "diffusers"}
    [variant] = account.sagemaker.configs[NAME]["ProductionVariants"]
    assert variant["InferenceAmiVersion"] == AMI[1]
    policy = account.client("iam").get_role_policy(RoleName=ROLE, PolicyName="endpoint")
    assert "arn:aws:ecr:us-east-1:111122223333:repository/own" in json.dumps(
        policy["PolicyDocument"]
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--mode", "async"), "no_answers"),
        (("--instance-type", "ml.m5.large"), "bad_instance_type"),
        (("--model", "model-txt2img-cat"), "not_resolved"),
    ],
    ids=["async without a bucket", "an instance without a GPU", "an unknown model"],
)
def test_options_that_do_not_fit_together_are_refused_before_any_call(
    account: Account, arguments: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Usage) as raised:
        account.deploy(*arguments)
    assert raised.value.code == code
    assert account.sagemaker.calls == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--name", "my_model"),
        ("--model-data", "mine/dog"),
        ("--model-data", "s3://mine/model.tar.gz"),
        ("--env", "MODEL"),
        ("--image", "docker.io/library/python:3"),
        ("--instances", "0"),
        ("--mode", "batch"),
    ],
    ids=" ".join,
)
def test_an_invalid_option_is_refused(account: Account, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        account.deploy(*arguments)


def test_another_resolved_model_is_taken_by_its_id(
    account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = MODEL.model_copy(update={"environment": {"SAGEMAKER_PROGRAM": "other.py"}})
    (tmp_path / "other.json").write_text(other.model_dump_json())
    monkeypatch.setattr(easel_toml, "MODELS", tmp_path)
    account.deploy("--model", "other")
    container = account.sagemaker.models[NAME]["PrimaryContainer"]
    assert container["Environment"] == other.environment


def test_a_region_without_the_model_is_refused(account: Account) -> None:
    account.console.region = "us-gov-west-1"
    with pytest.raises(Usage, match="not offered in us-gov-west-1"):
        account.deploy()


def test_every_instance_type_that_easel_s_images_run_on_has_a_price() -> None:
    ours = set(hugging_face.INSTANCE_TYPES)
    assert set(USD_PER_HOUR) == set(MODEL.supported_instance_types) | ours


def test_an_unknown_price_is_not_invented() -> None:
    assert "$" not in hourly("ml.p4d.24xlarge")
    assert "$" not in so_far("ml.p4d.24xlarge", 1, 10)
    assert so_far("ml.g5.2xlarge", 2, 10) == "$30.30"
