"""The queues that wake functions, and what else wakes deliver."""

import pytest

from .templates import Cloud, Properties


def _queues(cloud: Cloud) -> dict[str, tuple[Properties, Properties]]:
    """Each queue that wakes a function, by its name, with that function."""
    queues, functions = (
        cloud.service.all(f"AWS::{kind}") for kind in ("SQS::Queue", "Lambda::Function")
    )
    return {
        name: (queues[name], functions[cloud.service.text(source["FunctionName"])[1:-1]])
        for source in cloud.service.all("AWS::Lambda::EventSourceMapping").values()
        if (name := cloud.service.text(source["EventSourceArn"])[1:].removesuffix(".Arn>"))
    }


def test_five_queues_wake_functions(cloud: Cloud) -> None:
    waking = {"FunctionsDeliverQueue", "FunctionsWebhooksQueue", "FunctionsRenditionsQueue"}
    assert _queues(cloud).keys() == waking | {"AudioQueue", "AudioTranscriptQueue"}


def test_a_message_outwaits_its_function_six_times(cloud: Cloud) -> None:
    for name, (queue, function) in _queues(cloud).items():
        # docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
        assert queue["VisibilityTimeout"] >= 6 * function["Timeout"], name


def test_a_queue_brings_a_message_again_until_the_longest_deadline_is_over(cloud: Cloud) -> None:
    for name, (queue, _) in _queues(cloud).items():
        redrive = queue["RedrivePolicy"]
        assert cloud.service.text(redrive["deadLetterTargetArn"]) == "<DeadLetters.Arn>", name
        # A function brings it back after 1, 2, 4 … 60 s; a job may wait an hour for its endpoint.
        assert sum(min(2**k, 60) for k in range(redrive["maxReceiveCount"])) >= 3600, name


def test_what_was_set_aside_is_kept_and_raises_an_alarm(cloud: Cloud) -> None:
    dead_letters = cloud.service.one("AWS::SQS::Queue", "DeadLetters")
    assert dead_letters["MessageRetentionPeriod"] == 14 * 24 * 3600
    alarm = cloud.service.one("AWS::CloudWatch::Alarm", "OperationDeadLetters")
    (dimension,) = alarm["Dimensions"]
    assert cloud.service.text(dimension["Value"]) == "<DeadLetters.QueueName>"
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == (
        "GreaterThanOrEqualToThreshold",
        1,
    )


@pytest.mark.parametrize(
    "queue",
    [
        "FunctionsDeliverQueue",
        "FunctionsRenditionsQueue",
        "AudioQueue",
        "AudioTranscriptQueue",
        "DeadLetters",
    ],
)
def test_a_queue_is_encrypted_and_speaks_tls_only(cloud: Cloud, queue: str) -> None:
    assert cloud.service.one("AWS::SQS::Queue", queue)["SqsManagedSseEnabled"] is True
    policy = cloud.service.one("AWS::SQS::QueuePolicy", f"{queue}Policy")["PolicyDocument"]
    (deny,) = [s for s in policy["Statement"] if s["Effect"] == "Deny"]
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_one_bad_message_does_not_bring_back_its_batch(cloud: Cloud) -> None:
    source = cloud.service.one("AWS::Lambda::EventSourceMapping", "FunctionsDeliver")
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert cloud.service.text(source["EventSourceArn"]) == "<FunctionsDeliverQueue.Arn>"
    # A draw takes the whole call.
    assert source["BatchSize"] == (10 if cloud.is_async else 1)
    if cloud.is_bedrock:
        assert source["ScalingConfig"] == {"MaximumConcurrency": 5}


def test_answers_wake_deliver_only_where_they_land_in_s3(cloud: Cloud) -> None:
    rules = cloud.service.all("AWS::Events::Rule")
    assert ("FunctionsAnswerArrived" in rules) == cloud.is_async


def test_the_rule_may_put_answers_into_the_queue(queued: Cloud) -> None:
    (target,) = queued.service.one("AWS::Events::Rule", "FunctionsAnswerArrived")["Targets"]
    assert queued.service.text(target["Arn"]) == "<FunctionsDeliverQueue.Arn>"
    policy = queued.service.one("AWS::SQS::QueuePolicy", "FunctionsDeliverQueuePolicy")
    (allow,) = [s for s in policy["PolicyDocument"]["Statement"] if s["Effect"] == "Allow"]
    assert allow["Principal"] == {"Service": "events.amazonaws.com"}
    rule = queued.service.text(allow["Condition"]["ArnEquals"]["aws:SourceArn"])
    assert rule == "<FunctionsAnswerArrived.Arn>"


def test_the_clock_wakes_deliver_each_minute(cloud: Cloud) -> None:
    sweep = cloud.service.one("AWS::Events::Rule", "FunctionsSweep")
    assert (sweep["ScheduleExpression"], sweep["State"]) == ("rate(1 minute)", "ENABLED")
    (target,) = sweep["Targets"]
    assert cloud.service.text(target["Arn"]) == "<FunctionsDeliver.Arn>"
    permission = cloud.service.one("AWS::Lambda::Permission", "FunctionsSweep")
    assert permission["Principal"] == "events.amazonaws.com"
    assert cloud.service.text(permission["SourceArn"]) == "<FunctionsSweep.Arn>"


@pytest.mark.parametrize("function", ["FunctionsDeliver", "FunctionsTranscribe"])
def test_a_sweep_that_fails_or_is_late_is_left_to_the_next(cloud: Cloud, function: str) -> None:
    (found,) = [
        config
        for config in cloud.service.all("AWS::Lambda::EventInvokeConfig").values()
        if cloud.service.text(config["FunctionName"]) == f"<{function}>"
    ]
    assert (found["MaximumRetryAttempts"], found["MaximumEventAgeInSeconds"]) == (0, 60)
    assert cloud.service.text(found["Qualifier"]) == "$LATEST"
