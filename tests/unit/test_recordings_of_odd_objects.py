"""Unusual objects, keys, transcripts and characters."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from easel import spoken
from easel.recordings.audio_store import AudioStore
from easel.recordings.recording import RecordingStatus
from easel.service import Service
from tests.fake_adapters import FakeAdapters, FakeSubmitter, FakeTranscriber
from tests.fakes import Aws, FakeClock, a_transcript, a_wav

from .conftest import Handled
from .speakers import Speaker, Uploads, started


class RefusingS3:
    """An S3 client that answers `operations` with the error `status`."""

    def __init__(self, client: Any, operations: tuple[str, ...], status: int) -> None:
        self._client = client
        self._operations = operations
        self._status = status

    def __getattr__(self, operation: str) -> Any:
        return self._refuse if operation in self._operations else getattr(self._client, operation)

    def _refuse(self, **_: object) -> None:
        metadata: Any = {"HTTPStatusCode": self._status}
        raise ClientError({"Error": {"Code": "-"}, "ResponseMetadata": metadata}, "-")


@pytest.mark.parametrize(
    ("operations", "status"),
    [
        pytest.param(("head_object", "get_object"), 400, id="a key sent along with each request"),
        pytest.param(("get_object",), 403, id="a KMS key of another, or an archive"),
    ],
)
def test_an_object_that_cannot_be_read_fails_at_once_and_says_so(
    uploads: Uploads,
    service: Service,
    adapters: FakeAdapters,
    aws: Aws,
    operations: tuple[str, ...],
    status: int,
) -> None:
    event = uploads.put()
    refusing: Any = RefusingS3(aws.s3, operations, status)
    adapters.audio = AudioStore(refusing, "audio")
    assert uploads.hear(event) == []
    error = uploads.receipt()["error"]
    assert error["code"] == "unsupported_audio"
    assert "cannot be read" in error["message"]
    assert service.recordings.overdue() == []


def test_a_key_too_long_for_a_receipt_is_settled_without_one(
    uploads: Uploads, service: Service, clock: FakeClock
) -> None:
    uploads.hear(uploads.put(b"no audio", key="uploads/" + "x" * 1010))
    clock.sleep(3600)
    assert service.recordings.overdue() == []
    assert not [key for key in uploads.aws.keys("audio") if key.endswith(".easel.json")]


def test_an_upload_named_like_a_picture_is_not_taken_for_a_recording(
    uploads: Uploads, draws_at_once: FakeSubmitter, api: Handled
) -> None:
    image = api.post("x").body["id"]
    assert uploads.hear(uploads.put(key=f"recordings/{image}")) == []


def test_with_one_language_the_transcript_need_not_name_it(
    speaker: Speaker, service: Service, draws_at_once: FakeSubmitter
) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    transcript = json.loads(a_transcript("A red circle."))
    del transcript["results"]["language_code"]
    key = speaker.leaves(name, "")
    speaker.aws.s3.put_object(Bucket="transcripts", Key=key, Body=json.dumps(transcript).encode())
    spoken.draw(name, service)
    assert speaker.looks(name).body["language"] == "en-US"


def test_words_that_grow_in_unicode_nfc_are_cut_and_not_refused(speaker: Speaker) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.says(name, "\u0958" * 1500)  # one letter in the transcript, two in NFC
    assert speaker.looks(name).body["status"] == "generating"


def test_with_keys_a_receipt_has_no_links_to_the_api(
    uploads: Uploads, key_mode: Callable[..., str]
) -> None:
    uploads.hear(uploads.put())
    assert "links" not in uploads.receipt()


def test_a_recording_whose_row_expired_meanwhile_is_settled(
    uploads: Uploads, transcriber: FakeTranscriber, service: Service
) -> None:
    uploads.hear(uploads.put(a_wav()))
    recording = uploads.recording(started(transcriber))
    assert recording.status is RecordingStatus.TRANSCRIBING
    uploads.aws.dynamodb.delete_item(TableName="jobs", Key={"pk": {"S": recording.id}})
    service.recordings.settled(recording)
    assert service.recordings.get(recording.id) is None
