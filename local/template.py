"""Fits the cloud's template to one machine, with as few changes as possible."""

import copy
import fnmatch
from dataclasses import dataclass
from typing import Any

from .ministack import ACCOUNT, REGION

Template = dict[str, Any]

# The source of the local Transcribe's events.
EVENT_SOURCE = "local.transcribe"
# Resources without a local stand-in: a stack that needs one cannot run here.
_CLOUD_ONLY = ("AWS::SageMaker::", "AWS::ApplicationAutoScaling::", "Custom::")
# The distribution works without its web ACL. The front door does what its functions do: for each
# answer, ministack would pass it on to a process of Node.
_NOT_NEEDED = ("AWS::WAFv2::WebACLAssociation", "AWS::CloudFront::Function")
# The guardrail that the local Bedrock knows, in place of the template's.
GUARDRAIL_ID = "local"
_GUARDRAIL = {
    "GuardrailId": GUARDRAIL_ID,
    "GuardrailArn": f"arn:aws:bedrock:{REGION}:{ACCOUNT}:guardrail/{GUARDRAIL_ID}",
}


# The distribution that asks the second origin, and the output with its domain.
FAILOVER = "Failover"


@dataclass(frozen=True, slots=True)
class Failover:
    """When CloudFront asks its second origin: for a GET or HEAD of a path that has two, if the
    first origin answered with one of `statuses`.

    `patterns` says by a path's pattern whether the path has two. The first that matches counts.
    """

    patterns: dict[str, bool]
    statuses: tuple[int, ...]

    def covers(self, path: str) -> bool:
        """Whether there are two origins for `path`, which begins without a slash."""
        return next(
            (two for pattern, two in self.patterns.items() if fnmatch.fnmatchcase(path, pattern)),
            False,
        )


class NotForLocal(Exception):
    """The template holds a resource that has no local stand-in; the text names it."""


def localize(template: Template, *, gateway_port: int, environment: dict[str, str]) -> Template:
    """`template` for ministack on `gateway_port`, with `environment` added to every function's.

    Raises:
        NotForLocal: a resource has no local stand-in.
    """
    local = copy.deepcopy(template)
    # The CDK's check that the account was bootstrapped.
    local.pop("Rules", None)
    local.get("Parameters", {}).pop("BootstrapVersion", None)

    resources = {
        name: resource
        for name, resource in local["Resources"].items()
        if resource["Type"] not in _NOT_NEEDED
    }
    secrets = {
        name
        for name, resource in resources.items()
        if resource["Type"] == "AWS::SecretsManager::Secret"
    }
    resources = _without_guardrails(_name_secrets_by_arn(resources, secrets))
    local["Resources"] = resources
    for name, resource in resources.items():
        kind = resource["Type"]
        if kind.startswith(_CLOUD_ONLY):
            raise NotForLocal(f"{name} is a {kind}, which this machine cannot replace")
        if kind in ("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy"):
            _allow_plain_http(resource["Properties"]["PolicyDocument"])
        elif kind == "AWS::Lambda::Function":
            resource["Properties"]["Environment"]["Variables"].update(environment)
        elif kind == "AWS::Events::Rule":
            _hear_local_transcribe(resource["Properties"].get("EventPattern", {}))
        elif kind == "AWS::S3::Bucket" and "PUBLIC_URL" in environment:
            _allow_origin_here(resource.get("Properties", {}), environment["PUBLIC_URL"])
    distribution = _distribution(local)
    for behavior in distribution["CacheBehaviors"]:
        behavior.pop("FunctionAssociations", None)
    for origin in distribution["Origins"]:
        if "CustomOriginConfig" in origin:
            _reach_api_here(origin, gateway_port)
    _split_origin_group(local, distribution)
    return local


def failover(template: Template) -> Failover:
    distribution = _distribution(template)
    (group,) = distribution["OriginGroups"]["Items"]
    patterns = {
        behavior["PathPattern"]: behavior["TargetOriginId"] == group["Id"]
        for behavior in distribution["CacheBehaviors"]
    }
    return Failover(patterns, tuple(group["FailoverCriteria"]["StatusCodes"]["Items"]))


def ttl_attributes(template: Template) -> dict[str, str]:
    """Logical id of a table → the attribute that says when its items expire."""
    return {
        name: resource["Properties"]["TimeToLiveSpecification"]["AttributeName"]
        for name, resource in template["Resources"].items()
        if "TimeToLiveSpecification" in resource.get("Properties", {})
    }


