"""Parses the body of `POST /v1/images/generations`: OpenAI's fields and some of Easel's. Other
fields are ignored."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from ..errors import FieldError, InvalidRequest
from ..settings import Settings
from .fitted import MOST_PICTURES, LongNegative, LongPrompt, fitted
from .refusal import parsed
from .request import (
    MAX_GUIDANCE_SCALE,
    MAX_SEED,
    MAX_STEPS,
    AnswerFormat,
    Order,
    Wish,
    whole,
)

_SIZE = re.compile(r"([1-9][0-9]{0,4})[xX]([1-9][0-9]{0,4})")
_NEWER = re.compile(r"(chat)?gpt-image", re.IGNORECASE)
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
    """What to draw. All other fields are ignored: there is one model, of one quality. A
    field that is null counts as left out."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    prompt: LongPrompt = Field(
        description="What to draw. At least one character can be seen.",
        examples=["a red fox in the snow"],
    )
    n: int | None = Field(
        default=None,
        ge=1,
        le=MOST_PICTURES,
        description="How many pictures. 1 by default.",
        json_schema_extra=_or_text("0*([1-9]|10)"),
    )
    size: str | None = Field(
        default=None,
        description="`auto` or empty, or width and height. The nearest possible size is drawn.",
        examples=["auto", "1024x768"],
        json_schema_extra={"pattern": f"^(auto|{_SIZE.pattern})?$"},
    )
    model: Any = Field(
        default=None,
        description="Any name. The one model draws. The answer for names that begin with "
        "`gpt-image` or `chatgpt-image` has the link and the JPEG in base64.",
        examples=["gpt-image-1"],
    )
    response_format: Literal["url", "b64_json"] | None = Field(
        default=None, description="A link (the default), or the JPEG itself in base64."
    )
    stream: bool | None = Field(
        default=None,
        description="Answer with server-sent events: one `image_generation.completed` a picture, "
        "and no partial pictures.",
    )
    output_format: Any = Field(
        default=None,
        description="`jpeg` (the default), `png` or `webp`. The answer says which it is: if the "
        "operator makes no renditions, it is always `jpeg`.",
        examples=["webp"],
    )
    output_compression: int | None = Field(
        default=None,
        ge=0,
        le=100,
        description="The quality of a WebP or JPEG, 0 to 100, to the nearest 5. By default 80 for "
        "WebP, and for JPEG that of the stored picture.",
        examples=[80],
        json_schema_extra=_or_text("0*([1-9]?[0-9]|100)"),
    )
    negative_prompt: LongNegative | None = Field(
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

    @field_validator("n", "output_compression", "steps", "seed", "guidance_scale", mode="before")
    @classmethod
    def _numbers(cls, value: object, info: ValidationInfo) -> object:
        found = number(value)
        return found if info.field_name == "guidance_scale" else whole(found)


def parse_generation_request(body: bytes, settings: Settings, *, model: str = "") -> Order:
    """The order in `body`. If it names no seed, one is drawn. `model` is the model that the path
    names; in Azure's dialect the body need not.

    Raises:
        InvalidRequest: it has the code of the first mistake, and a pointer to each mistake.
    """
    asked = parsed(GenerationRequest, body)
    width, height = _sides(asked.size)
    wish = Wish(
        prompt=asked.prompt,
        negative_prompt=asked.negative_prompt,
        width=width,
        height=height,
        steps=asked.steps,
        guidance_scale=asked.guidance_scale,
        seed=asked.seed,
        n=asked.n or 1,
    )
    order = fitted(wish, settings, _format(asked, model))
    return replace(order, encoding=_encoding(asked, settings))


def _encoding(asked: GenerationRequest, settings: Settings) -> str:
    """The name of the encoding that is asked for. Without `derive` it is always the stored JPEG."""
    if not settings.derive_queue_url or asked.output_format is None:
        return ""
    # Imported here, because few requests ask for one.
    from ..pictures.encoding import Encoding

    encoding = Encoding.of(asked.output_format, asked.output_compression)
    return encoding.name if encoding else ""


def _format(asked: GenerationRequest, model: str) -> AnswerFormat:
    """Clients of OpenAI's newer models read base64 and never ask for it, since OpenAI sends nothing
    else there. Some of them read a link if there is one, so they get both."""
    if asked.stream:
        return "stream"
    named = asked.model if isinstance(asked.model, str) else model
    return asked.response_format or ("both" if _NEWER.match(named) else "url")


def _sides(size: str | None) -> tuple[int, int] | tuple[None, None]:
    """The width and the height in `size`, or None for the operator's default.

    Raises:
        InvalidRequest: `size` cannot be read.
    """
    if size in (None, "", "auto"):
        return None, None
    asked = _SIZE.fullmatch(size)
    if asked is None:
        detail = "size: send auto, or a width and a height such as 1024x768"
        raise InvalidRequest("invalid_size", detail, errors=[FieldError("#/size", detail)])
    return int(asked[1]), int(asked[2])
