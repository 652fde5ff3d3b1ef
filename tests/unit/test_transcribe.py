"""What is put into the audio bucket is transcribed once, and ends where its uploader sees it."""

from typing import Any

import pytest

from easel import deliver
from easel.errors import Capacity, UnsupportedAudio
from easel.recordings.media import MAX_AUDIO_BYTES
from easel.recordings.recording import RecordingStatus
from easel.recordings.transcriber import Transcription, TranscriptionState
from tests.fakes import (
    FakeClock,
    FakeSubmitter,
    FakeTranscriber,
    a_transcript,
    a_wav,
    recorded,
    s3_message,
)

from .conftest import Handled
from .speakers import KEY, SAID, Uploads, started


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


def test_what_was_said_is_drawn_and_the_receipt_has_the_link(
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
def test_a_key_may_be_anything(
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


def test_of_two_events_out_of_order_the_present_version_is_heard(
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


@pytest.mark.parametrize("key", ["uploads/a.wav.easel.json", "uploads/", "uploads/folder/"])
def test_receipts_and_folders_are_no_recordings(
    uploads: Uploads, transcriber: FakeTranscriber, key: str
) -> None:
    assert uploads.hear(uploads.put(b"", key=key)) == []
    assert transcriber.started == []
    assert uploads.service.recordings.overdue() == []


@pytest.mark.parametrize(
    ("body", "key", "code", "detail"),
    [
        pytest.param(b"", KEY, "unsupported_audio", "empty", id="0 bytes"),
        pytest.param(b"some words\n", "uploads/notes.mp3", "unsupported_audio", "", id="text"),
        pytest.param(b"\x00" * 100, "uploads/a.mp3", "unsupported_audio", "", id="zeros"),
        pytest.param(
            b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska",
            KEY,
            "unsupported_audio",
            "",
            id="Matroska that is no WebM",
        ),
        pytest.param(b"\xff\xf1\x50\x80\x01", KEY, "unsupported_audio", "", id="bare AAC"),
        pytest.param(
            a_wav(1) + bytes(MAX_AUDIO_BYTES), KEY, "payload_too_large", "10485760", id="too large"
        ),
        pytest.param(a_wav(121, 8000), KEY, "unsupported_audio", "120 s", id="too long"),
    ],
)
def test_what_cannot_be_transcribed_fails_with_a_receipt_that_says_why(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    body: bytes,
    key: str,
    code: str,
    detail: str,
) -> None:
    assert uploads.hear(uploads.put(body, key)) == []
    assert transcriber.started == []
    receipt = uploads.receipt(key)
    assert (receipt["status"], receipt["error"]["code"]) == ("failed", code)
    assert detail in receipt["error"]["message"]


@pytest.mark.parametrize("said", ["", "   \n "])
def test_a_recording_without_words_has_no_speech(
    uploads: Uploads, transcriber: FakeTranscriber, submitter: FakeSubmitter, said: str
) -> None:
    uploads.hear(uploads.put())
    assert uploads.draw(uploads.says(started(transcriber), a_transcript(said))) == []
    uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt()["error"]["code"] == "no_speech"
    assert submitter.submitted == []


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"results": {"transcripts": 1}}', b"\xff"])
def test_what_is_no_transcript_fails_visibly(
    uploads: Uploads, transcriber: FakeTranscriber, body: bytes
) -> None:
    uploads.hear(uploads.put())
    assert uploads.draw(uploads.says(started(transcriber), body)) == []
    uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt()["error"]["code"] == "internal"


def test_a_prompt_that_is_too_long_is_cut_at_a_word_with_a_note(
    uploads: Uploads, transcriber: FakeTranscriber, submitter: FakeSubmitter
) -> None:
    said = "circle  " * 1000
    uploads.hear(uploads.put())
    uploads.draw(uploads.says(started(transcriber), a_transcript(said)))
    [job] = submitter.submitted
    assert job.picture.prompt == " ".join(["circle"] * 285)
    recording = uploads.recording(started(transcriber))
    assert recording.note == "cut at a word: at most 2000 characters are allowed"
    assert recording.transcript == " ".join(["circle"] * 1000)


def test_a_throttled_transcription_is_delayed_and_not_lost(
    uploads: Uploads, transcriber: FakeTranscriber
) -> None:
    event = uploads.put()
    transcriber.refuses = [Capacity("busy")] * 10
    for received in range(1, 11):
        assert uploads.hear(event, times_received=received) == ["m0"]
    assert uploads.receipt()["status"] == "transcribing"
    assert uploads.hear(event, times_received=11) == []
    assert len(transcriber.started) == 1


def test_what_transcribe_refuses_at_once_fails_visibly(
    uploads: Uploads, transcriber: FakeTranscriber
) -> None:
    transcriber.refuses = [UnsupportedAudio("not in this language")]
    assert uploads.hear(uploads.put()) == []
    assert uploads.receipt()["error"]["code"] == "unsupported_audio"


def failure_of(name: str) -> dict[str, Any]:
    message: dict[str, Any] = recorded("transcribe-job-state-change.json")
    message["detail"]["TranscriptionJobName"] = name
    return message


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("Unsupported media format: the codec is not known", "unsupported_audio"),
        ("Internal failure", "internal"),
        ("", "unsupported_audio"),
    ],
)
def test_a_transcription_that_failed_ends_the_recording_with_its_reason(
    uploads: Uploads, transcriber: FakeTranscriber, reason: str, code: str
) -> None:
    uploads.hear(uploads.put())
    name = started(transcriber)
    transcriber.fails(name, reason)
    assert uploads.hear(failure_of(name)) == []
    error = uploads.receipt()["error"]
    assert error["code"] == code
    assert (reason or "no reason") in error["message"]


