"""An account for `python -m jumpstart.deploy` and its kin: SageMaker faked, the rest moto's."""

import functools
from dataclasses import dataclass
from typing import Any, Self

import boto3

from jumpstart import delete, deploy
from jumpstart.command.console import Console
from tests.fakes import FakeClock
from tests.jumpstart.endpoint.fake_sagemaker import REGION, FakeSageMaker, FakeScaling

_ELSE = ("iam", "logs", "cloudwatch")


@functools.cache
def _made_once(service: str) -> Any:
    made: Any = boto3.client
    return made(service, region_name=REGION)


@dataclass
class Account:
    sagemaker: FakeSageMaker
    scaling: FakeScaling
    console: Console
    clock: FakeClock

    def deploy(self, *arguments: str) -> None:
        deploy.deploy(deploy.parser().parse_args(arguments), self.console)

    def delete(self, *arguments: str) -> None:
        delete.delete(delete.parser().parse_args(arguments), self.console)

    def client(self, service: str) -> Any:
        return self.console.client(service)

    @classmethod
    def open(cls, clock: FakeClock) -> Self:
        """Inside of moto's account."""
        sagemaker = FakeSageMaker(clock)
        clients = {service: _made_once(service) for service in _ELSE}
        scaling = FakeScaling()
        clients |= {"sagemaker": sagemaker.client, "application-autoscaling": scaling.client}
        console = Console(REGION, yes=True, clock=clock, clients=clients)
        return cls(sagemaker, scaling, console, clock)
