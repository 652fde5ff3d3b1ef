"""A recording has ended, and whoever dropped it past the API is told beside it.

Ended first, told second, settled last: cut off in between, it is due still, and the minutely sweep
goes on where it was left.
"""

import json

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from .api.representation import recording_json
from .callers.caller import delete_token
from .errors import EaselError, fault
from .pictures.job import Job, JobError
from .recordings.audio_store import Unreadable
from .recordings.recording import Recording, id_of
from .service import Service
from .settings import Access

logger = Logger(service="transcribe")
metrics = Metrics(namespace="Easel", service="transcribe")


def fail(recording: Recording, error: EaselError, service: Service) -> bool:
    """End `recording`, unless somebody took its next step meanwhile; whether it was ended."""
    failed = service.recordings.end(recording, JobError(error.code, error.detail))
    if failed is None:
        return False
    metrics.add_metric("RecordingsFailed", MetricUnit.Count, 1)
    why = fault(error.__cause__ or error)
    logger.warning("recording failed", extra={"id": recording.id, "code": error.code, **why})
    settle(failed, service)
    return True


def settle(recording: Recording, service: Service) -> None:
    """`recording` has ended: say so beside it, where it was dropped."""
    if recording.due is None:
        return
    if recording.dropped and _is_its_own(recording, service):
        job = service.jobs.get(recording.image_id) if recording.image_id else None
        put_receipt(recording, job, service)
    service.recordings.settled(recording)


def put_receipt(recording: Recording, job: Job | None, service: Service) -> None:
    """What the API says of `recording`, beside it: for someone who knows only the bucket. Whoever
    reads it may read the recording as well; where no keys are asked for, the token is in it that
    deletes the picture. With keys the picture is nobody's, and no key opens its links."""
    body = recording_json(recording, job, public_url=service.settings.public_url)
    receipt: dict[str, object] = dict(body)
    if service.settings.access is Access.OPEN:
        receipt["delete_token"] = delete_token(recording.claim(service.signer), service.signer)
    else:
        del receipt["links"]
    text = json.dumps(receipt, indent=1, ensure_ascii=False) + "\n"
    service.audio.put_receipt(recording.key, text)


def _is_its_own(recording: Recording, service: Service) -> bool:
    """Whether its place is still its own, or nobody's: another version has a receipt of its own."""
    try:
        found = service.audio.find(recording.key)
    except Unreadable:
        return True
    if found is None:
        return True
    return recording.id == id_of(recording.key, found.etag, found.written_at, service.signer)
