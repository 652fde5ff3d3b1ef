"""The routes for OpenAI's clients that draw, and the wait links."""

from dataclasses import replace

from easel.api.bodies import IMAGE_ID, PUBLIC_URL, DrawnElsewhere, StillDrawing
from easel.api.openai_bodies import OpenAIImages
from easel.api.openai_request import GenerationRequest
from easel.api.sdapi_bodies import SdImages

from .headers import RATE_LIMIT
from .operation import Answer, Credentials, Json, Operation, parameter
from .pictures import BAD_REQUESTS, ID, IDEMPOTENCY_KEY, NOT_DRAWN, TOKEN

_PICTURE = {
    "created": 1795218629,
    "size": "768x768",
    "output_format": "jpeg",
    "id": IMAGE_ID,
    "warnings": [],
    "delete_token": TOKEN,
}
_LINKED = {"url": f"{PUBLIC_URL}/images/{IMAGE_ID}.jpg", "revised_prompt": "a red fox"}
_DRAWN = Answer(
    status=200,
    description="The picture: links, the JPEGs themselves, or both. With `stream`, the same as "
    "server-sent events.",
    body=OpenAIImages,
    as_text="text/event-stream",
    examples={
        "a link": {**_PICTURE, "data": [_LINKED]},
        "base64": {**_PICTURE, "data": [{"b64_json": "/9j/4AAQ", "revised_prompt": "a red fox"}]},
    },
)
WAIT = Answer(
    status=303,
    description="Not drawn yet. GET the `Location`, a path on this host, to go on waiting.",
    body=StillDrawing,
    examples={
        "not yet": {
            "detail": "The picture is still being drawn. GET the address in Location to wait.",
            "location": f"/v1/wait/{IMAGE_ID}?cap=19&exp=1795219829&format=url&hops=1&sig=c2ln",
            "job": f"{PUBLIC_URL}/v1/images/{IMAGE_ID}",
        }
    },
    headers=("Location",),
)
_ENDS = ("already_terminal", "deleted", *NOT_DRAWN)
# The refusals of a request for a picture in any dialect.
REFUSED = (
    *(code for code in BAD_REQUESTS if code != "invalid_webhook_url"),
    "invalid_api_key",
    "payload_too_large",
    "unsupported_media_type",
    "idempotency_mismatch",
    "quota_exceeded",
    *_ENDS,
)


_SUMMARY = "Draw a picture for one of OpenAI's clients"
_DEPLOYMENT = parameter(
    "path", "deployment", "Any name.", {"type": "string", "minLength": 1}, "gpt-image-1"
)


def _generate(path: str, id: str, summary: str, parameters: tuple[Json, ...] = ()) -> Operation:
    return Operation(
        method="post",
        path=path,
        id=id,
        tag="openai",
        summary=summary,
        description="Accepts OpenAI's fields and some of Easel's. Other fields are ignored. Waits "
        "up to 25 seconds, then redirects to an address that goes on waiting; never a 202.",
        credentials=Credentials.PERHAPS,
        parameters=(
            *parameters,
            IDEMPOTENCY_KEY,
            parameter(
                "header",
                "x-stainless-retry-count",
                "OpenAI's clients count their retries. A retry joins the job of the first try.",
                {"type": "string"},
                "1",
            ),
        ),
        body=GenerationRequest,
        body_examples={
            "a prompt": {"prompt": "a red fox"},
            "base64": {"prompt": "a red fox", "size": "512x512", "response_format": "b64_json"},
        },
        answers=tuple(
            replace(answer, headers=(*answer.headers, *RATE_LIMIT)) for answer in (_DRAWN, WAIT)
        ),
        refuses=REFUSED,
    )


OPERATIONS = (
    _generate("/v1/images/generations", "generateImages", _SUMMARY),
    _generate("/images/generations", "generateImagesWithoutVersion", f"{_SUMMARY}, without /v1"),
    _generate(
        "/openai/v1/images/generations", "generateImagesForAzure", f"{_SUMMARY}, at Azure's address"
    ),
    _generate(
        "/openai/deployments/{deployment}/images/generations",
        "generateImagesOfDeployment",
        f"{_SUMMARY}, at Azure's older address",
        (_DEPLOYMENT,),
    ),
    Operation(
        method="get",
        path="/v1/wait/{id}",
        id="waitForImages",
        tag="openai",
        summary="Go on waiting for a picture",
        description="A 303 leads here. The signed link opens no job and needs no key.",
        parameters=(
            ID,
            *(
                parameter("query", name, "Part of the link.", {"type": "string"}, example)
                for name, example in (
                    ("cap", "19"),
                    ("claim", "b0d3"),
                    ("exp", "1795219829"),
                    ("format", "url"),
                    ("hops", "1"),
                    ("request", "cmVxdWVzdA"),
                    ("sig", "c2lnbmVk"),
                )
            ),
        ),
        answers=(
            replace(_DRAWN, body=OpenAIImages | SdImages),
            replace(WAIT, body=StillDrawing | DrawnElsewhere),
        ),
        refuses=("not_found", *_ENDS),
    ),
)
