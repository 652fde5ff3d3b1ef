"""The routes for Replicate's clients."""

from easel.api.bodies import PUBLIC_URL
from easel.api.replicate_bodies import ModelVersion, Prediction, Predictions
from easel.api.replicate_json import prediction_json, version_json
from easel.api.replicate_request import PredictionRequest

from .dialect import REFUSED
from .headers import RATE_LIMIT
from .operation import PREFER, Answer, Credentials, Json, Operation, parameter
from .pictures import DRAWN_JOB, FAILED_JOB, ID, IDEMPOTENCY_KEY, OPEN_JOB, TOKEN

_DRAWN = prediction_json(DRAWN_JOB, public_url=PUBLIC_URL)
_FAILED = prediction_json(FAILED_JOB, public_url=PUBLIC_URL)
_STARTING = prediction_json(OPEN_JOB, public_url=PUBLIC_URL)
_CANCELED = {**_STARTING, "status": "canceled"}
_OWNER_AND_NAME = tuple(
    parameter("path", name, "Any name.", {"type": "string", "minLength": 1}, example)
    for name, example in (("owner", "stabilityai"), ("name", "stable-diffusion"))
)
_VERSION = parameter(
    "path", "version", "Any version.", {"type": "string", "minLength": 1}, "2.0.18"
)


def _create(path: str, id: str, summary: str, parameters: tuple[Json, ...] = ()) -> Operation:
    return Operation(
        method="post",
        path=path,
        id=id,
        tag="replicate",
        summary=summary,
        description="Without `Prefer: wait` it answers at once. A job that fails is a prediction "
        "that failed, not an error of this request. If the service asks for no keys, an API token "
        "of 20 characters or more that comes with this request can cancel the prediction, from the "
        "same address.",
        credentials=Credentials.PERHAPS,
        parameters=(*parameters, PREFER, IDEMPOTENCY_KEY),
        body=PredictionRequest,
        body_examples={
            "a prompt": {"input": {"prompt": "a red fox"}},
            "wide": {"input": {"prompt": "a red fox", "aspect_ratio": "16:9", "num_outputs": 2}},
        },
        answers=(
            Answer(
                status=201,
                description="The prediction as it is now.",
                body=Prediction,
                examples={
                    "drawn": {**_DRAWN, "delete_token": TOKEN},
                    "starting": {**_STARTING, "delete_token": TOKEN},
                    "failed": _FAILED,
                },
                headers=RATE_LIMIT,
            ),
        ),
        refuses=(
            *(code for code in REFUSED if code != "already_terminal"),
            "not_supported",
            *(("not_found",) if parameters else ()),
        ),
    )


OPERATIONS = (
    _create("/v1/predictions", "createPrediction", "Draw pictures for a client of Replicate"),
    _create(
        "/v1/models/{owner}/{name}/predictions",
        "createPredictionOfModel",
        "Draw pictures for a client of Replicate that names a model",
        _OWNER_AND_NAME,
    ),
    Operation(
        method="get",
        path="/v1/predictions",
        id="listPredictions",
        tag="replicate",
        summary="List the predictions of your key, newest first",
        description="If the service asks for no keys, the list is empty: it cannot tell callers "
        "apart.",
        credentials=Credentials.PERHAPS,
        parameters=(
            parameter("query", "cursor", "Part of `next`.", {"type": "string"}, "c2lnbmVk"),
        ),
        answers=(
            Answer(
                status=200,
                description="A page of predictions.",
                body=Predictions,
                examples={"the last page": {"previous": None, "next": None, "results": [_DRAWN]}},
            ),
        ),
        refuses=("invalid_cursor", "invalid_api_key"),
    ),
    Operation(
        method="get",
        path="/v1/predictions/{id}",
        id="getPrediction",
        tag="replicate",
        summary="Look at a prediction",
        description="Who may see it is as for `GET /v1/images/{id}`.",
        credentials=Credentials.PERHAPS,
        parameters=(ID, PREFER),
        answers=(
            Answer(
                status=200,
                description="The prediction as it is now.",
                body=Prediction,
                examples={"drawn": _DRAWN, "starting": _STARTING, "failed": _FAILED},
            ),
        ),
        refuses=("invalid_api_key", "not_owner", "not_found", "deleted"),
    ),
    Operation(
        method="post",
        path="/v1/predictions/{id}/cancel",
        id="cancelPrediction",
        tag="replicate",
        summary="Cancel a prediction",
        description="A prediction that has ended is shown as it is. If others wait for the same "
        "picture, it is still drawn for them.",
        credentials=Credentials.ALWAYS,
        parameters=(ID,),
        answers=(
            Answer(
                status=200,
                description="The prediction as it is now.",
                body=Prediction,
                examples={"canceled": _CANCELED, "drawn before": _DRAWN},
            ),
        ),
        refuses=("invalid_api_key", "not_owner", "not_found", "deleted"),
    ),
    Operation(
        method="get",
        path="/v1/models/{owner}/{name}/versions/{version}",
        id="getModelVersion",
        tag="replicate",
        summary="The model's version",
        description="replicate-python asks for it if a program names a version.",
        credentials=Credentials.PERHAPS,
        parameters=(*_OWNER_AND_NAME, _VERSION),
        answers=(
            Answer(
                status=200,
                description="The one version, whatever the path names.",
                body=ModelVersion,
                examples={"the one": version_json("2.0.18")},
            ),
        ),
        refuses=("invalid_api_key", "not_found"),
    ),
)
