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
# An instance that is idle this long goes. A start takes 6 to 10 minutes, and is paid for again.
SCALE_IN_COOLDOWN_S = 600
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
        """The policy that follows how many requests wait for each instance."""
        return (
            scalable(self.name)
            | {"PolicyName": f"{self.name}-backlog", "PolicyType": "TargetTrackingScaling"}
            | {
                "TargetTrackingScalingPolicyConfiguration": {
                    "TargetValue": BACKLOG_PER_INSTANCE,
                    "CustomizedMetricSpecification": {
                        "MetricName": "ApproximateBacklogSizePerInstance",
                        "Namespace": "AWS/SageMaker",
                        "Dimensions": _dimensions(self.name),
                        "Statistic": "Average",
                    },
                    "ScaleInCooldown": SCALE_IN_COOLDOWN_S,
                    "ScaleOutCooldown": 60,
                }
            }
        )

    def wake_policy(self) -> Request:
        """The policy that starts the first instance. The other policy needs one to measure."""
        return (
            scalable(self.name)
            | {"PolicyName": f"{self.name}-wake", "PolicyType": "StepScaling"}
            | {
                "StepScalingPolicyConfiguration": {
                    "AdjustmentType": "ExactCapacity",
                    "MetricAggregationType": "Maximum",
                    "Cooldown": 300,
                    "StepAdjustments": [{"MetricIntervalLowerBound": 0.0, "ScalingAdjustment": 1}],
                }
            }
        )

    def wake_alarm(self, policy_arn: str) -> Request:
        return {
            "AlarmName": wake_alarm_name(self.name),
            "AlarmDescription": "Easel: a picture waits and no instance runs; starts one",
            "Namespace": "AWS/SageMaker",
            "MetricName": "HasBacklogWithoutCapacity",
            "Dimensions": _dimensions(self.name),
            "Statistic": "Average",
            "Period": 60,
            "EvaluationPeriods": 1,
            "Threshold": 1.0,
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "missing",
            "AlarmActions": [policy_arn],
            "Tags": [TAG],
        }


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


def wake_alarm_name(name: str) -> str:
    return f"{name}-waiting-without-instance"


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
