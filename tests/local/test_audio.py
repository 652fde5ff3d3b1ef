"""Recordings on the whole stack, good and bad: sent through the API, or dropped into the bucket."""

import json
import time
from typing import Any

import httpx
import pytest

from tests.recordings import recording

from .conftest import Api

# The words of "a red circle on a blue background" that the small model understands in any codec.
UNDERSTOOD = {"circle", "background"}
_WITHIN_S = 60

pytestmark = pytest.mark.local


@pytest.fixture(scope="module")
def api(async_api: Api) -> Api:
    """Easel in one mode: until a recording has become a prompt, both modes do the same."""
    return async_api


class Bucket:
    """The audio bucket, for somebody who uses the AWS CLI."""

    def __init__(self, api: Api) -> None:
        self.s3: Any = api.easel.aws.client("s3")
        self.name = api.easel.audio_bucket

    def put(self, key: str, body: bytes) -> None:
        self.s3.put_object(Bucket=self.name, Key=key, Body=body)

    def receipt(self, key: str) -> dict[str, Any]:
        """The receipt beside the recording at `key`, once the recording has ended."""
        until = time.monotonic() + _WITHIN_S
        while time.monotonic() < until:
            try:
                body = self.s3.get_object(Bucket=self.name, Key=f"{key}.easel.json")["Body"].read()
            except self.s3.exceptions.NoSuchKey:
                time.sleep(0.2)
                continue
            found: dict[str, Any] = json.loads(body)
            if found["status"] in ("succeeded", "failed"):
                return found
            time.sleep(0.2)
        raise AssertionError(f"no receipt for {key} within {_WITHIN_S} s")


@pytest.fixture(scope="module")
def bucket(api: Api) -> Bucket:
    return Bucket(api)


def say(api: Api, body: bytes, content_type: str, **image: object) -> dict[str, Any]:
    """The ended recording of `body`, which is sent through the API as a browser would send it."""
    asked = api.http.post(
        "/v1/audio", json={"content_type": content_type, "bytes": len(body), "image": image}
    )
    assert asked.status_code == 201, asked.text
    upload = asked.json()["upload"]
    sent = httpx.post(upload["url"], data=upload["fields"], files={"file": body}, timeout=30)
    assert sent.status_code == 204, sent.text
    until = time.monotonic() + _WITHIN_S
    while time.monotonic() < until:
        answer = api.http.get(asked.json()["links"]["self"], headers={"prefer": "wait=25"})
        found: dict[str, Any] = answer.json()
        if found["status"] in ("succeeded", "failed"):
            return found
        time.sleep(0.5)  # nobody waits for an upload
    raise AssertionError(f"not ended within {_WITHIN_S} s: {found}")


def assert_drawn(api: Api, spoken: dict[str, Any]) -> None:
    assert spoken["status"] == "succeeded", spoken
    assert set(spoken["transcript"].split()) >= UNDERSTOOD
    job = api.http.get(spoken["links"]["image"]).json()
    assert (job["prompt"], job["source"]) == (spoken["transcript"], "audio")
    jpeg = httpx.get(spoken["url"], timeout=60)
    assert jpeg.content.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("circle.mp3", "audio/mpeg"),
        ("circle.m4a", "audio/x-m4a"),
        ("circle.mp4", "video/mp4"),
        ("circle.wav", "audio/wav"),
        ("circle.flac", "audio/flac"),
        ("circle.ogg", "audio/ogg"),
        ("circle.webm", "audio/webm;codecs=opus"),
    ],
)
def test_what_is_said_in_any_format_is_drawn(api: Api, name: str, content_type: str) -> None:
    assert_drawn(api, say(api, recording(name), content_type, width=256, height=256, steps=5))


def test_a_dropped_recording_has_its_link_beside_it(api: Api, bucket: Bucket) -> None:
    key = "uploads/my voice + 빨간 원/a&b=c?.mp3"
    bucket.put(key, recording("circle.mp3"))
    assert_drawn(api, bucket.receipt(key))


def test_a_recording_in_parts_is_one_recording(api: Api, bucket: Bucket) -> None:
    key, body = "uploads/parts.wav", recording("circle.wav")
    started = api.easel.transcriber.started
    where = {"Bucket": bucket.name, "Key": key}
    upload = bucket.s3.create_multipart_upload(**where)["UploadId"]
    # Every part but the last must have 5 MiB.
    part = bucket.s3.upload_part(**where, UploadId=upload, PartNumber=1, Body=body)
    parts = [{"PartNumber": 1, "ETag": part["ETag"]}]
    bucket.s3.complete_multipart_upload(**where, UploadId=upload, MultipartUpload={"Parts": parts})
    assert_drawn(api, bucket.receipt(key))
    assert api.easel.transcriber.started == started + 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("silence.wav", "no_speech"),
        ("noise.wav", "no_speech"),
        ("notes.mp3", "unsupported_audio"),
        ("empty.wav", "unsupported_audio"),
        ("truncated.mp4", "unsupported_audio"),
        ("codec.mp4", "unsupported_audio"),
    ],
)
def test_what_cannot_be_drawn_is_a_failed_job_within_a_minute(
    bucket: Bucket, name: str, code: str
) -> None:
    key = f"uploads/bad/{name}"
    bucket.put(key, recording(name))
    receipt = bucket.receipt(key)
    assert (receipt["status"], receipt["error"]["code"]) == ("failed", code), receipt


