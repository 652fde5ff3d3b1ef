"""One domain: the pictures from S3, cached for good; everything else from the API, never cached."""

import json
from typing import Any

import pytest

import cdk.stacks.front
from cdk.gateway_refusals import REFUSALS
from easel.access import ORIGIN_HEADER
from easel.errors import RateLimited

from .templates import Cloud, Synthesize

# CloudFront's own policies have fixed ids:
# docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
_CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
_CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
_ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
_EVERY_METHOD = {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}
# Every error that CloudFront caches, for ten seconds unless it is told otherwise.
_CACHED_ERRORS = {400, 403, 404, 405, 414, 500, 501, 502, 503, 504}


def test_pictures_come_from_their_bucket_through_its_access_control(cloud: Cloud) -> None:
    origin, _ = _asked_in_turn(cloud, _images(cloud))
    assert cloud.service.text(origin["DomainName"]) == "<StorageImages.RegionalDomainName>"
    control = "FrontDistributionOrigin2S3OriginAccessControl"
    assert cloud.service.text(origin["OriginAccessControlId"]) == f"<{control}.Id>"
    signing = cloud.service.one("AWS::CloudFront::OriginAccessControl")["OriginAccessControlConfig"]
    assert (signing["SigningBehavior"], signing["SigningProtocol"]) == ("always", "sigv4")


def test_what_the_bucket_does_not_have_the_api_is_asked_about(cloud: Cloud) -> None:
    behavior = _images(cloud)
    (group,) = _distribution(cloud)["OriginGroups"]["Items"]
    assert behavior["TargetOriginId"] == group["Id"]
    assert group["FailoverCriteria"]["StatusCodes"]["Items"] == [403, 404]
    _, second = _asked_in_turn(cloud, behavior)
    assert second == _origin(cloud, _distribution(cloud)["DefaultCacheBehavior"])


