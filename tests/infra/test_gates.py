"""What an operator can put in front of Easel: a domain, a firewall, access logs."""

import json
import re
from typing import Any

import pytest

from cdk.stacks.web_acl import MOST_REQUESTS
from local.bedrock.guardrail import WORDS

from .conftest import GATES
from .templates import ACCOUNT, Cloud, Synthesize

_OWN = "https://<FrontDistribution.DomainName>"
_BOTH = ["guarded", "abroad"]
_ACL = f"arn:aws:wafv2:us-east-1:{ACCOUNT}:global/webacl/Acl-1/0a1b2c3d"
# What could hold a prompt: the older routes take it in the path or the query.
_HOLD_PROMPTS = (
    "cs-uri-stem", "cs-uri-query", "cs(Referer)", "cs(Cookie)", "cs-headers", "$context.path",
    "$context.resourcePath", "$context.requestOverride", "x-amzn-trace", "$context.error.message",
)  # fmt: skip


@pytest.mark.parametrize("variant", _BOTH)
def test_links_and_the_stack_name_the_domain(variant: str, request: pytest.FixtureRequest) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    assert cloud.service.body["Outputs"]["Url"]["Value"] == "https://draw.example.com"
    functions = cloud.service.environments_by_service()
    assert "PUBLIC_URL" not in functions.pop("derive")  # it writes no link
    for variables in functions.values():
        assert variables["PUBLIC_URL"] == "https://draw.example.com"


def test_the_distribution_answers_at_the_domain_with_tls_1_2(guarded: Cloud) -> None:
    config = _distribution(guarded)
    assert config["Aliases"] == ["draw.example.com"]
    assert config["ViewerCertificate"] == {
        "AcmCertificateArn": GATES["certificate_arn"],
        "MinimumProtocolVersion": "TLSv1.2_2021",
        "SslSupportMethod": "sni-only",
    }


def test_the_api_is_reached_with_tls_1_2_alone(cloud: Cloud) -> None:
    custom = [
        o["CustomOriginConfig"] for o in _distribution(cloud)["Origins"] if "Custom" in str(o)
    ]
    assert [(o["OriginProtocolPolicy"], o["OriginSSLProtocols"]) for o in custom] == [
        ("https-only", ["TLSv1.2"])
    ]


def test_the_domain_leads_to_the_distribution_if_easel_knows_its_zone(
    guarded: Cloud, synthesized: Synthesize
) -> None:
    records = guarded.service.all("AWS::Route53::RecordSet").values()
    assert {record["Type"] for record in records} == {"A", "AAAA"}
    for record in records:
        assert (record["Name"], record["HostedZoneId"]) == ("draw.example.com", "Z0123456789ABC")
        to = guarded.service.text(record["AliasTarget"]["DNSName"])
        assert f"https://{to}" == _OWN
    elsewhere = synthesized(validate=False, **{**GATES, "hosted_zone_id": ""})
    assert not elsewhere.service.all("AWS::Route53::RecordSet")


def test_pages_at_the_domain_and_at_the_address_of_before_may_upload(guarded: Cloud) -> None:
    bucket = guarded.service.one("AWS::S3::Bucket", "AudioBucket")
    (rule,) = bucket["CorsConfiguration"]["CorsRules"]
    origins = guarded.service.texts(rule["AllowedOrigins"])
    assert origins == ["https://draw.example.com", _OWN]


def test_without_a_domain_nothing_changes(queued: Cloud) -> None:
    assert not {"Aliases", "ViewerCertificate", "WebACLId"} & _distribution(queued).keys()
    assert not {"AWS::WAFv2::WebACL", "AWS::Logs::Delivery"} & queued.service.kinds
    assert "AccessLogSetting" not in queued.service.one("AWS::ApiGateway::Stage")


def test_in_us_east_1_the_firewall_stands_in_front_at_once(guarded: Cloud) -> None:
    assert guarded.edge is None
    arn = guarded.service.text(_distribution(guarded)["WebACLId"])
    assert re.fullmatch("<FrontFirewallAcl.*[.]Arn>", arn)


def test_elsewhere_the_firewall_is_a_stack_of_its_own_and_its_arn_is_copied(
    abroad: Cloud, synthesized: Synthesize
) -> None:
    assert abroad.edge
    assert abroad.edge.body["Outputs"].keys() == {"WebAclArn"}
    assert "WebACLId" not in _distribution(abroad)
    # So it is made first, and deleted last.
    stacks = json.loads((abroad.folder / "manifest.json").read_text())["artifacts"]
    assert "EaselEdge" in stacks["Easel"]["dependencies"]
    copied = synthesized(validate=False, web_acl_arn=_ACL, **GATES)
    assert copied.edge
    assert _distribution(copied)["WebACLId"] == _ACL


