"""What becomes of a job of the local Amazon Transcribe, as boto3 sees it."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from .local_transcribe import HANGS, HEARS_RED, NOW, program, running

CONTRACT = json.loads(
    (Path(__file__).parent.parent / "events" / "contracts" / "transcript.json").read_text()
)


def test_speech_becomes_a_transcript_in_the_output_bucket() -> None:
    with running() as stand_in:
        assert stand_in.start(MediaFormat="wav")["TranscriptionJobStatus"] == "QUEUED"
        assert stand_in.ended()["TranscriptionJobStatus"] == "COMPLETED"
        written = stand_in.s3.json("transcripts/audio_a.json")
    assert "red circle" in written["results"]["transcripts"][0]["transcript"]
    assert "small offline model" in written["written_by"]
    (event,) = stand_in.events.entries
    assert event["Source"] == "local.transcribe"
    assert event["DetailType"] == "Transcribe Job State Change"
    assert json.loads(event["Detail"]) == {
        "TranscriptionJobName": "audio_a",
        "TranscriptionJobStatus": "COMPLETED",
    }
    assert stand_in.transcriber.started == 1


def test_the_transcript_has_the_shape_of_the_service() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.start()
        stand_in.ended()
        written = stand_in.s3.json("transcripts/audio_a.json")
    del written["written_by"]
    assert written == {
        "jobName": "audio_a",
        "accountId": "000000000000",
        "status": "COMPLETED",
        "results": {
            "language_code": "en-US",
            "transcripts": [{"transcript": "red"}],
            "items": [
                {
                    "id": 0,
                    "type": "pronunciation",
                    "start_time": "0.5",
                    "end_time": "1.15",
                    "alternatives": [{"confidence": "0.998", "content": "red"}],
                }
            ],
        },
    }
    assert written.keys() == CONTRACT.keys()
    assert written["results"].keys() == CONTRACT["results"].keys()
    assert written["results"]["items"][0].keys() == CONTRACT["results"]["items"][0].keys()


def test_a_recording_that_cannot_be_decoded_fails_with_the_services_reason() -> None:
    with running() as stand_in:
        stand_in.start(Media={"MediaFileUri": "s3://audio/heard/notes.mp3"})
        job = stand_in.ended()
    assert job["TranscriptionJobStatus"] == "FAILED"
    assert job["FailureReason"] == "Unsupported media format: only wav is heard on this machine."
    assert json.loads(stand_in.events.entries[0]["Detail"]) == {
        "TranscriptionJobName": "audio_a",
        "TranscriptionJobStatus": "FAILED",
        "FailureReason": "Unsupported media format: only wav is heard on this machine.",
    }


@pytest.mark.parametrize(
    ("recogniser", "limit_s"),
    [(program("import os; os.abort()"), 60), (HANGS, 0.5)],
    ids=["crashes", "hangs"],
)
def test_the_job_fails_when_the_recogniser(recogniser: Sequence[str], limit_s: float) -> None:
    with running(recogniser, time_limit_s=limit_s) as stand_in:
        stand_in.start()
        assert stand_in.ended()["FailureReason"] == "Internal failure"


def test_one_failure_does_not_keep_the_next_job_waiting() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.start("lost", OutputBucketName="elsewhere")
        assert "output bucket" in stand_in.ended("lost")["FailureReason"]
        stand_in.start("found")
        assert stand_in.ended("found")["TranscriptionJobStatus"] == "COMPLETED"


def test_jobs_are_heard_one_at_a_time_in_the_order_of_their_start() -> None:
    with running(HANGS) as stand_in:
        stand_in.start("first")
        stand_in.start("second")
        while stand_in.get("first")["TranscriptionJobStatus"] == "QUEUED":
            pass
        assert stand_in.get("first")["TranscriptionJobStatus"] == "IN_PROGRESS"
        assert stand_in.get("second")["TranscriptionJobStatus"] == "QUEUED"


def test_a_job_reads_back_as_it_was_asked_for_with_its_times() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.start(MediaFormat="wav", OutputKey=None, Tags=[{"Key": "a", "Value": "b"}])
        job = stand_in.ended()
    moment = datetime.fromtimestamp(NOW, UTC)
    for name in ("CreationTime", "StartTime", "CompletionTime"):
        assert job.pop(name) == moment
    assert job == {
        "TranscriptionJobName": "audio_a",
        "TranscriptionJobStatus": "COMPLETED",
        "LanguageCode": "en-US",
        "MediaFormat": "wav",
        "Media": {"MediaFileUri": "s3://audio/heard/circle.wav"},
        "Transcript": {
            "TranscriptFileUri": "https://s3.us-east-1.amazonaws.com/transcripts/audio_a.json"
        },
        "Tags": [{"Key": "a", "Value": "b"}],
    }


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (None, "audio_a.json"),
        ("a/b.json", "a/b.json"),
        ("a/", "a/audio_a.json"),
        ("a", "a/audio_a.json"),
    ],
)
def test_the_transcript_lands_where_output_key_says(given: str | None, key: str) -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.start(OutputKey=given)
        stand_in.ended()
        assert stand_in.s3.json(key)["jobName"] == "audio_a"


def test_english_is_identified_among_the_options() -> None:
    with running(HEARS_RED) as stand_in:
        started = stand_in.start(
            LanguageCode=None, IdentifyLanguage=True, LanguageOptions=["de-DE", "en-GB"]
        )
        assert "LanguageCode" not in started
        job = stand_in.ended()
        results = stand_in.s3.json("transcripts/audio_a.json")["results"]
    assert (job["LanguageCode"], job["IdentifiedLanguageScore"]) == ("en-GB", 1.0)
    assert results["language_code"] == "en-GB"
    assert results["language_identification"] == [{"score": "1.0", "code": "en-GB"}]


def test_a_name_cannot_be_used_twice() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.start()
        assert stand_in.refusal()[0] == "ConflictException"
        stand_in.ended()
        assert stand_in.refusal()[0] == "ConflictException"
        assert stand_in.transcriber.started == 1


def test_a_job_is_deleted_once_it_has_ended_and_its_name_is_free() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.start()
        stand_in.ended()
        stand_in.client.delete_transcription_job(TranscriptionJobName="audio_a")
        with pytest.raises(stand_in.client.exceptions.NotFoundException):
            stand_in.get()
        stand_in.start()
