"""easel.toml's settings for weights of your own: which go together, and what they deploy."""

import re
from typing import TYPE_CHECKING

from jumpstart.endpoint import hugging_face

if TYPE_CHECKING:
    from .deployment import Deployment

# A folder in S3. SageMaker fetches all files whose keys begin with it.
S3_FOLDER = r"^(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[^\s*?$]*)?$"
# An image in ECR: SageMaker pulls from nowhere else.
ECR_IMAGE = r"^([0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/[a-z0-9._/-]+[:@][\w.:-]+)?$"
# The values of InferenceAmiVersion in botocore's model of SageMaker.
AMI_VERSION = r"^((al2|al2023)-ami-sagemaker-inference-(gpu|neuron)-[0-9]+(-[0-9]+)?)?$"
# The name becomes a part of every id, and stands beside every picture.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_INSTANCE_TYPE = re.compile(r"ml\.[a-z0-9-]+\.[a-z0-9]+")


def check(deployment: "Deployment", jumpstart_models: list[str]) -> None:
    """Return if the settings go together.

    Raises:
        ValueError: they do not. The text says what to do.
    """
    if not deployment.model_data:
        for setting in ("image", "ami_version"):
            if getattr(deployment, setting):
                raise ValueError(
                    f"{setting} needs model_data: a model of JumpStart runs in its own image"
                )
        return
    if not deployment.makes_endpoint:
        raise ValueError(
            "model_data is for an endpoint that Easel makes: leave it out, or set "
            'existing_endpoint = "" and mode = "async" or "realtime"'
        )
    if deployment.model in jumpstart_models or not _NAME.fullmatch(deployment.model):
        raise ValueError(
            'model must be a name of your own for the weights at model_data, such as "dogs": '
            "letters, digits, dots, hyphens and underscores; it becomes a part of every id"
        )
    if deployment.ami_version and not deployment.image:
        raise ValueError(
            f"ami_version needs image: Easel's image runs on {hugging_face.AMI_VERSION}"
        )
    _check_instance(deployment.instance_type, own_image=bool(deployment.image))


def _check_instance(instance_type: str, *, own_image: bool) -> None:
    if own_image and not _INSTANCE_TYPE.fullmatch(instance_type):
        raise ValueError(
            f"instance_type {instance_type!r} is not the name of an instance, such as ml.g5.2xlarge"
        )
    if not own_image and instance_type not in hugging_face.INSTANCE_TYPES:
        raise ValueError(
            f"instance_type {instance_type!r} does not suit Hugging Face's container, which "
            f"draws on one GPU; take one of {', '.join(hugging_face.INSTANCE_TYPES)}"
        )


def image_in(region: str, own_image: str) -> str:
    """The image that serves the weights in `region`.

    Raises:
        ValueError: there is none in this region.
    """
    if own_image and f".dkr.ecr.{region}." not in own_image:
        raise ValueError(
            f"image is not in {region}: SageMaker pulls from the ECR of the endpoint's own "
            "region, so push the image there"
        )
    return own_image or hugging_face.image_in(region)
