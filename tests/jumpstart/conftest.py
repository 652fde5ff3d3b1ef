"""A local S3 that checks checksums, and a diffusers folder with tiny random weights."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.ministack import Ministack, ministack, reserved_port

INDEX = {
    "_class_name": "StableDiffusionPipeline",
    "_diffusers_version": "0.38.0",
    "scheduler": ["diffusers", "DPMSolverMultistepScheduler"],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderKL"],
    "safety_checker": [None, None],
    "requires_safety_checker": False,
}
BUCKET = "models"


def safetensors(size: int = 64) -> bytes:
    """A safetensors file with one random tensor of `size` bytes."""
    header = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}})
    return len(header).to_bytes(8, "little") + header.encode() + os.urandom(size)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A folder with the layout of Stable Diffusion 2, as save_pretrained() writes it."""
    folder = tmp_path / "model"
    for name, content in {
        "model_index.json": json.dumps(INDEX).encode(),
        "scheduler/scheduler_config.json": b"{}",
        "text_encoder/config.json": b"{}",
        "text_encoder/model.safetensors": safetensors(),
        "tokenizer/vocab.json": b"{}",
        "tokenizer/merges.txt": b"#version: 0.2\n",
        "unet/config.json": b"{}",
        "unet/diffusion_pytorch_model.safetensors": safetensors(),
        "vae/config.json": b"{}",
        "vae/diffusion_pytorch_model.safetensors": safetensors(),
    }.items():
        put(folder / name, content)
    return folder


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ministack]:
    state = tmp_path_factory.mktemp("cloud")
    with reserved_port(state) as port, ministack(state, port) as (running, _):
        running.client("s3").create_bucket(Bucket=BUCKET)
        yield running


@pytest.fixture
def s3(cloud: Ministack) -> Any:
    """A client of the local S3, whose bucket is empty."""
    client = cloud.client("s3")
    if there := client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        keys = [{"Key": item["Key"]} for item in there]
        client.delete_objects(Bucket=BUCKET, Delete={"Objects": keys})
    for upload in client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []):
        client.abort_multipart_upload(Bucket=BUCKET, Key=upload["Key"], UploadId=upload["UploadId"])
    return client


@pytest.fixture
def to_cloud(cloud: Ministack, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Point the commands' clients at the local S3. Returns the environment for a process."""
    ours = {
        "AWS_ENDPOINT_URL_S3": cloud.url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in ours.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
    # boto3's default session may still hold another test's credentials.
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    return {**os.environ, **ours}
