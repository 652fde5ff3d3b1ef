"""`python -m jumpstart.deploy` and the stack make the same endpoint, scaled and allowed alike."""

from typing import Any

import pytest

from cdk.deployment import Deployment, Mode
from jumpstart.endpoint.role import policy
from jumpstart.endpoint.wanted import Wanted, differences

from .templates import ACCOUNT, REGION, Cloud

_REGIONAL = Deployment().regional_model(REGION)


def wanted(mode: Mode) -> Wanted:
    settings = Deployment(mode=mode)
    return Wanted(
        settings.endpoint_name,
        mode,
        settings.instance_type,
        settings.max_instances,
        _REGIONAL.image_uri,
        _REGIONAL.model_data,
        settings.jumpstart_model.environment,
        "s3://answers/" if mode is Mode.ASYNC else "",
    )


@pytest.mark.parametrize("variant", ["queued", "realtime"])
def test_the_configuration_is_the_stack_s(variant: str, request: pytest.FixtureRequest) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    declared = cloud.paid_endpoint.one("AWS::SageMaker::EndpointConfig")
    ours = wanted(Mode.ASYNC if cloud.is_async else Mode.REALTIME).config()
    [theirs], [variant_of_ours] = declared["ProductionVariants"], ours["ProductionVariants"]
    assert set(variant_of_ours) == set(theirs)
    del variant_of_ours["ModelName"]
    assert differences(variant_of_ours, theirs) == []
    assert ("AsyncInferenceConfig" in ours) is ("AsyncInferenceConfig" in declared)
    if cloud.is_async:
        ours, declared = ours["AsyncInferenceConfig"], declared["AsyncInferenceConfig"]
        assert ours["ClientConfig"] == declared["ClientConfig"]
        ends = {name: path.rpartition("/")[2] for name, path in ours["OutputConfig"].items()}
        assert ends == {
            name: cloud.paid_endpoint.text(path).rpartition("/")[2]
            for name, path in declared["OutputConfig"].items()
        }


def test_it_scales_as_the_stack_s_does(queued: Cloud) -> None:
    ours, stack = wanted(Mode.ASYNC), queued.paid_endpoint
    target = stack.one("AWS::ApplicationAutoScaling::ScalableTarget")
    assert differences(ours.scalable_target(), target) == []
    kind, settings = "AWS::ApplicationAutoScaling::ScalingPolicy", "ScalingPolicyConfiguration"
    tracking, step = f"TargetTracking{settings}", f"Step{settings}"
    assert ours.backlog_policy()[tracking] == stack.one(kind, "Instances")[tracking]
    assert ours.wake_policy()[step] == stack.one(kind, "Wake")[step]
    assert ours.sleep_policy()[step] == stack.one(kind, "Sleep")[step]
    for id, request in (
        ("WaitingWithoutInstance", ours.wake_alarm("policy")),
        ("NothingToDraw", ours.sleep_alarm("policy")),
    ):
        for name in ("AlarmName", "AlarmActions", "Tags"):
            del request[name]
        assert differences(request, stack.one("AWS::CloudWatch::Alarm", id)) == []


@pytest.mark.parametrize("variant", ["queued", "realtime"])
def test_its_role_may_what_the_stack_s_may(variant: str, request: pytest.FixtureRequest) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    mode = Mode.ASYNC if cloud.is_async else Mode.REALTIME
    granted = policy(wanted(mode), REGION, ACCOUNT)["Statement"]
    assert all(one["Effect"] == "Allow" for one in granted)
    assert rights(granted) == rights(cloud.paid_endpoint.statements("Role"))
    named = [one["Resource"] for one in granted if "ecr:BatchGetImage" in one["Action"]]
    assert named == [
        cloud.paid_endpoint.text(one["Resource"])
        for one in cloud.paid_endpoint.statements("Role")
        if "ecr:BatchGetImage" in one["Action"]
    ]


def rights(statements: list[dict[str, Any]]) -> list[tuple[list[str], bool, bool]]:
    """(actions, on anything, on conditions) of each; the actions of S3 are on two buckets."""
    return sorted(
        (
            sorted([one["Action"]] if isinstance(one["Action"], str) else one["Action"]),
            one["Resource"] == "*",
            "Condition" in one,
        )
        for one in statements
    )
