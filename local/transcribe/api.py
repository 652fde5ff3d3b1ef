"""The HTTP face of the local Transcribe: four operations, in the protocol that boto3 speaks.

boto3 reaches it through AWS_ENDPOINT_URL_TRANSCRIBE. Requests are checked against the service's API
model, which botocore carries. A member that this stand-in cannot honour is refused, never ignored.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .job import BadRequest, Refused
from .service_model import Invalid, ServiceModel
from .transcriber import Transcriber

_TARGET = "Transcribe."
_MEDIA_TYPE = "application/x-amz-json-1.1"


def create_app(transcriber: Transcriber) -> Starlette:
    """The app that answers for `transcriber`. Jobs are worked on while the app is served."""
    model = ServiceModel("transcribe")
    operations = {
        "StartTranscriptionJob": transcriber.start,
        "GetTranscriptionJob": transcriber.get,
        "ListTranscriptionJobs": transcriber.list,
        "DeleteTranscriptionJob": transcriber.delete,
    }

    async def call(request: Request) -> Response:
        operation = request.headers.get("x-amz-target", "").removeprefix(_TARGET)
        if operation not in operations:
            raise Refused(
                "UnknownOperationException",
                f"the local Transcribe has no {operation or 'such operation'}",
            )
        parameters = _parsed(await request.body())
        try:
            model.check(operation, parameters)
        except Invalid as invalid:
            raise BadRequest(str(invalid)) from invalid
        return JSONResponse(await operations[operation](parameters), media_type=_MEDIA_TYPE)

    @contextlib.asynccontextmanager
    async def working(_: Starlette) -> AsyncIterator[None]:
        worker = asyncio.create_task(transcriber.work())
        yield
        worker.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await worker

    return Starlette(
        routes=[Route("/", call, methods=["POST"])],
        exception_handlers={Refused: _refusal},
        lifespan=working,
    )


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        parameters = json.loads(body or b"{}")
    except ValueError as error:
        raise Refused("SerializationException", "the body is not JSON") from error
    if not isinstance(parameters, dict):
        raise Refused("SerializationException", "the body is not a JSON object")
    return parameters


async def _refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - registered for Refused alone
    body = {"__type": error.code, "Message": error.message}
    return JSONResponse(
        body,
        status_code=error.status,
        headers={"x-amzn-errortype": error.code},
        media_type=_MEDIA_TYPE,
    )
