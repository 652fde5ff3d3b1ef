"""The JSON bodies that AUTOMATIC1111's clients read, as types. Like bodies.py, no function imports
it. The fields are those of AUTOMATIC1111's own answers (its modules/api/models.py)."""

from typing import Annotated, Any, Literal

from pydantic import Field

# Before Python 3.12, pydantic cannot read typing's own TypedDict.
from typing_extensions import NotRequired, TypedDict  # noqa: UP035

from .bodies import ImageId, ImageWarning


class SdImages(TypedDict):
    """The pictures. `warnings`, `id` and `delete_token` are additions of Easel."""

    images: Annotated[list[str], Field(description="The JPEGs in base64.")]
    parameters: Annotated[
        dict[str, Any], Field(description="The request as it was understood, with all defaults.")
    ]
    info: Annotated[
        str,
        Field(
            description="A JSON object as text: the seed, the size, the text that goes with each "
            "picture, and more. The pictures of one request share one seed. So `all_seeds` holds "
            "it once for each picture."
        ),
    ]
    warnings: list[ImageWarning]
    id: ImageId
    delete_token: NotRequired[
        Annotated[str, Field(description="For DELETE, if the service asks for no keys.")]
    ]


class SdOptions(TypedDict):
    """The options that can be told truly."""

    sd_model_checkpoint: Annotated[str, Field(description="The one model.")]
    sd_checkpoint_hash: Annotated[str, Field(description="Always empty: it is not known.")]
    samples_format: Literal["jpg"]


class SdModel(TypedDict):
    """A model."""

    title: str
    model_name: str
    hash: None
    sha256: None
    filename: Annotated[str, Field(description="The model's version.")]
    config: None


class SdSampler(TypedDict):
    """A sampler."""

    name: Annotated[str, Field(description="Always `default`: the endpoint chooses its own.")]
    aliases: list[str]
    options: dict[str, str]


class SdScheduler(TypedDict):
    """A scheduler of noise."""

    name: str
    label: str
    aliases: list[str]
    default_rho: float
    need_inner_model: bool


class SdScripts(TypedDict):
    """The scripts. There are none."""

    txt2img: list[str]
    img2img: list[str]


class SdState(TypedDict):
    """What the service does at this moment."""

    skipped: bool
    interrupted: bool
    stopping_generation: bool
    job: str
    job_count: Annotated[int, Field(ge=0, description="How many jobs are open.")]
    job_timestamp: str
    job_no: int
    sampling_step: int
    sampling_steps: int


class SdProgress(TypedDict):
    """The jobs of the whole service. A single job's progress is not known."""

    progress: Annotated[float, Field(description="Always 0.")]
    eta_relative: Annotated[
        float, Field(ge=0, description="Seconds until all open jobs are done, if it is known.")
    ]
    state: SdState
    current_image: None
    textinfo: None


class SdMemory(TypedDict):
    """Why no figures are here, in the form that AUTOMATIC1111 uses then."""

    ram: dict[str, str]
    cuda: dict[str, str]


class SdFlags(TypedDict):
    """The command line that AUTOMATIC1111 would have been started with."""

    api: bool
    nowebui: bool
