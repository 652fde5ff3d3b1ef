"""The endpoint that serves weights of your own: their folder, a fitting image, and no more."""

from typing import Any

from jumpstart.endpoint import hugging_face

from .templates import REGION, Cloud, Synthesize

FOLDER = "mine/models/dogs/"
OWN_IMAGE = f"111122223333.dkr.ecr.{REGION}.amazonaws.com/team/easel@sha256:{'0' * 64}"
AMI = "al2023-ami-sagemaker-inference-gpu-4-1"


def test_the_model_is_the_folder_in_hugging_face_s_image(own_weights: Cloud) -> None:
    model = own_weights.paid_endpoint.one("AWS::SageMaker::Model")["PrimaryContainer"]
    assert model["Image"] == hugging_face.image_in(REGION)
    assert model["Environment"] == hugging_face.ENVIRONMENT
    assert model["ModelDataSource"]["S3DataSource"] == {
        "CompressionType": "None", "S3DataType": "S3Prefix", "S3Uri": f"s3://{FOLDER}",
    }  # fmt: skip
    config = own_weights.paid_endpoint.one("AWS::SageMaker::EndpointConfig")
    [variant] = config["ProductionVariants"]
    assert variant["InstanceType"] == "ml.g4dn.xlarge"
    assert variant["InferenceAmiVersion"] == hugging_face.AMI_VERSION


def test_its_role_reads_this_folder_and_pulls_this_image(own_weights: Cloud) -> None:
    rights = own_weights.paid_endpoint.rights("Role")
    read = {where for where, actions in rights.items() if actions == {"s3:GetObject"}}
    assert read == {f"arn:aws:s3:::{FOLDER}*"}
    pulled = [where for where, actions in rights.items() if "ecr:BatchGetImage" in actions]
    assert pulled == [f"arn:aws:ecr:{REGION}:763104351884:repository/huggingface-pytorch-inference"]


def test_it_scales_to_zero_in_async_mode_and_always_runs_in_realtime_mode(
    own_weights: Cloud,
) -> None:
    targets = own_weights.paid_endpoint.all("AWS::ApplicationAutoScaling::ScalableTarget")
    assert [one["MinCapacity"] for one in targets.values()] == [0] * own_weights.is_async


def test_every_id_holds_the_name_and_version_of_the_weights(own_weights: Cloud) -> None:
    generate = own_weights.service.environment("FunctionsGenerate")
    assert (generate["MODEL_ID"], generate["MODEL_VERSION"]) == ("dogs", "3")


def test_an_image_of_your_own_by_digest_is_pulled_and_gets_its_system(
    synthesized: Synthesize,
) -> None:
    settings: dict[str, Any] = {
        "model": "dogs",
        "model_data": f"s3://{FOLDER}",
        "instance_type": "ml.p4d.24xlarge",
    }
    cloud = synthesized(**settings, image=OWN_IMAGE, ami_version=AMI, validate=False)
    model = cloud.paid_endpoint.one("AWS::SageMaker::Model")["PrimaryContainer"]
    assert model["Image"] == OWN_IMAGE
    [variant] = cloud.paid_endpoint.one("AWS::SageMaker::EndpointConfig")["ProductionVariants"]
    assert variant["InferenceAmiVersion"] == AMI
    rights = cloud.paid_endpoint.rights("Role")
    assert any(where.endswith(":111122223333:repository/team/easel") for where in rights)


def test_a_model_of_jumpstart_runs_on_sagemaker_s_own_system(queued: Cloud) -> None:
    [variant] = queued.paid_endpoint.one("AWS::SageMaker::EndpointConfig")["ProductionVariants"]
    assert "InferenceAmiVersion" not in variant
