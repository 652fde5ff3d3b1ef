"""The nearest picture that this deployment draws, for dialects that ask for what it does not."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from ..pictures.note import Note, NoteCode
from ..pictures.picture import Picture
from ..settings import EndpointMode, Settings
from .prompt_text import in_nfc, visible
from .request import (
    MAX_GUIDANCE_SCALE,
    MIN_SIDE,
    SIDE_STEP,
    AnswerFormat,
    Order,
    Wish,
    notes_on,
    picture_of,
)

# What a dialect may ask for, as far as the operator allows it: OpenAI's own limits.
MOST_PICTURES = 10
MOST_PROMPT_CHARACTERS = 32_000

LongPrompt = Annotated[
    str,
    Field(min_length=1, max_length=MOST_PROMPT_CHARACTERS, json_schema_extra={"pattern": r"\S"}),
    BeforeValidator(in_nfc),
    AfterValidator(visible),
]
LongNegative = Annotated[str, Field(max_length=MOST_PROMPT_CHARACTERS), BeforeValidator(in_nfc)]


def fitted(wish: Wish, settings: Settings, answer_format: AnswerFormat = "url") -> Order:
    """The order of the picture nearest to `wish`, with a note on each thing that was changed.

    Raises:
        InvalidRequest: the prompt is too long or holds a blocked word, or there are too many
            pictures.
    """
    picture = picture_of(_nearest(wish, settings), settings)
    if settings.endpoint_mode is EndpointMode.BEDROCK:
        notes = notes_on(wish, picture, settings)
    else:
        notes = tuple(_changes(wish, picture))
    return Order(picture, answer_format=answer_format, notes=notes)


def _nearest(wish: Wish, settings: Settings) -> Wish:
    """`wish` within the bounds of this deployment.

    If a side is too long, both sides first shrink in proportion. Then each side is rounded to the
    nearest step, but not below the smallest side.
    """
    width, height = wish.width or settings.default_side, wish.height or settings.default_side
    scale = min(1.0, settings.max_side / max(width, height))
    guidance_scale = wish.guidance_scale
    if guidance_scale is not None:
        guidance_scale = min(max(guidance_scale, 0.0), MAX_GUIDANCE_SCALE)
    return replace(
        wish,
        width=_side(width * scale),
        height=_side(height * scale),
        steps=wish.steps and min(wish.steps, settings.max_steps),
        guidance_scale=guidance_scale,
    )


def _side(length: float) -> int:
    return max(MIN_SIDE, math.floor(length / SIDE_STEP + 0.5) * SIDE_STEP)


def _changes(wish: Wish, picture: Picture) -> Iterator[Note]:
    width, height = wish.width or picture.width, wish.height or picture.height
    if (width, height) != (picture.width, picture.height):
        drawn = f"{picture.width}x{picture.height}"
        yield _changed("size_changed", "size", f"{width}x{height}", drawn)
    if wish.steps not in (None, picture.steps):
        yield _changed("steps_changed", "steps", wish.steps, picture.steps)
    if wish.guidance_scale not in (None, picture.guidance_scale):
        asked = wish.guidance_scale
        yield _changed("guidance_changed", "guidance_scale", asked, picture.guidance_scale)


def _changed(code: NoteCode, field: str, asked: object, drawn: object) -> Note:
    return Note(code, f"{field}: {asked} is not possible here, so it is {drawn}")
