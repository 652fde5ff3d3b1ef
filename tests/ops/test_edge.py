"""The stack in us-east-1, if Easel runs elsewhere: deployed, named, told about and deleted."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ops.deploy import main as deploy
from ops.destroy import main as destroy
from ops.outputs import main as outputs
from tests.jumpstart.endpoint.fake_sagemaker import Answer, Refused

from .conftest import Npx, Told
from .preflight.account import Scripted, no_stack, stacks
from .preflight.test_edge import ABROAD, ACL, with_firewall
from .test_deploy import deployed, failed

EDGE = "us-east-1/cloudformation"


def abroad(told: Told, **settings: Any) -> dict[str, Scripted]:
    """Easel and its firewall are deployed."""
    services = told(**ABROAD | settings)
    deployed(services)
    with_firewall({"cloudformation": services[EDGE]})
    return services


def left_by_stacks(services: dict[str, Scripted]) -> None:
    """Neither stack is kept, and each goes when it is deleted."""
    services["logs"].answers["DescribeLogGroups"] = {"logGroups": []}

    def deleted(client: Scripted) -> Any:
        there = client.answers["DescribeStacks"]

        def described(StackName: str) -> Answer:  # noqa: N803 - AWS's own name
            gone = ("DeleteStack", {"StackName": StackName}) in client.calls
            return (no_stack if gone else there)(StackName)

        return described

    for name in ("cloudformation", EDGE):
        services[name].answers |= {
            "DescribeStacks": deleted(services[name]), "DeleteStack": {},
        }  # fmt: skip


def test_a_deployment_shows_the_line_that_puts_the_firewall_in_front(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    abroad(told)
    assert deploy([]) == 0
    said = capsys.readouterr().out
    assert "stands in front of nothing yet" in said
    assert f'\nweb_acl_arn = "{ACL}"\n' in said
    abroad(told, web_acl_arn=ACL)
    assert deploy([]) == 0
    assert f"  firewall    {ACL}\n" in capsys.readouterr().out


def test_a_region_that_is_not_prepared_stops_it_before_the_cdk(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    services = abroad(told)
    services["us-east-1/ssm"].answers["GetParameter"] = Refused("ParameterNotFound", "no")
    assert deploy([]) == 1
    assert npx.calls == []
    assert "us-east-1 is not prepared for the CDK\n" in capsys.readouterr().out


def test_why_the_stack_in_us_east_1_failed_is_told_as_for_the_others(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    services = abroad(told)
    npx.exits(1)
    services["cloudformation"].answers["DescribeStackEvents"] = {"StackEvents": []}
    reason = failed("Too many web ACLs", StackName="EaselEdge", LogicalResourceId="FirewallAcl")
    services[EDGE].answers["DescribeStackEvents"] = {"StackEvents": [reason]}
    assert deploy([]) == 1
    said = capsys.readouterr()
    assert "not deployed: FirewallAcl: Too many web ACLs\n  → correct this" in said.out
    assert "do what stands behind →" in said.err


def test_outputs_name_the_firewall_and_the_domain_s_cname(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    arn = "arn:aws:acm:us-east-1:111122223333:certificate/1b2c3d4e"
    services = abroad(told, domain="draw.example.com", certificate_arn=arn)
    described = services["cloudformation"].answers["DescribeStacks"]

    def with_domain(StackName: str) -> Answer:  # noqa: N803 - AWS's own name
        found: Answer = described(StackName)
        domain = {"OutputKey": "DistributionDomain", "OutputValue": "d1.cloudfront.net"}
        found["Stacks"][0]["Outputs"].append(domain)
        return found

    services["cloudformation"].answers["DescribeStacks"] = with_domain
    assert outputs([]) == 0
    assert "needs a CNAME: draw.example.com → d1.cloudfront.net\n" in capsys.readouterr().out
    assert outputs(["--json"]) == 0
    assert f'"WebAclArn": "{ACL}"' in capsys.readouterr().out


def test_everything_names_the_two_regions_in_which_the_cdk_s_own_stack_stays(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    left_by_stacks(abroad(told, web_acl_arn=ACL))
    assert destroy(["--everything", "--yes"]) == 0
    assert npx.calls[0].startswith("cdk destroy --all --force --output")
    assert "CDKToolkit, stays in eu-west-1 and us-east-1" in capsys.readouterr().out


def test_a_firewall_that_easel_toml_no_longer_asks_for_is_deleted_after_the_service(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    services = abroad(told, waf=False)
    left_by_stacks(services)
    assert destroy(["--everything", "--yes"]) == 0
    assert npx.calls[0].startswith("cdk destroy --all --force")
    assert ("DeleteStack", {"StackName": "EaselEdge"}) in services[EDGE].calls
    said = capsys.readouterr().out
    assert "EaselEdge is being deleted in us-east-1 …\nEaselEdge is deleted\n" in said


def test_it_alone_is_deleted_by_its_name_though_the_cdk_does_not_know_it(
    told: Told, npx: Npx
) -> None:
    services = abroad(told, waf=False)
    left_by_stacks(services)
    assert destroy(["EaselEdge"]) == 2  # there is no terminal to ask in
    assert destroy(["EaselEdge", "--yes"]) == 0
    assert npx.calls == []
    assert [name for name, _ in services[EDGE].calls].count("DeleteStack") == 1


def test_an_endpoint_that_easel_toml_no_longer_asks_for_goes_before_the_service(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    """The service exports what the endpoint's stack imports, and `cdk destroy` does not know the
    endpoint's stack: it would say so, and end with 0."""
    services = told(mode="bedrock")
    both = stacks(Easel="CREATE_COMPLETE", EaselEndpoint="CREATE_COMPLETE")
    services["logs"] = Scripted("logs")
    services[EDGE] = services["cloudformation"]
    services["cloudformation"].answers["DescribeStacks"] = both
    left_by_stacks(services)
    assert destroy(["EaselEndpoint", "--yes"]) == 0
    assert (npx.calls, services["cloudformation"].called("Delete")) == ([], ["DeleteStack"])
    assert "EaselEndpoint is deleted\n" in capsys.readouterr().out


