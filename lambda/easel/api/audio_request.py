"""Parses the body of `POST /v1/audio`: the recording to upload, and the wishes for the picture."""

import re

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ..errors import FieldError, InvalidRequest, UnsupportedAudio
from ..recordings.media import CONTENT_TYPE, FORMATS, MAX_AUDIO_BYTES, check_size
from ..settings import Settings
from .refusal import parsed
from .request import DrawRequest, Wanted, any_seed, picture_of, whole

_LANGUAGE = "^[a-z]{2,3}-[A-Z]{2}$"


class AudioRequest(BaseModel):
    """A recording that will be uploaded."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    content_type: str = Field(
        min_length=3,
        max_length=200,
        description="The type of the recording: audio or video, as the browser or the library "
        "writes it. Upload the recording with exactly this type. Its bytes decide whether it is "
        f"accepted: {', '.join(FORMATS)}.",
        examples=["audio/webm;codecs=opus"],
        # The contract shows this pattern. parse_audio_request checks it, with a code of its own.
        json_schema_extra={"pattern": CONTENT_TYPE},
    )
    bytes: int = Field(
        ge=1,
        description=f"The exact size of the recording. At most {MAX_AUDIO_BYTES}.",
        examples=[52144],
        json_schema_extra={"maximum": MAX_AUDIO_BYTES},
    )
    language: str | None = Field(
        default=None,
        pattern=_LANGUAGE,
        description="The spoken language, in Amazon Transcribe's codes. The operator must allow "
        "it.",
        examples=["en-US"],
    )
    image: Wanted = Field(default_factory=Wanted, description="What the picture should be like.")

    _whole = field_validator("bytes", mode="before")(whole)


def parse_audio_request(body: str | bytes, settings: Settings) -> AudioRequest:
    """The request in `body`. If it names no seed, one is drawn.

    Raises:
        InvalidRequest: a field is wrong, or is above the operator's bounds.
        UnsupportedAudio: the content type is not accepted.
        PayloadTooLarge: the recording is larger than an upload may be.
    """
    asked = parsed(AudioRequest, body)
    if not re.fullmatch(CONTENT_TYPE, asked.content_type):
        detail = f"content_type: audio/… or video/…, for a recording in {', '.join(FORMATS)}"
        raise UnsupportedAudio(detail)
    check_size(asked.bytes)
    if asked.language and asked.language not in settings.spoken:
        detail = f"language: one of {', '.join(settings.spoken)}"
        error = FieldError("#/language", detail)
        raise InvalidRequest("out_of_range", detail, errors=[error])
    image = with_seed(asked.image)
    _check_bounds(image, settings)
    return asked.model_copy(update={"image": image})


def with_seed(wanted: Wanted) -> Wanted:
    """`wanted` with a seed. If it has none, one is drawn now: a recording that is transcribed
    twice still gives one picture."""
    if wanted.seed is not None:
        return wanted
    return wanted.model_copy(update={"seed": any_seed()})


def _check_bounds(image: Wanted, settings: Settings) -> None:
    """Refuse a picture outside the operator's bounds now, before anybody has spoken its prompt.

    Raises:
        InvalidRequest: a field is above the operator's bounds.
    """
    try:
        picture_of(DrawRequest(prompt=".", **image.model_dump()), settings)
    except InvalidRequest as error:
        errors = [FieldError(f"#/image{e.pointer[1:]}", f"image.{e.detail}") for e in error.errors]
        raise InvalidRequest(error.code, f"image.{error.detail}", errors=errors) from None
