"""The HTTP face of the local Transcribe: four operations, in the protocol that boto3 speaks.

boto3 reaches it through AWS_ENDPOINT_URL_TRANSCRIBE. Requests are checked against the service's API
model, which botocore carries. A member that this stand-in cannot honour is refused, never ignored.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette

from .. import json_service
from ..service_model import ServiceModel
from .transcriber import Transcriber


def create_app(transcriber: Transcriber) -> Starlette:
    """The app that answers for `transcriber`. Jobs are worked on while the app is served."""

    @contextlib.asynccontextmanager
    async def working(_: Starlette) -> AsyncIterator[None]:
        worker = asyncio.create_task(transcriber.work())
        yield
        worker.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await worker

    return json_service.create_app(
        "Transcribe",
        ServiceModel("transcribe"),
        {
            "StartTranscriptionJob": transcriber.start,
            "GetTranscriptionJob": transcriber.get,
            "ListTranscriptionJobs": transcriber.list,
            "DeleteTranscriptionJob": transcriber.delete,
        },
        target="Transcribe.",
        invalid="BadRequestException",
        lifespan=working,
    )
