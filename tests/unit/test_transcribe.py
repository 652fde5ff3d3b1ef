"""A recording in the audio bucket is transcribed once, and its uploader sees how it ended."""

from typing import Any

import pytest

from easel import transcribe
from easel.errors import Capacity
from easel.recordings.recording import RecordingStatus
from tests.fake_adapters import FakeSubmitter, FakeTranscriber
from tests.fakes import FakeClock, a_transcript, a_wav, s3_message

from .conftest import Handled
from .speakers import SAID, Speaker, Uploads, started


def test_a_dropped_recording_is_transcribed_from_a_copy_with_a_plain_name(
    uploads: Uploads, transcriber: FakeTranscriber
) -> None:
    wav = a_wav(0.5)
    assert uploads.hear(uploads.put(wav)) == []
    [job] = transcriber.started
    name = job["name"]
    assert job == {
        "name": name,
        "uri": f"s3://audio/heard/{name}.wav",
        "format": "wav",
        "language": None,
    }
    copy = uploads.aws.s3.get_object(Bucket="audio", Key=f"heard/{name}.wav")
    assert copy["Body"].read() == wav
    assert uploads.receipt()["status"] == "transcribing"


def test_spoken_words_are_drawn_and_the_receipt_has_the_link(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    draws_at_once: FakeSubmitter,
) -> None:
    uploads.hear(uploads.put())
    name = started(transcriber)
    assert uploads.draw(uploads.says(name, a_transcript(SAID))) == []
    [job] = draws_at_once.submitted
    assert (job.picture.prompt, job.recording) == (SAID, name)
    assert uploads.hear(*uploads.queued("audio")) == []
    receipt = uploads.receipt()
    assert (receipt["status"], receipt["transcript"]) == ("succeeded", SAID)
    assert receipt["url"] == f"https://easel.example/images/{job.id}.jpg"
    assert receipt["links"]["image"] == f"/v1/images/{job.id}"


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("uploads/a b.wav", id="spaces"),
        pytest.param("uploads/빨간 원 🔴.wav", id="unicode"),
        pytest.param("uploads/deep/er/still.wav", id="folders"),
        pytest.param("uploads/1+1=2&a?b#c%20d.wav", id="what URLs are made of"),
        pytest.param("uploads/" + "x" * 900 + ".wav", id="900 characters"),
        pytest.param("uploads/no-extension", id="no extension"),
        pytest.param("uploads/wrong.mp3", id="another extension"),
    ],
)
def test_a_key_may_hold_any_text(
    uploads: Uploads, transcriber: FakeTranscriber, draws_at_once: FakeSubmitter, key: str
) -> None:
    uploads.hear(uploads.put(key=key))
    uploads.draw(uploads.says(started(transcriber), a_transcript(SAID)))
    uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt(key)["status"] == "succeeded"


def test_the_same_event_five_times_is_one_transcription_and_one_picture(
    uploads: Uploads, transcriber: FakeTranscriber, submitter: FakeSubmitter
) -> None:
    event = uploads.put()
    for _ in range(5):
        assert uploads.hear(event) == []
    transcript = uploads.says(started(transcriber), a_transcript(SAID))
    for _ in range(5):
        assert uploads.draw(transcript) == []
    assert len(submitter.submitted) == 1
    assert uploads.hear(event) == []
    assert len(transcriber.started) == 1


