"""`make deploy`: preflight, the CDK, and what a person reads then."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ops.deploy import main
from ops.outputs import main as outputs
from ops.refusals import explain
from tests.jumpstart.endpoint.fake_sagemaker import Answer, Refused

from .conftest import Npx, Told
from .preflight.account import Scripted, stacks

URL = "https://d111111abcdef8.cloudfront.net"
UNVERIFIED = (
    "Resource handler returned message: \"Access denied for operation 'AWS::CloudFront::"
    "Distribution: Your account must be verified before you can add new CloudFront resources. To "
    'verify your account, please contact AWS Support and include this error message."'
)


def deployed(services: dict[str, Scripted], **outputs: str) -> None:
    """Easel is deployed, and its endpoint's log group has no end."""
    made = {"Url": URL, "AudioBucket": "easel-audio"} | outputs

    def described(StackName: str) -> Answer:  # noqa: N803 - AWS's own name
        found = stacks(Easel="CREATE_COMPLETE")(StackName)
        found["Stacks"][0]["Outputs"] = [
            {"OutputKey": key, "OutputValue": value} for key, value in made.items()
        ]
        return found

    services["cloudformation"].answers["DescribeStacks"] = described
    group = {"logGroupName": "/aws/sagemaker/Endpoints/easel"}
    services["logs"] = Scripted(
        "logs", DescribeLogGroups={"logGroups": [group]}, PutRetentionPolicy={}
    )


def failed(reason: str, **changes: Any) -> Answer:
    return {"StackId": "1", "EventId": "1", "StackName": "Easel", "LogicalResourceId": "Front",
            "Timestamp": datetime.now(UTC), "ResourceStatus": "CREATE_FAILED",
            "ResourceStatusReason": reason} | changes  # fmt: skip


