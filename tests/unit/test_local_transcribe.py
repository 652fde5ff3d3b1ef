"""The local Amazon Transcribe, as boto3 sees it."""

import io
import json
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local.process import listen, port_of, served
from local.transcribe import create_app
from local.transcriber import RECOGNISER, Transcriber
from tests.recordings import recording

NOW = 1_794_441_600.25
CONTRACT = json.loads(
    (Path(__file__).parent.parent / "events" / "contracts" / "transcript.json").read_text()
)
ENDED_WITHIN_S = 60


class FakeS3:
    def __init__(self) -> None:
        self.objects: dict[tuple[str, str], bytes] = {
            ("audio", f"heard/{name}"): recording(name) for name in ("circle.wav", "notes.mp3")
        }

    def head_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        if (Bucket, Key) not in self.objects:
            raise ClientError({"Error": {"Code": "404", "Message": "Not Found"}}, "HeadObject")
        return {}

    def get_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        self.head_object(Bucket=Bucket, Key=Key)
        return {"Body": io.BytesIO(self.objects[Bucket, Key])}

    def put_object(self, *, Bucket: str, Key: str, Body: bytes, ContentType: str) -> None:  # noqa: N803
        if Bucket != "transcripts":
            raise ClientError({"Error": {"Code": "NoSuchBucket", "Message": ""}}, "PutObject")
        self.objects[Bucket, Key] = Body

    def json(self, key: str) -> Any:
        return json.loads(self.objects["transcripts", key])


class FakeEvents:
    """EventBridge; `put` is set with every event."""

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = []
        self.put = threading.Event()

    def put_events(self, *, Entries: list[dict[str, str]]) -> None:  # noqa: N803
        self.entries += Entries
        self.put.set()


class Running:
    """A served stand-in and a real client of it."""

    def __init__(self, s3: FakeS3, events: FakeEvents, transcriber: Transcriber, url: str) -> None:
        self.s3 = s3
        self.events = events
        self.transcriber = transcriber
        self.url = url
        once = Config(retries={"total_max_attempts": 1})
        self.client = boto3.client("transcribe", endpoint_url=url, config=once)

    def start(self, name: str = "audio_a", **members: Any) -> dict[str, Any]:
        """`members` are added to a request that is right; None takes one out."""
        request = {
            "Media": {"MediaFileUri": "s3://audio/heard/circle.wav"},
            "LanguageCode": "en-US",
            "OutputBucketName": "transcripts",
            "OutputKey": f"transcripts/{name}.json",
        } | members
        present = {member: value for member, value in request.items() if value is not None}
        answer: Any = self.client.start_transcription_job(TranscriptionJobName=name, **present)
        job: dict[str, Any] = answer["TranscriptionJob"]
        return job

    def get(self, name: str = "audio_a") -> dict[str, Any]:
        answer: Any = self.client.get_transcription_job(TranscriptionJobName=name)
        job: dict[str, Any] = answer["TranscriptionJob"]
        return job

    def ended(self, name: str = "audio_a") -> dict[str, Any]:
        """The job once the next event is put."""
        assert self.events.put.wait(ENDED_WITHIN_S)
        self.events.put.clear()
        return self.get(name)

    def refusal(self, name: str = "audio_a", **members: Any) -> tuple[str, str]:
        """(code, message) of what start() is answered."""
        with pytest.raises(ClientError) as refused:
            self.start(name, **members)
        error = refused.value.response["Error"]
        return error["Code"], error["Message"]

    def post(self, target: str, body: bytes) -> httpx.Response:
        """A request that boto3 would not send."""
        headers = {"x-amz-target": target, "content-type": "application/x-amz-json-1.1"}
        return httpx.post(self.url, content=body, headers=headers)


@contextmanager
def running(recogniser: Sequence[str] = RECOGNISER, **options: Any) -> Iterator[Running]:
    s3, events = FakeS3(), FakeEvents()
    transcriber = Transcriber(s3, events, recogniser=recogniser, now=lambda: NOW, **options)
    listener = listen(0)
    with served(create_app(transcriber), listener):
        yield Running(s3, events, transcriber, f"http://127.0.0.1:{port_of(listener)}")


def program(code: str) -> tuple[str, ...]:
    """A recogniser that is this Python code."""
    return (sys.executable, "-c", code)


HEARS_RED = program(
    'print(\'{"words":[{"text":"red","start_s":0.5,"end_s":1.15,"confidence":0.998}]}\')'
)
# Until its caller goes away: the server stops it.
HANGS = program("import time; time.sleep(600)")


