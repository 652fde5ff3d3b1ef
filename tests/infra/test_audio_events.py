"""A recording's way: what wakes whom, and how often it is tried."""

import json
from typing import Any

import pytest
from moto.events.models import EventPattern

from tests.fakes import recorded

from .templates import Cloud

_BUCKETS = ["AudioBucket", "AudioTranscripts"]
_ID = "audio_abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("reason", ["PutObject", "CompleteMultipartUpload", "POST Object"])
@pytest.mark.parametrize(
    ("bucket", "key", "woken"),
    [
        pytest.param("AudioBucket", "uploads/my voice.mp3", "AudioArrived", id="upload"),
        pytest.param("AudioBucket", "uploads/a/b/c+ü.wav", "AudioArrived", id="upload-in-folders"),
        pytest.param("AudioBucket", f"recordings/{_ID}", "AudioArrived", id="recording"),
        pytest.param(
            "AudioTranscripts", f"transcripts/{_ID}.json", "AudioTranscribed", id="transcript"
        ),
        # Transcribe's own, by which it sees whether it may write.
        pytest.param(
            "AudioTranscripts", "transcripts/.write_access_check_file.temp", None, id="check-file"
        ),
        pytest.param(
            "AudioTranscripts", ".write_access_check_file.temp", None, id="check-file-at-the-top"
        ),
        pytest.param("AudioBucket", f"heard/{_ID}.mp3", None, id="checked-copy"),
        pytest.param("AudioBucket", "my voice.mp3", None, id="top-of-the-bucket"),
        pytest.param("AudioBucket", "old/uploads/my voice.mp3", None, id="prefix-further-in"),
        pytest.param("AudioBucket", f"transcripts/{_ID}.json", None, id="not-its-bucket"),
        pytest.param("AudioTranscripts", "uploads/my voice.mp3", None, id="nor-its-bucket"),
        pytest.param("SomebodyElses", "uploads/my voice.mp3", None, id="not-our-bucket"),
        pytest.param("StorageImages", "uploads/img.jpg", None, id="pictures"),
    ],
)
def test_an_object_wakes_whom_it_concerns(
    queued: Cloud, bucket: str, key: str, reason: str, woken: str | None
) -> None:
    event = recorded("contracts/s3-object-created.json")
    event["detail"]["bucket"]["name"] = f"<{bucket}>"
    event["detail"]["object"]["key"] = key
    event["detail"]["reason"] = reason
    assert _matching(queued, event) == ([woken] if woken else [])


@pytest.mark.parametrize(
    ("status", "job", "woken"),
    [
        pytest.param("FAILED", _ID, ["AudioNotTranscribed"], id="failed"),
        # Its transcript says so itself.
        pytest.param("COMPLETED", _ID, [], id="completed"),
        pytest.param("FAILED", "monday-meeting", [], id="somebody-elses"),
    ],
)
def test_a_transcription_that_failed_wakes_transcribe(
    queued: Cloud, status: str, job: str, woken: list[str]
) -> None:
    event = recorded("transcribe-job-state-change.json")
    event["detail"] |= {"TranscriptionJobStatus": status, "TranscriptionJobName": job}
    assert _matching(queued, event) == woken


@pytest.mark.parametrize(
    ("queue", "rules"),
    [
        ("AudioQueue", ["AudioArrived", "AudioNotTranscribed"]),
        ("AudioTranscriptQueue", ["AudioTranscribed"]),
    ],
)
def test_a_rule_puts_into_its_queue_and_nobody_else_does(
    cloud: Cloud, queue: str, rules: list[str]
) -> None:
    for rule in rules:
        (target,) = cloud.service.one("AWS::Events::Rule", rule)["Targets"]
        assert cloud.service.text(target["Arn"]) == f"<{queue}.Arn>"
    policy = cloud.service.one("AWS::SQS::QueuePolicy", f"{queue}Policy")["PolicyDocument"]
    allowed = [s for s in policy["Statement"] if s["Effect"] == "Allow"]
    assert all(s["Principal"] == {"Service": "events.amazonaws.com"} for s in allowed)
    sources = [s["Condition"]["ArnEquals"]["aws:SourceArn"] for s in allowed]
    assert sorted(map(cloud.service.text, sources)) == [f"<{rule}.Arn>" for rule in rules]


@pytest.mark.parametrize(
    ("function", "queue", "batch"),
    [
        ("FunctionsTranscribe", "AudioQueue", 1),
        ("FunctionsGenerate", "AudioTranscriptQueue", 1),  # as one request of a caller's
    ],
)
def test_a_queue_wakes_its_function_five_at_once_and_brings_back_what_failed(
    cloud: Cloud, function: str, queue: str, batch: int
) -> None:
    source = cloud.service.one("AWS::Lambda::EventSourceMapping", function)
    assert cloud.service.text(source["EventSourceArn"]) == f"<{queue}.Arn>"
    assert source["BatchSize"] == batch
    assert source["ScalingConfig"] == {"MaximumConcurrency": 5}
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize(
    ("queue", "function"),
    [("AudioQueue", "FunctionsTranscribe"), ("AudioTranscriptQueue", "FunctionsGenerate")],
)
def test_a_message_outwaits_its_function_and_an_hour_of_throttling(
    cloud: Cloud, queue: str, function: str
) -> None:
    found = cloud.service.one("AWS::SQS::Queue", queue)
    timeout_s = cloud.service.one("AWS::Lambda::Function", function)["Timeout"]
    # docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: six times.
    assert found["VisibilityTimeout"] >= 6 * timeout_s
    redrive = found["RedrivePolicy"]
    # Brought back after 1, 2, 4 … 60 s.
    assert sum(min(2**k, 60) for k in range(redrive["maxReceiveCount"])) >= 3600
    assert cloud.service.text(redrive["deadLetterTargetArn"]) == "<DeadLetters.Arn>"


def test_the_clock_wakes_transcribe_each_minute(cloud: Cloud) -> None:
    sweep = cloud.service.one("AWS::Events::Rule", "AudioSweep")
    assert (sweep["ScheduleExpression"], sweep["State"]) == ("rate(1 minute)", "ENABLED")
    (target,) = sweep["Targets"]
    assert cloud.service.text(target["Arn"]) == "<FunctionsTranscribe.Arn>"
    # The next minute is soon enough.
    assert target["RetryPolicy"] == {"MaximumRetryAttempts": 0}
    permission = cloud.service.one("AWS::Lambda::Permission", "AudioSweep")
    assert permission["Principal"] == "events.amazonaws.com"
    assert cloud.service.text(permission["SourceArn"]) == "<AudioSweep.Arn>"


def _matching(cloud: Cloud, event: Any) -> list[str]:
    """The rules that `event` matches, of all that the stack holds."""
    patterns = {
        name: rule["EventPattern"]
        for name, rule in cloud.service.all("AWS::Events::Rule").items()
        if "EventPattern" in rule
    }
    return [
        name
        for name, pattern in patterns.items()
        if EventPattern.load(json.dumps(_written_out(cloud, pattern))).matches_event(event)
    ]


def _written_out(cloud: Cloud, pattern: Any) -> Any:
    """`pattern` with its references as text."""
    if isinstance(pattern, list):
        return [_written_out(cloud, one) for one in pattern]
    if isinstance(pattern, dict) and "Ref" not in pattern:
        return {name: _written_out(cloud, value) for name, value in pattern.items()}
    return cloud.service.text(pattern)
