"""An account in which everything is well, behind real boto3 clients. A test changes one answer."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from cdk.deployment import Deployment
from cdk.regions import CLOUDFRONT_REGION
from jumpstart.command.console import Console
from ops.preflight.account import Account
from tests.jumpstart.endpoint.fake_sagemaker import REGION, Answer, Refused, Service
from tests.signed import PUBLIC_KEY

ARN = "arn:aws:iam::111122223333:user/ann"
QUOTA = {"QuotaName": "ml.g5.2xlarge for endpoint usage", "QuotaCode": "L-9614C779", "Value": 2.0}
_NOW = datetime(2026, 11, 12, tzinfo=UTC)
_NOWHERE = "Could not find endpoint."


class Scripted(Service):
    """Answers each operation as `answers` says: with a value, or by raising one."""

    def __init__(self, service: str, *, region: str = REGION, **answers: Any) -> None:
        super().__init__(service, region)
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


def fresh(region: str = REGION) -> dict[str, Scripted]:
    """The services of an account that has everything, and in which nothing is deployed."""
    scripted = partial(Scripted, region=region)
    gone = Refused("ValidationException", _NOWHERE)
    return {
        "sts": scripted("sts", GetCallerIdentity={"Account": "111122223333", "Arn": ARN}),
        "ssm": scripted("ssm", GetParameter={"Parameter": {"Value": "21"}}),
        "s3": scripted("s3", ListObjectsV2={"KeyCount": 1, "Contents": [{"Key": "config.json"}]}),
        "ecr": scripted("ecr", BatchGetImage={"images": [{"imageId": {}}], "failures": []}),
        "service-quotas": scripted(
            "service-quotas",
            ListServiceQuotas={"Quotas": [QUOTA]},
            ListAWSDefaultServiceQuotas={"Quotas": []},
        ),
        "sagemaker": scripted("sagemaker", DescribeEndpoint=gone, ListEndpoints={"Endpoints": []}),
        "lambda": scripted("lambda", GetAccountSettings=executions(1000)),
        "application-autoscaling": scripted(
            "application-autoscaling", DescribeScalableTargets={"ScalableTargets": []}
        ),
        "cloudformation": scripted(
            "cloudformation",
            DescribeStacks=no_stack,
            ListStackResources={"StackResourceSummaries": []},
        ),
        "resourcegroupstaggingapi": scripted(
            "resourcegroupstaggingapi", GetResources={"ResourceTagMappingList": []}
        ),
        "bedrock": scripted("bedrock"),
        "kms": scripted("kms", DescribeKey=a_key(), GetPublicKey={"PublicKey": PUBLIC_KEY}),
    }


def elsewhere() -> dict[str, Scripted]:
    """CloudFront's region, if Easel runs in another one: nothing is deployed there yet."""
    certificate = {"DomainName": "draw.example.com", "Status": "ISSUED"}
    scripted = partial(Scripted, region=CLOUDFRONT_REGION)
    return {
        "ssm": scripted("ssm", GetParameter={"Parameter": {"Value": "21"}}),
        "cloudformation": scripted("cloudformation", DescribeStacks=no_stack),
        "acm": scripted("acm", DescribeCertificate={"Certificate": certificate}),
        "wafv2": scripted("wafv2", GetWebACL={}),
    }


def a_key(**changed: str) -> Answer:
    """KMS's description of a key that can sign, with what is `changed`."""
    found = {"KeyId": "1234abcd", "KeyUsage": "SIGN_VERIFY", "KeySpec": "ECC_NIST_P256",
             "KeyState": "Enabled"}  # fmt: skip
    return {"KeyMetadata": found | changed}


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


def an_account(
    services: dict[str, Scripted] | None = None,
    there: dict[str, Scripted] | None = None,
    **settings: Any,
) -> Account:
    """`there` are the services of CloudFront's region, if Easel runs in another one."""
    deployment = Deployment.model_validate(settings)
    region = deployment.region or REGION
    consoles = {}
    if region != CLOUDFRONT_REGION:
        consoles[CLOUDFRONT_REGION] = _console(CLOUDFRONT_REGION, there or elsewhere())
    return Account(deployment, _console(region, services or fresh(region)), consoles)


def _console(region: str, services: dict[str, Scripted]) -> Console:
    return Console(region, clients={name: one.client for name, one in services.items()})
