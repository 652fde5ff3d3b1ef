"""The transcript of a recording has come, and ask.py draws it like any prompt. Read it top to
bottom; transcribe.py comes before it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from .api.prompt_text import is_visible
from .api.request import MAX_PROMPT_CHARACTERS, DrawRequest, Order, Wanted, notes_on, picture_of
from .ask import ask
from .batch import NotYet, see_to_each
from .english import cut_at_word, in_english
from .errors import Capacity, EaselError, Internal, NoSpeech, QuotaExceeded, RateLimited
from .pictures.job import JobError
from .pictures.picture import Picture
from .recordings.recording import Recording, RecordingStatus, is_recording_id
from .recordings.transcript import read_transcript
from .service import Service, current_service

# If the message comes to `generate` again, it comes within this time.
_ASKED_WITHIN = timedelta(minutes=2)
# `generate` has a shorter timeout. So after this time, the process that was asking is dead.
_ASKING = timedelta(seconds=30)

logger = Logger(child=True)
metrics = Metrics()


def handle(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    metrics.add_metric("Wakes", MetricUnit.Count, 1)
    service = current_service()
    return see_to_each(
        event,
        context,
        lambda message: _see_to(message, service),
        queue=lambda: service.transcript_queue,
        logger=logger,
        failed="transcript not drawn",
    )


def _see_to(message: dict[str, Any], service: Service) -> None:
    recording_id = service.transcripts.recording_id(message["detail"]["object"]["key"])
    if is_recording_id(recording_id):
        draw(recording_id, service)


def draw(recording_id: str, service: Service) -> None:
    """Ask for the picture of the recording's transcript, unless it was asked for before.

    Raises:
        NotYet: nothing was spent, or another process is asking at this moment.
    """
    recording = service.recordings.get(recording_id)
    if recording and recording.status is RecordingStatus.TRANSCRIBING:
        recording = _heard(recording, service)  # 1. what was said
    if recording is None or recording.status.ended:
        return
    try:
        if recording.status is RecordingStatus.TRANSCRIBING:
            recording = _understood(recording, service)  # 2. which picture it describes
        if recording.status is RecordingStatus.GENERATING:
            _ask(recording, service)  # 3. the picture, as for any prompt
    except QuotaExceeded as error:
        _fail(recording, error, service)
    except (Capacity, RateLimited) as error:
        raise NotYet(error.code) from error
    except EaselError as error:
        _fail(recording, error, service)


def _heard(recording: Recording, service: Service) -> Recording | None:
    """The recording with its transcript. None if nothing can be drawn: then it has failed."""
    try:
        transcript = read_transcript(service.transcripts.read(recording.id))
    except Internal as error:
        _fail(recording, error, service)
        return None
    if not is_visible(transcript.text):
        silent = NoSpeech("no speech was understood in the recording")
        _fail(recording, silent, service)
        return None
    spoken = service.settings.spoken
    # Transcribe names the language only if it had to find it out.
    asked = recording.language or (spoken[0] if len(spoken) == 1 else None)
    return replace(recording, transcript=transcript.text, language=transcript.language or asked)


def _understood(recording: Recording, service: Service) -> Recording:
    """The recording, with the picture that its transcript describes.

    Raises:
        InvalidRequest: the transcript cannot be drawn.
        Capacity, QuotaExceeded: it cannot be translated now.
    """
    said = recording.transcript or ""
    most = min(MAX_PROMPT_CHARACTERS, service.settings.max_prompt_characters)
    prompt = cut_at_word(said, most)
    if not is_visible(prompt):
        raise NoSpeech("no speech was understood in the recording")
    wanted = Wanted.model_validate_json(recording.wanted)
    asked = DrawRequest(prompt=prompt, **wanted.model_dump())
    order = Order(picture_of(asked, service.settings), public=wanted.public)
    picture = in_english(order, recording.caller, service, language=recording.language).picture
    understood = replace(
        recording,
        note=None if prompt == said else f"cut at a word: at most {most} characters are allowed",
        picture=picture.canonical_json(),
        image_id=picture.id(service.signer),
    )
    now = service.clock.now()
    deadline = now + timedelta(seconds=service.settings.job_deadline_s)
    moved = service.recordings.speak(understood, due=now + _ASKED_WITHIN, deadline=deadline)
    return moved or service.recordings.get(recording.id) or recording


def _ask(recording: Recording, service: Service) -> None:
    job = service.jobs.get(recording.image_id or "")
    if job and recording.has_asked(job) and not job.was_refused:
        return  # even if the job failed: to ask again would cost again
    # If two messages come at once, only one may ask. Otherwise the second could find the quota used
    # up, and would fail the recording.
    if not service.recordings.begin_asking(recording, service.clock.now() + _ASKING):
        raise NotYet("somebody else is asking")
    wanted = Wanted.model_validate_json(recording.wanted)
    picture = Picture.from_json(recording.picture or "")
    notes = notes_on(wanted, picture, service.settings)
    order = Order(picture, public=wanted.public, recording=recording.id, notes=notes)
    claimant, _ = recording.caller.claimant(recording.claim(service.signer), service.signer)
    try:
        job = ask(order, recording.caller, claimant, service, until=service.clock.now()).job
    except EaselError:
        service.recordings.end_asking(recording, asked=False)
        raise
    service.recordings.end_asking(recording, asked=not job.was_refused)
    if job.was_refused:
        raise Capacity("the model did not take the job")
    metrics.add_metric("RecordingsUnderstood", MetricUnit.Count, 1)
    if job.status.ended:
        service.audio_queue.put({"ended": recording.id})  # the picture was there before


def _fail(recording: Recording, error: EaselError, service: Service) -> None:
    failed = service.recordings.end(recording, JobError(error.code, error.detail))
    if failed is None:
        return
    metrics.add_metric("RecordingsFailed", MetricUnit.Count, 1)
    logger.warning("recording failed", extra={"id": recording.id, "code": error.code})
    if failed.dropped:
        service.audio_queue.put({"ended": recording.id})  # `transcribe` writes the receipt
