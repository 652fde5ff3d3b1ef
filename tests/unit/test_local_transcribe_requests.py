"""What the local Amazon Transcribe refuses, finds and lists, as boto3 sees it."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config

from .local_transcribe import HANGS, HEARS_RED, StandIn, running


@pytest.fixture(scope="module")
def idle() -> Iterator[StandIn]:
    """A stand-in for requests that are refused or answered at once."""
    with running(HANGS) as stand_in:
        yield stand_in


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a language that is not heard here": (
        {"LanguageCode": "de-DE"},
        "not available on this machine",
    ),
    "options without English": (
        {
            "LanguageCode": None,
            "IdentifyLanguage": True,
            "LanguageOptions": ["de-DE", "fr-FR"],
        },
        "not available on this machine",
    ),
    "no language": ({"LanguageCode": None}, "Exactly one"),
    "two ways to a language": ({"IdentifyLanguage": True}, "Exactly one"),
    "one option": (
        {"LanguageCode": None, "IdentifyLanguage": True, "LanguageOptions": ["en-US"]},
        "two languages",
    ),
    "options without identification": ({"LanguageOptions": ["en-US", "en-GB"]}, "together with"),
    "an unknown language": ({"LanguageCode": "xx-XX"}, "'LanguageCode' must be one of"),
    "an unknown format": ({"MediaFormat": "aiff"}, "'MediaFormat' must be one of"),
    "a format that is not heard here": ({"MediaFormat": "mp3"}, "MediaFormat must be wav"),
    "a given rate": ({"MediaSampleRateHertz": 16_000}, "MediaSampleRateHertz is not available"),
    "no object at the address": (
        {"Media": {"MediaFileUri": "s3://audio/gone"}},
        "can't be accessed",
    ),
    "an address that is not S3's": (
        {"Media": {"MediaFileUri": "https://example.com/a.mp3"}},
        "must be s3://",
    ),
    "an address that is none": ({"Media": {"MediaFileUri": "a.mp3"}}, "regular expression"),
    "no address": ({"Media": {}}, "must be s3://"),
    "an output key with a space": ({"OutputKey": "a b"}, "'OutputKey' must satisfy"),
    "no output bucket": ({"OutputBucketName": None, "OutputKey": None}, "OutputBucketName"),
    "a rate above the bounds": ({"MediaSampleRateHertz": 96_000}, "less than or equal to 48000"),
    "an empty tag": ({"Tags": [{"Key": "", "Value": "b"}]}, "'Tags.1.member.Key' must have"),
    "what nothing here does": ({"Subtitles": {"Formats": ["srt"]}}, "Subtitles is not available"),
}


@pytest.mark.parametrize(("members", "message"), REFUSED.values(), ids=REFUSED)
def test_a_job_is_refused_for(idle: StandIn, members: dict[str, Any], message: str) -> None:
    lenient = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    idle.client = boto3.client("transcribe", endpoint_url=idle.url, config=lenient)
    code, said = idle.refusal(**members)
    assert code == "BadRequestException"
    assert message in said


@pytest.mark.parametrize("name", ["a b", "a/b", "ü", ".", "x" * 201])
def test_a_job_is_refused_if_it_is_named(idle: StandIn, name: str) -> None:
    assert idle.refusal(name, OutputKey=None)[0] == "BadRequestException"


def test_too_many_jobs_at_once_are_refused_until_one_has_ended() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.transcriber.limit = 0
        assert stand_in.refusal()[0] == "LimitExceededException"
        stand_in.transcriber.limit = 1
        stand_in.start("first")
        stand_in.ended("first")
        stand_in.start("second")


def test_an_unknown_job_is_not_found(idle: StandIn) -> None:
    with pytest.raises(idle.client.exceptions.NotFoundException):
        idle.get("unknown")


def test_jobs_are_listed_newest_first_by_status_and_name_and_in_pages() -> None:
    with running(HEARS_RED) as stand_in:
        for name in ("audio_1", "audio_2", "other", "audio_3"):
            stand_in.start(name)
            stand_in.ended(name)
        page = stand_in.client.list_transcription_jobs(JobNameContains="AUDIO", MaxResults=2)
        rest = stand_in.client.list_transcription_jobs(
            JobNameContains="AUDIO", MaxResults=2, NextToken=page["NextToken"]
        )
        failed = stand_in.client.list_transcription_jobs(Status="FAILED")
    named = [job["TranscriptionJobName"] for job in page["TranscriptionJobSummaries"]]
    assert named == ["audio_3", "audio_2"]
    (last,) = rest["TranscriptionJobSummaries"]
    assert (last["TranscriptionJobName"], last["OutputLocationType"]) == (
        "audio_1",
        "CUSTOMER_BUCKET",
    )
    assert "NextToken" not in rest
    assert (failed["Status"], failed["TranscriptionJobSummaries"]) == ("FAILED", [])


def test_a_job_that_runs_and_one_that_is_unknown_cannot_be_deleted() -> None:
    with running(HANGS) as stand_in:
        stand_in.start("runs")
        for name in ("runs", "unknown"):
            with pytest.raises(stand_in.client.exceptions.BadRequestException):
                stand_in.client.delete_transcription_job(TranscriptionJobName=name)


@pytest.mark.parametrize("target", ["Transcribe.ListVocabularies", "Polly.StartTranscriptionJob"])
def test_an_operation_that_the_stand_in_lacks_is_unknown(idle: StandIn, target: str) -> None:
    answer = idle.post(target, b"{}")
    assert answer.status_code == 400
    assert answer.json()["__type"] == "UnknownOperationException"


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_a_body_that_is_not_a_json_object_is_a_serialization_error(
    idle: StandIn, body: bytes
) -> None:
    answer = idle.post("Transcribe.ListTranscriptionJobs", body)
    assert answer.status_code == 400
    assert answer.json()["__type"] == "SerializationException"


def test_all_errors_of_a_request_are_listed_at_once(idle: StandIn) -> None:
    answer = idle.post("Transcribe.StartTranscriptionJob", b'{"LanguageCode": 7}')
    assert answer.json()["Message"] == (
        "3 validation errors detected: Value at 'TranscriptionJobName' must not be null; "
        "Value at 'Media' must not be null; Value at 'LanguageCode' must be of type string"
    )
