"""The queue between the model and deliver, and what else wakes deliver."""

import pytest

from .templates import Cloud


def test_no_message_is_shown_to_a_second_deliver_while_the_first_runs(cloud: Cloud) -> None:
    queue = cloud.service.one("AWS::SQS::Queue", "FunctionsDeliverQueue")
    deliver = cloud.service.one("AWS::Lambda::Function", "FunctionsDeliver")
    assert queue["VisibilityTimeout"] >= deliver["Timeout"]


def test_a_queue_brings_a_message_again_until_its_job_has_expired(cloud: Cloud) -> None:
    queue = cloud.service.one("AWS::SQS::Queue", "FunctionsDeliverQueue")
    redrive = queue["RedrivePolicy"]
    assert cloud.service.text(redrive["deadLetterTargetArn"]) == "<DeadLetters.Arn>"
    # deliver brings it back after 1, 2, 4 … 60 s; a job may wait an hour for its endpoint.
    receives = redrive["maxReceiveCount"]
    patience_s = sum(min(2**k, 60) for k in range(receives))
    assert patience_s >= (60 if cloud.is_async else 3600)


def test_what_was_set_aside_is_kept_and_raises_an_alarm(cloud: Cloud) -> None:
    dead_letters = cloud.service.one("AWS::SQS::Queue", "DeadLetters")
    assert dead_letters["MessageRetentionPeriod"] == 14 * 24 * 3600
    alarm = cloud.service.one("AWS::CloudWatch::Alarm", "DeadLettersAlarm")
    (dimension,) = alarm["Dimensions"]
    assert cloud.service.text(dimension["Value"]) == "<DeadLetters.QueueName>"
    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == (
        "GreaterThanOrEqualToThreshold",
        1,
    )


@pytest.mark.parametrize(
    "queue", ["FunctionsDeliverQueue", "AudioQueue", "AudioTranscriptQueue", "DeadLetters"]
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
    # A realtime draw takes the whole call.
    assert source["BatchSize"] == (10 if cloud.is_async else 1)


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
