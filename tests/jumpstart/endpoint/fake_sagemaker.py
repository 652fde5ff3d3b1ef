"""SageMaker's endpoints, their scaling and their quotas, as `python -m jumpstart.…` meets them.

Each stands behind a real boto3 client: parameters are checked, errors raised and pages turned by
boto3, and only what would travel is answered here. A request must also keep to the patterns, enums
and lengths of botocore's model, which boto3 does not check. moto's endpoints serve the moment they
are made, and are overwritten when made again; SageMaker's are neither.
"""

import functools
import json
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import boto3

from tests.fakes import FakeClock
from tests.jumpstart.strict import faults

REGION = "us-east-1"
_ARN = f"arn:aws:sagemaker:{REGION}:111122223333"

Answer = dict[str, Any]


class Refused(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


# Making a client takes longer than a test, so it is made once. Each test gives its own answers.
@functools.cache
def _client(service: str, region: str) -> Any:
    made: Any = boto3.client
    client = made(service, region_name=region)
    handlers: dict[str, Callable[[str, Answer], Answer]] = {}
    asked = threading.local()  # preflight calls from several threads

    def keep(params: Answer, **_: Any) -> None:
        asked.parameters = params

    def answer(model: Any, **_: Any) -> tuple[Any, Answer]:
        try:
            parsed, status = handlers["answer"](model.name, asked.parameters), 200
        except Refused as refused:
            error = {"Code": refused.code, "Message": str(refused)}
            parsed, status = {"Error": error}, 400
        return _Response(status), {"ResponseMetadata": {}} | parsed

    client.meta.events.register("provide-client-params.*.*", keep)
    client.meta.events.register("before-call.*.*", answer)
    return client, handlers


class _Response:
    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


class Service:
    """Answers a client. Its methods have the names of the API's operations."""

    def __init__(self, service: str, region: str = REGION) -> None:
        self.service = service
        self.client, handlers = _client(service, region)
        handlers["answer"] = self._answer
        self.calls: list[tuple[str, Answer]] = []
        self._failures: dict[str, list[Refused]] = {}

    def refuse(self, operation: str, code: str, message: str, times: int = 1) -> None:
        """Refuse the next `times` calls of `operation`."""
        self._failures[operation] = [Refused(code, message)] * times

    def called(self, *prefixes: str) -> list[str]:
        return [operation for operation, _ in self.calls if operation.startswith(prefixes)]

    def _answer(self, operation: str, parameters: Answer) -> Answer:
        self.calls.append((operation, parameters))
        assert faults(self.service, operation, parameters) == []
        if failures := self._failures.get(operation):
            raise failures.pop()
        answered: Answer = getattr(self, operation)(**parameters)
        return answered


class FakeSageMaker(Service):
    """Endpoints take `starts_in` to start, and a minute to be deleted."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__("sagemaker")
        self.clock = clock
        self.starts_in = timedelta(minutes=7)
        self.fails_with = ""
        self.models: dict[str, Answer] = {}
        self.configs: dict[str, Answer] = {}
        self.endpoints: dict[str, Answer] = {}
        self.tags: dict[str, list[Answer]] = {}
        self.components: list[str] = []

    def CreateModel(self, Tags: Sequence[Answer] = (), **model: Any) -> Answer:
        return self._create(self.models, "Model", model, Tags)

    def CreateEndpointConfig(self, Tags: Sequence[Answer] = (), **config: Any) -> Answer:
        for variant in config["ProductionVariants"]:
            if variant.get("ModelName", "") not in {"", *self.models}:
                raise self._missing("model", variant["ModelName"])
        return self._create(self.configs, "EndpointConfig", config, Tags)

    def CreateEndpoint(self, Tags: Sequence[Answer] = (), **endpoint: Any) -> Answer:
        config = self.configs.get(endpoint["EndpointConfigName"])
        if not config:
            raise self._missing("endpoint configuration", endpoint["EndpointConfigName"])
        endpoint["_ready"] = self.clock.now() + self.starts_in
        endpoint["LastModifiedTime"] = self.clock.now()
        return self._create(self.endpoints, "Endpoint", endpoint, Tags)

    def DescribeModel(self, ModelName: str) -> Answer:
        return self._described(self.models, "model", ModelName)

    def DescribeEndpointConfig(self, EndpointConfigName: str) -> Answer:
        return self._described(self.configs, "endpoint configuration", EndpointConfigName)

    def DescribeEndpoint(self, EndpointName: str) -> Answer:
        endpoint = self._described(self.endpoints, "endpoint", EndpointName)
        state = self._state(endpoint)
        if state == "Gone":
            del self.endpoints[EndpointName]
            raise self._missing("endpoint", EndpointName)
        serving = state == "InService"
        halfway = endpoint["_ready"] - self.starts_in / 2
        step = {"Status": "Creating"}
        if self.clock.now() >= halfway:
            step["StatusMessage"] = "starting the container"
        variants = [
            {
                "VariantName": variant["VariantName"],
                "CurrentInstanceCount": variant["InitialInstanceCount"] if serving else 0,
                "DesiredInstanceCount": variant["InitialInstanceCount"],
                "VariantStatus": [step] if state == "Creating" else [],
            }
            for variant in self.configs[endpoint["EndpointConfigName"]]["ProductionVariants"]
        ]
        described = {name: value for name, value in endpoint.items() if name[0] != "_"}
        described |= {"EndpointStatus": state, "ProductionVariants": variants}
        return described | ({"FailureReason": self.fails_with} if state == "Failed" else {})

    def ListEndpoints(self, **_: Any) -> Answer:
        return {"Endpoints": [self.DescribeEndpoint(name) for name in list(self.endpoints)]}

    def ListTags(self, ResourceArn: str, **_: Any) -> Answer:
        return {"Tags": self.tags.get(ResourceArn, [])}

    def ListInferenceComponents(self, **_: Any) -> Answer:
        return {"InferenceComponents": [{"InferenceComponentName": one} for one in self.components]}

    def DeleteEndpoint(self, EndpointName: str) -> Answer:
        endpoint = self._described(self.endpoints, "endpoint", EndpointName)
        if self._state(endpoint) == "Creating":
            raise Refused("ValidationException", "Cannot update in-progress endpoint")
        endpoint["_gone"] = self.clock.now() + timedelta(minutes=1)
        return {}

    def DeleteEndpointConfig(self, EndpointConfigName: str) -> Answer:
        self._described(self.configs, "endpoint configuration", EndpointConfigName)
        del self.configs[EndpointConfigName]
        return {}

    def DeleteModel(self, ModelName: str) -> Answer:
        self._described(self.models, "model", ModelName)
        del self.models[ModelName]
        return {}

    def _create(
        self, kept: dict[str, Answer], kind: str, request: Answer, tags: Sequence[Answer]
    ) -> Answer:
        name, arn = request[f"{kind}Name"], f"{_ARN}:{kind.lower()}/{request[f'{kind}Name']}"
        if name in kept:
            raise Refused("ValidationException", f'Cannot create already existing {kind} "{arn}".')
        kept[name] = request | {f"{kind}Arn": arn, "CreationTime": self.clock.now()}
        self.tags[arn] = list(tags)
        return {f"{kind}Arn": arn}

    def _state(self, endpoint: Answer) -> str:
        now: datetime = self.clock.now()
        if gone := endpoint.get("_gone"):
            return "Deleting" if now < gone else "Gone"
        if now < endpoint["_ready"]:
            return "Creating"
        return "Failed" if self.fails_with else "InService"

    def _described(self, kept: dict[str, Answer], kind: str, name: str) -> Answer:
        if name not in kept:
            raise self._missing(kind, name)
        return kept[name]

    def _missing(self, kind: str, name: str) -> Refused:
        arn = f"{_ARN}:{kind.replace(' configuration', '-config')}/{name}"
        return Refused("ValidationException", f'Could not find {kind} "{arn}".')


class FakeServiceQuotas(Service):
    """Pages of two items each."""

    def __init__(self) -> None:
        super().__init__("service-quotas")
        self.applied: dict[str, float] = {}
        self.default: dict[str, float] = {}
        self.requests: list[Answer] = []

    def code(self, name: str) -> str:
        return f"L-{sum(name.encode()):08X}"

    def ListServiceQuotas(self, NextToken: str = "0", **_: Any) -> Answer:
        return self._page(self.applied, int(NextToken))

    def ListAWSDefaultServiceQuotas(self, NextToken: str = "0", **_: Any) -> Answer:
        return self._page(self.default, int(NextToken))

    def ListRequestedServiceQuotaChangeHistoryByQuota(
        self,
        QuotaCode: str,
        **_: Any,
    ) -> Answer:
        return {"RequestedQuotas": [one for one in self.requests if one["QuotaCode"] == QuotaCode]}

    def RequestServiceQuotaIncrease(self, **request: Any) -> Answer:
        made = request | {"Status": "PENDING", "Created": datetime(2026, 11, 12)}  # noqa: DTZ001
        self.requests.append(made)
        return {"RequestedQuota": made}

    def _page(self, quotas: dict[str, float], start: int) -> Answer:
        names = list(quotas)[start : start + 2]
        page = [
            {"QuotaName": name, "QuotaCode": self.code(name), "Value": quotas[name]}
            | {"Adjustable": True}
            for name in names
        ]
        more = {"NextToken": str(start + 2)} if start + 2 < len(quotas) else {}
        return {"Quotas": page} | more


class FakeScaling(Service):
    """Application Auto Scaling. Unlike in moto, a target's policies are deleted with the target."""

    def __init__(self) -> None:
        super().__init__("application-autoscaling")
        self.targets: dict[str, Answer] = {}
        self.policies: dict[str, Answer] = {}

    def RegisterScalableTarget(self, **target: Any) -> Answer:
        self.targets[target["ResourceId"]] = target
        return {}

    def PutScalingPolicy(self, **policy: Any) -> Answer:
        name = policy["PolicyName"]
        if policy["ResourceId"] not in self.targets:
            raise Refused("ObjectNotFoundException", "No scalable target registered")
        self.policies[name] = policy | {"PolicyARN": f"arn:aws:autoscaling:policy/{name}"}
        return {"PolicyARN": self.policies[name]["PolicyARN"]}

    def DescribeScalableTargets(self, ResourceIds: list[str], **_: Any) -> Answer:
        found = [self.targets[one] for one in ResourceIds if one in self.targets]
        return {"ScalableTargets": found}

    def DeregisterScalableTarget(self, ResourceId: str, **_: Any) -> Answer:
        del self.targets[ResourceId]
        self.policies = {
            name: one for name, one in self.policies.items() if one["ResourceId"] != ResourceId
        }
        return {}


class FakeRuntime(Service):
    """A runtime that answers every invocation with `body`."""

    def __init__(self, body: Answer) -> None:
        super().__init__("sagemaker-runtime")
        self.body = body

    def InvokeEndpoint(self, **_: Any) -> Answer:
        return {"Body": _Body(json.dumps(self.body).encode())}


class _Body:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self) -> bytes:
        return self._content
