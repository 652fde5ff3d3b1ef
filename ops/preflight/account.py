"""The account that the checks look at. What several checks need is looked up once."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from botocore.exceptions import ClientError

from cdk.deployment import Deployment
from cdk.regions import CLOUDFRONT_REGION
from jumpstart.command.console import Console
from jumpstart.command.faults import code_of
from jumpstart.endpoint.found import Description, find_config, find_endpoint
from jumpstart.quota import Quota, find_quotas, quota_name, running

# The states of a stack in which nothing is deployed.
NOTHING_DEPLOYED = {"DELETE_COMPLETE", "REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"}


@dataclass(frozen=True, slots=True)
class OwnStack:
    """A stack of this deployment. `is_planned`: easel.toml asks for it, and the CDK knows it."""

    name: str
    region: str
    is_planned: bool


@dataclass
class Account:
    """`deployment` is what easel.toml asks for. The checks run in several threads."""

    deployment: Deployment
    console: Console
    # Consoles of other regions, each made on first use.
    elsewhere: dict[str, Console] = field(default_factory=dict)
    _known: dict[str, Any] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def region(self) -> str:
        return self.deployment.region or self.console.region

    def client(self, service: str) -> Any:
        with self._lock:
            return self.console.client(service)

    def client_in(self, service: str, region: str) -> Any:
        """The client of `service` in another region than the deployment's."""
        if region == self.region:
            return self.client(service)
        with self._lock:
            there = Console(region, patience=self.console.patience)
            return self.elsewhere.setdefault(region, there).client(service)

    @property
    def endpoint_stack(self) -> str:
        return f"{self.deployment.name}Endpoint"

    @property
    def edge_stack(self) -> str:
        return f"{self.deployment.name}Edge"

    @property
    def stacks(self) -> tuple[OwnStack, OwnStack, OwnStack]:
        """The stacks that this deployment can have, in the order in which they are deleted: each
        uses those behind it."""
        deployment, here = self.deployment, self.region
        return (
            OwnStack(self.endpoint_stack, here, deployment.makes_endpoint),
            OwnStack(deployment.name, here, True),
            OwnStack(self.edge_stack, CLOUDFRONT_REGION, deployment.has_edge_stack(here)),
        )

    def cloudformation_of(self, stack: str) -> Any:
        """The client that reaches `stack`, which may be in another region."""
        region = CLOUDFRONT_REGION if stack == self.edge_stack else self.region
        return self.client_in("cloudformation", region)

    def stack(self, name: str) -> Description | None:
        """CloudFormation's description of the stack, or None if there is none."""
        return cast(Description | None, self._once(f"stack {name}", lambda: self._stack(name)))

    def is_deployed(self, name: str) -> bool:
        found = self.stack(name)
        return bool(found and found["StackStatus"] not in NOTHING_DEPLOYED)

    @property
    def endpoint(self) -> Description | None:
        """The endpoint that easel.toml names, or would name."""
        name = self.deployment.endpoint_name
        found = self._once("endpoint", lambda: find_endpoint(name, self.console))
        return cast(Description | None, found)

    @property
    def endpoint_config(self) -> Description:
        """The configuration of `endpoint`, or {} if there is none."""
        if not self.endpoint:
            return {}
        name = self.endpoint["EndpointConfigName"]
        found = self._once("config", lambda: find_config(name, self.console))
        return cast(Description, found or {})

    @property
    def quota(self) -> Quota | None:
        """The quota for endpoints of the instance type, or None if AWS knows none."""
        name = quota_name(self.deployment.instance_type)
        found = self._once("quota", lambda: find_quotas([name], self.console).get(name))
        return cast(Quota | None, found)

    @property
    def used(self) -> int:
        """How many instances of the instance type run now, in all endpoints of the region."""
        counted = cast("Counter[str]", self._once("used", lambda: running(self.console)))
        return counted[self.deployment.instance_type]

    def _stack(self, name: str) -> Description | None:
        try:
            [found] = self.cloudformation_of(name).describe_stacks(StackName=name)["Stacks"]
        except ClientError as error:
            if code_of(error) == "ValidationError" and "does not exist" in str(error):
                return None
            raise
        return cast(Description, found)

    def _once(self, key: str, look_up: Callable[[], Any]) -> Any:
        with self._lock:
            if key not in self._known:
                self._known[key] = look_up()
            return self._known[key]
