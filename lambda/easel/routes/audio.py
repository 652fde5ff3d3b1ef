"""The routes for spoken prompts: make a form that uploads a recording, and show the recording."""

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from ..access import claimant, count_post, count_recording, who
from ..api.audio_request import parse_audio_request
from ..api.body import json_body
from ..api.prefer import answer_by, preference
from ..api.representation import audio_path, recording_json, rfc3339
from ..api.responses import json_response
from ..callers.caller import delete_token
from ..errors import Deleted, InvalidRequest, NotFound, NotOwner
from ..pictures.job import Job
from ..recordings.recording import (
    NO_RECORDINGS,
    SENT,
    Recording,
    RecordingStatus,
    is_recording_id,
    new_id,
)
from ..service import Service, current_service
from ..settings import Access, Recordings
from ..waiting import wait

if TYPE_CHECKING:
    from ..api.bodies import AudioUpload

# Enough time for ten megabytes on a slow line.
_UPLOAD_WITHIN_S = 900
# S3 checks the form's expiry when an upload begins, so an upload can still be under way after it.
_GRACE = timedelta(minutes=2)
_FIRST_POLL_S = 0.25
_RETRY_AFTER_S = 2

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.post("/v1/audio")
def create_audio() -> Response[str]:
    service, event = current_service(), router.current_event
    if service.settings.recordings is Recordings.OFF:
        raise InvalidRequest("not_supported", NO_RECORDINGS)
    caller = who(event, service)  # 1. who asks, and how often
    standing = count_post(caller, service)
    asked = parse_audio_request(json_body(event), service.settings)  # 2. what for
    now = service.clock.now()
    expires_at = now + timedelta(seconds=_UPLOAD_WITHIN_S)
    recording_id = new_id()
    with count_recording(caller, service) as spending:
        recording, _ = service.recordings.open(  # 3. its row, and the form that fills it
            Recording(
                id=recording_id,
                status=RecordingStatus.AWAITING_UPLOAD,
                key=SENT + recording_id,
                caller=caller,
                wanted=asked.image.model_dump_json(),
                created_at=now,
                due=expires_at + _GRACE,
                deadline=expires_at + _GRACE,
                language=asked.language,
            )
        )
        spending.spent = True  # if nobody uses the form, the sweep of `transcribe` gives it back
    form = service.audio.form(recording.id, asked.content_type, asked.bytes, _UPLOAD_WITHIN_S)
    path = audio_path(recording.id)
    body: AudioUpload = {
        "id": recording.id,
        "object": "audio",
        "status": "awaiting_upload",
        "upload": {"url": form.url, "fields": form.fields, "expires_at": rfc3339(expires_at)},
        "links": {"self": path, "image": None},
    }
    if caller.owner is None:
        claim = recording.claim(service.signer)
        body["delete_token"] = delete_token(claim, service.signer)
    headers = {
        "Location": service.settings.public_url + path,
        "Cache-Control": "no-store",
        **standing.headers(),
    }
    return json_response(event, HTTPStatus.CREATED, body, headers)


@router.get("/v1/audio/<recording_id>")
@router.head("/v1/audio/<recording_id>")
def get_audio(recording_id: str) -> Response[str]:
    service, event = current_service(), router.current_event
    recording = _visible(recording_id, service, event)
    preferred = preference(event, service, default_wait_s=0)
    until = answer_by(event, router.lambda_context, service.clock, wait_s=preferred.wait_s)
    waited = wait(
        _with_job(recording, service),
        lambda seen: _with_job(service.recordings.get(seen[0].id) or seen[0], service),
        _is_settled,
        service,
        until=until,
        caller_id=lambda: who(event, service).id,
        first_poll_s=_FIRST_POLL_S,
    )
    recording, job = waited.found
    if job and job.status.gone:
        raise Deleted("the picture of this recording was deleted")
    body = recording_json(recording, job, public_url=service.settings.public_url)
    headers = {"Cache-Control": "no-store", "Vary": "Prefer"}
    waits = recording.status is not RecordingStatus.AWAITING_UPLOAD and not waited.refused
    if preferred.applied and waits:
        headers["Preference-Applied"] = preferred.applied
    if not recording.standing(job)[0].ended:
        headers["Retry-After"] = str(_RETRY_AFTER_S)
    return json_response(event, HTTPStatus.OK, body, headers)


def _visible(recording_id: str, service: Service, event: APIGatewayProxyEvent) -> Recording:
    """The recording, if the caller may see it.

    In open mode, anyone who knows the id may see it. In key mode, the holder of a key may see their
    own recordings.

    Raises:
        NotFound: there is no such recording.
        InvalidApiKey: there is no valid key.
        NotOwner: the recording is another caller's.
    """
    recording = service.recordings.get(recording_id) if is_recording_id(recording_id) else None
    if recording is None:
        raise NotFound("there is no such recording; recordings are kept for some days only")
    if service.settings.access is Access.KEY:
        mine = claimant(event, service)
        if recording.caller.owner != mine.owner:
            raise NotOwner("this recording is not yours")
    return recording


def _with_job(recording: Recording, service: Service) -> tuple[Recording, Job | None]:
    """The recording, and its picture's job if there is one yet."""
    return recording, service.jobs.get(recording.image_id) if recording.image_id else None


def _is_settled(seen: tuple[Recording, Job | None]) -> bool:
    """Whether there is nothing to wait for. Nobody knows when a recording will be uploaded, so
    nobody waits for that."""
    recording, job = seen
    awaiting_upload = recording.status is RecordingStatus.AWAITING_UPLOAD
    return awaiting_upload or recording.standing(job)[0].ended
