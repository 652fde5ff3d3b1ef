"""The JSON bodies of the API's answers, as types. mypy checks the code against them, and the
contract shows them.

No function imports this module; only a type checker and contract/ read it.
"""

from typing import Annotated, Literal

from pydantic import Field

# Before Python 3.12, pydantic cannot read typing's own TypedDict.
from typing_extensions import NotRequired, TypedDict  # noqa: UP035

from ..pictures.endpoint import EndpointState
from ..pictures.job import Status
from ..recordings.recording import RecordingStatus
from ..settings import RenditionKind

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
        pattern="^[a-z_]+$",
        description="It never changes, so programs can check it.",
        examples=["capacity"],
    ),
]


class Rendition(TypedDict):
    """A smaller file of the same picture. Its address never changes either."""

    name: Annotated[
        str,
        Field(
            description="`thumbnail`: at most 384 pixels wide and high, for lists. `webp` and "
            "`avif`: the picture in full size.",
            json_schema_extra={"enum": [kind.value for kind in RenditionKind]},
        ),
    ]
    type: Annotated[str, Field(description="Its media type.", examples=["image/webp"])]
    url: Annotated[Url, Field(examples=[f"{PUBLIC_URL}/images/{IMAGE_ID}.384.webp"])]
    width: Annotated[int, Field(ge=1, description="In pixels.", examples=[384])]
    height: Annotated[int, Field(ge=1, description="In pixels.", examples=[384])]
    bytes: Annotated[int, Field(ge=1, description="The size of the file.", examples=[14310])]


class ImageDerived(TypedDict):
    """What was made from a JPEG."""

    color: Annotated[
        str | None,
        Field(
            pattern="^#[0-9a-f]{6}$",
            description="The dominant colour, to show before the picture is loaded. Null before it "
            "is known, and if the service makes no renditions.",
            examples=["#4a6b2f"],
        ),
    ]
    renditions: Annotated[
        list[Rendition],
        Field(
            description="Made a moment after the JPEG is stored. Empty before that, and if the "
            "service makes none."
        ),
    ]


class Image(ImageDerived):
    """One JPEG. Its address never changes. Anyone who has the address can see the JPEG."""

    url: Annotated[Url, Field(examples=[f"{PUBLIC_URL}/images/{IMAGE_ID}.jpg"])]
    width: Annotated[int, Field(ge=1, description="In pixels.", examples=[768])]
    height: Annotated[int, Field(ge=1, description="In pixels.", examples=[768])]
    bytes: Annotated[int, Field(ge=1, description="The size of the file.", examples=[57813])]


class QueuePlace(TypedDict):
    """The place of an open job in the queue, and how long it has to wait."""

    position: Annotated[int, Field(ge=0, description="How many jobs are ahead.", examples=[3])]
    eta_seconds: Annotated[
        int | None,
        Field(
            ge=0,
            description="Seconds until the picture is drawn, at the present pace. Null if the "
            "pace is not known yet.",
            examples=[40],
        ),
    ]
    cold_start: Annotated[
        bool,
        Field(description="Whether an instance has to start first. This takes 6 to 10 minutes."),
    ]


class ImageError(TypedDict):
    """Why a job ended without a picture."""

    code: Code
    message: Annotated[str, Field(description="Text for people.", examples=["the model is busy"])]


class ImageWarning(TypedDict):
    """One way in which the picture differs from the request."""

    code: Annotated[Code, Field(examples=["prompt_cut"])]
    message: Annotated[
        str,
        Field(
            description="Text for people.",
            examples=[
                "The model reads only the first 322 of 900 characters (75 tokens) of the prompt."
            ],
        ),
    ]


class ImageLinks(TypedDict):
    """Related addresses, as paths on the same host."""

    self: Annotated[str, Field(description="The job.", examples=[f"/v1/images/{IMAGE_ID}"])]
    cancel: Annotated[
        str | None,
        Field(
            description="POST to this path to stop the job. Null when the job has ended.",
            examples=[f"/v1/images/{IMAGE_ID}/cancel"],
        ),
    ]


class Webhook(TypedDict):
    """The address that Easel will call, and the secret that proves the call."""

    url: Url
    secret: Annotated[
        str,
        Field(
            pattern="^whsec_",
            description="The key that signs the webhook, as in Standard Webhooks.",
            examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="],
        ),
    ]


