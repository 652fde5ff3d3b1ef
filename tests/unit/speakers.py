"""Callers who speak their prompts: through the API, or straight into the bucket."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from easel import generate, transcribe
from easel.pictures.job import Job
from easel.recordings.recording import Recording
from easel.service import Service
from tests.fake_adapters import FakeSubmitter, FakeTranscriber
from tests.fakes import (
    Aws,
    FakeContext,
    a_transcript,
    a_wav,
    failed_ids,
    recorded,
    s3_message,
    sqs_event,
)

if TYPE_CHECKING:
    from .conftest import Answer, Handled

MP3 = {"content_type": "audio/mpeg", "bytes": 52144}
KEY = "uploads/my voice.wav"
SAID = "A red circle on a blue background."


class Speaker:
    """A caller who has a recording and uses the API."""

    def __init__(
        self, api: "Handled", aws: Aws, transcriber: FakeTranscriber, context: FakeContext
    ) -> None:
        self.api = api
        self.aws = aws
        self.transcriber = transcriber
        self.context = context

    def asks(self, credential: str | None = None, **body: Any) -> "Answer":
        return self.api("POST", "/v1/audio", {**MP3, **body}, credential=credential)

    def uploads(self, recording_id: str, body: bytes | None = None) -> None:
        """Store the recording as the form would, then handle the event that S3 sends."""
        key = f"recordings/{recording_id}"
        answer = self.aws.s3.put_object(Bucket="audio", Key=key, Body=body or a_wav())
        event = s3_message(key, answer["ETag"].strip('"'))
        transcribe.handler(sqs_event(event), self.context)

    def says(self, recording_id: str, text: str) -> None:
        generate.handler(sqs_event(s3_message(self.leaves(recording_id, text))), self.context)

    def leaves(self, recording_id: str, text: str) -> str:
        """The key of the transcript that Amazon Transcribe writes."""
        key = f"transcripts/{recording_id}.json"
        self.aws.s3.put_object(Bucket="transcripts", Key=key, Body=a_transcript(text))
        return key

    def looks(self, recording_id: str, **options: Any) -> "Answer":
        return self.api("GET", f"/v1/audio/{recording_id}", **options)


class Uploads:
    """A caller who has a recording and uses only the bucket."""

    def __init__(self, aws: Aws, service: Service, context: FakeContext) -> None:
        self.aws = aws
        self.service = service
        self.context = context

    def put(self, body: bytes | None = None, key: str = KEY) -> dict[str, Any]:
        """Store a recording; the event that S3 sends."""
        body = a_wav() if body is None else body
        answer = self.aws.s3.put_object(Bucket="audio", Key=key, Body=body)
        return s3_message(key, answer["ETag"].strip('"'))

    def hear(self, *messages: dict[str, Any], times_received: int = 1) -> list[str]:
        event = sqs_event(*messages, times_received=times_received)
        return failed_ids(transcribe.handler(event, self.context))

    def sweep(self) -> Any:
        return transcribe.handler(recorded("schedule.json"), self.context)

    def receipt(self, key: str = KEY) -> Any:
        answer = self.aws.s3.get_object(Bucket="audio", Key=f"{key}.easel.json")
        return json.loads(answer["Body"].read())

    def says(self, name: str, body: bytes) -> dict[str, Any]:
        """Write a transcript as Amazon Transcribe does; the event that S3 sends."""
        key = f"transcripts/{name}.json"
        self.aws.s3.put_object(Bucket="transcripts", Key=key, Body=body)
        return s3_message(key)

    def draw(self, *messages: dict[str, Any]) -> list[str]:
        return failed_ids(generate.handler(sqs_event(*messages), self.context))

    def queued(self, queue: str) -> list[Any]:
        """Take out the messages that wait in `queue`."""
        url = self.aws.sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        found = self.aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        for message in found.get("Messages", []):
            self.aws.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in found.get("Messages", [])]

    def recording(self, recording_id: str) -> Recording:
        found = self.service.recordings.get(recording_id)
        assert found
        return found


def started(transcriber: FakeTranscriber) -> str:
    [job] = transcriber.started
    assert job["name"]
    return job["name"]


def says_a_red_circle(speaker: Speaker, credential: str | None = None) -> str:
    """The id of a recording whose picture another request may have asked for."""
    name = str(speaker.asks(credential, image={"seed": 7}).body["id"])
    speaker.uploads(name)
    speaker.says(name, "A red circle.")
    return name


def is_drawn(service: Service, submitter: FakeSubmitter, draw: Callable[[Job], None]) -> None:
    """Draw the last picture that was asked for."""
    job = service.jobs.get(submitter.submitted[-1].id)
    assert job
    draw(job)