def test_one_address_may_ask_so_often_and_then_hears_when_to_come_again(guarded: Cloud) -> None:
    acl = guarded.service.one("AWS::WAFv2::WebACL")
    rate = _rules(guarded)["Rate"]
    limit = rate["Statement"]["RateBasedStatement"]
    assert (limit["Limit"], limit["AggregateKeyType"]) == (MOST_REQUESTS, "IP")
    refused = rate["Action"]["Block"]["CustomResponse"]
    assert refused["ResponseCode"] == 429
    assert {"Name": "Retry-After", "Value": "59"} in refused["ResponseHeaders"]
    body = json.loads(acl["CustomResponseBodies"][refused["CustomResponseBodyKey"]]["Content"])
    assert (body["status"], body["error"]["code"]) == (429, "rate_limited")


@pytest.mark.parametrize(
    ("length", "refused"),
    [
        (0, False), (10_485_760, False), (10_499_999, False), (10_500_000, True),
        (11_000_000, True), (20_000_000, True), (99_999_999, True), (100_000_000, True),
    ],
)  # fmt: skip
def test_a_body_that_api_gateway_would_refuse_is_refused_before_it_travels(
    guarded: Cloud, length: int, refused: bool
) -> None:
    size = _rules(guarded)["Size"]
    match = size["Statement"]["RegexMatchStatement"]
    assert match["FieldToMatch"] == {"SingleHeader": {"Name": "content-length"}}
    assert bool(re.search(match["RegexString"], str(length))) is refused
    assert size["Action"]["Block"]["CustomResponse"]["ResponseCode"] == 413


def test_aws_s_rules_refuse_attacks_but_neither_recordings_nor_long_prompts(
    guarded: Cloud,
) -> None:
    groups = {
        rule["Statement"]["ManagedRuleGroupStatement"]["Name"]: rule["Statement"]
        for rule in _rules(guarded).values()
        if "ManagedRuleGroupStatement" in rule["Statement"]
    }
    assert groups.keys() == {"AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"}
    common = groups["AWSManagedRulesCommonRuleSet"]["ManagedRuleGroupStatement"]
    overrides = common["RuleActionOverrides"]
    assert all(override["ActionToUse"] == {"Count": {}} for override in overrides)
    counted = {override["Name"] for override in overrides}
    assert {f"SizeRestrictions_{part}" for part in ("BODY", "QUERYSTRING", "URIPATH")} <= counted
    assert "EC2MetaDataSSRF_BODY" not in counted


def test_the_firewall_keeps_no_request_as_a_sample(guarded: Cloud) -> None:
    acl = guarded.service.one("AWS::WAFv2::WebACL")
    seen = [acl["VisibilityConfig"], *(rule["VisibilityConfig"] for rule in acl["Rules"])]
    assert not any(one["SampledRequestsEnabled"] for one in seen)


def test_access_logs_hold_ids_and_figures_and_nothing_that_could_hold_a_prompt(
    guarded: Cloud,
) -> None:
    setting = guarded.service.one("AWS::ApiGateway::Stage")["AccessLogSetting"]
    fields = json.loads(setting["Format"])
    assert fields["requestId"] == "$context.requestId"
    delivery = guarded.service.one("AWS::Logs::Delivery")
    assert {"x-edge-request-id", "sc-status", "time-taken"} <= set(delivery["RecordFields"])
    logged = [*fields.values(), *delivery["RecordFields"]]
    assert not [field for field in logged if field.startswith(_HOLD_PROMPTS)]
    # CloudFront's older logs always have the path and the query.
    assert "Logging" not in _distribution(guarded)


def test_api_gateway_writes_its_log_with_the_policy_that_aws_made_for_it(abroad: Cloud) -> None:
    role = abroad.service.one("AWS::IAM::Role", "FrontApiCloudWatchRole")
    assert abroad.service.texts(role["ManagedPolicyArns"]) == [
        "arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
    ]
    assert "Policies" not in role


