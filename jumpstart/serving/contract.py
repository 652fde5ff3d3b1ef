"""The container's contract: parse a request's body, and render the answer or the fault.

tests/events/contracts holds the shapes. The error texts are the container's own, word for word:
every fault is a 400, so a caller can tell faults apart only by their text.
"""

import base64
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

from ..painters.model import DrawRequest, Profile
from ..painters.not_drawn import MAX_NOT_DRAWN, NOT_DRAWN
from .input_images import IMAGE_KEYS, InputImages, InvocationError, read_images

JSON = "application/json"
JSON_JPEG = "application/json;jpeg"
TEXT = "application/x-text"

# The default limit of the model server, MMS (max_request_size).
MAX_BODY_BYTES = 6_553_500
MAX_SEED = 2**32 - 1

INTEGERS = ("height", "width", "num_inference_steps", "num_images_per_prompt", "seed", "batch_size")
NUMBERS = ("guidance_scale", "eta")
# The container has no upper bounds. One request could hold up its only worker for days, so ours
# are far above what anyone needs, and far below that.
AT_MOST = {
    "num_inference_steps": 1000,
    "num_images_per_prompt": 128,
    "batch_size": 128,
    "guidance_scale": 1000,
    "eta": 1000,
}
MAX_PROMPTS = 64
AT_LEAST_ONE = ("num_inference_steps", "num_images_per_prompt", "batch_size", "height", "width")
KEYS = ["prompt", "negative_prompt", "width", "height", "num_images_per_prompt"]
KEYS += ["num_inference_steps", "guidance_scale", "eta", "batch_size", "seed"]


@dataclass(frozen=True, slots=True)
class Invocation:
    """A parsed request: what to draw, and in which of the four shapes to answer."""

    draw: DrawRequest
    prompt: str | list[str]  # repeated in the answer as it came
    accept: str
    singular: bool  # a plain text request gets one `generated_image`


def parse(
    body: bytes, content_type: str | None, accept: str | None, profile: Profile
) -> Invocation:
    """The parsed request. Like the container, it compares both headers as a whole. What the request
    does not say follows from the model's `profile`.

    Raises:
        InvocationError: in the container's words, as far as they are known.
    """
    accept = JSON if accept in (None, "", "*/*") else accept
    if content_type not in (JSON, TEXT):
        named = content_type or "unknown"
        raise InvocationError(f'{{"error": "unsupported content type {named}"}}')
    if accept not in (JSON, JSON_JPEG):
        raise InvocationError(f"Content type {accept} is not supported by this framework.")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvocationError(str(error)) from error
    if content_type == TEXT:
        draw = _draw_request(_unsaid(profile) | {"prompt": text})
        return Invocation(draw, text, accept, singular=True)
    payload = _payload(text, [*KEYS, *IMAGE_KEYS] if profile.takes_images else KEYS)
    images = read_images(payload)
    said = _unsaid(profile, images) | payload
    draw = _draw_request(said, images)
    return Invocation(draw, payload["prompt"], accept, singular=False)


def _unsaid(profile: Profile, images: InputImages | None = None) -> dict[str, Any]:
    """What is drawn if the request does not say."""
    width, height = images.image.size if images else (profile.side_px, profile.side_px)
    sides = {"width": width, "height": height}
    numbers = {"num_inference_steps": profile.steps, "guidance_scale": profile.guidance_scale}
    return sides | numbers


def _payload(text: str, keys: list[str]) -> dict[str, Any]:
    """The object in `text`. Its keys and numbers are checked in the container's order."""
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvocationError(str(error)) from error
    if not isinstance(payload, dict):
        raise InvocationError(f"Input payload must be a json encoded dictionary with keys {keys}.")
    for key in payload:
        if key not in keys:
            raise _key_error(f"Input payload contains an invalid key {key}. Valid keys are {keys}.")
    if "prompt" not in payload:
        raise _key_error("Input payload must contain 'prompt' key.")
    _check_numbers(payload)
    return payload


def _key_error(text: str) -> InvocationError:
    # The container raises a KeyError. The str() of one has quotes around its text.
    return InvocationError(repr(text))


def _check_numbers(payload: dict[str, Any]) -> None:
    _check_types(payload)
    for key in _present(("height", "width"), payload):
        if payload[key] % 8:
            raise InvocationError(f"{key} must be divisible by 8, got {payload[key]}.")
    for key in _present(AT_LEAST_ONE, payload):
        if payload[key] < 1:
            raise InvocationError(f"{key} must be at least 1, got {payload[key]}.")
    for key, most in AT_MOST.items():
        if key in payload and abs(payload[key]) > most:
            raise InvocationError(f"{key} must be at most {most}, got {payload[key]}.")
    if not 0 <= payload.get("seed", 0) <= MAX_SEED:
        raise InvocationError("Seed must be between 0 and 2**32 - 1")


