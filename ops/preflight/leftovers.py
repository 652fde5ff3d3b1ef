"""What a failed deployment, or an older one, has left behind."""

from collections import Counter

from .account import NOTHING_DEPLOYED, Account
from .finding import Finding, ok, refusal, warning

# What the stacks keep when they are deleted, by the service in the ARN.
KINDS = {
    "s3": "bucket", "dynamodb": "table", "secretsmanager": "secret", "logs": "log group",
    "kms": "key",
}  # fmt: skip
_AGAIN = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED"}


def stacks(account: Account) -> Finding:
    names = [account.deployment.name, account.endpoint_stack]
    if account.deployment.has_edge_stack(account.region):
        names.append(account.edge_stack)
    states = {name: found["StackStatus"] for name in names if (found := account.stack(name))}
    for name, state in states.items():
        if state == "UPDATE_ROLLBACK_FAILED":
            return refusal(f"{name} is {state}", f"npx cdk rollback {name}")
        if state == "DELETE_FAILED":
            return refusal(f"{name} is {state}", f"make destroy STACKS={name}")
        if state.endswith("_IN_PROGRESS") and state != "REVIEW_IN_PROGRESS":
            return refusal(f"{name} is {state}", "wait until it has ended, then make deploy")
    for name, state in states.items():
        if state in _AGAIN:
            what = f"{name} is {state}: its first deployment failed"
            return warning(what, "make deploy deletes it and starts anew")
        if state == "REVIEW_IN_PROGRESS":
            what = f"{name} is {state}: its first deployment was begun, and made nothing"
            return warning(what, "make deploy goes on")
    said = ", ".join(f"{name} is {state}" for name, state in states.items())
    return ok(said or "nothing is deployed yet")


def kept(account: Account) -> Finding:
    """Buckets, tables, secrets and log groups of a deployment that is gone."""
    name = account.deployment.name
    found = account.stack(name)
    if found and found["StackStatus"] not in NOTHING_DEPLOYED:
        return ok("the stack has its own")
    filters = [
        {"Key": "application", "Values": [name]},
        {"Key": "aws:cloudformation:stack-name", "Values": [name, account.endpoint_stack]},
    ]
    pages = account.client("resourcegroupstaggingapi").get_paginator("get_resources")
    arns = [
        one["ResourceARN"]
        for page in pages.paginate(TagFilters=filters)
        for one in page["ResourceTagMappingList"]
    ]
    services = Counter(arn.split(":")[2] for arn in arns)
    counted = [
        f"{services[service]} {kind}{'' if services[service] == 1 else 's'}"
        for service, kind in KINDS.items()
        if services[service]
    ]
    if not counted:
        return ok("nothing is left of an older deployment")
    what = f"an older deployment left {', '.join(counted)}; the new one makes its own"
    return warning(what, "make destroy EVERYTHING=1 deletes them, with all old pictures")
