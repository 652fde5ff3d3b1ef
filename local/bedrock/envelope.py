"""The request that Stability's text-to-image models take, checked as Bedrock checks it."""

import json
from dataclasses import dataclass
from typing import Any

# What the models draw for each ratio. Bedrock's page names only the bounds, 640 to 1,536 pixels.
SIZES = {
    "16:9": (1344, 768),
    "1:1": (1024, 1024),
    "21:9": (1536, 640),
    "2:3": (832, 1216),
    "3:2": (1216, 832),
    "4:5": (896, 1088),
    "5:4": (1088, 896),
    "9:16": (768, 1344),
    "9:21": (640, 1536),
}
MAX_PROMPT_CHARACTERS = 10_000
MAX_SEED = 4_294_967_294
_FIELDS = ("prompt", "negative_prompt", "mode", "seed", "output_format", "aspect_ratio")
# Bedrock's pages document no negative prompt for it, and an integration reports that it is refused.
_WITHOUT_NEGATIVE = "stable-image-ultra"


class Malformed(Exception):
    """Bedrock would refuse the request, with the text as its message."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that fits. `seed` is 0 if any seed will do."""

    prompt: str
    negative_prompt: str
    aspect_ratio: str
    seed: int


def parse(body: bytes, model_id: str) -> Wanted:
    """The request in `body`.

    Raises:
        Malformed
    """
    try:
        found = json.loads(body)
    except ValueError as error:
        raise Malformed("Malformed input request, please reformat your input.") from error
    if not isinstance(found, dict):
        raise Malformed("Malformed input request: expected type: JSONObject")
    _check_fields(found, model_id)
    prompt = _text(found, "prompt")
    if not prompt:
        raise Malformed("Malformed input request: #/prompt: expected minLength: 1")
    return Wanted(
        prompt,
        _text(found, "negative_prompt"),
        _choice(found, "aspect_ratio", "1:1", tuple(SIZES)),
        _seed(found.get("seed", 0)),
    )


def _check_fields(found: dict[str, Any], model_id: str) -> None:
    fields = [
        field
        for field in _FIELDS
        if field != "negative_prompt" or _WITHOUT_NEGATIVE not in model_id
    ]
    for field in found:
        if field not in fields:
            raise Malformed(
                json.dumps({"detail": f"Invalid field in request. Available fields: {fields}"})
            )
    if "prompt" not in found:
        raise Malformed("Malformed input request: #: required key [prompt] not found")
    _choice(found, "mode", "text-to-image", ("text-to-image",))
    if _choice(found, "output_format", "png", ("jpeg", "png")) != "jpeg":
        raise Malformed("the local Bedrock draws only output_format jpeg")


def _text(found: dict[str, Any], field: str) -> str:
    text = found.get(field, "")
    if not isinstance(text, str) or len(text) > MAX_PROMPT_CHARACTERS:
        raise Malformed(
            f"Malformed input request: #/{field}: expected maxLength: {MAX_PROMPT_CHARACTERS}"
        )
    return text


def _choice(found: dict[str, Any], field: str, default: str, allowed: tuple[str, ...]) -> str:
    chosen = found.get(field, default)
    if chosen not in allowed:
        raise Malformed(f"Malformed input request: #/{field}: {chosen} is not a valid enum value")
    return str(chosen)


def _seed(seed: object) -> int:
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed <= MAX_SEED:
        raise Malformed(f"Malformed input request: #/seed: expected 0 to {MAX_SEED}")
    return seed
