"""Parses the body of AUTOMATIC1111's `POST /sdapi/v1/txt2img`. Its many other fields, such as
samplers, upscalers and scripts, are ignored."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ..errors import FieldError, InvalidRequest
from ..settings import Settings
from .fitted import MOST_PICTURES, LongNegative, LongPrompt, fitted
from .near_fields import Count, NearGuidance, NearSide, NearSteps
from .refusal import parsed
from .request import MAX_SEED, Order, Wish, whole

_ANY_SEED = -1

_SeedOrAny = Annotated[int, Field(ge=_ANY_SEED, le=MAX_SEED), BeforeValidator(whole)]


class TextToImageRequest(BaseModel):
    """What to draw, in AUTOMATIC1111's words. All other fields are ignored. A field that is null
    counts as left out. If a field is left out, the operator's default counts."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    prompt: LongPrompt = Field(description="What to draw.", examples=["a red fox in the snow"])
    negative_prompt: LongNegative | None = Field(
        default=None, description="What should not be in the picture."
    )
    steps: NearSteps | None = Field(
        default=None, description="The nearest possible number is used.", examples=[50]
    )
    cfg_scale: NearGuidance | None = Field(
        default=None, description="How closely to follow the prompt.", examples=[7.5]
    )
    width: NearSide | None = Field(
        default=None, description="In pixels. The nearest possible size is drawn.", examples=[768]
    )
    height: NearSide | None = Field(default=None, description="In pixels.", examples=[768])
    seed: _SeedOrAny | None = Field(
        default=None, description="-1 for any seed.", examples=[_ANY_SEED]
    )
    batch_size: Count | None = Field(
        default=None,
        description="How many pictures: `batch_size` times `n_iter`, at most 10.",
        examples=[1],
    )
    n_iter: Count | None = Field(default=None, description="See `batch_size`.", examples=[1])


def parse_text_to_image(body: bytes, settings: Settings) -> Order:
    """The order in `body`.

    Raises:
        InvalidRequest: it has the code of the first mistake, and a pointer to each mistake.
    """
    asked = parsed(TextToImageRequest, body)
    wish = Wish(
        prompt=asked.prompt,
        negative_prompt=asked.negative_prompt,
        width=asked.width,
        height=asked.height,
        steps=asked.steps,
        guidance_scale=asked.cfg_scale,
        seed=None if asked.seed == _ANY_SEED else asked.seed,
        n=_pictures(asked, settings),
    )
    return fitted(wish, settings, "sdapi")


def _pictures(asked: TextToImageRequest, settings: Settings) -> int:
    n = (asked.batch_size or 1) * (asked.n_iter or 1)
    most = min(MOST_PICTURES, settings.max_pictures)
    if n > most:
        detail = f"batch_size: times n_iter at most {most} here, not {n}"
        raise InvalidRequest("out_of_range", detail, errors=[FieldError("#/batch_size", detail)])
    return n