def test_a_deployment_ends_with_the_command_that_draws_the_first_picture(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    services = told()
    deployed(services)
    assert main([]) == 0
    said = capsys.readouterr().out
    assert said.index("preflight of Easel") < said.index(f"Easel is at {URL}")
    assert f"curl -sS {URL}/v1/images -H 'content-type: application/json'" in said
    [call] = npx.calls
    assert call.startswith("cdk deploy --all --import-existing-resources --output ")


def test_the_log_group_that_was_there_already_gets_an_end(told: Told, npx: Npx) -> None:
    services = told(log_retention_days=7)
    deployed(services)
    main([])
    [(_, parameters)] = [one for one in services["logs"].calls if one[0] == "PutRetentionPolicy"]
    assert parameters["retentionInDays"] == 7


def test_the_log_group_that_was_there_already_is_encrypted_with_the_own_key(
    told: Told, npx: Npx
) -> None:
    services = told(own_key=True)
    deployed(services, KeyArn="arn:key")
    services["logs"].answers["AssociateKmsKey"] = {}
    main([])
    [(_, parameters)] = [one for one in services["logs"].calls if one[0] == "AssociateKmsKey"]
    assert parameters["kmsKeyId"] == "arn:key"


def test_a_refusal_of_preflight_stops_it_before_the_cdk(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    told()["ssm"].answers["GetParameter"] = Refused("ParameterNotFound", "no")
    assert main([]) == 1
    assert npx.calls == []
    assert capsys.readouterr().err.startswith("nothing was deployed: 1 check would stop it — ")


def test_only_some_stacks_and_no_question(told: Told, npx: Npx) -> None:
    deployed(told())
    main(["EaselEndpoint", "--yes"])
    assert npx.calls[0].startswith("cdk deploy EaselEndpoint --import-existing-resources")
    assert "--require-approval never" in npx.calls[0]


def test_a_new_account_hears_why_cloudfront_refuses(
    told: Told, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    services = told()
    npx.exits(1)
    services["cloudformation"].answers["DescribeStackEvents"] = {
        "StackEvents": [failed("Resource creation cancelled"), failed(UNVERIFIED)]
    }
    assert main([]) == 1
    said = capsys.readouterr()
    assert "AWS has not yet verified this account" in said.out
    assert "→ ask AWS Support, which is free" in said.out
    assert "[not_deployed]" in said.err


@pytest.mark.parametrize(
    ("reason", "what", "do"),
    [
        pytest.param(UNVERIFIED, "not yet verified", "AWS Support", id="cloudfront"),
        pytest.param(
            "The account-level service limit 'ml.g5.2xlarge for endpoint usage' is 0 Instances",
            "may not run so many instances", "jumpstart.quota", id="quota",
        ),
        pytest.param(
            "Specified ReservedConcurrentExecutions for function decreases account's "
            "UnreservedConcurrentExecution below its minimum value of [10].",
            "too few executions", "deliver_reserved_concurrency = 0", id="reserved",
        ),
        pytest.param(
            "Could not access model data at s3://jumpstart-cache-prod-us-east-1/x",
            "cannot read the model's weights", "make preflight", id="weights",
        ),
        pytest.param(
            "Unable to provision requested ML compute capacity due to InsufficientInstanceCapacity",
            "no free instance", "make deploy again later", id="no-capacity",
        ),
        pytest.param(
            "Lambda was unable to configure your environment variables because the environment "
            "variables you have provided exceeded the 4KB limit.",
            "larger than 4 KB", "shorten blocked_words", id="environment",
        ),
        pytest.param(
            "SSM parameter /cdk-bootstrap/hnb659fds/version not found",
            "not prepared for the CDK", "make bootstrap", id="bootstrap",
        ),
        pytest.param(
            'Resource handler returned message: "AWS WAF couldn\'t perform the operation because '
            'your resource is being used by another resource"',
            "still stands in front", "waf = false", id="firewall-in-use",
        ),
        pytest.param(
            '"AWS::CloudFront::Distribution: Web ACL is not accessible by the requester. (Service: '
            'CloudFront, ErrorCode: InvalidWebACLId)"',
            "knows no firewall", "make preflight", id="no-firewall",
        ),
        pytest.param(
            "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, "
            "or doesn't include a valid certificate chain. (ErrorCode: InvalidViewerCertificate)",
            "does not take the certificate", "make preflight", id="certificate",
        ),
        pytest.param(
            "One or more of the CNAMEs you provided are already associated with a different "
            "resource. (ErrorCode: CNAMEAlreadyExists)",
            "another distribution answers", "remove the domain there", id="domain-taken",
        ),
        pytest.param("Something else", "Front: Something else", "correct this", id="unknown"),
    ],
)  # fmt: skip
def test_a_reason_of_cloudformation_is_told_with_what_to_do(
    reason: str, what: str, do: str
) -> None:
    events = {"StackEvents": [failed(reason), failed(reason)]}
    client = Scripted("cloudformation", DescribeStackEvents=events).client
    [fault] = explain(["Easel"], datetime.now(UTC) - timedelta(hours=1), lambda _: client)
    assert what in fault.what
    assert do in fault.do


def test_a_reason_of_an_earlier_deployment_is_not_told_again() -> None:
    now = datetime.now(UTC)
    old = failed(UNVERIFIED, Timestamp=now - timedelta(days=1))
    client = Scripted("cloudformation", DescribeStackEvents={"StackEvents": [old]}).client
    assert explain(["Easel"], now - timedelta(hours=1), lambda _: client) == []


def test_outputs_tell_the_same_again_and_a_program_gets_json(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(told(access="key"))
    assert outputs([]) == 0
    said = capsys.readouterr().out
    assert "make key NAME=ann" in said
    assert "-H 'authorization: Bearer KEY'" in said
    assert outputs(["--json"]) == 0
    assert f'"Url": "{URL}"' in capsys.readouterr().out


def test_outputs_of_what_is_not_deployed_name_the_command(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    told()
    assert outputs([]) == 1
    assert capsys.readouterr().err.endswith("deploy it with make deploy [not_deployed]\n")
