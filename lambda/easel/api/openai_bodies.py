"""The JSON bodies that OpenAI's clients read, as types. Like bodies.py, no function imports it."""

from typing import Annotated, Literal

from pydantic import Field

# Before Python 3.12, pydantic cannot read typing's own TypedDict.
from typing_extensions import NotRequired, TypedDict  # noqa: UP035

from .bodies import ImageId, ImageWarning, Url


class OpenAIImage(TypedDict):
    """One picture: a link, or the file itself."""

    url: NotRequired[Url]
    b64_json: NotRequired[Annotated[str, Field(description="The file in base64.")]]
    revised_prompt: Annotated[
        str, Field(description="The part of the prompt that the model reads, in Unicode NFC.")
    ]


class OpenAIImages(TypedDict):
    """OpenAI's ImagesResponse. `id`, `warnings` and `delete_token` are additions of Easel."""

    created: Annotated[int, Field(description="When the picture was drawn, in Unix seconds.")]
    data: list[OpenAIImage]
    size: Annotated[str, Field(pattern="^[0-9]+x[0-9]+$", description="The size that was drawn.")]
    output_format: Literal["png", "webp", "jpeg"]
    id: ImageId
    warnings: list[ImageWarning]
    delete_token: NotRequired[
        Annotated[str, Field(description="For DELETE and cancel, if the service asks for no keys.")]
    ]


class OpenAIModel(TypedDict):
    """A model, as OpenAI lists it."""

    id: Annotated[str, Field(examples=["model-txt2img-stabilityai-stable-diffusion-v2"])]
    object: Literal["model"]
    created: Annotated[int, Field(description="Always 0: it is not known.")]
    owned_by: str


class OpenAIModels(TypedDict):
    """All models. There is one."""

    object: Literal["list"]
    data: list[OpenAIModel]
