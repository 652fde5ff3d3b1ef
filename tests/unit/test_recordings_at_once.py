"""A recording has one picture and one end, whatever runs at once, repeats, dies or comes late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from easel import spoken, transcribe
from easel.batch import NotYet
from easel.errors import Capacity
from easel.pictures.backlog import Line
from easel.pictures.job import Job
from easel.service import Service
from tests.fake_adapters import FakeSubmitter, FakeTranscriber
from tests.fakes import FakeClock, a_transcript

from .speakers import KEY, SAID, Speaker, Uploads, is_drawn, started

Meanwhile = Callable[[object, str, Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """A function that plans an action of another process before the next call of a method."""

    def plan(owner: Any, name: str, action: Callable[[], object]) -> None:
        really = getattr(owner, name)

        def interrupted(*args: Any, **options: Any) -> Any:
            monkeypatch.setattr(owner, name, really)
            action()
            return really(*args, **options)

        monkeypatch.setattr(owner, name, interrupted)

    return plan


# Two at once.


def test_a_repeat_over_the_quota_leaves_the_first_request_alone(
    speaker: Speaker,
    configure: Callable[..., None],
    service: Service,
    submitter: FakeSubmitter,
    draw: Callable[[Job], None],
    meanwhile: Meanwhile,
) -> None:
    configure(daily_pictures_per_address=1)
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.leaves(name, "A red circle.")

    def repeat() -> None:
        with pytest.raises(NotYet):
            spoken.draw(name, service)

    meanwhile(service.jobs, "open", repeat)
    spoken.draw(name, service)
    is_drawn(service, submitter, draw)
    assert speaker.looks(name).body["status"] == "succeeded"
    assert len(submitter.submitted) == 1


def test_a_function_that_died_while_asking_holds_up_the_next_only_briefly(
    speaker: Speaker, service: Service, submitter: FakeSubmitter, clock: FakeClock
) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.leaves(name, "A red circle.")
    submitter.refuses = RuntimeError("killed here")
    service.claims.hold = lambda *_, **__: 1 / 0  # type: ignore[method-assign, assignment]
    with pytest.raises(ZeroDivisionError):
        spoken.draw(name, service)
    del service.claims.hold
    submitter.refuses = None
    with pytest.raises(NotYet):
        spoken.draw(name, service)
    clock.sleep(30)
    spoken.draw(name, service)
    assert len(submitter.submitted) == 1


def test_a_sweep_with_an_old_row_does_not_end_a_recording_whose_words_came(
    speaker: Speaker,
    service: Service,
    clock: FakeClock,
    submitter: FakeSubmitter,
    meanwhile: Meanwhile,
) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    speaker.leaves(name, "A red circle.")
    clock.sleep(1201)
    meanwhile(service.recordings, "end", lambda: spoken.draw(name, service))
    transcribe.look_after(name, service)
    assert len(submitter.submitted) == 1
    assert speaker.looks(name).body["status"] == "generating"


def test_a_repeat_beside_the_first_starts_nothing_that_the_quota_refuses(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    configure: Callable[..., None],
    service: Service,
    meanwhile: Meanwhile,
) -> None:
    configure(daily_recordings=0)
    event = uploads.put()
    etag = event["detail"]["object"]["etag"]
    meanwhile(transcribe, "count_recording", lambda: transcribe.hear(KEY, etag, service))
    uploads.hear(event)
    assert transcriber.started == []
    assert uploads.receipt()["error"]["code"] == "quota_exceeded"


def test_a_repeat_beside_the_first_counts_once(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    configure: Callable[..., None],
    service: Service,
    meanwhile: Meanwhile,
) -> None:
    configure(daily_recordings=2)
    event = uploads.put()
    etag = event["detail"]["object"]["etag"]
    meanwhile(service.recordings, "open", lambda: transcribe.hear(KEY, etag, service))
    uploads.hear(event)
    uploads.hear(uploads.put(key="uploads/second.wav"))
    assert len(transcriber.started) == 2


def test_a_recording_is_counted_later_if_the_function_was_killed_before(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    configure: Callable[..., None],
    meanwhile: Meanwhile,
) -> None:
    configure(daily_recordings=0)
    event = uploads.put()
    meanwhile(transcribe, "count_recording", lambda: 1 / 0)
    assert uploads.hear(event) == ["m0"]
    uploads.hear(event)
    assert transcriber.started == []


def test_an_older_receipt_never_replaces_a_newer_one(
    uploads: Uploads, service: Service, meanwhile: Meanwhile
) -> None:
    event = uploads.put(b"no audio")
    etag = event["detail"]["object"]["etag"]
    meanwhile(service.audio, "put_receipt", lambda: transcribe.hear(KEY, etag, service))
    uploads.hear(event)
    assert uploads.receipt()["status"] == "failed"


def test_of_two_uploads_with_the_same_bytes_the_last_has_the_receipt(
    uploads: Uploads, transcriber: FakeTranscriber, draws_at_once: FakeSubmitter, service: Service
) -> None:
    uploads.hear(uploads.put())
    first = started(transcriber)
    found = service.audio.find(KEY)
    assert found
    while (again := service.audio.find(KEY)) and again.written_at == found.written_at:
        event = uploads.put()  # S3 tells times by the second
    uploads.hear(event)
    second = str(transcriber.started[1]["name"])
    for name in (second, first):  # the first was throttled
        uploads.draw(uploads.says(name, a_transcript(SAID)))
        uploads.hear(*uploads.queued("audio"))
    assert uploads.receipt()["id"] == second


# Time.


def test_a_picture_that_is_being_drawn_is_not_given_up_before_its_own_deadline(
    speaker: Speaker,
    uploads: Uploads,
    submitter: FakeSubmitter,
    clock: FakeClock,
    service: Service,
    draw: Callable[[Job], None],
) -> None:
    name = speaker.asks().body["id"]
    speaker.uploads(name)
    submitter.refuses = Capacity("full")
    speaker.says(name, "A red circle.")
    clock.sleep(19 * 60)  # the queue brought it again, in vain
    submitter.refuses = None
    spoken.draw(name, service)
    clock.sleep(4 * 60)
    uploads.sweep()
    is_drawn(service, submitter, draw)
    assert speaker.looks(name).body["status"] == "succeeded"


def test_a_full_model_is_not_met_with_more_messages(
    uploads: Uploads,
    service: Service,
    transcriber: FakeTranscriber,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    uploads.hear(uploads.put())
    minutes_ago = clock.now() - timedelta(minutes=10)
    line = Line(arrivals=1000, drawn=((minutes_ago, clock.now()),))
    monkeypatch.setattr(service.backlog, "line", lambda: line)
    assert uploads.draw(uploads.says(started(transcriber), a_transcript(SAID))) == ["m0"]
    for _ in range(9):
        clock.sleep(121)
        uploads.sweep()
    assert uploads.queued("transcripts") == []


def test_unused_forms_cost_nothing_of_the_daily_quota(
    speaker: Speaker, uploads: Uploads, configure: Callable[..., None], clock: FakeClock
) -> None:
    configure(daily_recordings=1)
    speaker.asks()
    clock.sleep(15 * 60 + 121)
    uploads.sweep()
    uploads.hear(uploads.put())
    assert uploads.receipt()["status"] == "transcribing"


def test_a_busy_transcribe_does_not_fail_the_sweep(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(_: str) -> None:
        raise Capacity("busy")

    uploads.hear(uploads.put())
    monkeypatch.setattr(transcriber, "find", busy)
    clock.sleep(121)
    assert uploads.sweep() == {"recordings": 0}
