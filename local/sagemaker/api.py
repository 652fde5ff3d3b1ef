"""The HTTP face of the local SageMaker: the runtime's two calls, and DescribeEndpoint.

boto3 reaches it through AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME and AWS_ENDPOINT_URL_SAGEMAKER. Shapes
and limits are those of the service's API model.
"""

import asyncio
import contextlib
import time
import uuid
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .backlog import Queued
from .endpoint import Endpoint
from .invocation import Invocation, ModelError

MAX_BODY_BYTES = 6_291_456
MAX_ASYNC_BODY_BYTES = 128_000
REALTIME_TIMEOUT_S = 60
_REQUEST_TTL_S = range(60, 21_600 + 1)
_INVOCATION_TIMEOUT_S = range(1, 3_600 + 1)
_HEADER = "x-amzn-sagemaker-"


class Refused(Exception):
    """The request is answered with status 400, the error `code` and `message`."""

    def __init__(self, message: str, code: str = "ValidationError") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


def create_app(endpoint: Endpoint, *, answers: str, failures: str) -> Starlette:
    """The app that answers for `endpoint`. Its answers go to its bucket, under two prefixes:
    `answers` if the model drew, `failures` if it failed."""

    async def invoke(request: Request) -> Response:
        _check_name(request, endpoint)
        invocation = Invocation(
            await _body(request, MAX_BODY_BYTES),
            request.headers.get("content-type", "application/json"),
            request.headers.get("accept", "application/json"),
            REALTIME_TIMEOUT_S,
        )
        content, content_type = await endpoint.invoke(invocation)
        if len(content) > MAX_BODY_BYTES:
            raise ModelError(f"The response is larger than {MAX_BODY_BYTES} bytes.", 500)
        headers = {"content-type": content_type, "x-amzn-invoked-production-variant": "AllTraffic"}
        return Response(content, headers=headers)

    async def invoke_async(request: Request) -> Response:
        _check_name(request, endpoint)
        headers = request.headers
        name = uuid.uuid4()
        extension = headers.get(f"{_HEADER}s3outputpathextension")
        folder = f"{extension}/" if extension else ""
        ttl_s = _number(request, "requestttlseconds", _REQUEST_TTL_S, default=21_600)
        queued = Queued(
            Invocation(
                await _body(request, MAX_ASYNC_BODY_BYTES),
                headers.get(f"{_HEADER}content-type", "application/json"),
                headers.get(f"{_HEADER}accept", "application/json"),
                _number(request, "invocationtimeoutseconds", _INVOCATION_TIMEOUT_S, default=900),
            ),
            time.monotonic() + ttl_s,
            f"{answers}{folder}{name}.out",
            # The service's description of the extension speaks only of answers.
            f"{failures}{name}-error.out",
        )
        inference_id = headers.get(f"{_HEADER}inference-id") or str(uuid.uuid4())
        if len(inference_id) > 64:
            raise Refused("InferenceId must have at most 64 characters")
        endpoint.enqueue(queued)
        locations = {
            f"{_HEADER}outputlocation": f"s3://{endpoint.bucket}/{queued.output_key}",
            f"{_HEADER}failurelocation": f"s3://{endpoint.bucket}/{queued.failure_key}",
        }
        return JSONResponse({"InferenceId": inference_id}, status_code=202, headers=locations)

    async def control(request: Request) -> Response:
        operation = request.headers.get("x-amz-target", "").partition(".")[2]
        if operation != "DescribeEndpoint":
            raise Refused(
                f"the local SageMaker has no {operation or 'such operation'}", "UnknownOperation"
            )
        if (await request.json()).get("EndpointName") != endpoint.name:
            raise Refused("Could not find endpoint.", "ValidationException")
        return JSONResponse(endpoint.describe(), media_type="application/x-amz-json-1.1")

    @contextlib.asynccontextmanager
    async def working(_: Starlette) -> AsyncIterator[None]:
        worker = asyncio.create_task(endpoint.work())
        yield
        worker.cancel()
        await endpoint.close()

    return Starlette(
        routes=[
            Route("/endpoints/{name}/invocations", invoke, methods=["POST"]),
            Route("/endpoints/{name}/async-invocations", invoke_async, methods=["POST"]),
            Route("/", control, methods=["POST"]),
        ],
        exception_handlers={Refused: _refusal, ModelError: _model_error},
        lifespan=working,
    )


def _check_name(request: Request, endpoint: Endpoint) -> None:
    name = request.path_params["name"]
    if name != endpoint.name:
        raise Refused(f"Endpoint {name} of account 000000000000 not found.")


async def _body(request: Request, most: int) -> bytes:
    body = await request.body()
    if not 0 < len(body) <= most:
        raise Refused(f"Body must have 1 to {most} bytes, not {len(body)}")
    return body


def _number(request: Request, name: str, allowed: range, *, default: int) -> int:
    text = request.headers.get(f"{_HEADER}{name}", str(default))
    if not text.isdecimal() or int(text) not in allowed:
        raise Refused(f"{name} must be from {allowed[0]} to {allowed[-1]}, not {text}")
    return int(text)


async def _refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - registered for this class alone
    headers = {"x-amzn-errortype": error.code}
    return JSONResponse({"Message": error.message}, status_code=400, headers=headers)


async def _model_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ModelError)  # noqa: S101 - registered for this class alone
    body = {
        "Message": error.message,
        "OriginalStatusCode": error.status,
        "OriginalMessage": error.original_message,
        "LogStreamArn": "",
    }
    return JSONResponse(body, status_code=424, headers={"x-amzn-errortype": "ModelError"})
