"""Who deploys, and whether the account is prepared for the CDK."""

from botocore.exceptions import BotoCoreError, ClientError

from jumpstart.command.faults import code_of, fault_of

from .account import Account
from .finding import Finding, ok, refusal

_BOOTSTRAP_VERSION = "/cdk-bootstrap/hnb659fds/version"
# What the synthesized templates ask for (requiresBootstrapStackVersion in cdk.out/manifest.json).
_LEAST_BOOTSTRAP = 6


def identity(account: Account) -> Finding:
    try:
        found = account.client("sts").get_caller_identity()
    except (ClientError, BotoCoreError) as error:
        fault = fault_of(error)
        return refusal(fault.what, fault.do)
    return ok(f"account {found['Account']}, as {found['Arn']}, in {account.region}")


def bootstrap(account: Account) -> Finding:
    try:
        found = account.client("ssm").get_parameter(Name=_BOOTSTRAP_VERSION)
    except ClientError as error:
        if code_of(error) != "ParameterNotFound":
            raise
        return refusal(f"{account.region} is not prepared for the CDK", "make bootstrap")
    version = int(found["Parameter"]["Value"])
    if version < _LEAST_BOOTSTRAP:
        what = f"the CDK's bootstrap stack has version {version}; {_LEAST_BOOTSTRAP} is needed"
        return refusal(what, "make bootstrap")
    return ok(f"version {version}")
