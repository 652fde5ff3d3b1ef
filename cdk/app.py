"""`python -m cdk.app`: read easel.toml, build the functions' assets, write the templates."""

import argparse
import os
import sys
from pathlib import Path

from pydantic import ValidationError

from . import bundle, signing
from .deployment import Deployment, explain
from .stacks.synthesis import synthesize

_WITHOUT_FIREWALL = (
    "{name}: the firewall is made in us-east-1, but does not stand in front of anything yet. Write "
    "the output WebAclArn of {name} into easel.toml, as web_acl_arn, and deploy again"
)


def main() -> None:
    arguments = _parser().parse_args()
    try:
        deployment = (
            Deployment.model_validate_json(arguments.deployment)
            if arguments.deployment
            else Deployment.load()
        )
        if not arguments.here:
            signing.demand_kms(deployment.content_credentials_key)
        target = bundle.HERE if arguments.here else bundle.LAMBDA
        with bundle.alone():
            assembly = synthesize(
                deployment,
                assets=bundle.build_all(target, deployment.chain),
                output=arguments.output,
                account=arguments.account,
                region=deployment.region or arguments.region,
                validate=not arguments.here,
            )
    except ValidationError as invalid:
        sys.exit(explain(invalid))
    except ValueError as error:  # not TOML, or the model is not offered in this region
        sys.exit(f"easel.toml: {error}")
    for stack in assembly.stacks:
        print(f"{stack.template_full_path}: {len(stack.template['Resources'])} resources")
    if not arguments.here:
        print(bundle.remark(bundle.LAMBDA))
    edge = f"{deployment.name}Edge"
    if not deployment.web_acl_arn and edge in [stack.stack_name for stack in assembly.stacks]:
        print(_WITHOUT_FIREWALL.format(name=edge))
    if not deployment.makes_endpoint:
        instead = "an existing endpoint" if deployment.existing_endpoint else "Amazon Bedrock"
        print(
            f"{deployment.name}Endpoint is not in these templates, because easel.toml names "
            f"{instead}. If that stack is deployed, it costs money until you delete it in "
            f"CloudFormation"
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cdk.app", description=__doc__)
    # The CDK's own command gives the folder, the account and the region in its environment.
    parser.add_argument("--output", type=Path, default=os.environ.get("CDK_OUTDIR", "cdk.out"))
    parser.add_argument("--account", default=os.environ.get("CDK_DEFAULT_ACCOUNT"))
    parser.add_argument("--region", default=os.environ.get("CDK_DEFAULT_REGION"))
    parser.add_argument("--deployment", metavar="JSON", help="settings instead of easel.toml")
    parser.add_argument(
        "--here",
        action="store_true",
        help="for local mode: functions for this machine's Python, without validation",
    )
    return parser


if __name__ == "__main__":
    main()
