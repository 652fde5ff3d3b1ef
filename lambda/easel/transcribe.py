"""A recording is uploaded, and Amazon Transcribe is asked for its words. Read it top to bottom,
then spoken.py, which draws them.

Four things wake it: an object in the audio bucket, a transcription that failed, the end of a
picture that a recording asked for, and once a minute the clock.
"""

from datetime import timedelta
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from .access import count_recording
from .audio_request import with_seed
from .audio_store import Replaced, Uploaded
from .batch import NotYet, see_to_each
from .caller import Caller
from .errors import (
    Capacity,
    DeadlineExceeded,
    EaselError,
    Internal,
    PayloadTooLarge,
    QuotaExceeded,
    UnsupportedAudio,
    fault,
)
from .job import JobError
from .media import check_size
from .receipt import receipt
from .recording import DROPPED, SENT, Recording, RecordingStatus, id_of, may_be_recording
from .request import Wanted
from .service import Service, service
from .sound import decode
from .transcriber import TranscriptionState

# Amazon Transcribe needs some ten seconds at least; past this, somebody asks it how it goes.
_LOOK_AGAIN = timedelta(minutes=2)

logger = Logger(service="transcribe")
metrics = Metrics(namespace="Easel", service="transcribe")


@metrics.log_metrics
def handler(
    event: dict[str, Any], context: LambdaContext
) -> PartialItemFailureResponse | dict[str, int]:
    metrics.add_metric("Wakes", MetricUnit.Count, 1)
    own = service()
    if "Records" not in event:
        return sweep(own)
    return see_to_each(
        event,
        context,
        lambda message: _see_to(message, own),
        queue=lambda: own.audio_queue,
        logger=logger,
        failed="record not seen to",
    )


def _see_to(message: dict[str, Any], own: Service) -> None:
    if "ended" in message:
        close(message["ended"], own)
    elif message["source"] == "aws.s3":
        uploaded = message["detail"]["object"]
        hear(uploaded["key"], uploaded["etag"], own)
    else:
        look_after(message["detail"]["TranscriptionJobName"], own)


def hear(key: str, etag: str, own: Service) -> None:
    """The version `etag` of the object at `key` is a recording: have it transcribed, once."""
    if not may_be_recording(key):
        return
    found = own.audio.find(key)
    if found is None or found.etag != etag:
        logger.info("recording was replaced", extra={"etag": etag})
        return  # what is there now has an event of its own
    recording = _opened(key, found, own)  # 1. its row: from here on it ends visibly
    if recording and recording.status is RecordingStatus.TRANSCRIBING:
        transcribe(recording, own)


def _opened(key: str, found: Uploaded, own: Service) -> Recording | None:
    """The recording that the object at `key` is, transcribing, unless it is further already."""
    now = own.clock.now()
    due, deadline = now + _LOOK_AGAIN, now + timedelta(seconds=own.settings.job_deadline_s)
    if key.startswith(SENT):
        recording = own.recordings.get(key.removeprefix(SENT))
        if recording is None or recording.status is not RecordingStatus.AWAITING_UPLOAD:
            # The same upload, announced again; or another one, with a form that was used before.
            return recording if recording and recording.etag == found.etag else None
        heard = own.recordings.arrive(recording, found.etag, due=due, deadline=deadline)
        return heard or own.recordings.get(recording.id)
    recording, opened = own.recordings.open(
        Recording(
            id=id_of(key, found.etag, found.written_at, own.id_secret),
            status=RecordingStatus.TRANSCRIBING,
            key=key,
            etag=found.etag,
            caller=Caller(DROPPED, None, own.settings.daily_pictures, 0),
            wanted=with_seed(Wanted()).model_dump_json(),
            created_at=now,
            due=due,
            deadline=deadline,
        )
    )
    if opened:
        try:
            count_recording(recording.caller, own)
        except QuotaExceeded as error:
            _fail(recording, error, own)
            return None
        own.audio.put_receipt(key, receipt(recording, None, own))
    return recording


