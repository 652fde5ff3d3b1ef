"""An endpoint as the requests that make it. cdk/stacks/endpoint.py takes its numbers from here."""

import argparse
import re
from dataclasses import dataclass
from typing import Any

from cdk.deployment import Mode

Request = dict[str, Any]

# What carries this tag was made by these commands, so they may delete it.
TAG = {"Key": "easel", "Value": "jumpstart"}
DEFAULT_NAME = "easel-jumpstart"
VARIANT = "AllTraffic"
# 5 GB of weights to fetch and load before the first ping is answered.
START_WITHIN_S = 1200
# If more pictures wait for each instance, another one is started: at 10 s each, under a minute.
BACKLOG_PER_INSTANCE = 5
# If nothing has waited or been drawn for so long, all instances go. A start takes 6 to 10 minutes,
# and is paid for again.
EMPTY_MINUTES = 15
WAKES = "Easel: a picture waits and no instance runs; starts one"
SLEEPS = f"Easel: nothing to draw for {EMPTY_MINUTES} minutes; stops all instances"
_SCALABLE = {
    "ServiceNamespace": "sagemaker",
    "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    name: str
    mode: Mode
    instance_type: str
    max_instances: int
    image_uri: str
    model_data: str  # an uncompressed S3 prefix, ending in /
    environment: dict[str, str]
    answers: str = ""  # asynchronous: the S3 prefix for answers/ and failures/, ending in /
    ami_version: str = ""  # the instance's system with its GPU driver; "" takes SageMaker's default

    @property
    def initial_instances(self) -> int:
        # An asynchronous endpoint scales from here; a real-time one always runs as many.
        return 1 if self.mode is Mode.ASYNC else self.max_instances

    def model(self, role_arn: str) -> Request:
        return {
            "ModelName": self.name,
            "ExecutionRoleArn": role_arn,
            "PrimaryContainer": {
                "Image": self.image_uri,
                "Environment": self.environment,
                "ModelDataSource": {
                    "S3DataSource": {
                        "S3Uri": self.model_data,
                        "S3DataType": "S3Prefix",
                        "CompressionType": "None",
                    }
                },
            },
        }

    def config(self) -> Request:
        request: Request = {
            "EndpointConfigName": self.name,
            "ProductionVariants": [
                {
                    "VariantName": VARIANT,
                    "ModelName": self.name,
                    "InstanceType": self.instance_type,
                    "InitialInstanceCount": self.initial_instances,
                    "InitialVariantWeight": 1.0,
                    "ModelDataDownloadTimeoutInSeconds": START_WITHIN_S,
                    "ContainerStartupHealthCheckTimeoutInSeconds": START_WITHIN_S,
                }
            ],
            # Data capture would store every prompt. It is off by default, and stays off.
        }
        if self.ami_version:
            request["ProductionVariants"][0]["InferenceAmiVersion"] = self.ami_version
        if self.mode is Mode.ASYNC:
            request["AsyncInferenceConfig"] = {
                "ClientConfig": {"MaxConcurrentInvocationsPerInstance": 1},
                "OutputConfig": {
                    "S3OutputPath": f"{self.answers}answers",
                    "S3FailurePath": f"{self.answers}failures",
                },
            }
        return request

    def endpoint(self) -> Request:
        return {"EndpointName": self.name, "EndpointConfigName": self.name}

    def scalable_target(self) -> Request:
        return scalable(self.name) | {"MinCapacity": 0, "MaxCapacity": self.max_instances}

    def backlog_policy(self) -> Request:
        """The policy that starts more instances if much waits for each of them. It never stops one:
        pictures that come every few minutes would stop and start instances all day."""
        return self._policy(
            "backlog",
            "TargetTracking",
            {
                "TargetValue": BACKLOG_PER_INSTANCE,
                "CustomizedMetricSpecification": {
                    "MetricName": "ApproximateBacklogSizePerInstance",
                    "Namespace": "AWS/SageMaker",
                    "Dimensions": _dimensions(self.name),
                    "Statistic": "Average",
                },
                "ScaleOutCooldown": 60,
                "DisableScaleIn": True,
            },
        )

    def wake_policy(self) -> Request:
        """The policy that starts the first instance. The other policy needs one to measure."""
        return self._to_exactly(1, "wake", {"MetricIntervalLowerBound": 0.0}, cooldown_s=300)

    def sleep_policy(self) -> Request:
        """The policy that stops all instances."""
        return self._to_exactly(0, "sleep", {"MetricIntervalUpperBound": 0.0}, cooldown_s=60)

    def wake_alarm(self, policy_arn: str) -> Request:
        return self._alarm(
            "waiting-without-instance",
            WAKES,
            policy_arn,
            {
                "MetricName": "HasBacklogWithoutCapacity",
                "Statistic": "Average",
                "EvaluationPeriods": 1,
                "Threshold": 1.0,
                "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            },
        )

    def sleep_alarm(self, policy_arn: str) -> Request:
        """The alarm of an empty backlog. SageMaker counts a request until it is drawn."""
        return self._alarm(
            "nothing-to-draw",
            SLEEPS,
            policy_arn,
            {
                "MetricName": "ApproximateBacklogSize",
                "Statistic": "Maximum",
                "EvaluationPeriods": EMPTY_MINUTES,
                "Threshold": 0.0,
                "ComparisonOperator": "LessThanOrEqualToThreshold",
            },
        )

    def _to_exactly(
        self, instances: int, name: str, bound: dict[str, float], *, cooldown_s: int
    ) -> Request:
        return self._policy(
            name,
            "Step",
            {
                "AdjustmentType": "ExactCapacity",
                "MetricAggregationType": "Maximum",
                "Cooldown": cooldown_s,
                "StepAdjustments": [bound | {"ScalingAdjustment": instances}],
            },
        )

    def _policy(self, name: str, kind: str, settings: Request) -> Request:
        return (
            scalable(self.name)
            | {"PolicyName": f"{self.name}-{name}", "PolicyType": f"{kind}Scaling"}
            | {f"{kind}ScalingPolicyConfiguration": settings}
        )

    def _alarm(self, name: str, description: str, policy_arn: str, when: Request) -> Request:
        return {
            "AlarmName": f"{self.name}-{name}",
            "AlarmDescription": description,
            "Namespace": "AWS/SageMaker",
            "Dimensions": _dimensions(self.name),
            "Period": 60,
            "TreatMissingData": "missing",
            "AlarmActions": [policy_arn],
            "Tags": [TAG],
        } | when


def endpoint_name(text: str) -> str:
    """`text`, if SageMaker accepts it as a name."""
    if not re.fullmatch(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a name of up to 63 letters, digits and inner hyphens"
        )
    return text


def count(text: str) -> int:
    """`text` as a number of instances."""
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of instances, such as 1")
    return int(text)


def scalable(name: str) -> Request:
    """The number of instances of endpoint `name`, in the words of Application Auto Scaling."""
    return _SCALABLE | {"ResourceId": f"endpoint/{name}/variant/{VARIANT}"}


def alarm_names(name: str) -> list[str]:
    """The alarms that scale endpoint `name`."""
    return [f"{name}-waiting-without-instance", f"{name}-nothing-to-draw"]


def log_group(name: str) -> str:
    return f"/aws/sagemaker/Endpoints/{name}"


def _dimensions(name: str) -> list[Request]:
    return [{"Name": "EndpointName", "Value": name}]


def differences(wanted: Request, found: Request, path: str = "") -> list[str]:
    """Where `found` differs from `wanted`. Keys that `wanted` lacks do not count."""
    lines = []
    for key, value in wanted.items():
        there, where = found.get(key), f"{path}{key}"
        if isinstance(value, dict) and isinstance(there, dict):
            lines += differences(value, there, f"{where}.")
        elif isinstance(value, list) and isinstance(there, list) and len(value) == len(there):
            for place, (one, other) in enumerate(zip(value, there, strict=True)):
                lines += differences({str(place): one}, {str(place): other}, f"{where}.")
        elif value != there:
            lines.append(f"{where} is {there!r}, not {value!r}")
    return lines
