"""The JSON bodies that OpenAI's clients read, as types. Like bodies.py, no function imports it."""

from typing import Annotated, Literal

from pydantic import Field

# Before Python 3.12, pydantic cannot read typing's own TypedDict.
from typing_extensions import NotRequired, TypedDict  # noqa: UP035

from .bodies import ImageId, Url


class OpenAIImage(TypedDict):
    """One picture: a link, or the JPEG itself."""

    url: NotRequired[Url]
    b64_json: NotRequired[Annotated[str, Field(description="The JPEG in base64.")]]
    revised_prompt: Annotated[str, Field(description="The prompt that was drawn, in Unicode NFC.")]


class OpenAIImages(TypedDict):
    """OpenAI's ImagesResponse, with `id` and `delete_token` of ours."""

    created: Annotated[int, Field(description="When it was drawn, in Unix seconds.")]
    data: list[OpenAIImage]
    size: Annotated[str, Field(pattern="^[0-9]+x[0-9]+$", description="As it was drawn.")]
    output_format: Literal["jpeg"]
    id: ImageId
    delete_token: NotRequired[
        Annotated[str, Field(description="Where no keys are asked for: opens DELETE and cancel.")]
    ]


class OpenAIModel(TypedDict):
    """A model, as OpenAI lists them."""

    id: Annotated[str, Field(examples=["model-txt2img-stabilityai-stable-diffusion-v2"])]
    object: Literal["model"]
    created: Annotated[int, Field(description="Not known: 0.")]
    owned_by: str


class OpenAIModels(TypedDict):
    """The models there are: one."""

    object: Literal["list"]
    data: list[OpenAIModel]
