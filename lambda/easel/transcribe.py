"""A recording was uploaded, and Amazon Transcribe is asked for its words. Read it top to bottom,
then spoken.py, which draws them.

Four things wake it: an object in the audio bucket, a transcription that failed, the end of a
picture that a recording asked for, and the clock, once a minute.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from .access import count_recording, uncount_recording
from .api.audio_request import with_seed
from .api.request import Wanted
from .batch import NotYet, see_to_each
from .callers.caller import Caller
from .errors import (
    Capacity,
    Closed,
    DeadlineExceeded,
    Internal,
    PayloadTooLarge,
    QuotaExceeded,
    UnsupportedAudio,
    fault,
)
from .pictures.job import JobError
from .recording_end import fail, put_receipt, settle
from .recordings.audio_store import Replaced, Unreadable, Uploaded
from .recordings.recording import (
    DROPPED,
    NO_RECORDINGS,
    SENT,
    Recording,
    RecordingStatus,
    id_of,
    is_recording_id,
    may_be_recording,
)
from .recordings.sound import decode
from .recordings.transcriber import TranscriptionState
from .service import Service, current_service
from .settings import Recordings

# When the sweep looks at a recording again. Amazon Transcribe needs at least ten seconds or so.
_LOOK_AGAIN = timedelta(minutes=2)
_ANNOUNCED_FOR = timedelta(minutes=10)
# Used in place of the time when an object was written, if Easel may not read the object.
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)

logger = Logger()
metrics = Metrics()


@metrics.log_metrics
def handler(
    event: dict[str, Any], context: LambdaContext
) -> PartialItemFailureResponse | dict[str, int]:
    metrics.add_metric("Wakes", MetricUnit.Count, 1)
    service = current_service()
    if "Records" not in event:
        return sweep(service)
    return see_to_each(
        event,
        context,
        lambda message: _see_to(message, service),
        queue=lambda: service.audio_queue,
        logger=logger,
        failed="record not seen to",
    )


def _see_to(message: dict[str, Any], service: Service) -> None:
    if "ended" in message:
        close(message["ended"], service)
    elif message["source"] == "aws.s3":
        uploaded = message["detail"]["object"]
        hear(uploaded["key"], uploaded["etag"], service)
    else:
        look_after(message["detail"]["TranscriptionJobName"], service)


def hear(key: str, etag: str, service: Service) -> None:
    """Transcribe the version `etag` of the object at `key`. A second call starts nothing."""
    if not may_be_recording(key):
        return
    try:
        found = service.audio.find(key)
    except Unreadable:
        found = Uploaded(etag, _UNKNOWN)  # it will fail, and its receipt will say so
    if found is None or found.etag != etag:
        logger.info("recording was replaced", extra={"etag": etag})
        return  # S3 sends another event for the new version
    # 1. its row: from here on, callers can see how it ends
    recording = (
        _awaited(key, found, service) if key.startswith(SENT) else _dropped(key, found, service)
    )
    if recording and recording.status is RecordingStatus.TRANSCRIBING:
        transcribe(recording, service)


def _awaited(key: str, found: Uploaded, service: Service) -> Recording | None:
    """The recording that the form was made for, now marked as uploaded. None if there is none, or
    if the form was used before for another upload."""
    recording_id = key.removeprefix(SENT)
    recording = service.recordings.get(recording_id) if is_recording_id(recording_id) else None
    if recording and recording.status is RecordingStatus.AWAITING_UPLOAD:
        due, deadline = _from_now(service)
        arrived = service.recordings.arrive(recording, found.etag, due=due, deadline=deadline)
        recording = arrived or service.recordings.get(recording_id)
    return recording if recording and recording.etag == found.etag else None


def _dropped(key: str, found: Uploaded, service: Service) -> Recording:
    """The recording of this version of the object at `key`. If there is none yet, it is opened."""
    due, deadline = _from_now(service)
    wanted = Recording(
        id=id_of(key, found.etag, found.written_at, service.signer),
        status=RecordingStatus.TRANSCRIBING,
        key=key,
        etag=found.etag,
        caller=Caller(DROPPED, None, service.settings.daily_pictures, 0),
        wanted=with_seed(Wanted()).model_dump_json(),
        created_at=service.clock.now(),
        due=due,
        deadline=deadline,
    )
    if known := service.recordings.get(wanted.id):
        return known
    try:
        spending = count_recording(
            wanted.caller, service
        )  # counted first: if we are killed here, the count is one too high
    except QuotaExceeded as error:
        return _refused(wanted, error, service)
    try:
        put_receipt(wanted, None, service)
        recording, opened = service.recordings.open(wanted)
    except Exception:
        # The message comes again, and is counted again, unless the row was written after all.
        if service.recordings.get(wanted.id) is None:
            spending.give_back()
        raise
    if not opened:
        spending.give_back()
        # Another process may have ended the recording and written its receipt. Then our receipt has
        # replaced that one. So write it again.
        job = service.jobs.get(recording.image_id) if recording.image_id else None
        put_receipt(recording, job, service)
    return recording


def _refused(wanted: Recording, error: QuotaExceeded, service: Service) -> Recording:
    """Open the recording as failed, in one write. It must not start, since it was not counted."""
    why = JobError(error.code, error.detail)
    failed = replace(
        wanted, status=RecordingStatus.FAILED, error=why, completed_at=service.clock.now()
    )
    recording, opened = service.recordings.open(failed)
    if opened:
        settle(recording, service)
    return recording


def _from_now(service: Service) -> tuple[datetime, datetime]:
    """The (due, deadline) of a recording that is opened or uploaded now."""
    now = service.clock.now()
    return now + _LOOK_AGAIN, now + timedelta(seconds=service.settings.job_deadline_s)


def transcribe(recording: Recording, service: Service) -> None:
    """Start the transcription of `recording`, unless it was started before.

    Raises:
        NotYet: Amazon Transcribe is busy.
    """
    if service.settings.recordings is Recordings.OFF:
        fail(recording, UnsupportedAudio(NO_RECORDINGS), service)
        return
    try:
        copy = _checked_copy(recording, service)  # 2. decoded, not trusted
        transcript_key = service.transcripts.key(recording.id)
        service.transcriber.start(
            recording.id, copy, "wav", transcript_key, recording.language
        )  # 3. the transcription is started
    except Replaced:
        replaced = (
            "the recording was replaced while it was read; ask for a new form, and upload only once"
        )
        fail(recording, UnsupportedAudio(replaced), service)
    except Unreadable:
        unreadable = "it is archived, or encrypted with your own key; upload it without either"
        fail(recording, UnsupportedAudio(f"the object cannot be read: {unreadable}"), service)
    except (UnsupportedAudio, PayloadTooLarge) as error:
        fail(recording, error, service)
    except Closed as error:
        fail(recording, error, service)  # it will not open within the recording's deadline
    except Capacity as error:
        raise NotYet(error.detail) from error  # nothing was spent; the queue brings it again
    else:
        metrics.add_metric("TranscriptionsStarted", MetricUnit.Count, 1)
        logger.info("transcription started", extra={"id": recording.id})


def _checked_copy(recording: Recording, service: Service) -> str:
    """The URI of the sound that Transcribe hears. A recording is decoded once, even if it is
    uploaded again with the same form, its event comes again, or Transcribe was busy."""
    if kept := service.audio.kept(recording.id, "wav"):
        return kept
    data = service.audio.read(recording.key, recording.etag)
    wav = decode(data, service.settings.max_recording_s)
    logger.info("recording decoded", extra={"id": recording.id, "bytes": len(data)})
    return service.audio.keep(recording.id, "wav", wav)


def look_after(recording_id: str, service: Service) -> None:
    """Take the recording's next step, even if a message about it was lost.

    Raises:
        NotYet: Amazon Transcribe is busy.
    """
    recording = service.recordings.get(recording_id)
    if recording is None:
        return
    too_late = service.clock.now() >= recording.deadline
    if recording.status is RecordingStatus.AWAITING_UPLOAD:
        if found := service.audio.find(recording.key):
            hear(recording.key, found.etag, service)
        elif too_late and fail(
            recording, DeadlineExceeded("no recording was uploaded in time"), service
        ):
            uncount_recording(recording.caller, recording.created_at, service)
    elif recording.status is RecordingStatus.TRANSCRIBING and not too_late:
        _look_for_transcript(recording, service)
    elif not close(recording_id, service) and too_late:
        _give_up(recording, service)


def _look_for_transcript(recording: Recording, service: Service) -> None:
    try:
        transcription = service.transcriber.find(recording.id)
    except Capacity as error:
        raise NotYet(error.detail) from error
    if transcription is None:
        transcribe(recording, service)  # we were killed before it was started
    elif transcription.state is TranscriptionState.FAILED:
        fail(recording, transcription.failure, service)
    elif transcription.state is TranscriptionState.COMPLETED:
        # Announce it once in a while, not at each sweep: the queue repeats an unhandled message.
        service.recordings.postpone(recording, service.clock.now() + _ANNOUNCED_FOR)
        _announce_transcript(recording, service)


def _give_up(recording: Recording, service: Service) -> None:
    """End the recording at its deadline, unless its picture is being drawn: the picture has a
    deadline of its own."""
    job = service.jobs.get(recording.image_id) if recording.image_id else None
    if job is None or job.was_refused or not recording.has_asked(job):
        fail(recording, DeadlineExceeded("no picture by the deadline"), service)


def close(recording_id: str, service: Service) -> bool:
    """End the recording if its picture has ended. Returns whether the recording has ended."""
    recording = service.recordings.get(recording_id)
    if recording is None:
        return True
    if recording.status is RecordingStatus.GENERATING:
        job = service.jobs.get(recording.image_id or "")
        status, error = recording.standing(job)
        if status.ended:
            recording = service.recordings.end(recording, error) or recording
        elif job and job.was_refused and recording.asked:
            # The recording had joined another caller's job, and the model did not accept that job.
            # Now the recording has to ask for its picture itself.
            service.recordings.end_asking(recording, asked=False)
            _announce_transcript(recording, service)
    if recording.status.ended:
        settle(recording, service)
    return recording.status.ended


def sweep(service: Service) -> dict[str, int]:
    """Take the next step of each recording that is due, and return how many there were.

    Raises:
        Internal: some recordings failed. All others took their step; the next sweep tries again.
    """
    seen_to, failed = 0, 0
    for recording_id in service.recordings.overdue():
        try:
            recording = service.recordings.get(recording_id)
            if recording is None or recording.due is None:
                continue  # the index was a moment behind
            if service.recordings.postpone(recording, service.clock.now() + _LOOK_AGAIN):
                look_after(recording_id, service)
                seen_to += 1
        except NotYet:
            continue  # the next sweep asks again
        except Exception as error:  # noqa: BLE001 - one recording must not hold up the others
            failed += 1
            logger.error("recording not looked after", extra={"id": recording_id, **fault(error)})
    if failed:
        raise Internal(f"{failed} recordings could not be looked after")
    return {"recordings": seen_to}


def _announce_transcript(recording: Recording, service: Service) -> None:
    """Queue S3's event for the transcript once more, in case it was lost."""
    key = service.transcripts.key(recording.id)
    service.transcript_queue.put({"detail": {"object": {"key": key}}})
