"""A recording that cannot be transcribed fails visibly, with a reason."""

from typing import Any

import pytest

from easel.errors import Capacity, Closed, UnsupportedAudio
from easel.recordings.media import MAX_AUDIO_BYTES
from tests.fake_adapters import FakeSubmitter, FakeTranscriber
from tests.fakes import a_transcript, a_wav, recorded

from .speakers import KEY, Uploads, started


@pytest.mark.parametrize("key", ["uploads/a.wav.easel.json", "uploads/", "uploads/folder/"])
def test_receipts_and_folders_are_not_taken_for_recordings(
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
def test_a_file_that_cannot_be_transcribed_gets_a_receipt_that_says_why(
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


def test_a_recording_that_the_operator_has_closed_transcribe_to_ends_at_once(
    uploads: Uploads, transcriber: FakeTranscriber
) -> None:
    transcriber.refuses = [Closed("the operator has closed the transcription for now")]
    assert uploads.hear(uploads.put()) == []
    error = uploads.receipt()["error"]
    assert (error["code"], error["message"]) == (
        "capacity", "the operator has closed the transcription for now",
    )  # fmt: skip


@pytest.mark.parametrize("said", ["", "   \n ", "\u200b", "\u200b" * 2500 + "x"])
def test_a_recording_without_words_has_no_speech(
    uploads: Uploads, transcriber: FakeTranscriber, submitter: FakeSubmitter, said: str
) -> None:
    uploads.hear(uploads.put())
    assert uploads.draw(uploads.says(started(transcriber), a_transcript(said))) == []
    uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt()["error"]["code"] == "no_speech"
    assert submitter.submitted == []


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"results": {"transcripts": 1}}', b"\xff"])
def test_a_broken_transcript_fails_visibly(
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


def test_a_recording_that_transcribe_refuses_fails_visibly(
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


def test_a_transcription_that_easel_did_not_start_is_ignored(uploads: Uploads) -> None:
    assert uploads.hear(failure_of("audio_aaaaaaaaaaaaaaaaaaaaaaaaaa")) == []
