"""Every check of `make preflight`, in the order in which it is shown."""

from concurrent.futures import ThreadPoolExecutor

from cdk.deployment import Mode

from . import capacity, credentials, deployed, edge, leftovers, limits, model, signing
from .account import Account
from .finding import Check, Finding, Level, warning
from .model import is_on_bedrock, makes_endpoint

IDENTITY = Check("credentials", credentials.identity)
CHECKS = (
    Check("bootstrap", credentials.bootstrap),
    Check("services", limits.services, asks_aws=False),
    Check("model", model.offered, makes_endpoint, asks_aws=False),
    Check("weights", model.weights, makes_endpoint),
    Check("image", model.image, makes_endpoint),
    Check("bedrock", model.bedrock, is_on_bedrock),
    Check("instance type", capacity.instance_type, makes_endpoint),
    Check("instances", capacity.instances, makes_endpoint),
    Check("concurrency", capacity.concurrency),
    Check("endpoint", deployed.endpoint),
    Check("existing", deployed.existing, lambda d: bool(d.existing_endpoint)),
    Check("key", deployed.key),
    Check("firewall", edge.firewall),
    Check("certificate", edge.certificate, lambda d: bool(d.domain)),
    Check("stacks", leftovers.stacks),
    Check("leftovers", leftovers.kept),
    Check("signing", signing.key, lambda d: bool(d.content_credentials_key)),
    Check("environment", limits.environment, asks_aws=False),
    Check("draw time", limits.realtime, lambda d: d.mode is Mode.REALTIME, asks_aws=False),
    Check("price", limits.price, asks_aws=False),
)
_AT_ONCE = 8


def run(account: Account) -> list[tuple[Check, Finding]]:
    """What each check that applies finds. All of them run, even if one refuses."""
    found = [(IDENTITY, IDENTITY.made(account))]
    known = found[0][1].level is Level.OK
    checks = [check for check in CHECKS if check.applies(account.deployment)]

    def made(check: Check) -> Finding:
        if check.asks_aws and not known:
            return warning("not checked: AWS does not know who asks", "mend the credentials first")
        return check.made(account)

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return found + list(zip(checks, threads.map(made, checks), strict=True))
