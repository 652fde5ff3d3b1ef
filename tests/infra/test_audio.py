"""A recording's way: who may upload it, who may read it, and when it is gone."""

from typing import Any

import pytest

from easel.recordings import recording
from easel.recordings.audio_store import HEARD, TranscriptStore

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
    (found,) = cloud.service.one("AWS::S3::Bucket", "AudioBucket")["CorsConfiguration"]["CorsRules"]
    rule = dict(found)
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
        # Transcribe's own test of its right to write.
        (transcribe, "<AudioTranscripts.Arn>/.write_access_check_file.temp"): {"s3:PutObject"},
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
        "<StorageCallers.Arn>": {"dynamodb:GetItem", "dynamodb:UpdateItem"},
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


def test_only_generate_translates_and_only_when_the_operator_wants_it(
    cloud: Cloud, budgeted: Cloud
) -> None:
    assert not _translators(cloud)
    assert _translators(budgeted) == {
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


def test_recordings_and_transcripts_lie_where_they_always_lay() -> None:
    assert (recording.SENT, recording.DROPPED) == ("recordings/", "uploads/")
    assert (recording.RECEIPT, TranscriptStore.PREFIX) == (".easel.json", "transcripts/")
    assert HEARD == "heard/"
    assert recording.new_id().startswith("audio_")
