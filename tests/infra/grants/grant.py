"""A grant of a template: who may take which action on what. Templates without one of them."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from ..templates import Cloud, Template

_POLICIES = ("AWS::IAM::Policy", "AWS::SQS::QueuePolicy", "AWS::S3::BucketPolicy")
_ATTACHED = "what AWS's policy allows"


class Grant(NamedTuple):
    holder: str  # a role, or the principal of a resource's own policy
    action: str
    resource: str


def grants(cloud: Cloud) -> Iterator[Grant]:
    for template in cloud.templates:
        for holder, statement in _allowing(template, template.body["Resources"]):
            for action in template.texts(statement["Action"]):
                for resource in template.texts(statement["Resource"]):
                    yield Grant(holder, action, resource)
        for permission in template.all("AWS::Lambda::Permission").values():
            yield _invocation(template, permission)
        for role, properties in template.all("AWS::IAM::Role").items():
            for policy in template.texts(properties.get("ManagedPolicyArns", [])):
                yield Grant(role, _ATTACHED, policy)


@contextmanager
def without(grant: Grant, clouds: list[Cloud]) -> Iterator[None]:
    """While the block runs, the templates of `clouds` lack `grant`."""
    templates = [template for cloud in clouds for template in cloud.templates]
    before = [template.body["Resources"] for template in templates]
    for template in templates:
        template.body["Resources"] = _without(grant, template)
    try:
        yield
    finally:
        for template, resources in zip(templates, before, strict=True):
            template.body["Resources"] = resources


def _without(grant: Grant, template: Template) -> dict[str, Any]:
    resources: dict[str, Any] = copy.deepcopy(template.body["Resources"])
    for holder, statement in _allowing(template, resources):
        if holder == grant.holder:
            _take(grant, template, statement)
    for id, resource in resources.items():
        attached = resource.get("Properties", {}).get("ManagedPolicyArns", [])
        if grant.action == _ATTACHED and _role(template, id) == grant.holder:
            attached[:] = [one for one in attached if template.text(one) != grant.resource]
        for document in _documents(resource):
            document["Statement"] = _written(document["Statement"])
    return {
        id: resource
        for id, resource in resources.items()
        if resource["Type"] != "AWS::Lambda::Permission"
        or _invocation(template, resource["Properties"]) != grant
    }


def _take(grant: Grant, template: Template, statement: dict[str, Any]) -> None:
    """Split `statement` into what stays: its other actions, and this action on other resources."""
    actions, resources = _list(statement["Action"]), _list(statement["Resource"])
    other_actions = [one for one in actions if template.text(one) != grant.action]
    other_resources = [one for one in resources if template.text(one) != grant.resource]
    if len(other_actions) == len(actions) or len(other_resources) == len(resources):
        return
    statement["Action"] = other_actions
    statement["also"] = {**statement, "Action": [grant.action], "Resource": other_resources}


def _written(statements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """`statements` with what `_take` split off, without those that grant nothing any more."""
    split = [one for s in statements for one in (s, *([s.pop("also")] if "also" in s else []))]
    return [
        {**s, "Action": _one(s["Action"]), "Resource": _one(s["Resource"])}
        for s in split
        if s["Action"] and s["Resource"]
    ]


def _allowing(
    template: Template, resources: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(holder, statement) of every statement that allows something, but for trust policies."""
    for id, resource in resources.items():
        for document in _documents(resource):
            for statement in document["Statement"]:
                if statement["Effect"] == "Allow":
                    yield _holder(template, id, resource, statement), statement


def _documents(resource: dict[str, Any]) -> list[dict[str, Any]]:
    properties = resource.get("Properties", {})
    if resource["Type"] in _POLICIES:
        return [properties["PolicyDocument"]]
    if resource["Type"] == "AWS::IAM::Role":
        return [policy["PolicyDocument"] for policy in properties.get("Policies", [])]
    return []


def _holder(
    template: Template, id: str, resource: dict[str, Any], statement: dict[str, Any]
) -> str:
    if "Principal" in statement:
        return template.text(next(iter(statement["Principal"].values())))
    if resource["Type"] == "AWS::IAM::Role":
        return _role(template, id)
    (role,) = resource["Properties"]["Roles"]
    return template.text(role).strip("<>")


def _role(template: Template, id: str) -> str:
    return template.text({"Ref": id}).strip("<>")


def _invocation(template: Template, permission: dict[str, Any]) -> Grant:
    called = template.text(permission["FunctionName"])
    source = template.text(permission["SourceArn"])
    return Grant(
        template.text(permission["Principal"]), f"lambda:InvokeFunction by {source}", called
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _one(value: list[Any]) -> Any:
    """As the CDK writes it: a list of one is no list."""
    found = _list(value)
    return found[0] if len(found) == 1 else found
