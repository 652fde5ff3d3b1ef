"""An account in which everything is well, behind real boto3 clients. A test changes one answer."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cdk.deployment import Deployment
from jumpstart.command.console import Console
from ops.preflight.account import Account
from tests.jumpstart.endpoint.fake_sagemaker import REGION, Answer, Refused, Service

ARN = "arn:aws:iam::111122223333:user/ann"
QUOTA = {"QuotaName": "ml.g5.2xlarge for endpoint usage", "QuotaCode": "L-9614C779", "Value": 2.0}
_NOW = datetime(2026, 11, 12, tzinfo=UTC)
_NOWHERE = "Could not find endpoint."


class Scripted(Service):
    """Answers each operation as `answers` says: with a value, or by raising one."""

    def __init__(self, service: str, **answers: Any) -> None:
        super().__init__(service)
        self.answers = answers

    def _answer(self, operation: str, parameters: Answer) -> Answer:
        self.calls.append((operation, parameters))
        found = self.answers[operation]
        if isinstance(found, Callable):  # type: ignore[arg-type]
            found = found(**parameters)
        if isinstance(found, Exception):
            raise found
        return found  # type: ignore[no-any-return]


def no_stack(StackName: str) -> Answer:  # noqa: N803 - AWS's own name
    raise Refused("ValidationError", f"Stack with id {StackName} does not exist")


def stacks(**states: str) -> Callable[..., Answer]:
    """CloudFormation's answer if the stacks in `states` exist."""

    def described(StackName: str) -> Answer:  # noqa: N803 - AWS's own name
        if StackName not in states:
            return no_stack(StackName)
        found = {"StackName": StackName, "StackStatus": states[StackName], "CreationTime": _NOW}
        return {"Stacks": [found]}

    return described


def fresh() -> dict[str, Scripted]:
    """The services of an account that has everything, and in which nothing is deployed."""
    gone = Refused("ValidationException", _NOWHERE)
    return {
        "sts": Scripted("sts", GetCallerIdentity={"Account": "111122223333", "Arn": ARN}),
        "ssm": Scripted("ssm", GetParameter={"Parameter": {"Value": "21"}}),
        "s3": Scripted("s3", ListObjectsV2={"KeyCount": 1, "Contents": [{"Key": "config.json"}]}),
        "ecr": Scripted("ecr", BatchGetImage={"images": [{"imageId": {}}], "failures": []}),
        "service-quotas": Scripted(
            "service-quotas",
            ListServiceQuotas={"Quotas": [QUOTA]},
            ListAWSDefaultServiceQuotas={"Quotas": []},
        ),
        "sagemaker": Scripted("sagemaker", DescribeEndpoint=gone, ListEndpoints={"Endpoints": []}),
        "lambda": Scripted("lambda", GetAccountSettings=executions(1000)),
        "application-autoscaling": Scripted(
            "application-autoscaling", DescribeScalableTargets={"ScalableTargets": []}
        ),
        "cloudformation": Scripted(
            "cloudformation",
            DescribeStacks=no_stack,
            ListStackResources={"StackResourceSummaries": []},
        ),
        "resourcegroupstaggingapi": Scripted(
            "resourcegroupstaggingapi", GetResources={"ResourceTagMappingList": []}
        ),
        "bedrock": Scripted("bedrock"),
    }


def executions(most: int, unreserved: int | None = None) -> Answer:
    """Lambda's answer for an account that has `most` executions at once."""
    free = most if unreserved is None else unreserved
    return {"AccountLimit": {"ConcurrentExecutions": most, "UnreservedConcurrentExecutions": free}}


def an_endpoint(
    *, status: str = "InService", is_async: bool = True, kind: str = "ml.g5.2xlarge"
) -> dict[str, Any]:
    """SageMaker's answers about the one endpoint of the account."""
    config: Answer = {"EndpointConfigName": "config", "ProductionVariants": [
        {"VariantName": "AllTraffic", "InstanceType": kind}]}  # fmt: skip
    if is_async:
        places = {"S3OutputPath": "s3://mine/sd/out", "S3FailurePath": "s3://mine/sd/broken"}
        config["AsyncInferenceConfig"] = {"OutputConfig": places}

    def described(EndpointName: str) -> Answer:  # noqa: N803 - AWS's own name
        variant = {"VariantName": "AllTraffic", "CurrentInstanceCount": 0}
        return {"EndpointName": EndpointName, "EndpointStatus": status,
                "EndpointConfigName": "config", "ProductionVariants": [variant]}  # fmt: skip

    return {"DescribeEndpoint": described, "DescribeEndpointConfig": config,
            "ListInferenceComponents": {"InferenceComponents": []}}  # fmt: skip


def an_account(services: dict[str, Scripted] | None = None, **settings: Any) -> Account:
    clients = {name: one.client for name, one in (services or fresh()).items()}
    console = Console(REGION, clients=clients)
    return Account(Deployment.model_validate(settings), console)
