"""Easel's stacks as CloudFormation templates. Read it top to bottom."""

from pathlib import Path

from aws_cdk import App, Environment, Tags, Validations
from aws_cdk.cx_api import CloudAssembly

from ..bundle import Assets
from ..deployment import Deployment
from ..regions import CLOUDFRONT_REGION
from .acknowledged import (
    acknowledge_access_logs,
    acknowledge_endpoint,
    acknowledge_own_key,
    acknowledge_service,
)
from .edge import EdgeStack
from .endpoint import EndpointStack
from .service import ServiceStack

# Without these flags the CDK behaves as it did in years past.
_FLAGS = {
    "@aws-cdk/aws-iam:minimizePolicies": True,
    "@aws-cdk/aws-lambda:recognizeLayerVersion": True,
    "@aws-cdk/core:checkSecretUsage": True,
    "@aws-cdk/core:enablePartitionLiterals": True,
    "@aws-cdk/core:target-partitions": ["aws", "aws-cn"],
    "aws:cdk:enable-path-metadata": False,
}


def synthesize(
    deployment: Deployment,
    *,
    assets: Assets,
    output: Path | None = None,
    account: str | None = None,
    region: str | None = None,
    validate: bool = True,
) -> CloudAssembly:
    """The templates, written to `output`: the service's, and the endpoint's if Easel makes one.

    `validate` runs cdk-nag and the CDK's own validation over them. Together they take twice as long
    as everything else.
    """
    app = App(
        context=_FLAGS,
        outdir=str(output) if output else None,
        analytics_reporting=False,
        builtin_cloud_formation_validation=validate,
    )
    env = Environment(account=account, region=region or deployment.region or "us-east-1")

    service = ServiceStack(
        app,
        deployment.name,
        deployment=deployment,
        assets=assets,
        env=env,
    )
    acknowledge_service(service)
    if deployment.access_logs:
        acknowledge_access_logs(service)
    if deployment.own_key:
        acknowledge_own_key(service)
    if deployment.makes_endpoint:
        endpoint = EndpointStack(
            app,
            f"{deployment.name}Endpoint",
            deployment=deployment,
            answers=service.storage.answers,
            key=service.key,
            env=env,
        )
        acknowledge_endpoint(endpoint, service)

    if deployment.has_edge_stack(service.region):
        there = Environment(account=account, region=CLOUDFRONT_REGION)
        edge = EdgeStack(app, f"{deployment.name}Edge", env=there)
        # The distribution uses the firewall: AWS deletes none that is in use. So `make destroy`
        # deletes the service first.
        service.add_stack_dependency(edge, "the firewall in front of the distribution")

    Tags.of(app).add("application", deployment.name)
    if validate:
        # Its rules take two seconds to load.
        from cdk_nag import AwsSolutionsChecks, ServerlessChecks

        Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    return app.synth()
