"""The native routes: draw, look at, list, cancel and delete pictures."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

from easel.api.bodies import IMAGE_ID, PUBLIC_URL, ImageJob, ImageList, ServiceStatus
from easel.api.representation import job_json
from easel.api.request import DrawRequest
from easel.errors import REFUSED_BY_MODEL, InvalidCode
from easel.pictures.endpoint import EndpointState
from easel.pictures.job import Job, JobError, Status, StoredImage
from easel.pictures.picture import Picture
from easel.pictures.rendition import Derived, Rendition
from easel.routes.images import DEFAULT_LIMIT, MAX_LIMIT
from easel.settings import RenditionKind

from .headers import RATE_LIMIT
from .operation import PREFER, Answer, Credentials, Operation, parameter

_ASKED = datetime(2026, 11, 20, 23, 50, 27, 555_000, UTC)
OPEN_JOB = Job(
    id=IMAGE_ID,
    picture=Picture(
        model="model-txt2img-stabilityai-stable-diffusion-v2",
        model_version="2.0.18",
        prompt="a red fox in the snow",
        negative_prompt=None,
        width=768,
        height=768,
        steps=50,
        guidance_scale=7.5,
        seed=1234,
        n=1,
    ),
    status=Status.RUNNING,
    attempt=1,
    created_at=_ASKED,
    started_at=_ASKED + timedelta(milliseconds=104),
    due=_ASKED,
    deadline=_ASKED,
)
DRAWN_JOB = replace(
    OPEN_JOB,
    status=Status.SUCCEEDED,
    completed_at=_ASKED + timedelta(seconds=9.8),
    images=(StoredImage(f"images/{IMAGE_ID}.jpg", 768, 768, 57_813),),
    derived=(
        Derived(
            f"images/{IMAGE_ID}.jpg",
            "#4a6b2f",
            (Rendition(RenditionKind.THUMBNAIL, 384, 384, 14_310),),
        ),
    ),
)
FAILED_JOB = replace(
    OPEN_JOB,
    status=Status.FAILED,
    completed_at=_ASKED + timedelta(seconds=2),
    error=JobError("model_error", "the model's answer held no picture"),
)
_CANCELED = replace(OPEN_JOB, status=Status.CANCELED, completed_at=_ASKED + timedelta(seconds=2))

WAITING = job_json(
    OPEN_JOB,
    public_url=PUBLIC_URL,
    place={"position": 3, "eta_seconds": 40, "cold_start": False},
)
DRAWN = job_json(DRAWN_JOB, public_url=PUBLIC_URL)
CACHED = job_json(DRAWN_JOB, public_url=PUBLIC_URL, cached=True)
FAILED = job_json(FAILED_JOB, public_url=PUBLIC_URL)
CANCELED = job_json(_CANCELED, public_url=PUBLIC_URL)
TOKEN = "jq0wzQ4W6Xk5n3vJt8Lr2A"  # noqa: S105  # an example

ID = parameter(
    "path", "id", "The picture's id.", {"type": "string", "pattern": "^img_[a-z2-7]{26}$"}, IMAGE_ID
)
IDEMPOTENCY_KEY = parameter(
    "header",
    "Idempotency-Key",
    "For a day, the same key with the same body joins the same job.",
    {"type": "string"},
    "8f14e45f-ceea-467f-a1c6-2d1f0b6f5e0a",
)
_THEN = ("GetImage", "CancelImage", "DeleteImage")
# The refusals of every route that draws.
BAD_REQUESTS = tuple(code for code in get_args(InvalidCode) if code != "invalid_cursor")
NOT_DRAWN = (
    *REFUSED_BY_MODEL, "model_error", "model_warming", "capacity", "deadline_exceeded",
)  # fmt: skip

CREATE = Operation(
    method="post",
    path="/v1/images",
    id="createImage",
    tag="images",
    summary="Draw a picture",
    description="Waits up to 25 seconds for the picture. The same request with the same seed is "
    "the same picture, and is drawn once. A request for a picture that is being drawn joins its "
    "job. If the job fails within this time, the answer is its error, with the job's `Location`.",
    credentials=Credentials.PERHAPS,
    parameters=(PREFER, IDEMPOTENCY_KEY),
    body=DrawRequest,
    body_examples={
        "a prompt": {"prompt": "a red fox in the snow"},
        "every field": {
            "prompt": "a red fox in the snow",
            "negative_prompt": "blurry",
            "width": 512,
            "height": 512,
            "steps": 30,
            "guidance_scale": 9,
            "seed": 1234,
            "n": 2,
            "public": True,
            "webhook": {"url": "https://example.com/easel"},
        },
    },
    answers=(
        Answer(
            status=200,
            description="Drawn before: the link, at once and at no cost.",
            body=ImageJob,
            examples={"drawn before": {**CACHED, "delete_token": TOKEN}},
            headers=("Vary", *RATE_LIMIT),
            headers_perhaps=("Preference-Applied",),
            links=_THEN,
        ),
        Answer(
            status=201,
            description="Drawn in time.",
            body=ImageJob,
            examples={"drawn": {**DRAWN, "delete_token": TOKEN}},
            headers=("Location", "Vary", *RATE_LIMIT),
            headers_perhaps=("Preference-Applied",),
            links=_THEN,
        ),
        Answer(
            status=202,
            description="Still being drawn. Ask the `Location` again after `Retry-After` seconds.",
            body=ImageJob,
            examples={"waiting": {**WAITING, "delete_token": TOKEN}},
            headers=("Location", "Retry-After", "Vary", *RATE_LIMIT),
            headers_perhaps=("Preference-Applied",),
            links=_THEN,
        ),
    ),
    refuses=(
        *BAD_REQUESTS,
        "invalid_api_key",
        "payload_too_large",
        "unsupported_media_type",
        "idempotency_mismatch",
        "quota_exceeded",
        *NOT_DRAWN,
    ),
)

LIST = Operation(
    method="get",
    path="/v1/images",
    id="listImages",
    tag="images",
    summary="List pictures, newest first",
    description="The pictures of your key, or the gallery: pictures that were asked for with "
    "`public: true`. If the service asks for no keys, there is only the gallery.",
    credentials=Credentials.PERHAPS,
    parameters=(
        parameter(
            "query",
            "scope",
            "Whose pictures. `mine` by default, if the service asks for keys.",
            {"type": "string", "enum": ["mine", "public"]},
            "public",
        ),
        parameter(
            "query",
            "limit",
            "How many pictures at most.",
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
            DEFAULT_LIMIT,
        ),
        parameter(
            "query",
            "cursor",
            "`next_cursor` of the page before.",
            {"type": "string"},
            "c2lnbmVk",
        ),
    ),
    answers=(
        Answer(
            status=200,
            description="A page of pictures.",
            body=ImageList,
            examples={
                "the last page": {
                    "object": "list",
                    "data": [DRAWN],
                    "has_more": False,
                    "next_cursor": None,
                }
            },
            headers_perhaps=("Link",),
        ),
    ),
    refuses=("out_of_range", "invalid_cursor", "invalid_api_key"),
)

GET = Operation(
    method="get",
    path="/v1/images/{id}",
    id="getImage",
    tag="images",
    summary="Look at a job",
    description="200 as long as the job exists, even if it failed. If the service asks for no "
    "keys, anyone who knows the id may look.",
    credentials=Credentials.PERHAPS,
    parameters=(ID, PREFER),
    answers=(
        Answer(
            status=200,
            description="The job as it is now.",
            body=ImageJob,
            examples={"drawn": DRAWN, "waiting": WAITING, "failed": FAILED},
            headers=("Vary",),
            headers_perhaps=("Preference-Applied", "Retry-After"),
        ),
        Answer(
            status=303,
            description="The client prefers `text/html`, as a browser does: the share page. Or it "
            "prefers a picture, as an `<img>` does: the picture, in the best format that there is.",
            headers=("Location", "Vary"),
        ),
    ),
    refuses=("invalid_api_key", "not_owner", "not_found", "deleted"),
)

CANCEL = Operation(
    method="post",
    path="/v1/images/{id}/cancel",
    id="cancelImage",
    tag="images",
    summary="Stop a job that has not ended",
    description="If others wait for the same picture, it is still drawn for them.",
    credentials=Credentials.ALWAYS,
    parameters=(ID,),
    answers=(
        Answer(
            status=200,
            description="The job: canceled, or still open for the others.",
            body=ImageJob,
            examples={"canceled": CANCELED, "others wait for it": WAITING},
            headers=("Vary",),
            headers_perhaps=("Retry-After",),
        ),
    ),
    refuses=("invalid_api_key", "not_owner", "not_found", "already_terminal", "deleted"),
)

DELETE = Operation(
    method="delete",
    path="/v1/images/{id}",
    id="deleteImage",
    tag="images",
    summary="Delete a picture",
    description="Removes your claim. With the last claim, the JPEGs, the share page and "
    "CloudFront's copies are deleted. `X-Easel-Picture` says whether others still hold the "
    "picture.",
    credentials=Credentials.ALWAYS,
    parameters=(ID,),
    answers=(
        Answer(status=204, description="Your claim is removed.", headers=("X-Easel-Picture",)),
    ),
    refuses=("invalid_api_key", "not_owner", "not_found", "deleted"),
)

_STATUS = {"queue": 0, "seconds_per_image": None, "recordings": True}

STATUS = Operation(
    method="get",
    path="/v1/status",
    id="getStatus",
    tag="service",
    summary="What a POST can expect now",
    description="Whether an instance has to start first, how many jobs are open, the pace, and "
    "whether recordings are taken.",
    answers=(
        Answer(
            status=200,
            description="The state of the service.",
            body=ServiceStatus,
            examples={
                "ready": _STATUS | {"endpoint": EndpointState.READY, "seconds_per_image": 9.8},
                "cold": _STATUS | {"endpoint": EndpointState.COLD},
            },
        ),
    ),
)

OPERATIONS = (CREATE, LIST, GET, CANCEL, DELETE, STATUS)