def test_eleven_megabytes_are_a_failed_job_within_a_minute(bucket: Bucket) -> None:
    bucket.put("uploads/large.wav", recording("circle.wav") + bytes(11_000_000))
    assert bucket.receipt("uploads/large.wav")["error"]["code"] == "payload_too_large"


def test_hours_of_silence_in_ten_megabytes_cost_nothing(api: Api, bucket: Bucket) -> None:
    started = api.easel.transcriber.started
    bucket.put("uploads/hours.amr", b"#!AMR\n" + (b"\x04" + bytes(12)) * 800_000)
    error = bucket.receipt("uploads/hours.amr")["error"]
    assert (error["code"], "longer than 120 s" in error["message"]) == ("unsupported_audio", True)
    assert api.easel.transcriber.started == started


@pytest.fixture
def form(api: Api) -> dict[str, Any]:
    body = recording("circle.mp3")
    asked = api.http.post("/v1/audio", json={"content_type": "audio/mpeg", "bytes": len(body)})
    upload: dict[str, Any] = asked.json()["upload"]
    return upload


@pytest.mark.parametrize(
    ("changed", "size"),
    [
        pytest.param({}, -1, id="a byte less"),
        pytest.param({}, 1, id="a byte more"),
        pytest.param({"Content-Type": "text/html"}, 0, id="another type"),
        pytest.param({"key": "uploads/elsewhere.mp3"}, 0, id="another key"),
    ],
)
def test_the_form_takes_what_it_was_made_for_and_nothing_else(
    form: dict[str, Any], changed: dict[str, str], size: int
) -> None:
    body = recording("circle.mp3")
    body = body[:size] if size < 0 else body + bytes(size)
    fields = {**form["fields"], **changed}
    sent = httpx.post(form["url"], data=fields, files={"file": body}, timeout=30)
    assert sent.status_code in (400, 403), sent.text


def test_a_browser_of_the_site_may_send_the_form(api: Api, form: dict[str, Any]) -> None:
    for origin, allowed in ((api.easel.url, True), ("https://evil.example", False)):
        asked = httpx.options(
            form["url"],
            headers={"Origin": origin, "Access-Control-Request-Method": "POST"},
            timeout=60,
        )
        assert (asked.headers.get("access-control-allow-origin") == origin) is allowed


def test_a_throttled_transcription_is_delayed_and_not_lost(api: Api, bucket: Bucket) -> None:
    transcriber = api.easel.transcriber
    started, transcriber.limit = transcriber.started, 0
    try:
        bucket.put("uploads/throttled.mp3", recording("circle.mp3"))
        time.sleep(4)  # by now it was refused two or three times: after 0, 1 and 3 s
        assert transcriber.started == started
    finally:
        transcriber.limit = 250
    assert_drawn(api, bucket.receipt("uploads/throttled.mp3"))
    assert transcriber.started == started + 1


def test_five_repeats_of_an_event_are_one_transcription_and_one_picture(
    api: Api, bucket: Bucket
) -> None:
    key = "uploads/repeated.mp3"
    before = (api.easel.transcriber.started, api.model_calls)
    bucket.put(key, recording("circle.mp3"))
    head = bucket.s3.head_object(Bucket=bucket.name, Key=key)
    event = {
        "source": "aws.s3",
        "detail-type": "Object Created",
        "detail": {"object": {"key": key, "etag": head["ETag"].strip('"')}},
    }
    sqs = api.easel.aws.client("sqs")
    queue = api.easel.deployed.named("AWS::SQS::Queue", "AudioQueue")
    for _ in range(5):
        sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(event))
    assert_drawn(api, bucket.receipt(key))
    until_empty(sqs, queue)
    assert (api.easel.transcriber.started, api.model_calls) == (before[0] + 1, before[1] + 1)


def until_empty(sqs: Any, queue: str) -> None:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    until = time.monotonic() + _WITHIN_S
    while time.monotonic() < until:
        counts = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
        if not any(int(count) for count in counts.values()):
            return
        time.sleep(0.2)
    raise AssertionError(f"not empty within {_WITHIN_S} s: {counts}")
