"""Functions at once, repeats, late words, a kill in the middle: a recording has one picture, its
asker holds it, and its end is true."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from easel import spoken, transcribe
from easel.batch import NotYet
from easel.errors import Capacity
from easel.pictures.job import Job, JobError
from easel.recordings.audio_store import AudioStore
from easel.recordings.recording import RecordingStatus
from easel.service import Service
from tests.fakes import (
    Aws,
    FakeAdapters,
    FakeClock,
    FakeSubmitter,
    FakeTranscriber,
    a_transcript,
    a_wav,
    forgets,
)

from .conftest import Handled
from .speakers import KEY, SAID, Speaker, Uploads, started

Meanwhile = Callable[[object, str, Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Let `action` happen in another process, just before `owner.name` is called next."""

    def plan(owner: Any, name: str, action: Callable[[], object]) -> None:
        really = getattr(owner, name)

        def interrupted(*args: Any, **options: Any) -> Any:
            monkeypatch.setattr(owner, name, really)
            action()
            return really(*args, **options)

        monkeypatch.setattr(owner, name, interrupted)

    return plan


def says_a_red_circle(speaker: Speaker, credential: str | None = None) -> str:
    """The id of a recording whose picture another request may have asked for."""
    name = str(speaker.asks(credential, image={"seed": 7}).body["id"])
    speaker.uploads(name)
    speaker.says(name, "A red circle.")
    return name


def is_drawn(service: Service, submitter: FakeSubmitter, draw: Callable[[Job], None]) -> None:
    """The last picture that was asked for."""
    job = service.jobs.get(submitter.submitted[-1].id)
    assert job
    draw(job)


# A picture that was there, or asked for, before the words were.


