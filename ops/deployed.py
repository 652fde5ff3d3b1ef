"""The Easel that a command acts on: its settings, its stack, and AWS clients that reach it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from cdk.deployment import Deployment
from easel.adapters import Adapters
from easel.clock import SystemClock
from easel.service import Service
from easel.settings import Settings
from jumpstart.command.console import Console
from jumpstart.command.faults import Fault, code_of

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


_LOCAL_REGION = "us-east-1"


@dataclass(frozen=True)
class Easel:
    """`deployment` is easel.toml. `local` is the state folder of an Easel on this machine; without
    it, the stack is in the AWS account of the operator's credentials."""

    deployment: Deployment
    console: Console
    local: Path | None = None

    @cached_property
    def outputs(self) -> dict[str, str]:
        """The stack's outputs, by name.

        Raises:
            Fault: the stack is not deployed.
            BotoCoreError, ClientError
        """
        name = self.deployment.name
        try:
            found = self.client("cloudformation").describe_stacks(StackName=name)
        except ClientError as error:
            if code_of(error) != "ValidationError":
                raise
            do = "start it with make run" if self.local else "deploy it with make deploy"
            raise Fault(f"there is no stack {name}", do, code="not_deployed") from error
        [stack] = found["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def output(self, name: str) -> str:
        """
        Raises:
            Fault: the stack is not deployed, or is older than this command.
            BotoCoreError, ClientError
        """
        if name not in self.outputs:
            what = f"the stack {self.deployment.name} has no output {name}: it is too old"
            do = (
                "start it again with make run" if self.local else "bring it up to date: make deploy"
            )
            raise Fault(what, do, code="too_old")
        return self.outputs[name]

    def resources(self, kind: str) -> list[str]:
        """The names of the stack's resources of type `kind`.

        Raises:
            BotoCoreError, ClientError
        """
        pages = self.client("cloudformation").get_paginator("list_stack_resources")
        return [
            found["PhysicalResourceId"]
            for page in pages.paginate(StackName=self.deployment.name)
            for found in page["StackResourceSummaries"]
            if found["ResourceType"] == kind
        ]

    @property
    def region(self) -> str:
        """
        Raises:
            Usage: the region of an Easel in an account is named nowhere.
        """
        return _LOCAL_REGION if self.local else self.console.region

    @property
    def callers_table(self) -> str:
        return self.outputs["CallersTable"]

    @cached_property
    def service(self) -> Service:
        """The tables, the pictures and the CDN, as the deployed functions see them.

        Raises:
            Fault: the stack is not deployed, or is older than this command.
            BotoCoreError, ClientError
        """
        names = {"JOBS_TABLE": "JobsTable", "CALLERS_TABLE": "CallersTable",
                 "IMAGES_BUCKET": "ImagesBucket", "DISTRIBUTION_ID": "DistributionId"}  # fmt: skip
        environment = {name: self.output(output) for name, output in names.items()}
        # easel.toml says it in days; a removed picture's row is kept for as long as a failed job's.
        days = self.deployment.failed_job_retention_days
        environment["FAILED_JOB_RETENTION_DAYS"] = str(days)
        settings, clock = Settings.from_env(environment), SystemClock()
        adapters = Adapters(settings, clock, client=lambda name, **_: self.client(name))
        return Service(settings, clock, adapters)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        client: DynamoDBClient = self.client("dynamodb")
        return client

    def client(self, service: str) -> Any:
        """The boto3 client of `service` that reaches this Easel.

        Raises:
            Fault: no Easel has run on this machine yet.
        """
        if not self.local:
            return self.console.client(service)
        # SageMaker has a stand-in of its own.
        name = "sagemaker-port" if service.startswith("sagemaker") else "aws-port"
        port = self.local / name
        if not port.exists():
            what = f"no Easel has run in {self.local} yet"
            raise Fault(what, "start one with make run", code="not_deployed")
        made, url = self.console.clients, f"http://127.0.0.1:{port.read_text()}"
        if service not in made:
            # The local AWS's root.
            session: Any = boto3.Session("test", "test", region_name=_LOCAL_REGION)
            made[service] = session.client(service, endpoint_url=url)
        return made[service]
