"""An account for the commands about endpoints: SageMaker is faked, the rest is moto's."""

import functools
from dataclasses import dataclass
from typing import Any, Self

import boto3

from cdk.deployment import Deployment
from jumpstart import delete, deploy
from jumpstart.command.console import Console
from tests.fakes import FakeClock
from tests.jumpstart.endpoint.fake_sagemaker import REGION, FakeSageMaker, FakeScaling

MODEL = Deployment().jumpstart_model
NAME = "easel-jumpstart"
ROLE = "easel-jumpstart-us-east-1-role"
ASYNC = ("--mode", "async", "--answers", "s3://mine/easel")
OWN_IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/own:3"
LIMIT = (
    "The account-level service limit 'ml.g5.2xlarge for endpoint usage' is 0 Instances, with "
    "current utilization of 0 Instances and a request delta of 1 Instances."
)
_ELSE = ("iam", "logs", "cloudwatch", "s3")
# What `python -m jumpstart.upload` leaves in S3, as far as anybody looks.
UPLOADED = (
    "model_index.json",
    "code/inference.py",
    "code/jumpstart/serving/contract.py",
    "easel-upload.json",
)


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

    def hold(self, *names: str, folder: str = "dog/") -> None:
        """Let the bucket `mine` hold these files below `folder`."""
        s3 = self.client("s3")
        s3.create_bucket(Bucket="mine")
        for name in names:
            s3.put_object(Bucket="mine", Key=f"{folder}{name}", Body=b"x")

    @classmethod
    def open(cls, clock: FakeClock) -> Self:
        """An empty account. Call this inside of moto's mock."""
        sagemaker = FakeSageMaker(clock)
        clients = {service: _made_once(service) for service in _ELSE}
        scaling = FakeScaling()
        clients |= {"sagemaker": sagemaker.client, "application-autoscaling": scaling.client}
        console = Console(REGION, yes=True, clock=clock, clients=clients)
        return cls(sagemaker, scaling, console, clock)
