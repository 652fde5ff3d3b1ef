"""A stand-in for a service whose operations are all POST / with JSON, as boto3 speaks to it."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import StatelessLifespan

from .service_model import Invalid, ServiceModel

MEDIA_TYPE = "application/x-amz-json-1.1"
Operation = Callable[[dict[str, Any]], Awaitable[dict[str, Any] | Response]]


class Refused(Exception):
    """The request is answered with the error `code`, `message` and HTTP `status`."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def create_app(
    name: str,
    model: ServiceModel,
    operations: Mapping[str, Operation],
    *,
    target: str,
    invalid: str,
    lifespan: StatelessLifespan[Starlette] | None = None,
) -> Starlette:
    """The app of the service `name`. `target` stands before an operation's name in the header.
    Requests are checked against `model`; one that does not fit is refused with the code `invalid`.
    """

    async def call(request: Request) -> Response:
        operation = request.headers.get("x-amz-target", "").removeprefix(target)
        if operation not in operations:
            raise Refused(
                "UnknownOperationException",
                f"the local {name} has no {operation or 'such operation'}",
            )
        parameters = _parsed(await request.body())
        try:
            model.check(operation, parameters)
        except Invalid as error:
            raise Refused(invalid, str(error)) from error
        answer = await operations[operation](parameters)
        return (
            answer if isinstance(answer, Response) else JSONResponse(answer, media_type=MEDIA_TYPE)
        )

    return Starlette(
        routes=[Route("/", call, methods=["POST"])],
        exception_handlers={Refused: _refusal},
        lifespan=lifespan,
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
        media_type=MEDIA_TYPE,
    )
