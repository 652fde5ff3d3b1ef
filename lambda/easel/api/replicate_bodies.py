"""The JSON bodies that Replicate's clients read, as types. Like bodies.py, no function imports
it."""

from typing import Annotated, Any, Literal

from pydantic import Field

# Before Python 3.12, pydantic cannot read typing's own TypedDict.
from typing_extensions import NotRequired, TypedDict  # noqa: UP035

from .bodies import ImageId, Moment, Url

PredictionStatus = Literal["starting", "succeeded", "failed", "canceled"]


class PredictionInputEcho(TypedDict):
    """The request as it was understood, with all defaults."""

    prompt: str
    negative_prompt: str | None
    width: int
    height: int
    num_outputs: int
    num_inference_steps: int
    guidance_scale: float
    seed: int


class PredictionUrls(TypedDict):
    """Where to look at the prediction."""

    get: Url
    cancel: Url
    web: Annotated[Url, Field(description="The share page, when the picture is drawn.")]


class PredictionMetrics(TypedDict):
    """How long it took."""

    predict_time: NotRequired[Annotated[float, Field(ge=0, description="In seconds.")]]


class Prediction(TypedDict):
    """An image job, in Replicate's words. `delete_token` is an addition of Easel."""

    id: ImageId
    model: str
    version: str
    status: Annotated[
        PredictionStatus,
        Field(
            description="`starting` until it ends. Clients take `processing` for an end, so it "
            "never is used."
        ),
    ]
    input: PredictionInputEcho
    output: Annotated[list[Url] | None, Field(description="The links of the JPEGs.")]
    error: Annotated[str | None, Field(description="Why there is no picture.")]
    logs: Annotated[str, Field(description="What is different from the request, by lines.")]
    metrics: PredictionMetrics
    data_removed: Literal[False]
    created_at: Moment
    started_at: Moment | None
    completed_at: Moment | None
    urls: PredictionUrls
    delete_token: NotRequired[
        Annotated[str, Field(description="For DELETE, if the service asks for no keys.")]
    ]


class Predictions(TypedDict):
    """A page of predictions, newest first."""

    previous: Annotated[None, Field(description="Always null: pages go forward only.")]
    next: Annotated[Url | None, Field(description="The next page.")]
    results: list[Prediction]


class ModelVersion(TypedDict):
    """The one version of the one model."""

    id: str
    created_at: Annotated[Moment, Field(description="Always 1970: it is not known.")]
    cog_version: Annotated[str, Field(description="What clients take `openapi_schema` to be of.")]
    openapi_schema: Annotated[dict[str, Any], Field(description="Says that links come out.")]
