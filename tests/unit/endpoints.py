"""An account for `python -m jumpstart.deploy` and its kin: SageMaker faked, the rest moto's."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from moto import mock_aws

from jumpstart import delete, deploy
from jumpstart.console import Console
from tests.fake_sagemaker import REGION, FakeSageMaker
from tests.fakes import FakeClock

_ELSE = ("iam", "logs", "application-autoscaling", "cloudwatch")


@functools.cache
def _made_once(service: str) -> Any:
    made: Any = boto3.client
    return made(service, region_name=REGION)


@dataclass
class Account:
    sagemaker: FakeSageMaker
    console: Console
    clock: FakeClock

    def deploy(self, *arguments: str) -> None:
        deploy.deploy(deploy.parser().parse_args(arguments), self.console)

    def delete(self, *arguments: str) -> None:
        delete.delete(delete.parser().parse_args(arguments), self.console)

    def client(self, service: str) -> Any:
        return self.console.client(service)


@pytest.fixture
def account(clock: FakeClock) -> Iterator[Account]:
    with mock_aws():
        sagemaker = FakeSageMaker(clock)
        clients = {service: _made_once(service) for service in _ELSE}
        clients["sagemaker"] = sagemaker.client
        console = Console(REGION, yes=True, clock=clock, clients=clients)
        yield Account(sagemaker, console, clock)