def test_access_logs_leave_when_the_operator_says(synthesized: Synthesize) -> None:
    gates = {**GATES, "log_retention_days": 7}
    cloud = synthesized(validate=False, region="us-east-1", **gates)
    groups = cloud.service.all("AWS::Logs::LogGroup")
    found = {id: group["RetentionInDays"] for id, group in groups.items() if "Front" in id}
    assert set(found.values()) == {7}
    assert len(found) == 2


def test_the_edge_s_log_can_be_had_in_us_east_1_alone(abroad: Cloud) -> None:
    assert "AWS::Logs::Delivery" not in abroad.service.kinds
    assert "AccessLogSetting" in abroad.service.one("AWS::ApiGateway::Stage")


@pytest.mark.parametrize("role", ["Generate", "Deliver", "Announce", "Transcribe", "Derive"])
def test_the_functions_run_in_the_operator_s_network(guarded: Cloud, role: str) -> None:
    function = guarded.service.one("AWS::Lambda::Function", f"Functions{role}")
    assert function["VpcConfig"] == {
        "SecurityGroupIds": GATES["security_group_ids"],
        "SubnetIds": GATES["subnet_ids"],
    }
    rights = guarded.service.rights(f"Functions{role}Role")["*"]
    # Those of AWS's own AWSLambdaVPCAccessExecutionRole, but for logs.
    assert {right for right in rights if right.startswith("ec2:")} == {
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:UnassignPrivateIpAddresses",
    }


def test_without_subnets_no_function_touches_a_network(cloud: Cloud) -> None:
    for function in cloud.service.all("AWS::Lambda::Function").values():
        assert "VpcConfig" not in function
    assert not _allowed(cloud, "ec2:CreateNetworkInterface")


def test_only_generate_checks_prompts_and_only_with_easel_s_guardrail(guarded: Cloud) -> None:
    assert _allowed(guarded, "bedrock:ApplyGuardrail") == {
        ("FunctionsGenerateRole", "<FunctionsModerationGuardrail.GuardrailArn>")
    }
    variables = guarded.service.environment("FunctionsGenerate")
    assert variables["GUARDRAIL_ID"] == "<FunctionsModerationGuardrail.GuardrailId>"
    assert variables["MODERATION"] == "both"


def test_only_deliver_looks_at_pictures(guarded: Cloud) -> None:
    assert _allowed(guarded, "rekognition:DetectModerationLabels") == {
        ("FunctionsDeliverRole", "*")
    }
    assert guarded.service.environment("FunctionsDeliver")["MODERATION"] == "both"


def test_the_guardrail_looks_at_prompts_and_at_nothing_that_a_model_says(guarded: Cloud) -> None:
    policy = guarded.service.one("AWS::Bedrock::Guardrail")["ContentPolicyConfig"]
    found = {one["Type"]: one for one in policy["FiltersConfig"]}
    assert found.keys() == {"SEXUAL", "VIOLENCE", "HATE", "INSULTS", "MISCONDUCT"}
    assert {one["InputStrength"] for one in found.values()} == {"MEDIUM"}
    assert {one["OutputStrength"] for one in found.values()} == {"NONE"}
    assert set(WORDS.values()) == found.keys(), "the local guardrail knows a word for each"


@pytest.mark.parametrize(
    ("moderation", "prompts", "pictures"),
    [("none", False, False), ("prompts", True, False), ("pictures", False, True)],
)
def test_a_function_may_ask_for_no_more_than_the_operator_wants(
    synthesized: Synthesize, moderation: str, prompts: bool, pictures: bool
) -> None:
    cloud = synthesized(validate=False, moderation=moderation)
    assert ("AWS::Bedrock::Guardrail" in cloud.service.kinds) is prompts
    assert bool(_allowed(cloud, "bedrock:ApplyGuardrail")) is prompts
    assert bool(_allowed(cloud, "rekognition:DetectModerationLabels")) is pictures


def _allowed(cloud: Cloud, action: str) -> set[tuple[str, str]]:
    """(role, resource) of every right to take `action`."""
    roles = cloud.service.all("AWS::IAM::Role")
    return {
        (role, resource)
        for role in roles
        if role.startswith("Functions")
        for resource, actions in cloud.service.rights(role).items()
        if action in actions
    }


def _distribution(cloud: Cloud) -> dict[str, Any]:
    return dict(cloud.service.one("AWS::CloudFront::Distribution")["DistributionConfig"])


def _rules(cloud: Cloud) -> dict[str, Any]:
    return {rule["Name"]: rule for rule in cloud.service.one("AWS::WAFv2::WebACL")["Rules"]}
