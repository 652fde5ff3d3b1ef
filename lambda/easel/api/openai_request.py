"""Parses the body of `POST /v1/images/generations`: OpenAI's fields and some of Easel's. Other
fields are ignored."""

import math
import re
from collections.abc import Callable
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from ..errors import FieldError, InvalidCode, InvalidRequest
from ..settings import Settings
from .request import (
    MAX_GUIDANCE_SCALE,
    MAX_PICTURES,
    MAX_SEED,
    MAX_STEPS,
    MIN_SIDE,
    SIDE_STEP,
    AnswerFormat,
    DrawRequest,
    NegativeText,
    Order,
    PromptText,
    picture_of,
    refusal_of,
    whole,
)

_SIZE = re.compile(r"([1-9][0-9]{0,4})[xX]([1-9][0-9]{0,4})")
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


def number(value: object) -> object:
    """`value` as a number if it is a text that writes one: many clients send forms as JSON."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return value
    return float(value) if "." in value else int(value)


def _or_text(pattern: str) -> Callable[[dict[str, Any]], None]:
    """Adds to a number's schema that a text of `pattern` is accepted too."""

    def add(schema: dict[str, Any]) -> None:
        schema["anyOf"].append({"type": "string", "pattern": f"^{pattern}$"})

    return add


class GenerationRequest(BaseModel):
    """What to draw. All other fields are ignored: there is one model, of one quality, and it draws
    JPEGs. A field that is null counts as left out."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    prompt: PromptText = Field(
        description="What to draw. At least one character can be seen.",
        examples=["a red fox in the snow"],
    )
    n: int | None = Field(
        default=None,
        ge=1,
        le=MAX_PICTURES,
        description="How many pictures. 1 by default.",
        json_schema_extra=_or_text("0*[1-4]"),
    )
    size: str | None = Field(
        default=None,
        description="`auto` or empty, or width and height. The nearest possible size is drawn.",
        examples=["auto", "1024x768"],
        json_schema_extra={"pattern": f"^(auto|{_SIZE.pattern})?$"},
    )
    response_format: AnswerFormat | None = Field(
        default=None, description="A link (the default), or the JPEG itself in base64."
    )
    stream: bool | None = Field(
        default=None,
        description="Nothing is streamed. Only false is accepted.",
        json_schema_extra={"enum": [False, None]},
    )
    negative_prompt: NegativeText | None = Field(
        default=None, description="What should not be in the picture."
    )
    steps: int | None = Field(
        default=None,
        ge=1,
        le=MAX_STEPS,
        description="50 by default.",
        json_schema_extra=_or_text("0*([1-9][0-9]?|100)"),
    )
    guidance_scale: float | None = Field(
        default=None,
        ge=0,
        le=MAX_GUIDANCE_SCALE,
        allow_inf_nan=False,
        description="How closely to follow the prompt; 7.5 by default.",
        json_schema_extra=_or_text(r"(1?[0-9](\.[0-9]{1,20})?|20)"),
    )
    seed: int | None = Field(
        default=None,
        ge=0,
        le=MAX_SEED,
        description="If it is left out, Easel chooses one.",
        json_schema_extra=_or_text("0{0,10}[0-9]{1,9}"),
    )

    @field_validator("n", "steps", "seed", "guidance_scale", mode="before")
    @classmethod
    def _numbers(cls, value: object, info: ValidationInfo) -> object:
        found = number(value)
        return found if info.field_name == "guidance_scale" else whole(found)


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
    if size in (None, "", "auto"):
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
