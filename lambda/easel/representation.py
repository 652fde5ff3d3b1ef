"""A job as the API shows it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .job import Job, Status


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where an open job stands: how many are before it, and what that means in time."""

    position: int
    eta_seconds: int | None
    cold_start: bool


def job_json(
    job: Job, *, public_url: str, cached: bool = False, place: QueuePlace | None = None
) -> dict[str, Any]:
    """The image job of the HTTP API; `place` is known only where it was asked for."""
    images = [
        {
            "url": f"{public_url}/{image.key}",
            "width": image.width,
            "height": image.height,
            "bytes": image.bytes,
        }
        for image in job.images
    ]
    queue = place and {
        "position": place.position,
        "eta_seconds": place.eta_seconds,
        "cold_start": place.cold_start,
    }
    picture = job.picture
    return {
        "id": job.id,
        "object": "image",
        "status": job.status.value,
        "url": images[0]["url"] if images else None,
        "share_url": f"{public_url}/{job.page_key}" if images else None,
        "images": images,
        "prompt": picture.prompt,
        "negative_prompt": picture.negative_prompt,
        "model": f"{picture.model}@{picture.model_version}",
        "width": picture.width,
        "height": picture.height,
        "steps": picture.steps,
        "guidance_scale": picture.guidance_scale,
        "seed": picture.seed,
        "n": picture.n,
        "source": "text",
        "cached": cached,
        "queue": queue,
        "created_at": rfc3339(job.created_at),
        "started_at": job.started_at and rfc3339(job.started_at),
        "completed_at": job.completed_at and rfc3339(job.completed_at),
        "error": job.error and {"code": job.error.code, "message": job.error.detail},
        "links": {
            "self": job_path(job.id),
            "cancel": None if job.status.ended else f"{job_path(job.id)}/cancel",
        },
    }


def job_path(job_id: str) -> str:
    return f"/v1/images/{job_id}"


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def cache_control(job: Job) -> str:
    """Until it has ended a job changes by itself; afterwards only when its owner acts."""
    return "no-cache" if job.status is Status.SUCCEEDED else "no-store"
