"""The JSON bodies of the API's answers, as types. mypy checks the code against them, and the
contract shows them.

No function imports this module; only a type checker and cdk/contract read it.
"""

from typing import Annotated, Literal

from pydantic import Field

# Before Python 3.12, pydantic cannot read typing's own TypedDict.
from typing_extensions import NotRequired, TypedDict  # noqa: UP035

from ..pictures.endpoint import EndpointState
from ..pictures.job import Status
from ..recordings.recording import RecordingStatus

PUBLIC_URL = "https://d111111abcdef8.cloudfront.net"
IMAGE_ID = "img_l6zozhegj35zxqqanfvk4jjcgu"
AUDIO_ID = "audio_q7f3k2m5xw4c6n2p2rtt3v5y7a"

ImageId = Annotated[str, Field(pattern="^img_[a-z2-7]{26}$", examples=[IMAGE_ID])]
AudioId = Annotated[str, Field(pattern="^audio_[a-z2-7]{26}$", examples=[AUDIO_ID])]
Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Moment = Annotated[
    str,
    Field(
        description="RFC 3339, in UTC.",
        examples=["2026-11-20T23:50:27.555Z"],
        json_schema_extra={"format": "date-time"},
    ),
]
Code = Annotated[
    str,
    Field(
        pattern="^[a-z_]+$", description="Stable: what a program looks at.", examples=["capacity"]
    ),
]


class Image(TypedDict):
    """One JPEG. Its address never changes, and whoever has it can see it."""

    url: Annotated[Url, Field(examples=[f"{PUBLIC_URL}/images/{IMAGE_ID}.jpg"])]
    width: Annotated[int, Field(ge=1, description="In pixels.", examples=[768])]
    height: Annotated[int, Field(ge=1, description="In pixels.", examples=[768])]
    bytes: Annotated[int, Field(ge=1, description="How large the file is.", examples=[57813])]


class QueuePlace(TypedDict):
    """Where an open job stands, and what that means in time."""

    position: Annotated[int, Field(ge=0, description="How many jobs are before it.", examples=[3])]
    eta_seconds: Annotated[
        int | None,
        Field(
            ge=0,
            description="Until it is drawn, at the present pace; null while none is known.",
            examples=[40],
        ),
    ]
    cold_start: Annotated[
        bool, Field(description="An instance has to start first: 6 to 10 minutes.")
    ]


class ImageError(TypedDict):
    """Why a job ended without a picture."""

    code: Code
    message: Annotated[str, Field(description="For people.", examples=["the model is busy"])]


class ImageLinks(TypedDict):
    """Where to go from here; paths on the host that answered."""

    self: Annotated[str, Field(description="The job.", examples=[f"/v1/images/{IMAGE_ID}"])]
    cancel: Annotated[
        str | None,
        Field(
            description="POST here stops the job; null once it has ended.",
            examples=[f"/v1/images/{IMAGE_ID}/cancel"],
        ),
    ]


class Webhook(TypedDict):
    """Whom Easel will tell, and what they need to believe it."""

    url: Url
    secret: Annotated[
        str,
        Field(
            pattern="^whsec_",
            description="Of Standard Webhooks: what the webhook is signed with.",
            examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="],
        ),
    ]


