"""Parses the body that Hugging Face's clients send for text-to-image. Other parameters, such as
`scheduler`, are ignored."""

from pydantic import BaseModel, ConfigDict, Field

from ..settings import Settings
from .fitted import LongNegative, LongPrompt, fitted
from .near_fields import NearGuidance, NearSide, NearSteps, Seed
from .refusal import parsed
from .request import Order, Wish


class InferenceParameters(BaseModel):
    """How to draw. If a field is left out or null, the operator's default counts."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    negative_prompt: LongNegative | None = Field(
        default=None, description="What should not be in the picture."
    )
    width: NearSide | None = Field(
        default=None, description="In pixels. The nearest possible size is drawn.", examples=[768]
    )
    height: NearSide | None = Field(default=None, description="In pixels.", examples=[768])
    num_inference_steps: NearSteps | None = Field(
        default=None, description="The nearest possible number is used.", examples=[50]
    )
    guidance_scale: NearGuidance | None = Field(
        default=None, description="How closely to follow the prompt.", examples=[7.5]
    )
    seed: Seed | None = Field(default=None, description="If it is left out, Easel chooses one.")


class InferenceRequest(BaseModel):
    """What to draw, in Hugging Face's words. Other fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    inputs: LongPrompt = Field(description="The prompt.", examples=["a red fox in the snow"])
    parameters: InferenceParameters | None = None


def parse_inference_request(body: bytes, settings: Settings) -> Order:
    """The order in `body`.

    Raises:
        InvalidRequest: it has the code of the first mistake, and a pointer to each mistake.
    """
    asked = parsed(InferenceRequest, body)
    parameters = asked.parameters or InferenceParameters()
    wish = Wish(
        prompt=asked.inputs,
        negative_prompt=parameters.negative_prompt,
        width=parameters.width,
        height=parameters.height,
        steps=parameters.num_inference_steps,
        guidance_scale=parameters.guidance_scale,
        seed=parameters.seed,
    )
    return fitted(wish, settings, "jpeg")