def test_five_events_in_one_batch_are_one_transcription(
    uploads: Uploads, transcriber: FakeTranscriber
) -> None:
    event = uploads.put()
    assert uploads.hear(*[event] * 5) == []
    assert len(transcriber.started) == 1


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The recordings that were decoded."""
    found: list[bytes] = []

    def decode(data: bytes, _most_s: int) -> bytes:
        found.append(data)
        return data

    monkeypatch.setattr(transcribe, "decode", decode)
    return found


def test_bytes_that_are_uploaded_again_while_they_are_transcribed_are_not_decoded_again(
    speaker: Speaker, decoded: list[bytes], transcriber: FakeTranscriber
) -> None:
    name = str(speaker.asks().body["id"])
    for _ in range(3):
        speaker.uploads(name)
    assert (len(decoded), len(transcriber.started)) == (1, 1)


def test_a_recording_is_decoded_once_however_often_its_event_comes_or_transcribe_is_busy(
    uploads: Uploads, decoded: list[bytes], transcriber: FakeTranscriber
) -> None:
    transcriber.refuses = [Capacity("busy")] * 2
    event = uploads.put()
    assert [uploads.hear(event) for _ in range(5)] == [["m0"], ["m0"], [], [], []]
    assert (len(decoded), len(transcriber.started)) == (1, 1)


def test_of_two_events_out_of_order_only_the_present_version_is_transcribed(
    uploads: Uploads, transcriber: FakeTranscriber
) -> None:
    first, second = uploads.put(a_wav(1)), uploads.put(a_wav(2))
    assert uploads.hear(second, first) == []
    name = started(transcriber)
    assert uploads.aws.s3.get_object(Bucket="audio", Key=f"heard/{name}.wav")[
        "ContentLength"
    ] == len(a_wav(2))


def test_a_late_picture_of_an_overwritten_recording_leaves_its_successors_receipt(
    uploads: Uploads, transcriber: FakeTranscriber, draws_at_once: FakeSubmitter
) -> None:
    uploads.hear(uploads.put(a_wav(1)))
    first = started(transcriber)
    uploads.hear(uploads.put(a_wav(2)))
    uploads.draw(uploads.says(first, a_transcript(SAID)))
    uploads.hear(*uploads.queued("audio"))
    assert uploads.recording(first).status is RecordingStatus.SUCCEEDED
    assert uploads.receipt()["status"] == "transcribing"


def test_a_model_without_room_is_asked_again_later(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    draws_at_once: FakeSubmitter,
    clock: FakeClock,
) -> None:
    uploads.hear(uploads.put())
    transcript = uploads.says(started(transcriber), a_transcript(SAID))
    draws_at_once.refuses = Capacity("full")
    assert uploads.draw(transcript) == ["m0"]
    assert uploads.hear(*uploads.queued("audio")) == []
    assert uploads.receipt()["status"] == "transcribing"
    draws_at_once.refuses = None
    clock.sleep(60)
    assert uploads.draw(transcript) == []
    uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt()["status"] == "succeeded"


def test_dropped_recordings_count_against_the_deployments_day(
    uploads: Uploads, transcriber: FakeTranscriber, configure: Any
) -> None:
    configure(daily_recordings=1)
    uploads.hear(uploads.put(key="uploads/1.wav"), uploads.put(key="uploads/2.wav"))
    assert len(transcriber.started) == 1
    assert uploads.receipt("uploads/2.wav")["error"]["code"] == "quota_exceeded"


def test_dropped_recordings_are_the_operators_and_count_for_no_caller(
    uploads: Uploads, transcriber: FakeTranscriber, configure: Any
) -> None:
    configure(daily_recordings=2, daily_recordings_per_caller=0)
    uploads.hear(uploads.put(key="uploads/1.wav"), uploads.put(key="uploads/2.wav"))
    assert len(transcriber.started) == 2


def test_the_receipt_holds_the_token_that_deletes_the_picture(
    uploads: Uploads, transcriber: FakeTranscriber, draws_at_once: FakeSubmitter, api: Handled
) -> None:
    uploads.hear(uploads.put())
    uploads.draw(uploads.says(started(transcriber), a_transcript(SAID)))
    uploads.hear(*uploads.queued("audio"))
    receipt = uploads.receipt()
    path = receipt["links"]["image"]
    assert api("DELETE", path, credential=receipt["delete_token"]).status == 204
    assert api("GET", receipt["links"]["self"]).code == "deleted"


def test_with_keys_the_receipt_holds_no_token(
    uploads: Uploads, transcriber: FakeTranscriber, key_mode: Any
) -> None:
    uploads.hear(uploads.put())
    assert "delete_token" not in uploads.receipt()


def test_the_test_file_of_transcribe_is_not_taken_for_a_transcript(
    uploads: Uploads, submitter: FakeSubmitter
) -> None:
    tried = s3_message("transcripts/.write_access_check_file.temp")
    assert uploads.draw(tried) == []
    assert submitter.submitted == []


def test_no_log_holds_what_was_said_or_how_the_file_is_called(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    draws_at_once: FakeSubmitter,
    log: Any,
    capsys: pytest.CaptureFixture[str],
) -> None:
    uploads.hear(uploads.put())
    uploads.draw(uploads.says(started(transcriber), a_transcript(SAID)))
    uploads.hear(*uploads.queued("audio"))
    written = log.getvalue() + capsys.readouterr().out
    assert "transcription started" in written
    assert "circle" not in written
    assert "my voice" not in written