class ImageJob(TypedDict):
    """One picture's way from a prompt to its JPEGs."""

    id: Annotated[ImageId, Field(description="Follows from everything that decides the picture.")]
    object: Literal["image"]
    status: Annotated[
        str,
        Field(
            description="`running` is with the model, or in its queue.",
            json_schema_extra={"enum": [status.value for status in Status if not status.gone]},
        ),
    ]
    url: Annotated[Url | None, Field(description="The first JPEG, once there is one.")]
    share_url: Annotated[Url | None, Field(description="A page that shows the picture.")]
    images: Annotated[list[Image], Field(description="Empty until the job has succeeded.")]
    prompt: Annotated[
        str,
        Field(
            description="What the model is asked, in Unicode NFC.",
            examples=["a red fox in the snow"],
        ),
    ]
    original_prompt: Annotated[
        str | None,
        Field(description="What `prompt` was translated from; null unless it was translated."),
    ]
    negative_prompt: str | None
    model: Annotated[str, Field(description="What drew it, `name@version`.")]
    width: Annotated[int, Field(description="As asked for, in pixels.", examples=[768])]
    height: Annotated[int, Field(description="As asked for, in pixels.", examples=[768])]
    steps: Annotated[int, Field(examples=[50])]
    guidance_scale: Annotated[float, Field(examples=[7.5])]
    seed: Annotated[
        int,
        Field(
            description="The one asked for, or the one drawn. Send it to get this picture again."
        ),
    ]
    n: Annotated[int, Field(description="How many JPEGs the picture has.", examples=[1])]
    source: Annotated[
        Literal["text", "audio"], Field(description="Whether the prompt was typed or spoken.")
    ]
    cached: Annotated[bool, Field(description="It was there before it was asked for.")]
    queue: Annotated[QueuePlace | None, Field(description="Null once the job has ended.")]
    created_at: Moment
    started_at: Moment | None
    completed_at: Moment | None
    error: Annotated[
        ImageError | None, Field(description="Null unless it ended without a picture.")
    ]
    links: ImageLinks
    delete_token: NotRequired[
        Annotated[
            str,
            Field(
                description="Shown once, where no keys are asked for: "
                "`Authorization: Bearer <delete_token>` cancels or deletes the picture.",
                examples=["jq0wzQ4W6Xk5n3vJt8Lr2A"],
            ),
        ]
    ]
    webhook: NotRequired[Annotated[Webhook, Field(description="Where the POST asked for one.")]]


class AudioLinks(TypedDict):
    """Where to go from here; paths on the host that answered."""

    self: Annotated[str, Field(description="The recording.", examples=[f"/v1/audio/{AUDIO_ID}"])]
    image: Annotated[
        str | None,
        Field(
            description="The picture's own job, once it was asked for.",
            examples=[f"/v1/images/{IMAGE_ID}"],
        ),
    ]


class AudioJob(TypedDict):
    """One recording's way from speech to its JPEGs."""

    id: Annotated[AudioId, Field(description="Nobody's guess: who has it may look.")]
    object: Literal["audio"]
    status: Annotated[
        str, Field(json_schema_extra={"enum": [status.value for status in RecordingStatus]})
    ]
    language: Annotated[str | None, Field(description="Asked for, or heard.", examples=["en-US"])]
    transcript: Annotated[
        str | None,
        Field(
            description="What was understood; null before.",
            examples=["A red circle on a blue background."],
        ),
    ]
    note: Annotated[
        str | None,
        Field(
            description="What became of the transcript on the way to the prompt, if anything.",
            examples=["cut at a word: at most 2000 characters here"],
        ),
    ]
    url: Annotated[Url | None, Field(description="The first JPEG, once there is one.")]
    share_url: Annotated[Url | None, Field(description="A page that shows the picture.")]
    images: Annotated[list[Image], Field(description="Empty until it has succeeded.")]
    created_at: Moment
    completed_at: Moment | None
    error: Annotated[ImageError | None, Field(description="Null unless it has failed.")]
    links: AudioLinks
    delete_token: NotRequired[
        Annotated[
            str,
            Field(
                description="In receipts beside dropped recordings alone: deletes the picture.",
                examples=["jq0wzQ4W6Xk5n3vJt8Lr2A"],
            ),
        ]
    ]


class Upload(TypedDict):
    """A form that uploads one recording: POST `fields` to `url` as multipart/form-data, then the
    bytes as the last field, `file`."""

    url: Url
    fields: Annotated[
        dict[str, str],
        Field(description="Send each as it is.", examples=[{"Content-Type": "audio/mpeg"}]),
    ]
    expires_at: Annotated[Moment, Field(description="Until when the form is taken.")]


