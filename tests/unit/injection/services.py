"""AWS services that moto does not have, or whose time must be ours: fakes behind boto3's calls."""

# ruff: noqa: N803 - the names are boto3's

import base64
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from easel.clock import Clock
from tests.fakes import Aws, a_jpeg, a_transcript, an_answer, s3_message
from tests.faults import refused

VISIBILITY_S = 180


@dataclass
class Message:
    body: str
    visible_at: datetime
    times_received: int = 0


@dataclass
class FakeSqs:
    """SQS by the test's clock. A queue is known by the last part of its URL."""

    clock: Clock
    queues: dict[str, dict[str, Message]] = field(default_factory=dict)

    def send_message(self, *, QueueUrl: str, MessageBody: str, DelaySeconds: int = 0) -> None:
        at = self.clock.now() + timedelta(seconds=DelaySeconds)
        self.queue(QueueUrl)[uuid.uuid4().hex] = Message(MessageBody, at)

    def change_message_visibility(
        self, *, QueueUrl: str, ReceiptHandle: str, VisibilityTimeout: int
    ) -> None:
        at = self.clock.now() + timedelta(seconds=VisibilityTimeout)
        self.queue(QueueUrl)[ReceiptHandle].visible_at = at

    def queue(self, name: str) -> dict[str, Message]:
        return self.queues.setdefault(name.rpartition("/")[2], {})

    def put(self, name: str, message: dict[str, Any]) -> None:
        self.queue(name)[uuid.uuid4().hex] = Message(json.dumps(message), self.clock.now())

    def receive(self, name: str) -> dict[str, Message]:
        """The messages that can be seen now. They come again after the visibility timeout."""
        now = self.clock.now()
        seen = {
            id: message for id, message in self.queue(name).items() if message.visible_at <= now
        }
        for message in seen.values():
            message.visible_at = now + timedelta(seconds=VISIBILITY_S)
            message.times_received += 1
        return seen


@dataclass
class FakeModel:
    """The SageMaker runtime. Each call draws, and costs, one picture."""

    aws: Aws
    queues: FakeSqs
    fails: bool = False
    drawn: list[str] = field(default_factory=list)

    def invoke_endpoint_async(
        self, *, InferenceId: str, S3OutputPathExtension: str, **_: Any
    ) -> dict[str, str]:
        self.drawn.append(InferenceId)
        name = uuid.uuid4()
        answer = f"answers/{S3OutputPathExtension}/{name}.out"
        failure = f"failures/{name}-error.out"
        written = failure if self.fails else answer
        body = b"CUDA out of memory" if self.fails else an_answer(a_jpeg())
        self.aws.s3.put_object(Bucket="answers", Key=written, Body=body)
        self.queues.put("deliver", s3_message(written))
        return {
            "OutputLocation": f"s3://answers/{answer}",
            "FailureLocation": f"s3://answers/{failure}",
        }

    def invoke_endpoint(self, *, InferenceId: str, **_: Any) -> dict[str, Any]:
        self.drawn.append(InferenceId)
        return {"Body": _Body(an_answer(a_jpeg()))}


@dataclass
class FakeBedrock:
    """The Bedrock runtime. Each call draws, and costs, one picture: (prompt, seed)."""

    drawn: list[tuple[str, int]] = field(default_factory=list)

    def invoke_model(self, *, body: str, **_: Any) -> dict[str, Any]:
        asked = json.loads(body)
        self.drawn.append((asked["prompt"], asked["seed"]))
        jpeg = base64.b64encode(a_jpeg()).decode()
        answer = {"seeds": [asked["seed"]], "finish_reasons": [None], "images": [jpeg]}
        return {"body": _Body(json.dumps(answer).encode())}


@dataclass
class _Body:
    content: bytes

    def read(self, most: int | None = None) -> bytes:
        return self.content[:most]


@dataclass
class FakeTranscribe:
    """Amazon Transcribe: what it hears is written at once."""

    aws: Aws
    queues: FakeSqs
    said: str
    jobs: dict[str, str] = field(default_factory=dict)

    def start_transcription_job(
        self, *, TranscriptionJobName: str, OutputKey: str, **_: Any
    ) -> None:
        if TranscriptionJobName in self.jobs:
            raise refused("ConflictException", 400, "StartTranscriptionJob")
        self.jobs[TranscriptionJobName] = "COMPLETED"
        self.aws.s3.put_object(
            Bucket="transcripts", Key=OutputKey, Body=a_transcript(self.said, "de-DE")
        )
        self.queues.put("transcripts", s3_message(OutputKey))

    def get_transcription_job(self, *, TranscriptionJobName: str) -> dict[str, Any]:
        if TranscriptionJobName not in self.jobs:
            raise refused("NotFoundException", 400, "GetTranscriptionJob")
        return {"TranscriptionJob": {"TranscriptionJobStatus": self.jobs[TranscriptionJobName]}}


@dataclass
class FakeTranslate:
    calls: int = 0

    def translate_text(self, *, Text: str, **_: Any) -> dict[str, str]:
        self.calls += 1
        return {"SourceLanguageCode": "de", "TranslatedText": f"English: {Text}"}


@dataclass
class FakeCloudFront:
    references: list[str] = field(default_factory=list)

    def create_invalidation(self, *, InvalidationBatch: dict[str, Any], **_: Any) -> None:
        self.references.append(InvalidationBatch["CallerReference"])


@dataclass
class FakeReceivers:
    """Strangers' hosts that take every webhook."""

    told: list[dict[str, Any]] = field(default_factory=list)

    def find(self, url: str) -> Any:
        return _Receiver(url)

    def post(self, receiver: Any, headers: Any, body: bytes, *_: Any, **__: Any) -> int:
        self.told.append(json.loads(body))
        return 204


@dataclass
class _Receiver:
    url: str
    host: str = "hooks.example.com"


def maker(others: Callable[..., Any], fakes: dict[str, object]) -> Callable[..., Any]:
    """A function that makes a client: one of `fakes`, or else what `others` makes."""
    return lambda service, **options: fakes.get(service) or others(service, **options)
