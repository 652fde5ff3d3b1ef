"""Parses the body of `POST /v1/images/generations`: OpenAI's fields and some of Easel's. Other
fields are ignored."""

import math
import re

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..errors import FieldError, InvalidCode, InvalidRequest
from ..settings import Settings
from .request import (
    MAX_GUIDANCE_SCALE,
    MAX_PICTURES,
    MAX_PROMPT_CHARACTERS,
    MAX_SEED,
    MAX_STEPS,
    MIN_SIDE,
    SIDE_STEP,
    AnswerFormat,
    DrawRequest,
    Order,
    picture_of,
    refusal_of,
    whole,
)

_SIZE = re.compile(r"([1-9][0-9]{0,4})x([1-9][0-9]{0,4})")


class GenerationRequest(BaseModel):
    """What to draw. All other fields are ignored: there is one model, of one quality, and it draws
    JPEGs. A field that is null counts as left out."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    prompt: str = Field(
        min_length=1,
        max_length=MAX_PROMPT_CHARACTERS,
        pattern=r"\S",
        description="What to draw.",
        examples=["a red fox in the snow"],
    )
    n: int | None = Field(
        default=None, ge=1, le=MAX_PICTURES, description="How many pictures. 1 by default."
    )
    size: str | None = Field(
        default=None,
        description="`auto`, or width and height. The nearest possible size is drawn.",
        examples=["auto", "1024x768"],
        json_schema_extra={"pattern": f"^(auto|{_SIZE.pattern})$"},
    )
    response_format: AnswerFormat | None = Field(
        default=None, description="A link (the default), or the JPEG itself in base64."
    )
    stream: bool | None = Field(
        default=None,
        description="Nothing is streamed. Only false is accepted.",
        json_schema_extra={"enum": [False, None]},
    )
    negative_prompt: str | None = Field(
        default=None,
        max_length=MAX_PROMPT_CHARACTERS,
        description="What should not be in the picture.",
    )
    steps: int | None = Field(default=None, ge=1, le=MAX_STEPS, description="50 by default.")
    guidance_scale: float | None = Field(
        default=None,
        ge=0,
        le=MAX_GUIDANCE_SCALE,
        allow_inf_nan=False,
        description="How closely to follow the prompt; 7.5 by default.",
    )
    seed: int | None = Field(
        default=None, ge=0, le=MAX_SEED, description="If it is left out, Easel chooses one."
    )

    _whole = field_validator("n", "steps", "seed", mode="before")(whole)


def parse_generation_request(body: bytes, settings: Settings) -> Order:
    """The order in `body`. If it names no seed, one is drawn.

    Raises:
        InvalidRequest: it has the code of the first mistake, and a pointer to each mistake.
    """
    try:
        asked = GenerationRequest.model_validate_json(body)
    except ValidationError as invalid:
        raise refusal_of(invalid) from None  # the cause would hold the prompt
    if asked.stream:
        raise _refusal(
            "unknown_parameter", "stream", "pictures are not streamed here; leave this field out"
        )
    width, height = _sides(asked.size, settings)
    drawn = DrawRequest(
        prompt=asked.prompt,
        negative_prompt=asked.negative_prompt,
        width=width,
        height=height,
        steps=asked.steps,
        guidance_scale=asked.guidance_scale,
        seed=asked.seed,
        n=asked.n or 1,
    )
    return Order(picture_of(drawn, settings), answer_format=asked.response_format or "url")


def _sides(size: str | None, settings: Settings) -> tuple[int, int]:
    """The width and height to draw: the nearest to `size` that this deployment draws.

    If `size` is too large, it first shrinks in proportion until its longer side fits. Then each
    side is rounded to the nearest step, but not below the smallest side.

    Raises:
        InvalidRequest: `size` cannot be read.
    """
    if size is None or size == "auto":
        return settings.default_side, settings.default_side
    asked = _SIZE.fullmatch(size)
    if asked is None:
        raise _refusal(
            "invalid_size", "size", "send auto, or a width and a height such as 1024x768"
        )
    width, height = int(asked[1]), int(asked[2])
    scale = min(1.0, settings.max_side / max(width, height))
    return _nearest(width * scale), _nearest(height * scale)


def _nearest(side: float) -> int:
    return max(MIN_SIDE, math.floor(side / SIDE_STEP + 0.5) * SIDE_STEP)


def _refusal(code: InvalidCode, field: str, reason: str) -> InvalidRequest:
    detail = f"{field}: {reason}"
    return InvalidRequest(code, detail, errors=[FieldError(f"#/{field}", detail)])
