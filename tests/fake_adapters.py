"""Fakes of the adapters: the model, the queues and the services that AWS runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from easel.adapters import Adapters
from easel.clock import Clock
from easel.errors import EaselError
from easel.pictures.endpoint import EndpointState
from easel.pictures.job import Job
from easel.pictures.jpeg import Jpeg
from easel.recordings.transcriber import Transcription, TranscriptionState


def forgets(job: Job) -> None:
    """Do nothing: the model takes the job and never answers."""


class FakeRecompressor:
    """Leaves every JPEG as it is, so that a test can compare its bytes."""

    def smaller(self, jpeg: Jpeg) -> Jpeg:
        return jpeg


@dataclass
class FakeSubmitter:
    """Hands jobs to a model. `takes` is called with each job before `submit` returns."""

    answer_keys: tuple[str, ...] = ("answers/1.out", "failures/1-error.out")
    refuses: Exception | None = None
    takes: Callable[[Job], object] = forgets
    submitted: list[Job] = field(default_factory=list)

    def submit(self, job: Job) -> tuple[str, ...]:
        self.submitted.append(job)
        if self.refuses:
            raise self.refuses
        self.takes(job)
        return self.answer_keys


@dataclass
class FakeEndpoint:
    """A realtime endpoint that answers with `bodies` in turn. An error among them is raised."""

    bodies: list[bytes | EaselError | Exception]
    invoked: list[Job] = field(default_factory=list)

    def invoke(self, job: Job) -> bytes:
        self.invoked.append(job)
        body = self.bodies.pop(0)
        if isinstance(body, Exception):
            raise body
        return body


@dataclass
class FakeQueue:
    """Notes each message that is put, and each that is brought back, as (receipt handle, times
    received)."""

    brought_back: list[tuple[str, int]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)

    def put(self, message: Mapping[str, Any]) -> None:
        self.waiting.append(dict(message))

    def bring_back(self, receipt_handle: str, times_received: int) -> None:
        self.brought_back.append((receipt_handle, times_received))


@dataclass
class FakeCdn:
    """Notes the keys that it is told to forget. If `refuses` is set, it is raised instead."""

    refuses: Exception | None = None
    forgotten: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)

    def forget(self, keys: list[str], reference: str) -> None:
        if self.refuses:
            raise self.refuses
        self.forgotten += keys
        self.references.append(reference)


@dataclass
class FakeWebhookQueue:
    """SQS: a delayed message is seen when its time has come. Notes each message that is brought
    back, as (receipt handle, times received)."""

    clock: Clock
    waiting: list[tuple[datetime, dict[str, Any]]] = field(default_factory=list)
    brought_back: list[tuple[str, int]] = field(default_factory=list)

    def put(self, image_id: str, sk: str, tries: int, delay_s: int = 0) -> None:
        visible_at = self.clock.now() + timedelta(seconds=delay_s)
        self.waiting.append((visible_at, {"webhook": image_id, "hook": sk, "try": tries}))

    def bring_back(self, receipt_handle: str, times_received: int) -> None:
        self.brought_back.append((receipt_handle, times_received))

    def receive(self) -> list[dict[str, Any]]:
        """Take out the messages that can be seen by now."""
        now = self.clock.now()
        seen = [message for visible_at, message in self.waiting if visible_at <= now]
        self.waiting = [kept for kept in self.waiting if kept[0] > now]
        return seen


@dataclass
class FakeTranscriber:
    """Amazon Transcribe: takes note of each job, and what became of it is the test's to say.
    `refuses` are raised in turn, before it takes one."""

    refuses: list[EaselError] = field(default_factory=list)
    jobs: dict[str, Transcription] = field(default_factory=dict)
    started: list[dict[str, str | None]] = field(default_factory=list)

    def start(
        self, name: str, media_uri: str, media_format: str, output_key: str, language: str | None
    ) -> None:
        if self.refuses:
            raise self.refuses.pop(0)
        if name in self.jobs:
            return
        self.jobs[name] = Transcription(TranscriptionState.IN_PROGRESS)
        self.started.append(
            {"name": name, "uri": media_uri, "format": media_format, "language": language}
        )

    def find(self, name: str) -> Transcription | None:
        return self.jobs.get(name)

    def fails(self, name: str, reason: str) -> None:
        self.jobs[name] = Transcription(TranscriptionState.FAILED, reason)


@dataclass
class FakeEndpointStatus:
    known: EndpointState = EndpointState.READY
    running: int = 0

    def state(self) -> EndpointState:
        return self.known

    def instances(self) -> int:
        return self.running


@dataclass
class FakeAdapters(Adapters):
    """Adapters on the clients of a mocked account, with fakes for what moto does not offer."""

    submitter: Any = field(default_factory=FakeSubmitter)
    queue: Any = field(default_factory=FakeQueue)
    cdn: Any = field(default_factory=FakeCdn)
    endpoint_status: Any = field(default_factory=FakeEndpointStatus)
    transcriber: Any = field(default_factory=FakeTranscriber)
    recompressor: Any = field(default_factory=FakeRecompressor)
    # The real ones, until a test assigns a fake.
    endpoint: Any = field(init=False, repr=False)
    webhook_queue: Any = field(init=False, repr=False)
