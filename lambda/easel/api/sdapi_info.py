"""What AUTOMATIC1111's answer says about pictures: the request as it was understood, and `info`
with the text that its web UI stores in each PNG."""

import json
from collections.abc import Sequence
from typing import Any

from ..pictures.job import Job

# The endpoint uses its model's own sampler, and does not tell which.
SAMPLER = "default"


def parameters(job: Job) -> dict[str, Any]:
    """The request in AUTOMATIC1111's words, with all defaults filled in."""
    picture = job.picture
    return {
        "prompt": picture.original_prompt or picture.prompt,
        "negative_prompt": picture.negative_prompt or "",
        "seed": picture.seed,
        "steps": picture.steps,
        "cfg_scale": picture.guidance_scale,
        "width": picture.width,
        "height": picture.height,
        "batch_size": picture.n,
        "n_iter": 1,
        "sampler_name": SAMPLER,
    }


def info(job: Job, unsent: Sequence[str] = ()) -> str:
    """`info` as JSON. `unsent` are the links of the pictures that the answer has no room for.

    The fields are those of `Processed.js` in AUTOMATIC1111's modules/processing.py.
    """
    picture = job.picture
    n = picture.n - len(unsent)
    negative = picture.negative_prompt or ""
    told = _told(job, unsent)
    ended = job.completed_at or job.created_at
    return json.dumps(
        {
            **parameters(job),
            "prompt": picture.prompt,
            "all_prompts": [picture.prompt] * n,
            "all_negative_prompts": [negative] * n,
            # One seed draws all pictures of a job.
            "all_seeds": [picture.seed] * n,
            "subseed": -1,
            "all_subseeds": [-1] * n,
            "subseed_strength": 0,
            "sd_model_name": picture.model,
            "sd_model_hash": None,
            "restore_faces": False,
            "denoising_strength": None,
            "extra_generation_params": told,
            "index_of_first_image": 0,
            "infotexts": [_infotext(job, told)] * n,
            "styles": [],
            "job_timestamp": f"{ended:%Y%m%d%H%M%S}",
            "clip_skip": 1,
            "is_using_inpainting_conditioning": False,
            "version": "Easel",
        },
        ensure_ascii=False,
    )


def _told(job: Job, unsent: Sequence[str]) -> dict[str, str]:
    """What is different from the request."""
    notes = [note.detail for note in job.notes]
    if unsent:
        notes.append(f"There was no room for more pictures. The others: {' '.join(unsent)}")
    return {"Notes": " ".join(notes)} if notes else {}


def _infotext(job: Job, told: dict[str, str]) -> str:
    """The text of a picture, as `create_infotext` in AUTOMATIC1111's modules/processing.py writes
    it."""
    picture = job.picture
    facts: dict[str, object] = {
        "Steps": picture.steps,
        "Sampler": SAMPLER,
        "CFG scale": picture.guidance_scale,
        "Seed": picture.seed,
        "Size": f"{picture.width}x{picture.height}",
        "Model": picture.model,
        **told,
        "Version": "Easel",
    }
    lines = [picture.prompt]
    if picture.negative_prompt:
        lines.append(f"Negative prompt: {picture.negative_prompt}")
    lines.append(", ".join(f"{name}: {_quoted(str(fact))}" for name, fact in facts.items()))
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """`text` in quotes if a reader of the line would otherwise misread it."""
    if any(mark in text for mark in ",\n:"):
        return json.dumps(text, ensure_ascii=False)
    return text
