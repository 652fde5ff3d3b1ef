"""Datasets to train with, and a fake SageMaker."""

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from local.process import listen, port_of, served
from tests.jumpstart.pictures import dataset, image_folder
from tests.jumpstart.sagemaker_training import Training

# Making SageMaker's client takes longer than running a test. So its server stays, too.
client_made_once = functools.cache(boto3.client)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset(tmp_path / "balls")


@pytest.fixture
def walls(tmp_path: Path) -> Path:
    """Pictures with captions."""
    return image_folder(tmp_path / "walls")


@pytest.fixture
def base(model: Path) -> Path:
    """A pipeline that says that it was trained for 512 pixels."""
    (model / "unet" / "config.json").write_text(json.dumps({"sample_size": 64}))
    (model / "vae" / "config.json").write_text(json.dumps({"block_out_channels": [1, 2, 4, 4]}))
    return model


@pytest.fixture(scope="session")
def sagemaker() -> Iterator[tuple[Training, str]]:
    fake, listener = Training(), listen(0)
    with served(fake.app, listener):
        yield fake, f"http://127.0.0.1:{port_of(listener)}"


@pytest.fixture
def training(
    sagemaker: tuple[Training, str],
    to_cloud: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    s3: Any,
) -> Training:
    """A fake SageMaker without jobs. S3 is the local one."""
    fake, url = sagemaker
    fake.forget()
    for service in ("SAGEMAKER", "CLOUDWATCH_LOGS"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", url)
    monkeypatch.setattr(boto3, "client", client_made_once)
    return fake
