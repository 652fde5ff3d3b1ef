"""How the cloud's template is changed for one machine, shown with small templates."""

from typing import Any

import pytest

from local.template import guardrail_in, localize

PUBLIC_URL = "http://localhost:8000"
DISTRIBUTION = {
    "Type": "AWS::CloudFront::Distribution",
    "Properties": {
        "DistributionConfig": {
            "Origins": [{"Id": "images"}, {"Id": "missing"}],
            "OriginGroups": {
                "Items": [
                    {
                        "Id": "group",
                        "Members": {"Items": [{"OriginId": "images"}, {"OriginId": "missing"}]},
                    }
                ]
            },
            "CacheBehaviors": [],
            "DefaultCacheBehavior": {"TargetOriginId": "images"},
        }
    },
}
OWN_ORIGIN = {"Fn::Join": ["", ["https://", {"Fn::GetAtt": ["FrontDistribution", "DomainName"]}]]}


def localized(kind: str, properties: dict[str, Any]) -> Any:
    """The properties of a resource of type `kind`, after localize()."""
    resource = {"Type": kind, "Properties": properties}
    template = {"Resources": {"FrontDistribution": DISTRIBUTION, "It": resource}}
    local = localize(template, gateway_port=4566, environment={"PUBLIC_URL": PUBLIC_URL})
    return local["Resources"]["It"]["Properties"]


@pytest.mark.parametrize(
    ("sources", "heard"),
    [
        (["aws.transcribe"], ["aws.transcribe", "local.transcribe"]),
        (["aws.s3", "aws.transcribe"], ["aws.s3", "aws.transcribe", "local.transcribe"]),
        (["aws.s3"], ["aws.s3"]),
    ],
)
def test_a_rule_for_transcribe_hears_the_local_one_too(
    sources: list[str], heard: list[str]
) -> None:
    pattern = {"source": sources, "detail": {"TranscriptionJobStatus": ["FAILED"]}}
    rule = localized("AWS::Events::Rule", {"EventPattern": pattern})
    assert rule == {"EventPattern": {**pattern, "source": heard}}


def test_a_rule_with_a_schedule_stays_as_it_is() -> None:
    properties = {"ScheduleExpression": "rate(1 minute)"}
    assert localized("AWS::Events::Rule", properties) == properties


def test_the_distributions_own_origin_is_the_local_address_in_a_buckets_cors() -> None:
    rule = {"AllowedMethods": ["POST"], "AllowedOrigins": [OWN_ORIGIN, "https://example.com"]}
    bucket = localized("AWS::S3::Bucket", {"CorsConfiguration": {"CorsRules": [rule]}})
    (local,) = bucket["CorsConfiguration"]["CorsRules"]
    assert local == {**rule, "AllowedOrigins": [PUBLIC_URL, "https://example.com"]}


@pytest.mark.parametrize(
    "origin",
    ["*", {"Fn::Join": ["", ["https://", {"Ref": "Page"}]]}, {"Ref": "Origin"}],
    ids=["any", "joined with something else", "a parameter"],
)
def test_any_other_origin_in_a_buckets_cors_stays_as_it_is(origin: object) -> None:
    properties = {
        "CorsConfiguration": {
            "CorsRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": [origin]}]
        }
    }
    assert localized("AWS::S3::Bucket", properties) == properties


def test_a_bucket_without_cors_stays_as_it_is() -> None:
    assert localized("AWS::S3::Bucket", {}) == {}


def test_the_local_guardrail_stands_for_the_template_s() -> None:
    names = {
        "ARN": {"Fn::GetAtt": ["G", "GuardrailArn"]},
        "ID": {"Fn::GetAtt": ["G", "GuardrailId"]},
    }
    function = {"Environment": {"Variables": names}}
    template = {
        "Resources": {
            "FrontDistribution": DISTRIBUTION,
            "G": {"Type": "AWS::Bedrock::Guardrail", "Properties": {"Name": "prompts"}},
            "It": {"Type": "AWS::Lambda::Function", "Properties": function},
        }
    }
    local = localize(template, gateway_port=4566, environment={})["Resources"]
    assert local.keys() == {"FrontDistribution", "It", "Failover"}
    assert local["It"]["Properties"]["Environment"]["Variables"] == {
        "ARN": "arn:aws:bedrock:us-east-1:000000000000:guardrail/local",
        "ID": "local",
    }
    assert guardrail_in(template) == {"Name": "prompts"}
    assert guardrail_in({"Resources": {}}) == {}
