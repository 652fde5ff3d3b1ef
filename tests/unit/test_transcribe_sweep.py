"""The sweep makes good what was lost or killed on a recording's way."""

import pytest

from easel import deliver
from easel.errors import Capacity
from easel.recordings.recording import RecordingStatus
from easel.recordings.transcriber import Transcription, TranscriptionState
from tests.fake_adapters import FakeSubmitter, FakeTranscriber
from tests.fakes import Aws, FakeClock, a_transcript, recorded

from .speakers import SAID, Uploads, started


def test_the_sweep_starts_a_transcription_that_a_killed_function_did_not_start(
    uploads: Uploads, transcriber: FakeTranscriber, clock: FakeClock
) -> None:
    event = uploads.put()
    transcriber.refuses = [Capacity("killed here")]
    uploads.hear(event)
    clock.sleep(121)
    assert uploads.sweep() == {"recordings": 1}
    assert len(transcriber.started) == 1


def test_the_sweep_finds_a_transcript_whose_event_was_lost(
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


def test_the_sweep_finds_a_failure_whose_event_was_lost(
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


def test_the_sweep_finds_a_recording_from_before_they_were_spread_over_the_index(
    uploads: Uploads, transcriber: FakeTranscriber, aws: Aws, clock: FakeClock
) -> None:
    uploads.hear(uploads.put())
    [row] = aws.dynamodb.scan(TableName="jobs", IndexName="by_phase")["Items"]
    assert row["phase"]["S"].startswith("recording#")
    aws.dynamodb.update_item(
        TableName="jobs",
        Key={"pk": row["pk"]},
        UpdateExpression="SET phase = :recording",
        ExpressionAttributeValues={":recording": {"S": "recording"}},
    )
    transcriber.fails(started(transcriber), "Unsupported media format")
    clock.sleep(121)
    uploads.sweep()
    assert uploads.receipt()["error"]["code"] == "unsupported_audio"


def test_the_sweep_finds_a_picture_whose_end_was_not_announced(
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


def test_the_sweep_asks_for_a_picture_that_a_killed_function_did_not_ask_for(
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


def test_a_function_killed_on_the_way_to_the_model_fails_the_recording_and_calls_no_model_twice(
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
