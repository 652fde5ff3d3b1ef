"""The endpoint: JumpStart's own model, scaled by what waits, and none when one is there already."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from cdk.deployment import Deployment, Mode
from cdk.jumpstart_model import MODELS
from cdk.warm_hours import WarmHours

from .templates import REGION, Cloud, Synthesize

_BILLED_OR_SCALED = ("AWS::SageMaker::", "AWS::ApplicationAutoScaling::")


def _recorded() -> dict[str, Any]:
    path = MODELS / "model-txt2img-stabilityai-stable-diffusion-v2.json"
    return dict(json.loads(path.read_text()))


@pytest.mark.parametrize("variant", ["queued", "realtime"])
def test_the_model_is_jumpstarts_as_it_was_resolved(
    variant: str, request: pytest.FixtureRequest
) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    recorded = _recorded()
    assert (recorded["model_id"], "2.0.18") == Deployment().drawn_by
    container = cloud.paid_endpoint.one("AWS::SageMaker::Model")["PrimaryContainer"]
    regional = recorded["regions"][REGION]
    assert container["Image"] == regional["image_uri"]
    assert container["Environment"] == recorded["environment"]
    assert container["ModelDataSource"]["S3DataSource"] == {
        "S3Uri": regional["model_data"],
        "S3DataType": "S3Prefix",
        "CompressionType": "None",
    }
    assert regional["model_data"].endswith("/")  # a prefix, not an archive


def test_sagemaker_may_read_the_artefact_before_the_model_is_made(queued: Cloud) -> None:
    model = queued.paid_endpoint.resource("AWS::SageMaker::Model")
    assert any(name.startswith("Role") for name in model["DependsOn"])


@pytest.mark.parametrize("variant", ["queued", "realtime"])
def test_the_endpoint_starts_with_one_instance_and_time_to_load_it(
    variant: str, request: pytest.FixtureRequest
) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    config = cloud.paid_endpoint.one("AWS::SageMaker::EndpointConfig")
    (production,) = config["ProductionVariants"]
    assert (production["InstanceType"], production["InitialInstanceCount"]) == ("ml.g5.2xlarge", 1)
    assert production["ContainerStartupHealthCheckTimeoutInSeconds"] == 1200
    assert production["ModelDataDownloadTimeoutInSeconds"] == 1200
    endpoint = cloud.paid_endpoint.one("AWS::SageMaker::Endpoint")
    assert (
        endpoint["EndpointName"] == cloud.service.environment("FunctionsGenerate")["ENDPOINT_NAME"]
    )


def test_one_instance_draws_one_picture_at_a_time(queued: Cloud) -> None:
    config = queued.paid_endpoint.one("AWS::SageMaker::EndpointConfig")
    client = config["AsyncInferenceConfig"]["ClientConfig"]
    assert client == {"MaxConcurrentInvocationsPerInstance": 1}


def test_an_asynchronous_endpoint_scales_from_none_to_the_operators_most(
    synthesized: Synthesize,
) -> None:
    endpoint = synthesized(validate=False, max_instances=4).paid_endpoint
    target = endpoint.one("AWS::ApplicationAutoScaling::ScalableTarget")
    assert (target["MinCapacity"], target["MaxCapacity"]) == (0, 4)
    assert target["ScalableDimension"] == "sagemaker:variant:DesiredInstanceCount"
    (production,) = endpoint.one("AWS::SageMaker::EndpointConfig")["ProductionVariants"]
    named = f"endpoint/easel/variant/{production['VariantName']}"
    assert target["ResourceId"] == named


def test_the_scaling_is_set_up_once_the_endpoint_is_there(queued: Cloud) -> None:
    target = queued.paid_endpoint.resource("AWS::ApplicationAutoScaling::ScalableTarget")
    assert "Endpoint" in target["DependsOn"]


def test_instances_follow_what_waits_for_each(queued: Cloud) -> None:
    policy = queued.paid_endpoint.one("AWS::ApplicationAutoScaling::ScalingPolicy", "Instances")
    assert policy["PolicyType"] == "TargetTrackingScaling"
    tracking = policy["TargetTrackingScalingPolicyConfiguration"]
    assert tracking["TargetValue"] == 5
    # It starts instances only: others stop them.
    assert tracking["DisableScaleIn"] is True
    assert "ScaleInCooldown" not in tracking
    metric = tracking["CustomizedMetricSpecification"]
    assert metric["Namespace"] == "AWS/SageMaker"
    assert metric["MetricName"] == "ApproximateBacklogSizePerInstance"
    assert metric["Dimensions"] == [{"Name": "EndpointName", "Value": "easel"}]


def test_the_first_picture_that_waits_without_an_instance_starts_one(queued: Cloud) -> None:
    endpoint = queued.paid_endpoint
    alarm = endpoint.one("AWS::CloudWatch::Alarm", "WaitingWithoutInstance")
    assert endpoint.texts(alarm["AlarmActions"]) == ["<Wake>"]
    assert alarm["MetricName"] == "HasBacklogWithoutCapacity"
    assert alarm["Dimensions"] == [{"Name": "EndpointName", "Value": "easel"}]
    assert (alarm["ComparisonOperator"], alarm["Threshold"], alarm["EvaluationPeriods"]) == (
        "GreaterThanOrEqualToThreshold",
        1,
        1,
    )

    wake = endpoint.one("AWS::ApplicationAutoScaling::ScalingPolicy", "Wake")
    assert endpoint.text(wake["ScalingTargetId"]) == "<Instances>"
    step = wake["StepScalingPolicyConfiguration"]
    assert step["AdjustmentType"] == "ExactCapacity"
    assert step["StepAdjustments"] == [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}]


def test_all_instances_stop_once_nothing_was_to_draw_for_15_minutes(queued: Cloud) -> None:
    endpoint = queued.paid_endpoint
    alarm = endpoint.one("AWS::CloudWatch::Alarm", "NothingToDraw")
    assert endpoint.texts(alarm["AlarmActions"]) == ["<Sleep>"]
    assert (alarm["MetricName"], alarm["Statistic"]) == ("ApproximateBacklogSize", "Maximum")
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanOrEqualToThreshold", 0)
    assert (alarm["EvaluationPeriods"], alarm["Period"]) == (15, 60)
    sleep = endpoint.one("AWS::ApplicationAutoScaling::ScalingPolicy", "Sleep")
    step = sleep["StepScalingPolicyConfiguration"]
    assert step["AdjustmentType"] == "ExactCapacity"
    assert step["StepAdjustments"] == [{"MetricIntervalUpperBound": 0, "ScalingAdjustment": 0}]


def test_an_instance_is_kept_warm_in_the_hours_that_the_operator_names(
    synthesized: Synthesize,
) -> None:
    endpoint = synthesized(
        validate=False, keep_warm="Mon-Fri 08:00-18:30", time_zone="Europe/Berlin"
    ).paid_endpoint
    target = endpoint.one("AWS::ApplicationAutoScaling::ScalableTarget")
    planned = {
        action["Schedule"]: (action["ScalableTargetAction"], action["Timezone"])
        for action in target["ScheduledActions"]
    }
    assert planned == {
        "cron(0 8 ? * MON,TUE,WED,THU,FRI *)": ({"MinCapacity": 1}, "Europe/Berlin"),
        "cron(30 18 ? * MON,TUE,WED,THU,FRI *)": ({"MinCapacity": 0}, "Europe/Berlin"),
    }


@pytest.mark.parametrize(
    ("written", "begin", "end"),
    [
        ("Sat 09:05-17:00", "5 9 ? * SAT *", "0 17 ? * SAT *"),
        ("Mon-Sun 00:00-23:59", "0 0 ? * MON,TUE,WED,THU,FRI,SAT,SUN *",
         "59 23 ? * MON,TUE,WED,THU,FRI,SAT,SUN *"),
        ("Fri-Sat 22:00-02:00", "0 22 ? * FRI,SAT *", "0 2 ? * SAT,SUN *"),
        ("Sun 22:00-02:00", "0 22 ? * SUN *", "0 2 ? * MON *"),
        ("Sat-Mon 08:00-09:00", "0 8 ? * SAT,SUN,MON *", "0 9 ? * SAT,SUN,MON *"),
    ],
)  # fmt: skip
def test_warm_hours_are_read_as_they_are_written(written: str, begin: str, end: str) -> None:
    assert WarmHours.parse(written) == WarmHours(begin, end)


@pytest.mark.parametrize(
    "written", ["Mon-Fri", "08:00-18:00", "mon 08:00-18:00", "Mon 8-18", "Mon 08:00-24:00",
                "Mon 08:00-08:00", "Mon, Tue 08:00-18:00", " "],
)  # fmt: skip
def test_other_warm_hours_are_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="keep_warm"):
        Deployment(keep_warm=written)


def test_an_endpoint_that_always_runs_has_no_warm_hours() -> None:
    with pytest.raises(ValidationError, match="always run"):
        Deployment(mode=Mode.REALTIME, keep_warm="Mon 08:00-18:00")


def test_a_time_zone_has_to_exist() -> None:
    with pytest.raises(ValidationError, match="Europe/Berlin"):
        Deployment(time_zone="Mars/Olympus")


def test_a_realtime_endpoint_always_runs_and_answers_on_the_call(realtime: Cloud) -> None:
    endpoint = realtime.paid_endpoint
    assert "AsyncInferenceConfig" not in endpoint.one("AWS::SageMaker::EndpointConfig")
    assert not [kind for kind in endpoint.kinds if "AutoScaling" in kind]
    assert not endpoint.all("AWS::CloudWatch::Alarm")


def test_an_endpoint_that_exists_is_used_and_none_is_made(existing: Cloud) -> None:
    assert existing.endpoint is None
    assert not [kind for kind in existing.service.kinds if kind.startswith(_BILLED_OR_SCALED)]
    assert not list(existing.folder.glob("*Endpoint*"))


def test_what_costs_money_by_the_hour_stands_in_a_stack_of_its_own(queued: Cloud) -> None:
    assert not [kind for kind in queued.service.kinds if kind.startswith(_BILLED_OR_SCALED)]
    kept = [r for r in queued.paid_endpoint.body["Resources"].values() if "DeletionPolicy" in r]
    # It can go as a whole. Its log stays until its lines expire, and the next endpoint takes it.
    assert [resource["Type"] for resource in kept] == ["AWS::Logs::LogGroup"]


@pytest.mark.parametrize("variant", ["realtime", "existing", "bedrock"])
def test_a_change_of_mode_takes_away_no_export_that_the_deployed_endpoint_imports(
    queued: Cloud, variant: str, request: pytest.FixtureRequest
) -> None:
    # The service is deployed first, and CloudFormation refuses to delete an export in use.
    cloud: Cloud = request.getfixturevalue(variant)
    assert queued.service.exported.keys() <= cloud.service.exported.keys()


def test_a_region_without_the_model_is_refused_with_those_that_have_it(
    synthesized: Synthesize,
) -> None:
    with pytest.raises(
        ValueError, match=r"not offered in ap-southeast-7; it is offered in .*eu-west-1"
    ):
        synthesized(region="ap-southeast-7")


def test_bedrock_needs_no_endpoint_and_no_model_of_jumpstart(synthesized: Synthesize) -> None:
    cloud = synthesized(validate=False, region="ap-southeast-7", mode="bedrock", model="unknown")
    assert cloud.endpoint is None
    kinds = {kind.split("::")[1] for kind in cloud.service.kinds}
    assert not kinds & {"SageMaker", "ApplicationAutoScaling"}


def test_an_endpoint_that_exists_may_stand_where_jumpstart_does_not_offer_the_model(
    synthesized: Synthesize,
) -> None:
    cloud = synthesized(
        validate=False, region="ap-southeast-7", mode="realtime", existing_endpoint="mine"
    )
    assert cloud.endpoint is None


def test_the_endpoint_s_log_is_the_template_s_and_ends(queued: Cloud) -> None:
    """A log group that exists already is imported: that needs a plain name and this policy."""
    group = queued.paid_endpoint.resource("AWS::Logs::LogGroup", "Log")
    assert group["Properties"]["LogGroupName"] == "/aws/sagemaker/Endpoints/easel"
    assert group["Properties"]["RetentionInDays"] == Deployment().log_retention_days
    assert group["DeletionPolicy"] == "RetainExceptOnCreate"
    endpoint = queued.paid_endpoint.resource("AWS::SageMaker::Endpoint", "Endpoint")
    assert any(name.startswith("Log") for name in endpoint["DependsOn"])