def test_a_firewall_in_use_is_not_deleted(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    abroad(told, web_acl_arn=ACL)
    assert destroy(["EaselEdge", "--yes"]) == 1
    assert npx.calls == []
    assert capsys.readouterr().err.startswith("EaselEdge stands in front of Easel — set waf = ")


def test_the_firewall_alone_takes_no_other_stack_with_it(told: Told, npx: Npx) -> None:
    left_by_stacks(abroad(told))
    assert destroy(["EaselEdge", "--yes"]) == 0
    assert npx.calls[0].startswith("cdk destroy EaselEdge --force --exclusively")


def test_why_it_could_not_be_deleted_is_told(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    services = abroad(told, waf=False)
    reason = failed(
        "AWS WAF couldn't perform the operation because your resource is being used by another "
        "resource",
        ResourceStatus="DELETE_FAILED", Timestamp=datetime.now(UTC),
    )  # fmt: skip

    def described(StackName: str) -> Answer:  # noqa: N803 - AWS's own name
        tried = services[EDGE].called("Delete")
        return stacks(EaselEdge="DELETE_FAILED" if tried else "CREATE_COMPLETE")(StackName)

    services[EDGE].answers |= {
        "DescribeStacks": described, "DeleteStack": {},
        "DescribeStackEvents": {"StackEvents": [reason]},
    }  # fmt: skip
    assert destroy(["EaselEdge", "--yes"]) == 1
    said = capsys.readouterr()
    assert "not deleted: the firewall still stands in front of the distribution" in said.out
    assert said.err.startswith("EaselEdge is not deleted — do what stands behind →")
