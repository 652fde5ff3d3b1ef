"""`make preflight`: the report, its exit status, and what it measures without the CDK."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ops.preflight.__main__ import main
from ops.preflight.checks import CHECKS, IDENTITY, run
from ops.preflight.finding import Level
from tests.jumpstart.endpoint.fake_sagemaker import Refused

from ..conftest import Told
from .account import an_account, fresh, stacks

BEDROCK: dict[str, Any] = {"mode": "bedrock", "bedrock_model": "stability.sd3-5-large-v1:0"}
DENIED = "User: ann is not authorized to perform: bedrock:GetFoundationModel on resource: *"


def test_a_good_account_is_a_line_for_each_check_and_exit_status_0(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    told()
    assert main([]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "preflight of Easel"
    assert [line.split()[0] for line in lines] == ["ok"] * len(lines)


def test_a_refusal_is_exit_status_1_and_names_its_command(
    told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    told()["ssm"].answers["GetParameter"] = Refused("ParameterNotFound", "no")
    assert main([]) == 1
    said = capsys.readouterr()
    assert "  refusal  bootstrap      us-east-1 is not prepared for the CDK\n" in said.out
    assert "→ make bootstrap\n" in said.out
    assert said.err.startswith("1 check would stop make deploy — ")


def test_a_program_gets_json(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    told()["s3"].answers["ListObjectsV2"] = {"KeyCount": 0}
    assert main(["--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["deployment"], report["refusals"], report["warnings"]) == ("Easel", 1, 0)
    [refused] = [one for one in report["checks"] if one["result"] == "refusal"]
    assert refused["name"] == "weights"
    assert refused["do"].startswith("name another model")


def test_bedrock_is_asked_for_the_model_s_lifecycle() -> None:
    services = fresh()
    for status, level in (("ACTIVE", Level.OK), ("LEGACY", Level.REFUSAL)):
        details = {"modelArn": "arn", "modelId": "stability.sd3-5-large-v1:0",
                   "modelLifecycle": {"status": status}, "outputModalities": ["IMAGE"]}  # fmt: skip
        services["bedrock"].answers["GetFoundationModel"] = {"modelDetails": details}
        found = {check.name: finding for check, finding in run(an_account(services, **BEDROCK))}
        assert found["bedrock"].level is level
        assert "weights" not in found
        assert "instances" not in found
        assert found["price"].level is Level.OK


def test_a_model_that_bedrock_does_not_have_is_refused() -> None:
    services = fresh()
    services["bedrock"].answers["GetFoundationModel"] = Refused("ResourceNotFoundException", "no")
    account = an_account(services, **BEDROCK)
    found = {check.name: finding for check, finding in run(account)}["bedrock"]
    assert found.what == "Bedrock has no model stability.sd3-5-large-v1:0 in us-east-1"
    assert "list-foundation-models" in found.do


def test_what_runs_already_is_not_used_by_bedrock_and_costs_money() -> None:
    services = fresh()
    services["bedrock"].answers["GetFoundationModel"] = Refused("AccessDeniedException", DENIED)
    services["cloudformation"].answers["DescribeStacks"] = stacks(EaselEndpoint="CREATE_COMPLETE")
    found = {check.name: finding for check, finding in run(an_account(services, **BEDROCK))}
    assert found["endpoint"].do == "make destroy STACKS=EaselEndpoint"
    assert found["bedrock"].do.endswith("allow bedrock:GetFoundationModel")


def test_every_check_is_in_the_documentation() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "deploying.md").read_text()
    shown = re.findall(r"^\| ([a-z ]+) \| ", text.partition("| check |")[2], re.MULTILINE)
    assert shown[: len(CHECKS) + 1] == [IDENTITY.name, *(check.name for check in CHECKS)]
