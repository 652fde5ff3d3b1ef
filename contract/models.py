"""The models that OpenAI's clients see, and the routes of theirs that Easel does not offer."""

from easel.api.openai_bodies import OpenAIModel, OpenAIModels

from .operation import Answer, Credentials, Operation, parameter

_MODEL = "model-txt2img-stabilityai-stable-diffusion-v2"
_EXAMPLE = {"id": _MODEL, "object": "model", "created": 0, "owned_by": "easel"}


def _list(path: str, id: str) -> Operation:
    return Operation(
        method="get",
        path=path,
        id=id,
        tag="openai",
        summary="List the models",
        description="There is one. It draws whatever model a client names.",
        credentials=Credentials.PERHAPS,
        answers=(
            Answer(
                status=200,
                description="A list of one.",
                body=OpenAIModels,
                examples={"the one": {"object": "list", "data": [_EXAMPLE]}},
            ),
        ),
        refuses=("invalid_api_key",),
    )


def _model(path: str, id: str, parts: tuple[tuple[str, str, str], ...]) -> Operation:
    return Operation(
        method="get",
        path=path,
        id=id,
        tag="openai",
        summary="A model",
        description="Every name draws, so every name is a model.",
        credentials=Credentials.PERHAPS,
        parameters=tuple(
            parameter("path", name, description, {"type": "string", "minLength": 1}, example)
            for name, description, example in parts
        ),
        answers=(
            Answer(
                status=200,
                description="The model.",
                body=OpenAIModel,
                examples={"the one": _EXAMPLE},
            ),
        ),
        refuses=("invalid_api_key", "not_found"),
    )


def _not_offered(path: str, id: str, summary: str) -> Operation:
    return Operation(
        method="post",
        path=path,
        id=id,
        tag="openai",
        summary=f"{summary} (not offered)",
        description="Says what Easel offers in its place.",
        refuses=("not_supported",),
        answers=(),
    )


OPERATIONS = (
    _list("/v1/models", "listModels"),
    _list("/models", "listModelsWithoutVersion"),
    _model("/v1/models/{id}", "getModel", (("id", "The model's id.", _MODEL),)),
    _model(
        "/v1/models/{owner}/{name}",
        "getModelOf",
        (("owner", "Who made it.", "stabilityai"), ("name", "Its name.", "stable-diffusion-2")),
    ),
    _not_offered("/v1/images/edits", "editImages", "Change a picture"),
    _not_offered("/images/edits", "editImagesWithoutVersion", "Change a picture, without /v1"),
    _not_offered("/v1/images/variations", "varyImages", "Vary a picture"),
    _not_offered("/images/variations", "varyImagesWithoutVersion", "Vary a picture, without /v1"),
    _not_offered("/v1/audio/transcriptions", "transcribe", "Write down a recording"),
    _not_offered(
        "/audio/transcriptions", "transcribeWithoutVersion", "Write down a recording, without /v1"
    ),
)