def test_somebody_elses_transcription_is_none_of_ours(uploads: Uploads) -> None:
    assert uploads.hear(failure_of("audio_aaaaaaaaaaaaaaaaaaaaaaaaaa")) == []


def test_killed_before_the_transcription_was_started_it_is_started_by_the_sweep(
    uploads: Uploads, transcriber: FakeTranscriber, clock: FakeClock
) -> None:
    event = uploads.put()
    transcriber.refuses = [Capacity("killed here")]
    uploads.hear(event)
    clock.sleep(121)
    assert uploads.sweep() == {"recordings": 1}
    assert len(transcriber.started) == 1


def test_a_transcript_whose_event_was_lost_is_found_by_the_sweep(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    draws_at_once: FakeSubmitter,
    clock: FakeClock,
) -> None:
    uploads.hear(uploads.put())
    name = started(transcriber)
    uploads.says(name, a_transcript(SAID))
    transcriber.jobs[name] = Transcription(TranscriptionState.COMPLETED)
    clock.sleep(121)
    uploads.sweep()
    assert uploads.draw(*uploads.queued("transcripts")) == []
    uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt()["status"] == "succeeded"


def test_a_failure_whose_event_was_lost_is_found_by_the_sweep(
    uploads: Uploads, transcriber: FakeTranscriber, clock: FakeClock
) -> None:
    uploads.hear(uploads.put())
    transcriber.fails(started(transcriber), "Unsupported media format")
    clock.sleep(121)
    uploads.sweep()
    assert uploads.receipt()["error"]["code"] == "unsupported_audio"


def test_a_transcription_that_never_ends_fails_at_the_deadline(
    uploads: Uploads, transcriber: FakeTranscriber, clock: FakeClock
) -> None:
    uploads.hear(uploads.put())
    for _ in range(10):
        clock.sleep(121)
        uploads.sweep()
    assert uploads.receipt()["error"]["code"] == "deadline_exceeded"
    assert uploads.service.recordings.overdue() == []


def test_a_picture_whose_end_nobody_told_is_found_by_the_sweep(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    draws_at_once: FakeSubmitter,
    clock: FakeClock,
) -> None:
    uploads.hear(uploads.put())
    uploads.draw(uploads.says(started(transcriber), a_transcript(SAID)))
    uploads.queued("audio")  # lost
    clock.sleep(121)
    uploads.sweep()
    assert uploads.receipt()["status"] == "succeeded"
    clock.sleep(1000)
    assert uploads.sweep() == {"recordings": 0}


def test_killed_before_the_picture_was_asked_for_it_is_asked_for_after_all(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    draws_at_once: FakeSubmitter,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    uploads.hear(uploads.put())
    name = started(transcriber)
    transcript = uploads.says(name, a_transcript(SAID))
    with monkeypatch.context() as killed:
        killed.setattr(uploads.service.claims, "hold", lambda *_, **__: 1 / 0)
        assert uploads.draw(transcript) == ["m0"]
    assert uploads.recording(name).status is RecordingStatus.GENERATING
    clock.sleep(121)
    uploads.sweep()
    assert uploads.draw(*uploads.queued("transcripts"), transcript) == []
    [job] = draws_at_once.submitted
    assert job.id == uploads.recording(name).image_id
    uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt()["status"] == "succeeded"


def test_killed_on_the_way_to_the_model_it_fails_visibly_and_calls_the_model_no_second_time(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    submitter: FakeSubmitter,
    clock: FakeClock,
) -> None:
    uploads.hear(uploads.put())
    transcript = uploads.says(started(transcriber), a_transcript(SAID))
    submitter.refuses = RuntimeError("killed here")
    assert uploads.draw(transcript) == ["m0"]
    submitter.refuses = None
    assert uploads.draw(transcript) == []
    clock.sleep(91)
    deliver.handler(recorded("schedule.json"), uploads.context)
    uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt()["error"]["code"] == "internal"
    assert len(submitter.submitted) == 1


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
    configure(daily_pictures=1)
    uploads.hear(uploads.put(key="uploads/1.wav"), uploads.put(key="uploads/2.wav"))
    assert len(transcriber.started) == 1
    assert uploads.receipt("uploads/2.wav")["error"]["code"] == "quota_exceeded"


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


def test_what_transcribe_tries_out_in_the_bucket_is_no_transcript(
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
