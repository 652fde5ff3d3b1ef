"""What tools and house rules say of every template."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cdk.stacks.synthesis
from cdk.bundle import Assets
from cdk.deployment import Deployment
from cdk.stacks.synthesis import synthesize

from .linted import linted
from .templates import REGION, Cloud, Synthesize, Template

# What CloudFormation takes from a bucket; in the request itself it would be 51,200.
_MAX_TEMPLATE_BYTES = 1_000_000


def test_cdk_nag_finds_nothing_that_is_not_acknowledged(cloud: Cloud) -> None:
    reports = _reports(cloud)
    assert [report["pluginName"] for report in reports] == ["AwsSolutions", "Serverless"]
    for report in reports:
        assert report["conclusion"] == "success"
        assert report["violations"] == []


def test_every_acknowledged_finding_has_a_reason_in_words(cloud: Cloud) -> None:
    acknowledged = dict(_acknowledged(cloud.folder))
    assert acknowledged
    for rule, reason in acknowledged.items():
        assert len(reason.split()) >= 5, rule


def test_no_acknowledgement_outlives_its_finding(
    queued: Cloud, realtime: Cloud, existing: Cloud, bedrock: Cloud, guarded: Cloud
) -> None:
    clouds = (queued, realtime, existing, bedrock, guarded)
    acknowledged = {rule for cloud in clouds for rule, _ in _acknowledged(cloud.folder)}
    needed = {
        finding["acknowledgedId"]
        for cloud in clouds
        for report in _reports(cloud)
        for finding in report["suppressedViolations"]
    }
    assert acknowledged - needed == set()


def test_a_finding_that_nobody_acknowledged_stops_the_synthesis(
    synthesized: Synthesize, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cdk.stacks.synthesis, "acknowledge_service", lambda _stack: None)
    with pytest.raises(RuntimeError, match="ValidationFailed"):
        synthesized(afresh=True)


def test_the_template_passes_cdk_nag_before_the_account_is_known(
    assets: Assets, tmp_path: Path
) -> None:
    synthesize(Deployment(), assets=assets, output=tmp_path)  # raises if it does not pass


@pytest.mark.parametrize(
    "variant", ["queued", "realtime", "existing", "bedrock", "guarded", "abroad", "own_key"]
)
def test_cfn_lint_finds_nothing(variant: str, request: pytest.FixtureRequest) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    for template in cloud.templates:
        assert linted(template, REGION) == []


def test_cfn_lint_finds_a_property_that_does_not_exist(queued: Cloud, tmp_path: Path) -> None:
    body = json.loads(queued.paid_endpoint.path.read_text())
    [model] = [one for one in body["Resources"].values() if one["Type"] == "AWS::SageMaker::Model"]
    model["Properties"]["Modle"] = "mistyped"
    broken = tmp_path / "broken.template.json"
    broken.write_text(json.dumps(body))
    [found] = linted(Template(broken, body, {}), REGION)
    assert "E3002" in found


def test_no_template_needs_a_custom_resource(cloud: Cloud) -> None:
    kinds = {kind for template in cloud.templates for kind in template.kinds}
    assert not [kind for kind in kinds if kind.startswith(("Custom::", "AWS::CloudFormation::"))]


def test_every_template_travels_by_a_bucket_and_is_small_enough_for_it(cloud: Cloud) -> None:
    stacks = json.loads((cloud.folder / "manifest.json").read_text())["artifacts"]
    for template in cloud.templates:
        stack = stacks[template.path.name.removesuffix(".template.json")]
        assert stack["properties"]["stackTemplateAssetObjectUrl"].startswith("s3://cdk-")
        assert template.path.stat().st_size < _MAX_TEMPLATE_BYTES


def _reports(cloud: Cloud) -> list[dict[str, Any]]:
    found = json.loads((cloud.folder / "validation-report.json").read_text())["pluginReports"]
    return list(found)


def _acknowledged(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.glob("*.metadata.json"):
        for entries in json.loads(path.read_text()).values():
            for entry in entries:
                if entry["type"] == "aws:cdk:acknowledged-rules":
                    yield from entry["data"].items()
