"""A recording's way: who may upload, what wakes whom, who may read, and when it is gone."""

import json
from typing import Any

import pytest
from moto.events.models import EventPattern

from easel.recordings import recording
from easel.recordings.audio_store import HEARD, TranscriptStore
from tests.fakes import recorded

from .templates import ACCOUNT, REGION, Cloud, Synthesize, Template

_BUCKETS = ["AudioBucket", "AudioTranscripts"]
_ID = "audio_abcdefghijklmnopqrstuvwxyz"
_SITE = "https://<FrontDistribution.DomainName>"


@pytest.fixture(scope="module")
def translating(synthesized: Synthesize) -> Cloud:
    """Two days of retention, two languages, and translation."""
    return synthesized(audio_retention_days=2, languages=["en-GB", "de-DE"], translate=True)


@pytest.mark.parametrize("bucket", _BUCKETS)
@pytest.mark.parametrize(("variant", "days"), [("queued", 7), ("translating", 2)])
def test_recordings_and_transcripts_leave_when_the_operator_says(
    bucket: str, variant: str, days: int, request: pytest.FixtureRequest
) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    found = cloud.service.one("AWS::S3::Bucket", bucket)
    assert found["LifecycleConfiguration"]["Rules"] == [
        {
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
            "ExpirationInDays": days,
            "Status": "Enabled",
        }
    ]


@pytest.mark.parametrize("bucket", _BUCKETS)
def test_a_bucket_tells_eventbridge_what_comes(cloud: Cloud, bucket: str) -> None:
    found = cloud.service.one("AWS::S3::Bucket", bucket)["NotificationConfiguration"]
    assert found == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}


def test_only_pages_of_our_own_may_upload_from_a_browser_and_only_by_a_form(cloud: Cloud) -> None:
    (rule,) = cloud.service.one("AWS::S3::Bucket", "AudioBucket")["CorsConfiguration"]["CorsRules"]
    assert cloud.service.texts(rule.pop("AllowedOrigins")) == [_SITE]
    assert rule == {"AllowedMethods": ["POST"], "MaxAge": 3600}


def test_no_page_in_a_browser_reads_a_transcript(cloud: Cloud) -> None:
    assert "CorsConfiguration" not in cloud.service.one("AWS::S3::Bucket", "AudioTranscripts")


@pytest.mark.parametrize("bucket", _BUCKETS)
def test_a_buckets_own_policy_lets_nobody_in(cloud: Cloud, bucket: str) -> None:
    policies = [
        policy["PolicyDocument"]
        for policy in cloud.service.all("AWS::S3::BucketPolicy").values()
        if cloud.service.text(policy["Bucket"]) == f"<{bucket}>"
    ]
    assert {s["Effect"] for policy in policies for s in policy["Statement"]} == {"Deny"}


def test_the_distribution_serves_no_recording_and_no_transcript(cloud: Cloud) -> None:
    found = cloud.service.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    served = {cloud.service.text(origin["DomainName"]).split(".")[0] for origin in found["Origins"]}
    assert served == {"<StorageImages", "<FrontApi>"}


def test_nobody_but_generate_and_transcribe_touches_audio_each_by_prefix(cloud: Cloud) -> None:
    of = {
        (role, resource): actions
        for template, role in _roles(cloud)
        for resource, actions in template.rights(role).items()
        if resource.startswith(tuple(f"<{bucket}." for bucket in _BUCKETS))
    }
    generate, transcribe = "FunctionsGenerateRole", "FunctionsTranscribeRole"
    assert of == {
        (generate, "<AudioBucket.Arn>/recordings/*"): {"s3:PutObject"},
        (generate, "<AudioTranscripts.Arn>/transcripts/*"): {"s3:GetObject"},
        (transcribe, "<AudioBucket.Arn>"): {"s3:ListBucket"},
        (transcribe, "<AudioBucket.Arn>/uploads/*"): {"s3:GetObject"},
        (transcribe, "<AudioBucket.Arn>/recordings/*"): {"s3:GetObject"},
        (transcribe, "<AudioBucket.Arn>/heard/*"): {"s3:GetObject", "s3:PutObject"},
        (transcribe, "<AudioBucket.Arn>/uploads/*.easel.json"): {"s3:PutObject"},
        (transcribe, "<AudioTranscripts.Arn>/transcripts/*"): {"s3:PutObject"},
    }


