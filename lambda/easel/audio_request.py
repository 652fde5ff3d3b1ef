"""What `POST /v1/audio` accepts: what will be uploaded, and what the picture should be like."""

import re

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from .errors import FieldError, InvalidRequest, UnsupportedAudio
from .media import CONTENT_TYPES, FORMATS, MAX_AUDIO_BYTES, check_size
from .request import DrawRequest, Wanted, any_seed, picture_of, refusal_of, whole
from .settings import Settings

# A media type with its parameters (RFC 9110, 8.3.1): browsers record "audio/webm;codecs=opus".
_CONTENT_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(\s*;\s*[\w.+-]+=(\"[\w.,+\- ]*\"|[\w.+-]+))*")


class AudioRequest(BaseModel):
    """A recording that will be uploaded."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    content_type: str = Field(
        min_length=3,
        max_length=100,
        description=f"Of the recording: {', '.join(FORMATS)}. It has to be uploaded with this one.",
        examples=["audio/webm;codecs=opus"],
    )
    bytes: int = Field(
        ge=1,
        description=f"Exactly how large the recording is; {MAX_AUDIO_BYTES} at most.",
        examples=[52144],
    )
    language: str | None = Field(
        default=None,
        max_length=10,
        description="What is spoken, as Amazon Transcribe names it; one that the operator allows.",
        examples=["en-US"],
    )
    image: Wanted = Field(default_factory=Wanted, description="What the picture should be like.")

    _whole = field_validator("bytes", mode="before")(whole)


def parse_audio_request(body: str | bytes, settings: Settings) -> AudioRequest:
    """What `body` asks for, its seed drawn when it names none.

    Raises:
        InvalidRequest, UnsupportedAudio, PayloadTooLarge
    """
    try:
        asked = AudioRequest.model_validate_json(body)
    except ValidationError as invalid:
        raise refusal_of(invalid) from None
    media_type = asked.content_type.partition(";")[0].strip().lower()
    if media_type not in CONTENT_TYPES or not _CONTENT_TYPE.fullmatch(asked.content_type):
        raise UnsupportedAudio(f"content_type: one of {', '.join(CONTENT_TYPES)}")
    check_size(asked.bytes)
    if asked.language and asked.language not in settings.spoken:
        detail = f"language: one of {', '.join(settings.spoken)} here"
        error = FieldError("#/language", detail)
        raise InvalidRequest("out_of_range", detail, errors=[error])
    image = with_seed(asked.image)
    _check_bounds(image, settings)
    return asked.model_copy(update={"image": image})


def with_seed(wanted: Wanted) -> Wanted:
    """Drawn now, so that what is transcribed twice is one picture."""
    if wanted.seed is not None:
        return wanted
    return wanted.model_copy(update={"seed": any_seed()})


def _check_bounds(image: Wanted, settings: Settings) -> None:
    """The operator's: better refused now than once it is spoken.

    Raises:
        InvalidRequest
    """
    try:
        picture_of(DrawRequest(prompt=".", **image.model_dump()), settings)
    except InvalidRequest as error:
        errors = [FieldError(f"#/image{e.pointer[1:]}", f"image.{e.detail}") for e in error.errors]
        raise InvalidRequest(error.code, f"image.{error.detail}", errors=errors) from None
