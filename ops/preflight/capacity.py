"""What the account may have at once: instances, and executions of functions."""

from collections.abc import Iterator
from typing import Any

from cdk.deployment import Mode
from jumpstart.quota import quota_name

from .account import Account
from .finding import Finding, ok, refusal, warning

# Service Quotas' code of "Concurrent executions".
_CONCURRENCY = "L-B99A9384"
_USUAL_CONCURRENCY = 1000
# Lambda keeps so many executions free of reservations.
_LEAST_UNRESERVED = 100


def instance_type(account: Account) -> Finding:
    kind = account.deployment.instance_type
    if account.quota is None:
        do = "set instance_type or region in easel.toml"
        return refusal(f"SageMaker offers no {kind} for endpoints in {account.region}", do)
    return ok(f"{kind} is offered in {account.region}")


def instances(account: Account) -> Finding:
    """The quota, against what runs now and what is wanted. An update of an endpoint starts the new
    instances before it stops the old ones, so it needs both."""
    kind, wanted = account.deployment.instance_type, account.deployment.max_instances
    if account.quota is None:
        return ok(f"not checked: {kind} is not offered")
    value = int(account.quota["Value"])
    others = account.used - _own(account)
    at_first = 1 if account.deployment.mode is Mode.ASYNC else wanted
    said = f"{quota_name(kind)}: {value}; {account.used} run now"
    if value < others + at_first:
        return refusal(f"{said}, {at_first} needed", _ask(account, others + at_first))
    if value < others + wanted:
        what = f"{said}; the endpoint cannot grow to {wanted}"
        return warning(what, _ask(account, others + wanted))
    if value < others + 2 * wanted:
        what = f"{said}; an update of the endpoint starts new instances first, and would need more"
        return warning(what, _ask(account, others + 2 * wanted))
    return ok(said)


def _own(account: Account) -> int:
    """How many instances the deployed endpoint runs."""
    variants = account.endpoint["ProductionVariants"] if account.endpoint else []
    return sum(variant.get("CurrentInstanceCount", 0) for variant in variants)


def _ask(account: Account, instances: int) -> str:
    kind = account.deployment.instance_type
    return (
        f".venv/bin/python -m jumpstart.quota --region {account.region} --instance-type {kind} "
        f"--request {instances}"
    )


def concurrency(account: Account) -> Finding:
    deployment = account.deployment
    limits = account.client("lambda").get_account_settings()["AccountLimit"]
    most = limits["ConcurrentExecutions"]
    raise_it = (
        "aws service-quotas request-service-quota-increase --service-code lambda --quota-code "
        f"{_CONCURRENCY} --desired-value {_USUAL_CONCURRENCY} --region {account.region}"
    )
    if deployment.account_concurrency > most:
        what = (
            f"account_concurrency is {deployment.account_concurrency}, but the account has {most} "
            "executions at once: waiting requests would take all of them"
        )
        return refusal(what, f"set account_concurrency = {most} in easel.toml, or {raise_it}")
    reserved = deployment.deliver_reserved_concurrency
    free = limits["UnreservedConcurrentExecutions"] + sum(_reserved(account))
    if reserved and free - reserved < _LEAST_UNRESERVED:
        what = (
            f"deliver_reserved_concurrency is {reserved}, but Lambda keeps {_LEAST_UNRESERVED} "
            f"executions unreserved, and {free} are left"
        )
        return refusal(what, f"set deliver_reserved_concurrency = 0 in easel.toml, or {raise_it}")
    waits = deployment.account_concurrency // 2
    if most < _LEAST_UNRESERVED:
        what = f"{most} executions at once, as in a new account: {waits} requests may wait at once"
        return warning(what, raise_it)
    return ok(f"{most} executions at once; {waits} requests may wait at once")


def _reserved(account: Account) -> Iterator[int]:
    """What the deployed functions have reserved already."""
    if not account.is_deployed(account.deployment.name):
        return
    pages = account.client("cloudformation").get_paginator("list_stack_resources")
    for page in pages.paginate(StackName=account.deployment.name):
        for one in page["StackResourceSummaries"]:
            if one["ResourceType"] == "AWS::Lambda::Function":
                found: dict[str, Any] = account.client("lambda").get_function_concurrency(
                    FunctionName=one["PhysicalResourceId"]
                )
                yield found.get("ReservedConcurrentExecutions", 0)
