"""The order for a JumpStart training job: its image, script, weights, price and request."""

import json
from dataclasses import dataclass
from typing import Any

from cdk.jumpstart_model import JumpStartModel

from ..command.faults import Usage

MODEL_ID = "model-txt2img-stabilityai-stable-diffusion-v2-1-base"
SIDE_PX = 512  # the size that the model was trained at
# From AWS's pages about MODEL_ID. Only the registry and the bucket differ by region.
IMAGE = "huggingface-pytorch-training:1.10.2-transformers4.17.0-gpu-py38-cu113-ubuntu20.04"
SCRIPT = "source-directory-tarballs/stabilityai/transfer_learning/txt2img/prepack/v1.0.3/sourcedir.tar.gz"  # noqa: E501
WEIGHTS = "stabilityai-training/train-model-txt2img-stabilityai-stable-diffusion-v2-1-base.tar.gz"
PROGRAM = "transfer_learning.py"
VOLUME_GB = 50
# The resolved model whose file names the registry and the bucket of each region.
RESOLVED = "model-txt2img-stabilityai-stable-diffusion-v2"


@dataclass(frozen=True, slots=True)
class Source:
    """The places of JumpStart's training image, script and weights in a region."""

    image: str
    bucket: str

    @property
    def script(self) -> str:
        return f"s3://{self.bucket}/{SCRIPT}"

    @property
    def weights(self) -> str:
        return f"s3://{self.bucket}/{WEIGHTS}"


@dataclass(frozen=True, slots=True)
class Instance:
    seconds_per_step: float  # estimated, not measured
    fits_prior_preservation: bool


INSTANCES = {
    "ml.g5.2xlarge": Instance(0.8, fits_prior_preservation=True),
    "ml.g4dn.2xlarge": Instance(1.6, fits_prior_preservation=False),
}
STARTING_S = 360  # the machine, the image, 5 GB of weights; at the end 5 GB are packed and stored
CLASS_PICTURE_S = 3


def source_in(region: str) -> Source:
    """JumpStart's places in `region`.

    Raises:
        Usage: JumpStart does not offer the model there.
    """
    resolved = JumpStartModel.recorded(RESOLVED)
    if region not in resolved.regions:
        do = f"take one of {', '.join(sorted(resolved.regions))}"
        raise Usage(f"JumpStart does not offer {MODEL_ID} in {region}", do, code="unknown_region")
    regional = resolved.regions[region]
    registry = regional.image_uri.partition("/")[0]
    bucket = regional.model_data.removeprefix("s3://").partition("/")[0]
    return Source(f"{registry}/{IMAGE}", bucket)


def estimated_s(instance: Instance, steps: int, hyperparameters: dict[str, str]) -> float:
    step_s, drawing_s = instance.seconds_per_step, 0.0
    if hyperparameters["with_prior_preservation"] == "True":
        step_s *= 2
        drawing_s = CLASS_PICTURE_S * float(hyperparameters["num_class_images"])
    return STARTING_S + drawing_s + step_s * steps


@dataclass(frozen=True, slots=True)
class Order:
    """A training job that is not started yet."""

    name: str
    region: str
    role: str
    dataset: str  # s3://…/
    output: str  # s3://…/
    instance_type: str
    max_runtime_s: int
    hyperparameters: dict[str, str]


def request_for(order: Order, source: Source) -> dict[str, Any]:
    """The request of CreateTrainingJob, as the SageMaker SDK's estimator would send it."""
    for_container: dict[str, Any] = {
        "sagemaker_program": PROGRAM,
        "sagemaker_submit_directory": source.script,
        "sagemaker_container_log_level": 20,
        "sagemaker_job_name": order.name,
        "sagemaker_region": order.region,
    }
    return {
        "TrainingJobName": order.name,
        "AlgorithmSpecification": {
            "TrainingImage": source.image,
            "TrainingInputMode": "File",
            "MetricDefinitions": [{"Name": "train_loss", "Regex": r"train_avg_loss=([0-9\.]+)"}],
        },
        "RoleArn": order.role,
        # The container's toolkit decodes each value as JSON.
        "HyperParameters": {
            name: json.dumps(value)
            for name, value in {**order.hyperparameters, **for_container}.items()
        },
        "InputDataConfig": [
            {"ChannelName": "training", "DataSource": _everything_under(order.dataset)},
            {
                "ChannelName": "model",
                "DataSource": _everything_under(source.weights),
                "ContentType": "application/x-sagemaker-model",
                "InputMode": "File",
            },
        ],
        # File by file, as an endpoint reads it, not as a tarball of 4 GB.
        "OutputDataConfig": {"S3OutputPath": order.output, "CompressionType": "NONE"},
        "ResourceConfig": {
            "InstanceType": order.instance_type,
            "InstanceCount": 1,
            "VolumeSizeInGB": VOLUME_GB,
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": order.max_runtime_s},
        "Tags": [{"Key": "easel", "Value": "finetune"}],
    }


def _everything_under(url: str) -> Any:
    return {
        "S3DataSource": {
            "S3DataType": "S3Prefix",
            "S3Uri": url,
            "S3DataDistributionType": "FullyReplicated",
        }
    }
