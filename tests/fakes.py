"""A clock that stands still, sample nouns, and AWS's events as they were recorded."""

import base64
import io
import json
import wave
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from PIL import Image

from easel.callers.signature import Signer
from easel.clock import Clock
from easel.pictures.job import Job, Status
from easel.pictures.picture import Picture

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client
    from types_boto3_secretsmanager import SecretsManagerClient
    from types_boto3_sqs import SQSClient

SIGNER = Signer(b"secret")
EVENTS = Path(__file__).parent / "events"
NOON = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)


class FakeClock:
    """A clock whose time passes only in `sleep`, which runs what was planned for that time."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now
        self._planned: list[tuple[datetime, Callable[[], object]]] = []

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        until = self._now + timedelta(seconds=seconds)
        while due := [plan for plan in self._planned if plan[0] <= until]:
            first = min(due, key=lambda plan: plan[0])
            self._planned.remove(first)
            self._now = max(self._now, first[0])
            first[1]()
        self._now = until

    def after(self, seconds: float, action: Callable[[], object]) -> None:
        """Run `action` when this many seconds have passed."""
        self._planned.append((self._now + timedelta(seconds=seconds), action))


class FakeContext(LambdaContext):
    """An invocation that begins now and may take `timeout_s`."""

    def __init__(self, clock: Clock, timeout_s: float = 29) -> None:
        self._clock = clock
        self._ends = clock.now() + timedelta(seconds=timeout_s)

    def get_remaining_time_in_millis(self) -> int:  # type: ignore[override]  # static there
        return int((self._ends - self._clock.now()) / timedelta(milliseconds=1))


@dataclass(frozen=True)
class Aws:
    """Clients of the mocked account, in which everything the stacks declare exists."""

    dynamodb: "DynamoDBClient"
    s3: "S3Client"
    sqs: "SQSClient"
    secrets: "SecretsManagerClient"

    def keys(self, bucket: str) -> list[str]:
        listed = self.s3.list_objects_v2(Bucket=bucket).get("Contents", [])
        return [found["Key"] for found in listed]


# Sample nouns: what a test does not care about is filled in.


def a_picture(**changes: Any) -> Picture:
    picture = Picture(
        model="model-txt2img-stabilityai-stable-diffusion-v2",
        model_version="1.0.0",
        prompt="astronaut on a horse",
        negative_prompt="blurry",
        width=768,
        height=768,
        steps=50,
        guidance_scale=7.5,
        seed=1,
        n=1,
    )
    return replace(picture, **changes)


def a_job(picture: Picture | None = None, **changes: Any) -> Job:
    picture = picture or a_picture()
    job = Job(
        id=picture.id(SIGNER),
        picture=picture,
        status=Status.QUEUED,
        attempt=1,
        created_at=NOON,
        due=NOON + timedelta(seconds=90),
        deadline=NOON + timedelta(seconds=1200),
    )
    return replace(job, **changes)


@cache
def a_jpeg(width: int = 768, height: int = 768, colour: str = "teal", **save: Any) -> bytes:
    """A plain JPEG, as large as `a_picture` asks for."""
    encoded = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(encoded, "JPEG", **save)
    return encoded.getvalue()


def an_answer(*jpegs: bytes) -> bytes:
    pictures = [base64.b64encode(jpeg).decode() for jpeg in jpegs]
    return json.dumps({"generated_images": pictures, "prompt": "astronaut on a horse"}).encode()


def a_wav(seconds: float = 1.0, rate: int = 16_000) -> bytes:
    """A wav that holds silence."""
    encoded = io.BytesIO()
    with wave.open(encoded, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(bytes(2 * round(seconds * rate)))
    return encoded.getvalue()


def a_transcript(text: str, language: str = "en-US") -> bytes:
    transcript = recorded("contracts/transcript.json")
    transcript["results"] |= {"language_code": language, "transcripts": [{"transcript": text}]}
    return json.dumps(transcript).encode()


# Events, as tests/events recorded them.


def recorded(name: str) -> Any:
    return json.loads((EVENTS / name).read_text("utf-8"))


def http_event(
    method: str,
    path: str,
    body: str | bytes | dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
    *,
    arrived: datetime = NOON,
) -> dict[str, Any]:
    """The event of API Gateway's REST proxy. Bytes are sent as base64, as its binary types are."""
    event: dict[str, Any] = recorded("api-gateway-proxy.json")
    event["requestContext"]["requestTimeEpoch"] = int(arrived.timestamp() * 1000)
    event |= {"httpMethod": method, "path": path, "resource": path}
    for name, value in (headers or {}).items():
        kept = {k: v for k, v in event["headers"].items() if k.lower() != name.lower()}
        event["headers"] = kept | {name: value}
    event["multiValueHeaders"] = {name: [value] for name, value in event["headers"].items()}
    if isinstance(body, bytes):
        return event | {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return event | {"body": json.dumps(body) if isinstance(body, dict) else body}


def s3_message(key: str, etag: str | None = None) -> dict[str, Any]:
    """EventBridge's message that an object was created, as it lies in the queue."""
    message: dict[str, Any] = recorded("contracts/s3-object-created.json")
    message["detail"]["object"]["key"] = key
    message["detail"]["object"]["etag"] = etag or message["detail"]["object"]["etag"]
    return message


def sqs_event(*messages: dict[str, Any] | str, times_received: int = 1) -> dict[str, Any]:
    """A batch of `messages` with the ids m0, m1, … A string is not encoded again."""
    return {"Records": [_record(k, body, times_received) for k, body in enumerate(messages)]}


def failed_ids(response: dict[str, Any]) -> list[str]:
    failures: Iterable[dict[str, str]] = response["batchItemFailures"]
    return [failure["itemIdentifier"] for failure in failures]


def _record(number: int, message: dict[str, Any] | str, times_received: int) -> dict[str, Any]:
    record: dict[str, Any] = recorded("sqs.json")["Records"][0]
    record["attributes"]["ApproximateReceiveCount"] = str(times_received)
    body = message if isinstance(message, str) else json.dumps(message)
    return record | {"messageId": f"m{number}", "receiptHandle": f"r{number}", "body": body}
