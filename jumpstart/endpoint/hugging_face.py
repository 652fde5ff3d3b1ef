"""Hugging Face's container: the image that runs code/ in a model's folder, and what it runs on."""

# Python 3.12, torch 2.6 and transformers 5: code/inference.py needs Python 3.11 or newer.
_IMAGE = "huggingface-pytorch-inference:2.6.0-transformers5.5.3-gpu-py312-cu124-ubuntu22.04"
# An instance's system with a driver for CUDA 12.4. SageMaker's default is for CUDA 11.4.
AMI_VERSION = "al2-ami-sagemaker-inference-gpu-3-1"
# JumpStart's variables for its own container, whose toolkit reads the same. Each worker would load
# the model once more, and a picture as a list of numbers is longer than the default allows.
ENVIRONMENT = {
    "ENDPOINT_SERVER_TIMEOUT": "3600",
    "MMS_MAX_RESPONSE_SIZE": "20000000",
    "MODEL_CACHE_ROOT": "/opt/ml/model",
    "SAGEMAKER_CONTAINER_LOG_LEVEL": "20",
    "SAGEMAKER_ENV": "1",
    "SAGEMAKER_MODEL_SERVER_TIMEOUT": "3600",
    "SAGEMAKER_MODEL_SERVER_WORKERS": "1",
    "SAGEMAKER_PROGRAM": "inference.py",
    "SAGEMAKER_SUBMIT_DIRECTORY": "/opt/ml/model/code",
}
# Instances with one GPU: the server uses one. ops/prices.toml has the price of each.
INSTANCE_TYPES = (
    *(f"ml.g4dn.{size}" for size in ("xlarge", "2xlarge", "4xlarge", "8xlarge")),
    *(f"ml.g5.{size}" for size in ("xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge")),
    *(f"ml.g6.{size}" for size in ("xlarge", "2xlarge", "4xlarge", "8xlarge")),
    *(f"ml.g6e.{size}" for size in ("xlarge", "2xlarge", "4xlarge", "8xlarge")),
)
DEFAULT_INSTANCE_TYPE = "ml.g5.2xlarge"

# The account that keeps the image in each region. Source: the SageMaker SDK's table of image URIs
# (sagemaker-core 2.27.0, image_uri_config/huggingface.json).
_USUAL = "763104351884"
_REGISTRIES = {
    "af-south-1": "626614931356",
    "ap-east-1": "871362719292",
    "ap-northeast-1": _USUAL,
    "ap-northeast-2": _USUAL,
    "ap-northeast-3": "364406365360",
    "ap-south-1": _USUAL,
    "ap-south-2": "772153158452",
    "ap-southeast-1": _USUAL,
    "ap-southeast-2": _USUAL,
    "ap-southeast-3": "907027046896",
    "ap-southeast-4": "457447274322",
    "ca-central-1": _USUAL,
    "ca-west-1": "204538143572",
    "cn-north-1": "727897471807",
    "cn-northwest-1": "727897471807",
    "eu-central-1": _USUAL,
    "eu-central-2": "380420809688",
    "eu-north-1": _USUAL,
    "eu-south-1": "692866216735",
    "eu-south-2": "503227376785",
    "eu-west-1": _USUAL,
    "eu-west-2": _USUAL,
    "eu-west-3": _USUAL,
    "il-central-1": "780543022126",
    "me-central-1": "914824155844",
    "me-south-1": "217643126080",
    "sa-east-1": _USUAL,
    "us-east-1": _USUAL,
    "us-east-2": _USUAL,
    "us-gov-east-1": "446045086412",
    "us-gov-west-1": "442386744353",
    "us-west-1": _USUAL,
    "us-west-2": _USUAL,
}


def image_in(region: str) -> str:
    """The image's URI in `region`.

    Raises:
        ValueError: AWS does not keep it there.
    """
    registry = registry_in(region)
    if not registry:
        offered = ", ".join(_REGISTRIES)
        raise ValueError(
            f"Hugging Face's image is not offered in {region}: give an image of your own, or "
            f"take one of {offered}"
        )
    return f"{registry}/{_IMAGE}"


def registry_in(region: str) -> str:
    """AWS's registry of images for deep learning in `region`; "" if there is none."""
    if region not in _REGISTRIES:
        return ""
    domain = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"{_REGISTRIES[region]}.dkr.ecr.{region}.{domain}"
