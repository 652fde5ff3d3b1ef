"""Easel's functions, woken by queues and by the clock as in AWS, until nothing is left to do."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from easel import announce, deliver, derive, generate, transcribe
from easel.adapters import Adapters
from easel.pictures.job import Job
from easel.pictures.job_table import JobTable
from easel.recordings.recording import Recording
from easel.recordings.recording_table import RecordingTable
from easel.service import Service
from easel.settings import Settings
from tests.conftest import Serve, client_made_once
from tests.fake_adapters import FakeRecompressor
from tests.fakes import Aws, FakeClock, FakeContext, failed_ids, http_event, recorded, sqs_event
from tests.faults import Faults

from .services import (
    FakeBedrock,
    FakeCloudFront,
    FakeModel,
    FakeReceivers,
    FakeSqs,
    FakeTranscribe,
    FakeTranslate,
    maker,
)

HANDLERS: dict[str, Callable[..., Any]] = {
    "deliver": deliver.handler,
    "webhooks": announce.handler,
    "derive": derive.handler,
    "audio": transcribe.handler,
    "transcripts": generate.handler,
}
# A job has 20 minutes, its webhook is looked for a minute later, and a recording has its own 20.
LONGEST_S, STEP_S = 3600, 20


class LambdaError(Exception):
    """A handler that raised something: Lambda notes it, and the event or the messages remain."""


@dataclass
class World:
    aws: Aws
    clock: FakeClock
    service: Service
    faults: Faults
    queues: FakeSqs
    model: FakeModel
    bedrock: FakeBedrock
    transcribe: FakeTranscribe
    translate: FakeTranslate
    cloudfront: FakeCloudFront
    receivers: FakeReceivers

    def next_day(self) -> None:
        """Let time pass until the quotas begin anew, so that no scenario meets a midnight."""
        self.clock.sleep(86_400 - self.clock.now().timestamp() % 86_400)

    @property
    def jobs(self) -> JobTable:
        """The jobs, seen from outside: these calls do not fail and are not counted."""
        return JobTable(self.aws.dynamodb, "jobs", self.clock)

    def http(self, method: str, path: str, body: dict[str, Any], **headers: str) -> dict[str, Any]:
        event = http_event(method, path, body, {"prefer": "respond-async", **headers})
        response = generate.handler(event, FakeContext(self.clock))
        assert response["statusCode"] < 300, response["body"]
        return dict(json.loads(response["body"] or "{}"))

    def run(self, done: Callable[[], bool]) -> None:
        """Let the functions work, each message and each minute, until `done` or for an hour."""
        for second in range(0, LONGEST_S, STEP_S):
            for name, handler in HANDLERS.items():
                self._receive(name, handler)
            if second and second % 60 == 0:
                for sweep in (deliver.handler, transcribe.handler):
                    self._invoke(sweep, recorded("schedule.json"))
            if done() and not any(self.queues.queues.values()):
                return
            self.clock.sleep(STEP_S)

    def _receive(self, name: str, handler: Callable[..., Any]) -> None:
        for id, message in self.queues.receive(name).items():
            event = sqs_event(message.body, times_received=message.times_received)
            event["Records"][0]["receiptHandle"] = id
            response = self._invoke(handler, event)
            if response is not None and not failed_ids(response):
                del self.queues.queue(name)[id]

    def _invoke(self, handler: Callable[..., Any], event: dict[str, Any]) -> Any:
        try:
            return handler(event, FakeContext(self.clock))
        except Exception:  # noqa: BLE001 - as Lambda does
            return None

    def job(self, job_id: str) -> Job:
        found = self.jobs.get(job_id)
        assert found
        return found

    def recording(self, recording_id: str) -> Recording:
        recordings = RecordingTable(
            self.aws.dynamodb, "jobs", self.clock, retention=timedelta(days=7)
        )
        found = recordings.get(recording_id)
        assert found
        return found

    def used(self, *scopes: str) -> list[int]:
        """How much is counted today under the quota of each scope, in all of its parts."""
        day = int(self.clock.now().timestamp() // 86_400)
        return [self._used(f"quota#{scope}", f"#d{day}") for scope in scopes]

    def _used(self, quota: str, day: str) -> int:
        parts = [quota, *(f"{quota}#{k}" for k in range(64))]
        keys: Any = [{"pk": {"S": f"{part}{day}"}, "sk": {"S": "used"}} for part in parts]
        found = self.aws.dynamodb.batch_get_item(RequestItems={"callers": {"Keys": keys}})
        return sum(int(row["used"]["N"]) for row in found["Responses"]["callers"])

    def webhooks_left(self) -> int:
        """The webhooks to send, and the rows that say that they are pending."""
        rows = self.aws.dynamodb.scan(TableName="callers")["Items"]
        return sum("webhook#" in row["sk"]["S"] for row in rows)


def make_world(aws: Aws, clock: FakeClock, settings: Settings, serve: Serve, said: str) -> World:
    faults, queues = Faults(), FakeSqs(clock)
    model, bedrock, cloudfront = FakeModel(aws, queues), FakeBedrock(), FakeCloudFront()
    transcribe_, translate = FakeTranscribe(aws, queues, said), FakeTranslate()
    fakes = {
        "sqs": queues,
        "sagemaker-runtime": model,
        "bedrock-runtime": bedrock,
        "transcribe": transcribe_,
        "translate": translate,
        "cloudfront": cloudfront,
    }
    adapters = Adapters(settings, clock, client=faults.clients(maker(client_made_once, fakes)))
    receivers = FakeReceivers()
    adapters.receivers = receivers  # type: ignore[assignment]
    adapters.recompressor = FakeRecompressor()  # type: ignore[assignment]
    service = serve(Service(settings, clock, adapters))
    return World(
        aws, clock, service, faults, queues, model, bedrock, transcribe_, translate, cloudfront,
        receivers,
    )  # fmt: skip