def _check_types(payload: dict[str, Any]) -> None:
    # `type(…) is`, not isinstance: neither true nor 512.0 is accepted as an integer.
    for key in _present(INTEGERS, payload):
        if type(payload[key]) is not int:
            raise InvocationError(f"{key} must be an integer, got {payload[key]}.")
    for key in _present(NUMBERS, payload):
        if type(payload[key]) not in (int, float):
            raise InvocationError(f"{key} must be an int or float, got {payload[key]}.")
        if payload[key] != payload[key]:  # NaN is on no side of any bound
            raise InvocationError(f"{key} must be a finite number, got {payload[key]}.")


def _present(keys: Sequence[str], payload: dict[str, Any]) -> list[str]:
    return [key for key in keys if key in payload]


def _draw_request(payload: dict[str, Any], images: InputImages | None = None) -> DrawRequest:
    prompt, negative = payload["prompt"], payload.get("negative_prompt")
    if not _is_text(prompt):
        raise InvocationError(f"prompt must be a string or a list of string. Got {prompt}.")
    prompts = (prompt,) if isinstance(prompt, str) else tuple(prompt)
    if not 1 <= len(prompts) <= MAX_PROMPTS:
        raise InvocationError(f"prompt must hold 1 to {MAX_PROMPTS} strings, got {len(prompts)}.")
    if not negative:
        negatives = ("",) * len(prompts)
    elif type(negative) is not type(prompt) or not _is_text(negative):
        raise InvocationError(
            "`negative_prompt` should be the same type to `prompt`,"
            f" but got {type(negative)} != {type(prompt)}."
        )
    else:
        negatives = (negative,) if isinstance(negative, str) else tuple(negative)
    if len(negatives) != len(prompts):
        raise InvocationError(
            f"`negative_prompt` has batch size {len(negatives)},"
            f" but `prompt` has batch size {len(prompts)}."
        )
    numbers = {key: payload[key] for key in _present(INTEGERS + NUMBERS, payload)}
    if images is None:
        return DrawRequest(prompts, negatives, **numbers)
    if int(payload["num_inference_steps"] * images.strength) < 1:
        # diffusers takes so many of the steps, and fails without one.
        raise InvocationError("num_inference_steps times strength must be at least 1.")
    return DrawRequest(
        prompts,
        negatives,
        **numbers,
        image=images.image,
        mask_image=images.mask_image,
        strength=images.strength,
    )


def _is_text(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return isinstance(value, str)


def render_answer(
    invocation: Invocation,
    pictures: Sequence[Image.Image],
    store: Callable[[bytes], str] | None = None,
) -> bytes:
    """The answer's body, with the separators of the container's JSON, which are Python's defaults.
    With a `store`, the answer holds the place of each JPEG instead of its base64."""

    def render(picture: Image.Image) -> str:
        if invocation.accept != JSON_JPEG:
            return _rgb_lists(picture)
        jpeg = _jpeg(picture)
        return json.dumps(store(jpeg) if store else base64.b64encode(jpeg).decode())

    rendered = [render(picture.convert("RGB")) for picture in pictures]
    if invocation.singular:
        shape = f'"generated_image": {rendered[0]}'
    else:
        shape = f'"generated_images": [{", ".join(rendered)}]'
    # JumpStart's container does not have this key.
    words = dict.fromkeys(word for picture in pictures for word in picture.info.get(NOT_DRAWN, ()))
    more = f', "{NOT_DRAWN}": {json.dumps(list(words)[:MAX_NOT_DRAWN])}' if words else ""
    return f'{{{shape}, "prompt": {json.dumps(invocation.prompt)}{more}}}'.encode()


def render_error(message: str, status: int = 400) -> bytes:
    """The body of an error, in the form of the model server, MMS: 400 if drawing failed, 503 if
    nothing was tried."""
    kind = "ServiceUnavailableException" if status == 503 else "InternalServerException"
    error = {"code": status, "type": kind, "message": message}
    return json.dumps(error, indent=2).encode() + b"\n"


def _jpeg(picture: Image.Image) -> bytes:
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=85, subsampling="4:2:0", progressive=True, optimize=True)
    return jpeg.getvalue()


def _rgb_lists(picture: Image.Image) -> str:
    """Rows of [r, g, b]. Made row by row, so that other threads (/ping) can run in between."""
    pixels, stride = memoryview(picture.tobytes()), 3 * picture.width
    rows = (
        json.dumps(pixels[start : start + stride].cast("B", (picture.width, 3)).tolist())
        for start in range(0, len(pixels), stride)
    )
    return f"[{', '.join(rows)}]"