class AudioUpload(TypedDict):
    """A recording that is awaited."""

    id: AudioId
    object: Literal["audio"]
    status: Literal["awaiting_upload"]
    upload: Upload
    links: AudioLinks
    delete_token: NotRequired[
        Annotated[
            str,
            Field(
                description="Shown once, where no keys are asked for: "
                "`Authorization: Bearer <delete_token>` cancels or deletes the picture.",
                examples=["jq0wzQ4W6Xk5n3vJt8Lr2A"],
            ),
        ]
    ]


class ImageList(TypedDict):
    """A page of pictures, newest first."""

    object: Literal["list"]
    data: list[ImageJob]
    has_more: bool
    next_cursor: Annotated[
        str | None, Field(description="Send it as `cursor` for the next page; null on the last.")
    ]


class ServiceStatus(TypedDict):
    """What to expect of a POST at this moment."""

    endpoint: EndpointState
    queue: Annotated[int, Field(ge=0, description="Jobs that have not ended.", examples=[0])]
    seconds_per_image: Annotated[
        float | None,
        Field(
            ge=0,
            description="Median pace of the last 20 jobs with a picture; null before the first.",
            examples=[9.8],
        ),
    ]


class FieldProblem(TypedDict):
    """One thing wrong with a request."""

    pointer: Annotated[
        str,
        Field(
            description="RFC 6901, into the body; or the name of a query parameter.",
            examples=["#/width"],
        ),
    ]
    detail: Annotated[str, Field(examples=["width: must be a multiple of 64"])]


class OpenAIError(TypedDict):
    """The refusal as OpenAI's clients read it."""

    message: Annotated[str, Field(description="The same as `detail`.")]
    type: Annotated[str, Field(examples=["invalid_request_error"])]
    param: Annotated[
        str | None, Field(description="The first parameter refused.", examples=["width"])
    ]
    code: Code


class Problem(TypedDict):
    """A refusal: RFC 9457's members, and OpenAI's `error` beside them."""

    type: Annotated[
        str,
        Field(
            description="A page about this kind of refusal.",
            json_schema_extra={"format": "uri-reference"},
        ),
    ]
    title: Annotated[str, Field(description="The same for every refusal of this code.")]
    status: Annotated[int, Field(ge=400, le=599, description="The HTTP status.")]
    detail: Annotated[str, Field(description="What is wrong here, and what to do about it.")]
    instance: Annotated[str, Field(description="The path of the request, or of the failed job.")]
    errors: Annotated[
        list[FieldProblem], Field(max_length=20, description="What is wrong with the request.")
    ]
    error: OpenAIError


class DefaultPrompt(TypedDict):
    """A prompt for whoever has none in mind."""

    prompt: Annotated[str, Field(examples=["a photo of an astronaut riding a horse on mars"])]


class RandomPrompt(DefaultPrompt):
    """Another one each time."""

    seed: Annotated[int, Field(ge=0, description="Send it to get this prompt again.")]


class ServiceLicense(TypedDict):
    """Easel's own."""

    name: str
    license: str
    url: Url


class ModelLicense(TypedDict):
    """The model's, and what it obliges whoever uses the model to; null where it is not known."""

    id: Annotated[str, Field(description="`name@version`.")]
    license: str | None
    url: Url | None
    use_restrictions: Annotated[
        list[str] | None, Field(description="In plain words; the licence's own are what binds.")
    ]
    notice: str


class Licenses(TypedDict):
    """Under which licences the service and its model stand."""

    service: ServiceLicense
    model: ModelLicense


class TextAnswer(TypedDict):
    """What the older servers answered."""

    statusCode: Literal[200, 202]
    body: Annotated[Url, Field(description="The JPEG's link; after a 202 it works later.")]
