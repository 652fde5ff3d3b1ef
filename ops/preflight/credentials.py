"""Who deploys, and whether the account is prepared for the CDK."""

from botocore.exceptions import BotoCoreError, ClientError

from cdk.regions import CLOUDFRONT_REGION
from jumpstart.command.faults import code_of, fault_of

from .account import Account
from .finding import Finding, Level, ok, refusal

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
    """Each region that gets a stack has to be prepared. `make bootstrap` prepares all of them."""
    if not account.deployment.has_edge_stack(account.region):
        return _bootstrap_in(account.region, account)
    here, there = (_bootstrap_in(one, account) for one in (account.region, CLOUDFRONT_REGION))
    if Level.REFUSAL in (here.level, there.level):
        said = [one.what for one in (here, there) if one.level is Level.REFUSAL]
        return refusal("; ".join(said), "make bootstrap")
    return ok(f"{here.what} in {account.region}, {there.what} in {CLOUDFRONT_REGION}")


def _bootstrap_in(region: str, account: Account) -> Finding:
    try:
        found = account.client_in("ssm", region).get_parameter(Name=_BOOTSTRAP_VERSION)
    except ClientError as error:
        if code_of(error) != "ParameterNotFound":
            raise
        return refusal(f"{region} is not prepared for the CDK", "make bootstrap")
    version = int(found["Parameter"]["Value"])
    if version < _LEAST_BOOTSTRAP:
        what = (
            f"the CDK's bootstrap stack in {region} has version {version}; {_LEAST_BOOTSTRAP} is "
            "needed"
        )
        return refusal(what, "make bootstrap")
    return ok(f"version {version}")
