"""The alarms wake a person for what the code or AWS really says, and each has a runbook."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cdk.deployment import ROOT, Deployment
from cdk.stacks.operation import runbook

from .templates import Cloud, Synthesize

RUNBOOKS = ROOT / "docs" / "runbooks"
ALARM = "AWS::CloudWatch::Alarm"
# The metrics that AWS's services emit, and the dimension of each:
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
# https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
# https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
OF_AWS = {
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): "QueueName",
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): "QueueName",
    ("AWS/Lambda", "Throttles"): "FunctionName",
    ("AWS/Lambda", "ConcurrentExecutions"): "FunctionName",
    ("AWS/SageMaker", "HasBacklogWithoutCapacity"): "EndpointName",
    ("AWS/SageMaker", "ApproximateBacklogSize"): "EndpointName",
}
WAKING = ["Broke", "DeadLetters", "JobsFail", "NoInstance", "OldJob", "OldMessage", "Throttled"]


@pytest.fixture(scope="module")
def heard(synthesized: Synthesize) -> Cloud:
    return synthesized(alarm_email="ann@example.com", name="Fox")


def alarms(cloud: Cloud) -> dict[str, dict[str, Any]]:
    found = cloud.service.all(ALARM)
    return {id.removeprefix("Operation"): found[id] for id in found}


def metrics(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """The metrics that `alarm` looks at, also those in an expression."""
    if "MetricName" in alarm:
        return [alarm]
    return [one["MetricStat"]["Metric"] for one in alarm["Metrics"] if "MetricStat" in one]


def emitted(name: str) -> list[Path]:
    """The modules that write the metric `name`."""
    files = (ROOT / "lambda" / "easel").rglob("*.py")
    return [file for file in files if re.search(rf'"{name}"', file.read_text())]


def test_a_person_is_woken_for_these_and_no_others(heard: Cloud) -> None:
    assert sorted(alarms(heard)) == WAKING
    for alarm in alarms(heard).values():
        for actions in ("AlarmActions", "OKActions"):
            assert heard.service.texts(alarm[actions]) == ["<OperationAlarms>"]
    [subscription] = heard.service.all("AWS::SNS::Subscription").values()
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", "ann@example.com")


def test_without_an_address_only_the_alarm_of_the_dead_letters_is_made(queued: Cloud) -> None:
    assert list(alarms(queued)) == ["DeadLetters"]
    assert not queued.service.all("AWS::SNS::Topic")


@pytest.mark.parametrize("name", WAKING)
def test_each_alarm_links_its_runbook(heard: Cloud, name: str) -> None:
    page = runbook(name)
    assert alarms(heard)[name]["AlarmDescription"].endswith(f"docs/runbooks/{page}")
    assert (RUNBOOKS / page).read_text().startswith(f"# {name}: ")
    assert f"[{name}]({page})" in (RUNBOOKS / "README.md").read_text()


def test_each_runbook_belongs_to_an_alarm() -> None:
    pages = {path.name for path in RUNBOOKS.glob("*.md")} - {"README.md"}
    assert pages == {runbook(name) for name in WAKING}


@pytest.mark.parametrize("name", WAKING)
def test_each_alarm_watches_what_is_really_emitted(heard: Cloud, name: str) -> None:
    watched = metrics(alarms(heard)[name])
    assert watched
    for metric in watched:
        space, what = metric["Namespace"], metric["MetricName"]
        [dimension] = metric["Dimensions"]
        if space == "Fox":
            functions = heard.service.environments_by_service()
            assert dimension["Value"] in functions
            assert functions[dimension["Value"]]["POWERTOOLS_METRICS_NAMESPACE"] == "Fox"
            assert emitted(what)
        else:
            assert dimension["Name"] == OF_AWS[space, what]


def test_every_queue_and_every_function_is_watched(heard: Cloud) -> None:
    ages = {heard.service.text(m["Dimensions"][0]["Value"]) for m in of(heard, "OldMessage")}
    queues = {id for id in heard.service.all("AWS::SQS::Queue") if id != "DeadLetters"}
    assert ages == {f"<{queue}.QueueName>" for queue in queues}
    throttled = {heard.service.text(m["Dimensions"][0]["Value"]) for m in of(heard, "Throttled")}
    functions = {id for id in heard.service.all("AWS::Lambda::Function") if "Functions" in id}
    assert throttled == {f"<{function}>" for function in functions}


def of(cloud: Cloud, name: str) -> list[dict[str, Any]]:
    return metrics(alarms(cloud)[name])


def test_a_sweep_that_has_stopped_is_an_alarm_too(heard: Cloud) -> None:
    alarm = alarms(heard)["OldJob"]
    assert (alarm["TreatMissingData"], alarm["EvaluationPeriods"]) == ("breaching", 3)
    # The deadline, five minutes for an answer that has arrived, and five to be sure.
    assert alarm["Threshold"] == Deployment().job_deadline_s + 600


def test_an_endpoint_that_always_runs_has_no_alarm_of_a_missing_instance(
    synthesized: Synthesize,
) -> None:
    cloud = synthesized(validate=False, mode="realtime", alarm_email="ann@example.com")
    assert sorted(alarms(cloud)) == [name for name in WAKING if name != "NoInstance"]


def test_the_dashboard_shows_only_what_is_really_emitted(heard: Cloud) -> None:
    body = heard.service.one("AWS::CloudWatch::Dashboard")["DashboardBody"]
    shown = set(re.findall(r'\["(Fox|AWS/\w+)","(\w+)"', heard.service.text(body)))
    assert len(shown) > 15
    for space, what in shown:
        assert emitted(what) if space == "Fox" else (space, what) in OF_AWS


@pytest.mark.parametrize("address", ["ann", "ann@example", "ann@ example.com", "a@b@c.d"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="alarm_email"):
        Deployment(alarm_email=address)
