"""Parses the body of `POST /v1/images`, once, into an `Order` or a clear refusal."""

import json
import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
)

from ..errors import FieldError, InvalidCode, InvalidRequest
from ..pictures.note import Note
from ..pictures.picture import Picture
from ..settings import EndpointMode, Settings
from .prompt_text import in_nfc, visible
from .refusal import parsed

MIN_SIDE = 256
MAX_SIDE = 1024
SIDE_STEP = 64
MAX_STEPS = 100
MAX_GUIDANCE_SCALE = 20.0
MAX_PICTURES = 4
MAX_PROMPT_CHARACTERS = 2000
MAX_SEED = 2**32 - 1

# A list of 100 jobs with such prompts fits into a response of Lambda (6 MB).
_MAX_PROMPT_BYTES = 48 * 1024
# SageMaker takes a request of 128,000 bytes. In it, other characters than ASCII are escaped.
_MAX_ESCAPED_BYTES = 126_000

# What a dialect's answer holds. For OpenAI's clients: links, the JPEGs in base64, both, or an event
# stream. `sdapi` is AUTOMATIC1111's answer, and `jpeg` is the picture itself.
AnswerFormat = Literal["url", "b64_json", "both", "stream", "sdapi", "jpeg"]

# JSON Schema cannot say what is visible. So its pattern asks for less than the validator.
PromptText = Annotated[
    str,
    Field(min_length=1, max_length=MAX_PROMPT_CHARACTERS, json_schema_extra={"pattern": r"\S"}),
    BeforeValidator(in_nfc),
    AfterValidator(visible),
]
NegativeText = Annotated[str, Field(max_length=MAX_PROMPT_CHARACTERS), BeforeValidator(in_nfc)]
Side = Annotated[int, Field(ge=MIN_SIDE, le=MAX_SIDE, multiple_of=SIDE_STEP)]


def whole(value: object) -> object:
    """`value` as an int if it is a whole number. In JSON and in JSON Schema, 512.0 and 512 are the
    same."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class WebhookTarget(BaseModel):
    """The address to call when the job has ended."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    url: str = Field(
        min_length=1,
        max_length=2000,
        description="An https address on the public internet.",
        examples=["https://example.com/easel"],
    )


class Wanted(BaseModel):
    """What a picture should be like. If a field is left out, the operator's default counts. The
    operator may allow less."""

    # defer_build, as in the other requests: a cold start builds only the schema that it needs.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    negative_prompt: NegativeText | None = Field(
        default=None,
        description="What should not be in the picture.",
        examples=["blurry"],
    )
    width: Side | None = Field(default=None, description="In pixels; 768 by default.")
    height: Side | None = Field(default=None, description="In pixels; 768 by default.")
    steps: int | None = Field(
        default=None,
        ge=1,
        le=MAX_STEPS,
        description="More steps take longer. 50 by default.",
        examples=[50],
    )
    guidance_scale: float | None = Field(
        default=None,
        ge=0,
        le=MAX_GUIDANCE_SCALE,
        allow_inf_nan=False,
        description="How closely to follow the prompt; 7.5 by default.",
        examples=[7.5],
    )
    seed: int | None = Field(
        default=None,
        ge=0,
        le=MAX_SEED,
        description="The same request with the same seed is the same picture. If it is left out, "
        "Easel chooses one.",
        examples=[1234],
    )
    n: int = Field(default=1, ge=1, le=MAX_PICTURES, description="How many JPEGs.", examples=[1])
    public: bool = Field(default=False, description="Show the picture in the gallery.")

    _whole = field_validator("width", "height", "steps", "seed", "n", mode="before")(whole)


class _Prompted(BaseModel):
    """The prompt, in a class of its own. So it comes first in the contract: pydantic puts the
    fields of the last base class first."""

    model_config = ConfigDict(defer_build=True)

    prompt: PromptText = Field(
        description="What to draw; normalized to Unicode NFC. At least one character can be seen.",
        examples=["a red fox in the snow"],
    )