class ImageJob(TypedDict):
    """One picture's way from a prompt to its JPEGs."""

    id: Annotated[ImageId, Field(description="Derived from everything that decides the picture.")]
    object: Literal["image"]
    status: Annotated[
        str,
        Field(
            description="`running`: the job is with the model, or in the model's queue.",
            json_schema_extra={"enum": [status.value for status in Status if not status.gone]},
        ),
    ]
    url: Annotated[Url | None, Field(description="The first JPEG. Null before there is one.")]
    share_url: Annotated[Url | None, Field(description="A page that shows the picture.")]
    images: Annotated[list[Image], Field(description="Empty until the job has succeeded.")]
    prompt: Annotated[
        str,
        Field(
            description="The prompt that the model gets, in Unicode NFC.",
            examples=["a red fox in the snow"],
        ),
    ]
    original_prompt: Annotated[
        str | None,
        Field(description="The prompt before its translation. Null if it was not translated."),
    ]
    negative_prompt: str | None
    model: Annotated[str, Field(description="The model that draws it, as `name@version`.")]
    width: Annotated[int, Field(description="The requested width, in pixels.", examples=[768])]
    height: Annotated[int, Field(description="The requested height, in pixels.", examples=[768])]
    steps: Annotated[int, Field(examples=[50])]
    guidance_scale: Annotated[float, Field(examples=[7.5])]
    seed: Annotated[
        int,
        Field(
            description="The seed of the request, or the one that Easel chose. Send it to get "
            "this picture again."
        ),
    ]
    n: Annotated[int, Field(description="How many JPEGs the picture has.", examples=[1])]
    source: Annotated[
        Literal["text", "audio"], Field(description="Whether the prompt was typed or spoken.")
    ]
    cached: Annotated[bool, Field(description="Whether the picture existed before the request.")]
    queue: Annotated[QueuePlace | None, Field(description="Null when the job has ended.")]
    created_at: Moment
    started_at: Moment | None
    completed_at: Moment | None
    warnings: Annotated[
        list[ImageWarning],
        Field(description="How the picture differs from the request."),
    ]
    error: Annotated[
        ImageError | None, Field(description="Null unless the job ended without a picture.")
    ]
    links: ImageLinks
    delete_token: NotRequired[
        Annotated[
            str,
            Field(
                description="Shown once, if the service asks for no keys. "
                "`Authorization: Bearer <delete_token>` cancels or deletes the picture.",
                examples=["jq0wzQ4W6Xk5n3vJt8Lr2A"],
            ),
        ]
    ]
    webhook: NotRequired[Annotated[Webhook, Field(description="Only if the POST asked for one.")]]


class AudioLinks(TypedDict):
    """Related addresses, as paths on the same host."""

    self: Annotated[str, Field(description="The recording.", examples=[f"/v1/audio/{AUDIO_ID}"])]
    image: Annotated[
        str | None,
        Field(
            description="The picture's job. Null before the picture is asked for.",
            examples=[f"/v1/images/{IMAGE_ID}"],
        ),
    ]


class AudioJob(TypedDict):
    """One recording's way from speech to its JPEGs."""

    id: Annotated[AudioId, Field(description="It cannot be guessed.")]
    object: Literal["audio"]
    status: Annotated[
        str, Field(json_schema_extra={"enum": [status.value for status in RecordingStatus]})
    ]
    language: Annotated[
        str | None, Field(description="Requested, or recognised.", examples=["en-US"])
    ]
    transcript: Annotated[
        str | None,
        Field(
            description="The words that were understood. Null before that.",
            examples=["A red circle on a blue background."],
        ),
    ]
    note: Annotated[
        str | None,
        Field(
            description="How the transcript was changed to make the prompt. Null if it was not.",
            examples=["cut at a word: at most 2000 characters are allowed"],
        ),
    ]
    url: Annotated[Url | None, Field(description="The first JPEG. Null before there is one.")]
    share_url: Annotated[Url | None, Field(description="A page that shows the picture.")]
    images: Annotated[list[Image], Field(description="Empty until the recording has succeeded.")]
    created_at: Moment
    completed_at: Moment | None
    error: Annotated[ImageError | None, Field(description="Null unless the recording has failed.")]
    links: AudioLinks
    delete_token: NotRequired[
        Annotated[
            str,
            Field(
                description="Deletes the picture. Only in the receipt of a recording that was put "
                "into the bucket.",
                examples=["jq0wzQ4W6Xk5n3vJt8Lr2A"],
            ),
        ]
    ]


class Upload(TypedDict):
    """A form that uploads one recording. POST `fields` to `url` as multipart/form-data. The last
    field is `file`, with the bytes of the recording."""

    url: Url
    fields: Annotated[
        dict[str, str],
        Field(description="Send each unchanged.", examples=[{"Content-Type": "audio/mpeg"}]),
    ]
    expires_at: Annotated[Moment, Field(description="When the form expires.")]


