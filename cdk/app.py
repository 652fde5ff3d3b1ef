"""Wires the stacks, top to bottom. `python -m cdk.app --output cdk.out` synthesizes them."""

import argparse
import os
import sys
from pathlib import Path

from aws_cdk import App, Environment, Tags, Validations
from aws_cdk import aws_lambda as lambda_
from aws_cdk.cx_api import CloudAssembly
from pydantic import ValidationError

from . import bundle
from .acknowledged import acknowledge_endpoint, acknowledge_service
from .deployment import Deployment, explain
from .stacks.endpoint import EndpointStack
from .stacks.service import ServiceStack

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
    assets: bundle.Assets,
    output: Path | None = None,
    account: str | None = None,
    region: str | None = None,
    validate: bool = True,
) -> CloudAssembly:
    """Both stacks as CloudFormation templates under `output`; the endpoint's only when Easel
    makes one. `validate` lets cdk-nag look at them, which takes as long as all the rest."""
    app = App(context=_FLAGS, outdir=str(output) if output else None, analytics_reporting=False)
    env = Environment(account=account, region=region or deployment.region or "us-east-1")

    service = ServiceStack(
        app,
        deployment.name,
        deployment=deployment,
        code=lambda_.Code.from_asset(str(assets.functions)),
        transcribe_code=lambda_.Code.from_asset(str(assets.transcribe)),
        env=env,
    )
    if not deployment.existing_endpoint:
        endpoint = EndpointStack(
            app,
            f"{deployment.name}Endpoint",
            deployment=deployment,
            answers=service.storage.answers,
            env=env,
        )
        acknowledge_endpoint(endpoint, service)

    Tags.of(app).add("application", deployment.name)
    acknowledge_service(service)
    if validate:
        from cdk_nag import AwsSolutionsChecks  # its rules take two seconds to load

        Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    return app.synth()


def main() -> None:
    arguments = _parser().parse_args()
    try:
        deployment = (
            Deployment.model_validate_json(arguments.deployment)
            if arguments.deployment
            else Deployment.load()
        )
        with bundle.alone():
            assembly = synthesize(
                deployment,
                assets=bundle.build_all(bundle.HERE if arguments.here else bundle.LAMBDA),
                output=arguments.output,
                account=arguments.account,
                region=deployment.region or arguments.region,
                validate=not arguments.here,
            )
    except ValidationError as invalid:
        sys.exit(explain(invalid))
    except ValueError as error:  # no TOML, or a region without the model
        sys.exit(f"easel.toml: {error}")
    for stack in assembly.stacks:
        print(f"{stack.template_full_path}: {len(stack.template['Resources'])} resources")
    if not arguments.here:
        print(bundle.remark(bundle.LAMBDA))
    if deployment.existing_endpoint:
        print(
            f"{deployment.name}Endpoint is no part of this: if it is deployed, it goes on costing "
            f"money until you delete it in CloudFormation"
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cdk.app", description=__doc__)
    # The CDK's own command says where to, and for whom, in its environment.
    parser.add_argument("--output", type=Path, default=os.environ.get("CDK_OUTDIR", "cdk.out"))
    parser.add_argument("--account", default=os.environ.get("CDK_DEFAULT_ACCOUNT"))
    parser.add_argument("--region", default=os.environ.get("CDK_DEFAULT_REGION"))
    parser.add_argument("--deployment", metavar="JSON", help="settings in place of easel.toml")
    parser.add_argument(
        "--here",
        action="store_true",
        help="for local mode: functions for this machine's Python, without cdk-nag",
    )
    return parser


if __name__ == "__main__":
    main()