def test_transcribe_may_do_what_it_does_and_no_more(cloud: Cloud) -> None:
    rights = cloud.service.rights("FunctionsTranscribeRole")
    besides = {name: found for name, found in rights.items() if "s3:" not in str(found)}
    assert besides == {
        "*": {"transcribe:StartTranscriptionJob"},
        f"arn:aws:transcribe:{REGION}:{ACCOUNT}:transcription-job/audio_*": {
            "transcribe:GetTranscriptionJob"
        },
        "<AudioQueue.Arn>": {
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
        },
        "<AudioTranscriptQueue.Arn>": {"sqs:SendMessage"},
        "<StorageIdSecret>": {"secretsmanager:GetSecretValue"},
        "<StorageJobs.Arn>": {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"},
        "<StorageJobs.Arn>/index/by_phase": {"dynamodb:Query"},
        "<StorageCallers.Arn>": {"dynamodb:UpdateItem"},
        "<FunctionsTranscribeLog.Arn>": {"logs:CreateLogStream", "logs:PutLogEvents"},
    }


def test_a_transcription_is_written_under_its_prefix_of_our_bucket_or_not_started(
    cloud: Cloud,
) -> None:
    (start,) = _statements(cloud, "transcribe:StartTranscriptionJob")
    conditions = {
        (operator, key): cloud.service.texts(value)
        for operator, keys in start["Condition"].items()
        for key, value in keys.items()
    }
    assert conditions == {
        ("StringEquals", "transcribe:OutputBucketName"): ["<AudioTranscripts>"],
        ("StringLike", "transcribe:OutputKey"): [
            "transcripts/*",
            "<AudioTranscripts>/transcripts/*",
        ],
    }


def test_transcribe_writes_rows_of_recordings_and_of_nothing_else(cloud: Cloud) -> None:
    rows = {
        cloud.service.text(statement["Resource"]): statement["Condition"]
        for statement in _statements(cloud, "dynamodb:UpdateItem")
    }
    assert rows == {
        "<StorageJobs.Arn>": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": "audio_*"}},
        "<StorageCallers.Arn>": {
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": "quota#recordings#*"}
        },
    }
    (put,) = _statements(cloud, "dynamodb:PutItem")
    assert cloud.service.text(put["Resource"]) == "<StorageJobs.Arn>"
    assert put["Condition"] == rows["<StorageJobs.Arn>"]


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


def test_only_generate_translates_and_only_when_the_operator_wants_it(
    cloud: Cloud, translating: Cloud
) -> None:
    assert not _translators(cloud)
    assert _translators(translating) == {
        ("FunctionsGenerateRole", "translate:TranslateText"),
        ("FunctionsGenerateRole", "comprehend:DetectDominantLanguage"),
    }


def test_the_stack_says_where_recordings_are_dropped(cloud: Cloud) -> None:
    output = cloud.service.body["Outputs"]["AudioBucket"]
    assert cloud.service.text(output["Value"]) == "<AudioBucket>"
    assert "uploads/" in output["Description"]


def _roles(cloud: Cloud) -> list[tuple[Template, str]]:
    return [(t, role) for t in cloud.templates for role in t.all("AWS::IAM::Role")]


def _statements(cloud: Cloud, action: str) -> list[dict[str, Any]]:
    """What lets `transcribe` take `action`."""
    found = cloud.service.statements("FunctionsTranscribeRole")
    return [s for s in found if action in cloud.service.texts(s["Action"])]


def _translators(cloud: Cloud) -> set[tuple[str, str]]:
    return {
        (role, action)
        for template, role in _roles(cloud)
        for actions in template.rights(role).values()
        for action in actions
        if action.startswith(("translate:", "comprehend:"))
    }


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


def test_recordings_and_transcripts_lie_where_they_always_lay() -> None:
    assert (recording.SENT, recording.DROPPED) == ("recordings/", "uploads/")
    assert (recording.RECEIPT, TranscriptStore.PREFIX) == (".easel.json", "transcripts/")
    assert HEARD == "heard/"
    assert recording.new_id().startswith("audio_")