class AudioUpload(TypedDict):
    """A recording that is not uploaded yet."""

    id: AudioId
    object: Literal["audio"]
    status: Literal["awaiting_upload"]
    upload: Upload
    links: AudioLinks
    delete_token: NotRequired[
        Annotated[
            str,
            Field(
                description="Shown once, if the service asks for no keys. "
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
        str | None,
        Field(description="Send it as `cursor` to get the next page. Null on the last page."),
    ]


class ServiceStatus(TypedDict):
    """What a POST can expect at this moment."""

    endpoint: EndpointState
    queue: Annotated[
        int,
        Field(
            ge=0,
            description="How many jobs the model still has to do, as it was a second ago at most. "
            "A canceled job counts until the model is done with it.",
            examples=[0],
        ),
    ]
    seconds_per_image: Annotated[
        float | None,
        Field(
            ge=0,
            description="Median pace of the last pictures that were drawn. Null before the first.",
            examples=[9.8],
        ),
    ]
    recordings: Annotated[
        bool,
        Field(description="Whether `POST /v1/audio` takes recordings here.", examples=[True]),
    ]


class FieldProblem(TypedDict):
    """One fault in a request."""

    pointer: Annotated[
        str,
        Field(
            description="A pointer into the body (RFC 6901), or the name of a query parameter.",
            examples=["#/width"],
        ),
    ]
    detail: Annotated[str, Field(examples=["width: must be a multiple of 64"])]


class OpenAIError(TypedDict):
    """The error in the form that OpenAI's clients read."""

    message: Annotated[str, Field(description="The same as `detail`.")]
    type: Annotated[str, Field(examples=["invalid_request_error"])]
    param: Annotated[
        str | None, Field(description="The first refused parameter.", examples=["width"])
    ]
    code: Code


class Problem(TypedDict):
    """An error: the members of RFC 9457, and the `error` of OpenAI or of Hugging Face."""

    type: Annotated[
        str,
        Field(
            description="A page about this kind of error.",
            json_schema_extra={"format": "uri-reference"},
        ),
    ]
    title: Annotated[str, Field(description="The same for every error with this code.")]
    status: Annotated[int, Field(ge=400, le=599, description="The HTTP status.")]
    detail: Annotated[str, Field(description="What is wrong, and what to do about it.")]
    instance: Annotated[str, Field(description="The path of the request, or of the failed job.")]
    errors: Annotated[
        list[FieldProblem], Field(max_length=20, description="What is wrong with the request.")
    ]
    error: Annotated[
        OpenAIError | str,
        Field(description="The error for OpenAI's clients; for Hugging Face's, `detail` again."),
    ]


class StillDrawing(TypedDict):
    """How to wait for a picture, for a client that does not follow redirects by itself."""

    detail: Annotated[str, Field(description="What to do.")]
    location: Annotated[str, Field(description="The same as in `Location`: a path on this host.")]
    job: Url


class DrawnElsewhere(TypedDict):
    """Where the JPEG is, for a client that does not follow redirects by itself."""

    detail: Annotated[str, Field(description="What to do.")]
    location: Annotated[Url, Field(description="The JPEG: the same as in `Location`.")]
    job: Url
    delete_token: NotRequired[
        Annotated[str, Field(description="For DELETE, if the service asks for no keys.")]
    ]


class DefaultPrompt(TypedDict):
    """A prompt, if you have none in mind."""

    prompt: Annotated[str, Field(examples=["a photo of an astronaut riding a horse on mars"])]


class RandomPrompt(DefaultPrompt):
    """A random prompt."""

    seed: Annotated[int, Field(ge=0, description="Send it to get this prompt again.")]


class ServiceLicense(TypedDict):
    """Easel's licence."""

    name: str
    license: str
    url: Url


class ModelLicense(TypedDict):
    """The model's licence and what it forbids. A field is null if it is not known."""

    id: Annotated[str, Field(description="`name@version`.")]
    license: str | None
    url: Url | None
    use_restrictions: Annotated[
        list[str] | None,
        Field(description="In plain words. Only the words of the licence are binding."),
    ]
    notice: str


class Licenses(TypedDict):
    """The licences of the service and of its model."""

    service: ServiceLicense
    model: ModelLicense


class OEmbed(TypedDict):
    """oEmbed's answer of the type `photo`."""

    version: Literal["1.0"]
    type: Literal["photo"]
    title: Annotated[str, Field(description="The prompt, cut at a word.", examples=["a red fox"])]
    provider_name: Literal["Easel"]
    provider_url: Annotated[Url, Field(examples=[PUBLIC_URL])]
    cache_age: Annotated[int, Field(ge=1, description="Seconds.", examples=[3600])]
    url: Annotated[Url, Field(examples=[f"{PUBLIC_URL}/images/{IMAGE_ID}.jpg"])]
    width: Annotated[
        int,
        Field(ge=1, description="In pixels. At most `maxwidth`: then show it smaller than it is."),
    ]
    height: Annotated[int, Field(ge=1, description="In pixels. At most `maxheight`.")]


class TextAnswer(TypedDict):
    """The answer of the older servers."""

    statusCode: Literal[200, 202]
    body: Annotated[
        Url, Field(description="The JPEG's link. After a 202 it works when the JPEG is drawn.")
    ]
