"""The routes for OpenAI's clients."""

from easel.api.bodies import IMAGE_ID, PUBLIC_URL
from easel.api.openai_bodies import OpenAIImages, OpenAIModel, OpenAIModels
from easel.api.openai_request import GenerationRequest

from .headers import RATE_LIMIT
from .operation import Answer, Credentials, Operation, parameter
from .pictures import BAD_REQUESTS, ID, IDEMPOTENCY_KEY, NOT_DRAWN, TOKEN

_MODEL = "model-txt2img-stabilityai-stable-diffusion-v2"
_MODEL_EXAMPLE = {"id": _MODEL, "object": "model", "created": 0, "owned_by": "easel"}
_PICTURE = {
    "created": 1795218629,
    "size": "768x768",
    "output_format": "jpeg",
    "id": IMAGE_ID,
    "delete_token": TOKEN,
}
_LINKED = {"url": f"{PUBLIC_URL}/images/{IMAGE_ID}.jpg", "revised_prompt": "a red fox"}
_DRAWN = Answer(
    status=200,
    description="The picture: links or the JPEGs themselves, as requested.",
    body=OpenAIImages,
    examples={
        "a link": {**_PICTURE, "data": [_LINKED]},
        "base64": {**_PICTURE, "data": [{"b64_json": "/9j/4AAQ", "revised_prompt": "a red fox"}]},
    },
)
_WAIT = Answer(
    status=303,
    description="Not drawn yet. GET the `Location`, a path on this host, to go on waiting.",
    headers=("Location",),
)
_ENDS = ("already_terminal", "deleted", *NOT_DRAWN)


def _model(path: str, id: str, parameters: tuple[tuple[str, str, str], ...]) -> Operation:
    return Operation(
        method="get",
        path=path,
        id=id,
        tag="openai",
        summary="A model",
        description="404 for any other model than the one in the list.",
        credentials=Credentials.PERHAPS,
        parameters=tuple(
            parameter("path", name, description, {"type": "string", "minLength": 1}, example)
            for name, description, example in parameters
        ),
        answers=(
            Answer(
                status=200,
                description="The model.",
                body=OpenAIModel,
                examples={"the one": _MODEL_EXAMPLE},
            ),
        ),
        refuses=("invalid_api_key", "not_found"),
    )


OPERATIONS = (
    Operation(
        method="post",
        path="/v1/images/generations",
        id="generateImages",
        tag="openai",
        summary="Draw a picture for one of OpenAI's clients",
        description="Accepts OpenAI's fields and some of Easel's. Other fields are ignored. Waits "
        "up to 25 seconds, then redirects to an address that goes on waiting; never a 202.",
        credentials=Credentials.PERHAPS,
        parameters=(
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
            Answer(
                status=answer.status,
                description=answer.description,
                body=answer.body,
                examples=answer.examples,
                headers=(*answer.headers, *RATE_LIMIT),
            )
            for answer in (_DRAWN, _WAIT)
        ),
        refuses=(
            *(code for code in BAD_REQUESTS if code != "invalid_webhook_url"),
            "invalid_api_key",
            "payload_too_large",
            "unsupported_media_type",
            "idempotency_mismatch",
            "quota_exceeded",
            *_ENDS,
        ),
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
                    ("sig", "c2lnbmVk"),
                )
            ),
        ),
        answers=(_DRAWN, _WAIT),
        refuses=("not_found", *_ENDS),
    ),
    Operation(
        method="get",
        path="/v1/models",
        id="listModels",
        tag="openai",
        summary="List the models",
        description="There is one. It draws whatever model a client names.",
        credentials=Credentials.PERHAPS,
        answers=(
            Answer(
                status=200,
                description="A list of one.",
                body=OpenAIModels,
                examples={"the one": {"object": "list", "data": [_MODEL_EXAMPLE]}},
            ),
        ),
        refuses=("invalid_api_key",),
    ),
    _model("/v1/models/{id}", "getModel", (("id", "The model's id.", _MODEL),)),
    _model(
        "/v1/models/{endpoint}/{component}",
        "getComponent",
        (
            ("endpoint", "The endpoint of a model that Easel did not deploy.", "my-endpoint"),
            ("component", "The endpoint's inference component.", "my-component"),
        ),
    ),
)