def test_a_key_holder_sees_the_picture_that_another_had_drawn_before(
    speaker: Speaker, key_mode: Callable[..., str], draws_at_once: FakeSubmitter, api: Handled
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    api.post("A red circle.", seed=7, credential=ann)
    name = says_a_red_circle(speaker, bob)
    body = speaker.looks(name, credential=bob).body
    assert body["status"] == "succeeded"
    assert api("GET", body["links"]["image"], credential=bob).status == 200
    assert len(api("GET", "/v1/images", credential=bob).body["data"]) == 1


def test_a_picture_that_another_canceled_is_drawn_for_whoever_says_it(
    speaker: Speaker, api: Handled, submitter: FakeSubmitter
) -> None:
    submitter.takes = forgets
    posted = api.post("A red circle.", seed=7).body
    api("POST", posted["links"]["cancel"], credential=posted["delete_token"])
    name = says_a_red_circle(speaker)
    assert speaker.looks(name).body["status"] == "generating"
    assert len(submitter.submitted) == 2


def test_a_picture_that_another_deleted_is_drawn_for_whoever_says_it(
    speaker: Speaker, api: Handled, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post("A red circle.", seed=7).body
    api("DELETE", posted["links"]["self"], credential=posted["delete_token"])
    assert speaker.looks(says_a_red_circle(speaker)).body["status"] == "succeeded"


def test_another_who_deletes_leaves_the_speaker_their_picture(
    speaker: Speaker, api: Handled, draws_at_once: FakeSubmitter
) -> None:
    posted = api.post("A red circle.", seed=7).body
    name = says_a_red_circle(speaker)
    api("DELETE", posted["links"]["self"], credential=posted["delete_token"])
    assert speaker.looks(name).body["status"] == "succeeded"


def test_the_same_words_and_seed_after_a_failure_are_asked_for_again(
    speaker: Speaker, service: Service, submitter: FakeSubmitter
) -> None:
    submitter.takes = lambda job: service.endings.fail(job, JobError("model_error", "it broke"))
    says_a_red_circle(speaker)
    says_a_red_circle(speaker)
    assert len(submitter.submitted) == 2


def test_a_job_of_another_that_the_model_did_not_take_is_asked_for_again(
    speaker: Speaker,
    uploads: Uploads,
    api: Handled,
    submitter: FakeSubmitter,
    service: Service,
    clock: FakeClock,
    draw: Callable[[Job], None],
) -> None:
    name = speaker.asks(image={"seed": 7}).body["id"]
    speaker.uploads(name)
    speaker.leaves(name, "A red circle.")

    def refused(_: Job) -> None:
        spoken.draw(name, service)  # the words come while another's job is on its way to the model
        raise Capacity("full")

    submitter.takes = refused
    api.post("A red circle.", seed=7)
    submitter.takes = draw
    clock.sleep(121)
    uploads.sweep()
    assert uploads.draw(*uploads.queued("transcripts")) == []
    assert speaker.looks(name).body["status"] == "succeeded"


# Two at once.


def test_a_repeat_that_meets_the_quotas_end_leaves_what_is_being_asked_for(
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


def test_whoever_died_while_asking_holds_up_nobody_for_long(
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


def test_a_sweep_that_read_the_row_before_its_words_came_does_not_end_it(
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
    configure(daily_pictures=0)
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
    configure(daily_pictures=2)
    event = uploads.put()
    etag = event["detail"]["object"]["etag"]
    meanwhile(service.recordings, "open", lambda: transcribe.hear(KEY, etag, service))
    uploads.hear(event)
    uploads.hear(uploads.put(key="uploads/second.wav"))
    assert len(transcriber.started) == 2


def test_killed_before_it_was_counted_it_is_counted_later(
    uploads: Uploads,
    transcriber: FakeTranscriber,
    configure: Callable[..., None],
    meanwhile: Meanwhile,
) -> None:
    configure(daily_pictures=0)
    event = uploads.put()
    meanwhile(transcribe, "count_recording", lambda: 1 / 0)
    assert uploads.hear(event) == ["m0"]
    uploads.hear(event)
    assert transcriber.started == []


def test_the_first_receipt_never_covers_the_last(
    uploads: Uploads, service: Service, meanwhile: Meanwhile
) -> None:
    event = uploads.put(b"no audio")
    etag = event["detail"]["object"]["etag"]
    meanwhile(service.audio, "put_receipt", lambda: transcribe.hear(KEY, etag, service))
    uploads.hear(event)
    assert uploads.receipt()["status"] == "failed"


def test_the_receipt_is_the_last_uploads_though_the_bytes_are_the_same(
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
    monkeypatch.setattr(service.jobs, "recently_drawn", lambda: [(minutes_ago, clock.now())])
    monkeypatch.setattr(service.jobs, "count_open", lambda: 1000)
    assert uploads.draw(uploads.says(started(transcriber), a_transcript(SAID))) == ["m0"]
    for _ in range(9):
        clock.sleep(121)
        uploads.sweep()
    assert uploads.queued("transcripts") == []


def test_forms_that_nobody_used_leave_the_day_to_others(
    speaker: Speaker, uploads: Uploads, configure: Callable[..., None], clock: FakeClock
) -> None:
    configure(daily_pictures=1)
    speaker.asks()
    clock.sleep(15 * 60 + 121)
    uploads.sweep()
    uploads.hear(uploads.put())
    assert uploads.receipt()["status"] == "transcribing"


def test_a_transcribe_that_is_busy_fails_no_sweep(
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


# What S3 and Transcribe do besides.


class RefusingS3:
    """S3 as `client` reaches it, but `operations` are answered with `status`."""

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


def test_a_key_without_room_for_a_receipt_is_settled_without(
    uploads: Uploads, service: Service, clock: FakeClock
) -> None:
    uploads.hear(uploads.put(b"no audio", key="uploads/" + "x" * 1010))
    clock.sleep(3600)
    assert service.recordings.overdue() == []
    assert not [key for key in uploads.aws.keys("audio") if key.endswith(".easel.json")]


def test_a_pictures_id_under_recordings_is_no_recording(
    uploads: Uploads, draws_at_once: FakeSubmitter, api: Handled
) -> None:
    image = api.post("x").body["id"]
    assert uploads.hear(uploads.put(key=f"recordings/{image}")) == []


def test_of_one_language_transcribe_need_not_say_which(
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
    speaker.says(name, "\u0958" * 1500)  # one letter as it is said, two in NFC
    assert speaker.looks(name).body["status"] == "generating"


def test_with_keys_a_receipt_has_no_links_that_no_key_opens(
    uploads: Uploads, key_mode: Callable[..., str]
) -> None:
    uploads.hear(uploads.put())
    assert "links" not in uploads.receipt()


def test_a_row_that_left_meanwhile_is_settled(
    uploads: Uploads, transcriber: FakeTranscriber, service: Service
) -> None:
    uploads.hear(uploads.put(a_wav()))
    recording = uploads.recording(started(transcriber))
    assert recording.status is RecordingStatus.TRANSCRIBING
    uploads.aws.dynamodb.delete_item(TableName="jobs", Key={"pk": {"S": recording.id}})
    service.recordings.settled(recording)
    assert service.recordings.get(recording.id) is None