def _name_secrets_by_arn(node: Any, secrets: set[str]) -> Any:
    """`node` with Fn::GetAtt in place of each Ref to a secret: in AWS a Ref to it is its ARN, in
    ministack its name."""
    if isinstance(node, list):
        return [_name_secrets_by_arn(item, secrets) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("Ref") in secrets:
        return {"Fn::GetAtt": [node["Ref"], "Id"]}
    return {key: _name_secrets_by_arn(value, secrets) for key, value in node.items()}


def guardrail_in(template: Template) -> dict[str, Any]:
    """The properties of the guardrail in `template`, or {} if it has none."""
    found: dict[str, Any] = next(
        (
            resource["Properties"]
            for resource in template["Resources"].values()
            if resource["Type"] == "AWS::Bedrock::Guardrail"
        ),
        {},
    )
    return found


def _without_guardrails(resources: dict[str, Any]) -> Any:
    """`resources` without the guardrail, which ministack does not know. Its id and its ARN, where
    others name it, are those of the local Bedrock's."""
    names = {
        name
        for name, resource in resources.items()
        if resource["Type"] == "AWS::Bedrock::Guardrail"
    }

    def named(node: Any) -> Any:
        if isinstance(node, list):
            return [named(item) for item in node]
        if not isinstance(node, dict):
            return node
        place = node.get("Fn::GetAtt")
        if place and place[0] in names:
            return _GUARDRAIL[place[1]]
        return {key: named(value) for key, value in node.items()}

    return named({name: one for name, one in resources.items() if name not in names})


def _allow_plain_http(policy: dict[str, Any]) -> None:
    """Remove the statements that demand TLS: there is none on loopback."""
    policy["Statement"] = [
        statement
        for statement in policy["Statement"]
        if "aws:SecureTransport" not in str(statement.get("Condition", ""))
    ]


def _hear_local_transcribe(pattern: dict[str, Any]) -> None:
    """Let the rule match the local Transcribe too. Its source differs: neither AWS nor ministack
    takes a client's event from "aws."."""
    sources = pattern.get("source", [])
    if "aws.transcribe" in sources:
        pattern["source"] = [*sources, EVENT_SOURCE]


def _allow_origin_here(bucket: dict[str, Any], public_url: str) -> None:
    """Allow the front door in place of the distribution, as the origin of the web page."""
    for rule in bucket.get("CorsConfiguration", {}).get("CorsRules", []):
        rule["AllowedOrigins"] = [
            public_url if _is_distribution(origin) else origin for origin in rule["AllowedOrigins"]
        ]


def _is_distribution(origin: Any) -> bool:
    """Whether `origin` is "https://" joined with a resource's DomainName."""
    return isinstance(origin, dict) and any(
        isinstance(part, dict) and part.get("Fn::GetAtt", [])[-1:] == ["DomainName"]
        for part in origin.get("Fn::Join", ["", []])[1]
    )


def _reach_api_here(origin: dict[str, Any], gateway_port: int) -> None:
    """Point CloudFront's origin for the API at ministack's own address of that API."""
    (api,) = [
        part["Ref"] for part in origin["DomainName"]["Fn::Join"][1] if isinstance(part, dict)
    ][:1]
    stage = origin["OriginPath"]
    origin["DomainName"] = "localhost"
    origin["OriginPath"] = {
        "Fn::Join": ["", ["/restapis/", {"Ref": api}, stage, "/_user_request_"]]
    }
    origin["CustomOriginConfig"] |= {
        "OriginProtocolPolicy": "http-only",
        "HTTPPort": gateway_port,
    }


def _split_origin_group(local: Template, distribution: dict[str, Any]) -> None:
    """Replace the origin group, which ministack's CloudFront does not know. The distribution asks
    the first origin, a second distribution asks the second; the front door chooses."""
    (group,) = distribution.pop("OriginGroups")["Items"]
    first, second = (member["OriginId"] for member in group["Members"]["Items"])
    for behavior in distribution["CacheBehaviors"]:
        if behavior["TargetOriginId"] == group["Id"]:
            behavior["TargetOriginId"] = first
    local["Resources"][FAILOVER] = {
        "Type": "AWS::CloudFront::Distribution",
        "Properties": {
            "DistributionConfig": {
                "Enabled": True,
                "Origins": [origin for origin in distribution["Origins"] if origin["Id"] == second],
                "DefaultCacheBehavior": {
                    **distribution["DefaultCacheBehavior"],
                    "TargetOriginId": second,
                },
            }
        },
    }
    domain = {"Fn::GetAtt": [FAILOVER, "DomainName"]}
    local.setdefault("Outputs", {})[FAILOVER] = {"Value": domain}


def _distribution(template: Template) -> Any:
    """The configuration of the only distribution in `template`."""
    (found,) = [
        resource["Properties"]["DistributionConfig"]
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::CloudFront::Distribution"
    ]
    return found