class DrawRequest(Wanted, _Prompted):
    """What to draw. If a field is left out, the operator's default counts. The operator may allow
    less."""

    webhook: WebhookTarget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A picture as a dialect asks for it (fitted.py). The operator decides what is None."""

    prompt: str
    negative_prompt: str | None = None
    width: int | None = None
    height: int | None = None
    steps: int | None = None
    guidance_scale: float | None = None
    seed: int | None = None
    n: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    """A picture to draw, and what its caller wants besides."""

    picture: Picture
    public: bool = False
    webhook_url: str | None = None
    # The id of the recording, if the prompt is its transcript.
    recording: str | None = None
    answer_format: AnswerFormat = "url"
    # The name of the encoding that the caller wants; "" is the JPEG as it is stored.
    encoding: str = ""
    # How the picture differs from the request.
    notes: tuple[Note, ...] = ()

    def with_seed(self, seed: int) -> Self:
        return replace(self, picture=replace(self.picture, seed=seed))


def parse_draw_request(body: str | bytes, settings: Settings) -> Order:
    """The order in `body`. If it names no seed, one is drawn.

    Raises:
        InvalidRequest: it has the code of the first mistake, and a pointer to each mistake.
    """
    asked = parsed(DrawRequest, body)
    picture = picture_of(asked, settings)
    webhook_url = asked.webhook.url if asked.webhook else None
    return Order(picture, asked.public, webhook_url, notes=notes_on(asked, picture, settings))


def notes_on(asked: Wanted | Wish, picture: Picture, settings: Settings) -> tuple[Note, ...]:
    """A note on each part of `asked` that the model does not take as it is."""
    if settings.endpoint_mode is not EndpointMode.BEDROCK:
        return ()
    # Imported here, because a deployment without Bedrock does not need it.
    from ..pictures import bedrock_picture

    return bedrock_picture.notes(asked, picture)


def picture_of(asked: DrawRequest | Wish, settings: Settings) -> Picture:
    """The picture that `asked` describes, with the operator's defaults.

    Raises:
        InvalidRequest: it is outside the operator's bounds, or its prompt holds a blocked word.
    """
    picture = Picture(
        model=settings.model_id,
        model_version=settings.model_version,
        prompt=asked.prompt,
        # An empty negative prompt is the same as none, so both give the same picture.
        negative_prompt=asked.negative_prompt or None,
        width=asked.width or settings.default_side,
        height=asked.height or settings.default_side,
        steps=asked.steps or settings.default_steps,
        guidance_scale=(
            settings.default_guidance_scale
            if asked.guidance_scale is None
            else asked.guidance_scale
        ),
        seed=any_seed() if asked.seed is None else asked.seed,
        n=asked.n,
    )
    _check_operator_bounds(picture, settings)
    refuse_blocked_words(picture.prompt, settings)
    if settings.endpoint_mode is EndpointMode.BEDROCK:
        from ..pictures import bedrock_picture

        _check_bounds([("invalid_seed", "seed", picture.seed, bedrock_picture.MAX_SEED)])
        picture = bedrock_picture.as_drawn(picture)
    return picture


def any_seed() -> int:
    """A seed that every model takes: those on Amazon Bedrock take two less than the others."""
    return secrets.randbelow(MAX_SEED - 1)


def _check_operator_bounds(picture: Picture, settings: Settings) -> None:
    """Refuse a picture above the operator's bounds. They can be lower than the API's bounds, but
    never higher. Prompts are measured in NFC."""
    bounds: tuple[tuple[InvalidCode, str, int, int], ...] = (
        ("prompt_too_long", "prompt", len(picture.prompt), settings.max_prompt_characters),
        (
            "prompt_too_long",
            "negative_prompt",
            len(picture.negative_prompt or ""),
            settings.max_prompt_characters,
        ),
        ("invalid_size", "width", picture.width, settings.max_side),
        ("invalid_size", "height", picture.height, settings.max_side),
        ("out_of_range", "steps", picture.steps, settings.max_steps),
        ("out_of_range", "n", picture.n, settings.max_pictures),
    )
    _check_bounds(bounds)
    _check_bytes([picture.prompt, picture.negative_prompt])


def _check_bounds(bounds: Sequence[tuple[InvalidCode, str, int, int]]) -> None:
    """Refuse a field whose value is too large. `bounds` are (code, field, value, most)."""
    for code, field, value, most in bounds:
        if value > most:
            detail = f"{field}: at most {most} here, not {value}"
            raise InvalidRequest(code, detail, errors=[FieldError(f"#/{field}", detail)])


def _check_bytes(texts: list[str | None]) -> None:
    """Refuse prompts that do not fit into a list of jobs, or into a request to the model."""
    size = len(json.dumps(texts, ensure_ascii=False).encode("utf-8", "replace"))
    escaped = len(json.dumps(texts))
    for value, most, what in (
        (size, _MAX_PROMPT_BYTES, "bytes"),
        (escaped, _MAX_ESCAPED_BYTES, "bytes in ASCII JSON"),
    ):
        if value > most:
            detail = f"prompt: at most {most} {what} with negative_prompt, not {value}"
            at = FieldError("#/prompt", detail)
            raise InvalidRequest("prompt_too_long", detail, errors=[at])


def refuse_blocked_words(prompt: str, settings: Settings) -> None:
    """Refuse a prompt that holds a word that the operator has blocked.

    The model's licence obliges a host to restrict the use of the model. So operators need a way to
    do it.

    Raises:
        InvalidRequest: the prompt holds such a word.
    """
    words = unicodedata.normalize("NFC", settings.blocked_words).split(",")
    blocked = [word.strip() for word in words if word.strip()]
    if not blocked:
        return
    any_of_them = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, blocked))})(?!\w)", re.IGNORECASE)
    if any_of_them.search(prompt):
        detail = "prompt: it contains a word that the operator of this service does not allow"
        error = FieldError("#/prompt", detail)
        raise InvalidRequest("content_policy_violation", detail, errors=[error])
