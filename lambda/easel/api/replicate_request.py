"""Parses the bodies that Replicate's clients send for a prediction. Other fields, such as
`scheduler`, are ignored."""

import math
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ..errors import FieldError, InvalidRequest
from ..settings import Settings
from .fitted import LongNegative, LongPrompt, fitted
from .near_fields import Count, NearGuidance, NearSide, NearSteps, Seed
from .refusal import parsed
from .request import Order, Wish

# `custom` is how some models on Replicate say: see width and height.
_CUSTOM = "custom"
_RATIO = re.compile(r"([1-9][0-9]?):([1-9][0-9]?)")


class PredictionInput(BaseModel):
    """What to draw, in the words of the models on Replicate. Other fields are ignored. If a field
    is left out or null, the operator's default counts."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    prompt: LongPrompt = Field(description="What to draw.", examples=["a red fox in the snow"])
    negative_prompt: LongNegative | None = Field(
        default=None, description="What should not be in the picture."
    )
    width: NearSide | None = Field(
        default=None, description="In pixels. The nearest possible size is drawn.", examples=[768]
    )
    height: NearSide | None = Field(default=None, description="In pixels.", examples=[768])
    aspect_ratio: str | None = Field(
        default=None,
        description="Width to height, as `16:9`, with as many pixels as the default size. If it "
        "is `custom`, `width` and `height` count.",
        examples=["16:9"],
        json_schema_extra={"pattern": f"^({_CUSTOM}|{_RATIO.pattern})$"},
    )
    num_outputs: Count | None = Field(default=None, description="How many pictures. 1 by default.")
    num_inference_steps: NearSteps | None = Field(
        default=None, description="The nearest possible number is used.", examples=[50]
    )
    guidance_scale: NearGuidance | None = Field(
        default=None, description="How closely to follow the prompt.", examples=[7.5]
    )
    seed: Seed | None = Field(default=None, description="If it is left out, Easel chooses one.")


class PredictionRequest(BaseModel):
    """A prediction. `version` and the model in the path may be any: there is one model."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    input: PredictionInput
    webhook: Any = Field(
        default=None,
        description="Refused: Easel's own webhooks have another form (`POST /v1/images`).",
        json_schema_extra={"type": "null"},
    )


def parse_prediction_request(body: bytes, settings: Settings) -> Order:
    """The order in `body`.

    Raises:
        InvalidRequest: it has the code of the first mistake, and a pointer to each mistake.
    """
    request = parsed(PredictionRequest, body)
    if request.webhook is not None:
        detail = "webhook: Replicate's webhooks are not sent here; GET the prediction again"
        raise InvalidRequest("not_supported", detail, errors=[FieldError("#/webhook", detail)])
    asked = request.input
    width, height = _sides(asked, settings)
    wish = Wish(
        prompt=asked.prompt,
        negative_prompt=asked.negative_prompt,
        width=width,
        height=height,
        steps=asked.num_inference_steps,
        guidance_scale=asked.guidance_scale,
        seed=asked.seed,
        n=asked.num_outputs or 1,
    )
    return fitted(wish, settings)


def _sides(asked: PredictionInput, settings: Settings) -> tuple[int | None, int | None]:
    """The width and the height to ask for; None is the operator's default.

    Raises:
        InvalidRequest: the aspect ratio cannot be read.
    """
    if asked.aspect_ratio in (None, _CUSTOM):
        return asked.width, asked.height
    ratio = _RATIO.fullmatch(asked.aspect_ratio)
    if ratio is None:
        detail = "input.aspect_ratio: send width to height, such as 16:9"
        at = FieldError("#/input/aspect_ratio", detail)
        raise InvalidRequest("invalid_size", detail, errors=[at])
    stretch = math.sqrt(int(ratio[1]) / int(ratio[2]))
    side = settings.default_side
    return round(side * stretch), round(side / stretch)
