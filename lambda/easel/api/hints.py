"""What to send instead of a field that Easel does not have: its name here, or another route."""

import difflib
import re
from collections.abc import Collection

_SIDES = "use width and height, or POST /v1/images/generations"
_OPENAI = "leave it out, or POST /v1/images/generations"
_FIXED = "leave it out: the operator chooses the model and how it draws"
_WEBHOOK = 'use webhook, as {"url": "https://…"}'

# Fields of other services, as their clients send them: OpenAI, AUTOMATIC1111, diffusers, Stability,
# Replicate and JumpStart. The names are in small letters and with underscores.
_BY_ADVICE = {
    _SIDES: "size image_size resolution aspect_ratio dimensions",
    f"there is one model here: {_OPENAI}": "model",
    _OPENAI: "response_format quality style user background moderation stream output_format "
    "output_compression partial_images",
    _FIXED: "sampler sampler_name sampler_index scheduler loras clip_skip version model_id "
    "safety_checker enable_safety_checker",
    "use n": "num_images num_images_per_prompt num_outputs num_samples number_of_images samples "
    "batch_size n_iter count",
    "use steps": "num_inference_steps inference_steps sampling_steps num_steps ddim_steps",
    "use guidance_scale": "cfg_scale cfg guidance scale",
    "use negative_prompt": "negative negative_text",
    "use prompt": "text inputs input text_prompts caption",
    _WEBHOOK: "webhook_url callback_url callback",
    "use the header Prefer: wait=10": "wait",
    "use the header Idempotency-Key": "idempotency_key",
}
_INSTEAD = {name: advice for advice, names in _BY_ADVICE.items() for name in names.split()}


def hint(field: str, known: Collection[str]) -> str | None:
    """What to do about `field`, which does not exist, beside the fields that are `known`. None if
    its name says nothing."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", field).lower().replace("-", "_")
    # Only a route that draws has these fields. A webhook, for example, has others.
    if "width" in known and plain in _INSTEAD:
        return _INSTEAD[plain]
    near = difflib.get_close_matches(plain, known, n=1, cutoff=0.75)
    return f"did you mean {near[0]}?" if near else None
