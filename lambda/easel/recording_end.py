"""Ends a recording. If the recording was dropped into the bucket, writes a receipt beside it.

The recording is first ended, then its receipt is written, then it is marked as settled. If the
process is killed in between, the recording is still due. Then the sweep, which runs each minute,
goes on from there.
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

logger = Logger(child=True)
metrics = Metrics()


def fail(recording: Recording, error: EaselError, service: Service) -> bool:
    """End `recording` with `error`, and return True. If another process has taken its next step
    meanwhile, leave it alone and return False."""
    failed = service.recordings.end(recording, JobError(error.code, error.detail))
    if failed is None:
        return False
    metrics.add_metric("RecordingsFailed", MetricUnit.Count, 1)
    why = fault(error.__cause__ or error)
    logger.warning("recording failed", extra={"id": recording.id, "code": error.code, **why})
    settle(failed, service)
    return True


def settle(recording: Recording, service: Service) -> None:
    """Mark `recording`, which has ended, as settled. If it was dropped, first write its receipt."""
    if recording.due is None:
        return
    if recording.dropped and _is_its_own(recording, service):
        job = service.jobs.get(recording.image_id) if recording.image_id else None
        put_receipt(recording, job, service)
    service.recordings.settled(recording)


def put_receipt(recording: Recording, job: Job | None, service: Service) -> None:
    """Write what the API shows of `recording` into a receipt beside it, for people who know only
    the bucket.

    In open mode the receipt holds the delete token of the picture: everybody who may read the
    receipt may read the recording too. In key mode nobody owns the picture. So no key opens the
    links, and they are left out.
    """
    body = recording_json(recording, job, public_url=service.settings.public_url)
    receipt: dict[str, object] = dict(body)
    if service.settings.access is Access.OPEN:
        receipt["delete_token"] = delete_token(recording.claim(service.signer), service.signer)
    else:
        del receipt["links"]
    text = json.dumps(receipt, indent=1, ensure_ascii=False) + "\n"
    service.audio.put_receipt(recording.key, text)


def _is_its_own(recording: Recording, service: Service) -> bool:
    """Whether the object at the recording's key is gone, or is still this recording. If another
    recording has replaced it, the receipt there belongs to that recording."""
    try:
        found = service.audio.find(recording.key)
    except Unreadable:
        return True
    if found is None:
        return True
    return recording.id == id_of(recording.key, found.etag, found.written_at, service.signer)