def test_only_this_distribution_reads_the_bucket(cloud: Cloud) -> None:
    policy = cloud.service.one("AWS::S3::BucketPolicy", "StorageImages")["PolicyDocument"]
    (allow,) = [s for s in policy["Statement"] if s["Effect"] == "Allow"]
    assert allow["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    # With ListBucket, S3 says 404 of a picture that is not there, not 403.
    assert set(allow["Action"]) == {"s3:GetObject", "s3:ListBucket"}
    (condition,) = allow["Condition"]["StringEquals"].values()
    assert cloud.service.text(condition).endswith(":distribution/<FrontDistribution>")


def test_pictures_are_cached_as_long_as_their_headers_say(cloud: Cloud) -> None:
    behavior = _images(cloud)
    assert behavior["CachePolicyId"] == _CACHING_OPTIMIZED
    assert behavior["Compress"] is False
    # No more: an origin group takes nothing that could change something.
    assert set(behavior["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("name", ["generations", "edits", "variations"])
def test_a_base_url_without_v1_leads_to_the_api_and_not_to_the_pictures(
    cloud: Cloud, name: str
) -> None:
    found = _distribution(cloud)
    patterns = [behavior["PathPattern"] for behavior in found["CacheBehaviors"]]
    # The first that matches counts.
    assert patterns.index(f"images/{name}") < patterns.index("images/*")
    behavior = _behavior(cloud, f"images/{name}")
    default = dict(found["DefaultCacheBehavior"])
    assert behavior == {**default, "PathPattern": f"images/{name}"}


def test_pictures_can_be_used_on_any_page_and_are_never_taken_for_anything_else(
    cloud: Cloud,
) -> None:
    assert cloud.service.text(_images(cloud)["ResponseHeadersPolicyId"]) == "<FrontImageHeaders>"
    policy = cloud.service.one("AWS::CloudFront::ResponseHeadersPolicy", "FrontImageHeaders")
    headers = policy["ResponseHeadersPolicyConfig"]
    assert headers["SecurityHeadersConfig"]["ContentTypeOptions"] == {"Override": True}
    cors = headers["CorsConfig"]
    assert cors["AccessControlAllowOrigins"] == {"Items": ["*"]}
    assert cors["AccessControlAllowMethods"] == {"Items": ["GET", "HEAD"]}
    assert cors["AccessControlAllowCredentials"] is False


@pytest.mark.parametrize("path", ["images/*", "i/*"])
def test_the_api_learns_whether_a_browser_asks_for_what_the_bucket_does_not_have(
    cloud: Cloud, path: str
) -> None:
    policy = _behavior(cloud, path)["OriginRequestPolicyId"]
    assert cloud.service.text(policy) == "<FrontAccept>"
    found = cloud.service.one("AWS::CloudFront::OriginRequestPolicy")["OriginRequestPolicyConfig"]
    assert found["HeadersConfig"] == {"HeaderBehavior": "whitelist", "Headers": ["Accept"]}
    for rest in ("CookiesConfig", "QueryStringsConfig"):
        assert set(found[rest].values()) == {"none"}
    # It is no part of the cache's key: one copy of a picture serves everybody.
    assert _behavior(cloud, path)["CachePolicyId"] == _CACHING_OPTIMIZED


def test_everything_else_goes_to_the_api_uncached_with_every_method_and_header(
    cloud: Cloud,
) -> None:
    behavior = _distribution(cloud)["DefaultCacheBehavior"]
    assert behavior["CachePolicyId"] == _CACHING_DISABLED
    assert behavior["OriginRequestPolicyId"] == _ALL_VIEWER_EXCEPT_HOST_HEADER
    assert set(behavior["AllowedMethods"]) == _EVERY_METHOD
    origin = _origin(cloud, behavior)
    stage = cloud.service.one("AWS::ApiGateway::Stage")["StageName"]
    assert origin["OriginPath"] == f"/{stage}"
    assert cloud.service.text(origin["DomainName"]).startswith("<FrontApi>.execute-api.eu-west-1.")
    assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def test_cloudfront_waits_longer_than_the_function_may_run(cloud: Cloud) -> None:
    origin = _origin(cloud, _distribution(cloud)["DefaultCacheBehavior"])
    generate = cloud.service.one("AWS::Lambda::Function", "FunctionsGenerate")
    assert origin["CustomOriginConfig"]["OriginReadTimeout"] > generate["Timeout"]


def test_plain_http_is_sent_to_https(cloud: Cloud) -> None:
    found = _distribution(cloud)
    behaviors = [found["DefaultCacheBehavior"], *found["CacheBehaviors"]]
    assert {b["ViewerProtocolPolicy"] for b in behaviors} == {"redirect-to-https"}


def test_an_error_is_cached_no_longer_than_a_second(cloud: Cloud) -> None:
    kept_s = {
        response["ErrorCode"]: response["ErrorCachingMinTTL"]
        for response in _distribution(cloud)["CustomErrorResponses"]
    }
    assert kept_s == dict.fromkeys(_CACHED_ERRORS, 1)


@pytest.mark.parametrize("resource", ["<FrontApi.RootResourceId>", "<FrontApiproxy>"])
def test_every_path_and_method_reaches_generate(cloud: Cloud, resource: str) -> None:
    (method,) = [
        method
        for method in cloud.service.all("AWS::ApiGateway::Method").values()
        if cloud.service.text(method["ResourceId"]) == resource
    ]
    assert (method["HttpMethod"], method["AuthorizationType"]) == ("ANY", "NONE")
    assert method["Integration"]["Type"] == "AWS_PROXY"
    assert "<FunctionsGenerate.Arn>" in cloud.service.text(method["Integration"]["Uri"])


def test_the_stage_is_throttled_and_logs_no_bodies(cloud: Cloud) -> None:
    (settings,) = cloud.service.one("AWS::ApiGateway::Stage")["MethodSettings"]
    assert settings["ThrottlingRateLimit"] == 40
    assert settings["ThrottlingBurstLimit"] == 80
    assert settings["DataTraceEnabled"] is False


def test_the_api_hears_from_cloudfront_that_it_is_cloudfront(cloud: Cloud) -> None:
    (header,) = _origin(cloud, _distribution(cloud)["DefaultCacheBehavior"])["OriginCustomHeaders"]
    assert header["HeaderName"] == ORIGIN_HEADER
    # A reference, which CloudFormation replaces by the secret: no template ever holds it.
    reference = "{{resolve:secretsmanager:<FrontOriginSecret>:SecretString:::}}"
    assert cloud.service.text(header["HeaderValue"]) == reference
    assert cloud.service.environment("FunctionsGenerate")["ORIGIN_SECRET"] == reference
    secret = cloud.service.one("AWS::SecretsManager::Secret", "FrontOriginSecret")
    assert secret["GenerateSecretString"] == {"ExcludePunctuation": True, "PasswordLength": 32}
    assert "SecretString" not in secret


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_api_gateway_refuses_reads_as_what_we_refuse(cloud: Cloud, kind: str) -> None:
    error = REFUSALS[kind]
    found = _gateway_responses(cloud)[kind]
    assert found["StatusCode"] == str(error.status)
    assert (
        found["ResponseParameters"].items()
        >= {
            "gatewayresponse.header.X-Request-Id": "context.requestId",
            "gatewayresponse.header.Content-Type": "'application/problem+json'",
            "gatewayresponse.header.Cache-Control": "'no-store'",
            "gatewayresponse.header.X-Content-Type-Options": "'nosniff'",
            "gatewayresponse.header.Access-Control-Allow-Origin": "'*'",
        }.items()
    )
    exposed = found["ResponseParameters"]["gatewayresponse.header.Access-Control-Expose-Headers"]
    assert {"Retry-After", "X-Request-Id"} <= set(exposed.strip("'").split(", "))
    # The one template that API Gateway takes whatever the caller accepts.
    (template,) = found["ResponseTemplates"].items()
    assert template[0] == "application/json"
    problem = json.loads(template[1])
    assert (problem["status"], problem["error"]["code"]) == (error.status, error.code)
    assert problem["type"] == f"/errors/{error.code.replace('_', '-')}"
    # Nothing that a caller wrote: these templates escape nothing.
    assert problem["instance"] == "urn:uuid:$context.requestId"
    assert template[1].count("$") == 1


@pytest.mark.parametrize(
    ("kind", "status", "code", "header", "value"),
    [
        pytest.param("THROTTLED", 429, "rate_limited", "Retry-After", "1", id="throttled"),
        pytest.param("QUOTA_EXCEEDED", 429, "rate_limited", "Retry-After", "1", id="usage-plan"),
        # No function ran: nothing was spent, and a retry is welcome.
        pytest.param("INTEGRATION_FAILURE", 503, "capacity", "Retry-After", "5", id="no-function"),
        # Lambda had no room: API Gateway would say 500, and nobody would come again.
        pytest.param("DEFAULT_5XX", 503, "capacity", "Retry-After", "5", id="throttled-function"),
        # The job goes on, and a retry joins it.
        pytest.param(
            "INTEGRATION_TIMEOUT", 504, "deadline_exceeded", "x-should-retry", "true", id="timeout"
        ),
    ],
)
def test_whoever_may_try_again_hears_when(
    queued: Cloud, kind: str, status: int, code: str, header: str, value: str
) -> None:
    found = _gateway_responses(queued)[kind]
    assert found["StatusCode"] == str(status)
    assert json.loads(found["ResponseTemplates"]["application/json"])["error"]["code"] == code
    assert found["ResponseParameters"][f"gatewayresponse.header.{header}"] == f"'{value}'"


def test_the_rest_of_what_api_gateway_refuses_has_a_default(cloud: Cloud) -> None:
    assert _gateway_responses(cloud).keys() >= {"DEFAULT_4XX", "DEFAULT_5XX"}


def test_another_refusal_is_another_deployment_of_the_stage(
    queued: Cloud, synthesized: Synthesize, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = {**REFUSALS, "THROTTLED": RateLimited("not so fast")}
    monkeypatch.setattr(cdk.stacks.front, "REFUSALS", refusals)
    changed = synthesized(validate=False, afresh=True)
    (before,), (after,) = _deployments(queued), _deployments(changed)
    assert before != after


def test_the_stage_is_deployed_once_every_refusal_is_there(cloud: Cloud) -> None:
    (deployment,) = _deployments(cloud)
    waits_for = cloud.service.body["Resources"][deployment]["DependsOn"]
    kinds = [cloud.service.body["Resources"][id]["Type"] for id in waits_for]
    assert kinds.count("AWS::ApiGateway::GatewayResponse") == len(REFUSALS)


def test_the_stack_says_where_it_answers(cloud: Cloud) -> None:
    url = cloud.service.body["Outputs"]["Url"]["Value"]
    assert cloud.service.text(url) == "https://<FrontDistribution.DomainName>"


def _distribution(cloud: Cloud) -> dict[str, Any]:
    return dict(cloud.service.one("AWS::CloudFront::Distribution")["DistributionConfig"])


def _images(cloud: Cloud) -> dict[str, Any]:
    return _behavior(cloud, "images/*")


def _behavior(cloud: Cloud, pattern: str) -> dict[str, Any]:
    (behavior,) = [
        behavior
        for behavior in _distribution(cloud)["CacheBehaviors"]
        if behavior["PathPattern"] == pattern
    ]
    return dict(behavior)


def _origin(cloud: Cloud, behavior: dict[str, Any]) -> dict[str, Any]:
    (origin,) = [
        origin
        for origin in _distribution(cloud)["Origins"]
        if origin["Id"] == behavior["TargetOriginId"]
    ]
    return dict(origin)


def _asked_in_turn(cloud: Cloud, behavior: dict[str, Any]) -> list[dict[str, Any]]:
    """The origins of the behavior's group, the first one first."""
    (group,) = [
        group
        for group in _distribution(cloud)["OriginGroups"]["Items"]
        if group["Id"] == behavior["TargetOriginId"]
    ]
    members = [member["OriginId"] for member in group["Members"]["Items"]]
    return [_origin(cloud, {"TargetOriginId": id}) for id in members]


def _gateway_responses(cloud: Cloud) -> dict[str, dict[str, Any]]:
    found = cloud.service.all("AWS::ApiGateway::GatewayResponse").values()
    return {response["ResponseType"]: response for response in found}


def _deployments(cloud: Cloud) -> set[str]:
    return {
        id
        for id, resource in cloud.service.body["Resources"].items()
        if resource["Type"] == "AWS::ApiGateway::Deployment"
    }


def test_the_files_of_the_page_come_from_the_api_compressed_and_are_kept(cloud: Cloud) -> None:
    behavior = _behavior(cloud, "web/*")
    default = _distribution(cloud)["DefaultCacheBehavior"]
    assert behavior["TargetOriginId"] == default["TargetOriginId"]
    assert behavior["CachePolicyId"] == _CACHING_OPTIMIZED
    assert behavior["Compress"] is True
