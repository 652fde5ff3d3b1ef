"""The local Amazon Transcribe, served over fakes, and a real client of it."""

import io
import json
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local.process import listen, port_of, served
from local.transcribe.api import create_app
from local.transcribe.transcriber import RECOGNISER, Transcriber
from tests.recordings import recording

NOW = 1_794_441_600.25
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


class StandIn:
    """The served stand-in and a real client of it."""

    def __init__(self, s3: FakeS3, events: FakeEvents, transcriber: Transcriber, url: str) -> None:
        self.s3 = s3
        self.events = events
        self.transcriber = transcriber
        self.url = url
        once = Config(retries={"total_max_attempts": 1})
        self.client = boto3.client("transcribe", endpoint_url=url, config=once)

    def start(self, name: str = "audio_a", **members: Any) -> dict[str, Any]:
        """Start a job. `members` are added to a valid request; None removes one from it."""
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
        """The job, as soon as the next event is put."""
        assert self.events.put.wait(ENDED_WITHIN_S)
        self.events.put.clear()
        return self.get(name)

    def refusal(self, name: str = "audio_a", **members: Any) -> tuple[str, str]:
        """(code, message) of the error that start() is answered with."""
        with pytest.raises(ClientError) as refused:
            self.start(name, **members)
        error = refused.value.response["Error"]
        return error["Code"], error["Message"]

    def post(self, target: str, body: bytes) -> httpx.Response:
        """The answer to a request that boto3 would not send."""
        headers = {"x-amz-target": target, "content-type": "application/x-amz-json-1.1"}
        return httpx.post(self.url, content=body, headers=headers)


@contextmanager
def running(recogniser: Sequence[str] = RECOGNISER, **options: Any) -> Iterator[StandIn]:
    s3, events = FakeS3(), FakeEvents()
    transcriber = Transcriber(s3, events, recogniser=recogniser, now=lambda: NOW, **options)
    listener = listen(0)
    with served(create_app(transcriber), listener):
        yield StandIn(s3, events, transcriber, f"http://127.0.0.1:{port_of(listener)}")


def program(code: str) -> tuple[str, ...]:
    """A recogniser that runs this Python code."""
    return (sys.executable, "-c", code)


HEARS_RED = program(
    'print(\'{"words":[{"text":"red","start_s":0.5,"end_s":1.15,"confidence":0.998}]}\')'
)
# Until the server stops it.
HANGS = program("import time; time.sleep(600)")
