"""What CloudFront uses from us-east-1: preflight looks there too, if Easel runs elsewhere."""

from typing import Any

import pytest

from ops.preflight.checks import run
from ops.preflight.finding import Finding, Level
from tests.jumpstart.endpoint.fake_sagemaker import Refused

from .account import Scripted, an_account, elsewhere, stacks

ABROAD: dict[str, Any] = {"region": "eu-west-1", "waf": True}
_ACLS = "arn:aws:wafv2:us-east-1:111122223333:global/webacl"
ACL, OTHER = f"{_ACLS}/Acl-1/0a1b2c3d", f"{_ACLS}/Mine/0f0f0f0f"
DOMAIN = {
    "domain": "draw.example.com",
    "certificate_arn": "arn:aws:acm:us-east-1:111122223333:certificate/1b2c3d4e",
}
_MISSING = Refused("ParameterNotFound", "no")


def with_firewall(there: dict[str, Scripted], name: str = "EaselEdge") -> None:
    """Let the stack of the firewall be deployed."""

    def described(StackName: str) -> Any:  # noqa: N803 - AWS's own name
        found = stacks(**{name: "CREATE_COMPLETE"})(StackName)
        found["Stacks"][0]["Outputs"] = [{"OutputKey": "WebAclArn", "OutputValue": ACL}]
        return found

    there["cloudformation"].answers["DescribeStacks"] = described


def found(there: dict[str, Scripted], **settings: Any) -> dict[str, Finding]:
    account = an_account(there=there, **settings)
    return {check.name: finding for check, finding in run(account)}


def test_both_regions_have_to_be_prepared_if_both_get_a_stack() -> None:
    there = elsewhere()
    assert found(there, **ABROAD)["bootstrap"].what == (
        "version 21 in eu-west-1, version 21 in us-east-1"
    )
    there["ssm"].answers["GetParameter"] = _MISSING
    refused = found(there, **ABROAD)["bootstrap"]
    assert (refused.level, refused.what, refused.do) == (
        Level.REFUSAL, "us-east-1 is not prepared for the CDK", "make bootstrap"
    )  # fmt: skip


def test_without_a_stack_in_us_east_1_nobody_asks_whether_it_is_prepared() -> None:
    there = elsewhere()
    there["ssm"].answers["GetParameter"] = _MISSING
    assert found(there, region="eu-west-1")["bootstrap"].level is Level.OK
    assert there["ssm"].calls == []


def test_a_firewall_that_stands_in_front_of_nothing_is_named_with_the_line_to_copy() -> None:
    there = elsewhere()
    new = found(there, **ABROAD)["firewall"]
    assert (new.level, new.do) == (Level.WARNING, "make deploy, then the line that it shows")
    with_firewall(there)
    made = found(there, **ABROAD)["firewall"]
    assert (made.level, made.do) == (
        Level.WARNING, f'set web_acl_arn = "{ACL}" in easel.toml, then make deploy'
    )  # fmt: skip
    assert found(there, **ABROAD, web_acl_arn=ACL)["firewall"].level is Level.OK


def test_a_firewall_that_was_deleted_is_refused() -> None:
    there = elsewhere()
    there["wafv2"].answers["GetWebACL"] = Refused("WAFNonexistentItemException", "no")
    refused = found(there, **ABROAD, web_acl_arn=ACL)["firewall"]
    assert (refused.level, refused.what) == (Level.REFUSAL, f"there is no firewall {ACL}")
    assert refused.do == 'set web_acl_arn = "" in easel.toml, then make deploy'


def test_a_firewall_of_one_s_own_may_stand_in_front_too() -> None:
    there = elsewhere()
    assert found(there, **ABROAD, web_acl_arn=OTHER)["firewall"].level is Level.OK
    assert there["wafv2"].calls == [
        ("GetWebACL", {"Name": "Mine", "Scope": "CLOUDFRONT", "Id": "0f0f0f0f"})
    ]
    with_firewall(there)
    twice = found(there, **ABROAD, web_acl_arn=OTHER)["firewall"]
    assert (twice.level, "another firewall" in twice.what) == (Level.WARNING, True)


def test_a_firewall_that_easel_toml_no_longer_asks_for_still_costs_money() -> None:
    there = elsewhere()
    with_firewall(there)
    unused = found(there, region="eu-west-1")["firewall"]
    assert (unused.level, unused.do) == (
        Level.WARNING, "make deploy, then make destroy STACKS=EaselEdge"
    )  # fmt: skip
    assert "still deployed in us-east-1, and costs $9 a month" in unused.what


def test_the_state_of_the_stack_in_us_east_1_is_looked_at() -> None:
    there = elsewhere()
    there["cloudformation"].answers["DescribeStacks"] = stacks(EaselEdge="UPDATE_ROLLBACK_FAILED")
    refused = found(there, **ABROAD)["stacks"]
    assert (refused.level, refused.do) == (Level.REFUSAL, "npx cdk rollback EaselEdge")


@pytest.mark.parametrize(
    ("answer", "level", "what", "do"),
    [
        pytest.param({}, Level.OK, "draw.example.com, ISSUED", "", id="issued"),
        pytest.param(
            {"DomainName": "example.com", "SubjectAlternativeNames": ["*.example.com"]},
            Level.OK, "*.example.com, example.com, ISSUED", "", id="wildcard",
        ),
        pytest.param(
            {"DomainName": "example.com"}, Level.REFUSAL, "is for example.com, not for draw",
            "aws acm request-certificate --region us-east-1", id="other-name",
        ),
        pytest.param(
            {"Status": "PENDING_VALIDATION"}, Level.REFUSAL, "AWS waits for a DNS record",
            "aws acm describe-certificate --region us-east-1", id="pending",
        ),
        pytest.param(
            {"Status": "EXPIRED"}, Level.REFUSAL, "is EXPIRED, not ISSUED",
            "--domain-name draw.example.com; then set its certificate_arn", id="expired",
        ),
    ],
)  # fmt: skip
def test_cloudfront_takes_a_certificate_that_is_issued_for_the_domain(
    answer: dict[str, Any], level: Level, what: str, do: str
) -> None:
    there = elsewhere()
    certificate = {"DomainName": "draw.example.com", "Status": "ISSUED"} | answer
    there["acm"].answers["DescribeCertificate"] = {"Certificate": certificate}
    finding = found(there, region="eu-west-1", **DOMAIN)["certificate"]
    assert finding.level is level
    assert what in finding.what
    assert do in finding.do


def test_a_certificate_that_is_not_there_is_refused() -> None:
    there = elsewhere()
    there["acm"].answers["DescribeCertificate"] = Refused("ResourceNotFoundException", "no")
    refused = found(there, region="eu-west-1", **DOMAIN)["certificate"]
    assert refused.what == f"there is no certificate {DOMAIN['certificate_arn']}"
    assert "\n" not in refused.what + refused.do
