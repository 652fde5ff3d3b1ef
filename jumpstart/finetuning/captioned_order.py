"""A SageMaker training job with our own script, for captions: its image, time, cost and request."""

import math
from dataclasses import dataclass
from typing import Any

from ..command.faults import Usage
from ..endpoint.hugging_face import registry_in
from .base import SDXL
from .packed import STARTED
from .plan import Plan

# AWS's container with PyTorch and Python 3.12. Source: the SageMaker SDK's table of image URIs
# (sagemaker-core 2.27.0, image_uri_config/pytorch.json). Newer ones need a driver for CUDA 13.
IMAGE = "pytorch-training:2.8.0-gpu-py312"
VOLUME_GB = 100  # the weights before and after, and a checkpoint of 14 GB
# What the training prints, as captioned.py does.
METRICS = [
    {"Name": "train:loss", "Regex": r"step [0-9]+ of [0-9]+, epoch [0-9.]+, loss ([0-9.]+)"},
    {"Name": "train:epoch", "Regex": r"step [0-9]+ of [0-9]+, epoch ([0-9.]+)"},
]


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance type with one GPU."""

    gpu: str
    memory_gb: int
    tflops: float  # the most, with 16 bits, as NVIDIA's data sheet says


INSTANCES = {
    "ml.g4dn.2xlarge": Instance("T4", 16, 65),
    "ml.g5.2xlarge": Instance("A10G", 24, 70),
    "ml.g5.4xlarge": Instance("A10G", 24, 70),
    "ml.g6.2xlarge": Instance("L4", 24, 121),
    "ml.g6e.2xlarge": Instance("L40S", 48, 362),
}


@dataclass(frozen=True, slots=True)
class Size:
    """A U-Net. `tflop` is what one picture takes forward at `side_px`: counted with torch's
    FlopCounterMode for the published configurations."""

    weights: float  # in thousand millions
    side_px: int
    tflop: float


SIZES = {SDXL: Size(2.57, 1024, 6.76), "StableDiffusionPipeline": Size(0.87, 512, 0.80)}
# With gradient checkpointing: forward twice, and backward, which takes as much as forward twice.
PASSES = 4
SHARE_OF_THE_MOST = 0.2  # what a GPU reaches with one picture at a time; a guess
STARTING_S = 480  # the machine, the image, pip, the weights; at the end 5 GB are stored
ENCODING_S = 0.3  # for each picture
# A number that is trained takes 4 bytes each for itself, its gradient and its average, and 8 for
# AdamW's two. With LoRA, the U-Net is only kept.
BYTES_TRAINED, BYTES_KEPT = 20, 4


@dataclass(frozen=True, slots=True)
class Job:
    """A training job that is not started yet. Places are S3 prefixes."""

    name: str
    region: str
    role: str
    code: str
    dataset: str
    base: str
    output: str
    checkpoints: str
    instance_type: str
    max_runtime_s: int
    max_wait_s: int | None  # None: no spot instance
    hyperparameters: dict[str, str]


def image_in(region: str) -> str:
    """The image's URI in `region`.

    Raises:
        Usage: AWS does not keep it there.
    """
    registry = registry_in(region)
    if not registry:
        what = f"AWS keeps no container with PyTorch in {region}"
        raise Usage(what, "take another --region, such as us-east-1", code="unknown_region")
    return f"{registry}/{IMAGE}"


def instance_for(instance_type: str, kind: str, plan: Plan) -> Instance:
    """The instance, if its GPU holds at least the numbers of a pipeline of this kind.

    Raises:
        Usage: it does not, or it is unknown.
    """
    if instance_type not in INSTANCES:
        do = f"take one of {', '.join(INSTANCES)}"
        raise Usage(f"captions are not trained on {instance_type}", do, code="bad_instance_type")
    instance = INSTANCES[instance_type]
    needed_gb = SIZES[kind].weights * (BYTES_TRAINED if plan.rank is None else BYTES_KEPT)
    if needed_gb < instance.memory_gb:
        return instance
    larger = [name for name, one in INSTANCES.items() if needed_gb < one.memory_gb]
    do = f"give --lora 16{f', or --instance-type {larger[0]}' if larger else ''}"
    what = f"the whole U-Net takes {needed_gb:.0f} GB, more than the {instance.gpu} of"
    raise Usage(f"{what} {instance_type}", do, code="bad_instance_type")


def estimated_s(instance: Instance, kind: str, plan: Plan, pictures: int) -> float:
    """How long the job takes, from the work of a step. Nobody has compared it with a real job."""
    size = SIZES[kind]
    # Attention grows faster than the area: at 768 px it is 2.67 times the work of 512 px.
    tflop = size.tflop * math.pow(plan.side_px / size.side_px, 2.42) * PASSES
    seen = plan.steps * plan.batch * plan.accumulate
    training_s = seen * tflop / (instance.tflops * SHARE_OF_THE_MOST)
    return STARTING_S + ENCODING_S * pictures + training_s


def request_for(job: Job) -> dict[str, Any]:
    """The request of CreateTrainingJob."""
    stopping = {"MaxRuntimeInSeconds": job.max_runtime_s}
    if job.max_wait_s is not None:
        stopping["MaxWaitTimeInSeconds"] = job.max_wait_s
    return {
        "TrainingJobName": job.name,
        "AlgorithmSpecification": {
            "TrainingImage": image_in(job.region),
            "TrainingInputMode": "File",
            "ContainerEntrypoint": ["/bin/sh", f"/opt/ml/input/data/code/{STARTED}"],
            "MetricDefinitions": METRICS,
        },
        "RoleArn": job.role,
        "HyperParameters": job.hyperparameters,
        "InputDataConfig": [
            _channel("code", job.code),
            _channel("training", job.dataset),
            _channel("model", job.base),
        ],
        # File by file, as an endpoint reads it, not as a tarball.
        "OutputDataConfig": {"S3OutputPath": job.output, "CompressionType": "NONE"},
        "ResourceConfig": {
            "InstanceType": job.instance_type,
            "InstanceCount": 1,
            "VolumeSizeInGB": VOLUME_GB,
        },
        "StoppingCondition": stopping,
        "EnableManagedSpotTraining": job.max_wait_s is not None,
        "CheckpointConfig": {"S3Uri": job.checkpoints, "LocalPath": "/opt/ml/checkpoints"},
        "Tags": [{"Key": "easel", "Value": "finetune"}],
    }


def _channel(name: str, place: str) -> dict[str, Any]:
    source = {"S3DataType": "S3Prefix", "S3Uri": place, "S3DataDistributionType": "FullyReplicated"}
    return {"ChannelName": name, "DataSource": {"S3DataSource": source}}
