"""The JSON in which the API shows a job or a recording."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..pictures.job import Job, Status
from ..pictures.rendition import Derived
from ..recordings.recording import Recording

if TYPE_CHECKING:
    from .bodies import (
        AudioJob,
        Image,
        ImageDerived,
        ImageJob,
        ImageWarning,
        QueuePlace,
        Rendition,
    )


def job_json(
    job: Job, *, public_url: str, cached: bool = False, place: "QueuePlace | None" = None
) -> "ImageJob":
    """The JSON of an image job. `place` is its place in the queue, if that is to be shown."""
    images = _images_json(job, public_url)
    picture = job.picture
    return {
        "id": job.id,
        "object": "image",
        "status": job.status.value,
        "url": images[0]["url"] if images else None,
        "share_url": f"{public_url}/{job.page_key}" if images else None,
        "images": images,
        "prompt": picture.prompt,
        "original_prompt": picture.original_prompt,
        "negative_prompt": picture.negative_prompt,
        "model": f"{picture.model}@{picture.model_version}",
        "width": picture.width,
        "height": picture.height,
        "steps": picture.steps,
        "guidance_scale": picture.guidance_scale,
        "seed": picture.seed,
        "n": picture.n,
        "source": "audio" if job.recording else "text",
        "cached": cached,
        "queue": place,
        "created_at": rfc3339(job.created_at),
        "started_at": rfc3339(job.started_at) if job.started_at else None,
        "completed_at": rfc3339(job.completed_at) if job.completed_at else None,
        "warnings": warnings_json(job),
        "error": {"code": job.error.code, "message": job.error.detail} if job.error else None,
        "links": {
            "self": job_path(job.id),
            "cancel": None if job.status.ended else f"{job_path(job.id)}/cancel",
        },
    }


def warnings_json(job: Job) -> "list[ImageWarning]":
    """How the picture differs from the request."""
    return [{"code": note.code, "message": note.detail} for note in job.notes]


def read_prompt(job: Job) -> str:
    """The part of the job's prompt that the model reads."""
    if all(note.code != "prompt_cut" for note in job.notes):
        return job.picture.prompt
    # Imported here, because few prompts are cut.
    from ..pictures.clip_tokens import read_part

    return read_part(job.picture.prompt)


def recording_json(recording: Recording, job: Job | None, *, public_url: str) -> "AudioJob":
    """The JSON of an audio job. `job` is the job of its picture, or None if there is none yet."""
    status, error = recording.standing(job)
    images = _images_json(job, public_url) if job else []
    completed_at = recording.completed_at or (job.completed_at if job and status.ended else None)
    return {
        "id": recording.id,
        "object": "audio",
        "status": status.value,
        "language": recording.language,
        "transcript": recording.transcript,
        "note": recording.note,
        "url": images[0]["url"] if images else None,
        "share_url": f"{public_url}/{job.page_key}" if job and images else None,
        "images": images,
        "created_at": rfc3339(recording.created_at),
        "completed_at": rfc3339(completed_at) if completed_at else None,
        "error": {"code": error.code, "message": error.detail} if error else None,
        "links": {
            "self": audio_path(recording.id),
            "image": job_path(recording.image_id) if recording.image_id else None,
        },
    }


def _images_json(job: Job, public_url: str) -> "list[Image]":
    return [
        {
            "url": f"{public_url}/{image.key}",
            "width": image.width,
            "height": image.height,
            "bytes": image.bytes,
            **_derived_json(job.derived_from(image.key) or Derived(image.key), public_url),
        }
        for image in job.images
    ]


def _derived_json(derived: Derived, public_url: str) -> "ImageDerived":
    renditions: list[Rendition] = [
        {
            "name": one.kind.value,
            "type": one.type,
            "url": f"{public_url}/{one.key(derived.jpeg_key)}",
            "width": one.width,
            "height": one.height,
            "bytes": one.bytes,
        }
        for one in derived.renditions
    ]
    return {"color": derived.color, "renditions": renditions}


def audio_path(recording_id: str) -> str:
    return f"/v1/audio/{recording_id}"


def job_path(job_id: str) -> str:
    return f"/v1/images/{job_id}"


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def cache_control(job: Job) -> str:
    """The `Cache-Control` for `job`.

    The job of a drawn picture changes only if its owner acts. So a client may keep a copy, and
    checks it before each use. A client may keep no copy of any other job.
    """
    return "no-cache" if job.status is Status.SUCCEEDED else "no-store"
