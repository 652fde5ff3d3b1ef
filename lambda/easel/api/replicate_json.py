"""The JSON in which Replicate's clients see a job."""

from typing import TYPE_CHECKING

from ..pictures.job import Job, Status
from .representation import rfc3339

if TYPE_CHECKING:
    from .replicate_bodies import ModelVersion, Prediction, PredictionMetrics, PredictionStatus

# A client takes every other status than `starting` for the end of a wait, even `processing`.
_STATUS: "dict[Status, PredictionStatus]" = {
    Status.SUCCEEDED: "succeeded",
    Status.FAILED: "failed",
    Status.EXPIRED: "failed",
    Status.CANCELED: "canceled",
}


def prediction_json(job: Job, *, public_url: str) -> "Prediction":
    picture = job.picture
    path = f"{public_url}/v1/predictions/{job.id}"
    metrics: PredictionMetrics = {}
    if job.completed_at:
        began_at = job.started_at or job.created_at
        metrics["predict_time"] = max((job.completed_at - began_at).total_seconds(), 0.0)
    return {
        "id": job.id,
        "model": picture.model,
        "version": picture.model_version,
        "status": _STATUS.get(job.status, "starting"),
        "input": {
            "prompt": picture.original_prompt or picture.prompt,
            "negative_prompt": picture.negative_prompt,
            "width": picture.width,
            "height": picture.height,
            "num_outputs": picture.n,
            "num_inference_steps": picture.steps,
            "guidance_scale": picture.guidance_scale,
            "seed": picture.seed,
        },
        "output": [f"{public_url}/{image.key}" for image in job.images] or None,
        "error": job.error.detail if job.error else None,
        "logs": "\n".join(note.detail for note in job.notes),
        "metrics": metrics,
        "data_removed": False,
        "created_at": rfc3339(job.created_at),
        "started_at": rfc3339(job.started_at) if job.started_at else None,
        "completed_at": rfc3339(job.completed_at) if job.completed_at else None,
        "urls": {
            "get": path,
            "cancel": f"{path}/cancel",
            "web": f"{public_url}/{job.page_key}",
        },
    }


def version_json(version: str) -> "ModelVersion":
    """The model's version. replicate-python reads it if a program names a version: it looks whether
    the output comes in pieces, and it does not."""
    links = {"type": "array", "items": {"type": "string", "format": "uri"}}
    return {
        "id": version,
        "created_at": "1970-01-01T00:00:00.000Z",
        # replicate-python takes a list of a cog before 0.3.9 for pieces.
        "cog_version": "0.9.0",
        "openapi_schema": {"components": {"schemas": {"Output": links}}},
    }
