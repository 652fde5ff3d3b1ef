"""A transcript is there, and it is drawn as any prompt is: the way of ask.py. Read it top to
bottom; transcribe.py comes before it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from .ask import ask
from .batch import NotYet, see_to_each
from .english import cut_at_word, in_english
from .errors import Capacity, EaselError, NoSpeech, QuotaExceeded, RateLimited
from .job import JobError
from .picture import Picture
from .recording import Recording, RecordingStatus, is_recording_id
from .request import DrawRequest, Order, Wanted, picture_of
from .service import Service, service
from .transcript import read_transcript

# Longer than the message is on its way to `generate` again.
_ASKED_WITHIN = timedelta(minutes=2)

logger = Logger(service="generate", child=True)
metrics = Metrics(namespace="Easel", service="generate")


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    metrics.add_metric("Wakes", MetricUnit.Count, 1)
    own = service()
    return see_to_each(
        event,
        context,
        lambda message: _see_to(message, own),
        queue=lambda: own.transcript_queue,
        logger=logger,
        failed="transcript not drawn",
    )


def _see_to(message: dict[str, Any], own: Service) -> None:
    recording_id = own.transcripts.recording_id(message["detail"]["object"]["key"])
    if is_recording_id(recording_id):
        draw(recording_id, own)


def draw(recording_id: str, own: Service) -> None:
    """Ask for the picture of the recording's transcript, unless somebody did.

    Raises:
        NotYet: neither the model nor the quota was touched.
    """
    recording = own.recordings.get(recording_id)
    if recording is None:
        return
    try:
        if recording.status is RecordingStatus.TRANSCRIBING:
            recording = _understood(recording, own)  # 1. what was said, and so which picture
        if recording.status is RecordingStatus.GENERATING:
            _ask(recording, own)  # 2. the picture, by the way of every prompt
    except (Capacity, RateLimited) as error:
        if isinstance(error, QuotaExceeded):
            _fail(recording, error, own)
            return
        raise NotYet(error.code) from error
    except EaselError as error:
        _fail(recording, error, own)


def _understood(recording: Recording, own: Service) -> Recording:
    """The recording with its transcript, and the picture that this makes.

    Raises:
        NoSpeech, InvalidRequest: it makes none.
    """
    transcript = read_transcript(own.transcripts.read(recording.id))
    if not transcript.text:
        raise NoSpeech("there is no speech in the recording, or none that was understood")
    most = own.settings.max_prompt_characters
    prompt = cut_at_word(transcript.text, most)
    note = None if prompt == transcript.text else f"cut at a word: at most {most} characters here"
    wanted = Wanted.model_validate_json(recording.wanted)
    asked = DrawRequest(prompt=prompt, **wanted.model_dump())
    language = transcript.language or recording.language
    order = Order(picture_of(asked, own.settings), public=wanted.public)
    picture = in_english(order, recording.caller, own, language=language).picture
    understood = replace(
        recording,
        transcript=transcript.text,
        language=language,
        note=note,
        picture=picture.canonical_json(),
        image_id=picture.id(own.id_secret),
    )
    now = own.clock.now()
    deadline = now + timedelta(seconds=own.settings.job_deadline_s) + _ASKED_WITHIN
    spoken = own.recordings.speak(understood, due=now + _ASKED_WITHIN, deadline=deadline)
    return spoken or own.recordings.get(recording.id) or recording


def _ask(recording: Recording, own: Service) -> None:
    job = own.jobs.get(recording.image_id or "")
    if job and not job.was_refused:
        return  # asked for before; had it failed, asking again would pay again
    wanted = Wanted.model_validate_json(recording.wanted)
    picture = Picture.from_json(recording.picture or "")
    order = Order(picture, public=wanted.public, recording=recording.id)
    claimant, _ = recording.caller.claimant(recording.claim(own.id_secret), own.id_secret)
    asked = ask(order, recording.caller, claimant, own, until=own.clock.now())
    metrics.add_metric("RecordingsUnderstood", MetricUnit.Count, 1)
    if asked.job.was_refused:
        raise Capacity("the model did not take the job")
    if asked.job.status.ended:
        own.audio_queue.put({"ended": recording.id})  # it may have been there before


def _fail(recording: Recording, error: EaselError, own: Service) -> None:
    failed = own.recordings.end(recording, JobError(error.code, error.detail))
    if failed is None:
        return
    metrics.add_metric("RecordingsFailed", MetricUnit.Count, 1)
    logger.warning("recording failed", extra={"id": recording.id, "code": error.code})
    if failed.dropped:
        own.audio_queue.put({"ended": recording.id})  # transcribe tells whoever dropped it