@pytest.fixture(scope="module")
def idle() -> Iterator[Running]:
    """For what is refused at once."""
    with running(HANGS) as stand_in:
        yield stand_in


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
    assert job["FailureReason"] == "Unsupported media format."
    assert json.loads(stand_in.events.entries[0]["Detail"]) == {
        "TranscriptionJobName": "audio_a",
        "TranscriptionJobStatus": "FAILED",
        "FailureReason": "Unsupported media format.",
    }


def test_what_is_said_about_the_media_is_checked_against_it() -> None:
    with running() as stand_in:
        stand_in.start("format", MediaFormat="mp3")
        assert "does not match the detected media" in stand_in.ended("format")["FailureReason"]
        stand_in.start("rate", MediaSampleRateHertz=44_100)
        assert "does not match the detected sample" in stand_in.ended("rate")["FailureReason"]


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


def test_jobs_are_heard_one_at_a_time_in_the_order_of_asking() -> None:
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


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a language that is not heard here": ({"LanguageCode": "de-DE"}, "not available here"),
    "options without English": (
        {
            "LanguageCode": None,
            "IdentifyLanguage": True,
            "LanguageOptions": ["de-DE", "fr-FR"],
        },
        "not available here",
    ),
    "no language": ({"LanguageCode": None}, "Exactly one"),
    "two ways to a language": ({"IdentifyLanguage": True}, "Exactly one"),
    "one option": (
        {"LanguageCode": None, "IdentifyLanguage": True, "LanguageOptions": ["en-US"]},
        "two languages",
    ),
    "options without identification": ({"LanguageOptions": ["en-US", "en-GB"]}, "go with"),
    "an unknown language": ({"LanguageCode": "xx-XX"}, "'LanguageCode' must be one of"),
    "an unknown format": ({"MediaFormat": "aiff"}, "'MediaFormat' must be one of"),
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
def test_a_job_is_refused_for(idle: Running, members: dict[str, Any], message: str) -> None:
    lenient = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
    idle.client = boto3.client("transcribe", endpoint_url=idle.url, config=lenient)
    code, said = idle.refusal(**members)
    assert code == "BadRequestException"
    assert message in said


@pytest.mark.parametrize("name", ["a b", "a/b", "ü", ".", "x" * 201])
def test_a_name_is_refused_that_is(idle: Running, name: str) -> None:
    assert idle.refusal(name, OutputKey=None)[0] == "BadRequestException"


def test_a_name_is_taken_once() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.start()
        assert stand_in.refusal()[0] == "ConflictException"
        stand_in.ended()
        assert stand_in.refusal()[0] == "ConflictException"
        assert stand_in.transcriber.started == 1


def test_too_many_jobs_at_once_are_refused_until_one_has_ended() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.transcriber.limit = 0
        assert stand_in.refusal()[0] == "LimitExceededException"
        stand_in.transcriber.limit = 1
        stand_in.start("first")
        stand_in.ended("first")
        stand_in.start("second")


def test_an_unknown_job_is_not_found(idle: Running) -> None:
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


def test_a_job_is_deleted_once_it_has_ended_and_its_name_is_free() -> None:
    with running(HEARS_RED) as stand_in:
        stand_in.start()
        stand_in.ended()
        stand_in.client.delete_transcription_job(TranscriptionJobName="audio_a")
        with pytest.raises(stand_in.client.exceptions.NotFoundException):
            stand_in.get()
        stand_in.start()


def test_a_job_that_runs_and_one_that_is_unknown_cannot_be_deleted() -> None:
    with running(HANGS) as stand_in:
        stand_in.start("runs")
        for name in ("runs", "unknown"):
            with pytest.raises(stand_in.client.exceptions.BadRequestException):
                stand_in.client.delete_transcription_job(TranscriptionJobName=name)


@pytest.mark.parametrize("target", ["Transcribe.ListVocabularies", "Polly.StartTranscriptionJob"])
def test_an_operation_that_nothing_stands_for_is_unknown(idle: Running, target: str) -> None:
    answer = idle.post(target, b"{}")
    assert answer.status_code == 400
    assert answer.json()["__type"] == "UnknownOperationException"


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_json_object_is_a_serialization_error(idle: Running, body: bytes) -> None:
    answer = idle.post("Transcribe.ListTranscriptionJobs", body)
    assert answer.status_code == 400
    assert answer.json()["__type"] == "SerializationException"


def test_everything_that_is_wrong_with_a_request_is_said_at_once(idle: Running) -> None:
    answer = idle.post("Transcribe.StartTranscriptionJob", b'{"LanguageCode": 7}')
    assert answer.json()["Message"] == (
        "3 validation errors detected: Value at 'TranscriptionJobName' must not be null; "
        "Value at 'Media' must not be null; Value at 'LanguageCode' must be of type string"
    )