def transcribe(recording: Recording, own: Service) -> None:
    """Start the transcription of `recording`, unless it was started before.

    Raises:
        NotYet: Amazon Transcribe takes no more at the moment.
    """
    try:
        data = own.audio.read(recording.key, recording.etag)
        check_size(len(data))  # 2. checked, not trusted
        wav = decode(data, own.settings.max_recording_s)
        copy = own.audio.keep(recording.id, "wav", wav)
        transcript_key = own.transcripts.key(recording.id)
        own.transcriber.start(recording.id, copy, "wav", transcript_key, recording.language)  # 3.
    except Replaced:
        replaced = Internal("the recording was replaced while it was read; send it once more")
        _fail(recording, replaced, own)
    except (UnsupportedAudio, PayloadTooLarge) as error:
        _fail(recording, error, own)
    except Capacity as error:
        raise NotYet(error.detail) from error  # nothing was spent: the queue brings it again
    else:
        metrics.add_metric("TranscriptionsStarted", MetricUnit.Count, 1)
        logger.info("transcription started", extra={"id": recording.id, "bytes": len(data)})


def look_after(recording_id: str, own: Service) -> None:
    """Take the next step of the recording, whatever was lost on the way to it."""
    recording = own.recordings.get(recording_id)
    if recording is None:
        return
    too_late = own.clock.now() >= recording.deadline
    if recording.status is RecordingStatus.AWAITING_UPLOAD:
        if found := own.audio.find(recording.key):
            hear(recording.key, found.etag, own)
        elif too_late:
            _fail(recording, DeadlineExceeded("no recording was uploaded in time"), own)
    elif recording.status is RecordingStatus.TRANSCRIBING and not too_late:
        _look_for_transcript(recording, own)
    elif not close(recording_id, own) and too_late:
        _fail(recording, DeadlineExceeded("no picture by the deadline"), own)


def _look_for_transcript(recording: Recording, own: Service) -> None:
    transcription = own.transcriber.find(recording.id)
    if transcription is None:
        transcribe(recording, own)  # killed before it was started
    elif transcription.state is TranscriptionState.FAILED:
        _fail(recording, transcription.failure, own)
    elif transcription.state is TranscriptionState.COMPLETED:
        own.transcript_queue.put(_as_event(own.transcripts.key(recording.id)))


def close(recording_id: str, own: Service) -> bool:
    """The recording ends with its picture; whether it has."""
    recording = own.recordings.get(recording_id)
    if recording is None:
        return True
    if recording.status is RecordingStatus.GENERATING:
        job = own.jobs.get(recording.image_id or "")
        if job is None:  # killed before it was asked for
            own.transcript_queue.put(_as_event(own.transcripts.key(recording_id)))
        status, error = recording.standing(job)
        if status.ended:
            ended = own.recordings.end(recording, error)
            recording = ended or recording
    if recording.status.ended:
        _settle(recording, own)
    return recording.status.ended


def sweep(own: Service) -> dict[str, int]:
    """Take the next step of each recording that is due; how many that were.

    Raises:
        Internal: some could not be looked after; all others were, and the next sweep tries again.
    """
    seen_to, failed = 0, 0
    for recording_id in own.recordings.overdue():
        try:
            recording = own.recordings.get(recording_id)
            if recording is None or recording.due is None:
                continue  # the index was a moment behind
            if own.recordings.postpone(recording, own.clock.now() + _LOOK_AGAIN):
                look_after(recording_id, own)
                seen_to += 1
        except NotYet:
            continue  # the next sweep asks again
        except Exception as error:  # noqa: BLE001 - one recording must not hold up the others
            failed += 1
            logger.error("recording not looked after", extra={"id": recording_id, **fault(error)})
    if failed:
        raise Internal(f"{failed} recordings could not be looked after")
    return {"recordings": seen_to}


def _fail(recording: Recording, error: EaselError, own: Service) -> None:
    failed = own.recordings.end(recording, JobError(error.code, error.detail))
    if failed is None:
        return
    metrics.add_metric("RecordingsFailed", MetricUnit.Count, 1)
    why = fault(error.__cause__ or error)
    logger.warning("recording failed", extra={"id": recording.id, "code": error.code, **why})
    _settle(failed, own)


def _settle(recording: Recording, own: Service) -> None:
    """`recording` has ended: whoever dropped it is told beside it. Cut off here, it is due still,
    and the sweep tells them."""
    if recording.due is None:
        return
    if recording.dropped:
        found = own.audio.find(recording.key)
        if found and found.etag == recording.etag:  # otherwise the place is another one's
            job = own.jobs.get(recording.image_id) if recording.image_id else None
            own.audio.put_receipt(recording.key, receipt(recording, job, own))
    own.recordings.settled(recording)


def _as_event(transcript_key: str) -> dict[str, object]:
    """What S3 says of the transcript, for whoever missed it."""
    return {"detail": {"object": {"key": transcript_key}}}
